//! `[Name]: 服务器名称。` is a word of a screen and what it means. CommonMark takes it for a definition, as there is no blank in
//! it, and shows nothing.

use super::definitions::{definition, definition_in, is_title, leads_nowhere};
use super::links::{fold_label, names_file};
use super::spaced_definitions::{Mentions, Use, is_container};
use super::{CodeMap, Content, Repairs, begins_item};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::markdown::directive;
use crate::span::{TextRange, offset};

/// The signs that end a sentence or a part of it.
const SIGNS: &str = ".,;:!?。．，、；：！？…．」』）)";

pub(super) fn wanted(line: &str) -> bool {
    Prose::of(line).is_some()
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    let mut mentions = None;
    for &index in candidates {
        let start = content.lines[index].start;
        let Some(prose) = Prose::of(content.line(index)) else {
            continue;
        };
        let at = start + offset(prose.open);
        let mentions = mentions.get_or_insert_with(|| Mentions::of(content));
        // Words in brackets may be those of the screen, wherever it is spoken of.
        let is_used = mentions.of_label(&fold_label(prose.label)) == Some(Use::Reference);
        if !is_used && begins_block(content, index) && code.is_text(index, at) {
            repairs.insert(at, "\\");
            repairs.found.push(prose.finding(content, start));
        }
    }
}

/// Whether a line is no further line of a paragraph, where nobody looks for definitions.
fn begins_block(content: &Content<'_>, index: usize) -> bool {
    let words = content.line(index).trim_start_matches([' ', '>']);
    let above = index.checked_sub(1).map(|above| content.line(above));
    let ends = |above: &str| {
        let above = above.trim_start_matches([' ', '>']);
        above.trim().is_empty() || above.starts_with('#') || definition_in(above).is_some()
    };
    begins_item(words) || above.is_none_or(ends)
}

/// What looks like a definition to CommonMark and is a sentence.
struct Prose<'a> {
    label: &'a str,
    /// Where its bracket opens, and where its words end, in bytes of the line.
    open: usize,
    end: usize,
}

impl<'a> Prose<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let words = line.trim_start_matches(is_container);
        let open = line.len() - words.len();
        let (label, target) = definition(words)?;
        let rest = words[target..].trim();
        let (target, title) = rest.split_at(rest.find([' ', '\t']).unwrap_or(rest.len()));
        // With more words than those of a title CommonMark sees text, too.
        if leads_nowhere(rest) || !is_title(title.trim()) {
            return None;
        }
        let is_prose = is_sentence(target) || is_other_words(target);
        (is_prose && directive::read(words).is_none()).then(|| Self {
            label: &words[label],
            open,
            end: line.trim_end().len(),
        })
    }

    fn finding(&self, content: &Content<'_>, start: u32) -> Diagnostic {
        let at = start + offset(self.open);
        let range = TextRange::new(at, start + offset(self.end));
        let label = self.label;
        Diagnostic::new(
            Code::UnusedReference,
            content.span(range),
            format!("other Markdown readers take this for the definition of `{label}` and hide it"),
            fold_label(label),
        )
        .with_help(format!("write `\\[{label}]:`, which is text"))
        .with_fix(Fix::safe(content.span(TextRange::new(at, at)), "\\"))
    }
}

/// Whether a word ends as sentences do, or holds code, and is no path or address before that.
fn is_sentence(target: &str) -> bool {
    let stem = target.trim_end_matches(|c| SIGNS.contains(c));
    let is_plain = stem.is_ascii() && stem.contains(['.', '/', '\\', '#', '@', ':']);
    let is_word = stem.contains(char::is_alphanumeric);
    is_word && (stem.len() < target.len() || target.contains('`')) && !is_plain && !is_address(stem)
}

/// Whether it has letters of other languages and no sign of a path or an address.
fn is_other_words(target: &str) -> bool {
    !target.is_ascii()
        && !is_address(target)
        && !target.contains(['/', '\\', '#', '@', ':', '.', '%'])
}

fn is_address(target: &str) -> bool {
    let path = target
        .split(['#', '?', '＃', '？'])
        .next()
        .unwrap_or_default();
    target.starts_with(['.', '/', '#', '<', '~'])
        || target.contains("://")
        || names_file(&path.replace(['。', '．'], "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_targets() {
        for (line, expected) in [
            ("[名称]: 服务器名称。", true),
            ("- [名称]: 服务器名称", true),
            ("1. [OK]: confirms.", true),
            ("[値]: `0`", true),
            ("> [保存]: 使用Azure.Storage保存。", true),
            ("[OK]: confirms", false),
            ("[a]: ??", false),
            ("[a]: guide.md", false),
            ("[a]: guide。md", false),
            ("[a]: ./指南", false),
            ("[a]: 指南/概述", false),
            ("[a]: 指南.md \"标题。\"", false),
            ("[a]: https://例子.cn/。", false),
            ("[a]: a.md,", false),
            ("[a]: more words.", false),
            ("[注]: # (字。)", false),
        ] {
            assert_eq!(wanted(line), expected, "{line}");
        }
    }
}
