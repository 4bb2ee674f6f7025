//! YAML with places: why a text cannot be read and where, and where a key or value of it stands.
//!
//! The parser forgets places once it has made values. A second walk along a path of keys finds one again, by failing there
//! on purpose: an error carries the place of the node at which it arose. That is right for every notation of YAML.

mod repeated;
mod tagged;

use std::fmt;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value;

use crate::span::TextRange;

pub use tagged::tag;

/// One step from a value to a value within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of this key.
    Key(String),
    /// The item at this index, from 0.
    Item(usize),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// Why a text is no YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// From where on the parser was lost, up to the end of the line.
    pub range: TextRange,
    /// The parser's words without the place.
    pub message: String,
}

/// Parses a text; an empty one is [`Value::Null`].
///
/// # Errors
/// [`SyntaxError`] for what is no YAML, holds a key twice, is nested deeper than anyone nests, or was made to exhaust the
/// parser.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let (mark, yaml) = without_mark(text);
    if yaml.trim().is_empty() {
        return Ok(Value::Null);
    }
    if let Some(at) = too_deep(yaml) {
        return Err(SyntaxError {
            range: TextRange::of(mark + at..mark + at + 1),
            message: format!("brackets are nested more than {DEEPEST} deep"),
        });
    }
    serde_yaml::from_str(yaml).map_err(|error| SyntaxError {
        range: line_from(yaml, place(&error, yaml).unwrap_or(0), mark),
        message: words(&error),
    })
}

/// How deep brackets may be nested. The parser takes time that grows by the square with that.
const DEEPEST: usize = 1_000;

/// The first bracket that is nested deeper. Those in words count as well: nobody writes so many that do not close.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut brackets = yaml.bytes().enumerate();
    let deep = brackets.find(|(_, byte)| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    });
    deep.map(|(at, _)| at)
}

/// The byte offset at which `yaml` cannot be read any more, as far as the parser tells; for a key that comes twice, the
/// second.
pub fn place(error: &serde_yaml::Error, yaml: &str) -> Option<usize> {
    let key = || repeated::error(yaml).and_then(|error| location(&error, yaml));
    let key = repeated::is_meant(error).then(key).flatten();
    key.or_else(|| location(error, yaml))
}

/// Where the key of the last step of `path` stands; for an item, the item.
pub fn key_range(text: &str, path: &[Step]) -> Option<TextRange> {
    find(text, path, matches!(path.last(), Some(Step::Item(_))))
}

/// Where the value at the end of `path` stands: its first line.
pub fn value_range(text: &str, path: &[Step]) -> Option<TextRange> {
    find(text, path, true)
}

fn find(text: &str, path: &[Step], value: bool) -> Option<TextRange> {
    let (mark, yaml) = without_mark(text);
    let walk = Walk { path, value };
    let error = walk
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .err()?;
    let at = location(&error, yaml)?;
    let start = at + mark;
    let length = token_length(&yaml[at..], !value);
    Some(TextRange::of(start..start + length))
}

/// The parser takes a byte order mark for a document of its own.
fn without_mark(text: &str) -> (usize, &str) {
    match text.strip_prefix('\u{feff}') {
        Some(yaml) => (text.len() - yaml.len(), yaml),
        None => (0, text),
    }
}

/// The byte offset that an error names by line and column, both from 1.
fn location(error: &serde_yaml::Error, yaml: &str) -> Option<usize> {
    let location = error.location()?;
    let line = yaml
        .split_inclusive('\n')
        .take(location.line() - 1)
        .map(str::len)
        .sum::<usize>();
    let rest = yaml.get(line..)?;
    let column = rest
        .char_indices()
        .nth(location.column() - 1)
        .map_or(rest.len(), |(at, _)| at);
    Some(line + column)
}

fn line_from(yaml: &str, at: usize, mark: usize) -> TextRange {
    let length = yaml[at..]
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end()
        .len();
    TextRange::of(mark + at..mark + at + length)
}

/// An error without the place, and not longer than a line.
fn words(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let words = message.split(" at line ").next().unwrap_or_default();
    words.chars().take(200).collect()
}

