//! Fences that are never closed and would swallow the rest of the page, headings included.
//!
//! The old reader took a fence without its closer for text. Here the block ends at the first shorter fence, else before
//! the first heading that it would swallow; a block that swallows no heading stays code to the end.

use super::{Content, Repairs};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::characters::is_filler;
use crate::span::{Span, TextRange, offset};

/// Whether a fence may stand behind the sign of a list item.
pub(super) fn in_item(line: &str) -> bool {
    let begins = |at: usize| {
        ["```", "~~~"]
            .iter()
            .any(|fence| line[at..].starts_with(fence))
    };
    memchr::memchr2_iter(b'`', b'~', line.as_bytes()).any(begins)
}

/// A line that is a fence, or begins with one.
pub(super) struct Fence<'a> {
    byte: u8,
    length: usize,
    /// Bytes before it: blanks and the signs of quotes.
    pub indent: usize,
    /// The quotes that it stands in.
    quotes: usize,
    /// What stands behind it in its line.
    behind: &'a str,
}

impl<'a> Fence<'a> {
    pub fn read(line: &'a str) -> Option<Self> {
        let text = line.trim_start_matches([' ', '>', '\t']);
        let &byte = text.as_bytes().first()?;
        if !matches!(byte, b'`' | b'~') {
            return None;
        }
        let length = text.bytes().take_while(|&other| other == byte).count();
        let behind = &text[length..];
        let is_fence = length >= 3 && (byte == b'~' || !behind.contains('`'));
        let before = &line[..line.len() - text.len()];
        is_fence.then(|| Self {
            byte,
            length,
            indent: before.len(),
            quotes: before.matches('>').count(),
            behind,
        })
    }

    /// The same fence, so many bytes from the start of its line.
    pub const fn at(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    /// Whether the parser ends the block that `opening` begins here, if both stand in the same list and quote.
    pub fn closes(&self, opening: &Fence<'_>) -> bool {
        self.closes_before(opening, &[' '])
    }

    /// Whether CommonMark does: it allows a tab behind the fence, too.
    fn should_close(&self, opening: &Fence<'_>) -> bool {
        self.closes_before(opening, &[' ', '\t'])
    }

    fn closes_before(&self, opening: &Fence<'_>, blanks: &[char]) -> bool {
        self.byte == opening.byte
            && self.length >= opening.length
            && self.behind.trim_start_matches(blanks).is_empty()
    }

    /// Whether it is meant to end that block: nobody sees what else stands in its line.
    fn may_be_meant(&self, opening: &Fence<'_>) -> bool {
        self.byte == opening.byte && self.behind.trim().is_empty()
    }
}

/// The fences of a text, line by line: whether one may lack its closer. The parse decides.
#[derive(Default)]
pub(super) struct Count<'a> {
    open: Option<Fence<'a>>,
}

impl<'a> Count<'a> {
    /// Takes note of a line; says whether it is a fence that cannot close the one that is open.
    pub fn add(&mut self, line: &'a str) -> bool {
        let Some(fence) = Fence::read(line) else {
            return false;
        };
        let Some(open) = &self.open else {
            self.open = Some(fence);
            return false;
        };
        // A fence further left may stand behind the list that the open one stands in, one further right may be indented
        // too deep, one in fewer quotes behind the quote: all of these close nothing.
        if (fence.indent, fence.quotes) != (open.indent, open.quotes) || !fence.closes(open) {
            return true;
        }
        self.open = None;
        false
    }

    /// Whether a line with something at `indent`, which is no fence, may end the list that the open fence stands in.
    pub fn may_end_before(&self, line: &str, indent: usize) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| indent < open.indent && !line[indent..].starts_with('>'))
    }

    /// Whether the last fence has no closer.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Whether the code block at `range` is a fence without a closer: it runs to the end of the text, or of its list or quote.
pub(super) fn is_open(text: &str, range: TextRange) -> bool {
    let mut lines = text[range.as_usize()]
        .trim_end_matches([' ', '\n', '\r'])
        .split(['\n', '\r']);
    let Some(opening) = lines.next().and_then(Fence::read) else {
        return false;
    };
    // Blanks before it that nobody sees are taken out where it closes the block.
    let is_before = |c| c == '>' || is_filler(c);
    let last = lines
        .next_back()
        .map(|line| line.trim_start_matches(is_before));
    let last = last.and_then(Fence::read);
    !last.is_some_and(|last| last.closes(&opening))
}

/// Ends open blocks early where that saves headings; says whether it did.
pub(super) fn close(
    content: &Content<'_>,
    open_fences: &[TextRange],
    repairs: &mut Repairs<'_>,
) -> bool {
    let mut closed = false;
    let mut above = None;
    for &block in open_fences {
        let is_stray = above.is_some_and(|above| is_closer_of(content, above, block));
        closed |= close_block(content, block, is_stray, repairs);
        above = Some(block);
    }
    closed
}

