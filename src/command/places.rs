//! Files and folders as people name them on the command line, and the sources of a site that they stand for.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::{Location, lexical};
use crate::source::SourceId;
use crate::workspace::Workspace;

/// The sources behind some paths.
#[derive(Clone, Debug)]
pub struct Places {
    /// By [`SourceId`].
    chosen: Vec<bool>,
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
        if paths.is_empty() {
            return Ok(Self {
                chosen: vec![true; texts.len()],
                without_source: Vec::new(),
            });
        }
        let mut places = Self {
            chosen: vec![false; texts.len()],
            without_source: Vec::new(),
        };
        let sources: Vec<Vec<PathBuf>> = source_names(location, workspace).collect();
        for path in paths {
            let below = both_names(path)?;
            let mut any = false;
            for (at, names) in sources.iter().enumerate() {
                let inside = names
                    .iter()
                    .any(|name| below.iter().any(|path| name.starts_with(path)));
                places.chosen[at] |= inside;
                any |= inside;
            }
            if !any {
                places.without_source.push(path.display().to_string());
            }
        }
        Ok(places)
    }

    /// Whether a source is meant.
    pub fn contain(&self, source: SourceId) -> bool {
        self.chosen.get(source.index()).copied().unwrap_or(false)
    }
}

/// The paths of all sources, by [`SourceId`], under each name that their folders have.
fn source_names<'a>(
    location: &'a Location,
    workspace: &'a Workspace,
) -> impl Iterator<Item = Vec<PathBuf>> + 'a {
    let config = &workspace.config;
    let folders: Vec<Vec<PathBuf>> = config
        .locales
        .iter()
        .map(|(id, _)| names(&location.root.join(config.folder(id))))
        .collect();
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
