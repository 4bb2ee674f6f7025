//! The repositories of a site as they were: that of `docent.yml`, and those of the locales that have one of their own.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::command::git::{Changes, Entry, Repository};
use crate::error::{Error, Result};
use crate::path::joined;
use crate::project::Location;

/// All repositories that a site is made from, each at the start of the work since one revision.
pub struct History<'a> {
    location: &'a Location,
    revision: &'a str,
    /// The folder of `docent.yml` in its repository.
    root: String,
    /// That of `docent.yml` is the first.
    repositories: Vec<Past>,
    /// The folders of locales that were asked for.
    mounts: Vec<Mount>,
}

/// A repository at a commit.
struct Past {
    repository: Repository,
    commit: String,
    files: Vec<Entry>,
    /// What is other in the work tree today.
    changes: Changes,
}

/// Where a folder of the site lies in a repository.
struct Mount {
    /// As the configuration says it.
    name: String,
    repository: usize,
    below: String,
}

/// A folder as it was.
pub struct Folder<'h> {
    past: &'h Past,
    below: String,
}

impl<'a> History<'a> {
    /// The history of the site at `location`, from the start of the work since `revision`.
    ///
    /// # Errors
    /// There is no git, no repository or no such revision.
    pub fn open(location: &'a Location, revision: &'a str) -> Result<Self> {
        let repository = Repository::of(&location.root)?;
        let commit = repository.start_of(revision)?;
        let real = location.root.canonicalize();
        let real = real.map_err(Error::io("open the folder", &location.root))?;
        Ok(Self {
            location,
            revision,
            root: below(&repository, &real),
            repositories: vec![Past::new(repository, commit)?],
            mounts: Vec::new(),
        })
    }

    /// A folder beside `docent.yml`, in whose repository it lies.
    pub fn folder(&self, name: &str) -> Folder<'_> {
        Folder {
            past: &self.repositories[0],
            below: joined(&self.root, name),
        }
    }

    /// A locale's folder, which may lie in a repository of its own.
    ///
    /// # Errors
    /// It lies in no repository, or in one that does not know the revision.
    pub fn locale(&mut self, name: &str) -> Result<Folder<'_>> {
        let mount = self.mount(name)?;
        self.mounts.push(mount);
        let mount = self.mounts.last().expect("it was just added");
        Ok(Folder {
            past: &self.repositories[mount.repository],
            below: mount.below.clone(),
        })
    }

    fn mount(&mut self, name: &str) -> Result<Mount> {
        let here = |below: String| Mount {
            name: name.to_owned(),
            repository: 0,
            below,
        };
        let beside = self.folder(name);
        // What is a repository of its own today may have been a plain folder; what is gone was one.
        let was_here = beside.files().next().is_some();
        let real = self.location.root.join(name).canonicalize();
        let (Ok(real), false) = (real, was_here) else {
            return Ok(here(beside.below));
        };
        let repository = Repository::of(&real)?;
        let below = below(&repository, &real);
        let repository = self.past_of(repository)?;
        Ok(Mount {
            repository,
            ..here(below)
        })
    }

    fn past_of(&mut self, repository: Repository) -> Result<usize> {
        let known = |past: &Past| past.repository.root == repository.root;
        if let Some(index) = self.repositories.iter().position(known) {
            return Ok(index);
        }
        let commit = match self.recorded(&repository)? {
            Some(commit) => commit,
            None => repository.start_of(self.revision)?,
        };
        self.repositories.push(Past::new(repository, commit)?);
        Ok(self.repositories.len() - 1)
    }

    /// The commit of a submodule that the repository of `docent.yml` had recorded: what the site was then made from.
    fn recorded(&self, submodule: &Repository) -> Result<Option<String>> {
        let Past {
            repository, commit, ..
        } = &self.repositories[0];
        let Ok(path) = submodule.root.strip_prefix(&repository.root) else {
            return Ok(None);
        };
        match repository.submodule(commit, &slashed(path))? {
            Some(commit) => submodule.start_of(&commit).map(Some),
            None => Ok(None),
        }
    }

    /// Files that have another name now, as the reports call them: the old name and the new one.
    pub fn renamed(&self) -> FxHashMap<String, String> {
        let mut names = FxHashMap::default();
        for (index, past) in self.repositories.iter().enumerate() {
            let renamed = past.changes.renamed.iter();
            names.extend(
                renamed.filter_map(|(old, new)| {
                    Some((self.seen(index, old)?, self.seen(index, new)?))
                }),
            );
        }
        names
    }

    /// A path of a repository as reports name it, if it belongs to a locale.
    fn seen(&self, repository: usize, path: &str) -> Option<String> {
        let mounts = self.mounts.iter();
        let mounts = mounts.filter(|mount| mount.repository == repository);
        let seen = mounts.filter_map(|mount| Some((mount, within(path, &mount.below)?)));
        // Of folders within each other the inner one.
        let (mount, path) = seen.min_by_key(|(_, path)| path.len())?;
        let folder = mount.name.trim_end_matches('/').trim_start_matches("./");
        Some(match folder {
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        })
    }
}

impl Past {
    fn new(repository: Repository, commit: String) -> Result<Self> {
        let files = repository.files(&commit)?;
        let changes = repository.changes(&commit)?;
        Ok(Self {
            repository,
            commit,
            files,
            changes,
        })
    }
}

impl Folder<'_> {
    /// Its files, by their path below it.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Entry)> {
        let files = self.past.files.iter();
        files.filter_map(|entry| Some((within(&entry.path, &self.below)?, entry)))
    }

    /// Whether the work tree has one of its files as it was, unless it is left out of the work tree.
    pub fn has_still(&self, entry: &Entry) -> bool {
        !self.past.changes.paths.contains(&entry.path)
    }

    /// The bytes of a file; `None` if it was not there.
    ///
    /// # Errors
    /// git cannot read it.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let path = joined(&self.below, path);
        match self.past.files.iter().find(|entry| entry.path == path) {
            Some(entry) => Ok(self.read_all(&[entry])?.pop()),
            None => Ok(None),
        }
    }

    /// The bytes of some of its files, in their order.
    ///
    /// # Errors
    /// git cannot read one of them.
    pub fn read_all(&self, entries: &[&Entry]) -> Result<Vec<Vec<u8>>> {
        let objects: Vec<&str> = entries.iter().map(|entry| &*entry.object).collect();
        self.past.repository.read(&objects)
    }
}

/// Where a folder lies in its repository; empty for the root.
fn below(repository: &Repository, folder: &Path) -> String {
    let below = folder.strip_prefix(&repository.root);
    slashed(below.unwrap_or(Path::new("")))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// What of `path` lies below `folder`.
fn within<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_is_behind_its_slash() {
        let cases = [
            ("a/b.md", "", Some("a/b.md")),
            ("a/b.md", "a", Some("b.md")),
            ("ab/c.md", "a", None),
        ];
        for (path, folder, expected) in cases {
            assert_eq!(within(path, folder), expected, "{path} {folder}");
        }
    }
}
