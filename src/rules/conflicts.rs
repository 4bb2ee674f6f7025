//! Sources that cannot be published side by side: one address for two pages, or a file where another needs a folder. What
//! moved is published, too, as a page that leads on, and docent has pages of its own.
//!
//! `output` refuses to write such a site, by the same reading of paths.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Inputs;
use crate::config::Search;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::LocaleId;
use crate::path::{ContentPath, clash, clash_key};
use crate::site::addresses::Addresses;
use crate::site::index::{AssetId, PageId, RowId, RowKind};
use crate::site::links::Target;
use crate::site::navigation::Navigation;
use crate::site::redirects::{self, moved_to};
use crate::site::urls::{ALL_PAGES, LLMS, NOT_FOUND, PROBLEMS, SEARCH, Urls};
use crate::site::view::View;
use crate::site::{Site, problems};
use crate::source::SourceId;
use crate::span::{Span, TextRange, offset};

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
        moved: moved(inputs, site),
    };
    let locales = inputs.site.locales.iter();
    let pairs = locales.flat_map(|(locale, _)| {
        let pairs = conflicts.in_locale(locale).into_iter();
        pairs.map(move |pair| (locale, pair))
    });
    // First those that one locale has both, as there each has to be renamed; then those that meet only because one stands in
    // for a translation.
    let is_own = |(locale, (one, other, _)): &(LocaleId, Pair)| {
        one.is_of(inputs, *locale) && other.is_of(inputs, *locale)
    };
    let (own, met): (Vec<_>, Vec<_>) = pairs.partition(is_own);
    let names = |(one, other, _): &Pair| [conflicts.name(*one), conflicts.name(*other)];
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
    /// The page that leads from where another was, by its place among [`Conflicts::moved`].
    Moved(usize),
    /// What docent makes for itself, by its name.
    Own(&'static str),
}

/// A redirect of the list that no page stands in the way of.
struct Moved {
    from: ContentPath,
    /// Where the list says that it moved.
    span: Span,
}

impl Origin {
    fn is_of(self, inputs: Inputs<'_>, locale: LocaleId) -> bool {
        match self {
            Self::Page(_, source) => inputs.site.source(source).name.locale == locale,
            Self::Asset(_) | Self::Moved(_) | Self::Own(_) => true,
        }
    }
}

struct Conflicts<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    urls: Urls,
    /// The files that pages lead to, in the locale that has them, each with the first link to it.
    linked: FxHashMap<(AssetId, LocaleId), Span>,
    moved: Vec<Moved>,
}

