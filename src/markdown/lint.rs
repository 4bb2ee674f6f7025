//! What is wrong with the Markdown of one text: references, callouts, directives, anchors, alternative texts.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event as Raw, LinkType, Tag as RawTag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::directive;
use super::inline::{Definition, Definitions};
use super::normalise::{Normalised, fold_label};
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

/// The definitions of a text and which of them are used.
pub(super) struct References<'d> {
    definitions: &'d Definitions<'d>,
    used: FxHashSet<String>,
    /// Blocks that hold text; what looks like a definition there is none.
    blocks: Vec<Range<usize>>,
}

impl<'d> References<'d> {
    pub fn of(definitions: &'d Definitions<'d>) -> Self {
        Self {
            definitions,
            used: FxHashSet::default(),
            blocks: Vec::new(),
        }
    }

    /// Takes note of what an event uses.
    pub fn see(&mut self, raw: &Raw<'_>, range: &Range<usize>) {
        if self.definitions.is_empty() {
            return;
        }
        match raw {
            Raw::Start(
                RawTag::Link { link_type, id, .. } | RawTag::Image { link_type, id, .. },
            ) if matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            ) =>
            {
                self.used.insert(fold_label(id));
            }
            Raw::Start(
                RawTag::Paragraph
                | RawTag::Heading { .. }
                | RawTag::CodeBlock(_)
                | RawTag::HtmlBlock
                | RawTag::TableRow,
            ) => self.blocks.push(range.clone()),
            _ => {}
        }
    }

    fn is_in_block(&self, at: usize) -> bool {
        let index = self.blocks.partition_point(|block| block.start <= at);
        index
            .checked_sub(1)
            .is_some_and(|index| at < self.blocks[index].end)
    }
}

/// Tells of references without definition (`broken`, with whether they are collapsed: `[label][]`), and of definitions
/// that are written twice or never used.
pub(super) fn references(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    broken: &[(Range<usize>, bool)],
    found: &mut Vec<Diagnostic>,
) {
    if references.definitions.is_empty() && broken.is_empty() {
        return;
    }
    let labels = undefined(source, normalised, references, broken, found);
    duplicates(source, normalised, references, found);
    unused(source, normalised, references, &labels, found);
}

/// Tells of `[text][label]` and `[label][]` without definition; gives their labels.
fn undefined(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    broken: &[(Range<usize>, bool)],
    found: &mut Vec<Diagnostic>,
) -> FxHashSet<String> {
    let mut known: Vec<&str> = references
        .definitions
        .values()
        .map(|definition| &*definition.label)
        .collect();
    known.sort_unstable();
    let names = suggest::Names::new(if broken.is_empty() { Vec::new() } else { known });
    // Where a definition lacks its target, that is the one mistake.
    let empty = found
        .iter()
        .filter(|finding| finding.code == Code::EmptyReference);
    let empty: FxHashSet<String> = empty.map(|finding| fold_label(&finding.subject)).collect();
    let mut labels = FxHashSet::default();
    for (span, collapsed) in broken {
        let text = &normalised.text[span.clone()];
        let lead = text.len() - text.trim_start_matches(['!', '[']).len();
        let middle = if *collapsed {
            text.find(']')
        } else {
            text.rfind("][")
        };
        let Some(middle) = middle else { continue };
        let first = &text[lead.min(middle)..middle];
        let at = span.start + if *collapsed { lead } else { middle + 2 };
        let label = if *collapsed {
            first
        } else {
            text[middle + 2..].trim_end_matches(']')
        };
        // `[a][b](c)` is the text `[a]` and a link.
        let is_link = !*collapsed && begins_target(&normalised.text[span.end..]);
        if label.trim().is_empty()
            || is_link
            || !empty.is_empty() && empty.contains(&fold_label(label))
            || super::directive::read(&text[lead.saturating_sub(1)..]).is_some()
        {
            continue;
        }
        let place = Span::new(source, normalised.range(at..at + label.len()));
        let mut finding = Diagnostic::new(
            Code::UndefinedReference,
            place,
            format!("no definition of `{label}`"),
            fold_label(label),
        );
        let near = names.nearest(label);
        match near.first().copied() {
            Some(first) => {
                finding.help = Some(format!("did you mean `{first}`?").into());
                let sure = near.len() == 1 && suggest::is_slip(label, first);
                let fix = if sure { Fix::safe } else { Fix::unsafe_ };
                finding.fix = (!*collapsed).then(|| fix(place, first.to_owned()));
            }
            None => {
                finding.help = Some(
                    format!("define it: `[{label}]: target`, or write `[text](target)`").into(),
                )
            }
        }
        labels.insert(fold_label(label));
        found.push(finding);
    }
    labels
}

/// Whether a text goes on with the target of a link: `(target)` or `(target "title")`.
fn begins_target(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inner.is_some_and(|(inner, _)| {
        let is_titled = inner.contains(['"', '\'']);
        !inner.is_empty() && (is_titled || !inner.contains(char::is_whitespace))
    })
}

