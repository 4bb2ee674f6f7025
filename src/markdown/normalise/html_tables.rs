//! A table of HTML goes on behind a blank line, also where its next tag is indented so far that CommonMark takes it for
//! code. To the old reader all between `<table>` and `</table>` was one block.

use super::{CodeMap, Content, Repair, Repairs, begins_with, blanks, indent};
use crate::markdown::html;
use crate::span::{TextRange, offset};

/// What a line of a table can begin with.
const PARTS: [&str; 10] = [
    "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "caption", "p", "table",
];

/// The deepest indent that is not taken for code.
const DEEPEST: usize = 3;

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    let line = content.line(index);
    let is_below_blank = index > 0 && content.line(index - 1).trim().is_empty();
    is_below_blank && indent(line) > DEEPEST && begins_with_part(line.trim_start())
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    let mut open = OpenTables::default();
    for &index in candidates {
        open.read(content, index, code);
        let line = content.lines[index];
        let words = line.start + offset(indent(content.line(index)));
        let Some(&table) = open.begun.last() else {
            continue;
        };
        if !code.is_text(index, words) {
            open.is_repaired = true;
            repairs.edits.push(Repair {
                range: TextRange::new(line.start, words),
                replacement: blanks(table),
            });
        }
    }
}

/// The tables that are open at a line, each by the indent of the line that it began in.
#[derive(Default)]
struct OpenTables {
    begun: Vec<usize>,
    /// The first line that is not read.
    next: usize,
    /// Whether that is no code any more, as it was repaired; it is none down to the next blank line.
    is_repaired: bool,
}

impl OpenTables {
    /// Reads the lines above `end`.
    fn read(&mut self, content: &Content<'_>, end: usize, code: &CodeMap<'_>) {
        for index in self.next..end {
            let line = content.line(index);
            self.is_repaired &= !line.trim().is_empty();
            for at in memchr::memchr_iter(b'<', line.as_bytes()) {
                let tag = &line.as_bytes()[at + 1..];
                let (begins, ends) = (begins_with(tag, "table"), begins_with(tag, "/table"));
                let is_code = || !code.is_text(index, content.lines[index].start + offset(at));
                if !(begins || ends) || !self.is_repaired && is_code() {
                    continue;
                }
                match begins {
                    true => self.begun.push(indent(line)),
                    false => drop(self.begun.pop()),
                }
            }
        }
        self.next = end;
    }
}

/// `<tr>`, `<td class="x">`, `</p>`.
fn begins_with_part(words: &str) -> bool {
    html::tag(words).is_some_and(|tag| PARTS.iter().any(|part| part.eq_ignore_ascii_case(tag.name)))
}
