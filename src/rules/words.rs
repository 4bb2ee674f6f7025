//! Whether a fragment or a name holds a word that nobody else on the site uses: it was written with a slip.
//!
//! No missing include can be expected to have such an anchor: of the 585 anchors in the includes of one real locale 15 hold
//! a word that stands nowhere outside the include, and all of these are joined of words that do.

use std::collections::BTreeSet;

use regex::bytes::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;

use super::Inputs;
use crate::span::TextRange;

/// On a site of fewer texts nearly every word stands but once.
const FEWEST_TEXTS: usize = 200;

/// Shorter words are too often abbreviations.
const SHORTEST: usize = 5;

/// Longer words are no words of a language.
const LONGEST: usize = 80;

/// The most words that are looked for; of more none is called strange. Three real locales together have seven.
const MOST_WORDS: usize = 5_000;

/// Bytes that the pattern of so many words may take. With less it fails, or forgets again and again what it has learned of
/// the texts, and then each byte costs as much as there are words.
const PATTERN_ROOM: usize = 1 << 28;

/// The words of some fragments and names that stand nowhere else on the site.
pub(super) struct Strange {
    words: BTreeSet<String>,
    is_blind: bool,
}

impl Strange {
    /// Looks first among anchors, headings and paths, whole or joined, and for what is left in all texts.
    pub fn new<'a>(inputs: Inputs<'_>, asked: impl Iterator<Item = &'a str>) -> Self {
        let asked: BTreeSet<String> = asked
            .flat_map(words)
            .filter(|word| is_telling(word))
            .collect();
        if asked.is_empty() || inputs.site.texts.len() < FEWEST_TEXTS {
            return Self {
                words: BTreeSet::new(),
                is_blind: inputs.site.texts.len() < FEWEST_TEXTS,
            };
        }
        let known = known(inputs, &pieces(&asked));
        let mut left: BTreeSet<String> = asked
            .iter()
            .filter(|word| !is_joined(word, &known))
            .cloned()
            .collect();
        if left.len() > MOST_WORDS {
            left.clear();
        }
        let mut texts = inputs.site.texts.iter().filter(|text| text.kind.is_some());
        while let Some(pattern) = pattern(&left) {
            // A pattern is made anew once half of its words have been seen: fewer words are found faster.
            let half = left.len() / 2;
            let seen_half = texts.any(|text| {
                forget_seen(text, &pattern, &mut left);
                left.len() <= half
            });
            if !seen_half {
                break;
            }
        }
        Self {
            words: left,
            is_blind: false,
        }
    }

    /// Whether the site is too small to say of any word that it is strange.
    pub fn is_blind(&self) -> bool {
        self.is_blind
    }

    /// Whether `name` holds one of them.
    pub fn is_in(&self, name: &str) -> bool {
        words(name).any(|word| self.words.contains(&word))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    parts(text).map(str::to_lowercase)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// What has digits is a number, a version or a random id, and says nothing.
fn is_telling(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Everything that a word of `asked` may be joined of.
fn pieces(asked: &BTreeSet<String>) -> FxHashSet<&str> {
    let mut pieces = FxHashSet::default();
    for word in asked {
        for start in 0..word.len() - 1 {
            pieces.extend((start + 2..=word.len()).map(|end| &word[start..end]));
        }
    }
    pieces
}

/// The words of paths, anchors and headings that are among `pieces`. These are mostly lower case; the others are found in
/// the text.
fn known<'a>(inputs: Inputs<'_>, pieces: &FxHashSet<&'a str>) -> FxHashSet<&'a str> {
    let mut known = FxHashSet::default();
    let mut add = |name: &str| {
        known.extend(parts(name).filter_map(|part| pieces.get(part).copied()));
    };
    for text in inputs.site.texts.iter().filter(|text| text.kind.is_some()) {
        let document = &text.document;
        add(text.source.name.path.as_str());
        document.anchors.iter().for_each(|anchor| add(&anchor.name));
        document
            .headings
            .iter()
            .for_each(|heading| add(&heading.slug));
    }
    known
}

/// Slugs drop the marks between words: `sources/data` becomes `sourcesdata`. Of pieces of two letters anything can be made;
/// words that somebody joined have three and more on the average.
fn is_joined(word: &str, known: &FxHashSet<&str>) -> bool {
    // The fewest pieces that the word up to here can be made of.
    let mut fewest: Vec<Option<usize>> = vec![None; word.len() + 1];
    fewest[0] = Some(0);
    for end in 2..=word.len() {
        let pieces = (0..end - 1).filter(|&start| known.contains(&word[start..end]));
        let counts = pieces.filter_map(|start| fewest[start]);
        fewest[end] = counts.min().map(|count| count + 1);
    }
    fewest[word.len()].is_some_and(|count| count <= word.len().div_ceil(3))
}

/// What finds any of `words`; nothing where there is none.
fn pattern(words: &BTreeSet<String>) -> Option<Regex> {
    if words.is_empty() {
        return None;
    }
    let any: Vec<&str> = words.iter().map(String::as_str).collect();
    let built = RegexBuilder::new(&any.join("|"))
        .case_insensitive(true)
        .unicode(false)
        .size_limit(PATTERN_ROOM)
        .dfa_size_limit(PATTERN_ROOM)
        .build();
    Some(built.expect("the words are letters, and no more than there is room for"))
}

/// Drops the words that `text` uses anywhere but in the target of a link or the path of an include.
fn forget_seen(text: &crate::site::Text, pattern: &Regex, words: &mut BTreeSet<String>) {
    let bytes = text.source.text.as_bytes();
    let mut targets: Option<Vec<TextRange>> = None;
    for found in pattern.find_iter(bytes) {
        let at = crate::span::offset(found.start());
        // Most texts hold none of the words, and theirs need not be sorted.
        let targets = targets.get_or_insert_with(|| sorted_targets(text));
        let before = targets.partition_point(|target| target.start <= at);
        let in_target = targets[..before]
            .last()
            .is_some_and(|target| at < target.end);
        if !in_target {
            forget_those_at(&bytes[found.start()..], words);
        }
    }
}

/// The targets of links and the paths of includes in the order in which they stand; none of them holds another.
fn sorted_targets(text: &crate::site::Text) -> Vec<TextRange> {
    let (links, includes) = (&text.document.links, &text.document.includes);
    let targets = links.iter().map(|link| link.target_range);
    let paths = includes.iter().map(|include| include.path_range);
    let mut all: Vec<TextRange> = targets.chain(paths).collect();
    all.sort_unstable();
    all
}

/// Drops all words that `here` begins with: one may begin with another.
fn forget_those_at(here: &[u8], words: &mut BTreeSet<String>) {
    let letters = here
        .iter()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphabetic());
    let run: String = letters
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    for end in SHORTEST..=run.len() {
        words.remove(&run[..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_words_are_known() {
        let known = ["sources", "data", "or", "go", "nc", "zz", "mb"];
        let known = known.into_iter().collect();
        for (word, joined) in [
            ("sourcesdata", true),
            ("goor", true),
            ("xtjvkg", false),
            ("sourcesx", false),
            ("dataorgo", true),
            ("nczzmb", false),
        ] {
            assert_eq!(is_joined(word, &known), joined, "{word}");
        }
    }

    #[test]
    fn ids_and_short_words_tell_nothing() {
        for (word, telling) in [
            ("c7abf1f0", false),
            ("lrs", false),
            ("portal", true),
            ("門戶網站", false),
        ] {
            assert_eq!(is_telling(word), telling, "{word}");
        }
    }
}
