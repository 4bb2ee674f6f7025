//! The part of the tree that no contents file gives: folders and services with their pages, sorted by title.

use std::collections::BTreeMap;

use super::{Listed, Node, Place, Tree};
use crate::config::Names;
use crate::locale::LocaleId;
use crate::locale::collation::Collation;
use crate::path::storable;
use crate::site::index::RowId;

/// The list of the pages of a folder, or of a service: services stand where their folder would.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The folder; for a service its id below the uppermost folder that holds pages.
    pub path: Box<str>,
    /// The name that the configuration gives the service, else the title of its own page, else made from its name.
    pub title: Box<str>,
    /// The locale of the title's language where it is not the reader's.
    pub title_locale: Option<LocaleId>,
    /// The page that stands for the folder: its `index.md`, or the page beside it of the same name.
    pub own: Option<RowId>,
    /// The folders in it, by path.
    pub folders: Vec<Box<str>>,
    /// The pages in it, by title; its own is not among them.
    pub pages: Vec<RowId>,
    /// Whether all pages lie in it or below it: its folders are what the home page shows.
    pub(super) is_top: bool,
}

/// A folder while its pages are gathered.
#[derive(Default)]
struct Folder<'a> {
    own: Option<Listed<'a>>,
    /// What the configuration calls it.
    name: Option<&'a str>,
    pages: Vec<Listed<'a>>,
    /// Whether it is more than the name of a service.
    is_real: bool,
    node: Option<u32>,
}

/// Folders by path. A folder stands before what it holds.
type Folders<'a> = BTreeMap<String, Folder<'a>>;

/// Adds to `tree` the lists of all folders and services, and all pages that it lacks.
pub(super) fn add(
    tree: &mut Tree,
    services: &BTreeMap<String, Names>,
    pages: &[Listed<'_>],
    locale: LocaleId,
    collation: &Collation,
) {
    let mut folders = gather(pages);
    let top = top(&folders).to_owned();
    gather_services(&mut folders, &top, pages);
    for (id, names) in services {
        if let Some(folder) = folders.get_mut(&below(&top, &slug(id))) {
            folder.name = Some(names.get(locale));
        }
    }
    for folder in folders.values_mut() {
        folder.pages.sort_unstable_by_key(|page| page.rank);
        folder.pages.dedup_by_key(|page| page.row);
    }
    tree.rest = rest(tree);
    let mut names: Vec<String> = folders.keys().cloned().collect();
    names.sort_by(|a, b| compare(&folders, collation, a, b));
    add_folders(tree, &mut folders, &names, &top, locale);
    add_pages(tree, &folders, &top, pages, locale);
    tree.listings = listings(&folders, &names, &top, locale);
}

/// A root of its own for pages that the contents file does not list.
fn rest(tree: &mut Tree) -> u32 {
    if tree.nodes[0].children.is_empty() {
        return 0;
    }
    tree.nodes.push(Node::default());
    crate::span::offset(tree.nodes.len() - 1)
}

/// The folders of all pages, with those above them.
fn gather<'a>(pages: &[Listed<'a>]) -> Folders<'a> {
    let mut folders = Folders::new();
    for page in pages {
        let mut folder = parent(page.path);
        folders.entry(folder.to_owned()).or_default().is_real = true;
        while !folder.is_empty() {
            folder = parent(folder);
            folders.entry(folder.to_owned()).or_default().is_real = true;
        }
    }
    for page in pages {
        let stem = stem(page.path);
        let name = stem.rsplit('/').next().unwrap_or_default();
        if name.eq_ignore_ascii_case("index") {
            folders
                .get_mut(parent(page.path))
                .expect("every page's folder was added above")
                .own = Some(*page);
        } else if let Some(folder) = folders.get_mut(stem) {
            // An `index.md` in the folder comes first.
            folder.own.get_or_insert(*page);
        }
    }
    for page in pages {
        let folder = folders
            .get_mut(parent(page.path))
            .expect("every page's folder was added above");
        if folder.own.is_none_or(|own| own.row != page.row) {
            folder.pages.push(*page);
        }
    }
    folders
}

/// Adds the pages of each service to the folder of its name.
fn gather_services<'a>(folders: &mut Folders<'a>, top: &str, pages: &[Listed<'a>]) {
    for page in pages {
        for service in &page.about.services {
            let folder = folders.entry(below(top, service)).or_default();
            if folder.own.is_none_or(|own| own.row != page.row) {
                folder.pages.push(*page);
            }
        }
    }
    for page in pages {
        if let Some(folder) = folders.get_mut(stem(page.path))
            && !folder.is_real
        {
            folder.own = Some(*page);
            folder.pages.retain(|other| other.row != page.row);
        }
    }
}

/// The uppermost folder with more in it than one folder.
fn top<'f>(folders: &'f Folders<'_>) -> &'f str {
    let mut top = "";
    loop {
        let Some(folder) = folders.get(top) else {
            return top;
        };
        let mut inner = folders
            .keys()
            .filter(|path| !path.is_empty() && parent(path) == top);
        match (inner.next(), inner.next()) {
            (Some(only), None) if folder.pages.is_empty() && folder.own.is_none() => top = only,
            _ => return top,
        }
    }
}

fn compare(folders: &Folders<'_>, collation: &Collation, a: &str, b: &str) -> std::cmp::Ordering {
    collation
        .compare(&title(folders, a), &title(folders, b))
        .then_with(|| a.cmp(b))
}

