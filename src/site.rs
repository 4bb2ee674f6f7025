//! All texts as one value: the matrix of pages and locales, what each page is put together from, and where its links lead.
//!
//! The checker judges this value and the renderer shows it, so the two cannot disagree. Neither can change it: after an edit
//! the workspace makes it anew or brings it up to date ([`Site::update`]) before anybody looks again.

pub mod addresses;
pub mod anchors;
pub mod compose;
pub mod include;
pub mod index;
pub mod links;
pub mod redirects;
pub mod urls;
pub mod navigation;
pub mod problems;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Names;
use crate::diagnostic::Diagnostic;
use crate::locale::{LocaleId, Locales};
use crate::markdown::Document;
use crate::path::ContentPath;
use crate::source::{Source, SourceId};
use anchors::{AnchorState, PageAnchors};
use include::Parts;
use index::{AssetId, Index, PageId, RowId, RowKind};
use links::{ResolvedLink, Resolver, Target};
use redirects::Redirects;

/// A source with its facts.
#[derive(Clone, Debug)]
pub struct Text {
    /// Name and text.
    pub source: Source,
    /// What it says.
    pub document: Document,
    /// What is wrong within it.
    pub diagnostics: Vec<Diagnostic>,
    /// What it is for; `None` once it was removed.
    pub kind: Option<RowKind>,
}

/// What a site knows of its surroundings.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Hosts whose `/documentation/articles/x/` is a page of this site.
    pub hosts: Vec<String>,
    /// What stands before links that begin with `/`.
    pub absolute_links: Option<String>,
    /// Where the site stands, with a final `/`.
    pub base_url: Option<String>,
    /// The path of that, with `/` at both ends.
    pub base_path: String,
    /// The folder of each locale, as seen from that of the configuration.
    pub folders: Vec<String>,
    /// What readers call the services, by id.
    pub services: BTreeMap<String, Names>,
    /// How far includes are followed.
    pub includes: IncludeLimits,
}

/// How far includes are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncludeLimits {
    /// How deep includes may read includes.
    pub depth: usize,
    /// How many bytes of text a page may have with all that it reads.
    pub bytes: u64,
}

impl Default for IncludeLimits {
    fn default() -> Self {
        Self {
            depth: 8,
            bytes: 32 << 20,
        }
    }
}

/// Everything a site is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The locales.
    pub locales: &'a Locales,
    /// All texts, by [`SourceId`].
    pub texts: &'a [Arc<Text>],
    /// All other files, by locale.
    pub assets: &'a [(LocaleId, ContentPath)],
    /// Pages that moved.
    pub redirects: &'a Redirects,
    /// Hosts and prefixes.
    pub options: &'a Options,
}

impl<'a> Inputs<'a> {
    /// The text behind an id.
    pub fn text_of(&self, source: SourceId) -> &'a Text {
        &self.texts[source.index()]
    }

    /// The source behind an id.
    pub fn source(&self, source: SourceId) -> &'a Source {
        &self.text_of(source).source
    }

    /// The facts of a source.
    pub fn document(&self, source: SourceId) -> &'a Document {
        &self.text_of(source).document
    }

    /// The words of a source.
    pub fn text(&self, source: SourceId) -> &'a str {
        &self.source(source).text
    }

    fn sources(&self) -> impl Iterator<Item = (SourceId, LocaleId, &'a ContentPath, RowKind)> {
        self.texts.iter().enumerate().filter_map(|(at, text)| {
            let name = &text.source.name;
            text.kind.map(|kind| {
                (
                    SourceId(crate::span::offset(at)),
                    name.locale,
                    &name.path,
                    kind,
                )
            })
        })
    }
}

/// A page of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path and the locale of its readers.
    pub id: PageId,
    /// This locale's text, or that of the locale it falls back to.
    pub source: SourceId,
    /// The text and all that it includes.
    pub parts: Arc<Parts>,
    /// Its links and images, those of its includes among them, in the order of sources and places. Shared, so that a copy
    /// of the site, which is judged while the site goes on changing, costs next to nothing.
    pub links: Arc<[ResolvedLink]>,
}

impl Page {
    /// What became of a link, by its source and its index among that document's links.
    pub fn link(&self, source: SourceId, link: u32) -> Option<&ResolvedLink> {
        let start = self
            .links
            .partition_point(|other| (other.source, other.link) < (source, link));
        self.links
            .get(start)
            .filter(|found| (found.source, found.link) == (source, link))
    }

