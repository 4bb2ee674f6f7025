//! Which files there are: a matrix of content paths and locales, and the ways in which a path is looked up in it.

use rustc_hash::FxHashMap;

use crate::locale::{LocaleId, Locales};
use crate::path::ContentPath;
use crate::source::SourceId;

/// A content path of this site: its row in the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// A page: a content path as readers of one locale see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    /// Its path.
    pub row: RowId,
    /// The locale of its readers, whose text may stand in another locale.
    pub locale: LocaleId,
}

/// A file that is no Markdown: its place among [`Index::assets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// What a Markdown path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// A page of its own.
    Page,
    /// Only read into pages.
    Include,
    /// A list of contents.
    Contents,
}

/// A content path with its source in each locale that has one.
#[derive(Clone, Debug)]
pub struct Row {
    /// The path.
    pub path: ContentPath,
    /// What it is for.
    pub kind: RowKind,
    /// By locale.
    cells: Box<[Option<SourceId>]>,
}

impl Row {
    /// The source of this very locale.
    pub fn own(&self, locale: LocaleId) -> Option<SourceId> {
        self.cells[locale.index()]
    }

    /// All sources with their locales.
    pub fn sources(&self) -> impl Iterator<Item = (LocaleId, SourceId)> + '_ {
        self.cells
            .iter()
            .enumerate()
            .filter_map(|(locale, source)| {
                let locale = LocaleId(u16::try_from(locale).expect("locale ids are 16 bits wide"));
                source.map(|source| (locale, source))
            })
    }
}

/// A file that is no Markdown, with the locales that have it.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The path.
    pub path: ContentPath,
    /// By locale: whether it has the file.
    pub locales: Box<[bool]>,
}

/// Extensions of what pages show. Such files are published whether a page shows them or not: templates, feeds and other
/// sites may.
const MEDIA: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "mp4", "webm",
];

impl Asset {
    /// Whether it is a picture or a film, as its name says.
    pub fn is_media(&self) -> bool {
        let extension = self.path.extension().unwrap_or_default();
        MEDIA
            .iter()
            .any(|media| media.eq_ignore_ascii_case(extension))
    }
}

/// The files that a link to a folder leads to, the first that is there. The second has an address of its own: GitHub and
/// mdBook show it in the place of the folder, but other files of its name may lie beside pages anywhere.
pub const PAGES_OF_FOLDERS: [&str; 2] = ["index.md", "README.md"];

/// How a path was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match<T> {
    /// Exactly.
    Exact(T),
    /// Only in other case.
    Case(T),
}

/// All files of the site.
#[derive(Clone, Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    by_path: FxHashMap<ContentPath, RowId>,
    by_folded: FxHashMap<String, Vec<RowId>>,
    /// Pages by the name of their file.
    by_name: FxHashMap<String, Vec<RowId>>,
    assets: Vec<Asset>,
    asset_by_path: FxHashMap<ContentPath, AssetId>,
    asset_by_folded: FxHashMap<String, Vec<AssetId>>,
    asset_by_name: FxHashMap<String, Vec<AssetId>>,
}

