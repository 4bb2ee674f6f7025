//! A page as one stream of events: its own text with every include in its place.
//!
//! Includes are spliced as events, so each event keeps its own source and place. An include that stands alone takes the
//! place of its paragraph. In the midst of a paragraph, an include of one paragraph becomes part of it; of any other the
//! last paragraph joins the text behind, and what comes before stands before it; a last paragraph in a callout or quote
//! takes the text behind into it. Where only words may stand, as in a table cell, an include is reduced to its words.

use pulldown_cmark::CowStr;

use super::Inputs;
use super::include::{Allowance, Parts};
use crate::markdown::event::{Event, Tag, TagEnd};
use crate::markdown::{self, Document, Spanned};
use crate::source::SourceId;
use crate::span::TextRange;

/// One event of a page.
#[derive(Clone, Copy, Debug)]
pub struct Step<'s> {
    /// The source it stands in.
    pub source: SourceId,
    /// Which reading of a source it belongs to, counted over the page: labels of footnotes are known within one reading.
    pub reading: u32,
    /// What is said. An [`Event::Include`] is one whose source is missing.
    pub event: &'s Event<'s>,
    /// Where it stands.
    pub range: TextRange,
    /// For a heading, a link, an image or an include: its index among its like in the document of the source.
    pub index: usize,
}

/// Walks over the events of the page made of `parts`, includes in place.
pub fn walk(inputs: &Inputs<'_>, parts: &Parts, visit: &mut dyn FnMut(Step<'_>)) {
    let Some(&root) = parts.sources.first() else {
        return;
    };
    let mut composer = Composer {
        inputs,
        parts,
        visit,
        open: Vec::new(),
        held: None,
        behind: Vec::new(),
        only_words: false,
        allowance: Allowance::of(inputs, root),
        readings: 0,
    };
    let reading = composer.begin(root, 1);
    composer.read(reading);
}

struct Composer<'a> {
    inputs: &'a Inputs<'a>,
    parts: &'a Parts,
    visit: &'a mut dyn FnMut(Step<'_>),
    /// The containers that are open, outermost first.
    open: Vec<TagEnd>,
    /// A paragraph that has begun but has no words yet; without any it is left out.
    held: Option<(Reading, TextRange)>,
    /// The ends of the quotes of an include whose last paragraph goes on with the text behind: they follow its end.
    behind: Vec<(Reading, TagEnd, TextRange)>,
    /// Whether an include is being reduced to its words.
    only_words: bool,
    allowance: Allowance,
    readings: u32,
}

/// One reading of a source, with what was counted in it so far.
#[derive(Clone, Copy)]
struct Reading {
    source: SourceId,
    number: u32,
    depth: usize,
    headings: usize,
    links: usize,
    includes: usize,
}

/// What may stand at some place of a page.
enum Room {
    /// Blocks.
    Blocks,
    /// The words of a paragraph, which can be ended for blocks.
    Paragraph,
    /// Words only.
    Words,
}

