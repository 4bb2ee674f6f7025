//! In `[text](target "title")` a blank that does not break sets no title off: CommonMark takes both for a target. Nor does
//! it see a title in the quotation marks of a language.

use std::ops::Range;

use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::characters::{QUOTES, is_filler, is_odd_blank, name_of_blanks};
use crate::markdown::unparsed::{self, near_before, near_behind};
use crate::span::{TextRange, offset};

/// The most bytes of a title.
const LONGEST: usize = 1_000;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    gaps(content).next().is_some() || odd_titles(content).next().is_some()
}

/// Reads them as plain blanks, and the quotation marks as plain ones.
pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let from = repairs.edits.len();
    plain_marks(content, code, repairs);
    let marks: Vec<TextRange> = repairs.edits[from..]
        .iter()
        .map(|edit| edit.range)
        .collect();
    for gap in gaps(content) {
        let next = marks.partition_point(|range| range.end <= gap.blanks.start);
        let is_read = marks
            .get(next)
            .is_some_and(|range| range.contains(gap.blanks));
        if is_read || !code.is_text_at(gap.blanks.start) {
            continue;
        }
        repairs.edits.push(Repair {
            range: gap.blanks,
            replacement: " ",
        });
        // Where the marks of a title are not plain, that is told with the blanks before it.
        if gap.is_plain {
            repairs.found.push(gap.finding(content));
        }
    }
}

/// The places between the words and the target of links whose title stands in the quotation marks of a language, with
/// blanks before the parenthesis or without.
fn odd_titles<'a>(content: &'a Content<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = content.text;
    content.closes.iter().filter_map(move |&at| {
        let at = at as usize;
        let behind = text[at + 1..].trim_start_matches(is_filler);
        let near = near_behind(behind.strip_prefix('(')?, 0);
        has_odd_title(near.trim_start_matches(is_filler)).then(|| at..text.len() - behind.len())
    })
}

/// Whether the target that `text` begins with has a title in such marks.
fn has_odd_title(text: &str) -> bool {
    // Nearly all targets end at their parenthesis, and are plain until there.
    let plain = text
        .bytes()
        .find(|byte| matches!(byte, b')' | b' ') || !byte.is_ascii_graphic());
    if matches!(plain, Some(b')') | None) {
        return false;
    }
    let path = text.find(|c: char| c == ')' || c.is_whitespace());
    let title = path.map_or("", |path| text[path..].trim_start_matches(is_filler));
    let within = title.split(')').next().unwrap_or_default();
    title.starts_with(|c| QUOTES.contains(c))
        && within.contains(|c: char| !c.is_ascii() && QUOTES.contains(c))
}

/// Reads the title of a link as one, and tells of its marks.
fn plain_marks(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for seam in odd_titles(content) {
        let at = offset(seam.start);
        let Some(link) = unparsed::read(content.text, seam).filter(|link| link.has_odd_title())
        else {
            continue;
        };
        if !code.is_text_at(at) {
            continue;
        }
        repairs
            .edits
            .extend(link.edits.iter().map(|(range, plain)| {
                Repair {
                    range: TextRange::of(range.clone()),
                    replacement: ["", "\"", " \""]
                        .into_iter()
                        .find(|known| known == plain)
                        .unwrap_or("\""),
                }
            }));
        let finding = link.finding(content.text, |range| content.span(TextRange::of(range)));
        repairs.found.push(finding);
    }
}

/// Blanks between a target and a title, one of which does not break.
struct Gap<'a> {
    target: &'a str,
    blanks: TextRange,
    /// Whether the title stands in plain quotation marks.
    is_plain: bool,
}

impl Gap<'_> {
    fn finding(&self, content: &Content<'_>) -> Diagnostic {
        let span = content.span(self.blanks);
        let name = name_of_blanks(&content.text[self.blanks.as_usize()]);
        let message = format!("{name} between the target and its title");
        let help =
            "write a plain blank; other Markdown readers take the title for a part of the target";
        Diagnostic::new(Code::LinkSpace, span, message, self.target)
            .with_help(help)
            .with_fix(Fix::safe(span, " "))
    }
}

fn gaps<'a>(content: &Content<'a>) -> impl Iterator<Item = Gap<'a>> {
    let text = content.text;
    let odd = content
        .places_of("\u{a0}")
        .chain(content.places_of("\u{202f}"));
    odd.filter_map(move |at| gap(text, at as usize))
}

/// The gap whose first odd blank is the one at `at`.
fn gap(text: &str, at: usize) -> Option<Gap<'_>> {
    // Each of many blanks in a row would look at all that follow it.
    if text[..at].ends_with(is_odd_blank) {
        return None;
    }
    let behind = near_behind(text, at);
    let title = behind.trim_start_matches(is_filler);
    let mark = title.chars().next().filter(|&c| QUOTES.contains(c))?;
    let near = near_before(text, at);
    let before = near.trim_end_matches(' ');
    let target = before[before.rfind("](")? + 2..].trim_start_matches(is_filler);
    let is_target = !target.is_empty()
        && target.contains(['.', '/', '#'])
        && !target.contains(|c: char| c.is_ascii_whitespace() || is_odd_blank(c) || c == ')');
    let end = at + behind.len() - title.len();
    let blanks = TextRange::new(offset(at - (near.len() - before.len())), offset(end));
    (is_target && is_title(title, mark)).then_some(Gap {
        target,
        blanks,
        is_plain: matches!(mark, '"' | '\''),
    })
}

/// Whether a title that begins with `mark` ends before the parenthesis of a link.
fn is_title(text: &str, mark: char) -> bool {
    let near = &text[mark.len_utf8()..text.floor_char_boundary(LONGEST).max(mark.len_utf8())];
    let line = near.split(['\n', '\r']).next().unwrap_or_default();
    let closes = |c: char| match mark {
        '"' | '\'' => c == mark,
        _ => QUOTES.contains(c),
    };
    let mut ends = line.match_indices(closes);
    ends.any(|(at, sign)| {
        let behind = &line[at + sign.len()..];
        at > 0 && behind.trim_start_matches(is_filler).starts_with(')')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_between_a_target_and_a_title() {
        for (text, expected) in [
            ("[a](b.md\u{a0}\"T\")", Some("b.md")),
            ("[a](b.md \u{a0} \"T t\"\u{a0})", Some("b.md")),
            ("[a](b.md\u{a0}«\u{a0}T\u{a0}»)", Some("b.md")),
            ("[a](b.md\u{a0}\"T\"", None),
            ("[a](b.md \"T\u{a0}\"\")", None),
            ("[a](b.md) \u{a0}\"T\")", None),
            ("dit\u{a0}: \u{a0}«\u{a0}T\u{a0}»)", None),
        ] {
            let at = text.find('\u{a0}').expect("there is one");
            assert_eq!(gap(text, at).map(|gap| gap.target), expected, "{text}");
        }
    }
}
