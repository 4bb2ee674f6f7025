//! The anchors of a page in reading order, and how the `#…` of a link finds one of them.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::include::{Allowance, Parts};
use super::index::PageId;
use super::{Inputs, Site};
use crate::markdown::document::{Document, Heading};
use crate::source::SourceId;

/// Something on a page that has or is an anchor.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A heading of a source, by its index.
    Heading(SourceId, usize, &'a Heading),
    /// An explicit anchor outside headings, by its index.
    Anchor(SourceId, usize),
}

/// Walks over a page's headings and anchors in reading order, its includes in place.
pub fn walk<'a>(inputs: &Inputs<'a>, parts: &Parts, visit: &mut dyn FnMut(Item<'a>)) {
    if let Some(&root) = parts.sources.first() {
        let mut allowance = Allowance::of(inputs, root);
        walk_source(inputs, parts, root, 1, &mut allowance, visit);
    }
}

/// What stands in a document, by its index among its like.
enum Place {
    Heading(usize),
    Anchor(usize),
    Include(usize),
}

fn walk_source<'a>(
    inputs: &Inputs<'a>,
    parts: &Parts,
    source: SourceId,
    depth: usize,
    allowance: &mut Allowance,
    visit: &mut dyn FnMut(Item<'a>),
) {
    let document = inputs.document(source);
    for place in places(document) {
        match place {
            Place::Heading(at) => visit(Item::Heading(source, at, &document.headings[at])),
            Place::Anchor(at) => visit(Item::Anchor(source, at)),
            Place::Include(at) => {
                allowance.count();
                let resolved = parts.include(source, crate::span::offset(at));
                let Some(target) = resolved.and_then(|resolved| resolved.target.ok()) else {
                    continue;
                };
                if allowance.take(inputs, target, depth).is_ok() {
                    walk_source(inputs, parts, target, depth + 1, allowance, visit);
                }
            }
        }
    }
}

/// Headings, anchors outside them and includes, in text order.
fn places(document: &Document) -> Vec<Place> {
    let in_heading = |at: usize| {
        document
            .headings
            .partition_point(|heading| (heading.anchors.0 as usize) <= at)
            .checked_sub(1)
            .is_some_and(|index| {
                let (first, count) = document.headings[index].anchors;
                at < (first + count) as usize
            })
    };
    let headings = document
        .headings
        .iter()
        .enumerate()
        .map(|(at, heading)| (heading.range.start, Place::Heading(at)));
    let anchors = document
        .anchors
        .iter()
        .enumerate()
        .filter(|(at, _)| !in_heading(*at));
    let anchors = anchors.map(|(at, anchor)| (anchor.range.start, Place::Anchor(at)));
    let includes = document
        .includes
        .iter()
        .enumerate()
        .map(|(at, include)| (include.range.start, Place::Include(at)));
    let mut places: Vec<_> = headings.chain(anchors).chain(includes).collect();
    places.sort_by_key(|(start, _)| *start);
    places.into_iter().map(|(_, place)| place).collect()
}

/// Gives out the ids of a page, each once, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Ids<'a> {
    used: FxHashSet<Cow<'a, str>>,
    /// How often each slug was asked for, so that numbering many equal headings is linear.
    counts: FxHashMap<Cow<'a, str>, u32>,
}

impl<'a> Ids<'a> {
    /// `name` itself if it is free, else with `-1`, `-2` and so on.
    pub fn unique(&mut self, name: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let name = name.into();
        if self.used.insert(name.clone()) {
            return name;
        }
        let count = self.counts.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let numbered = Cow::Owned(format!("{name}-{count}"));
            if self.used.insert(Cow::clone(&numbered)) {
                return numbered;
            }
        }
    }

    /// Whether `name` is free, and is not any more: an explicit anchor that was written before is not repeated.
    pub fn first(&mut self, name: impl Into<Cow<'a, str>>) -> bool {
        self.used.insert(name.into())
    }
}

/// How a fragment found its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorState {
    /// There is no fragment, or one that every page has (`#top`).
    None,
    /// By an explicit anchor.
    Explicit,
    /// By the slug of a heading.
    Slug,
    /// By an anchor that differs in case alone.
    Case,
    /// Not at all, but an anchor has the same letters and digits.
    Near,
    /// Cannot be told: something that the page includes is missing.
    Unknown,
    /// Not at all.
    Missing,
}

