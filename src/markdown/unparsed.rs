//! What looks like a link but is none: where its text ends and its target begins, what is wrong, and how it would be one.

use std::ops::Range;

use super::characters::{OPENING, QUOTES, is_filler, is_odd_blank};
use super::normalise::links::{names_file, target};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::span::Span;

/// Something that looks like a link.
pub(super) struct Unparsed {
    /// The very characters of its target.
    pub target: Range<usize>,
    /// Why it is none.
    pub why: &'static str,
    /// What would make it one, where that is clear: ranges and what should stand there.
    pub edits: Vec<(Range<usize>, String)>,
}

/// What is wrong with a title in the quotation marks of a language.
const ODD_TITLE: &str = "the quotation marks of its title are not plain";

/// What is wrong where something stands between the two halves of a link.
const APART: &str = "something stands between `]` and `(`";

/// How far from a bracket its other half is looked for. A line may be a whole text, and each of its brackets asks.
const NEAR: usize = 2_000;

/// The places between the text and the target of what could be links: from the bracket that closes the text up to the
/// parenthesis.
pub(super) fn seams(text: &str) -> impl Iterator<Item = Range<usize>> {
    // The last bytes of `]`, `］` and `】`.
    let ends = memchr::memchr3_iter(b']', 0xBD, 0x91, text.as_bytes());
    ends.filter_map(|at| {
        let end = at + 1;
        let close = match text.as_bytes()[at] {
            b']' => at,
            _ if !text.is_char_boundary(end) => return None,
            _ => {
                end - text[..end]
                    .chars()
                    .next_back()
                    .filter(|c| "］】".contains(*c))?
                    .len_utf8()
            }
        };
        let behind = text[end..].trim_start_matches(is_filler);
        // Blanks alone are mended before the text is parsed, where a target and nothing else stands behind them.
        let blanks = &text[end..text.len() - behind.len()];
        let is_wide = behind.starts_with('（');
        let is_seam = is_wide
            || blanks.is_empty()
            || blanks.contains(is_odd_blank)
            || blanks == " " && leads(behind);
        if behind.starts_with('(') || is_wide && !text[close..].starts_with('】') {
            return is_seam.then(|| close..end + blanks.len());
        }
        Some(close..end + apart(&text[end..])?)
    })
}

/// Whether the first word in a parenthesis is an address or the name of a page.
fn leads(behind: &str) -> bool {
    let word = behind.trim_start_matches('(').split_whitespace().next();
    word.is_some_and(|word| {
        let path = word.split(['#', ')']).next().unwrap_or_default();
        word.starts_with("https://") || word.starts_with("http://") || path.ends_with(".md")
    })
}

/// The bytes of a mark or a word between `]` and the parenthesis of a target: `[site]-(a.md)` and, where a title shows
/// that the two belong together, `[site]de (a.md "T")`.
fn apart(behind: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let near = &behind[..behind.floor_char_boundary(LONGEST)];
    let between = &near[..near.find('(')?];
    let word = between.trim_end_matches(is_filler);
    let is_of_markup = |c: char| c.is_whitespace() || "[]`|<>:*_\\".contains(c);
    if word.is_empty() || word.contains(is_of_markup) {
        return None;
    }
    let link = near_behind(behind, between.len());
    let (_, path) = target(link.split('\n').next()?)?;
    let mut marks = word.chars();
    let is_mark = marks.next().is_some_and(|c| !c.is_alphanumeric()) && marks.next().is_none();
    let is_glued = is_mark && word.len() == between.len();
    let behind_path = link[link.find(path)? + path.len()..].trim_start();
    let has_title = behind_path.starts_with(|c| QUOTES.contains(c));
    let leads = names_file(path.split('#').next()?) || path.starts_with("http");
    (leads && (has_title || is_glued)).then_some(between.len())
}

