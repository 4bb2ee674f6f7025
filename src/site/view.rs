//! A site as its readers get it: with addresses, titles and the way from page to page.

use super::index::{PageId, RowId};
use super::navigation::Navigation;
use super::urls::Urls;
use super::{Inputs, Page, Site};
use crate::config::Config;
use crate::locale::{Locale, LocaleId};
use crate::markdown::Document;

/// Everything that stands fixed while pages are written.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What the site is made from.
    pub inputs: Inputs<'a>,
    /// Its pages, those that fall back among them.
    pub site: &'a Site,
    /// Where they stand.
    pub urls: &'a Urls,
    /// How they hang together.
    pub navigation: &'a Navigation,
    /// What the owner wants.
    pub config: &'a Config,
}

impl<'a> View<'a> {
    /// The locale behind an id.
    pub fn locale(&self, id: LocaleId) -> &'a Locale {
        self.inputs.locales.get(id)
    }

    /// The row of `locale`, if its readers have it.
    pub fn page(&self, row: RowId, locale: LocaleId) -> Option<&'a Page> {
        self.site.page(PageId { row, locale })
    }

    /// The facts of the page's own text.
    pub fn document(&self, page: &Page) -> &'a Document {
        self.inputs.document(page.source)
    }

    /// The words of the page's own text.
    pub fn text(&self, page: &Page) -> &'a str {
        self.inputs.text(page.source)
    }

    /// The page's title, without the name of the site.
    pub fn title(&self, page: &Page) -> &'a str {
        self.navigation.title(page.source)
    }

    /// The locale of the text that is really shown.
    pub fn text_locale(&self, page: &Page) -> LocaleId {
        self.inputs.source(page.source).name.locale
    }

    /// The locale of the text where it is not the reader's.
    pub fn fallback(&self, page: &Page) -> Option<LocaleId> {
        Some(self.text_locale(page)).filter(|&locale| locale != page.id.locale)
    }

    /// The tag of the text's language where it is not the reader's.
    pub fn foreign_lang(&self, page: &Page) -> Option<String> {
        self.fallback(page)
            .map(|locale| self.locale(locale).tag.clone())
    }

    /// The page's content path.
    pub fn path(&self, page: PageId) -> &'a str {
        self.site.index.row(page.row).path.as_str()
    }

    /// The page's address.
    pub fn url(&self, page: PageId) -> String {
        self.urls.page(&self.site.index, page)
    }

    /// The page's address with scheme and host, where the site has them.
    pub fn full_url(&self, page: PageId) -> Option<String> {
        self.urls.full(&self.url(page))
    }

    /// What the page says about itself; `None` for an attribute that it lacks.
    ///
    /// What is never translated is taken from the source page where the translation's own metadata are damaged.
    pub fn metadata<T>(
        &self,
        page: &Page,
        read: impl Fn(&'a Document, &'a str) -> Option<T>,
    ) -> Option<T> {
        let own = self.document(page);
        let source = self.inputs.locales.source();
        let original = self
            .site
            .index
            .row(page.id.row)
            .own(source)
            .filter(|_| own.metadata.damaged);
        let original = original.and_then(|id| read(self.inputs.document(id), self.inputs.text(id)));
        original.or_else(|| read(own, self.text(page)))
    }

    /// The ids of the services the page is about, the main one first.
    pub fn services(&self, page: &Page) -> &'a [Box<str>] {
        self.navigation.services(page.source)
    }
}
