//! What the texts already say about trouble: headings that name a symptom, an error message or a reader's question.
//!
//! Anchors are the same in every language, and so are error codes. What else tells a problem from other headings is asked
//! of the source page, whose language the rules below know; so a translation has the problems that its source page has.

mod shape;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::anchors::{self, Ids, Item};
use super::index::PageId;
use super::view::View;
use super::{Inputs, Page};
use crate::locale::LocaleId;
use crate::site::include::Parts;
pub use shape::Patterns;

/// A heading of a page with the id that it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHeading<'a> {
    /// Its id.
    pub id: String,
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: &'a str,
}

/// A problem and the section that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The section's id; empty where the whole page is about one problem.
    pub anchor: Box<str>,
    /// The heading's words, or the page's title.
    pub title: Box<str>,
    /// The message as it is quoted.
    pub quote: Option<Box<str>>,
    /// The error code.
    pub code: Option<Box<str>>,
    /// Whether it is a reader's question.
    pub is_question: bool,
}

/// The problems of a page.
#[derive(Clone, Debug)]
pub struct PageProblems {
    /// The page.
    pub page: PageId,
    /// In reading order.
    pub problems: Vec<Problem>,
}

/// The headings of a page outside lists, those of its includes in place, with the ids that the page gives them.
pub fn headings<'a>(inputs: &Inputs<'a>, parts: &Parts) -> Vec<PageHeading<'a>> {
    let mut ids = Ids::default();
    let mut headings = Vec::new();
    anchors::walk(inputs, parts, &mut |item| match item {
        Item::Anchor(source, at) => {
            ids.first(&inputs.document(source).anchors[at].name);
        }
        Item::Heading(source, _, heading) => {
            let (first, count) = heading.anchors;
            let explicit =
                &inputs.document(source).anchors[first as usize..(first + count) as usize];
            let id = anchors::heading_id(
                &mut ids,
                explicit.first().map(|anchor| &*anchor.name),
                &heading.slug,
            );
            for alias in explicit.iter().skip(1) {
                ids.first(&alias.name);
            }
            if !heading.in_list {
                headings.push(PageHeading {
                    id,
                    level: heading.level,
                    text: &heading.text,
                });
            }
        }
    });
    headings
}

/// The problems that some headings name. `source` are those of the same page in the source locale, by id.
pub fn of_headings(
    patterns: &Patterns,
    title: &str,
    is_about_trouble: bool,
    headings: &[PageHeading<'_>],
    source: &FxHashMap<&str, &str>,
) -> Vec<Problem> {
    let original = |heading: &PageHeading<'_>| source.get(&*heading.id).copied().map(str::to_owned);
    let mut problems = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        if heading.level < 2 || shape::is_part(&heading.id) {
            continue;
        }
        let original = original(heading).unwrap_or_else(|| heading.text.to_owned());
        let below = below(headings, at);
        let is_solved = below
            .iter()
            .any(|inner| inner.level == heading.level + 1 && shape::is_part(&inner.id));
        let Some(mut found) = patterns.read(&original, is_about_trouble || is_solved) else {
            if is_solved {
                problems.push(problem(heading, None, None, false));
            }
            continue;
        };
        // A question over other issues only gathers them; a message is looked for wherever it stands.
        let names_itself = found.code.is_some() || found.quote.is_some();
        if !names_itself
            && below
                .iter()
                .any(|inner| is_issue(patterns, inner, source, is_about_trouble))
        {
            continue;
        }
        if original != heading.text
            && let Some(own) = patterns.read(heading.text, true)
        {
            found.quote = own.quote.or(found.quote);
            found.code = own.code.or(found.code);
        }
        problems.push(problem(heading, found.quote, found.code, found.is_question));
    }
    let is_one = is_about_trouble
        && problems.is_empty()
        && headings.iter().any(|heading| shape::is_remedy(&heading.id));
    if is_one {
        let symptom = headings
            .iter()
            .find(|heading| shape::is_symptom(&heading.id));
        let found = patterns.read(title, true).unwrap_or_default();
        let anchor = symptom.map_or("", |heading| &heading.id);
        let (quote, code) = (found.quote, found.code);
        problems.push(Problem {
            anchor: anchor.into(),
            title: title.into(),
            quote,
            code,
            is_question: false,
        });
    }
    problems
}

fn problem(
    heading: &PageHeading<'_>,
    quote: Option<Box<str>>,
    code: Option<Box<str>>,
    is_question: bool,
) -> Problem {
    Problem {
        anchor: heading.id.as_str().into(),
        title: heading.text.into(),
        quote,
        code,
        is_question,
    }
}

/// The headings of the section that begins at `at`, without its own.
fn below<'h, 'a>(headings: &'h [PageHeading<'a>], at: usize) -> &'h [PageHeading<'a>] {
    let rest = &headings[at + 1..];
    let end = rest
        .iter()
        .position(|other| other.level <= headings[at].level)
        .unwrap_or(rest.len());
    &rest[..end]
}

fn is_issue(
    patterns: &Patterns,
    heading: &PageHeading<'_>,
    source: &FxHashMap<&str, &str>,
    is_about_trouble: bool,
) -> bool {
    let original = source.get(&*heading.id).copied().unwrap_or(heading.text);
    !shape::is_part(&heading.id) && patterns.read(original, is_about_trouble).is_some()
}

/// Whether the page is there to help with trouble, by its path, its source page's title and its metadata.
pub fn is_about_trouble(view: &View<'_>, page: &Page) -> bool {
    let original = view
        .site
        .index
        .row(page.id.row)
        .own(view.inputs.locales.source())
        .unwrap_or(page.source);
    let (document, text) = (view.inputs.document(original), view.inputs.text(original));
    shape::names_trouble(view.path(page.id))
        || shape::names_trouble(view.navigation.title(original))
        || document
            .metadata
            .topic(text)
            .is_some_and(|topic| topic == "support-article" || topic == "troubleshooting")
        || document
            .metadata
            .tags(text)
            .iter()
            .any(|tag| tag == "top-support-issue")
}

/// The problems of one page.
pub fn of_page(view: &View<'_>, page: &Page) -> Vec<Problem> {
    let own = headings(&view.inputs, &page.parts);
    let source_locale = view.inputs.locales.source();
    let original = view
        .page(page.id.row, source_locale)
        .filter(|original| original.source != page.source);
    let original = original
        .map(|original| headings(&view.inputs, &original.parts))
        .unwrap_or_default();
    let source = original
        .iter()
        .map(|heading| (&*heading.id, heading.text))
        .collect();
    of_headings(
        view.navigation.patterns(),
        view.title(page),
        is_about_trouble(view, page),
        &own,
        &source,
    )
}

/// Whether any page of a locale has problems.
pub fn is_any(view: &View<'_>, locale: LocaleId) -> bool {
    let pages = view.site.pages().par_iter();
    pages
        .filter(|page| page.id.locale == locale && !view.navigation.is_moved(page.source))
        .any(|page| !of_page(view, page).is_empty())
}

/// The problems of all pages of a locale, by path.
pub fn of_locale(view: &View<'_>, locale: LocaleId) -> Vec<PageProblems> {
    let pages: Vec<&Page> = view
        .site
        .pages()
        .iter()
        .filter(|page| page.id.locale == locale)
        .collect();
    let of_one = |page: &&Page| PageProblems {
        page: page.id,
        problems: of_page(view, page),
    };
    let all = pages
        .par_iter()
        .filter(|page| !view.navigation.is_moved(page.source))
        .map(of_one);
    all.filter(|page| !page.problems.is_empty()).collect()
}
