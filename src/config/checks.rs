//! Which findings are reported for which page, and how bad they are.

use super::Globs;
use crate::diagnostic::{Code, Level};
use crate::path::ContentPath;

/// The levels of all codes, everywhere and below globs.
#[derive(Clone, Debug)]
pub struct Checks {
    /// By code, for pages that no glob fits.
    everywhere: Vec<Level>,
    /// In the order of the file: of several that fit the last one counts.
    below: Vec<(Globs, Vec<(Code, Level)>)>,
    /// The attributes that a page must have.
    pub required: Vec<String>,
}

impl Checks {
    pub(super) fn new(required: Vec<String>) -> Self {
        Self {
            everywhere: Code::ALL.iter().map(|code| code.default_level()).collect(),
            below: Vec::new(),
            required,
        }
    }

    pub(super) fn set(&mut self, code: Code, level: Level) {
        self.everywhere[code as usize] = level;
    }

    pub(super) fn set_below(&mut self, globs: Globs, levels: Vec<(Code, Level)>) {
        self.below.push((globs, levels));
    }

    /// Makes a code count that is off for the whole site, as a hint at least; where paths say otherwise that stays.
    pub fn ask_for(&mut self, code: Code) {
        let level = &mut self.everywhere[code as usize];
        if *level == Level::Off {
            *level = code.default_level().max(Level::Hint);
        }
    }

    /// How bad a finding of this code in this source is.
    pub fn level(&self, code: Code, path: &ContentPath) -> Level {
        self.below
            .iter()
            .rev()
            .filter_map(|(globs, levels)| {
                let (_, level) = levels.iter().find(|(other, _)| *other == code)?;
                globs.matches(path).then_some(*level)
            })
            .next()
            .unwrap_or(self.everywhere[code as usize])
    }
}
