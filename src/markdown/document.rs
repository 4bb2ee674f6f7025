//! The facts of one source: what it is called, names, links to and includes. Nothing here knows another file.

use std::borrow::Cow;

use super::directive::CalloutKind;
use super::event::{Event, LinkForm, Tag, TagEnd};
use super::inline::Spanned;
use super::metadata::Metadata;
use super::normalise::Repair;
use super::recording::Recording;
use super::{lint, slug};
use crate::diagnostic::Diagnostic;
use crate::source::SourceId;
use crate::span::{Span, TextRange};

/// The facts of one source.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its front matter.
    pub metadata: Metadata,
    /// Headings in text order.
    pub headings: Vec<Heading>,
    /// Explicit anchors in text order, those of headings among them.
    pub anchors: Vec<Anchor>,
    /// Links and images in text order.
    pub links: Vec<Link>,
    /// Includes in text order.
    pub includes: Vec<Include>,
    /// Callouts, selectors and videos in text order.
    pub directives: Vec<Directive>,
    /// Number of tables.
    pub tables: u32,
    /// Number of code blocks.
    pub code_blocks: u32,
    /// The labels of fenced code blocks that have one.
    pub code_labels: Vec<TextRange>,
    /// The code that holds [`EXCEPTION`], in text order: there it is a text to be read, no exception.
    pub shown_exceptions: Vec<TextRange>,
    /// What makes the text readable for a CommonMark parser; kept since the events that a page is made of stand in the
    /// repaired text.
    pub repairs: Box<[Repair]>,
    /// Its events, where they are kept for its pages.
    pub recording: Option<Recording>,
}

/// What a comment begins with that excepts the next block from checks.
pub const EXCEPTION: &str = "<!-- docent-ignore";

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Whether it stands in a list item; such a heading is mostly a shell prompt and is left out of the page's contents.
    pub in_list: bool,
    /// The whole of it.
    pub range: TextRange,
    /// Its words without markup.
    pub text: Box<str>,
    /// How many of [`Document::anchors`] stand in it, and the index of the first.
    pub anchors: (u32, u32),
    /// The anchor that GitHub would make of it.
    pub slug: Box<str>,
    /// The anchor that the old site would make of it, where that differs.
    pub old_slug: Option<Box<str>>,
}

/// A named place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its name.
    pub name: Box<str>,
    /// The very characters of the name.
    pub range: TextRange,
}

/// Whether something leads somewhere or shows something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// A link.
    Link,
    /// An image.
    Image,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Link or image.
    pub kind: LinkKind,
    /// How it was written.
    pub form: LinkForm,
    /// The whole of it; its start tells it from all others of the source.
    pub range: TextRange,
    /// The very characters of its target; for a reference they stand in the definition.
    pub target_range: TextRange,
    /// The target, where it is not literally in the text.
    target: Option<Box<str>>,
    /// Whether it is an entry of a selector.
    pub in_selector: bool,
}

impl Link {
    /// Where it leads, escapes and entities resolved. `text` is the source's text.
    pub fn target<'a>(&'a self, text: &'a str) -> &'a str {
        self.target
            .as_deref()
            .unwrap_or_else(|| &text[self.target_range.as_usize()])
    }
}

/// An include.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The whole directive.
    pub range: TextRange,
    /// The very characters of the path.
    pub path_range: TextRange,
    /// The path, where it is not literally in the text.
    path: Option<Box<str>>,
}

impl Include {
    /// The path as written. `text` is the source's text.
    pub fn path<'a>(&'a self, text: &'a str) -> &'a str {
        self.path
            .as_deref()
            .unwrap_or_else(|| &text[self.path_range.as_usize()])
    }
}

/// A directive other than an include.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its token.
    pub range: TextRange,
    /// What it is.
    pub kind: DirectiveKind,
}

/// What a directive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectiveKind {
    /// A callout.
    Callout(CalloutKind),
    /// A selector with the indices of its entries in [`Document::links`].
    Selector {
        /// First entry and one behind the last.
        entries: (u32, u32),
    },
    /// A video by its id or URL.
    Video(Box<str>),
}

