//! How pages hang together for the readers of each locale: one tree, the lists of folders and services, the order of titles.
//!
//! The tree is what a contents file says; without one it is made from folders and services. All of it is computed once a
//! site, so that a page asks only for its surroundings.

pub mod alphabet;
mod contents;
mod folders;
mod surroundings;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::index::RowId;
use super::problems::Patterns;
use super::{Inputs, Page, Site};
use crate::locale::LocaleId;
use crate::locale::collation::Collation;
use crate::source::SourceId;

use alphabet::Alphabet;
pub use contents::{Found, Led, targets};
pub use folders::{Listing, name_of, slug};
pub use surroundings::Branch;

/// The navigation of all locales.
#[derive(Clone, Debug, Default)]
pub struct Navigation {
    /// By source; empty for what is no page.
    about: Vec<About>,
    locales: Vec<Tree>,
    patterns: Patterns,
}

/// What lists need to know of a text.
#[derive(Clone, Debug, Default)]
struct About {
    title: Box<str>,
    services: Box<[Box<str>]>,
    moved: bool,
}

/// The navigation of one locale.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The first is the root; a child stands behind its parent.
    nodes: Vec<Node>,
    /// By row: the first place of the page in the tree, and its place in `order`.
    places: Vec<Option<(u32, u32)>>,
    /// By node: whether a page has its place there or below it. What lies below one that has none is beside no page.
    has_pages: Vec<bool>,
    /// All pages by title.
    sorted: Vec<RowId>,
    /// Pages in reading order.
    order: Vec<RowId>,
    /// The root of the pages that no contents file lists; the root itself where there is no contents file.
    rest: u32,
    /// Folders and services, by path.
    listings: Vec<Listing>,
    alphabet: Alphabet,
    /// Pages by their main service, by path.
    by_service: BTreeMap<Box<str>, Vec<RowId>>,
}

/// An entry of the tree.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// What readers see.
    pub title: Box<str>,
    /// The locale of the title's language where it is not the reader's.
    pub title_locale: Option<LocaleId>,
    /// Where it leads.
    pub place: Place,
    parent: u32,
    /// Places of what lies below it.
    pub children: Vec<u32>,
}

/// Where an entry of the tree leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: it is a title over others.
    #[default]
    Title,
    /// To a page, and to a place on it.
    Page(RowId, Option<Box<str>>),
    /// To the list of a folder or service.
    Listing(Box<str>),
    /// Out of the site.
    Url(Box<str>),
}

impl Navigation {
    /// The navigation of all locales, and what is wrong with the contents files.
    pub fn new(inputs: &Inputs<'_>, site: &Site) -> Self {
        let texts = inputs.texts.par_iter();
        let about: Vec<About> = texts
            .map(|text| {
                if text.kind.is_some() {
                    About::new(text)
                } else {
                    About::default()
                }
            })
            .collect();
        let files = contents::Files::new(inputs, &site.index);
        let locales: Vec<LocaleId> = inputs.locales.iter().map(|(id, _)| id).collect();
        let locales = locales
            .into_par_iter()
            .map(|locale| Tree::new(inputs, site, &files, &about, locale))
            .collect();
        Self {
            about,
            locales,
            patterns: Patterns::new(),
        }
    }

    /// The tree of a locale.
    pub fn of(&self, locale: LocaleId) -> &Tree {
        &self.locales[locale.index()]
    }

    /// The patterns by which headings about trouble are recognised.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// The title of a text, without the name of the site.
    pub fn title(&self, source: SourceId) -> &str {
        &self.about[source.index()].title
    }

    /// The ids of the services a text is about, the main one first.
    pub fn services(&self, source: SourceId) -> &[Box<str>] {
        &self.about[source.index()].services
    }

    /// Whether a text only says that its page has moved.
    pub fn is_moved(&self, source: SourceId) -> bool {
        self.about[source.index()].moved
    }
}

