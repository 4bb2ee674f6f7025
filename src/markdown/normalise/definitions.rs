//! A definition without a target is none, and several in one line are several.

use std::ops::Range;

use super::links::{Labels, fold_label};
use super::spaced_definitions::{self, is_container};
use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::{QUOTES, is_filler};
use crate::span::{TextRange, offset, slice_range};

pub(super) fn wanted(line: &str) -> bool {
    definition(line).is_some_and(|(_, target)| {
        let rest = line[target..].trim();
        rest.is_empty() || rest.contains("]:") || odd_title(rest).is_some()
    })
}

/// `[label]:` at the start of a line: the range of the label in the line, and where the target may begin.
pub(super) fn definition(line: &str) -> Option<(Range<usize>, usize)> {
    let (range, close) = label(line)?;
    line[close..].starts_with(':').then_some((range, close + 1))
}

/// The label of a line that is a definition, also in a quote or an item, and what stands behind its colon.
pub(in crate::markdown) fn definition_in(line: &str) -> Option<(&str, &str)> {
    let words = line.trim_start_matches(is_container);
    let (label, target) = definition(words)?;
    Some((&words[label], &words[target..]))
}

/// `[label]` at the start of a line, where a definition may stand: the range of the label, and where its bracket ends.
pub(super) fn label(line: &str) -> Option<(Range<usize>, usize)> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    if indent > 3 || !text.starts_with('[') || text.starts_with("[^") {
        return None;
    }
    let close = text.find(']')?;
    let label = &text[1..close];
    let plausible = !label.trim().is_empty() && !label.contains('[') && !label.ends_with('\\');
    plausible.then(|| (indent + 1..indent + close, indent + close + 1))
}

/// Whether what stands behind the `:` of a definition leads nowhere, whatever its label: `[//]: # (words)` and
/// `[note]: <> (words)` are comments.
pub(in crate::markdown) fn leads_nowhere(target: &str) -> bool {
    let target = target.trim();
    target == "#" || target.starts_with("# ") || target.starts_with("<>")
}

/// Mends the definitions on the lines `candidates`.
pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let line = content.line(index);
        let Some((label, target)) = definition(line) else {
            continue;
        };
        if !code.is_text(index, content.lines[index].start) {
            continue;
        }
        if is_empty(content, index, target) {
            empty(content, index, &line[label], repairs);
            continue;
        }
        let joints = joints(&line[target..]);
        if !joints.is_empty() {
            split(content, index, target, &joints, repairs);
        } else if let Some(title) = odd_title(&line[target..]) {
            let start = content.lines[index].start + offset(target);
            plain_title(content, start, title, &line[label], repairs);
        }
    }
}

/// The labels that the text defines once its definitions are mended.
pub(super) fn labels(content: &Content<'_>, code: &CodeMap<'_>) -> Labels {
    let mut labels = Labels::new();
    for index in 0..content.lines.len() {
        let line = content.line(index);
        let Some((label, target)) = definition(line) else {
            let spaced = spaced_definitions::read(content, index);
            let spaced = spaced.filter(|_| code.is_text(index, content.lines[index].start));
            labels.extend(spaced.map(|spaced| fold_label(spaced.label)));
            continue;
        };
        if is_empty(content, index, target) || !code.is_text(index, content.lines[index].start) {
            continue;
        }
        labels.insert(fold_label(&line[label]));
        let rest = &line[target..];
        let further = joints(rest).into_iter().map(|open| {
            let label = rest[open + 1..].split(']').next();
            fold_label(label.unwrap_or_default())
        });
        labels.extend(further);
    }
    labels
}

/// Whether the definition on line `index`, whose target would begin at `target`, has none.
fn is_empty(content: &Content<'_>, index: usize, target: usize) -> bool {
    content.line(index)[target..].trim().is_empty() && !continues(content, index)
}

/// Whether the target of a definition stands on the next line, as CommonMark allows.
fn continues(content: &Content<'_>, index: usize) -> bool {
    content.lines.get(index + 1).is_some_and(|_| {
        let next = content.line(index + 1).trim();
        !next.is_empty()
            && !next.starts_with(['[', '<', '#', '>', '-', '*', '|'])
            && (next.contains(['/', '#', '.']) && !next.contains(' '))
    })
}

