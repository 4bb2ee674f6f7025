//! Code and comments of a list item whose lines stand further left than the item.
//!
//! To CommonMark such a line ends the item, and with it the block: the rest of the code is text, and its closing fence
//! begins a block of its own, which swallows what stands below. To the old reader an item went on to the first line that
//! is not indented behind a blank one. So these lines are indented as far as the block that they belong to.

use super::code::CodeMap;
use super::fences::{self, Fence};
use super::{Content, Repairs, begins_item, blanks, indent};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{TextRange, offset};

/// As many blocks of a text are mended at most: behind each the text is parsed anew, as what began at its closing fence
/// was none. Five is the most that was seen.
const MOST: usize = 8;

/// A block that began in an item, and the lines of it that stand too far left.
struct Block {
    /// How far its first line is indented, the sign of the item included.
    column: usize,
    lines: Vec<usize>,
    /// Offset behind its last line.
    end: u32,
}

/// Indents what stands too far left, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    mut code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let mut from = content.base;
    for _ in 0..MOST {
        let Some(block) = next(content, &code, from, repairs) else {
            break;
        };
        from = block.end;
        for line in block.lines {
            let missing = block.column - indent(content.line(line));
            repairs.insert(content.lines[line].start, blanks(missing));
        }
        code = code.with_edits(repairs.edits.clone());
    }
    code
}

/// The first such block from `from` on.
fn next(
    content: &Content<'_>,
    code: &CodeMap<'_>,
    from: u32,
    repairs: &mut Repairs<'_>,
) -> Option<Block> {
    let fence = code.open_fences().iter().filter(|open| open.start >= from);
    let fence = fence.copied().find_map(|open| {
        let block = of_fence(content, open)?;
        Some((open, block))
    });
    let comment = code
        .open_comments()
        .iter()
        .filter(|open| open.start >= from);
    let comment = comment
        .copied()
        .find_map(|open| Some((open, of_comment(content, open)?)));
    match (fence, comment) {
        (Some((fence, _)), Some((comment, block))) if comment.start < fence.start => Some(block),
        (Some((open, block)), _) => {
            tell(content, open, repairs);
            Some(block)
        }
        (None, comment) => comment.map(|(_, block)| block),
    }
}

fn of_fence(content: &Content<'_>, open: TextRange) -> Option<Block> {
    let (_, opening) = fences::opening(content, open)?;
    let (first, column) = place(content, open.start + offset(opening.indent))?;
    let ends = |line: &str| match Fence::read(line) {
        None => Some(false),
        Some(fence) => fence.closes(&opening).then_some(true),
    };
    lines(content, first, column, ends)
}

fn of_comment(content: &Content<'_>, open: TextRange) -> Option<Block> {
    let words = content.text[open.as_usize()].find("<!--")?;
    let (first, column) = place(content, open.start + offset(words))?;
    let ends = |line: &str| Some(line.contains("-->"));
    lines(content, first, column, ends)
}

/// The line that a block begins in, and how far it is indented there; none in a quote.
fn place(content: &Content<'_>, at: u32) -> Option<(usize, usize)> {
    let line = content.line_at(at)?;
    let before = &content.text[content.lines[line].start as usize..at as usize];
    let is_of_item = |c: char| matches!(c, ' ' | '-' | '*' | '+' | '.' | ')') || c.is_ascii_digit();
    before
        .chars()
        .all(is_of_item)
        .then_some((line, before.len()))
}

/// The lines below `first` up to the one that ends the block; none if what stands too far left may be no part of it.
fn lines(
    content: &Content<'_>,
    first: usize,
    column: usize,
    ends: impl Fn(&str) -> Option<bool>,
) -> Option<Block> {
    let mut too_far_left = Vec::new();
    let mut is_below_blank = false;
    for index in first + 1..content.lines.len() {
        let line = content.line(index);
        let indent = indent(line);
        if indent == line.len() {
            is_below_blank = true;
            continue;
        }
        let words = &line[indent..];
        if indent < column {
            let ends_item = is_below_blank && indent == 0;
            if ends_item
                || line[..indent].contains('\t')
                || begins_item(words)
                || fences::is_heading(line)
            {
                return None;
            }
            too_far_left.push(index);
        }
        if ends(line)? {
            let end = content.lines[index].end;
            return (!too_far_left.is_empty() && indent < column + 4).then_some(Block {
                column,
                lines: too_far_left,
                end,
            });
        }
        is_below_blank = false;
    }
    None
}

fn tell(content: &Content<'_>, open: TextRange, repairs: &mut Repairs<'_>) {
    let Some((line, opening)) = fences::opening(content, open) else {
        return;
    };
    let start = open.start + offset(opening.indent);
    let place = TextRange::new(start, open.start + offset(line.len()));
    repairs.found.push(
        Diagnostic::new(
            Code::CodeFenceUnclosed,
            content.span(place),
            "the code stands further left than its list item",
            line.trim(),
        )
        .with_help("indent the code and its closing fence as far as the opening one"),
    );
}
