//! One page as the index sees it: which terms stand in which of its sections, and how much each says about it there.

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{Term, Words, is_east_asian};
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
pub fn digest(words: &Words, page: &SearchPage, sections: &[SearchSection]) -> Digest {
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
    spare: bool,
}

struct Collector<'w> {
    words: &'w Words,
    places: FxHashMap<Box<str>, usize>,
    terms: Vec<(Box<str>, Vec<Weight>)>,
    spelt: FxHashMap<Box<str>, bool>,
    lengths: Vec<u32>,
}

impl<'w> Collector<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            words,
            places: FxHashMap::default(),
            terms: Vec::new(),
            spelt: FxHashMap::default(),
            lengths: Vec::new(),
        }
    }

    /// A title, description or heading: the shorter it is, the more each of its words says.
    fn line(&mut self, section: u16, text: &str, worth: f32) {
        let mut terms = FxHashSet::default();
        let mut length = 0_u16;
        self.words.each(text, &mut |found| {
            length = length.saturating_add(1);
            terms.insert(found.term.to_owned());
        });
        let worth = worth / (0.8 + 0.05 * f32::from(length));
        let words = self.words;
        words.each(text, &mut |found| {
            self.spell(found.word, worth > DESCRIPTION);
            if terms.remove(found.term) {
                self.weight(section, &found).prominence += worth;
            }
        });
    }

    fn text(&mut self, section: u16, text: &str) {
        let mut length = 0_u32;
        let words = self.words;
        words.each(text, &mut |found| {
            length += 1;
            self.spell(found.word, false);
            let weight = self.weight(section, &found);
            weight.mentions = weight.mentions.saturating_add(1);
        });
        self.lengths.resize(usize::from(section) + 1, 0);
        self.lengths[usize::from(section)] = length;
    }

    fn weight(&mut self, section: u16, found: &Term<'_>) -> &mut Weight {
        let term = found.term;
        let place = match self.places.get(term) {
            Some(&place) => place,
            None => {
                self.places.insert(term.into(), self.terms.len());
                self.terms.push((term.into(), Vec::new()));
                self.terms.len() - 1
            }
        };
        let weights = &mut self.terms[place].1;
        if weights.last().is_none_or(|last| last.section != section) {
            weights.push(Weight {
                section,
                prominence: 0.0,
                mentions: 0,
                spare: found.spare,
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
            .map(|(term, weights)| (term, strongest(&weights, &lengths)))
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
fn strongest(weights: &[Weight], lengths: &[u32]) -> Vec<Seen> {
    let spare = weights.first().is_some_and(|weight| weight.spare);
    let mut seen: Vec<Seen> = weights
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
        .filter(|seen| seen.level > 1 || !spare)
        .collect();
    if seen.len() > SECTIONS_PER_TERM {
        seen.sort_by_key(|seen| (std::cmp::Reverse(seen.level), seen.section));
        seen.truncate(SECTIONS_PER_TERM);
        seen.sort_by_key(|seen| seen.section);
    }
    seen
}

/// The weight on a scale of powers of 1.6, as `search.js` reads it. Mentions alone come to level 3 at most.
fn level(weight: &Weight, length: u32) -> Level {
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
