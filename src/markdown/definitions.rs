//! The definitions of a text: what its labels stand for.

use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, CowStr, Parser};
use rustc_hash::FxHashMap;

use super::normalise::fold_label;
use crate::span::slice_range;

/// A definition: `[label]: target "title"`.
pub(super) struct Definition<'t> {
    /// As it is written.
    pub label: String,
    pub target: CowStr<'t>,
    pub title: CowStr<'t>,
    /// All of it, in the normalised text.
    pub range: Range<usize>,
}

/// The definitions of a text by folded label.
pub(super) type Definitions<'t> = FxHashMap<String, Definition<'t>>;

/// The definitions as slices of the text, so that what uses them keeps its place.
pub(super) fn definitions<'t, F: BrokenLinkCallback<'t>>(
    text: &'t str,
    parser: &Parser<'t, F>,
) -> Definitions<'t> {
    let within = |part: &str| match slice_range(text, part) {
        Some(range) => CowStr::Borrowed(&text[range]),
        None => CowStr::from(part.to_owned()),
    };
    let mut definitions = Definitions::default();
    for (label, definition) in parser.reference_definitions().iter() {
        let title = definition.title.as_deref();
        let known = Definition {
            label: label.to_owned(),
            target: within(&definition.dest),
            title: title.map_or(CowStr::Borrowed(""), within),
            range: definition.span.clone(),
        };
        definitions.insert(fold_label(label), known);
    }
    definitions
}