impl About {
    fn new(text: &super::Text) -> Self {
        let (metadata, words) = (&text.document.metadata, &*text.source.text);
        let title = metadata.title(words).map(|title| title.into_owned());
        let heading = || {
            text.document
                .first_heading()
                .map(str::trim)
                .filter(|heading| !heading.is_empty())
                .map(str::to_owned)
        };
        let title = title
            .or_else(heading)
            .unwrap_or_else(|| name_of(text.source.name.path.stem()));
        let services = metadata.services(words);
        let services = services
            .iter()
            .map(|service| slug(service).into_boxed_str())
            .filter(|service| !service.is_empty() && &**service != "na");
        Self {
            title: title.into(),
            services: services.collect(),
            moved: metadata.redirect_url(words).is_some(),
        }
    }
}

/// A page that lists may name, with what they say of it.
#[derive(Clone, Copy)]
struct Listed<'a> {
    row: RowId,
    path: &'a str,
    about: &'a About,
    /// Place among all pages of the locale by title.
    rank: u32,
    text_locale: LocaleId,
}

/// The pages that lists of a locale may name, by path, and their places in this order by title.
fn listed<'a>(
    inputs: &Inputs<'_>,
    site: &'a Site,
    about: &'a [About],
    locale: LocaleId,
    collation: &Collation,
) -> (Vec<Listed<'a>>, Vec<usize>) {
    let listed = |page: &Page| Listed {
        row: page.id.row,
        path: site.index.row(page.id.row).path.as_str(),
        about: &about[page.source.index()],
        rank: 0,
        text_locale: inputs.source(page.source).name.locale,
    };
    let pages = site.pages().iter();
    let pages = pages.filter(|page| page.id.locale == locale && !about[page.source.index()].moved);
    let mut pages: Vec<Listed<'a>> = pages.map(listed).collect();
    let mut by_title: Vec<usize> = (0..pages.len()).collect();
    by_title.sort_by(|&a, &b| {
        collation
            .compare(&pages[a].about.title, &pages[b].about.title)
            .then(a.cmp(&b))
    });
    for (rank, &at) in by_title.iter().enumerate() {
        pages[at].rank = crate::span::offset(rank);
    }
    (pages, by_title)
}

impl Tree {
    fn new(
        inputs: &Inputs<'_>,
        site: &Site,
        files: &contents::Files,
        about: &[About],
        locale: LocaleId,
    ) -> Self {
        let collation = Collation::new(&inputs.locales.get(locale).tag);
        let (pages, by_title) = listed(inputs, site, about, locale, &collation);
        let mut tree = Self {
            nodes: vec![Node::default()],
            places: vec![None; site.index.len()],
            ..Self::default()
        };
        let titles = by_title.iter().map(|&at| &pages[at]);
        tree.alphabet = Alphabet::new(
            titles.map(|page| (page.row, &*page.about.title)),
            &collation,
        );
        tree.sorted = by_title.iter().map(|&at| pages[at].row).collect();
        for page in &pages {
            if let Some(service) = page.about.services.first() {
                tree.by_service
                    .entry(service.clone())
                    .or_default()
                    .push(page.row);
            }
        }
        let by_row = ByRow::new(&pages, site.index.len());
        contents::add(&mut tree, inputs, site, files, &by_row, locale);
        let services = &inputs.options.services;
        folders::add(&mut tree, services, &pages, locale, &collation);
        tree.put_in_order();
        tree
    }

    /// Adds an entry behind the others of its parent.
    fn push(
        &mut self,
        parent: u32,
        title: &str,
        title_locale: Option<LocaleId>,
        place: Place,
    ) -> u32 {
        let at = crate::span::offset(self.nodes.len());
        if let Place::Page(row, _) = place {
            self.places[row.0 as usize].get_or_insert((at, 0));
        }
        self.nodes[parent as usize].children.push(at);
        self.nodes.push(Node {
            title: title.into(),
            title_locale,
            place,
            parent,
            children: Vec::new(),
        });
        at
    }

    /// Whether the page has a place in the tree.
    fn has(&self, row: RowId) -> bool {
        self.places[row.0 as usize].is_some()
    }

