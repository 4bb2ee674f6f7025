//! `docent completions`: a script that completes commands and options with the Tab key.

use clap::Args;
use clap_complete::Shell;

use super::{Outcome, terminal};
use crate::error::Result;

/// What `completions` takes.
#[derive(Clone, Copy, Debug, Args)]
pub struct Arguments {
    /// The shell that the script is for
    pub shell: Shell,
}

/// Carries it out for the whole command line, `program`.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(arguments: Arguments, mut program: clap::Command) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "docent", &mut script);
    terminal::print(|out| out.write_all(&script))?;
    Ok(Outcome::Clean)
}
