//! References and definitions that do not fit together: labels without definition, written twice, never used.
//!
//! [`References`] takes note of what is used while a text is read; [`findings`] then tells what is wrong, in the order of
//! the kinds, as a definition that nobody uses may be the one that a reference with a slip was meant for.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event as Raw, LinkType, Tag as RawTag};
use rustc_hash::FxHashSet;

use super::characters::{is_mark, name_of_blank};
use super::definitions::{Definition, Definitions};
use super::directive;
use super::normalise::{Normalised, fold_label, leads_nowhere};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::SourceId;
use crate::span::Span;
use crate::suggest;

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
                LinkType::Reference
                    | LinkType::Collapsed
                    | LinkType::Shortcut
                    | LinkType::ReferenceUnknown
                    | LinkType::CollapsedUnknown
                    | LinkType::ShortcutUnknown
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

/// A reference whose label no definition has, as the parser compares them.
pub(super) struct Broken<'t> {
    span: Range<usize>,
    form: LinkType,
    label: CowStr<'t>,
    /// Whether a definition has the label with other blanks, and the reference is read as one to it.
    is_read: bool,
}

impl<'t> Broken<'t> {
    pub fn new(link: &BrokenLink<'t>, is_read: bool) -> Self {
        Self {
            span: link.span.clone(),
            form: link.link_type,
            label: link.reference.clone(),
            is_read,
        }
    }

    /// Where its label stands in `text`, and what is replaced to name another: the label, or what stands behind the words
    /// where these are the label.
    fn places(&self, text: &str) -> (Range<usize>, Range<usize>) {
        let Range { start, end } = self.span;
        // The place of a collapsed one ends before its `[]`.
        let written = text[start..end].trim_end_matches("[]");
        let words = start + written.find('[').map_or(0, |at| at + 1);
        let last = start + written.len() - usize::from(written.ends_with(']'));
        let last = last.max(words);
        match self.form {
            LinkType::Reference => {
                let label = written.rfind("][").map_or(words, |at| start + at + 2);
                (label..last, label..last)
            }
            LinkType::Collapsed => (words..last, last + 2..last + 2),
            _ => (words..last, end..end),
        }
    }
}

/// Tells of references without definition (`broken`), and of definitions that are written twice or never used.
pub(super) fn findings(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    broken: &[Broken<'_>],
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
    broken: &[Broken<'_>],
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
    for reference in broken {
        let collapsed = reference.form == LinkType::Collapsed;
        if reference.is_read {
            let definition = references.definitions.get(&fold_label(&reference.label));
            found
                .extend(definition.map(|known| other_blanks(source, normalised, reference, known)));
            continue;
        }
        let Some(range) = label_range(&normalised.text, &reference.span, collapsed) else {
            continue;
        };
        let label = &normalised.text[range.clone()];
        let folded = fold_label(label);
        if empty.contains(&folded) {
            continue;
        }
        let place = Span::new(source, normalised.range(range));
        found.push(no_definition(place, label, &folded, collapsed, &names));
        labels.insert(folded);
    }
    labels
}

/// Where the label stands that a reference asks for; none where it is no reference after all.
fn label_range(text: &str, span: &Range<usize>, collapsed: bool) -> Option<Range<usize>> {
    let written = &text[span.clone()];
    let lead = written.len() - written.trim_start_matches(['!', '[']).len();
    let label = if collapsed {
        let middle = written.find(']')?;
        lead.min(middle)..middle
    } else {
        let start = written.rfind("][")? + 2;
        start..start + written[start..].trim_end_matches(']').len()
    };
    // `[a][b](c)` is the text `[a]` and a link.
    let is_link = !collapsed && begins_target(&text[span.end..]);
    if written[label.clone()].trim().is_empty()
        || is_link
        || directive::read(&written[lead.saturating_sub(1)..]).is_some()
    {
        return None;
    }
    Some(span.start + label.start..span.start + label.end)
}

/// The finding about a label that no definition has; `names` are those that definitions have.
fn no_definition(
    place: Span,
    label: &str,
    folded: &str,
    collapsed: bool,
    names: &suggest::Names,
) -> Diagnostic {
    let message = format!("no definition of `{label}`");
    let mut finding = Diagnostic::new(Code::UndefinedReference, place, message, folded);
    let near = names.nearest(label);
    let Some(first) = near.first().copied() else {
        let help = format!("define it: `[{label}]: target`, or write `[text](target)`");
        return finding.with_help(help);
    };
    finding.help = Some(format!("did you mean `{first}`?").into());
    let sure = near.len() == 1 && suggest::is_slip(label, first);
    let fix = if sure { Fix::safe } else { Fix::unsafe_ };
    // The label of a collapsed reference is what readers see.
    finding.fix = (!collapsed).then(|| fix(place, first.to_owned()));
    finding
}

/// The finding about a label that its definition has with other blanks.
fn other_blanks(
    source: SourceId,
    normalised: &Normalised<'_>,
    reference: &Broken<'_>,
    definition: &Definition<'_>,
) -> Diagnostic {
    let (label, defined) = (&*reference.label, &*definition.label);
    let message = match (odd_blank(label, defined), odd_blank(defined, label)) {
        (Some(c), _) => {
            let name = name_of_blank(c);
            format!("the label `{label}` has a {name}, its definition has not")
        }
        (None, Some(c)) => {
            let name = name_of_blank(c);
            format!("the definition of `{label}` has a {name} in its label")
        }
        (None, None) => {
            format!("the label `{label}` has its blanks in other places than its definition")
        }
    };
    let place = |range| Span::new(source, normalised.range(range));
    let (written, replaced) = reference.places(&normalised.text);
    let replacement = match reference.form {
        // The words that readers see keep their blanks.
        LinkType::Reference | LinkType::Collapsed => defined.to_owned(),
        _ => format!("[{defined}]"),
    };
    let help =
        "write the label as its definition has it; other Markdown readers see no reference here";
    Diagnostic::new(
        Code::ReferenceSpace,
        place(written),
        message,
        fold_label(label),
    )
    .with_help(help)
    .with_fix(Fix::safe(place(replaced), replacement))
}

/// The first blank or mark other than a plain blank that `label` has more often than `other`.
fn odd_blank(label: &str, other: &str) -> Option<char> {
    let count = |text: &str, c: char| text.chars().filter(|&other| other == c).count();
    let mut odd = label
        .chars()
        .filter(|&c| c != ' ' && (c.is_whitespace() || is_mark(c)));
    odd.find(|&c| count(label, c) > count(other, c))
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

fn is_comment(definition: &str) -> bool {
    let target = definition.split_once("]:");
    target.is_some_and(|(_, target)| leads_nowhere(target))
}

/// The lines of a definition with their line end and indentation; only itself where something else begins the line.
fn whole_lines(text: &str, definition: &Range<usize>) -> Range<usize> {
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
