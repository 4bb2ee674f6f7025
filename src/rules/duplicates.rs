//! Anchors that a page has twice because it reads an include that has one of its own anchors. What is twice in one text, the
//! parser tells.

use rustc_hash::FxHashMap;

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::anchors::{Item, walk};
use crate::site::{Page, Site};
use crate::source::SourceId;
use crate::span::Span;

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    for page in site.own_pages().filter(|page| page.parts.sources.len() > 1) {
        of_page(inputs, page, found);
    }
}

fn of_page(inputs: Inputs<'_>, page: &Page, found: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<&str, Span> = FxHashMap::default();
    let mut see = |source: SourceId, (start, count): (u32, u32)| {
        let anchors = &inputs.site.document(source).anchors;
        for anchor in &anchors[start as usize..(start + count) as usize] {
            let span = Span::new(source, anchor.range);
            let earlier = *first.entry(&anchor.name).or_insert(span);
            if earlier.source != source {
                found.push(finding(inputs, page, &anchor.name, [earlier, span]));
            }
        }
    };
    walk(&inputs.site, &page.parts, &mut |item| match item {
        Item::Heading(source, _, heading) => see(source, heading.anchors),
        Item::Anchor(source, at) => see(source, (crate::span::offset(at), 1)),
    });
}

/// It stands in the page where that has one of the two: the include may be right on all others.
fn finding(inputs: Inputs<'_>, page: &Page, name: &str, [earlier, later]: [Span; 2]) -> Diagnostic {
    let (at, other) = match earlier.source == page.source {
        true => (earlier, later),
        false => (later, earlier),
    };
    let file = &inputs.site.source(other.source).name.path;
    let message = format!("the anchor `{name}` is on this page once more, in `{file}`");
    let path = &inputs.site.source(at.source).name.path;
    Diagnostic::new(
        Code::DuplicateBookmark,
        at,
        message,
        format!("{path} {name}"),
    )
    .with_help("links lead to the first one; give one of the two a name of its own")
    .with_related(other, "this is the other")
}
