//! The stage: a hidden folder in which the new site is put together before it takes the place of the old one.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, FileTimes};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::error::{Error, Result};

use super::Content;
use super::manifest::{MANIFEST, Manifest};
use super::place::{Place, is_writable};
use super::plan::{Plan, folders_of};
use super::standing::Foreign;

/// A file of so many bytes is copied by reading it whole: two calls instead of the six that it takes to let the system
/// copy it, which counts with thousands of small pictures.
const SMALL: u64 = 64 * 1024;

/// The new site in the making. It is made when the first file is written, and removed when it is dropped.
pub(super) struct Stage<'a> {
    place: &'a Place,
    root: PathBuf,
    /// The folders of the site, sorted, so that each stands behind the one that holds it.
    folders: Vec<String>,
    is_made: Mutex<bool>,
}

fn write_bytes(target: &Path, bytes: &[u8]) -> Result<()> {
    let written = File::create_new(target).and_then(|mut file| file.write_all(bytes));
    written.map_err(Error::io("write", target))
}

impl<'a> Stage<'a> {
    /// The stage for the site of `plan`; nothing is written yet.
    pub fn new(place: &'a Place, plan: &Plan<'_>) -> Self {
        Self {
            place,
            root: place.stage(),
            folders: owned(plan.folders()),
            is_made: Mutex::new(false),
        }
    }

    /// The same stage for the site of `plan`, which has files that were not known before.
    pub fn extend(&mut self, plan: &Plan<'_>) -> Result<()> {
        let before = std::mem::replace(&mut self.folders, owned(plan.folders()));
        let is_made = self.is_made.get_mut();
        if *is_made.expect("no thread panics while it makes folders") {
            let is_new = |folder: &&String| before.binary_search(folder).is_err();
            for folder in self.folders.iter().filter(is_new) {
                make_folder(&self.root.join(folder))?;
            }
        }
        Ok(())
    }

    /// Writes a file of the site, and returns its size.
    pub fn write(&self, path: &str, content: &Content) -> Result<()> {
        self.make()?;
        let target = self.root.join(path);
        match content {
            Content::Bytes(bytes) => write_bytes(&target, bytes),
            Content::File(source) if content.size()? <= SMALL => {
                let bytes = fs::read(source).map_err(Error::io("read", source))?;
                write_bytes(&target, &bytes)
            }
            Content::File(source) => {
                let mut source = File::open(source).map_err(Error::io("read", source))?;
                let copied =
                    File::create_new(&target).and_then(|mut file| io::copy(&mut source, &mut file));
                copied.map(drop).map_err(Error::io("write", target))
            }
        }
    }

    /// Takes over from the old site the files that have not changed, and what docent did not write.
    pub fn keep(&self, unchanged: &[&str], foreign: &[Foreign]) -> Result<()> {
        self.make()?;
        unchanged
            .par_iter()
            .try_for_each(|path| self.link(Path::new(path)))?;
        for entry in foreign {
            if entry.is_folder {
                make_folder(&self.root.join(&entry.path))?;
            } else {
                self.link_foreign(&entry.path)?;
            }
        }
        // Backwards, since a folder that may not be written can only become so when all is in it.
        let folders = foreign.iter().rev().filter(|entry| entry.is_folder);
        folders.map(|folder| &folder.path).try_for_each(|folder| {
            copy_permissions(&self.place.output.join(folder), &self.root.join(folder))
        })
    }

    /// Puts the new site in place of the old one, and removes that.
    pub fn install(&self, manifest: &Manifest, old: Option<&Manifest>) -> Result<()> {
        if self.place.is_swapped_whole() {
            write_manifest(&self.root, manifest)?;
            self.swap_whole()
                .map_err(|cause| not_installed(&self.place.output, cause))?;
        } else {
            self.swap_entries(manifest, old)?;
        }
        self.remove_old(old.map_or(&[], Manifest::files))
    }