/// Gathers the facts of a text from its events; adds what is wrong within the text to `found`.
pub(super) fn gather(
    source: SourceId,
    text: &str,
    metadata: Metadata,
    events: &[Spanned<'_>],
    found: &mut Vec<Diagnostic>,
) -> Document {
    let mut gatherer = Gatherer::new(source, text, metadata);
    for (event, range) in events {
        gatherer.see(event, *range, found);
    }
    let mut document = gatherer.document;
    document.shrink();
    let anchors = document
        .anchors
        .iter()
        .map(|anchor| (&*anchor.name, anchor.range));
    lint::duplicate_anchors(source, text, anchors, found);
    document
}

struct Gatherer<'t> {
    source: SourceId,
    text: &'t str,
    document: Document,
    /// Depth of open lists.
    lists: u32,
    /// The open heading's words, if one is open.
    heading: Option<String>,
    /// The open image's index and whether it has any alternative text.
    image: Option<(usize, bool)>,
    /// The index of the open selector among the directives.
    selector: Option<usize>,
}

impl<'t> Gatherer<'t> {
    fn new(source: SourceId, text: &'t str, metadata: Metadata) -> Self {
        Self {
            source,
            text,
            document: Document {
                metadata,
                ..Document::default()
            },
            lists: 0,
            heading: None,
            image: None,
            selector: None,
        }
    }

