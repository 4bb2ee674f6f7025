//! One page as the index sees it: which terms stand in which of its sections, and how much each says about it there.

use rustc_hash::FxHashMap;

use super::vocabulary::{Found, Vocabulary};
use super::words::{Words, runs};
use super::{SearchPage, SearchSection};

/// How much a term says about a section: 1 (mentioned) to 8 (the title is little else).
pub type Level = u8;

/// The level from which a term stands in a title, heading or description.
pub const PROMINENT: Level = 4;

/// What a heading, a description and a title are worth against one mention in the text.
const HEADING: f32 = 6.0;
const DESCRIPTION: f32 = 2.6;
const TITLE: f32 = 10.0;

/// Bytes of a page for each different word on it, about.
const BYTES_A_WORD: usize = 24;

/// Sections beyond this many for one term and page say nothing new about either.
const SECTIONS_PER_TERM: usize = 2;

/// A term in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// 0 is the page itself: its title, its description and what stands before the first heading.
    pub section: u16,
    /// How much it says.
    pub level: Level,
}

/// What one page adds to the index.
pub struct Digest {
    /// Terms by number in order of their first place, each with the sections that it stands in.
    pub terms: Vec<(u32, Places)>,
    /// Words by number, for "did you mean"; true for those of titles and headings.
    pub words: Vec<(u32, bool)>,
}

/// The sections that a term stands in, in order.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    seen: [Seen; SECTIONS_PER_TERM],
    count: usize,
}

impl Places {
    /// Them.
    pub fn as_slice(&self) -> &[Seen] {
        &self.seen[..self.count]
    }
}

/// The terms of a page and their weights; section *n* of the page is section *n* + 1 of the digest.
pub fn digest<'p>(
    words: &'p Words,
    vocabulary: &'p mut Vocabulary,
    page: &'p SearchPage,
    sections: &'p [SearchSection],
) -> Digest {
    let length: usize = sections.iter().map(|section| section.text.len()).sum();
    let mut collector = Collector::new(words, vocabulary, length);
    collector.line(0, &page.title, TITLE);
    collector.line(0, &page.description, DESCRIPTION);
    for (section, number) in sections.iter().zip(0_u16..) {
        collector.line(number, &section.heading, HEADING);
        collector.text(number, &section.text);
    }
    collector.finish()
}

/// A term's weight in one section, while the page is read.
struct Weight {
    section: u16,
    prominence: f32,
    mentions: u16,
    /// The weight of the same term in the section before, by its place in the list of all weights.
    before: Option<u32>,
}

/// A term of the page.
struct PageTerm {
    number: u32,
    spare: bool,
    /// Its weight in the last section that has it, by its place in the list of all weights.
    last: Option<u32>,
}

struct Collector<'p> {
    rules: &'p Words,
    vocabulary: &'p mut Vocabulary,
    /// Where each term stands in `terms`, by its number.
    places: FxHashMap<u32, u32>,
    terms: Vec<PageTerm>,
    weights: Vec<Weight>,
    spelt: FxHashMap<u32, bool>,
    /// Runs and where in `run_places` the places of their terms stand: three in four have been on the page before.
    known: FxHashMap<&'p str, (u32, u32)>,
    run_places: Vec<u32>,
    lengths: Vec<usize>,
    found: Vec<Found>,
}

impl<'p> Collector<'p> {
    /// A collector for a page of so many bytes.
    fn new(rules: &'p Words, vocabulary: &'p mut Vocabulary, length: usize) -> Self {
        let words = length / BYTES_A_WORD;
        let hasher = rustc_hash::FxBuildHasher;
        Self {
            rules,
            vocabulary,
            places: FxHashMap::with_capacity_and_hasher(words, hasher),
            terms: Vec::with_capacity(words),
            weights: Vec::with_capacity(words),
            spelt: FxHashMap::with_capacity_and_hasher(words, hasher),
            known: FxHashMap::with_capacity_and_hasher(words, hasher),
            run_places: Vec::with_capacity(words),
            lengths: Vec::new(),
            found: Vec::new(),
        }
    }

    /// A title, description or heading: the shorter it is, the more each of its words says.
    fn line(&mut self, section: u16, text: &'p str, worth: f32) {
        let mut places: Vec<u32> = Vec::new();
        for run in runs(text) {
            self.read(run, worth > DESCRIPTION, &mut places);
        }
        let length = u16::try_from(places.len()).unwrap_or(u16::MAX);
        places.sort_unstable();
        places.dedup();
        for place in places {
            self.weight(section, place).prominence += worth / (0.8 + 0.05 * f32::from(length));
        }
    }

