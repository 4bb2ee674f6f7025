//! What later builders read between three colons. `:::image source="a.png" alt-text="A":::` is a picture, `:::video …:::` a
//! video, `:::no-loc text="Name":::` its words. Of what stands around other text (`:::zone`, `:::moniker`, `:::row` and
//! `:::column`) only that text is kept.

use std::ops::Range;

use super::code::CodeMap;
use super::{Content, Repair, Repairs, indent};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::unparsed::near_behind;
use crate::span::{TextRange, offset};

const SIGN: &str = ":::";

/// The most bytes of a line that holds nothing else.
const LONGEST: u32 = 2_000;

/// What holds other text, each with whether only some readers are to see it.
const AROUND: [(&str, bool); 4] = [
    ("zone", true),
    ("moniker", true),
    ("row", false),
    ("column", false),
];

pub(super) fn wanted(content: &Content<'_>) -> bool {
    content.places_of(SIGN).next().is_some()
}

/// Reads them, and gives the map of the text that comes of it.
pub(super) fn repair<'a>(
    content: &'a Content<'a>,
    code: CodeMap<'a>,
    repairs: &mut Repairs<'_>,
) -> CodeMap<'a> {
    let before = repairs.edits.len();
    lines(content, &code, repairs);
    // What stands deep within a column is no code once that is gone.
    let code = match repairs.edits.len() > before {
        true => code.with_edits(repairs.edits.clone()),
        false => code,
    };
    let before = repairs.edits.len();
    for element in elements(content) {
        if !code.is_text_at(element.range.start) {
            continue;
        }
        match element.word {
            "image" => element.image(repairs),
            "no-loc" => element.words(repairs),
            "video" if element.is_alone(content) => element.video(repairs),
            _ => {}
        }
    }
    match repairs.edits.len() > before {
        true => code.with_edits(repairs.edits.clone()),
        false => code,
    }
}

/// Cuts the lines around other text, and the blanks by which all lines of a column stand further in than their row.
fn lines(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    // How far the row is indented, and the line of the column that is open in it.
    let mut row: Option<usize> = None;
    let mut column: Option<usize> = None;
    for element in elements(content) {
        let part = element.word.strip_suffix("-end");
        let name = part.unwrap_or(element.word);
        let around = AROUND.iter().find(|(around, _)| *around == name);
        let is_line = around.is_some() || element.word == "image-end";
        if !is_line || !element.is_alone(content) {
            continue;
        }
        let is_of_row = matches!(name, "row" | "column");
        let at = element.range.start;
        // What stands deep within a row looks like code.
        let is_text = || code.is_text_at(at) || is_of_row && row.is_some() && code.is_indented(at);
        let Some(line) = content.line_at(at).filter(|_| is_text()) else {
            continue;
        };
        if let (None, Some((_, true))) = (part, around) {
            repairs.found.push(element.finding(content));
        }
        let own = indent(content.line(line));
        if is_of_row {
            if let Some(column) = column {
                dedent(content, column + 1..line, row.unwrap_or(own), repairs);
            }
            column = (element.word == "column").then_some(line);
        }
        match element.word {
            "row" => row = Some(own),
            "row-end" => row = None,
            _ => {}
        }
        repairs.cut(element.range);
    }
}

/// Cuts the blanks that all of some lines begin with, but for the first `kept`.
fn dedent(content: &Content<'_>, lines: Range<usize>, kept: usize, repairs: &mut Repairs<'_>) {
    let indents = lines.map(|line| (line, indent(content.line(line))));
    let indents = indents.filter(|&(line, indent)| indent < content.line(line).len());
    let common = indents.clone().map(|(_, indent)| indent).min();
    let surplus = common.unwrap_or_default().saturating_sub(kept);
    for (line, _) in indents.filter(|_| surplus > 0) {
        let start = content.lines[line].start;
        repairs.cut(TextRange::new(start, start + offset(surplus)));
    }
}

/// All of them in a text, in order.
fn elements<'a>(content: &Content<'a>) -> impl Iterator<Item = Element<'a>> {
    let (text, mut behind) = (content.text, content.base);
    content.places_of(SIGN).filter_map(move |at| {
        let element = (at >= behind).then(|| Element::read(text, at))??;
        behind = element.range.end;
        Some(element)
    })
}

/// A word between three colons, with its attributes.
struct Element<'a> {
    range: TextRange,
    word: &'a str,
    /// Where the word ends.
    word_end: u32,
    attributes: Vec<Attribute<'a>>,
    /// Whether colons end it.
    is_closed: bool,
}

