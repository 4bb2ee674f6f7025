//! `<a name=“x”>` and `<a href=« x »>` were written with plain quotation marks before a translation: other readers take the
//! marks for a part of the value, or the tag for text.

use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::{PAIRED_QUOTES, is_filler};
use crate::markdown::html::{self, Verdict};
use crate::markdown::unparsed::near_before;
use crate::span::{TextRange, offset};

/// The most bytes of a value. A line may be a whole text, and each of its values asks for its end.
const LONGEST: usize = 2_000;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    values(content).next().is_some()
}

/// Reads them as plain ones, and tells of the first in each tag.
pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let mut told: Option<(u32, usize)> = None;
    for value in values(content) {
        if !code.is_text_at(value.tag) {
            continue;
        }
        repairs.edits.extend(value.marks.map(|range| Repair {
            range,
            replacement: "\"",
        }));
        let edits = value.marks.map(|range| Edit {
            span: content.span(range),
            replacement: "\"".into(),
        });
        // All values of a tag are one mistake.
        if let Some((_, at)) = told.filter(|&(tag, _)| tag == value.tag)
            && let Some(fix) = repairs.found[at].fix.as_mut()
        {
            fix.edits.extend(edits);
            continue;
        }
        told = Some((value.tag, repairs.found.len()));
        repairs.found.push(value.finding(content, edits.into()));
    }
}

/// A value between the quotation marks of a language.
struct Value<'a> {
    /// Where its tag begins.
    tag: u32,
    attribute: &'a str,
    /// What opens and closes it, each with the blanks within.
    marks: [TextRange; 2],
}

impl Value<'_> {
    fn finding(&self, content: &Content<'_>, edits: Vec<Edit>) -> Diagnostic {
        let [open, close] = self.marks;
        let attribute = self.attribute;
        let value = &content.text[open.end as usize..close.start as usize];
        let place = content.span(TextRange::new(open.start, close.end));
        let message = format!("the value of `{attribute}` does not stand in `\"`");
        let help = format!("write `{attribute}=\"{value}\"`; other readers see no such value");
        Diagnostic::new(Code::DisallowedHtml, place, message, attribute)
            .with_help(help)
            .with_fix(Fix { safe: true, edits })
    }
}

/// What closes a value that a plain mark opens, where a translation changed but the second one.
const CLOSING_PLAIN: [(char, &str); 2] = [('"', "”“„»＂″"), ('\'', "’‘‚′")];

/// The values in such marks, in order. Few signs of equality have anything but ASCII behind them, or a plain mark.
fn values<'a>(content: &Content<'a>) -> impl Iterator<Item = Value<'a>> {
    let (text, base) = (content.text, content.base as usize);
    let bytes = text.as_bytes();
    let signs = memchr::memchr_iter(b'=', &bytes[base..]).map(move |at| base + at);
    let signs = signs.filter(move |&at| {
        let next = bytes.get(at + 1);
        let next = if next == Some(&b' ') {
            bytes.get(at + 2)
        } else {
            next
        };
        next.is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'"' | b'\''))
    });
    signs.filter_map(move |at| value(text, base, at))
}

/// What stands around the `=` at `at`, if it is that of an attribute with such a value.
fn value(text: &str, base: usize, at: usize) -> Option<Value<'_>> {
    let behind = text[at + 1..].trim_start_matches(' ');
    let open = text.len() - behind.len();
    let sign = behind.chars().next()?;
    let pairs = PAIRED_QUOTES.iter().chain(&CLOSING_PLAIN);
    let (_, closing) = pairs.into_iter().find(|pair| pair.0 == sign)?;
    let near = &behind[sign.len_utf8()..behind.floor_char_boundary(LONGEST)];
    // Nearly all values are closed by what opens them, and nothing else that closes one is ASCII.
    let plain = near
        .bytes()
        .position(|byte| !byte.is_ascii() || char::from(byte) == sign);
    if sign.is_ascii() && plain.is_none_or(|at| near.as_bytes()[at].is_ascii()) {
        return None;
    }
    let inner = near.trim_start_matches(is_filler);
    let start = open + sign.len_utf8() + near.len() - inner.len();
    let ends = |c| matches!(c, '<' | '>' | '\n' | '\r') || c == sign || closing.contains(c);
    let end = inner.find(ends)?;
    let close = inner[end..]
        .chars()
        .next()
        .filter(|&c| closing.contains(c))?;
    let value = inner[..end].trim_end_matches(is_filler);
    let last = start + end + close.len_utf8();
    let ends_tag = text[last..]
        .trim_start_matches(is_filler)
        .starts_with(['>', '/']);
    // `alt="the “x” word"` is as it should be.
    let is_closed = ends_tag || !sign.is_ascii() && text[last..].starts_with([' ', '\n', '\r']);
    let (tag, attribute) = attribute(&text[base..], at - base)?;
    let is_value = is_closed && !value.is_empty() && !value.contains('"');
    is_value.then(|| Value {
        tag: offset(base + tag),
        attribute,
        marks: [
            TextRange::of(open..start),
            TextRange::of(start + value.len()..last),
        ],
    })
}

/// The attribute before the `=` at `at`, and where the tag begins, if that is one that docent reads.
fn attribute(text: &str, at: usize) -> Option<(usize, &str)> {
    let before = near_before(text, at);
    let open = before.rfind('<')?;
    let tag = &before[open + 1..];
    let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric())?;
    let words = tag.trim_end_matches(' ');
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_:".contains(c);
    let begins = words.trim_end_matches(is_part).len();
    let attribute = &words[begins..];
    let is_tag = matches!(html::verdict(&tag[..name_end]), Verdict::Allowed(_));
    let is_attribute = begins > name_end && !attribute.is_empty() && !tag.contains('>');
    (is_tag && is_attribute).then_some((at - before.len() + open, attribute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_between_their_marks() {
        for (text, expected) in [
            ("<a name=“x”></a>", Some(("name", "x"))),
            ("## <a id=«\u{a0}x y\u{a0}»></a>T", Some(("id", "x y"))),
            ("<a\nhref = „x.md“ title=“y”>", Some(("href", "x.md"))),
            ("<a href=‘x’/>", Some(("href", "x"))),
            ("<your-key name=“x”>", None),
            ("<a>b=“x”", None),
            ("<a name=“x>", None),
            ("<a name=“”>", None),
            ("a < b=“x”", None),
            ("<a title”=“x”>", None),
            ("<a name=\"x”></a>", Some(("name", "x"))),
            ("<a name='x’ />", Some(("name", "x"))),
            ("<a title=\"the “x” y\">", None),
            ("<a title=\"the “x”\">", None),
            ("<a title=\"x\" name=“y”>", None),
            ("<span style=\"x\">驗證=“x”", None),
        ] {
            let at = text.find('=').expect("there is one");
            let found = value(text, 0, at);
            let found = found.map(|value| {
                let [open, close] = value.marks;
                let inner = &text[open.end as usize..close.start as usize];
                (value.attribute, inner)
            });
            assert_eq!(found, expected, "{text}");
        }
    }
}
