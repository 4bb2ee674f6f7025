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
    in_wide_brackets(source, normalised, references, found);
    let idle = Idle::of(normalised, references);
    let undefined = undefined(source, normalised, references, (broken, &idle), found);
    duplicates(source, normalised, references, found);
    unused(source, normalised, references, (idle, &undefined), found);
}

/// The definitions that nothing refers to.
#[derive(Default)]
struct Idle<'d> {
    /// Each with its label as it is compared, in the order of the text.
    definitions: Vec<(&'d str, &'d Definition<'d>)>,
    /// What stands in brackets anywhere; empty where no definition may be idle.
    mentioned: FxHashSet<String>,
}

impl<'d> Idle<'d> {
    fn of(normalised: &Normalised<'_>, references: &References<'d>) -> Self {
        let all = references.definitions.iter();
        let all = all.map(|(folded, definition)| (&**folded, definition));
        let mut definitions: Vec<_> = all
            .filter(|(folded, definition)| {
                !references.used.contains(*folded)
                    && !matches!(&*definition.label, "comment" | "//")
                    && !definition.label.starts_with('^')
            })
            .collect();
        if definitions.is_empty() {
            return Self::default();
        }
        let mentioned = mentioned(&normalised.text);
        definitions.retain(|(folded, definition)| {
            !mentioned.contains(*folded) && !is_comment(&normalised.text[definition.range.clone()])
        });
        definitions.sort_by_key(|(_, definition)| definition.range.start);
        Self {
            definitions,
            mentioned,
        }
    }
}

/// What [`undefined`] has told of.
#[derive(Default)]
struct Undefined {
    /// The labels that no definition has.
    labels: FxHashSet<String>,
    /// Those of the idle definitions that were named as what was meant.
    meant: FxHashSet<String>,
}

/// Tells of `[text][label]` and `[label][]` without definition.
fn undefined(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    (broken, idle): (&[Broken<'_>], &Idle<'_>),
    found: &mut Vec<Diagnostic>,
) -> Undefined {
    let mut told = Undefined::default();
    if broken.is_empty() {
        return told;
    }
    let wanted = wanted(source, normalised, references, broken, found);
    let known = Known::new(references, broken, idle);
    for Wanted {
        reference,
        range,
        folded,
    } in wanted
    {
        let label = &normalised.text[range.clone()];
        let place = |range| Span::new(source, normalised.range(range));
        let (_, replaced) = reference.places(&normalised.text);
        let meant = known.meant(label);
        let mut finding = no_definition(place(range), label, &folded, &meant);
        finding.fix = meant.fix(place(replaced));
        found.push(finding);
        if let Meant::Idle(name) = meant {
            told.meant.insert(fold_label(name));
        }
        told.labels.insert(folded);
    }
    told
}

/// A reference that is told of as one without definition.
struct Wanted<'b, 't> {
    reference: &'b Broken<'t>,
    /// Where its label stands.
    range: Range<usize>,
    folded: String,
}

/// The references that no definition was written for; of those that are read as meant it is told at once.
fn wanted<'b, 't>(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    broken: &'b [Broken<'t>],
    found: &mut Vec<Diagnostic>,
) -> Vec<Wanted<'b, 't>> {
    // Where a definition lacks its target, or is none because of that, this is the one mistake.
    let unread = found
        .iter()
        .filter(|finding| matches!(finding.code, Code::EmptyReference | Code::LinkUnparsed));
    let unread: FxHashSet<String> = unread.map(|finding| fold_label(&finding.subject)).collect();
    let mut wanted = Vec::new();
    for reference in broken {
        let collapsed = reference.form == LinkType::Collapsed;
        if reference.is_read {
            let definition = references.definitions.get(&fold_label(&reference.label));
            found
                .extend(definition.map(|known| other_blanks(source, normalised, reference, known)));
            continue;
        }
        let range = label_range(&normalised.text, &reference.span, collapsed);
        wanted.extend(range.and_then(|range| {
            let folded = fold_label(&normalised.text[range.clone()]);
            (!unread.contains(&folded)).then_some(Wanted {
                reference,
                range,
                folded,
            })
        }));
    }
    wanted
}