/// Reads what stands around a seam of `text`; none where it is just prose.
pub(super) fn read(text: &str, seam: Range<usize>) -> Option<Unparsed> {
    let before = near_before(text, seam.start);
    let open = before.rfind(OPENING)?;
    let words = &before[open..];
    let behind = near_behind(text, seam.end).split('\n').next()?;
    let inner = behind.trim_start_matches(['(', '（']);
    let closed = closing(inner, true);
    let end = closed.or_else(|| {
        // A backslash may have taken the pair away.
        let end = closing(inner, false)?;
        (!inner[..end].contains(char::is_whitespace)).then_some(end)
    });
    let target = inner[..end.unwrap_or_else(|| unclosed(inner))].trim();
    // Square brackets around an escaped one, and parentheses of prose behind a bracket, are text.
    let is_text = before.ends_with('\\')
        || words.contains('\n')
        || words.starts_with("[AZURE")
        || !is_plausible(target)
        || holds_brackets(target)
        || words.ends_with("\\[");
    if is_text {
        return None;
    }
    let start = seam.end + behind.len() - inner.len() + inner.len() - inner.trim_start().len();
    let brackets = Brackets {
        open: seam.start - before.len() + open..seam.start - words.len() + first(words).len_utf8(),
        close: seam.start..seam.start + first(&text[seam.start..]).len_utf8(),
        left: seam.end..seam.end + first(behind).len_utf8(),
        right: closed.map(|at| {
            let at = seam.end + behind.len() - inner.len() + at;
            at..at + first(&text[at..]).len_utf8()
        }),
    };
    let link = Unparsed {
        target: start..start + target.len(),
        why: "",
        edits: Vec::new(),
    };
    Some(link.judged(text, &brackets))
}

/// The four brackets of what looks like a link, blanks not among them.
struct Brackets {
    open: Range<usize>,
    close: Range<usize>,
    left: Range<usize>,
    right: Option<Range<usize>>,
}

impl Unparsed {
    /// Whether nothing is wrong but the quotation marks of its title.
    pub fn has_odd_title(&self) -> bool {
        self.why == ODD_TITLE
    }

    /// The finding, once it is known where parts of `text` stand.
    pub fn finding(self, text: &str, place: impl Fn(Range<usize>) -> Span) -> Diagnostic {
        let help = match self.why {
            ODD_TITLE => "write `[text](target \"title\")`",
            APART => "write `[text](target)` with nothing between the two",
            _ => "write `[text](target)` with plain brackets and without blanks in the target",
        };
        let message = format!("this looks like a link but is none: {}", self.why);
        let target = &text[self.target.clone()];
        let finding = Diagnostic::new(Code::LinkUnparsed, place(self.target), message, target);
        let edits = self.edits.into_iter().map(|(range, replacement)| Edit {
            span: place(range),
            replacement: replacement.into(),
        });
        let edits: Vec<Edit> = edits.collect();
        let fix = (!edits.is_empty()).then_some(Fix { safe: false, edits });
        Diagnostic {
            fix,
            ..finding.with_help(help)
        }
    }

    /// With what is wrong, and what would make it right.
    fn judged(self, text: &str, brackets: &Brackets) -> Self {
        let target = &text[self.target.clone()];
        let is_wide = |range: &Range<usize>| !text[range.clone()].is_ascii();
        let right = brackets.right.as_ref();
        let between = &text[brackets.close.end..brackets.left.start];
        let (why, is_clear) = if between.contains(|c| !is_filler(c)) {
            (APART, false)
        } else if is_wide(&brackets.left) || right.is_some_and(is_wide) {
            ("its parentheses are full-width", true)
        } else if is_wide(&brackets.open) || is_wide(&brackets.close) {
            ("its square brackets are full-width", true)
        } else if odd_title(target).is_some() {
            (ODD_TITLE, true)
        } else if target.contains(char::is_whitespace) {
            match target.contains(['"', '\'']) {
                true => ("what stands behind its target is no title", false),
                false => (
                    "its target has a blank in it",
                    is_spaced(target) || has_words(target),
                ),
            }
        } else if right.is_none() || text[brackets.left.start..].starts_with("((") {
            ("its parentheses are not in pairs", right.is_none())
        } else if between == " " {
            ("a blank stands between `]` and `(`", true)
        } else if !between.is_empty() {
            (
                "a blank that cannot be seen stands between `]` and `(`",
                true,
            )
        } else {
            let why = "the square brackets before it are not in pairs, or hold another link";
            (why, false)
        };
        let edits = match is_clear {
            true => self.edits(text, brackets),
            false => Vec::new(),
        };
        Self { why, edits, ..self }
    }

