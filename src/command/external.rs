//! `docent external`: the links to other sites, asked politely.

#[cfg(feature = "external-links")]
mod run;

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::cli::Global;
use crate::error::Result;

/// What `external` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Only links in these files and folders
    pub paths: Vec<PathBuf>,
    /// Load the pages and look for the anchors that links ask for
    #[arg(long)]
    pub fragments: bool,
    /// Where answers are kept; in the user's cache folder if not given
    #[arg(long, value_name = "FILE")]
    pub cache: Option<PathBuf>,
    /// Ask anew what was asked before
    #[arg(long)]
    pub no_cache: bool,
    /// For how many days an answer is kept
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub keep_days: u64,
    /// How many seconds an answer may take
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub timeout: u64,
    /// The pause between two requests to one host, in milliseconds
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub pause: u64,
    /// One JSON object a link instead of lines for people
    #[arg(long)]
    pub json_lines: bool,
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read, or there is no network.
#[cfg(feature = "external-links")]
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    run::run(global, arguments)
}

/// Says how to get a docent that can.
///
/// # Errors
/// Always: this docent was built without the feature.
#[cfg(not(feature = "external-links"))]
pub fn run(_global: &Global, _arguments: &Arguments) -> Result<Outcome> {
    Err(
        crate::error::Error::usage("this docent cannot ask other sites")
            .with_help("install it with `--features external-links`"),
    )
}
