//! Width and height of the images of a site.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::picture;

/// Enough for the head of every format; in JPEG files the size may stand behind a preview picture.
const HEAD: u64 = 64 * 1024;

/// The sizes of all images among `assets`, by locale and path. What cannot be read or is no image has none.
pub fn sizes(
    folder: impl Fn(LocaleId) -> std::path::PathBuf + Sync,
    assets: &[(LocaleId, ContentPath)],
) -> HashMap<(LocaleId, ContentPath), (u32, u32)> {
    assets
        .par_iter()
        .filter(|(_, path)| is_image(path))
        .filter_map(|(locale, path)| {
            let size = size(&folder(*locale).join(path.as_str()))?;
            Some(((*locale, path.clone()), size))
        })
        .collect()
}

fn is_image(path: &ContentPath) -> bool {
    let known = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif", "ico", "tif", "tiff",
    ];
    path.extension().is_some_and(|extension| {
        known
            .iter()
            .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

/// Width and height in pixels.
pub fn size(path: &Path) -> Option<(u32, u32)> {
    let mut head = Vec::new();
    File::open(path)
        .ok()?
        .take(HEAD)
        .read_to_end(&mut head)
        .ok()?;
    picture::size(&head)
}
