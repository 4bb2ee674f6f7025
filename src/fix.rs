//! Fixes carried out on texts: which of them can be done together, and what the texts say afterwards.
//!
//! Nothing is read or written here. A fix is done whole or not at all; of two that touch the same bytes the first wins,
//! and the other waits until the text is understood anew.

use std::collections::BTreeMap;

use crate::diagnostic::{Edit, Fix};
use crate::source::SourceId;

/// The texts that fixes have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The new texts.
    pub texts: BTreeMap<SourceId, String>,
    /// How many fixes were done.
    pub done: usize,
}

/// Carries out `fixes`, earlier ones first. `text` gives a source's text, or `None` where it must not be changed.
pub fn apply<'f, 't>(
    fixes: impl IntoIterator<Item = &'f Fix>,
    text: impl Fn(SourceId) -> Option<&'t str>,
) -> Fixed {
    let mut edits: BTreeMap<SourceId, Edits<'f>> = BTreeMap::new();
    let mut fixed = Fixed::default();
    for fix in fixes {
        if !fix.edits.iter().all(|edit| fits(edit, &text)) {
            continue;
        }
        fixed.done += usize::from(take(fix, &mut edits));
    }
    for (source, edits) in edits {
        let old = text(source).expect("only edits of texts that may be changed were taken");
        fixed
            .texts
            .extend(edits.rewrite(old).map(|new| (source, new)));
    }
    fixed
}

/// Whether an edit lies within a text that may be changed, and between characters.
fn fits<'t>(edit: &Edit, text: &impl Fn(SourceId) -> Option<&'t str>) -> bool {
    text(edit.span.source).is_some_and(|text| text.get(edit.span.range.as_usize()).is_some())
}

/// Takes all edits of a fix, or none of them.
fn take<'f>(fix: &'f Fix, edits: &mut BTreeMap<SourceId, Edits<'f>>) -> bool {
    let mut taken: Vec<&Edit> = Vec::new();
    for edit in &fix.edits {
        match edits.entry(edit.span.source).or_default().add(edit) {
            Added::New => taken.push(edit),
            Added::Known => {}
            Added::Clash => {
                for edit in taken {
                    edits.entry(edit.span.source).or_default().drop(edit);
                }
                return false;
            }
        }
    }
    true
}

/// The edits of one text, by their place; no two of them touch the same bytes.
#[derive(Default)]
struct Edits<'f>(BTreeMap<(u32, u32), &'f str>);

enum Added {
    New,
    /// The very same edit was there before: two findings ask for one change.
    Known,
    Clash,
}

impl<'f> Edits<'f> {
    fn add(&mut self, edit: &'f Edit) -> Added {
        let place = (edit.span.range.start, edit.span.range.end);
        if let Some(known) = self.0.get(&place) {
            return if *known == edit.replacement {
                Added::Known
            } else {
                Added::Clash
            };
        }
        let before = self.0.range(..place).next_back();
        let behind = self.0.range(place..).next();
        let mut neighbours = before.into_iter().chain(behind);
        if neighbours.any(|(other, _)| clash(place, *other)) {
            return Added::Clash;
        }
        self.0.insert(place, &edit.replacement);
        Added::New
    }

    fn drop(&mut self, edit: &Edit) {
        self.0.remove(&(edit.span.range.start, edit.span.range.end));
    }

    /// The new text, if it is another one.
    fn rewrite(&self, old: &str) -> Option<String> {
        let mut new = String::with_capacity(old.len());
        let mut at = 0;
        for ((start, end), replacement) in &self.0 {
            new.push_str(&old[at..*start as usize]);
            new.push_str(replacement);
            at = *end as usize;
        }
        new.push_str(&old[at..]);
        (new != old).then_some(new)
    }
}

/// Whether two places share a byte; what is inserted clashes with everything that it touches, since the order would matter.
const fn clash(a: (u32, u32), b: (u32, u32)) -> bool {
    let overlap = a.0 < b.1 && b.0 < a.1;
    let inserts = a.0 == a.1 || b.0 == b.1;
    overlap || (inserts && a.0 <= b.1 && b.0 <= a.1)
}
