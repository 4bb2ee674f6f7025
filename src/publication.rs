//! A workspace as it is published: every file of the site by its path, and the bytes of each on demand.
//!
//! `build` asks for all files, `serve` for the one that a browser wants. Both get the same bytes, but for the addresses of a
//! finished site that are to be seen from their page.

mod messages;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::Search;
use crate::highlight::Highlighter;
use crate::locale::LocaleId;
use crate::render::files::File;
use crate::render::html::{self, Body, Messages, Setting};
use crate::render::relative::Relative;
use crate::render::{Content, Presentation, Renderer};
use crate::search::{self, Indexer, SearchFile};
use crate::site::Page;
use crate::site::index::{AssetId, PageId};
use crate::site::view::View;
use crate::theme::{Theme, ThemeError};
use crate::workspace::Workspace;

/// Width and height in pixels of an image, as a locale has it; whoever reads the disk knows.
pub type Sizes<'a> = dyn Fn(AssetId, LocaleId) -> Option<(u32, u32)> + Sync + 'a;

/// The searches of a site in the making.
pub struct Searches {
    /// By locale; none where the site has another search, which needs its texts all the same.
    indexers: Vec<(LocaleId, Option<Indexer>)>,
    /// The place of each page in the order of its locale's addresses.
    numbers: FxHashMap<PageId, usize>,
}

/// A site ready to be written or served.
pub struct Publication<'a> {
    workspace: &'a Workspace,
    theme: &'a Theme,
    presentation: Arc<Presentation>,
    messages: Vec<Messages<'a>>,
    highlighter: Option<&'a Highlighter>,
    sizes: &'a Sizes<'a>,
    preview: bool,
    /// Where addresses are to be written as seen from their page.
    relative: Option<Relative>,
}

/// What all pages share. It holds as long as no text changes in a way that other files can see, and is dear to make.
pub fn present(workspace: &Workspace, theme: &Theme, preview: bool) -> Presentation {
    Presentation::new(
        &workspace.inputs(),
        workspace.site(),
        &workspace.config,
        theme,
        &workspace.catalog,
        preview,
    )
}

impl<'a> Publication<'a> {
    /// The files of `workspace` in the look of `theme`. `preview`: a writer is looking, and what is broken says so.
    pub fn new(
        workspace: &'a Workspace,
        theme: &'a Theme,
        highlighter: Option<&'a Highlighter>,
        sizes: &'a Sizes<'a>,
        preview: bool,
    ) -> Self {
        let presentation = Arc::new(present(workspace, theme, preview));
        Self::with(workspace, theme, presentation, highlighter, sizes, preview)
    }

    /// The same with what [`present`] made of this workspace and theme before.
    pub fn with(
        workspace: &'a Workspace,
        theme: &'a Theme,
        presentation: Arc<Presentation>,
        highlighter: Option<&'a Highlighter>,
        sizes: &'a Sizes<'a>,
        preview: bool,
    ) -> Self {
        let locales = workspace.config.locales.iter();
        let messages = locales
            .map(|(_, locale)| Messages::new(&workspace.catalog, &locale.tag))
            .collect();
        // A writer looks at a site as it will be on its server.
        let is_relative = !preview && workspace.config.has_relative_links();
        let relative = is_relative.then(|| Relative::new(&presentation, &workspace.config.locales));
        Self {
            workspace,
            theme,
            presentation,
            messages,
            highlighter,
            sizes,
            preview,
            relative,
        }
    }

    /// What the pages share: paths, addresses, navigation.
    pub fn presentation(&self) -> &Presentation {
        &self.presentation
    }

