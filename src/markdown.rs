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

pub use document::Document;
pub use inline::Spanned;
pub use normalise::Normalised;

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
    let mut diagnostics = Vec::new();
    let metadata = metadata::read(source, text, need, &mut diagnostics);
    let normalised = normalise::normalise(source, text, &metadata, &mut diagnostics);
    let events = dialect::events(source, &normalised, &mut diagnostics);
    let document = document::gather(source, text, metadata, &events, &mut diagnostics);
    Parsed {
        document,
        diagnostics,
    }
}

/// The text as the parser sees it, for [`events`]. `metadata` is that of the parsed document.
pub fn normalise<'a>(
    source: SourceId,
    text: &'a str,
    metadata: &metadata::Metadata,
) -> Normalised<'a> {
    normalise::normalise(source, text, metadata, &mut Vec::new())
}

/// The events of a text, each with its place in the text as it lies on disk.
pub fn events<'t>(source: SourceId, normalised: &'t Normalised<'_>) -> Vec<Spanned<'t>> {
    dialect::events(source, normalised, &mut Vec::new())
}
