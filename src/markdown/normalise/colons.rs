//! What later builders read between three colons. `:::image source="a.png" alt-text="A":::` is a picture, `:::video …:::` a
//! video, `:::no-loc text="Name":::` its words. Of what stands around other text (`:::zone`, `:::moniker`, `:::row` and
//! `:::column`) only that text is kept.

use std::collections::BTreeMap;
use std::ops::Range;

use super::code::CodeMap;
use super::{Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::unparsed::near_behind;
use crate::span::{TextRange, offset};

const SIGN: &str = ":::";

/// The most bytes of a line that holds nothing else.
const LONGEST: u32 = 2_000;

/// The most rows within each other.
const DEEPEST: usize = 8;

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
            "video" if element.is_alone(content) => element.video(content, repairs),
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
    let mut ends = elements(content).filter(|it| it.word == "row-end").count();
    let mut rows: Vec<Row> = Vec::new();
    // By line, how many of the blanks that it begins with are cut.
    let mut cuts: BTreeMap<usize, usize> = BTreeMap::new();
    for element in elements(content) {
        let part = element.word.strip_suffix("-end");
        let name = part.unwrap_or(element.word);
        let around = AROUND.iter().find(|(around, _)| *around == name);
        let is_line = around.is_some() || element.word == "image-end";
        let at = element.range.start;
        let Some(line) = content
            .line_at(at)
            .filter(|_| is_line && element.is_alone(content))
        else {
            continue;
        };
        let own = Margin::of(content.line(line)).indent;
        // What stands deep within a row looks like code.
        let is_deep = || {
            let is_part = rows
                .last()
                .is_some_and(|row| row.may_have(element.word, own));
            is_part && code.is_indented(at)
        };
        if !code.is_text_at(at) && !is_deep() {
            continue;
        }
        if let (None, Some((_, true))) = (part, around) {
            repairs.found.push(element.finding(content));
        }
        if matches!(name, "row" | "column")
            && let Some(row) = rows.last_mut().filter(|_| element.word != "row")
        {
            if let Some(column) = row.column.take() {
                dedent(content, column + 1..line, row.indent, &mut cuts);
            }
            if element.word == "column" {
                row.column = Some(line);
                row.columns_at.get_or_insert(own);
            }
        }
        match element.word {
            // A row without an end is none.
            "row" if ends > rows.len() && rows.len() < DEEPEST => rows.push(Row::at(own)),
            "row-end" => {
                ends -= 1;
                rows.pop();
            }
            _ => {}
        }
        repairs.cut(element.range);
    }
    for (line, cut) in cuts {
        let start = content.lines[line].start + offset(Margin::of(content.line(line)).length);
        repairs.cut(TextRange::new(start, start + offset(cut)));
    }
}

/// A row that is open.
struct Row {
    indent: usize,
    /// The indent of its columns.
    columns_at: Option<usize>,
    /// The line of the column that is open.
    column: Option<usize>,
}

impl Row {
    const fn at(indent: usize) -> Self {
        Self {
            indent,
            columns_at: None,
            column: None,
        }
    }

    /// Whether a line with `word` that is indented by `own` can be a part of it.
    fn may_have(&self, word: &str, own: usize) -> bool {
        match word {
            "column" | "column-end" => self.columns_at.is_none_or(|indent| indent == own),
            "row-end" => own == self.indent,
            _ => self.column.is_some(),
        }
    }
}

/// What a line begins with: the signs of a quote, and the blanks behind them.
struct Margin {
    length: usize,
    indent: usize,
}

impl Margin {
    fn of(line: &str) -> Self {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let before = &line[..line.len() - words.len()];
        let quote = before.rfind('>').map_or(0, |at| at + 1);
        let length = quote + usize::from(quote > 0 && before[quote..].starts_with(' '));
        Self {
            length,
            indent: before.len() - length,
        }
    }
}

/// Cuts the blanks that all of some lines begin with, but for the first `kept`.
fn dedent(
    content: &Content<'_>,
    lines: Range<usize>,
    kept: usize,
    cuts: &mut BTreeMap<usize, usize>,
) {
    let indents = lines.filter_map(|line| {
        let text = content.line(line);
        let Margin { length, indent } = Margin::of(text);
        let cut = cuts.get(&line).copied().unwrap_or_default();
        // A blank line says nothing.
        (length + indent < text.len()).then(|| (line, indent - cut))
    });
    let indents: Vec<(usize, usize)> = indents.collect();
    let common = indents.iter().map(|&(_, indent)| indent).min();
    let surplus = common.unwrap_or_default().saturating_sub(kept);
    for (line, _) in indents {
        *cuts.entry(line).or_default() += surplus;
    }
}

/// All of them in a text, in order.
fn elements<'a>(content: &Content<'a>) -> impl Iterator<Item = Element<'a>> {
    let (text, mut behind) = (content.text, content.base);
    content.places_of(SIGN).filter_map(move |at| {
        let element = (at >= behind).then(|| Element::read(text, at))??;
        behind = element.range.end;
        let is_escaped = text[..at as usize].ends_with('\\');
        (!is_escaped).then_some(element)
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
            if start == end {
                break false;
            }
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

    /// `[AZURE.VIDEO address]`, which begins a paragraph.
    fn video(&self, content: &Content<'_>, repairs: &mut Repairs<'_>) {
        let Some(source) = self.attribute("source").filter(|_| self.is_closed) else {
            return;
        };
        let line = content.line_at(self.range.start).unwrap_or_default();
        let above = line.checked_sub(1).map_or("", |above| content.line(above));
        if !above.trim_matches([' ', '\t', '>']).is_empty() {
            let is_quoted = content.line(line).starts_with('>');
            let blank = if is_quoted { ">\n" } else { "\n" };
            repairs.insert(content.lines[line].start, blank);
        }
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

    /// The words that are not to be translated, each sign of which is just that.
    fn words(&self, repairs: &mut Repairs<'_>) {
        let Some(Attribute { text, value, .. }) = self.attribute("text").filter(|_| self.is_closed)
        else {
            return;
        };
        let blanks = offset(text.len() - text.trim_start().len());
        repairs.cut(TextRange::new(self.range.start, value.start + blanks));
        let signs = text
            .char_indices()
            .filter(|(_, c)| c.is_ascii_punctuation() && *c != '&');
        for (at, _) in signs {
            repairs.insert(value.start + offset(at), "\\");
        }
        repairs.cut(TextRange::new(value.end, self.range.end));
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
