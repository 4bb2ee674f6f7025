//! What belongs to a selector or a callout stands in its quote, also where the writer left out the `>`.

use super::{CodeMap, Content, Repairs, begins_item, begins_with, blanks, indent};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::directive::{self, Directive, Keyword};
use crate::markdown::lint::numbered_callout;
use crate::span::{TextRange, offset};

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    marker(content, index).is_some_and(|marker| wants(content, index, &marker))
}

/// A quote's first line with a directive.
struct Marker<'a> {
    directive: Directive<'a>,
    /// Where in the line the directive begins.
    at: usize,
    /// Where in the line its `>` stands.
    quote: usize,
    /// What follows the directive on its line, trimmed.
    rest: &'a str,
}

fn marker<'a>(content: &Content<'a>, index: usize) -> Option<Marker<'a>> {
    let line = content.line(index);
    let quote = line.find('>')?;
    if !is_container_prefix(&line[..quote]) {
        return None;
    }
    let at = line.len() - line[quote..].trim_start_matches(['>', ' ', '\t']).len();
    let directive = directive::read(&line[at..])?;
    let rest = line[at + directive.range.end as usize..].trim();
    Some(Marker {
        directive,
        at,
        quote,
        rest,
    })
}

/// Blanks, perhaps with one list marker among them.
fn is_container_prefix(prefix: &str) -> bool {
    let text = prefix.trim();
    let number = text.trim_end_matches(['.', ')']);
    text.is_empty()
        || matches!(text, "-" | "*" | "+")
        || number.len() < text.len() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether [`repair`] would change something below or behind the marker on line `index`.
fn wants(content: &Content<'_>, index: usize, marker: &Marker<'_>) -> bool {
    match marker.directive.keyword {
        Keyword::Selector | Keyword::SelectorList => (index + 1..content.lines.len())
            .take_while(|&below| !content.line(below).trim_start().is_empty())
            // The next directive asks for the lines below it itself.
            .take_while(|&below| self::marker(content, below).is_none())
            .any(|below| !content.line(below).trim_start().starts_with('>')),
        Keyword::Callout(_) if marker.rest.is_empty() => {
            let next = content.lines.get(index + 1);
            let next = next.map(|_| content.line(index + 1).trim_start());
            next.is_some_and(|text| {
                starts_block(text) || text.is_empty() && next_quote(content, index + 1).is_some()
            })
        }
        Keyword::Callout(_) => marker.rest.starts_with([':', '(', '[']),
        _ => false,
    }
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let Some(marker) = marker(content, index) else {
            continue;
        };
        let start = content.lines[index].start;
        if !code.is_text(index, start + offset(marker.at)) {
            continue;
        }
        match marker.directive.keyword {
            Keyword::Selector | Keyword::SelectorList => {
                quote_lines(content, index, &marker, Indentation::Dropped, repairs);
            }
            Keyword::Callout(_) if !marker.rest.is_empty() => {
                part_from_text(content, index, &marker, repairs)
            }
            Keyword::Callout(_) => callout_body(content, index, &marker, repairs),
            _ => {}
        }
    }
}

/// `[AZURE.NOTE]: text` is no link definition and `[AZURE.NOTE][a](b)` no reference.
fn part_from_text(
    content: &Content<'_>,
    index: usize,
    marker: &Marker<'_>,
    repairs: &mut Repairs<'_>,
) {
    let end = content.lines[index].start + offset(marker.at) + marker.directive.range.end;
    let after = &content.text[end as usize..content.lines[index].end as usize];
    if after.starts_with(':') {
        repairs.cut(TextRange::new(end, end + 1));
    } else if after.starts_with(['(', '[']) {
        repairs.insert(end, " ");
    }
}

/// What becomes of the indentation of lines that are put into a quote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indentation {
    /// It goes: the entries of a selector are one list.
    Dropped,
    /// What a line has more than the first one stays: an item of a list within a list.
    Kept,
}

/// Puts every line up to the first blank one, or to the next directive, into the quote. Returns what was done, as a fix
/// would do it.
fn quote_lines(
    content: &Content<'_>,
    index: usize,
    marker: &Marker<'_>,
    indentation: Indentation,
    repairs: &mut Repairs<'_>,
) -> Vec<Edit> {
    let prefix = &content.line(index)[..marker.quote];
    let mut most = match indentation {
        Indentation::Dropped => Some(u32::MAX),
        Indentation::Kept => None,
    };
    let mut edits = Vec::new();
    for below in index + 1..content.lines.len() {
        let line = content.line(below);
        let text = line.trim_start();
        if text.is_empty() {
            break;
        }
        if text.starts_with('>') {
            // The next directive takes the lines below it itself; taken twice, many would cost the square.
            if self::marker(content, below).is_some() {
                break;
            }
            continue;
        }
        let start = content.lines[below].start;
        let first = start + offset(line.len() - text.len());
        let kept = start + offset(shared_prefix(prefix, line));
        let most = *most.get_or_insert(first - kept);
        let cut = TextRange::new(kept, first.min(kept.saturating_add(most)));
        let before = match kept == start {
            true => blanks(prefix.len()),
            false => "",
        };
        repairs.cut(cut);
        repairs.insert(cut.end, before);
        repairs.insert(cut.end, "> ");
        edits.push(Edit {
            span: content.span(cut),
            replacement: format!("{before}> ").into(),
        });
    }
    edits
}

