//! `<!-- docent-ignore CODE: reason -->`: the next block may keep that mistake.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::begins_item;
use crate::markdown::document::EXCEPTION;
use crate::site::Text;
use crate::source::SourceId;
use crate::span::{Span, TextRange};

/// All exceptions that writers made.
pub(super) struct Ignores {
    /// By source and code, none for all codes: the blocks, sorted by their start, each with the end of the one among it and
    /// those before it that reaches farthest.
    blocks: BTreeMap<(SourceId, Option<Code>), Vec<TextRange>>,
}

impl Ignores {
    pub fn of(texts: &[Arc<Text>]) -> Self {
        let mut blocks: BTreeMap<_, Vec<TextRange>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            let source = SourceId(crate::span::offset(at));
            for (code, block) in exceptions(&text.source.text, &text.document.shown_exceptions) {
                blocks.entry((source, code)).or_default().push(block);
            }
        }
        for blocks in blocks.values_mut() {
            blocks.sort_unstable();
            let mut farthest = 0;
            for block in blocks {
                farthest = block.end.max(farthest);
                block.end = farthest;
            }
        }
        Self { blocks }
    }

    /// Whether a finding stands in a block that is excepted from its code.
    pub fn cover(&self, finding: &Diagnostic) -> bool {
        let Span { source, range } = finding.span;
        [None, Some(finding.code)].into_iter().any(|code| {
            let blocks = self.blocks.get(&(source, code));
            blocks.is_some_and(|blocks| {
                let before = blocks.partition_point(|block| block.start <= range.start);
                blocks[..before]
                    .last()
                    .is_some_and(|last| range.end <= last.end)
            })
        })
    }
}

/// The exceptions of one text: the code (none for all) and the block behind the comment. What stands in `shown` is none.
fn exceptions(text: &str, shown: &[TextRange]) -> Vec<(Option<Code>, TextRange)> {
    let mut comments = comments(text, shown);
    let mut found = Vec::new();
    // From the last one up: what has no blank line above the next comment ends where the block of that one does.
    let mut next: Option<(usize, usize)> = None;
    while let Some(comment) = comments.pop() {
        let end = block_end(text, &comment, next);
        next = Some((comment.range.start, end));
        let block = TextRange::of(comment.range.end..end);
        let words = comment.words.split(':').next().unwrap_or_default();
        let codes = words.split([',', ' ']).filter(|word| !word.is_empty());
        let codes: Vec<&str> = codes.collect();
        if codes.is_empty() {
            found.push((None, block));
        }
        let codes = codes.into_iter().filter_map(Code::named);
        found.extend(codes.map(|code| (Some(code), block)));
    }
    found
}

/// A comment that makes an exception.
struct Comment<'t> {
    range: Range<usize>,
    /// What stands behind `docent-ignore`.
    words: &'t str,
    /// Where its line begins.
    line: usize,
}

/// The comments that make exceptions, in order.
fn comments<'t>(text: &'t str, shown: &[TextRange]) -> Vec<Comment<'t>> {
    let mut comments: Vec<Comment<'_>> = Vec::new();
    let (mut line, mut looked_at) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), EXCEPTION) {
        // Within another comment nothing begins one.
        let is_inside = comments.last().is_some_and(|last| at < last.range.end);
        let before = shown.partition_point(|code| code.start as usize <= at);
        let is_shown = shown[..before]
            .last()
            .is_some_and(|code| at < code.end as usize);
        if is_inside || is_shown {
            continue;
        }
        let Some(close) = text[at..].find("-->").map(|length| at + length) else {
            break;
        };
        if let Some(end) = text[looked_at..at].rfind(['\n', '\r']) {
            line = looked_at + end + 1;
        }
        looked_at = at;
        comments.push(Comment {
            range: at..close + 3,
            words: &text[at + EXCEPTION.len()..close],
            line,
        });
    }
    comments
}

