//! `[text](a(b\).aspx)` was `[text](a(b).aspx)`. Editors put a backslash before the first `)` of an address that has
//! parentheses of its own; then these are not in pairs, and the link has no end.

use super::{CodeMap, Content, Repairs};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::is_filler;
use crate::markdown::unparsed::{closing, near_before, near_behind};
use crate::span::{TextRange, offset};

pub(super) fn wanted(content: &Content<'_>) -> bool {
    escaped(content).next().is_some()
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for Escaped { at, blanks, target } in escaped(content) {
        if !code.is_text_at(at) {
            continue;
        }
        let backslash = TextRange::new(at, at + 1);
        repairs.cut(backslash);
        let span = content.span(backslash);
        let finding = Diagnostic::new(
            Code::LinkUnparsed,
            span,
            "a backslash takes a parenthesis of this target from its pair",
            target,
        );
        let help = "delete it; other Markdown readers show no link here";
        let mut fix = Fix::unsafe_(span, "");
        if !blanks.is_empty() {
            repairs.cut(blanks);
            fix.edits.push(Edit {
                span: content.span(blanks),
                replacement: "".into(),
            });
        }
        repairs.found.push(finding.with_help(help).with_fix(fix));
    }
}

/// A backslash that takes a `)` from its pair.
struct Escaped<'a> {
    at: u32,
    /// Those before the parenthesis that the target stands in.
    blanks: TextRange,
    target: &'a str,
}

fn escaped<'a>(content: &Content<'a>) -> impl Iterator<Item = Escaped<'a>> + 'a {
    let text = content.text;
    let places = content.places_of("\\)");
    places.filter_map(move |at| target(text, at as usize))
}

/// The target that the backslash at `at` stands in, if that would have an end without it.
fn target(text: &str, at: usize) -> Option<Escaped<'_>> {
    let before = near_before(text, at);
    let mut closes = before.rmatch_indices(']');
    let (close, behind) = closes.find_map(|(close, _)| {
        let behind = before[close + 1..].trim_start_matches(is_filler);
        behind.starts_with('(').then_some((close, behind))
    })?;
    let start = at - behind.len() + "(".len();
    let near = near_behind(text, start);
    let word = &near[..near.find(char::is_whitespace).unwrap_or(near.len())];
    let target = &word[..closing(word, false)?];
    // The parenthesis is not the last one, and is none of two with a backslash each.
    let is_within = at + 1 < start + target.len();
    let has_no_end = || closing(word, true).is_none();
    let blanks = at - before.len() + close + 1..start - "(".len();
    (is_within && target.contains('/') && !target.contains(['<', '[']) && has_no_end()).then(|| {
        Escaped {
            at: offset(at),
            blanks: TextRange::of(blanks),
            target,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_is_taken_out_only_where_the_link_ends_without_it() {
        for (text, expected) in [
            (r"[a](x/b(c\).aspx)", Some("x/b(c\\).aspx")),
            (r"[a](x/b(c\).aspx) and (d).", Some("x/b(c\\).aspx")),
            (r"[a] (x/b(c\).aspx) d", Some("x/b(c\\).aspx")),
            (r"[a](x/b\(c\).aspx)", None),
            (r"[a](x/b\)", None),
            (r"[a](x/b\) and (c)", None),
            (r"[a](x/b(c\) d)", None),
            (r"(a/b\)", None),
        ] {
            let at = text.find("\\)").expect("each has one");
            let found = target(text, at).map(|escaped| escaped.target);
            assert_eq!(found, expected, "{text}");
        }
    }
}
