//! Byte offsets turned into what people count: lines and columns.

use crate::source::mark_length;
use crate::span::TextRange;

/// A place as an editor shows it: both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: u32,
}

/// Where the lines of one text begin. Lines end at `\n`, `\r\n` or a lone `\r`, as the reader has it. A byte-order mark
/// is no part of the first: no editor shows or counts it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; costs one pass over its bytes.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![crate::span::offset(mark_length(text))];
        starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
            let pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            (!pair).then_some(crate::span::offset(at + 1))
        }));
        Self { starts }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        let line = self.starts.partition_point(|&start| start <= offset);
        crate::span::offset(line.max(1))
    }

    /// Line and column of a byte offset in `text`, which must be the indexed text.
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1] as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        LineColumn {
            line,
            column: crate::span::offset(before.chars().count()) + 1,
        }
    }

    /// The bytes of a line (from 1) without its line end.
    pub fn line_range(&self, text: &str, line: u32) -> TextRange {
        let start = self.starts[line as usize - 1];
        let end = self
            .starts
            .get(line as usize)
            .copied()
            .unwrap_or(crate::span::offset(text.len()));
        let content = text[start as usize..end as usize].trim_end_matches(['\n', '\r']);
        TextRange::new(start, start + crate::span::offset(content.len()))
    }

    /// Number of lines, counting one behind a final line end.
    pub fn count(&self) -> u32 {
        crate::span::offset(self.starts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts_once() {
        let text = "a\r\n說明x\ny\rz";
        let index = LineIndex::new(text);
        let places = [("a", (1, 1)), ("x", (2, 3)), ("y", (3, 1)), ("z", (4, 1))];
        for (needle, (line, column)) in places {
            let at = crate::span::offset(text.find(needle).expect("it is in the text"));
            assert_eq!(
                index.position(text, at),
                LineColumn { line, column },
                "{needle}"
            );
        }
        assert_eq!(index.line_range(text, 2).as_usize(), 3..10);
    }

    #[test]
    fn a_byte_order_mark_is_not_counted() {
        let text = "\u{feff}ab\nc";
        let index = LineIndex::new(text);
        for (at, place) in [(0, (1, 1)), (3, (1, 1)), (4, (1, 2)), (6, (2, 1))] {
            let LineColumn { line, column } = index.position(text, at);
            assert_eq!((line, column), place, "{at}");
        }
        assert_eq!(index.line_range(text, 1).as_usize(), 3..5);
    }
}
