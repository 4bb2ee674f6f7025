//! The program: reads the command line and leaves the rest to the library.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use docent::cli::{self, Cli};
use docent::command::Outcome;
use docent::error::Error;

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            // Standard error may be closed or full; then nobody can be told.
            let _ = tell(&error, &mut std::io::stderr());
            ExitCode::from(2)
        }
    }
}

fn tell(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "error: {error}")?;
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        writeln!(out, "  because: {inner}")?;
        cause = inner.source();
    }
    match error {
        Error::Usage {
            help: Some(help), ..
        } => writeln!(out, "  help: {help}"),
        _ => Ok(()),
    }
}
