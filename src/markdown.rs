//! One text of the dialect: its facts, and its events for whoever renders it.
//!
//! Parsing knows no other file and cannot fail; what is wrong with a text is among the facts.

mod dialect;
pub mod directive;
pub mod document;
pub mod event;
pub mod html;
mod inline;
mod lint;
pub mod metadata;
mod normalise;
mod raw_html;
pub mod slug;
mod unparsed;

pub use document::Document;
pub use inline::Spanned;
pub use normalise::{Normalised, Repair, Words};

use crate::diagnostic::Diagnostic;
use crate::source::SourceId;

/// What one text says, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Its facts.
    pub document: Document,
    /// Its findings, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the facts of a text. Never fails and never panics, whatever the text.
pub fn parse(source: SourceId, text: &str, need: metadata::Need<'_>) -> Parsed {
    parse_with(&Words::new(), source, text, need)
}

/// The same on a site with words of its own for the keywords of directives.
pub fn parse_with(words: &Words, source: SourceId, text: &str, need: metadata::Need<'_>) -> Parsed {
    let mut diagnostics = Vec::new();
    let metadata = metadata::read(source, text, need, &mut diagnostics);
    let repairs = normalise::repairs(source, text, &metadata, words, &mut diagnostics);
    let normalised = normalise::normalise(text, &metadata, &repairs);
    let events = dialect::events(source, &normalised, Some(&mut diagnostics));
    let document = Document {
        repairs,
        ..document::gather(source, text, metadata, &events, &mut diagnostics)
    };
    Parsed {
        document,
        diagnostics,
    }
}

/// The text as the parser sees it, for [`events`]. `document` is what [`parse`] made of the same text.
pub fn normalise<'a>(text: &'a str, document: &Document) -> Normalised<'a> {
    normalise::normalise(text, &document.metadata, &document.repairs)
}

/// The events of a text, each with its place in the text as it lies on disk.
pub fn events<'t>(source: SourceId, normalised: &'t Normalised<'_>) -> Vec<Spanned<'t>> {
    dialect::events(source, normalised, None)
}
