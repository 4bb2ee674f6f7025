//! The configuration of a site: `docent.yml` checked, with every default filled in.
//!
//! Reading never fails. What is wrong is told with its place and left out, so that a site can be shown and the writer
//! can go on; whether to go on is the caller's business.

use std::collections::BTreeMap;

use globset::GlobSet;

use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::locale::{LocaleId, Locales};
use crate::markdown::Words;
use crate::path::ContentPath;
use crate::span::TextRange;

mod addresses;
mod checker;
mod checks;
mod raw;
mod schema;
mod tags;

pub use addresses::Logo;
use checker::Checker;
pub use checks::Checks;
pub use raw::{Callout, Directive, Limits, Raw, Search, UrlStyle, Watch};
pub use tags::{canonical_tag, looks_like_tag};

/// The name of the file that holds the configuration.
pub const FILE_NAME: &str = "docent.yml";

/// The configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The name of the site in the source locale.
    pub title: String,
    /// The name of the site in each locale.
    pub titles: Names,
    /// Where the site will stand, with a final `/`; only absolute addresses need it.
    pub base_url: Option<String>,
    /// The path of `base_url`: begins and ends with `/`.
    pub base_path: String,
    /// Whether somebody has said where the site will stand.
    is_placed: bool,
    /// Whether links are to be written as seen from their page, if somebody has said so.
    relative_links: Option<bool>,
    /// The locales in the order of the language switcher.
    pub locales: Locales,
    /// The folder of each locale, by [`LocaleId`], as seen from the folder of the configuration.
    pub folders: Vec<String>,
    /// Where `docent.yml` names the folder of each locale, line and column from 1; none where it does not.
    pub places: Vec<Option<(u32, u32)>>,
    /// What is not read.
    pub exclude: Globs,
    /// What is only read into pages.
    pub includes: Globs,
    /// The folder that the site is written to, as seen from the folder of the configuration.
    pub output: String,
    /// The form of a page's address.
    pub url_style: UrlStyle,
    /// The folder with the site's own theme; `None` for the built-in one alone.
    pub theme: Option<String>,
    /// Whether code blocks are coloured.
    pub highlight: bool,
    /// Which search the site has.
    pub search: Search,
    /// What readers call the services, by id.
    pub services: BTreeMap<String, Names>,
    /// Where videos are.
    pub videos: Videos,
    /// Hosts whose `/documentation/articles/x/` is a page of this site, in lower case.
    pub hosts: Vec<String>,
    /// What stands before links that begin with `/`, without a final `/`.
    pub absolute_links: Option<String>,
    /// The file that lists the pages that have moved.
    pub redirects: String,
    /// Which findings are reported.
    pub checks: Checks,
    /// Further names for callouts, in lower case.
    pub callouts: BTreeMap<String, Callout>,
    /// Further names for directives, in lower case.
    pub directives: BTreeMap<String, Directive>,
    /// Where the pages of each locale can be edited, by [`LocaleId`], with `{locale}`, `{dir}`, `{path}`, `{file}`.
    pub edit_urls: Vec<Option<String>>,
    /// What `{dir}` is in them, by [`LocaleId`]: the locale's folder without dots, as its own repository has it.
    pub edit_folders: Vec<String>,
    /// Whether a machine translated the pages that do not say so themselves, by [`LocaleId`].
    pub machine_translated: Vec<bool>,
    /// Where a problem with a page can be reported, with `{url}`, `{locale}`, `{path}`, `{title}`.
    pub report_url: Option<String>,
    /// Where readers say whether a page helped, with `{url}`, `{locale}`, `{path}` and `{answer}`, which is `yes` or `no`.
    pub feedback_url: Option<String>,
    /// How the served site opens an editor, with `{file}`, `{line}`, `{column}`.
    pub editor_url: String,
    /// An image for the head of every page.
    pub logo: Option<Logo>,
    /// HTML for the foot of every page.
    pub footer: Option<String>,
    /// HTML for the `<head>` of every page.
    pub extra_head: Option<String>,
    /// How `docent serve` watches files.
    pub watch: Watch,
    /// What protects the build from texts without bounds.
    pub limits: Limits,
    /// The same as it would be written, defaults included.
    effective: Raw,
}

/// Something wrong in `docent.yml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// [`Code::ConfigUnknownKey`] or [`Code::ConfigInvalid`].
    pub code: Code,
    /// The key or value in the text of the file.
    pub range: TextRange,
    /// Line of its start, from 1.
    pub line: u32,
    /// Column of its start in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A set of globs below a locale's folder. `*` stays within a folder, `**` does not.
#[derive(Clone, Debug, Default)]
pub struct Globs(GlobSet);

impl Globs {
    /// Whether one of them fits the path.
    pub fn matches(&self, path: &ContentPath) -> bool {
        self.0.is_match(path.as_str())
    }
}

/// One name in every locale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(Vec<String>);

