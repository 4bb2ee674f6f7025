//! The anchors of a page in reading order, and how the `#…` of a link finds one of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Inputs;
use super::include::{MAX_DEPTH, MAX_INCLUDES, Parts};
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
        walk_source(inputs, parts, root, 0, &mut 0, visit);
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
    count: &mut usize,
    visit: &mut dyn FnMut(Item<'a>),
) {
    let document = inputs.document(source);
    for place in places(document) {
        match place {
            Place::Heading(at) => visit(Item::Heading(source, at, &document.headings[at])),
            Place::Anchor(at) => visit(Item::Anchor(source, at)),
            Place::Include(at) => {
                *count += 1;
                let resolved = parts.include(source, crate::span::offset(at));
                let Some(target) = resolved.and_then(|resolved| resolved.target.ok()) else {
                    continue;
                };
                if depth <= MAX_DEPTH && *count <= MAX_INCLUDES {
                    walk_source(inputs, parts, target, depth + 1, count, visit);
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
pub struct Ids {
    used: FxHashSet<String>,
    /// How often each slug was asked for, so that numbering many equal headings is linear.
    counts: FxHashMap<String, u32>,
}

impl Ids {
    /// `name` itself if it is free, else with `-1`, `-2` and so on.
    pub fn unique(&mut self, name: &str) -> String {
        if self.used.insert(name.to_owned()) {
            return name.to_owned();
        }
        let count = self.counts.entry(name.to_owned()).or_default();
        loop {
            *count += 1;
            let numbered = format!("{name}-{count}");
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    /// `name` if it is free: an explicit anchor that was written before is not repeated.
    pub fn first(&mut self, name: &str) -> Option<String> {
        self.used.insert(name.to_owned()).then(|| name.to_owned())
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

/// Everything a fragment may name on one page, with the id that the page has for it.
#[derive(Clone, Debug, Default)]
pub struct PageAnchors {
    explicit: FxHashMap<String, String>,
    slugs: FxHashMap<String, String>,
    folded: FxHashMap<String, String>,
    squeezed: FxHashMap<String, Option<String>>,
    gap: bool,
}

impl PageAnchors {
    /// The anchors of the page made of `parts`.
    pub fn new(inputs: &Inputs<'_>, parts: &Parts) -> Self {
        let mut anchors = Self {
            gap: parts.has_gap(),
            ..Self::default()
        };
        let mut ids = Ids::default();
        let mut numbers: [FxHashMap<String, u32>; 2] = Default::default();
        walk(inputs, parts, &mut |item| match item {
            Item::Anchor(source, at) => {
                let name = &inputs.document(source).anchors[at].name;
                if let Some(id) = ids.first(name) {
                    anchors.add_explicit(name, &id);
                }
            }
            Item::Heading(source, _, heading) => {
                anchors.add_heading(inputs, source, heading, &mut ids, &mut numbers)
            }
        });
        anchors
    }

    fn add_heading(
        &mut self,
        inputs: &Inputs<'_>,
        source: SourceId,
        heading: &Heading,
        ids: &mut Ids,
        numbers: &mut [FxHashMap<String, u32>; 2],
    ) {
        let (first, count) = heading.anchors;
        let explicit = &inputs.document(source).anchors[first as usize..(first + count) as usize];
        let id = heading_id(
            ids,
            explicit.first().map(|anchor| &*anchor.name),
            &heading.slug,
        );
        if let Some(own) = explicit.first() {
            self.add_explicit(&own.name, &id);
        }
        for alias in explicit.iter().skip(1) {
            if ids.first(&alias.name).is_some() {
                self.add_explicit(&alias.name, &alias.name);
            }
        }
        let old = heading.old_slug.as_deref();
        for (numbers, slug) in numbers.iter_mut().zip([Some(&*heading.slug), old]) {
            let Some(slug) = slug else { continue };
            let number = numbers.entry(slug.to_owned()).or_default();
            let numbered = if *number == 0 {
                slug.to_owned()
            } else {
                format!("{slug}-{number}")
            };
            *number += 1;
            self.add_folded(&numbered, &id);
            self.slugs.entry(numbered).or_insert_with(|| id.clone());
        }
    }

    fn add_explicit(&mut self, name: &str, id: &str) {
        self.add_folded(name, id);
        self.explicit
            .entry(name.to_owned())
            .or_insert_with(|| id.to_owned());
    }

    fn add_folded(&mut self, name: &str, id: &str) {
        self.folded
            .entry(name.to_lowercase())
            .or_insert_with(|| id.to_owned());
        let squeezed = self
            .squeezed
            .entry(squeeze(name))
            .or_insert_with(|| Some(id.to_owned()));
        if squeezed.as_deref() != Some(id) {
            *squeezed = None;
        }
    }

    /// What `fragment`, decoded and without `#`, names; and the id that leads there.
    pub fn find(&self, fragment: &str) -> (AnchorState, Option<&str>) {
        if is_everywhere(fragment) {
            return (AnchorState::None, None);
        }
        if let Some(id) = self.explicit.get(fragment) {
            return (AnchorState::Explicit, Some(id));
        }
        if let Some(id) = self.slugs.get(fragment) {
            return (AnchorState::Slug, Some(id));
        }
        if let Some(id) = self.folded.get(&fragment.to_lowercase()) {
            return (AnchorState::Case, Some(id));
        }
        let squeezed = squeeze(fragment);
        if let Some(Some(id)) = self
            .squeezed
            .get(&squeezed)
            .filter(|_| !squeezed.is_empty())
        {
            return (AnchorState::Near, Some(id));
        }
        (
            if self.gap {
                AnchorState::Unknown
            } else {
                AnchorState::Missing
            },
            None,
        )
    }

    /// Every name that a link may use, for "did you mean"; sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.explicit.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}

/// The id of a heading: its first explicit anchor, else its slug; numbered where it was given out before.
pub fn heading_id(ids: &mut Ids, explicit: Option<&str>, slug: &str) -> String {
    let name = explicit.unwrap_or(slug);
    ids.unique(if name.is_empty() { "section" } else { name })
}

/// Fragments that every page has: none, the top, and text fragments.
pub fn is_everywhere(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:")
}

fn squeeze(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
