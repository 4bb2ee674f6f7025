//! One text of the dialect: its facts, and its events for whoever renders it.
//!
//! Parsing knows no other file and cannot fail; what is wrong with a text is among the facts.

pub mod characters;
mod definitions;
mod dialect;
pub mod directive;
pub mod document;
mod emphasis;
pub mod event;
pub mod html;
mod inline;
mod lint;
pub mod metadata;
mod normalise;
mod raw_html;
mod recording;
mod references;
pub mod slug;
mod unparsed;
mod unread;

pub use definitions::definitions_in;
pub use document::Document;
pub use inline::Spanned;
pub use normalise::{Normalised, Repair, Words, begins_item};
pub use recording::Recording;

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

/// How a text is read.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// The site's own words for the keywords of directives.
    pub words: &'a Words,
    /// What its metadata must hold.
    pub need: metadata::Need<'a>,
    /// Whether its events are kept for the pages that will be made of it.
    pub keeps_events: bool,
}

/// Reads the facts of a text. Never fails and never panics, whatever the text.
pub fn parse(source: SourceId, text: &str, need: metadata::Need<'_>) -> Parsed {
    let manner = Manner {
        words: &Words::new(),
        need,
        keeps_events: false,
    };
    parse_with(manner, source, text)
}

/// The same in a certain manner.
pub fn parse_with(manner: Manner<'_>, source: SourceId, text: &str) -> Parsed {
    let mut diagnostics = Vec::new();
    let metadata = metadata::read(source, text, manner.need, &mut diagnostics);
    let repairs = normalise::repairs(source, text, &metadata, manner.words, &mut diagnostics);
    let normalised = normalise::normalise(text, &metadata, &repairs);
    let events = dialect::events(source, &normalised, Some(&mut diagnostics));
    let recording = manner
        .keeps_events
        .then(|| Recording::of(&events, &normalised));
    let document = Document {
        repairs,
        recording,
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

/// The events of a text, each with its place in the text as it lies on disk; parsed again if they were not kept.
pub fn events<'t>(
    source: SourceId,
    normalised: &'t Normalised<'_>,
    document: &'t Document,
) -> impl Iterator<Item = Spanned<'t>> {
    let kept = document.recording.as_ref();
    let parsed = match kept {
        Some(_) => Vec::new(),
        None => dialect::events(source, normalised, None),
    };
    let kept = kept.map(|recording| recording.play(normalised));
    kept.into_iter().flatten().chain(parsed)
}
