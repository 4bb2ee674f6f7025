//! Where the output lies: kept away from what the site is made from, and what is called how beside it.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What begins the names of our own files and folders beside the output.
const PREFIX: &str = ".docent-";

/// The output folder and the names that belong to it.
pub(super) struct Place {
    /// The output folder, absolute and without symbolic links.
    pub output: PathBuf,
    /// Where the stage and the lock are: the folder that holds the output, or the output itself (see [`Place::is_swapped_whole`]).
    beside: PathBuf,
    name: OsString,
}

impl Place {
    /// The place of `dir`, unless it is, holds or lies in one of the `inputs`.
    pub fn find(dir: &Path, inputs: &[PathBuf]) -> Result<Self> {
        let output = resolve(dir)?;
        for input in inputs {
            keep_apart(dir, &output, input)?;
        }
        if fs::metadata(&output).is_ok_and(|found| !found.is_dir()) {
            return Err(refused(dir, "is not a folder"));
        }
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(refused(dir, "is the root of the file system"));
        };
        let name = name.to_owned();
        let whole = !output.exists() || (!is_mount_point(&output) && is_writable(parent));
        let beside = if whole { parent } else { &output }.to_owned();
        Ok(Self {
            output,
            beside,
            name,
        })
    }

    /// Makes the folders above the output.
    pub fn make_parent(&self) -> Result<()> {
        fs::create_dir_all(&self.beside).map_err(Error::io("create the folder", &self.beside))
    }

    /// Whether the output can change places with a folder beside it. A mount point cannot, nor can a folder whose parent
    /// may not be written: there the stage lies inside the output, and the entries of the output are swapped one by one.
    pub fn is_swapped_whole(&self) -> bool {
        self.beside != self.output
    }

    /// The file that is locked while a build writes.
    pub fn lock(&self) -> PathBuf {
        self.named("lock")
    }

    /// The folder in which the new site is put together, and in which the old one is after they have changed places.
    pub fn stage(&self) -> PathBuf {
        self.named("stage")
    }

    /// Where the old site is while two renames must do for an exchange.
    pub fn old(&self) -> PathBuf {
        self.named("old")
    }

    /// Whether `path` is one of the above.
    pub fn is_own(&self, path: &Path) -> bool {
        [self.lock(), self.stage(), self.old()]
            .iter()
            .any(|own| own == path)
    }

    fn named(&self, role: &str) -> PathBuf {
        let mut name = OsString::from(PREFIX);
        name.push(&self.name);
        name.push(".");
        name.push(role);
        self.beside.join(name)
    }
}

/// `path` without symbolic links, though its last parts need not exist.
fn resolve(path: &Path) -> Result<PathBuf> {
    let cause = match path.canonicalize() {
        Ok(path) => return Ok(path),
        Err(cause) => cause,
    };
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(refused(path, "is a symbolic link that leads nowhere"));
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if cause.kind() == ErrorKind::NotFound => {
            let here = parent.as_os_str().is_empty();
            let parent = if here { Path::new(".") } else { parent };
            Ok(resolve(parent)?.join(name))
        }
        _ => Err(Error::io("find the folder", path)(cause)),
    }
}

fn keep_apart(dir: &Path, output: &Path, input: &Path) -> Result<()> {
    let resolved = resolve(input)?;
    let relation = if *output == resolved {
        "is"
    } else if output.starts_with(&resolved) {
        "lies in"
    } else if resolved.starts_with(output) {
        "holds"
    } else {
        return Ok(());
    };
    let what = format!(
        "{relation} `{}`, which the site is made from",
        input.display()
    );
    Err(refused(dir, &what))
}

/// The error for an output folder that will not do.
pub(super) fn refused(dir: &Path, why: &str) -> Error {
    Error::usage(format!("the output folder `{}` {why}", dir.display()))
        .with_help("name a folder that docent may have for itself with `--output-dir`")
}

/// Also finds a folder of the same file system that is mounted once more, as container volumes often are.
#[cfg(target_os = "linux")]
fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::TYPE)
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    folder
        .parent()
        .is_some_and(|parent| device(parent) != device(folder))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

/// Whether files may be made in `folder`; it tells apart what to do, the system still has the last word.
#[cfg(unix)]
pub(super) fn is_writable(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn is_writable(_: &Path) -> bool {
    true
}
