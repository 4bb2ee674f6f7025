//! Which kinds of findings a run is about, and which of them count as errors.

use crate::command::{self, Denied};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::error::{Error, Result};

/// What `--select`, `--ignore` and `--deny` ask for.
#[derive(Clone, Debug)]
pub struct Selection {
    wanted: Wanted,
    ignored: Vec<Code>,
    denied: Denied,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// Errors and warnings.
    Usual,
    /// Hints as well.
    All,
    These(Vec<Code>),
}

impl Selection {
    /// What the lists of codes mean.
    ///
    /// # Errors
    /// There is no such code, or all are to be ignored.
    pub fn new(select: &[String], ignore: &[String], deny: &[String]) -> Result<Self> {
        if ignore.iter().any(|word| word == "all") {
            let error = Error::usage("`--ignore all` leaves nothing to report");
            return Err(
                error.with_help("name the codes to leave out, or those to report with `--select`")
            );
        }
        let codes = |words: &[String]| -> Result<Vec<Code>> {
            let codes = words.iter().filter(|word| *word != "all");
            codes.map(|word| command::code(word)).collect()
        };
        let selected = codes(select)?;
        let wanted = match select.iter().any(|word| word == "all") {
            true => Wanted::All,
            false if selected.is_empty() => Wanted::Usual,
            false => Wanted::These(selected),
        };
        Ok(Self {
            wanted,
            ignored: codes(ignore)?,
            denied: Denied::parse(deny)?,
        })
    }

    /// The codes that the command line names: those count, whatever the configuration says of them.
    pub fn named(&self) -> impl Iterator<Item = Code> {
        let selected = match &self.wanted {
            Wanted::These(codes) => &codes[..],
            Wanted::Usual | Wanted::All => &[],
        };
        selected.iter().chain(self.denied.codes()).copied()
    }

    /// Whether a finding of this code is left out only if it is a hint.
    pub fn is_usual_for(&self, code: Code) -> bool {
        self.wanted == Wanted::Usual && !self.ignored.contains(&code)
    }

    /// The level that a finding has in this run; `None` if the run is not about it.
    pub fn level(&self, level: Level, finding: &Diagnostic) -> Option<Level> {
        let denied = self.denied.covers(level, finding.code);
        let wanted = match &self.wanted {
            Wanted::Usual => denied || level > Level::Hint,
            Wanted::All => true,
            Wanted::These(codes) => codes.contains(&finding.code),
        };
        let level = if denied { Level::Error } else { level };
        (wanted && !self.ignored.contains(&finding.code)).then_some(level)
    }
}