/// `name="value"`.
struct Attribute<'a> {
    name: &'a str,
    start: u32,
    /// What stands between its quotation marks, and where.
    text: &'a str,
    value: TextRange,
}

impl Attribute<'_> {
    const fn end(&self) -> u32 {
        self.value.end + 1
    }

    fn name_range(&self) -> TextRange {
        TextRange::new(self.start, self.start + offset(self.name.len()))
    }
}

impl<'a> Element<'a> {
    /// The one that begins at `at`, as far as its line goes.
    fn read(text: &'a str, at: u32) -> Option<Self> {
        let near = near_behind(text, at as usize);
        let line = near.split(['\n', '\r']).next()?;
        let mut rest = line.strip_prefix(SIGN)?.trim_start_matches(' ');
        let word = take(&mut rest, |c| c.is_ascii_alphanumeric() || c == '-');
        let place = |rest: &str| at + offset(line.len() - rest.len());
        let word_end = place(rest);
        let mut attributes = Vec::new();
        let mut end = word_end;
        let is_closed = loop {
            rest = rest.trim_start_matches([' ', '\t']);
            if let Some(behind) = rest.strip_prefix(SIGN) {
                end = place(behind);
                break true;
            }
            let start = place(rest);
            let name = take(&mut rest, |c| c.is_ascii_alphanumeric() || c == '-');
            let value = rest.strip_prefix("=\"");
            let Some((text, behind)) = value.and_then(|value| value.split_once('"')) else {
                break false;
            };
            let value_end = place(behind) - 1;
            let value = TextRange::new(value_end - offset(text.len()), value_end);
            attributes.push(Attribute {
                name,
                start,
                text,
                value,
            });
            rest = behind;
            end = place(rest);
        };
        (!word.is_empty()).then_some(Self {
            range: TextRange::new(at, end),
            word,
            word_end,
            attributes,
            is_closed,
        })
    }

    fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|it| it.name == name)
    }

    /// Whether nothing else stands on its line but blanks and the signs of quotes.
    fn is_alone(&self, content: &Content<'_>) -> bool {
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

    /// `<img src="a.png" alt="A">`: what else is said of a picture is for other builders.
    fn image(&self, repairs: &mut Repairs<'_>) {
        if !self.is_closed || self.attribute("source").is_none() {
            return;
        }
        let mut replace = |range, replacement| {
            repairs.edits.push(Repair { range, replacement });
        };
        replace(TextRange::new(self.range.start, self.word_end), "<img");
        let mut behind = self.word_end;
        for attribute in &self.attributes {
            match attribute.name {
                "source" => replace(attribute.name_range(), "src"),
                "alt-text" => replace(attribute.name_range(), "alt"),
                _ => replace(TextRange::new(behind, attribute.end()), ""),
            }
            behind = attribute.end();
        }
        // An icon stands beside words that say the same.
        let is_icon = self
            .attribute("type")
            .is_some_and(|kind| kind.text == "icon");
        let end = match self.attribute("alt-text") {
            None if is_icon => " alt=\"\">",
            _ => ">",
        };
        replace(TextRange::new(behind, self.range.end), end);
    }

    fn video(&self, repairs: &mut Repairs<'_>) {
        let Some(source) = self.attribute("source").filter(|_| self.is_closed) else {
            return;
        };
        repairs.edits.extend([
            Repair {
                range: TextRange::new(self.range.start, source.value.start),
                replacement: "[AZURE.VIDEO ",
            },
            Repair {
                range: TextRange::new(source.value.end, self.range.end),
                replacement: "]",
            },
        ]);
    }

    /// The words that are not to be translated.
    fn words(&self, repairs: &mut Repairs<'_>) {
        if let Some(text) = self.attribute("text").filter(|_| self.is_closed) {
            repairs.cut(TextRange::new(self.range.start, text.value.start));
            repairs.cut(TextRange::new(text.value.end, self.range.end));
        }
    }

    fn finding(&self, content: &Content<'_>) -> Diagnostic {
        let span = content.span(TextRange::new(self.range.start, self.word_end));
        let message = format!("docent shows what is within `{SIGN}{}` to all", self.word);
        let help = "leave the lines around it out, or make a page of each variant and a selector";
        Diagnostic::new(Code::UnknownDirective, span, message, self.word).with_help(help)
    }
}

/// Takes the characters that `rest` begins with and that are `part` of a word.
fn take<'a>(rest: &mut &'a str, part: fn(char) -> bool) -> &'a str {
    let behind = rest.trim_start_matches(part);
    let (word, behind) = rest.split_at(rest.len() - behind.len());
    *rest = behind;
    word
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
