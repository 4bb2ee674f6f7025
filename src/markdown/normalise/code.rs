//! Where code and comments stand: no repair is made inside them.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::spaced_definitions::is_container;
use super::{Content, Normalised, Repair, apply, begins_with, fences, indent, line_ends, options};
use crate::span::TextRange;

/// Where code and comments stand. Most questions are answered by the lines around; for the others the text as it is
/// is parsed, once.
pub(super) struct CodeMap<'a> {
    content: &'a Content<'a>,
    normalised: Normalised<'a>,
    /// The lines that are no part of a block of code or a comment, as far as fences and HTML make one.
    outside: &'a [Range<usize>],
    places: OnceCell<Places>,
}

impl<'a> CodeMap<'a> {
    /// The map of a text with the repairs `edits`.
    pub fn new(
        content: &'a Content<'a>,
        outside: &'a [Range<usize>],
        mut edits: Vec<Repair>,
    ) -> Self {
        // The parser takes a lone `\r` for a line end at some places only.
        edits.extend(
            line_ends(content.text, content.base).filter(|end| !end.replacement.is_empty()),
        );
        Self {
            content,
            normalised: apply(content.text, content.base, edits),
            outside,
            places: OnceCell::new(),
        }
    }

    /// Fenced blocks without a closer.
    pub fn open_fences(&self) -> &[TextRange] {
        &self.places().open_fences
    }

    /// Comments without their end.
    pub fn open_comments(&self) -> &[TextRange] {
        &self.places().open_comments
    }

    /// Whether the comment that begins at `at` is a block without its end.
    pub fn begins_open_comment(&self, at: u32) -> bool {
        let range = held(&self.places().open_comments, at);
        range.is_some_and(|range| self.is_blank(range.start, at))
    }

    /// Whether the byte at `at` stands in code, and not just in a comment.
    pub fn is_code(&self, at: u32) -> bool {
        let places = self.places();
        held(&places.ranges, at).is_some_and(|range| {
            let text = &self.content.text[range.as_usize()];
            holds(&places.indented, at) || !text.trim_start().starts_with("<!--")
        })
    }

    fn is_blank(&self, start: u32, end: u32) -> bool {
        let text = &self.content.text[start as usize..end as usize];
        text.trim().is_empty()
    }

    /// Whether the byte at `at` stands in a block of code that is one by its indentation.
    pub fn is_indented(&self, at: u32) -> bool {
        holds(&self.places().indented, at)
    }

    /// The block of code by its indentation that begins within `range` or right behind it.
    pub fn indented_from(&self, range: TextRange) -> Option<TextRange> {
        let blocks = &self.places().indented;
        let next = blocks.partition_point(|block| block.start < range.start);
        let block = blocks.get(next).copied();
        block.filter(|block| block.start <= range.end)
    }

    /// The map of the same text with other repairs.
    pub fn with_edits(&self, edits: Vec<Repair>) -> Self {
        Self::new(self.content, self.outside, edits)
    }

    /// Whether the byte at `at`, which stands in the line `line`, is text, and no part of code or of a comment.
    pub fn is_text(&self, line: usize, at: u32) -> bool {
        let is_certain = self.places.get().is_none() && self.is_certain(line, at);
        is_certain || !self.places().holds(at)
    }

    /// The same where nobody knows the line; not for metadata between the lines.
    pub fn is_text_at(&self, at: u32) -> bool {
        let line = self.content.line_at(at);
        line.is_some_and(|line| self.is_text(line, at))
    }

    /// Whether the lines around say so; if not, only the parser knows.
    fn is_certain(&self, line: usize, at: u32) -> bool {
        // Each of many places in a long line would look at all of it.
        const FARTHEST: usize = 4096;
        let next = self.outside.partition_point(|lines| lines.end <= line);
        let outside = self.outside.get(next);
        let length = (at - self.content.lines[line].start) as usize;
        if length > FARTHEST || !outside.is_some_and(|lines| lines.contains(&line)) {
            return false;
        }
        let (before, words) = self.content.line(line).split_at(length);
        let begins_here = words.starts_with('`') || words.starts_with("<!--");
        !begins_here
            && !may_hold_code(before)
            && !is_far_in(self.content.line(line))
            && !self.may_reach(line)
    }

    /// Whether code or a comment within the lines of a paragraph may reach down to `line`. A paragraph that began far
    /// above may have anything.
    fn may_reach(&self, line: usize) -> bool {
        const NEAR: usize = 64;
        for above in (0..line).rev().take(NEAR) {
            let above = self.content.line(above);
            if indent(above) == above.len() {
                return false;
            }
            if may_hold_code(above) {
                return true;
            }
        }
        line > NEAR
    }

    fn places(&self) -> &Places {
        self.places
            .get_or_init(|| Places::of_text(&self.normalised, self.content.text))
    }
}

/// Whether code or a comment may begin within a text.
fn may_hold_code(text: &str) -> bool {
    memchr::memchr2(b'`', b'<', text.as_bytes()).is_some()
}

/// Whether the words of a line stand so far behind its start, or behind the sign of a quote or an item, that they may be
/// code.
fn is_far_in(line: &str) -> bool {
    let words = line.trim_start_matches(is_container);
    let before = &line[..line.len() - words.len()];
    before.contains('\t') || before.contains("    ")
}

