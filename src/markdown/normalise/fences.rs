//! Fences that are never closed and would swallow the rest of the page, headings included.
//!
//! The old reader took a fence without its closer for text. Here the block ends at the first shorter fence, else before
//! the first heading that it would swallow; a block that swallows no heading stays code to the end.

use super::{Content, Repairs};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{TextRange, offset};

/// What may stand behind a fence that closes; no other white space.
const BLANKS: [char; 2] = [' ', '\t'];

/// Whether a fence may stand behind the sign of a list item.
pub(super) fn in_item(line: &str) -> bool {
    let begins = |at: usize| {
        ["```", "~~~"]
            .iter()
            .any(|fence| line[at..].starts_with(fence))
    };
    memchr::memchr2_iter(b'`', b'~', line.as_bytes()).any(begins)
}

/// The fences of a text, line by line: whether one may lack its closer. The parse decides.
#[derive(Default)]
pub(super) struct Count {
    /// Character, length and indentation, and the quotes that it stands in.
    open: Option<(u8, usize, usize, usize)>,
}

impl Count {
    /// Takes note of a line; says whether it is a fence that cannot close the one that is open.
    pub fn add(&mut self, line: &str) -> bool {
        let Some((byte, length)) = marker(line) else {
            return false;
        };
        let text = line.trim_start_matches([' ', '>', '\t']);
        let indent = line.len() - text.len();
        let quotes = line[..indent].matches('>').count();
        let Some((open, least, column, around)) = self.open else {
            self.open = Some((byte, length, indent, quotes));
            return false;
        };
        // A fence further left may stand behind the list that the open one stands in, one further right may be indented
        // too deep, one in fewer quotes behind the quote: all of these close nothing.
        let may_close = byte == open && length >= least && (indent, quotes) == (column, around);
        if !may_close || text.trim_end_matches(' ').len() > length {
            return true;
        }
        self.open = None;
        false
    }

    /// Whether a line with something at `indent`, which is no fence, may end the list that the open fence stands in.
    pub fn may_end_before(&self, line: &str, indent: usize) -> bool {
        self.open
            .is_some_and(|(_, _, column, _)| indent < column && !line[indent..].starts_with('>'))
    }

    /// Whether the last fence has no closer.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// The character and length of a fence at the start of a line's text.
fn marker(line: &str) -> Option<(u8, usize)> {
    let text = line.trim_start_matches([' ', '>', '\t']);
    let byte = *text.as_bytes().first()?;
    if byte != b'`' && byte != b'~' {
        return None;
    }
    let length = text.bytes().take_while(|&other| other == byte).count();
    (length >= 3 && (byte == b'~' || !text[length..].contains('`'))).then_some((byte, length))
}

/// Whether the code block at `range` is a fence without a closer: it runs to the end of the text, or of its list or quote.
pub(super) fn is_open(text: &str, range: TextRange) -> bool {
    let block = &text[range.as_usize()];
    let Some((byte, length)) = marker(block.lines().next().unwrap_or_default()) else {
        return false;
    };
    let block = block.trim_end_matches([' ', '\n', '\r']);
    let last = block.lines().last().unwrap_or_default();
    let closed = block.lines().count() > 1
        && marker(last).is_some_and(|(other, count)| other == byte && count >= length)
        && last
            .trim_start_matches([' ', '>', '\t'])
            .trim_end_matches(' ')
            .bytes()
            .all(|other| other == byte);
    !closed
}

/// Ends open blocks early where that saves headings; says whether it did.
pub(super) fn close(
    content: &Content<'_>,
    open_fences: &[TextRange],
    repairs: &mut Repairs<'_>,
) -> bool {
    let mut closed = false;
    for &block in open_fences {
        closed |= close_block(content, block, repairs);
    }
    closed
}

/// The length of the fence that a line consists of, and where in the line it ends.
fn closing(line: &str, byte: u8) -> Option<(usize, usize)> {
    let (other, count) = marker(line)?;
    let end = line.trim_end_matches(BLANKS).len();
    let text = line[..end].trim_start_matches([' ', '>', '\t']);
    (other == byte && text.len() == count).then_some((count, end))
}

/// Whether a line would end the block if there were no tab behind its fence, which CommonMark allows and the parser does
/// not.
fn ends_but_for_tab(line: &str, byte: u8, length: usize) -> bool {
    closing(line, byte).is_some_and(|(count, end)| count >= length && line[end..].contains('\t'))
}

fn close_block(content: &Content<'_>, block: TextRange, repairs: &mut Repairs<'_>) -> bool {
    let first = content.lines.partition_point(|line| line.end < block.start);
    // The fence of a block that begins in an item stands behind the item's sign.
    let opening =
        &content.text[block.start as usize..content.lines[first].end.max(block.start) as usize];
    let Some((byte, length)) = marker(opening) else {
        return false;
    };
    let inside = first + 1..content.lines.partition_point(|line| line.start < block.end);
    let shorter = inside
        .clone()
        .find(|&index| closing(content.line(index), byte).is_some());
    if let Some(line) = shorter.filter(|&line| ends_but_for_tab(content.line(line), byte, length)) {
        lengthen(content, line, byte, length, repairs);
        return true;
    }
    let span = content.span(TextRange::new(block.start, content.lines[first].end));
    let subject = opening.trim();
    repairs.found.push(
        Diagnostic::new(
            Code::CodeFenceUnclosed,
            span,
            "the code block is never closed",
            subject,
        )
        .with_help(format!(
            "write {} alone on the line below the code",
            fence(byte, length)
        )),
    );
    if !inside.clone().any(|index| is_heading(content.line(index))) {
        return false;
    }
    match shorter {
        Some(line) => lengthen(content, line, byte, length, repairs),
        None => end_before_heading(content, inside, byte, repairs),
    }
    true
}

fn fence(byte: u8, length: usize) -> String {
    char::from(byte).to_string().repeat(length)
}

/// A heading of the dialect: with its anchor, so that a comment of a shell script is not taken for one.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    text.starts_with('#')
        && text
            .trim_start_matches('#')
            .trim_start()
            .starts_with("<a name")
}

fn lengthen(
    content: &Content<'_>,
    line: usize,
    byte: u8,
    length: usize,
    repairs: &mut Repairs<'_>,
) {
    let (count, end) = closing(content.line(line), byte).expect("the caller found a fence");
    let range = content.lines[line];
    let at = range.start + offset(end);
    for _ in count..length {
        repairs.insert(at, if byte == b'`' { "`" } else { "~" });
    }
    repairs.cut(TextRange::new(at, range.end));
}

fn end_before_heading(
    content: &Content<'_>,
    mut inside: std::ops::Range<usize>,
    byte: u8,
    repairs: &mut Repairs<'_>,
) {
    let heading = inside
        .find(|&index| is_heading(content.line(index)))
        .expect("the caller saw a heading");
    let closer = if byte == b'`' {
        "``````````\n"
    } else {
        "~~~~~~~~~~\n"
    };
    repairs.insert(content.lines[heading].start, closer);
}
