//! What a command asks of a project before it relies on it: a sound configuration, and something to read.

use std::io::{self, Write};

use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::project::Location;
use crate::report::{clean, count};
use crate::workspace::ConfigFile;

/// Refuses a configuration of which a value had to be left out or replaced, after naming each at its place: the site
/// would be another one than the owner wants, and would take the place of the good one.
///
/// # Errors
/// There is such a value.
pub fn refuse_broken(location: &Location, file: Option<&ConfigFile>) -> Result<()> {
    let problems = file.into_iter().flat_map(|(_, problems)| problems);
    let broken = problems.filter(|problem| problem.code == Code::ConfigInvalid);
    let name = location.config_name();
    let mut mistakes = 0;
    for problem in broken {
        mistakes += 1;
        let (line, column) = (problem.line, problem.column);
        let message = clean(&problem.message);
        say(&format!(
            "{name}:{line}:{column}: error[{}] {message}",
            problem.code
        ));
        if let Some(help) = &problem.help {
            say(&format!("  help: {}", clean(help)));
        }
    }
    if mistakes == 0 {
        return Ok(());
    }
    let mistakes = count(mistakes, "mistake");
    let error = Error::usage(format!("`{name}` has {mistakes}, so nothing is written"));
    Err(error.with_help("correct it and build again; the site stands as it was"))
}

/// Says it whatever the user wants to hear: it is why the command fails. Nobody can be told that this failed.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
