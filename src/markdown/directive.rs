//! The tokens in square brackets: `[AZURE.NOTE]`, `[AZURE.VIDEO id]`, `[!NOTE]`, and what translation made of them.

mod words;

use unicode_normalization::char::is_combining_mark;

use super::characters::{CLOSING, COLONS, OPENING, PAIRED_QUOTES, is_filler};
use super::unparsed::near_behind;
use crate::span::TextRange;

/// The kinds of callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalloutKind {
    /// Worth knowing.
    Note,
    /// Makes something easier.
    Tip,
    /// Needed for success.
    Important,
    /// May cost data or money.
    Caution,
    /// Will hurt if ignored.
    Warning,
}

impl CalloutKind {
    /// All kinds, mildest first.
    pub const ALL: [Self; 5] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Caution,
        Self::Warning,
    ];

    /// Its name in lower case, as classes and messages have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Caution => "caution",
            Self::Warning => "warning",
        }
    }

    /// Its name as a writer writes it.
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Note => "NOTE",
            Self::Tip => "TIP",
            Self::Important => "IMPORTANT",
            Self::Caution => "CAUTION",
            Self::Warning => "WARNING",
        }
    }
}

/// What a directive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// A callout.
    Callout(CalloutKind),
    /// A list of links that switches between variants of a page.
    Selector,
    /// The same with two or more dimensions, named in parentheses.
    SelectorList,
    /// A video by its id or URL.
    Video,
    /// Another file read in place.
    Include,
    /// A container with a class: `[!div class="x"]`.
    Division,
    /// The shape of a directive with a word that is none.
    Unknown,
}

/// How a directive was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the guide has it, in any case.
    Intact,
    /// Recognised, but not by readers that expect the canonical form.
    Damaged,
}

/// A directive at the start of a text. Ranges are offsets in that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directive<'a> {
    /// What it is.
    pub keyword: Keyword,
    /// How it was written.
    pub form: Form,
    /// The word that says what it is.
    pub word: TextRange,
    /// The whole token with its brackets; for an include only up to its link.
    pub range: TextRange,
    /// What stands between the word and the closing bracket, trimmed: the title, the dimensions, the id.
    pub argument: &'a str,
    /// Whether it is of the `[!…]` generation.
    pub successor: bool,
}

/// More bytes than any directive takes up to its closing bracket.
const LONGEST: usize = 2_000;

/// Every word a writer may write, for "did you mean".
pub const KEYWORDS: [&str; 9] = [
    "NOTE",
    "TIP",
    "IMPORTANT",
    "CAUTION",
    "WARNING",
    "SELECTOR",
    "SELECTOR-LIST",
    "VIDEO",
    "INCLUDE",
];

/// Reads the directive that `text` begins with, if it begins with one.
pub fn read(text: &str) -> Option<Directive<'_>> {
    match successor(text) {
        Some(start) => read_successor(text, start),
        None => read_azure(text),
    }
}

/// Where the words begin of what begins as `[!` does, also with other signs for both and with marks that nobody sees.
fn successor(text: &str) -> Option<usize> {
    if text.starts_with("[!") {
        return Some(2);
    }
    let rest = text.strip_prefix('\\').unwrap_or(text);
    let inner = rest.trim_start_matches(is_filler).strip_prefix(OPENING)?;
    let words = inner
        .trim_start_matches(is_filler)
        .strip_prefix(['!', '！', '¡'])?;
    Some(text.len() - words.len())
}

/// Where the word stands in what has the shape of a directive, if it is none of the guide's own.
pub fn own_word(text: &str) -> Option<TextRange> {
    let start = match successor(text) {
        Some(start) => start,
        None => 1 + prefix(text.strip_prefix('[')?)?.0,
    };
    let start = start + leading_blanks(&text[start..]);
    let length = word_length(line_start(&text[start..]));
    let (_, is_own) = keyword(&text[start..start + length]);
    (length > 0 && !is_own).then(|| TextRange::of(start..start + length))
}

