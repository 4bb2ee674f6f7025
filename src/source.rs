//! The texts of the project: each held once, never changed in place, named by locale and content path.

use std::sync::Arc;

use crate::locale::LocaleId;
use crate::path::ContentPath;

/// A source of this process. Valid for the life of the process, never on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

impl SourceId {
    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a source is called: its locale and its path below the locale's folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceName {
    /// The locale whose folder holds it.
    pub locale: LocaleId,
    /// The path below that folder.
    pub path: ContentPath,
}

/// One text of the project.
#[derive(Clone, Debug)]
pub struct Source {
    /// Locale and path.
    pub name: SourceName,
    /// Path as seen from the folder of `docent.yml`, with `/`: what findings call it.
    pub file: Arc<str>,
    /// The whole text as it lies on disk; bytes that are no UTF-8 stand as U+FFFD.
    ///
    /// As it was read, in one piece: a text in an `Arc<str>` would be copied once more, all 100 MB of a large site.
    pub text: Arc<String>,
    /// Offset in the file of the first byte that is no UTF-8, if any.
    pub undecodable: Option<u64>,
}

/// What findings call the file at `below` of a locale whose folder is `folder`; the empty path is the folder itself.
pub fn file_of(folder: &str, below: impl std::fmt::Display) -> String {
    match folder.trim_end_matches('/').trim_start_matches("./") {
        "" | "." => below.to_string(),
        folder => format!("{folder}/{below}"),
    }
}

/// The number of bytes of the byte-order mark that `text` may begin with, which is no part of what it says.
pub fn mark_length(text: &str) -> usize {
    const MARK: char = '\u{feff}';
    if text.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    }
}

/// How the lines of `text` end, as its first one does: what is written into it ends its lines likewise.
pub fn line_break(text: &str) -> &'static str {
    match memchr::memchr(b'\n', text.as_bytes()) {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