/// The definitions that a reference with a label of its own may mean.
struct Known<'d> {
    all: &'d Definitions<'d>,
    names: suggest::Names,
    /// The labels that something refers to, as they are compared.
    used_labels: &'d FxHashSet<String>,
    /// Those of the idle ones: translations of the words in brackets and of a label often differ in more than a slip.
    idle: Vec<suggest::Phrase<'d>>,
    /// Those of the others.
    used: Vec<suggest::Phrase<'d>>,
}

/// What a label without definition was meant to be.
enum Meant<'k> {
    Nothing,
    /// The label that comes closest, and whether no other one can be meant.
    Near(&'k str, bool),
    /// The label of a definition that nothing refers to and that says the same.
    Idle(&'k str),
    /// The label of a definition in use that says the same.
    Used(&'k str),
    /// The label in plain signs, as its definition has it.
    Plain(&'k str),
}

impl Meant<'_> {
    /// What makes `label` the one that was meant, written at `place`.
    fn fix(&self, place: Span) -> Option<Fix> {
        let (name, is_certain) = match self {
            Self::Nothing => return None,
            Self::Near(name, is_certain) => (*name, *is_certain),
            Self::Idle(name) | Self::Used(name) => (*name, false),
            Self::Plain(name) => (*name, true),
        };
        let fix = if is_certain { Fix::safe } else { Fix::unsafe_ };
        Some(fix(place, name.to_owned()))
    }
}

impl<'d> Known<'d> {
    fn new(references: &'d References<'d>, broken: &[Broken<'_>], idle: &Idle<'d>) -> Self {
        /// Each reference is compared with each definition; nobody writes so many.
        const MOST: usize = 50_000;
        let all = references.definitions;
        let mut labels: Vec<&'d str> = all.values().map(|known| &*known.label).collect();
        labels.sort_unstable();
        let names = suggest::Names::new(labels.iter().copied());
        let idle = idle.definitions.iter().map(|(_, known)| &*known.label);
        let idle: FxHashSet<&'d str> = idle.collect();
        if broken.len() * labels.len() > MOST {
            labels.clear();
        }
        let (idle, used): (Vec<&str>, Vec<&str>) =
            labels.into_iter().partition(|label| idle.contains(label));
        let phrases = |labels: Vec<&'d str>| labels.into_iter().map(suggest::Phrase::new).collect();
        Self {
            all,
            names,
            used_labels: &references.used,
            idle: phrases(idle),
            used: phrases(used),
        }
    }

    fn meant(&self, label: &str) -> Meant<'_> {
        let plain = suggest::plain(label).and_then(|plain| self.all.get(&fold_label(&plain)));
        if let Some(definition) = plain {
            return Meant::Plain(&definition.label);
        }
        let near = self.names.meant(label);
        if let Some(&first) = near.first() {
            // Beside a label that something refers to, another may be missing: `GetStartedWJ` and `GetStarted`.
            let is_idle = || !self.used_labels.contains(&fold_label(first));
            let is_certain = near.len() == 1
                && suggest::is_slip(label, first)
                && (is_idle() || suggest::is_one_slip(label, first));
            return Meant::Near(first, is_certain);
        }
        match suggest::same(label, &self.idle, &self.used) {
            Some(suggest::Same::Likely(phrase)) => Meant::Idle(phrase.text()),
            Some(suggest::Same::Other(phrase)) => Meant::Used(phrase.text()),
            None => Meant::Nothing,
        }
    }
}

/// Where the label stands that a reference asks for; none where it is no reference after all.
fn label_range(text: &str, span: &Range<usize>, collapsed: bool) -> Option<Range<usize>> {
    /// Nobody nests so many; who does has a reference in each of them, and all lead to the last.
    const MOST_NESTED: usize = 1_000;
    let written = &text[span.clone()];
    let leading = written.bytes().take(MOST_NESTED);
    let lead = leading.take_while(|byte| b"![".contains(byte)).count();
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

/// The finding about a label that no definition has.
fn no_definition(place: Span, label: &str, folded: &str, meant: &Meant<'_>) -> Diagnostic {
    let help = match meant {
        Meant::Nothing => format!("define it: `[{label}]: target`, or write `[text](target)`"),
        Meant::Near(name, _) | Meant::Used(name) | Meant::Plain(name) => {
            format!("did you mean `{name}`?")
        }
        Meant::Idle(name) => {
            format!("did you mean `{name}`, which nothing refers to?")
        }
    };
    let message = format!("no definition of `{label}`");
    Diagnostic::new(Code::UndefinedReference, place, message, folded).with_help(help)
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
    let plain = memchr::memchr_iter(b']', bytes).filter_map(label);
    let wide = wide_labels(text).map(|label| fold_label(&text[label]));
    plain.chain(wide).collect()
}

/// The labels in the brackets of an East Asian keyboard behind words in brackets of any kind: `[words]［label］`.
fn wide_labels(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const LONGEST: usize = 1_000;
    let within = move |(open, close): (char, &'static str)| {
        let closes = memchr::memmem::find_iter(text.as_bytes(), close);
        closes.filter_map(move |at| {
            let near = text.floor_char_boundary(at.saturating_sub(LONGEST));
            let before = text[near..at].rfind(open).map(|from| near + from)?;
            let is_reference = text[..before].ends_with([']', '］', '】']);
            is_reference.then_some(before + open.len_utf8()..at)
        })
    };
    [('［', "］"), ('【', "】")].into_iter().flat_map(within)
}

/// Tells of references whose label stands in such brackets, where a definition has it.
fn in_wide_brackets(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let text = &*normalised.text;
    for range in wide_labels(text) {
        let label = &text[range.clone()];
        let Some(definition) = references.definitions.get(&fold_label(label)) else {
            continue;
        };
        let place = |range| Span::new(source, normalised.range(range));
        let bracket = '［'.len_utf8();
        let message = "this looks like a reference but is none: its square brackets are full-width";
        let replacement = format!("[{}]", definition.label);
        let whole = place(range.start - bracket..range.end + bracket);
        let finding = Diagnostic::new(Code::LinkUnparsed, place(range.clone()), message, label);
        let help = format!("write `{replacement}`");
        found.push(
            finding
                .with_help(help)
                .with_fix(Fix::unsafe_(whole, replacement)),
        );
    }
}

/// Tells of definitions nobody uses, unless a reference without definition was probably meant for them.
fn unused(
    source: SourceId,
    normalised: &Normalised<'_>,
    references: &References<'_>,
    (idle, undefined): (Idle<'_>, &Undefined),
    found: &mut Vec<Diagnostic>,
) {
    if idle.definitions.is_empty() {
        return;
    }
    let missing: BTreeSet<&str> = undefined.labels.iter().map(|label| &**label).collect();
    let names = suggest::Names::new(missing.iter().copied());
    let in_brackets = idle.mentioned.iter().map(|label| &**label);
    let in_brackets = in_brackets.filter(|label| !references.definitions.contains_key(*label));
    let in_brackets = suggest::Names::new(in_brackets);
    for (folded, Definition { label, range, .. }) in idle.definitions {
        let is_close = || is_related(folded, &missing) || !names.nearest(folded).is_empty();
        if undefined.meant.contains(folded) || !missing.is_empty() && is_close() {
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
                folded,
            )
            .with_help("remove the definition")
            .with_fix(Fix {
                // What a reference lost may be the only thing that still says where it led.
                safe: missing.is_empty() && !is_slip_of(folded, &in_brackets),
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
    in_brackets.is_spent() || near.iter().any(|text| suggest::is_slip(label, text))
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
