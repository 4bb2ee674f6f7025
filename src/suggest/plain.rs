//! Signs, letters and digits of other keyboards and of typographers as the plain ones that they stand for.

use unicode_normalization::UnicodeNormalization;

/// `text` in plain signs: `setup–app．md` is `setup-app.md`, `１` and `١` are `1`. None where they are all plain.
pub fn plain(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let plain: String = text.nfkc().map(plain_sign).collect();
    (plain != text).then_some(plain)
}

fn plain_sign(c: char) -> char {
    /// The zeros behind which the digits of other scripts follow.
    const ZEROS: [char; 4] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];
    let digit = |zero: &char| (u32::from(c)).checked_sub(u32::from(*zero));
    let digit = ZEROS.iter().filter_map(digit).find(|digit| *digit < 10);
    if let Some(digit) = digit {
        return char::from_digit(digit, 10).unwrap_or(c);
    }
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{201c}'..='\u{201f}' | '«' | '»' | '「' | '」' => '"',
        '\u{2018}'..='\u{201b}' | '‹' | '›' => '\'',
        '。' => '.',
        // Where `\` is a yen or a won on the keyboard.
        '¥' | '₩' => '/',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_plain() {
        for (text, expected) in [
            ("setup–app.md", Some("setup-app.md")),
            ("guide．md", Some("guide.md")),
            ("guide。md", Some("guide.md")),
            ("guide.md＃set-up", Some("guide.md#set-up")),
            ("sub／deep.md", Some("sub/deep.md")),
            ("sub¥deep.md", Some("sub/deep.md")),
            ("“guide.md”", Some("\"guide.md\"")),
            ("https：//example.com", Some("https://example.com")),
            ("step-２", Some("step-2")),
            ("١٢", Some("12")),
            ("guide.md", None),
            ("指南.md", None),
        ] {
            assert_eq!(plain(text).as_deref(), expected, "{text}");
        }
    }
}
