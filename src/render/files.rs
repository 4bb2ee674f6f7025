//! Which files the output holds: one list for `build`, which writes them all, and `serve`, which looks one up.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::shared::{Shared, Special};
use crate::config;
use crate::feeds;
use crate::feeds::sitemap::{self, MadeUp};
use crate::locale::LocaleId;
use crate::site::index::{AssetId, PageId, RowId};
use crate::site::navigation::alphabet::Letter;
use crate::site::redirects::Destination;
use crate::site::urls::{ALL_PAGES, LLMS, NOT_FOUND, PROBLEMS, SEARCH, Urls};
use crate::site::view::View;
use crate::theme::Theme;

/// The folder of the theme's static files, with a final `/`.
pub const THEME_FOLDER: &str = "theme/";

/// The folder that Pagefind puts its files into, with a final `/`.
pub const PAGEFIND_FOLDER: &str = "pagefind/";

/// The page at the root of the site, where a reader chooses a language.
const ROOT: &str = "index.html";

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// A page made from a source.
    Page(PageId),
    /// A locale's home page.
    Home(LocaleId),
    /// The list of the pages of a folder or service.
    Folder(LocaleId, Box<str>),
    /// The list of all pages; with a number that of one letter, by its place in the alphabet.
    Index(LocaleId, Option<usize>),
    /// The search page.
    Search(LocaleId),
    /// The index of problems.
    Problems(LocaleId),
    /// What is shown for an address that does not exist.
    NotFound(LocaleId),
    /// A page that leads to another.
    Redirect(LocaleId, Destination),
    /// A page as Markdown.
    Twin(PageId),
    /// The sitemap; with a number a part of it, from 0.
    Sitemap(Option<usize>),
    /// `robots.txt`.
    Robots,
    /// The list of a locale's pages for language models.
    Llms(LocaleId),
    /// The same of one part of the navigation: its title and its pages.
    LlmsPart(LocaleId, Box<str>, Box<[RowId]>),
    /// The page at the root of the site, where a reader chooses a language.
    Root,
    /// What is shown for an address outside all locales.
    RootNotFound,
    /// A static file of the theme, by its place among [`Theme::assets`].
    ThemeAsset(usize),
    /// A file of a locale that is no Markdown.
    Asset(AssetId, LocaleId),
}

/// The folder of a locale's search files, without a final `/`.
pub(super) fn search_folder(urls: &Urls, locale: LocaleId) -> String {
    format!("{}/search-index", urls.folder(locale))
}

