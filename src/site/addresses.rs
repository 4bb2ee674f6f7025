//! Which addresses are of this site: decided here once, for links, redirects and contents files alike.

use super::Inputs;
use super::index::{Index, Match, RowId};
use super::links::{Parts, is_markdown_path, scheme};
use super::urls::{ALL_PAGES, PROBLEMS, SEARCH};
use crate::config::looks_like_tag;
use crate::path::{ContentPath, OutOfScope};

/// An address that is, or may be, one of this site's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// A file by its path from the content root, as docfx and GitHub read `/articles/x.md`.
    File(Result<ContentPath, OutOfScope>),
    /// A page by the name of its file, as the old site had it: `/documentation/articles/x/`.
    Named(String),
    /// A page by what readers see: the path below the locale's folder, without a `/` at its end.
    Page {
        /// Empty for the home page.
        path: String,
        /// Whether it stands below the site's own address. If not, another part of the host may be meant, although it
        /// begins like the content.
        below: bool,
    },
    /// A path below the site's own address where nothing of the site can be but by mistake.
    Lost(String),
}

/// What tells addresses of the site from others.
#[derive(Clone, Copy)]
pub struct Addresses<'a> {
    inputs: &'a Inputs<'a>,
    index: &'a Index,
}

impl<'a> Addresses<'a> {
    /// The addresses of the site with these files.
    pub fn new(inputs: &'a Inputs<'a>, index: &'a Index) -> Self {
        Self { inputs, index }
    }

    /// What `target`, which is no relative path, may be of this site, the likeliest first; nothing for other sites.
    pub fn own(&self, target: &str) -> Vec<Own> {
        match scheme(target).map(str::to_ascii_lowercase).as_deref() {
            Some("http" | "https") => self.with_host(target),
            Some(_) => Vec::new(),
            None if target.starts_with("//") => Vec::new(),
            None => match (target.strip_prefix("~/"), target.strip_prefix('/')) {
                (Some(below), _) => vec![Own::File(self.below_root(&Parts::of(below).path))],
                (None, Some(_)) => self.rooted(target),
                (None, None) => Vec::new(),
            },
        }
    }

    fn with_host(&self, url: &str) -> Vec<Own> {
        let Some((_, rest)) = url.split_once("://") else {
            return Vec::new();
        };
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let options = self.inputs.options;
        let is_host = options.hosts.contains(&host.to_ascii_lowercase());
        let named = is_host.then(|| article(path)).flatten();
        let base = options.base_url.as_deref();
        let below = base
            .and_then(|base| url.strip_prefix(base))
            .and_then(|below| self.below(&Parts::of(below).path, true));
        named.into_iter().chain(below).collect()
    }

    /// What begins with `/`: a file from the content root if it ends with `.md`, else an address.
    fn rooted(&self, target: &str) -> Vec<Own> {
        let is_known = !self.inputs.options.hosts.is_empty();
        let named = is_known.then(|| article(target)).flatten();
        let parts = Parts::of(target);
        if is_markdown_path(&parts.path) {
            return named.into_iter().chain([self.file(&parts.path)]).collect();
        }
        let base = &*self.inputs.options.base_path;
        let page = match parts.path.strip_prefix(base) {
            Some(below) => self.below(below, true),
            None => self.below(&parts.path, false),
        };
        named.into_iter().chain(page).collect()
    }

    /// A path below the base address, or below the root of the host: it is the site's if a locale or a folder of the
    /// content stands in front.
    fn below(&self, path: &str, below: bool) -> Option<Own> {
        let path = path.trim_start_matches('/');
        let first = path.split('/').next().unwrap_or_default();
        let content = match self.inputs.locales.find(first) {
            Some(_) => path[first.len()..].trim_start_matches('/'),
            None if !first.is_empty() && self.index.is_folder(first) => path,
            None if below && self.is_alone() && !is_of_root(path) => {
                return Some(Own::Lost(without_ending(path).to_owned()));
            }
            None => return None,
        };
        let path = without_ending(content).to_owned();
        Some(Own::Page { path, below })
    }

    /// Whether the site has its address for itself. At the root of a host it stands among others.
    fn is_alone(&self) -> bool {
        self.inputs.options.base_path.len() > 1
    }

    fn file(&self, path: &str) -> Own {
        let base = &*self.inputs.options.base_path;
        let path = path.trim_end_matches('/');
        let path = match path.strip_prefix(base) {
            Some(below) if base.len() > 1 && !self.begins(path) => below,
            _ => path,
        };
        let path = self.without_folder(path.trim_start_matches('/'));
        let first = path.split('/').next().unwrap_or_default();
        let is_tag = !self.begins(path) && self.inputs.locales.find(first).is_some();
        let start = if is_tag { first.len() } else { 0 };
        Own::File(ContentPath::new(&path[start..]))
    }