    /// Makes the stage with all folders of the site, once.
    fn make(&self) -> Result<()> {
        let mut is_made = self
            .is_made
            .lock()
            .expect("no thread panics while it makes folders");
        if *is_made {
            return Ok(());
        }
        let output = &self.place.output;
        if output.exists() && !is_writable(output) {
            let denied = ErrorKind::PermissionDenied.into();
            return Err(Error::io("write into the folder", output)(denied));
        }
        make_folder(&self.root)?;
        for folder in &self.folders {
            make_folder(&self.root.join(folder))?;
        }
        *is_made = true;
        Ok(())
    }

    /// Where the file system has no links, or another owner's file must not be linked, a copy with the same time must do.
    fn link(&self, path: &Path) -> Result<()> {
        let (standing, target) = (self.place.output.join(path), self.root.join(path));
        let Err(cause) = fs::hard_link(&standing, &target) else {
            return Ok(());
        };
        match cause.kind() {
            ErrorKind::NotFound => Err(Error::io("keep", standing)(cause)),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Err(Error::io("write", target)(cause))
            }
            _ => copy(&standing, &target, cause).map_err(Error::io("copy", standing)),
        }
    }

    /// The folder that holds it may have been the old site's only.
    fn link_foreign(&self, path: &Path) -> Result<()> {
        if let Some(folder) = self.root.join(path).parent() {
            fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
        }
        self.link(path)
    }

    fn swap_whole(&self) -> io::Result<()> {
        let output = &self.place.output;
        if !output.exists() {
            return fs::rename(&self.root, output);
        }
        fs::set_permissions(&self.root, fs::metadata(output)?.permissions())?;
        swap(&self.root, output, &self.place.old())
    }

    /// Swaps what stands directly in the output, one entry after the other: not one step, but some ten that take
    /// microseconds. Meanwhile the manifest names the files of both sites, so that the next build can finish the work.
    fn swap_entries(&self, manifest: &Manifest, old: Option<&Manifest>) -> Result<()> {
        let output = &self.place.output;
        let entries = entries(&self.root)?;
        if let Some(old) = old {
            self.put_manifest(&manifest.united(old))?;
        }
        for name in &entries {
            let (new, standing) = (self.root.join(name), output.join(name));
            let exists = fs::symlink_metadata(&standing).is_ok();
            let swapped = if exists {
                swap(&new, &standing, &self.place.old())
            } else {
                fs::rename(&new, &standing)
            };
            swapped.map_err(|cause| not_installed(&standing, cause))?;
        }
        let old_names = old.map(top_names).unwrap_or_default();
        for name in old_names.iter().filter(|name| !entries.contains(*name)) {
            let (standing, aside) = (output.join(name), self.root.join(name));
            match fs::rename(&standing, aside) {
                Err(cause) if cause.kind() == ErrorKind::NotFound => {}
                moved => moved.map_err(Error::io("remove", standing))?,
            }
        }
        self.put_manifest(manifest)
    }

    /// Removes the old site, now in the stage. By name first, as that spares reading all folders: a tenth of a build that changes one page.
    fn remove_old(&self, files: &[String]) -> Result<()> {
        // What fails here is tried again, and reported, with all that is not in the manifest.
        files
            .par_iter()
            .for_each(|file| drop(fs::remove_file(self.root.join(file))));
        folders_of(files)
            .iter()
            .rev()
            .for_each(|it| drop(fs::remove_dir(self.root.join(it))));
        remove_tree(&self.root)
    }

    fn put_manifest(&self, manifest: &Manifest) -> Result<()> {
        write_manifest(&self.root, manifest)?;
        let target = self.place.output.join(MANIFEST);
        fs::rename(self.root.join(MANIFEST), &target).map_err(Error::io("write", target))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // After a success it is gone. After a failure that failure is what counts, and the next build sweeps.
        let _ = remove_tree(&self.root);
    }
}

impl Content {
    /// The number of bytes.
    pub(super) fn size(&self) -> Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
            Self::File(path) => match fs::metadata(path).map_err(Error::io("read", path))? {
                // To open a named pipe would wait for ever.
                found if !found.is_file() => {
                    Err(Error::usage(format!("`{}` is not a file", path.display())))
                }
                found => Ok(found.len()),
            },
        }
    }
}

