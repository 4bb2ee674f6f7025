//! `## < a name="x"></a>Part` and `## <a nom="x"></a>Part` name an anchor: translation engines put blanks into the tag,
//! widen or encode its signs, and translate its attribute. Other readers show the tag and find no anchor.

use super::cursor::Cursor;
use super::{CodeMap, Content, Repair, Repairs, indent};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::{QUOTES, is_filler};
use crate::span::{TextRange, offset};

/// The first byte of wide signs.
const WIDE: u8 = 0xEF;

pub(super) fn wanted(line: &str) -> bool {
    !is_plain(line) && read(line).is_some()
}

/// Whether the only tags of a line are those of an anchor as it should be: nearly all headings are such.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    let mut tags = memchr::memchr_iter(b'<', bytes);
    let (Some(open), Some(close), None) = (tags.next(), tags.next(), tags.next()) else {
        return false;
    };
    line[open..].starts_with("<a name=\"")
        && line[..close].ends_with("\">")
        && line[close..].starts_with("</a>")
        && memchr::memchr2(b'&', WIDE, bytes).is_none()
}

/// Reads them as they were meant, and tells of each.
pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        let start = content.lines[index].start;
        let Some(tag) = read(content.line(index)) else {
            continue;
        };
        if !code.is_text(index, start + tag.start()) {
            continue;
        }
        let tag = Tag {
            value: moved(tag.value, start),
            parts: tag.parts.map(|(range, plain)| (moved(range, start), plain)),
        };
        let edits = tag.edits(content);
        repairs.edits.extend(&edits);
        repairs.found.push(tag.finding(content, &edits));
    }
}

/// Whether a text begins with such a tag.
pub(super) fn begins(text: &str) -> bool {
    Tag::read(text).is_some()
}

const fn moved(range: TextRange, by: u32) -> TextRange {
    TextRange::new(range.start + by, range.end + by)
}

/// The damaged tag of a line: the first or last thing of a heading, or alone.
fn read(line: &str) -> Option<Tag> {
    let start = indent(line);
    let words = line[start..].trim_start_matches('#');
    let is_heading = line[start..].starts_with('#');
    let words = words.trim_start_matches(is_filler);
    let first = line.len() - words.len();
    let mut places = memchr::memchr3_iter(b'<', b'&', WIDE, line.as_bytes());
    let tag = places.find_map(|at| {
        let tag = Tag::read(&line[at..])?;
        Some(tag.at(offset(at)))
    })?;
    let begins = tag.start() as usize == first;
    let ends = line[tag.end() as usize..]
        .trim()
        .trim_end_matches('#')
        .is_empty();
    // An encoded one that stands alone may be there to be seen.
    let is_shown = line[tag.start() as usize..].starts_with('&');
    let is_meant = if is_heading {
        begins || ends
    } else {
        begins && ends && !is_shown
    };
    is_meant.then_some(tag)
}

