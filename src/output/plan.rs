//! The plan: the paths of a new site, checked, and the folders that they need.

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::path::{clash, clash_key};

use super::manifest::MANIFEST;

/// The files and folders of a site.
pub(super) struct Plan<'a> {
    files: HashSet<&'a str>,
    /// Each stands behind the folder that holds it.
    folders: Vec<&'a str>,
    folder_set: HashSet<&'a str>,
}

impl<'a> Plan<'a> {
    /// The plan for `paths`, in any order.
    pub fn new(paths: &'a [String]) -> Result<Self> {
        paths.iter().try_for_each(|path| check_path(path))?;
        check_clashes(paths)?;
        let folders = folders_of(paths);
        Ok(Self {
            files: paths.iter().map(String::as_str).collect(),
            folder_set: folders.iter().copied().collect(),
            folders,
        })
    }

    /// Whether the site has a file `path`.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Whether the site has files in the folder `path` or below it.
    pub fn has_folder(&self, path: &str) -> bool {
        self.folder_set.contains(path)
    }

    /// All folders below the root, each behind the folder that holds it.
    pub fn folders(&self) -> &[&'a str] {
        &self.folders
    }
}

/// The folders that hold these files, each behind the folder that holds it; the root is not among them.
pub(super) fn folders_of(paths: &[String]) -> Vec<&str> {
    let mut known = HashSet::new();
    let mut folders = Vec::new();
    for path in paths {
        // From the nearest up: above a folder that is known all are.
        let above = path.rmatch_indices('/').map(|(end, _)| &path[..end]);
        folders.extend(above.take_while(|folder| known.insert(*folder)));
    }
    folders.sort_unstable();
    folders
}

/// Whether `path` stays below the folder that it is joined to, on every system.
///
/// Our callers see to that; here it is checked once more, since what fails here would be written, or removed, elsewhere.
pub(super) fn check_path(path: &str) -> Result<()> {
    let is_bad = |part: &str| matches!(part, "" | "." | "..");
    let is_drive = cfg!(windows) && path.contains([':', '\\']);
    if path.contains('\0') || is_drive || path.split('/').any(is_bad) {
        return Err(Error::usage(format!(
            "{path:?} is not a path below the output folder"
        )));
    }
    Ok(())
}

/// No two files may be one on a file system that ignores case or the composition of letters, and none the folder of another.
fn check_clashes(paths: &[String]) -> Result<()> {
    let manifest = MANIFEST.to_owned();
    let mut keys: Vec<(String, &str)> = paths
        .iter()
        .chain([&manifest])
        .map(|path| (clash_key(path), path.as_str()))
        .collect();
    keys.sort_unstable();
    for pair in keys.windows(2) {
        let [(key, path), (next_key, next)] = pair else {
            continue;
        };
        if clash(key, next_key) {
            let message =
                format!("the site has both `{path}` and `{next}`, which cannot stand side by side");
            return Err(Error::usage(message).with_help("rename one of the two sources"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in ["", "/a", "a//b", "a/", "../a", "a/../b", "a/./b", "a\0b"] {
            assert!(check_path(path).is_err(), "{path:?}");
        }
        for path in ["a", "a/b.html", "..a/b..", "-x", "a b/\n", "é/…"] {
            assert!(check_path(path).is_ok(), "{path:?}");
        }
    }

    #[test]
    fn clashing_files_are_both_named() {
        let pairs = [
            ("a/x.html", "a/x.html"),
            ("a/X.html", "a/x.html"),
            ("É", "é"),
            ("e\u{301}", "é"),
            ("a", "A/b"),
            (".docent-manifest.json", ".docent-manifest.json"),
        ];
        for (one, other) in pairs {
            let paths = ["a.b", one, other, "a-b"].map(String::from);
            let error = Plan::new(&paths).err().expect("they clash").to_string();
            assert!(error.contains(one) && error.contains(other), "{error}");
        }
    }

    #[test]
    fn folders_come_behind_those_that_hold_them() {
        let paths = ["b/c/d/x", "b/y", "z", "b/c/z", "a/x"].map(String::from);
        let plan = Plan::new(&paths).expect("nothing clashes");
        assert_eq!(plan.folders(), ["a", "b", "b/c", "b/c/d"]);
    }
}
