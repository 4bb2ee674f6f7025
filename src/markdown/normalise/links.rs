//! `[text] (target)` is a link and `[text] [label]` a reference, if the target or label can be one.

use std::cell::OnceCell;
use std::collections::HashSet;

use unicase::UniCase;

use super::spaced_definitions::is_container;
use super::{CodeMap, Content, Repair, Repairs, definitions, spaced_definitions};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::characters::{QUOTES, is_filler, is_mark, name_of_blanks};
use crate::markdown::directive;
use crate::markdown::unparsed::{closing, is_spaced, near_behind};
use crate::span::{TextRange, offset};
use crate::suggest;

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
        || parted_images(content).next().is_some()
        || spaced_brackets(content).any(|close| {
            let behind = content.text[close as usize + 1..].trim_start_matches(is_filler);
            if behind.starts_with('(') {
                return target(behind).is_some();
            }
            if behind.starts_with("[]") {
                return true;
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
fn spaced_images<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let (text, base) = (content.text.as_bytes(), content.base as usize);
    let opens = content.opens.iter();
    let signs = opens.filter(move |&&at| text[base..at as usize].ends_with(b"[! "));
    signs.map(|at| at - 2)
}

/// The sign of an image that stands apart from its words or is full-width: `! [words](a.png)`, `！[words](a.png)`.
struct Parted<'a> {
    sign: TextRange,
    blanks: TextRange,
    words: &'a str,
    /// From the words' closing bracket on.
    behind: &'a str,
}

/// Those that end no sentence, as `Look! [words](a.png)` does.
fn parted_images<'a>(content: &'a Content<'_>) -> impl Iterator<Item = Parted<'a>> {
    let (text, base) = (content.text.as_bytes(), content.base as usize);
    let signs = content.opens.iter().filter_map(move |&open| {
        let before = &text[base..open as usize];
        let mut signs = ["! ", "！", "！ "].iter();
        let sign = signs.find(|sign| before.ends_with(sign.as_bytes()))?;
        Some(open - offset(sign.len()))
    });
    signs.filter_map(|at| parted_image(content, at))
}

fn parted_image<'a>(content: &Content<'a>, at: u32) -> Option<Parted<'a>> {
    let range = content.lines[content.line_at(at)?];
    let line = &content.text[range.start as usize..range.end as usize];
    let (before, image) = line.split_at((at - range.start) as usize);
    let is_apart = before.is_empty() || before.ends_with([' ', '\t', '|', '>']);
    let sign = image.chars().next()?.len_utf8();
    let inner = image[sign..].trim_start_matches(' ').strip_prefix('[')?;
    let words = &inner[..inner.find([']', '['])?];
    let behind = &inner[words.len()..];
    let may_lead = behind.starts_with("](") || behind.starts_with("][");
    let start = at + offset(sign);
    let open = range.end - offset(inner.len()) - 1;
    (is_apart && may_lead).then(|| Parted {
        sign: TextRange::new(at, start),
        blanks: TextRange::new(start, open),
        words,
        behind,
    })
}

/// Places of a `]` with blanks of any kind and then `(` or `[` behind it.
fn spaced_brackets<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let text = content.text;
    content.closes.iter().copied().filter(move |&at| {
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
    join_images(content, code, repairs);
    let (labels, names) = (OnceCell::new(), OnceCell::new());
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
        } else if let Some(behind) = next.strip_prefix("[]") {
            let is_meant = !is_label && are_words(&text[..open], words, behind);
            let labels = labels.get_or_init(|| definitions::labels(content, code));
            let code = match labels.contains(&fold_label(words)) {
                true => Code::ReferenceSpace,
                false => Code::UndefinedReference,
            };
            is_meant.then_some((code, words))
        } else {
            let labels = labels.get_or_init(|| definitions::labels(content, code));
            // `[x]` at the beginning of an item is the box of a task.
            let is_task = matches!(words, "x" | "X")
                && text[..open].trim_start_matches(is_container).is_empty();
            let label = |is_known: &dyn Fn(&str) -> bool| {
                self::label(next, words, is_known).filter(|_| !is_label && !is_task)
            };
            label(&|label: &str| labels.contains(label)).or_else(|| {
                let names =
                    names.get_or_init(|| suggest::Names::new(labels.iter().map(String::as_str)));
                label(&|label: &str| is_near(label, names, labels))
            })
        };
        if let Some((finding, subject)) = found
            && code.is_text(line, close)
        {
            tell(content, finding, blanks, subject, repairs);
        }
    }
}

