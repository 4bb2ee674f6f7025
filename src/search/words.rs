//! Splits text into the terms it can be found by; `search.js` follows the same rules, word for word.
//!
//! The tables below are written into each locale's index, so that script and builder cannot disagree about them.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::endings::{Ending, rules};

/// Longer strings are keys, hashes and base64; nobody types them, and each would be a term of its own.
const LONGEST: usize = 40;

/// Letters that Unicode does not decompose but that readers leave their strokes off.
pub const FOLDED: [(char, &str); 11] = [
    ('ß', "ss"),
    ('ø', "o"),
    ('đ', "d"),
    ('ł', "l"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ı', "i"),
    ('þ', "th"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ς', "σ"),
];

/// A term of a text, with the word as readers would spell it where it is one.
pub struct Term<'a> {
    /// What the index is sorted by.
    pub term: &'a str,
    /// The folded but unstemmed word, for "did you mean"; empty for identifiers and Chinese, Japanese and Korean pairs.
    pub word: &'a str,
    /// Whether the page is found without it: hyphenated words are also found by their parts, pairs by their neighbours.
    pub spare: bool,
    /// What it is made of.
    pub made: Made,
}

/// What a term is made of: the more, the less the page needs it to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Made {
    /// Words with hyphens or points between them, which are terms, too.
    #[default]
    Parts,
    /// Words that are one name in a program, as `PasswordResetFail`, and terms, too.
    Name,
    /// Itself.
    Word,
}

/// A stretch of letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Words with single connectors between them.
    Words(&'a str),
    /// Letters of Han, kana and hangul.
    EastAsian(&'a str),
}

/// Splits the text of one locale into terms.
pub struct Words {
    endings: Vec<Vec<Ending>>,
}

impl Words {
    /// The rules for a locale's language.
    pub fn new(locale_tag: &str) -> Self {
        Self {
            endings: rules(locale_tag),
        }
    }

    /// Gives the terms of [`Run::Words`] to `found`.
    ///
    /// Words held together by `-`, `_` and `.` are found whole, joined and in parts.
    pub fn terms(&self, text: &str, found: &mut impl FnMut(Term<'_>)) {
        if text.ends_with(['#', '+']) {
            return plain(&text.to_ascii_lowercase(), found);
        }
        if !text.contains(is_connector) {
            return self.word(text, found);
        }
        if text.chars().all(|c| c == '.' || c.is_ascii_digit()) {
            return plain(text, found);
        }
        if text.len() <= LONGEST {
            let spare = !looks_like_code(text);
            found(Term {
                term: &fold(&text.replace(is_connector, "")),
                word: "",
                spare,
                made: if spare { Made::Parts } else { Made::Name },
            });
        }
        for part in text.split(is_connector) {
            self.word(part, found);
        }
    }

    fn word(&self, text: &str, found: &mut impl FnMut(Term<'_>)) {
        if !worth_finding(text) {
            if is_long_name(text) {
                self.pieces(text, found);
            }
            return;
        }
        let mut room = [0; LONGEST];
        let folded = fold_in(&mut room, text);
        found(Term {
            term: &stem(&folded, &self.endings),
            word: &folded,
            spare: false,
            made: match camel_starts(text).next() {
                Some(_) => Made::Name,
                None => Made::Word,
            },
        });
        if let Some(digits) = folded.strip_prefix("0x").filter(|digits| digits.len() > 2) {
            plain(digits, found);
        }
        self.pieces(text, found);
    }

    fn pieces(&self, text: &str, found: &mut impl FnMut(Term<'_>)) {
        for piece in camel_pieces(text).filter(|piece| worth_finding(piece)) {
            plain(&stem(&fold(piece), &self.endings), found);
        }
    }
}

/// Whether a joined word is the name of something in a program rather than two words with a hyphen.
fn looks_like_code(text: &str) -> bool {
    text.contains('_')
        || (text.contains('-') && camel_starts(text).count() > text.matches('-').count())
}

fn plain(term: &str, found: &mut impl FnMut(Term<'_>)) {
    found(Term {
        term,
        word: "",
        spare: false,
        made: Made::Word,
    });
}

/// What [`Run::EastAsian`] is found by: overlapping pairs of letters, since these scripts write no blanks and pairs need
/// no dictionary; a lone letter by itself. The text is folded.
pub fn pairs(folded: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let mut letters = folded.chars();
    let mut first = letters.next();
    let mut is_alone = true;
    std::iter::from_fn(move || {
        let second = letters.next();
        let pair = (first?, second);
        first = second;
        (std::mem::replace(&mut is_alone, false) || second.is_some()).then_some(pair)
    })
}

/// Single letters are noise, single digits are steps and error numbers, and keys and hashes are typed by nobody.
fn worth_finding(text: &str) -> bool {
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    };
    if length > 9 && !text.starts_with("0x") && switches(text) > 3 {
        return false;
    }
    (2..=LONGEST).contains(&length) || (length == 1 && text.as_bytes()[0].is_ascii_digit())
}

/// Whether a word that is too long to be a term is the name of something in a program, which is found by its words.
fn is_long_name(text: &str) -> bool {
    (LONGEST + 1..=2 * LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && camel_starts(text).count() * 4 <= text.len()
}

/// How often a text changes between letters and digits.
fn switches(text: &str) -> usize {
    text.as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit())
        .count()
}

/// What a byte is to the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of ASCII.
    Word,
    /// Holds two words together.
    Connector,
    /// Part of a character outside ASCII.
    Wide,
    /// Ends a word.
    Other,
}

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0x80.. => Class::Wide,
            word if word.is_ascii_alphanumeric() => Class::Word,
            sign if is_connector(sign as char) => Class::Connector,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The stretches of a text that hold terms, in order.
pub fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, script) = run_start(text, at)?;
        Some(match script {
            Script::EastAsian => {
                at = east_asian_end(text, start);
                Run::EastAsian(&text[start..at])
            }
            Script::Alphabetic => {
                let end = words_end(text, start);
                at = end + language_sign(&text[start..end], &text[end..]);
                Run::Words(&text[start..at])
            }
        })
    })
}

