//! Words that a mistyped one may have been meant for.
//!
//! One wrong letter leaves either the first or the second half of a word as it was. So the words are listed twice, by
//! their beginning and, turned round, by their end: what shares a half with the mistyped word stands in one place.

use rustc_hash::FxHashMap;

use super::shelf::{Shelf, Stretch, cut, front_coded, literal};

/// Bytes of a file, about.
const FILE_SIZE: usize = 3500;

/// Words on fewer pages are as likely mistakes as words, unless they stand in a title or heading.
const ENOUGH_PAGES: u32 = 4;

/// Sites with fewer pages cannot tell so.
const MANY_PAGES: usize = 500;

/// Words as their writers spell them, with the number of pages they stand on.
#[derive(Default)]
pub struct Spelling {
    pages: FxHashMap<Box<str>, u32>,
}

impl Spelling {
    /// Adds the words of a page; those of titles and headings are true.
    pub fn add(&mut self, words: Vec<(Box<str>, bool)>) {
        for (word, prominent) in words {
            *self.pages.entry(word).or_default() += if prominent { ENOUGH_PAGES } else { 1 };
        }
    }

    /// Adds those of other pages.
    pub fn merge(&mut self, other: Self) {
        let others: Vec<_> = other.pages.into_iter().collect();
        for (word, pages) in others {
            *self.pages.entry(word).or_default() += pages;
        }
    }

    /// The words of a site with so many pages, by their beginning and by their end.
    pub fn shelves(self, pages: usize) -> [Shelf; 2] {
        let enough = if pages < MANY_PAGES { 1 } else { ENOUGH_PAGES };
        let words: Vec<(String, u32)> = self
            .pages
            .into_iter()
            .filter(|(_, pages)| *pages >= enough)
            .map(|(word, pages)| (word.into_string(), pages))
            .collect();
        let turned = words
            .iter()
            .map(|(word, pages)| (word.chars().rev().collect(), *pages))
            .collect();
        [shelf("fore", words), shelf("hind", turned)]
    }
}

fn shelf(name: &'static str, mut words: Vec<(String, u32)>) -> Shelf {
    words.sort_unstable();
    let stretches = cut(
        &words,
        |(word, _)| word,
        |(word, _)| word.len() / 2 + 2,
        FILE_SIZE,
    )
    .into_iter()
    .map(|(first, words)| Stretch {
        first,
        arguments: format!(
            "{},\"{}\"",
            literal(&front_coded(words.iter().map(|(word, _)| word.as_str()))),
            words
                .iter()
                .map(|(_, pages)| frequency(*pages))
                .collect::<String>()
        ),
    })
    .collect();
    Shelf { name, stretches }
}

/// How common a word is, as a letter: each stands for twice as many pages as the one before.
fn frequency(pages: u32) -> char {
    char::from(b'a' + u8::try_from(pages.ilog2().min(25)).expect("at most 25"))
}
