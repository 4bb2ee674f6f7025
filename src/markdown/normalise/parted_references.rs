//! `[words] configure[ label]` was the reference `[words][label]`, into which a translation put what it had to say behind the
//! words. Nothing can be read otherwise: it is told of.

use super::definitions;
use super::links::{Labels, fold_label, pairs};
use super::{CodeMap, Content, Repairs};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

/// The longest text that stands between the words and their label.
const LONGEST: usize = 200;

/// Whether a text may have any: where it has no definition, it has no label.
pub(super) fn wanted(content: &Content<'_>) -> bool {
    let bytes = content.text.as_bytes();
    memchr::memmem::find(bytes, b"]:").is_some() && labels_apart(content).next().is_some()
}

/// Places of a `[` that stands where a label may have come apart from its words.
fn labels_apart<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let opens = content.opens.iter().copied();
    opens.filter(|&at| is_apart(content.text, at as usize))
}

/// Whether the `[` at `at` stands directly behind a letter, or has a blank behind it, and begins a label that is none of the
/// words that readers see.
fn is_apart(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let before = before.filter(|c| !c.is_whitespace() && !matches!(c, ']' | '!' | '\\'));
    let Some(before) = before else { return false };
    let behind = &text[at + 1..];
    if behind.starts_with(' ') {
        return true;
    }
    before.is_alphabetic() && (stands_apart_by_blanks(before) || begins_id(behind))
}

/// Whether a letter belongs to a script whose words are parted by blanks, and to no language that writes small words together
/// with the next one.
fn stands_apart_by_blanks(letter: char) -> bool {
    letter < '\u{530}'
}

/// Whether a label is a name for the writer alone: `lnk-c2d`, `net_resourcefile`.
fn begins_id(text: &str) -> bool {
    let is_sign = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    let length = text.bytes().take_while(is_sign).count();
    text[length..].starts_with(']') && text[..length].contains(['-', '_'])
}

pub(super) fn tell(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let labels = definitions::labels(content, code);
    let mut known: Option<(usize, Brackets)> = None;
    for open in labels_apart(content) {
        let Some(line) = content.line_at(open) else {
            continue;
        };
        let range = content.lines[line];
        let text = &content.text[range.as_usize()];
        if known.as_ref().is_none_or(|(known, _)| *known != line) {
            known = Some((line, Brackets::of(text)));
        }
        let at = (open - range.start) as usize;
        let parted = known.as_ref();
        let parted = parted.and_then(|(_, brackets)| Parted::of(text, at, brackets, &labels));
        if let Some(parted) = parted
            && code.is_text(line, open)
        {
            repairs.found.push(parted.finding(content, range.start));
        }
    }
}

/// The brackets of a line.
struct Brackets {
    /// Where each pair closes and opens, in the order in which they close.
    by_end: Vec<(usize, usize)>,
    /// Where each opens and closes, in the order in which they open.
    by_start: Vec<(usize, usize)>,
}

impl Brackets {
    fn of(text: &str) -> Self {
        let by_end = pairs(text);
        let mut by_start: Vec<_> = by_end.iter().map(|&(close, open)| (open, close)).collect();
        by_start.sort_unstable();
        Self { by_end, by_start }
    }
}

/// A reference whose label has come apart from its words.
struct Parted<'a> {
    text: &'a str,
    /// Where the brackets of the words and of the label open and close, in bytes of the line.
    words: (usize, usize),
    label: (usize, usize),
}

impl<'a> Parted<'a> {
    fn of(text: &'a str, at: usize, brackets: &Brackets, labels: &Labels) -> Option<Self> {
        let Brackets { by_end, by_start } = brackets;
        let own = by_start.binary_search_by_key(&at, |(open, _)| *open).ok()?;
        let (_, close) = by_start[own];
        let before = by_end.partition_point(|(close, _)| *close < at);
        let (end, start) = *by_end[..before].last()?;
        let between = &text[end + 1..at];
        let words = &text[start + 1..end];
        let is_free = !text[close + 1..].starts_with(['[', '(', ':']);
        let is_short = between.len() <= LONGEST
            && words.len() <= LONGEST
            && between.contains(char::is_alphanumeric)
            && !between.contains(['[', ']', '(', ')', '`', '<', ':', '|']);
        // An index of an array is no link: `s[0] and s[1]`.
        let is_index = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == ']');
        let is_parted = is_free
            && is_short
            && !is_index
            && !text[..start].ends_with(['\\', '!'])
            && !words.trim().is_empty()
            && !matches!(words, "x" | "X")
            && labels.contains(&fold_label(&text[at + 1..close]))
            && !labels.contains(&fold_label(words))
            && directive::read(&text[start..]).is_none();
        is_parted.then_some(Self {
            text,
            words: (start, end),
            label: (at, close),
        })
    }

    fn finding(&self, content: &Content<'_>, line: u32) -> Diagnostic {
        let Self {
            text,
            words: (start, end),
            label: (open, close),
        } = *self;
        let place = |from: usize, to: usize| {
            content.span(TextRange::new(line + offset(from), line + offset(to)))
        };
        let label = text[open + 1..close].trim();
        let words = &text[start + 1..end];
        let behind = text[end + 1..].chars().next();
        let blank = match behind.is_some_and(|c| c.is_alphabetic() && stands_apart_by_blanks(c)) {
            true => " ",
            false => "",
        };
        let edit = |span, replacement: String| Edit {
            span,
            replacement: replacement.into(),
        };
        let message = format!("the label `{label}` has come apart from `[{words}]`");
        Diagnostic::new(
            Code::LinkUnparsed,
            place(open, close + 1),
            message,
            fold_label(label),
        )
        .with_help(format!(
            "write `[{words}][{label}]`: readers see the label as the words of the link"
        ))
        .with_fix(Fix {
            safe: false,
            edits: vec![
                edit(place(end + 1, end + 1), format!("[{label}]{blank}")),
                edit(place(open, close + 1), String::new()),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_have_come_apart_are_told_from_others() {
        let labels = ["sql client", "lnk-a", "0", "portal", "入口", "known"];
        let labels: Labels = labels.map(str::to_owned).into();
        for (text, expected) in [
            ("[Client 2012] konfigurieren[ sql client]", true),
            ("[compatibel]is met de VPN[lnk-a].", true),
            ("[入口]網站中的數字[lnk-a]。", false),
            ("[門戶]中管理[lnk-a]", true),
            // The label of a shortcut is words that readers see.
            ("[門戶]中管理[入口]", false),
            ("[門戶]中管理[portal]", false),
            ("[known] and[ lnk-a]", false),
            ("[a] and [lnk-a]", false),
            ("[a] and[other]", false),
            ("s[1] and s[0]", false),
            ("[a](b.md) and[ lnk-a]", false),
            ("[a]`code`and[lnk-a]", false),
            ("![a] and[ lnk-a]", false),
        ] {
            let brackets = Brackets::of(text);
            let opens = text.match_indices('[').map(|(at, _)| at);
            let mut opens = opens.filter(|&at| is_apart(text, at));
            let found = opens.any(|at| Parted::of(text, at, &brackets, &labels).is_some());
            assert_eq!(found, expected, "{text}");
        }
    }
}