fn read_azure(text: &str) -> Option<Directive<'_>> {
    let escaped = text.starts_with('\\');
    let rest = text[usize::from(escaped)..].trim_start_matches(is_filler);
    let rest = rest.strip_prefix(OPENING)?;
    let open = text.len() - rest.len();
    let (dot, mut damaged) = prefix(rest)?;
    damaged |= escaped || open > 1;
    let after_dot = open + dot;
    let blanks = leading_blanks(&text[after_dot..]);
    damaged |= blanks > 0;
    let start = after_dot + blanks;
    let line = line_start(&text[start..]);
    let word_length = word_length(line);
    let (mut keyword, known) = keyword(&line[..word_length]);
    if keyword == Keyword::Unknown {
        keyword = by_shape(&line[word_length..]);
    }
    damaged |= !known && keyword != Keyword::Unknown;
    let (end, mut argument, closed) = close(line, word_length, keyword);
    damaged |= !closed;
    if keyword == Keyword::Unknown && self::keyword(argument).0 == Keyword::Video {
        // Translation put the id first: `[AZURE. the-id VIDEO]`.
        (keyword, argument) = (Keyword::Video, &line[..word_length]);
        damaged = true;
    }
    let is_other = word_length == 0 || line[..word_length].eq_ignore_ascii_case("NET");
    if keyword == Keyword::Unknown && (is_other || line[end..].starts_with(['(', '['])) {
        return None; // `[Azure.Storage](…)` is a link, and `[Azure.NET]` a name
    }
    if keyword == Keyword::Include && !text[..open].ends_with('[') {
        return None; // its link is told of, which leads to what has no address
    }
    Some(Directive {
        keyword,
        form: if damaged { Form::Damaged } else { Form::Intact },
        word: TextRange::of(start..start + word_length),
        range: TextRange::of(0..start + end),
        argument,
        successor: false,
    })
}

/// The first line of `text`, or as much of it as a directive may take: a line may be a whole text, full of directives.
pub fn line_start(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].split(['\n', '\r']).next().unwrap_or_default()
}

/// `AZURE.` behind the opening bracket, in any case, also as translated: where it ends and whether it is damaged.
fn prefix(rest: &str) -> Option<(usize, bool)> {
    let mut at = leading_blanks(rest);
    let mut damaged = at > 0;
    let name = rest[at..].chars().take(5);
    let length: usize = name.clone().map(char::len_utf8).sum();
    // Letters of another script that look the same are found on pages in that script.
    let mut latin = name.map(|letter| words::as_latin(letter).to_ascii_lowercase());
    if !"azure".chars().all(|letter| latin.next() == Some(letter)) {
        return None;
    }
    damaged |= length > 5;
    at += length;
    if rest[at..].starts_with('\'') {
        damaged = true;
        at += 1 + rest[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
    }
    let blanks = leading_blanks(&rest[at..]);
    damaged |= blanks > 0;
    at += blanks;
    let dot = rest[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '。' | '．'))?;
    Some((at + dot.len_utf8(), damaged || dot != '.'))
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_filler).len()
}

/// The keyword is one word, or several where translation made several of it.
fn word_length(line: &str) -> usize {
    let end = line
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || is_combining_mark(c)))
        .unwrap_or(line.len());
    let several = line
        .find(['(', '（', ']', '］', '】', '\\', '[', ':', '：', '︰'])
        .unwrap_or(line.len());
    let phrase = line[..several].trim_end();
    if !phrase.contains(' ') {
        return end;
    }
    match words::translated(phrase) {
        Some(_) => phrase.len(),
        None => end,
    }
}

/// What a word stands for, and whether it is the guide's own word.
fn keyword(word: &str) -> (Keyword, bool) {
    if let Some(keyword) = own_keyword(word) {
        return (keyword, true);
    }
    let alias = words::translated(word);
    let alike = || own_keyword(&word.chars().map(words::as_latin).collect::<String>());
    let meant = alias.or_else(alike);
    (meant.unwrap_or(Keyword::Unknown), false)
}

/// What a word of the guide's own stands for.
fn own_keyword(word: &str) -> Option<Keyword> {
    let own = [
        ("SELECTOR", Keyword::Selector),
        ("SELECTOR-LIST", Keyword::SelectorList),
        ("VIDEO", Keyword::Video),
        ("INCLUDE", Keyword::Include),
    ];
    let callouts = CalloutKind::ALL.map(|kind| (kind.keyword(), Keyword::Callout(kind)));
    let mut all = own.into_iter().chain(callouts);
    all.find_map(|(name, keyword)| word.eq_ignore_ascii_case(name).then_some(keyword))
}

