//! Words of the site's own, which `callouts` and `directives` of its configuration name, are read as the keywords.

use std::collections::BTreeMap;

use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

/// Further words for the keywords: the word in lower case, and the keyword as a writer writes it.
pub type Words = BTreeMap<String, &'static str>;

/// A word that stands where a keyword belongs.
pub(super) struct Word {
    line: usize,
    /// The word in the text.
    range: TextRange,
    keyword: &'static str,
    /// Whether all but the word is as it should be; what is not tells its finding itself.
    is_intact: bool,
}

/// The words of `words` among the directives of the content, also those in code.
pub(super) fn wanted(content: &Content<'_>, words: &Words) -> Vec<Word> {
    let mut found = Vec::new();
    if words.is_empty() {
        return found;
    }
    for line in 0..content.lines.len() {
        let text = content.line(line);
        for at in memchr::memchr_iter(b'[', text.as_bytes()) {
            found.extend(word(content, line, at, words));
        }
    }
    found
}

fn word(content: &Content<'_>, line: usize, at: usize, words: &Words) -> Option<Word> {
    let text = &content.line(line)[at..];
    let word = directive::own_word(text)?;
    let &keyword = words.get(&text[word.as_usize()].to_lowercase())?;
    let start = content.lines[line].start + offset(at);
    let before = &text[..word.start as usize];
    Some(Word {
        line,
        range: TextRange::new(start + word.start, start + word.end),
        keyword,
        is_intact: before == "[!" || before.eq_ignore_ascii_case("[AZURE."),
    })
}

pub(super) fn repair(
    content: &Content<'_>,
    words: &[Word],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for word in words {
        if !code.is_text(word.line, word.range.start) {
            continue;
        }
        repairs.edits.push(Repair {
            range: word.range,
            replacement: word.keyword,
        });
        if word.is_intact {
            let (span, keyword) = (content.span(word.range), word.keyword);
            let written = &content.text[word.range.as_usize()];
            let message = format!("`{written}` is read as `{keyword}`");
            let finding = Diagnostic::new(Code::DamagedDirective, span, message, keyword);
            let help = format!("write `{keyword}`; other readers show it as text");
            repairs
                .found
                .push(finding.with_help(help).with_fix(Fix::safe(span, keyword)));
        }
    }
}
