//! The program: reads the command line and leaves the rest to the library.

use std::process::ExitCode;

use clap::Parser;
use docent::cli::Cli;
use docent::command::{self, Outcome};

fn main() -> ExitCode {
    match command::run(Cli::parse()) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(inner) = cause {
                eprintln!("  because: {inner}");
                cause = inner.source();
            }
            if let docent::error::Error::Usage {
                help: Some(help), ..
            } = &error
            {
                eprintln!("  help: {help}");
            }
            ExitCode::from(2)
        }
    }
}