/// Whether nothing but blanks stands before the end of the line. A line may be full of directives that ask.
pub fn ends_line(text: &str) -> bool {
    let behind = text.trim_start_matches([' ', '\t']);
    behind.is_empty() || behind.starts_with(['\n', '\r'])
}

/// Whether a word stands for an include.
pub fn is_include(word: &str) -> bool {
    keyword(word).0 == Keyword::Include
}

/// What a word that nobody knows stands for, by what stands behind it: the link of an include, the dimensions of a selector.
fn by_shape(behind: &str) -> Keyword {
    let behind = behind.trim_start();
    let link = behind
        .strip_prefix('[')
        .and_then(|link| link.split_once("]("));
    let path = link.and_then(|(_, rest)| rest.split_once(')'));
    if path.is_some_and(|(path, _)| path.split(' ').next().unwrap_or(path).ends_with(".md")) {
        return Keyword::Include;
    }
    let inner = behind
        .strip_prefix(['(', '（'])
        .and_then(|inner| inner.split_once([')', '）']));
    match inner {
        Some((names, _)) if names.contains('|') => Keyword::SelectorList,
        _ => Keyword::Unknown,
    }
}

/// Where the token ends in the line, its argument, and whether it was closed as it should be.
fn close(line: &str, word: usize, keyword: Keyword) -> (usize, &str, bool) {
    if keyword == Keyword::Include {
        return (word + leading_blanks(&line[word..]), "", true);
    }
    let rest = &line[word..];
    match closing(rest) {
        Some((at, length)) => {
            let argument = rest[..at].trim();
            // The mark of a sentence, as in `[AZURE.OBS!]`, is no title.
            let says = argument.contains(char::is_alphanumeric);
            if says && argument.starts_with(COLONS) {
                return (colon_end(line, word), "", false);
            }
            let is_whole = length == 1 && (says || argument.is_empty());
            let argument = if says { argument } else { "" };
            (word + at + length, argument, is_whole)
        }
        None => (colon_end(line, word), "", false),
    }
}

/// The bracket that closes the token: `]`, `\]`, `］` or `】`; a selector's title may hold one in front of its parenthesis.
fn closing(rest: &str) -> Option<(usize, usize)> {
    let at = rest.find(CLOSING)?;
    let at = match rest[at..].strip_prefix("])") {
        Some(_) => return Some((at, 2)),
        None => at,
    };
    if at > 0 && rest.as_bytes()[at - 1] == b'\\' {
        return Some((at - 1, 2));
    }
    let bracket = rest[at..].chars().next()?;
    Some((at, bracket.len_utf8()))
}

/// `[AZURE. NOTE: text…`: the token ends behind the colon.
fn colon_end(line: &str, word: usize) -> usize {
    let rest = &line[word..];
    word + rest
        .chars()
        .next()
        .filter(|c| COLONS.contains(c))
        .map_or(0, char::len_utf8)
}

fn read_successor(text: &str, from: usize) -> Option<Directive<'_>> {
    let line = line_start(text);
    let blanks = leading_blanks(&line[from..]);
    let start = from + blanks;
    let rest = &line[start..];
    let (keyword, length, is_own) = successor_keyword(rest)?;
    let after = start + length;
    let is_plain = text.starts_with("[!");
    if keyword == Keyword::Unknown && !is_plain {
        return None; // `[¡Hola!]` is a sentence
    }
    let is_whole = is_plain && is_own;
    let (end, argument, is_whole) = match keyword {
        Keyword::Include => {
            let sign = usize::from(line[after..].starts_with(['+', '-']));
            let end = after + sign + leading_blanks(&line[after + sign..]);
            (end, "", is_whole && blanks == 0)
        }
        _ => {
            let (close, length) = closing(&line[after..])?;
            let argument = line[after..after + close].trim();
            let says = argument.contains(char::is_alphanumeric);
            let is_plain = length == 1 && (says || argument.is_empty());
            // The successor's own reader lets no blank stand before the name of a callout.
            let is_glued = blanks == 0 || !matches!(keyword, Keyword::Callout(_));
            let argument = if says {
                argument.trim_matches(is_filler)
            } else {
                ""
            };
            let has_plain_values = keyword != Keyword::Division || !has_odd_value(argument);
            (
                after + close + length,
                argument,
                is_whole && is_plain && is_glued && has_plain_values,
            )
        }
    };
    Some(Directive {
        keyword,
        form: if is_whole {
            Form::Intact
        } else {
            Form::Damaged
        },
        word: TextRange::of(start..after),
        range: TextRange::of(0..end),
        argument,
        successor: true,
    })
}

