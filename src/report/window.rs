//! The part of a line that a terminal can show: paragraphs are single lines of 500 and more characters.

use std::ops::Range;

use super::Place;

/// A piece of the line that a place begins in, with the place marked.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// The piece, with `…` where the line goes on.
    pub text: String,
    /// The marked bytes of `text`; at most up to the end of the line.
    pub marked: Range<usize>,
}

const CUT: char = '…';

/// The line around the beginning of `place`, at most about `width` columns of it.
///
/// Looks no further than `width` characters to either side, so the length of the line costs nothing.
pub fn around(place: &Place, width: usize) -> Window {
    let text = &*place.text;
    let start = boundary(text, place.range.start as usize);
    let end = boundary(text, place.range.end as usize).max(start);
    let (before, after) = text.split_at(start);
    let marked = fitting(after[..end - start].chars(), width);
    let rest = &after[marked.bytes..];
    let spare = width - marked.columns;
    let half = fitting(before.chars().rev(), spare / 2);
    let right = fitting(rest.chars(), spare - half.columns);
    let left = fitting(before.chars().rev(), spare - right.columns);

    let mut piece =
        String::with_capacity(left.bytes + marked.bytes + right.bytes + 2 * CUT.len_utf8());
    if left.cut {
        piece.push(CUT);
    }
    piece.push_str(&before[start - left.bytes..]);
    let from = piece.len();
    piece.push_str(&after[..marked.bytes]);
    let to = piece.len();
    piece.push_str(&rest[..right.bytes]);
    if right.cut || marked.cut {
        piece.push(CUT);
    }
    Window {
        text: piece,
        marked: from..to,
    }
}

/// How much of some characters fits.
struct Fitting {
    bytes: usize,
    columns: usize,
    /// Whether the line goes on behind them.
    cut: bool,
}

/// The characters up to the end of the line or to `width` columns.
fn fitting(chars: impl Iterator<Item = char>, width: usize) -> Fitting {
    let (mut bytes, mut columns) = (0, 0);
    for c in chars {
        let full = columns + columns_of(c) > width;
        if full || c == '\n' || c == '\r' {
            let cut = full && c != '\n' && c != '\r';
            return Fitting {
                bytes,
                columns,
                cut,
            };
        }
        bytes += c.len_utf8();
        columns += columns_of(c);
    }
    Fitting {
        bytes,
        columns,
        cut: false,
    }
}

/// Columns of a terminal that a character takes, near enough to choose a window; the underline is aligned by
/// annotate-snippets, which has the whole table.
fn columns_of(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The last character boundary at or before `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line_index::LineColumn;
    use crate::span::TextRange;

    #[test]
    fn a_window_keeps_the_marked_words_and_says_where_it_cuts() {
        // Text with the marked words in brackets, width, window with the same brackets.
        let cases = [
            ("see [x.md] here", 40, "see [x.md] here"),
            ("a\nsee [x.md]\nb", 40, "see [x.md]"),
            ("0123456789[ab]0123456789", 12, "…56789[ab]01234…"),
            ("[ab]0123456789", 8, "[ab]012345…"),
            ("0123456789[ab]", 8, "…456789[ab]"),
            ("0123456789[abcdefgh]0123456789", 4, "…[abcd]…"),
            ("說明說明說明[目標]說明說明說明", 12, "…說明[目標]說明…"),
            ("one [two\nthree] four", 40, "one [two]"),
            ("one\r[two]\r\nthree", 40, "[two]"),
            ("[]", 10, "[]"),
        ];
        for (text, width, expected) in cases {
            let start = text.find('[').expect("every case has a mark");
            let end = text.find(']').expect("every case has a mark") - 1;
            let at = LineColumn { line: 1, column: 1 };
            let place = Place {
                file: "a.md".into(),
                start: at,
                end: at,
                range: TextRange::of(start..end),
                text: text.replace(['[', ']'], "").into(),
            };
            let Window { mut text, marked } = around(&place, width);
            text.insert(marked.end, ']');
            text.insert(marked.start, '[');
            assert_eq!(text, expected);
        }
    }
}
