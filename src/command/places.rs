//! Files and folders as people name them on the command line, and the sources of a site that they stand for.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::project::{Location, lexical};
use crate::source::SourceId;
use crate::workspace::Workspace;

/// The sources behind some paths.
#[derive(Clone, Debug)]
pub struct Places {
    /// By [`SourceId`].
    chosen: Vec<bool>,
    /// The paths under each of their names, if any were given, with which of them each is.
    below: Option<FxHashMap<PathBuf, Vec<usize>>>,
    /// The folder of each locale under each of its names.
    folders: Vec<Vec<PathBuf>>,
    /// The paths that stand for no source, as they were typed.
    pub without_source: Vec<String>,
}

impl Places {
    /// The sources at or below `paths`, which are seen from the current folder; all sources if there are no paths.
    ///
    /// # Errors
    /// A path does not exist.
    pub fn new(location: &Location, workspace: &Workspace, paths: &[PathBuf]) -> Result<Self> {
        let texts = workspace.inputs().texts;
        let mut places = Self {
            chosen: vec![paths.is_empty(); texts.len()],
            below: None,
            folders: folder_names(location, workspace),
            without_source: Vec::new(),
        };
        if paths.is_empty() {
            return Ok(places);
        }
        // A script may name every file of the site: each source is looked up, not compared with each of them.
        let mut below: FxHashMap<PathBuf, Vec<usize>> = FxHashMap::default();
        for (at, path) in paths.iter().enumerate() {
            for name in both_names(path)? {
                below.entry(name).or_default().push(at);
            }
        }
        let mut has_source = vec![false; paths.len()];
        for (source, names) in source_names(location, workspace, &places.folders).enumerate() {
            let names = names.iter().flat_map(|name| name.ancestors());
            for path in names.filter_map(|name| below.get(name)).flatten() {
                places.chosen[source] = true;
                has_source[*path] = true;
            }
        }
        let without = paths.iter().zip(has_source).filter(|(_, has)| !has);
        places.without_source = without
            .map(|(path, _)| path.display().to_string())
            .collect();
        places.below = Some(below);
        Ok(places)
    }

    /// Whether a source is meant.
    pub fn contain(&self, source: SourceId) -> bool {
        self.chosen.get(source.index()).copied().unwrap_or(false)
    }

    /// Whether a file of a locale is meant, whether it is there or not.
    pub fn contain_file(&self, locale: LocaleId, path: &ContentPath) -> bool {
        let Some(below) = &self.below else {
            return true;
        };
        let mut names = self.folders[locale.index()]
            .iter()
            .map(|folder| folder.join(path.as_str()));
        names.any(|name| name.ancestors().any(|path| below.contains_key(path)))
    }
}

/// The folders of the locales under each of their names, by [`LocaleId`].
fn folder_names(location: &Location, workspace: &Workspace) -> Vec<Vec<PathBuf>> {
    let config = &workspace.config;
    let locales = config.locales.iter();
    locales
        .map(|(id, _)| names(&location.root.join(config.folder(id))))
        .collect()
}

/// The paths of all sources, by [`SourceId`], under each name that their folders have.
fn source_names<'a>(
    location: &'a Location,
    workspace: &'a Workspace,
    folders: &'a [Vec<PathBuf>],
) -> impl Iterator<Item = Vec<PathBuf>> + 'a {
    workspace.inputs().texts.iter().map(move |text| {
        let source = &text.source;
        if text.kind.is_none() {
            return vec![lexical(&location.root.join(&*source.file))];
        }
        let folders = folders[source.name.locale.index()].iter();
        folders
            .map(|folder| folder.join(source.name.path.as_str()))
            .collect()
    })
}

/// The names of a path that must exist.
fn both_names(path: &Path) -> Result<Vec<PathBuf>> {
    if path.as_os_str().is_empty() || path.symlink_metadata().is_err() {
        let message = format!("there is no file or folder `{}`", path.display());
        return Err(Error::usage(message).with_help("paths are seen from the current folder"));
    }
    Ok(names(path))
}

/// A path with and without its symbolic links: a source may be named by either.
fn names(path: &Path) -> Vec<PathBuf> {
    let mut names = vec![lexical(path)];
    names.extend(path.canonicalize().ok().filter(|real| *real != names[0]));
    names
}
