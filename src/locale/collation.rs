//! The order of titles in a locale's lists, and the letter under which a title stands.

use std::cmp::Ordering;

/// How one locale sorts. Making one costs more than using it: keep one a locale.
pub struct Collation {
    #[cfg(feature = "icu")]
    titles: Option<icu_collator::CollatorBorrowed<'static>>,
    #[cfg(feature = "icu")]
    letters: Option<icu_collator::CollatorBorrowed<'static>>,
    /// Groups of characters that are no letters of an alphabet: the first text of each in the locale's order, its label.
    #[cfg(feature = "icu")]
    groups: Vec<(String, String)>,
}

/// The heading for titles that begin with a digit or sign.
pub const OTHER: &str = "#";

impl Collation {
    /// The order of the locale with this tag.
    #[cfg(feature = "icu")]
    pub fn new(tag: &str) -> Self {
        use icu_collator::options::Strength;

        let letters = collator(tag, Strength::Primary);
        Self {
            titles: collator(tag, Strength::Tertiary),
            groups: letters
                .as_ref()
                .map_or_else(Vec::new, |letters| groups(tag, letters)),
            letters,
        }
    }

    /// The order of code points: the program was built without `icu`.
    #[cfg(not(feature = "icu"))]
    pub fn new(_tag: &str) -> Self {
        Self {}
    }

    /// Which of two titles comes first; code points decide where the locale sees no difference.
    #[cfg(feature = "icu")]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.titles {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }

    /// Which of two titles comes first.
    #[cfg(not(feature = "icu"))]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        a.cmp(b)
    }

    /// Which of two letters, as [`Self::letter`] names them, comes first.
    pub fn compare_letters(&self, a: &str, b: &str) -> Ordering {
        let groups = self.group_of_label(a).cmp(&self.group_of_label(b));
        groups.then_with(|| self.compare(a, b))
    }

    /// The letter under which `title` stands in a list: `E` for `École` in French but `Č` for `Čas` in Czech, where it
    /// is a letter of its own. Chinese characters stand by their strokes or sounds where the locale sorts them so, kana
    /// by their rows, Hangul by their first consonants; else Chinese characters stand together.
    pub fn letter(&self, title: &str) -> String {
        let Some(first) = title.chars().find(|c| c.is_alphanumeric()) else {
            return OTHER.to_owned();
        };
        if first.is_numeric() {
            return OTHER.to_owned();
        }
        if let Some(label) = self.group(first) {
            return label.to_owned();
        }
        if is_han(first) {
            return HAN.to_owned();
        }
        let upper: String = first.to_uppercase().collect();
        let plain = plain(first).to_ascii_uppercase().to_string();
        if self.same_letter(&plain, &upper) {
            plain
        } else {
            upper
        }
    }

    /// The label of the group that a character of East Asia belongs to.
    #[cfg(feature = "icu")]
    fn group(&self, character: char) -> Option<&str> {
        let letters = self.letters.as_ref()?;
        let text = character.to_string();
        let is_grouped = !self.groups.is_empty() && character >= '\u{3040}';
        let behind = self.groups.partition_point(|(first, _)| {
            is_grouped && letters.compare(first, &text) != Ordering::Greater
        });
        behind.checked_sub(1).map(|at| &*self.groups[at].1)
    }

    #[cfg(not(feature = "icu"))]
    fn group(&self, _character: char) -> Option<&str> {
        None
    }

    /// The place of a label among the groups; letters come before all of them.
    #[cfg(feature = "icu")]
    fn group_of_label(&self, label: &str) -> Option<usize> {
        self.groups.iter().position(|(_, other)| other == label)
    }

    #[cfg(not(feature = "icu"))]
    fn group_of_label(&self, _label: &str) -> Option<usize> {
        None
    }

    #[cfg(feature = "icu")]
    fn same_letter(&self, a: &str, b: &str) -> bool {
        let collator = self.letters.as_ref();
        collator.is_some_and(|collator| collator.compare(a, b) == Ordering::Equal)
    }

    #[cfg(not(feature = "icu"))]
    fn same_letter(&self, a: &str, b: &str) -> bool {
        a == b
    }
}

#[cfg(feature = "icu")]
fn collator(
    tag: &str,
    strength: icu_collator::options::Strength,
) -> Option<icu_collator::CollatorBorrowed<'static>> {
    let locale: icu_locale::Locale = tag.parse().ok()?;
    let mut options = icu_collator::options::CollatorOptions::default();
    options.strength = Some(strength);
    icu_collator::Collator::try_new(locale.into(), options).ok()
}