fn title(folders: &Folders<'_>, path: &str) -> Box<str> {
    let folder = folders.get(path);
    if let Some(name) = folder.and_then(|folder| folder.name) {
        return name.into();
    }
    match folder.and_then(|folder| folder.own) {
        Some(own) => own.about.title.clone(),
        None => name_of(path.rsplit('/').next().unwrap_or_default()).into(),
    }
}

impl Folder<'_> {
    /// The locale of the title's language where it is not `locale`.
    fn title_locale(&self, locale: LocaleId) -> Option<LocaleId> {
        let own = self.own.filter(|_| self.name.is_none())?;
        Some(own.text_locale).filter(|&other| other != locale)
    }
}

/// Adds a node for each folder below `top` that has something to show; those of services only where pages need them.
fn add_folders(
    tree: &mut Tree,
    folders: &mut Folders<'_>,
    names: &[String],
    top: &str,
    locale: LocaleId,
) {
    let wanted = needed(tree, folders, top);
    let mut open = vec![(top.to_owned(), tree.rest)];
    let mut inner: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for name in names.iter().filter(|name| wanted.contains(&***name)) {
        inner.entry(parent(name)).or_default().push(name);
    }
    while let Some((path, parent)) = open.pop() {
        for name in inner.get(&*path).into_iter().flatten() {
            let title = title(folders, name);
            let folder = folders
                .get_mut(*name)
                .expect("names are those of the folders");
            let own = folder.own.filter(|own| !tree.has(own.row));
            let place = own.map_or_else(
                || Place::Listing(name.as_str().into()),
                |own| Place::Page(own.row, None),
            );
            let title_locale = folder.title_locale(locale);
            let node = tree.push(parent, &title, title_locale, place);
            folder.node = Some(node);
            open.push(((*name).clone(), node));
        }
    }
}

/// The folders below `top` that hold pages without a place in the tree, with those above them.
fn needed(tree: &Tree, folders: &Folders<'_>, top: &str) -> std::collections::BTreeSet<String> {
    let mut needed = std::collections::BTreeSet::new();
    for folder in folders.values() {
        for page in folder
            .pages
            .iter()
            .chain(&folder.own)
            .filter(|page| !tree.has(page.row))
        {
            let mut path = home_of(folders, top, page);
            if folders
                .get(stem(page.path))
                .is_some_and(|folder| folder.own.is_some_and(|own| own.row == page.row))
            {
                path = stem(page.path).to_owned();
            }
            while path.len() > top.len() && needed.insert(path.clone()) {
                path = parent(&path).to_owned();
            }
        }
    }
    needed
}

/// The folder under which a page stands in the tree: its own, or for one beside all folders that of its first service.
fn home_of(folders: &Folders<'_>, top: &str, page: &Listed<'_>) -> String {
    let folder = parent(page.path);
    let service = page
        .about
        .services
        .first()
        .map(|service| below(top, service));
    match service {
        Some(service) if folder == top && folders.contains_key(&service) => service,
        _ => folder.to_owned(),
    }
}

/// Adds the pages that have no place yet, each to its folder, by title.
fn add_pages(
    tree: &mut Tree,
    folders: &Folders<'_>,
    top: &str,
    pages: &[Listed<'_>],
    locale: LocaleId,
) {
    let mut missing: Vec<&Listed<'_>> = pages.iter().filter(|page| !tree.has(page.row)).collect();
    missing.sort_unstable_by_key(|page| page.rank);
    for page in missing {
        let home = folders
            .get(&home_of(folders, top, page))
            .and_then(|folder| folder.node);
        let title_locale = Some(page.text_locale).filter(|&other| other != locale);
        tree.push(
            home.unwrap_or(tree.rest),
            &page.about.title,
            title_locale,
            Place::Page(page.row, None),
        );
    }
}

fn listings(folders: &Folders<'_>, names: &[String], top: &str, locale: LocaleId) -> Vec<Listing> {
    let mut inner: BTreeMap<&str, Vec<Box<str>>> = BTreeMap::new();
    for name in names
        .iter()
        .filter(|name| !name.is_empty() && folders[&***name].is_real)
    {
        inner
            .entry(parent(name))
            .or_default()
            .push(name.as_str().into());
    }
    let listing = |(path, folder): (&String, &Folder<'_>)| Listing {
        path: path.as_str().into(),
        title: title(folders, path),
        title_locale: folder.title_locale(locale),
        own: folder.own.map(|own| own.row),
        folders: inner.remove(&**path).unwrap_or_default(),
        pages: folder.pages.iter().map(|page| page.row).collect(),
        is_top: path == top,
    };
    folders
        .iter()
        .filter(|(path, _)| !path.is_empty())
        .map(listing)
        .collect()
}

/// The path of `name` in the folder `folder`.
pub(super) fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path without the extension `.md`.
fn stem(path: &str) -> &str {
    &path[..path.len() - 3]
}

/// A title made from a file's or service's name: `active-directory` is `Active directory`.
pub fn name_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}

/// A service's name as it stands in an address: lower case, letters and digits, `-` between them. A sentence without its
/// commas is cut where a file could not have its name.
pub fn slug(service: &str) -> String {
    let parts = service
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let mut slug = parts.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    slug.truncate(storable(&slug).len());
    slug
}
