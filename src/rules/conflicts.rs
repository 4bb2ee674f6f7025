//! Sources that cannot be published side by side: one address for two pages, or a file where another needs a folder.
//!
//! `output` refuses to write such a site, by the same reading of paths.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::LocaleId;
use crate::path::{clash, clash_key};
use crate::site::Site;
use crate::site::index::{AssetId, PageId, RowId, RowKind};
use crate::site::links::Target;
use crate::site::redirects::moved_to;
use crate::site::urls::Urls;
use crate::source::SourceId;
use crate::span::{Span, TextRange};

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let config = inputs.config;
    let urls = Urls::new(
        &config.base_path,
        config.base_url.as_deref(),
        config.url_style,
        inputs.site.locales,
    );
    let conflicts = Conflicts {
        inputs,
        site,
        urls,
        linked: linked(inputs, site),
    };
    let locales = inputs.site.locales.iter();
    let pairs = locales.flat_map(|(locale, _)| {
        let pairs = conflicts.in_locale(locale).into_iter();
        pairs.map(move |pair| (locale, pair))
    });
    // First those that one locale has both, as there each has to be renamed; then those that meet only because one stands in
    // for a translation.
    let is_own = |(locale, (one, other, _)): &(LocaleId, Pair)| {
        one.is_own(inputs, *locale) && other.is_own(inputs, *locale)
    };
    let (own, met): (Vec<_>, Vec<_>) = pairs.partition(is_own);
    let names = |(one, other, _): &Pair| [one.name(site), other.name(site)];
    let mut told: FxHashSet<_> = own.iter().map(|(_, pair)| names(pair)).collect();
    let met = met.into_iter().filter(|(_, pair)| told.insert(names(pair)));
    let all = own.into_iter().chain(met);
    found.extend(all.filter_map(|(locale, pair)| conflicts.finding(locale, pair)));
}

/// Two that cannot be published both, the one that is published first; and whether they would have one address.
type Pair = (Origin, Origin, bool);

/// A file that readers of a locale get, and what it is made of.
#[derive(Clone, Copy)]
enum Origin {
    /// A page, by its row and the text that is shown.
    Page(RowId, SourceId),
    /// A file that is published as it is, of the locale's own.
    Asset(AssetId),
}

impl Origin {
    /// What tells it from others in all locales.
    fn name(self, site: &Site) -> String {
        match self {
            Self::Page(row, _) => site.index.row(row).path.to_string(),
            Self::Asset(asset) => site.index.asset(asset).path.to_string(),
        }
    }

    fn is_own(self, inputs: Inputs<'_>, locale: LocaleId) -> bool {
        match self {
            Self::Page(_, source) => inputs.site.source(source).name.locale == locale,
            Self::Asset(_) => true,
        }
    }
}

struct Conflicts<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    urls: Urls,
    /// The files that pages lead to, in the locale that has them, each with the first link to it.
    linked: FxHashMap<(AssetId, LocaleId), Span>,
}

