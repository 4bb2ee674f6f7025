//! The order of titles in a locale's lists, and the letter under which a title stands.

use std::cmp::Ordering;

/// How one locale sorts. Making one costs more than using it: keep one a locale.
pub struct Collation {
    #[cfg(feature = "icu")]
    titles: Option<icu_collator::CollatorBorrowed<'static>>,
    #[cfg(feature = "icu")]
    letters: Option<icu_collator::CollatorBorrowed<'static>>,
}

/// The heading for titles that begin with a digit or sign.
pub const OTHER: &str = "#";

impl Collation {
    /// The order of the locale with this tag.
    #[cfg(feature = "icu")]
    pub fn new(tag: &str) -> Self {
        use icu_collator::options::Strength;

        Self {
            titles: collator(tag, Strength::Tertiary),
            letters: collator(tag, Strength::Primary),
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

    /// The letter under which `title` stands in a list: `E` for `École` in French but `Č` for `Čas` in Czech, where it
    /// is a letter of its own. Chinese characters stand together.
    pub fn letter(&self, title: &str) -> String {
        let Some(first) = title.chars().find(|c| c.is_alphanumeric()) else {
            return OTHER.to_owned();
        };
        if first.is_numeric() {
            return OTHER.to_owned();
        }
        if ('\u{3400}'..='\u{9fff}').contains(&first) {
            return "漢字".to_owned();
        }
        let upper: String = first.to_uppercase().collect();
        let plain = plain(first).to_ascii_uppercase().to_string();
        if self.same_letter(&plain, &upper) {
            plain
        } else {
            upper
        }
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
    fn titles_stand_under_a_letter_of_the_locale() {
        let table = [
            ("fr-FR", "école", "E"),
            ("cs-CZ", "čas", "Č"),
            ("en-US", "“Error 53”", "E"),
            ("en-US", "404", OTHER),
            ("en-US", "—", OTHER),
            ("zh-TW", "疑難排解", "漢字"),
            ("ja-JP", "アプリ", "ア"),
        ];
        for (tag, title, letter) in table {
            assert_eq!(Collation::new(tag).letter(title), letter, "{tag} {title}");
        }
    }
}
