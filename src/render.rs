//! Pages as HTML: a pure function of the site and a page.

pub mod context;
pub mod files;
pub mod html;
mod json_ld;
mod links;
pub mod page;
mod platforms;
pub mod relative;
mod shared;
mod special;

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::feeds;
use crate::feeds::sitemap::MadeUp;
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::search::SearchPage;
use crate::site::navigation::Navigation;
use crate::site::urls::Urls;
use crate::site::view::View;
use crate::site::{Inputs, Page, Site};
use crate::theme::{Theme, ThemeError};
use files::File;
use html::Body;
use shared::Shared;

/// About how many bytes of a page stand around its content.
const FRAME: usize = 12 * 1024;

/// What all pages of a site share: made once a site, whatever the number of its pages.
#[derive(Debug)]
pub struct Presentation {
    /// The way from page to page.
    pub navigation: Navigation,
    /// Where pages stand.
    pub urls: Urls,
    /// All files of the output but those of the search, by their paths in it.
    pub files: Vec<(String, File)>,
    /// What the sitemap has besides the pages made from sources.
    made_up: Vec<MadeUp>,
    locales: Vec<Shared>,
}

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of the file of that locale at that content path.
    Copy(LocaleId, ContentPath),
}

/// Writes the files of a site.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// The site with its addresses and its navigation.
    pub view: View<'a>,
    /// What its pages share.
    pub presentation: &'a Presentation,
    /// Its look.
    pub theme: &'a Theme,
    /// The texts of its pages.
    pub catalog: &'a Catalog,
    /// Makes the content of a page ([`html`]).
    pub body: &'a (dyn Fn(&Page) -> Body + Sync),
}

impl Presentation {
    /// What the pages of `site` share. `preview`: a writer is looking.
    pub fn new(
        inputs: &Inputs<'_>,
        site: &Site,
        config: &Config,
        theme: &Theme,
        catalog: &Arc<Catalog>,
        preview: bool,
    ) -> Self {
        let base_url = config.base_url.as_deref();
        let urls = Urls::new(
            &config.base_path,
            base_url,
            config.url_style,
            inputs.locales,
        );
        let navigation = Navigation::new(inputs, site);
        let view = View {
            inputs: *inputs,
            site,
            urls: &urls,
            navigation: &navigation,
            config,
        };
        let locales = shared::of_all(&view, theme, catalog, preview);
        let (files, made_up) = files::all(&view, theme, &locales);
        Self {
            navigation,
            urls,
            files,
            made_up,
            locales,
        }
    }

    /// The file at a path of the output.
    pub fn file(&self, path: &str) -> Option<&File> {
        let at = self
            .files
            .binary_search_by(|(other, _)| (**other).cmp(path))
            .ok()?;
        Some(&self.files[at].1)
    }

    /// The folder of the output that holds a locale's search files, without a final `/`.
    pub fn search_folder(&self, locale: LocaleId) -> String {
        files::search_folder(&self.urls, locale)
    }

    fn of(&self, locale: LocaleId) -> &Shared {
        &self.locales[locale.index()]
    }
}

impl Renderer<'_> {
    /// The content of a file of the output: the same bytes for the same site, whoever asks.
    ///
    /// # Errors
    /// A template of the theme asks for what is not there.
    pub fn render(&self, file: &File) -> Result<Content, ThemeError> {
        let view = &self.view;
        let bytes = match file {
            File::Page(id) => {
                let page = view
                    .site
                    .page(*id)
                    .expect("only pages of the site are listed");
                return self
                    .article(page, &mut (self.body)(page))
                    .map(Content::Bytes);
            }
            File::Home(locale) => self.home(*locale)?,
            File::Folder(locale, path) => self.folder(*locale, path)?,
            File::Index(locale, letter) => self.index(*locale, *letter)?,
            File::Search(locale) => self.search(*locale)?,
            File::Problems(locale) => self.problems(*locale)?,
            File::NotFound(locale) => self.not_found(*locale)?,
            File::Redirect(locale, target) => self.redirect(*locale, target)?,
            File::Root => self.root()?,
            File::RootNotFound => self.not_found(view.inputs.locales.source())?,
            File::Twin(id) => {
                let page = view
                    .site
                    .page(*id)
                    .expect("only pages of the site are listed");
                feeds::markdown::twin(view, page).into_bytes()
            }
            File::Sitemap(part) => {
                feeds::sitemap::sitemap(view, &self.presentation.made_up, *part).into_bytes()
            }
            File::Robots => feeds::robots(view).into_bytes(),
            File::Llms(locale) => feeds::llms::llms(view, *locale).into_bytes(),
            File::LlmsPart(locale, title, rows) => {
                feeds::llms::part(view, *locale, title, rows).into_bytes()
            }
            File::ThemeAsset(at) => {
                return Ok(Content::Bytes(self.theme.assets()[*at].bytes.clone()));
            }
            File::Asset(asset, locale) => {
                let path = view.site.index.asset(*asset).path.clone();
                return Ok(Content::Copy(*locale, path));
            }
        };
        Ok(Content::Bytes(bytes))
    }

    /// A page as HTML, when its content is at hand; takes over of `body` all but its sections.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn article(&self, page: &Page, body: &mut Body) -> Result<Vec<u8>, ThemeError> {
        let shared = self.presentation.of(page.id.locale);
        let context = page::context(self, page, body);
        let variables = context::variables(&shared.value, &context);
        let length = context.body.len() + FRAME;
        self.theme
            .render(context.kind.template(), &variables, length)
    }

    /// A page as the search has it.
    pub fn search_page(&self, page: &Page, body: Body) -> SearchPage {
        page::for_search(self, page, body)
    }
}
