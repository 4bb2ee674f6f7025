//! The part of the tree that contents files give, and what is wrong with them.

use super::{ByRow, Place, Tree};
use crate::contents::{self, Entry, Target};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::site::addresses::{Addresses, Own};
use crate::site::index::{Index, Match, RowId, RowKind};
use crate::site::links::{self, Parts};
use crate::site::redirects::{self, Destination};
use crate::site::{Inputs, Site};
use crate::source::SourceId;
use crate::span::Span;
use crate::suggest::Names;

/// Contents files may name contents files; deeper than this it is a mistake.
const MAX_DEPTH: usize = 16;

/// Where the target of an entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Page(RowId, Option<Box<str>>),
    Contents(RowId),
    Folder(Box<str>),
    Url(Box<str>),
    Missing(Box<str>),
}

/// Adds the entries of the contents files for readers of `locale`, if there are more than those of index pages.
pub(super) fn add(
    tree: &mut Tree,
    inputs: &Inputs<'_>,
    site: &Site,
    pages: &ByRow<'_>,
    locale: LocaleId,
) {
    let reader = Reader {
        inputs,
        index: &site.index,
        locale,
    };
    let files = reader.files();
    let mut builder = Builder {
        reader,
        pages,
        tree,
        open: Vec::new(),
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
    pages: &'a ByRow<'a>,
    tree: &'t mut Tree,
    /// The contents files that are being read.
    open: Vec<RowId>,
}

impl Builder<'_, '_> {
    fn add_file(&mut self, parent: u32, row: RowId) {
        if self.open.contains(&row) || self.open.len() >= MAX_DEPTH {
            return;
        }
        let Some(source) = self.reader.source(row) else {
            return;
        };
        let entries = read(self.reader.inputs, source, &mut Vec::new());
        self.open.push(row);
        self.add_entries(parent, source, &entries);
        self.open.pop();
    }

    fn add_entries(&mut self, parent: u32, source: SourceId, entries: &[Entry]) {
        for entry in entries {
            self.add_entry(parent, source, entry);
        }
    }

    fn add_entry(&mut self, parent: u32, source: SourceId, entry: &Entry) {
        let target = entry
            .target
            .as_ref()
            .map(|target| self.reader.find(source, target));
        let page = entry
            .page
            .as_ref()
            .map(|page| self.reader.find(source, page));
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

    fn place(&self, found: Option<Found>) -> Option<Place> {
        Some(match found {
            None => Place::Title,
            Some(Found::Page(row, fragment)) => {
                self.pages.get(row)?;
                Place::Page(row, fragment)
            }
            Some(Found::Url(url)) => Place::Url(url),
            Some(Found::Folder(path)) => Place::Listing(path),
            Some(Found::Missing(_) | Found::Contents(_)) => return None,
        })
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

    /// Whether readers get a text for it that only says that the page has moved.
    fn is_stub(&self, row: RowId) -> bool {
        let source = self.source(row).map(|source| self.inputs.text_of(source));
        source.is_some_and(|text| redirects::moved_to(text).is_some())
    }

    /// The contents files that no other names and that list more than their index page, the uppermost first.
    ///
    /// What the file of one locale names is no file of its own in any: translations often list less.
    fn files(&self) -> Vec<RowId> {
        let mut files = Vec::new();
        let mut nested = Vec::new();
        for (row, entry) in self
            .index
            .rows()
            .filter(|(_, row)| row.kind == RowKind::Contents)
        {
            let own = self.source(row);
            for (_, source) in entry.sources() {
                let count = self.nested(source, &mut nested);
                if own == Some(source) && count > 1 {
                    files.push(row);
                }
            }
        }
        files.retain(|row| !nested.contains(row));
        files.sort_by_key(|&row| (self.index.row(row).path.as_str().matches('/').count(), row));
        files
    }

    /// The contents files that one names; returns how many targets it has.
    fn nested(&self, source: SourceId, nested: &mut Vec<RowId>) -> usize {
        let mut count = 0;
        visit(&read(self.inputs, source, &mut Vec::new()), &mut |target| {
            count += 1;
            if let Found::Contents(row) = self.find(source, target) {
                nested.push(row);
            }
        });
        count
    }

    fn find(&self, source: SourceId, target: &Target) -> Found {
        let text = target.text.trim();
        if links::scheme(text).is_some() || text.starts_with('/') {
            return self.address(text);
        }
        let parts = Parts::of(text);
        let text: &str = parts.path.strip_prefix("~/").unwrap_or(&parts.path);
        let from = &self.inputs.source(source).name.path;
        let path = if text.len() < parts.path.len() {
            ContentPath::new(text)
        } else {
            from.join(text)
        };
        let Ok(path) = path else {
            return Found::Missing(text.into());
        };
        let fragment = Some(&*parts.fragment)
            .filter(|fragment| !fragment.is_empty())
            .map(Box::from);
        self.row(&path, text.ends_with('/') || text.is_empty(), fragment)
    }

    /// An address: a page of this site, by the same decision as that of links, or another.
    fn address(&self, text: &str) -> Found {
        let scheme = links::scheme(text).unwrap_or("https").to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https" | "mailto") {
            return Found::Missing(text.into());
        }
        let addresses = Addresses::new(self.inputs, self.index);
        let own = addresses.own(text);
        if let Some(found) = own.iter().find_map(|own| self.own(&addresses, text, own)) {
            return found;
        }
        let prefix = self.inputs.options.absolute_links.as_deref();
        let prefix = prefix.filter(|_| text.starts_with('/') && !text.starts_with("//"));
        Found::Url(format!("{}{text}", prefix.unwrap_or_default()).into())
    }

    fn own(&self, addresses: &Addresses<'_>, text: &str, own: &Own) -> Option<Found> {
        let fragment = text.split_once('#').map(|(_, fragment)| fragment);
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let fragment = fragment.map(|fragment| links::decode(fragment).into());
        let has = |row| self.source(row).is_some();
        match own {
            Own::File(path) => {
                let path = path.as_ref().ok()?;
                Some(self.row(path, false, fragment))
            }
            Own::Named(name) => {
                let row = self.index.find_by_name(name, has)?;
                Some(Found::Page(row, fragment))
            }
            Own::Page { path, below } => {
                let is_page = |row| self.index.row(row).kind == RowKind::Page && has(row);
                let page = addresses.page(path, is_page);
                let is_certain = addresses.is_certain(text, path, *below);
                let missing = || Found::Missing(format!("{path}.md").into());
                if let Some(row) = page {
                    return Some(Found::Page(row, fragment));
                }
                // As for links: perhaps it is where a page was before.
                let was = ContentPath::new(&format!("{path}.md")).ok();
                let moved = was.filter(|was| self.inputs.redirects.target(was).is_some());
                let moved = moved.map(|was| self.row(&was, false, fragment));
                moved.or_else(|| is_certain.then(missing))
            }
        }
    }

    fn row(&self, path: &ContentPath, is_folder: bool, fragment: Option<Box<str>>) -> Found {
        let candidates = if is_folder {
            ["TOC.md", "toc.yml", "index.md"]
                .map(|name| path.as_str().to_owned() + "/" + name)
                .to_vec()
        } else {
            vec![
                path.to_string(),
                format!("{path}.md"),
                format!("{path}/index.md"),
            ]
        };
        for candidate in candidates {
            let found = self.index.find(candidate.trim_start_matches('/'), |row| {
                self.source(row).is_some()
            });
            if let Some(Match::Exact(row) | Match::Case(row)) = found
                && !self.is_stub(row)
            {
                return match self.index.row(row).kind {
                    RowKind::Page => Found::Page(row, fragment),
                    RowKind::Contents => Found::Contents(row),
                    RowKind::Include => Found::Missing(path.as_str().into()),
                };
            }
        }
        match self.inputs.redirects.target(path) {
            Some(Destination::Page(moved, place)) if moved != path => {
                self.row(moved, false, fragment.or_else(|| place.clone()))
            }
            Some(Destination::Url(url)) => Found::Url(url.as_str().into()),
            _ if self.index.is_folder(path.as_str()) => Found::Folder(path.as_str().into()),
            _ => Found::Missing(path.as_str().into()),
        }
    }
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

/// What is wrong with all contents files: what cannot be read (`toc-syntax`) and what leads nowhere (`toc-not-found`).
pub fn findings(inputs: &Inputs<'_>, index: &Index) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut names = None;
    for (_, row) in index
        .rows()
        .filter(|(_, row)| row.kind == RowKind::Contents)
    {
        for (locale, source) in row.sources() {
            let entries = read(inputs, source, &mut found);
            let reader = Reader {
                inputs,
                index,
                locale,
            };
            visit(&entries, &mut |target| {
                if let Found::Missing(path) = reader.find(source, target) {
                    let names = names.get_or_insert_with(|| page_names(index));
                    found.push(not_found(&reader, names, source, target, &path));
                }
            });
        }
    }
    found
}

fn page_names(index: &Index) -> Names {
    let pages = index.rows().filter(|(_, row)| row.kind == RowKind::Page);
    Names::new(pages.map(|(_, row)| row.path.file_name()))
}

fn not_found(
    reader: &Reader<'_>,
    names: &Names,
    source: SourceId,
    target: &Target,
    path: &str,
) -> Diagnostic {
    let span = Span::new(source, target.range);
    let message = format!("`{}` does not exist", target.text);
    let finding = Diagnostic::new(Code::TocNotFound, span, message, path);
    let from = &reader.inputs.source(source).name.path;
    let (candidates, same) = candidates(reader, names, path);
    match &candidates[..] {
        [] => finding.with_help("name a page of this locale or of one that it falls back to"),
        [only] => {
            let meant = from.relative(only);
            let fragment = target.text.find('#').map_or("", |at| &target.text[at..]);
            let fix = if same { Fix::safe } else { Fix::unsafe_ };
            let fix = fix(span, format!("{meant}{fragment}"));
            let finding = finding.with_help(format!("did you mean `{meant}`?"));
            // A target that is written with escapes has no place of its own that could be written over.
            let text = &reader.inputs.source(source).text;
            let is_literal = text.get(target.range.as_usize()) == Some(&*target.text);
            match is_literal {
                true => finding.with_fix(fix),
                false => finding,
            }
        }
        several => {
            let list: Vec<String> = several
                .iter()
                .take(5)
                .map(|path| format!("`{}`", from.relative(path)))
                .collect();
            finding.with_help(format!("did you mean one of {}?", list.join(", ")))
        }
    }
}

/// The pages with the file name of `path` in other folders, else those whose names are a slip away; and whether it is the
/// same name.
fn candidates(reader: &Reader<'_>, names: &Names, path: &str) -> (Vec<ContentPath>, bool) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let called = |names: &[&str]| -> Vec<ContentPath> {
        let rows = reader
            .index
            .rows()
            .filter(|(id, row)| row.kind == RowKind::Page && reader.source(*id).is_some());
        rows.filter(|(_, row)| {
            names
                .iter()
                .any(|name| row.path.file_name().eq_ignore_ascii_case(name))
        })
        .map(|(_, row)| row.path.clone())
        .collect()
    };
    match called(&[name]) {
        same if same.is_empty() => (called(&names.nearest_file(name)), false),
        same => (same, true),
    }
}
