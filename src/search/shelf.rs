//! Files in the order of what they hold: a sorted list cut into stretches, found by the first entry of each.

use super::SearchFile;
use crate::fnv;

/// A stretch of a sorted list, written out.
pub struct Stretch {
    /// What it begins with, as short as tells it from the stretch before.
    pub first: String,
    /// The arguments of its script, as JavaScript.
    pub arguments: String,
}

/// The stretches of one list.
pub struct Shelf {
    /// The list's name, with which its files begin.
    pub name: &'static str,
    /// In order.
    pub stretches: Vec<Stretch>,
}

impl Shelf {
    /// First entries and hashes, as the root lists them.
    pub fn listed(&self) -> (Vec<&str>, String) {
        let firsts = self
            .stretches
            .iter()
            .map(|stretch| stretch.first.as_str())
            .collect();
        let hashes = self
            .stretches
            .iter()
            .map(|stretch| hash(&stretch.arguments))
            .collect();
        (firsts, hashes)
    }

    /// The files, each named for its list, its place and its content.
    pub fn into_files(self) -> impl Iterator<Item = SearchFile> {
        let name = self.name;
        self.stretches
            .into_iter()
            .enumerate()
            .map(move |(place, stretch)| {
                let path = format!("{name}-{place}-{}", hash(&stretch.arguments));
                script(&path, &stretch.arguments)
            })
    }
}

/// A file that hands its content to the script that asked for it.
pub fn script(path: &str, arguments: &str) -> SearchFile {
    SearchFile {
        path: format!("{path}.js"),
        bytes: format!("docentSearch(\"{path}\",{arguments})\n").into_bytes(),
    }
}

/// Cuts a sorted list where `size` has added up to a file's worth, and names each stretch by its beginning.
pub fn cut<T>(
    list: &[T],
    key: impl Fn(&T) -> &str,
    size: impl Fn(&T) -> usize,
    file_size: usize,
) -> Vec<(String, &[T])> {
    let mut stretches = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (at, entry) in list.iter().enumerate() {
        if filled > 0 && filled + size(entry) > file_size {
            stretches.push(start..at);
            (start, filled) = (at, 0);
        }
        filled += size(entry);
    }
    if start < list.len() {
        stretches.push(start..list.len());
    }
    stretches
        .into_iter()
        .map(|range| {
            let before = range
                .start
                .checked_sub(1)
                .map_or("", |before| key(&list[before]));
            (
                shortest_above(before, key(&list[range.start])),
                &list[range],
            )
        })
        .collect()
}

/// The shortest beginning of `first` that sorts after `before`.
fn shortest_above(before: &str, first: &str) -> String {
    let shared = shared_prefix(before, first);
    let next = first[shared..].chars().next().map_or(0, char::len_utf8);
    first[..shared + next].to_owned()
}

/// Bytes that two texts begin with in common, in whole characters.
fn shared_prefix(one: &str, other: &str) -> usize {
    one.chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// A sorted list in which each entry leaves out what it shares with the one before; a capital tells how many characters.
/// Folded words have no capitals of their own, so these part the entries too.
pub fn front_coded<'a>(list: impl Iterator<Item = &'a str>) -> String {
    let mut coded = String::new();
    let mut before = "";
    for entry in list {
        let shared = before
            .chars()
            .zip(entry.chars())
            .take(25)
            .take_while(|(a, b)| a == b)
            .count();
        coded.push(char::from(b'A' + u8::try_from(shared).expect("at most 25")));
        coded.extend(entry.chars().skip(shared));
        before = entry;
    }
    coded
}

/// A JavaScript string literal.
pub fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut written = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let (instead, length) = match byte {
            b'"' => ("\\\"", 1),
            b'\\' => ("\\\\", 1),
            b'\n' => ("\\n", 1),
            b'\r' => ("\\r", 1),
            0xe2 if text[at..].starts_with('\u{2028}') => ("\\u2028", 3),
            0xe2 if text[at..].starts_with('\u{2029}') => ("\\u2029", 3),
            _ => continue,
        };
        literal.push_str(&text[written..at]);
        literal.push_str(instead);
        written = at + length;
    }
    literal.push_str(&text[written..]);
    literal.push('"');
    literal
}

/// Four characters of a content's hash: enough to tell one version of a numbered file from the next.
pub fn hash(content: &str) -> String {
    let hash = fnv::hash(content.bytes());
    let digits = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = hash ^ (hash >> 32);
    (0..4)
        .map(|_| {
            let digit = char::from(digits[usize::try_from(rest % 36).expect("below 36")]);
            rest /= 36;
            digit
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_as_they_were() {
        let text = "\u{2028}a\"b\\c\nd\re\u{2029}\u{2027}說";
        let expected = "\"\\u2028a\\\"b\\\\c\\nd\\re\\u2029\u{2027}說\"";
        assert_eq!(literal(text), expected);
    }

    #[test]
    fn codes_what_entries_share() {
        let list = ["account", "accounts", "acid", "über", "übrig"];
        assert_eq!(front_coded(list.into_iter()), "AaccountHsCidAüberCrig");
    }

    #[test]
    fn cuts_at_the_size_and_names_by_the_shortest_beginning() {
        let list = ["account", "accounts", "acid", "zone"].map(String::from);
        let stretches = cut(&list, |entry| entry, |entry| entry.len(), 15);
        let firsts: Vec<&str> = stretches.iter().map(|(first, _)| first.as_str()).collect();
        assert_eq!(firsts, ["a", "aci"]);
    }
}
