//! Where a project is: which folder holds its `docent.yml`.

use std::path::{Path, PathBuf};

use crate::config;
use crate::error::{Error, Result};

/// Where a project is: the folder of its `docent.yml`, and that file, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The folder that all paths of the configuration are seen from.
    pub root: PathBuf,
    /// The configuration file.
    pub config: Option<PathBuf>,
}

impl Location {
    /// What the configuration file is called, as seen from the root.
    pub fn config_name(&self) -> String {
        let file = self
            .config
            .as_deref()
            .unwrap_or(Path::new(config::FILE_NAME));
        let below = file.strip_prefix(&self.root).unwrap_or(file);
        below.to_string_lossy().replace('\\', "/")
    }

    /// The project of `root`, or of the nearest folder above the current one that has a `docent.yml`.
    ///
    /// # Errors
    /// The folder or the configuration file that was asked for does not exist.
    pub fn find(root: Option<&Path>, config: Option<&Path>) -> Result<Self> {
        let start = root.unwrap_or(Path::new("."));
        let start = start
            .canonicalize()
            .map_err(Error::io("open the folder", start))?;
        if let Some(file) = config {
            let file = file.canonicalize().map_err(Error::io("read", file))?;
            let folder = match root {
                Some(_) => start,
                None => file.parent().map_or(start, Path::to_owned),
            };
            return Ok(Self {
                root: folder,
                config: Some(file),
            });
        }
        let found = match root {
            Some(_) => Some(&*start).filter(|folder| has_config(folder)),
            None => start.ancestors().find(|folder| has_config(folder)),
        };
        let Some(folder) = found else {
            return Ok(Self {
                root: start,
                config: None,
            });
        };
        expect_name(folder)?;
        Ok(Self {
            root: folder.to_owned(),
            config: Some(folder.join(config::FILE_NAME)),
        })
    }

    /// The same project as it is now: its `docent.yml` may have come or gone, unless another file was asked for.
    ///
    /// # Errors
    /// The root is gone, or a configuration would be overlooked because of its name.
    pub fn again(&self) -> Result<Self> {
        let own = self.root.join(config::FILE_NAME);
        match &self.config {
            Some(file) if *file != own => Ok(self.clone()),
            _ => Self::find(Some(&self.root), None),
        }
    }
}

/// The name that other programs' habits suggest for the configuration. A file of it is not read, but never overlooked.
pub const OTHER_NAME: &str = "docent.yaml";

/// Whether a configuration lies in a folder, under whatever name.
pub fn has_config(folder: &Path) -> bool {
    let names = [config::FILE_NAME, OTHER_NAME];
    names.iter().any(|name| folder.join(name).is_file())
}

/// Refuses a folder whose configuration would be overlooked because of its name.
///
/// # Errors
/// There is a `docent.yaml` and no `docent.yml`.
pub fn expect_name(folder: &Path) -> Result<()> {
    let (file, other) = (folder.join(config::FILE_NAME), folder.join(OTHER_NAME));
    if file.is_file() || !other.is_file() {
        return Ok(());
    }
    let message = format!("`{}` is not read because of its name", other.display());
    Err(Error::usage(message).with_help("rename it to `docent.yml`"))
}
