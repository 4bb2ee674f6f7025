//! One page as the index sees it: which terms stand in which of its sections, and how much each says about it there.

use super::spelling::Spelling;
use super::vocabulary::{Found, Known, Terms, Vocabulary};
use super::words::{Run, Words, fold, pairs, runs};
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

/// The sections that a term stands in, in order.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    seen: [Seen; SECTIONS_PER_TERM],
    count: usize,
}

impl Places {
    /// The sections in order, with how much the term says about each.
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
    /// The words of all pages so far, for "did you mean".
    pub spelling: Spelling,
    notes: Notes,
}

impl Reader {
    /// The terms of a page by number, each with the sections that it stands in. The first of `sections` is what belongs
    /// to the page itself.
    pub fn digest(
        &mut self,
        rules: &Words,
        page: &SearchPage,
        sections: &[SearchSection],
    ) -> impl Iterator<Item = (u32, Places)> {
        self.notes.forget();
        self.line(rules, 0, &page.title, TITLE);
        // The title in the text, which readers see, may be another than that of the front matter.
        if let Some(opening) = sections.first().filter(|it| it.heading != page.title) {
            self.line(rules, 0, &opening.heading, TITLE);
        }
        self.line(rules, 0, &page.description, DESCRIPTION);
        for (section, number) in sections.iter().zip(0_u16..) {
            if number > 0 {
                self.line(rules, number, &section.heading, HEADING);
            }
            self.text(rules, number, &section.text);
        }
        self.notes.terms()
    }

    /// A title, description or heading: the shorter it is, the more each of its words says.
    fn line(&mut self, rules: &Words, section: u16, text: &str, worth: f32) {
        let mut found: Vec<Found> = Vec::new();
        for run in runs(text) {
            match run {
                Run::Words(run) => match self.vocabulary.run(rules, run).map(|known| known.terms) {
                    Some(terms) => found.extend(self.vocabulary.found(terms)),
                    None => self.vocabulary.take_apart(rules, run, &mut found),
                },
                Run::EastAsian(run) => {
                    for pair in pairs(&fold(run)) {
                        let terms = self.vocabulary.pair(pair).terms;
                        found.extend(self.vocabulary.found(terms));
                    }
                }
            }
        }
        let mut places: Vec<u32> = Vec::new();
        let length = u16::try_from(found.len()).unwrap_or(u16::MAX);
        for found in found {
            if let Some(word) = found.word {
                self.spelling
                    .add(self.notes.page, word, worth > DESCRIPTION);
            }
            places.push(self.notes.place(found));
        }
        places.sort_unstable();
        places.dedup();
        let worth_each = worth / (0.8 + 0.05 * f32::from(length));
        for place in places {
            let weight = self.notes.weight(section, place);
            // What the two titles of a page have in common counts once.
            weight.prominence = match worth < TITLE {
                true => weight.prominence + worth_each,
                false => weight.prominence.max(worth_each),
            };
        }
    }

    fn text(&mut self, rules: &Words, section: u16, text: &str) {
        let mut found: Vec<Found> = Vec::new();
        for run in runs(text) {
            match run {
                Run::Words(run) => match self.vocabulary.run(rules, run) {
                    Some(known) => self.notes.see(section, known),
                    None => self.vocabulary.take_apart(rules, run, &mut found),
                },
                Run::EastAsian(run) => {
                    for pair in pairs(&fold(run)) {
                        self.notes.see(section, self.vocabulary.pair(pair));
                    }
                }
            }
        }
        self.count(section, found);
    }

    /// Counts what the section at hand mentions: the texts that were seen in it, and the terms of those that are not
    /// remembered.
    fn count(&mut self, section: u16, others: Vec<Found>) {
        let mut length = others.len();
        for found in others {
            self.mention(section, found, 1);
        }
        let mut of_section = std::mem::take(&mut self.notes.of_section);
        for note in of_section.drain(..) {
            let Note { terms, times, .. } = self.notes.seen[note as usize];
            length += terms.len() * times as usize;
            for at in 0..terms.len() {
                let found = self.vocabulary.found(terms)[at];
                self.mention(section, found, times);
            }
        }
        self.notes.of_section = of_section;
        self.notes.lengths.resize(usize::from(section) + 1, 0);
        self.notes.lengths[usize::from(section)] = length;
    }

    fn mention(&mut self, section: u16, found: Found, times: u32) {
        if let Some(word) = found.word {
            self.spelling.add(self.notes.page, word, false);
        }
        let place = self.notes.place(found);
        let weight = self.notes.weight(section, place);
        weight.mentions = weight.mentions.saturating_add(times);
    }
}

/// A term's weight in one section, while the page is read.
struct Weight {
    section: u16,
    prominence: f32,
    mentions: u32,
    /// The weight of the same term in the section before, by its place in the list of all weights.
    before: Option<u32>,
}

/// A term of the page.
struct PageTerm {
    number: u32,
    /// Whether it is so wherever it stands.
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
    /// The page at hand, counted from 1.
    page: u32,
    /// The remembered texts of the page; what is noted of them says where they stand here.
    seen: Vec<Note>,
    /// Where those of the section at hand stand in `seen`.
    of_section: Vec<u32>,
    /// The number of terms in each section.
    lengths: Vec<usize>,
}

/// How often a remembered text stands in the section that had it last. Words come again and again, and are looked up
/// once a section.
struct Note {
    terms: Terms,
    section: u16,
    times: u32,
}

impl Notes {
    fn forget(&mut self) {
        self.terms.clear();
        self.weights.clear();
        self.seen.clear();
        self.page += 1;
        self.lengths.clear();
    }

    /// Notes that a remembered text stands in a section.
    fn see(&mut self, section: u16, known: &mut Known) {
        if known.page == self.page {
            let note = &mut self.seen[known.note as usize];
            if note.section == section {
                note.times += 1;
                return;
            }
            (note.section, note.times) = (section, 1);
        } else {
            known.page = self.page;
            known.note = crate::span::offset(self.seen.len());
            self.seen.push(Note {
                terms: known.terms,
                section,
                times: 1,
            });
        }
        self.of_section.push(known.note);
    }

    /// Where a term stands in the list of terms, new or known.
    fn place(&mut self, found: Found) -> u32 {
        if let Some(place) = self.places.get(self.page, found.term) {
            self.terms[place as usize].spare &= found.spare;
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

    /// The terms of the page by number, each with the sections that it stands in.
    fn terms(&self) -> impl Iterator<Item = (u32, Places)> {
        self.terms.iter().filter_map(|term| {
            let places = strongest(self.sections(term));
            (places.count > 0).then_some((term.number, places))
        })
    }

    /// The sections of a term, the last first.
    ///
    /// A mention of a spare term in a long section is left out: these are half of all, and the page is found without.
    fn sections(&self, term: &PageTerm) -> impl Iterator<Item = Seen> {
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
    #[expect(
        clippy::cast_precision_loss,
        reason = "a section has far fewer than 2^23 words"
    )]
    let (mentions, length) = (weight.mentions as f32, length as f32);
    let mentioned = 3.2 * mentions / (mentions + 0.4 + length / 90.0);
    let worth = weight.prominence + mentioned;
    // Counted without a branch, since no level is more likely than the others.
    let limits = [1.3, 2.0, 3.2, 5.2, 8.3, 13.3, 21.3];
    1 + limits
        .iter()
        .map(|limit| Level::from(worth >= *limit))
        .sum::<Level>()
}