/// How many bytes of white space `line` has in common with the prefix of the quote.
fn shared_prefix(prefix: &str, line: &str) -> usize {
    if indent(line) >= prefix.len() {
        prefix.len()
    } else {
        0
    }
}

/// A callout whose marker stands alone: its body is a list directly below, or the next quote.
fn callout_body(
    content: &Content<'_>,
    index: usize,
    marker: &Marker<'_>,
    repairs: &mut Repairs<'_>,
) {
    let Some(next) = content
        .lines
        .get(index + 1)
        .map(|_| content.line(index + 1))
    else {
        return;
    };
    let (text, line) = (next.trim_start(), content.line(index));
    // The next item of the list is no part of a note that is an item itself.
    let is_sibling =
        begins_item(&line[indent(line)..]) && begins_item(text) && indent(next) <= indent(line);
    if text.is_empty() {
        detached_body(content, index, marker, repairs);
    } else if starts_block(text) && !is_sibling {
        let edits = quote_lines(content, index, marker, Indentation::Kept, repairs);
        let fix = Fix { safe: true, edits };
        let what = "its text stands outside the quote";
        let finding = finding(content, index, marker, what, repairs.found);
        repairs.found.push(
            finding
                .with_help("begin the lines below it with `> `")
                .with_fix(fix),
        );
    }
}

/// Whether a line below a quote would begin a block of its own, where a plain line would still belong to the quote.
fn starts_block(text: &str) -> bool {
    let tags = ["<li", "<ul", "<ol", "<p"];
    let html = tags.iter().any(|tag| begins_with(text.as_bytes(), tag));
    begins_item(text) || html
}

/// The blank lines between a lone marker and the quote below it become part of one quote.
fn detached_body(
    content: &Content<'_>,
    index: usize,
    marker: &Marker<'_>,
    repairs: &mut Repairs<'_>,
) {
    let mut edits = Vec::new();
    let mut end = index + 1;
    while let Some(quote) = next_quote(content, end) {
        for blank in end..quote {
            let range = content.lines[blank];
            repairs.cut(range);
            repairs.insert(range.end, blanks(marker.quote));
            repairs.insert(range.end, ">");
            edits.push(Edit {
                span: content.span(range),
                replacement: format!("{}>", blanks(marker.quote)).into(),
            });
        }
        end = quote + 1;
        while end < content.lines.len() && !content.line(end).trim().is_empty() {
            end += 1;
        }
    }
    if edits.is_empty() {
        return;
    }
    let what = "its text stands in another quote";
    let finding = finding(content, index, marker, what, repairs.found);
    repairs.found.push(
        finding
            .with_help("write `>` on the blank line between them")
            .with_fix(Fix { safe: true, edits }),
    );
}

/// The line of the quote that stands behind the blank lines at `from`, unless it is something of its own.
fn next_quote(content: &Content<'_>, from: usize) -> Option<usize> {
    let mut below = from;
    while below < content.lines.len() && content.line(below).trim().is_empty() {
        below += 1;
    }
    let text = content
        .lines
        .get(below)
        .map(|_| content.line(below).trim_start())?;
    let body = text.trim_start_matches(['>', ' ', '\t']);
    let own = directive::read(body).is_some() || body.is_empty();
    (below > from && text.starts_with('>') && !own).then_some(below)
}

fn finding(
    content: &Content<'_>,
    index: usize,
    marker: &Marker<'_>,
    what: &str,
    found: &[Diagnostic],
) -> Diagnostic {
    let start = content.lines[index].start + offset(marker.at);
    let range = TextRange::new(start, start + marker.directive.range.end);
    let token = &content.text[range.as_usize()];
    Diagnostic::new(
        Code::CalloutBodyDetached,
        content.span(range),
        format!("the callout `{token}` is empty: {what}"),
        numbered_callout(Code::CalloutBodyDetached, found),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_a_block_is_drawn_into_a_callout() {
        for (line, expected) in [
            ("- a", true),
            ("1. a", true),
            ("<li>a", true),
            ("text", false),
            ("-a", false),
            ("2016. x", true),
        ] {
            assert_eq!(starts_block(line), expected, "{line}");
        }
    }
}