impl Conflicts<'_> {
    /// The pairs that readers of a locale cannot both get: the one that is published first.
    fn in_locale(&self, locale: LocaleId) -> Vec<Pair> {
        let mut files: Vec<(String, Origin)> = Vec::new();
        self.add_pages(locale, &mut files);
        self.add_assets(locale, &mut files);
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut pairs = Vec::new();
        let mut first: Option<&(String, Origin)> = None;
        let mut has_folder = false;
        for file in &files {
            match first {
                Some((key, origin)) if *key == file.0 => pairs.push((*origin, file.1, true)),
                Some((key, origin)) if clash(key, &file.0) => {
                    // One name is in the way of a whole folder.
                    if !std::mem::replace(&mut has_folder, true) {
                        pairs.push((*origin, file.1, false));
                    }
                }
                _ => (first, has_folder) = (Some(file), false),
            }
        }
        // A page is published twice, as itself and as its twin: what two have in common is told once.
        let mut seen = FxHashSet::default();
        pairs.retain(|(one, other, _)| seen.insert([one.name(self.site), other.name(self.site)]));
        pairs
    }

    /// Pages with their twins of Markdown, in the order in which they are published.
    fn add_pages(&self, locale: LocaleId, files: &mut Vec<(String, Origin)>) {
        let (index, inputs) = (&self.site.index, self.inputs.site);
        let rows = index.rows().filter(|(_, row)| row.kind == RowKind::Page);
        for (id, row) in rows {
            let Some(source) = index.source_for(inputs.locales, id, locale) else {
                continue;
            };
            let page = PageId { row: id, locale };
            let origin = Origin::Page(id, source);
            files.push((clash_key(&self.urls.page_file(index, page)), origin));
            if moved_to(inputs.text_of(source)).is_none() {
                let twin = format!("{}/{}", self.urls.folder(locale), row.path);
                files.push((clash_key(&twin), origin));
            }
        }
    }

    /// Pictures and films, and what pages lead to.
    fn add_assets(&self, locale: LocaleId, files: &mut Vec<(String, Origin)>) {
        let index = &self.site.index;
        for (id, asset) in index.assets() {
            let is_linked = || self.linked.contains_key(&(id, locale));
            if asset.locales[locale.index()] && (asset.is_media() || is_linked()) {
                let file = self.urls.asset_file(index, id, locale);
                files.push((clash_key(&file), Origin::Asset(id)));
            }
        }
    }

    fn finding(&self, locale: LocaleId, (one, other, same): Pair) -> Option<Diagnostic> {
        let (what, help) = match same {
            true => (
                "would be published at one address",
                "rename one of them; only the first is published",
            ),
            false => (
                "cannot be published both: one needs a folder where the other is a file",
                "rename one of them; until then the site cannot be built",
            ),
        };
        let [first, second] = [one, other].map(|origin| self.file(origin, locale));
        let message = format!("`{first}` and `{second}` {what}");
        let subject = match same {
            true => other.name(self.site).to_lowercase(),
            false => format!("{} {}", one.name(self.site), other.name(self.site)),
        };
        // A page has a place of its own, a file only where a page leads to it.
        let places = [other, one].map(|origin| self.span(origin, locale));
        let is_page = |origin| matches!(origin, Origin::Page(..));
        let (at, related) = match (places, is_page(one) && !is_page(other)) {
            ([other, Some(one)], true) => (one, other),
            ([Some(other), one], _) => (other, one),
            ([None, Some(one)], _) => (one, None),
            ([None, None], _) => return None,
        };
        let finding = Diagnostic::new(Code::PublishUrlConflict, at, message, subject);
        let finding = finding.with_help(help);
        let words = if same {
            "this one is published"
        } else {
            "this is the other"
        };
        Some(match related {
            Some(place) => finding.with_related(place, words),
            None => finding,
        })
    }

    fn file(&self, origin: Origin, locale: LocaleId) -> String {
        match origin {
            Origin::Page(_, source) => self.inputs.site.source(source).file.to_string(),
            Origin::Asset(asset) => {
                let folder = self.inputs.config.folder(locale);
                crate::path::joined(folder, self.site.index.asset(asset).path.as_str())
            }
        }
    }

    /// Where a page begins, or the first link to a file.
    fn span(&self, origin: Origin, locale: LocaleId) -> Option<Span> {
        match origin {
            Origin::Page(_, source) => Some(Span::new(source, TextRange::new(0, 0))),
            Origin::Asset(asset) => self.linked.get(&(asset, locale)).copied(),
        }
    }
}

/// The first links to files that are no pages, by the file and the locale whose file it is.
fn linked(inputs: Inputs<'_>, site: &Site) -> FxHashMap<(AssetId, LocaleId), Span> {
    let mut linked = FxHashMap::default();
    let locales = inputs.site.locales;
    for page in site.own_pages() {
        let links = page.links.iter();
        let files = links.filter_map(|link| match link.target {
            Target::Asset(asset) => Some((link, asset)),
            _ => None,
        });
        for (link, asset) in files {
            let document = inputs.site.document(link.source);
            let range = document.links[link.link as usize].target_range;
            let owner = site.index.asset_for(locales, asset, page.id.locale);
            if let Some(owner) = owner {
                let span = Span::new(link.source, range);
                linked.entry((asset, owner)).or_insert(span);
            }
        }
    }
    linked
}
