//! `##Title` is a heading, and so is `##Title##`.

use super::{CodeMap, Content, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::span::{TextRange, offset};

pub(super) fn wanted(line: &str) -> bool {
    // What a tab stands before is code or belongs to an item; only blanks stand before a heading of the dialect.
    line.trim_start_matches(' ').starts_with('#')
        && (glued_opening(line).is_some() || glued_closing(line).is_some())
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let line = content.line(index);
        let start = content.lines[index].start;
        if !code.is_text(index, start + indentation(line)) {
            continue;
        }
        if let Some((hashes, end)) = glued_opening(line) {
            repairs.insert(start + end, " ");
            let span = content.span(TextRange::new(start + hashes, start + end));
            let place = content.span(TextRange::new(start + end, start + end));
            let words = subject(line[end as usize..].trim());
            repairs.found.push(
                Diagnostic::new(Code::HeadingNoSpace, span, "no blank between `#` and the heading's text", words)
                    .with_help("write a blank behind the `#`; other Markdown readers show this line as plain text")
                    .with_fix(Fix::safe(place, " ")),
            );
        }
        if let Some(from) = glued_closing(line) {
            let end = offset(line.trim_end().len());
            repairs.cut(TextRange::new(start + from, start + end));
        }
    }
}

/// The anchor that a heading begins with, which translation keeps; else its words.
fn subject(words: &str) -> &str {
    let anchor = words.find('>').filter(|_| words.starts_with("<a"));
    anchor.map_or(words, |end| &words[..=end])
}

fn indentation(line: &str) -> u32 {
    offset(line.len() - line.trim_start_matches(' ').len())
}

/// `##<a …` (indented by at most four blanks) or `##Title` (by at most three): where the `#`s begin and end.
fn glued_opening(line: &str) -> Option<(u32, u32)> {
    let indent = indentation(line);
    let text = &line[indent as usize..];
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let rest = &text[level..];
    let anchor = rest.len() > 2
        && rest.is_char_boundary(2)
        && rest[..2].eq_ignore_ascii_case("<a")
        && rest.as_bytes()[2].is_ascii_whitespace();
    let letter = rest.starts_with(char::is_alphabetic);
    ((anchor && indent <= 4) || (letter && indent <= 3)).then(|| (indent, indent + offset(level)))
}

/// `#`s that close a heading without a blank before them: two or more, or one that is not the end of `C#` or `F#`.
fn glued_closing(line: &str) -> Option<u32> {
    let indent = indentation(line);
    let opening = line[indent as usize..]
        .bytes()
        .take_while(|&byte| byte == b'#')
        .count();
    if indent > 4 || opening > 6 {
        return None;
    }
    let trimmed = line.trim_end();
    let text = trimmed.trim_end_matches('#');
    let count = trimmed.len() - text.len();
    if count == 0 || text.len() <= indent as usize + opening || text.ends_with([' ', '\t', '\\']) {
        return None;
    }
    let language = count == 1 && {
        let mut back = text.chars().rev();
        back.next().is_some_and(|last| last.is_ascii_uppercase())
            && back.next().is_none_or(|before| !before.is_alphanumeric())
    };
    (!language).then(|| offset(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_glued_to_a_title_or_an_anchor_open_a_heading() {
        let lines = [
            ("##Title", true),
            ("##<a name=\"x\"></a>Title", true),
            ("    ##<a name=\"x\"></a>Title", true),
            ("    ##Title", false),
            ("## Title", false),
            ("#1 in the list", false),
            ("#!/bin/sh", false),
            ("#######Title", false),
            ("#說明", true),
        ];
        for (line, expected) in lines {
            assert_eq!(glued_opening(line).is_some(), expected, "{line}");
        }
    }

    #[test]
    fn closing_hashes_are_cut_but_language_names_stay() {
        let lines = [
            ("##Data sources##", Some(14)),
            ("## Data sources ##", None),
            ("## Using C#", None),
            ("## Using F#", None),
            ("## Using C##", Some(10)),
            ("## step#", Some(7)),
            ("##", None),
        ];
        for (line, expected) in lines {
            assert_eq!(glued_closing(line), expected, "{line}");
        }
    }
}