/// Where the pages of a locale without a source stand: beside the content, which has the first choice of names.
pub(super) fn special(view: &View<'_>, locale: LocaleId, has_problems: bool) -> Special {
    let tree = view.navigation.of(locale);
    let is_taken = |name: &str| {
        let page = view.site.index.find(&format!("{name}.md"), |_| true);
        page.is_some()
            || tree
                .listings()
                .iter()
                .any(|listing| listing.path.eq_ignore_ascii_case(name))
    };
    let file = |name: &str| {
        let numbered = (1..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names
            .find(|name| !is_taken(name))
            .expect("there is no end of numbers");
        view.urls.file(locale, &free)
    };
    let index = file(ALL_PAGES);
    let alphabet = tree.alphabet();
    let folder = index.trim_end_matches("/index.html");
    let folder = folder.trim_end_matches(".html");
    let of_letter = |letter: &Letter| match view.config.url_style {
        config::UrlStyle::Folder => format!("{folder}/{}/index.html", letter.name),
        config::UrlStyle::Html => format!("{folder}/{}.html", letter.name),
    };
    let cut = alphabet.letters.iter().filter(|_| alphabet.is_cut);
    Special {
        letters: cut.map(of_letter).collect(),
        index,
        search: (view.config.search != config::Search::Off).then(|| file(SEARCH)),
        problems: has_problems.then(|| file(PROBLEMS)),
        not_found: format!("{}/{NOT_FOUND}", view.urls.folder(locale)),
    }
}

/// All files of the output but those of the search, by path, and what the sitemap has besides the pages made from sources.
///
/// Where two files have one path, also in other case, the one that is added first stands there: pages made from sources come
/// before what is made up, and that before redirects and assets; among the same, content paths decide.
pub(super) fn all(
    view: &View<'_>,
    theme: &Theme,
    locales: &[Shared],
) -> (Vec<(String, File)>, Vec<MadeUp>) {
    let mut files = Vec::new();
    add_pages(view, &mut files);
    add_roots(theme, &mut files);
    for (at, shared) in locales.iter().enumerate() {
        let locale = LocaleId(u16::try_from(at).expect("locale ids are 16 bits wide"));
        add_special(view, locale, shared, &mut files);
    }
    add_redirects(view, &mut files);
    add_assets(view, &mut files);
    let mut taken = FxHashSet::default();
    files.retain(|(path, _)| taken.insert(crate::path::folded(path)));
    let made_up = made_up(view, &files);
    add_sitemap(view, &made_up, &mut files);
    files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    (files, made_up)
}

/// The pages of the sitemap that are not made from a source alone: home pages, each with the root where readers choose a
/// language, and lists. The search page, what leads elsewhere and the letters of a list of all pages ask not to be listed.
fn made_up(view: &View<'_>, files: &[(String, File)]) -> Vec<MadeUp> {
    let mut groups: BTreeMap<(u8, &str), MadeUp> = BTreeMap::new();
    let home = view.site.index.home();
    for (path, file) in files {
        let (key, locale) = match file {
            File::Home(locale) => ((0, ""), *locale),
            File::Folder(locale, path) => ((1, &**path), *locale),
            File::Index(locale, None) => ((2, ""), *locale),
            File::Problems(locale) => ((3, ""), *locale),
            _ => continue,
        };
        let is_home = key.0 == 0;
        let row = home.filter(|_| is_home);
        let own = row.and_then(|row| view.page(row, locale));
        if own.is_some_and(|page| !sitemap::stands_for_itself(view, page)) {
            continue;
        }
        let group = groups.entry(key).or_insert_with(|| MadeUp {
            files: Vec::new(),
            any: (is_home && view.inputs.locales.len() > 1).then(|| ROOT.to_owned()),
            row,
        });
        group.files.push((locale, path.clone()));
    }
    let mut groups: Vec<MadeUp> = groups.into_values().collect();
    for group in &mut groups {
        group.files.sort_unstable();
    }
    groups
}

fn add_sitemap(view: &View<'_>, made_up: &[MadeUp], files: &mut Vec<(String, File)>) {
    if view.urls.full("/").is_none() {
        return;
    }
    files.push(("robots.txt".to_owned(), File::Robots));
    files.push(("sitemap.xml".to_owned(), File::Sitemap(None)));
    let parts = sitemap::parts(view, made_up);
    if parts > 1 {
        files.extend((0..parts).map(|part| (sitemap::part_file(part), File::Sitemap(Some(part)))));
    }
}

fn add_pages(view: &View<'_>, files: &mut Vec<(String, File)>) {
    let index = &view.site.index;
    for page in view.site.pages() {
        let path = view.urls.page_file(index, page.id);
        if view.navigation.is_moved(page.source) {
            let moved = view.inputs.redirects.target(&index.row(page.id.row).path);
            files.extend(
                moved
                    .and_then(|target| redirect(view, page.id.locale, target))
                    .map(|file| (path, file)),
            );
            continue;
        }
        let is_home = view.urls.page_path(index, page.id).is_empty();
        files.push((
            path,
            if is_home {
                File::Home(page.id.locale)
            } else {
                File::Page(page.id)
            },
        ));
    }
    let own = view
        .site
        .pages()
        .iter()
        .filter(|page| !view.navigation.is_moved(page.source));
    files.extend(own.map(|page| (feeds::markdown::file(view, page.id), File::Twin(page.id))));
}

fn add_roots(theme: &Theme, files: &mut Vec<(String, File)>) {
    files.push((ROOT.to_owned(), File::Root));
    files.push((NOT_FOUND.to_owned(), File::RootNotFound));
    let assets = theme.assets().iter().enumerate();
    files.extend(assets.map(|(at, asset)| {
        (
            format!("{THEME_FOLDER}{}", asset.file_name),
            File::ThemeAsset(at),
        )
    }));
}

fn add_special(
    view: &View<'_>,
    locale: LocaleId,
    shared: &Shared,
    files: &mut Vec<(String, File)>,
) {
    let special = &shared.special;
    files.push((view.urls.file(locale, ""), File::Home(locale)));
    files.push((special.index.clone(), File::Index(locale, None)));
    let letters = special.letters.iter().enumerate();
    files.extend(letters.map(|(at, path)| (path.clone(), File::Index(locale, Some(at)))));
    files.extend(
        special
            .search
            .clone()
            .map(|path| (path, File::Search(locale))),
    );
    files.extend(
        special
            .problems
            .clone()
            .map(|path| (path, File::Problems(locale))),
    );
    files.push((special.not_found.clone(), File::NotFound(locale)));
    files.push((
        format!("{}/{LLMS}", view.urls.folder(locale)),
        File::Llms(locale),
    ));
    let parts = feeds::llms::parts(view, locale).into_iter();
    files.extend(parts.map(|part| (part.file, File::LlmsPart(locale, part.title, part.rows))));
    let listings = view
        .navigation
        .of(locale)
        .listings()
        .iter()
        .filter(|listing| listing.own.is_none());
    files.extend(listings.map(|listing| {
        (
            view.urls.file(locale, &listing.path),
            File::Folder(locale, listing.path.clone()),
        )
    }));
}

/// A page for each moved path that no page has, in every locale whose readers have what it leads to.
fn add_redirects(view: &View<'_>, files: &mut Vec<(String, File)>) {
    for path in view.inputs.redirects.paths() {
        let Some(target) = view.inputs.redirects.target(path) else {
            continue;
        };
        if !path.is_markdown() {
            continue;
        }
        for (locale, _) in view.inputs.locales.iter() {
            let name = view.urls.path(path);
            files.extend(
                redirect(view, locale, target).map(|file| (view.urls.file(locale, name), file)),
            );
        }
    }
}

fn redirect(view: &View<'_>, locale: LocaleId, target: &Destination) -> Option<File> {
    let leads = target.leads(&view.inputs, &view.site.index, locale);
    leads.then(|| File::Redirect(locale, target.clone()))
}

/// Pictures and films, and what else a page links to. A content root may be a whole repository, with scripts, settings and
/// keys beside the articles: nobody wants those on the web because they lie there.
fn add_assets(view: &View<'_>, files: &mut Vec<(String, File)>) {
    let index = &view.site.index;
    let linked = linked(view);
    for (id, asset) in index.assets() {
        let is_published = |locale: &LocaleId| {
            asset.locales[locale.index()] && (asset.is_media() || linked.contains(&(id, *locale)))
        };
        let locales = view.inputs.locales.iter().map(|(locale, _)| locale);
        for locale in locales.filter(is_published) {
            files.push((
                view.urls.asset_file(index, id, locale),
                File::Asset(id, locale),
            ));
        }
    }
}

/// The files other than pictures and films that pages link to, each in the locale whose file readers get.
fn linked(view: &View<'_>) -> FxHashSet<(AssetId, LocaleId)> {
    let (index, locales) = (&view.site.index, view.inputs.locales);
    let mut linked = FxHashSet::default();
    for page in view.site.pages() {
        if !view.navigation.is_moved(page.source) {
            let owner = |file| Some((file, index.asset_for(locales, file, page.id.locale)?));
            linked.extend(page.files(index).filter_map(owner));
        }
    }
    linked
}
