//! `docent config`: the configuration as docent has understood it, and the schema that editors complete by.

use clap::{Args, Subcommand};

use super::{Outcome, terminal};
use crate::config::Config;
use crate::error::Result;
use crate::options::Global;
use crate::project;

/// What `config` takes.
#[derive(Clone, Copy, Debug, Args)]
pub struct Arguments {
    /// What is to be printed.
    #[command(subcommand)]
    pub what: What,
}

/// What of the configuration is printed.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum What {
    /// The configuration as it counts, every default written out
    Show,
    /// The JSON Schema of docent.yml
    Schema,
}

/// Carries it out.
///
/// # Errors
/// The configuration cannot be read.
pub fn run(global: &Global, arguments: Arguments) -> Result<Outcome> {
    match arguments.what {
        What::Schema => {
            terminal::print(|out| writeln!(out, "{:#}", Config::json_schema()))?;
            Ok(Outcome::Clean)
        }
        What::Show => show(global),
    }
}

fn show(global: &Global) -> Result<Outcome> {
    let location = super::locate(global, &[])?;
    let (config, file) = project::read_config(&location)?;
    terminal::print(|out| out.write_all(config.to_yaml().as_bytes()))?;
    let problems = file.map(|file| file.problems).unwrap_or_default();
    let name = location.config_name();
    for problem in &problems {
        let place = format!("{name}:{}:{}", problem.line, problem.column);
        terminal::say(global, format_args!("{place}: {}", problem.message));
    }
    Ok(if problems.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}