    fn text(&mut self, section: u16, text: &'p str) {
        let mut length = 0;
        for run in runs(text) {
            let (start, end) = match self.known.get(run) {
                Some(&range) => range,
                None => self.add_run(run),
            };
            length += (end - start) as usize;
            for at in start..end {
                let weight = self.weight(section, self.run_places[at as usize]);
                weight.mentions = weight.mentions.saturating_add(1);
            }
        }
        self.lengths.resize(usize::from(section) + 1, 0);
        self.lengths[usize::from(section)] = length;
    }

    fn add_run(&mut self, run: &'p str) -> (u32, u32) {
        let mut places = std::mem::take(&mut self.run_places);
        let start = crate::span::offset(places.len());
        self.read(run, false, &mut places);
        let range = (start, crate::span::offset(places.len()));
        self.run_places = places;
        self.known.insert(run, range);
        range
    }

    /// Appends the places of a run's terms.
    fn read(&mut self, run: &str, prominent: bool, places: &mut Vec<u32>) {
        let mut found = std::mem::take(&mut self.found);
        self.vocabulary.read(self.rules, run, &mut found);
        for found in found.drain(..) {
            if let Some(word) = found.word {
                *self.spelt.entry(word).or_default() |= prominent;
            }
            places.push(self.place(found));
        }
        self.found = found;
    }

    /// Where a term stands in the list of terms, new or known.
    fn place(&mut self, found: Found) -> u32 {
        let next = crate::span::offset(self.terms.len());
        let place = *self.places.entry(found.term).or_insert(next);
        if place == next {
            self.terms.push(PageTerm {
                number: found.term,
                spare: found.spare,
                last: None,
            });
        }
        place
    }

    fn weight(&mut self, section: u16, place: u32) -> &mut Weight {
        let before = self.terms[place as usize].last;
        let same = before.filter(|&last| self.weights[last as usize].section == section);
        let at = same.unwrap_or_else(|| {
            self.weights.push(Weight {
                section,
                prominence: 0.0,
                mentions: 0,
                before,
            });
            crate::span::offset(self.weights.len() - 1)
        });
        self.terms[place as usize].last = Some(at);
        &mut self.weights[at as usize]
    }

    fn finish(self) -> Digest {
        let mut seen = Vec::new();
        let terms = self.terms.iter().filter_map(|term| {
            self.read_weights(term, &mut seen);
            let places = strongest(&mut seen);
            (places.count > 0).then_some((term.number, places))
        });
        Digest {
            terms: terms.collect(),
            words: self.spelt.iter().map(|(&word, &it)| (word, it)).collect(),
        }
    }

    /// The sections of a term.
    ///
    /// A mention of a spare term in a long section is left out: these are half of all, and the page is found without.
    fn read_weights(&self, term: &PageTerm, seen: &mut Vec<Seen>) {
        seen.clear();
        let mut next = term.last;
        while let Some(at) = next {
            let weight = &self.weights[at as usize];
            let section = usize::from(weight.section);
            let length = self.lengths.get(section).copied().unwrap_or(0);
            let level = level(weight, length);
            if level > 1 || !term.spare {
                seen.push(Seen {
                    section: weight.section,
                    level,
                });
            }
            next = weight.before;
        }
    }
}

/// The sections in which a term says most, in order.
fn strongest(seen: &mut Vec<Seen>) -> Places {
    let strongest = seen.iter().map(|seen| seen.level).max().unwrap_or(0);
    let mut mentions_left = usize::from(strongest < PROMINENT);
    seen.sort_unstable_by_key(|seen| (std::cmp::Reverse(seen.level), seen.section));
    seen.retain(|seen| seen.level >= PROMINENT || std::mem::replace(&mut mentions_left, 0) > 0);
    seen.truncate(SECTIONS_PER_TERM);
    seen.sort_unstable_by_key(|seen| seen.section);
    let nothing = Seen {
        section: 0,
        level: 0,
    };
    let mut places = Places {
        seen: [nothing; SECTIONS_PER_TERM],
        count: seen.len(),
    };
    places.seen[..seen.len()].copy_from_slice(seen);
    places
}

/// The weight on a scale of powers of 1.6, as `search.js` reads it. Mentions alone come to level 3 at most.
fn level(weight: &Weight, length: usize) -> Level {
    let mentions = f32::from(weight.mentions);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a section has far fewer than 2^23 words"
    )]
    let mentioned = 3.2 * mentions / (mentions + 0.4 + length as f32 / 90.0);
    let worth = weight.prominence + mentioned;
    [1.3, 2.0, 3.2, 5.2, 8.3, 13.3, 21.3]
        .into_iter()
        .zip(1..)
        .find(|(limit, _)| worth < *limit)
        .map_or(8, |(_, level)| level)
}
