//! The options that every command takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};

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
    /// Say less: of findings the errors, of everything else nothing
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: every place of a finding
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// How many threads work; all cores if not given
    #[arg(long, global = true, value_name = "N", value_parser = value_parser!(u16).range(..=1024))]
    pub threads: Option<u16>,
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
