//! The program: reads the command line and leaves the rest to the library.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use docent::cli::{self, Cli};
use docent::command::Outcome;
use docent::command::terminal::{self, Reader};
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
            terminal::fault(&error);
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
