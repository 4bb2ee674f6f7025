//! Where the messages of a file stand and which variables they use.
//!
//! The Fluent parser keeps neither. A message begins at the start of a line and ends before the next line that is not
//! indented, so a scan of the lines finds both; what does not parse is reported by the parser itself.

use std::collections::BTreeSet;

use crate::span::TextRange;

/// One message of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// Its key.
    pub key: &'a str,
    /// Where the key stands.
    pub range: TextRange,
    /// The names of its variables, without `$`.
    pub variables: BTreeSet<&'a str>,
}

/// The messages of a file in their order; terms (`-brand = …`) are not among them.
pub(super) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut start = 0;
    let mut in_message = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let key = &line[..identifier(line)];
            in_message = line[key.len()..].trim_start().starts_with('=');
            if in_message {
                entries.push(Entry {
                    key,
                    range: TextRange::of(start..start + key.len()),
                    variables: BTreeSet::new(),
                });
            }
        } else if line.starts_with(['-', '#']) {
            in_message = false;
        }
        if let (true, Some(entry)) = (in_message, entries.last_mut()) {
            entry.variables.extend(variables(line));
        }
        start += line.len();
    }
    entries
}

/// The names behind each `$`, where an expression stands: `$` in running text has a blank or digit behind it.
fn variables(line: &str) -> impl Iterator<Item = &str> {
    line.split('$')
        .skip(1)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
        .map(|rest| &rest[..identifier(rest)])
}

/// The length of the identifier at the start of `text`.
fn identifier(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_with_their_variables() {
        let text = "# c = { $no }\na = b { $x }\n-term = { $no }\nn = { $count ->\n   *[other] { $count } of { $total }\n}\n";
        let found: Vec<_> = entries(text)
            .into_iter()
            .map(|entry| (entry.key, Vec::from_iter(entry.variables)))
            .collect();
        assert_eq!(found, [("a", vec!["x"]), ("n", vec!["count", "total"])]);
    }
}
