//! `[text] (target)` is a link and `[text] [label]` a reference, if the target or label can be one.

use std::cell::OnceCell;
use std::collections::HashSet;

use unicase::UniCase;

use super::{CodeMap, Content, Repairs, definitions, spaced_definitions};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::characters::{QUOTES, is_filler, is_mark, name_of_blanks};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

/// File extensions that make a word in parentheses a target.
const EXTENSIONS: &[&str] = &[
    "md", "png", "jpg", "jpeg", "gif", "svg", "htm", "html", "aspx", "zip", "pdf", "txt", "json",
    "ps1", "xml", "docx", "xlsx", "pptx", "csv", "yml", "yaml", "webp", "mp4",
];

/// The labels that a text defines, folded as CommonMark compares them.
pub(super) type Labels = HashSet<String>;

/// A label as it is compared: trimmed, blanks collapsed, letters of either case the same (`ß` as `SS`). All blanks are the
/// same, also those that CommonMark tells apart, and marks that nobody sees do not count: no writer means anything by them.
pub(in crate::markdown) fn fold_label(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        let is_ascii = word.is_ascii();
        if !is_ascii && word.chars().all(is_mark) {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        if is_ascii {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else if word.contains(is_mark) {
            let seen = word.replace(is_mark, "");
            folded.push_str(&UniCase::unicode(&*seen).to_folded_case());
        } else {
            folded.push_str(&UniCase::unicode(word).to_folded_case());
        }
    }
    folded
}

pub(super) fn wanted(content: &Content<'_>) -> bool {
    let mut defines = None;
    spaced_images(content).next().is_some()
        || spaced_brackets(content).any(|close| {
            let behind = content.text[close as usize + 1..].trim_start_matches(is_filler);
            if behind.starts_with('(') {
                return target(behind).is_some();
            }
            // A label must be defined somewhere.
            let bytes = content.text.as_bytes();
            *defines.get_or_insert_with(|| {
                memchr::memmem::find(bytes, b"]:").is_some() || spaced_definitions::any(content)
            })
        })
}

/// Places of a `!` with a blank behind it within a link: `[! [text] [label]](target)` was an image. Elsewhere it may end a
/// sentence.
fn spaced_images<'a>(content: &Content<'a>) -> impl Iterator<Item = u32> + 'a {
    content.places_of("[! [").map(|at| at + 1)
}

/// Places of a `]` with blanks of any kind and then `(` or `[` behind it.
fn spaced_brackets<'a>(content: &Content<'a>) -> impl Iterator<Item = u32> + 'a {
    let text = content.text;
    let base = content.base;
    let closes = memchr::memchr_iter(b']', &text.as_bytes()[base as usize..]);
    let closes = closes.map(move |at| base + offset(at));
    closes.filter(move |&at| {
        let behind = &text[at as usize + 1..];
        // The first bytes of the blanks: most brackets have something else behind them.
        let may_be = matches!(
            behind.as_bytes().first(),
            Some(b' ' | b'\t' | 0xC2 | 0xE2 | 0xE3 | 0xEF)
        );
        may_be && {
            let next = behind.trim_start_matches(is_filler);
            next.len() < behind.len() && next.starts_with(['(', '['])
        }
    })
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    images(content, code, repairs);
    let labels = OnceCell::new();
    let mut brackets = Brackets::default();
    for close in spaced_brackets(content) {
        let Some(line) = content.line_at(close) else {
            continue;
        };
        let range = content.lines[line];
        let text = &content.text[range.as_usize()];
        let at = (close - range.start) as usize;
        let Some(open) = brackets.opening(line, text, at) else {
            continue;
        };
        let words = &text[open + 1..at];
        // The label of a reference is not the words of another.
        let is_label = text[..open].ends_with(']');
        if words.trim().is_empty() || directive::read(&text[open..]).is_some() {
            continue;
        }
        let behind = &text[at + 1..];
        let next = behind.trim_start_matches(is_filler);
        let length = offset(behind.len() - next.len());
        let blanks = TextRange::new(close + 1, close + 1 + length);
        let found = if next.starts_with('(') {
            target(next)
        } else {
            let labels = labels.get_or_init(|| definitions::labels(content, code));
            label(next, words, labels).filter(|_| !is_label)
        };
        if let Some((finding, subject)) = found
            && code.is_text(line, close)
        {
            tell(content, finding, blanks, subject, repairs);
        }
    }
}

