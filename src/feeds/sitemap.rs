//! `sitemap.xml`: every page that search engines are to show, with its translations.
//!
//! These are the pages that stand for themselves: none that shows another locale's text, leads elsewhere or asks not to be
//! listed. Each names all pages of its group and itself, as the protocol wants it, and the page for all other readers.

use std::fmt::Write;

use crate::locale::LocaleId;
use crate::site::Page;
use crate::site::index::RowId;
use crate::site::view::View;

/// The most pages that the protocol allows in a file.
const MOST_PAGES: usize = 50_000;
/// The most addresses in a file, which keeps it below the 50 MB that the protocol allows.
const MOST_ADDRESSES: usize = 200_000;

/// A page that the renderer makes up, in the locales that have it: a home page, a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeUp {
    /// The locales with the file of the page in each; there is at least one.
    pub files: Vec<(LocaleId, String)>,
    /// The file for readers of all other languages, which is a page of the sitemap, too.
    pub any: Option<String>,
    /// The row whose text stands on it.
    pub row: Option<RowId>,
}

/// A page of the sitemap.
#[derive(Clone, Copy)]
enum Entry<'a> {
    /// Made from a source.
    Page(&'a Page),
    /// Made up, in a locale.
    MadeUp(&'a MadeUp, LocaleId, &'a str),
    /// Made up, for all other languages.
    Any(&'a MadeUp, &'a str),
}

/// The number of files that the pages need.
pub fn parts(view: &View<'_>, made_up: &[MadeUp]) -> usize {
    let entries = entries(view, made_up).count();
    entries.div_ceil(most(view)).max(1)
}

/// The file of a part.
pub fn part_file(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// The sitemap, or where there are several the list of them; with a number that part of it, from 0.
pub fn sitemap(view: &View<'_>, made_up: &[MadeUp], part: Option<usize>) -> String {
    let parts = parts(view, made_up);
    match part {
        None if parts > 1 => index(view, parts),
        part => urls(view, made_up, part.unwrap_or(0)),
    }
}

fn most(view: &View<'_>) -> usize {
    MOST_PAGES
        .min(MOST_ADDRESSES / (view.inputs.locales.len() + 2))
        .max(1)
}

/// What is made up, then the pages made from sources, those of a row beside each other.
fn entries<'a>(view: &View<'a>, made_up: &'a [MadeUp]) -> impl Iterator<Item = Entry<'a>> {
    let view = *view;
    let of_one = |made_up: &'a MadeUp| {
        let any = made_up.any.iter().map(|file| Entry::Any(made_up, file));
        let files = made_up.files.iter();
        any.chain(files.map(|(locale, file)| Entry::MadeUp(made_up, *locale, file)))
    };
    let home = made_up.iter().find_map(|made_up| made_up.row);
    let pages = view
        .site
        .pages()
        .iter()
        .filter(move |page| Some(page.id.row) != home && stands_for_itself(&view, page));
    made_up
        .iter()
        .flat_map(of_one)
        .chain(pages.map(Entry::Page))
}

/// Whether a page has a text of its own and is where it says.
pub fn stands_for_itself(view: &View<'_>, page: &Page) -> bool {
    view.fallback(page).is_none() && !view.navigation.is_moved(page.source)
}

fn index(view: &View<'_>, parts: usize) -> String {
    let mut xml = String::from(HEAD);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..parts {
        let url = full(view, &part_file(part)).unwrap_or_default();
        element(&mut xml, "<sitemap><loc>", &url, "</loc></sitemap>\n");
    }
    xml + "</sitemapindex>\n"
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn urls(view: &View<'_>, made_up: &[MadeUp], part: usize) -> String {
    let mut xml = String::from(HEAD);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    let most = most(view);
    for entry in entries(view, made_up).skip(part * most).take(most) {
        let (url, page) = match entry {
            Entry::Page(page) => (view.full_url(page.id), Some(page)),
            Entry::MadeUp(made_up, locale, file) => {
                let page = made_up.row.and_then(|row| view.page(row, locale));
                (full(view, file), page)
            }
            Entry::Any(_, file) => (full(view, file), None),
        };
        let Some(url) = url else { continue };
        element(&mut xml, "<url><loc>", &url, "</loc>");
        let date = page
            .and_then(|page| view.metadata(page, |document, text| document.metadata.date(text)));
        if let Some(date) = date {
            // Writing to a string cannot fail.
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        match entry {
            Entry::Page(page) => add_alternates(view, &translations(view, page), None, &mut xml),
            Entry::MadeUp(made_up, ..) | Entry::Any(made_up, _) => {
                let files = made_up.files.iter();
                let all = files.map(|(locale, file)| (*locale, full(view, file)));
                add_alternates(
                    view,
                    &all.collect::<Vec<_>>(),
                    made_up.any.as_deref(),
                    &mut xml,
                );
            }
        }
        xml.push_str("</url>\n");
    }
    xml + "</urlset>\n"
}

/// The address of a file with scheme and host; there is no sitemap without them.
fn full(view: &View<'_>, file: &str) -> Option<String> {
    view.urls.full(&view.urls.of_file(file))
}

fn translations(view: &View<'_>, page: &Page) -> Vec<(LocaleId, Option<String>)> {
    let all = view.site.translations(page.id.row);
    all.filter(|page| stands_for_itself(view, page))
        .map(|page| (page.id.locale, view.full_url(page.id)))
        .collect()
}

/// The pages of a group, if there is more than one. Readers of other languages get `any`, else the page of the source locale.
fn add_alternates(
    view: &View<'_>,
    group: &[(LocaleId, Option<String>)],
    any: Option<&str>,
    xml: &mut String,
) {
    if group.len() < 2 {
        return;
    }
    let source = view.inputs.locales.source();
    for (locale, url) in group {
        let Some(url) = url else { continue };
        link(xml, &view.locale(*locale).tag, url);
        if *locale == source && any.is_none() {
            link(xml, "x-default", url);
        }
    }
    if let Some(url) = any.and_then(|file| full(view, file)) {
        link(xml, "x-default", &url);
    }
}

fn link(xml: &mut String, lang: &str, url: &str) {
    xml.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
    xml.push_str(lang);
    element(xml, "\" href=\"", url, "\"/>");
}

/// Text between two pieces of markup, escaped.
fn element(xml: &mut String, before: &str, text: &str, behind: &str) {
    xml.push_str(before);
    xml.push_str(&quick_xml::escape::escape(text));
    xml.push_str(behind);
}
