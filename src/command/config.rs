//! `docent config`: the configuration as docent has understood it, and the schema that editors complete by.

use clap::{Args, Subcommand};

use super::{Outcome, opening, terminal};
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
    opening::tell_problems(&location, file.as_ref());
    Ok(match file.is_none_or(|file| file.problems.is_empty()) {
        true => Outcome::Clean,
        false => Outcome::Findings,
    })
}
