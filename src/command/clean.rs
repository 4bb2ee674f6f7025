//! `docent clean`: the output removed, as far as docent wrote it.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, build, terminal};
use crate::cli::Global;
use crate::error::Result;
use crate::project;
use crate::report::count;

/// What `clean` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Where the site was written; `output:` of docent.yml if not given
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// The folder is not ours or cannot be changed.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = super::locate(global, &[])?;
    let (config, _) = project::read_config(&location)?;
    let output = build::open_output(&location, &config, arguments.output_dir.as_deref())?;
    let folder = output.folder().display().to_string();
    let removed = output.clean()?.removed;
    terminal::say(
        global,
        format_args!("removed {} from {folder}", count(removed, "file")),
    );
    Ok(Outcome::Clean)
}
