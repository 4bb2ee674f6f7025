//! The command line: what was typed, turned into what is meant.

mod limits;

use clap::{CommandFactory, Parser, Subcommand};

use crate::command::{self, Outcome, terminal};
use crate::error::{Error, Result};
use crate::options::Global;

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

/// What docent can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site
    Build(command::build::Arguments),
    /// Find what is broken
    Check(command::check::Arguments),
    /// Say what docent reads in a source, as JSON lines
    Inspect(command::inspect::Arguments),
    /// Print the handbook's page of a code
    Explain(command::explain::Arguments),
    /// Check the links to other sites
    External(command::external::Arguments),
    /// Begin a site
    Init(command::init::Arguments),
    /// Make a page with its front matter in place
    New(command::new::Arguments),
    /// Say how far the translations are
    I18n(command::i18n::Arguments),
    /// Print the configuration or its schema
    Config(command::config::Arguments),
    /// Remove the output, as far as docent wrote it
    Clean(command::clean::Arguments),
    /// Print a script that completes commands with the Tab key
    Completions(command::completions::Arguments),
    /// Show the site in the browser while it is being written
    #[cfg(feature = "serve")]
    Serve(command::serve::Arguments),
}

/// Carries out what was typed.
///
/// # Errors
/// The environment or the usage does not allow it.
pub fn run(cli: Cli) -> Result<Outcome> {
    limits::outlive_those_of_files();
    let wanted = cli.global.threads.map(usize::from);
    let threads = limits::threads(wanted, limits::address_space());
    if let Some(wanted) = wanted.filter(|wanted| *wanted > threads) {
        let note = format!("note: the address space has room for {threads} of {wanted} threads");
        terminal::say(&cli.global, note);
    }
    // They are started here, where a refusal can still be told.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build_global().map_err(|error| {
        Error::usage(format!(
            "cannot start the threads that do the work: {error}"
        ))
        .with_help("`--threads 1` wants only one")
    })?;
    match cli.command {
        Command::Build(arguments) => command::build::run(&cli.global, &arguments),
        Command::Check(arguments) => command::check::run(&cli.global, &arguments),
        Command::Inspect(arguments) => command::inspect::run(&cli.global, &arguments),
        Command::Explain(arguments) => command::explain::run(&cli.global, &arguments),
        Command::External(arguments) => command::external::run(&cli.global, &arguments),
        Command::Init(arguments) => command::init::run(&cli.global, &arguments),
        Command::New(arguments) => command::new::run(&cli.global, &arguments),
        Command::I18n(arguments) => command::i18n::run(&cli.global, arguments),
        Command::Config(arguments) => command::config::run(&cli.global, arguments),
        Command::Clean(arguments) => command::clean::run(&cli.global, &arguments),
        Command::Completions(arguments) => command::completions::run(arguments, Cli::command()),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => command::serve::run(&cli.global, &arguments),
    }
}