    fn see(&mut self, event: &Event<'_>, range: TextRange, found: &mut Vec<Diagnostic>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end, found),
            Event::Text(text) => self.words(text),
            Event::Code(text) => {
                self.words(text);
                self.shown(range);
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Anchor(name) => self.anchor(name, range),
            Event::HtmlOpen(tag) => {
                if let Some((name, at)) = &tag.anchor {
                    self.anchor(name, *at);
                }
            }
            Event::Include(include) => {
                let path = self.own(&include.path, include.path_range);
                self.document.includes.push(Include {
                    range,
                    path_range: include.path_range,
                    path,
                });
            }
            Event::Video(id) => self.directive(range, DirectiveKind::Video((&**id).into())),
            Event::CodeBlock { language, .. } => self.code(language, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: TextRange) {
        match tag {
            Tag::Heading { level, anchors } => self.begin_heading(*level, anchors, range),
            Tag::List(_) => self.lists += 1,
            Tag::Table(_) => self.document.tables += 1,
            Tag::Callout { kind, .. } => self.directive(range, DirectiveKind::Callout(*kind)),
            Tag::Selector { .. } => {
                let first = crate::span::offset(self.document.links.len());
                self.selector = Some(self.document.directives.len());
                self.directive(
                    range,
                    DirectiveKind::Selector {
                        entries: (first, first),
                    },
                );
            }
            Tag::Link(link) | Tag::Image(link) => {
                let kind = if matches!(tag, Tag::Image(_)) {
                    LinkKind::Image
                } else {
                    LinkKind::Link
                };
                let target = self.own(&link.target, link.target_range);
                if kind == LinkKind::Image {
                    self.image = Some((self.document.links.len(), false));
                }
                self.document.links.push(Link {
                    kind,
                    form: link.form,
                    range,
                    target_range: link.target_range,
                    target,
                    in_selector: self.selector.is_some(),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd, found: &mut Vec<Diagnostic>) {
        match end {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::Selector => {
                let end = crate::span::offset(self.document.links.len());
                if let Some(index) = self.selector.take()
                    && let DirectiveKind::Selector { entries } =
                        &mut self.document.directives[index].kind
                {
                    entries.1 = end;
                }
            }
            TagEnd::Image => {
                if let Some((index, false)) = self.image.take() {
                    let image = &self.document.links[index];
                    lint::alt_text_missing(
                        Span::new(self.source, image.range),
                        image.target(self.text),
                        found,
                    );
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if let Some((_, described)) = &mut self.image {
            *described |= !text.trim().is_empty();
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
    }

    fn anchor(&mut self, name: &str, range: TextRange) {
        self.document.anchors.push(Anchor {
            name: name.into(),
            range,
        });
    }

    fn directive(&mut self, range: TextRange, kind: DirectiveKind) {
        self.document.directives.push(Directive { range, kind });
    }

    /// Notes code that shows how an exception is written.
    fn shown(&mut self, code: TextRange) {
        let text = self.text[code.as_usize()].as_bytes();
        if memchr::memmem::find(text, EXCEPTION.as_bytes()).is_some() {
            self.document.shown_exceptions.push(code);
        }
    }

    fn code(&mut self, label: &str, range: TextRange) {
        self.document.code_blocks += 1;
        self.shown(range);
        let line = self.text[range.as_usize()]
            .lines()
            .next()
            .unwrap_or_default();
        if let Some(at) = line.find(label).filter(|_| !label.is_empty()) {
            let start = range.start + crate::span::offset(at);
            self.document.code_labels.push(TextRange::new(
                start,
                start + crate::span::offset(label.len()),
            ));
        }
    }

    /// A string of its own only where the text does not hold it literally.
    fn own(&self, value: &str, range: TextRange) -> Option<Box<str>> {
        (self.text.get(range.as_usize()) != Some(value)).then(|| value.into())
    }

    fn begin_heading(
        &mut self,
        level: u8,
        anchors: &[(pulldown_cmark::CowStr<'_>, TextRange)],
        range: TextRange,
    ) {
        let first = crate::span::offset(self.document.anchors.len());
        for (name, at) in anchors {
            self.anchor(name, *at);
        }
        self.document.headings.push(Heading {
            level,
            in_list: self.lists > 0,
            range,
            text: "".into(),
            anchors: (first, crate::span::offset(anchors.len())),
            slug: "".into(),
            old_slug: None,
        });
        self.heading = Some(String::with_capacity(64));
    }

    fn end_heading(&mut self) {
        let (Some(words), Some(heading)) = (self.heading.take(), self.document.headings.last_mut())
        else {
            return;
        };
        heading.slug = slug::github(&words).into();
        let old = slug::docfx(without_anchors(&self.text[heading.range.as_usize()]).trim());
        heading.old_slug = (*old != *heading.slug).then(|| old.into());
        heading.text = words.trim().into();
    }
}

/// A heading as written, without `#`s and anchors.
fn without_anchors(raw: &str) -> Cow<'_, str> {
    let mut rest = raw.trim_start_matches(['#', ' ', '\t']);
    if memchr::memchr(b'<', rest.as_bytes()).is_none() {
        return Cow::Borrowed(rest);
    }
    let mut text = String::with_capacity(rest.len());
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let is_anchor = ["<a ", "</a>"]
            .iter()
            .any(|tag| rest[at..].starts_with(tag));
        if !is_anchor {
            text.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        }
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('>').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

impl Document {
    /// Gives back what its lists have reserved: it is kept as long as the site.
    fn shrink(&mut self) {
        self.headings.shrink_to_fit();
        self.anchors.shrink_to_fit();
        self.links.shrink_to_fit();
        self.includes.shrink_to_fit();
        self.directives.shrink_to_fit();
        self.code_labels.shrink_to_fit();
        self.shown_exceptions.shrink_to_fit();
    }

    /// The words of its first heading of level 1, else of its first heading.
    pub fn first_heading(&self) -> Option<&str> {
        let first = self
            .headings
            .iter()
            .find(|heading| heading.level == 1)
            .or(self.headings.first());
        first.map(|heading| &*heading.text)
    }

    /// Whether other sources and pages see the same of both: headings, anchors, includes, metadata.
    pub fn same_from_outside(&self, text: &str, other: &Self, other_text: &str) -> bool {
        let headings = |document: &Self| -> Vec<_> {
            document
                .headings
                .iter()
                .map(|heading| {
                    let words = (heading.level, heading.text.clone(), heading.slug.clone());
                    (words, heading.anchors, heading.in_list)
                })
                .collect()
        };
        let names = |document: &Self| -> Vec<_> {
            document
                .anchors
                .iter()
                .map(|anchor| anchor.name.clone())
                .collect()
        };
        let paths = |document: &Self, text: &str| -> Vec<_> {
            document
                .includes
                .iter()
                .map(|include| include.path(text).to_owned())
                .collect()
        };
        let metadata = |document: &Self, text: &str| -> Vec<_> {
            document
                .metadata
                .cuts
                .iter()
                .map(|cut| text[cut.as_usize()].to_owned())
                .collect()
        };
        // The first of two equal names has the place: which one that is depends on what stands before what.
        let order = |document: &Self| -> Vec<u8> {
            let headings = document
                .headings
                .iter()
                .map(|heading| (heading.range.start, 0));
            let anchors = document
                .anchors
                .iter()
                .map(|anchor| (anchor.range.start, 1));
            let includes = document
                .includes
                .iter()
                .map(|include| (include.range.start, 2));
            let mut places: Vec<(u32, u8)> = headings.chain(anchors).chain(includes).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, kind)| kind).collect()
        };
        headings(self) == headings(other)
            && order(self) == order(other)
            && names(self) == names(other)
            && paths(self, text) == paths(other, other_text)
            && metadata(self, text) == metadata(other, other_text)
    }
}
