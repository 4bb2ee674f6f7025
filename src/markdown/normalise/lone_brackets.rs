//! `[A] words](target)` was `[[A] words](target)`. Translation engines take one of two brackets where the words of a
//! link or an image begin with the name of a button.

use std::cell::OnceCell;

use super::links::{Labels, fold_label, names_image, pairs, target};
use super::{CodeMap, Content, Repairs, begins_item, definitions, indent};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::directive;
use crate::span::{TextRange, offset, slice_range};

/// Lines above that are looked at for a bracket that is still open.
const NEAR: usize = 8;
/// The most bytes between two closing brackets of the same words.
const FARTHEST: usize = 300;
/// The most bytes of a target or label.
const LONGEST: usize = 2_000;
/// The most words in brackets that the words of an image have.
const MOST_WORDS: usize = 8;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    let mut paragraphs = Paragraphs::default();
    let mut closes = candidates(content);
    closes.any(|close| paragraphs.with_lone(content, close).is_some())
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let mut paragraphs = Paragraphs::default();
    let labels = OnceCell::new();
    let labels = || labels.get_or_init(|| definitions::labels(content, code));
    for close in candidates(content) {
        let Some(paragraph) = paragraphs.with_lone(content, close) else {
            continue;
        };
        let behind = &content.text[close as usize + 1..];
        let Some(subject) = leads_to(behind, labels) else {
            continue;
        };
        let Some((open, inner)) = paragraph.opening(content.text, close, subject, labels) else {
            continue;
        };
        let mut brackets = [open, inner, close].into_iter();
        if brackets.all(|at| code.is_text_at(at)) {
            tell(content, open, subject, repairs);
        }
    }
}

/// Reads a bracket into the text before `open`, and tells of what leads to `subject`.
fn tell(content: &Content<'_>, open: u32, subject: &str, repairs: &mut Repairs<'_>) {
    repairs.insert(open, "[");
    let place = slice_range(content.text, subject).expect("it is a part of the text");
    let finding = Diagnostic::new(
        Code::LinkUnparsed,
        content.span(TextRange::of(place)),
        "the words of this link lack their first bracket",
        subject,
    );
    let fix = Fix {
        safe: false,
        edits: vec![Edit {
            span: content.span(TextRange::new(open, open)),
            replacement: "[".into(),
        }],
    };
    let help = "write `[[name] words](target)`; other Markdown readers show it as text";
    repairs.found.push(finding.with_help(help).with_fix(fix));
}

/// The closing brackets with a parenthesis or another bracket directly behind them.
fn candidates<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let bytes = content.text.as_bytes();
    let closes = content.closes.iter().copied();
    closes.filter(|&at| matches!(bytes.get(at as usize + 1), Some(b'(' | b'[')))
}

/// The target or label that `text` begins with, if it can be one.
pub(super) fn leads_to<'a, 'l>(text: &'a str, labels: impl Fn() -> &'l Labels) -> Option<&'a str> {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let Some(label) = near.strip_prefix('[') else {
        let line = near.split('\n').next()?;
        return target(line).and_then(|(code, target)| (code == Code::LinkSpace).then_some(target));
    };
    let (label, _) = label.split_once(']')?;
    labels().contains(&fold_label(label)).then_some(label)
}

/// What is known of the line that was last asked about, and of what belongs to it above.
#[derive(Default)]
struct Paragraphs {
    /// Whether a `]` of the line has no `[` in it.
    line: Option<(usize, bool)>,
    last: Option<(usize, Paragraph)>,
}

impl Paragraphs {
    /// What a `]` stands in, if there is no `[` that it closes.
    fn with_lone(&mut self, content: &Content<'_>, close: u32) -> Option<&Paragraph> {
        let line = content.line_at(close)?;
        if self.line.is_none_or(|known| known.0 != line) {
            self.line = Some((line, has_lone(content.line(line))));
        }
        let is_escaped = content.text[..close as usize].ends_with('\\');
        if is_escaped || !self.line?.1 {
            return None;
        }
        if self.last.as_ref().is_none_or(|last| last.0 != line) {
            self.last = Some((line, Paragraph::up_to(content, line)));
        }
        let (_, paragraph) = self.last.as_ref()?;
        paragraph.is_lone(close).then_some(paragraph)
    }
}

