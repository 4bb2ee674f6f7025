//! The definitions of a text: what its labels stand for, also where a reference has other blanks than the definition.

use std::collections::hash_map::Entry;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Parser};
use rustc_hash::FxHashMap;

use super::normalise::{definition_in, fold_label};
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

/// The definitions of a text by folded label. Labels that differ in their blanks alone are one, and the first of them counts.
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
        match definitions.entry(fold_label(label)) {
            Entry::Vacant(place) => _ = place.insert(known),
            Entry::Occupied(mut other) => {
                if known.range.start < other.get().range.start {
                    other.insert(known);
                }
            }
        }
    }
    definitions
}

/// The target and title of the definition that a reference was meant for, whose label has other blanks or marks that nobody
/// sees: `[x][étape 3 :]` with a no-break space before the colon, while the definition has a plain one.
pub(super) fn meant<'t>(
    definitions: &Definitions<'t>,
    link: &BrokenLink<'_>,
) -> Option<(CowStr<'t>, CowStr<'t>)> {
    if definitions.is_empty() {
        return None;
    }
    let definition = definitions.get(&fold_label(&link.reference))?;
    Some((definition.target.clone(), definition.title.clone()))
}

/// The label and target of each line of a text that is written as a definition, as they are written.
pub fn definitions_in(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let (label, target) = definition_in(line)?;
        let target = target.split_whitespace().next()?;
        let target = target.strip_prefix('<').unwrap_or(target);
        Some((label, target.strip_suffix('>').unwrap_or(target)))
    })
}
