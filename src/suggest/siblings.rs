//! Names that are close and yet not the same with a slip: `storage-use-files.md` and `storage-use-tables.md`, `step-1` and
//! `step-2`.

use std::collections::BTreeSet;

use super::{distance, is_slip};

/// A shorter one is known by chance.
const SHORTEST_KNOWN: usize = 3;

/// Behind the number of a part stands no title, but perhaps an ending: `part-1.md`.
const MOST_BEHIND_NUMBER: usize = 2;

/// The words of names, in lower case.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether two close names are those of two things: they differ in a number, or word for word in one that is no slip, since
/// it is too far from the other or is one of the words that are `known` from all names.
pub(super) fn are_siblings(wanted: &str, name: &str, known: &BTreeSet<String>) -> bool {
    let wanted: Vec<String> = words(wanted).collect();
    let name: Vec<String> = words(name).collect();
    if wanted.len() != name.len() {
        return false;
    }
    let differ = |(at, (wanted_word, word)): (usize, (&String, &String))| {
        if wanted_word == word || is_same_word(wanted_word, word) {
            return false;
        }
        match is_slip(wanted_word, word) {
            true => is_other_word(wanted_word, word, known),
            // A section that says the same and has another number was moved: `step-2-register-the-device`.
            false => wanted.len() - at <= MOST_BEHIND_NUMBER,
        }
    };
    wanted.iter().zip(&name).enumerate().any(differ)
}

fn is_other_word(wanted: &str, name: &str, known: &BTreeSet<String>) -> bool {
    let letters = wanted.chars().count();
    let limit = match letters {
        // `plan-a` and `plan-b`
        0..=1 => usize::from(name.chars().count() > 1),
        2..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    letters >= SHORTEST_KNOWN && known.contains(wanted) || distance(wanted, name) > limit
}

/// `machine` and `machines`, `creating` and `create`: another form of the same word, or two that say nothing.
fn is_same_word(one: &str, other: &str) -> bool {
    const LITTLE: &[&str] = &["a", "an", "the", "of", "on", "in", "for", "and"];
    const ENDINGS: &[&str] = &["", "s", "es", "d", "ed", "n", "en", "e", "y", "ing", "ting"];
    let letters = one.chars().zip(other.chars());
    let stem: usize = letters
        .take_while(|(one, other)| one == other)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let is_ending = |word: &str| ENDINGS.contains(&&word[stem..]);
    let is_little = |word| LITTLE.contains(&word);
    stem >= 2 && is_ending(one) && is_ending(other) || is_little(one) && is_little(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_are_told_from_slips() {
        let all = [
            "storage-use-tables.md",
            "storage-use-blobs.md",
            "storage-files-import.md",
            "sql-database-export.md",
            "virtual-machines-overview.md",
            "how-to-a.md",
        ];
        let known: BTreeSet<String> = all.iter().copied().flat_map(words).collect();
        for (wanted, name, expected) in [
            ("storage-use-files.md", "storage-use-tables.md", true),
            ("sql-database-import.md", "sql-database-export.md", true),
            ("step-1", "step-2", true),
            ("why", "faq", true),
            ("use-pig", "use-hive", true),
            ("how-to-b.md", "how-to-a.md", true),
            ("storage-use-tabels.md", "storage-use-tables.md", false),
            ("how-ot-a.md", "how-to-a.md", false),
            (
                "virtual-machine-overview.md",
                "virtual-machines-overview.md",
                false,
            ),
            (
                "virtualmachines-overview.md",
                "virtual-machines-overview.md",
                false,
            ),
            ("設定方法.md", "設定方式.md", false),
            ("creating-tables", "create-tables", false),
            ("use-files-setting", "use-tables-setting", true),
            ("2-tables", "tables", false),
            (
                "step-2-register-the-device",
                "step-3-register-the-device",
                false,
            ),
            ("access-part-1.md", "access-part-2.md", true),
            ("1.4.1", "1.0.1", true),
            ("creating-a-tables-user", "creating-an-tables-user", false),
        ] {
            assert_eq!(are_siblings(wanted, name, &known), expected, "{wanted}");
        }
    }
}
