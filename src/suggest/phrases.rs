//! Phrases that say the same in other words or in another order, as two translations of one phrase do: measured by the
//! pairs of neighbouring letters that they have in common, which hold for every script.

use super::is_slip;

/// How alike two phrases must be, in thousandths. Of the labels that the translations of two real locales lack, 556 are so
/// much like a single definition that nothing refers to; 551 of these were meant, as the source pages show.
const ALIKE: usize = 500;

/// How much less any other phrase must be alike.
const AHEAD: usize = 150;

/// How alike one must be that is less likely by itself.
const SURE: usize = 800;

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

/// The phrase that says the same as another.
pub enum Same<'p, 'a> {
    /// One of those that are likely.
    Likely(&'p Phrase<'a>),
    /// One of the others.
    Other(&'p Phrase<'a>),
}

/// The one of some `likely` phrases that says the same as `wanted`, or of `others` one that is much nearer and says so beyond
/// doubt; none if several do, or none.
pub fn same<'p, 'a>(
    wanted: &str,
    likely: &'p [Phrase<'a>],
    others: &'p [Phrase<'a>],
) -> Option<Same<'p, 'a>> {
    if wanted.len() > LONGEST {
        return None;
    }
    let phrase = Phrase::new(wanted);
    let of_likely = phrase.nearest(likely);
    let of_others = phrase.nearest(others);
    let likeness = of_likely.as_ref().map_or(0, |near| near.likeness);
    let is_nearer = |near: &Nearest<'_, '_>| {
        near.likeness >= SURE && near.is_same(wanted, near.second.max(likeness))
    };
    if let Some(near) = of_others.filter(is_nearer) {
        return Some(Same::Other(near.phrase));
    }
    let near = of_likely?;
    near.is_same(wanted, near.second)
        .then_some(Same::Likely(near.phrase))
}

/// The phrase that is most like another.
struct Nearest<'p, 'a> {
    phrase: &'p Phrase<'a>,
    likeness: usize,
    /// How much the next one is like it.
    second: usize,
}

impl Nearest<'_, '_> {
    fn is_same(&self, wanted: &str, second: usize) -> bool {
        self.likeness >= ALIKE
            && self.likeness >= second + AHEAD
            && is_slip(wanted, self.phrase.text)
    }
}

impl<'a> Phrase<'a> {
    fn nearest<'p, 'b>(&self, phrases: &'p [Phrase<'b>]) -> Option<Nearest<'p, 'b>> {
        let mut best: Option<Nearest<'_, '_>> = None;
        for phrase in phrases.iter().filter(|phrase| phrase.text.len() <= LONGEST) {
            let likeness = self.likeness(phrase);
            match &mut best {
                Some(best) if likeness <= best.likeness => best.second = best.second.max(likeness),
                _ => {
                    best = Some(Nearest {
                        phrase,
                        likeness,
                        second: best.map_or(0, |best| best.likeness),
                    });
                }
            }
        }
        best
    }
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
            assert_eq!(found(wanted, &phrases, &[]), expected, "{wanted}");
        }
    }

    /// The words of what says the same.
    fn found<'a>(wanted: &str, likely: &[Phrase<'a>], others: &[Phrase<'a>]) -> Option<&'a str> {
        let (Same::Likely(phrase) | Same::Other(phrase)) = same(wanted, likely, others)?;
        Some(phrase.text())
    }

    #[test]
    fn one_that_is_less_likely_must_be_nearer_and_certain() {
        let likely = ["SDK for Java", "Storage"].map(Phrase::new);
        let others = ["Storage Java SDK", "the new portal of Acme"].map(Phrase::new);
        for (wanted, expected) in [
            ("Storage SDK Java", Some("Storage Java SDK")),
            ("SDK for Java, the", Some("SDK for Java")),
            ("the portal of all", None),
        ] {
            assert_eq!(found(wanted, &likely, &others), expected, "{wanted}");
        }
    }

    #[test]
    fn of_two_that_are_much_alike_none_is_chosen() {
        let phrases = ["een database maken", "een database herstellen"].map(Phrase::new);
        assert!(same("database", &phrases, &[]).is_none());
        assert!(same("", &[], &[]).is_none());
    }
}
