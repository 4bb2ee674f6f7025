//! Shortens texts by giving frequent phrases a number of one or two bytes.
//!
//! Titles, headings and excerpts are most of an index. Half of their bytes are a thousand phrases of one or two words,
//! so this halves them, and `search.js` restores them with one regular expression. Control characters carry the
//! numbers, because texts have none of their own, and such two-byte letters as do not occur in this locale.

use std::cell::Cell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::shelf::literal;
use super::words::is_east_asian;

/// Control characters that each stand for a phrase alone.
const SINGLE: std::ops::RangeInclusive<u8> = 0x01..=0x08;
/// Control characters that stand for a phrase with the character after them.
const DOUBLE: std::ops::RangeInclusive<u8> = 0x0e..=0x1f;
/// Letters that UTF-8 writes in two bytes: a code if no text of the locale has them.
const LETTERS: std::ops::RangeInclusive<char> = '\u{a1}'..='\u{7ff}';
/// Second characters: printable ASCII without the quote and the backslash, which would need an escape.
const SECONDS: std::ops::RangeInclusive<u8> = b' '..=b'~';

/// Bytes of the phrases' file at most, since every reader who searches loads it.
const FILE_SIZE: usize = 16_000;

/// The longest run of Chinese, Japanese or Korean characters that is taken for a phrase.
const EAST_ASIAN_PHRASE: usize = 6;

/// The phrases of one locale with the codes that stand for them.
pub struct Phrases<'a> {
    codes: Known<'a, Box<str>>,
    argument: String,
}

/// Something about some phrases.
struct Known<'a, T> {
    phrases: FxHashMap<&'a str, T>,
    /// The first units of the phrases, each with the numbers of units of those that begin so, as bits. Most units begin
    /// no phrase, and need no second look.
    beginnings: FxHashMap<&'a str, u8>,
}

impl<'a> Phrases<'a> {
    /// The phrases that shorten the texts of `sample` most, written in letters that none of `all` has.
    pub fn of(all: impl Iterator<Item = &'a str>, sample: &[&'a str]) -> Self {
        let mut used: FxHashSet<char> = FxHashSet::default();
        for text in all.filter(|text| !text.is_ascii()) {
            used.extend(text.chars().filter(|c| LETTERS.contains(c)));
        }
        let mut counts = FxHashMap::default();
        for text in sample {
            each_phrase(text, |phrase| *counts.entry(phrase).or_default() += 1);
        }
        let codes = codes(&used);
        let listed = really_used(&best(&counts, codes.len() * 3), sample, codes.len());
        let argument = format!(
            "{},{}",
            literal(&listed.join("\t")),
            literal(&codes[..listed.len()].concat())
        );
        Self {
            codes: Known::new(listed.into_iter().zip(codes)),
            argument,
        }
    }

    /// The phrases and, in the same order, their codes, as the arguments of their script.
    pub fn arguments(&self) -> &str {
        &self.argument
    }

    /// Appends the text with codes in place of phrases; control characters of its own are dropped.
    pub fn shorten(&self, text: &str, short: &mut String) {
        let mut rest = text;
        while !rest.is_empty() {
            let taken = match self.codes.longest(rest) {
                Ok((phrase, code)) => {
                    short.push_str(code);
                    phrase
                }
                Err(unit) => {
                    short.extend(unit.chars().filter(|c| !c.is_control()));
                    unit
                }
            };
            rest = &rest[taken.len()..];
        }
    }
}

impl<'a, T> Known<'a, T> {
    fn new(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut beginnings: FxHashMap<&str, u8> = FxHashMap::default();
        let phrases = phrases.inspect(|(phrase, _)| {
            let unit = &phrase[..unit_length(phrase)];
            *beginnings.entry(unit).or_default() |= 1 << candidates(phrase).count();
        });
        Self {
            phrases: phrases.collect(),
            beginnings,
        }
    }

    /// The longest phrase at the beginning of a text, with what is known of it; else the first unit of the text.
    fn longest<'t>(&self, text: &'t str) -> Result<(&'t str, &T), &'t str> {
        let unit = &text[..unit_length(text)];
        let Some(&numbers) = self.beginnings.get(unit) else {
            return Err(unit);
        };
        let mut longest = Err(unit);
        let ends = candidates(text).zip(1..u8::BITS);
        for (end, number) in ends.take_while(|(_, number)| numbers >> number > 0) {
            if numbers & 1 << number == 0 {
                continue;
            }
            if let Some(what) = self.phrases.get(&text[..end]) {
                longest = Ok((&text[..end], what));
            }
        }
        longest
    }
}

/// Phrases by the bytes that they save, the most first.
fn best<'a>(counts: &FxHashMap<&'a str, usize>, most: usize) -> Vec<&'a str> {
    let mut phrases: Vec<(usize, &str)> = counts
        .iter()
        .filter(|(phrase, count)| phrase.len() > 2 && **count > 4)
        .map(|(phrase, count)| {
            (
                (count * (phrase.len() - 2)).saturating_sub(phrase.len() + 3),
                *phrase,
            )
        })
        .collect();
    phrases.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    phrases
        .into_iter()
        .take(most)
        .map(|(_, phrase)| phrase)
        .collect()
}

/// The phrases that still save most when longer ones have taken their share, as many as the file has room for.
fn really_used<'a>(phrases: &[&'a str], texts: &[&'a str], most: usize) -> Vec<&'a str> {
    let counts = Known::new(phrases.iter().map(|phrase| (*phrase, Cell::new(0))));
    for text in texts {
        let mut rest = *text;
        while !rest.is_empty() {
            let taken = match counts.longest(rest) {
                Ok((phrase, count)) => {
                    count.set(count.get() + 1);
                    phrase
                }
                Err(unit) => unit,
            };
            rest = &rest[taken.len()..];
        }
    }
    let counts = counts
        .phrases
        .into_iter()
        .map(|(phrase, count)| (phrase, count.get()))
        .collect();
    let mut size = 0;
    best(&counts, most)
        .into_iter()
        .take_while(|phrase| {
            size += phrase.len() + 3;
            size <= FILE_SIZE
        })
        .collect()
}

fn codes(used: &FxHashSet<char>) -> Vec<Box<str>> {
    let single = SINGLE.map(|byte| char::from(byte).to_string());
    let double = DOUBLE.flat_map(|first| {
        SECONDS
            .filter(|second| !matches!(second, b'"' | b'\\'))
            .map(move |second| format!("{}{}", char::from(first), char::from(second)))
    });
    let letters = LETTERS
        .filter(|c| c.is_alphabetic() && !used.contains(c))
        .map(|c| c.to_string());
    single
        .chain(double)
        .chain(letters)
        .map(String::into_boxed_str)
        .collect()
}

fn each_phrase<'a>(text: &'a str, mut found: impl FnMut(&'a str)) {
    let mut rest = text;
    while !rest.is_empty() {
        candidates(rest).for_each(|end| found(&rest[..end]));
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
    let first = text.chars().next();
    if let Some(first) = first.filter(|&first| is_east_asian(first)) {
        return first.len_utf8();
    }
    let word = text
        .find(|c: char| !c.is_alphanumeric() || is_east_asian(c))
        .unwrap_or(text.len());
    let signs = text[word..].find(char::is_alphanumeric);
    signs.map_or(text.len(), |signs| word + signs)
}
