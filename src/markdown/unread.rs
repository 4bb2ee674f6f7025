//! Includes in the middle of a paragraph that are none for want of a link: where one may begin, and which are more than
//! words about includes.

use std::ops::Range;

use pulldown_cmark::Event as Raw;

/// What an include begins with, in capitals as writers have it.
pub(super) const INCLUDE: &str = "[AZURE.INCLUDE";

/// Whether one may begin where an event does; the parser has a bracket of its own for it.
pub(super) fn may_begin(text: &str, raw: &Raw<'_>, range: &Range<usize>) -> bool {
    matches!(raw, Raw::Text(words) if words.starts_with('['))
        && text[range.start..].starts_with(INCLUDE)
        && !text[..range.start].ends_with('\\')
}

/// Whether the one at `open`, which begins `line`, is more than a word about includes: `the [AZURE.INCLUDE] directive`.
pub(super) fn is_meant(text: &str, open: usize, line: &str) -> bool {
    let inner = &line[INCLUDE.len()..];
    let inner = &inner[..inner.find(']').unwrap_or(inner.len())];
    let names_file = |word: &str| word.len() > ".md".len() && word.ends_with(".md");
    let mut words = inner.split([' ', '(', ')', '<', '>']);
    let is_alone = inner.is_empty() && line.trim_end().len() == INCLUDE.len() + "]".len();
    let begins_line = || {
        let above = text[..open].rsplit('\n').next().unwrap_or_default();
        above.trim_matches([' ', '\t', '>']).is_empty()
    };
    words.any(names_file) || inner.trim_start().starts_with('[') || is_alone && begins_line()
}
