//! A definition ends the paragraph above it, as it did for the old reader; for CommonMark it would be more of its text,
//! and with it all the definitions below. Comments written as definitions, `[comment]: <> (words)`, are seen by nobody.

use super::definitions::{definition, is_title, leads_nowhere, odd_title};
use super::{CodeMap, Content, Repairs, begins_item, blanks, indent, spaced_definitions};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::line_break;
use crate::span::TextRange;

/// Lines above that are looked at for the beginning of the paragraph.
const NEAR: usize = 20;

/// What a definition stands directly below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// A paragraph.
    Text,
    /// A paragraph of an item whose words stand this far in.
    Item(usize),
    /// The row of a table.
    Row,
}

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    above(content, index).is_some()
}

/// Gives the lines that the parser does not see any more.
pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) -> Vec<usize> {
    let mut hidden = Vec::new();
    for &index in candidates {
        let Some(above) = above(content, index) else {
            continue;
        };
        let is_text = |index: usize| code.is_text(index, content.lines[index].start);
        if !is_text(index) || !is_text(index - 1) {
            continue;
        }
        let line = content.lines[index];
        let is_comment = is_comment(content.line(index));
        hidden.extend(is_comment.then_some(index));
        match above {
            Above::Text if is_comment => repairs.cut(line),
            _ if is_comment => repairs.cut(with_line_end(content, index)),
            Above::Text => repairs.insert(line.start, "\n"),
            Above::Item(indent) => {
                repairs.insert(line.start, "\n");
                repairs.insert(line.start, blanks(indent));
            }
            Above::Row => continue,
        }
        tell(content, index, above, repairs);
    }
    hidden
}

fn tell(content: &Content<'_>, index: usize, above: Above, repairs: &mut Repairs<'_>) {
    let line = content.lines[index];
    let first = content.line(index).trim_start();
    let finding = Diagnostic::new(
        Code::JoinedReferences,
        content.span(line),
        "a definition stands directly below other text",
        first.split(']').next().unwrap_or_default(),
    );
    let finding =
        finding.with_help("put a blank line between them; other Markdown readers see only text");
    let indent = match above {
        Above::Text => Some(0),
        Above::Item(indent) => Some(indent),
        Above::Row => None,
    };
    let fix = indent.map(|indent| Fix {
        safe: true,
        edits: vec![Edit {
            span: content.span(TextRange::new(line.start, line.start)),
            replacement: format!("{}{}", line_break(content.text), blanks(indent)).into(),
        }],
    });
    repairs.found.push(Diagnostic { fix, ..finding });
}

/// What the definition on line `index` would be a part of.
fn above(content: &Content<'_>, index: usize) -> Option<Above> {
    let line = content.line(index);
    let (_, target) = definition(line)?;
    let previous = index.checked_sub(1)?;
    let words = content.line(previous).trim_start_matches([' ', '\t']);
    let leads_somewhere = is_comment(line) || is_target(&line[target..]);
    let is_below = follows(content, index) && !words.is_empty();
    let is_definition =
        || defines_something(words) || spaced_definitions::read(content, previous).is_some();
    if !leads_somewhere || !is_below || is_definition() {
        return None;
    }
    let further = previous.checked_sub(1).map(|above| content.line(above));
    if further.is_some_and(|line| goes_on(line, words)) {
        return None;
    }
    if words.starts_with('|') {
        return is_comment(line).then_some(Above::Row);
    }
    paragraph(content, previous)
}

/// Whether a line is a definition, also one that is mended, and not only looks like one: more than a title behind its target
/// makes text of it, and of all below it.
fn defines_something(line: &str) -> bool {
    definition(line).is_some_and(|(_, target)| {
        let rest = line[target..].trim();
        let end = match rest.strip_prefix('<') {
            Some(inner) => inner.find('>').map_or(rest.len(), |at| at + 2),
            None => rest.find([' ', '\t']).unwrap_or(rest.len()),
        };
        let is_mended = || rest.contains("]:") || odd_title(rest).is_some();
        !rest.starts_with(':') && is_title(rest[end..].trim()) || is_mended()
    })
}

/// Whether a line is a definition whose target or title stands in the next one.
fn goes_on(line: &str, next: &str) -> bool {
    definition(line).is_some_and(|(_, target)| {
        line[target..].trim().is_empty() || next.starts_with(['"', '\'', '('])
    })
}

/// The paragraph whose last line is `last`; none where that line is no part of one.
fn paragraph(content: &Content<'_>, last: usize) -> Option<Above> {
    for at in (0..=last).rev().take(NEAR) {
        let line = content.line(at);
        let words = line.trim_start();
        if begins_item(words) {
            let marker = words.find([' ', '\t'])?;
            let gap = words.len() - marker - words[marker..].trim_start().len();
            return Some(Above::Item(indent(line) + marker + gap.clamp(1, 4)));
        }
        if words.starts_with('>') {
            return Some(Above::Text);
        }
        let is_rule = words.bytes().all(|byte| b"-=*_ \t".contains(&byte));
        let begins_other = words.starts_with(['#', '<', '|', '~']) || words.starts_with("```");
        let begins_other = begins_other || is_rule;
        let ends_above = |above: &str| indent(above) == above.len() || ends_comment(above);
        let is_first = at == 0 || ends_above(content.line(at - 1));
        match () {
            () if begins_other && at == last => return None,
            () if words.starts_with(['<', '|']) || begins_other && !is_first => return None,
            // Four blanks make code of the first line, and what follows is no paragraph.
            () if is_first => return (indent(line) < 4).then_some(Above::Text),
            () => {}
        }
    }
    None
}

/// Whether a comment that is no part of a paragraph ends with this line.
fn ends_comment(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("<!--") && line.ends_with("-->")
}

/// Whether nothing but a line end stands between a line and the one above it.
fn follows(content: &Content<'_>, index: usize) -> bool {
    let between = content.lines[index].start - content.lines[index - 1].end;
    between <= 2
}

/// Whether words begin with what can only be meant as a target.
fn is_target(words: &str) -> bool {
    let word = words.split_whitespace().next().unwrap_or_default();
    word.starts_with('<') || word.contains(['/', '#', '.'])
}

/// Whether all definitions of a line lead nowhere, so that they are comments.
fn is_comment(line: &str) -> bool {
    line.split("]:").skip(1).all(leads_nowhere)
}

/// A line with its line end.
fn with_line_end(content: &Content<'_>, index: usize) -> TextRange {
    let line = content.lines[index];
    let next = content.lines.get(index + 1);
    let end = next.filter(|_| follows(content, index + 1));
    TextRange::new(line.start, end.map_or(line.end, |next| next.start))
}
