//! Where the folders of locales lie in their own repositories, for addresses at which pages are edited.

use std::path::Path;

use super::Location;
use crate::config::Config;

/// Fills in [`Config::edit_folders`] for the folders that lie outside that of the configuration.
pub(super) fn place(location: &Location, config: &mut Config) {
    let Ok(root) = location.root.canonicalize() else {
        return;
    };
    for (folder, place) in config.folders.iter().zip(&mut config.edit_folders) {
        let Ok(folder) = location.root.join(folder).canonicalize() else {
            continue;
        };
        if !folder.starts_with(&root) {
            *place = below_repository(&folder).unwrap_or_default();
        }
    }
}

/// The path of a folder in the repository that it is part of; nothing where it is part of none.
fn below_repository(folder: &Path) -> Option<String> {
    let mut above = folder.ancestors();
    let repository = above.find(|folder| folder.join(".git").exists())?;
    let below = folder.strip_prefix(repository).ok()?.to_str()?;
    Some(below.replace(std::path::MAIN_SEPARATOR, "/"))
}
