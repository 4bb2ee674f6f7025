//! `<!-- a –>` was `<!-- a -->`. Translation engines make one dash of two and put blanks between the signs; then the
//! comment has no end, and hides the rest of the page.

use super::code::CodeMap;
use super::{Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::directive::ends_line;
use crate::span::{TextRange, offset};

const OPEN: &str = "<!--";
const END: &str = "-->";

/// The dashes that may stand in place of two hyphens.
const DASHES: [char; 4] = ['–', '—', '―', '−'];

/// What is behind the last sign of a comment's end.
const LAST: [&str; 3] = [">", "＞", "&gt;"];

pub(super) fn wanted(content: &Content<'_>) -> bool {
    !open(content).is_empty()
}

/// Reads damaged ends as ends, tells of them and of comments that have none, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let comments = open(content);
    let ends = || comments.iter().filter_map(|comment| comment.end);
    // What is code below a comment that swallows it is known only when all comments end.
    let closed = match ends().next() {
        Some(_) => code.with_edits(ends().map(read_as_end).collect()),
        None => code,
    };
    let mut is_kept = true;
    for comment in &comments {
        if closed.is_code(comment.start) {
            is_kept &= comment.end.is_none();
        } else if let Some(end) = comment.end {
            repairs.edits.push(read_as_end(end));
            tell_end(content, end, repairs);
        } else if closed.begins_open_comment(comment.start) {
            tell_open(content, comment.start, repairs);
        }
    }
    match is_kept {
        true => closed,
        false => closed.with_edits(repairs.edits.clone()),
    }
}

/// A comment without a proper end before the next one.
struct Open {
    start: u32,
    /// What was to be its end.
    end: Option<TextRange>,
}

const fn read_as_end(range: TextRange) -> Repair {
    Repair {
        range,
        replacement: END,
    }
}

/// The comments with a damaged end, and the last one if it has none at all. Those that hold the start of another are as
/// they should be.
fn open(content: &Content<'_>) -> Vec<Open> {
    let text = content.text;
    let mut found = Vec::new();
    let mut starts = content.places_of(OPEN).peekable();
    let mut ends = content.places_of(END).peekable();
    let mut behind = content.base;
    while let Some(start) = starts.next() {
        if start < behind {
            continue;
        }
        // `<!-->` is a comment.
        while ends.next_if(|&end| end < start + 2).is_some() {}
        let next = starts.peek().copied();
        match ends.peek() {
            Some(&end) if next.is_none_or(|next| end < next) => behind = end,
            end => {
                let inner = start + offset(OPEN.len());
                let last = next.unwrap_or(offset(text.len()));
                let damaged = damaged_end(&text[inner as usize..last as usize], inner);
                if damaged.is_some() || end.is_none() && next.is_none() {
                    found.push(Open {
                        start,
                        end: damaged,
                    });
                }
            }
        }
    }
    found
}

/// The first damaged end in the words of a comment, which begin at `base`.
fn damaged_end(words: &str, base: u32) -> Option<TextRange> {
    let lasts = words.match_indices(['>', '＞', '&']);
    let mut ends = lasts.filter_map(|(at, _)| {
        let last = LAST.iter().find(|last| words[at..].starts_with(**last))?;
        let dashes = words[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let before = dashes.trim_end_matches(|c| c == '-' || DASHES.contains(&c));
        let signs = &dashes[before.len()..];
        // `->` is an arrow.
        let is_end = signs.contains(DASHES) || signs.len() >= 2;
        let range = base + offset(before.len())..base + offset(at + last.len());
        is_end.then(|| TextRange::new(range.start, range.end))
    });
    ends.next()
}

fn tell_end(content: &Content<'_>, end: TextRange, repairs: &mut Repairs<'_>) {
    let span = content.span(end);
    let written = &content.text[end.as_usize()];
    let message = format!("`{written}` is read as `{END}`, the end of this comment");
    let is_alone = ends_line(&content.text[end.end as usize..]);
    let fix = Fix {
        safe: is_alone,
        ..Fix::unsafe_(span, END)
    };
    let finding = Diagnostic::new(Code::CommentUnclosed, span, message, written);
    let help = format!("write `{END}`; to other readers the comment goes on to the next `{END}`");
    repairs.found.push(finding.with_help(help).with_fix(fix));
}

fn tell_open(content: &Content<'_>, start: u32, repairs: &mut Repairs<'_>) {
    let place = TextRange::new(start, start + offset(OPEN.len()));
    let words = &content.text[start as usize..];
    let subject = words.lines().next().unwrap_or_default().trim();
    let message = "the comment is never closed, and hides what stands below";
    let finding = Diagnostic::new(Code::CommentUnclosed, content.span(place), message, subject);
    let help = format!("write `{END}` where the comment ends");
    repairs.found.push(finding.with_help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_ends_are_found() {
        for (words, expected) in [
            (" a –>\n", Some("–>")),
            (" a —> b", Some("—>")),
            (" a -- >", Some("-- >")),
            (" a –\u{a0}>", Some("–\u{a0}>")),
            (" a --＞", Some("--＞")),
            (" a --&gt;", Some("--&gt;")),
            (" a -> b –>", Some("–>")),
            (" a -> b", None),
            (" a – b > c", None),
        ] {
            let found = damaged_end(words, 0).map(|range| &words[range.as_usize()]);
            assert_eq!(found, expected, "{words}");
        }
    }
}
