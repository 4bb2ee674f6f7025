//! The content of a page as HTML: a pure function of the site and the page, without the frame that the theme puts around it.
//!
//! Whatever the text says, what is written is well-nested, runs nothing and leads nowhere that [`crate::site::links`] did
//! not let through: text is escaped, elements and attributes come from an allow-list, and what a writer left open is
//! closed where its container ends. `themes/default/README.md` lists the elements that the theme counts on.

mod blocks;
mod element;
mod footnotes;
mod links;
mod messages;
mod outline;
mod raw;
#[cfg(test)]
mod tests;

pub use messages::Messages;
pub use outline::Section;

use super::context::ContentsEntry;
use crate::config::Videos;
use crate::escape;
use crate::highlight::Highlighter;
use crate::locale::LocaleId;
use crate::markdown::event::{Event, TagEnd};
use crate::site::anchors::Ids;
use crate::site::compose::{self, Step};
use crate::site::index::AssetId;
use crate::site::urls::Urls;
use crate::site::{Inputs, Page, Site};
use blocks::{Heading, Table};
use footnotes::Footnotes;
use links::{Image, SelectorState};
use outline::Outline;

/// What the pages of one locale are made with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// All texts.
    pub inputs: &'a Inputs<'a>,
    /// Where their links lead.
    pub site: &'a Site,
    /// Where its pages are.
    pub urls: &'a Urls,
    /// The theme's texts in the locale of the readers.
    pub messages: &'a Messages<'a>,
    /// Colours code; without one it is only escaped.
    pub highlighter: Option<&'a Highlighter>,
    /// Where videos are.
    pub videos: &'a Videos,
    /// Width and height in pixels of an image, as the locale that has it has it.
    pub sizes: &'a (dyn Fn(AssetId, LocaleId) -> Option<(u32, u32)> + Sync),
    /// Whether a writer is looking: what is broken then says so.
    pub preview: bool,
}

/// The content of a page.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The first heading of the first level, as a whole element; it is not in `html`.
    pub heading: Option<String>,
    /// All the rest.
    pub html: String,
    /// The headings of the second and third level, save those in lists, which are mostly shell prompts.
    pub contents: Vec<ContentsEntry>,
    /// Headings with the plain text below them, for the search and the index of problems.
    pub sections: Vec<Section>,
    /// Number of words, two letters of a script without blanks counted as one.
    pub words: usize,
    /// The address of the first picture that is large enough to stand for the page.
    pub first_image: Option<String>,
}

/// The content of `page`.
pub fn body(setting: &Setting<'_>, page: &Page) -> Body {
    let mut writer = Writer::new(setting, page);
    compose::walk(setting.inputs, &page.parts, &mut |step| writer.step(step));
    writer.finish()
}

/// Writes a page, event by event.
struct Writer<'a> {
    setting: &'a Setting<'a>,
    page: &'a Page,
    out: String,
    /// What is open, outermost first.
    open: Vec<Open>,
    /// How many of them are elements of raw HTML.
    raw: usize,
    ids: Ids<'a>,
    outline: Outline,
    /// The finished first heading.
    title: Option<String>,
    heading: Option<Heading>,
    /// The image whose alternative text is being read.
    image: Option<Image>,
    images: u32,
    first_image: Option<String>,
    selector: Option<SelectorState>,
    table: Option<Table>,
    tables: u32,
    footnotes: Footnotes,
}

/// Something that is open, with what ends it.
#[derive(Clone, Copy)]
struct Open {
    kind: Kind,
    close: &'static str,
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A container of Markdown.
    Tag(TagEnd),
    /// An element of raw HTML.
    Html(&'static str),
    /// A list around items that a writer wrote without one.
    SuppliedList,
}

impl Kind {
    /// Whether tags of raw HTML within it are of no account outside of it.
    fn is_boundary(self) -> bool {
        matches!(self, Self::Tag(end) if !end.is_inline())
    }
}

impl<'a> Writer<'a> {
    fn new(setting: &'a Setting<'a>, page: &'a Page) -> Self {
        let length = setting.inputs.text(page.source).len();
        Self {
            setting,
            page,
            out: String::with_capacity(length + length / 2),
            open: Vec::new(),
            raw: 0,
            ids: Ids::default(),
            outline: Outline::new(length),
            title: None,
            heading: None,
            image: None,
            images: 0,
            first_image: None,
            selector: None,
            table: None,
            tables: 0,
            footnotes: Footnotes::default(),
        }
    }