/// The length of the sign in `C#`, `F#` and `C++`: one letter and what nothing else keeps.
fn language_sign(run: &str, after: &str) -> usize {
    let is_letter = run.len() == 1 && run.as_bytes()[0].is_ascii_alphabetic();
    if !is_letter {
        return 0;
    }
    let sign = ["#", "++"].into_iter().find(|sign| after.starts_with(sign));
    sign.map_or(0, str::len)
}

/// How a letter is indexed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// As part of a word.
    Alphabetic,
    /// By pairs.
    EastAsian,
}

/// Where the next run begins, at `at` or behind it.
#[inline]
fn run_start(text: &str, mut at: usize) -> Option<(usize, Script)> {
    loop {
        at = skip(text, at, Class::Other);
        match CLASSES[usize::from(*text.as_bytes().get(at)?)] {
            Class::Word => return Some((at, Script::Alphabetic)),
            Class::Wide => {
                let c = char_at(text, at);
                if let Some(script) = script(c) {
                    return Some((at, script));
                }
                at += c.len_utf8();
            }
            Class::Connector | Class::Other => at += 1,
        }
    }
}

/// Where the words that begin at `at` end.
#[inline]
fn words_end(text: &str, mut at: usize) -> usize {
    loop {
        at = skip(text, at, Class::Word);
        let Some(&byte) = text.as_bytes().get(at) else {
            return at;
        };
        match CLASSES[usize::from(byte)] {
            Class::Wide => {
                let c = char_at(text, at);
                if script(c) != Some(Script::Alphabetic) {
                    return at;
                }
                at += c.len_utf8();
            }
            Class::Connector if is_word_at(text, at + 1) => at += 1,
            Class::Word | Class::Connector | Class::Other => return at,
        }
    }
}

/// The first byte at `at` or behind it that is of another class. Most bytes are passed here.
#[inline]
fn skip(text: &str, mut at: usize, class: Class) -> usize {
    let bytes = text.as_bytes();
    while bytes
        .get(at)
        .is_some_and(|&byte| CLASSES[usize::from(byte)] == class)
    {
        at += 1;
    }
    at
}

/// Where the letters of East Asian scripts that begin at `at` end.
fn east_asian_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let other = |c| script(c) != Some(Script::EastAsian);
    at + rest.find(other).unwrap_or(rest.len())
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("a byte is left")
}

