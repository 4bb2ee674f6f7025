//! Diagnostics made into findings: offsets into lines and columns, subjects into causes, translations into heirs.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{EditView, Finding, FixView, Id, Place, RelatedPlace, Report, Totals};
use crate::diagnostic::{Diagnostic, Fix, Level};
use crate::line_index::{LineColumn, LineIndex};
use crate::source::SourceId;
use crate::span::Span;

/// What a report must know of a source.
#[derive(Clone, Debug)]
pub struct SourceView {
    /// Path from the folder of `docent.yml`, with `/`.
    pub file: Arc<str>,
    /// Tag of its locale; empty for files that belong to none.
    pub locale: Arc<str>,
    /// Its content path, by which translations find their source page.
    pub path: Arc<str>,
    /// Whether its locale is the one that the others are translated from.
    pub is_source_locale: bool,
    /// The whole text.
    pub text: Arc<String>,
}

impl Report {
    /// The findings behind `diagnostics`, each with the level that the configuration gives it at its place.
    ///
    /// `view` says what a source is called and what it says; it is asked once a source. The diagnostics may come in any
    /// order. Findings of the level [`Level::Off`] are left out.
    pub fn new(
        diagnostics: impl IntoIterator<Item = (Level, Diagnostic)>,
        view: &dyn Fn(SourceId) -> SourceView,
        totals: Totals,
    ) -> Self {
        let mut desk = Desk::new(view);
        let mut drafts: Vec<Draft> = diagnostics
            .into_iter()
            .filter(|(level, _)| *level != Level::Off)
            .map(|(level, diagnostic)| desk.draft(level, diagnostic))
            .collect();
        // Mostly they come in order.
        if !drafts.is_sorted_by(|a, b| a.key() <= b.key()) {
            drafts.sort_by(|a, b| a.key().cmp(&b.key()));
        }
        let (inherited_from, translations) = inheritance(&drafts);
        let fingerprints = fingerprints(&drafts);
        let findings = drafts
            .into_iter()
            .zip(fingerprints)
            .zip(inherited_from.into_iter().zip(translations))
            .map(
                |((draft, fingerprint), (inherited_from, translations))| Finding {
                    inherited_from,
                    translations,
                    ..desk.finding(draft, fingerprint)
                },
            )
            .collect();
        Self { findings, totals }
    }
}

/// A diagnostic with its level and what its source is called.
struct Draft {
    level: Level,
    diagnostic: Diagnostic,
    view: Arc<SourceView>,
}

impl Draft {
    /// The order of a report: where a reader goes through the files from top to bottom.
    fn key(&self) -> impl Ord + '_ {
        let diagnostic = &self.diagnostic;
        let Span { range, .. } = diagnostic.span;
        (&self.view.file, range, diagnostic.code, &diagnostic.message)
    }

    fn shared(&self) -> [&str; 3] {
        shared(&self.diagnostic, &self.view.path)
    }
}

/// What a translation and its source page, both at `path` below their locales, have in common when they have the same
/// mistake.
fn shared<'a>(diagnostic: &'a Diagnostic, path: &'a str) -> [&'a str; 3] {
    [diagnostic.code.as_str(), &diagnostic.subject, path]
}

/// The mistakes of the source locale, for whoever asks only for what translations do not have from there.
pub struct Origins(FxHashSet<Id>);

impl Origins {
    /// Those of the findings of the source locale, each with the content path of its text.
    pub fn of<'a>(findings: impl Iterator<Item = (&'a Diagnostic, &'a str)>) -> Self {
        let ids = findings.map(|(finding, path)| Id::of(&shared(finding, path)));
        Self(ids.collect())
    }

    /// Whether the source page of the text at `path` has the same mistake.
    pub fn have(&self, finding: &Diagnostic, path: &str) -> bool {
        self.0.contains(&Id::of(&shared(finding, path)))
    }
}

/// For each draft the one it is inherited from, and those that are inherited from it.
///
/// Where a page has the same mistake several times, its nth is the origin of the translation's nth; what a translation
/// has more of belongs to the last.
fn inheritance(drafts: &[Draft]) -> (Vec<Option<usize>>, Vec<Vec<usize>>) {
    let mut origins: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (index, draft) in drafts.iter().enumerate() {
        if draft.view.is_source_locale {
            origins.entry(draft.shared()).or_default().push(index);
        }
    }
    let mut seen: FxHashMap<_, usize> = FxHashMap::default();
    let mut inherited_from = vec![None; drafts.len()];
    let mut translations = vec![Vec::new(); drafts.len()];
    for (index, draft) in drafts.iter().enumerate() {
        if draft.view.is_source_locale {
            continue;
        }
        let Some(origins) = origins.get(&draft.shared()) else {
            continue;
        };
        let nth = seen
            .entry((&draft.view.locale, draft.shared()))
            .or_default();
        let origin = origins[(*nth).min(origins.len() - 1)];
        *nth += 1;
        inherited_from[index] = Some(origin);
        translations[origin].push(index);
    }
    (inherited_from, translations)
}

