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
pub struct Phrases {
    codes: FxHashMap<Box<str>, Box<str>>,
    argument: String,
}

impl Phrases {
    /// The phrases that shorten the texts of `sample` most, written in letters that none of `all` has.
    pub fn of<'a>(all: impl Iterator<Item = &'a str>, sample: &[&'a str]) -> Self {
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
        let codes = listed.into_iter().map(Box::from).zip(codes).collect();
        Self { codes, argument }
    }

    /// The phrases and, in the same order, their codes, as the arguments of their script.
    pub fn arguments(&self) -> &str {
        &self.argument
    }

    /// The text with codes in place of phrases; control characters of its own are dropped.
    pub fn shorten(&self, text: &str) -> String {
        let mut short = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let taken = match longest(rest, |phrase| self.codes.get(phrase)) {
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
        short
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
    let counts = phrases.iter().map(|phrase| (*phrase, Cell::new(0)));
    let counts: FxHashMap<&str, Cell<usize>> = counts.collect();
    for text in texts {
        let mut rest = *text;
        while !rest.is_empty() {
            let taken = match longest(rest, |phrase| counts.get(phrase)) {
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
    while let Some(unit) = candidates(rest).next() {
        candidates(rest).for_each(|end| found(&rest[..end]));
        rest = &rest[unit..];
    }
}

/// The longest phrase at the beginning of a text, which is not empty, that something is known of; else its first unit.
fn longest<'a, T>(
    text: &'a str,
    known: impl Fn(&'a str) -> Option<T>,
) -> Result<(&'a str, T), &'a str> {
    let mut longest = Err(text);
    for (index, end) in candidates(text).enumerate() {
        let phrase = &text[..end];
        match known(phrase) {
            Some(what) => longest = Ok((phrase, what)),
            None if index == 0 => longest = Err(phrase),
            None => {}
        }
    }
    longest
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
    let word = length_of(text, |c| c.is_alphanumeric() && !is_east_asian(c));
    word + length_of(&text[word..], |c| !c.is_alphanumeric())
}

/// The bytes at the beginning of a text whose characters are all wanted.
fn length_of(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        // Most are of ASCII, and need no decoding.
        let c = if byte.is_ascii() {
            byte.into()
        } else {
            text[at..].chars().next().expect("a byte is left")
        };
        if !wanted(c) {
            break;
        }
        at += c.len_utf8();
    }
    at
}
