//! The program: reads the command line and leaves the rest to the library.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use docent::cli::{self, Cli};
use docent::command::Outcome;
use docent::command::terminal::Reader;
use docent::error::{Error, Result};

#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let ended = match Cli::try_parse() {
        Ok(cli) => cli::run(cli),
        Err(shown) => show(&shown),
    };
    match ended {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            // Standard error may be closed or full; then nobody can be told.
            let _ = tell(&error, &mut std::io::stderr());
            ExitCode::from(2)
        }
    }
}

/// Prints the help or the version that was asked for. What is wrong with the command line ends the program.
fn show(shown: &clap::Error) -> Result<Outcome> {
    if shown.use_stderr() {
        shown.exit();
    }
    let printed = shown.print().and_then(|()| io::stdout().flush());
    Reader::of(printed).map_err(Error::io("write to", "standard output"))?;
    Ok(Outcome::Clean)
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
