//! What is wrong with the Markdown of one text: callouts, directives, anchors, alternative texts.
//!
//! Each function makes one kind of finding of a place that the reading of the text has come to.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::directive;
use super::normalise::Normalised;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::line_index::LineIndex;
use crate::source::SourceId;
use crate::span::{Span, TextRange};
use crate::suggest;

/// Adds a finding, to be told more of.
pub(super) fn push(found: &mut Vec<Diagnostic>, finding: Diagnostic) -> &mut Diagnostic {
    found.push(finding);
    found.last_mut().expect("it was pushed in the line above")
}

/// A callout in a paragraph without `>`.
pub(super) fn callout_without_quote(
    source: SourceId,
    normalised: &Normalised<'_>,
    start: usize,
    end: usize,
    found: &mut Vec<Diagnostic>,
) {
    let token = &normalised.text[start..end];
    let place = Span::new(source, normalised.range(start..end));
    let at = TextRange::new(place.range.start, place.range.start);
    let mut edits = vec![Edit {
        span: Span::new(source, at),
        replacement: "> ".into(),
    }];
    let stray = token.len() - token.trim_end_matches('>').len();
    if stray > 0 {
        let sign = Span::new(source, normalised.range(end - stray..end));
        edits.push(Edit {
            span: sign,
            replacement: "".into(),
        });
    }
    let subject = numbered_callout(Code::CalloutWithoutQuote, found);
    found.push(
        Diagnostic::new(
            Code::CalloutWithoutQuote,
            place,
            format!(
                "`{}` is no quote: nothing but docent reads this as a callout",
                token.trim()
            ),
            subject,
        )
        .with_help("begin the line with `> `")
        .with_fix(Fix { safe: true, edits }),
    );
}

/// The subject of the next finding of `code` about a callout: its number among its like, the same in every translation.
pub(super) fn numbered_callout(code: Code, found: &[Diagnostic]) -> String {
    let last = found.iter().rev().find(|finding| finding.code == code);
    let number = last.and_then(|last| last.subject.strip_prefix("callout ")?.parse().ok());
    format!("callout {}", number.map_or(0, |number: usize| number + 1))
}

/// A token of the right shape with a word nobody knows.
pub(super) fn unknown_directive(word: Span, text: &str, found: &mut Vec<Diagnostic>) {
    let mut finding = Diagnostic::new(
        Code::UnknownDirective,
        word,
        format!("no directive is called `{text}`"),
        text.to_uppercase(),
    );
    let upper = text.to_uppercase();
    match suggest::nearest(&upper, directive::KEYWORDS) {
        Some(near) => {
            finding.help = Some(format!("did you mean `{near}`?").into());
            finding.fix = Some(Fix::safe(word, near));
        }
        None => {
            finding.help =
                Some(format!("the directives are {}", directive::KEYWORDS.join(", ")).into())
        }
    }
    found.push(finding);
}

/// What only the builders of later repositories read, at the start of a paragraph: `:::code …:::`, `:::image …` without its end
/// and `[!code-csharp[words](file.cs)]`. What ends such a thing is not told again.
pub(super) fn later_directive(paragraph: &str, span: impl Fn(usize) -> Span) -> Option<Diagnostic> {
    let (sign, rest) = match paragraph.strip_prefix(":::") {
        Some(rest) => (":::", rest.trim_start_matches([' ', ':'])),
        None => ("[!", paragraph.strip_prefix("[!")?),
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let word = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let is_code = word.split('-').next() == Some("code") && sign != ":::";
    if word.is_empty() || word.ends_with("-end") || !(is_code || sign == ":::") {
        return None;
    }
    // These are read where they are as they should be.
    let is_spoilt = matches!(
        word,
        "image" | "video" | "no-loc" | "zone" | "moniker" | "row" | "column"
    );
    let help = match word {
        "image" => {
            "write `![words](path)`, or `:::image source=\"path\" alt-text=\"words\":::` in one line"
        }
        _ if is_spoilt => "write it alone on its line, and values in `\"`; it is shown as text",
        _ if is_code => "copy the code into a fenced block",
        _ => "write what stands in it without it; it is shown as text",
    };
    let message = match is_spoilt {
        true => format!("this `{sign}{word}` is not as it should be, and not read"),
        false => format!("docent does not read `{sign}{word}`"),
    };
    let length = paragraph.len() - rest.len() + word.len();
    Some(Diagnostic::new(Code::UnknownDirective, span(length), message, word).with_help(help))
}

/// The token of an include without a link that could be one's.
pub(super) fn nothing_included(token: Span, written: &str, found: &mut Vec<Diagnostic>) {
    let message = format!("`{written}` includes nothing: no link follows");
    let finding = Diagnostic::new(Code::UnknownDirective, token, message, written);
    let help = "write `[AZURE.INCLUDE [title](../includes/name.md)]`";
    found.push(finding.with_help(help));
}

/// A directive that was indented so far that it became code.
pub(super) fn directive_in_code(
    source: SourceId,
    normalised: &Normalised<'_>,
    block: Range<usize>,
    found: &mut Vec<Diagnostic>,
) {
    let text = &normalised.text[block.clone()];
    let token = |at: usize| {
        let before = text[..at].trim_end_matches(['>', ' ', '\t']);
        let opens = before.is_empty() || before.ends_with('\n');
        let token = directive::read(&text[at..]).filter(|_| opens)?;
        let range = token.range.as_usize();
        (token.keyword != directive::Keyword::Unknown).then_some(at + range.start..at + range.end)
    };
    let mut tokens = memchr::memmem::find_iter(text.as_bytes(), "[AZURE.").filter_map(token);
    let Some(token) = tokens.next() else {
        return;
    };
    let place = normalised.range(block.start + token.start..block.start + token.end);
    found.push(
        Diagnostic::new(
            Code::DirectiveInCode,
            Span::new(source, place),
            "a directive stands in a code block, because it is indented by four blanks or more",
            "directive-in-code",
        )
        .with_help("indent it as the text around it"),
    );
}

/// Anchors that a text names twice, on different lines.
pub(super) fn duplicate_anchors<'a>(
    source: SourceId,
    text: &str,
    anchors: impl Iterator<Item = (&'a str, TextRange)>,
    found: &mut Vec<Diagnostic>,
) {
    let mut first: FxHashMap<&str, TextRange> = FxHashMap::default();
    let lines = OnceCell::new();
    for (name, range) in anchors {
        let Some(&earlier) = first.get(name) else {
            first.insert(name, range);
            continue;
        };
        let lines = lines.get_or_init(|| LineIndex::new(text));
        if lines.line(earlier.end) < lines.line(range.start) {
            found.push(
                Diagnostic::new(
                    Code::DuplicateBookmark,
                    Span::new(source, range),
                    format!("the anchor `{name}` is written twice on this page"),
                    name,
                )
                .with_help("links lead to the first one; give this one a name of its own")
                .with_related(Span::new(source, earlier), "the first one stands here"),
            );
        }
    }
}

/// An image without alternative text.
pub(super) fn alt_text_missing(image: Span, target: &str, found: &mut Vec<Diagnostic>) {
    found.push(
        Diagnostic::new(
            Code::AltTextMissing,
            image,
            "the image has no alternative text",
            target,
        )
        .with_help("say between the brackets what the image shows"),
    );
}
