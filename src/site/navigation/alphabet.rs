//! All pages of a locale by the letters that their titles begin with, and how the list of them is cut into pages.

use std::collections::BTreeMap;

use super::folders::slug;
use crate::locale::collation::Collation;
use crate::site::index::RowId;

/// The most titles that stand on one page. Five hundred are some 15 kB on their way to the reader.
pub const MOST: usize = 500;

/// All pages by their titles.
#[derive(Clone, Debug, Default)]
pub struct Alphabet {
    /// The letters in the order of the locale. Where the list is cut, none has more than [`MOST`] pages.
    pub letters: Vec<Letter>,
    /// Whether each letter has a page of its own.
    pub is_cut: bool,
}

/// The pages whose titles begin with one letter, or a part of them.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The letter; a number follows where one has more pages than fit.
    pub label: String,
    /// What an address calls it: ASCII, and no other letter has it.
    pub name: String,
    /// Its pages, sorted by title.
    pub rows: Vec<RowId>,
}

impl Alphabet {
    /// The letters of some titles, which come sorted.
    pub(super) fn new<'a>(
        titles: impl Iterator<Item = (RowId, &'a str)>,
        collation: &Collation,
    ) -> Self {
        let mut by_letter: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
        let mut count = 0;
        for (row, title) in titles {
            let rows = by_letter.entry(collation.letter(title)).or_default();
            rows.push(row);
            count += 1;
        }
        let mut sorted: Vec<_> = by_letter.into_iter().collect();
        sorted.sort_by(|a, b| collation.compare_letters(&a.0, &b.0));
        let mut letters: Vec<Letter> = sorted
            .into_iter()
            .flat_map(|(label, rows)| parts(&label, rows))
            .collect();
        for (at, letter) in letters.iter_mut().enumerate() {
            let name = slug(&letter.label);
            // Numbers and letters of other scripts do not name the group; its place does.
            let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.is_ascii();
            letter.name = if is_plain { name } else { (at + 1).to_string() };
        }
        Self {
            letters,
            is_cut: count > MOST,
        }
    }
}

/// A letter in parts of at most [`MOST`] pages of like length.
fn parts(label: &str, rows: Vec<RowId>) -> Vec<Letter> {
    let count = rows.len().div_ceil(MOST);
    let size = rows.len().div_ceil(count.max(1)).max(1);
    let part = |(at, rows): (usize, &[RowId])| Letter {
        label: if count == 1 {
            label.to_owned()
        } else {
            format!("{label} {}", at + 1)
        },
        name: String::new(),
        rows: rows.to_vec(),
    };
    rows.chunks(size).enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(tag: &str, titles: &[String]) -> Alphabet {
        let rows = (0..).map(RowId);
        Alphabet::new(
            rows.zip(titles.iter().map(String::as_str)),
            &Collation::new(tag),
        )
    }

    fn shape(alphabet: &Alphabet) -> Vec<(&str, &str, usize)> {
        let letter = |letter: &'_ Letter| letter.rows.len();
        let letters = alphabet.letters.iter();
        letters
            .map(|part| (&*part.label, &*part.name, letter(part)))
            .collect()
    }

    #[test]
    fn a_list_that_fits_on_a_page_is_whole() {
        let titles = ["7 ways", "App", "Azure", "Orange"].map(str::to_owned);
        let whole = alphabet("en-US", &titles);
        assert!(!whole.is_cut);
        let expected = [("#", "1", 1), ("A", "a", 2), ("O", "o", 1)];
        assert_eq!(shape(&whole), expected);
    }

    #[test]
    fn a_long_list_is_cut_by_letter_and_long_letters_by_number() {
        let many = (0..1_100).map(|at| format!("Azure {at:04}"));
        let titles: Vec<String> = many.chain(["Backup".to_owned()]).collect();
        let cut = alphabet("en-US", &titles);
        assert!(cut.is_cut);
        let expected = [
            ("A 1", "a-1", 367),
            ("A 2", "a-2", 367),
            ("A 3", "a-3", 366),
            ("B", "b", 1),
        ];
        assert_eq!(shape(&cut), expected);
        let rows: Vec<u32> = cut
            .letters
            .iter()
            .flat_map(|letter| letter.rows.iter().map(|row| row.0))
            .collect();
        assert!(rows.is_sorted() && rows.len() == titles.len());
    }
}
