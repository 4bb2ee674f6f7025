//! A word between three colons with its attributes: `:::image source="a.png":::`.

use super::super::Content;
use super::super::cursor::Cursor;
use crate::markdown::unparsed::near_behind;
use crate::span::{TextRange, offset};

pub(super) const SIGN: &str = ":::";

/// The most bytes of a line that holds nothing else.
const LONGEST: u32 = 2_000;

/// All of them in a text, in order.
pub(super) fn elements<'a>(content: &Content<'a>) -> impl Iterator<Item = Element<'a>> {
    let (text, mut behind) = (content.text, content.base);
    content.places_of(SIGN).filter_map(move |at| {
        let element = (at >= behind).then(|| Element::read(text, at))??;
        behind = element.range.end;
        let is_escaped = text[..at as usize].ends_with('\\');
        (!is_escaped).then_some(element)
    })
}

/// A word between three colons, with its attributes.
pub(super) struct Element<'a> {
    pub range: TextRange,
    pub word: &'a str,
    /// Where the word ends.
    pub word_end: u32,
    pub attributes: Vec<Attribute<'a>>,
    /// Whether colons end it.
    pub is_closed: bool,
}

/// `name="value"`.
pub(super) struct Attribute<'a> {
    pub name: &'a str,
    pub start: u32,
    /// What stands between its quotation marks, and where.
    pub text: &'a str,
    pub value: TextRange,
}

impl<'a> Attribute<'a> {
    /// The one that stands at the cursor, whose text begins at `base`.
    fn read(line: &mut Cursor<'a>, base: u32) -> Option<Self> {
        let start = base + offset(line.at);
        let name = line.take(is_of_name);
        line.sign(&["=\""])?;
        let value = base + offset(line.at);
        let text = line.take(|c| c != '"');
        let value = TextRange::new(value, value + offset(text.len()));
        line.sign(&["\""])?;
        Some(Self {
            name,
            start,
            text,
            value,
        })
    }

    pub const fn end(&self) -> u32 {
        self.value.end + 1
    }

    pub fn name_range(&self) -> TextRange {
        TextRange::new(self.start, self.start + offset(self.name.len()))
    }
}

impl<'a> Element<'a> {
    /// The one that begins at `at`, as far as its line goes.
    fn read(text: &'a str, at: u32) -> Option<Self> {
        let near = near_behind(text, at as usize);
        let mut line = Cursor::new(near.split(['\n', '\r']).next()?);
        line.sign(&[SIGN])?;
        line.take(|c| c == ' ');
        let word = line.take(is_of_name);
        let word_end = at + offset(line.at);
        let mut attributes = Vec::new();
        let mut end = line.at;
        let is_closed = loop {
            let blanks = line.take(|c| matches!(c, ' ' | '\t'));
            if line.sign(&[SIGN]).is_some() {
                end = line.at;
                break true;
            }
            let attribute = Attribute::read(&mut line, at).filter(|_| !blanks.is_empty());
            let Some(attribute) = attribute else {
                break false;
            };
            attributes.push(attribute);
            end = line.at;
        };
        (!word.is_empty()).then_some(Self {
            range: TextRange::new(at, at + offset(end)),
            word,
            word_end,
            attributes,
            is_closed,
        })
    }

    pub fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|it| it.name == name)
    }

    /// Whether nothing else stands on its line but blanks and the signs of quotes.
    pub fn is_alone(&self, content: &Content<'_>) -> bool {
        let Some(line) = content.line_at(self.range.start) else {
            return false;
        };
        let line = content.lines[line];
        // Each of many in a long line would look at all of it.
        if line.len() > LONGEST {
            return false;
        }
        let before = &content.text[line.start as usize..self.range.start as usize];
        let behind = &content.text[self.range.end as usize..line.end as usize];
        before.trim_matches([' ', '\t', '>']).is_empty() && behind.trim().is_empty()
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_as_far_as_they_go() {
        let read = |text| {
            let element = Element::read(text, 0)?;
            let attributes = element.attributes.iter();
            let attributes = attributes.map(|it| (it.name, it.text));
            let end = element.range.end as usize;
            Some((
                element.word,
                attributes.collect(),
                &text[end..],
                element.is_closed,
            ))
        };
        type Read<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a str, bool);
        let cases: [(&str, Option<Read<'_>>); 6] = [
            (
                ":::image source=\"a b.png\"  alt-text=\"\"::: x",
                Some((
                    "image",
                    vec![("source", "a b.png"), ("alt-text", "")],
                    " x",
                    true,
                )),
            ),
            (
                "::: zone pivot=\"a,b\"",
                Some(("zone", vec![("pivot", "a,b")], "", false)),
            ),
            (":::row:::", Some(("row", vec![], "", true))),
            (
                ":::zone-end\n:::",
                Some(("zone-end", vec![], "\n:::", false)),
            ),
            (
                ":::image source=\"a.png",
                Some(("image", vec![], " source=\"a.png", false)),
            ),
            ("::: ", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