impl Names {
    /// The name for readers of a locale.
    pub fn get(&self, locale: LocaleId) -> &str {
        &self.0[locale.index()]
    }

    /// The names of these locales alone.
    fn only(&self, kept: &[LocaleId]) -> Self {
        Self(kept.iter().map(|id| self.get(*id).to_owned()).collect())
    }
}

/// Where the videos of `[AZURE.VIDEO id]` are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Videos {
    /// All at one address with `{id}` in it.
    Template(String),
    /// Each at its own.
    Each(BTreeMap<String, String>),
}

impl Videos {
    /// The address of a video, if it is known.
    pub fn url(&self, id: &str) -> Option<String> {
        match self {
            Self::Template(template) => Some(template.replace("{id}", id)),
            Self::Each(urls) => urls.get(id).cloned(),
        }
    }
}

impl Config {
    /// The configuration in `text`; without locales in it, `detected` are the folders of the locales that were found
    /// (see [`looks_like_tag`]), the last part of each being the tag.
    pub fn parse(text: &str, detected: &[String]) -> (Self, Vec<ConfigProblem>) {
        let mut checker = Checker::new(text);
        let raw = checker.raw();
        let config = checker.config(raw, detected);
        let mut problems = checker.into_problems();
        problems.sort_by_key(|problem| problem.range);
        (config, problems)
    }

    /// The configuration of a site without `docent.yml`.
    pub fn without_file(detected: &[String]) -> Self {
        Self::parse("", detected).0
    }

    /// The same site at another address, as `--base-url` names it: an address or a path, as for `base_url`.
    ///
    /// # Errors
    /// It is neither; the help says what one looks like.
    pub fn set_base_url(&mut self, url: &str) -> Result<()> {
        let Some(url) = checker::whole_base_url(url) else {
            let message = format!("`{url}` is no base URL");
            return Err(Error::usage(message).with_help(checker::BASE_URL_HELP));
        };
        self.base_path = checker::path_of(&url);
        self.base_url = Some(url).filter(|url| !url.starts_with('/'));
        self.is_placed = true;
        Ok(())
    }

    /// Whether the links of a finished site are written as seen from their page: they are unless it is known where it will
    /// stand.
    pub fn has_relative_links(&self) -> bool {
        self.relative_links.unwrap_or(!self.is_placed)
    }

    /// The same site with some of its locales only, and those whose texts they show.
    pub fn keep_locales(&mut self, wanted: &[LocaleId]) {
        let (locales, kept) = self.locales.only(wanted);
        self.folders = kept.iter().map(|id| self.folder(*id).to_owned()).collect();
        self.places = kept.iter().map(|id| self.places[id.index()]).collect();
        self.titles = self.titles.only(&kept);
        for names in self.services.values_mut() {
            *names = names.only(&kept);
        }
        self.locales = locales;
        let at = |id: &LocaleId| id.index();
        self.edit_urls = kept
            .iter()
            .map(|id| self.edit_urls[at(id)].clone())
            .collect();
        self.edit_folders = kept
            .iter()
            .map(|id| self.edit_folders[at(id)].clone())
            .collect();
        let kept = kept.iter().map(at);
        self.machine_translated = kept.map(|at| self.machine_translated[at]).collect();
    }

    /// What `callouts` and `directives` say: each word in lower case, with the keyword that it stands for.
    pub fn words(&self) -> Words {
        let callouts = self.callouts.iter();
        let callouts = callouts.map(|(word, kind)| {
            let keyword = match kind {
                Callout::Note => "NOTE",
                Callout::Tip => "TIP",
                Callout::Important => "IMPORTANT",
                Callout::Warning => "WARNING",
                Callout::Caution => "CAUTION",
            };
            (word.clone(), keyword)
        });
        let directives = self.directives.iter();
        let directives = directives.map(|(word, kind)| {
            let keyword = match kind {
                Directive::Include => "INCLUDE",
                Directive::Selector => "SELECTOR",
                Directive::SelectorList => "SELECTOR-LIST",
                Directive::Video => "VIDEO",
            };
            (word.clone(), keyword)
        });
        callouts.chain(directives).collect()
    }

    /// Whether `docent.yml` says which locales there are; elsewhere those count whose folders are there.
    pub fn names_locales(&self) -> bool {
        self.places.iter().any(Option::is_some)
    }

    /// The tags of all locales of the site, also of those that [`Self::keep_locales`] has left out.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.effective.locales.iter().map(|locale| &*locale.tag)
    }

    /// The folder of a locale, as seen from the folder of the configuration.
    pub fn folder(&self, locale: LocaleId) -> &str {
        &self.folders[locale.index()]
    }

    /// The configuration as it counts, every default written out, as YAML.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(&self.effective).expect("it came from YAML")
    }

    /// The JSON Schema of `docent.yml`.
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Raw).to_value()
    }
}

#[cfg(test)]
mod tests;
