//! Terms and words by number: each is folded, stemmed and stored once for many pages.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

use super::words::{Term, Terms, Words};

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

/// A text of at most 16 bytes as numbers, which are compared and hashed without a look elsewhere in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short {
    /// The first and the last bytes; together all of them.
    ends: (u64, u64),
    length: usize,
}

impl Short {
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let ends = match *bytes {
            [] => (0, 0),
            [only] => (only.into(), 0),
            [first, .., last] if bytes.len() < 4 => {
                (u16::from_le_bytes([first, bytes[1]]).into(), last.into())
            }
            _ if bytes.len() < 8 => {
                let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
                (
                    u32::from_le_bytes(*first).into(),
                    u32::from_le_bytes(*last).into(),
                )
            }
            _ if bytes.len() <= 16 => {
                let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
                (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
            }
            _ => return None,
        };
        Some(Self {
            ends,
            length: bytes.len(),
        })
    }
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Texts of other lengths seldom have the same ends.
        state.write_u64(self.ends.0);
        state.write_u64(self.ends.1);
    }
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

/// The terms and words of some pages.
#[derive(Default)]
pub struct Vocabulary {
    /// What the index is sorted by.
    pub terms: Names,
    /// Words as their writers spell them.
    pub words: Names,
    /// The numbers of runs, most of which are short.
    short_runs: FxHashMap<Short, u32>,
    long_runs: FxHashMap<Box<str>, u32>,
    /// The numbers of terms that are two letters of a script without blanks.
    pairs: FxHashMap<(char, char), u32>,
    /// The ends of the runs' terms in `found`, by the number of the run.
    ends: Vec<u32>,
    found: Vec<Found>,
}

impl Vocabulary {
    /// The number of a run, new or known; none for one that is not remembered.
    pub fn run(&mut self, rules: &Words, run: &str) -> Option<u32> {
        let short = Short::of(run);
        let known = match short {
            Some(short) => self.short_runs.get(&short),
            // Of a script without blanks long runs hardly come twice.
            None if run.len() > LONGEST_RUN || !run.is_ascii() => return None,
            None => self.long_runs.get(run),
        };
        if let Some(&number) = known {
            return Some(number);
        }
        if self.ends.len() >= MOST_RUNS {
            return None;
        }
        let mut found = std::mem::take(&mut self.found);
        self.take_apart(rules, run, &mut found);
        self.found = found;
        let number = crate::span::offset(self.ends.len());
        self.ends.push(crate::span::offset(self.found.len()));
        match short {
            Some(short) => self.short_runs.insert(short, number),
            None => self.long_runs.insert(run.into(), number),
        };
        Some(number)
    }

    /// The terms of a run by its number, in order.
    pub fn terms_of(&self, run: u32) -> &[Found] {
        let run = run as usize;
        let start = run.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.found[start as usize..self.ends[run] as usize]
    }

    /// The terms of any run, in order, appended to `found`.
    pub fn take_apart(&mut self, rules: &Words, run: &str, found: &mut Vec<Found>) {
        let mut finder = Finder {
            terms: &mut self.terms,
            words: &mut self.words,
            pairs: &mut self.pairs,
            found,
        };
        rules.terms(run, &mut finder);
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

impl Terms for Finder<'_> {
    fn term(&mut self, term: Term<'_>) {
        let word = may_be_mistyped(term.word).then(|| self.words.number(term.word));
        self.found.push(Found {
            term: self.terms.number(term.term),
            word,
            spare: term.spare,
        });
    }

    fn pair(&mut self, pair: &str, letters: (char, char)) {
        let number = self.pairs.entry(letters);
        self.found.push(Found {
            term: *number.or_insert_with(|| self.terms.number(pair)),
            word: None,
            spare: true,
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
    use super::*;

    #[test]
    fn a_run_gives_the_same_terms_whenever_it_comes() {
        let rules = Words::new("en-US");
        let mut vocabulary = Vocabulary::default();
        let mut read = |run: &str| {
            let number = vocabulary.run(&rules, run).expect("it is short");
            let found = vocabulary.terms_of(number).to_vec();
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
        assert_eq!(vocabulary.run(&rules, &"x".repeat(41)), None);
        let terms = vocabulary.terms.into_vec();
        assert_eq!(&*terms[other[0].term as usize], "disk");
    }

    #[test]
    fn short_texts_are_told_apart() {
        let letters = "abcdefghijklmnopq";
        let mut texts: Vec<String> = (0..=16).map(|length| "a".repeat(length)).collect();
        for length in 1..=16 {
            for at in 0..length {
                let mut text = "a".repeat(length);
                text.replace_range(at..=at, "b");
                texts.push(text);
            }
        }
        let numbers: Vec<_> = texts.iter().map(|text| Short::of(text)).collect();
        for (at, number) in numbers.iter().enumerate() {
            assert!(number.is_some());
            assert!(!numbers[..at].contains(number), "{}", texts[at]);
        }
        assert!(Short::of(letters).is_none());
    }
}
