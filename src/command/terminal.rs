//! What standard output and standard error can show, and writing to them without a panic.

use std::fmt::Display;
use std::io::{self, Write};

use anstream::ColorChoice;

use crate::error::{Error, Result};
use crate::options::{Colour, Global};
use crate::replace::buffered;
use crate::report::clean;

/// Columns of a line where nobody says how many there are.
const WIDTH: usize = 100;

/// Whether standard output is to be coloured.
pub fn colours(choice: Colour) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    }
}

/// Columns of the terminal: what `COLUMNS` says, else what the terminal itself says.
pub fn width() -> usize {
    let said = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    said.filter(|columns| *columns > 0)
        .or_else(asked)
        .unwrap_or(WIDTH)
}

#[cfg(unix)]
fn asked() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn asked() -> Option<usize> {
    None
}

/// Whether anybody still reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// As far as can be told.
    There,
    /// It has seen enough, as `head` does; that is no fault.
    Gone,
}

impl Reader {
    /// What writing says of the reader.
    ///
    /// # Errors
    /// What was not written for another reason.
    pub fn of(written: io::Result<()>) -> io::Result<Self> {
        match written {
            Ok(()) => Ok(Self::There),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Self::Gone),
            Err(error) => Err(error),
        }
    }
}

/// Writes a command's result to standard output.
///
/// # Errors
/// The disk behind it is full.
pub fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Reader> {
    let written = buffered(io::stdout().lock(), write);
    Reader::of(written).map_err(Error::io("write to", STANDARD_OUTPUT))
}

/// What standard output is called where it cannot be written to.
const STANDARD_OUTPUT: &str = "standard output";

/// Whether an error is that of [`print()`].
pub fn is_gone(error: &Error) -> bool {
    matches!(error, Error::Io { path, .. } if path.as_os_str() == STANDARD_OUTPUT)
}

/// Says something on standard error, unless less is wanted.
pub fn say(global: &Global, words: impl Display) {
    if !global.quiet {
        tell(words);
    }
}

/// Says something on standard error, whatever is wanted. Nobody can be told that this failed.
///
/// A file may be called like a command to the terminal, and is not to give it one.
pub fn tell(words: impl Display) {
    let mut out = io::stderr().lock();
    for line in words.to_string().lines() {
        let _ = writeln!(out, "{}", clean(line));
    }
}

/// Says what kept the program from doing what it was to do: the error, its causes, and what to do about it.
pub fn fault(error: &Error) {
    tell(format_args!("error: {error}"));
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        tell(format_args!("  because: {inner}"));
        cause = inner.source();
    }
    if let Error::Usage {
        help: Some(help), ..
    } = error
    {
        tell(format_args!("  help: {help}"));
    }
}
