//! What a page says of itself while it is written: its contents and its sections as plain text.

use crate::render::context::ContentsEntry;

/// A heading and the plain text below it, up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's anchor, without `#`; empty before the first heading.
    pub anchor: String,
    /// The heading's text; empty before the first heading.
    pub heading: String,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// Plain text of the section, code included.
    pub text: String,
}

/// So many bytes are looked at in one step: their words can be counted in a byte, which lets the machine take many at once.
const STEP: usize = 255;

/// Gathers contents and sections.
#[derive(Debug)]
pub struct Outline {
    contents: Vec<ContentsEntry>,
    /// All sections in one string, so that most need no room of their own.
    text: String,
    /// The headings with the place in `text` where each section begins.
    headings: Vec<(usize, Section)>,
}

impl Outline {
    /// An outline for a text of so many bytes.
    pub fn new(length: usize) -> Self {
        let opening = (0, Section::default());
        Self {
            contents: Vec::new(),
            text: String::with_capacity(length),
            headings: vec![opening],
        }
    }

    /// A heading begins a section.
    pub fn heading(&mut self, anchor: &str, heading: &str, level: u8) {
        let section = Section {
            anchor: anchor.to_owned(),
            heading: heading.to_owned(),
            level,
            text: String::new(),
        };
        self.headings.push((self.text.len(), section));
    }

    /// A heading is listed in the contents, if it is of the second or third level.
    pub fn entry(&mut self, id: &str, text: &str, level: u8) {
        let entry = ContentsEntry {
            id: id.to_owned(),
            text: text.to_owned(),
            children: Vec::new(),
        };
        match (level, self.contents.last_mut()) {
            (3, Some(above)) => above.children.push(entry),
            (2 | 3, _) => self.contents.push(entry),
            _ => {}
        }
    }

    /// Words of the section.
    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The words before and behind do not touch.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Contents and sections; an opening without words is none.
    pub fn finish(self) -> (Vec<ContentsEntry>, Vec<Section>) {
        let ends = self.headings.iter().skip(1).map(|(start, _)| *start);
        let ends: Vec<usize> = ends.chain([self.text.len()]).collect();
        let sections = self
            .headings
            .into_iter()
            .zip(ends)
            .map(|((start, section), end)| {
                let text = self.text[start..end].trim().to_owned();
                Section { text, ..section }
            });
        let sections = sections.filter(|section| section.level > 0 || !section.text.is_empty());
        (self.contents, sections.collect())
    }
}

/// Number of words in `sections`; in a script without blanks two letters are about one word.
pub fn words(sections: &[Section]) -> usize {
    let texts = sections
        .iter()
        .flat_map(|section| [&section.heading, &section.text]);
    texts.map(|text| words_of(text)).sum()
}

fn words_of(text: &str) -> usize {
    // Nearly every text of an alphabet: where words begin is counted without a branch, many bytes in one step.
    if text.is_ascii() || !has_dense_or_rare_blank(text) {
        let is_blank = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
        let begins = |(&before, &byte): (&u8, &u8)| u8::from(is_blank(before) & !is_blank(byte));
        let opening = text.bytes().next().is_some_and(|byte| !is_blank(byte));
        let (before, behind) = neighbours(text);
        let chunks = before.chunks(STEP).zip(behind.chunks(STEP));
        let sum = |(before, behind): (&[u8], &[u8])| {
            let words: u8 = before.iter().zip(behind).map(begins).sum();
            usize::from(words)
        };
        return chunks.map(sum).sum::<usize>() + usize::from(opening);
    }
    let mut words = 0;
    let mut letters = 0;
    let mut within = false;
    for c in text.chars() {
        let dense =
            ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{0e00}'..='\u{0e7f}').contains(&c);
        letters += usize::from(dense);
        let is_word = !dense && !c.is_whitespace();
        words += usize::from(is_word && !within);
        within = is_word;
    }
    words + letters / 2
}

/// Whether a text may hold a letter of a script without blanks, or a blank that is not of ASCII; it does not for turned
/// quotes, dashes and what stands in the alphabets of Europe.
fn has_dense_or_rare_blank(text: &str) -> bool {
    let opens = |byte: u8| (byte == 0xC2) | (byte >= 0xE0) & (byte != 0xE2);
    let is_thin =
        |a: u8, b: u8| (a == 0x80) & ((b <= 0x8A) | (b == 0xA8) | (b == 0xA9) | (b == 0xAF));
    let is_wide = |a: u8, b: u8| (a == 0x81) & (b == 0x9F);
    let found = |(&a, &b): (&u8, &u8)| opens(a) | is_thin(a, b) | is_wide(a, b);
    let (before, behind) = neighbours(text);
    let mut chunks = before.chunks(STEP).zip(behind.chunks(STEP));
    chunks.any(|(before, behind)| {
        before
            .iter()
            .zip(behind)
            .fold(false, |any, pair| any | found(pair))
    })
}

/// All bytes of a text but the last, and all but the first.
fn neighbours(text: &str) -> (&[u8], &[u8]) {
    let bytes = text.as_bytes();
    let end = bytes.len().saturating_sub(1);
    (&bytes[..end], bytes.get(1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_counted_in_every_script() {
        for (text, words) in [
            ("", 0),
            (" two  words\n", 2),
            ("兩步驟驗證", 2),
            ("在 Azure 中", 2),
            ("สวัสดี", 3),
            ("één‘woord’ – drie", 3),
            ("vaste\u{a0}spatie\u{a0}", 2),
            ("dun\u{2009}wit\u{202f}breed\u{3000}x", 4),
        ] {
            assert_eq!(super::words_of(text), words, "{text}");
        }
    }
}
