//! What the server says on the terminal: where it is, what changed, what that broke or mended; nothing else.

use std::io::Write;
use std::time::Duration;

use super::notes::{Note, Notes};
use crate::diagnostic::Level;
use crate::error::Error;
use crate::line_index::LineIndex;
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
        let _ = writeln!(out, "Serving {pages} pages at {address} ({})", millis(took));
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

    /// What changed and how long it took until it was shown.
    pub fn changed<'a>(
        self,
        mut paths: impl Iterator<Item = &'a str>,
        reach: &Reach,
        took: Duration,
    ) {
        if self.quiet {
            return;
        }
        let first = paths.next().filter(|path| !path.is_empty());
        let first = first.unwrap_or("settings, theme or messages");
        let more = match paths.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let reach = match reach {
            Reach::Nothing => "files",
            Reach::Readers(_) => "pages that read it",
            Reach::Everything => "site",
        };
        say(&format!(
            "{first}{more} changed: {reach} anew in {}",
            millis(took)
        ));
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

fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

fn millis(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

fn totals(notes: &Notes) -> String {
    let count = |level| notes.all.iter().filter(|note| note.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    format!("{errors} errors, {warnings} warnings; all are at /_docent/")
}

fn line(sign: &str, note: &Note) -> String {
    let source = &note.text.source;
    let place = LineIndex::new(&source.text).position(&source.text, note.range.start);
    let message: String = note
        .message
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!(
        "{sign} {}:{}:{}: {}[{}] {message}",
        source.file, place.line, place.column, note.level, note.code
    )
}
