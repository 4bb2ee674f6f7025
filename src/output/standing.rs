//! What stands in the output before a build: compared with the new site, and searched for files that are not ours.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::manifest::{MANIFEST, Manifest};
use super::place::{Place, refused};
use super::plan::{Plan, folders_of};
use super::{Content, in_the_way};

/// How much of two files is compared at a time.
const CHUNK: usize = 32 * 1024;

/// The output folder as a build finds it.
pub(super) struct Standing {
    root: PathBuf,
    is_empty: bool,
    /// None if docent has not written here yet.
    pub manifest: Option<Manifest>,
}

/// What is in the output besides the files of the new site.
#[derive(Default)]
pub(super) struct Survey {
    /// How many files of the old site the new one lacks.
    pub stale: usize,
    /// What docent did not write, each entry behind the folder that holds it.
    pub foreign: Vec<Foreign>,
}

/// A file or folder that docent did not write.
pub(super) struct Foreign {
    /// Below the output.
    pub path: PathBuf,
    /// Whether it is a folder; a symbolic link to one is not.
    pub is_folder: bool,
}

impl Standing {
    /// Reads what docent needs to know of the output, and refuses one that belongs to somebody else.
    pub fn read(place: &Place) -> Result<Self> {
        let root = place.output.clone();
        let manifest = Manifest::read(&root)?;
        let is_empty = match fs::read_dir(&root) {
            Ok(mut entries) => entries.next().is_none(),
            Err(cause) if cause.kind() == ErrorKind::NotFound => true,
            Err(cause) => return Err(Error::io("read the folder", root)(cause)),
        };
        if manifest.is_none() && !is_empty && has_visible_entries(&root)? {
            let error = refused(&root, "has files in it that docent did not write");
            let help = format!(
                "name a folder that docent may have for itself with `--output-dir`; if this is an older site of docent's that has lost its `{MANIFEST}`, remove it"
            );
            return Err(error.with_help(help));
        }
        Ok(Self {
            root,
            is_empty,
            manifest,
        })
    }

    /// Whether `path` stands with this very content. A file that is not ours must not differ.
    pub fn has(&self, path: &str, content: &Content, buffer: &mut Vec<u8>) -> Result<bool> {
        if self.is_empty {
            return Ok(false);
        }
        let standing = self.root.join(path);
        let found = match fs::symlink_metadata(&standing) {
            Ok(found) => found,
            Err(cause) if is_absence(&cause) => return Ok(false),
            Err(cause) => return Err(Error::io("read", standing)(cause)),
        };
        let is_same = found.is_file() && is_equal(&standing, &found, content, buffer)?;
        // Whether a folder is in the way depends on what is in it: the survey will tell.
        if !is_same && !found.is_dir() && !self.is_ours(path) && !self.is_damaged() {
            return Err(in_the_way(&standing));
        }
        Ok(is_same)
    }

    /// Goes through the whole output. Costs a read of every folder, so it is done only if there is something to write.
    pub fn survey(&self, place: &Place, plan: &Plan<'_>) -> Result<Survey> {
        let mut walk = Walk {
            standing: self,
            place,
            plan,
            old_folders: folders_of(self.files()).into_iter().collect(),
            survey: Survey::default(),
        };
        if !self.is_empty {
            walk.folder(Path::new(""))?;
        }
        Ok(walk.survey)
    }

    /// Removes what the manifest names, then the folders that are empty, and returns the number of files.
    pub fn remove(&self) -> Result<usize> {
        let folders = self.real_folders();
        let mut removed = 0;
        for file in self.files() {
            // A folder that was replaced by a symbolic link leads to files that are not ours.
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folders.binary_search(&folder).is_ok() {
                removed += usize::from(remove_file(&self.root.join(file))?);
            }
        }
        // Its folders first, the manifest last: what was killed half-way is still ours, and can be cleaned again.
        for folder in folders.iter().rev().filter(|folder| !folder.is_empty()) {
            remove_folder_if_empty(&self.root.join(folder))?;
        }
        if remove_file(&self.root.join(MANIFEST))? {
            remove_folder_if_empty(&self.root)?;
        }
        Ok(removed)
    }

    /// The root, `""`, and the folders of the manifest that are reached without symbolic links; sorted.
    fn real_folders(&self) -> Vec<&str> {
        let mut real = vec![""];
        for folder in folders_of(self.files()) {
            let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let is_folder =
                |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
            if real.binary_search(&above).is_ok() && is_folder(&self.root.join(folder)) {
                real.push(folder);
            }
        }
        real
    }

    /// Whether nobody knows any longer what all docent has written here.
    pub fn is_damaged(&self) -> bool {
        self.manifest.as_ref().is_some_and(Manifest::is_damaged)
    }

    fn files(&self) -> &[String] {
        self.manifest.as_ref().map_or(&[], Manifest::files)
    }

    fn is_ours(&self, path: &str) -> bool {
        path == MANIFEST
            || self
                .manifest
                .as_ref()
                .is_some_and(|manifest| manifest.names(path))
    }
}