/// Whether a `]` stands in a line that closes none of its `[`; most lines have none.
fn has_lone(line: &str) -> bool {
    let bytes = line.as_bytes();
    let mut open = 0usize;
    memchr::memchr2_iter(b'[', b']', bytes).any(|at| match bytes[at] {
        _ if at > 0 && bytes[at - 1] == b'\\' => false,
        b'[' => {
            open += 1;
            false
        }
        _ if open == 0 => true,
        _ => {
            open -= 1;
            false
        }
    })
}

/// The brackets in pairs of some lines: where each `]` stands and the `[` that it closes.
struct Paragraph {
    start: u32,
    pairs: Vec<(usize, usize)>,
}

impl Paragraph {
    /// The paragraph that the line is of, up to its end.
    fn up_to(content: &Content<'_>, line: usize) -> Self {
        let continues = |&line: &usize| {
            let words = content.line(line).trim_start_matches([' ', '\t', '>']);
            let above = line.checked_sub(1).map(|above| content.line(above));
            !begins_item(words)
                && !words.starts_with(['#', '|'])
                && above.is_some_and(|above| indent(above) < above.len())
        };
        let lines = (0..=line).rev().take(NEAR);
        let first = line - lines.take_while(continues).count().min(line);
        let start = content.lines[first].start;
        let text = &content.text[start as usize..content.lines[line].end as usize];
        Self {
            start,
            pairs: pairs(text),
        }
    }

    fn is_lone(&self, close: u32) -> bool {
        let at = (close - self.start) as usize;
        let found = self.pairs.binary_search_by_key(&at, |pair| pair.0);
        found.is_err()
    }

    /// The `[` of the words that the `]` at `close` ends, and the `]` that took its place: those of the nearest words in
    /// brackets that are neither link nor label; for an image's file those that begin one, if there are any.
    fn opening<'l>(
        &self,
        text: &str,
        close: u32,
        subject: &str,
        labels: impl Fn() -> &'l Labels,
    ) -> Option<(u32, u32)> {
        let text = &text[self.start as usize..];
        let mut end = (close - self.start) as usize;
        let before = self.pairs.partition_point(|pair| pair.0 < end);
        let mut nearest = None;
        for &(inner, open) in self.pairs[..before].iter().rev().take(MOST_WORDS) {
            // Brackets within those that were just looked at.
            if inner > end {
                continue;
            }
            let between = &text[inner + 1..end];
            if end - inner > FARTHEST || between.contains(']') || !is_plain(text, open, inner) {
                break;
            }
            let is_image = text[..open].ends_with('!');
            if is_image || nearest.is_none() {
                nearest = Some((open, inner));
            }
            if is_image || !names_image(subject) {
                break;
            }
            end = open;
        }
        let (open, inner) = nearest?;
        let is_image = text[..open].ends_with('!');
        let is_label = || labels().contains(&fold_label(&text[open + 1..inner]));
        let places = [open, inner].map(|at| self.start + offset(at));
        (is_image || !is_label()).then_some(places.into())
    }
}

/// Whether words in brackets are nothing but that: no link, no label, no definition, no box to tick, no footnote, no
/// directive.
fn is_plain(text: &str, open: usize, close: usize) -> bool {
    let (before, words) = (&text[..open], &text[open + 1..close]);
    !text[close + 1..].starts_with(['(', '[', ':'])
        && !before.ends_with(']')
        && !matches!(words, " " | "x" | "X")
        && !words.starts_with(['^', '!'])
        && directive::read(&text[open..]).is_none()
}