    /// Fills `order`: pages as one meets them from the roots downwards.
    fn put_in_order(&mut self) {
        let mut open = vec![self.rest, 0];
        open.dedup();
        while let Some(at) = open.pop() {
            let node = &self.nodes[at as usize];
            if let Place::Page(row, _) = node.place
                && let Some((first, place)) = &mut self.places[row.0 as usize]
                && *first == at
            {
                *place = crate::span::offset(self.order.len());
                self.order.push(row);
            }
            open.extend(self.nodes[at as usize].children.iter().rev());
        }
        self.has_pages = vec![false; self.nodes.len()];
        for (first, _) in self.places.iter().flatten() {
            let mut at = *first;
            while !std::mem::replace(&mut self.has_pages[at as usize], true) {
                at = self.nodes[at as usize].parent;
            }
        }
    }

    /// The uppermost entries, which readers see on the home page: those of the contents file, if there is one.
    pub fn top(&self) -> impl Iterator<Item = &Node> {
        self.nodes[0].children.iter().map(|&at| self.node(at))
    }

    /// The pages below an entry in reading order, each once; its own is not among them.
    pub fn pages_below(&self, node: &Node) -> Vec<RowId> {
        let mut rows = Vec::new();
        let mut open: Vec<u32> = node.children.iter().rev().copied().collect();
        while let Some(at) = open.pop() {
            let inner = self.node(at);
            if let Place::Page(row, _) = inner.place
                && self.place(row) == Some(at)
            {
                rows.push(row);
            }
            open.extend(inner.children.iter().rev());
        }
        rows
    }

    /// The entries below one that lead to other sites, in the order of their places.
    pub fn addresses_below<'a>(&'a self, node: &'a Node) -> Vec<&'a Node> {
        let mut addresses = Vec::new();
        let mut open: Vec<u32> = node.children.iter().rev().copied().collect();
        while let Some(at) = open.pop() {
            let inner = self.node(at);
            addresses.extend(Some(inner).filter(|inner| matches!(inner.place, Place::Url(_))));
            open.extend(inner.children.iter().rev());
        }
        addresses
    }

    /// The first page below an entry.
    pub fn first_below(&self, node: &Node) -> Option<RowId> {
        let of_child = |&at: &u32| match self.node(at).place {
            Place::Page(row, _) => Some(row),
            _ => self.first_below(self.node(at)),
        };
        node.children.iter().find_map(of_child)
    }

    /// An entry of the tree.
    pub fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    /// All pages in the order of their titles.
    pub fn sorted(&self) -> &[RowId] {
        &self.sorted
    }

    /// All pages in reading order.
    pub fn order(&self) -> &[RowId] {
        &self.order
    }

    /// All pages by letter.
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// All folders and services, by path.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The list of a folder or service.
    pub fn listing(&self, path: &str) -> Option<&Listing> {
        let at = self
            .listings
            .binary_search_by(|listing| (*listing.path).cmp(path))
            .ok()?;
        Some(&self.listings[at])
    }

    /// The list of the service with this id.
    pub fn service(&self, id: &str) -> Option<&Listing> {
        let top = self
            .listings
            .iter()
            .find(|listing| listing.is_top)
            .map_or("", |listing| &listing.path);
        self.listing(&folders::below(top, id))
    }
}

/// The pages of a locale by row.
struct ByRow<'a> {
    pages: &'a [Listed<'a>],
    places: Vec<Option<u32>>,
}

impl<'a> ByRow<'a> {
    fn new(pages: &'a [Listed<'a>], rows: usize) -> Self {
        let mut places = vec![None; rows];
        for (at, page) in pages.iter().enumerate() {
            places[page.row.0 as usize] = Some(crate::span::offset(at));
        }
        Self { pages, places }
    }

    fn get(&self, row: RowId) -> Option<&'a Listed<'a>> {
        self.places[row.0 as usize].map(|at| &self.pages[at as usize])
    }
}
