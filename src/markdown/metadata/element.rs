//! One `<properties …/>` or `<tags …/>` element at the head of a text, read the way its writers meant it.
//!
//! Such elements look like XML and are not: values hold unescaped quotes, translation tools rename the element, closers
//! and quotes get lost. Reading never fails; what was wrong is returned as [`Trouble`] with its place.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::attributes::is_known;
use super::{Attribute, Element};
use crate::markdown::characters::is_mark;
use crate::span::TextRange;

/// An element that has not ended after so many bytes has lost its closer; the longest real one holds 3 KiB.
const LONGEST: usize = 64 * 1024;
/// How far behind a `<` the keys may stand that tell what an unknown element was.
const TELLTALE_WINDOW: usize = 3_000;

/// `＝`, as input methods of East Asia write the sign.
const WIDE_EQUALS: char = '\u{ff1d}';

/// An element as it was read.
pub(super) struct Block {
    pub(super) element: Element,
    /// From the `<` up to behind the closer.
    pub(super) range: Range<usize>,
    /// The `<` and the name, as written.
    pub(super) opening: Range<usize>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) troubles: Vec<Trouble>,
}

/// Something in an element that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) kind: TroubleKind,
    pub(super) range: Range<usize>,
    /// The attribute that it befell, as an index into [`Block::attributes`].
    pub(super) attribute: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TroubleKind {
    /// The element was recognised by its keys only.
    Name,
    /// Content begins, and neither `/>` nor `>` was there.
    LostCloser,
    /// A value without its first or last quote; the range is where the quote belongs.
    LostQuote,
    /// A value in the quotes of a language, as `«…»`; the range is its first quote.
    TurnedQuote,
    /// `＝` between a name and its value.
    WideEquals,
    /// A quote within a value.
    InnerQuote,
    /// Text between attributes.
    Junk,
    /// No blank between two attributes; the range is where it belongs.
    NoBlank,
    /// A value that goes on in the next line.
    Newline,
    /// `<Properties`.
    NameCase,
    /// Blank lines between `<` and `>`.
    BlankLines,
    /// `>` where `/>` belongs.
    NotSelfClosed,
}

impl TroubleKind {
    /// Whether the values of the element cannot be relied upon.
    pub(super) const fn is_damage(self) -> bool {
        matches!(
            self,
            Self::Name | Self::LostCloser | Self::LostQuote | Self::TurnedQuote
        )
    }
}

/// The element that begins at `at`, if one does.
pub(super) fn read(text: &str, at: usize) -> Option<Block> {
    let head = head(text, at)?;
    let mut reader = Reader {
        text,
        at: head.opening.end,
        settled: head.opening.end,
        element: head.element,
        attributes: Vec::new(),
        troubles: Vec::new(),
        barren: 0,
    };
    if let Some(kind) = head.trouble {
        reader.note(kind, head.opening.clone());
    }
    let end = reader.element();
    Some(Block {
        element: head.element,
        range: at..end,
        opening: head.opening,
        attributes: reader.attributes,
        troubles: reader.troubles,
    })
}

/// The offset of the first byte at or behind `at` that is neither white space nor a mark that nobody sees.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let is_blank = |c: char| c.is_whitespace() || is_mark(c);
    text.len() - text[at..].trim_start_matches(is_blank).len()
}

struct Head {
    element: Element,
    opening: Range<usize>,
    trouble: Option<TroubleKind>,
}

