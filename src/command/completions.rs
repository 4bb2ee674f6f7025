//! `docent completions`: a script that completes commands and options with the Tab key.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Outcome, terminal};
use crate::cli::Cli;
use crate::error::Result;

/// What `completions` takes.
#[derive(Clone, Copy, Debug, Args)]
pub struct Arguments {
    /// The shell that the script is for
    pub shell: Shell,
}

/// Carries it out.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(arguments: Arguments) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "docent", &mut script);
    terminal::print(|out| out.write_all(&script))?;
    Ok(Outcome::Clean)
}
