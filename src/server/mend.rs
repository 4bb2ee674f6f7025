//! The fix that a finding offers, written into its file at the writer's word, and taken back at their next.

use std::fs;
use std::path::PathBuf;

use super::notes::Note;
use super::shown::Shown;
use crate::diagnostic::Fix;
use crate::error::{Error, Result};
use crate::replace::replace;

/// A fix that was applied: enough to take it back.
#[derive(Clone, Debug)]
pub struct Mended {
    file: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// Applies the safe fix of `note`. Nothing is written where the file is no longer the text that was judged.
///
/// # Errors
/// There is no safe fix, the file has changed, lies elsewhere or cannot be written.
pub fn apply(shown: &Shown, note: &Note) -> Result<Mended> {
    let source = &note.text.source;
    let fix = note.fix.as_ref();
    let fix = fix.ok_or_else(|| Error::usage("there is no safe fix"))?;
    let folder = shown.folder(source.name.locale);
    let folder = folder
        .canonicalize()
        .map_err(Error::io("open the folder", &folder))?;
    let file = folder.join(source.name.path.as_str());
    let file = file.canonicalize().map_err(Error::io("read", &file))?;
    if !file.starts_with(&folder) {
        return Err(Error::usage("the file lies outside its locale"));
    }
    let before = fs::read(&file).map_err(Error::io("read", &file))?;
    if before != source.text.as_bytes() {
        return Err(Error::usage("the file has changed since"));
    }
    let after = edited(&source.text, fix).into_bytes();
    replace(&file, &after)?;
    Ok(Mended {
        file,
        before,
        after,
    })
}

/// Takes a fix back, unless the file was changed after it.
///
/// # Errors
/// The file has changed or cannot be written.
pub fn undo(mended: &Mended) -> Result<()> {
    let now = fs::read(&mended.file).map_err(Error::io("read", &mended.file))?;
    if now != mended.after {
        return Err(Error::usage("the file has changed since"));
    }
    replace(&mended.file, &mended.before)
}

/// `text` with all edits of a fix, which do not overlap.
fn edited(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.range);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range.as_usize();
        out.push_str(&text[done..range.start]);
        out.push_str(&edit.replacement);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Edit;
    use crate::source::SourceId;
    use crate::span::{Span, TextRange};

    #[test]
    fn edits_are_applied_in_the_order_of_their_places() {
        let edit = |start, end, replacement: &str| Edit {
            span: Span::new(SourceId(0), TextRange::new(start, end)),
            replacement: replacement.to_owned().into(),
        };
        let fix = Fix {
            safe: true,
            edits: vec![edit(4, 5, "E"), edit(0, 1, ""), edit(2, 2, "-")],
        };
        assert_eq!(edited("abcdef", &fix), "b-cdEf");
    }
}
