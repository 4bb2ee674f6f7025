//! Characters of other keyboards and scripts that stand where Markdown wants plain ones, and those that nobody sees.

/// The bracket that opens, also as input methods of East Asia write it.
pub const OPENING: [char; 3] = ['[', '［', '【'];

/// The bracket that closes, likewise.
pub const CLOSING: [char; 3] = [']', '］', '】'];

/// Colons of any width.
pub const COLONS: [char; 3] = [':', '：', '︰'];

/// The quotation marks of all languages.
pub const QUOTES: &str = "\"'„“”‟«»‹›‘’‚「」『』〝〞〟＂";

/// The quotation marks that stand in pairs: what opens, and what closes then in one language or another.
pub const PAIRED_QUOTES: [(char, &str); 11] = [
    ('“', "”“\""),
    ('”', "”"),
    ('„', "“”\""),
    ('«', "»"),
    ('»', "«»"),
    ('‘', "’‘"),
    ('’', "’"),
    ('‚', "‘’"),
    ('「', "」"),
    ('『', "』"),
    ('＂', "＂"),
];

/// Whether it is a blank of any width, or a mark that takes none, such as those for the direction of writing.
pub fn is_filler(c: char) -> bool {
    c == ' ' || is_odd_blank(c)
}

/// Whether it is a mark that nobody sees and that takes no room, such as one for the direction of writing.
pub fn is_mark(c: char) -> bool {
    is_odd_blank(c) && !c.is_whitespace()
}

/// What a blank or mark of a text is called, where its name says more than that.
pub fn name_of_blank(c: char) -> &'static str {
    match c {
        ' ' => "blank",
        '\t' => "tab",
        '\u{a0}' => "no-break space",
        '\u{202f}' => "narrow no-break space",
        '\u{3000}' => "full-width blank",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width blank",
        _ if c.is_whitespace() => "blank of another width",
        _ => "mark that cannot be seen",
    }
}

/// What the first of some blanks that is not plain is called.
pub fn name_of_blanks(blanks: &str) -> &'static str {
    name_of_blank(blanks.chars().find(|&c| c != ' ').unwrap_or(' '))
}

/// Whether it is such a blank or mark, and none that Markdown knows: editors and translators put them in without seeing
/// them.
pub fn is_odd_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{a0}' | '\u{ad}' | '\u{202f}' | '\u{3000}' | '\u{feff}'
    ) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}
