//! Which pages and sections each term stands in, sorted by term and written as bits.

use rayon::prelude::*;

use super::bits::Bits;
use super::digest::{Level, PROMINENT, Places};
use super::shelf::{Shelf, Stretch, cut, front_coded, literal};
use super::words::is_east_asian;

/// Bytes of a `terms` file, about; a query loads one or two for each of its words.
const FILE_SIZE: usize = 4500;

/// A term on more pages than one in this many is listed only where it is prominent: "click" tells nothing from
/// nothing, and its list would be a file of its own.
const COMMON: usize = 12;

/// A term on more pages than one in this many is listed only where it is more than mentioned.
const FREQUENT: usize = 40;

/// Bytes from which on a term is a name of several words.
const LONG_NAME: usize = 16;

/// Below this many pages no term is frequent.
const FEW_PAGES: usize = 64;

/// A term in a section of a page.
#[derive(Clone, Copy)]
struct Posting {
    page: u32,
    section: u16,
    level: Level,
}

/// The places of all terms, by the number of the term.
#[derive(Default)]
pub struct Postings {
    terms: Vec<Vec<Posting>>,
}

impl Postings {
    /// Adds a term of a page.
    pub fn add(&mut self, page: u32, term: u32, places: &Places) {
        let postings = places.as_slice().iter().map(|seen| Posting {
            page,
            section: seen.section,
            level: seen.level,
        });
        self.of(term).extend(postings);
    }

    /// Adds those of other pages; `numbers` has the number of each of their terms here.
    pub fn merge(&mut self, other: Self, numbers: &[u32]) {
        for (mut places, number) in other.terms.into_iter().zip(numbers) {
            self.of(*number).append(&mut places);
        }
    }

    fn of(&mut self, term: u32) -> &mut Vec<Posting> {
        let term = term as usize;
        if self.terms.len() <= term {
            self.terms.resize_with(term + 1, Vec::new);
        }
        &mut self.terms[term]
    }

    /// The files of a site with so many pages; `names` are the terms.
    pub fn shelf(self, names: Vec<Box<str>>, pages: usize) -> Shelf {
        let mut terms: Vec<TermList> = names
            .into_par_iter()
            .zip(self.terms)
            .map(|(term, places)| TermList::new(term, places, pages))
            .filter(|list| !list.places.is_empty())
            .collect();
        terms.par_sort_unstable_by(|a, b| a.term.cmp(&b.term));
        let stretches = cut(&terms, |list| &list.term, TermList::size, FILE_SIZE)
            .into_par_iter()
            .map(|(first, lists)| Stretch {
                first,
                arguments: written(lists, pages),
            })
            .collect();
        Shelf {
            name: "terms",
            stretches,
        }
    }
}

struct TermList {
    term: Box<str>,
    places: Vec<Posting>,
    /// Pages in the list, and pages that have the term.
    listed: usize,
    all: usize,
}

impl TermList {
    fn new(term: Box<str>, mut places: Vec<Posting>, pages: usize) -> Self {
        places.sort_unstable_by_key(|place| (place.page, place.section));
        let all = count_pages(&places);
        let least = least_level(&term, all, pages);
        if least > 1 {
            places.retain(|place| place.level >= least);
            places.shrink_to_fit();
        }
        Self {
            term,
            listed: count_pages(&places),
            places,
            all,
        }
    }

    /// Bytes it will take, about.
    fn size(&self) -> usize {
        5 + self.term.len() / 2 + self.places.len() * 2
    }

    fn write(&self, pages: usize, bits: &mut Bits) {
        let count = |pages: usize| u32::try_from(pages).expect("a site has fewer than 2^32 pages");
        bits.gamma(count(self.listed));
        bits.gamma(count(self.all - self.listed + 1));
        let low = low_bits(pages, self.listed);
        let mut next = 0;
        for page in self.places.chunk_by(|a, b| a.page == b.page) {
            bits.rice(page[0].page - next, low);
            next = page[0].page + 1;
            let mut section = 0;
            for (index, place) in page.iter().enumerate() {
                bits.gamma(u32::from(place.section) + 1 - section);
                section = u32::from(place.section) + 1;
                bits.gamma(place.level.into());
                bits.put((index + 1 < page.len()).into(), 1);
            }
        }
    }
}

/// From which level on a term is listed, so that lists stay short and tell something.
fn least_level(term: &str, having: usize, pages: usize) -> Level {
    let in_more_than_one_of = |part| having > FEW_PAGES.max(pages / part);
    let is_pair = term.starts_with(is_east_asian);
    if in_more_than_one_of(if is_pair { FREQUENT } else { COMMON })
        || is_chance(term, having, pages)
    {
        PROMINENT
    } else if in_more_than_one_of(FREQUENT) {
        2
    } else {
        1
    }
}

/// Whether one page alone has the term, and it is most often the end of one East Asian word with the beginning of the
/// next, or a name of several words, by which the page is found too.
fn is_chance(term: &str, having: usize, pages: usize) -> bool {
    having == 1 && pages > FEW_PAGES && (term.starts_with(is_east_asian) || term.len() > LONG_NAME)
}

fn count_pages(places: &[Posting]) -> usize {
    places.chunk_by(|a, b| a.page == b.page).count()
}

/// The low bits of a usual gap between two of `listed` pages among `pages`.
fn low_bits(pages: usize, listed: usize) -> u32 {
    (pages * 2 / (listed * 3)).max(1).ilog2()
}

fn written(lists: &[TermList], pages: usize) -> String {
    let mut bits = Bits::default();
    for list in lists {
        list.write(pages, &mut bits);
    }
    let terms = front_coded(lists.iter().map(|list| &*list.term));
    format!("{},\"{}\"", literal(&terms), bits.finish())
}
