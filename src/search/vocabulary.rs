//! Terms and words by number: each is folded, stemmed and stored once for many pages.

use rustc_hash::FxHashMap;

use super::by_text::ByText;
use super::words::{Made, Term, Words, is_east_asian};

/// Runs of words that are remembered with their terms; what comes later is taken apart each time it comes.
const MOST_RUNS: usize = 1 << 17;

/// Bytes of a run of words; longer ones hardly come twice.
const LONGEST_RUN: usize = 40;

/// Texts by number, in the order in which they came.
#[derive(Default)]
pub struct Names(ByText<u32>);

impl Names {
    /// The number of a text, new or known.
    pub fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).expect("a site has fewer than 2^32 words");
        let number = self.0.get_or_insert_with(name, || Some(next));
        *number.expect("a new one is always put in")
    }

    /// All texts; each stands at its number.
    pub fn into_vec(self) -> Vec<Box<str>> {
        let mut names: Vec<Box<str>> = vec!["".into(); self.0.len()];
        for (name, number) in self.0.into_entries() {
            names[number as usize] = name;
        }
        names
    }
}

/// Terms and words by number.
#[derive(Default)]
pub struct Numbers {
    terms: Names,
    words: Names,
    /// By the number of a term: what it is made of.
    made: Vec<Made>,
}

/// A term of the index.
#[derive(Clone, Debug)]
pub struct IndexTerm {
    /// The folded stem.
    pub text: Box<str>,
    /// What it is made of where it is made of least.
    pub made: Made,
}

impl Numbers {
    fn found(&mut self, term: &Term<'_>) -> Found {
        let number = self.term(term.term, term.made);
        Found {
            term: number,
            word: may_be_mistyped(term.word).then(|| self.words.number(term.word)),
            spare: term.spare,
        }
    }

    fn term(&mut self, term: &str, made: Made) -> u32 {
        let number = self.terms.number(term);
        let at = number as usize;
        if self.made.len() <= at {
            self.made.resize(at + 1, Made::default());
        }
        self.made[at] = self.made[at].max(made);
        number
    }

    /// All terms and all words; each stands at its number.
    pub fn into_terms_and_words(self) -> (Vec<IndexTerm>, Vec<Box<str>>) {
        let terms = self.terms.into_vec().into_iter().zip(self.made);
        let terms = terms.map(|(text, made)| IndexTerm { text, made });
        (terms.collect(), self.words.into_vec())
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

/// A text whose terms are remembered: a run of words, or a pair of letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Its terms.
    pub terms: Terms,
    /// The page that it was last seen on, and what is noted of it there. It stands here because whoever looks up the
    /// text wants both, and each look elsewhere in memory takes longer than all the rest.
    pub page: u32,
    /// What is noted of it on that page.
    pub note: u32,
}

/// The terms of a remembered text, as a range of all that were found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    start: u32,
    count: u32,
}

impl Terms {
    /// How many they are.
    pub fn len(self) -> usize {
        self.count as usize
    }
}

/// The terms and words of some pages.
#[derive(Default)]
pub struct Vocabulary {
    /// What the index is sorted by, and words as their writers spell them.
    pub numbers: Numbers,
    runs: ByText<Known>,
    pairs: FxHashMap<u64, Known>,
    /// The terms of all that is remembered.
    found: Vec<Found>,
}

impl Vocabulary {
    /// A run of words, new or known; none if it is not remembered.
    pub fn run(&mut self, rules: &Words, run: &str) -> Option<&mut Known> {
        if run.len() > LONGEST_RUN {
            return None;
        }
        let has_room = self.runs.len() < MOST_RUNS;
        let learn = || {
            let start = self.found.len();
            let found = &mut self.found;
            let mut find = |term: Term<'_>| found.push(self.numbers.found(&term));
            rules.terms(run, &mut find);
            known(start, found)
        };
        self.runs.get_or_insert_with(run, || has_room.then(learn))
    }

    /// A pair of letters of a script without blanks, or a lone one, new or known.
    pub fn pair(&mut self, pair: (char, Option<char>)) -> &mut Known {
        let (first, second) = pair;
        let key = u64::from(first) << 32 | second.map_or(0, u64::from);
        self.pairs.entry(key).or_insert_with(|| {
            let start = self.found.len();
            let term = String::from_iter([first].into_iter().chain(second));
            self.found.push(Found {
                term: self.numbers.term(&term, Made::Word),
                word: None,
                spare: second.is_some(),
            });
            known(start, &self.found)
        })
    }

    /// The terms of a text that is remembered, in order.
    pub fn found(&self, terms: Terms) -> &[Found] {
        &self.found[terms.start as usize..][..terms.len()]
    }

    /// The terms of any run of words, in order, appended to `found`.
    pub fn take_apart(&mut self, rules: &Words, run: &str, found: &mut Vec<Found>) {
        let mut find = |term: Term<'_>| found.push(self.numbers.found(&term));
        rules.terms(run, &mut find);
    }

    /// Takes over the terms and words of other pages; gives the number of each of theirs here.
    pub fn take_over(&mut self, other: Self) -> (Vec<u32>, Vec<u32>) {
        let numbers = &mut self.numbers;
        let (terms, words) = other.numbers.into_terms_and_words();
        let terms = terms.iter().map(|term| numbers.term(&term.text, term.made));
        (
            terms.collect(),
            words
                .iter()
                .map(|word| numbers.words.number(word))
                .collect(),
        )
    }
}

/// A text that has just been learned: its terms are the last that were found.
fn known(start: usize, found: &[Found]) -> Known {
    let terms = Terms {
        start: crate::span::offset(start),
        count: crate::span::offset(found.len() - start),
    };
    Known {
        terms,
        ..Known::default()
    }
}

/// Letters only, and long enough for one wrong letter to leave the word known.
fn may_be_mistyped(word: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !is_east_asian(c);
    (4..=24).contains(&word.chars().count()) && word.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_gives_the_same_terms_whenever_it_comes() {
        let rules = Words::new("en-US");
        let mut vocabulary = Vocabulary::default();
        let mut read = |run: &str| {
            let terms = vocabulary.run(&rules, run).expect("it is short").terms;
            let found = vocabulary.found(terms).to_vec();
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
        let pair = vocabulary.pair(('磁', Some('碟'))).terms;
        let pair = vocabulary.found(pair)[0].term;
        let (terms, _) = vocabulary.numbers.into_terms_and_words();
        assert_eq!(&*terms[other[0].term as usize].text, "disk");
        assert_eq!(&*terms[pair as usize].text, "磁碟");
    }

    #[test]
    fn texts_are_told_apart_and_given_back() {
        let mut texts: Vec<String> = (0..20).map(|length| "a".repeat(length)).collect();
        for length in 1..20 {
            for at in 0..length {
                let mut text = "a".repeat(length);
                text.replace_range(at..=at, "b");
                texts.push(text);
            }
        }
        let mut names = Names::default();
        for (text, number) in texts.iter().zip(0..) {
            assert_eq!(names.number(text), number);
        }
        for (text, number) in texts.iter().zip(0..) {
            assert_eq!(names.number(text), number);
        }
        let names = names.into_vec();
        assert!(names.iter().map(|name| &**name).eq(texts.iter()));
    }
}
