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
const FILE_SIZE: usize = 18_000;

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
            let units = Units::of(text);
            for phrase in (0..units.count()).flat_map(|at| units.phrases(at)) {
                *counts.entry(phrase).or_default() += 1;
            }
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
        self.codes.each(text, |part| match part {
            Part::Phrase(code) => short.push_str(code),
            Part::Unit(unit) => short.extend(unit.chars().filter(|c| !c.is_control())),
        });
    }
}

/// A part of a text.
enum Part<'t, 'k, T> {
    /// A phrase, by what is known of it.
    Phrase(&'k T),
    /// A unit that begins no phrase.
    Unit(&'t str),
}

impl<'a, T> Known<'a, T> {
    fn new(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut beginnings: FxHashMap<&str, u8> = FxHashMap::default();
        let phrases = phrases.inspect(|(phrase, _)| {
            let units = Units::of(phrase);
            *beginnings.entry(units.unit(0)).or_default() |= 1 << units.count();
        });
        Self {
            phrases: phrases.collect(),
            beginnings,
        }
    }

    /// Gives the parts of a text in order; of phrases that begin at the same place, the longest.
    fn each<'t>(&self, text: &'t str, mut found: impl FnMut(Part<'t, '_, T>)) {
        let units = Units::of(text);
        let mut at = 0;
        while at < units.count() {
            let (taken, part) = match self.longest(&units, at) {
                Some((count, what)) => (count, Part::Phrase(what)),
                None => (1, Part::Unit(units.unit(at))),
            };
            found(part);
            at += taken;
        }
    }

    /// How many units the longest phrase that begins with the one at `at` has, and what is known of it.
    fn longest(&self, units: &Units<'_>, at: usize) -> Option<(usize, &T)> {
        let numbers = *self.beginnings.get(units.unit(at))?;
        let phrases = units.phrases(at).zip(1_usize..);
        phrases
            .take_while(|(_, number)| numbers >> number > 0)
            .filter(|(_, number)| numbers & 1 << number != 0)
            .filter_map(|(phrase, number)| Some((number, self.phrases.get(phrase)?)))
            .last()
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
        counts.each(text, |part| {
            if let Part::Phrase(count) = part {
                count.set(count.get() + 1);
            }
        });
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

/// A text in units: East Asian characters, and words with the blanks and signs behind them.
struct Units<'a> {
    text: &'a str,
    units: Vec<Unit>,
}

struct Unit {
    start: usize,
    end: usize,
    is_east_asian: bool,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        let mut units = Vec::with_capacity(text.len() / 3);
        let mut start = 0;
        while let Some(first) = text[start..].chars().next() {
            let is_east_asian = is_east_asian(first);
            let end = if is_east_asian {
                start + first.len_utf8()
            } else {
                word_end(text, start)
            };
            units.push(Unit {
                start,
                end,
                is_east_asian,
            });
            start = end;
        }
        Self { text, units }
    }

    fn count(&self) -> usize {
        self.units.len()
    }

    fn unit(&self, at: usize) -> &'a str {
        let unit = &self.units[at];
        &self.text[unit.start..unit.end]
    }

    /// The phrases that may begin with the unit at `at`: it alone, with the next word, or with up to five more East
    /// Asian characters.
    fn phrases(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let units = &self.units[at..];
        let (start, is_east_asian) = (units[0].start, units[0].is_east_asian);
        let most = if is_east_asian { EAST_ASIAN_PHRASE } else { 2 };
        let alike = move |unit: &&Unit| unit.is_east_asian == is_east_asian;
        let units = units.iter().take(most).take_while(alike);
        units.map(move |unit| &self.text[start..unit.end])
    }
}

/// Where the word at `start` ends, with the blanks and signs behind it.
fn word_end(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices();
    let mut sign = letters.find(|&(_, c)| !c.is_alphanumeric() || is_east_asian(c));
    while let Some((at, c)) = sign {
        if c.is_alphanumeric() {
            return start + at;
        }
        sign = letters.next();
    }
    text.len()
}