    /// The files that it links to, pictures and films not counted: those that are published because pages lead to them.
    pub fn files<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = AssetId> + 'a {
        let files = self.links.iter().filter_map(|link| match link.target {
            Target::Asset(file) => Some(file),
            _ => None,
        });
        files.filter(|file| !index.asset(*file).is_media())
    }
}

/// Which pages a site is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Only pages with a text in their own locale: all that is judged.
    Own,
    /// Also pages shown in another locale's text: all that is read.
    WithFallbacks,
}

/// The site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Which files there are. Shared between copies of the site.
    pub index: Arc<Index>,
    /// Row by row, in each row by locale.
    pages: Vec<Page>,
    /// Place of a page in `pages`, by row and locale.
    places: Vec<Option<u32>>,
    /// Includes that no page of their locale reads, each as if it were a page: their links are judged all the same.
    loose: Vec<Page>,
    locales: usize,
}

impl Site {
    /// The site made from `inputs`.
    pub fn new(inputs: &Inputs<'_>, coverage: Coverage) -> Self {
        let index = Index::new(
            inputs.locales,
            inputs.sources(),
            inputs.assets.iter().map(|(locale, path)| (*locale, path)),
        );
        let parts = all_parts(inputs, &index);
        let ids = page_ids(inputs, &index, coverage);
        let loose = unread(inputs, parts.iter().flatten().map(|parts| &**parts));
        let pages = ids
            .into_par_iter()
            .map(|(id, source)| {
                let parts = Arc::clone(
                    parts[source.index()]
                        .as_ref()
                        .expect("every page's source has its parts"),
                );
                let links = resolve(inputs, &index, id, &parts);
                Page {
                    id,
                    source,
                    parts,
                    links,
                }
            })
            .collect();
        let mut site = Self {
            places: Vec::new(),
            pages,
            loose: Vec::new(),
            locales: inputs.locales.len(),
            index: Arc::new(index),
        };
        site.fill_places();
        let pages: Vec<usize> = (0..site.pages.len()).collect();
        site.find_anchors(inputs, &pages);
        site.add_loose(inputs, loose);
        site
    }

    /// Everything that is judged: the pages with a text in their own locale, and includes that no page reads.
    pub fn judged(&self) -> impl Iterator<Item = &Page> {
        self.own_pages().chain(&self.loose)
    }

    /// The pages with a text in their own locale.
    pub fn own_pages(&self) -> impl Iterator<Item = &Page> {
        let own =
            |page: &&Page| self.index.row(page.id.row).own(page.id.locale) == Some(page.source);
        self.pages.iter().filter(own)
    }

    fn fill_places(&mut self) {
        self.places = vec![None; self.index.len() * self.locales];
        for (at, page) in self.pages.iter().enumerate() {
            self.places[page.id.row.0 as usize * self.locales + page.id.locale.index()] =
                Some(crate::span::offset(at));
        }
    }

