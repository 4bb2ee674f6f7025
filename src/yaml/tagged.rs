//! Tags such as `!!python/object:…`: an object for some programs, for docent nothing.

use serde_yaml::Value;
use serde_yaml::value::Tag;

use super::{Step, find};
use crate::span::TextRange;

/// The tags of YAML itself, which say of a value what it is anyway.
const OWN: &[&str] = &[
    "binary",
    "bool",
    "float",
    "int",
    "map",
    "merge",
    "null",
    "omap",
    "pairs",
    "seq",
    "set",
    "str",
    "timestamp",
];

/// Where the first tag in a text stands that is none of YAML's own.
pub fn tag(text: &str) -> Option<TextRange> {
    // Few have one, and the parser forgets those with two signs.
    let first = memchr::memchr(b'!', text.as_bytes())?;
    let kept = text.replace("!!", "!_");
    let value: Value = serde_yaml::from_str(&kept).ok()?;
    let mut path = Vec::new();
    let tag = first_tag(&value, &mut path)?;
    // A tagged key has no path of its own, and before a value an anchor may stand.
    let near = find(&kept, &path, true).map_or(first, |range| range.start as usize);
    let start = near + kept[near..].find(&tag)?;
    Some(TextRange::of(start..start + tag.len()))
}

/// The first tag within `value` that is none of YAML's own; `path` then leads to what has it.
fn first_tag(value: &Value, path: &mut Vec<Step>) -> Option<String> {
    let mut within = |step: Step, value: &Value| {
        path.push(step);
        let tag = first_tag(value, path);
        if tag.is_none() {
            path.pop();
        }
        tag
    };
    match value {
        Value::Tagged(tagged) => foreign(&tagged.tag).or_else(|| first_tag(&tagged.value, path)),
        Value::Sequence(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(at, item)| within(Step::Item(at), item))
        }
        Value::Mapping(keys) => keys.iter().find_map(|(key, value)| match key {
            Value::String(name) => within(Step::Key(name.clone()), value),
            Value::Tagged(tagged) => foreign(&tagged.tag),
            _ => None,
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The tag as it stands in the text that was read, if it is none of YAML's own.
fn foreign(tag: &Tag) -> Option<String> {
    let tag = tag.to_string();
    let is_own = tag
        .strip_prefix("!_")
        .is_some_and(|name| OWN.contains(&name));
    (!is_own).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_where_it_stands() {
        for (text, expected) in [
            ("a: b!! !!c\nc: [1, !!str 2, !!seq [!!int 1]]\n", None),
            (
                "a: b! !c\nd: !!python/object/apply:os.system [x]\n",
                Some("!!python/object/apply:os.system"),
            ),
            ("a: {b: [1, &n !new {c: d}]}\n", Some("!new")),
            ("a: !local\n  b: c\n", Some("!local")),
            ("a: !!seq [!within b]\n", Some("!within")),
            ("a: b!\n!key c: d\n", Some("!key")),
        ] {
            let found = tag(text).map(|range| &text[range.as_usize()]);
            assert_eq!(found, expected, "{text}");
        }
    }
}
