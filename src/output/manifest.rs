//! The manifest: a file in the output that lists what docent wrote there, and so marks the folder as docent's.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

use super::plan::check_path;

/// The name of the manifest in the output.
pub(super) use crate::project::MANIFEST;

/// Grows when older versions of docent would misread the manifest.
const FORMAT: u32 = 1;

const ANEW: &str = "remove the output folder; the next build makes it anew";

/// The files of a site, sorted, without the manifest itself; no times and no sizes, so that equal sites have equal manifests.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    files: Vec<String>,
    /// Whether these are just the files that could be read of a damaged one.
    #[serde(skip)]
    is_damaged: bool,
}

impl Manifest {
    /// The manifest of a site with these files.
    pub fn of(paths: &[String]) -> Self {
        let mut files = paths.to_vec();
        files.sort_unstable();
        Self {
            format: FORMAT,
            files,
            is_damaged: false,
        }
    }

    /// The manifest in `folder`, if it has one.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(MANIFEST);
        // Of a pipe nobody would ever read the end.
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let message = format!("`{}` is not a file", path.display());
            return Err(Error::usage(message).with_help(ANEW));
        }
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(Error::io("read", path)(cause)),
        };
        match serde_json::from_slice::<Self>(&bytes) {
            Ok(manifest) if manifest.is_sound() => Ok(Some(manifest)),
            Ok(manifest) if manifest.format > FORMAT => Err(too_new(&path)),
            _ => Ok(Some(Self::salvaged(&bytes))),
        }
    }

    /// What can be read of a damaged manifest: its name says whose the folder is, and each line names a file of its own.
    fn salvaged(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let file =
            |line: &str| serde_json::from_str::<String>(line.trim().trim_end_matches(',')).ok();
        let files = text.lines().filter_map(file);
        let mut files: Vec<String> = files.filter(|path| check_path(path).is_ok()).collect();
        files.sort_unstable();
        files.dedup();
        Self {
            format: FORMAT,
            files,
            is_damaged: true,
        }
    }

    /// Whether it may have named more files.
    pub const fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// A manifest whose files are those of this one and of `other`.
    pub fn united(&self, other: &Self) -> Self {
        let mut files = [&self.files[..], &other.files].concat();
        files.sort_unstable();
        files.dedup();
        Self {
            format: FORMAT,
            files,
            is_damaged: false,
        }
    }

    /// The files, sorted.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Whether it names `path`.
    pub fn names(&self, path: &str) -> bool {
        self.files
            .binary_search_by(|file| file.as_str().cmp(path))
            .is_ok()
    }

    /// As it is written: one file a line.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("strings always serialise");
        bytes.push(b'\n');
        bytes
    }

    /// We remove what a manifest names, so a forged one must not lead out of the output.
    fn is_sound(&self) -> bool {
        self.format == FORMAT
            && self.files.is_sorted()
            && self.files.iter().all(|path| check_path(path).is_ok())
    }
}

fn too_new(path: &Path) -> Error {
    Error::usage(format!(
        "`{}` comes from a later version of docent",
        path.display()
    ))
    .with_help(ANEW)
}
