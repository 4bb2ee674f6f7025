//! The lock that keeps two builds of one output apart: a locked file beside it, gone when the build has ended.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use crate::error::{Error, Result};

use super::place::Place;

/// Holds the output for this process. The system releases it if the process dies, whatever becomes of the file.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who has it.
    pub fn take(place: &Place) -> Result<Self> {
        let path = place.lock();
        loop {
            let mut file = open(&path).map_err(Error::io("create the lock file", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(place, &mut file)),
                Err(TryLockError::Error(cause)) => return Err(Error::io("lock", path)(cause)),
            }
            // Its holder may have removed the file after we opened it: then this lock keeps nobody out.
            if names_the_same_file(&path, &file) {
                // The number only serves the message of others; a full disk must not keep an unchanged site from its build.
                let _ = file
                    .set_len(0)
                    .and_then(|()| write!(file, "{}", std::process::id()));
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked: afterwards it could be another build's.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &PathBuf) -> io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn taken(place: &Place, file: &mut File) -> Error {
    let mut holder = String::new();
    let known = file.read_to_string(&mut holder).is_ok() && !holder.is_empty();
    let process = if known {
        format!(" (process {holder})")
    } else {
        String::new()
    };
    let output = place.output.display();
    Error::usage(format!(
        "`{output}` is locked by another docent build{process}"
    ))
    .with_help("wait until it has ended; the lock ends with it")
}

#[cfg(unix)]
fn names_the_same_file(path: &PathBuf, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    match (fs::symlink_metadata(path), file.metadata()) {
        (Ok(named), Ok(opened)) => identity(named) == identity(opened),
        _ => false,
    }
}

/// Elsewhere a file that is open keeps its name.
#[cfg(not(unix))]
fn names_the_same_file(_: &PathBuf, _: &File) -> bool {
    true
}
