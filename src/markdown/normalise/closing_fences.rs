//! A fence with a blank beside it that nobody sees, such as one that does not break, ends its block of code all the same.

use super::code::CodeMap;
use super::fences::Fence;
use super::{Content, Repairs, begins_item};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::{is_filler, is_odd_blank, name_of_blanks};
use crate::span::{TextRange, offset};

/// As many fences of a text are mended at most: behind each the text is parsed anew, as what began at it was no code.
const MOST: usize = 16;

pub(super) fn wanted(line: &str) -> bool {
    read(line).is_some()
}

/// Takes such blanks out where a fence is open above, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    candidates: &[usize],
    mut code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let mut open: Option<Fence<'a>> = None;
    let mut mended = 0;
    for index in 0..content.lines.len() {
        let line = content.line(index);
        let spoilt = read(line).filter(|_| candidates.binary_search(&index).is_ok());
        match (&open, spoilt, opening(line)) {
            (Some(opening), Some((fence, blanks)), _) if fence.closes(opening) => {
                let start = content.lines[index].start;
                if mended < MOST && code.is_code(start + offset(fence.indent)) {
                    mend(content, start, &blanks, repairs);
                    code = code.with_edits(repairs.edits.clone());
                    mended += 1;
                }
                open = None;
            }
            (Some(opening), _, Some(fence)) if fence.closes(opening) => open = None,
            (None, _, fence) => open = fence,
            _ => {}
        }
    }
    code
}

/// The fence that a line is, perhaps as the first of an item.
fn opening(line: &str) -> Option<Fence<'_>> {
    Fence::read(line).or_else(|| {
        let words = line.trim_start_matches([' ', '>', '\t']);
        let behind = words.find([' ', '\t']).filter(|_| begins_item(words))?;
        Fence::read(&words[behind..])
    })
}

/// The fence that a line would be without blanks of an odd kind before and behind it, and where those stand.
fn read(line: &str) -> Option<(Fence<'_>, [TextRange; 2])> {
    let words = line.trim_start_matches(|c| c == '>' || is_filler(c));
    let fence = words.trim_end_matches(is_filler);
    let is_spoilt = |blanks: &str| blanks.contains(|c| is_odd_blank(c) && c != '\t');
    let start = line.len() - words.len();
    let (before, behind) = (&line[..start], &words[fence.len()..]);
    let first = before.find(|c| is_odd_blank(c) && c != '\t');
    let ranges = [
        TextRange::of(first.unwrap_or(start)..start),
        TextRange::of(start + fence.len()..line.len()),
    ];
    let read = Fence::read(&line[start..start + fence.len()])?;
    let is_alone = fence.bytes().all(|byte| fence.as_bytes()[0] == byte);
    (is_alone && (first.is_some() || is_spoilt(behind))).then(|| (read.at(start), ranges))
}

fn mend(content: &Content<'_>, start: u32, blanks: &[TextRange; 2], repairs: &mut Repairs<'_>) {
    let blanks = blanks.iter().filter(|range| !range.is_empty());
    let blanks = blanks.map(|range| TextRange::new(start + range.start, start + range.end));
    let blanks: Vec<TextRange> = blanks.collect();
    let Some(&first) = blanks.first() else {
        return;
    };
    let name = name_of_blanks(&content.text[first.as_usize()]);
    let message = format!("a {name} stands beside the fence that closes this code");
    let edits = blanks.iter().map(|&range| Edit {
        span: content.span(range),
        replacement: "".into(),
    });
    let fix = Fix {
        safe: true,
        edits: edits.collect(),
    };
    let span = content.span(first);
    let finding = Diagnostic::new(Code::CodeFenceUnclosed, span, message, name);
    let help = "delete it; to other Markdown readers the code goes on behind the fence";
    repairs.found.push(finding.with_help(help).with_fix(fix));
    for range in blanks {
        repairs.cut(range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_found_beside_odd_blanks() {
        for (line, expected) in [
            ("```\u{a0}", Some([(0, 0), (3, 5)])),
            ("> ```\u{200f} ", Some([(2, 2), (5, 9)])),
            ("\u{a0}```", Some([(0, 2), (5, 5)])),
            ("  \u{200f}```` \u{a0}", Some([(2, 5), (9, 12)])),
            ("```", None),
            ("``` \t", None),
            ("```sh\u{a0}", None),
            ("``\u{a0}", None),
        ] {
            let found = read(line).map(|(_, ranges)| ranges.map(|range| (range.start, range.end)));
            assert_eq!(found, expected, "{line:?}");
        }
    }
}