fn images(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for sign in spaced_images(content) {
        if code.is_text_at(sign) {
            let blank = TextRange::new(sign + 1, sign + 2);
            let behind = &content.text[sign as usize + 3..];
            let words = behind.split([']', '\n']).next().unwrap_or_default();
            let help = "join them; other Markdown readers show no image here";
            cut(
                content,
                (Code::LinkSpace, ["!", "["], help),
                blank,
                words,
                repairs,
            );
        }
    }
}

/// Takes out blanks between two signs, tells of them, and offers to do the same in the file.
pub(super) fn cut(
    content: &Content<'_>,
    (code, [before, behind], help): (Code, [&'static str; 2], &'static str),
    blanks: TextRange,
    subject: &str,
    repairs: &mut Repairs<'_>,
) {
    repairs.cut(blanks);
    let span = content.span(blanks);
    let name = name_of_blanks(&content.text[blanks.as_usize()]);
    let message = format!("{name} between `{before}` and `{behind}`");
    let finding = Diagnostic::new(code, span, message, subject).with_help(help);
    repairs.found.push(finding.with_fix(Fix::safe(span, "")));
}

fn tell(
    content: &Content<'_>,
    code: Code,
    blanks: TextRange,
    subject: &str,
    repairs: &mut Repairs<'_>,
) {
    if code == Code::LinkUnparsed {
        return repairs.cut(blanks);
    }
    let (sign, help) = match code {
        Code::LinkSpace => (
            "(",
            "join them; other Markdown readers show both as plain text",
        ),
        _ => (
            "[",
            "join them; other Markdown readers do not see a reference here",
        ),
    };
    cut(content, (code, ["]", sign], help), blanks, subject, repairs);
}

/// The brackets of the line that was last asked about.
#[derive(Default)]
struct Brackets {
    line: Option<usize>,
    /// Where each `]` stands that closes a `[`, and where that stands.
    pairs: Vec<(usize, usize)>,
}

impl Brackets {
    /// The `[` that the `]` at `close` closes.
    fn opening(&mut self, line: usize, text: &str, close: usize) -> Option<usize> {
        if self.line != Some(line) {
            (self.line, self.pairs) = (Some(line), pairs(text));
        }
        let at = self.pairs.binary_search_by_key(&close, |pair| pair.0);
        at.ok().map(|at| self.pairs[at].1)
    }
}

/// Each `]` with the `[` that it closes; those behind `\` are text.
pub(super) fn pairs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for at in memchr::memchr2_iter(b'[', b']', bytes) {
        if at > 0 && bytes[at - 1] == b'\\' {
            continue;
        }
        match bytes[at] {
            b'[' => open.push(at),
            _ => pairs.extend(open.pop().map(|open| (at, open))),
        }
    }
    pairs
}

/// `(target)` or `(target "title")` whose target can only be one.
pub(super) fn target(text: &str) -> Option<(Code, &str)> {
    let inner = text.strip_prefix('(')?.trim_start();
    let end = target_end(inner)?;
    let target = &inner[..end];
    let rest = inner[end..].trim_start();
    let quoted = rest.starts_with(['"', '\'']) && {
        let quote = &rest[..1];
        rest[1..]
            .split_once(quote)
            .is_some_and(|(_, after)| after.trim_start().starts_with(')'))
    };
    let is_mark = |c: char| QUOTES.contains(c);
    let odd = !quoted
        && rest
            .strip_prefix(is_mark)
            .and_then(|title| title.split_once(is_mark))
            .is_some_and(|(_, after)| after.trim_start().starts_with(')'));
    let plausible = target.contains(['/', '#', '\\']) || names_file(target);
    // Joined, a target with a lone parenthesis or with the quotation marks of a language is no link either: whoever reads
    // the joined text tells of that.
    let code = match has_paired_parentheses(target) && !odd {
        true => Code::LinkSpace,
        false => Code::LinkUnparsed,
    };
    (plausible && (rest.starts_with(')') || quoted || odd)).then_some((code, target))
}

