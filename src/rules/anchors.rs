//! Fragments that name no place on the page they ask, with the place that was probably meant.

use super::Inputs;
use super::includes::Meant;
use super::words::Strange;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::site::Site;
use crate::site::anchors::{AnchorState, PageAnchors};
use crate::site::index::PageId;
use crate::site::links;
use crate::source::SourceId;
use crate::span::Span;
use crate::suggest;

/// A fragment that a page does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    /// The page that was asked.
    pub page: PageId,
    /// The fragment, decoded.
    pub fragment: String,
    /// Near, missing or unknown.
    pub state: AnchorState,
    /// The anchor with the same letters and digits.
    pub near: Option<String>,
    /// Where the fragment stands.
    pub span: Span,
    /// Whether it stands literally where it could be written over.
    pub can_be_fixed: bool,
    /// On which pages, where it stands in an include and is not wrong on all that read it.
    pub note: Option<String>,
}

/// Tells of them page by page, so that the anchors of each page are gathered once.
pub(super) fn tell(
    inputs: Inputs<'_>,
    site: &Site,
    meant: &Meant<'_>,
    strange: &Strange,
    mut asked: Vec<Asked>,
    found: &mut Vec<Diagnostic>,
) {
    asked.sort();
    for group in asked.chunk_by(|a, b| a.page == b.page) {
        let parts = site.parts_of(&inputs.site, group[0].page);
        let anchors = PageAnchors::new(&inputs.site, &parts);
        let names = [
            Names::new(anchors.names(true)),
            Names::new(anchors.names(false)),
        ];
        let path = &site.index.row(group[0].page.row).path;
        let would_read = parts
            .sources
            .first()
            .and_then(|&root| meant.would_read(inputs, &parts, root));
        let gap = Gap {
            inputs,
            would_read,
            strange,
        };
        let page = AskedPage {
            path: path.as_str(),
            has_anchors: !names[1].sorted.is_empty(),
            gap,
        };
        // A page may ask a million times for the same, and looking it up takes longer than telling.
        let same = |a: &Asked, b: &Asked| {
            (&a.fragment, a.state, &a.near) == (&b.fragment, b.state, &b.near)
        };
        for alike in group.chunk_by(same) {
            let meant = probably_meant(&alike[0], &names);
            let asked = alike.iter();
            found.extend(asked.map(|asked| page.finding(asked, meant)));
        }
    }
}

/// Names that the links of a page may use.
struct Names<'a> {
    /// Sorted.
    sorted: Vec<&'a str>,
    /// The same, to find what is close.
    near: suggest::Names,
}

impl<'a> Names<'a> {
    fn new(mut sorted: Vec<&'a str>) -> Self {
        // A name that begins with `#` cannot be asked for: the `#`s of a link are not part of its fragment.
        sorted.retain(|name| !name.starts_with('#'));
        sorted.dedup();
        let near = suggest::Names::new(sorted.iter().copied());
        Self { sorted, near }
    }

    /// The names that `fragment` begins with, or that begin with it: a heading was shortened or made longer. Of a few letters
    /// that says nothing.
    fn related<'n>(&'n self, fragment: &'n str) -> impl Iterator<Item = &'a str> + 'n {
        const SHORTEST: usize = 6;
        let ends = (SHORTEST..=fragment.len()).filter(|&end| fragment.is_char_boundary(end));
        let shorter = ends.filter_map(|end| {
            let at = self.sorted.binary_search(&&fragment[..end]).ok()?;
            Some(self.sorted[at])
        });
        let behind = self.sorted.partition_point(|&name| name <= fragment);
        let longer = self.sorted[behind..].iter().copied();
        let longer =
            longer.take_while(move |name| fragment.len() >= SHORTEST && name.starts_with(fragment));
        shorter.chain(longer)
    }
}

/// The names that are written as anchors, and these with the slugs of the other headings.
type AllNames<'a> = [Names<'a>; 2];