/// Tells of definitions whose label was defined before: the first one counts.
fn duplicates(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if references.definitions.is_empty() {
        return;
    }
    let (mut line, mut read) = (0, 0);
    for at in memchr::memmem::find_iter(normalised.text.as_bytes(), "]:") {
        let begun = normalised.text[read..at].rfind('\n');
        line = begun.map_or(line, |end| read + end + 1);
        read = at;
        let text = &normalised.text[line..at];
        let Some(label) = text
            .trim_start_matches(' ')
            .strip_prefix('[')
            .filter(|label| !label.contains(['[', ']']))
        else {
            continue;
        };
        let Some(first) = references.definitions.get(&fold_label(label)) else {
            continue;
        };
        let first = &first.range;
        let start = at - label.len() - 1;
        let comment = normalised.text[at + 2..]
            .trim_start_matches(' ')
            .starts_with(['<', '#']);
        if first.contains(&start)
            || first.start == start
            || comment
            || references.is_in_block(start)
        {
            continue;
        }
        let place = normalised.range(start + 1..at);
        let related = Span::new(source, normalised.range(first.clone()));
        found.push(
            Diagnostic::new(
                Code::DuplicateReference,
                Span::new(source, place),
                format!("`{label}` is defined twice"),
                fold_label(label),
            )
            .with_help("the first definition counts; give this one another label or remove it")
            .with_related(related, "the first one stands here"),
        );
    }
}

/// The labels that stand in brackets anywhere, also in comments and in code: whoever brings that text back needs them.
fn mentioned(text: &str) -> FxHashSet<String> {
    const LONGEST: usize = 1_000;
    let bytes = text.as_bytes();
    let label = |close: usize| {
        let start = close.saturating_sub(LONGEST);
        let open = start + memchr::memrchr(b'[', &bytes[start..close])?;
        let is_other = matches!(bytes.get(close + 1), Some(b'(' | b':'));
        (!is_other).then(|| fold_label(&text[open + 1..close]))
    };
    memchr::memchr_iter(b']', bytes).filter_map(label).collect()
}

/// Tells of definitions nobody uses, unless a reference without definition was probably meant for them.
fn unused(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    undefined: &FxHashSet<String>,
    found: &mut Vec<Diagnostic>,
) {
    let mut unused: Vec<_> = references
        .definitions
        .iter()
        .filter(|(folded, definition)| {
            !references.used.contains(*folded)
                && !matches!(&*definition.label, "comment" | "//")
                && !definition.label.starts_with('^')
        })
        .collect();
    if unused.is_empty() {
        return;
    }
    let mentioned = mentioned(&normalised.text);
    unused.retain(|(folded, _)| !mentioned.contains(*folded));
    unused.sort_by_key(|(_, definition)| definition.range.start);
    let missing: BTreeSet<&str> = undefined.iter().map(|label| &**label).collect();
    let names = suggest::Names::new(missing.iter().copied());
    let in_brackets = mentioned.iter().map(|label| &**label);
    let in_brackets = in_brackets.filter(|label| !references.definitions.contains_key(*label));
    let in_brackets = suggest::Names::new(in_brackets);
    for (folded, Definition { label, range, .. }) in unused {
        let meant = !missing.is_empty()
            && (is_related(folded, &missing) || !names.nearest(folded).is_empty());
        if meant || is_comment(&normalised.text[range.clone()]) {
            continue;
        }
        let place = Span::new(source, normalised.range(range.clone()));
        let whole = Span::new(
            source,
            normalised.range(whole_lines(&normalised.text, range)),
        );
        found.push(
            Diagnostic::new(
                Code::UnusedReference,
                place,
                format!("nothing refers to `{label}`"),
                folded.clone(),
            )
            .with_help("remove the definition")
            .with_fix(Fix {
                safe: !is_slip_of(folded, &in_brackets),
                edits: vec![Edit {
                    span: whole,
                    replacement: "".into(),
                }],
            }),
        );
    }
}

/// Whether a text in brackets may be the label of a definition, with a slip in one of them.
fn is_slip_of(label: &str, in_brackets: &suggest::Names) -> bool {
    let near = in_brackets.nearest(label);
    near.iter().any(|text| suggest::is_slip(label, text))
}

/// Whether a definition leads nowhere, whatever its label: `[//]: # (words)` and `[note]: <> (words)` are comments.
fn is_comment(definition: &str) -> bool {
    let target = definition.split_once("]:").map_or("", |(_, target)| target);
    let target = target.trim();
    target == "#" || target.starts_with("# ") || target.starts_with("<>")
}

/// The lines of a definition with their line end and indentation; only itself where something else begins the line.
fn whole_lines(text: &str, definition: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text[..definition.start].rfind('\n').map_or(0, |at| at + 1);
    if !text[start..definition.start].trim().is_empty() {
        return definition.clone();
    }
    let end = definition.end + usize::from(text[definition.end..].starts_with('\n'));
    start..end
}

/// Whether one of `labels` begins with `label`, or is its beginning.
fn is_related(label: &str, labels: &BTreeSet<&str>) -> bool {
    let longer = labels.range(label..).next();
    longer.is_some_and(|other| other.starts_with(label))
        || label
            .char_indices()
            .skip(1)
            .any(|(end, _)| labels.contains(&label[..end]))
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
