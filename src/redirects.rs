//! The list of pages that have moved: `.openpublishing.redirection.json`.

use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;
use crate::source::SourceId;
use crate::span::{Span, TextRange};

/// One page that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Where it was.
    pub source: ContentPath,
    /// The same as written, in the text of the list.
    pub source_range: TextRange,
    /// Where its readers are sent, as written: an address, a path from the root of the host, or a content path.
    pub target: String,
    /// The same in the text of the list.
    pub target_range: TextRange,
}

/// The redirects of a list as the site takes them: what moved, and where it says that it is now.
pub fn written(list: &[Redirect]) -> impl Iterator<Item = (&ContentPath, &str)> {
    let pairs = list.iter();
    pairs.map(|redirect| (&redirect.source, redirect.target.as_str()))
}

/// The pages that have moved, in the order of the list; of two entries for one page the first counts.
///
/// What cannot be read is a finding `config-invalid`.
pub fn read(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut reader = Reader {
        source,
        text,
        strings: Vec::new(),
        next: 0,
        out,
    };
    match entries(text) {
        Ok(entries) => {
            reader.strings = strings(text);
            reader.redirects(entries)
        }
        Err((range, message)) => {
            reader.wrong(range, message);
            Vec::new()
        }
    }
}

/// Where the list as a whole cannot be read, and why; nothing where at most entries of it are wrong.
pub fn fault(text: &str) -> Option<(Range<usize>, String)> {
    entries(text).err()
}

/// How the list is written.
pub const FORM: &str =
    "write `{ \"redirections\": [{ \"source_path\": …, \"redirect_url\": … }] }`";

fn entries(text: &str) -> Result<Vec<Moved>, (Range<usize>, String)> {
    let json = text.trim_start_matches('\u{feff}');
    let file = serde_json::from_str::<File>(json).map_err(|error| {
        let range = place(text, text.len() - json.len(), &error);
        let message = error.to_string();
        let words = message.split(" at line ").next().unwrap_or_default();
        let message = format!("the list of redirects cannot be read: {words}");
        (range, message)
    })?;
    Ok(file.redirections.0)
}

/// From the place that an error names up to the end of the line.
fn place(text: &str, start: usize, error: &serde_json::Error) -> Range<usize> {
    let before = error.line().saturating_sub(1);
    let skipped: usize = text[start..]
        .split_inclusive('\n')
        .take(before)
        .map(str::len)
        .sum();
    let line = text[start + skipped..].lines().next().unwrap_or_default();
    // The column counts bytes, and stands behind the byte that is wrong.
    let column = (0..=error.column().saturating_sub(1).min(line.len()))
        .rev()
        .find(|&column| line.is_char_boundary(column))
        .unwrap_or_default();
    start + skipped + column..start + skipped + line.len()
}

/// What stands between the quotes of each string of a JSON text.
fn strings(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut strings = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'"', &bytes[at..]).map(|found| at + found + 1) {
        at = start;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) {
            at += found;
            if bytes[at] == b'"' {
                break;
            }
            at = (at + 2).min(bytes.len());
        }
        strings.push(start..at);
        at += 1;
    }
    strings
}

/// Takes the entries in the order of the text, so that each string is found at or behind those of the entry before.
struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    /// The strings of the text, once it is known to be JSON.
    strings: Vec<Range<usize>>,
    /// The first of them that no entry has taken.
    next: usize,
    out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, range: Range<usize>, message: String) {
        let span = Span::new(self.source, TextRange::of(range));
        let finding = Diagnostic::new(Code::ConfigInvalid, span, message.clone(), message);
        self.out.push(finding.with_help(FORM));
    }

    fn redirects(&mut self, entries: Vec<Moved>) -> Vec<Redirect> {
        let mut redirects = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for entry in entries {
            let redirect = self.redirect(entry);
            let Some(redirect) = redirect else {
                continue;
            };
            if seen.insert(redirect.source.clone()) {
                redirects.push(redirect);
            } else {
                let message = format!("`{}` is redirected twice", redirect.source);
                self.wrong(redirect.source_range.as_usize(), message);
            }
        }
        redirects
    }

    fn redirect(&mut self, entry: Moved) -> Option<Redirect> {
        let (Some(source), Some(target)) = (
            entry.source_path.or(entry.source_path_from_root),
            entry.redirect_url,
        ) else {
            let message = "a redirect lacks `source_path` or `redirect_url`".to_owned();
            let at = self.behind();
            self.wrong(at..at, message);
            return None;
        };
        let (source_at, target_at) = (self.find(&source), self.find(&target));
        let range = |at: Option<usize>| at.map_or(0..0, |at| self.strings[at].clone());
        let (source_range, target_range) = (range(source_at), range(target_at));
        let taken = source_at.max(target_at);
        self.next = taken.map_or(self.next, |at| at + 1);
        let Ok(path) = ContentPath::new(&source.replace('\\', "/")) else {
            self.wrong(
                source_range,
                format!("`{source}` leads out of the content root"),
            );
            return None;
        };
        // A name that is an extension alone gives a page no address.
        if !path.can_be_file() || path.file_name().eq_ignore_ascii_case(".md") {
            let message = "no file can have the path that moved".to_owned();
            self.wrong(source_range, message);
            return None;
        }
        Some(Redirect {
            source: path,
            source_range: TextRange::of(source_range),
            target,
            target_range: TextRange::of(target_range),
        })
    }

    /// The first string behind the last entry that says `written`; the parser gives no places.
    fn find(&self, written: &str) -> Option<usize> {
        let is_it = |at: &usize| says(&self.text[self.strings[*at].clone()], written);
        (self.next..self.strings.len()).find(is_it)
    }

    /// Where the last entry ends.
    fn behind(&self) -> usize {
        let last = self.next.checked_sub(1);
        last.map_or(0, |last| self.strings[last].end)
    }
}

