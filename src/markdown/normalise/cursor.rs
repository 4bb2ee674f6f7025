//! A place in a text that moves on as signs and words are read.

use crate::markdown::characters::is_filler;

/// What is still to be read of a text.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    /// Where the rest begins.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips blanks of any width, and says how many bytes they take.
    pub fn skip_blanks(&mut self) -> usize {
        self.take(is_filler).len()
    }

    /// Reads as many characters as belong to a word.
    pub fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Reads the first of `signs` that stands here.
    pub fn sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let rest = self.rest();
        let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
        self.at += sign.len();
        Some(sign)
    }
}
