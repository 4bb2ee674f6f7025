//! The few texts of the theme that stand within a page, looked up once for all pages of a locale.

use crate::catalog::{Argument, Catalog};
use crate::markdown::directive::CalloutKind;

/// The texts of one locale.
#[derive(Debug)]
pub struct Messages<'a> {
    catalog: &'a Catalog,
    locale: &'a str,
    /// The tag of the language that they are in.
    pub language: &'a str,
    callouts: [String; CalloutKind::ALL.len()],
    /// What stands before and behind the title in the name of a heading's link.
    pub heading_link: (String, String),
    /// The name of a selector.
    pub selector: String,
    /// The name of the link around an image that has no alternative text.
    pub image_enlarge: String,
    /// The text of the link to a video.
    pub video: String,
    /// The name of the box that says whether a task is done.
    pub task: String,
    /// The name of the link from a footnote back to the text.
    pub footnote_back: String,
    /// What stands in the place of an include that is missing.
    pub include_missing: String,
    /// What is said of a link that leads nowhere.
    pub link_broken: String,
}

impl<'a> Messages<'a> {
    /// The texts for readers of `locale`, a BCP 47 tag.
    pub fn new(catalog: &'a Catalog, locale: &'a str) -> Self {
        let text = |key: &str| catalog.message(locale, key, &[]);
        // Formatting a message costs more than all the rest of a heading, so its parts are kept.
        let title = Argument::Text("\u{0}");
        let link = catalog.message(locale, "heading-link", &[("title", title)]);
        let (before, behind) = link.split_once('\u{0}').unwrap_or((&link, ""));
        Self {
            catalog,
            locale,
            language: catalog.language(locale),
            callouts: CalloutKind::ALL.map(|kind| text(&format!("callout-{}", kind.as_str()))),
            heading_link: (before.to_owned(), behind.to_owned()),
            selector: text("selector"),
            image_enlarge: text("image-enlarge"),
            video: text("video-watch"),
            task: text("task"),
            footnote_back: text("footnote-back"),
            include_missing: text("include-missing"),
            link_broken: text("link-broken"),
        }
    }

    /// The title of a callout.
    pub fn callout(&self, kind: CalloutKind) -> &str {
        &self.callouts[kind as usize]
    }

    /// What stands in the place of a video that nobody knows where to find.
    pub fn unmapped_video(&self, id: &str) -> String {
        self.catalog
            .message(self.locale, "video", &[("title", Argument::Text(id))])
    }

    /// The name of the table with this number.
    pub fn table(&self, number: u32) -> String {
        let number = Argument::Number(number.into());
        self.catalog
            .message(self.locale, "table", &[("number", number)])
    }
}
