//! Words that a mistyped one may have been meant for.
//!
//! One wrong letter leaves either the first or the second half of a word as it was. So the words are listed twice, by
//! their beginning and, turned round, by their end: what shares a half with the mistyped word stands in one place.

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
    /// By the number of the word.
    words: Vec<Word>,
}

#[derive(Clone, Copy, Default)]
struct Word {
    pages: u32,
    /// The page that had it last, and whether in a title or heading.
    last: (u32, bool),
}

impl Spelling {
    /// Adds a word of a page, whose other words are added before or after; `page` is not 0. `prominent`: it stands in
    /// a title or heading.
    pub fn add(&mut self, page: u32, word: u32, prominent: bool) {
        let worth = |prominent| if prominent { ENOUGH_PAGES } else { 1 };
        let word = self.of(word);
        if word.last.0 != page {
            word.last = (page, prominent);
            word.pages += worth(prominent);
        } else if prominent && !word.last.1 {
            word.last.1 = true;
            word.pages += worth(true) - worth(false);
        }
    }

    /// Adds those of other pages; `numbers` has the number of each of their words here.
    pub fn merge(&mut self, other: Self, numbers: &[u32]) {
        for (word, number) in other.words.into_iter().zip(numbers) {
            self.of(*number).pages += word.pages;
        }
    }

    fn of(&mut self, word: u32) -> &mut Word {
        let word = word as usize;
        if self.words.len() <= word {
            self.words.resize(word + 1, Word::default());
        }
        &mut self.words[word]
    }

    /// The words of a site with so many pages, by their beginning and by their end; `names` are the words.
    pub fn shelves(self, names: Vec<Box<str>>, pages: usize) -> [Shelf; 2] {
        let enough = if pages < MANY_PAGES { 1 } else { ENOUGH_PAGES };
        let words: Vec<(String, u32)> = names
            .into_iter()
            .zip(self.words)
            .filter(|(_, word)| word.pages >= enough)
            .map(|(name, word)| (name.into_string(), word.pages))
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
