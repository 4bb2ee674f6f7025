//! Terms and words by number: each is folded, stemmed and stored once for many pages.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::words::{Term, Words};

/// Runs that are remembered with their terms; what comes later is taken apart each time it comes.
const MOST_RUNS: usize = 1 << 17;

/// Longer runs hardly come twice.
const LONGEST_RUN: usize = 40;

/// Texts by number, in the order in which they came.
#[derive(Default)]
pub struct Names {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Names {
    /// The number of a text, new or known.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).expect("a site has fewer than 2^32 words");
        self.numbers.insert(name.into(), number);
        number
    }

    /// All texts; each stands at its number.
    pub fn into_vec(self) -> Vec<Box<str>> {
        let mut names: Vec<Box<str>> = vec!["".into(); self.numbers.len()];
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each goes to the place that is its own"
        )]
        for (name, number) in self.numbers {
            names[number as usize] = name;
        }
        names
    }
}

/// A text of at most 15 bytes with their number behind them: compared and hashed without a look elsewhere in memory.
fn short(text: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let (last, room) = bytes.split_last_mut()?;
    room.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    *last = u8::try_from(text.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

/// A term of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub term: u32,
    /// The number of the word as a reader would spell it, where it is one that may be mistyped.
    pub word: Option<u32>,
    /// Whether the page is found without it.
    pub spare: bool,
}

/// A run that is remembered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Where its terms begin among all that were found.
    start: u32,
    /// How many terms it has.
    count: u32,
    /// The page that it was last seen on, and what is noted of it there. It stands here because whoever looks up the
    /// run wants both, and each look elsewhere in memory takes longer than all the rest.
    pub page: u32,
    /// What is noted of it on that page.
    pub note: u32,
}

/// The terms and words of some pages.
#[derive(Default)]
pub struct Vocabulary {
    /// What the index is sorted by.
    pub terms: Names,
    /// Words as their writers spell them.
    pub words: Names,
    /// Most runs are short.
    short_runs: FxHashMap<u128, Run>,
    long_runs: FxHashMap<Box<str>, Run>,
    /// The numbers of terms that are two letters of a script without blanks.
    pairs: FxHashMap<(char, char), u32>,
    /// The terms of all runs.
    found: Vec<Found>,
}

impl Vocabulary {
    /// A run, new or known, with its terms in order; none for one that is not remembered.
    pub fn run(&mut self, rules: &Words, run: &str) -> Option<(&mut Run, &[Found])> {
        let is_full = self.short_runs.len() + self.long_runs.len() >= MOST_RUNS;
        let mut finder = Finder {
            terms: &mut self.terms,
            words: &mut self.words,
            pairs: &mut self.pairs,
            found: &mut self.found,
        };
        let run = match short(run) {
            Some(short) => match self.short_runs.entry(short) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(_) if is_full => return None,
                Entry::Vacant(new) => new.insert(finder.learn(rules, run)),
            },
            // Of a script without blanks long runs hardly come twice.
            None if run.len() > LONGEST_RUN || !run.is_ascii() => return None,
            None => {
                if !self.long_runs.contains_key(run) {
                    if is_full {
                        return None;
                    }
                    let new = finder.learn(rules, run);
                    self.long_runs.insert(run.into(), new);
                }
                self.long_runs.get_mut(run)?
            }
        };
        let terms = &self.found[run.start as usize..][..run.count as usize];
        Some((run, terms))
    }

    /// The terms of any run, in order, appended to `found`.
    pub fn take_apart(&mut self, rules: &Words, run: &str, found: &mut Vec<Found>) {
        let mut finder = Finder {
            terms: &mut self.terms,
            words: &mut self.words,
            pairs: &mut self.pairs,
            found,
        };
        finder.take_apart(rules, run);
    }

    /// Takes over the terms and words of other pages; gives the number of each of theirs here.
    pub fn take_over(&mut self, other: Self) -> (Vec<u32>, Vec<u32>) {
        let terms = other.terms.into_vec();
        let words = other.words.into_vec();
        (
            terms.iter().map(|term| self.terms.number(term)).collect(),
            words.iter().map(|word| self.words.number(word)).collect(),
        )
    }
}

/// Numbers the terms of a run.
struct Finder<'v> {
    terms: &'v mut Names,
    words: &'v mut Names,
    pairs: &'v mut FxHashMap<(char, char), u32>,
    found: &'v mut Vec<Found>,
}

impl Finder<'_> {
    /// A run with its terms, which are found behind all others.
    fn learn(&mut self, rules: &Words, run: &str) -> Run {
        let start = self.found.len();
        self.take_apart(rules, run);
        Run {
            start: crate::span::offset(start),
            count: crate::span::offset(self.found.len() - start),
            ..Run::default()
        }
    }

    fn take_apart(&mut self, rules: &Words, run: &str) {
        rules.terms(run, &mut |term| self.find(&term));
    }

    fn find(&mut self, term: &Term<'_>) {
        let number = match term.pair {
            Some(pair) => {
                let known = self.pairs.entry(pair);
                *known.or_insert_with(|| self.terms.number(term.term))
            }
            None => self.terms.number(term.term),
        };
        let word = may_be_mistyped(term.word).then(|| self.words.number(term.word));
        self.found.push(Found {
            term: number,
            word,
            spare: term.spare,
        });
    }
}

/// Letters only, and long enough for one wrong letter to leave the word known.
fn may_be_mistyped(word: &str) -> bool {
    (4..=24).contains(&word.len())
        && word
            .chars()
            .all(|c| c.is_alphabetic() && !super::words::is_east_asian(c))
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn a_run_gives_the_same_terms_whenever_it_comes() {
        let rules = Words::new("en-US");
        let mut vocabulary = Vocabulary::default();
        let mut read = |run: &str| {
            let (_, terms) = vocabulary.run(&rules, run).expect("it is short");
            let found = terms.to_vec();
            let mut again = Vec::new();
            vocabulary.take_apart(&rules, run, &mut again);
            assert_eq!(found, again, "{run}");
            found
        };
        let (first, other, again) = (read("Sign-in"), read("disk"), read("Sign-in"));
        read("a-name-of-more-than-16-bytes");
        assert_eq!(first, again);
        assert_eq!(other.len(), 1);
        assert!(!first.contains(&other[0]));
        assert!(vocabulary.run(&rules, &"x".repeat(41)).is_none());
        let terms = vocabulary.terms.into_vec();
        assert_eq!(&*terms[other[0].term as usize], "disk");
    }

    #[test]
    fn short_texts_are_told_apart() {
        let mut texts: Vec<String> = (0..16).map(|length| "a".repeat(length)).collect();
        for length in 1..16 {
            for at in 0..length {
                let mut text = "a".repeat(length);
                text.replace_range(at..=at, "b");
                texts.push(text);
            }
        }
        let numbers: FxHashSet<_> = texts.iter().map(|text| short(text)).collect();
        assert_eq!(numbers.len(), texts.len());
        assert!(!numbers.contains(&None));
        assert!(short("abcdefghijklmnop").is_none());
    }
}