    fn finish(mut self) -> Body {
        self.close_to(0);
        self.footnotes
            .write(&self.setting.messages.footnote_back, &mut self.out);
        let (contents, sections) = self.outline.finish();
        Body {
            heading: self.title,
            html: self.out,
            contents,
            words: outline::words(&sections),
            sections,
            first_image: self.first_image,
        }
    }

    fn step(&mut self, step: Step<'_>) {
        if self.image.is_some() {
            return self.within_image(step);
        }
        match step.event {
            Event::Start(tag) => self.start(tag, step),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.words(code);
                self.out.push_str("</code>");
            }
            Event::CodeBlock { language, code } => self.code_block(language, code),
            Event::Anchor(name) => self.anchor(name),
            Event::Include(include) => self.missing_include(step, include.block),
            Event::Video(id) => self.video(id),
            Event::HtmlOpen(tag) => self.open_html(tag),
            Event::HtmlClose(name) => self.close_html(name),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>"),
            Event::Rule => self.block("<hr>", ""),
            Event::FootnoteReference(label) => self.footnote_reference(step.reading, label),
            Event::TaskMarker(ticked) => {
                let checked = if *ticked { " checked" } else { "" };
                self.out.push_str("<input type=\"checkbox\" disabled");
                self.out.push_str(checked);
                self.name(&self.setting.messages.task);
                self.out.push_str("> ");
            }
        }
    }

    // --- words

    /// Text of a document; what is blank between two tags becomes one blank.
    fn text(&mut self, text: &str) {
        if text.trim_ascii().is_empty() && !self.is_verbatim() {
            if !text.is_empty() && !self.out.ends_with(['\n', ' ']) {
                self.out.push(if text.contains('\n') { '\n' } else { ' ' });
                self.outline.blank();
            }
            return;
        }
        if self
            .open
            .last()
            .is_some_and(|open| open.kind == Kind::SuppliedList)
        {
            self.pop();
        }
        self.words(text);
    }

    fn words(&mut self, text: &str) {
        escape::text(text, &mut self.out);
        if self.heading.is_none() {
            self.outline.text(text);
        }
        if let Some(selector) = &mut self.selector {
            selector.label.push_str(text);
        }
    }

    fn line_break(&mut self, html: &str) {
        self.out.push_str(html);
        self.outline.blank();
    }

    fn is_verbatim(&self) -> bool {
        self.raw > 0
            && self
                .open
                .iter()
                .rev()
                .any(|open| open.kind == Kind::Html("pre"))
    }

    fn anchor(&mut self, name: &str) {
        if self.ids.first(name.to_owned()) {
            self.out.push_str("<a");
            self.attribute("id", name);
            self.out.push_str("></a>");
        }
    }

    /// ` name="value"`
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(value, &mut self.out);
        self.out.push('"');
    }

    // --- what is open

    fn push(&mut self, kind: Kind, open: &str, close: &'static str) {
        self.out.push_str(open);
        self.open.push(Open { kind, close });
        self.raw += usize::from(matches!(kind, Kind::Html(_)));
    }

    /// Ends the innermost thing that is open.
    fn pop(&mut self) {
        let Some(Open { kind, close }) = self.open.pop() else {
            return;
        };
        // Writers leave room by paragraphs without words, or with a blank that is kept.
        let bare = match close {
            "</p>" => self.out.trim_end().strip_suffix("<p>").map(str::len),
            _ => None,
        };
        match bare {
            Some(length) => self.out.truncate(length),
            None => self.out.push_str(close),
        }
        let is_block = match kind {
            Kind::Tag(end) => !end.is_inline(),
            Kind::Html(name) => element::is_block(name) || element::is_part_of_table(name),
            Kind::SuppliedList => true,
        };
        self.raw -= usize::from(matches!(kind, Kind::Html(_)));
        if let Kind::Tag(end) = kind {
            self.ended(end);
        }
        if is_block {
            self.outline.blank();
            self.end_line();
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.pop();
        }
    }

    /// Ends a container of Markdown and all that is open in it. One that is not open was ended by something around it.
    fn end(&mut self, end: TagEnd) {
        let mut depth = self.open.len();
        while depth > 0 {
            depth -= 1;
            let kind = self.open[depth].kind;
            if kind == Kind::Tag(end) {
                return self.close_to(depth);
            }
            if end.is_inline() && kind.is_boundary() {
                return;
            }
        }
    }

    /// The innermost container of Markdown.
    fn container(&self) -> Option<TagEnd> {
        self.open.iter().rev().find_map(|open| match open.kind {
            Kind::Tag(end) => Some(end),
            _ => None,
        })
    }

    /// Every outermost block has a line of its own, which makes changes of a page easy to see.
    fn end_line(&mut self) {
        if self.open.is_empty() && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}