impl Index {
    /// The matrix of `sources` and `assets`, which may come in any order.
    pub fn new<'a>(
        locales: &Locales,
        sources: impl Iterator<Item = (SourceId, LocaleId, &'a ContentPath, RowKind)>,
        assets: impl Iterator<Item = (LocaleId, &'a ContentPath)>,
    ) -> Self {
        let mut sources: Vec<_> = sources.collect();
        sources.sort_unstable_by(|a, b| (a.2, a.1).cmp(&(b.2, b.1)));
        let mut index = Self::default();
        for (source, locale, path, kind) in sources {
            if index.rows.last().is_none_or(|row| row.path != *path) {
                index.rows.push(Row {
                    path: path.clone(),
                    kind,
                    cells: vec![None; locales.len()].into(),
                });
            }
            let row = index.rows.last_mut().expect("a row was pushed above");
            row.cells[locale.index()] = Some(source);
        }
        let mut assets: Vec<_> = assets.collect();
        assets.sort_unstable_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
        for (locale, path) in assets {
            if index.assets.last().is_none_or(|asset| asset.path != *path) {
                index.assets.push(Asset {
                    path: path.clone(),
                    locales: vec![false; locales.len()].into(),
                });
            }
            index
                .assets
                .last_mut()
                .expect("an asset was pushed above")
                .locales[locale.index()] = true;
        }
        index.fill_lookups();
        index
    }

    fn fill_lookups(&mut self) {
        for (at, row) in self.rows.iter().enumerate() {
            let id = RowId(crate::span::offset(at));
            self.by_path.insert(row.path.clone(), id);
            self.by_folded
                .entry(fold(row.path.as_str()))
                .or_default()
                .push(id);
            if row.kind == RowKind::Page {
                self.by_name
                    .entry(fold(row.path.file_name()))
                    .or_default()
                    .push(id);
            }
        }
        for (at, asset) in self.assets.iter().enumerate() {
            let id = AssetId(crate::span::offset(at));
            self.asset_by_path.insert(asset.path.clone(), id);
            self.asset_by_folded
                .entry(fold(asset.path.as_str()))
                .or_default()
                .push(id);
            self.asset_by_name
                .entry(asset.path.file_name().to_owned())
                .or_default()
                .push(id);
        }
    }

    /// All rows, sorted by path.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, &Row)> {
        self.rows
            .iter()
            .enumerate()
            .map(|(at, row)| (RowId(crate::span::offset(at)), row))
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no Markdown at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row of this site.
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.0 as usize]
    }

    /// All assets, sorted by path.
    pub fn assets(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        self.assets
            .iter()
            .enumerate()
            .map(|(at, asset)| (AssetId(crate::span::offset(at)), asset))
    }

    /// An asset of this site.
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }

    /// The source that readers of `locale` get for a row: their own, or that of the nearest fallback.
    pub fn source_for(&self, locales: &Locales, row: RowId, locale: LocaleId) -> Option<SourceId> {
        let row = self.row(row);
        locales.chain(locale).find_map(|locale| row.own(locale))
    }

    /// The locale whose file readers of `locale` get for an asset.
    pub fn asset_for(
        &self,
        locales: &Locales,
        asset: AssetId,
        locale: LocaleId,
    ) -> Option<LocaleId> {
        let asset = self.asset(asset);
        locales
            .chain(locale)
            .find(|locale| asset.locales[locale.index()])
    }

    /// The Markdown file at `path`, if `has` says that it counts; else the only one whose path differs in case alone.
    pub fn find(&self, path: &str, has: impl Fn(RowId) -> bool) -> Option<Match<RowId>> {
        if let Some(&row) = self.by_path.get(path)
            && has(row)
        {
            return Some(Match::Exact(row));
        }
        let folded = self.by_folded.get(&*fold_borrowed(path))?;
        folded
            .iter()
            .copied()
            .find(|&row| has(row))
            .map(Match::Case)
    }

    /// The page at `path` without its ending, else that of the folder at it.
    pub fn find_page(&self, path: &str, has: impl Fn(RowId) -> bool) -> Option<Match<RowId>> {
        let of_folder = || {
            let mut names = PAGES_OF_FOLDERS.iter();
            names.find_map(|name| self.find(&format!("{path}/{name}"), &has))
        };
        self.find(&format!("{path}.md"), &has).or_else(of_folder)
    }

    /// The page whose text stands on the home pages.
    pub fn home(&self) -> Option<RowId> {
        let (Match::Exact(row) | Match::Case(row)) = self.find("index.md", |_| true)?;
        Some(row)
    }

    /// The row of exactly this path.
    pub fn row_of(&self, path: &str) -> Option<RowId> {
        self.by_path.get(path).copied()
    }

    /// The only page whose file is called `name`, in any case.
    pub fn find_by_name(&self, name: &str, has: impl Fn(RowId) -> bool) -> Option<RowId> {
        let mut rows = self
            .by_name
            .get(&*fold_borrowed(name))?
            .iter()
            .copied()
            .filter(|&row| has(row));
        let row = rows.next()?;
        rows.next().is_none().then_some(row)
    }

    /// The asset at `path`, exactly or differing in case alone.
    pub fn find_asset(&self, path: &str, has: impl Fn(AssetId) -> bool) -> Option<Match<AssetId>> {
        if let Some(&asset) = self.asset_by_path.get(path)
            && has(asset)
        {
            return Some(Match::Exact(asset));
        }
        let folded = self.asset_by_folded.get(&*fold_borrowed(path))?;
        folded
            .iter()
            .copied()
            .find(|&asset| has(asset))
            .map(Match::Case)
    }

    /// All assets whose file is called `name`.
    pub fn assets_by_name(&self, name: &str) -> &[AssetId] {
        self.asset_by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether some file lies below the folder `path`.
    pub fn is_folder(&self, path: &str) -> bool {
        let below = [path, "/"].concat();
        let row = self
            .rows
            .partition_point(|row| row.path.as_str() < below.as_str());
        self.rows
            .get(row)
            .is_some_and(|row| row.path.as_str().starts_with(&below))
    }
}

/// A path in the form in which paths that differ in case alone are equal.
pub fn fold(path: &str) -> String {
    path.to_lowercase()
}

fn fold_borrowed(path: &str) -> std::borrow::Cow<'_, str> {
    let lower = path
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if lower {
        path.into()
    } else {
        fold(path).into()
    }
}