/// What stands behind `[!`, how long its word is, and whether that is the guide's own.
fn successor_keyword(rest: &str) -> Option<(Keyword, usize, bool)> {
    let length = word_length(rest);
    let word = &rest[..length];
    if word.eq_ignore_ascii_case("div") {
        return Some((Keyword::Division, length, true));
    }
    let (keyword, is_own) = keyword(word);
    if matches!(
        keyword,
        Keyword::Callout(_) | Keyword::Video | Keyword::Include
    ) {
        return Some((keyword, length, is_own));
    }
    // `[!code-md[name](a.md)]` is no include.
    let is_include = !word.contains('-') && by_shape(&rest[length..]) == Keyword::Include;
    if is_include && rest.contains("includes/") && length > 1 {
        return Some((Keyword::Include, length, false));
    }
    let length = unknown_words(rest)?;
    Some((Keyword::Unknown, length, true))
}

/// Reads what stands before the link of an include where even the brackets or the dot are not as they should be:
/// `[AZURE INCLUDE [a](b.md)]`, `[AZUER.INCLUDE [a](b.md)]`, `[INCLUDE [a](b.md)]`. Only the link that follows makes it one.
pub fn read_spoilt_include(text: &str) -> Option<Directive<'_>> {
    const WORD: &str = "INCLUDE";
    let line = line_start(text);
    let inner = line.strip_prefix('[')?;
    let at = inner.find('[')?;
    let before = inner[..at].trim_end_matches([' ', '\t', ':', '.']);
    let name = before.len().checked_sub(WORD.len())?;
    let word = before.get(name..)?;
    let is_mark = |c: char| c.is_whitespace() || ".,:;-_。．!".contains(c);
    let name = before[..name].trim_matches(is_mark);
    // `[include [a](b.md)]` may be a sentence.
    let is_named = match name {
        "" => word == WORD,
        name => {
            name.is_ascii() && crate::suggest::nearest(&name.to_uppercase(), ["AZURE"]).is_some()
        }
    };
    if !is_named || !word.eq_ignore_ascii_case(WORD) {
        return None;
    }
    Some(Directive {
        keyword: Keyword::Include,
        form: Form::Damaged,
        word: TextRange::of(1 + before.len() - WORD.len()..1 + before.len()),
        range: TextRange::of(0..1 + at),
        argument: "",
        successor: name.is_empty() && inner.trim_start().starts_with('!'),
    })
}

/// The length of the word or the few words that stand alone in the brackets, as in `[!NOOT]`; what a link or a definition
/// begins with is none.
fn unknown_words(line: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    let is_of_word = |c: char| c.is_alphanumeric() || c == '-' || c == ' ' || is_combining_mark(c);
    let behind = line.trim_start_matches(is_of_word);
    let words = line[..line.len() - behind.len()].trim_end();
    let closed = behind.trim_start_matches(is_filler).strip_prefix(CLOSING)?;
    let is_word = words.chars().nth(1).is_some() && words.len() < LONGEST;
    (is_word && !closed.starts_with(['(', '[', ':'])).then_some(words.len())
}

/// The value of `name="…"` in the argument of a `[!div …]`, also in the quotation marks of a language.
pub fn attribute<'a>(argument: &'a str, name: &str) -> Option<&'a str> {
    let at = argument.find(&format!("{name}="))? + name.len() + 1;
    let value = argument[at..].trim_start_matches(is_filler);
    let first = value.chars().next()?;
    let inner = &value[first.len_utf8()..];
    if let Some((_, closing)) = PAIRED_QUOTES.iter().find(|pair| pair.0 == first) {
        let value = inner.split(|c| closing.contains(c)).next()?;
        return Some(value.trim_matches(is_filler));
    }
    match first {
        quote @ ('"' | '\'') => inner.split([quote, '”', '“', '»']).next(),
        _ => value.split_whitespace().next(),
    }
}

