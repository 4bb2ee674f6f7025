//! Text as HTML: every character shows as itself and none is markup.

/// What each byte of text becomes: 0 stands for itself, else a row of [`WRITTEN`].
const SPECIAL: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 32 {
        table[byte] = 1;
        byte += 1;
    }
    table[0x7f] = 1;
    table[b'\t' as usize] = 0;
    table[b'\n' as usize] = 0;
    table[b'&' as usize] = 2;
    table[b'<' as usize] = 3;
    table[b'>' as usize] = 4;
    table[b'"' as usize] = 5;
    // The first byte of U+0080 to U+00BF, of which the first half are control characters.
    table[0xc2] = 6;
    table
};

const WRITTEN: [&str; 6] = ["", "", "&amp;", "&lt;", "&gt;", "&quot;"];

/// The row of what is left out: control characters, which HTML does not allow.
const CONTROL: u8 = 1;

/// Appends `text` as it stands between tags; control characters are left out.
pub fn text(text: &str, out: &mut String) {
    escape(text, CONTROL, 4, out);
}

/// Appends `value` as it stands within double quotes; control characters are left out.
pub fn attribute(value: &str, out: &mut String) {
    escape(value, CONTROL, 5, out);
}

/// Appends `code` as it stands between tags, whatever characters it has: taking it back must give the same code.
pub fn code(code: &str, out: &mut String) {
    escape(code, CONTROL + 1, 4, out);
}

/// Escapes what stands in the rows from `first` to `last`.
fn escape(text: &str, first: u8, last: u8, out: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        let special = SPECIAL[bytes[at] as usize];
        let length = match special {
            0 => 0,
            6 if first > CONTROL => 0,
            6 => 2 * usize::from(bytes.get(at + 1).is_some_and(|next| *next < 0xa0)),
            row => usize::from((first..=last).contains(&row)),
        };
        if length == 0 {
            at += 1;
            continue;
        }
        out.push_str(&text[written..at]);
        if special < 6 {
            out.push_str(WRITTEN[special as usize]);
        }
        at += length;
        written = at;
    }
    out.push_str(&text[written..]);
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_of_a_text_is_markup() {
        let table = [
            (
                "a < b && c > \"d\"",
                "a &lt; b &amp;&amp; c &gt; \"d\"",
                "a &lt; b &amp;&amp; c &gt; &quot;d&quot;",
            ),
            (
                "a\u{0}b\u{8}c\u{7f}d\u{85}e\tf\n",
                "abcde\tf\n",
                "abcde\tf\n",
            ),
            ("é\u{a0}說\u{bf}", "é\u{a0}說\u{bf}", "é\u{a0}說\u{bf}"),
        ];
        for (text, between, within) in table {
            let (mut first, mut second) = (String::new(), String::new());
            super::text(text, &mut first);
            super::attribute(text, &mut second);
            assert_eq!((&*first, &*second), (between, within));
        }
    }

    #[test]
    fn nothing_of_code_is_lost() {
        let mut html = String::new();
        super::code("a\r\n\u{8}\u{85}<\"b\">&", &mut html);
        assert_eq!(html, "a\r\n\u{8}\u{85}&lt;\"b\"&gt;&amp;");
    }
}