    /// The path that `target`, which is no address, names: seen from `from`, or from the content root where it begins with
    /// `~/`.
    pub fn path(&self, from: &ContentPath, target: &str) -> Result<ContentPath, OutOfScope> {
        let path = Parts::of(target).path;
        match path.strip_prefix("~/") {
            Some(below) => self.below_root(below),
            None => from.join(&path),
        }
    }

    fn below_root(&self, path: &str) -> Result<ContentPath, OutOfScope> {
        ContentPath::new(self.without_folder(path))
    }

    /// `path` from the content root where it is written from the root of the repository, with a locale's folder in front.
    pub fn without_folder<'p>(&self, path: &'p str) -> &'p str {
        if self.begins(path) {
            return path;
        }
        let folders = self.inputs.options.folders.iter();
        let named = folders.filter(|folder| !folder.is_empty() && !folder.starts_with('.'));
        let below = |folder: &String| {
            let (start, folder) = (format!("{folder}/"), format!("/{folder}/"));
            let inner = || path.find(&folder).map(|at| &path[at + folder.len()..]);
            path.strip_prefix(&start).or_else(inner)
        };
        named.filter_map(below).next().unwrap_or(path)
    }

    /// Whether the first part of a path is a folder of the content.
    fn begins(&self, path: &str) -> bool {
        let path = path.trim_start_matches('/');
        path.split_once('/')
            .is_some_and(|(first, _)| self.index.is_folder(first))
    }

    /// Whether nothing but a page of this site can be meant by a [`Own::Page`], so that one that is missing is a mistake.
    pub fn is_certain(&self, target: &str, path: &str, below: bool) -> bool {
        let leads_away = self.leads_away(target);
        // At the root of its host a site shares the locales with others: `/en-us/pricing/` is none of its pages. Lists of
        // services stand below the locale, and which there are is known only when all links are.
        let is_content = self.begins(path) || self.is_alone() && path.contains('/');
        below && !leads_away && is_content && !self.is_made(path)
    }

    /// Whether `/` leads to another host: then only what is there is taken for this site's.
    pub fn leads_away(&self, target: &str) -> bool {
        target.starts_with('/') && self.inputs.options.absolute_links.is_some()
    }

    /// Whether something else stands at a path: what docent makes of folders, services and lists, and what only readers of
    /// another locale have.
    fn is_made(&self, path: &str) -> bool {
        const MADE: &[&str] = &[ALL_PAGES, SEARCH, PROBLEMS, "404", "llms"];
        let first = path.split('/').next().unwrap_or_default();
        let last = path.rsplit('/').next().unwrap_or_default();
        let is_service = |id: &String| super::navigation::slug(id) == last;
        let twin = || path.ends_with(".md") && self.index.row_of(path).is_some();
        path.is_empty()
            || MADE.iter().any(|name| first.starts_with(name))
            || self.index.is_folder(path)
            || self.inputs.options.services.keys().any(is_service)
            || twin()
            || self.page(path, |_| true).is_some()
            || self.index.find_asset(path, |_| true).is_some()
    }

    /// The page at a path without `.md`, or that of the folder at it.
    pub fn page(&self, path: &str, has: impl Fn(RowId) -> bool) -> Option<RowId> {
        let found = match path {
            "" => self.index.find("index.md", has),
            path => self.index.find_page(path, has),
        };
        found.map(|(Match::Exact(row) | Match::Case(row))| row)
    }
}

/// A path without what an address has at its end, but not the name of a page.
fn without_ending(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.strip_suffix("/index.html")
        .or_else(|| path.strip_suffix(".html"))
        .unwrap_or(path)
}

/// Whether something else may stand at a path below the root of a site: what docent makes or people put there for robots,
/// and locales that are built apart.
fn is_of_root(path: &str) -> bool {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_file = rest.is_empty() && first.contains('.');
    let is_known = matches!(first, "" | "theme" | ".well-known");
    is_file || is_known || looks_like_tag(first)
}

/// The name in `[/xx-xx]/documentation/articles/<name>/`.
fn article(path: &str) -> Option<Own> {
    let parts = Parts::of(path);
    let mut pieces = parts.path.split('/').filter(|piece| !piece.is_empty());
    let mut first = pieces.next()?;
    if first.len() == 5 && first.as_bytes()[2] == b'-' {
        first = pieces.next()?;
    }
    let is_article = first.eq_ignore_ascii_case("documentation")
        && pieces.next()?.eq_ignore_ascii_case("articles");
    let name = pieces.next().filter(|_| is_article)?;
    pieces
        .next()
        .is_none()
        .then(|| Own::Named(format!("{name}.md")))
}
