//! "Did you mean": the known names that a writer most probably had in mind, found fast enough to ask for every broken link.
//!
//! The measure is the number of single slips (a byte too many, too few, another one, two swapped) between the two names,
//! letter case aside. More slips than `allowed` are no typing mistake but another name, and give no suggestion. Where a
//! letter takes several bytes, letters are counted as well: of two Chinese words of two letters each, half is another word.

mod phrases;
mod plain;
mod siblings;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::ops::Range;

pub use phrases::{Phrase, Same, same};
pub use plain::plain;

/// The one of a few `candidates` that is closest to `wanted`; of equally close ones the first.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let pattern = Pattern::new(wanted)?;
    let mut best = None;
    let mut limit = allowed(wanted.len());
    for candidate in candidates {
        let Some(slips) = pattern.slips(&candidate.to_ascii_lowercase(), limit) else {
            continue;
        };
        if !agree_in_letters(wanted, candidate) {
            continue;
        }
        best = Some(candidate);
        match slips {
            0 => break,
            slips => limit = slips - 1,
        }
    }
    best
}

/// Whether one name can be the other with a slip. Names that differ in their digits are siblings: of `step-1` and `step-2`
/// neither was meant where the other is written.
pub fn is_slip(wanted: &str, candidate: &str) -> bool {
    let digits = |name: &'_ str| -> Vec<u8> { name.bytes().filter(u8::is_ascii_digit).collect() };
    digits(wanted) == digits(candidate)
}

/// The slips between two names, letter for letter; none can be counted where one is too long to be a name.
fn distance(one: &str, other: &str) -> usize {
    let [one, other] = as_numbers([one, other]);
    let pattern = Pattern::of(&one);
    let slips = pattern.and_then(|pattern| pattern.slips_of(&other, one.len().max(other.len())));
    slips.unwrap_or(usize::MAX)
}

/// Whether one name is the other with a single slip, letter case aside.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    distance(one, other) <= 1
}

/// Whether names that are close in their bytes are so in their letters, too: in one that takes three bytes, another letter
/// is often no more than one other byte.
fn agree_in_letters(wanted: &str, candidate: &str) -> bool {
    if wanted.is_ascii() && candidate.is_ascii() {
        return true;
    }
    let [wanted, candidate] = as_numbers([wanted, candidate]);
    let limit = allowed(wanted.len());
    Pattern::of(&wanted).is_some_and(|pattern| pattern.slips_of(&candidate, limit).is_some())
}

/// The letters of two names that are close, each as one byte: what it is called does not matter, only what is equal.
fn as_numbers(names: [&str; 2]) -> [Vec<u8>; 2] {
    let mut known: Vec<char> = Vec::new();
    names.map(|name| {
        let letters = name.chars().flat_map(char::to_lowercase);
        let number = |letter| {
            let at = known.iter().position(|&other| other == letter);
            let at = at.unwrap_or_else(|| {
                known.push(letter);
                known.len() - 1
            });
            // Two names of 128 bytes hold fewer letters than that.
            u8::try_from(at).unwrap_or(u8::MAX)
        };
        letters.map(number).collect()
    })
}

/// How many slips a name of so many letters may hold and still be recognised.
const fn allowed(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// Many names, such as all file names of a site, made ready to be searched often.
#[derive(Clone, Debug)]
pub struct Names {
    /// By length, then by text, so that a search looks at the lengths that can be close only.
    all: Vec<Name>,
    /// The [`letters`] of each, side by side: a search looks at those of most names and at no more of them.
    letters: Vec<u64>,
    /// How many names may still be looked at.
    left: Cell<usize>,
    /// The words of all names, once they are asked for.
    words: OnceCell<BTreeSet<String>>,
}

/// How many names are looked at for all that are asked for, taken together; then nothing more is suggested. Real sites stay
/// far below; where thousands of names are like thousands of others, none is meant more than the next.
const MOST_SEEN: usize = 1 << 30;
/// To compare two names takes as long as to look at so many.
const COMPARED: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    length: usize,
    lower: String,
    original: String,
}

