//! `docent.yml` as it is written: every key with its default, and the JSON Schema that editors use.
//!
//! The doc comments below are the descriptions in the schema, so they speak to the person who writes the file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::markdown::metadata::required_by_default;

/// The configuration of a docent site.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "docent.yml")]
pub struct Raw {
    /// The name of the site: one for all locales, or one for each.
    pub title: RawName,
    /// Where the site will stand, such as `https://help.example.org/docs/`; its path is the base path of every link.
    pub base_url: Option<String>,
    /// Whether links are written as seen from their page, so that the site can be read from a disk and put into any folder;
    /// without a `base_url` they are.
    pub relative_links: Option<bool>,
    /// The tag of the locale that the others are translated from; the first one unless given.
    pub source: Option<String>,
    /// The locales in the order of the language switcher. Without them, every folder whose name is a language tag is one.
    pub locales: Vec<RawLocale>,
    /// Globs below a locale's folder for what is not read at all.
    pub exclude: Vec<String>,
    /// Globs below a locale's folder for Markdown that is only read into pages.
    pub includes: Vec<String>,
    /// The folder that the site is written to.
    pub output: String,
    /// Whether a page's address is a folder or ends in `.html`.
    pub url_style: UrlStyle,
    /// `default`, or a folder with the site's own templates, styles and messages.
    pub theme: String,
    /// Whether code blocks are coloured.
    pub highlight: bool,
    /// Which search the site has.
    pub search: Search,
    /// What readers call the services that pages name in `services`, by id: one name for all locales, or one for each.
    pub services: BTreeMap<String, RawName>,
    /// Where the videos of `[AZURE.VIDEO id]` are: an address with `{id}`, or one address for each id.
    pub videos: RawVideos,
    /// Hosts whose `/documentation/articles/x/` is the page `x.md` of this site.
    pub hosts: Vec<String>,
    /// What stands before links such as `/pricing/details/`, which lead to another part of the site's host.
    pub absolute_links: Option<String>,
    /// The file that lists the pages that have moved.
    pub redirects: String,
    /// What `docent check` reports.
    pub checks: RawChecks,
    /// Further names for callouts: `OPMERKING: note`.
    pub callouts: BTreeMap<String, Callout>,
    /// Further names for directives: `OPNEMEN: include`.
    pub directives: BTreeMap<String, Directive>,
    /// Where a page can be edited; `{locale}`, `{path}`, `{dir}` and `{file}` are filled in. A locale may have its own.
    pub edit_url: Option<String>,
    /// Where a problem with a page can be reported; `{url}`, `{locale}`, `{path}` and `{title}` are filled in.
    pub report_url: Option<String>,
    /// Where readers say whether a page helped; `{url}`, `{locale}`, `{path}` and `{answer}` (`yes` or `no`) are filled in.
    pub feedback_url: Option<String>,
    /// How the served site opens a file in an editor; `{file}`, `{line}` and `{column}` are filled in.
    pub editor_url: String,
    /// An image for the head of every page: a file beside this one or in the source locale, or an address.
    pub logo: Option<String>,
    /// HTML for the foot of every page.
    pub footer: Option<String>,
    /// HTML for the `<head>` of every page.
    pub extra_head: Option<String>,
    /// How `docent serve` watches files.
    pub watch: Watch,
    /// What protects the build from texts without bounds.
    pub limits: Limits,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            title: RawName::Same("Documentation".to_owned()),
            base_url: None,
            relative_links: None,
            source: None,
            locales: Vec::new(),
            exclude: Vec::new(),
            includes: vec!["includes/**".to_owned()],
            output: "public".to_owned(),
            url_style: UrlStyle::Folder,
            theme: "default".to_owned(),
            highlight: true,
            search: Search::Docent,
            services: BTreeMap::new(),
            videos: RawVideos::Each(BTreeMap::new()),
            hosts: Vec::new(),
            absolute_links: None,
            redirects: ".openpublishing.redirection.json".to_owned(),
            checks: RawChecks::default(),
            callouts: BTreeMap::new(),
            directives: BTreeMap::new(),
            edit_url: None,
            report_url: None,
            feedback_url: None,
            editor_url: "vscode://file/{file}:{line}:{column}".to_owned(),
            logo: None,
            footer: None,
            extra_head: None,
            watch: Watch::default(),
            limits: Limits::default(),
        }
    }
}

