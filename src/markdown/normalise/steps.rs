//! Steps that go on directly below text that stands between them: `12. Enter the rule:`, a picture, `13. Click **Finish**.`
//!
//! To CommonMark a list that does not begin with 1 cannot begin within a paragraph, so that all further steps are words of
//! that text. To the old reader they were steps. A number that follows that of the step above is one.

use super::code::CodeMap;
use super::{Content, Repairs, begins_item, indent};

/// Lines above that are looked at for the beginning of the text.
const NEAR: usize = 20;

/// Lines above that are looked at for the step before.
const FAR: usize = 100;

/// Spaces in front of a line from which on it may belong to an item, or be code.
const INNER: usize = 4;

/// Whether a line is such a step.
pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    let number = number(content.line(index)).filter(|number| *number > 1);
    number.is_some_and(|number| {
        text_above(content, index)
            .is_some_and(|first| step_above(content, first) == Some(number - 1))
    })
}

/// Ends the text above each of these lines.
pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let is_text = |index: usize| code.is_text(index, content.lines[index].start);
        if is_text(index) && is_text(index - 1) {
            repairs.insert(content.lines[index].start, "\n");
        }
    }
}

/// The number of the step that a line begins.
fn number(line: &str) -> Option<u32> {
    let words = &line[indent(line)..];
    let is_item = indent(line) < INNER && begins_item(words);
    let digits = words.find(['.', ')']).filter(|_| is_item)?;
    words[..digits].parse().ok()
}

/// The first line of the text that ends directly above a line, where that belongs to no item: it stands at the margin, below
/// a blank line or code.
fn text_above(content: &Content<'_>, index: usize) -> Option<usize> {
    let mut first = index;
    for at in (0..index).rev().take(NEAR) {
        let line = content.line(at);
        let words = &line[indent(line)..];
        if words.is_empty() || indent(line) >= INNER {
            break;
        }
        let begins_other = begins_item(words)
            || words.starts_with(['>', '|', '#', '<', '~', '`'])
            || words.starts_with("---");
        if begins_other {
            return None;
        }
        first = at;
    }
    let is_at_margin = first < index && indent(content.line(first)) < 2;
    is_at_margin.then_some(first)
}

/// The number of the nearest step above a line, in the same section.
fn step_above(content: &Content<'_>, index: usize) -> Option<u32> {
    let above = (0..index).rev().take(FAR).map(|at| content.line(at));
    let mut above = above.take_while(|line| !line.starts_with('#'));
    above.find_map(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_steps_at_the_margin() {
        for (line, expected) in [
            ("13. Click", Some(13)),
            ("  2) Click", Some(2)),
            ("13.Click", None),
            ("- Click", None),
            ("    13. Click", None),
            ("2016.", None),
        ] {
            assert_eq!(number(line), expected, "{line}");
        }
    }
}