impl Composer<'_> {
    fn begin(&mut self, source: SourceId, depth: usize) -> Reading {
        self.readings += 1;
        Reading {
            source,
            number: self.readings,
            depth,
            headings: 0,
            links: 0,
            includes: 0,
        }
    }

    /// Hands on the events of a source.
    fn read(&mut self, mut reading: Reading) {
        let inputs = self.inputs;
        let document = inputs.document(reading.source);
        let text = inputs.text(reading.source);
        let normalised = markdown::normalise(text, document);
        for (event, range) in markdown::events(reading.source, &normalised, document) {
            self.step(&mut reading, &event, range);
        }
    }

    fn step(&mut self, reading: &mut Reading, event: &Event<'_>, range: TextRange) {
        let index = reading.count(self.inputs.document(reading.source), event, range);
        if let Event::Include(include) = event {
            self.allowance.count();
            let resolved = self
                .parts
                .include(reading.source, crate::span::offset(index));
            let target = resolved.and_then(|resolved| resolved.target.ok());
            if let Some(target) = target
                && self
                    .allowance
                    .take(self.inputs, target, reading.depth)
                    .is_ok()
            {
                let inner = self.begin(target, reading.depth + 1);
                return self.include(inner, include.block, range);
            }
        }
        self.hand_on(reading, event, range, index);
    }

    // --- includes

    fn include(&mut self, inner: Reading, block: bool, range: TextRange) {
        match self.room() {
            Room::Words => {
                let outer = std::mem::replace(&mut self.only_words, true);
                self.read(inner);
                self.only_words = outer;
            }
            Room::Blocks if block => self.read(inner),
            Room::Blocks => self.join(inner, None),
            Room::Paragraph => self.join(inner, Some(range)),
        }
    }

    fn room(&self) -> Room {
        if self.only_words {
            return Room::Words;
        }
        match self.open.last() {
            Some(TagEnd::Paragraph) => Room::Paragraph,
            Some(end) if !holds_blocks(*end) => Room::Words,
            _ => Room::Blocks,
        }
    }

    /// Reads an include into running text: its last paragraph without its tags, what stands before that as blocks, for
    /// which a paragraph that began at `paragraph` is ended.
    fn join(&mut self, mut inner: Reading, paragraph: Option<TextRange>) {
        let inputs = self.inputs;
        let document = inputs.document(inner.source);
        let text = inputs.text(inner.source);
        let normalised = markdown::normalise(text, document);
        let events = markdown::events(inner.source, &normalised, document);
        let events: Vec<_> = events.collect();
        if let Some(range) = paragraph
            && let Some(end) = last_quoted_paragraph(&events)
        {
            return self.join_quote(inner, &events, end, range);
        }
        let joined = last_paragraph(&events);
        let ended = paragraph.filter(|_| joined.is_none_or(|(start, _)| start > 0));
        if let Some(range) = ended {
            self.hand_on(&inner, &Event::End(TagEnd::Paragraph), range, 0);
        }
        for (at, (event, range)) in events.iter().enumerate() {
            match joined {
                Some((start, _)) if at == start => {
                    if let Some(range) = ended {
                        self.hand_on(&inner, &Event::Start(Tag::Paragraph), range, 0);
                    }
                }
                Some((_, end)) if at == end => {}
                _ => self.step(&mut inner, event, *range),
            }
        }
        if let Some(range) = ended.filter(|_| joined.is_none()) {
            self.hand_on(&inner, &Event::Start(Tag::Paragraph), range, 0);
        }
    }

    /// The same for an include whose last paragraph stands in a callout or quote and ends at `end`: the text behind
    /// belongs to that paragraph, as it does where the include's text stands in the page itself.
    fn join_quote(
        &mut self,
        mut inner: Reading,
        events: &[Spanned<'_>],
        end: usize,
        paragraph: TextRange,
    ) {
        self.hand_on(&inner, &Event::End(TagEnd::Paragraph), paragraph, 0);
        for (event, range) in &events[..end] {
            self.step(&mut inner, event, *range);
        }
        self.hand_on(&inner, &Event::SoftBreak, paragraph, 0);
        // A quote that goes on within this one ends before it.
        for (event, range) in &events[end + 1..] {
            if let Event::End(end) = event {
                self.behind.push((inner, *end, *range));
            }
        }
    }

    // --- the stream

    fn hand_on(&mut self, reading: &Reading, event: &Event<'_>, range: TextRange, index: usize) {
        if self.only_words {
            return self.hand_on_words(reading, event, range, index);
        }
        if self.held.is_some() && is_blank(event) {
            return;
        }
        match event {
            Event::Start(Tag::Paragraph) => {
                self.open.push(TagEnd::Paragraph);
                self.held = Some((*reading, range));
                return;
            }
            Event::Start(tag) => self.open.push(tag.to_end()),
            Event::End(end) => {
                // HTML links may end outside of the emphasis that they began in.
                if let Some(at) = self.open.iter().rposition(|open| open == end) {
                    self.open.truncate(at);
                }
                if *end == TagEnd::Paragraph {
                    return self.end_paragraph(reading, range, index);
                }
            }
            _ => {}
        }
        if let Some((began, start)) = self.held.take() {
            self.visit(&began, &Event::Start(Tag::Paragraph), start, 0);
            if let Event::Text(text) = event {
                let text = Event::Text(CowStr::Borrowed(text.trim_ascii_start()));
                return self.visit(reading, &text, range, index);
            }
        }
        self.visit(reading, event, range, index);
    }

    fn end_paragraph(&mut self, reading: &Reading, range: TextRange, index: usize) {
        if self.held.take().is_none() {
            self.visit(reading, &Event::End(TagEnd::Paragraph), range, index);
        }
        for (reading, end, range) in std::mem::take(&mut self.behind) {
            self.hand_on(&reading, &Event::End(end), range, 0);
        }
    }

    /// Hands on what may stand among words; the ends of blocks become blanks.
    fn hand_on_words(
        &mut self,
        reading: &Reading,
        event: &Event<'_>,
        range: TextRange,
        index: usize,
    ) {
        match event {
            Event::CodeBlock { code, .. } => {
                let code = Event::Code(CowStr::Borrowed(code.trim_end()));
                self.visit(reading, &code, range, 0);
            }
            Event::Start(tag) if is_words(tag.to_end()) => self.visit(reading, event, range, index),
            Event::End(end) if is_words(*end) => self.visit(reading, event, range, index),
            Event::Start(_) | Event::Rule => {}
            Event::End(_) => self.visit(reading, &Event::SoftBreak, range, 0),
            _ => self.visit(reading, event, range, index),
        }
    }

    fn visit(&mut self, reading: &Reading, event: &Event<'_>, range: TextRange, index: usize) {
        let Reading { source, number, .. } = *reading;
        (self.visit)(Step {
            source,
            reading: number,
            event,
            range,
            index,
        });
    }
}