/// How many bytes of `text` the key or value at its start has: up to its quote, or to what ends a plain one.
fn token_length(text: &str, key: bool) -> usize {
    let line = text.lines().next().unwrap_or_default();
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return line[1..].find(quote).map_or(line.len(), |at| at + 2);
    }
    let ends: &[&str] = if key { &[":"] } else { &[" #", ", ", "}", "]"] };
    let end = ends.iter().filter_map(|end| line.find(end)).min();
    match end {
        Some(end) if !line.starts_with(['{', '[']) => line[..end].trim_end().len(),
        _ => line.trim_end().len(),
    }
}

/// Follows a path and fails at its end.
struct Walk<'a> {
    path: &'a [Step],
    /// Whether to fail at the value behind the last step, not at its key.
    value: bool,
}

fn here<E: de::Error>() -> E {
    E::custom("here")
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Walk<'_> {
    fn scalar<E: de::Error>(&self) -> Result<(), E> {
        if self.path.is_empty() {
            Err(here())
        } else {
            Ok(())
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((Step::Item(wanted), path)) = self.path.split_first() else {
            return if self.path.is_empty() {
                Err(here())
            } else {
                ignore_items(items)
            };
        };
        for _ in 0..*wanted {
            if items.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        items.next_element_seed(Walk {
            path,
            value: self.value,
        })?;
        ignore_items(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), path)) = self.path.split_first() else {
            if self.path.is_empty() {
                return Err(here());
            }
            while keys.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let fails = path.is_empty() && !self.value;
        while let Some(found) = keys.next_key_seed(KeyProbe { wanted, fails })? {
            if found {
                keys.next_value_seed(Walk {
                    path,
                    value: self.value,
                })?;
            } else {
                keys.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

fn ignore_items<'de, A: SeqAccess<'de>>(mut items: A) -> Result<(), A::Error> {
    while items.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Tells whether a key is the wanted one, and fails there if that is the end of the path.
struct KeyProbe<'a> {
    wanted: &'a str,
    fails: bool,
}

impl<'de> DeserializeSeed<'de> for KeyProbe<'_> {
    type Value = bool;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyProbe<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<bool, E> {
        match key == self.wanted {
            true if self.fails => Err(here()),
            found => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(steps: &[&str]) -> Vec<Step> {
        steps
            .iter()
            .map(|step| {
                step.parse()
                    .map_or_else(|_| Step::Key((*step).to_owned()), Step::Item)
            })
            .collect()
    }

    #[test]
    fn keys_and_values_are_found_in_every_notation() {
        let text = "# 說明\ntitle: Help # me\nlocales:\n  - { tag: nl-NL, \"dir\": 'a b' }\n  - tag: en\n    tag2:\n      - x\nchecks: {levels: {a: off}}\n";
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{text}");
            for (steps, key, value) in [
                (&["title"][..], "title", "Help"),
                (&["locales", "0", "tag"], "tag", "nl-NL"),
                (&["locales", "0", "dir"], "\"dir\"", "'a b'"),
                (&["locales", "1", "tag"], "tag", "en"),
                (&["locales", "1", "tag2", "0"], "x", "x"),
                (&["checks", "levels", "a"], "a", "off"),
            ] {
                let words =
                    |range: Option<TextRange>| &text[range.expect("it is there").as_usize()];
                assert_eq!(words(key_range(&text, &path(steps))), key, "{steps:?}");
                assert_eq!(words(value_range(&text, &path(steps))), value, "{steps:?}");
            }
            assert_eq!(key_range(&text, &path(&["nothing"])), None);
        }
    }

    #[test]
    fn what_is_no_yaml_says_where() {
        for (text, place) in [
            ("a: b\nc: \"d\n", ""),
            ("a: b\n\tc: d\n", "\tc: d"),
            ("a: [b\nc: d\n", ": d"),
            ("a: 1\nb: 2\n\"a\": 3\n", "\"a\": 3"),
            ("a:\n  - { b: 1, 說: 2, b: 3 }\n", "b: 3 }"),
            ("a: !tag { c: 1 }\nb: 2\n3: 1\nb: 4\n", "b: 4"),
        ] {
            let error = parse(text).expect_err("it is no YAML");
            let found = &text[error.range.as_usize()];
            assert!(
                found.ends_with(place),
                "{text}: `{found}` {}",
                error.message
            );
        }
        assert_eq!(parse("\u{feff}").ok(), Some(Value::Null));
        assert_eq!(parse("\u{feff}a: 1").ok(), parse("a: 1").ok());
    }
}
