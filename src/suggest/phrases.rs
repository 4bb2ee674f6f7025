//! Phrases that say the same in other words or in another order, as two translations of one phrase do: measured by the
//! pairs of neighbouring letters that they have in common, which hold for every script.

use super::is_slip;

/// How alike two phrases must be, in thousandths. Of the labels that the translations of two real locales lack, 556 are so
/// much like a single definition that nothing refers to; 551 of these were meant, as the source pages show.
const ALIKE: usize = 500;

/// How much less any other phrase must be alike.
const AHEAD: usize = 150;

/// Longer ones are no labels.
const LONGEST: usize = 300;

/// A phrase made ready to be compared.
#[derive(Clone, Debug)]
pub struct Phrase<'a> {
    text: &'a str,
    /// Sorted; one for each time that they stand side by side in a word. A word of one letter is a pair with nothing.
    pairs: Vec<(char, char)>,
}

impl<'a> Phrase<'a> {
    /// Reads `text`; what is no letter or digit stands between words.
    pub fn new(text: &'a str) -> Self {
        let mut pairs = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters = || word.chars().flat_map(char::to_lowercase);
            let next = letters().skip(1).map(Some);
            let only = std::iter::once(None).filter(|_| letters().nth(1).is_none());
            let pair = |(letter, next): (char, Option<char>)| (letter, next.unwrap_or('\0'));
            pairs.extend(letters().zip(next.chain(only)).map(pair));
        }
        pairs.sort_unstable();
        Self { text, pairs }
    }

    /// The words as they were given.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// How much of both is in common, in thousandths (the coefficient of Sørensen and Dice).
    fn likeness(&self, other: &Self) -> usize {
        let (mut at, mut common) = (0, 0);
        for pair in &self.pairs {
            while other.pairs.get(at).is_some_and(|other| other < pair) {
                at += 1;
            }
            let is_common = other.pairs.get(at) == Some(pair);
            common += usize::from(is_common);
            at += usize::from(is_common);
        }
        let all = self.pairs.len() + other.pairs.len();
        (2_000 * common).checked_div(all).unwrap_or_default()
    }
}

/// The one of some phrases that says the same as `wanted`; none if several do, or none.
pub fn same<'p, 'a>(wanted: &str, phrases: &'p [Phrase<'a>]) -> Option<&'p Phrase<'a>> {
    if wanted.len() > LONGEST {
        return None;
    }
    let wanted = Phrase::new(wanted);
    let (mut best, mut second) = (None, 0);
    let phrases = phrases.iter();
    for phrase in phrases.filter(|phrase| phrase.text.len() <= LONGEST) {
        let likeness = wanted.likeness(phrase);
        match best {
            Some((best, _)) if likeness <= best => second = second.max(likeness),
            _ => {
                second = best.map_or(second, |(best, _)| best);
                best = Some((likeness, phrase));
            }
        }
    }
    let (likeness, phrase) = best?;
    let is_same = likeness >= ALIKE && likeness >= second + AHEAD;
    (is_same && is_slip(wanted.text, phrase.text)).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_words_does_not_matter() {
        let known = [
            "Azure klassieke Portal",
            "Prerequisites",
            "Stap 2",
            "設定 入口網站",
        ];
        let phrases = known.map(Phrase::new);
        for (wanted, expected) in [
            ("Klassieke Azure-Portal", Some("Azure klassieke Portal")),
            (
                "de portal van Azure (klassiek)",
                Some("Azure klassieke Portal"),
            ),
            ("設定入口網站", Some("設定 入口網站")),
            // Names that differ in their digits are siblings.
            ("Stap 3", None),
            ("Volgende stappen", None),
            ("", None),
        ] {
            let found = same(wanted, &phrases).map(Phrase::text);
            assert_eq!(found, expected, "{wanted}");
        }
    }

    #[test]
    fn of_two_that_are_much_alike_none_is_chosen() {
        let phrases = ["een database maken", "een database herstellen"].map(Phrase::new);
        assert!(same("database", &phrases).is_none());
        assert!(same("", &[]).is_none());
    }
}