impl Reading {
    /// The index of `event` among its like, in the order in which the document counted them.
    fn count(&mut self, document: &Document, event: &Event<'_>, range: TextRange) -> usize {
        let (counter, known) = match event {
            Event::Start(Tag::Heading { .. }) => {
                let known = document
                    .headings
                    .get(self.headings)
                    .map(|heading| heading.range);
                (&mut self.headings, known)
            }
            Event::Start(Tag::Link(_) | Tag::Image(_)) => {
                let known = document.links.get(self.links).map(|link| link.range);
                (&mut self.links, known)
            }
            Event::Include(_) => {
                let known = document
                    .includes
                    .get(self.includes)
                    .map(|include| include.range);
                (&mut self.includes, known)
            }
            _ => return 0,
        };
        debug_assert_eq!(
            known,
            Some(range),
            "events and facts are read from the same stream"
        );
        *counter += 1;
        *counter - 1
    }
}

/// The places of the tags of the last block, if that is a paragraph.
fn last_paragraph(events: &[Spanned<'_>]) -> Option<(usize, usize)> {
    let end = events.len().checked_sub(1)?;
    if events[end].0 != Event::End(TagEnd::Paragraph) {
        return None;
    }
    let start = events
        .iter()
        .rposition(|(event, _)| *event == Event::Start(Tag::Paragraph))?;
    Some((start, end))
}

/// The place of the end of the last paragraph, if only ends of callouts and quotes follow it.
fn last_quoted_paragraph(events: &[Spanned<'_>]) -> Option<usize> {
    let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Callout | TagEnd::Quote));
    let end = events.iter().rposition(|(event, _)| !is_end(event))?;
    let is_paragraph = events[end].0 == Event::End(TagEnd::Paragraph);
    (is_paragraph && end + 1 < events.len()).then_some(end)
}

fn is_blank(event: &Event<'_>) -> bool {
    match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn holds_blocks(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Quote
            | TagEnd::Callout
            | TagEnd::Division
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
    )
}

/// What may stand among words. A heading may: whoever shows it there knows that it is none, but its anchor must not be
/// lost. So may a footnote, since it is shown elsewhere.
fn is_words(end: TagEnd) -> bool {
    end.is_inline() || matches!(end, TagEnd::Heading(_) | TagEnd::FootnoteDefinition)
}
