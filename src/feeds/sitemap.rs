//! `sitemap.xml`: every page that has a text of its own, with its translations.

use std::fmt::Write;

use crate::site::Page;
use crate::site::view::View;

/// The most pages that the protocol allows in a file.
const MOST_PAGES: usize = 50_000;
/// The most addresses in a file, which keeps it below the 50 MB that the protocol allows.
const MOST_ADDRESSES: usize = 200_000;

/// The number of files that the pages need.
pub fn parts(view: &View<'_>) -> usize {
    pages(view).count().div_ceil(most(view)).max(1)
}

/// The file of a part.
pub fn part_file(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// The sitemap, or where there are several the list of them; with a number that part of it, from 0.
pub fn sitemap(view: &View<'_>, part: Option<usize>) -> String {
    let parts = parts(view);
    match part {
        None if parts > 1 => index(view, parts),
        part => urls(view, part.unwrap_or(0)),
    }
}

fn most(view: &View<'_>) -> usize {
    MOST_PAGES
        .min(MOST_ADDRESSES / (view.inputs.locales.len() + 2))
        .max(1)
}

/// The pages that stand for themselves, those of a row beside each other.
fn pages<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Page> {
    let view = *view;
    view.site
        .pages()
        .iter()
        .filter(move |page| stands_for_itself(&view, page))
}

fn stands_for_itself(view: &View<'_>, page: &Page) -> bool {
    view.fallback(page).is_none() && !view.navigation.is_moved(page.source)
}

fn index(view: &View<'_>, parts: usize) -> String {
    let mut xml = String::from(HEAD);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..parts {
        let url = view
            .urls
            .full(&view.urls.of_file(&part_file(part)))
            .unwrap_or_default();
        element(&mut xml, "<sitemap><loc>", &url, "</loc></sitemap>\n");
    }
    xml + "</sitemapindex>\n"
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn urls(view: &View<'_>, part: usize) -> String {
    let mut xml = String::from(HEAD);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    let most = most(view);
    for page in pages(view).skip(part * most).take(most) {
        let Some(url) = view.full_url(page.id) else {
            continue;
        };
        element(&mut xml, "<url><loc>", &url, "</loc>");
        let date = view.metadata(page, |document, text| document.metadata.date(text));
        if let Some(date) = date {
            // Writing to a string cannot fail.
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        add_alternates(view, page, &mut xml);
        xml.push_str("</url>\n");
    }
    xml + "</urlset>\n"
}

fn add_alternates(view: &View<'_>, page: &Page, xml: &mut String) {
    let source = view.inputs.locales.source();
    let all: Vec<&Page> = view
        .site
        .translations(page.id.row)
        .filter(|page| stands_for_itself(view, page))
        .collect();
    if all.len() < 2 {
        return;
    }
    for page in all {
        let Some(url) = view.full_url(page.id) else {
            continue;
        };
        let locale = page.id.locale;
        link(xml, &view.locale(locale).tag, &url);
        if locale == source {
            link(xml, "x-default", &url);
        }
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
