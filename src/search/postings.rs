//! Which pages and sections each term stands in, sorted by term and written as bits.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bits::Bits;
use super::digest::{Level, PROMINENT, Seen};
use super::shelf::{Shelf, Stretch, cut, front_coded, literal};

/// Bytes of a `terms` file, about; a query loads one or two for each of its words.
const FILE_SIZE: usize = 4500;

/// A term on more pages than one in this many is listed only where it is prominent: "click" tells nothing from
/// nothing, and its list would be a file of its own.
const COMMON: usize = 12;

/// Below this many pages nothing is common.
const FEW_PAGES: usize = 64;

/// A term in a section of a page.
#[derive(Clone, Copy)]
struct Posting {
    page: u32,
    section: u16,
    level: Level,
}

/// All terms with their places, in any order.
#[derive(Default)]
pub struct Postings {
    terms: FxHashMap<Box<str>, Vec<Posting>>,
}

impl Postings {
    /// Adds the terms of a page.
    pub fn add(&mut self, page: u32, terms: Vec<(Box<str>, Vec<Seen>)>) {
        for (term, seen) in terms {
            let places = self.terms.entry(term).or_default();
            places.extend(seen.into_iter().map(|Seen { section, level }| Posting {
                page,
                section,
                level,
            }));
        }
    }

    /// Adds those of other pages.
    pub fn merge(&mut self, other: Self) {
        let others: Vec<_> = other.terms.into_iter().collect();
        for (term, mut places) in others {
            self.terms.entry(term).or_default().append(&mut places);
        }
    }

    /// The files of a site with so many pages.
    pub fn shelf(self, pages: usize) -> Shelf {
        let mut terms: Vec<TermList> = self
            .terms
            .into_par_iter()
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
    pages: usize,
    common: bool,
}

impl TermList {
    fn new(term: Box<str>, mut places: Vec<Posting>, pages: usize) -> Self {
        places.sort_unstable_by_key(|place| (place.page, place.section));
        let common = count_pages(&places) > FEW_PAGES.max(pages / COMMON);
        if common {
            places.retain(|place| place.level >= PROMINENT);
            places.shrink_to_fit();
        }
        Self {
            term,
            pages: count_pages(&places),
            places,
            common,
        }
    }

    /// Bytes it will take, about.
    fn size(&self) -> usize {
        5 + self.term.len() / 2 + self.places.len() * 2
    }

    fn write(&self, pages: usize, bits: &mut Bits) {
        bits.gamma(self.pages.try_into().expect("no more than there are pages"));
        bits.put(self.common.into(), 1);
        let low = low_bits(pages, self.pages);
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
