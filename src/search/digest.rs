//! One page as the index sees it: which terms stand in which of its sections, and how much each says about it there.

use rustc_hash::FxHashMap;

use super::words::{Term, Words, is_east_asian, runs};
use super::{SearchPage, SearchSection};

/// How much a term says about a section: 1 (mentioned) to 8 (the title is little else).
pub type Level = u8;

/// The level from which a term stands in a title, heading or description.
pub const PROMINENT: Level = 4;

/// What a heading, a description and a title are worth against one mention in the text.
const HEADING: f32 = 6.0;
const DESCRIPTION: f32 = 2.6;
const TITLE: f32 = 10.0;

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
    /// Terms in order of their first place, each with the sections that it stands in.
    pub terms: Vec<(Box<str>, Vec<Seen>)>,
    /// Words as written, for "did you mean"; true for those of titles and headings.
    pub words: Vec<(Box<str>, bool)>,
}

/// The terms of a page and their weights; section *n* of the page is section *n* + 1 of the digest.
pub fn digest<'p>(words: &'p Words, page: &'p SearchPage, sections: &'p [SearchSection]) -> Digest {
    let mut collector = Collector::new(words);
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
}

/// A term's weights in the sections that have it.
struct TermWeights {
    term: Box<str>,
    spare: bool,
    weights: Vec<Weight>,
}

struct Collector<'p> {
    words: &'p Words,
    places: FxHashMap<Box<str>, usize>,
    terms: Vec<TermWeights>,
    spelt: FxHashMap<Box<str>, bool>,
    /// Runs and where in `run_places` the places of their terms stand: three in four have been on the page before.
    known: FxHashMap<&'p str, (usize, usize)>,
    run_places: Vec<usize>,
    lengths: Vec<usize>,
}

impl<'p> Collector<'p> {
    fn new(words: &'p Words) -> Self {
        Self {
            words,
            places: FxHashMap::default(),
            terms: Vec::new(),
            spelt: FxHashMap::default(),
            known: FxHashMap::default(),
            run_places: Vec::new(),
            lengths: Vec::new(),
        }
    }

    /// A title, description or heading: the shorter it is, the more each of its words says.
    fn line(&mut self, section: u16, text: &'p str, worth: f32) {
        let mut places: Vec<usize> = Vec::new();
        let words = self.words;
        words.each(text, &mut |found| {
            self.spell(found.word, worth > DESCRIPTION);
            places.push(self.place(&found));
        });
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
            length += end - start;
            for at in start..end {
                let weight = self.weight(section, self.run_places[at]);
                weight.mentions = weight.mentions.saturating_add(1);
            }
        }
        self.lengths.resize(usize::from(section) + 1, 0);
        self.lengths[usize::from(section)] = length;
    }

    fn add_run(&mut self, run: &'p str) -> (usize, usize) {
        let start = self.run_places.len();
        let words = self.words;
        words.terms(run, &mut |found| {
            self.spell(found.word, false);
            let place = self.place(&found);
            self.run_places.push(place);
        });
        let range = (start, self.run_places.len());
        self.known.insert(run, range);
        range
    }

    /// Where a term stands in the list of terms, new or known.
    fn place(&mut self, found: &Term<'_>) -> usize {
        if let Some(&place) = self.places.get(found.term) {
            return place;
        }
        let place = self.terms.len();
        self.places.insert(found.term.into(), place);
        self.terms.push(TermWeights {
            term: found.term.into(),
            spare: found.spare,
            weights: Vec::new(),
        });
        place
    }

    fn weight(&mut self, section: u16, place: usize) -> &mut Weight {
        let weights = &mut self.terms[place].weights;
        if weights.last().is_none_or(|last| last.section != section) {
            weights.push(Weight {
                section,
                prominence: 0.0,
                mentions: 0,
            });
        }
        weights
            .last_mut()
            .expect("one was pushed if there was none")
    }

    /// Remembers a word that a reader might mistype: letters only, long enough for one wrong letter to leave it known.
    fn spell(&mut self, word: &str, prominent: bool) {
        if !(4..=24).contains(&word.len())
            || !word.chars().all(|c| c.is_alphabetic() && !is_east_asian(c))
        {
            return;
        }
        match self.spelt.get_mut(word) {
            Some(known) => *known |= prominent,
            None => drop(self.spelt.insert(word.into(), prominent)),
        }
    }

    fn finish(self) -> Digest {
        let lengths = self.lengths;
        let terms = self
            .terms
            .into_iter()
            .map(|found| {
                let seen = strongest(&found, &lengths);
                (found.term, seen)
            })
            .filter(|(_, seen)| !seen.is_empty())
            .collect();
        Digest {
            terms,
            words: self.spelt.into_iter().collect(),
        }
    }
}

/// The sections in which a term says most, in order.
///
/// A mention of a spare term in a long section is left out: these are half of all, and the page is found without.
fn strongest(found: &TermWeights, lengths: &[usize]) -> Vec<Seen> {
    let mut seen: Vec<Seen> = found
        .weights
        .iter()
        .map(|weight| Seen {
            section: weight.section,
            level: level(
                weight,
                lengths
                    .get(usize::from(weight.section))
                    .copied()
                    .unwrap_or(0),
            ),
        })
        .filter(|seen| seen.level > 1 || !found.spare)
        .collect();
    let strongest = seen.iter().map(|seen| seen.level).max().unwrap_or(0);
    let mut mentions_left = usize::from(strongest < PROMINENT);
    seen.sort_by_key(|seen| (std::cmp::Reverse(seen.level), seen.section));
    seen.retain(|seen| seen.level >= PROMINENT || std::mem::replace(&mut mentions_left, 0) > 0);
    seen.truncate(SECTIONS_PER_TERM);
    seen.sort_by_key(|seen| seen.section);
    seen
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
