//! The reader's search: one locale's pages become script files that `search.js` loads as it needs them.
//!
//! Nothing is fetched, so the search works from `file://`, and a query loads a few files of about 5 kB, whatever the
//! size of the site:
//!
//! | file | holds | loaded |
//! | --- | --- | --- |
//! | `index.js` | first term and hash of every other file, the language's rules, services and kinds | once |
//! | `phrases-….js` | frequent phrases that stand as one or two bytes in the texts | once |
//! | `terms-N-….js` | a stretch of the sorted terms, each with its pages, sections and weights | one or two a word |
//! | `fore-N-….js`, `hind-N-….js` | words sorted by their beginning and by their end | for a word that is not found |
//! | `texts-N-….js` | addresses, titles, headings and excerpts of a few pages | for the results on show |
//!
//! All but `index.js` carry a hash of their content in their name and may be cached for ever.

mod bits;
mod by_text;
mod digest;
mod endings;
mod phrases;
mod postings;
mod root;
mod shelf;
mod spelling;
mod texts;
mod vocabulary;
mod words;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use digest::Reader;
use postings::Postings;
use texts::PageText;
use words::Words;

/// Pages that are read in one go. What is looked up for each word lies far apart in memory, and is near at hand only
/// as long as nothing else is done.
const BATCH: usize = 32;

/// Bytes of a page that does not wait for others, so that those that wait are no more than some megabytes.
const LONG_PAGE: usize = 64 * 1024;

/// A page that can be found.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// Its address, absolute or relative to the folder of `index.js` (which `file://` needs).
    pub url: String,
    /// Its title, without the name of the site.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// The service it is about, as the filter names it; may be empty.
    pub service: String,
    /// What kind of page it is: `troubleshooting`, `how-to`, `reference`, …
    pub kind: String,
    /// The tag of the language it is in where it shows another locale's text, else empty; such pages come after those
    /// in the reader's language.
    pub fallback: String,
    /// Its sections in order; includes are in place.
    pub sections: Vec<SearchSection>,
}

/// A heading and what stands below it, up to the next heading.
#[derive(Clone, Debug, Default)]
pub struct SearchSection {
    /// Its anchor, without `#`; empty before the first heading.
    pub anchor: String,
    /// The heading's text; empty before the first heading.
    pub heading: String,
    /// The heading's level; a first heading of level 1 is taken for the title.
    pub level: u8,
    /// Plain text of the section, code included.
    pub text: String,
}

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFile {
    /// Its name in the locale's search folder.
    pub path: String,
    /// Its content, always UTF-8.
    pub bytes: Vec<u8>,
}

/// The search index of one locale, the same bytes for any number of threads.
///
/// Pages come as a parallel iterator so that no more of their text need be in memory than is being read; their order
/// should be that of their addresses, which makes neighbours alike and the index smaller.
pub fn index(
    locale_tag: &str,
    pages: impl IndexedParallelIterator<Item = SearchPage>,
) -> Vec<SearchFile> {
    let indexer = Indexer::new(locale_tag);
    let pages = pages.enumerate();
    pages.for_each(|(number, page)| indexer.add(number, page));
    indexer.files()
}

/// The search index of one locale in the making: pages are added by any number of threads, in any order.
pub struct Indexer {
    locale_tag: String,
    words: Words,
    /// One for each thread, so that none waits for another.
    parts: Vec<Mutex<Part>>,
}

impl Indexer {
    /// An index without pages.
    pub fn new(locale_tag: &str) -> Self {
        let parts = (0..rayon::current_num_threads()).map(|_| Mutex::default());
        Self {
            locale_tag: locale_tag.to_owned(),
            words: Words::new(locale_tag),
            parts: parts.collect(),
        }
    }

    /// Adds the page that has the place `number` in the order of addresses; each number comes once.
    pub fn add(&self, number: usize, page: SearchPage) {
        let thread = rayon::current_thread_index().unwrap_or(0) % self.parts.len();
        // A thread that panicked ends the build; nothing that it left is read.
        let part = self.parts[thread].lock();
        part.unwrap_or_else(PoisonError::into_inner)
            .add(&self.words, number, page);
    }

    /// The files of the index of all pages added so far; it has none then.
    pub fn files(&self) -> Vec<SearchFile> {
        let take = |part: &Mutex<Part>| {
            let mut part =
                std::mem::take(&mut *part.lock().unwrap_or_else(PoisonError::into_inner));
            part.read(&self.words);
            part
        };
        let parts = self.parts.iter().map(take);
        let whole = parts.reduce(Part::and).unwrap_or_default();
        whole.files(&self.locale_tag)
    }
}

/// The index of some of the pages, while it is being made.
#[derive(Default)]
struct Part {
    /// Pages that are not read yet.
    waiting: Vec<(usize, SearchPage)>,
    reader: Reader,
    postings: Postings,
    texts: Vec<(u32, PageText)>,
}

impl Part {
    fn add(&mut self, words: &Words, number: usize, page: SearchPage) {
        let length: usize = page.sections.iter().map(|section| section.text.len()).sum();
        self.waiting.push((number, page));
        if self.waiting.len() == BATCH || length >= LONG_PAGE {
            self.read(words);
        }
    }

    fn read(&mut self, words: &Words) {
        for (number, page) in std::mem::take(&mut self.waiting) {
            self.read_page(words, number, page);
        }
    }

    fn read_page(&mut self, words: &Words, number: usize, mut page: SearchPage) {
        let number = u32::try_from(number).expect("a site has fewer than 2^32 pages");
        let sections = texts::merge_opening(std::mem::take(&mut page.sections));
        for (term, places) in self.reader.digest(words, &page, &sections) {
            self.postings.add(number, term, &places);
        }
        self.texts.push((number, PageText::new(page, &sections)));
    }

    fn and(mut self, mut other: Self) -> Self {
        if self.texts.len() < other.texts.len() {
            std::mem::swap(&mut self, &mut other);
        }
        let (terms, words) = self.reader.vocabulary.take_over(other.reader.vocabulary);
        self.postings.merge(other.postings, &terms);
        self.reader.spelling.merge(other.reader.spelling, &words);
        self.texts.append(&mut other.texts);
        self
    }

    fn files(mut self, locale_tag: &str) -> Vec<SearchFile> {
        self.texts.sort_unstable_by_key(|(number, _)| *number);
        let texts: Vec<PageText> = self.texts.into_iter().map(|(_, text)| text).collect();
        let Reader {
            vocabulary,
            spelling,
            ..
        } = self.reader;
        let (terms, words) = vocabulary.numbers.into_terms_and_words();
        let spelling = spelling.shelves(words, texts.len());
        let terms = self.postings.shelf(terms, texts.len());
        root::files(locale_tag, &texts, terms, spelling)
    }
}
