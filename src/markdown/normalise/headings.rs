//! `##Title` is a heading, and so is `##Title##`.

use super::{CodeMap, Content, Repair, Repairs, anchor_tags};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::characters::is_filler;
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
        if let Some(opening) = glued_opening(line) {
            let blanks = TextRange::new(start + opening.end, start + opening.text);
            repairs.edits.push(Repair {
                range: blanks,
                replacement: " ",
            });
            let span = content.span(TextRange::new(start + opening.start, start + opening.end));
            let words = subject(line[opening.text as usize..].trim());
            let message = match blanks.is_empty() {
                true => "no blank between `#` and the heading's text",
                false => "the blank between `#` and the heading's text is none that Markdown knows",
            };
            repairs.found.push(
                Diagnostic::new(Code::HeadingNoSpace, span, message, words)
                    .with_help("write a blank behind the `#`; other Markdown readers show this line as plain text")
                    .with_fix(Fix::safe(content.span(blanks), " ")),
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

/// Where the `#`s of a heading begin and end, and where its text begins.
#[derive(Debug, PartialEq, Eq)]
struct Opening {
    start: u32,
    end: u32,
    text: u32,
}

/// `##<a …` (indented by at most four blanks) or `##Title` (by at most three), also with a blank between that does not
/// break or is as wide as a letter.
fn glued_opening(line: &str) -> Option<Opening> {
    let indent = indentation(line);
    let text = &line[indent as usize..];
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let rest = text[level..].trim_start_matches(is_filler);
    // What begins with a plain blank is a heading, whatever stands behind that.
    if rest.is_empty() || text[level..].starts_with([' ', '\t']) {
        return None;
    }
    let blanks = text.len() - level - rest.len();
    let anchor = rest.len() > 2
        && rest.is_char_boundary(2)
        && rest[..2].eq_ignore_ascii_case("<a")
        && rest.as_bytes()[2].is_ascii_whitespace()
        || anchor_tags::begins(rest);
    let letter = rest.starts_with(char::is_alphabetic) || blanks > 0;
    ((anchor && indent <= 4) || (letter && indent <= 3)).then(|| {
        let end = indent + offset(level);
        Opening {
            start: indent,
            end,
            text: end + offset(blanks),
        }
    })
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
            ("##\u{a0}Titre", true),
            ("##\u{3000}<a name=\"x\"></a>題", true),
            ("##\u{200f} \u{202b}عنوان", true),
            ("## \u{3000}題", false),
            ("##\u{3000}", false),
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
