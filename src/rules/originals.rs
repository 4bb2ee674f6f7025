//! What the source page has where its translation leads nowhere, or keeps a definition that nothing refers to any more.
//!
//! A translation keeps the links of its source page and their order. Where one was translated that ought not to be, such as
//! a path, those before and behind it tell which one it is on the source page.

mod aligned;

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::definitions_in;
use crate::markdown::document::{Document, LinkKind};
use crate::markdown::event::LinkForm;
use crate::path::ContentPath;
use crate::site::Site;
use crate::site::addresses::Addresses;
use crate::site::anchors::{AnchorState, AskedAnchors};
use crate::site::index::{Match, PageId, RowKind};
use crate::site::links::{Parts, scheme};
use crate::source::SourceId;
use crate::span::{Span, TextRange};
use aligned::{Item, Kind, counterparts};

/// Pages with more links, or more findings, are no pages that somebody translated; each finding asks for all links.
const MOST: usize = 4_000;

/// Adds to findings of translations what their source pages have.
pub(super) fn compare(inputs: Inputs<'_>, site: &Site, found: &mut [Diagnostic]) {
    let mut by_text: FxHashMap<SourceId, Vec<usize>> = FxHashMap::default();
    for (index, finding) in found.iter().enumerate() {
        if is_of_interest(finding) {
            by_text.entry(finding.span.source).or_default().push(index);
        }
    }
    let mut by_text: Vec<(SourceId, Vec<usize>)> = by_text.into_iter().collect();
    by_text.sort_unstable_by_key(|(source, _)| source.index());
    let mut goals = Goals {
        inputs,
        site,
        anchors: AskedAnchors::new(inputs.site, site),
    };
    for (source, indices) in by_text {
        let Some(original) = original(inputs, site, source) else {
            continue;
        };
        let links = |source| inputs.site.document(source).links.len();
        let largest = links(source).max(links(original)).max(indices.len());
        if largest > MOST {
            continue;
        }
        let undefined = indices.iter().map(|&index| &found[index]);
        let undefined = undefined.filter(|finding| finding.code == Code::UndefinedReference);
        let undefined = undefined.map(|finding| finding.span.range).collect();
        let pair = Pair::new(inputs, source, original, undefined);
        for index in indices {
            pair.help(&mut goals, &mut found[index]);
        }
    }
}

/// Whether the source page may know better.
fn is_of_interest(finding: &Diagnostic) -> bool {
    let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.safe);
    match finding.code {
        Code::FileNotFound
        | Code::ImageNotFound
        | Code::IncludeNotFound
        | Code::BookmarkNotFound => !is_safe,
        Code::UndefinedReference => finding.fix.is_none(),
        Code::UnusedReference => is_safe,
        _ => false,
    }
}

/// The source page of a translation.
fn original(inputs: Inputs<'_>, site: &Site, source: SourceId) -> Option<SourceId> {
    let name = &inputs.site.source(source).name;
    let locale = inputs.site.locales.source();
    if name.locale == locale || inputs.site.text_of(source).kind.is_none() {
        return None;
    }
    let row = site.index.row_of(name.path.as_str())?;
    site.index.row(row).own(locale)
}

/// A translation and its source page.
struct Pair<'a> {
    source: SourceId,
    text: &'a str,
    path: &'a ContentPath,
    ours: Vec<Item<'a>>,
    theirs: Vec<Item<'a>>,
    /// The labels and targets that the translation defines, likewise.
    definitions: OnceCell<Vec<(&'a str, &'a str)>>,
    /// For each of ours the one of the source page that stands there, once somebody asks.
    counterparts: OnceCell<Vec<Option<usize>>>,
}

impl<'a> Pair<'a> {
    fn new(
        inputs: Inputs<'a>,
        source: SourceId,
        original: SourceId,
        undefined: Vec<TextRange>,
    ) -> Self {
        let text = inputs.site.text(source);
        let mut ours = items(inputs.site.document(source), text);
        for range in undefined {
            let is_known = ours.iter().any(|item| item.is_labelled(range));
            ours.extend((!is_known).then(|| Item::undefined(range)));
        }
        ours.sort_by_key(|item| item.range.start);
        Self {
            source,
            text,
            path: &inputs.site.source(source).name.path,
            ours,
            theirs: items(inputs.site.document(original), inputs.site.text(original)),
            definitions: OnceCell::new(),
            counterparts: OnceCell::new(),
        }
    }

    fn help(&self, goals: &mut Goals<'a>, finding: &mut Diagnostic) {
        match finding.code {
            Code::UnusedReference => self.keep(finding),
            Code::UndefinedReference => self.define(finding),
            _ => self.lead(goals, finding),
        }
    }

    /// A definition that the source page uses is the only thing left of a link.
    fn keep(&self, finding: &mut Diagnostic) {
        let written = self.text.get(finding.span.range.as_usize());
        let written = written.and_then(|text| definitions_in(text).next());
        let is_used = written.is_some_and(|(_, target)| {
            let mut theirs = self.theirs.iter();
            theirs.any(|item| item.is_reference && item.target == target)
        });
        if let Some(fix) = finding.fix.as_mut().filter(|_| is_used) {
            fix.safe = false;
            finding.help = Some("the source page uses it: refer to it, or remove it".into());
        }
    }