    /// All pages, by path and then by locale.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// A page, if there is one.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.place(id).map(|at| &self.pages[at])
    }

    /// The same page in every locale that has it.
    pub fn translations(&self, row: RowId) -> impl Iterator<Item = &Page> {
        let start = row.0 as usize * self.locales;
        self.places[start..start + self.locales]
            .iter()
            .flatten()
            .map(|&place| &self.pages[place as usize])
    }

    /// The pages that read a source, their own text or an include.
    pub fn readers(&self, source: SourceId) -> impl Iterator<Item = &Page> {
        self.pages
            .iter()
            .filter(move |page| page.parts.sources.contains(&source))
    }

    /// Takes over that some texts are others, when no file came or went: `inside`, in a way that other files cannot see,
    /// and `outside`, in any way. The pages that read them are put together anew, and those that lead to a place on a page
    /// that reads one of `outside` are linked anew. All else stays, as nothing else is computed from these texts.
    ///
    /// Says whether they link to other files than before, which are then to be published, or no longer.
    pub fn update(
        &mut self,
        inputs: &Inputs<'_>,
        inside: &[SourceId],
        outside: &[SourceId],
    ) -> bool {
        let readers = self.places_of_readers(outside);
        let mut stale: Vec<bool> = vec![false; self.pages.len()];
        readers.iter().for_each(|&at| stale[at] = true);
        let mut relinked = stale.clone();
        self.places_of_readers(inside)
            .into_iter()
            .for_each(|at| relinked[at] = true);
        let leads = |link: &ResolvedLink| match link.target {
            Target::Page {
                page,
                fragment: Some(_),
            } => self.place(page).is_none_or(|at| stale[at]),
            _ => false,
        };
        let pages: Vec<usize> = (0..self.pages.len())
            .filter(|&at| {
                relinked[at] || !readers.is_empty() && self.pages[at].links.iter().any(leads)
            })
            .collect();
        let files = self.files_of(&pages);
        for at in readers {
            let parts = include::parts(inputs, &self.index, self.pages[at].source);
            self.pages[at].parts = Arc::new(parts);
        }
        for &at in &pages {
            let page = &self.pages[at];
            self.pages[at].links = resolve(inputs, &self.index, page.id, &page.parts);
        }
        self.find_anchors(inputs, &pages);
        let parts = self.pages.iter().map(|page| &*page.parts);
        let loose = unread(inputs, parts);
        self.add_loose(inputs, loose);
        files != self.files_of(&pages)
    }

    /// The files that some pages link to, each with the locale of the page.
    fn files_of(&self, pages: &[usize]) -> BTreeSet<(AssetId, LocaleId)> {
        let pages = pages.iter().map(|&at| &self.pages[at]);
        let of_page = |page: &'_ Page| -> Vec<_> {
            let files = page.files(&self.index);
            files.map(|file| (file, page.id.locale)).collect()
        };
        pages.flat_map(of_page).collect()
    }

    fn add_loose(&mut self, inputs: &Inputs<'_>, sources: Vec<SourceId>) {
        let pages = sources.into_iter();
        self.loose = pages
            .map(|source| self.loose_page(inputs, source))
            .collect();
    }

    /// An include that no page reads, with the places that its links ask for on itself and on others.
    fn loose_page(&self, inputs: &Inputs<'_>, source: SourceId) -> Page {
        let mut page = unlinked(inputs, &self.index, source);
        let mut asked: FxHashMap<PageId, PageAnchors> = FxHashMap::default();
        asked.insert(page.id, PageAnchors::new(inputs, &page.parts));
        for link in Arc::make_mut(&mut page.links) {
            if let Target::Page {
                page: target,
                fragment: Some(fragment),
            } = &mut link.target
            {
                let anchors = asked
                    .entry(*target)
                    .or_insert_with(|| PageAnchors::new(inputs, &self.parts_of(inputs, *target)));
                let (state, found) = anchors.find(fragment);
                link.anchor = state;
                if let Some(found) = found {
                    *fragment = found.into();
                }
            }
        }
        page
    }

    fn places_of_readers(&self, sources: &[SourceId]) -> Vec<usize> {
        let sources: FxHashSet<SourceId> = sources.iter().copied().collect();
        let reads = |page: &Page| page.parts.sources.iter().any(|part| sources.contains(part));
        (0..self.pages.len())
            .filter(|&at| !sources.is_empty() && reads(&self.pages[at]))
            .collect()
    }

    fn place(&self, id: PageId) -> Option<usize> {
        let at = id.row.0 as usize * self.locales + id.locale.index();
        self.places
            .get(at)
            .copied()
            .flatten()
            .map(|place| place as usize)
    }

    /// The parts of a page, also of one that is not among this site's because it falls back.
    pub fn parts_of(&self, inputs: &Inputs<'_>, page: PageId) -> Arc<Parts> {
        if let Some(page) = self.page(page) {
            return Arc::clone(&page.parts);
        }
        let source = self.index.source_for(inputs.locales, page.row, page.locale);
        source.map_or_else(Arc::default, |source| {
            Arc::new(include::parts(inputs, &self.index, source))
        })
    }

    /// Looks up all fragments in the links of some pages, grouped by where they lead, so that the anchors of each page are
    /// gathered once.
    fn find_anchors(&mut self, inputs: &Inputs<'_>, pages: &[usize]) {
        let asked = self.fragments(pages);
        let groups: Vec<&[Asked]> = asked.chunk_by(|a, b| a.target == b.target).collect();
        let answers: Vec<Vec<(AnchorState, Option<Box<str>>)>> = groups
            .par_iter()
            .map(|group| self.answers(inputs, group))
            .collect();
        for (asked, (state, id)) in asked.iter().zip(answers.into_iter().flatten()) {
            let links = Arc::make_mut(&mut self.pages[asked.page as usize].links);
            let link = &mut links[asked.link as usize];
            link.anchor = state;
            if let (
                Some(id),
                Target::Page {
                    fragment: Some(fragment),
                    ..
                },
            ) = (id, &mut link.target)
            {
                *fragment = id;
            }
        }
    }

    /// The links of some pages that ask for a place on a page of the site, by where they lead.
    fn fragments(&self, pages: &[usize]) -> Vec<Asked> {
        let mut asked = Vec::new();
        for &at in pages {
            for (number, link) in self.pages[at].links.iter().enumerate() {
                if let Target::Page {
                    page: target,
                    fragment: Some(_),
                } = link.target
                {
                    asked.push(Asked {
                        target,
                        page: crate::span::offset(at),
                        link: crate::span::offset(number),
                    });
                }
            }
        }
        asked.sort_unstable();
        asked
    }

    /// What becomes of the fragments of links that lead to one page: the state of each, and the anchor that is meant where
    /// it is written otherwise.
    fn answers(
        &self,
        inputs: &Inputs<'_>,
        group: &[Asked],
    ) -> Vec<(AnchorState, Option<Box<str>>)> {
        let anchors = PageAnchors::new(inputs, &self.parts_of(inputs, group[0].target));
        let answer = |asked: &Asked| {
            let link = &self.pages[asked.page as usize].links[asked.link as usize];
            let Target::Page {
                fragment: Some(fragment),
                ..
            } = &link.target
            else {
                unreachable!("only links with a fragment were asked about")
            };
            let (state, id) = anchors.find(fragment);
            (state, id.map(Box::from))
        };
        group.iter().map(answer).collect()
    }
}