fn empty(content: &Content<'_>, index: usize, label: &str, repairs: &mut Repairs<'_>) {
    let range = content.lines[index];
    repairs.cut(range);
    repairs.found.push(
        Diagnostic::new(
            Code::EmptyReference,
            content.span(range),
            format!("the definition of `{label}` has no target"),
            label,
        )
        .with_help("write the target behind the colon, or remove the line"),
    );
}

/// Where a title stands behind a target with the blanks before it, and its words, if its quotation marks are those of a
/// language, or none of the blanks before it is one for CommonMark.
pub(super) fn odd_title(rest: &str) -> Option<[Range<usize>; 2]> {
    if rest.is_ascii() {
        return None;
    }
    let target = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let path = target + rest[target..].find(char::is_whitespace)?;
    let whole = path..rest.trim_end().len();
    let title = rest[whole.clone()].trim_start();
    let is_apart = rest[path..].starts_with([' ', '\t']);
    let is_odd = !title.starts_with(['"', '\'']) || !title.ends_with(['"', '\'']) || !is_apart;
    let inner = title.strip_prefix(|c| QUOTES.contains(c))?;
    let inner = inner
        .strip_suffix(|c| QUOTES.contains(c))?
        .trim_matches(is_filler);
    let is_title = is_odd && !inner.is_empty() && !inner.contains('"');
    is_title.then(|| [whole, slice_range(rest, inner).unwrap_or_default()])
}

/// Reads a title of the definition of `label` in plain quotation marks; its places are counted from `start`.
pub(super) fn plain_title(
    content: &Content<'_>,
    start: u32,
    [whole, words]: [Range<usize>; 2],
    label: &str,
    repairs: &mut Repairs<'_>,
) {
    let place = |from: usize, to: usize| TextRange::new(start + offset(from), start + offset(to));
    let edits = [
        (place(whole.start, words.start), " \""),
        (place(words.end, whole.end), "\""),
    ];
    repairs
        .edits
        .extend(edits.map(|(range, replacement)| Repair { range, replacement }));
    let title = place(whole.start, whole.end);
    let text = &content.text[title.as_usize()];
    let blanks = offset(text.len() - text.trim_start().len());
    let edits = edits.map(|(range, replacement)| Edit {
        span: content.span(range),
        replacement: replacement.into(),
    });
    let (code, message, place) = match text.trim_start().starts_with(['"', '\'']) {
        true => (
            Code::ReferenceSpace,
            format!("the blank before the title of `{label}` is none that Markdown knows"),
            TextRange::new(title.start, title.start + blanks),
        ),
        false => (
            Code::LinkUnparsed,
            format!("the quotation marks of the title of `{label}` are not plain"),
            TextRange::new(title.start + blanks, title.end),
        ),
    };
    let span = content.span(place);
    repairs.found.push(
        Diagnostic::new(code, span, message, label)
            .with_help(
                "write `[label]: target \"title\"`; other Markdown readers find no definition here",
            )
            .with_fix(Fix {
                safe: true,
                edits: edits.into(),
            }),
    );
}

/// Offsets in `rest` of the further ` [label]:` in the line.
fn joints(rest: &str) -> Vec<usize> {
    let bytes = rest.as_bytes();
    let words = rest.len() - rest.trim_start().len();
    let mut open = None;
    let mut joints = Vec::new();
    for at in memchr::memchr2_iter(b'[', b']', bytes) {
        if bytes[at] == b'[' {
            open = Some(at);
            continue;
        }
        // A label ends at its first `]`.
        let Some(open) = open.take() else { continue };
        let is_label = bytes.get(at + 1) == Some(&b':') && !rest[open + 1..at].trim().is_empty();
        if is_label && open > words && rest[..open].ends_with([' ', '\t']) {
            joints.push(open);
        }
    }
    joints
}