/// Whether it ends as names of files do.
pub(in crate::markdown) fn names_file(target: &str) -> bool {
    target.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str())
    })
}

/// Whether it names a file that can only be an image.
pub(super) fn names_image(target: &str) -> bool {
    const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "svg", "webp"];
    let extension = target.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        IMAGES
            .iter()
            .any(|image| extension.eq_ignore_ascii_case(image))
    })
}

/// Where a target ends: at a blank or `)`, one behind `\` is part of it.
fn target_end(text: &str) -> Option<usize> {
    let ends = text.match_indices([' ', '\t', ')']);
    let mut ends = ends.map(|(at, _)| at);
    ends.find(|&at| !(text[at..].starts_with(')') && text[..at].ends_with('\\')))
}

/// Whether each `(` of a target has its `)`; those behind `\` do not count.
fn has_paired_parentheses(target: &str) -> bool {
    let mut open = 0i32;
    let mut escaped = false;
    for byte in target.bytes() {
        open += match byte {
            b'(' if !escaped => 1,
            b')' if !escaped => -1,
            _ => 0,
        };
        escaped = byte == b'\\' && !escaped;
    }
    open == 0
}

/// `[label]` that the text defines and that is not itself the text of a link or a definition.
fn label<'a>(text: &'a str, words: &str, labels: &Labels) -> Option<(Code, &'a str)> {
    let (label, after) = text.strip_prefix('[')?.split_once(']')?;
    let task = matches!(words, "x" | "X");
    // What is followed by a label of its own, or by `[]`, are the words of the next.
    let free = !after.starts_with(['(', '[', ':']) && !task;
    let (own, other) = (fold_label(words), fold_label(label));
    // Where both are labels they are two references: `[nconf] [async]`.
    let two = own != other && labels.contains(&own);
    (free && !two && !label.contains('[') && labels.contains(&other))
        .then(|| (Code::ReferenceSpace, label.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_make_a_spaced_link() {
        let cases = [
            ("(./media/a.png \"Title\")", Some("./media/a.png")),
            ("(https://example.com/)", Some("https://example.com/")),
            ("(b.md)", Some("b.md")),
            ("(#there)", Some("#there")),
            ("(see below)", None),
            ("(optional)", None),
            ("(and/or so)", None),
            ("(./media/a.png « Titre »)", Some("./media/a.png")),
            ("(./media/a.png „Titel“ and more)", None),
        ];
        for (text, expected) in cases {
            assert_eq!(target(text).map(|(_, target)| target), expected, "{text}");
        }
    }

    #[test]
    fn labels_are_the_same_whatever_blanks_they_have() {
        let folded = fold_label("étape 3 :");
        for label in [
            "Étape  3\u{a0}:",
            "\u{202f}étape\u{3000}3 :",
            "\u{feff} éta\u{ad}pe 3\u{200b} \u{200e} :",
        ] {
            assert_eq!(fold_label(label), folded, "{label:?}");
        }
        assert_ne!(fold_label("étape3 :"), folded);
    }

    #[test]
    fn brackets_are_paired() {
        for (text, expected) in [
            ("see [a]", vec![(6, 4)]),
            ("![a [b] c]", vec![(6, 4), (9, 1)]),
            ("] [a]", vec![(4, 2)]),
            ("\\[a]", vec![]),
            ("[a\\]", vec![]),
        ] {
            assert_eq!(pairs(text), expected, "{text}");
        }
    }
}
