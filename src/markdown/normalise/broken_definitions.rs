//! What was a definition and is none, since its label has a bracket in it or its target a blank: it is told of, and nothing else
//! can be done.

use std::ops::Range;

use super::definitions::{definition, is_title};
use super::spaced_definitions::leads;
use super::{CodeMap, Content, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

pub(super) fn wanted(line: &str) -> bool {
    odd_label(line).is_some() || parted_target(line).is_some()
}

/// Tells of those on the lines `candidates`.
pub(super) fn tell(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let (start, line) = (content.lines[index].start, content.line(index));
        if !code.is_text(index, start) {
            continue;
        }
        let place = |range: Range<usize>| {
            content.span(TextRange::new(
                start + offset(range.start),
                start + offset(range.end),
            ))
        };
        if let Some(label) = odd_label(line) {
            let message = "the label of this definition has a bracket in it: it defines nothing";
            let subject = &line[label.clone()];
            let help = "leave the bracket out, in the label and where it is used";
            let finding = Diagnostic::new(Code::LinkUnparsed, place(label), message, subject);
            repairs.found.push(finding.with_help(help));
        } else if let Some((label, target)) = parted_target(line) {
            let label = &line[label];
            let joined = joined(&line[target.clone()]);
            let message =
                format!("the target of `{label}` has a blank in it: the line defines nothing");
            let finding =
                Diagnostic::new(Code::LinkUnparsed, place(target.clone()), message, label)
                    .with_help(format!("write `[{label}]: {joined}`"));
            let fix = Fix::unsafe_(place(target), joined);
            repairs.found.push(finding.with_fix(fix));
        }
    }
}

/// The label of `[a] b]: target` or `[a [b]: target`.
fn odd_label(line: &str) -> Option<Range<usize>> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    if indent > 3 || !text.starts_with('[') || text.starts_with("[^") {
        return None;
    }
    let close = text.find("]:")?;
    let is_odd = holds_brackets(&text[..=close]) && directive::read(text).is_none();
    let is_odd = is_odd && !text[..close].contains("](") && leads(text[close + 2..].trim());
    is_odd.then(|| indent + 1..indent + close)
}

/// Whether what stands in brackets holds other ones, in pairs or not. `[a][b]` are two.
fn holds_brackets(text: &str) -> bool {
    let (mut depth, mut count) = (0_i32, 0);
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        let change = match byte {
            b'[' if !escaped => 1,
            b']' if !escaped => -1,
            _ => 0,
        };
        escaped = byte == b'\\' && !escaped;
        depth += change;
        count += change.abs();
        if depth < 0 {
            return true;
        }
        if change < 0 && depth == 0 && at + 1 < text.len() {
            // More may close than opens.
            let rest = &text[at + 1..];
            return rest.matches(']').count() > rest.matches('[').count();
        }
    }
    count > 2
}

/// The label and target of `[label]: a. md`, whose target is one without its blanks.
fn parted_target(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    const MOST: usize = 3;
    let (label, from) = definition(line)?;
    let rest = &line[from..];
    let words = rest.trim();
    let title = words.find([' ', '\t']).and_then(|_| {
        let mut titles = words.match_indices(['"', '\'', '(']);
        titles.find(|(at, _)| words[..*at].ends_with([' ', '\t']))
    });
    let end = title.map_or(words.len(), |(at, _)| at);
    let target = words[..end].trim_end();
    let blanks = target.matches(' ').count();
    let is_parted = (1..=MOST).contains(&blanks)
        && is_title(&words[end..])
        && target
            .match_indices(' ')
            .all(|(at, _)| stands_at_sign(target, at))
        && leads(&joined(target));
    let start = from + rest.len() - rest.trim_start().len();
    is_parted.then(|| (label, start..start + target.len()))
}

/// Whether the blank at `at` stands at one of the signs within a path.
fn stands_at_sign(target: &str, at: usize) -> bool {
    const SIGNS: [char; 6] = ['.', '/', '#', '-', '_', ':'];
    target[at + 1..].starts_with(SIGNS) || target[..at].ends_with(SIGNS)
}

fn joined(target: &str) -> String {
    target.split(' ').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_brackets_are_odd() {
        for (line, expected) in [
            ("[次へ] 一覧]: guide.md", Some("次へ] 一覧")),
            ("[アプリに [追加]: x.md", Some("アプリに [追加")),
            ("[a [b] c]: x.md \"Title\"", Some("a [b] c")),
            ("[a]: x.md", None),
            ("[a\\] b]: x.md", None),
            ("[a][b]: x.md", None),
            ("[a] or [b]: x.md", None),
            ("[a [b]: see x.md", None),
            ("[a [b]: words", None),
        ] {
            assert_eq!(
                odd_label(line).map(|label| &line[label]),
                expected,
                "{line}"
            );
        }
    }

    #[test]
    fn a_target_is_one_without_its_blanks() {
        for (line, expected) in [
            ("[g]: guide. md", Some("guide. md")),
            ("[g]: ../ guide.md#a \"Title\"", Some("../ guide.md#a")),
            ("[g]: https: //example.com/", Some("https: //example.com/")),
            ("[g]: guide.md", None),
            ("[g]: guide.md \"Title\"", None),
            ("[g]: see guide.md", None),
            ("[g]: words. Others", None),
        ] {
            let found = parted_target(line).map(|(_, target)| &line[target]);
            assert_eq!(found, expected, "{line}");
        }
    }
}
