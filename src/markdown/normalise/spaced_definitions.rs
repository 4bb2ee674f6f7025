//! `[label] : target` was a definition: French puts a blank before a colon, and input methods widen it. So was
//! `[label]: target` whose target begins with a blank that CommonMark takes for a part of it.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::definitions::{definition, is_title, label, odd_title, plain_title};
use super::links::{fold_label, names_file};
use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::characters::{COLONS, is_filler, is_odd_blank, name_of_blanks};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

pub(super) fn wanted(line: &str) -> bool {
    Spaced::of(line).is_some()
}

/// Whether a text may have any.
pub(super) fn any(content: &Content<'_>) -> bool {
    let mut lines = 0..content.lines.len();
    lines.any(|index| wanted(content.line(index)))
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let start = content.lines[index].start;
        let spaced = read(content, index).filter(|_| code.is_text(index, start));
        if let Some(spaced) = spaced {
            let range = TextRange::new(start + spaced.close, start + spaced.target);
            repairs.edits.push(Repair {
                range,
                replacement: ": ",
            });
            repairs.found.push(spaced.finding(content, start));
            let title = odd_title(&spaced.line[spaced.target as usize..]);
            // A title of what CommonMark takes for a definition, too, is read with that.
            if let Some(title) = title.filter(|_| !spaced.is_plain) {
                plain_title(content, start + spaced.target, title, spaced.label, repairs);
            }
        }
    }
}

/// The definition with such blanks on a line, if it certainly is one.
pub(super) fn read<'a>(content: &Content<'a>, index: usize) -> Option<Spaced<'a>> {
    let spaced = Spaced::of(content.line(index))?;
    let is_certain = || {
        let certain = content.spaced.get_or_init(|| certain(content));
        certain.contains(&index)
    };
    (spaced.is_plain || is_certain()).then_some(spaced)
}

/// The lines that certainly are such definitions: those of runs that stand apart, where a label is used as one, or others are
/// definitions.
fn certain(content: &Content<'_>) -> FxHashSet<usize> {
    let mentions = Mentions::of(content);
    let is_definition = |index: usize| {
        let line = content.line(index);
        definition(line).is_some() || Spaced::of(line).is_some()
    };
    let mut lines = FxHashSet::default();
    let mut next = 0;
    while next < content.lines.len() {
        let start = next;
        while next < content.lines.len() && is_definition(next) {
            next += 1;
        }
        if start < next
            && is_apart(content, start, next)
            && mentions.are_meant(content, start..next)
        {
            lines.extend(start..next);
        }
        next = next.max(start + 1);
    }
    lines
}

/// Whether the lines from `start` up to `end` belong to no paragraph.
fn is_apart(content: &Content<'_>, start: usize, end: usize) -> bool {
    let above = start.checked_sub(1).map(|above| content.line(above).trim());
    let below = content.lines.get(end).map(|_| content.line(end).trim());
    let ends = |line: &str| line.is_empty() || line.starts_with(['#', '`', '~']);
    above.is_none_or(|line| ends(line) || line.ends_with("-->"))
        && below.is_none_or(|line| ends(line) || line.starts_with("<!--"))
}

/// `[label] : target` at the start of a line.
pub(super) struct Spaced<'a> {
    pub label: &'a str,
    /// Where the label's bracket ends, the colon begins and ends, and the target begins, in bytes of the line.
    close: u32,
    colon: (u32, u32),
    target: u32,
    line: &'a str,
    /// Whether CommonMark takes it for a definition, too.
    is_plain: bool,
}

impl<'a> Spaced<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (range, close) = label(line)?;
        let behind = &line[close..];
        let words = behind.trim_start_matches(is_filler);
        let sign = words.chars().next().filter(|c| COLONS.contains(c))?;
        let target = words[sign.len_utf8()..].trim_start_matches(is_filler);
        let colon = line.len() - words.len();
        let gap = &line[colon + sign.len_utf8()..line.len() - target.len()];
        let is_plain = colon == close && sign == ':';
        let is_spaced = !is_plain || gap.contains(|c| c != '\t' && is_odd_blank(c));
        let is_wanted = is_spaced && leads(target) && directive::read(line.trim_start()).is_none();
        is_wanted.then(|| Self {
            label: &line[range],
            close: offset(close),
            colon: (offset(colon), offset(colon + sign.len_utf8())),
            target: offset(line.len() - target.len()),
            line,
            is_plain,
        })
    }

    fn finding(&self, content: &Content<'_>, start: u32) -> Diagnostic {
        let (colon, behind) = self.colon;
        let name = |from: u32, to: u32| name_of_blanks(&self.line[from as usize..to as usize]);
        let (from, to, message) = if self.close < colon {
            let name = name(self.close, colon);
            (self.close, colon, format!("{name} between `]` and `:`"))
        } else if behind - colon > 1 {
            let message = "the colon of this definition is full-width".to_owned();
            (colon, behind, message)
        } else {
            let name = name(behind, self.target);
            let message = format!("{name} between `:` and the target");
            (behind, self.target, message)
        };
        let place = |from, to| content.span(TextRange::new(start + from, start + to));
        let help =
            "write `[label]: target`; other Markdown readers find no definition, or no target";
        Diagnostic::new(Code::ReferenceSpace, place(from, to), message, self.label)
            .with_help(help)
            .with_fix(Fix::safe(place(self.close, self.target), ": "))
    }
}

