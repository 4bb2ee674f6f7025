//! What the pages of one locale share: the value of `site` in templates, the words of titles and dates, and where the pages
//! without a source stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::context::{Alternate, Image, Link, Search, SiteContext};
use super::{context, files, links};
use crate::catalog::Catalog;
use crate::config::{self, Logo};
use crate::locale::dates::DateFormat;
use crate::locale::{Locale, LocaleId};
use crate::picture;
use crate::site::problems;
use crate::site::view::View;
use crate::theme::{Theme, Value};

/// Where Pagefind puts its bundle unless it is told otherwise.
const PAGEFIND: &str = "pagefind.js";

/// What the pages of one locale share.
pub(super) struct Shared {
    /// The variable `site` of all templates.
    pub value: Value,
    /// Pages that the renderer makes up, by their files in the output.
    pub special: Special,
    /// The home page.
    pub home: Link,
    /// The home pages of all locales.
    pub homes: Vec<Alternate>,
    /// How dates are written.
    pub dates: DateFormat,
    /// Titles of the pages that the renderer makes up.
    pub titles: Titles,
}

/// Files of the output that hold the pages of a locale without a source.
#[derive(Clone, Debug)]
pub(super) struct Special {
    pub index: String,
    /// The lists of the letters, where each has a page of its own.
    pub letters: Vec<String>,
    pub search: Option<String>,
    pub problems: Option<String>,
    pub not_found: String,
}

/// Titles of the pages that the renderer makes up.
#[derive(Clone, Debug)]
pub(super) struct Titles {
    pub index: Title,
    pub search: Title,
    pub problems: Title,
    pub not_found: Title,
    /// Problems without a service.
    pub other: Title,
    /// Problems with an error code.
    pub codes: Title,
}

/// A message that is a title.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub text: String,
    /// The tag of its language where that is not the reader's.
    pub lang: Option<String>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("special", &self.special)
            .finish_non_exhaustive()
    }
}

/// The shared values of all locales.
pub(super) fn of_all(
    view: &View<'_>,
    theme: &Theme,
    catalog: &Arc<Catalog>,
    preview: bool,
) -> Vec<Shared> {
    let assets = theme.asset_urls(&view.urls.of_file(files::THEME_FOLDER));
    let logo = view.config.logo.as_ref();
    let logo = logo.and_then(|logo| self::logo(theme, &assets, logo));
    let locales: Vec<LocaleId> = view.inputs.locales.iter().map(|(id, _)| id).collect();
    let of_one = |&locale: &LocaleId| {
        let special = files::special(view, locale, problems::is_any(view, locale));
        let logo = logo.as_ref();
        let site = site(view, &assets, logo, &special, locale, preview);
        let tag = &view.locale(locale).tag;
        let title = |key: &str| {
            let found = catalog.find_with_language(tag, key, &[]);
            let (text, lang) = found.unwrap_or_else(|| (format!("{{{key}}}"), None));
            Title {
                text,
                lang: lang.map(str::to_owned),
            }
        };
        let home = title("home");
        Shared {
            home: Link {
                title: home.text,
                url: site.home.clone(),
                lang: home.lang,
            },
            homes: site.locales.clone(),
            value: context::shared(&site),
            dates: DateFormat::new(tag),
            titles: Titles {
                index: title("all-pages"),
                search: title("search"),
                problems: title("problems-title"),
                not_found: title("not-found-title"),
                other: title("problems-other"),
                codes: title("problems-codes"),
            },
            special,
        }
    };
    locales.par_iter().map(of_one).collect()
}

fn site(
    view: &View<'_>,
    assets: &BTreeMap<String, String>,
    logo: Option<&Image>,
    special: &Special,
    locale: LocaleId,
    preview: bool,
) -> SiteContext {
    let Locale {
        tag,
        name,
        direction: dir,
        ..
    } = view.locale(locale);
    let url = |file: &String| view.urls.of_file(file);
    let home = |id: LocaleId| view.urls.of_file(&view.urls.file(id, ""));
    SiteContext {
        title: view.config.titles.get(locale).to_owned(),
        locale: tag.clone(),
        lang: tag.clone(),
        dir: dir.as_str(),
        name: name.clone(),
        home: home(locale),
        locales: links::alternates(view, locale, |id| Some((home(id), None))),
        search: special
            .search
            .as_ref()
            .map(|file| search(view, assets, url(file), locale)),
        problems: special.problems.as_ref().map(url),
        all_pages: Some(url(&special.index)),
        assets: assets.clone(),
        logo: logo.cloned(),
        preview,
        head: view.config.extra_head.clone(),
        footer: view.config.footer.clone(),
    }
}

fn search(
    view: &View<'_>,
    assets: &BTreeMap<String, String>,
    url: String,
    locale: LocaleId,
) -> Search {
    let folder = files::search_folder(view.urls, locale);
    let mode = match view.config.search {
        config::Search::Pagefind => "pagefind",
        config::Search::Docent | config::Search::Off => "docent",
    };
    let bundle = (mode == "pagefind").then(|| {
        view.urls
            .of_file(&[files::PAGEFIND_FOLDER, PAGEFIND].concat())
    });
    Search {
        mode: mode.to_owned(),
        url,
        index: view.urls.of_file(&format!("{folder}/index.js")),
        script: assets.get("search.js").cloned().unwrap_or_default(),
        bundle,
    }
}

/// The logo with the size of its file. The style sheet makes it as high as a line of the page's head.
fn logo(theme: &Theme, assets: &BTreeMap<String, String>, logo: &Logo) -> Option<Image> {
    let (url, size) = match logo {
        Logo::Address(url) => (url.clone(), None),
        Logo::File(path) => {
            let name = Logo::asset(path);
            let file = theme.assets().iter().find(|asset| asset.name == name)?;
            (assets.get(&name)?.clone(), picture::size(&file.bytes))
        }
    };
    Some(Image {
        url,
        alt: String::new(),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
    })
}
