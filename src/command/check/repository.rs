//! Where the files of a site lie in the repository for which a server checks it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::locale::LocaleId;
use crate::project::Location;
use crate::workspace::Workspace;

/// How the files of the site begin in a report, and what stands for that as seen from the root of the repository that
/// the run is about: the one of the locales in `wanted` if they lie in one, else that of `docent.yml`.
pub fn folders(
    location: &Location,
    workspace: &Workspace,
    wanted: &BTreeSet<LocaleId>,
) -> Vec<(String, String)> {
    let config = &workspace.config;
    let locales = config.locales.iter().map(|(id, _)| {
        let folder = config.folder(id);
        let name = folder.trim_end_matches('/').trim_start_matches("./");
        let name = match name {
            "" | "." => String::new(),
            name => format!("{name}/"),
        };
        (Some(id), name, real(&location.root.join(folder)))
    });
    let site = [(None, String::new(), real(&location.root))];
    let folders: Vec<_> = site.into_iter().chain(locales).collect();
    let roots = folders
        .iter()
        .filter(|(locale, ..)| locale.is_some_and(|locale| wanted.contains(&locale)));
    let roots: BTreeSet<_> = roots.map(|(_, _, real)| root_of(real)).collect();
    let root = match roots.len() {
        1 => roots.into_iter().next().flatten(),
        _ => root_of(&folders[0].2),
    };
    let Some(root) = root else {
        return Vec::new();
    };
    let below = |real: &Path| Some(slashed(real.strip_prefix(&root).ok()?));
    folders
        .iter()
        .filter_map(|(_, name, real)| Some((name.clone(), below(real)?)))
        .collect()
}

fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// The repository that a folder lies in. In a work tree and in a submodule `.git` is a file.
fn root_of(folder: &Path) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    above
        .find(|folder| folder.join(".git").exists())
        .map(Path::to_owned)
}

fn slashed(below: &Path) -> String {
    match below.to_string_lossy().replace('\\', "/") {
        below if below.is_empty() => below,
        below => format!("{below}/"),
    }
}
