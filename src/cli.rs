//! The command line: what was typed, turned into what is meant.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A static documentation site generator for multilingual repositories of Azure-style Markdown.
#[derive(Debug, Parser)]
#[command(
    name = "docent",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The folder of the site; paths in docent.yml are seen from here
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The configuration file, if it is not docent.yml in that folder
    #[arg(short, long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Only these locales, by their tags
    #[arg(short, long, global = true, value_name = "LIST", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Say less: errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// How many threads work; all cores if not given
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What docent can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site
    Build(crate::command::build::Arguments),
    /// Find what is broken
    Check(crate::command::check::Arguments),
    /// Say what docent reads in a source, as JSON lines
    Inspect(crate::command::inspect::Arguments),
    /// Print the handbook's page of a code
    Explain(crate::command::explain::Arguments),
    /// Check the links to other sites
    External(crate::command::external::Arguments),
    /// Begin a site
    Init(crate::command::init::Arguments),
    /// Make a page with its front matter in place
    New(crate::command::new::Arguments),
    /// Say how far the translations are
    I18n(crate::command::i18n::Arguments),
    /// Print the configuration or its schema
    Config(crate::command::config::Arguments),
    /// Remove the output, as far as docent wrote it
    Clean(crate::command::clean::Arguments),
    /// Print a script that completes commands with the Tab key
    Completions(crate::command::completions::Arguments),
    /// Show the site in the browser while it is being written
    #[cfg(feature = "serve")]
    Serve(crate::command::serve::Arguments),
}