/// A tag that names an anchor.
struct Tag {
    value: TextRange,
    /// What stands around the value, and what should: up to the attribute, up to the value, up to the end of the tag,
    /// and the closing tag.
    parts: [(TextRange, &'static str); 4],
}

impl Tag {
    fn start(&self) -> u32 {
        self.parts[0].0.start
    }

    fn end(&self) -> u32 {
        self.parts[3].0.end
    }

    fn at(self, at: u32) -> Self {
        Self {
            value: moved(self.value, at),
            parts: self.parts.map(|(range, plain)| (moved(range, at), plain)),
        }
    }

    /// The tag that `text` begins with, if other readers see none.
    fn read(text: &str) -> Option<Self> {
        let mut rest = Cursor::new(text);
        rest.sign(&OPEN)?;
        let head = rest.skip_blanks();
        rest.sign(&["a", "A"])?;
        (rest.skip_blanks() > 0).then_some(())?;
        let attribute = rest.at;
        let name = rest.take(char::is_alphabetic);
        rest.skip_blanks();
        rest.sign(&["=", "＝"])?;
        rest.skip_blanks();
        rest.quote();
        let value = rest.at;
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let is_named = !rest.take(is_of_name).is_empty();
        let value = value..rest.at;
        rest.quote();
        rest.skip_blanks();
        let is_closed = rest.sign(&["/", "／"]).is_some();
        let close = rest.sign(&CLOSE)?;
        let tag = rest.at;
        let end = rest.closing_tag();
        let plain = ["name", "id"]
            .into_iter()
            .find(|plain| plain.eq_ignore_ascii_case(name));
        let is_head = text.starts_with('<') && text[..attribute].is_ascii() && head == 0;
        let is_plain = is_head && close == ">" && plain.is_some();
        let is_spoilt = !is_plain || end.is_some_and(|plain| !plain);
        // What another attribute is for can only be told where the anchor holds nothing.
        let is_anchor = plain.is_some() || end.is_some() && !is_other(name);
        let range = |start: usize, end: usize| TextRange::of(start..end);
        let opening = match plain {
            Some("id") => "id=\"",
            _ => "name=\"",
        };
        (is_named && is_spoilt && is_anchor && !name.is_empty()).then(|| Self {
            parts: [
                (range(0, attribute), "<a "),
                (range(attribute, value.start), opening),
                (
                    range(value.end, tag),
                    if is_closed { "\"/>" } else { "\">" },
                ),
                (range(tag, rest.at), if end.is_some() { "</a>" } else { "" }),
            ],
            value: TextRange::of(value),
        })
    }

    fn edits(&self, content: &Content<'_>) -> Vec<Repair> {
        let wrong = |&(range, plain): &(TextRange, &'static str)| {
            (content.text[range.as_usize()] != *plain).then_some(Repair {
                range,
                replacement: plain,
            })
        };
        self.parts.iter().filter_map(wrong).collect()
    }

    fn finding(&self, content: &Content<'_>, edits: &[Repair]) -> Diagnostic {
        let name = &content.text[self.value.as_usize()];
        let [head, opening, close, end] = self.parts.map(|(_, plain)| plain);
        let plain = format!("{head}{opening}{name}{close}{end}");
        let place = TextRange::new(self.start(), self.end());
        let written = &content.text[place.as_usize()];
        let message = format!("`{written}` is read as `{plain}`");
        let edits = edits.iter().map(|edit| Edit {
            span: content.span(edit.range),
            replacement: edit.replacement.into(),
        });
        let fix = Fix {
            safe: true,
            edits: edits.collect(),
        };
        let help = format!("write `{plain}`; other readers find no anchor `{name}` here");
        Diagnostic::new(Code::DisallowedHtml, content.span(place), message, name)
            .with_help(help)
            .with_fix(fix)
    }
}

const OPEN: [&str; 3] = ["<", "＜", "&lt;"];
const CLOSE: [&str; 3] = [">", "＞", "&gt;"];

/// Whether an attribute of `a` says something else than a name.
fn is_other(attribute: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "href", "title", "class", "target", "rel", "style", "lang", "dir", "type", "role",
        "download", "hreflang",
    ];
    OTHERS
        .iter()
        .any(|other| other.eq_ignore_ascii_case(attribute))
}

impl Cursor<'_> {
    /// Skips a quotation mark, and the blanks beside it.
    fn quote(&mut self) {
        self.skip_blanks();
        let mark = self.rest().chars().next().filter(|c| QUOTES.contains(*c));
        match mark {
            Some(mark) => self.at += mark.len_utf8(),
            None => {
                self.sign(&["&quot;"]);
            }
        }
        self.skip_blanks();
    }

    /// Skips `</a>`, also a damaged one; says whether it is as it should be.
    fn closing_tag(&mut self) -> Option<bool> {
        let start = self.at;
        let mut read = || {
            self.skip_blanks();
            self.sign(&OPEN)?;
            self.skip_blanks();
            self.sign(&["/", "／"])?;
            self.skip_blanks();
            self.sign(&["a", "A"])?;
            self.skip_blanks();
            self.sign(&CLOSE)
        };
        if read().is_none() {
            self.at = start;
            return None;
        }
        Some(
            self.text[start..self.at]
                .trim_start()
                .eq_ignore_ascii_case("</a>"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_tags_are_found_in_headings_and_alone() {
        for (line, expected) in [
            ("## < a name=\"y\"></a>Part", Some("y")),
            ("## &lt;a name=\"y\"&gt;&lt;/a&gt;Part", Some("y")),
            ("## <a nom=\"y-1\"></a>Part", Some("y-1")),
            ("## ＜a name=“y”＞＜/a＞Part", Some("y")),
            ("##< a id = y ></ a >Part", Some("y")),
            ("## <a name=\"y\"></ a>Part", Some("y")),
            ("## Part < a name=\"y\" />", Some("y")),
            ("< a name=\"y\"></a>", Some("y")),
            ("## <a name=\"y\"></a>Part", None),
            ("## <a name=\"y\" >Part</a>", None),
            ("## <a href=\"y\"></a>Part", None),
            ("## <a nom=\"y\">Part", None),
            ("## <a name=\"y\"> </a>Part", None),
            ("## How < a name=\"y\"> is written", None),
            ("&lt;a name=\"y\"&gt;&lt;/a&gt;", None),
            ("< a name=\"y\"></a> words", None),
            ("a < b = c > d", None),
        ] {
            let found = read(line).map(|tag| &line[tag.value.as_usize()]);
            assert_eq!(found, expected, "{line}");
        }
    }
}
