//! What the server says on the terminal: where it is, what changed, what that broke or mended; nothing else.

use std::io::Write;
use std::time::Duration;

use super::notes::{Note, Notes};
use super::shown::Trouble;
use crate::diagnostic::Level;
use crate::error::Error;
use crate::line_index::LineIndex;
use crate::report::{clean, count};
use crate::workspace::Reach;

/// The most lines of findings after one change.
const MOST: usize = 10;

/// The terminal. What cannot be written is dropped: nobody reads it.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Whether only faults are told.
    pub quiet: bool,
}

impl Console {
    /// The address, on standard output for scripts.
    pub fn ready(self, address: &str, pages: usize, took: Duration) {
        let mut out = std::io::stdout().lock();
        let pages = count(pages, "page");
        let _ = writeln!(out, "Serving {pages} at {address} ({})", millis(took));
        let _ = out.flush();
    }

    /// Something the user should know.
    pub fn warn(self, message: &str) {
        say(&format!("note: {message}"));
    }

    /// Something the system refused.
    pub fn fault(self, error: &Error) {
        let cause = std::error::Error::source(error);
        let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
        say(&format!("error: {error}{cause}"));
    }

    /// What changed, `unnamed` where no file of the content did, and how long it took until it was shown.
    pub fn changed(
        self,
        mut files: impl Iterator<Item = String>,
        unnamed: &str,
        reach: &Reach,
        took: Duration,
    ) {
        if self.quiet {
            return;
        }
        let first = files.next().unwrap_or_else(|| unnamed.to_owned());
        let more = match files.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let anew = match reach {
            Reach::Nothing | Reach::Readers(_) => "shown",
            Reach::Everything => "all pages made anew",
        };
        say(&format!(
            "{first}{more} changed: {anew} after {}",
            millis(took)
        ));
    }

    /// What keeps the newest files from being shown, as far as it is new; or that nothing does any more. What is among the
    /// findings, too, is told with them.
    pub fn troubled(self, before: &[Trouble], now: &[Trouble]) {
        let is_told = |trouble: &&Trouble| trouble.code.is_none();
        let new = now.iter().filter(|trouble| !before.contains(trouble));
        let new: Vec<&Trouble> = new.filter(is_told).collect();
        for trouble in new.iter().take(MOST) {
            say(&format!("error: {}: {}", trouble.place, trouble.message));
            if let Some(help) = &trouble.help {
                say(&format!("  help: {help}"));
            }
        }
        if new.is_empty()
            && before.iter().any(|trouble| is_told(&trouble))
            && !now.iter().any(|it| is_told(&it))
        {
            say("mended: the newest files are shown again");
        }
    }

    /// The newest configuration is not shown, for the reason that was told.
    pub fn stays(self) {
        say("the last good site stays until this is mended");
    }

    /// The findings that came and went.
    pub fn judged(self, before: &Notes, now: &Notes) {
        if self.quiet {
            return;
        }
        if before.generation == 0 {
            return say(&totals(now));
        }
        let (new, gone) = now.changes(before);
        if new.is_empty() && gone.is_empty() {
            return;
        }
        for note in new.iter().take(MOST) {
            say(&line("+", note));
        }
        for note in gone.iter().take(MOST) {
            say(&line("-", note));
        }
        say(&format!(
            "{} new, {} gone; {}",
            new.len(),
            gone.len(),
            totals(now)
        ));
    }
}

/// One line. Whoever names a file, as a branch of somebody else does, must not command the terminal.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", clean(line));
}

fn millis(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

fn totals(notes: &Notes) -> String {
    let of = |level| notes.all.iter().filter(|note| note.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let (errors, warnings) = (count(errors, "error"), count(warnings, "warning"));
    format!("{errors}, {warnings}; all are at /_docent/")
}

fn line(sign: &str, note: &Note) -> String {
    let source = &note.text.source;
    let place = LineIndex::new(&source.text).position(&source.text, note.range.start);
    format!(
        "{sign} {}:{}:{}: {}[{}] {}",
        source.file, place.line, place.column, note.level, note.code, note.message
    )
}
