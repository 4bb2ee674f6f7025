//! Pages that moved: where each now is.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::addresses::{Addresses, Own};
use super::index::{Index, Match, PAGES_OF_FOLDERS, PageId, RowId, RowKind};
use super::links::{Broken, Parts, is_local_file, is_web, scheme};
use super::{Inputs, Text};
use crate::locale::LocaleId;
use crate::path::ContentPath;

/// Where a moved page is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// At another content path, with the fragment that the redirect names.
    Page(ContentPath, Option<Box<str>>),
    /// At a URL.
    Url(String),
    /// Nowhere: it names no address that readers can be sent to.
    Nowhere(Broken),
}

impl Destination {
    /// Whether readers of `locale` get anywhere: only then is a page published that leads there.
    pub fn leads(&self, inputs: &Inputs<'_>, index: &Index, locale: LocaleId) -> bool {
        match self {
            Self::Page(path, _) => page_for(inputs, index, path, locale).is_some(),
            Self::Url(_) => true,
            Self::Nowhere(_) => false,
        }
    }
}

/// The page at `path` that readers of `locale` are led to, which may be that of a fallback.
pub fn page_for(
    inputs: &Inputs<'_>,
    index: &Index,
    path: &ContentPath,
    locale: LocaleId,
) -> Option<PageId> {
    let has = |row: RowId| {
        index.row(row).kind == RowKind::Page
            && index.source_for(inputs.locales, row, locale).is_some()
    };
    let found = index.find(path.as_str(), has);
    found.map(|(Match::Exact(row) | Match::Case(row))| PageId { row, locale })
}

/// A redirect as it is written: the path that moved, and where it says that the page is now.
pub type Written<'a> = (&'a ContentPath, &'a str);

/// All redirects, by the content path that moved.
#[derive(Clone, Debug, Default)]
pub struct Redirects {
    by_path: FxHashMap<ContentPath, Destination>,
}

impl Redirects {
    /// The redirects that are `listed`, and those of stub pages, whose metadata say `redirect_url`; of two for one path the
    /// first counts. The redirects of `inputs` are not looked at: they are made here.
    pub fn new<'a>(inputs: &Inputs<'a>, listed: impl Iterator<Item = Written<'a>>) -> Self {
        let stubs = stubs(inputs).map(|stub| (&stub.source.name.path, moved_to(stub)));
        let stubs = stubs.filter_map(|(path, target)| Some((path, target?)));
        let listed = listed.map(|(path, target)| (path, target.into()));
        let written: Vec<(&ContentPath, Cow<'a, str>)> = listed.chain(stubs).collect();
        if written.is_empty() {
            return Self::default();
        }
        let index = Index::new(inputs.locales, inputs.sources(), std::iter::empty());
        let addresses = Addresses::new(inputs, &index);
        let sources = written.iter().map(|(path, _)| moved(&addresses, path));
        let sources: Vec<ContentPath> = sources.collect();
        let folders = sources.iter().filter_map(first_folder).collect();
        let reader = Reader {
            inputs,
            index: &index,
            addresses,
            moved: sources.iter().collect(),
            folders,
            assets: inputs.assets.iter().map(|(_, path)| path).collect(),
        };
        let mut by_path = FxHashMap::default();
        for (path, (_, target)) in sources.iter().zip(&written) {
            let destination = || reader.destination(path, target);
            by_path.entry(path.clone()).or_insert_with(destination);
        }
        Self { by_path }
    }

    /// Where `path` is now, through as many redirects as there are; none for a path that did not move or runs in a circle.
    pub fn target(&self, path: &ContentPath) -> Option<&Destination> {
        let mut destination = self.by_path.get(path)?;
        for _ in 0..self.by_path.len() {
            match destination {
                Destination::Page(next, _) if self.by_path.contains_key(next) => {
                    destination = &self.by_path[next]
                }
                _ => return Some(destination),
            }
        }
        None
    }

    /// All paths that moved, sorted.
    pub fn paths(&self) -> Vec<&ContentPath> {
        let mut paths: Vec<_> = self.by_path.keys().collect();
        paths.sort_unstable();
        paths
    }

    /// Where one step from `path` leads.
    pub fn step(&self, path: &ContentPath) -> Option<&Destination> {
        self.by_path.get(path)
    }
}

/// The pages that only say where theirs is now, those of the source locale first.
pub fn stubs<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a Text> + use<'a> {
    let source = inputs.locales.source();
    let texts = inputs.texts;
    let of_source = move |text: &&Text| text.source.name.locale == source;
    let stubs = move || {
        let pages = texts.iter().map(|text| &**text);
        pages.filter(|text| text.kind == Some(RowKind::Page) && moved_to(text).is_some())
    };
    stubs()
        .filter(of_source)
        .chain(stubs().filter(move |text| !of_source(text)))
}

/// Where a text says that its page is now.
pub fn moved_to(text: &Text) -> Option<Cow<'_, str>> {
    text.document.metadata.redirect_url(&text.source.text)
}

/// The content path that a redirect names as moved: written from the content root or from that of the repository.
pub fn moved(addresses: &Addresses<'_>, path: &ContentPath) -> ContentPath {
    let below = addresses.without_folder(path.as_str());
    ContentPath::new(below).unwrap_or_else(|_| path.clone())
}

fn first_folder(path: &ContentPath) -> Option<&str> {
    let (first, _) = path.as_str().split_once('/')?;
    Some(first)
}

