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
pub use shape::{Patterns, Shape};

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
            ids.first(&*inputs.document(source).anchors[at].name);
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
                ids.first(&*alias.name);
            }
            if !heading.in_list {
                headings.push(PageHeading {
                    id: id.into_owned(),
                    level: heading.level,
                    text: &heading.text,
                });
            }
        }
    });
    headings
}

/// A page as far as its problems are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whether it is there to help with trouble ([`is_about_trouble`]).
    pub is_about_trouble: bool,
    /// Its headings.
    pub headings: &'a [PageHeading<'a>],
    /// The headings of the same page in the source locale, by id; empty for that page itself.
    pub original: &'a FxHashMap<&'a str, &'a str>,
}

impl Subject<'_> {
    /// The heading's words in the source language, if they are known.
    fn original<'h>(&'h self, heading: &'h PageHeading<'_>) -> &'h str {
        self.original
            .get(&*heading.id)
            .copied()
            .unwrap_or(heading.text)
    }

    /// The headings of the section that begins at `at`, without its own.
    fn below(&self, at: usize) -> &[PageHeading<'_>] {
        let rest = &self.headings[at + 1..];
        let level = self.headings[at].level;
        let end = rest
            .iter()
            .position(|other| other.level <= level)
            .unwrap_or(rest.len());
        &rest[..end]
    }

    /// Whether the section at `at` is told by its cause and its solution; on a page about trouble one of them is enough.
    fn is_solved(&self, at: usize) -> bool {
        let level = self.headings[at].level + 1;
        let parts = self.below(at).iter().filter(|inner| inner.level == level);
        let parts = parts.filter(|inner| shape::is_part(&inner.id)).count();
        parts > usize::from(!self.is_about_trouble)
    }

    fn has_question(&self, patterns: &Patterns) -> bool {
        let mut headings = self.headings.iter();
        headings.any(|heading| patterns.is_question(self.original(heading)))
    }

    fn is_issue(&self, patterns: &Patterns, heading: &PageHeading<'_>) -> bool {
        let found = || patterns.read(self.original(heading), self.is_about_trouble);
        !shape::is_part(&heading.id) && found().is_some()
    }
}

/// The problems that a page names.
pub fn of_subject(patterns: &Patterns, subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = (0..subject.headings.len())
        .filter(|&at| subject.headings[at].level > 1 && !shape::is_part(&subject.headings[at].id))
        .filter_map(|at| of_section(patterns, subject, at))
        .collect();
    if let Some(whole) = of_whole(patterns, subject, problems.is_empty()) {
        problems.insert(0, whole);
    }
    problems
}

fn of_section(patterns: &Patterns, subject: &Subject<'_>, at: usize) -> Option<Problem> {
    let heading = &subject.headings[at];
    let is_solved = subject.is_solved(at);
    let original = subject.original(heading);
    let Some(mut found) = patterns.read(original, subject.is_about_trouble || is_solved) else {
        return is_solved.then(|| problem(heading, Shape::default()));
    };
    // A heading over other issues only gathers them; a message is looked for wherever it stands.
    let is_over_issues = || {
        subject
            .below(at)
            .iter()
            .any(|inner| subject.is_issue(patterns, inner))
    };
    if !found.has_message() && is_over_issues() {
        return None;
    }
    if original != heading.text
        && let Some(own) = patterns.read(heading.text, true)
    {
        found.quote = own.quote.or(found.quote);
        found.code = own.code.or(found.code);
    }
    Some(problem(heading, found))
}

/// The problem that the whole page is about: its title names a message, or the page is one symptom with its remedy.
fn of_whole(patterns: &Patterns, subject: &Subject<'_>, is_alone: bool) -> Option<Problem> {
    if !subject.is_about_trouble {
        return None;
    }
    let heading = subject.headings.iter().find(|heading| heading.level == 1);
    let words = [
        heading.map(|heading| heading.text),
        heading.map(|heading| subject.original(heading)),
        Some(subject.title),
    ];
    let mut found = words
        .iter()
        .flatten()
        .filter_map(|words| patterns.read(words, true));
    let found = found.find(Shape::has_message);
    let is_one = is_alone
        && subject
            .headings
            .iter()
            .any(|heading| shape::is_remedy(&heading.id));
    (found.is_some() || is_one).then(|| {
        let Shape { quote, code, .. } = found.unwrap_or_default();
        let title = subject.title.into();
        Problem {
            anchor: "".into(),
            title,
            quote,
            code,
            is_question: false,
        }
    })
}

fn problem(heading: &PageHeading<'_>, found: Shape) -> Problem {
    let Shape {
        quote,
        code,
        is_question,
    } = found;
    Problem {
        anchor: heading.id.as_str().into(),
        title: heading.text.into(),
        quote,
        code,
        is_question,
    }
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
    read_page(view, page, is_about_trouble(view, page))
}

/// The questions of a page that is made of them, whether or not they are about trouble; none of another page.
pub fn questions(view: &View<'_>, page: &Page) -> Vec<Problem> {
    if !shape::names_questions(view.path(page.id)) && !is_about_trouble(view, page) {
        return Vec::new();
    }
    let patterns = view.navigation.patterns();
    with_subject(view, page, true, |subject| {
        // Most pages ask nothing, which is seen sooner than what their headings name.
        if !subject.has_question(patterns) {
            return Vec::new();
        }
        let mut questions = of_subject(patterns, subject);
        questions.retain(|problem| problem.is_question);
        questions
    })
}

fn read_page(view: &View<'_>, page: &Page, is_about_trouble: bool) -> Vec<Problem> {
    with_subject(view, page, is_about_trouble, |subject| {
        of_subject(view.navigation.patterns(), subject)
    })
}

/// What `look` sees in a page, whose headings live no longer than that.
fn with_subject<T>(
    view: &View<'_>,
    page: &Page,
    is_about_trouble: bool,
    look: impl FnOnce(&Subject<'_>) -> T,
) -> T {
    let own = headings(&view.inputs, &page.parts);
    let source = view.inputs.locales.source();
    let original = view.page(page.id.row, source);
    let original = original.filter(|original| original.source != page.source);
    let original = original.map(|original| headings(&view.inputs, &original.parts));
    let original = original.unwrap_or_default();
    let original = original
        .iter()
        .map(|heading| (&*heading.id, heading.text))
        .collect();
    let subject = Subject {
        title: view.title(page),
        is_about_trouble,
        headings: &own,
        original: &original,
    };
    look(&subject)
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
