//! Width and height of an image, read from the first of its bytes.

/// Width and height in pixels; none for what is no image. A drawing says them itself or by its view box.
pub fn size(head: &[u8]) -> Option<(u32, u32)> {
    if let Ok(size) = imagesize::blob_size(head) {
        let number = |side: usize| u32::try_from(side).ok();
        return Some((number(size.width)?, number(size.height)?));
    }
    svg(&String::from_utf8_lossy(head))
}

/// So many of the first bytes of a PNG or GIF hold all that [`size`] asks for.
pub const SIZE_WITHIN: usize = 32;

/// Whether all that [`size`] asks for stands in the first [`SIZE_WITHIN`] bytes: so it is in PNG and GIF.
pub fn begins_with_size(head: &[u8]) -> bool {
    head.starts_with(b"\x89PNG\r\n\x1a\n") || head.starts_with(b"GIF8")
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
