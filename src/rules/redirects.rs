//! Redirects that lead nowhere, in a circle, over detours, or away from a page that still stands.

use rustc_hash::FxHashMap;

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;
use crate::site::Site;
use crate::site::addresses::Addresses;
use crate::site::index::RowKind;
use crate::site::redirects::{self, Destination};
use crate::source::SourceId;
use crate::span::{Span, TextRange, offset};

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let redirects = Redirects { inputs, site };
    let texts = inputs.site.texts.iter();
    for (at, text) in texts.enumerate() {
        let source = SourceId(offset(at));
        if text.kind.is_none() && *text.source.file == *inputs.config.redirects {
            redirects.listed(source, found);
        } else if text.kind == Some(RowKind::Page) && redirects::moved_to(text).is_some() {
            redirects.stub(source, found);
        }
    }
}

/// What the rules for redirects need.
struct Redirects<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
}

impl Redirects<'_> {
    fn is_page(&self, path: &ContentPath) -> bool {
        let index = &self.site.index;
        let is_page = |row| index.row(row).kind == RowKind::Page;
        index.find(path.as_str(), is_page).is_some()
    }

    /// The redirects of the list.
    fn listed(&self, list: SourceId, found: &mut Vec<Diagnostic>) {
        let addresses = Addresses::new(&self.inputs.site, &self.site.index);
        for redirect in self.inputs.redirects {
            let from = redirects::moved(&addresses, &redirect.source);
            if self.is_page(&from) {
                let message = format!(
                    "`{from}` has moved but still stands: readers get the page, not the redirect"
                );
                let code = Code::RedirectedFileNotRemoved;
                let at = Span::new(list, redirect.source_range);
                let finding = Diagnostic::new(code, at, message, from.as_str());
                found.push(finding.with_help("remove the file, or the redirect"));
            }
            found.extend(self.leads(&from, Span::new(list, redirect.target_range)));
        }
    }

    /// A page that only says where it is now.
    fn stub(&self, source: SourceId, found: &mut Vec<Diagnostic>) {
        let text = self.inputs.site.text_of(source);
        let metadata = &text.document.metadata;
        let attribute = metadata.attribute(&text.source.text, "redirect_url");
        let range = attribute.map_or(TextRange::new(0, 0), |attribute| attribute.value);
        found.extend(self.leads(&text.source.name.path, Span::new(source, range)));
    }

    /// What is wrong with where the redirect from `from` leads.
    fn leads(&self, from: &ContentPath, at: Span) -> Option<Diagnostic> {
        let redirects = self.inputs.site.redirects;
        let Some(Destination::Page(to, _)) = redirects.step(from) else {
            return None;
        };
        if redirects.step(to).is_some() {
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
            return Some(finding.with_help("let one of them lead to a page"));
        }
        if self.is_page(to) {
            return None;
        }
        let message = format!("no page `{to}`");
        let finding = Diagnostic::new(Code::RedirectNotFound, at, message, to.as_str());
        Some(finding.with_help("name a page that exists, or a full address"))
    }

    /// The circle that the way from `from` ends in, if it does, from where it is reached.
    fn circle<'p>(&'p self, from: &'p ContentPath) -> Option<Vec<&'p ContentPath>> {
        let mut seen = FxHashMap::default();
        let mut way = vec![from];
        loop {
            let last = *way.last()?;
            seen.insert(last, way.len() - 1);
            let Some(Destination::Page(next, _)) = self.inputs.site.redirects.step(last) else {
                return None;
            };
            if let Some(&start) = seen.get(next) {
                return Some(way.split_off(start));
            }
            way.push(next);
        }
    }
}
