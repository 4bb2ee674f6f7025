//! Items with five blanks or more behind their sign: `1.     Select **Next**.`
//!
//! To CommonMark the words are code then. To the old reader all blanks belonged to the sign. Code of several lines stays
//! code.

use super::code::CodeMap;
use super::{Content, Repairs, begins_item, indent};
use crate::span::{TextRange, offset};

/// So many blanks behind a sign, one of which every item has, make code of the words.
const CODE: usize = 5;

/// Whether a line may begin such an item.
pub(super) fn wanted(line: &str) -> bool {
    gap(line).is_some()
}

/// The blanks behind the sign of the item that a line begins, and the first byte of its words, in bytes of the line.
fn gap(line: &str) -> Option<(usize, usize)> {
    let indent = indent(line);
    if !begins_item(&line[indent..]) {
        return None;
    }
    let sign = indent + line[indent..].find(' ')?;
    let words = line.len() - line[sign..].trim_start_matches(' ').len();
    // A directive that became code is told of, and how to write it.
    let has_words = words < line.len() && !line[words..].starts_with(['\t', '\r', '>']);
    (has_words && words - sign >= CODE).then_some((sign, words))
}

/// Takes the blanks out that make code of a line's words, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    lines: &[usize],
    code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let before = repairs.edits.len();
    for &index in lines {
        let line = content.lines[index];
        let Some((sign, words)) = gap(content.line(index)) else {
            continue;
        };
        let blanks = TextRange::new(line.start + offset(sign) + 1, line.start + offset(words));
        let block = code.indented_from(blanks);
        // A block ends at its last line with words, or behind the line end there.
        if block.is_some_and(|block| block.end <= line.end + 2) {
            repairs.cut(blanks);
        }
    }
    match repairs.edits.len() > before {
        true => code.with_edits(repairs.edits.clone()),
        false => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_whose_words_stand_far_behind_their_sign_are_wanted() {
        for (line, expected) in [
            ("1.     Select", Some((2, 7))),
            ("  -      x", Some((3, 9))),
            ("1.    Select", None),
            ("     Select", None),
            ("1.     ", None),
            ("**     x", None),
        ] {
            assert_eq!(gap(line), expected, "{line}");
        }
    }
}
