//! Terms and words by number: each is folded, stemmed and stored once for many pages.

use rustc_hash::FxHashMap;

use super::words::Words;

/// Runs that are remembered with their terms; what comes later is taken apart each time it comes.
const MOST_RUNS: usize = 1 << 17;

/// Longer runs, mostly of scripts without blanks, hardly come twice.
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
    /// Where in `found` the terms of a run stand.
    runs: FxHashMap<Box<str>, (u32, u32)>,
    found: Vec<Found>,
}

impl Vocabulary {
    /// The terms of a run, in order, appended to `found`.
    pub fn read(&mut self, rules: &Words, run: &str, found: &mut Vec<Found>) {
        if let Some(&(start, end)) = self.runs.get(run) {
            return found.extend_from_slice(&self.found[start as usize..end as usize]);
        }
        let first = found.len();
        rules.terms(run, &mut |term| {
            let word = may_be_mistyped(term.word).then(|| self.words.number(term.word));
            found.push(Found {
                term: self.terms.number(term.term),
                word,
                spare: term.spare,
            });
        });
        if run.len() <= LONGEST_RUN && self.runs.len() < MOST_RUNS {
            let start = crate::span::offset(self.found.len());
            self.found.extend_from_slice(&found[first..]);
            let end = crate::span::offset(self.found.len());
            self.runs.insert(run.into(), (start, end));
        }
    }
}

impl Vocabulary {
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
            let mut found = Vec::new();
            vocabulary.read(&rules, run, &mut found);
            found
        };
        let (first, other, again) = (read("Sign-in"), read("disk"), read("Sign-in"));
        assert_eq!(first, again);
        assert_eq!(other.len(), 1);
        assert!(!first.contains(&other[0]));
        let terms = vocabulary.terms.into_vec();
        assert_eq!(&*terms[other[0].term as usize], "disk");
    }
}
