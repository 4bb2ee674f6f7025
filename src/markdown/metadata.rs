//! The front matter of one text: what it says about the page, where it stands, and what is wrong with it.
//!
//! There are two generations: `<properties …/>` with `<tags …/>`, and YAML between two lines of `---`. Both become one
//! [`Metadata`], which points into the text and so is asked with the text at hand.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, mark_length};
use crate::span::TextRange;

mod attributes;
mod element;
mod findings;
mod value;
mod yaml;

/// What a text says about itself before its content begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// All attributes in the order of the text; in YAML only those on a line of their own at the top level.
    pub attributes: Box<[Attribute]>,
    /// The bytes that are front matter and not content, in order: mostly one range at the start.
    pub cuts: Box<[TextRange]>,
    /// Whether values may be missing or wrong, so that what is never translated is better taken from the source page.
    pub damaged: bool,
    /// The keys of YAML front matter with their values: one for a scalar, several for a list.
    yaml: Option<Box<[Key]>>,
}

/// A key of YAML front matter with its values.
type Key = (String, Vec<String>);

/// One `name="value"` or `name: value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What it stands in.
    pub element: Element,
    /// The name as written.
    pub name: TextRange,
    /// The value as written, without its quotes, with entities and outer blanks.
    pub value: TextRange,
}

/// What an attribute stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// `<properties …/>`: title, authors, services.
    Properties,
    /// `<tags …/>`: the `ms.*` attributes.
    Tags,
    /// YAML between two lines of `---`.
    Yaml,
}

impl Element {
    /// What it begins with in the text: `properties`, `tags` or `---`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Properties => "properties",
            Self::Tags => "tags",
            Self::Yaml => "---",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Properties, Self::Tags]
            .into_iter()
            .find(|element| element.as_str().eq_ignore_ascii_case(name))
    }
}

/// What a text is, which decides what its metadata must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need<'a> {
    /// A page; these attributes must be there and not empty.
    Page(&'a [String]),
    /// Markdown that is read into pages: its metadata is dropped and must only be well-formed.
    Include,
    /// A contents file or an index, which need not say anything about itself.
    Contents,
}

/// The attributes that a page must have where the configuration says nothing else; `title` is `pageTitle` too.
pub fn required_by_default() -> Vec<String> {
    ["title", "description", "ms.topic", "ms.date", "ms.author"]
        .map(str::to_owned)
        .into()
}

/// Reads the front matter of `text`; what is wrong with it is added to `out`.
pub fn read(source: SourceId, text: &str, need: Need<'_>, out: &mut Vec<Diagnostic>) -> Metadata {
    let mut findings = findings::Findings::new(source, text, need, out);
    let start = mark_length(text);
    let first = yaml::read(text, start);
    let metadata = match first.or_else(|| findings.below_blanks(start)) {
        Some(block) => {
            findings.of_yaml(&block);
            from_yaml(block)
        }
        None => {
            let head = Elements::read(text, start);
            findings.of_elements(&head);
            head.into_metadata(text, start)
        }
    };
    findings.of_attributes(&metadata);
    metadata
}

fn from_yaml(block: yaml::Block) -> Metadata {
    Metadata {
        attributes: block.attributes.into(),
        cuts: [TextRange::of(0..block.end)].into(),
        damaged: block.fault.is_some(),
        yaml: Some(block.values.into()),
    }
}

/// The elements at the head of a text.
struct Elements {
    blocks: Vec<element::Block>,
    /// Whether content stands before them.
    behind_content: bool,
}

impl Elements {
    fn read(text: &str, start: usize) -> Self {
        let mut blocks = Self::at(text, element::skip_blanks(text, start));
        let behind_content = blocks.is_empty();
        if behind_content && let Some(at) = behind_content_at(text, start) {
            blocks = Self::at(text, at);
            if blocks.iter().all(|block| block.attributes.is_empty()) {
                blocks.clear();
            }
        }
        Self {
            blocks,
            behind_content,
        }
    }

    /// Each element at most once, in either order.
    fn at(text: &str, mut at: usize) -> Vec<element::Block> {
        let mut blocks: Vec<element::Block> = Vec::new();
        while let Some(block) = element::read(text, at) {
            if blocks.iter().any(|known| known.element == block.element) {
                break;
            }
            at = element::skip_blanks(text, block.range.end);
            blocks.push(block);
        }
        blocks
    }

    fn range(&self) -> Option<std::ops::Range<usize>> {
        Some(self.blocks.first()?.range.start..self.blocks.last()?.range.end)
    }

    fn into_metadata(self, text: &str, start: usize) -> Metadata {
        let cut = match self.range() {
            Some(range) if self.behind_content => range,
            Some(range) => 0..end_of_blank_lines(text, range.end),
            None => 0..start,
        };
        let damaged = self
            .blocks
            .iter()
            .flat_map(|block| &block.troubles)
            .any(|t| t.kind.is_damage());
        let attributes = self
            .blocks
            .into_iter()
            .flat_map(|block| block.attributes)
            .collect();
        let mut cuts = Vec::new();
        if start > 0 && cut.start >= start {
            cuts.push(TextRange::of(0..start));
        }
        if !cut.is_empty() {
            cuts.push(TextRange::of(cut));
        }
        Metadata {
            attributes,
            cuts: cuts.into(),
            damaged,
            yaml: None,
        }
    }
}