/// What can be told of a page although something that it includes is missing.
struct Gap<'a> {
    inputs: Inputs<'a>,
    /// What was probably meant by the includes that are missing, where all are like one that is there.
    would_read: Option<Vec<SourceId>>,
    strange: &'a Strange,
}

/// What is told of a page's fragments.
struct AskedPage<'a> {
    path: &'a str,
    has_anchors: bool,
    gap: Gap<'a>,
}

impl Gap<'_> {
    /// Whether the gap certainly does not hold an anchor.
    fn lacks(&self, fragment: &str) -> bool {
        let has = |&source: &SourceId| {
            let document = self.inputs.site.document(source);
            let anchor = document
                .anchors
                .iter()
                .any(|anchor| &*anchor.name == fragment);
            anchor
                || document
                    .headings
                    .iter()
                    .any(|heading| &*heading.slug == fragment)
        };
        let would_lack = |sources: &Vec<SourceId>| !sources.iter().any(has);
        self.would_read.as_ref().is_some_and(would_lack) || self.strange.is_in(fragment)
    }
}

impl AskedPage<'_> {
    fn finding(&self, asked: &Asked, meant: Option<(&str, bool)>) -> Diagnostic {
        let mut finding = self.judged(asked, meant);
        finding.fix = finding.fix.filter(|_| asked.can_be_fixed);
        match &asked.note {
            Some(note) => Diagnostic {
                message: format!("{}, {note}", finding.message).into(),
                ..finding
            },
            None => finding,
        }
    }

    fn judged(&self, asked: &Asked, meant: Option<(&str, bool)>) -> Diagnostic {
        let (path, fragment) = (self.path, &asked.fragment);
        let subject = format!("{path}#{fragment}");
        // An anchor of the page itself that is this close was meant, whatever a missing include may hold.
        if asked.state == AnchorState::Unknown && meant.is_none() && !self.gap.lacks(fragment) {
            let message = format!(
                "whether `{path}` has an anchor `{fragment}` cannot be told: something it includes is missing"
            );
            return Diagnostic::new(Code::BookmarkUnknown, asked.span, message, subject);
        }
        let message = format!("`{path}` has no anchor `{fragment}`");
        let finding = Diagnostic::new(Code::BookmarkNotFound, asked.span, message, subject);
        match meant {
            Some((name, sure)) => {
                let finding = finding.with_help(format!("did you mean `#{name}`?"));
                let replacement = links::escape(name);
                finding.with_fix(if sure {
                    Fix::safe(asked.span, replacement)
                } else {
                    Fix::unsafe_(asked.span, replacement)
                })
            }
            None if !self.has_anchors => {
                finding.with_help("the page has no anchors; leave the fragment out")
            }
            None => finding.with_help("correct the fragment, or leave it out"),
        }
    }
}

/// What was probably meant among the names of a page, and whether that is certain enough to write it in.
fn probably_meant<'a>(asked: &'a Asked, names: &'a AllNames<'a>) -> Option<(&'a str, bool)> {
    let [explicit, all] = names;
    meant(asked, explicit).or_else(|| {
        // A gap may hold what a slug only resembles.
        let is_known = asked.state != AnchorState::Unknown;
        is_known.then(|| meant(asked, all)).flatten()
    })
}

/// The same among some of them.
fn meant<'a>(asked: &'a Asked, names: &'a Names<'a>) -> Option<(&'a str, bool)> {
    if let Some(near) = asked.near.as_deref().filter(|near| !near.starts_with('#')) {
        return Some((near, true));
    }
    let fragment = &*asked.fragment;
    if let Some(plain) = suggest::plain(fragment)
        && let Ok(at) = names.sorted.binary_search(&&*plain)
    {
        return Some((names.sorted[at], true));
    }
    let near = names.near.meant(fragment);
    if let Some(first) = near.first() {
        let sure =
            near.len() == 1 && fragment.chars().count() >= 8 && suggest::is_slip(fragment, first);
        return Some((first, sure));
    }
    let mut related = names.related(fragment);
    let first = related.next()?;
    related.next().is_none().then_some((first, false))
}