    /// Brackets made plain, the last one put in if it lacks, and blanks encoded or taken out.
    fn edits(&self, text: &str, brackets: &Brackets) -> Vec<(Range<usize>, String)> {
        let Brackets {
            open,
            close,
            left,
            right,
        } = brackets;
        let mut edits = Vec::new();
        for (bracket, plain) in [
            (Some(open), "["),
            (Some(close), "]"),
            (Some(left), "("),
            (right.as_ref(), ")"),
        ] {
            let wide = bracket.filter(|range| !text[(*range).clone()].is_ascii());
            edits.extend(wide.map(|range| (range.clone(), plain.to_owned())));
        }
        if close.end < left.start {
            edits.push((close.end..left.start, String::new()));
        }
        edits.extend(self.target_edits(text, right.is_some()));
        edits
    }

    /// Blanks of the target encoded, and its closing parenthesis put in or freed of what takes it away.
    fn target_edits(&self, text: &str, is_closed: bool) -> Vec<(Range<usize>, String)> {
        let (start, target) = (self.target.start, &text[self.target.clone()]);
        let place = |at: usize, length: usize| start + at..start + at + length;
        if let Some(title) = odd_title(target) {
            let path = target.find(char::is_whitespace).unwrap_or_default();
            return vec![
                (place(path, title.start - path), " \"".to_owned()),
                (place(title.end, target.len() - title.end), "\"".to_owned()),
            ];
        }
        let is_spaced = is_spaced(target);
        let is_wrong = |c: char| c.is_whitespace() || is_spaced && is_point(c) && c != '.';
        let wrong = target.char_indices().filter(|&(_, c)| is_wrong(c));
        let mut edits: Vec<_> = wrong
            .map(|(at, c)| {
                // At the colon of `mailto:` or `https:` nothing can be meant by one.
                let is_part = !is_spaced
                    && !target[..at].trim_end().ends_with(':')
                    && !target[at..].trim_start().starts_with("://");
                let replacement = match c {
                    _ if is_point(c) => ".",
                    // Anchors are made of words and hyphens.
                    _ if is_part && target.starts_with('#') => "-",
                    _ if is_part => "%20",
                    _ => "",
                };
                (place(at, c.len_utf8()), replacement.to_owned())
            })
            .collect();
        if is_closed {
            return edits;
        }
        // A backslash before a parenthesis takes it from its pair; without one it is simply not there.
        let escaped = target.match_indices("\\)");
        edits.extend(escaped.map(|(at, _)| (place(at, 1), String::new())));
        if edits.is_empty() {
            edits.push((place(target.len(), 0), ")".to_owned()));
        }
        edits
    }
}

/// Whether each blank of a target stands between two words, as in the name of a file: marks around it say that something
/// else is wrong.
fn has_words(target: &str) -> bool {
    let is_part = |word: &str| {
        let is_of_name =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/#_-:".contains(c));
        is_of_name(word.chars().next()) && is_of_name(word.chars().next_back())
    };
    target.split([' ', '\u{a0}', '\u{3000}']).all(is_part)
}

/// Where the words of a title stand that a translation put into the quotation marks of its language: `a.md « title »`.
fn odd_title(target: &str) -> Option<Range<usize>> {
    let path = target.find(char::is_whitespace)?;
    let behind = target[path..].trim();
    let is_odd = !behind.starts_with(['"', '\'']) || !behind.ends_with(['"', '\'']);
    let inner = behind.strip_prefix(|c| QUOTES.contains(c))?;
    let inner = inner.strip_suffix(|c| QUOTES.contains(c))?.trim();
    let start = path + target[path..].find(inner)?;
    (is_odd && !inner.is_empty() && !inner.contains('"')).then_some(start..start + inner.len())
}