/// Where `<properties` or `<tags` stands behind other text in the first two lines that are not blank.
///
/// Further down, or in code, it is an example of the dialect and content.
fn behind_content_at(text: &str, start: usize) -> Option<usize> {
    let mut at = element::skip_blanks(text, start);
    for _ in 0..2 {
        let line = text[at..].lines().next()?;
        if line.starts_with("```") || line.starts_with("~~~") {
            return None;
        }
        let found = memchr::memchr_iter(b'<', line.as_bytes()).find(|&offset| {
            let name = line[offset + 1..]
                .bytes()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            Element::named(&line[offset + 1..][..name]).is_some() && !line[..offset].contains('`')
        });
        if let Some(offset) = found {
            return Some(at + offset);
        }
        at = element::skip_blanks(text, at + line.len());
    }
    None
}

/// Behind the line ends and blank lines at `at`, but before the blanks that indent the first line of content.
fn end_of_blank_lines(text: &str, at: usize) -> usize {
    let next = element::skip_blanks(text, at);
    if next == text.len() {
        return next;
    }
    text[at..next]
        .rfind('\n')
        .map_or(at, |line_end| at + line_end + 1)
}

impl Metadata {
    /// The value of the attribute `name`, in any case: trimmed, in one line, entities decoded.
    pub fn get<'a>(&'a self, text: &'a str, name: &str) -> Option<Cow<'a, str>> {
        if let Some(keys) = &self.yaml {
            let (_, values) = keys
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            return match &values[..] {
                [one] => Some(Cow::Borrowed(one)),
                several => Some(Cow::Owned(several.join(","))),
            };
        }
        let attribute = self.attribute(text, name)?;
        text.get(attribute.value.as_usize()).map(value::plain)
    }

    /// The first attribute of that name, in any case.
    pub fn attribute(&self, text: &str, name: &str) -> Option<&Attribute> {
        // Most names have another length, and their text need not be fetched.
        self.attributes.iter().find(|attribute| {
            attribute.name.as_usize().len() == name.len()
                && text
                    .get(attribute.name.as_usize())
                    .is_some_and(|written| written.eq_ignore_ascii_case(name))
        })
    }

    /// The first of these attributes that is there and not empty.
    fn first<'a>(&'a self, text: &'a str, names: &[&str]) -> Option<Cow<'a, str>> {
        names
            .iter()
            .filter_map(|name| self.get(text, name))
            .find(|value| !value.is_empty())
    }

    /// All values of the first of these attributes that has any: parts between commas or semicolons, or a YAML list.
    fn list(&self, text: &str, names: &[&str]) -> Vec<String> {
        let Some(value) = self.first(text, names) else {
            return Vec::new();
        };
        value
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The title without the name of the site and the sign of a heading: `# Back up | Microsoft Azure` is `Back up`.
    pub fn title<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        let title = match self.first(text, &["pageTitle", "title"])? {
            Cow::Borrowed(title) => Cow::Borrowed(value::bare_title(title)),
            Cow::Owned(title) => Cow::Owned(value::bare_title(&title).to_owned()),
        };
        (!title.is_empty()).then_some(title)
    }

    /// What the page is about, in a sentence or two, as words without Markdown.
    pub fn description<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        self.first(text, &["description"]).map(value::words)
    }

    /// The services the page belongs to, the main one first.
    pub fn services(&self, text: &str) -> Vec<String> {
        self.list(text, &["services", "ms.service"])
    }

    /// The account names of the authors, the main one first.
    pub fn authors(&self, text: &str) -> Vec<String> {
        self.list(text, &["authors", "author", "ms.author"])
    }

    /// Words to find the page by.
    pub fn keywords(&self, text: &str) -> Vec<String> {
        self.list(text, &["keywords", "metaKeywords", "keyword"])
    }

    /// Free labels such as `azure-resource-manager`.
    pub fn tags(&self, text: &str) -> Vec<String> {
        self.list(text, &["tags", "tag"])
    }

    /// The day the page was last checked by its author, if it is written as a date.
    pub fn date(&self, text: &str) -> Option<Date> {
        value::date(&self.first(text, &["ms.date"])?)
    }

    /// What kind of page it is: `article`, `get-started-article`, `support-article`.
    pub fn topic<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        self.first(text, &["ms.topic"])
    }

    /// Where a page that has moved sends its readers; such a page has no content of its own.
    pub fn redirect_url<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        self.first(text, &["redirect_url"])
    }

    /// How the text was translated: `MT` by a machine, `HT` by a person.
    pub fn translation_type<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        self.first(text, &["ms.translationtype"])
    }

    /// Whether the text has front matter at all.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.yaml.is_none()
    }
}

#[cfg(test)]
mod tests;