/// Whether a value of the argument of a `[!div …]` stands in the quotation marks of a language.
fn has_odd_value(argument: &str) -> bool {
    argument.contains(|c: char| PAIRED_QUOTES.iter().any(|pair| pair.0 == c))
}

/// The argument of a `[!div …]` as it should be written.
pub fn plain_division(argument: &str) -> String {
    let names = ["class", "title1", "title2", "title3"];
    let values = names.map(|name| Some((name, attribute(argument, name)?)));
    let values = values.into_iter().flatten();
    let values: Vec<String> = values
        .map(|(name, value)| format!("{name}=\"{value}\""))
        .collect();
    values.join(" ")
}

/// The bracket that ends the paragraph which `directive`, at `start` of `text`, begins without one: `[AZURE. NOTE: text]`.
pub fn stray_bracket(
    text: &str,
    start: usize,
    directive: &Directive<'_>,
) -> Option<std::ops::Range<usize>> {
    let from = start + directive.range.end as usize;
    if !text[start..from].ends_with(COLONS) {
        return None;
    }
    let near = near_behind(text, from);
    let is_blank = |line: &&str| line.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty();
    let lines = near.split_inclusive('\n').enumerate();
    let lines = lines.take_while(|(index, line)| *index == 0 || !is_blank(line));
    let length: usize = lines.map(|(_, line)| line.len()).sum();
    let paragraph = near[..length].trim_end();
    let words = paragraph.strip_suffix(CLOSING)?;
    let words = words.strip_suffix('\\').unwrap_or(words);
    let is_paired = words.matches(OPENING).count() > words.matches(CLOSING).count();
    (!is_paired).then(|| from + words.len()..from + paragraph.len())
}