    /// The definition here with the target that the source page's reference has.
    fn define(&self, finding: &mut Diagnostic) {
        let Some(theirs) = self.original_of(|item| item.is_labelled(finding.span.range)) else {
            return;
        };
        if !theirs.is_reference || !self.lack(theirs.target) {
            return;
        }
        let all = self
            .definitions
            .get_or_init(|| definitions_in(self.text).collect());
        let all = all.iter().filter(|(_, target)| *target == theirs.target);
        let labels: FxHashSet<&str> = all.map(|(label, _)| *label).collect();
        let mut labels = labels.into_iter();
        let (Some(label), None) = (labels.next(), labels.next()) else {
            return;
        };
        let Span { source, range } = finding.span;
        let written = self.text.get(range.as_usize()).unwrap_or_default();
        // What is written as its definition may be none.
        if written.to_lowercase() == label.to_lowercase() {
            return;
        }
        let help = format!("did you mean `{label}`, as on the source page?");
        finding.help = Some(help.into());
        let behind = &self.text[range.end as usize..];
        let place = match behind.starts_with("][]") {
            true => TextRange::new(range.end + 2, range.end + 2),
            false => range,
        };
        finding.fix = Some(Fix::unsafe_(Span::new(source, place), label.to_owned()));
    }

    /// The target that the source page has there.
    fn lead(&self, goals: &mut Goals<'a>, finding: &mut Diagnostic) {
        let at = finding.span.range;
        let ours = self.ours.iter().find(|item| item.leads_by(at));
        let theirs = self.original_of(|item| item.leads_by(at));
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return;
        };
        let target = theirs.target;
        let is_theirs = count(&self.theirs, ours.target) > 0;
        if is_theirs || !self.lack(target) || !goals.leads(self.source, self.path, theirs) {
            return;
        }
        finding.help = Some(format!("the source page has `{target}` here").into());
        let place = ours.target_range;
        let is_literal = self.text.get(place.as_usize()) == Some(ours.target);
        let fix = Fix::unsafe_(Span::new(self.source, place), target.to_owned());
        finding.fix = (is_literal && theirs.is_literal).then_some(fix);
    }

    /// Whether the source page leads to `target` more often than the translation.
    fn lack(&self, target: &str) -> bool {
        count(&self.ours, target) < count(&self.theirs, target)
    }

    /// What the source page has where all of ours stand that are `wanted`.
    fn original_of(&self, wanted: impl Fn(&Item<'_>) -> bool) -> Option<&Item<'a>> {
        let counterparts = self
            .counterparts
            .get_or_init(|| counterparts(&self.ours, &self.theirs));
        let ours = self.ours.iter().zip(counterparts);
        let mut theirs = ours.filter(|(item, _)| wanted(item));
        let theirs_of = |index: &Option<usize>| index.map(|index| &self.theirs[index]);
        let first = theirs_of(theirs.next()?.1)?;
        let mut others = theirs.filter_map(|(_, index)| theirs_of(index));
        others
            .all(|other| other.target == first.target)
            .then_some(first)
    }
}

fn count(items: &[Item<'_>], target: &str) -> usize {
    items.iter().filter(|item| item.target == target).count()
}

/// The links, images and includes of a text in its order.
fn items<'a>(document: &'a Document, text: &'a str) -> Vec<Item<'a>> {
    let links = document.links.iter().map(|link| {
        let target = link.target(text);
        Item {
            range: link.range,
            kind: match link.kind {
                LinkKind::Link => Kind::Link,
                LinkKind::Image => Kind::Image,
            },
            target,
            target_range: link.target_range,
            is_reference: link.form == LinkForm::Reference,
            is_literal: text.get(link.target_range.as_usize()) == Some(target),
        }
    });
    let includes = document.includes.iter().map(|include| {
        let target = include.path(text);
        Item {
            range: include.range,
            kind: Kind::Include,
            target,
            target_range: include.path_range,
            is_reference: false,
            is_literal: text.get(include.path_range.as_usize()) == Some(target),
        }
    });
    let mut items: Vec<Item<'_>> = links.chain(includes).collect();
    items.sort_by_key(|item| item.range.start);
    items
}

/// Where targets of the source page lead from a translation.
struct Goals<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    anchors: AskedAnchors<'a>,
}

impl Goals<'_> {
    /// Whether readers of `source`, which lies at `path`, get what `item` leads to.
    fn leads(&mut self, source: SourceId, path: &ContentPath, item: &Item<'_>) -> bool {
        let (index, locales) = (&self.site.index, self.inputs.site.locales);
        let locale = self.inputs.site.source(source).name.locale;
        let target = item.target;
        if item.kind == Kind::Include {
            let addresses = Addresses::new(&self.inputs.site, index);
            let row = addresses.path(path, target).ok();
            let row = row.and_then(|path| index.row_of(path.as_str()));
            return row.is_some_and(|row| index.source_for(locales, row, locale).is_some());
        }
        if scheme(target).is_some() {
            return target.starts_with("http");
        }
        let parts = Parts::of(target);
        let there = match parts.path.is_empty() {
            true => Some(path.clone()),
            false => path.join(&parts.path).ok(),
        };
        let Some(there) = there.filter(|_| !target.starts_with('/')) else {
            return false;
        };
        if item.kind == Kind::Link
            && let Some(row) = index.row_of(there.as_str())
            && index.row(row).kind == RowKind::Page
            && index.source_for(locales, row, locale).is_some()
        {
            let (state, _) = self.anchors.find(PageId { row, locale }, &parts.fragment);
            return matches!(
                state,
                AnchorState::None | AnchorState::Explicit | AnchorState::Slug
            );
        }
        let has = |asset| index.asset_for(locales, asset, locale).is_some();
        matches!(index.find_asset(there.as_str(), has), Some(Match::Exact(_)))
    }
}