/// A link that asks for a place on a page, by places in [`Site::pages`] and in the links of that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    target: PageId,
    page: u32,
    link: u32,
}

/// The parts of every source that is a page's text, by source.
fn all_parts(inputs: &Inputs<'_>, index: &Index) -> Vec<Option<Arc<Parts>>> {
    (0..inputs.texts.len())
        .into_par_iter()
        .map(|at| {
            let is_page = inputs.texts[at].kind == Some(RowKind::Page);
            is_page.then(|| {
                Arc::new(include::parts(
                    inputs,
                    index,
                    SourceId(crate::span::offset(at)),
                ))
            })
        })
        .collect()
}

/// Includes that are part of no page, by locale and path: ids depend on what came and went.
fn unread<'a>(inputs: &Inputs<'_>, parts: impl Iterator<Item = &'a Parts>) -> Vec<SourceId> {
    let mut read = vec![false; inputs.texts.len()];
    for source in parts.flat_map(|parts| parts.sources.iter()) {
        read[source.index()] = true;
    }
    let texts = inputs.texts.iter().zip(read).enumerate();
    let loose = texts.filter(|(_, (text, read))| text.kind == Some(RowKind::Include) && !read);
    let mut loose: Vec<SourceId> = loose
        .map(|(at, _)| SourceId(crate::span::offset(at)))
        .collect();
    loose.sort_unstable_by_key(|source| &inputs.source(*source).name);
    loose
}

/// An include as if it were a page of its locale, its links without the places that they ask for.
fn unlinked(inputs: &Inputs<'_>, index: &Index, source: SourceId) -> Page {
    let name = &inputs.source(source).name;
    let row = index
        .row_of(name.path.as_str())
        .expect("the index has a row for every source");
    let id = PageId {
        row,
        locale: name.locale,
    };
    let parts = Arc::new(include::parts(inputs, index, source));
    let links = resolve(inputs, index, id, &parts);
    Page {
        id,
        source,
        parts,
        links,
    }
}

/// The pages of the site with the source whose text each shows, by row and then by locale.
fn page_ids(inputs: &Inputs<'_>, index: &Index, coverage: Coverage) -> Vec<(PageId, SourceId)> {
    let mut ids = Vec::new();
    for (row, entry) in index.rows().filter(|(_, row)| row.kind == RowKind::Page) {
        for (locale, _) in inputs.locales.iter() {
            let source = match coverage {
                Coverage::Own => entry.own(locale),
                Coverage::WithFallbacks => index.source_for(inputs.locales, row, locale),
            };
            ids.extend(source.map(|source| (PageId { row, locale }, source)));
        }
    }
    ids
}

/// Where the links of a page lead, by source and place in it; what they ask for there is looked up later, by
/// [`Site::find_anchors`].
fn resolve(inputs: &Inputs<'_>, index: &Index, page: PageId, parts: &Parts) -> Arc<[ResolvedLink]> {
    let root = parts.sources[0];
    let resolver = Resolver {
        inputs,
        index,
        page,
        root,
    };
    let mut sources: Vec<SourceId> = parts.sources.to_vec();
    sources.sort_unstable();
    let count = sources
        .iter()
        .map(|&source| inputs.document(source).links.len())
        .sum();
    let mut links = Vec::with_capacity(count);
    for source in sources {
        let document = inputs.document(source);
        links.extend(
            document
                .links
                .iter()
                .enumerate()
                .map(|(at, link)| resolver.resolve(source, at, link)),
        );
    }
    links.into()
}