/// A name that readers see.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RawName {
    /// The same in all locales.
    Same(String),
    /// By the tag of the locale; where one is missing, that of its fallback counts.
    Each(BTreeMap<String, String>),
}

/// A locale of the site.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLocale {
    /// Its BCP 47 tag: `nl-NL`.
    pub tag: String,
    /// Its folder, as seen from this file; the tag unless given.
    #[serde(default)]
    pub dir: Option<String>,
    /// Its own name for itself: `Nederlands`.
    #[serde(default)]
    pub name: Option<String>,
    /// The locales whose text stands in where a translation is missing, nearest first; the source locale unless given.
    #[serde(default)]
    pub fallback: Option<Vec<String>>,
    /// Where its pages can be edited; `edit_url` of the site unless given.
    #[serde(default)]
    pub edit_url: Option<String>,
    /// Whether a machine translated its pages: readers are told on each that does not say otherwise by
    /// `ms.translationtype`.
    #[serde(default)]
    pub machine_translated: bool,
    /// Which way its text runs; known for most tags.
    #[serde(default)]
    pub direction: Option<RawDirection>,
}

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawDirection {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The form of a page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UrlStyle {
    /// `/nl-nl/a/b/`
    Folder,
    /// `/nl-nl/a/b.html`
    Html,
}

/// Which search the site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Search {
    /// docent's own.
    Docent,
    /// Marks in the pages for Pagefind, which the owner runs.
    Pagefind,
    /// None.
    Off,
}

/// Where videos are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RawVideos {
    /// An address with `{id}` for all of them.
    Template(String),
    /// The address of each.
    Each(BTreeMap<String, String>),
}

/// A kind of callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the kinds are named as writers name them")]
pub enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A kind of directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the kinds are named as writers name them")]
pub enum Directive {
    Include,
    Selector,
    SelectorList,
    Video,
}

/// What `docent check` reports.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawChecks {
    /// The level of a code everywhere: `include-not-found: warning`.
    pub levels: Ordered<LevelName>,
    /// The levels of codes below a glob; of several globs that fit a page the last one counts.
    pub paths: Ordered<Ordered<LevelName>>,
    /// The attributes that a page must have.
    pub required: Vec<String>,
}

impl Default for RawChecks {
    fn default() -> Self {
        Self {
            levels: Ordered::default(),
            paths: Ordered::default(),
            required: required_by_default(),
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LevelName {
    /// Not reported.
    Off,
    /// Shown on request.
    Hint,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// How `docent serve` watches files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Watch {
    /// How long files must be quiet before the site is made anew, in milliseconds.
    pub debounce: u64,
    /// Whether to look at the files again and again instead of being told: for network folders.
    pub poll: bool,
    /// How often to look then, in milliseconds.
    pub poll_interval: u64,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            debounce: 20,
            poll: false,
            poll_interval: 1_000,
        }
    }
}

/// What protects the build from texts without bounds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest Markdown file that is read, in bytes.
    pub file_size: u64,
    /// How deep includes may read includes.
    pub include_depth: u32,
    /// How much Markdown a page may hold with all that it includes, in bytes.
    pub page_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 32 << 20,
            include_depth: 8,
            page_size: 4 << 20,
        }
    }
}

/// A mapping whose order counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered<V>(pub Vec<(String, V)>);

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Serialize> Serialize for Ordered<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Ordered<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OrderedVisitor(PhantomData))
    }
}

struct OrderedVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for OrderedVisitor<V> {
    type Value = Ordered<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<Ordered<V>, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = keys.next_entry()? {
            all.push(entry);
        }
        Ok(Ordered(all))
    }
}

impl<V: JsonSchema> JsonSchema for Ordered<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Map_of_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, V>::json_schema(generator)
    }
}
