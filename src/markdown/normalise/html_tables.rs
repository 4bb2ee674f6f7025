//! A table of HTML goes on behind a blank line, also where its next tag is indented so far that CommonMark takes it for
//! code. To the old reader all between `<table>` and `</table>` was one block.

use super::{Candidate, CodeMap, Content, Repair, Repairs};
use crate::span::{TextRange, offset};

/// What a line of a table can begin with.
const PARTS: [&str; 10] = [
    "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "caption", "p", "table",
];

/// Blanks for the lines of a table; one that begins further in is left alone.
const BLANKS: &str = "   ";

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    let line = content.line(index);
    let is_below_blank = index > 0 && content.line(index - 1).trim().is_empty();
    is_below_blank && indent(line) > BLANKS.len() && begins_with_part(line.trim_start())
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[Candidate],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    let mut open = OpenTables::default();
    for candidate in candidates {
        open.read(content, candidate.line, code);
        let line = content.lines[candidate.line];
        let blanks = offset(indent(content.line(candidate.line)));
        let Some(replacement) = open.begun.last().and_then(|at| BLANKS.get(..*at)) else {
            continue;
        };
        if code.holds(line.start + blanks) {
            open.is_repaired = true;
            repairs.edits.push(Repair {
                range: TextRange::new(line.start, line.start + blanks),
                replacement,
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
                let rest = &line.as_bytes()[at + 1..];
                let is = |tag: &str| {
                    let name = rest.get(..tag.len());
                    name.is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes()))
                };
                let is_table = is("table") || is("/table");
                let start = content.lines[index].start + offset(at);
                if !is_table || !self.is_repaired && code.holds(start) {
                    continue;
                }
                match is("/table") {
                    true => drop(self.begun.pop()),
                    false => self.begun.push(indent(line)),
                }
            }
        }
        self.next = end;
    }
}

/// Bytes of blanks before the words of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// `<tr>`, `<td class="x">`, `</p>`.
fn begins_with_part(words: &str) -> bool {
    let Some(tag) = words.strip_prefix('<') else {
        return false;
    };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric());
    let name = &tag[..length.unwrap_or(tag.len())];
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(name))
}
