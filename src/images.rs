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

/// Enough for the formats of nearly all screenshots.
const BEGINNING: usize = 64;

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
    let mut file = File::open(path).ok()?;
    // One call for each of thousands of screenshots.
    let mut beginning = [0; BEGINNING];
    let length = file.read(&mut beginning).ok()?;
    let beginning = &beginning[..length];
    if picture::begins_with_size(beginning) && length >= picture::SIZE_WITHIN {
        return picture::size(beginning);
    }
    let mut head = beginning.to_vec();
    file.take(HEAD).read_to_end(&mut head).ok()?;
    picture::size(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_found_wherever_the_format_has_it() {
        let folder = tempfile::tempdir().expect("there is room");
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\x68";
        let jpeg = [
            b"\xff\xd8\xff\xe1\x20\x02".as_slice(),
            &[0; 0x2000],
            b"\xff\xc0\0\x11\x08\x01\x68\x02\x80\x03",
        ]
        .concat();
        let svg = format!(
            "<!--{}--><svg width='0' viewBox=\"0 0 640 360\">",
            "x".repeat(100)
        );
        let files = [
            ("a.png", [png, [0; 100_000].as_slice()].concat()),
            ("b.gif", b"GIF89a\x80\x02\x68\x01\0\0\0".to_vec()),
            ("c.jpg", [jpeg, vec![0; 100]].concat()),
            ("d.svg", svg.into_bytes()),
        ];
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("there is room");
            assert_eq!(size(&path), Some((640, 360)), "{name}");
        }
    }
}