/// Reads where redirects lead.
struct Reader<'a> {
    inputs: &'a Inputs<'a>,
    index: &'a Index,
    addresses: Addresses<'a>,
    /// All paths that moved.
    moved: FxHashSet<&'a ContentPath>,
    /// The first folders of these.
    folders: FxHashSet<&'a str>,
    /// All files that are no Markdown.
    assets: FxHashSet<&'a ContentPath>,
}

impl Reader<'_> {
    /// Where a redirect from `from` to `target` leads: a page of the site where the target can be one, else a URL.
    ///
    /// A browser follows it without asking, so nothing but a web address is let through.
    fn destination(&self, from: &ContentPath, target: &str) -> Destination {
        let target = target.trim();
        if target.is_empty() {
            return Destination::Nowhere(Broken::Empty);
        }
        if is_local_file(target) {
            return Destination::Nowhere(Broken::LocalFile);
        }
        let page = match (scheme(target), target.starts_with(['/', '~'])) {
            (Some(_), _) if !is_web(target) => return Destination::Nowhere(Broken::Scheme),
            (None, false) => self.relative(from, &Parts::of(target).path),
            _ => self.address(target),
        };
        match (page, &self.inputs.options.absolute_links) {
            (Ok(Some(path)), _) => {
                let fragment = Parts::of(target).fragment;
                let fragment = Some(&*fragment).filter(|fragment| !fragment.is_empty());
                Destination::Page(path, fragment.map(Box::from))
            }
            (Ok(None), Some(host)) if target.starts_with('/') && !target.starts_with("//") => {
                Destination::Url(format!("{host}{target}"))
            }
            (Ok(None), _) => Destination::Url(target.to_owned()),
            (Err(why), _) => Destination::Nowhere(why),
        }
    }

    /// The page at an address of this site; none at one of another.
    fn address(&self, target: &str) -> Result<Option<ContentPath>, Broken> {
        let own = self.addresses.own(target);
        if own.iter().any(|own| matches!(own, Own::File(Err(_)))) {
            return Err(Broken::OutOfScope);
        }
        let page = own.iter().find_map(|own| self.own(own));
        Ok(page.or_else(|| self.beside(target)))
    }

    fn own(&self, own: &Own) -> Option<ContentPath> {
        match own {
            Own::File(path) => {
                let path = path.as_ref().ok()?;
                Some(self.known(path).unwrap_or_else(|| path.clone()))
            }
            Own::Named(name) => {
                let row = self.index.find_by_name(name, |_| true)?;
                Some(self.index.row(row).path.clone())
            }
            Own::Page { path, .. } => self.page(&ContentPath::new(path).ok()?),
            Own::Lost(path) => {
                let path = ContentPath::new(path).ok()?;
                self.page(&path).filter(|_| !self.assets.contains(&path))
            }
        }
    }

    /// A path from the root of the host whose first folder holds nothing any more but pages that moved.
    fn beside(&self, target: &str) -> Option<ContentPath> {
        let parts = Parts::of(target.strip_prefix('/')?);
        let (first, _) = parts.path.split_once('/')?;
        let page = || self.page(&ContentPath::new(&parts.path).ok()?);
        self.folders.contains(first).then(page)?
    }

    /// A path from the folder of the page that moved, else from the content root, with or without `.md`.
    fn relative(&self, from: &ContentPath, path: &str) -> Result<Option<ContentPath>, Broken> {
        let near = from.join(path).ok();
        let far = ContentPath::new(path).ok();
        let read = |path: &ContentPath| match path.is_markdown() {
            true => self.known(path),
            false => self.known_page(path),
        };
        let found = [&near, &far].into_iter().flatten().find_map(read);
        if found.is_some() {
            return Ok(found);
        }
        let begins = |path: &ContentPath| {
            let first = path.as_str().split_once('/');
            first.is_some_and(|(first, _)| self.index.is_folder(first))
        };
        let meant = match far {
            Some(far) if near.is_none() || begins(&far) => Some(far),
            _ => near,
        };
        let meant = meant.ok_or(Broken::OutOfScope)?;
        match meant.extension() {
            Some(_) if !meant.is_markdown() => Err(Broken::FileNotFound(meant.as_str().into())),
            Some(_) => Ok(Some(meant)),
            None => Ok(self.page(&meant)),
        }
    }

    /// The page at a path without `.md`; where there is none, the path that it would have.
    fn page(&self, path: &ContentPath) -> Option<ContentPath> {
        if path.is_markdown() {
            return Some(self.known(path).unwrap_or_else(|| path.clone()));
        }
        let missing = || ContentPath::new(&format!("{path}.md")).ok();
        let is_home = path.as_str().is_empty();
        self.known_page(path)
            .or_else(|| missing().filter(|_| !is_home))
    }

    fn known_page(&self, path: &ContentPath) -> Option<ContentPath> {
        let at = |path: String| self.known(&ContentPath::new(&path).ok()?);
        let of_folder = || {
            let mut names = PAGES_OF_FOLDERS.iter();
            names.find_map(|name| at(format!("{path}/{name}")))
        };
        at(format!("{path}.md")).or_else(of_folder)
    }

    /// The page at `path`, in whatever case, or `path` itself if it has moved in its turn.
    fn known(&self, path: &ContentPath) -> Option<ContentPath> {
        let is_page = |row| self.index.row(row).kind == RowKind::Page;
        let found = self.index.find(path.as_str(), is_page);
        match found {
            Some(Match::Exact(row) | Match::Case(row)) => Some(self.index.row(row).path.clone()),
            None => self.moved.contains(path).then(|| path.clone()),
        }
    }
}