impl Names {
    /// Indexes `names`; equal ones count once.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<Name> = names.into_iter().map(Name::new).collect();
        all.sort_unstable();
        all.dedup();
        let letters = all.iter().map(|name| letters(&name.lower)).collect();
        Self {
            all,
            letters,
            left: Cell::new(MOST_SEEN),
            words: OnceCell::new(),
        }
    }

    /// The names closest to `wanted`, in alphabetical order: several only if they are equally close.
    pub fn nearest(&self, wanted: &str) -> Vec<&str> {
        self.within(wanted, |name| name)
    }

    /// The same for names of files, of which all have the same few endings: these make no name longer.
    pub fn nearest_file(&self, wanted: &str) -> Vec<&str> {
        self.within(wanted, |name| {
            name.rsplit_once('.').map_or(name, |(stem, _)| stem)
        })
    }

    /// Those of [`nearest`](Self::nearest) that were meant, it may be: a close name of something else was not.
    pub fn meant(&self, wanted: &str) -> Vec<&str> {
        self.without_siblings(wanted, self.nearest(wanted))
    }

    /// Those of [`nearest_file`](Self::nearest_file) likewise.
    pub fn meant_file(&self, wanted: &str) -> Vec<&str> {
        self.without_siblings(wanted, self.nearest_file(wanted))
    }

    fn without_siblings<'n>(&self, wanted: &str, mut near: Vec<&'n str>) -> Vec<&'n str> {
        let words = || {
            let names = self.all.iter().map(|name| &*name.lower);
            names.flat_map(siblings::words).collect()
        };
        near.retain(|name| !siblings::are_siblings(wanted, name, self.words.get_or_init(words)));
        near
    }

    /// Whether so much was asked for that nothing more is suggested.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn spend(&self, seen: usize) {
        self.left.set(self.left.get().saturating_sub(seen));
    }

    /// The names closest to `wanted`; how many slips are allowed is told by what `telling` leaves of them.
    fn within(&self, wanted: &str, telling: fn(&str) -> &str) -> Vec<&str> {
        let mut limit = allowed(telling(wanted).len());
        let near = self.of_length(wanted.len().saturating_sub(limit), wanted.len() + limit);
        self.spend(near.len());
        if self.is_spent() {
            return Vec::new();
        }
        let own = letters(&wanted.to_ascii_lowercase());
        // Most names are like no other, and need no pattern.
        let mut pattern = None;
        let mut found: Vec<&str> = Vec::new();
        for at in near {
            if !may_be_close(own, self.letters[at], limit) {
                continue;
            }
            let name = &self.all[at];
            let Some(pattern) = pattern.get_or_insert_with(|| Pattern::new(wanted)) else {
                return Vec::new();
            };
            self.spend(COMPARED);
            let Some(slips) = pattern.slips(&name.lower, limit) else {
                continue;
            };
            if !agree_in_letters(telling(wanted), telling(&name.original)) {
                continue;
            }
            if slips < limit {
                limit = slips;
                found.clear();
            }
            found.push(&name.original);
        }
        found.sort_unstable();
        found
    }

    /// The places of the names that are so long.
    fn of_length(&self, least: usize, most: usize) -> Range<usize> {
        let start = self.all.partition_point(|name| name.length < least);
        start..self.all.partition_point(|name| name.length <= most)
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        Self {
            length: lower.len(),
            lower,
            original: name.to_owned(),
        }
    }
}

/// Which bytes occur at all, folded to 64 bits: a slip adds and removes at most one of them.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| set | 1 << (byte & 63))
}

const fn may_be_close(a: u64, b: u64, limit: usize) -> bool {
    (a & !b).count_ones() as usize <= limit && (b & !a).count_ones() as usize <= limit
}

/// A name to compare others with: for each byte the places where it stands, as bits.
///
/// With these a whole column of the table of distances is one number (Myers 1999, with swaps by Hyyrö 2003), so that
/// ten thousand broken names against five thousand files cost less than a second instead of minutes.
struct Pattern {
    places: Box<[u128; 256]>,
    length: usize,
}

impl Pattern {
    /// The pattern of `name`, unless it is empty or longer than a file name that anyone would type.
    fn new(name: &str) -> Option<Self> {
        Self::of(name.to_ascii_lowercase().as_bytes())
    }

    fn of(name: &[u8]) -> Option<Self> {
        if name.is_empty() || name.len() > 128 {
            return None;
        }
        let mut places = Box::new([0; 256]);
        for (at, &byte) in name.iter().enumerate() {
            places[usize::from(byte)] |= 1 << at;
        }
        Some(Self {
            places,
            length: name.len(),
        })
    }

    /// The slips between the pattern and `text`, if there are at most `limit`.
    fn slips(&self, text: &str, limit: usize) -> Option<usize> {
        self.slips_of(text.as_bytes(), limit)
    }

