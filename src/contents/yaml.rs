//! `toc.yml`: a list of entries, or a mapping with such a list under `items`.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::{Entry, Target, syntax_error};
use crate::diagnostic::{Diagnostic, Words};
use crate::source::SourceId;
use crate::span::TextRange;
use crate::yaml::parse;

const HELP: &str = "write a list of entries with `name`, `href` and `items`";

/// The entries of a `toc.yml`.
pub fn read_yaml(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut reader = Reader {
        source,
        text,
        at: 0,
        out,
    };
    match parse(text) {
        Ok(Value::Null) => Vec::new(),
        Ok(Value::Sequence(items)) => reader.entries(&items),
        Ok(Value::Mapping(keys)) if keys.contains_key("items") => reader.root(&keys),
        Ok(_) => {
            let line = text.lines().next().unwrap_or_default();
            reader.wrong(0..line.len(), "the contents file holds no list of entries");
            Vec::new()
        }
        Err(error) => {
            let message = format!("the contents file cannot be read: {}", error.message);
            out.push(syntax_error(source, error.range, message, HELP));
            Vec::new()
        }
    }
}

/// Walks the values in the order of the text, so that each key and value is found at or behind the one before it.
///
/// The parser gives no places; asking for them one by one would parse the file once an entry.
struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    at: usize,
    out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, range: Range<usize>, message: impl Into<Words>) {
        let finding = syntax_error(self.source, TextRange::of(range), message, HELP);
        self.out.push(finding);
    }

    fn root(&mut self, keys: &Mapping) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (key, value) in keys {
            let place = self.key(key);
            match (key.as_str(), value) {
                (Some("items"), Value::Sequence(items)) => entries = self.entries(items),
                (Some("items"), Value::Null) => {}
                (Some("items"), _) => self.wrong(place, "`items` is no list"),
                _ => self.skip(value),
            }
        }
        entries
    }

    fn entries(&mut self, items: &[Value]) -> Vec<Entry> {
        items.iter().filter_map(|item| self.entry(item)).collect()
    }

    fn entry(&mut self, item: &Value) -> Option<Entry> {
        let Value::Mapping(keys) = item else {
            let place = self.scalar(item);
            self.wrong(place, "this is no entry of a contents file");
            return None;
        };
        let mut entry = Entry::default();
        let mut first = None;
        for (key, value) in keys {
            let place = self.key(key);
            let first = first.get_or_insert(place.clone());
            entry.range = TextRange::of(first.clone());
            self.key_of_entry(&mut entry, key.as_str().unwrap_or_default(), place, value);
        }
        let says_something = entry.title.is_some()
            || entry.target.is_some()
            || entry.uid.is_some()
            || entry.page.is_some()
            || !entry.children.is_empty();
        if !says_something {
            self.wrong(
                first.unwrap_or(self.at..self.at),
                "the entry has neither `name` nor `href`",
            );
            return None;
        }
        Some(entry)
    }

    fn key_of_entry(&mut self, entry: &mut Entry, key: &str, place: Range<usize>, value: &Value) {
        match (key, value) {
            (_, Value::Null) => {}
            ("items", Value::Sequence(items)) => entry.children = self.entries(items),
            ("expanded", Value::Bool(expanded)) => entry.expanded = *expanded,
            ("name" | "href" | "topicHref" | "uid" | "topicUid", value) => {
                let Some(text) = plain(value) else {
                    self.skip(value);
                    self.wrong(place, format!("`{key}` is no text"));
                    return;
                };
                let range = TextRange::of(self.scalar(value));
                match key {
                    "name" => entry.title = Some(text),
                    "href" => entry.target = Some(Target { text, range }),
                    "topicHref" => entry.page = Some(Target { text, range }),
                    _ => entry.uid = Some(text),
                }
            }
            ("items", _) => {
                self.skip(value);
                self.wrong(place, "`items` is no list");
            }
            // `displayName`, `order` and what other tools add.
            _ => self.skip(value),
        }
    }

    /// The place of a key; reading goes on behind it.
    fn key(&mut self, key: &Value) -> Range<usize> {
        let Some(key) = plain(key).filter(|key| !key.is_empty()) else {
            return self.at..self.at;
        };
        let mut from = self.at;
        while let Some(at) = self.find(from, &key) {
            let end = at + key.len();
            let behind = self.text[end..]
                .trim_start_matches(['"', '\''])
                .trim_start_matches(' ');
            if behind.starts_with(':') {
                self.at = end;
                return at..end;
            }
            from = end;
        }
        self.at..self.at
    }

    /// The place of a scalar; where its words are escaped or folded, of nothing at the key before it.
    fn scalar(&mut self, value: &Value) -> Range<usize> {
        let found = plain(value)
            .filter(|words| !words.is_empty())
            .and_then(|words| {
                let at = self.start_of(&words)?;
                Some(at..at + words.len())
            });
        match found {
            Some(range) => {
                self.at = range.end;
                range
            }
            None => self.at..self.at,
        }
    }

    /// Where the next scalar begins if it is written as `words`: behind marks, anchors and comments.
    fn start_of(&self, words: &str) -> Option<usize> {
        let mut at = self.at;
        loop {
            let rest = &self.text[at..];
            if rest.starts_with(words) {
                return Some(at);
            }
            at += match rest.chars().next()? {
                '#' if self.text[..at].ends_with([' ', '\t', '\n', '\r']) => {
                    rest.find(['\n', '\r'])?
                }
                '&' | '!' => rest.find(char::is_whitespace)?,
                mark if " \t\r\n:-?,[]{}\"'\u{feff}".contains(mark) => mark.len_utf8(),
                _ => return None,
            };
        }
    }

    /// Where `words` first stand from `from` on, outside of comments.
    fn find(&self, mut from: usize, words: &str) -> Option<usize> {
        loop {
            let at = from + self.text[from..].find(words)?;
            match end_of_comment(self.text, from, at) {
                Some(end) => from = end,
                None => return Some(at),
            }
        }
    }

    /// Goes behind a value that means nothing here.
    fn skip(&mut self, value: &Value) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| self.skip(item)),
            Value::Mapping(keys) => {
                for (key, value) in keys {
                    self.key(key);
                    self.skip(value);
                }
            }
            value => {
                self.scalar(value);
            }
        }
    }
}

/// The end of the comment that `at` stands in, where `from` stands in none: a `#` begins one behind a blank and outside of
/// quotes.
fn end_of_comment(text: &str, from: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut here = from;
    while here < at {
        here = match bytes[here] {
            b'#' if here == 0 || bytes[here - 1].is_ascii_whitespace() => {
                let length = text[here..].find(['\n', '\r']);
                let end = length.map_or(text.len(), |length| here + length);
                if end > at {
                    return Some(end);
                }
                end
            }
            quote @ (b'"' | b'\'') if can_open(&text[..here]) => end_of_quotes(bytes, here, quote),
            _ => here + 1,
        };
    }
    None
}

/// Whether a quotation mark behind `before` opens a text. Elsewhere it is a letter of a plain one: `it's`.
fn can_open(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with([':', '-', '?', ',', '[', '{', '\n', '\r', '\u{feff}'])
}

/// Behind the closing one of the quotation marks of which the first stands at `start`.
fn end_of_quotes(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' if quote == b'"' => at += 1,
            // A single one is written twice.
            b'\'' if quote == b'\'' && bytes.get(at) == Some(&quote) => at += 1,
            byte if byte == quote => break,
            _ => {}
        }
    }
    at
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}
