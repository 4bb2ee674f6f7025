//! Footnotes: numbered in the order in which they are referred to, and shown at the end of the page.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::{Kind, Writer};
use crate::escape;
use crate::markdown::event::TagEnd;

/// The footnotes of a page.
#[derive(Default)]
pub struct Footnotes {
    /// Their places in `notes` by the reading of a source they belong to and their label.
    places: FxHashMap<(u32, String), usize>,
    notes: Vec<Note>,
    /// How many have a number.
    numbered: u32,
    /// While a footnote is written: what was written before it, and its place.
    outer: Vec<(String, usize)>,
}

#[derive(Default)]
struct Note {
    /// 0 while nothing refers to it.
    number: u32,
    references: u32,
    html: String,
}

impl Footnotes {
    fn place(&mut self, reading: u32, label: &str) -> usize {
        let place = self
            .places
            .entry((reading, label.to_owned()))
            .or_insert(self.notes.len());
        if *place == self.notes.len() {
            self.notes.push(Note::default());
        }
        *place
    }

    /// Appends all footnotes that something refers to.
    ///
    /// `back` names the link from a footnote to the place that refers to it.
    pub fn write(&mut self, back: &str, out: &mut String) {
        let mut notes: Vec<&Note> = self.notes.iter().filter(|note| note.number > 0).collect();
        notes.sort_by_key(|note| note.number);
        if notes.is_empty() {
            return;
        }
        let mut name = String::new();
        escape::attribute(back, &mut name);
        out.push_str("<section class=\"footnotes\"><ol>\n");
        for note in notes {
            let html = note.html.trim_end();
            let (html, end) = html
                .strip_suffix("</p>")
                .map_or((html, ""), |html| (html, "</p>"));
            let number = note.number;
            let _ = writeln!(
                out,
                "<li id=\"fn:{number}\">{html} <a href=\"#fnref:{number}\" aria-label=\"{name}\">↩</a>{end}</li>"
            );
        }
        out.push_str("</ol></section>\n");
    }
}

impl Writer<'_> {
    /// The number of a footnote, as a link to it. No heading or anchor has a colon before a number in its id.
    pub(super) fn footnote_reference(&mut self, reading: u32, label: &str) {
        let place = self.footnotes.place(reading, label);
        let note = &mut self.footnotes.notes[place];
        if note.number == 0 {
            self.footnotes.numbered += 1;
            note.number = self.footnotes.numbered;
        }
        note.references += 1;
        let (number, again) = (note.number, note.references > 1);
        let _ = write!(self.out, "<sup><a href=\"#fn:{number}\"");
        if !again {
            let _ = write!(self.out, " id=\"fnref:{number}\"");
        }
        let _ = write!(self.out, ">{number}</a></sup>");
    }

    pub(super) fn begin_footnote(&mut self, reading: u32, label: &str) {
        let place = self.footnotes.place(reading, label);
        let before = std::mem::take(&mut self.out);
        self.footnotes.outer.push((before, place));
        self.push(Kind::Tag(TagEnd::FootnoteDefinition), "", "");
    }

    pub(super) fn end_footnote(&mut self) {
        if let Some((before, place)) = self.footnotes.outer.pop() {
            self.footnotes.notes[place].html = std::mem::replace(&mut self.out, before);
        }
    }
}