    /// The bytes of the file at `path` as a build writes them; a page is also added to its locale's search, where there are
    /// `searches`.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn written(
        &self,
        searches: Option<&Searches>,
        (path, file): &(String, File),
    ) -> Result<Content, ThemeError> {
        let content = match searches {
            Some(searches) => self.render_into(searches, file),
            None => self.render(file),
        }?;
        let (Some(relative), Content::Bytes(bytes)) = (&self.relative, &content) else {
            return Ok(content);
        };
        match std::str::from_utf8(bytes) {
            Ok(html) if path.ends_with(".html") => {
                let html = relative.page(path, file, html).into_owned();
                Ok(Content::Bytes(html.into_bytes()))
            }
            _ => Ok(content),
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// A template of the theme asks for what is not there.
    pub fn render(&self, file: &File) -> Result<Content, ThemeError> {
        let body = |page: &Page| self.body(page, self.highlighter);
        self.renderer(&body).render(file)
    }

    /// The files of a locale's search, by their paths in the output: the texts alone where another program searches.
    pub fn search(&self, locale: LocaleId) -> Vec<SearchFile> {
        match self.workspace.config.search {
            Search::Off => return Vec::new(),
            Search::Pagefind => return self.search_files(locale, Vec::new()),
            Search::Docent => {}
        }
        // The search has no use for colours.
        let body = |page: &Page| self.body(page, None);
        let renderer = self.renderer(&body);
        let pages: Vec<&Page> = self.searched(locale).collect();
        let pages = pages.into_par_iter();
        let tag = &self.workspace.config.locales.get(locale).tag;
        let pages = pages.map(|page| renderer.search_page(page, body(page)));
        self.search_files(locale, search::index(tag, pages))
    }

    /// The searches of all locales, to be filled while the pages are rendered; none where the site has no search.
    pub fn searches(&self) -> Option<Searches> {
        let search = self.workspace.config.search;
        if search == Search::Off {
            return None;
        }
        let locales = self.workspace.config.locales.iter();
        let mut numbers = FxHashMap::default();
        let indexers = locales
            .map(|(id, locale)| {
                if search == Search::Pagefind {
                    return (id, None);
                }
                let pages = self.searched(id).enumerate();
                numbers.extend(pages.map(|(number, page)| (page.id, number)));
                (id, Some(Indexer::new(&locale.tag)))
            })
            .collect();
        Some(Searches { indexers, numbers })
    }

    /// The same bytes as [`Self::render`] has; a page is also added to its locale's search.
    ///
    /// # Errors
    /// As [`Self::render`].
    fn render_into(&self, searches: &Searches, file: &File) -> Result<Content, ThemeError> {
        let found = self.searched_by(searches, file);
        let Some((indexer, number, page)) = found else {
            return self.render(file);
        };
        let mut body = self.body(page, self.highlighter);
        let again = |page: &Page| self.body(page, self.highlighter);
        let renderer = self.renderer(&again);
        let content = match file {
            File::Page(_) => Content::Bytes(renderer.article(page, &mut body)?),
            _ => renderer.render(file)?,
        };
        let mut found = renderer.search_page(page, body);
        if let Some(relative) = &self.relative {
            let folder = self.presentation.search_folder(page.id.locale);
            found.url = relative.link(&format!("{folder}/"), found.url);
        }
        indexer.add(number, found);
        Ok(content)
    }

    /// The page whose text a file shows, with its number in the search of its locale, if that is to find it.
    fn searched_by<'s>(
        &self,
        searches: &'s Searches,
        file: &File,
    ) -> Option<(&'s Indexer, usize, &'a Page)> {
        let site = self.workspace.site();
        let id = match file {
            File::Page(id) => *id,
            File::Home(locale) => PageId {
                row: site.index.home()?,
                locale: *locale,
            },
            _ => return None,
        };
        let number = searches.numbers.get(&id)?;
        let (_, indexer) = &searches.indexers[id.locale.index()];
        Some((indexer.as_ref()?, *number, site.page(id)?))
    }

    /// The files of the searches, once all pages are rendered into them.
    pub fn files_of(&self, searches: &Searches) -> Vec<SearchFile> {
        let indexers = searches.indexers.par_iter();
        let files = indexers.map(|(locale, indexer)| {
            let files = indexer.as_ref().map(Indexer::files);
            self.search_files(*locale, files.unwrap_or_default())
        });
        files.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// The pages of a locale that its search finds, in the order of their addresses.
    fn searched(&self, locale: LocaleId) -> impl Iterator<Item = &'a Page> + use<'a, '_> {
        let navigation = &self.presentation.navigation;
        let pages = self.workspace.site().pages().iter();
        pages.filter(move |page| page.id.locale == locale && !navigation.is_moved(page.source))
    }

    fn search_files(&self, locale: LocaleId, files: Vec<SearchFile>) -> Vec<SearchFile> {
        let tag = &self.workspace.config.locales.get(locale).tag;
        let folder = self.presentation.search_folder(locale);
        let messages = messages::file(&self.workspace.catalog, tag);
        files
            .into_iter()
            .chain([messages])
            .map(|file| SearchFile {
                path: format!("{folder}/{}", file.path),
                bytes: file.bytes,
            })
            .collect()
    }

    fn body(&self, page: &Page, highlighter: Option<&Highlighter>) -> Body {
        let setting = Setting {
            inputs: &self.workspace.inputs(),
            site: self.workspace.site(),
            urls: &self.presentation.urls,
            messages: &self.messages[page.id.locale.index()],
            highlighter,
            videos: &self.workspace.config.videos,
            sizes: self.sizes,
            preview: self.preview,
        };
        html::body(&setting, page)
    }

    fn renderer<'b>(&'b self, body: &'b (dyn Fn(&Page) -> Body + Sync)) -> Renderer<'b> {
        let view = View {
            inputs: self.workspace.inputs(),
            site: self.workspace.site(),
            urls: &self.presentation.urls,
            navigation: &self.presentation.navigation,
            config: &self.workspace.config,
        };
        Renderer {
            view,
            presentation: &self.presentation,
            theme: self.theme,
            catalog: &self.workspace.catalog,
            body,
        }
    }
}