/// Removes what killed builds have left; puts back the old site if one was killed between two renames.
pub(super) fn sweep(place: &Place) -> Result<()> {
    let old = place.old();
    if !place.output.exists() && old.exists() {
        fs::rename(&old, &place.output).map_err(Error::io("put back", &place.output))?;
    }
    remove_tree(&old)?;
    remove_tree(&place.stage())
}

/// Lets `new` and `standing` change names: in one step if the system can, else by way of `spare`.
fn swap(new: &Path, standing: &Path, spare: &Path) -> io::Result<()> {
    match exchange(new, standing) {
        Err(cause)
            if matches!(
                cause.kind(),
                ErrorKind::Unsupported | ErrorKind::InvalidInput
            ) =>
        {
            swap_by_renames(new, standing, spare)
        }
        exchanged => exchanged,
    }
}

fn swap_by_renames(new: &Path, standing: &Path, spare: &Path) -> io::Result<()> {
    fs::rename(standing, spare)?;
    if let Err(cause) = fs::rename(new, standing) {
        fs::rename(spare, standing)?;
        return Err(cause);
    }
    fs::rename(spare, new)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn not_installed(standing: &Path, cause: io::Error) -> Error {
    match cause.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => Error::usage(format!(
            "the new site cannot take the place of `{}`: {cause}",
            standing.display()
        ))
        .with_help("it is a mount point, or lies in a layer that cannot change: build into another folder, or remove it first"),
        _ => Error::io("put the new site in the place of", standing)(cause),
    }
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<()> {
    let path = folder.join(MANIFEST);
    fs::write(&path, manifest.to_bytes()).map_err(Error::io("write", path))
}

fn make_folder(path: &Path) -> Result<()> {
    match fs::create_dir(path) {
        // Another thread began with the folders and failed; it is to be its cause that is reported, not this.
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(Error::io("create the folder", path)),
    }
}

fn owned(folders: &[&str]) -> Vec<String> {
    folders.iter().map(|folder| (*folder).to_owned()).collect()
}

fn copy_permissions(from: &Path, to: &Path) -> Result<()> {
    let permissions = fs::metadata(from)
        .map_err(Error::io("read", from))?
        .permissions();
    fs::set_permissions(to, permissions).map_err(Error::io("set the permissions of", to))
}

/// A copy with the time of the original; `cause` is why it could not be linked.
fn copy(from: &Path, to: &Path, cause: io::Error) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    if found.is_symlink() {
        return copy_link(from, to);
    }
    if !found.is_file() {
        return Err(cause);
    }
    fs::copy(from, to)?;
    File::open(to)?.set_times(FileTimes::new().set_modified(found.modified()?))
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn entries(folder: &Path) -> Result<BTreeSet<OsString>> {
    let failed = |cause| Error::io("read the folder", folder)(cause);
    let entries = fs::read_dir(folder).map_err(failed)?;
    entries
        .map(|entry| entry.map(|entry| entry.file_name()).map_err(failed))
        .collect()
}

/// What of a site stands directly in its root.
fn top_names(manifest: &Manifest) -> BTreeSet<OsString> {
    let top = |path: &String| path.split('/').next().map(OsString::from);
    manifest.files().iter().filter_map(top).collect()
}

/// Removes a folder with all that is in it, if it exists; also folders that may not be written, as long as they are ours.
fn remove_tree(path: &Path) -> Result<()> {
    let removed = match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() == ErrorKind::PermissionDenied => {
            make_writable(path);
            fs::remove_dir_all(path)
        }
        removed => removed,
    };
    match removed {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(Error::io("remove", path)),
    }
}

/// Tries; what may not be done fails again, and is then reported, when the folder is removed.
#[cfg(unix)]
fn make_writable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // Each folder is opened up before it is entered.
    let Ok(found) = fs::symlink_metadata(path) else {
        return;
    };
    if found.is_dir() {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| make_writable(&entry.path()));
    }
}

#[cfg(not(unix))]
fn make_writable(_: &Path) {}
