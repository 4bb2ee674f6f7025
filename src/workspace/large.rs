//! Markdown files that are too large to be read: each is one finding as long as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Workspace;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::LocaleId;
use crate::source::file_of;
use crate::span::{Span, TextRange};

impl Workspace {
    /// The files of a locale at `below`, a file or a folder, that are too large to be read, with their sizes in bytes.
    pub fn too_large(&self, locale: LocaleId, below: &str) -> BTreeMap<Arc<str>, u64> {
        let start = file_of(self.config.folder(locale), below);
        let lies_below = |name: &str| {
            let rest = name.strip_prefix(&*start);
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.starts_with('/') || start.is_empty() || start.ends_with('/')
            })
        };
        let files = self.too_large.iter().filter(|(name, _)| lies_below(name));
        files
            .map(|(name, size)| (Arc::clone(name), *size))
            .collect()
    }

    /// Takes note of the files that were too large when the project was read.
    pub(super) fn note_too_large(&mut self, files: &[(Arc<str>, u64, u64)]) {
        for (file, size, _) in files {
            self.set_too_large(file, Some(*size));
        }
    }

    /// Takes note that a file has this size, which is too large, or that it is not too large; says whether that is new.
    pub(super) fn set_too_large(&mut self, file: &Arc<str>, size: Option<u64>) -> bool {
        if self.too_large.get(file).copied() == size {
            return false;
        }
        let is_of_file =
            |finding: &Diagnostic| finding.code == Code::FileTooLarge && *finding.subject == **file;
        self.outside.retain(|finding| !is_of_file(finding));
        self.too_large.remove(file);
        if let Some(size) = size {
            self.too_large.insert(Arc::clone(file), size);
            let finding = self.of_large(file, size);
            self.outside.push(finding);
        }
        true
    }

    fn of_large(&mut self, file: &str, size: u64) -> Diagnostic {
        let limit = self.config.limits.file_size;
        let message = format!("`{file}` has {size} bytes and is not read: the limit is {limit}");
        let place = Span::new(self.put_outside(file, ""), TextRange::new(0, 0));
        let finding = Diagnostic::new(Code::FileTooLarge, place, message, file);
        finding.with_help("split the page, or raise `limits: file_size` in docent.yml")
    }
}
