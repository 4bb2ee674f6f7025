//! The events of a text in a few bytes each, so that who makes a page of it need not parse it once more.
//!
//! A recorded event is a byte that says what it is, and its place as seen from the one before, in numbers of as many
//! bytes as they need. Words that stand in the text are a place in it; all others are kept. What is rare is kept as the
//! event that it is.

use pulldown_cmark::CowStr;

use super::event::{Event, LinkForm, LinkTag, Tag, TagEnd};
use super::inline::Spanned;
use super::normalise::Normalised;
use crate::span::{TextRange, offset, slice_range};

/// The events of a text.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    steps: Box<[u8]>,
    /// Words that do not stand in the text as they are, one behind the other.
    words: Box<str>,
    /// Events that are kept whole, in order.
    whole: Box<[Event<'static>]>,
}

/// What a step is, in its first byte. Ends of containers are numbers from [`END`] on.
mod step {
    /// Words of the text, which stand where the event does.
    pub const TEXT: u8 = 0;
    /// Other words.
    pub const WORDS: u8 = 1;
    pub const CODE: u8 = 2;
    pub const CODE_BLOCK: u8 = 3;
    pub const ANCHOR: u8 = 4;
    pub const SOFT_BREAK: u8 = 5;
    pub const HARD_BREAK: u8 = 6;
    pub const LINK: u8 = 7;
    pub const IMAGE: u8 = 8;
    pub const PARAGRAPH: u8 = 9;
    pub const ITEM: u8 = 10;
    pub const ROW: u8 = 11;
    pub const CELL: u8 = 12;
    pub const EMPHASIS: u8 = 13;
    pub const STRONG: u8 = 14;
    pub const HEADING: u8 = 15;
    /// An event that is kept whole.
    pub const WHOLE: u8 = 16;
    pub const END: u8 = 17;
}

/// All ends, each at its number.
const ENDS: [TagEnd; 25] = [
    TagEnd::Paragraph,
    TagEnd::Heading(1),
    TagEnd::Heading(2),
    TagEnd::Heading(3),
    TagEnd::Heading(4),
    TagEnd::Heading(5),
    TagEnd::Heading(6),
    TagEnd::Quote,
    TagEnd::Callout,
    TagEnd::Selector,
    TagEnd::Division,
    TagEnd::List(false),
    TagEnd::List(true),
    TagEnd::Item,
    TagEnd::Table,
    TagEnd::TableHead,
    TagEnd::TableRow,
    TagEnd::TableCell,
    TagEnd::Emphasis,
    TagEnd::Strong,
    TagEnd::Strikethrough,
    TagEnd::Link,
    TagEnd::Image,
    TagEnd::FootnoteDefinition,
    TagEnd::Undefined,
];

const fn number_of(end: TagEnd) -> u8 {
    match end {
        TagEnd::Paragraph => 0,
        TagEnd::Heading(level) => level,
        TagEnd::Quote => 7,
        TagEnd::Callout => 8,
        TagEnd::Selector => 9,
        TagEnd::Division => 10,
        TagEnd::List(false) => 11,
        TagEnd::List(true) => 12,
        TagEnd::Item => 13,
        TagEnd::Table => 14,
        TagEnd::TableHead => 15,
        TagEnd::TableRow => 16,
        TagEnd::TableCell => 17,
        TagEnd::Emphasis => 18,
        TagEnd::Strong => 19,
        TagEnd::Strikethrough => 20,
        TagEnd::Link => 21,
        TagEnd::Image => 22,
        TagEnd::FootnoteDefinition => 23,
        TagEnd::Undefined => 24,
    }
}

/// All forms of links, each at its number.
const FORMS: [LinkForm; 4] = [
    LinkForm::Inline,
    LinkForm::Reference,
    LinkForm::Autolink,
    LinkForm::Html,
];

