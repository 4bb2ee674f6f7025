//! One page as the index sees it: which terms stand in which of its sections, and how much each says about it there.

use std::ops::Range;

use super::vocabulary::{Found, Run, Vocabulary};
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

/// Reads pages, one after the other. What it notes of a page while it reads it is forgotten at the next, but not the
/// memory that it took.
#[derive(Default)]
pub struct Reader {
    /// The terms and words of all pages so far.
    pub vocabulary: Vocabulary,
    notes: Notes,
}

impl Reader {
    /// The terms of a page and their weights. The first of `sections` is what belongs to the page itself.
    pub fn digest(
        &mut self,
        rules: &Words,
        page: &SearchPage,
        sections: &[SearchSection],
    ) -> Digest {
        self.notes.forget();
        self.line(rules, 0, &page.title, TITLE);
        self.line(rules, 0, &page.description, DESCRIPTION);
        for (section, number) in sections.iter().zip(0_u16..) {
            self.line(rules, number, &section.heading, HEADING);
            self.text(rules, number, &section.text);
        }
        self.notes.digest()
    }

    /// A title, description or heading: the shorter it is, the more each of its words says.
    fn line(&mut self, rules: &Words, section: u16, text: &str, worth: f32) {
        let mut places: Vec<u32> = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        for run in runs(text) {
            let found = match self.vocabulary.run(rules, run) {
                Some((_, terms)) => terms,
                None => {
                    found.clear();
                    self.vocabulary.take_apart(rules, run, &mut found);
                    &found
                }
            };
            let place = |&found| self.notes.place(found, worth > DESCRIPTION);
            places.extend(found.iter().map(place));
        }
        let length = u16::try_from(places.len()).unwrap_or(u16::MAX);
        places.sort_unstable();
        places.dedup();
        for place in places {
            let weight = self.notes.weight(section, place);
            weight.prominence += worth / (0.8 + 0.05 * f32::from(length));
        }
    }

    fn text(&mut self, rules: &Words, section: u16, text: &str) {
        let mut length = 0;
        let mut found: Vec<Found> = Vec::new();
        for run in runs(text) {
            let Some((run, terms)) = self.vocabulary.run(rules, run) else {
                self.vocabulary.take_apart(rules, run, &mut found);
                length += found.len();
                for found in found.drain(..) {
                    let place = self.notes.place(found, false);
                    self.notes.mention(section, place);
                }
                continue;
            };
            length += terms.len();
            for at in self.notes.places_of(run, terms) {
                let place = self.notes.run_places[at];
                self.notes.mention(section, place);
            }
        }
        self.notes.lengths.resize(usize::from(section) + 1, 0);
        self.notes.lengths[usize::from(section)] = length;
    }
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

/// What is noted of a page while it is read.
#[derive(Default)]
struct Notes {
    terms: Vec<PageTerm>,
    weights: Vec<Weight>,
    /// Where each term stands in `terms`.
    places: PlacesByNumber,
    /// The places of the runs' terms; a run's note says where its own stand. Three runs in four come again.
    run_places: Vec<u32>,
    /// The page at hand, counted from 1.
    page: u32,
    /// Words by number; true for those of titles and headings.
    words: Vec<(u32, bool)>,
    /// Where each word stands in `words`.
    word_places: PlacesByNumber,
    /// The number of terms in each section.
    lengths: Vec<usize>,
}

impl Notes {
    fn forget(&mut self) {
        self.terms.clear();
        self.weights.clear();
        self.run_places.clear();
        self.page += 1;
        self.words.clear();
        self.lengths.clear();
    }

    /// Where the places of a run's terms stand in `run_places`.
    fn places_of(&mut self, run: &mut Run, terms: &[Found]) -> Range<usize> {
        if run.page != self.page {
            run.page = self.page;
            run.note = crate::span::offset(self.run_places.len());
            for &found in terms {
                let place = self.place(found, false);
                self.run_places.push(place);
            }
        }
        let start = run.note as usize;
        start..start + terms.len()
    }

    /// Where a term stands in the list of terms, new or known.
    fn place(&mut self, found: Found, prominent: bool) -> u32 {
        if let Some(word) = found.word {
            self.word(word, prominent);
        }
        if let Some(place) = self.places.get(self.page, found.term) {
            return place;
        }
        let place = crate::span::offset(self.terms.len());
        self.terms.push(PageTerm {
            number: found.term,
            spare: found.spare,
            last: None,
        });
        self.places.set(self.page, found.term, place);
        place
    }

    fn word(&mut self, word: u32, prominent: bool) {
        match self.word_places.get(self.page, word) {
            Some(place) => self.words[place as usize].1 |= prominent,
            None => {
                let place = crate::span::offset(self.words.len());
                self.word_places.set(self.page, word, place);
                self.words.push((word, prominent));
            }
        }
    }

    fn mention(&mut self, section: u16, place: u32) {
        let weight = self.weight(section, place);
        weight.mentions = weight.mentions.saturating_add(1);
    }

    fn weight(&mut self, section: u16, place: u32) -> &mut Weight {
        let term = &mut self.terms[place as usize];
        let before = term.last;
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
        term.last = Some(at);
        &mut self.weights[at as usize]
    }

    fn digest(&self) -> Digest {
        let terms = self.terms.iter().filter_map(|term| {
            let places = strongest(self.seen(term));
            (places.count > 0).then_some((term.number, places))
        });
        Digest {
            terms: terms.collect(),
            words: self.words.clone(),
        }
    }

    /// The sections of a term, the last first.
    ///
    /// A mention of a spare term in a long section is left out: these are half of all, and the page is found without.
    fn seen(&self, term: &PageTerm) -> impl Iterator<Item = Seen> {
        let mut next = term.last;
        std::iter::from_fn(move || {
            let weight = &self.weights[next? as usize];
            next = weight.before;
            let section = usize::from(weight.section);
            let length = self.lengths.get(section).copied().unwrap_or(0);
            Some(Seen {
                section: weight.section,
                level: level(weight, length),
            })
        })
        .filter(|seen| seen.level > 1 || !term.spare)
    }
}

/// Places by number for one page after the other, each with the page that it was set for: those of the page before are
/// forgotten at once.
#[derive(Default)]
struct PlacesByNumber(Vec<(u32, u32)>);

impl PlacesByNumber {
    fn get(&self, page: u32, number: u32) -> Option<u32> {
        let (set_for, place) = self.0.get(number as usize)?;
        (*set_for == page).then_some(*place)
    }

    fn set(&mut self, page: u32, number: u32, place: u32) {
        let number = number as usize;
        if self.0.len() <= number {
            self.0.resize(number + 1, (0, 0));
        }
        self.0[number] = (page, place);
    }
}

/// The sections in which a term says most, in order; `seen` has the last section first. Where it is prominent in one,
/// mentions in others say nothing new; where it is in none, the first of the strongest mentions is enough.
fn strongest(seen: impl Iterator<Item = Seen>) -> Places {
    let nothing = Seen {
        section: 0,
        level: 0,
    };
    let (mut best, mut second) = (nothing, nothing);
    for seen in seen {
        if seen.level >= best.level {
            (best, second) = (seen, best);
        } else if seen.level >= second.level {
            second = seen;
        }
    }
    if second.level < PROMINENT {
        let count = usize::from(best.level > 0);
        return Places {
            seen: [best, nothing],
            count,
        };
    }
    let mut seen = [best, second];
    seen.sort_unstable_by_key(|seen| seen.section);
    Places { seen, count: 2 }
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