/// The heading for Chinese characters where the locale has no order of them that readers know.
const HAN: &str = "漢字";

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}

/// The groups under which dictionaries of the language list their words, in its order.
///
/// Unicode's orders by strokes and by sounds hold a text of their own before the first character of each group:
/// U+FDD0 and a braille pattern of that number, or a letter. An order that does not know them puts them elsewhere.
#[cfg(feature = "icu")]
fn groups(tag: &str, letters: &icu_collator::CollatorBorrowed<'static>) -> Vec<(String, String)> {
    let rows = |rows: &str| {
        rows.chars()
            .map(|row| (row.to_string(), row.to_string()))
            .collect()
    };
    let before = |a: &str, b: &str| letters.compare(a, b) == Ordering::Less;
    let mark = |index: char| format!("\u{fdd0}{index}");
    match tag.split(['-', '_']).next() {
        Some("ja") => {
            let mut rows: Vec<_> = rows("あかさたなはまやらわ");
            rows.push(("亜".to_owned(), HAN.to_owned()));
            rows
        }
        Some("ko") => "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
            .chars()
            .zip("가나다라마바사아자차카타파하".chars())
            .map(|(label, first)| (first.to_string(), label.to_string()))
            .collect(),
        Some("zh") if before(&mark('\u{2801}'), "一") && before("一", &mark('\u{2802}')) => (1
            ..=48)
            .filter_map(|strokes| Some((mark(char::from_u32(0x2800 + strokes)?), strokes)))
            .map(|(mark, strokes)| (mark, format!("{strokes} 劃")))
            .collect(),
        Some("zh") if before(&mark('A'), "啊") && before("啊", &mark('B')) => ('A'..='Z')
            .filter(|letter| !"IUV".contains(*letter))
            .map(|letter| (mark(letter), letter.to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

/// The character without its marks.
fn plain(character: char) -> char {
    let mut first = character;
    unicode_normalization::char::decompose_canonical(character, |part| {
        if !unicode_normalization::char::is_combining_mark(part) {
            first = part;
        }
    });
    first
}

#[cfg(all(test, feature = "icu"))]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_as_the_locale_does() {
        let table: [(&str, &[&str]); 3] = [
            ("cs-CZ", &["cena", "hora", "chyba"]),
            ("da-DK", &["zebra", "ære", "øre", "Åbn"]),
            ("et-EE", &["saal", "zebra", "tee", "õun"]),
        ];
        for (tag, expected) in table {
            let collation = Collation::new(tag);
            let mut titles = expected.to_vec();
            titles.sort();
            titles.sort_by(|a, b| collation.compare(a, b));
            assert_eq!(titles, expected, "{tag}");
        }
    }

    #[test]
    fn letters_come_before_groups_and_groups_in_their_order() {
        let table: [(&str, &[&str]); 4] = [
            ("zh-TW", &[OTHER, "A", "Z", "2 劃", "14 劃"]),
            ("zh-CN", &[OTHER, "A", "B", "Z"]),
            ("ja-JP", &["A", "あ", "わ", "漢字"]),
            ("cs-CZ", &["C", "Č", "H", "CH"]),
        ];
        for (tag, expected) in table {
            let collation = Collation::new(tag);
            let mut letters = expected.to_vec();
            letters.reverse();
            letters.sort_by(|a, b| collation.compare_letters(a, b));
            assert_eq!(letters, expected, "{tag}");
        }
    }

    #[test]
    fn titles_stand_under_a_letter_of_the_locale() {
        let table = [
            ("fr-FR", "école", "E"),
            ("cs-CZ", "čas", "Č"),
            ("en-US", "“Error 53”", "E"),
            ("en-US", "404", OTHER),
            ("en-US", "—", OTHER),
            ("en-US", "疑難排解", "漢字"),
            ("zh-TW", "疑難排解", "14 劃"),
            ("zh-TW", "使用", "8 劃"),
            ("zh-TW", "一", "1 劃"),
            ("zh-TW", "Azure", "A"),
            ("zh-CN", "使用", "S"),
            ("ja-JP", "アプリ", "あ"),
            ("ja-JP", "ガイド", "か"),
            ("ja-JP", "電話", "漢字"),
            ("ko-KR", "전화", "ㅈ"),
        ];
        for (tag, title, letter) in table {
            assert_eq!(Collation::new(tag).letter(title), letter, "{tag} {title}");
        }
    }
}
