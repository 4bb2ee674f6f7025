//! What of a locale's folder is content: decided here once, for the disk as it is and for what git has of it.

use std::path::{Path, PathBuf};

use super::{Location, real_path};
use crate::config::{self, Config};
use crate::path::{ContentPath, is_never_content};

/// The file in each output that marks it as docent's. A folder that holds it is never content: its pages would be read
/// as sources, published anew below themselves, and read again.
pub const MANIFEST: &str = ".docent-manifest.json";

/// What tells content from all else that lies in the folders of the locales.
pub struct Content<'a> {
    config: &'a Config,
    /// Folders and files of docent's own that are never content, wherever they lie.
    kept_out: Vec<PathBuf>,
}

impl<'a> Content<'a> {
    /// The content of the project at `location` with this configuration, which may be one of earlier days.
    pub fn new(location: &Location, config: &'a Config) -> Self {
        let theme = config.theme.as_deref().unwrap_or("themes");
        let named = [&*config.output, theme, &config.redirects, config::FILE_NAME];
        let named = named.iter().map(|path| location.root.join(path));
        let all = named.chain(location.config.clone());
        let kept_out = all.map(|path| real_path(&path)).collect();
        Self { config, kept_out }
    }

    /// Whether a file or folder is left out, with all that lies in it.
    pub fn skips(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else {
            return false;
        };
        is_never_content(name.as_encoded_bytes())
            || self
                .kept_out
                .iter()
                .any(|other| other.file_name() == Some(name) && *other == real_path(path))
    }

    /// The same of what lies at `below`, a path below the folder `root`, and of all folders in between.
    pub fn skips_below(&self, root: &Path, below: &str) -> bool {
        let mut path = root.to_owned();
        below.split('/').any(|part| {
            path.push(part);
            self.skips(&path)
        })
    }

    /// The content path of a file that is not skipped, seen from its locale's folder; none if the configuration leaves it out.
    pub fn path(&self, below: &str) -> Option<ContentPath> {
        let path = ContentPath::new(below).ok()?;
        (!self.config.exclude.matches(&path)).then_some(path)
    }
}

/// Whether a file is read; all others are only known by their names.
pub fn is_source(path: &ContentPath) -> bool {
    path.is_markdown() || path.file_name().eq_ignore_ascii_case("toc.yml")
}
