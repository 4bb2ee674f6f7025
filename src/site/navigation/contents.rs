//! The part of the tree that contents files give, and where their targets lead.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ByRow, Place, Tree};
use crate::contents::{self, Entry, Target};
use crate::diagnostic::Diagnostic;
use crate::locale::LocaleId;
use crate::markdown::document::LinkKind;
use crate::path::ContentPath;
use crate::site::addresses::Addresses;
use crate::site::anchors::PageAnchors;
use crate::site::index::{AssetId, Index, Match, PAGES_OF_FOLDERS, PageId, Row, RowId, RowKind};
use crate::site::links::{self, Broken, How, Parts, Resolver};
use crate::site::{Inputs, Site};
use crate::source::SourceId;

/// Contents files may name contents files; deeper than this it is a mistake.
const MAX_DEPTH: usize = 16;

/// Where the target of an entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// To a page; with the fragment as it is asked for.
    Page(RowId, Option<Box<str>>),
    /// To another contents file, whose entries stand below.
    Contents(RowId),
    /// To the list of a folder.
    Folder(Box<str>),
    /// Out of the site.
    Url(Box<str>),
    /// To a file that is no page.
    File(AssetId),
    /// Nowhere.
    Nothing(Broken),
}

/// All contents files, read once for the readers of all locales.
pub(super) struct Files {
    entries: FxHashMap<SourceId, Vec<Entry>>,
    /// Those that list more than their index page.
    listing: FxHashSet<SourceId>,
    /// The rows of those that another one names. What the file of one locale names is no file of its own in any:
    /// translations often list less.
    nested: FxHashSet<RowId>,
}

impl Files {
    pub fn new(inputs: &Inputs<'_>, index: &Index) -> Self {
        let mut files = Self {
            entries: FxHashMap::default(),
            listing: FxHashSet::default(),
            nested: FxHashSet::default(),
        };
        let rows = index.rows().map(|(_, row)| row);
        let contents = rows.filter(|row| row.kind == RowKind::Contents);
        for (_, source) in contents.flat_map(Row::sources) {
            let entries = read(inputs, source, &mut Vec::new());
            let mut count = 0;
            visit(&entries, &mut |target| {
                count += 1;
                let found = contents_at(inputs, index, source, target.text.trim(), &|_| true);
                if let Some((Found::Contents(row), _)) = found {
                    files.nested.insert(row);
                }
            });
            if count > 1 {
                files.listing.insert(source);
            }
            files.entries.insert(source, entries);
        }
        files
    }

    /// The rows of the contents files that stand by themselves for a reader, the uppermost first.
    fn of(&self, reader: &Reader<'_>) -> Vec<RowId> {
        let rows = reader.index.rows();
        let contents = rows.filter(|(_, row)| row.kind == RowKind::Contents);
        let is_listing = |row: &RowId| {
            let source = reader.source(*row);
            source.is_some_and(|source| self.listing.contains(&source))
        };
        let own = contents
            .map(|(row, _)| row)
            .filter(|row| !self.nested.contains(row) && is_listing(row));
        let mut files: Vec<RowId> = own.collect();
        let depth = |row: RowId| reader.index.row(row).path.as_str().matches('/').count();
        files.sort_by_key(|&row| (depth(row), row));
        files
    }
}

/// Adds the entries of the contents files for readers of `locale`, if there are more than those of index pages.
pub(super) fn add(
    tree: &mut Tree,
    inputs: &Inputs<'_>,
    site: &Site,
    all: &Files,
    pages: &ByRow<'_>,
    locale: LocaleId,
) {
    let reader = Reader {
        inputs,
        index: &site.index,
        locale,
    };
    let files = all.of(&reader);
    let mut builder = Builder {
        reader,
        all,
        site,
        pages,
        tree,
        open: Vec::new(),
        anchors: FxHashMap::default(),
    };
    match &files[..] {
        [] => {}
        [only] => builder.add_file(0, *only),
        [first, others @ ..] => {
            builder.add_file(0, *first);
            for &other in others {
                let path = &site.index.row(other).path;
                let name = path.folder().rsplit('/').next().unwrap_or_default();
                let group = builder.tree.push(
                    0,
                    &super::name_of(name),
                    None,
                    Place::Listing(path.folder().into()),
                );
                builder.add_file(group, other);
            }
        }
    }
}

struct Builder<'a, 't> {
    reader: Reader<'a>,
    all: &'a Files,
    site: &'a Site,
    pages: &'a ByRow<'a>,
    tree: &'t mut Tree,
    /// The contents files that are being read.
    open: Vec<RowId>,
    /// The anchors of the pages that entries ask for a place.
    anchors: FxHashMap<RowId, PageAnchors<'a>>,
}

