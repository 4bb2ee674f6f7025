//! A row of a table that begins with a list or another block of HTML, `<ul><li>a | b`, is a row all the same: CommonMark
//! ends the table there, and the tag swallows what follows.

use super::{CodeMap, Content, Repairs, begins_with, indent, tables};
use crate::span::offset;

/// The elements that begin a block of HTML, as far as cells hold them.
const BLOCKS: [&str; 9] = [
    "ul",
    "ol",
    "li",
    "p",
    "div",
    "center",
    "dl",
    "blockquote",
    "table",
];

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    let line = content.line(index);
    index > 1
        && line.contains('|')
        && begins_block(line.trim_start())
        && tables::is_row(content.line(index - 1))
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    // Down to which line is known whether it lies in a table, and whether it does.
    let (mut known, mut in_table) = (0, false);
    for &index in candidates {
        let mut above = (known..index).rev();
        let ends = above.find(|&row| {
            let line = content.line(row);
            tables::delimiter_cells(line).is_some() || !tables::is_row(line)
        });
        if let Some(row) = ends {
            in_table = row > 0 && tables::delimiter_cells(content.line(row)).is_some();
            in_table = in_table && tables::is_row(content.line(row - 1));
        }
        known = index;
        let line = content.line(index);
        let words = content.lines[index].start + offset(indent(line));
        if in_table && code.is_text(index, words) {
            repairs.insert(words, "| ");
        }
    }
}

fn begins_block(words: &str) -> bool {
    let Some(tag) = words.strip_prefix('<') else {
        return false;
    };
    let is_named = |name: &&str| {
        let behind = tag.as_bytes().get(name.len());
        begins_with(tag.as_bytes(), name) && matches!(behind, Some(b'>' | b' ' | b'/'))
    };
    BLOCKS.iter().any(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_html_are_told_from_other_tags() {
        for (words, expected) in [
            ("<ul><li>a | b", true),
            ("<LI>a", true),
            ("<p class=x>", true),
            ("<pre>", false),
            ("<link>", false),
            ("<b>a</b> | b", false),
        ] {
            assert_eq!(begins_block(words), expected, "{words}");
        }
    }
}