struct Walk<'a> {
    standing: &'a Standing,
    place: &'a Place,
    plan: &'a Plan<'a>,
    old_folders: HashSet<&'a str>,
    survey: Survey,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) -> Result<()> {
        let path = self.standing.root.join(folder);
        let failed = |cause| Error::io("read the folder", &path)(cause);
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            self.entry(folder.join(entry.file_name()), kind.is_dir())?;
        }
        Ok(())
    }

    fn entry(&mut self, path: PathBuf, is_folder: bool) -> Result<()> {
        if is_folder && self.is_our_folder(&path) {
            self.folder(&path)
        } else if !is_folder && self.is_our_file(&path) {
            self.survey.stale += usize::from(self.is_stale(&path));
            Ok(())
        } else {
            self.foreign(path, is_folder)
        }
    }

    fn foreign(&mut self, path: PathBuf, is_folder: bool) -> Result<()> {
        let standing = self.standing.root.join(&path);
        let is_top = path.components().nth(1).is_none();
        let is_planned = |above: &Path| site_path(above).is_some_and(|it| self.plan.has_file(&it));
        let is_link_for_folder = site_path(&path).is_some_and(|it| self.plan.has_folder(&it));
        if is_link_for_folder || path.ancestors().any(is_planned) {
            return Err(in_the_way(&standing));
        }
        // Where the output is not swapped as a whole, what stands directly in it stays where it is.
        if is_top && (!self.place.is_swapped_whole() || self.place.is_own(&standing)) {
            return Ok(());
        }
        let below = is_folder.then(|| path.clone());
        self.survey.foreign.push(Foreign { path, is_folder });
        below.map_or(Ok(()), |folder| self.folder(&folder))
    }

    fn is_our_folder(&self, path: &Path) -> bool {
        site_path(path)
            .is_some_and(|it| self.plan.has_folder(&it) || self.old_folders.contains(&*it))
    }

    fn is_our_file(&self, path: &Path) -> bool {
        site_path(path).is_some_and(|it| self.standing.is_ours(&it) || self.plan.has_file(&it))
    }

    fn is_stale(&self, path: &Path) -> bool {
        site_path(path).is_some_and(|it| it != MANIFEST && !self.plan.has_file(&it))
    }
}

/// `path` as the site and the manifest write it; none if it is not Unicode, and so not ours.
fn site_path(path: &Path) -> Option<Cow<'_, str>> {
    let path = path.to_str()?;
    Some(if cfg!(windows) {
        path.replace('\\', "/").into()
    } else {
        path.into()
    })
}

fn has_visible_entries(folder: &Path) -> Result<bool> {
    let failed = |cause| Error::io("read the folder", folder)(cause);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        // A volume of its own comes with a `lost+found`.
        if !name.as_encoded_bytes().starts_with(b".") && name != "lost+found" {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_equal(
    standing: &Path,
    found: &Metadata,
    content: &Content,
    buffer: &mut Vec<u8>,
) -> Result<bool> {
    if found.len() != content.size()? {
        return Ok(false);
    }
    let open = |path: &Path| File::open(path).map_err(Error::io("read", path));
    let compared = match content {
        Content::Bytes(bytes) => have_equal_bytes(open(standing)?, &bytes[..], found.len(), buffer),
        Content::File(path) => have_equal_bytes(open(standing)?, open(path)?, found.len(), buffer),
    };
    match compared {
        // One of them was cut short meanwhile.
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Ok(false),
        compared => compared.map_err(Error::io("read", standing)),
    }
}

/// Whether `one` and `other`, both of `size` bytes, are equal.
fn have_equal_bytes(
    mut one: impl Read,
    mut other: impl Read,
    size: u64,
    buffer: &mut Vec<u8>,
) -> io::Result<bool> {
    buffer.resize(2 * CHUNK, 0);
    let (left, right) = buffer.split_at_mut(CHUNK);
    let mut rest = size;
    while rest > 0 {
        let length = usize::try_from(rest).map_or(CHUNK, |rest| rest.min(CHUNK));
        one.read_exact(&mut left[..length])?;
        other.read_exact(&mut right[..length])?;
        if left[..length] != right[..length] {
            return Ok(false);
        }
        rest -= length as u64;
    }
    Ok(true)
}

/// Whether there was such a file.
fn remove_file(path: &Path) -> Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(cause) if is_absence(&cause) => Ok(false),
        Err(cause) => Err(Error::io("remove", path)(cause)),
    }
}

fn remove_folder_if_empty(path: &Path) -> Result<()> {
    match fs::remove_dir(path) {
        Err(cause) if cause.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
        // An output that is a mount point stays.
        Err(cause) if cause.kind() == ErrorKind::ResourceBusy => Ok(()),
        Err(cause) if is_absence(&cause) => Ok(()),
        removed => removed.map_err(Error::io("remove the folder", path)),
    }
}

fn is_absence(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