fn first(text: &str) -> char {
    text.chars().next().expect("a bracket stands there")
}

/// Whether it can only be meant as a target.
fn is_plausible(target: &str) -> bool {
    let first = target.split_whitespace().next().unwrap_or_default();
    first.contains('/')
        || first.contains('\\') && names_file(target)
        || target.contains(".md")
        || names_file(first) && has_title(target)
        || is_spaced(target)
        || first.starts_with('#')
        || ["http", "mailto:", "tel:"]
            .iter()
            .any(|scheme| target.starts_with(scheme))
}

/// Whether a title in marks of any kind stands behind the first word of a target.
fn has_title(target: &str) -> bool {
    let behind = target.split_once(char::is_whitespace);
    let title = behind.map(|(_, title)| title.trim());
    let is_mark = |c| QUOTES.contains(c);
    title.is_some_and(|title| title.starts_with(is_mark) && title.ends_with(is_mark))
}

/// Whether it is a full stop, also that of an East Asian script: `(。 / a.md)`.
fn is_point(c: char) -> bool {
    matches!(c, '.' | '。' | '．')
}

/// Whether it is a target but for blanks beside its points and slashes: `. / a.md`, `a. md`, `.. /a.md #b`.
pub(super) fn is_spaced(target: &str) -> bool {
    let mut joined = String::with_capacity(target.len());
    for word in target.split_whitespace() {
        let path = word.split('#').next().unwrap_or_default();
        let is_extension = |name: &str| !name.contains('.') && names_file(&format!("a.{name}"));
        let slash = ['/', '\\'];
        let is_part = joined.contains(slash) || joined.starts_with("http");
        let may_go_on = joined.is_empty()
            || word.starts_with(slash) && (is_part || joined.chars().all(is_point))
            || word.starts_with('#') && names_file(&joined)
            || path.strip_prefix('.').is_some_and(is_extension)
            || joined.ends_with(['/', '#', '\\'])
            || joined.ends_with('.') && is_extension(path);
        if !may_go_on {
            return false;
        }
        joined += word;
    }
    let path = joined.split('#').next().unwrap_or_default();
    let is_address = joined.starts_with("http") && joined.matches("://").count() == 1;
    joined.len() < target.len() && (names_file(path) || is_address)
}

/// Whether a target has brackets of other links or of prose in it. An address may number what it asks for: `?f[0]=x`.
fn holds_brackets(target: &str) -> bool {
    target.contains('[') && (!target.starts_with("http") || target.contains("]("))
}

/// What stands before `at`, as far as it is near.
pub(super) fn near_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

/// What stands from `at` on, as far as it is near.
pub(super) fn near_behind(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

/// Where the parenthesis before `inner` closes: those within are in pairs, and those behind a backslash do not count, if
/// `escapes` do.
pub(super) fn closing(inner: &str, escapes: bool) -> Option<usize> {
    let (mut depth, mut escaped) = (0u32, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => {}
            '(' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
        escaped = escapes && c == '\\' && !escaped;
    }
    None
}

/// Where a target without closing parenthesis ends: at the first blank, without the marks of the sentence.
fn unclosed(inner: &str) -> usize {
    let word = inner.split_whitespace().next().unwrap_or_default();
    inner.find(word).unwrap_or_default() + word.trim_end_matches([')', '）', '.', ',', ';']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_from_words_with_points_and_slashes() {
        for (target, expected) in [
            (". / guide.md", true),
            (".. /a/x.md #y", true),
            ("guide. md", true),
            ("guide .md", true),
            ("a/ b.md", true),
            ("。 / guide.md", true),
            ("https: //example.com/a", true),
            ("e.g. guide.md", false),
            ("see /guide.md", false),
            ("of \\x.png", false),
            ("and / or", false),
            ("so. See it", false),
            ("guide.md", false),
        ] {
            assert_eq!(is_spaced(target), expected, "{target}");
        }
    }
}