impl Recording {
    /// Records the events that `normalised` was read into.
    pub fn of(events: &[Spanned<'_>], normalised: &Normalised<'_>) -> Self {
        let mut recorder = Recorder {
            normalised,
            steps: Vec::with_capacity(events.len() * 5),
            words: String::new(),
            whole: Vec::new(),
            place: 0,
            word: 0,
        };
        for (event, place) in events {
            recorder.event(event, *place);
        }
        Self {
            steps: recorder.steps.into(),
            words: recorder.words.into(),
            whole: recorder.whole.into(),
        }
    }

    /// The events once more. `normalised` is the text that they were recorded of.
    pub fn play<'t>(&'t self, normalised: &'t Normalised<'_>) -> Player<'t> {
        Player {
            normalised,
            steps: &self.steps,
            words: &self.words,
            whole: self.whole.iter(),
            place: 0,
            word: 0,
        }
    }
}

struct Recorder<'n> {
    normalised: &'n Normalised<'n>,
    steps: Vec<u8>,
    words: String,
    whole: Vec<Event<'static>>,
    /// Where the event before began in the original.
    place: u32,
    /// Where the last words taken from the text ended in it.
    word: usize,
}

impl Recorder<'_> {
    fn event(&mut self, event: &Event<'_>, place: TextRange) {
        match event {
            Event::Text(text) => self.text(text, place),
            Event::Code(code) => self.worded(step::CODE, code, place),
            Event::CodeBlock { language, code } => {
                self.worded(step::CODE_BLOCK, language, place);
                self.string(code);
            }
            Event::Anchor(name) => self.worded(step::ANCHOR, name, place),
            Event::SoftBreak => self.placed(step::SOFT_BREAK, place),
            Event::HardBreak => self.placed(step::HARD_BREAK, place),
            Event::Start(Tag::Link(link)) => self.link(step::LINK, link, place),
            Event::Start(Tag::Image(link)) => self.link(step::IMAGE, link, place),
            Event::Start(Tag::Paragraph) => self.placed(step::PARAGRAPH, place),
            Event::Start(Tag::Item) => self.placed(step::ITEM, place),
            Event::Start(Tag::TableRow) => self.placed(step::ROW, place),
            Event::Start(Tag::TableCell) => self.placed(step::CELL, place),
            Event::Start(Tag::Emphasis) => self.placed(step::EMPHASIS, place),
            Event::Start(Tag::Strong) => self.placed(step::STRONG, place),
            Event::Start(Tag::Heading { level, anchors }) => {
                self.placed(step::HEADING, place);
                self.steps.push(*level);
                self.number(anchors.len() as u64);
                for (name, at) in anchors {
                    self.string(name);
                    self.range(*at);
                }
            }
            Event::End(end) => self.placed(step::END + number_of(*end), place),
            rare => {
                self.placed(step::WHOLE, place);
                self.whole.push(rare.clone().into_static());
            }
        }
    }

    fn placed(&mut self, step: u8, place: TextRange) {
        self.steps.push(step);
        self.range(place);
    }

    fn worded(&mut self, step: u8, words: &str, place: TextRange) {
        self.placed(step, place);
        self.string(words);
    }

    fn text(&mut self, text: &str, place: TextRange) {
        if self.normalised.range_of(text) != Some(place) {
            return self.worded(step::WORDS, text, place);
        }
        self.steps.push(step::TEXT);
        self.string(text);
        self.place = place.start;
    }

    fn link(&mut self, step: u8, link: &LinkTag<'_>, place: TextRange) {
        if link.size != (None, None) {
            self.placed(step::WHOLE, place);
            let tag = if step == step::LINK {
                Tag::Link
            } else {
                Tag::Image
            };
            self.whole
                .push(Event::Start(tag(link.clone())).into_static());
            return;
        }
        self.placed(step, place);
        let form = FORMS.iter().position(|form| *form == link.form);
        self.number(form.expect("all forms are listed") as u64);
        self.string(&link.target);
        self.range(link.target_range);
        self.string(&link.title);
    }

    /// A place in the original, as seen from the one before.
    fn range(&mut self, range: TextRange) {
        self.number(signed(i64::from(range.start) - i64::from(self.place)));
        self.number(range.len().into());
        self.place = range.start;
    }

    fn string(&mut self, words: &str) {
        match slice_range(&self.normalised.text, words) {
            // The lowest bit says whose words they are.
            Some(range) => {
                let ahead = range.start as i64 - self.word as i64;
                self.number(signed(ahead) << 1);
                self.number(range.len() as u64);
                self.word = range.end;
            }
            None => {
                self.number((words.len() as u64) << 1 | 1);
                self.words.push_str(words);
            }
        }
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.steps.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.steps.push(number as u8);
    }
}

