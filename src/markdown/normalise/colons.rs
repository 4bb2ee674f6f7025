//! What later builders read between three colons. `:::image source="a.png" alt-text="A":::` is a picture, `:::video …:::` a
//! video, `:::no-loc text="Name":::` its words. Of what stands around other text (`:::zone`, `:::moniker`, `:::row` and
//! `:::column`) only that text is kept.

mod around;
mod element;

use super::code::CodeMap;
use super::{Content, Repair, Repairs};
use crate::span::{TextRange, offset};
use element::{Attribute, Element, SIGN, elements};

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
    around::cut(content, &code, repairs);
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

impl Element<'_> {
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
}
