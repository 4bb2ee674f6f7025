//! Which pages and sections each term stands in, sorted by term and written as bits.

use rayon::prelude::*;

use super::bits::Bits;
use super::digest::{Level, PROMINENT, Places};
use super::shelf::{Shelf, Stretch, cut, front_coded, literal};
use super::vocabulary::IndexTerm;
use super::words::{Made, is_east_asian};

/// Bytes of a `terms` file, about; a query loads one or two for each of its words.
const FILE_SIZE: usize = 4500;

/// A term on more pages than one in this many is listed only where it is prominent: "click" tells nothing from
/// nothing, and its list would be a file of its own.
const COMMON: usize = 12;

/// A term on more pages than one in this many is listed only where it is more than mentioned.
const FREQUENT: usize = 40;

/// So many places of a term are listed if it has them, however common it is: whoever asks for nothing else finds the
/// pages that say most about it.
const ENOUGH: usize = 24;

/// Bytes from which on words with hyphens between them are long.
const LONG_PARTS: usize = 16;

/// Bytes from which on a name of a program is long. Those of errors are shorter, and what readers paste.
const LONG_NAME: usize = 26;

/// Below this many pages no term is frequent.
const FEW_PAGES: usize = 64;

/// The low bits of a usual gap between two sections.
const SECTION_GAP: u32 = 2;

/// Places in one piece of memory: it never has to be moved to grow.
const STRETCH: usize = 1 << 14;

/// A term in a section of a page.
#[derive(Clone, Copy, Default)]
struct Posting {
    page: u32,
    section: u16,
    level: Level,
}

/// The places of all terms as they came, each with the number of its term.
///
/// They are sorted once, at the end: going to each term's own list for each page would be a look elsewhere in memory
/// each time.
#[derive(Default)]
pub struct Postings {
    stretches: Vec<Vec<(u32, Posting)>>,
}

impl Postings {
    /// Adds a term of a page.
    pub fn add(&mut self, page: u32, term: u32, places: &Places) {
        for seen in places.as_slice() {
            let posting = Posting {
                page,
                section: seen.section,
                level: seen.level,
            };
            match self.stretches.last_mut() {
                Some(last) if last.len() < STRETCH => last.push((term, posting)),
                _ => {
                    let mut next = Vec::with_capacity(STRETCH);
                    next.push((term, posting));
                    self.stretches.push(next);
                }
            }
        }
    }

    /// Adds those of other pages; `numbers` has the number of each of their terms here.
    pub fn merge(&mut self, other: Self, numbers: &[u32]) {
        for mut stretch in other.stretches {
            for (term, _) in &mut stretch {
                *term = numbers[*term as usize];
            }
            self.stretches.push(stretch);
        }
    }

    /// The places of each of so many terms, by number.
    fn by_term(self, terms: usize) -> ByTerm {
        let mut starts = vec![0; terms + 1];
        for (term, _) in self.stretches.iter().flatten() {
            starts[*term as usize + 1] += 1;
        }
        for term in 0..terms {
            starts[term + 1] += starts[term];
        }
        let mut places = vec![Posting::default(); starts[terms]];
        let mut next = starts.clone();
        for (term, posting) in self.stretches.into_iter().flatten() {
            let next = &mut next[term as usize];
            places[*next] = posting;
            *next += 1;
        }
        ByTerm { starts, places }
    }

    /// The files of a site with so many pages; `terms` stand at their numbers.
    pub fn shelf(self, terms: Vec<IndexTerm>, pages: usize) -> Shelf {
        let mut by_term = self.by_term(terms.len());
        let mut lists: Vec<TermList> = terms
            .into_par_iter()
            .zip(by_term.lists())
            .map(|(term, places)| TermList::new(term, places, pages))
            .filter(|list| !list.places.is_empty())
            .collect();
        lists.par_sort_unstable_by(|a, b| a.term.cmp(&b.term));
        let stretches = cut(&lists, |list| &list.term, TermList::size, FILE_SIZE)
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

/// Places in the order of their terms' numbers.
struct ByTerm {
    /// Where each term's places begin; one more says where the last ones end.
    starts: Vec<usize>,
    places: Vec<Posting>,
}

impl ByTerm {
    /// The places of each term.
    fn lists(&mut self) -> Vec<&mut [Posting]> {
        let mut rest = &mut *self.places;
        let lengths = self.starts.windows(2).map(|ends| ends[1] - ends[0]);
        lengths
            .map(|length| rest.split_off_mut(..length).expect("so many are left"))
            .collect()
    }
}

struct TermList<'p> {
    term: Box<str>,
    places: &'p [Posting],
    /// Pages in the list, and pages that have the term.
    listed: usize,
    all: usize,
}

impl<'p> TermList<'p> {
    fn new(term: IndexTerm, places: &'p mut [Posting], pages: usize) -> Self {
        places.sort_unstable_by_key(|place| (place.page, place.section));
        let all = count_pages(places);
        let places = match is_chance(&term, all, pages) {
            true => retained(places, |place| place.level >= PROMINENT),
            false => telling(places, least_level(&term, all, pages)),
        };
        Self {
            term: term.text,
            listed: count_pages(places),
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
                bits.rice(u32::from(place.section) - section, SECTION_GAP);
                section = u32::from(place.section) + 1;
                bits.gamma(place.level.into());
                bits.put((index + 1 < page.len()).into(), 1);
            }
        }
    }
}

/// Those that are wanted, moved to the front.
fn retained<T: Copy>(list: &mut [T], mut is_wanted: impl FnMut(&T) -> bool) -> &[T] {
    let mut count = 0;
    for at in 0..list.len() {
        if is_wanted(&list[at]) {
            list[count] = list[at];
            count += 1;
        }
    }
    &list[..count]
}

/// The places from the level `least` on; where these are too few, the best of the others, the first of equal ones.
fn telling(places: &mut [Posting], least: Level) -> &[Posting] {
    if least == 1 {
        return places;
    }
    let from = |level: Level| places.iter().filter(|place| place.level >= level).count();
    let lowest = (1..=least).rev().find(|&level| from(level) >= ENOUGH);
    let lowest = lowest.unwrap_or(1);
    let mut room = match lowest < least {
        true => ENOUGH.saturating_sub(from(lowest + 1)),
        false => usize::MAX,
    };
    retained(places, |place| {
        let is_last = place.level == lowest && room > 0;
        room -= usize::from(is_last);
        is_last || place.level > lowest
    })
}

/// From which level on a term is listed, so that lists stay short and tell something.
fn least_level(term: &IndexTerm, having: usize, pages: usize) -> Level {
    let in_more_than_one_of = |part| having > FEW_PAGES.max(pages / part);
    let is_pair = term.text.starts_with(is_east_asian);
    if in_more_than_one_of(if is_pair { FREQUENT } else { COMMON }) {
        PROMINENT
    } else if in_more_than_one_of(FREQUENT) {
        2
    } else {
        1
    }
}

/// Whether one page alone has the term, and it is most often the end of one East Asian word with the beginning of the next,
/// or long and made of words by which the page is found too.
fn is_chance(term: &IndexTerm, having: usize, pages: usize) -> bool {
    let long = match term.made {
        Made::Parts => LONG_PARTS,
        Made::Name => LONG_NAME,
        Made::Word => usize::MAX,
    };
    let is_made_of_others = term.text.starts_with(is_east_asian) || term.text.len() > long;
    having == 1 && pages > FEW_PAGES && is_made_of_others
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