/// The anchors of the pages that somebody asks for by name, as contents files and redirects do: each page is read once.
pub struct AskedAnchors<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    pages: FxHashMap<PageId, PageAnchors<'a>>,
}

impl<'a> AskedAnchors<'a> {
    /// None read so far.
    pub fn new(inputs: Inputs<'a>, site: &'a Site) -> Self {
        Self {
            inputs,
            site,
            pages: FxHashMap::default(),
        }
    }

    /// How `page` has a fragment, and the id that leads there.
    pub fn find(&mut self, page: PageId, fragment: &str) -> (AnchorState, Option<&str>) {
        let (inputs, site) = (&self.inputs, self.site);
        let anchors = self.pages.entry(page);
        let anchors =
            anchors.or_insert_with(|| PageAnchors::new(inputs, &site.parts_of(inputs, page)));
        anchors.find(fragment)
    }
}

/// Everything a fragment may name on one page, with the id that the page has for it.
#[derive(Clone, Debug, Default)]
pub struct PageAnchors<'a> {
    /// The names in reading order.
    names: Vec<Name<'a>>,
    /// Hashes of the squeezed names with their indices, sorted: whatever a fragment may find has its squeezed form.
    by_hash: Vec<(u64, u32)>,
    /// Whether something that the page includes is missing.
    gap: bool,
}

/// A name that leads to a place of the page.
#[derive(Clone, Debug)]
struct Name<'a> {
    name: Cow<'a, str>,
    id: Cow<'a, str>,
    /// Whether it was written as an anchor; else it is a slug.
    explicit: bool,
    /// Whether it also stands at another place, which the first one hides.
    repeated: bool,
}

impl<'a> PageAnchors<'a> {
    /// The anchors of the page made of `parts`.
    pub fn new(inputs: &Inputs<'a>, parts: &Parts) -> Self {
        let mut gatherer = Gatherer::default();
        walk(inputs, parts, &mut |item| match item {
            Item::Anchor(source, at) => {
                let name = &*inputs.document(source).anchors[at].name;
                if gatherer.ids.first(name) {
                    gatherer.add(name.into(), name.into(), true);
                }
            }
            Item::Heading(source, _, heading) => {
                gatherer.add_heading(inputs.document(source), heading);
            }
        });
        let hashes = gatherer.names.iter().enumerate();
        let mut by_hash: Vec<(u64, u32)> = hashes
            .map(|(at, name)| (hash(&name.name), crate::span::offset(at)))
            .collect();
        by_hash.sort_unstable();
        Self {
            names: gatherer.names,
            by_hash,
            gap: parts.has_gap(),
        }
    }

    /// What `fragment`, decoded and without `#`, names; and the id that leads there.
    pub fn find(&self, fragment: &str) -> (AnchorState, Option<&str>) {
        if is_everywhere(fragment) {
            return (AnchorState::None, None);
        }
        let kin = self.kin(fragment);
        let by = |is: &dyn Fn(&Name<'_>) -> bool| {
            let mut names = kin.iter().map(|&(_, at)| &self.names[at as usize]);
            names.find(|name| is(name)).map(|name| &*name.id)
        };
        if let Some(id) = by(&|name| name.explicit && name.name == fragment) {
            return (AnchorState::Explicit, Some(id));
        }
        if let Some(id) = by(&|name| !name.explicit && name.name == fragment) {
            return (AnchorState::Slug, Some(id));
        }
        let lower = fragment.to_lowercase();
        if let Some(id) = by(&|name| name.name.to_lowercase() == lower) {
            return (AnchorState::Case, Some(id));
        }
        if let Some(id) = self.near(kin, fragment) {
            return (AnchorState::Near, Some(id));
        }
        let state = match self.gap {
            true => AnchorState::Unknown,
            false => AnchorState::Missing,
        };
        (state, None)
    }

    /// The names that may have the same letters and digits as `fragment`, in reading order.
    fn kin(&self, fragment: &str) -> &[(u64, u32)] {
        let hash = hash(fragment);
        let start = self.by_hash.partition_point(|(other, _)| *other < hash);
        let count = self.by_hash[start..].partition_point(|(other, _)| *other == hash);
        &self.by_hash[start..start + count]
    }

