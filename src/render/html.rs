//! The content of a page as HTML.

use super::context::ContentsEntry;

/// A heading and the plain text below it, up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's anchor, without `#`; empty before the first heading.
    pub anchor: String,
    /// The heading's text; empty before the first heading.
    pub heading: String,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// Plain text of the section, code included.
    pub text: String,
}

/// The content of a page.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The first heading of the first level, as a whole element; it is not in `html`.
    pub heading: Option<String>,
    /// All the rest.
    pub html: String,
    /// The headings of the second and third level.
    pub contents: Vec<ContentsEntry>,
    /// Headings with the plain text below them.
    pub sections: Vec<Section>,
    /// Number of words.
    pub words: usize,
    /// The address of the first picture that is large enough to stand for the page.
    pub first_image: Option<String>,
}