/// Whether the fence that begins `block` was to end the one `above`, but stands outside of the list or quote of that: then
/// both lack their closer by one mistake.
fn is_closer_of(content: &Content<'_>, above: TextRange, block: TextRange) -> bool {
    let [Some((_, opening)), Some((_, fence))] =
        [above, block].map(|block| opening(content, block))
    else {
        return false;
    };
    let between = content.lines.partition_point(|line| line.start < above.end)
        ..content.lines.partition_point(|line| line.end < block.start);
    let is_apart = |index: usize| {
        let line = content.line(index);
        is_heading(line) || Fence::read(line).is_some() || in_item(line)
    };
    fence.may_be_meant(&opening) && !between.into_iter().any(is_apart)
}

/// The line that a block begins in, and its fence, which may stand behind the sign of an item.
pub(super) fn opening<'a>(content: &Content<'a>, block: TextRange) -> Option<(&'a str, Fence<'a>)> {
    let first = content.lines.partition_point(|line| line.end < block.start);
    let end = content.lines[first].end.max(block.start);
    let line = &content.text[block.start as usize..end as usize];
    Some((line, Fence::read(line)?))
}

/// Ends an open block early if that saves headings, and tells of it unless its fence is the closer of another that strayed.
fn close_block(
    content: &Content<'_>,
    block: TextRange,
    is_stray: bool,
    repairs: &mut Repairs<'_>,
) -> bool {
    let Some((line, opening)) = opening(content, block) else {
        return false;
    };
    let first = content.lines.partition_point(|line| line.end < block.start);
    let inside = first + 1..content.lines.partition_point(|line| line.start < block.end);
    let closer = inside.clone().find_map(|index| {
        let fence = Fence::read(content.line(index))?;
        fence.may_be_meant(&opening).then_some((index, fence))
    });
    if let Some((index, fence)) = &closer
        && fence.should_close(&opening)
        && !fence.closes(&opening)
    {
        mend_closer(content, *index, fence, &opening, repairs);
        return true;
    }
    let place = TextRange::new(block.start, content.lines[first].end);
    if !is_stray {
        tell(content.span(place), line.trim(), &opening, repairs);
    }
    // Behind a fence that is but too short any section is one; code has signs that look like a title of level one.
    let is_section =
        |index| content.line(index).starts_with("##") && is_titled(content.line(index));
    let behind = closer.as_ref().map(|(index, _)| index + 1..inside.end);
    let saves_headings = inside.clone().any(|index| is_heading(content.line(index)))
        || behind.is_some_and(|mut behind| behind.any(is_section));
    if !saves_headings {
        return false;
    }
    match closer {
        Some((index, fence)) => mend_closer(content, index, &fence, &opening, repairs),
        None => end_before_heading(content, inside, opening.byte, repairs),
    }
    true
}

fn tell(span: Span, subject: &str, opening: &Fence<'_>, repairs: &mut Repairs<'_>) {
    repairs.found.push(
        Diagnostic::new(
            Code::CodeFenceUnclosed,
            span,
            "the code block is never closed",
            subject,
        )
        .with_help(format!(
            "write {} alone on the line below the code",
            char::from(opening.byte).to_string().repeat(opening.length)
        )),
    );
}

/// A heading of the dialect: with its anchor, so that a comment of a shell script is not taken for one.
pub(super) fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    text.starts_with('#')
        && text
            .trim_start_matches('#')
            .trim_start()
            .starts_with("<a name")
}

/// Whether a line has a title behind its signs of a heading and a blank.
fn is_titled(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    title.starts_with(' ') && title.trim_start().starts_with(char::is_alphabetic)
}

/// Makes the fence on the line `index` as long as the one that it is to close, with nothing behind it.
fn mend_closer(
    content: &Content<'_>,
    index: usize,
    fence: &Fence<'_>,
    opening: &Fence<'_>,
    repairs: &mut Repairs<'_>,
) {
    let line_end = content.lines[index].end;
    let at = line_end - offset(fence.behind.len());
    for _ in fence.length..opening.length {
        repairs.insert(at, if fence.byte == b'`' { "`" } else { "~" });
    }
    repairs.cut(TextRange::new(at, line_end));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_closed_whatever_ends_its_lines() {
        for ends in ["\n", "\r\n", "\r"] {
            for (text, open) in [("```\ncode\n```\n", false), ("```\ncode\n", true)] {
                let text = text.replace('\n', ends);
                let range = TextRange::of(0..text.len());
                assert_eq!(is_open(&text, range), open, "{text:?}");
            }
        }
    }
}
