//! Addresses: where each page and file of the site stands, as a link has it and as the output folder has it.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::index::{AssetId, Index, PageId};
use crate::config::UrlStyle;
use crate::locale::{LocaleId, Locales};
use crate::path::ContentPath;

/// The page of a locale that lists all others.
pub const ALL_PAGES: &str = "all-pages";

/// The page of a locale that searches it.
pub const SEARCH: &str = "search";

/// The page of a locale that lists the problems that its pages are about.
pub const PROBLEMS: &str = "problems";

/// The file of a locale, and of the site, for addresses that lead nowhere.
pub const NOT_FOUND: &str = "404.html";

/// The file of a locale for language models.
pub const LLMS: &str = "llms.txt";

/// What a path must escape to stand in a link.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']')
    .add(b'\'')
    .add(b'&');

/// The addresses of a site.
#[derive(Clone, Debug)]
pub struct Urls {
    /// Path of the site's root, with `/` at both ends.
    base_path: String,
    /// Scheme and host, without a final `/`; none where the site has no base address.
    origin: Option<String>,
    style: UrlStyle,
    /// By locale: its tag in lower case.
    tags: Vec<String>,
}

impl Urls {
    /// The addresses below `base_path`, which begins and ends with `/`; `base_url` is the full address of the same place.
    pub fn new(
        base_path: &str,
        base_url: Option<&str>,
        style: UrlStyle,
        locales: &Locales,
    ) -> Self {
        let origin = base_url
            .and_then(|url| url.strip_suffix(base_path))
            .map(str::to_owned);
        let tags = locales
            .iter()
            .map(|(_, locale)| locale.tag.to_lowercase())
            .collect();
        Self {
            base_path: base_path.to_owned(),
            origin,
            style,
            tags,
        }
    }

    /// The folder of a locale in the output: `nl-nl`.
    pub fn folder(&self, locale: LocaleId) -> &str {
        &self.tags[locale.index()]
    }

    /// The address of a file of the output: `nl-nl/articles/x/index.html` is `/base/nl-nl/articles/x/`.
    pub fn of_file(&self, file: &str) -> String {
        let path = match self.style {
            UrlStyle::Folder => file
                .strip_suffix("index.html")
                .filter(|rest| rest.is_empty() || rest.ends_with('/')),
            UrlStyle::Html => None,
        };
        self.below(&[path.unwrap_or(file)])
    }

    /// The address of a path below the site's root, which is given in parts.
    fn below(&self, path: &[&str]) -> String {
        let length: usize = path.iter().map(|part| part.len()).sum();
        let mut url = String::with_capacity(self.base_path.len() + length);
        url.push_str(&self.base_path);
        url.extend(path.iter().flat_map(|part| utf8_percent_encode(part, PATH)));
        url
    }

    /// A path of the output as it stands in a link.
    pub fn escaped(path: &str) -> Cow<'_, str> {
        utf8_percent_encode(path, PATH).into()
    }

    /// The file of the output that `path` of a locale is written to: `articles/x` is `nl-nl/articles/x/index.html`.
    /// The empty path is the locale's home page.
    pub fn file(&self, locale: LocaleId, path: &str) -> String {
        let folder = self.folder(locale);
        match (path, self.style) {
            ("", _) => [folder, "/index.html"].concat(),
            (path, UrlStyle::Folder) => [folder, "/", path, "/index.html"].concat(),
            (path, UrlStyle::Html) => [folder, "/", path, ".html"].concat(),
        }
    }

    /// The path of a page without `.md`; an `index.md` stands for its folder.
    pub fn page_path<'a>(&self, index: &'a Index, page: PageId) -> &'a str {
        self.path(&index.row(page.row).path)
    }

    /// The same of the content path of a page that is there, or was before it moved.
    pub fn path<'a>(&self, path: &'a ContentPath) -> &'a str {
        let path = path.as_str();
        let stem = &path[..path.len() - 3];
        match stem.rsplit_once('/') {
            Some((folder, name))
                if name.eq_ignore_ascii_case("index") && self.style == UrlStyle::Folder =>
            {
                folder
            }
            None if stem.eq_ignore_ascii_case("index") => "",
            _ => stem,
        }
    }

    /// The file of the output that a page is written to.
    pub fn page_file(&self, index: &Index, page: PageId) -> String {
        self.file(page.locale, self.page_path(index, page))
    }

    /// The address of a page.
    pub fn page(&self, index: &Index, page: PageId) -> String {
        let (folder, path) = (self.folder(page.locale), self.page_path(index, page));
        let end = match (path, self.style) {
            ("", UrlStyle::Folder) => "",
            ("", UrlStyle::Html) => "index.html",
            (_, UrlStyle::Folder) => "/",
            (_, UrlStyle::Html) => ".html",
        };
        self.below(&[folder, "/", path, end])
    }

    /// The file of the output that an asset of `locale` is copied to. Each asset is published once, below the locale that has it.
    pub fn asset_file(&self, index: &Index, asset: AssetId, locale: LocaleId) -> String {
        [self.folder(locale), "/", index.asset(asset).path.as_str()].concat()
    }

    /// The address of an asset of `locale`.
    pub fn asset(&self, index: &Index, asset: AssetId, locale: LocaleId) -> String {
        self.below(&[self.folder(locale), "/", index.asset(asset).path.as_str()])
    }

    /// An address of the site's host with scheme and host, where the site has them; none for that of another host.
    pub fn full(&self, url: &str) -> Option<String> {
        let origin = self.origin.as_ref()?;
        let is_own = url.starts_with('/') && !url.starts_with("//");
        is_own.then(|| format!("{origin}{url}"))
    }

    /// Path of the site's root, with `/` at both ends.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// A fragment as it stands in a link.
    pub fn fragment(id: &str) -> String {
        utf8_percent_encode(id, PATH).to_string()
    }
}