fn is_word_at(text: &str, at: usize) -> bool {
    let Some(&byte) = text.as_bytes().get(at) else {
        return false;
    };
    match CLASSES[usize::from(byte)] {
        Class::Word => true,
        Class::Wide => script(char_at(text, at)) == Some(Script::Alphabetic),
        Class::Connector | Class::Other => false,
    }
}

/// How a character outside ASCII is indexed; not at all if it is no letter, digit or mark on one.
fn script(c: char) -> Option<Script> {
    if is_as_folded(c) {
        return Some(Script::EastAsian);
    }
    if is_punctuation(c) {
        return None;
    }
    let script = if is_east_asian(c) {
        Script::EastAsian
    } else {
        Script::Alphabetic
    };
    (c.is_alphanumeric() || is_combining_mark(c)).then_some(script)
}

/// Most of what ends a run outside ASCII, for which no table need be asked.
const fn is_punctuation(c: char) -> bool {
    matches!(c,
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}')
}

const fn is_connector(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

/// Han, kana and hangul: the scripts that are indexed by pairs.
pub const fn is_east_asian(c: char) -> bool {
    // Most letters are below all of these.
    c >= '\u{3005}'
        && matches!(c,
        '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters of Han, kana and hangul that folding leaves as they are, for which no table need be asked.
const fn is_as_folded(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// Lower case, without diacritics and typographic forms.
pub fn fold(text: &str) -> Cow<'_, str> {
    let is_folded = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || is_as_folded(c);
    if text.chars().all(is_folded) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    fold_by_tables(text).into()
}

/// The same in `room` if it is of ASCII, as most words are.
fn fold_in<'a>(room: &'a mut [u8; LONGEST], text: &'a str) -> Cow<'a, str> {
    let Some(room) = room.get_mut(..text.len()).filter(|_| text.is_ascii()) else {
        return fold(text);
    };
    room.copy_from_slice(text.as_bytes());
    room.make_ascii_lowercase();
    Cow::Borrowed(std::str::from_utf8(room).expect("ASCII is UTF-8"))
}

fn fold_by_tables(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let marks = '\u{300}'..='\u{36f}';
    for c in text
        .nfkd()
        .filter(|c| !marks.contains(c))
        .flat_map(char::to_lowercase)
    {
        match FOLDED.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => bare.push_str(plain),
            None => bare.push(c),
        }
    }
    bare.nfkc().collect()
}

/// Takes the endings off a folded word; the same for singular and plural, present and past where the language is regular.
fn stem<'a>(word: &'a str, rules: &[Vec<Ending>]) -> Cow<'a, str> {
    if rules.is_empty() || !word.chars().all(char::is_alphabetic) || word.chars().count() < 3 {
        return Cow::Borrowed(word);
    }
    let mut stem = Cow::Borrowed(word);
    for endings in rules {
        stem = match stem {
            Cow::Borrowed(word) => without_ending(word, endings),
            Cow::Owned(word) => without_ending(&word, endings).into_owned().into(),
        };
    }
    match stem {
        Cow::Borrowed(stem) => Cow::Borrowed(without_double_end(stem)),
        Cow::Owned(stem) => Cow::Owned(without_double_end(&stem).to_owned()),
    }
}

/// The vowels, one of which must be left of a word.
const VOWELS: [char; 15] = [
    'a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я',
];

/// Takes off the first of the endings that a word has and is long enough for.
fn without_ending<'a>(word: &'a str, endings: &[Ending]) -> Cow<'a, str> {
    let last = word.as_bytes().last();
    for (ending, instead, least) in endings {
        // Nearly every ending is another one, which is seen by its last byte.
        if ending.as_bytes().last() != last {
            continue;
        }
        let Some(rest) = word.strip_suffix(ending) else {
            continue;
        };
        let speakable = !instead.is_empty() || rest.contains(VOWELS);
        if speakable && rest.chars().count() >= *least {
            return match *instead {
                "" => Cow::Borrowed(rest),
                instead if instead == *ending => Cow::Borrowed(word),
                instead => format!("{rest}{instead}").into(),
            };
        }
    }
    Cow::Borrowed(word)
}

