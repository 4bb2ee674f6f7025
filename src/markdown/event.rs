//! The stream that a text of the dialect is read into: CommonMark's events with the dialect's own elements among them.
//!
//! Both the facts of a document and its HTML are made from this stream, so they cannot disagree about what a text says.

use pulldown_cmark::{Alignment, CowStr};

use super::directive::CalloutKind;
use crate::span::TextRange;

/// One step through a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// A container begins.
    Start(Tag<'a>),
    /// The innermost open container ends.
    End(TagEnd),
    /// Text; entities are resolved.
    Text(CowStr<'a>),
    /// Code within a line.
    Code(CowStr<'a>),
    /// A code block with the label of its fence, empty for none.
    CodeBlock {
        /// First word behind the fence, as written.
        language: CowStr<'a>,
        /// The code, lines ended by `\n`.
        code: CowStr<'a>,
    },
    /// A named place without text of its own: `<a name="x"></a>`.
    Anchor(CowStr<'a>),
    /// Another source read in place.
    Include(IncludeTag<'a>),
    /// A video by its id or URL.
    Video(CowStr<'a>),
    /// An allowed HTML element begins (or is, when it is void).
    HtmlOpen(HtmlTag<'a>),
    /// An allowed HTML element ends; the opening may be missing.
    HtmlClose(&'static str),
    /// A line end that is a blank.
    SoftBreak,
    /// A line end that stays.
    HardBreak,
    /// A horizontal rule.
    Rule,
    /// The number of a footnote.
    FootnoteReference(CowStr<'a>),
    /// The box of a task in a list: whether it is ticked.
    TaskMarker(bool),
}

/// What can hold other things.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag<'a> {
    /// A paragraph.
    Paragraph,
    /// A heading with the anchors written in it.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Explicit anchors in the order written; the first is the heading's own.
        anchors: Vec<(CowStr<'a>, TextRange)>,
    },
    /// A quotation.
    Quote,
    /// A marked quote.
    Callout {
        /// What it is marked as.
        kind: CalloutKind,
        /// A title other than the kind's own.
        title: Option<CowStr<'a>>,
    },
    /// Links that switch between variants of this page; holds nothing but links.
    Selector {
        /// Names of the dimensions; labels are then `a | b`.
        dimensions: Vec<String>,
    },
    /// A container with a class of the successor dialect.
    Division(CowStr<'a>),
    /// A list; numbered from the given number.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A table with the alignments of its columns.
    Table(Vec<Alignment>),
    /// Its header row.
    TableHead,
    /// A row.
    TableRow,
    /// A cell.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// A link.
    Link(LinkTag<'a>),
    /// An image; its content is the alternative text.
    Image(LinkTag<'a>),
    /// `[words][]` or `![words][]` with words that no definition has.
    Undefined,
    /// The text of a footnote.
    FootnoteDefinition(CowStr<'a>),
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of `Tag`")]
pub enum TagEnd {
    Paragraph,
    Heading(u8),
    Quote,
    Callout,
    Selector,
    Division,
    List(bool),
    Item,
    Table,
    TableHead,
    TableRow,
    TableCell,
    Emphasis,
    Strong,
    Strikethrough,
    Link,
    Image,
    Undefined,
    FootnoteDefinition,
}

impl TagEnd {
    /// Whether it ends something that stands among words.
    pub const fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Emphasis
                | Self::Strong
                | Self::Strikethrough
                | Self::Link
                | Self::Image
                | Self::Undefined
        )
    }
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkForm {
    /// `[text](target)`
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`: the target stands in a definition.
    Reference,
    /// `<https://…>`
    Autolink,
    /// `<a href="…">` or `<img src="…">`
    Html,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTag<'a> {
    /// How it was written.
    pub form: LinkForm,
    /// Where it leads, escapes and entities resolved.
    pub target: CowStr<'a>,
    /// The very characters of the target: in the link, in its definition, or in the attribute.
    pub target_range: TextRange,
    /// The title, empty for none.
    pub title: CowStr<'a>,
    /// Width and height that an `<img>` was written with.
    pub size: (Option<u32>, Option<u32>),
}

/// An include.
#[derive(Clone, Debug, PartialEq)]
pub struct IncludeTag<'a> {
    /// Path as written.
    pub path: CowStr<'a>,
    /// The very characters of the path.
    pub path_range: TextRange,
    /// Whether it stands alone in its paragraph, and so takes the paragraph's place.
    pub block: bool,
}

/// An element of the allow-list with its allowed attributes.
#[derive(Clone, Debug, PartialEq)]
pub struct HtmlTag<'a> {
    /// Its name in lower case.
    pub name: &'static str,
    /// Allowed attributes with their values, in the order written.
    pub attributes: Vec<(&'static str, CowStr<'a>)>,
    /// The anchor it makes by `id` or `name`, which is not among the attributes.
    pub anchor: Option<(CowStr<'a>, TextRange)>,
}

fn own<'b>(text: CowStr<'_>) -> CowStr<'b> {
    text.into_static()
}

impl Event<'_> {
    /// The same event, free of the text it was read from.
    pub fn into_static<'b>(self) -> Event<'b> {
        match self {
            Self::Start(tag) => Event::Start(tag.into_static()),
            Self::End(end) => Event::End(end),
            Self::Text(text) => Event::Text(own(text)),
            Self::Code(text) => Event::Code(own(text)),
            Self::CodeBlock { language, code } => Event::CodeBlock {
                language: own(language),
                code: own(code),
            },
            Self::Anchor(name) => Event::Anchor(own(name)),
            Self::Include(IncludeTag {
                path,
                path_range,
                block,
            }) => Event::Include(IncludeTag {
                path: own(path),
                path_range,
                block,
            }),
            Self::Video(id) => Event::Video(own(id)),
            Self::HtmlOpen(HtmlTag {
                name,
                attributes,
                anchor,
            }) => Event::HtmlOpen(HtmlTag {
                name,
                attributes: attributes
                    .into_iter()
                    .map(|(name, value)| (name, own(value)))
                    .collect(),
                anchor: anchor.map(|(name, range)| (own(name), range)),
            }),
            Self::HtmlClose(name) => Event::HtmlClose(name),
            Self::SoftBreak => Event::SoftBreak,
            Self::HardBreak => Event::HardBreak,
            Self::Rule => Event::Rule,
            Self::FootnoteReference(label) => Event::FootnoteReference(own(label)),
            Self::TaskMarker(ticked) => Event::TaskMarker(ticked),
        }
    }
}

impl LinkTag<'_> {
    fn into_static<'b>(self) -> LinkTag<'b> {
        let Self {
            form,
            target,
            target_range,
            title,
            size,
        } = self;
        LinkTag {
            form,
            target: own(target),
            target_range,
            title: own(title),
            size,
        }
    }
}

impl Tag<'_> {
    fn into_static<'b>(self) -> Tag<'b> {
        match self {
            Self::Paragraph => Tag::Paragraph,
            Self::Heading { level, anchors } => Tag::Heading {
                level,
                anchors: anchors
                    .into_iter()
                    .map(|(name, range)| (own(name), range))
                    .collect(),
            },
            Self::Quote => Tag::Quote,
            Self::Callout { kind, title } => Tag::Callout {
                kind,
                title: title.map(own),
            },
            Self::Selector { dimensions } => Tag::Selector { dimensions },
            Self::Division(class) => Tag::Division(own(class)),
            Self::List(start) => Tag::List(start),
            Self::Item => Tag::Item,
            Self::Table(alignments) => Tag::Table(alignments),
            Self::TableHead => Tag::TableHead,
            Self::TableRow => Tag::TableRow,
            Self::TableCell => Tag::TableCell,
            Self::Emphasis => Tag::Emphasis,
            Self::Strong => Tag::Strong,
            Self::Strikethrough => Tag::Strikethrough,
            Self::Link(link) => Tag::Link(link.into_static()),
            Self::Image(link) => Tag::Image(link.into_static()),
            Self::Undefined => Tag::Undefined,
            Self::FootnoteDefinition(label) => Tag::FootnoteDefinition(own(label)),
        }
    }

    /// What ends it.
    pub fn to_end(&self) -> TagEnd {
        match self {
            Self::Paragraph => TagEnd::Paragraph,
            Self::Heading { level, .. } => TagEnd::Heading(*level),
            Self::Quote => TagEnd::Quote,
            Self::Callout { .. } => TagEnd::Callout,
            Self::Selector { .. } => TagEnd::Selector,
            Self::Division(_) => TagEnd::Division,
            Self::List(start) => TagEnd::List(start.is_some()),
            Self::Item => TagEnd::Item,
            Self::Table(_) => TagEnd::Table,
            Self::TableHead => TagEnd::TableHead,
            Self::TableRow => TagEnd::TableRow,
            Self::TableCell => TagEnd::TableCell,
            Self::Emphasis => TagEnd::Emphasis,
            Self::Strong => TagEnd::Strong,
            Self::Strikethrough => TagEnd::Strikethrough,
            Self::Link(_) => TagEnd::Link,
            Self::Image(_) => TagEnd::Image,
            Self::Undefined => TagEnd::Undefined,
            Self::FootnoteDefinition(_) => TagEnd::FootnoteDefinition,
        }
    }
}
