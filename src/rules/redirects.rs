//! Redirects that lead nowhere or where nobody should be sent, in a circle, over detours, or away from a page that still
//! stands.

use rustc_hash::FxHashMap;

use super::links::{Links, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::site::addresses::Addresses;
use crate::site::index::{Match, PageId, RowId, RowKind};
use crate::site::links::Broken;
use crate::site::redirects::{self, Destination};
use crate::source::SourceId;
use crate::span::{Span, TextRange, offset};

pub(super) fn check(links: &mut Links<'_>, found: &mut Vec<Diagnostic>) {
    let inputs = links.inputs;
    let mut redirects = Redirects { links };
    for (at, text) in inputs.site.texts.iter().enumerate() {
        let source = SourceId(offset(at));
        if text.kind.is_none() && *text.source.file == *inputs.config.redirects {
            redirects.listed(source, found);
        } else if text.kind == Some(RowKind::Page) && redirects::moved_to(text).is_some() {
            redirects.stub(source, found);
        }
    }
}

/// What the rules for redirects need.
struct Redirects<'l, 'a> {
    links: &'l mut Links<'a>,
}

impl Redirects<'_, '_> {
    fn page(&self, path: &ContentPath) -> Option<RowId> {
        let index = &self.links.site.index;
        let is_page = |row| index.row(row).kind == RowKind::Page;
        let found = index.find(path.as_str(), is_page)?;
        let (Match::Exact(row) | Match::Case(row)) = found;
        Some(row)
    }

    /// The redirects of the list.
    fn listed(&mut self, list: SourceId, found: &mut Vec<Diagnostic>) {
        let inputs = self.links.inputs;
        let addresses = Addresses::new(&inputs.site, &self.links.site.index);
        for redirect in inputs.redirects {
            let from = redirects::moved(&addresses, &redirect.source);
            if self.page(&from).is_some() {
                let message = format!(
                    "`{from}` has moved but still stands: readers get the page, not the redirect"
                );
                let code = Code::RedirectedFileNotRemoved;
                let at = Span::new(list, redirect.source_range);
                let finding = Diagnostic::new(code, at, message, from.as_str());
                found.push(finding.with_help("remove the file, or the redirect"));
            }
            let place = Place::of(inputs, list, &redirect.target, redirect.target_range);
            self.judge(&from, &place, found);
        }
    }

    /// A page that only says where it is now.
    fn stub(&mut self, source: SourceId, found: &mut Vec<Diagnostic>) {
        let inputs = self.links.inputs;
        let text = inputs.site.text_of(source);
        let metadata = &text.document.metadata;
        let attribute = metadata.attribute(&text.source.text, "redirect_url");
        let range = attribute.map_or(TextRange::new(0, 0), |attribute| attribute.value);
        let target = redirects::moved_to(text).unwrap_or_default();
        let place = Place::of(inputs, source, &target, range);
        self.judge(&text.source.name.path, &place, found);
    }

    /// What is wrong with where the redirect from `from` leads.
    fn judge(&mut self, from: &ContentPath, place: &Place<'_>, found: &mut Vec<Diagnostic>) {
        let at = place.span(place.whole);
        match self.links.inputs.site.redirects.step(from) {
            None | Some(Destination::Url(_)) => {}
            Some(Destination::Nowhere(Broken::Empty)) => {
                let message = "the redirect names no page";
                let finding = Diagnostic::new(Code::RedirectNotFound, at, message, from.as_str());
                found.push(finding.with_help(WHERE_TO));
            }
            Some(Destination::Nowhere(Broken::FileNotFound(path))) => {
                found.push(not_found(at, path));
            }
            Some(Destination::Nowhere(why)) => found.push(self.links.unusable(place, why)),
            Some(Destination::Page(to, fragment)) => match self.page(to) {
                Some(row) if self.links.inputs.site.redirects.step(to).is_none() => {
                    let fragment = fragment.as_deref();
                    let before = (found.len(), self.links.asked.len());
                    self.anchor(place, row, fragment, found);
                    self.links.keep_fixes(place, before, found);
                }
                _ => found.extend(self.leads(from, to, at)),
            },
        }
    }

    /// Whether the page of a redirect has the place that it names: in its own locale, for a list in that of the sources.
    fn anchor(
        &mut self,
        place: &Place<'_>,
        row: RowId,
        fragment: Option<&str>,
        found: &mut Vec<Diagnostic>,
    ) {
        let inputs = self.links.inputs.site;
        let locale = inputs.source(place.source).name.locale;
        let has = |locale: &LocaleId| {
            let index = &self.links.site.index;
            index.source_for(inputs.locales, row, *locale).is_some()
        };
        let others = inputs.locales.iter().map(|(locale, _)| locale);
        let Some(locale) = std::iter::once(locale).chain(others).find(has) else {
            return;
        };
        if let Some(fragment) = fragment {
            let page = PageId { row, locale };
            let (state, id) = self.links.find_anchor(page, fragment);
            self.links.anchor(place, page, Some(&id), state, found);
        }
    }

    /// What is wrong with a redirect to a page that is not there or has moved in its turn.
    fn leads(&self, from: &ContentPath, to: &ContentPath, at: Span) -> Option<Diagnostic> {
        if self.links.inputs.site.redirects.step(to).is_none() {
            return Some(not_found(at, to.as_str()));
        }
        let Some(circle) = self.circle(from) else {
            let message = format!("`{to}` has moved too");
            let finding = Diagnostic::new(Code::RedirectChain, at, message, to.as_str());
            return Some(finding.with_help("name the page that it leads to in the end"));
        };
        // A circle is told once, at the first of its pages; what only leads into it is well once that is mended.
        if circle.iter().min() != Some(&from) {
            return None;
        }
        let way = circle.iter().chain([&from]);
        let named: Vec<String> = way.map(|path| format!("`{path}`")).collect();
        let message = format!("the redirects run in a circle: {}", named.join(" → "));
        let finding = Diagnostic::new(Code::RedirectCycle, at, message, from.as_str());
        Some(finding.with_help("let one of them lead to a page"))
    }

    /// The circle that the way from `from` ends in, if it does, from where it is reached.
    fn circle<'p>(&'p self, from: &'p ContentPath) -> Option<Vec<&'p ContentPath>> {
        let mut seen = FxHashMap::default();
        let mut way = vec![from];
        loop {
            let last = *way.last()?;
            seen.insert(last, way.len() - 1);
            let Some(Destination::Page(next, _)) = self.links.inputs.site.redirects.step(last)
            else {
                return None;
            };
            if let Some(&start) = seen.get(next) {
                return Some(way.split_off(start));
            }
            way.push(next);
        }
    }
}

/// What to write as the target of a redirect.
const WHERE_TO: &str = "name a page that exists, or a full address";

fn not_found(at: Span, path: &str) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::RedirectNotFound,
        at,
        format!("no page `{path}`"),
        path,
    );
    finding.with_help(WHERE_TO)
}
