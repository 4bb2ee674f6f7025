//! Shortens texts by giving frequent phrases a number of one or two bytes.
//!
//! Titles, headings and excerpts are most of an index. Half of their bytes are a thousand phrases of one or two words,
//! so this halves them, and `search.js` restores them with one regular expression. Control characters carry the
//! numbers because texts have none of their own.

use rustc_hash::FxHashMap;

use super::shelf::literal;
use super::words::is_east_asian;

/// Control characters that each stand for a phrase alone.
const SINGLE: std::ops::RangeInclusive<u8> = 0x01..=0x08;
/// Control characters that stand for a phrase with the character after them.
const DOUBLE: std::ops::RangeInclusive<u8> = 0x0e..=0x1f;
/// Second characters: printable ASCII without the quote and the backslash, which would need an escape.
const SECONDS: std::ops::RangeInclusive<u8> = b' '..=b'~';

/// The longest run of Chinese, Japanese or Korean characters that is taken for a phrase.
const EAST_ASIAN_PHRASE: usize = 4;

/// The phrases of one locale with the codes that stand for them.
pub struct Phrases {
    codes: FxHashMap<Box<str>, Box<str>>,
    listed: Vec<Box<str>>,
}

impl Phrases {
    /// The phrases that shorten these texts most.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for text in texts {
            count(text, &mut counts);
        }
        let codes = codes();
        let mut phrases: Vec<(usize, &str)> = counts
            .into_iter()
            .filter(|(phrase, count)| phrase.len() > 2 && *count > 4)
            .map(|(phrase, count)| (count * (phrase.len() - 2) - phrase.len() - 1, phrase))
            .collect();
        phrases.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let listed: Vec<Box<str>> =
            phrases.into_iter().take(codes.len()).map(|(_, phrase)| phrase.into()).collect();
        Self { codes: listed.iter().cloned().zip(codes).collect(), listed }
    }

    /// The phrases in the order of their codes, as the argument of their script.
    pub fn argument(&self) -> String {
        literal(&self.listed.join("\t"))
    }

    /// The text with codes in place of phrases; control characters of its own are dropped.
    pub fn shorten(&self, text: &str) -> String {
        let mut short = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = candidates(rest)
                .filter(|&end| self.codes.contains_key(&rest[..end]))
                .max();
            let taken = match end {
                Some(end) => {
                    short.push_str(&self.codes[&rest[..end]]);
                    end
                }
                None => {
                    let unit = unit_length(rest);
                    short.extend(rest[..unit].chars().filter(|c| !c.is_control()));
                    unit
                }
            };
            rest = &rest[taken..];
        }
        short
    }
}

fn codes() -> Vec<Box<str>> {
    let single = SINGLE.map(|byte| char::from(byte).to_string());
    let double = DOUBLE.flat_map(|first| {
        SECONDS
            .filter(|second| !matches!(second, b'"' | b'\\'))
            .map(move |second| format!("{}{}", char::from(first), char::from(second)))
    });
    single.chain(double).map(String::into_boxed_str).collect()
}

fn count<'a>(text: &'a str, counts: &mut FxHashMap<&'a str, usize>) {
    let mut rest = text;
    while !rest.is_empty() {
        for end in candidates(rest) {
            *counts.entry(&rest[..end]).or_default() += 1;
        }
        rest = &rest[unit_length(rest)..];
    }
}

/// Where a phrase that begins here may end: after a word, two words, or up to four East Asian characters.
fn candidates(text: &str) -> impl Iterator<Item = usize> {
    let first = text.chars().next().is_some_and(is_east_asian);
    let run = if first { EAST_ASIAN_PHRASE } else { 2 };
    let mut end = 0;
    (0..run).map_while(move |_| {
        let rest = &text[end..];
        let next = rest.chars().next()?;
        (is_east_asian(next) == first).then(|| {
            end += unit_length(rest);
            end
        })
    })
}

/// One East Asian character, or a word with the blanks and signs behind it.
fn unit_length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    if is_east_asian(first) {
        return first.len_utf8();
    }
    let word = text.find(|c: char| !c.is_alphanumeric() || is_east_asian(c)).unwrap_or(text.len());
    let signs = text[word..]
        .find(|c: char| c.is_alphanumeric())
        .unwrap_or(text.len() - word);
    word + signs
}
