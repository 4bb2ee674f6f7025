//! What the pages of one locale share: its texts, its dates, its problems and the value of `site` in templates.

use std::sync::Arc;

use rayon::prelude::*;

use super::context::{Alternate, Image, Link, Search, SiteContext};
use super::{context, files, links};
use crate::catalog::Catalog;
use crate::config;
use crate::locale::dates::DateFormat;
use crate::locale::names::direction;
use crate::locale::{Locale, LocaleId};
use crate::site::problems;
use crate::site::view::View;
use crate::theme::{Theme, Value};

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
    pub index: String,
    pub search: String,
    pub problems: String,
    pub not_found: String,
    /// Problems without a service.
    pub other: String,
    /// Problems with an error code.
    pub codes: String,
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
    let locales: Vec<LocaleId> = view.inputs.locales.iter().map(|(id, _)| id).collect();
    let of_one = |&locale: &LocaleId| {
        let special = files::special(view, locale, problems::is_any(view, locale));
        let site = site(view, &assets, catalog, &special, locale, preview);
        let tag = &view.locale(locale).tag;
        let text = |key: &str| catalog.message(tag, key, &[]);
        Shared {
            home: Link {
                title: text("home"),
                url: site.home.clone(),
                lang: None,
            },
            homes: site.locales.clone(),
            value: context::shared(&site),
            dates: DateFormat::new(tag),
            titles: Titles {
                index: text("all-pages"),
                search: text("search"),
                problems: text("problems-title"),
                not_found: text("not-found-title"),
                other: text("problems-other"),
                codes: text("problems-codes"),
            },
            special,
        }
    };
    locales.par_iter().map(of_one).collect()
}

fn site(
    view: &View<'_>,
    assets: &std::collections::BTreeMap<String, String>,
    catalog: &Catalog,
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
    let messages_lang = catalog.language(tag).to_owned();
    let url = |file: &String| view.urls.of_file(file);
    let home = |id: LocaleId| view.urls.of_file(&view.urls.file(id, ""));
    SiteContext {
        title: view.config.titles.get(locale).to_owned(),
        description: None,
        locale: tag.clone(),
        lang: tag.clone(),
        dir: dir.as_str(),
        messages_dir: direction(&messages_lang).as_str(),
        messages_lang: if messages_lang.eq_ignore_ascii_case(tag) {
            tag.clone()
        } else {
            messages_lang
        },
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
        logo: view
            .config
            .logo
            .as_deref()
            .map(|logo| self::logo(view, logo)),
        preview,
        head: view.config.extra_head.clone(),
        footer: view.config.footer.clone(),
    }
}

fn search(
    view: &View<'_>,
    assets: &std::collections::BTreeMap<String, String>,
    url: String,
    locale: LocaleId,
) -> Search {
    let folder = files::search_folder(view.urls, locale);
    let mode = match view.config.search {
        config::Search::Pagefind => "pagefind",
        config::Search::Docent | config::Search::Off => "docent",
    };
    Search {
        mode: mode.to_owned(),
        url,
        index: view.urls.of_file(&format!("{folder}/index.js")),
        script: assets.get("search.js").cloned().unwrap_or_default(),
    }
}

/// The logo. Its size is that of a line of the page's head; the style sheet decides.
fn logo(view: &View<'_>, logo: &str) -> Image {
    let is_address = logo.contains("://") || logo.starts_with('/') || logo.starts_with("data:");
    let source = view.inputs.locales.source();
    let asset =
        view.site
            .index
            .find_asset(logo, |_| true)
            .map(|found| match found {
                crate::site::index::Match::Exact(asset)
                | crate::site::index::Match::Case(asset) => asset,
            });
    let url = match asset {
        Some(asset) if !is_address => {
            let locale = view
                .site
                .index
                .asset_for(view.inputs.locales, asset, source)
                .unwrap_or(source);
            view.urls.asset(&view.site.index, asset, locale)
        }
        _ => logo.to_owned(),
    };
    Image {
        url,
        alt: String::new(),
    }
}