/// One definition a line; a title in parentheses that holds parentheses is read in double quotes.
fn split(
    content: &Content<'_>,
    index: usize,
    target: usize,
    joints: &[usize],
    repairs: &mut Repairs<'_>,
) {
    let start = content.lines[index].start + offset(target);
    let rest = &content.line(index)[target..];
    let line_break = crate::source::line_break(content.text);
    let mut edits = Vec::new();
    let mut sure = true;
    let mut from = 0;
    for &end in joints.iter().chain(std::iter::once(&rest.len())) {
        let behind = TextRange::new(
            start + offset(target_end(rest, from, end)),
            start + offset(end),
        );
        let words = &content.text[behind.as_usize()];
        let title = title(words);
        let target = rest[from..target_end(rest, from, end)].trim();
        sure &= is_destination(target) && is_title(words.trim());
        repairs.cut(behind);
        let last = end == rest.len();
        let line_end = if last { "" } else { line_break };
        edits.push(Edit {
            span: content.span(behind),
            replacement: format!("{title}{line_end}").into(),
        });
        if !last {
            repairs.insert(behind.end, "\n");
            from = rest[end..]
                .find("]:")
                .map_or(rest.len(), |close| end + close + 2);
        }
    }
    let first = content.line(index).trim_start();
    repairs.found.push(
        Diagnostic::new(
            Code::JoinedReferences,
            content.span(content.lines[index]),
            format!("{} definitions stand in one line", joints.len() + 1),
            first.split(']').next().unwrap_or_default(),
        )
        .with_help("write one definition a line; other Markdown readers see only text here")
        .with_fix(Fix { safe: sure, edits }),
    );
}

/// Where the target ends that begins, perhaps after blanks, at `from`.
fn target_end(rest: &str, from: usize, end: usize) -> usize {
    let piece = &rest[from..end];
    let blanks = piece.len() - piece.trim_start().len();
    from + blanks
        + piece
            .trim_start()
            .find([' ', '\t'])
            .unwrap_or(piece.trim_start().len())
}

/// Whether CommonMark takes `target` for one: its parentheses come in pairs.
fn is_destination(target: &str) -> bool {
    let mut open = 0_usize;
    let paired = target.bytes().all(|byte| {
        open += usize::from(byte == b'(');
        let closes = byte == b')';
        let is_paired = !closes || open > 0;
        open -= usize::from(closes && is_paired);
        is_paired
    });
    !target.is_empty() && paired && open == 0
}

/// The words of a title between its signs; nothing where there are none.
fn within_signs(words: &str) -> Option<&str> {
    let rest = words.strip_prefix(['(', '"', '\''])?;
    rest.strip_suffix([')', '"', '\''])
}

/// Whether what stands behind a target was meant as its title.
pub(super) fn is_title(words: &str) -> bool {
    words.is_empty() || within_signs(words).is_some()
}

/// What stands behind a target as a title that CommonMark reads: ` "…"`, or nothing.
fn title(behind: &str) -> String {
    let words = behind.trim();
    match within_signs(words).unwrap_or(words) {
        "" => String::new(),
        inner => format!(" \"{}\"", inner.replace('"', "&quot;")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::metadata::Need;
    use crate::source::SourceId;

    #[test]
    fn definitions_are_told_from_other_brackets() {
        let cases = [
            ("[a]: x.md", true),
            ("   [a b]:x", true),
            ("    [a]: x", false),
            ("[^1]: note", false),
            ("[a] text", false),
            ("[]: x", false),
        ];
        for (line, expected) in cases {
            assert_eq!(definition(line).is_some(), expected, "{line}");
        }
    }

    #[test]
    fn a_comment_ends_at_a_lone_carriage_return() {
        for ends in ["\n", "\r\n", "\r"] {
            let text = "<!-- words -->\n[x]:\n\nEnd\n".replace('\n', ends);
            let found = crate::markdown::parse(SourceId(0), &text, Need::Include).diagnostics;
            let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
            assert_eq!(codes, [Code::EmptyReference], "{ends:?}");
        }
    }

    #[test]
    fn further_definitions_in_a_line_are_found() {
        assert_eq!(joints(" x.md (T (VMs)) [b]:y.md#g (U) [c]: z"), [16, 31]);
        assert_eq!(joints(" x.md \"title\""), Vec::<usize>::new());
        // A label ends at its first bracket: what closes behind it is no other one.
        assert_eq!(joints(" x.md [b]: y.md c]: z"), [6]);
        assert_eq!(joints(" x.md [b] c]: z"), Vec::<usize>::new());
    }
}