/// The places of code and comments.
struct Places {
    /// In order, not overlapping.
    ranges: Vec<TextRange>,
    /// Fenced blocks without a closer.
    open_fences: Vec<TextRange>,
    /// Blocks of code without a fence.
    indented: Vec<TextRange>,
    /// Blocks of HTML that are a comment without its end.
    open_comments: Vec<TextRange>,
}

impl Places {
    fn of_text(normalised: &Normalised<'_>, original: &str) -> Self {
        let mut ranges: Vec<TextRange> = Vec::new();
        let mut open_fences = Vec::new();
        let (mut indented, mut open_comments) = (Vec::new(), Vec::new());
        for (event, range) in Parser::new_ext(&normalised.text, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let range = normalised.range(range);
                    let open = kind.is_fenced() && fences::is_open(original, range);
                    open_fences.extend(open.then_some(range));
                    indented.extend((!kind.is_fenced()).then_some(range));
                    ranges.push(range);
                }
                Event::Code(_) => ranges.push(normalised.range(range)),
                Event::InlineHtml(html) if html.starts_with("<!--") => {
                    ranges.push(normalised.range(range))
                }
                Event::Start(Tag::HtmlBlock) => {
                    let block = &normalised.text[range.clone()];
                    let from = verbatim_from(block);
                    let open = is_open_comment(block);
                    open_comments.extend(open.then(|| normalised.range(range.clone())));
                    ranges.extend(from.map(|from| normalised.range(range.start + from..range.end)));
                }
                _ => {}
            }
        }
        Self {
            ranges,
            open_fences,
            indented,
            open_comments,
        }
    }

    fn holds(&self, at: u32) -> bool {
        holds(&self.ranges, at)
    }
}

/// Whether one of `ranges`, which are in order, holds the byte at `at`.
fn holds(ranges: &[TextRange], at: u32) -> bool {
    held(ranges, at).is_some()
}

/// The one of `ranges`, which are in order, that holds the byte at `at`.
fn held(ranges: &[TextRange], at: u32) -> Option<TextRange> {
    let index = ranges.partition_point(|range| range.start <= at);
    let range = ranges[index.checked_sub(1)?];
    (at < range.end).then_some(range)
}

/// The elements that show their text as it is.
pub(super) const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// From where on a block of HTML is a comment or shows its text as it is written.
fn verbatim_from(block: &str) -> Option<usize> {
    let begins = |at: usize, start: &str| begins_with(&block.as_bytes()[at..], start);
    let blanks = block.len() - block.trim_start().len();
    if begins(blanks, "<!--") {
        return Some(0);
    }
    memchr::memchr_iter(b'<', block.as_bytes())
        .find(|&at| VERBATIM.iter().any(|name| begins(at + 1, name)))
}

/// Whether a block of HTML is a comment without its end.
fn is_open_comment(block: &str) -> bool {
    block.trim_start().starts_with("<!--") && !block.contains("-->")
}

#[cfg(test)]
mod tests {
    use super::super::Candidates;
    use super::*;
    use crate::markdown::metadata::{self, Need};
    use crate::source::SourceId;

    /// What decides where code stands, in pieces.
    const PIECES: [&str; 40] = [
        "`",
        "``",
        "```\n",
        "```",
        "~~~\n",
        "~~~",
        "<!--",
        "-->",
        "<!-- c -->",
        "\n",
        "\n\n",
        "\n \n",
        "\n    ",
        "\t",
        "  ",
        "    ",
        "> ",
        ">",
        "- ",
        "1. ",
        "#x\n",
        "| a |\n|---|---|\n",
        "<br>\n",
        "<div>\n",
        "</div>\n",
        "<pre>",
        "</pre>",
        "<script>",
        "<b>",
        "[a]:\n",
        "[a] (b.md)",
        "> [AZURE.NOTE]: x\n",
        "word ",
        "\u{a0}",
        "\u{3000}\n",
        "\r\n",
        "\r",
        "<?x",
        "<a href='",
        "<tags ms.service=\"a\" />",
    ];

    /// Texts of such pieces, always the same ones.
    fn texts() -> impl Iterator<Item = String> {
        let mut state = 1_u64;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        (0..100_000).map(move |_| {
            let count = [4, 8, 16, 40][next() % 4];
            (0..count).map(|_| PIECES[next() % PIECES.len()]).collect()
        })
    }

    #[test]
    fn what_the_lines_say_is_what_the_parser_says() {
        for text in texts() {
            let metadata = metadata::read(SourceId(0), &text, Need::Include, &mut Vec::new());
            let content = Content::new(SourceId(0), &text, &metadata);
            let candidates = Candidates::of(&content);
            let code = CodeMap::new(&content, &candidates.outside, Vec::new());
            let lines = content.lines.iter().enumerate();
            // Nobody asks for a blank line, which a block of code may go on behind.
            let lines = lines
                .filter(|(index, _)| indent(content.line(*index)) < content.line(*index).len());
            for (index, line) in lines {
                let places =
                    (line.start..line.end).filter(|&at| text.is_char_boundary(at as usize));
                for at in places {
                    assert!(
                        !code.is_certain(index, at) || !code.places().holds(at),
                        "{text:?} at {at}"
                    );
                }
            }
        }
    }
}
