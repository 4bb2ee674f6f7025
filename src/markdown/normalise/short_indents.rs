//! Images, notes and sentences of a list item that are indented by four blanks where its words stand further in.
//!
//! To CommonMark what belongs to `10.  Words` is indented by five blanks, and what is indented by four is code. To the old
//! reader it belonged to the item. Only what can be no code is moved in.

use super::code::CodeMap;
use super::{Content, Repairs, begins_item, begins_with, blanks, indent};
use crate::span::offset;

/// From so many blanks on a line is code.
const CODE: usize = 4;

/// A line that wants to stand further in, and where.
pub(super) struct Line {
    index: usize,
    column: usize,
}

/// The item that a line may belong to, line by line. The parse decides.
#[derive(Default)]
pub(super) struct Item {
    /// Where its words begin, if so far in that what is indented less may be code.
    column: usize,
    is_below_blank: bool,
}

impl Item {
    /// Takes note of a blank line.
    pub fn pass(&mut self) {
        self.is_below_blank = true;
    }

    /// Takes note of a line with something at `indent`; gives it back if it wants to stand further in.
    pub fn add(&mut self, content: &Content<'_>, index: usize, indent: usize) -> Option<Line> {
        let is_below_blank = std::mem::take(&mut self.is_below_blank);
        // Where nothing could be code, and most lines are such, only an item changes that.
        if self.column == 0 && indent >= CODE {
            return None;
        }
        let line = content.line(index);
        let first = line.as_bytes()[indent];
        let is_sign = matches!(first, b'-' | b'*' | b'+' | b'0'..=b'9');
        if indent < CODE && is_sign && begins_item(&line[indent..]) {
            self.column = column(line, indent);
            return None;
        }
        if indent >= self.column {
            return None;
        }
        let words = &line[indent..];
        let is_own = indent >= CODE && (is_marked(words) || is_sentence(content, index, words));
        if is_below_blank && is_own {
            return Some(Line {
                index,
                column: self.column,
            });
        }
        // Words directly below others go on with them; all else ends the item.
        if is_below_blank || indent < CODE && first.is_ascii_punctuation() {
            self.column = 0;
        }
        None
    }
}

/// Where the words of the item begin that a line begins; 0 if nothing that belongs to them could be code.
fn column(line: &str, indent: usize) -> usize {
    let is_of_sign = |c: char| matches!(c, '-' | '*' | '+' | '.' | ')') || c.is_ascii_digit();
    let behind = line[indent..]
        .find(' ')
        .map_or(line.len(), |at| indent + at);
    let words = line[behind..].trim_start_matches(' ');
    let column = line.len() - words.len();
    let is_item = line[indent..behind].chars().all(is_of_sign);
    let is_plain = !words.is_empty() && column - behind <= CODE && !words.starts_with('\t');
    match is_item && is_plain && column > CODE {
        true => column,
        false => 0,
    }
}

/// Whether words begin with an image or a note.
fn is_marked(words: &str) -> bool {
    let inner = words.trim_start_matches(['>', ' ']);
    let is_image = inner.starts_with("![") || inner.starts_with("[![");
    is_image || words.starts_with('>') && begins_with(inner.as_bytes(), "[AZURE.")
}

/// Whether a paragraph of one line is a sentence, which code of one line is not.
fn is_sentence(content: &Content<'_>, index: usize, words: &str) -> bool {
    const FEWEST: usize = 5;
    let next = index + 1;
    let is_alone = next >= content.lines.len() || content.line(next).trim().is_empty();
    let words = words.trim_end();
    let is_wide = words.ends_with('。');
    let has_words = || words.split(' ').take(FEWEST).count() == FEWEST;
    is_alone
        && words.starts_with(char::is_alphabetic)
        && (is_wide || words.ends_with('.') && has_words())
}

/// Indents the lines that the parse takes for code, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    lines: &[Line],
    code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let mut is_mended = false;
    for &Line { index, column } in lines {
        let at = content.lines[index].start + offset(indent(content.line(index)));
        if !code.is_indented(at) {
            continue;
        }
        is_mended = true;
        for index in index..content.lines.len() {
            let line = content.line(index);
            let indent = indent(line);
            if indent == line.len() {
                break;
            }
            if (CODE..column).contains(&indent) {
                repairs.insert(content.lines[index].start, blanks(column - indent));
            }
        }
    }
    match is_mended {
        true => code.with_edits(repairs.edits.clone()),
        false => code,
    }
}
