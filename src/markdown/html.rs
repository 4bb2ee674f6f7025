//! Raw HTML in a text: which elements and attributes are let through, and where their values stand.
//!
//! What is let through is written anew from the allow-list, so nothing else can reach a page. Everything else is shown as
//! text, because a writer's `<your-key>` is one; elements that run or load something are dropped.

use crate::span::TextRange;

/// Elements that are let through.
const ALLOWED: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that are dropped with all they hold: they run or load something, or restyle the page.
const DROPPED: &[&str] = &[
    "applet", "embed", "frame", "frameset", "iframe", "math", "noscript", "object", "script",
    "style", "svg", "template",
];

/// Elements whose content is not Markdown, even in a block of HTML.
pub const VERBATIM: &[&str] = &["pre", "script", "style", "textarea"];

/// Elements without content.
pub const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Attributes that are let through. `href` and `src` only where they make a link, `id` and `name` where they make an anchor.
const ATTRIBUTES: &[&str] = &[
    "abbr", "align", "alt", "cite", "colspan", "datetime", "dir", "headers", "height", "href",
    "id", "lang", "name", "open", "reversed", "rowspan", "scope", "span", "src", "start", "title",
    "type", "value", "width",
];

/// A tag as it stands in the text. Ranges are offsets in the text that was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawTag<'a> {
    /// The name as written.
    pub name: &'a str,
    /// Whether it is a closing tag.
    pub closing: bool,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// Attributes with their raw values; the range is that of the value.
    pub attributes: Vec<(&'a str, &'a str, TextRange)>,
    /// Number of bytes of the whole tag.
    pub length: usize,
}

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Written anew; the name as it is written.
    Allowed(&'static str),
    /// Not written, nor what it holds.
    Dropped(&'static str),
    /// Shown as text: a placeholder, or an element nobody knows.
    Unknown,
}

/// What becomes of elements of this name, in any case.
pub fn verdict(name: &str) -> Verdict {
    let find = |list: &[&'static str]| {
        list.iter()
            .copied()
            .find(|known| known.eq_ignore_ascii_case(name))
    };
    match (find(ALLOWED), find(DROPPED)) {
        (Some(name), _) => Verdict::Allowed(name),
        (_, Some(name)) => Verdict::Dropped(name),
        _ => Verdict::Unknown,
    }
}

/// The attribute as it is written, if it is let through.
pub fn attribute(name: &str) -> Option<&'static str> {
    ATTRIBUTES
        .iter()
        .copied()
        .find(|known| known.eq_ignore_ascii_case(name))
}

/// A name such as `c0` or `b1`: what translation engines put in place of a tag and sometimes leave behind.
pub fn is_placeholder(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && name.len() > 1
        && bytes.all(|byte| byte.is_ascii_digit())
}

/// Reads the tag that `text` begins with, if it begins with one; comments and declarations are none.
pub fn tag(text: &str) -> Option<RawTag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closing);
    if bytes.first() != Some(&b'<') || !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let name_end = text[start..]
        .find(|c: char| !is_name(c))
        .map(|length| start + length)?;
    let mut tag = RawTag {
        name: &text[start..name_end],
        closing,
        self_closing: false,
        attributes: Vec::new(),
        length: 0,
    };
    let mut at = name_end;
    loop {
        at += blanks(&text[at..]);
        match *bytes.get(at)? {
            b'>' => {
                tag.length = at + 1;
                return Some(tag);
            }
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                tag.self_closing = true;
                tag.length = at + 2;
                return Some(tag);
            }
            b'<' => return None,
            b'/' | b'=' | b'"' | b'\'' => at += 1,
            _ => at = read_attribute(text, at, &mut tag)?,
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '.')
}

fn blanks(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|c: char| c.is_ascii_whitespace())
            .len()
}

/// Reads `name`, `name=value`, `name="value"` at `at`; gives where it ends.
fn read_attribute<'a>(text: &'a str, at: usize, tag: &mut RawTag<'a>) -> Option<usize> {
    let rest = &text[at..];
    let length = rest.find(|c: char| {
        c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<')
    })?;
    let name = &rest[..length];
    let mut end = at + length;
    let equals = end + blanks(&text[end..]);
    if length == 0 {
        return Some(at + rest.chars().next().map_or(1, char::len_utf8));
    }
    if !text[equals..].starts_with('=') {
        tag.attributes.push((name, "", TextRange::of(end..end)));
        return Some(end);
    }
    let value = equals + 1 + blanks(&text[equals + 1..]);
    let quote = text[value..].chars().next()?;
    let range = if matches!(quote, '"' | '\'') {
        let close = text[value + 1..].find(quote)? + value + 1;
        end = close + 1;
        value + 1..close
    } else {
        // A `<` begins another tag: none is read to the end of the text in search of its own.
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '<');
        let length = text[value..].find(ends)?;
        let slash =
            text[value..value + length].ends_with('/') && text[value + length..].starts_with('>');
        end = value + length - usize::from(slash);
        value..end
    };
    tag.attributes
        .push((name, &text[range.clone()], TextRange::of(range)));
    Some(end)
}

/// The value with the entities resolved that matter in attributes.
pub fn unescape(value: &str) -> std::borrow::Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((c, length)) => {
                text.push(c);
                rest = &rest[length..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.into()
}

fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_the_place_of_their_value() {
        let text = "<a href = \"x.md\" name=y id='z'/>rest";
        let tag = tag(text).expect("a tag");
        let found: Vec<_> = tag
            .attributes
            .iter()
            .map(|(name, value, range)| (*name, *value, &text[range.as_usize()]))
            .collect();
        assert_eq!(
            found,
            [
                ("href", "x.md", "x.md"),
                ("name", "y", "y"),
                ("id", "z", "z")
            ]
        );
        assert!(tag.self_closing && text[tag.length..].starts_with("rest"));
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for text in [
            "<",
            "< a>",
            "<1>",
            "<a",
            "<a href=\"x",
            "</>",
            "<!-- x -->",
            "text",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn elements_are_judged_in_any_case() {
        assert_eq!(verdict("TABLE"), Verdict::Allowed("table"));
        assert_eq!(verdict("Script"), Verdict::Dropped("script"));
        assert_eq!(verdict("your-key"), Verdict::Unknown);
        assert!(
            is_placeholder("c0")
                && is_placeholder("b12")
                && !is_placeholder("b")
                && !is_placeholder("T")
        );
    }
}