/// The labels whose definition names a picture.
fn picture_labels(content: &Content<'_>) -> Labels {
    let lines = (0..content.lines.len()).map(|index| content.line(index));
    let defined = lines.filter_map(|line| {
        let (label, behind) = definitions::definition(line)?;
        let target = line[behind..].split_whitespace().next()?;
        names_image(target).then(|| fold_label(&line[label]))
    });
    defined.collect()
}

/// Joins what names a picture with its sign.
fn join_images(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let labels = OnceCell::new();
    for image in parted_images(content) {
        let behind = &image.behind[1..];
        let is_picture = match behind.strip_prefix('[') {
            None => target(behind).is_some_and(|(_, target)| names_image(target)),
            Some(label) => {
                let label = label.split(']').next().unwrap_or_default();
                let label = if label.is_empty() { image.words } else { label };
                let labels = labels.get_or_init(|| picture_labels(content));
                labels.contains(&fold_label(label))
            }
        };
        if !is_picture || !code.is_text_at(image.sign.start) {
            continue;
        }
        if image.sign.len() > 1 {
            narrow_sign(content, &image, repairs);
        } else {
            let help = "join them; other Markdown readers show a link here";
            let found = (Code::LinkSpace, ["!", "["], help);
            cut(content, found, image.blanks, image.words, repairs);
        }
    }
}

/// Reads a full-width sign and the blanks behind it as the plain one.
fn narrow_sign(content: &Content<'_>, image: &Parted<'_>, repairs: &mut Repairs<'_>) {
    let range = TextRange::new(image.sign.start, image.blanks.end);
    repairs.edits.push(Repair {
        range,
        replacement: "!",
    });
    let span = content.span(range);
    let message = "the `!` before this image is full-width";
    let finding = Diagnostic::new(Code::LinkUnparsed, span, message, image.words);
    let help = "write `![text](target)`; other Markdown readers show a link here";
    repairs
        .found
        .push(finding.with_help(help).with_fix(Fix::safe(span, "!")));
}

fn images(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for sign in spaced_images(content) {
        if code.is_text_at(sign) {
            let blank = TextRange::new(sign + 1, sign + 2);
            let behind = near_behind(content.text, sign as usize + 3);
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
    // Whoever reads the joined text tells of these.
    if matches!(code, Code::LinkUnparsed | Code::UndefinedReference) {
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

/// Whether `words`, which stand in brackets between `before` and `[]`, are those of a reference: `string [] []` and
/// `[int] []` are none.
fn are_words(before: &str, words: &str, behind: &str) -> bool {
    let is_glued = |c: char| c.is_ascii_alphanumeric() || "_)]$@".contains(c);
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "([:]$".contains(c);
    let says = words.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let types = [
        "string", "int", "byte", "char", "object", "double", "long", "bool",
    ];
    let is_type = types.iter().any(|kind| words.eq_ignore_ascii_case(kind));
    says && !is_type
        && !words.starts_with(['^', '!', '@'])
        && !before.ends_with(is_glued)
        && !behind.starts_with(goes_on)
}

/// `(target)` or `(target "title")` whose target can only be one, also with blanks within it that make it none.
pub(in crate::markdown) fn target(text: &str) -> Option<(Code, &str)> {
    whole_target(text).or_else(|| {
        let inner = near_behind(text.strip_prefix('(')?, 0).split('\n').next()?;
        let target = inner[..closing(inner, true)?].trim();
        is_spaced(target).then_some((Code::LinkUnparsed, target))
    })
}

fn whole_target(text: &str) -> Option<(Code, &str)> {
    let inner = near_behind(text.strip_prefix('(')?, 0).trim_start();
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

/// Whether a label is, with a slip, certainly one that the text defines.
fn is_near(label: &str, names: &suggest::Names, labels: &Labels) -> bool {
    /// Shorter words are too often like others.
    const SHORTEST: usize = 6;
    let is_known = || {
        let near = names.meant(label);
        matches!(near[..], [only] if suggest::is_slip(label, only))
    };
    let plain = || suggest::plain(label).is_some_and(|plain| labels.contains(&plain));
    plain() || label.len() >= SHORTEST && is_known()
}

/// `[label]` that the text defines, as `is_known` says, and that is not itself the text of a link or a definition.
fn label<'a>(
    text: &'a str,
    words: &str,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<(Code, &'a str)> {
    let (label, after) = text.strip_prefix('[')?.split_once(']')?;
    // What is followed by a label of its own, or by `[]`, are the words of the next.
    let free = !after.starts_with(['(', '[', ':']);
    let (own, other) = (fold_label(words), fold_label(label));
    // Where both are labels they are two references: `[nconf] [async]`.
    let two = || own != other && is_known(&own);
    (free && !label.contains('[') && is_known(&other) && !two())
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
