//! The default theme, embedded in the program.

use include_dir::{Dir, DirEntry, include_dir};

const TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/templates");
const STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/static");

/// The templates by their names: `page.html`, `partials/head.html`.
pub(super) fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES).into_iter().map(|(name, bytes)| {
        let text = std::str::from_utf8(bytes).expect("the default theme is UTF-8");
        (name, text)
    })
}

/// The static files by their names: `docent.css`.
pub(super) fn assets() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files(&STATIC).into_iter()
}

fn files(folder: &Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => found.extend(files(inner)),
            DirEntry::File(file) => {
                let name = file
                    .path()
                    .to_str()
                    .expect("the default theme has plain file names");
                found.push((name, file.contents()));
            }
        }
    }
    found
}