/// `stopped` is `stopp` without its ending, `add` has none: both lose the second letter of two.
fn without_double_end(stem: &str) -> &str {
    let mut letters = stem.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((at, last)), Some((_, before))) if last == before => &stem[..at],
        _ => stem,
    }
}

/// `AzureRmAccount` is `Azure`, `Rm`, `Account`; a word without an inner capital has no pieces.
fn camel_pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut starts = camel_starts(text).peekable();
    let mut next = starts.peek().map(|_| 0);
    std::iter::from_fn(move || {
        let start = next?;
        next = starts.next();
        Some(&text[start..next.unwrap_or(text.len())])
    })
}

/// Where the pieces of a word begin, but for the first.
fn camel_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut letters = text.char_indices().peekable();
    let mut before = letters.next().map(|(_, c)| c);
    std::iter::from_fn(move || {
        loop {
            let (at, c) = letters.next()?;
            let last = before.replace(c)?;
            let mut is_next_small = || letters.peek().is_some_and(|(_, next)| next.is_lowercase());
            if c.is_uppercase()
                && (last.is_lowercase()
                    || last.is_numeric()
                    || (last.is_uppercase() && is_next_small()))
            {
                return Some(at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(locale_tag: &str, text: &str) -> String {
        let mut terms = Vec::new();
        let words = Words::new(locale_tag);
        runs(text).for_each(|run| match run {
            Run::Words(text) => words.terms(text, &mut |term| terms.push(term.term.to_owned())),
            Run::EastAsian(text) => terms.extend(
                pairs(&fold(text))
                    .map(|(first, second)| String::from_iter([first].into_iter().chain(second))),
            ),
        });
        terms.join(" ")
    }

    #[test]
    fn splits_text_into_terms() {
        for (text, expected) in [
            ("Error 0x80070005!", "error 0x80070005 80070005"),
            (
                "Add-AzureRmAccount",
                "addazurermaccount ad azurermaccount azur rm account",
            ),
            ("add added adding adds", "ad ad ad ad"),
            (
                "ms.date and snake_case",
                "msdate ms dat and snakecase snak cas",
            ),
            ("version 4.5.1.", "version 4.5.1"),
            ("C# or C++", "c# or c++"),
            ("SQLServer IoT", "sqlserver sql server iot io"),
            (
                "policies policy connected connecting settings",
                "policy policy connect connect set",
            ),
            ("user's café Straße", "user caf stras"),
        ] {
            assert_eq!(terms("en-CA", text), expected, "{text}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let rows = include_str!("../../tests/search/forms.tsv").lines();
        let rows = rows.filter_map(|row| row.split_once('\t'));
        let rows = rows.filter(|(locale, _)| !locale.starts_with('#'));
        let stems = rows.map(|(locale, forms)| {
            let stems = forms.split(' ').map(|form| terms(locale, form));
            stems.collect::<std::collections::BTreeSet<String>>()
        });
        let different: Vec<_> = stems.filter(|stems| stems.len() > 1).collect();
        assert!(different.is_empty(), "{different:#?}");
    }

    #[test]
    fn what_is_taken_for_punctuation_is_no_letter() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| is_punctuation(*c)) {
            assert!(!c.is_alphanumeric() && !is_combining_mark(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_taken_for_folded_is_folded() {
        for c in ('\u{3000}'..='\u{ffff}').filter(|c| is_as_folded(*c)) {
            assert_eq!(fold_by_tables(&c.to_string()), c.to_string());
            assert!(c.is_alphanumeric(), "{c}");
        }
    }

    #[test]
    fn folds_letters_with_strokes_and_dots() {
        for (text, expected) in [
            ("Łódź", "lodz"),
            ("Đà Nẵng", "da nang"),
            ("İstanbul ışık", "istanbul isik"),
            ("ＡＢＣ", "abc"),
            ("한국어", "한국 국어"),
            ("疑難排解", "疑難 難排 排解"),
            ("錯", "錯"),
            ("Azure 訂閱ID", "azure 訂閱 id"),
            ("用C#寫", "用 c# 寫"),
            ("以-VM_大小-調整", "以 vm 大小 調整"),
        ] {
            assert_eq!(terms("zh-TW", text), expected, "{text}");
        }
    }
}
