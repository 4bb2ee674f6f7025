//! The fix that a finding offers, written into its file at the writer's word, and taken back at their next.

use std::fs;
use std::path::PathBuf;

use super::notes::Note;
use super::shown::Shown;
use crate::error::{Error, Result};
use crate::fix;
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
    // All edits of such a fix stand in this text.
    let fixed = fix::apply([&**fix], |_| Some(&*source.text));
    let after = fixed.texts.into_values().next();
    let after = after.ok_or_else(|| Error::usage("the fix changes nothing"))?;
    let after = after.into_bytes();
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
