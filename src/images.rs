//! Width and height of images, read from their first bytes.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use crate::locale::LocaleId;
use crate::path::ContentPath;

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
    if let Ok(size) = imagesize::blob_size(&head) {
        let number = |side: usize| u32::try_from(side).ok();
        return Some((number(size.width)?, number(size.height)?));
    }
    svg(&String::from_utf8_lossy(&head))
}

/// The size of an SVG: its `width` and `height`, else those of its `viewBox`.
fn svg(text: &str) -> Option<(u32, u32)> {
    let tag = text[text.find("<svg")?..].split('>').next()?;
    let value = |name: &str| {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[at..].split('"').next()
    };
    let number = |text: &str| {
        text.trim_end_matches("px")
            .parse::<f64>()
            .ok()
            .filter(|side| *side >= 1.0 && *side < 1e5)
    };
    let round = |side: f64| side.round() as u32;
    if let (Some(width), Some(height)) = (
        value("width").and_then(number),
        value("height").and_then(number),
    ) {
        return Some((round(width), round(height)));
    }
    let sides: Vec<f64> = value("viewBox")?
        .split([' ', ','])
        .filter_map(|side| side.parse().ok())
        .collect();
    let [_, _, width, height] = sides[..] else {
        return None;
    };
    (width >= 1.0 && height >= 1.0).then(|| (round(width), round(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_say_their_size_in_one_of_two_ways() {
        assert_eq!(
            svg("<?xml?><svg xmlns=\"x\" width=\"20\" height=\"10px\">"),
            Some((20, 10))
        );
        assert_eq!(svg("<svg viewBox=\"0 0 640 360\">"), Some((640, 360)));
        assert_eq!(svg("<svg width=\"100%\">"), None);
    }
}