/// An id for each draft that no other has and that does not depend on lines.
fn fingerprints(drafts: &[Draft]) -> Vec<Id> {
    let mut seen: FxHashMap<Id, u32> = FxHashMap::default();
    let fingerprint = |draft: &Draft| {
        let Diagnostic { code, subject, .. } = &draft.diagnostic;
        let about = draft.diagnostic.about.as_deref().unwrap_or_default();
        let words = [code.as_str(), &draft.view.file, subject, about];
        // Most are about the locale of their own text.
        let words = &words[..words.len() - usize::from(about.is_empty())];
        let nth = seen.entry(Id::of(words)).or_default();
        *nth += 1;
        match *nth {
            1 => Id::of(words),
            nth => Id::of(&[words, &[&nth.to_string()]].concat()),
        }
    };
    drafts.iter().map(fingerprint).collect()
}

/// The sources that were looked up so far, each indexed once.
struct Desk<'s> {
    view: &'s dyn Fn(SourceId) -> SourceView,
    open: BTreeMap<SourceId, (Arc<SourceView>, Option<Ruler>)>,
}

impl<'s> Desk<'s> {
    fn new(view: &'s dyn Fn(SourceId) -> SourceView) -> Self {
        Self {
            view,
            open: BTreeMap::new(),
        }
    }

    fn open(&mut self, source: SourceId) -> &mut (Arc<SourceView>, Option<Ruler>) {
        let view = self.view;
        self.open
            .entry(source)
            .or_insert_with(|| (Arc::new(view(source)), None))
    }

    fn draft(&mut self, level: Level, diagnostic: Diagnostic) -> Draft {
        let view = self.open(diagnostic.span.source).0.clone();
        Draft {
            level,
            diagnostic,
            view,
        }
    }

    /// The finding without its inheritance.
    fn finding(&mut self, draft: Draft, fingerprint: Id) -> Finding {
        let diagnostic = draft.diagnostic;
        let related = diagnostic
            .related
            .into_iter()
            .map(|related| RelatedPlace {
                place: self.place(related.span),
                message: related.message,
            })
            .collect();
        Finding {
            related,
            code: diagnostic.code,
            level: draft.level,
            place: self.place(diagnostic.span),
            of_source: draft.view.is_source_locale,
            locale: diagnostic.about.unwrap_or(draft.view.locale.clone()),
            cause: Id::of(&[diagnostic.code.as_str(), &diagnostic.subject]),
            message: diagnostic.message,
            help: diagnostic.help,
            fix: diagnostic.fix.map(|fix| self.fix(fix)),
            fingerprint,
            inherited_from: None,
            translations: Vec::new(),
        }
    }

    fn fix(&mut self, fix: Fix) -> FixView {
        let edits = fix.edits.into_iter().map(|edit| EditView {
            place: self.place(edit.span),
            replacement: edit.replacement,
        });
        FixView {
            safe: fix.safe,
            edits: edits.collect(),
        }
    }

    fn place(&mut self, span: Span) -> Place {
        let (view, ruler) = self.open(span.source);
        let ruler = ruler.get_or_insert_with(|| Ruler::new(&view.text));
        Place {
            file: view.file.clone(),
            start: ruler.position(&view.text, span.range.start),
            end: ruler.position(&view.text, span.range.end),
            range: span.range,
            text: view.text.clone(),
        }
    }
}

/// Lines and columns of one text, also where a single line is a million links long: the characters are counted once,
/// so that a column costs a look at one block and not at the whole line.
struct Ruler {
    lines: LineIndex,
    /// Number of characters before each block of [`BLOCK`] bytes; counted when a long line asks.
    before: OnceCell<Vec<u32>>,
}

const BLOCK: usize = 512;

impl Ruler {
    fn new(text: &str) -> Self {
        Self {
            before: OnceCell::new(),
            lines: LineIndex::new(text),
        }
    }

    fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.lines.line(offset);
        let start = self.lines.line_range(text, line).start;
        let column = match text.get(start as usize..offset as usize) {
            Some(part) if part.len() < BLOCK => characters(part.as_bytes()),
            // A byte-order mark stands before the first line.
            _ => self.before(text, offset.max(start)) - self.before(text, start),
        };
        LineColumn {
            line,
            column: column + 1,
        }
    }

    fn blocks(&self, text: &str) -> &[u32] {
        self.before.get_or_init(|| {
            let mut total = 0;
            let before = text.as_bytes().chunks(BLOCK).map(|block| {
                let before = total;
                total += characters(block);
                before
            });
            before.collect()
        })
    }

    /// Number of characters before `offset`.
    fn before(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        let block = offset / BLOCK;
        match self.blocks(text).get(block) {
            Some(before) => before + characters(&text.as_bytes()[block * BLOCK..offset]),
            // Behind a text that ends with a whole block, or an empty one.
            None => characters(text.as_bytes()),
        }
    }
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
    crate::span::offset(bytes.iter().filter(begins).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ruler_agrees_with_the_line_index() {
        let long = "說明 a".repeat(3000);
        let marked = format!("\u{feff}{long}");
        for text in ["", "a", "a\r\n說明x\ny", &long, &marked, &"x".repeat(BLOCK)] {
            let (ruler, index) = (Ruler::new(text), LineIndex::new(text));
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let offset = crate::span::offset(offset);
                assert_eq!(
                    ruler.position(text, offset),
                    index.position(text, offset),
                    "{offset}"
                );
            }
        }
    }
}