/// The names of the dimensions of a selector list: `(OS | Method)`, also in full-width parentheses.
pub fn dimensions(argument: &str) -> Vec<String> {
    let inner = argument.trim_matches(['(', ')', '（', '）', ' ', ']']);
    inner
        .split('|')
        .map(|name| name.trim_matches(['}', ' ', ')', '）', ']']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use CalloutKind::{Caution, Important, Note, Tip, Warning};
    use Keyword::{Callout, Include, Selector, SelectorList, Unknown, Video};

    /// A text, what it begins with, how that is written, its token and its argument.
    type Case = (&'static str, Keyword, Form, &'static str, &'static str);

    const FORMS: &[Case] = &[
        (
            "[AZURE.NOTE] text",
            Callout(Note),
            Form::Intact,
            "[AZURE.NOTE]",
            "",
        ),
        (
            "[Azure.Tip]text",
            Callout(Tip),
            Form::Intact,
            "[Azure.Tip]",
            "",
        ),
        (
            "[AZURE.NOTE (Try it)] text",
            Callout(Note),
            Form::Intact,
            "[AZURE.NOTE (Try it)]",
            "(Try it)",
        ),
        (
            "[AZURE.INFORMATION] text",
            Callout(Note),
            Form::Damaged,
            "[AZURE.INFORMATION]",
            "",
        ),
        (
            "\\[AZURE. NOTE\\] text",
            Callout(Note),
            Form::Damaged,
            "\\[AZURE. NOTE\\]",
            "",
        ),
        (
            "\\[AZURE'I. Märkus\\] tekst",
            Callout(Note),
            Form::Damaged,
            "\\[AZURE'I. Märkus\\]",
            "",
        ),
        (
            "\\[AZURE。請注意\\]本",
            Callout(Note),
            Form::Damaged,
            "\\[AZURE。請注意\\]",
            "",
        ),
        (
            "[AZURE. NOTE: text.",
            Callout(Note),
            Form::Damaged,
            "[AZURE. NOTE:",
            "",
        ),
        (
            "[AZURE.BELANGRIJK] x",
            Callout(Important),
            Form::Damaged,
            "[AZURE.BELANGRIJK]",
            "",
        ),
        (
            "[AZURE.SELECTOR]",
            Selector,
            Form::Intact,
            "[AZURE.SELECTOR]",
            "",
        ),
        (
            "[AZURE.SELECTOR-LIST (A | B)]",
            SelectorList,
            Form::Intact,
            "[AZURE.SELECTOR-LIST (A | B)]",
            "(A | B)",
        ),
        (
            "[AZURE. LISTE de sélection (a | b])",
            SelectorList,
            Form::Damaged,
            "[AZURE. LISTE de sélection (a | b])",
            "(a | b",
        ),
        (
            "[AZURE.VIDEO a-b--c]",
            Video,
            Form::Intact,
            "[AZURE.VIDEO a-b--c]",
            "a-b--c",
        ),
        (
            "[AZURE.INCLUDE [t](x.md)]",
            Include,
            Form::Intact,
            "[AZURE.INCLUDE ",
            "",
        ),
        (
            "[AZURE. INCLUDE [t](x.md)]",
            Include,
            Form::Damaged,
            "[AZURE. INCLUDE ",
            "",
        ),
        (
            "[AZURE.NTOE] text",
            Unknown,
            Form::Intact,
            "[AZURE.NTOE]",
            "",
        ),
        (
            "[AZURE. The-id VIDEO]",
            Video,
            Form::Damaged,
            "[AZURE. The-id VIDEO]",
            "The-id",
        ),
        (
            "[AZURE。影片] the-id]",
            Video,
            Form::Damaged,
            "[AZURE。影片]",
            "",
        ),
        ("[!NOTE] text", Callout(Note), Form::Intact, "[!NOTE]", ""),
        (
            "[!VIDEO https://v.example/1]",
            Video,
            Form::Intact,
            "[!VIDEO https://v.example/1]",
            "https://v.example/1",
        ),
    ];

    #[test]
    fn directives_are_read_in_every_form() {
        for &(text, keyword, form, token, argument) in FORMS {
            let directive = read(text).expect(text);
            assert_eq!(
                (directive.keyword, directive.form),
                (keyword, form),
                "{text}"
            );
            assert_eq!(
                (&text[directive.range.as_usize()], directive.argument),
                (token, argument),
                "{text}"
            );
        }
    }

    #[test]
    fn translated_callouts_are_known() {
        for (text, expected) in [
            ("[AZURE.HINWEIS] x", Callout(Note)),
            ("[AZURE.Viktigt] x", Callout(Important)),
            ("[AZURE. ПРЕДУПРЕЖДЕНИЕ] x", Callout(Warning)),
            ("[AZURE.주의] x", Callout(Caution)),
            ("[AZURE.tips] x", Callout(Tip)),
            ("[AZURE.UYARI] x", Callout(Warning)),
            ("[AZURE.ÖNEMLİ] x", Callout(Important)),
            ("[AZURE.हिन्दी] x", Unknown),
            ("[AZURE.ملاحظة] x", Callout(Note)),
            ("[AZURE.OBS!] x", Callout(Note)),
            ("[AZURE. Remarque\u{a0}: x", Callout(Note)),
            ("［AZURE.NOTE］x", Callout(Note)),
            ("【AZURE.重要】x", Callout(Important)),
            ("[АZURE.NOTE] x", Callout(Note)),
            ("[ＡＺＵＲＥ.ＴＩＰ] x", Callout(Tip)),
            ("[AZURE.NОTE] x", Callout(Note)),
            ("[AZURE.\u{200f}NOTE] x", Callout(Note)),
            ("\u{200f}[AZURE.NOTE] x", Callout(Note)),
            ("[AZURE.NOTE\u{200f}] x", Callout(Note)),
        ] {
            let found = read(text).map(|directive| (directive.keyword, directive.form));
            let form = match expected {
                Unknown => Form::Intact,
                _ => Form::Damaged,
            };
            assert_eq!(found, Some((expected, form)), "{text}");
        }
    }

    #[test]
    fn other_brackets_are_no_directives() {
        for text in [
            "[Azure.Storage](x.md)",
            "[azure](x)",
            "[!code-csharp[x](y)]",
            "[AZURE",
            "[",
            "\\[x\\]",
            "AZURE.NOTE",
            "［AZURE.INCLUDE [t](x.md)］",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dimensions_are_split_at_the_bar() {
        for (argument, expected) in [
            ("(OS | Method)", ["OS", "Method"]),
            ("(OS |} Metodo", ["OS", "Metodo"]),
            ("（A |B）", ["A", "B"]),
        ] {
            assert_eq!(dimensions(argument), expected, "{argument}");
        }
    }
}