    fn slips_of(&self, text: &[u8], limit: usize) -> Option<usize> {
        if self.length.abs_diff(text.len()) > limit {
            return None;
        }
        let last = 1_u128 << (self.length - 1);
        let (mut more, mut fewer, mut diagonal, mut before) = (u128::MAX, 0_u128, 0_u128, 0_u128);
        let mut slips = self.length;
        for (at, &byte) in text.iter().enumerate() {
            let here = self.places[usize::from(byte)];
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & more).wrapping_add(more) ^ more) | here | fewer | swapped;
            let right = fewer | !(diagonal | more);
            let left = diagonal & more;
            slips += usize::from(right & last != 0);
            slips -= usize::from(left & last != 0);
            // Each byte that is left can take back one slip at most.
            if slips > limit + (text.len() - at - 1) {
                return None;
            }
            let right = right << 1 | 1;
            more = left << 1 | !(diagonal | right);
            fewer = right & diagonal;
            before = here;
        }
        (slips <= limit).then_some(slips)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_name_is_not() {
        let known = ["description", "pageTitle", "ms.date", "ms.topic", "no"];
        for (wanted, expected) in [
            ("descripton", Some("description")),
            ("pagetitle", Some("pageTitle")),
            ("ms.dtae", Some("ms.date")),
            ("mstopic", Some("ms.topic")),
            ("author", None),
            ("", None),
            ("nn", None),
        ] {
            assert_eq!(nearest(wanted, known), expected, "{wanted}");
        }
    }

    #[test]
    fn slips_are_counted_in_letters_of_every_script() {
        for (wanted, known, expected) in [
            ("あ", "い", None),
            ("設定", "設計", None),
            ("том", "дым", None),
            ("的資料類型", "資料類型", Some("資料類型")),
            ("控制項流程", "控制流程", Some("控制流程")),
            ("Заголвок", "заголовок", Some("заголовок")),
            ("резюме", "resume", None),
        ] {
            assert_eq!(nearest(wanted, [known]), expected, "{wanted}");
            let names = Names::new([known]);
            assert_eq!(names.nearest(wanted).first().copied(), expected, "{wanted}");
        }
    }

    #[test]
    fn an_ending_does_not_make_another_name_a_slip() {
        for (wanted, known, expected) in [
            ("說明.md", &["說昏.md"][..], &[][..]),
            ("том.md", &["дым.md"], &[]),
            ("設定方法.md", &["設定方式.md"], &["設定方式.md"]),
            // Nearer by its bytes, the first is no slip by its letters.
            ("設定方法.md", &["訮宛方法.md", "設定方.md"], &["設定方.md"]),
        ] {
            let names = Names::new(known.iter().copied());
            assert_eq!(names.nearest_file(wanted), expected, "{wanted}");
        }
    }

    #[test]
    fn distances_agree_with_a_table() {
        let words = [
            "", "a", "ab", "ba", "abc", "acb", "bca", "abcdef", "badcfe", "xyz", "azc",
        ];
        for wanted in words.iter().filter(|word| !word.is_empty()) {
            let pattern = Pattern::new(wanted).expect("it is not empty");
            for text in words {
                assert_eq!(
                    pattern.slips(text, 9),
                    Some(strsim::osa_distance(wanted, text)),
                    "{wanted} {text}"
                );
            }
        }
    }

    #[test]
    fn equally_close_names_are_all_given() {
        let names = Names::new(["how-to-b.md", "how-to-a.md", "overview.md", "Caching.md"]);
        for (wanted, expected) in [
            ("how-to-c.md", &["how-to-a.md", "how-to-b.md"][..]),
            ("overveiw.md", &["overview.md"]),
            ("caching.md", &["Caching.md"]),
            ("nothing-like-it.md", &[]),
        ] {
            assert_eq!(names.nearest(wanted), expected, "{wanted}");
        }
    }

    /// 10,000 × 5,000 comparisons: unbounded they would take minutes.
    #[test]
    fn many_broken_names_are_looked_up_fast() {
        let services = [
            "active-directory-saas",
            "virtual-machines-linux",
            "storage",
            "sql-database",
        ];
        let known: Vec<String> = (0..5_000)
            .map(|n| format!("{}-{:x}-tutorial.md", services[n % 4], n * 7_919))
            .collect();
        let names = Names::new(known.iter().map(String::as_str));
        let began = std::time::Instant::now();
        let found = (0..10_000)
            .filter(|n| {
                let wanted = format!("{}-{:x}-tutorail.md", services[n % 4], n * 7_919);
                !names.nearest(&wanted).is_empty()
            })
            .count();
        assert!(found >= 5_000);
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    }
}