fn head(text: &str, at: usize) -> Option<Head> {
    let Some(behind) = text[at..].strip_prefix('<') else {
        return head_without_bracket(text, at);
    };
    let name_at = skip_blanks(text, at + 1);
    let name = &text[name_at..];
    let length = name
        .find(|c: char| c.is_whitespace() || matches!(c, '=' | '<' | '>' | '/' | '"' | '\''))
        .unwrap_or(name.len());
    let name = &name[..length];
    let opening = at..name_at + length;
    if let Some(element) = Element::named(name) {
        let trouble = match () {
            () if name_at > at + 1 => Some(TroubleKind::Name),
            () if name != element.as_str() => Some(TroubleKind::NameCase),
            () => None,
        };
        return Some(Head {
            element,
            opening,
            trouble,
        });
    }
    if name.is_empty() || name.starts_with('!') {
        return None;
    }
    let element = telltale(window(behind))?;
    // The name itself may be lost: `< ms.service="…"`.
    let opening = match attribute_at(text, name_at) {
        Some(_) => at..at + 1,
        None => opening,
    };
    Some(Head {
        element,
        opening,
        trouble: Some(TroubleKind::Name),
    })
}

/// `properties pageTitle="…"`: the bracket is lost, with or without the name.
fn head_without_bracket(text: &str, at: usize) -> Option<Head> {
    let word = text[at..]
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let opening = match attribute_at(text, at) {
        Some(_) => at..at,
        None => at..at + word,
    };
    let first = attribute_at(text, skip_blanks(text, opening.end))?;
    let element = telltale(&text[first.name.start..first.quote])?;
    Some(Head {
        element,
        opening,
        trouble: Some(TroubleKind::Name),
    })
}

/// The text that belongs to the element for certain: up to the first `>`, not too much of it.
fn window(text: &str) -> &str {
    let end = floor(text, TELLTALE_WINDOW);
    let text = &text[..end];
    &text[..memchr(b'>', text.as_bytes()).unwrap_or(end)]
}

/// What an element must have been that holds these keys.
fn telltale(window: &str) -> Option<Element> {
    let holds = |key: &str, any_ending: bool| {
        memmem::find_iter(window.as_bytes(), key).any(|at| {
            let before = window[..at].chars().next_back();
            let behind = &window[at + key.len()..];
            let ending = behind.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
            let value = if any_ending { ending } else { behind };
            let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            whole
                && any_ending != (ending.len() == behind.len())
                && value.trim_start().starts_with('=')
        })
    };
    if holds("ms.", true) {
        return Some(Element::Tags);
    }
    ["pageTitle", "documentationCenter", "authors", "manager"]
        .into_iter()
        .any(|key| holds(key, false))
        .then_some(Element::Properties)
}

/// `name = "`, which is where an attribute begins.
struct Opening {
    name: Range<usize>,
    quote: usize,
}

fn attribute_at(text: &str, at: usize) -> Option<Opening> {
    let name = name_at(text, at)?;
    let quote = behind_equals(text, name.end)?;
    matches!(text.as_bytes().get(quote), Some(b'"' | b'\'')).then_some(Opening { name, quote })
}

fn name_at(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = &text.as_bytes()[at..];
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let end = at + name_length(bytes);
    Some(at..behind_parted(text, at, end).unwrap_or(end))
}

fn name_length(bytes: &[u8]) -> usize {
    let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    bytes.iter().take_while(is_name).count()
}

/// The end of a name that translation took apart, `ms. topic` or `ms .topic`, whose first part ends at `end`.
fn behind_parted(text: &str, at: usize, end: usize) -> Option<usize> {
    let behind = text[end..].trim_start_matches(' ');
    let rest = match &text[at..end] {
        "ms" => behind.strip_prefix('.')?,
        "ms." => behind,
        _ => return None,
    };
    let rest = rest.trim_start_matches(' ');
    let length = name_length(rest.as_bytes());
    (length > 0).then(|| text.len() - rest.len() + length)
}

fn behind_equals(text: &str, at: usize) -> Option<usize> {
    let equals = skip_blanks(text, at);
    let behind = text[equals..].strip_prefix(['=', WIDE_EQUALS])?;
    Some(skip_blanks(text, text.len() - behind.len()))
}

/// The offset behind `/>` or `>` at `at`.
fn closer_at(text: &str, at: usize) -> Option<usize> {
    let slash = usize::from(text[at..].starts_with('/'));
    let bracket = if slash == 1 {
        skip_blanks(text, at + 1)
    } else {
        at
    };
    text[bracket..].starts_with('>').then_some(bracket + 1)
}