/// Whether what stands between the quotes of a string is `written`, perhaps with escapes: some programs write `\/`.
fn says(string: &str, written: &str) -> bool {
    let decoded = || serde_json::from_str::<String>(&format!("\"{string}\""));
    string == written || string.contains('\\') && decoded().is_ok_and(|it| it == written)
}

#[derive(Deserialize)]
struct File {
    redirections: List,
}

/// A list of entries, or a mapping from paths to addresses.
struct List(Vec<Moved>);

#[derive(Default, Deserialize)]
#[serde(default)]
struct Moved {
    source_path: Option<String>,
    source_path_from_root: Option<String>,
    redirect_url: Option<String>,
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of redirects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<List, A::Error> {
        let mut all = Vec::new();
        while let Some((source, target)) = keys.next_entry()? {
            all.push(Moved {
                source_path: Some(source),
                redirect_url: Some(target),
                source_path_from_root: None,
            });
        }
        Ok(List(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_list(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut found = Vec::new();
        let redirects = read(SourceId(0), text, &mut found);
        for redirect in &redirects {
            assert_eq!(&text[redirect.target_range.as_usize()], redirect.target);
            assert!(redirect.source_range.end > redirect.source_range.start);
        }
        let pairs = redirects
            .into_iter()
            .map(|redirect| (redirect.source.to_string(), redirect.target));
        let wrong = found.iter().map(|finding| {
            format!(
                "{} @ {}",
                finding.message,
                &text[finding.range().as_usize()]
            )
        });
        (pairs.collect(), wrong.collect())
    }

    #[test]
    fn both_forms_of_the_list_are_read() {
        for text in [
            r#"{"redirections": [{"source_path": "a/b.md", "redirect_url": "/c/d", "redirect_document_id": false},
                {"redirect_url": "/c/d", "source_path_from_root": "/x.md", "monikers": ["m"]}], "renames": {}}"#,
            "\u{feff}{\"redirections\": {\"a/b.md\": \"/c/d\", \"x.md\": \"/c/d\"}}",
        ] {
            let (pairs, wrong) = read_list(text);
            let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
            assert_eq!(pairs, [pair("a/b.md", "/c/d"), pair("x.md", "/c/d")]);
            assert_eq!(wrong, [""; 0]);
        }
    }

    #[test]
    fn strings_have_their_places_however_they_are_escaped() {
        let text = r#"{"redirections": [{"source_path": "a\/b.md", "redirect_url": "\/c\/\"d\u00e9\""},
            {"source_path": "x.md", "redirect_url": "/c"}]}"#;
        let redirects = read(SourceId(0), text, &mut Vec::new());
        let places = redirects.iter().flat_map(|redirect| {
            let ranges = [redirect.source_range, redirect.target_range];
            ranges.map(|range| &text[range.as_usize()])
        });
        let expected = [r"a\/b.md", r#"\/c\/\"d\u00e9\""#, "x.md", "/c"];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        for (text, count, expected) in [
            (
                r#"{"redirections": {"a.md": "/b", "./a.md": "/c"}}"#,
                1,
                "`a.md` is redirected twice @ ./a.md",
            ),
            (
                r#"{"redirections": {"../a.md": "/b"}}"#,
                0,
                "`../a.md` leads out of the content root @ ../a.md",
            ),
            (
                r#"{"redirections": [{"source_path": "a.md"}]}"#,
                0,
                "a redirect lacks `source_path` or `redirect_url` @ ",
            ),
            (
                r#"{"redirections": 3}"#,
                0,
                "the list of redirects cannot be read: invalid type: integer `3`, expected a list of redirects @ 3}",
            ),
            (
                "{\n\"redirections\": [}\n",
                0,
                "the list of redirects cannot be read: expected value @ }",
            ),
            (
                "",
                0,
                "the list of redirects cannot be read: EOF while parsing a value @ ",
            ),
        ] {
            let (pairs, wrong) = read_list(text);
            assert_eq!(pairs.len(), count, "{text}");
            assert_eq!(wrong, [expected], "{text}");
        }
    }
}