impl Conflicts<'_> {
    /// What tells a file from others in all locales.
    fn name(&self, origin: Origin) -> String {
        match origin {
            Origin::Page(row, _) => self.site.index.row(row).path.to_string(),
            Origin::Asset(asset) => self.site.index.asset(asset).path.to_string(),
            Origin::Moved(at) => format!("redirect {}", self.moved[at].from),
            Origin::Own(name) => format!("own {name}"),
        }
    }

    /// The pairs that readers of a locale cannot both get: the one that is published first.
    fn in_locale(&self, locale: LocaleId) -> Vec<Pair> {
        let mut files: Vec<(String, Origin)> = Vec::new();
        self.add_pages(locale, &mut files);
        self.add_own(locale, &mut files);
        self.add_moved(locale, &mut files);
        self.add_assets(locale, &mut files);
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut pairs = Vec::new();
        let mut first: Option<&(String, Origin)> = None;
        let mut has_folder = false;
        for file in &files {
            match first {
                // A page in place of one of docent's own is meant to be that.
                Some((key, _)) if *key == file.0 && matches!(file.1, Origin::Own(_)) => {}
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
        pairs.retain(|(one, other, _)| seen.insert([self.name(*one), self.name(*other)]));
        pairs.retain(|(one, other, _)| !self.lead_to_one(*one, *other));
        let is_of_problems = |(one, other, _): &Pair| {
            [one, other]
                .iter()
                .any(|origin| matches!(origin, Origin::Own(PROBLEMS)))
        };
        if pairs.iter().any(is_of_problems) && !self.has_problems(locale) {
            pairs.retain(|pair| !is_of_problems(pair));
        }
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

    /// What docent makes for itself where no page has the name. Where a folder has it, the list of the folder stands there.
    fn add_own(&self, locale: LocaleId, files: &mut Vec<(String, Origin)>) {
        let folder = self.urls.folder(locale);
        let has_search = self.inputs.config.search != Search::Off;
        let named = [(ALL_PAGES, true), (SEARCH, has_search), (PROBLEMS, true)];
        let is_free = |name: &str| {
            let page = format!("{name}.md");
            self.site.index.find(&page, |_| true).is_none()
        };
        let named = named
            .into_iter()
            .filter(|(name, is_made)| *is_made && is_free(name));
        let named = named.map(|(name, _)| (self.urls.file(locale, name), name));
        let others = [NOT_FOUND, LLMS].map(|name| (format!("{folder}/{name}"), name));
        let home = (self.urls.file(locale, ""), "index.html");
        let all = named.chain(others).chain([home]);
        files.extend(all.map(|(file, name)| (clash_key(&file), Origin::Own(name))));
    }

    /// Whether two are redirects to the same place, so that nothing is lost with either.
    fn lead_to_one(&self, one: Origin, other: Origin) -> bool {
        let (Origin::Moved(one), Origin::Moved(other)) = (one, other) else {
            return false;
        };
        let target = |at: usize| self.inputs.site.redirects.target(&self.moved[at].from);
        target(one) == target(other)
    }

    /// Whether docent makes a page of the problems that the pages of a locale are about; dear to say, and seldom asked.
    fn has_problems(&self, locale: LocaleId) -> bool {
        let inputs = self.inputs.site;
        let navigation = Navigation::new(&inputs, self.site);
        let view = View {
            inputs,
            site: self.site,
            urls: &self.urls,
            navigation: &navigation,
            config: self.inputs.config,
        };
        problems::is_any(&view, locale)
    }

    /// The pages that lead on to where those that moved are now, if readers of the locale have that.
    fn add_moved(&self, locale: LocaleId, files: &mut Vec<(String, Origin)>) {
        let inputs = self.inputs.site;
        for (at, moved) in self.moved.iter().enumerate() {
            let target = inputs.redirects.target(&moved.from);
            let leads = target.is_some_and(|it| it.leads(&inputs, &self.site.index, locale));
            if leads {
                let file = self.urls.file(locale, self.urls.path(&moved.from));
                files.push((clash_key(&file), Origin::Moved(at)));
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
        let is_own = matches!(one, Origin::Own(_)) || matches!(other, Origin::Own(_));
        let (what, help) = match same {
            true if is_own => (
                "would be published at one address",
                "choose another name, or remove the redirect: only what docent makes is published",
            ),
            true => (
                "would be published at one address",
                "rename one of them; only the first is published",
            ),
            false => (
                "cannot be published both: one needs a folder where the other is a file",
                "rename one of them; until then the site cannot be built",
            ),
        };
        let [first, second] = [one, other].map(|origin| self.described(origin, locale));
        let message = format!("{first} and {second} {what}");
        let subject = match same {
            true => self.name(other).to_lowercase(),
            false => format!("{} {}", self.name(one), self.name(other)),
        };
        // A page has a place of its own, a file only where a page leads to it.
        let places = [other, one].map(|origin| self.span(origin, locale));
        let is_page = |origin| matches!(origin, Origin::Page(..) | Origin::Moved(_));
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

    fn described(&self, origin: Origin, locale: LocaleId) -> String {
        match origin {
            Origin::Page(_, source) => format!("`{}`", self.inputs.site.source(source).file),
            Origin::Asset(asset) => {
                let folder = self.inputs.config.folder(locale);
                let path = self.site.index.asset(asset).path.as_str();
                format!("`{}`", crate::path::joined(folder, path))
            }
            Origin::Moved(at) => format!("the redirect from `{}`", self.moved[at].from),
            Origin::Own(name) => format!("docent's own `{name}`"),
        }
    }

    /// Where a page begins, the path of what moved, or the first link to a file.
    fn span(&self, origin: Origin, locale: LocaleId) -> Option<Span> {
        match origin {
            Origin::Page(_, source) => Some(Span::new(source, TextRange::new(0, 0))),
            Origin::Asset(asset) => self.linked.get(&(asset, locale)).copied(),
            Origin::Moved(at) => Some(self.moved[at].span),
            Origin::Own(_) => None,
        }
    }
}

/// The redirects of the list whose pages are gone; where one still stands, that is the mistake.
fn moved(inputs: Inputs<'_>, site: &Site) -> Vec<Moved> {
    let texts = inputs.site.texts.iter();
    let mut lists = texts
        .enumerate()
        .filter(|(_, text)| text.kind.is_none() && *text.source.file == *inputs.config.redirects);
    let Some((list, _)) = lists.next() else {
        return Vec::new();
    };
    let list = SourceId(offset(list));
    let addresses = Addresses::new(&inputs.site, &site.index);
    let is_page = |row| site.index.row(row).kind == RowKind::Page;
    let mut seen = FxHashSet::default();
    let redirects = inputs.redirects.iter();
    let moved = redirects.map(|redirect| Moved {
        from: redirects::moved(&addresses, &redirect.source),
        span: Span::new(list, redirect.source_range),
    });
    moved
        .filter(|moved| moved.from.is_markdown() && seen.insert(moved.from.clone()))
        .filter(|moved| site.index.find(moved.from.as_str(), is_page).is_none())
        .collect()
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
