//! YAML front matter: what stands between `---` on the first line and the next `---` or `...`.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::{Attribute, Element, Key};
use crate::span::TextRange;

/// A larger block is no metadata but an attack or an accident; real ones hold some hundred bytes.
const LARGEST: usize = 64 * 1024;

/// Nesting costs the YAML parser time by its square, and nobody nests metadata.
const MOST_BRACKETS: usize = 1_000;

/// A block of YAML as it was read.
pub(super) struct Block {
    /// Where content begins.
    pub(super) end: usize,
    /// The keys that stand on lines of their own, for findings to point at.
    pub(super) attributes: Vec<Attribute>,
    /// All keys of the top level with their values as text.
    pub(super) values: Vec<Key>,
    /// Why it could not be read.
    pub(super) fault: Option<Fault>,
}

/// What makes a block unreadable, and where.
pub(super) struct Fault {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The block at `start`, if the text begins with one. Two thematic breaks are none.
pub(super) fn read(text: &str, start: usize) -> Option<Block> {
    let opening = start..start + "---".len();
    let body = line_end(text, start);
    if text.get(opening.clone())? != "---" || !text[opening.end..body].trim().is_empty() {
        return None;
    }
    let Some((yaml, end)) = closing(text, body) else {
        return unclosed(text, opening, body);
    };
    let attributes = lines_with_keys(text, body..yaml);
    if attributes.is_empty() && !text[body..yaml].trim().is_empty() {
        return None;
    }
    let (values, fault) = match parse(text, body..yaml) {
        Ok(keys) => (values(&keys), tagged(text, body..yaml)),
        Err(fault) => (Vec::new(), Some(fault)),
    };
    Some(Block {
        end,
        attributes,
        values,
        fault,
    })
}

/// The block behind the blank lines at `start`, where no other reader sees one. A rule and a heading look like it, so a name
/// must say that it is one.
pub(super) fn below_blanks(text: &str, start: usize) -> Option<Block> {
    let at = super::element::skip_blanks(text, start);
    let block = read(text, at).filter(|_| text[start..at].ends_with('\n'))?;
    let is_known = |(name, _): &Key| {
        matches!(&**name, "title" | "description" | "redirect_url") || name.starts_with("ms.")
    };
    (block.fault.is_none() && block.values.iter().any(is_known)).then_some(block)
}

/// The offset behind the line end at or behind `at`.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length + 1)
}

/// Where the closing line begins and ends.
fn closing(text: &str, mut at: usize) -> Option<(usize, usize)> {
    while at < text.len() {
        let end = line_end(text, at);
        if matches!(text[at..end].trim_end(), "---" | "...") {
            return Some((at, end));
        }
        at = end;
    }
    None
}

/// A `---` without another one opens front matter only if a key follows; then the front matter is that paragraph.
fn unclosed(text: &str, opening: Range<usize>, body: usize) -> Option<Block> {
    let mut end = body;
    while end < text.len() && !text[end..line_end(text, end)].trim().is_empty() {
        end = line_end(text, end);
    }
    let attributes = lines_with_keys(text, body..end);
    let first = attributes.first()?;
    if first.name.start as usize != body {
        return None;
    }
    Some(Block {
        end,
        attributes,
        values: Vec::new(),
        fault: Some(Fault {
            range: opening,
            message: "the YAML front matter is never closed".to_owned(),
            help: "close it with a line `---`",
        }),
    })
}

/// `key: value` at the start of lines.
fn lines_with_keys(text: &str, range: Range<usize>) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end.min(range.start + LARGEST) {
        let end = line_end(text, at).min(range.end);
        found.extend(line_with_key(&text[at..end], at));
        at = end;
    }
    found
}

fn line_with_key(line: &str, at: usize) -> Option<Attribute> {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let length = line.find(|c| !is_key(c)).filter(|length| *length > 0)?;
    let behind = line[length..].strip_prefix(':')?;
    if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let written = behind.trim();
    let value = ['"', '\'']
        .into_iter()
        .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(written);
    let start = at + length + 1 + behind.find(value).unwrap_or_default();
    Some(Attribute {
        element: Element::Yaml,
        name: TextRange::of(at..at + length),
        value: TextRange::of(start..start + value.len()),
    })
}

fn parse(text: &str, range: Range<usize>) -> Result<Mapping, Fault> {
    if range.len() > LARGEST {
        let message = "the YAML front matter is larger than 64 KiB".to_owned();
        let help = "keep only what describes the page; close the front matter with a line `---`";
        return Err(Fault {
            range: range.start..range.start,
            message,
            help,
        });
    }
    let help = "the front matter must be YAML: one `key: value` a line";
    let yaml = &text[range.clone()];
    if yaml.matches(['[', '{']).count() > MOST_BRACKETS {
        return Err(Fault {
            range: range.start..range.start,
            message: "the YAML front matter has more than 1,000 brackets".to_owned(),
            help,
        });
    }
    match serde_yaml::from_str::<Value>(yaml) {
        Ok(Value::Mapping(keys)) => Ok(keys),
        Ok(Value::Null) => Ok(Mapping::new()),
        Ok(_) => Err(Fault {
            range: range.start..line_end(text, range.start).min(range.end),
            message: "the YAML front matter holds no keys".to_owned(),
            help,
        }),
        Err(error) => Err(Fault {
            range: place(text, &range, &error),
            message: format!("the YAML front matter cannot be read: {}", reason(&error)),
            help,
        }),
    }
}

/// The rest of the line from the place that the parser names.
fn place(text: &str, range: &Range<usize>, error: &serde_yaml::Error) -> Range<usize> {
    let yaml = &text[range.clone()];
    let at = crate::yaml::place(error, yaml).unwrap_or(0);
    let length = yaml[at..].lines().next().map_or(0, str::len);
    range.start + at..range.start + at + length
}

/// The parser's words without the place, which the finding has, and without the writer's words, which may be long.
fn reason(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    let mut short: String = reason.chars().take(120).collect();
    if short.len() < reason.len() {
        short.push('…');
    }
    short
}

fn values(keys: &Mapping) -> Vec<Key> {
    let keys = keys.iter();
    keys.filter_map(|(key, value)| Some((scalar(key)?, list(value))))
        .collect()
}

/// A tag makes an object of a value in some programs, and means nothing here: its value is read without it, and it is told.
fn tagged(text: &str, range: Range<usize>) -> Option<Fault> {
    let tag = crate::yaml::tag(&text[range.clone()])?;
    let place = range.start + tag.start as usize..range.start + tag.end as usize;
    Some(Fault {
        message: format!(
            "the YAML front matter has the tag `{}`",
            super::findings::shortened(&text[place.clone()])
        ),
        range: place,
        help: "take it out: a value stands for itself",
    })
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(values) => values.iter().filter_map(scalar).collect(),
        value => scalar(value).into_iter().collect(),
    }
}

/// A value as text; nested lists and mappings have none.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null => Some(String::new()),
        Value::Tagged(tagged) => scalar(&tagged.value),
        Value::Sequence(_) | Value::Mapping(_) => None,
    }
}