    /// The id of the one place whose name has the letters and digits of `fragment`.
    fn near(&self, kin: &[(u64, u32)], fragment: &str) -> Option<&str> {
        squeezed(fragment).next()?;
        let names = kin.iter().map(|&(_, at)| &self.names[at as usize]);
        let mut alike = names.filter(|name| squeezed(&name.name).eq(squeezed(fragment)));
        let first = alike.next()?;
        let only = !first.repeated && alike.all(|name| name.id == first.id && !name.repeated);
        only.then_some(&*first.id)
    }

    /// Every name that a link had best use, for "did you mean"; sorted. `explicit`: only what is written as an anchor.
    pub fn names(&self, explicit: bool) -> Vec<&str> {
        let is_best = |name: &&Name<'_>| name.explicit || !explicit && name.name == name.id;
        let best = self.names.iter().filter(is_best);
        let mut names: Vec<&str> = best.map(|name| &*name.name).collect();
        names.sort_unstable();
        names
    }
}

/// Gathers the names of a page in reading order.
#[derive(Default)]
struct Gatherer<'a> {
    ids: Ids<'a>,
    names: Vec<Name<'a>>,
    /// The index of each name, explicit anchors and slugs apart: the first of equal names has the place.
    known: [FxHashMap<Cow<'a, str>, u32>; 2],
    /// How often each slug and each old slug was seen.
    numbers: [FxHashMap<&'a str, u32>; 2],
}

impl<'a> Gatherer<'a> {
    fn add(&mut self, name: Cow<'a, str>, id: Cow<'a, str>, explicit: bool) {
        match self.known[usize::from(explicit)].entry(name) {
            Entry::Occupied(known) => {
                let known = &mut self.names[*known.get() as usize];
                known.repeated |= known.id != id;
            }
            Entry::Vacant(free) => {
                self.names.push(Name {
                    name: free.key().clone(),
                    id,
                    explicit,
                    repeated: false,
                });
                free.insert(crate::span::offset(self.names.len() - 1));
            }
        }
    }

    fn add_heading(&mut self, document: &'a Document, heading: &'a Heading) {
        let (first, count) = heading.anchors;
        let mut explicit = document.anchors[first as usize..(first + count) as usize]
            .iter()
            .map(|anchor| &*anchor.name);
        let own = explicit.next();
        let id = heading_id(&mut self.ids, own, &heading.slug);
        if let Some(own) = own {
            self.add(own.into(), id.clone(), true);
        }
        for alias in explicit {
            if self.ids.first(alias) {
                self.add(alias.into(), alias.into(), true);
            }
        }
        if id != own.unwrap_or(&heading.slug) {
            // Its name was given out before, so the page numbers it; whoever copies the address finds it.
            self.add(id.clone(), id.clone(), false);
        }
        let slugs = [Some(&*heading.slug), heading.old_slug.as_deref()];
        for (at, slug) in slugs.into_iter().enumerate() {
            let Some(slug) = slug else { continue };
            let number = self.numbers[at].entry(slug).or_default();
            let numbered = match *number {
                0 => Cow::Borrowed(slug),
                number => Cow::Owned(format!("{slug}-{number}")),
            };
            *number += 1;
            self.add(numbered, id.clone(), false);
        }
    }
}

/// The id of a heading: its first explicit anchor, else its slug; numbered where it was given out before.
pub fn heading_id<'a>(ids: &mut Ids<'a>, explicit: Option<&'a str>, slug: &'a str) -> Cow<'a, str> {
    let name = explicit.unwrap_or(slug);
    ids.unique(if name.is_empty() { "section" } else { name })
}

/// Fragments that every page has: none, the top, and text fragments.
pub fn is_everywhere(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:")
}

/// The letters and digits of a name in lower case.
fn squeezed(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// A hash of the letters and digits of a name.
fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => hasher.write_u32(u32::from(c)),
            'A'..='Z' => hasher.write_u32(u32::from(c.to_ascii_lowercase())),
            c if c.is_ascii() => {}
            c if c.is_alphanumeric() => c
                .to_lowercase()
                .for_each(|c| hasher.write_u32(u32::from(c))),
            _ => {}
        }
    }
    hasher.finish()
}
