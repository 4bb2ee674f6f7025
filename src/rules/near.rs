//! What was probably meant by the path of a link that leads nowhere.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::locale::LocaleId;
use crate::markdown::characters::is_odd_blank;
use crate::markdown::document::LinkKind;
use crate::path::ContentPath;
use crate::site::index::{AssetId, Index, RowId, RowKind};
use crate::site::links::Parts;
use crate::site::{Inputs, Site};
use crate::suggest::{self, Names};

/// What was meant by a path at which there is nothing.
pub(super) enum Guess<'a> {
    /// Another file.
    File {
        /// Its path.
        path: &'a ContentPath,
        /// The `?…` or `#…` that goes with it, where that was taken for a part of the path.
        behind: String,
        /// Whether nothing else can have been meant.
        is_certain: bool,
    },
    /// The page at the very path, which only these locales have, by their tags.
    OnlyIn(Vec<&'a str>),
    /// Nobody knows.
    Nothing,
}

impl<'a> Guess<'a> {
    fn file(path: &'a ContentPath, is_certain: bool) -> Self {
        Self::File {
            path,
            behind: String::new(),
            is_certain,
        }
    }
}

/// What all guesses share; each part is made once it is asked for.
pub(super) struct Near<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    /// The pages that readers of a locale get.
    pages: FxHashMap<LocaleId, Pages>,
    /// The files other than pages by their folders.
    by_folder: Option<FxHashMap<&'a str, Folder<'a>>>,
}

/// The pages that readers of one locale get.
struct Pages {
    /// The names of their files.
    names: Names,
    /// What was found with them.
    known: FxHashMap<String, Option<RowId>>,
}

/// The files other than pages in a folder.
#[derive(Default)]
struct Folder<'a> {
    files: FxHashMap<&'a str, AssetId>,
    /// Their names, once they are asked for.
    names: Option<Names>,
}

impl<'a> Near<'a> {
    pub fn new(inputs: Inputs<'a>, site: &'a Site) -> Self {
        Self {
            inputs,
            site,
            pages: FxHashMap::default(),
            by_folder: None,
        }
    }