/// Where the block behind a comment ends: at the next blank line, with a list at the end of its last item. `next` is the
/// next comment and the end of its block: of several comments above one block each counts.
fn block_end(text: &str, comment: &Comment<'_>, next: Option<(usize, usize)>) -> usize {
    let Comment { range, line, .. } = comment;
    let is_quoted = text[*line..range.start].trim_start().starts_with('>');
    // The sign that begins the next comment tells whether it stands within the block.
    let limit = next.map_or(text.len(), |(start, _)| start + "<!--".len());
    let mut block = Block::new(is_quoted);
    let mut end = range.end;
    for line in text[range.end..limit].split_inclusive('\n') {
        if !block.take(line) {
            return end;
        }
        end += line.len();
    }
    next.map_or(end, |(_, end)| end)
}

/// A block that is read line by line.
struct Block {
    is_quoted: bool,
    /// The indent of its first line, and whether an item of a list begins there.
    first: Option<(usize, bool)>,
    /// Whether the line above is blank.
    behind_blank: bool,
}

impl Block {
    fn new(is_quoted: bool) -> Self {
        Self {
            is_quoted,
            first: None,
            behind_blank: false,
        }
    }

    /// Whether a line is part of it; a blank one is until it turns out that nothing follows.
    fn take(&mut self, line: &str) -> bool {
        let line = match self.is_quoted {
            true => line.trim_start_matches(['>', ' ']),
            false => line,
        };
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let Some((first, is_list)) = self.first else {
            self.first = (!words.is_empty()).then_some((indent, begins_item(words)));
            return true;
        };
        if words.is_empty() {
            self.behind_blank = true;
            return is_list;
        }
        let goes_on = indent > first || indent == first && begins_item(words);
        !std::mem::take(&mut self.behind_blank) || is_list && goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_covers_the_next_block_only() {
        let text = "a\n\n<!-- docent-ignore file-not-found: comes later -->\n\n[x](y.md)\nmore\n\n[z](y.md)\n";
        let found = exceptions(text, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Some(Code::FileNotFound));
        assert_eq!(&text[found[0].1.as_usize()], "\n\n[x](y.md)\nmore\n");
    }

    #[test]
    fn an_exception_covers_a_list_with_all_that_is_in_it() {
        let list = "\n\n- a\n\n  b\n\n- c\n  - d\n\n    e\n";
        let text = format!("<!-- docent-ignore -->{list}\nf\n\n- g\n");
        let found = exceptions(&text, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(text[found[0].1.as_usize()].trim_end(), list.trim_end());
    }

    #[test]
    fn an_exception_ends_above_a_list_with_one_of_its_own() {
        let text = "<!-- docent-ignore -->\n- a\n\n<!-- docent-ignore -->\n- b\n\n- c\n";
        let found = exceptions(text, &[]);
        let blocks: Vec<&str> = found
            .iter()
            .map(|(_, block)| &text[block.as_usize()])
            .collect();
        assert_eq!(blocks, ["\n- b\n\n- c\n", "\n- a\n\n"]);
        let text = "<!-- docent-ignore -->\na\n  <!-- docent-ignore -->\n b\n\nc\n";
        let ends = exceptions(text, &[])
            .into_iter()
            .map(|(_, block)| block.end);
        assert!(
            ends.into_iter()
                .all(|end| text[end as usize..].starts_with("\nc"))
        );
    }

    #[test]
    fn each_of_several_comments_above_a_block_counts() {
        let one = "<!-- docent-ignore file-not-found: one -->";
        let two = "<!-- docent-ignore link-empty, link-space -->";
        let text = format!("{one}\n{two}\n\na\nb\n\nc\n");
        let mut codes: Vec<_> = exceptions(&text, &[])
            .into_iter()
            .map(|(code, block)| (code, text[block.as_usize()].ends_with("a\nb\n")))
            .collect();
        codes.sort_unstable();
        let mut expected = [Code::FileNotFound, Code::LinkEmpty, Code::LinkSpace];
        expected.sort_unstable();
        assert_eq!(codes, expected.map(|code| (Some(code), true)));
    }

    #[test]
    fn within_a_quote_an_exception_ends_at_its_blank_line() {
        let text = "> <!-- docent-ignore -->\n>\n> a\n> b\n>\n> c\n";
        let found = exceptions(text, &[]);
        assert_eq!(&text[found[0].1.as_usize()], "\n>\n> a\n> b\n");
    }
}