impl Builder<'_, '_> {
    fn add_file(&mut self, parent: u32, row: RowId) {
        if self.open.contains(&row) || self.open.len() >= MAX_DEPTH {
            return;
        }
        let Some(source) = self.reader.source(row) else {
            return;
        };
        let entries = &self.all.entries[&source];
        self.open.push(row);
        self.add_entries(parent, source, entries);
        self.open.pop();
    }

    fn add_entries(&mut self, parent: u32, source: SourceId, entries: &[Entry]) {
        for entry in entries {
            self.add_entry(parent, source, entry);
        }
    }

    fn add_entry(&mut self, parent: u32, source: SourceId, entry: &Entry) {
        let lead = |target: &Option<Target>| {
            let (found, _) = self.reader.find(source, target.as_ref()?);
            Some(found)
        };
        let (target, page) = (lead(&entry.target), lead(&entry.page));
        let nested = match target {
            Some(Found::Contents(row)) => Some(row),
            _ => None,
        };
        let shown = page.or(target.filter(|_| nested.is_none()));
        let Some(place) = self.place(shown) else {
            // What is missing is left out; what stands below it is not its fault.
            self.add_entries(parent, source, &entry.children);
            return;
        };
        let Some((title, title_locale)) = self.title(source, entry, &place) else {
            self.nest(parent, source, entry, nested);
            return;
        };
        let node = self.tree.push(parent, &title, title_locale, place);
        self.nest(node, source, entry, nested);
    }

    fn nest(&mut self, node: u32, source: SourceId, entry: &Entry, nested: Option<RowId>) {
        if let Some(row) = nested {
            self.add_file(node, row);
        }
        self.add_entries(node, source, &entry.children);
    }

    fn place(&mut self, found: Option<Found>) -> Option<Place> {
        Some(match found {
            None => Place::Title,
            Some(Found::Page(row, fragment)) => {
                self.pages.get(row)?;
                Place::Page(row, fragment.map(|fragment| self.id(row, fragment)))
            }
            Some(Found::Url(url)) => Place::Url(url),
            Some(Found::Folder(path)) => Place::Listing(path),
            Some(Found::Nothing(_) | Found::File(_) | Found::Contents(_)) => return None,
        })
    }

    /// The id that a page has for a fragment, as for links.
    fn id(&mut self, row: RowId, fragment: Box<str>) -> Box<str> {
        let (inputs, locale) = (self.reader.inputs, self.reader.locale);
        let parts = || self.site.parts_of(inputs, PageId { row, locale });
        let anchors = self.anchors.entry(row);
        let anchors = anchors.or_insert_with(|| PageAnchors::new(inputs, &parts()));
        anchors.find(&fragment).1.map_or(fragment, Box::from)
    }

    /// The entry's own title in the language of the contents file, else that of its page.
    fn title(
        &self,
        source: SourceId,
        entry: &Entry,
        place: &Place,
    ) -> Option<(Box<str>, Option<LocaleId>)> {
        let (title, locale): (Box<str>, _) = match (&entry.title, place) {
            (Some(title), _) => (
                title.as_str().into(),
                self.reader.inputs.source(source).name.locale,
            ),
            (None, Place::Page(row, _)) => {
                let page = self.pages.get(*row)?;
                (page.about.title.clone(), page.text_locale)
            }
            (None, Place::Listing(path) | Place::Url(path)) => {
                let name = path.rsplit('/').find(|part| !part.is_empty())?;
                (super::name_of(name).into(), self.reader.locale)
            }
            (None, Place::Title) => return None,
        };
        Some((
            title,
            Some(locale).filter(|&locale| locale != self.reader.locale),
        ))
    }
}

/// The contents files as readers of one locale get them.
struct Reader<'a> {
    inputs: &'a Inputs<'a>,
    index: &'a Index,
    locale: LocaleId,
}

