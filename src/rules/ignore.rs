//! `<!-- docent-ignore CODE: reason -->`: the next block may keep that mistake.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::site::Text;
use crate::source::SourceId;
use crate::span::TextRange;

/// All exceptions that writers made.
pub(super) struct Ignores {
    /// By source, sorted.
    all: Vec<(SourceId, Option<Code>, TextRange)>,
}

impl Ignores {
    pub fn of(texts: &[Arc<Text>]) -> Self {
        let mut all = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let source = SourceId(crate::span::offset(at));
            all.extend(
                exceptions(&text.source.text)
                    .into_iter()
                    .map(|(code, range)| (source, code, range)),
            );
        }
        Self { all }
    }

    /// Whether a finding stands in a block that is excepted from its code.
    pub fn cover(&self, finding: &Diagnostic) -> bool {
        let start = self
            .all
            .partition_point(|(source, ..)| *source < finding.span.source);
        self.all[start..]
            .iter()
            .take_while(|(source, ..)| *source == finding.span.source)
            .any(|(_, code, range)| {
                code.is_none_or(|code| code == finding.code) && range.contains(finding.span.range)
            })
    }
}

/// The exceptions of one text: the code (none for all) and the block behind the comment, up to the next blank line.
fn exceptions(text: &str) -> Vec<(Option<Code>, TextRange)> {
    const OPENING: &str = "<!-- docent-ignore";
    let mut found = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), OPENING) {
        let Some(close) = text[at..].find("-->").map(|length| at + length) else {
            continue;
        };
        let words = text[at + OPENING.len()..close]
            .split(':')
            .next()
            .unwrap_or_default();
        let block = block_behind(text, close + 3);
        let codes: Vec<&str> = words
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .collect();
        if codes.is_empty() {
            found.push((None, block));
        }
        found.extend(
            codes
                .into_iter()
                .filter_map(Code::named)
                .map(|code| (Some(code), block)),
        );
    }
    found
}

fn block_behind(text: &str, from: usize) -> TextRange {
    let mut end = from;
    let mut seen = false;
    for line in text[from..].split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if seen && blank {
            break;
        }
        seen |= !blank;
        end += line.len();
    }
    TextRange::of(from..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_covers_the_next_block_only() {
        let text = "a\n\n<!-- docent-ignore file-not-found: comes later -->\n\n[x](y.md)\nmore\n\n[z](y.md)\n";
        let found = exceptions(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Some(Code::FileNotFound));
        assert_eq!(&text[found[0].1.as_usize()], "\n\n[x](y.md)\nmore\n");
    }
}
