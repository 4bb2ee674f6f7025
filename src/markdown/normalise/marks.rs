//! A mark that nobody sees, such as one for the direction of writing, hides no heading, quote, item, row or definition.

use super::{CodeMap, Content, Repairs, begins_item};
use crate::markdown::characters::is_mark;
use crate::span::{TextRange, offset};

pub(super) fn wanted(line: &str) -> bool {
    marks(line).is_some()
}

/// Takes the marks out. There is no finding: a text that runs from right to left may need them to be seen as it was meant.
pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let line = content.lines[index];
        let marks = marks(content.line(index));
        let marks = marks.map(|(start, end)| TextRange::new(line.start + start, line.start + end));
        if let Some(marks) = marks.filter(|marks| code.is_text(index, marks.start)) {
            repairs.cut(marks);
        }
    }
}

/// Where the marks before what begins a block start and end.
fn marks(line: &str) -> Option<(u32, u32)> {
    let indented = line.trim_start_matches(' ');
    let behind = indented.trim_start_matches(is_mark);
    let is_definition = || behind.starts_with('[') && behind.contains("]:");
    let begins = behind.starts_with(['#', '>', '|']) || begins_item(behind) || is_definition();
    let start = line.len() - indented.len();
    let end = line.len() - behind.len();
    (begins && start < end).then(|| (offset(start), offset(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_before_blocks_alone() {
        for (line, expected) in [
            ("\u{200f}## عنوان", Some((0, 3))),
            (" \u{200f}\u{202b}> نص", Some((1, 7))),
            ("\u{200e}- item", Some((0, 3))),
            ("\u{feff}1. step", Some((0, 3))),
            ("\u{200f}[a]: b.md", Some((0, 3))),
            ("\u{200f}نص", None),
            ("\u{a0}- no item", None),
            ("## عنوان", None),
        ] {
            assert_eq!(marks(line), expected, "{line}");
        }
    }
}