impl Reader<'_> {
    fn source(&self, row: RowId) -> Option<SourceId> {
        self.index.source_for(self.inputs.locales, row, self.locale)
    }

    /// Where a target leads: to a contents file or the folder of one, which only contents files name, else where a link
    /// would lead.
    fn find(&self, source: SourceId, target: &Target) -> (Found, How) {
        let text = target.text.trim();
        let has = |row| self.source(row).is_some();
        if let Some(found) = contents_at(self.inputs, self.index, source, text, &has) {
            return found;
        }
        let from = &self.inputs.source(source).name.path;
        let row = self.index.row_of(from.as_str());
        let resolver = Resolver {
            inputs: self.inputs,
            index: self.index,
            page: PageId {
                row: row.expect("the index has a row for every source"),
                locale: self.locale,
            },
            root: source,
        };
        let (target, how) = resolver.target(source, LinkKind::Link, text);
        // In a list of pages each is named by its own path: that another has the name does not show that it is meant.
        if how == How::OtherFolder {
            let path = path(self.inputs, self.index, source, text);
            let path = path.as_ref().map_or(text, ContentPath::as_str);
            let missing = Broken::FileNotFound(path.into());
            return (Found::Nothing(missing), How::AsWritten);
        }
        let found = match target {
            links::Target::Page { page, fragment } => Found::Page(page.row, fragment),
            links::Target::Asset(asset) => Found::File(asset),
            links::Target::External(url) => Found::Url(url.unwrap_or_else(|| text.into())),
            links::Target::Broken(Broken::Folder(path)) => Found::Folder(path),
            links::Target::Broken(why) => Found::Nothing(why),
        };
        (found, how)
    }
}

/// The contents file that a path names, by its name or that of its folder; of a folder without one its index page.
fn contents_at(
    inputs: &Inputs<'_>,
    index: &Index,
    source: SourceId,
    text: &str,
    has: &impl Fn(RowId) -> bool,
) -> Option<(Found, How)> {
    if links::scheme(text).is_some() || text.starts_with('/') {
        return None;
    }
    let parts = Parts::of(text);
    let path = path(inputs, index, source, text).filter(|_| !parts.path.is_empty())?;
    let is_folder = parts.path.ends_with('/') && !links::is_markdown_path(&parts.path);
    let candidates = match is_folder {
        true => ["TOC.md", "toc.yml"]
            .iter()
            .chain(&PAGES_OF_FOLDERS)
            .map(|name| format!("{path}/{name}"))
            .collect(),
        false => vec![path.to_string()],
    };
    let is_wanted = |row: RowId| {
        let kind = index.row(row).kind;
        (is_folder || kind == RowKind::Contents) && has(row)
    };
    let mut candidates = candidates.iter();
    let found = candidates.find_map(|path| index.find(path.trim_start_matches('/'), is_wanted))?;
    let (row, how) = match found {
        Match::Exact(row) => (row, How::AsWritten),
        Match::Case(row) if is_folder => (row, How::AsWritten),
        Match::Case(row) => (row, How::Case),
    };
    let Row { path, kind, .. } = index.row(row);
    match kind {
        RowKind::Contents => Some((Found::Contents(row), how)),
        // What has moved is found as links find it.
        RowKind::Page if inputs.redirects.step(path).is_none() => {
            Some((Found::Page(row, None), how))
        }
        RowKind::Page | RowKind::Include => None,
    }
}

/// The path that a target which is no address names.
fn path(inputs: &Inputs<'_>, index: &Index, source: SourceId, text: &str) -> Option<ContentPath> {
    let from = &inputs.source(source).name.path;
    Addresses::new(inputs, index).path(from, text).ok()
}

fn read(inputs: &Inputs<'_>, source: SourceId, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let text = inputs.text(source);
    if inputs.source(source).name.path.is_markdown() {
        contents::read_markdown(source, text, out)
    } else {
        contents::read_yaml(source, text, out)
    }
}

fn visit(entries: &[Entry], see: &mut impl FnMut(&Target)) {
    for entry in entries {
        entry.target.iter().chain(&entry.page).for_each(&mut *see);
        visit(&entry.children, see);
    }
}

/// A target of a contents file, and where it leads readers of the file's own locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// The contents file.
    pub source: SourceId,
    /// As it is written there.
    pub target: Target,
    /// Where it leads.
    pub found: Found,
    /// How that was found out.
    pub how: How,
}

/// All targets of the contents files. What cannot be read of these is added to `wrong`.
pub fn targets(inputs: &Inputs<'_>, index: &Index, wrong: &mut Vec<Diagnostic>) -> Vec<Led> {
    let mut all = Vec::new();
    let rows = index.rows();
    for (_, row) in rows.filter(|(_, row)| row.kind == RowKind::Contents) {
        for (locale, source) in row.sources() {
            let reader = Reader {
                inputs,
                index,
                locale,
            };
            visit(&read(inputs, source, wrong), &mut |target| {
                let (found, how) = reader.find(source, target);
                all.push(Led {
                    source,
                    target: target.clone(),
                    found,
                    how,
                });
            });
        }
    }
    all
}