/// Whether a quote that ends at `at` can end a value: what follows is a closer, another attribute or nothing.
fn closes(text: &str, at: usize) -> bool {
    let next = skip_blanks(text, at);
    next == text.len() || closer_at(text, next).is_some() || attribute_at(text, next).is_some()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Behind the last thing that surely belongs to the element.
    settled: usize,
    element: Element,
    attributes: Vec<Attribute>,
    troubles: Vec<Trouble>,
    /// No quote before this offset on the line that was looked at last closes a value; keeps hostile lines linear.
    barren: usize,
}

impl Reader<'_> {
    fn note(&mut self, kind: TroubleKind, range: Range<usize>) {
        self.troubles.push(Trouble {
            kind,
            range,
            attribute: None,
        });
    }

    /// Reads up to the end of the element, and returns it.
    fn element(&mut self) -> usize {
        let start = self.at;
        loop {
            let blank_lines = self.skip_blanks();
            let rest = &self.text[self.at..];
            if rest.is_empty() || rest.starts_with('<') || self.at - start > LONGEST {
                return self.lost_closer();
            }
            if let Some(end) = closer_at(self.text, self.at) {
                self.note_blank_lines(blank_lines);
                return self.close(end);
            }
            if let Some(opening) = attribute_at(self.text, self.at) {
                self.note_blank_lines(blank_lines);
                self.attribute(opening);
            } else if self.content_begins(blank_lines.is_some()) {
                return self.lost_closer();
            } else if !self.unquoted() {
                self.junk();
            }
            self.settled = self.at;
        }
    }

    /// Goes to the next token; the result is the blank lines on the way, from the first one's start.
    fn skip_blanks(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.at = skip_blanks(self.text, start);
        let gap = &self.text.as_bytes()[start..self.at];
        let mut ends = memchr_iter(b'\n', gap);
        let first = ends.next()?;
        ends.next_back()
            .map(|last| start + first + 1..start + last + 1)
    }

    fn note_blank_lines(&mut self, lines: Option<Range<usize>>) {
        if let Some(lines) = lines {
            self.note(TroubleKind::BlankLines, lines);
        }
    }

    fn lost_closer(&mut self) -> usize {
        self.note(TroubleKind::LostCloser, self.settled..self.settled);
        self.settled
    }

    fn close(&mut self, end: usize) -> usize {
        if self.text[self.at..end].starts_with('/') {
            return end;
        }
        self.note(TroubleKind::NotSelfClosed, self.at..end);
        let next = skip_blanks(self.text, end);
        let closing = format!("</{}>", self.element.as_str());
        match self.text.as_bytes().get(next..next + closing.len()) {
            Some(found) if found.eq_ignore_ascii_case(closing.as_bytes()) => next + closing.len(),
            _ => end,
        }
    }

    /// Whether what stands here is no junk in the element but the page: its line holds nothing of an element.
    fn content_begins(&self, behind_blank_line: bool) -> bool {
        // The rest of a line is looked at once, not for each word of it.
        if !self.text[self.settled..self.at].contains('\n') {
            return false;
        }
        let line = self.line_from(self.at);
        let of_element =
            line.contains("=\"") || line.contains("/>") || line.trim_end().ends_with('"');
        (behind_blank_line || line.starts_with('#') || !of_element) && !self.unquoted_here()
    }

    fn line_from(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        &rest[..memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }

    fn junk(&mut self) {
        let rest = &self.text[self.at..];
        let mut chars = rest.char_indices();
        chars.next();
        let length = chars
            .find(|&(at, c)| {
                c.is_whitespace() || matches!(c, '<' | '>') || rest[at..].starts_with("/>")
            })
            .map_or(rest.len(), |(at, _)| at);
        self.note_junk(self.at..self.at + length);
    }

    /// Notes junk and goes behind it; what stands beside other junk on a line is one piece with it.
    fn note_junk(&mut self, range: Range<usize>) {
        self.at = range.end;
        if let Some(last) = self.troubles.last_mut()
            && last.kind == TroubleKind::Junk
            && self.text[last.range.end..range.start]
                .chars()
                .all(|c| c == ' ' || c == '\t')
        {
            last.range.end = range.end;
            return;
        }
        self.note(TroubleKind::Junk, range);
    }

    fn attribute(&mut self, opening: Opening) {
        let start = opening.quote + 1;
        let index = self.attributes.len();
        let sign = &self.text[opening.name.end..opening.quote];
        if let Some(at) = sign.find(WIDE_EQUALS) {
            let at = opening.name.end + at;
            self.note_at(
                TroubleKind::WideEquals,
                at..at + WIDE_EQUALS.len_utf8(),
                index,
            );
        }
        let (end, next) = self.value(start, self.text.as_bytes()[opening.quote], index);
        self.push(opening.name, start..end);
        if memchr(b'\n', &self.text.as_bytes()[start..end]).is_some() {
            self.note_at(TroubleKind::Newline, start..end, index);
        }
        self.at = next;
        if next > end {
            self.behind_value(index);
        }
    }

    fn push(&mut self, name: Range<usize>, value: Range<usize>) {
        self.attributes.push(Attribute {
            element: self.element,
            name: TextRange::of(name),
            value: TextRange::of(value),
        });
    }

    fn note_at(&mut self, kind: TroubleKind, range: Range<usize>, attribute: usize) {
        self.troubles.push(Trouble {
            kind,
            range,
            attribute: Some(attribute),
        });
    }

    /// What is glued to a closing quote is junk, or the next attribute.
    fn behind_value(&mut self, index: usize) {
        if attribute_at(self.text, self.at).is_some() {
            self.note_at(TroubleKind::NoBlank, self.at..self.at, index);
            return;
        }
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<'))
            .unwrap_or(rest.len());
        if length > 0 {
            self.note_junk(self.at..self.at + length);
        }
    }

    /// The end of the value that begins at `start`, and where reading goes on.
    ///
    /// A quote ends the value if what follows can follow a value. If it cannot, but another quote of the same line can,
    /// this one is part of the value. If there is none, it ends the value and junk follows.
    fn value(&mut self, start: usize, quote: u8, index: usize) -> (usize, usize) {
        let limit = floor(self.text, start + LONGEST);
        let found = memchr(quote, &self.text.as_bytes()[start..limit]).map(|at| start + at);
        if let Some(end) = self.lost_quote(start, found, limit) {
            self.note_at(TroubleKind::LostQuote, end..end, index);
            return (end, end);
        }
        let Some(first) = found else {
            let end = start + self.line_from(start).trim_end().len();
            self.note_at(TroubleKind::LostQuote, end..end, index);
            return (end, end);
        };
        let end = match closes(self.text, first + 1) {
            true => first,
            false => self.later_closer(first, quote).unwrap_or(first),
        };
        for inner in memchr_iter(quote, &self.text.as_bytes()[first..end]) {
            let at = first + inner;
            self.note_at(TroubleKind::InnerQuote, at..at + 1, index);
        }
        (end, end + 1)
    }

    /// The first quote behind `first` on its line that can end a value.
    fn later_closer(&mut self, first: usize, quote: u8) -> Option<usize> {
        if first < self.barren {
            return None;
        }
        let line = self.line_from(first + 1);
        let end = first + 1 + line.len();
        let found = memchr_iter(quote, line.as_bytes())
            .map(|at| first + 1 + at)
            .find(|&at| closes(self.text, at + 1));
        if found.is_none() {
            self.barren = end;
        }
        found
    }

    /// Where a value ends whose closing quote is lost, so that the `next` quote belongs to something else.
    fn lost_quote(&self, start: usize, next: Option<usize>, limit: usize) -> Option<usize> {
        let value = &self.text[start..next.unwrap_or(limit)];
        let line_end = memchr_iter(b'\n', value.as_bytes())
            .map(|at| start + at)
            .find(|&at| self.ends_before(at + 1));
        if let Some(line_end) = line_end {
            let line = self.text[start..line_end].trim_end();
            let value = line.strip_suffix("/>").unwrap_or(line).trim_end();
            return Some(start + value.len());
        }
        // On one line: `ms.service="a ms.date="b"`.
        next?;
        let before = value.trim_end().strip_suffix('=')?.trim_end();
        let name = before.rsplit(char::is_whitespace).next()?;
        let value = before[..before.len() - name.len()].trim_end();
        (is_known(name) && value.len() < before.len() - name.len()).then_some(start + value.len())
    }

    /// Whether the line at `at` cannot be the next line of a value.
    fn ends_before(&self, at: usize) -> bool {
        let line = self.line_from(at);
        let token = at + line.len() - line.trim_start().len();
        line.trim().is_empty()
            || line.trim_start().starts_with(['<', '#'])
            || closer_at(self.text, token).is_some()
            || attribute_at(self.text, token).is_some()
    }

    fn unquoted_here(&self) -> bool {
        name_at(self.text, self.at).is_some_and(|name| {
            is_known(&self.text[name.clone()]) && behind_equals(self.text, name.end).is_some()
        })
    }

    /// A value in turned quotes that begins at `start`: its range without them, and where reading goes on.
    fn turned(&self, start: usize) -> Option<(Range<usize>, usize)> {
        let inner = self.text[start..].strip_prefix(is_turned)?;
        let inner_start = self.text.len() - inner.len();
        let inner = &inner[..floor(inner, LONGEST)];
        let inner = &inner[..inner.find(['<', '"']).unwrap_or(inner.len())];
        let quotes = inner.match_indices(is_turned);
        let mut ends = quotes.map(|(at, quote)| (at, inner_start + at + quote.len()));
        let (length, next) =
            ends.find(|&(_, behind)| closes(self.text, behind) || self.opens_turned(behind))?;
        let value = &inner[..length];
        let from = inner_start + value.len() - value.trim_start().len();
        Some((from..from + value.trim().len(), next))
    }

    /// Whether an attribute in turned quotes begins behind the blanks at `at`.
    fn opens_turned(&self, at: usize) -> bool {
        let name = name_at(self.text, skip_blanks(self.text, at));
        let value = name.and_then(|name| behind_equals(self.text, name.end));
        value.is_some_and(|value| self.text[value..].starts_with(is_turned))
    }

    /// `ms.date=05/01/2016` or `ms.date=05/01/2016"`: the first quote or both are lost.
    fn unquoted(&mut self) -> bool {
        let Some(name) = name_at(self.text, self.at).filter(|_| self.unquoted_here()) else {
            return false;
        };
        let Some(start) = behind_equals(self.text, name.end) else {
            return false;
        };
        if let Some((value, next)) = self.turned(start) {
            let quote = start..value.start;
            self.note_at(TroubleKind::TurnedQuote, quote, self.attributes.len());
            self.push(name, value);
            self.at = next;
            return true;
        }
        let line = self.line_from(start);
        let quote = memchr(b'"', line.as_bytes())
            .filter(|&at| closes(self.text, start + at + 1) || line[at + 1..].trim().is_empty());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        let word = line.split(char::is_whitespace).next().unwrap_or_default();
        let word = word.strip_suffix("/>").unwrap_or(word);
        let (end, next) = match quote {
            Some(at) => (start + at, start + at + 1),
            None if !word.is_empty() && word.chars().all(is_plain) => {
                (start + word.len(), start + word.len())
            }
            None => return false,
        };
        self.note_at(TroubleKind::LostQuote, start..start, self.attributes.len());
        self.push(name, start..end);
        self.at = next;
        true
    }
}

/// The quotes of any language, which translation puts in place of `"`.
fn is_turned(c: char) -> bool {
    matches!(
        c,
        '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' | '＂' | '「' | '」' | '『' | '』'
    )
}

/// The last boundary between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}