    /// What readers of `locale` were meant to get where a link or image at `from` leads to `path`, and is written `target`.
    pub fn meant(
        &mut self,
        locale: LocaleId,
        kind: LinkKind,
        from: &ContentPath,
        (path, target): (&str, &str),
    ) -> Guess<'a> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let index: &'a Index = &self.site.index;
        let same = self.looks_the_same(locale, path);
        if let Some(path) = same.or_else(|| self.source_of(locale, kind, path)) {
            return Guess::file(path, true);
        }
        if let Some(guess) = self.in_plain_signs(locale, from, target) {
            return guess;
        }
        if let [asset] = self.same_name(locale, path, name)[..]
            && let Some(is_certain) = is_same_file(path, index.asset(asset).path.as_str())
        {
            let path = &index.asset(asset).path;
            return Guess::file(path, is_certain);
        }
        let locales = self.locales_with(path);
        if !locales.is_empty() {
            return Guess::OnlyIn(locales);
        }
        // A page is no image, whatever it is called; and nobody leads to the page itself by a name with a slip.
        let page = match kind {
            LinkKind::Link => self.page(locale, name),
            LinkKind::Image => None,
        };
        let page = page.map(|row| &index.row(row).path);
        let asset = |near: &mut Self| {
            near.asset(locale, path)
                .map(|asset| &index.asset(asset).path)
        };
        match page.filter(|page| *page != from).or_else(|| asset(self)) {
            Some(path) => Guess::file(path, false),
            None => Guess::Nothing,
        }
    }

    /// The page that a link means which names the file made of it: `x.html` for `x.md`.
    fn source_of(&self, locale: LocaleId, kind: LinkKind, path: &str) -> Option<&'a ContentPath> {
        let stem = path.strip_suffix(".html").or(path.strip_suffix(".htm"))?;
        let index: &'a Index = &self.site.index;
        let row = index.row_of(&format!("{stem}.md"))?;
        let is_page = kind == LinkKind::Link && has_page(self.inputs, self.site, locale, row);
        is_page.then(|| &index.row(row).path)
    }

    /// The file whose path only a machine tells from this one: there is a mark in it that nobody sees, such as one for the
    /// direction of writing, or its letters are put together in another way.
    fn looks_the_same(&self, locale: LocaleId, path: &str) -> Option<&'a ContentPath> {
        if path.is_ascii() {
            return None;
        }
        let seen: String = path.chars().filter(|&c| !is_odd_blank(c)).collect();
        let file = |path: String| self.file(locale, &path);
        let found = file(seen.nfc().collect()).or_else(|| file(seen.nfd().collect()));
        found.filter(|found| found.as_str() != path)
    }

    /// The file whose path is written with the signs of typographers or of other keyboards: `setup–app．md`, `a.md＃b`.
    fn in_plain_signs(
        &self,
        locale: LocaleId,
        from: &ContentPath,
        target: &str,
    ) -> Option<Guess<'a>> {
        let written = Parts::of(target).path;
        let seen: String = written.chars().filter(|&c| !is_odd_blank(c)).collect();
        let seen = suggest::plain(&seen).unwrap_or(seen).replace('"', "");
        let (path, behind) = seen.split_at(seen.find(['#', '?']).unwrap_or(seen.len()));
        let path = self.file(locale, from.join(path).ok()?.as_str())?;
        Some(Guess::File {
            path,
            behind: behind.to_owned(),
            is_certain: true,
        })
    }

    /// The file at `path`, where readers of `locale` get one.
    fn file(&self, locale: LocaleId, path: &str) -> Option<&'a ContentPath> {
        let index: &'a Index = &self.site.index;
        let row = index.row_of(path);
        let row = row.filter(|&row| has_page(self.inputs, self.site, locale, row));
        let name = path.rsplit('/').next().unwrap_or_default();
        let mut assets = index.assets_by_name(name).iter().copied();
        let mut asset = || {
            assets.find(|&asset| {
                index.asset(asset).path.as_str() == path && self.has_asset(locale, asset)
            })
        };
        let row = row.map(|row| &index.row(row).path);
        row.or_else(|| asset().map(|asset| &index.asset(asset).path))
    }

    /// Files of this name, in other folders, that readers of `locale` have.
    fn same_name(&self, locale: LocaleId, path: &str, name: &str) -> Vec<AssetId> {
        let index = &self.site.index;
        let same = index.assets_by_name(name).iter().copied();
        let elsewhere = same.filter(|&asset| index.asset(asset).path.as_str() != path);
        elsewhere
            .filter(|&asset| self.has_asset(locale, asset))
            .collect()
    }

    fn has_asset(&self, locale: LocaleId, asset: AssetId) -> bool {
        let found = self
            .site
            .index
            .asset_for(self.inputs.locales, asset, locale);
        found.is_some()
    }

    /// The locales that have the page at `path`, by their tags.
    fn locales_with(&self, path: &str) -> Vec<&'a str> {
        let Some(row) = self.site.index.row_of(path) else {
            return Vec::new();
        };
        let locales = self.inputs.locales.iter();
        let sources = self.site.index.row(row);
        let with = locales.filter(|(locale, _)| sources.own(*locale).is_some());
        with.map(|(_, locale)| locale.tag.as_str()).collect()
    }

    /// The one page that readers of `locale` have whose file name comes closest to a missing one; looked for once a name.
    fn page(&mut self, locale: LocaleId, name: &str) -> Option<RowId> {
        if !name.ends_with(".md") {
            return None;
        }
        let (site, inputs) = (self.site, self.inputs);
        let pages = self.pages.entry(locale);
        let pages = pages.or_insert_with(|| Pages::new(inputs, site, locale));
        if let Some(&known) = pages.known.get(name) {
            return known;
        }
        let has = |row| has_page(inputs, site, locale, row);
        let row = match pages.names.meant_file(name)[..] {
            [only] => site.index.find_by_name(only, has),
            _ => None,
        };
        pages.known.insert(name.to_owned(), row);
        row
    }

    /// The one file of the same folder whose name is that of `path` with a slip.
    fn asset(&mut self, locale: LocaleId, path: &str) -> Option<AssetId> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let index: &'a Index = &self.site.index;
        let by_folder = self.by_folder.get_or_insert_with(|| folders(index));
        let folder = by_folder.get_mut(folder)?;
        let all = folder
            .names
            .get_or_insert_with(|| Names::new(folder.files.keys().copied()));
        let [only] = all.meant_file(name)[..] else {
            return None;
        };
        let asset = *folder.files.get(only)?;
        let is_slip = suggest::is_slip(name, only);
        (is_slip && self.has_asset(locale, asset)).then_some(asset)
    }
}

impl Pages {
    fn new(inputs: Inputs<'_>, site: &Site, locale: LocaleId) -> Self {
        let rows = site.index.rows();
        let rows = rows.filter(|(row, _)| has_page(inputs, site, locale, *row));
        Self {
            names: Names::new(rows.map(|(_, row)| row.path.file_name())),
            known: FxHashMap::default(),
        }
    }
}

fn has_page(inputs: Inputs<'_>, site: &Site, locale: LocaleId, row: RowId) -> bool {
    let is_page = site.index.row(row).kind == RowKind::Page;
    is_page && site.index.source_for(inputs.locales, row, locale).is_some()
}

fn folders(index: &Index) -> FxHashMap<&str, Folder<'_>> {
    let mut folders: FxHashMap<&str, Folder<'_>> = FxHashMap::default();
    for (id, asset) in index.assets() {
        let folder = folders.entry(asset.path.folder()).or_default();
        folder.files.insert(asset.path.file_name(), id);
    }
    folders
}

/// Whether a file of the same name elsewhere was meant, and whether that is certain: it is if the folder has the same name,
/// such as `media/page-name`. A short name (`image2.png`, `1.png`) in another folder is another picture.
fn is_same_file(missing: &str, other: &str) -> Option<bool> {
    const TELLING: usize = 16;
    let same = folder_name(missing) == folder_name(other);
    let name = other.rsplit('/').next().unwrap_or(other);
    (same || name.len() >= TELLING && name.contains(['-', '_'])).then_some(same)
}

/// The name of the folder that a file lies in.
fn folder_name(path: &str) -> Option<&str> {
    path.rsplit('/').nth(1)
}