/// Whether words are a target, perhaps with a title, and nothing else.
pub(super) fn leads(words: &str) -> bool {
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (target, title) = words.split_at(end);
    let path = target.split('#').next().unwrap_or_default();
    let is_target = target.contains(['/', '\\']) || target.starts_with('#') || names_file(path);
    let is_address = target.starts_with("mailto:");
    let is_titled = is_title(title.trim()) || odd_title(words).is_some();
    (is_target || is_address) && !target.contains("](") && is_titled
}

/// Whether it may stand before the words of a line, in the sign of a quote or an item.
pub(super) fn is_container(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')') || c.is_ascii_digit()
}

/// How a label is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// It stands in brackets, and may be a reference or just words.
    Words,
    /// By `[text][label]` or `[label][]`.
    Reference,
}

/// What stands in brackets in a text, and what it defines.
#[derive(Default)]
pub(super) struct Mentions {
    used: FxHashMap<String, Use>,
    defined: FxHashSet<String>,
}

impl Mentions {
    pub fn of(content: &Content<'_>) -> Self {
        let mut mentions = Self::default();
        let text = &content.text[content.base as usize..];
        let bytes = text.as_bytes();
        let mut open = None;
        for at in memchr::memchr2_iter(b'[', b']', bytes) {
            if bytes[at] == b'[' {
                open = Some(at);
                continue;
            }
            // A label ends at its first `]`.
            let Some(open) = open.take() else { continue };
            mentions.add(text, open, at);
        }
        mentions
    }

    /// How a folded label is used, if it is.
    pub fn of_label(&self, label: &str) -> Option<Use> {
        self.used.get(label).copied()
    }

    /// Whether definitions with such blanks are meant by these lines.
    fn are_meant(&self, content: &Content<'_>, lines: Range<usize>) -> bool {
        let is_alone = lines.len() == 1;
        lines.into_iter().any(|index| {
            let Some(spaced) = Spaced::of(content.line(index)) else {
                return true;
            };
            let label = fold_label(spaced.label);
            let is_free = !is_alone || !self.defined.contains(&label);
            match self.used.get(&label) {
                Some(Use::Reference) => is_free,
                // Words in brackets alone may be the name of a button.
                Some(Use::Words) => !is_alone,
                None => false,
            }
        })
    }

    /// Takes note of the brackets at `open` and `close`.
    fn add(&mut self, text: &str, open: usize, close: usize) {
        let label = fold_label(&text[open + 1..close]);
        let (before, behind) = (&text[..open], &text[close + 1..]);
        // The signs of quotes and items may stand before it.
        let begins = before.trim_end_matches(is_container);
        let begins_line = begins.is_empty() || begins.ends_with('\n');
        let next = behind.trim_start_matches(is_filler);
        if begins_line && behind.starts_with(':') {
            self.defined.insert(label);
        } else if !(behind.starts_with('(') || begins_line && next.starts_with(COLONS)) {
            let is_full = before.trim_end_matches(is_filler).ends_with(']');
            let found = match is_full || behind.starts_with("[]") {
                true => Use::Reference,
                false => Use::Words,
            };
            let known = self.used.entry(label).or_insert(found);
            *known = found.max(*known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_make_a_definition() {
        for (line, expected) in [
            ("[a] : https://example.com/", true),
            ("[a b]\u{a0}:\u{a0}x.md \"Title\"", true),
            ("[a]：x.md#y", true),
            ("[a]:\u{a0}x.md", true),
            ("[a]: x.md", false),
            ("[a]:\tx.md", false),
            ("[a] : words", false),
            ("[a] : a/b and more", false),
            ("    [a] : x.md", false),
            ("[^a] : x.md", false),
            ("[AZURE.NOTE] : x.md", false),
            ("[a] text : x.md", false),
        ] {
            assert_eq!(wanted(line), expected, "{line}");
        }
    }
}