/// A number that is small where the other is near 0.
const fn signed(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

const fn unsigned(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Gives recorded events one after the other.
pub struct Player<'t> {
    normalised: &'t Normalised<'t>,
    steps: &'t [u8],
    words: &'t str,
    whole: std::slice::Iter<'t, Event<'static>>,
    place: u32,
    word: usize,
}

impl<'t> Iterator for Player<'t> {
    type Item = Spanned<'t>;

    fn next(&mut self) -> Option<Spanned<'t>> {
        let (&step, rest) = self.steps.split_first()?;
        self.steps = rest;
        if step == step::TEXT {
            let text = self.string();
            let place = self.normalised.range_of(&text);
            let place = place.expect("these words stand in the text");
            self.place = place.start;
            return Some((Event::Text(text), place));
        }
        let place = self.range();
        let event = match step {
            step::WORDS => Event::Text(self.string()),
            step::CODE => Event::Code(self.string()),
            step::CODE_BLOCK => Event::CodeBlock {
                language: self.string(),
                code: self.string(),
            },
            step::ANCHOR => Event::Anchor(self.string()),
            step::SOFT_BREAK => Event::SoftBreak,
            step::HARD_BREAK => Event::HardBreak,
            step::LINK => Event::Start(Tag::Link(self.link())),
            step::IMAGE => Event::Start(Tag::Image(self.link())),
            step::PARAGRAPH => Event::Start(Tag::Paragraph),
            step::ITEM => Event::Start(Tag::Item),
            step::ROW => Event::Start(Tag::TableRow),
            step::CELL => Event::Start(Tag::TableCell),
            step::EMPHASIS => Event::Start(Tag::Emphasis),
            step::STRONG => Event::Start(Tag::Strong),
            step::HEADING => Event::Start(self.heading()),
            step::WHOLE => self.whole.next().expect("one was kept").clone(),
            end => Event::End(ENDS[usize::from(end - step::END)]),
        };
        Some((event, place))
    }
}

impl<'t> Player<'t> {
    fn heading(&mut self) -> Tag<'t> {
        let level = self.byte();
        let anchors = (0..self.number()).map(|_| (self.string(), self.range()));
        Tag::Heading {
            level,
            anchors: anchors.collect(),
        }
    }

    fn link(&mut self) -> LinkTag<'t> {
        LinkTag {
            form: FORMS[self.length()],
            target: self.string(),
            target_range: self.range(),
            title: self.string(),
            size: (None, None),
        }
    }

    fn range(&mut self) -> TextRange {
        let start = i64::from(self.place) + unsigned(self.number());
        self.place = u32::try_from(start).expect("places lie in the text");
        TextRange::new(self.place, self.place + offset(self.length()))
    }

    fn string(&mut self) -> CowStr<'t> {
        let number = self.number();
        if number & 1 == 0 {
            let start = (self.word as i64 + unsigned(number >> 1)) as usize;
            self.word = start + self.length();
            return CowStr::Borrowed(&self.normalised.text[start..self.word]);
        }
        let (words, rest) = self.words.split_at((number >> 1) as usize);
        self.words = rest;
        CowStr::Borrowed(words)
    }

    fn length(&mut self) -> usize {
        usize::try_from(self.number()).expect("lengths fit the memory")
    }

    fn byte(&mut self) -> u8 {
        let (&byte, rest) = self.steps.split_first().expect("a step is whole");
        self.steps = rest;
        byte
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_have_numbers() {
        for (number, end) in ENDS.into_iter().enumerate() {
            assert_eq!(usize::from(number_of(end)), number, "{end:?}");
        }
    }

    #[test]
    fn numbers_are_turned_back() {
        for number in [0, 1, -1, 63, -64, i64::from(u32::MAX), -i64::from(u32::MAX)] {
            assert_eq!(unsigned(signed(number)), number);
        }
    }
}
