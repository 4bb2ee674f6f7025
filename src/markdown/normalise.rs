//! What the old reader understood and CommonMark does not, written so that a CommonMark parser reads it as it was meant.
//!
//! The text itself is never changed: the repairs are edits between the text and what the parser sees, and every offset
//! the parser gives is mapped back. Each kind of repair stands in a file of its own, whose first line says what it mends.

mod anchor_tags;
mod closing_fences;
mod broken_definitions;
mod code;
mod colons;
mod comments;
mod cursor;
mod definitions;
mod entities;
mod fences;
mod further_left;
mod headings;
mod html_lines;
mod html_rows;
mod html_tables;
mod includes;
mod interrupting;
pub(super) mod links;
mod lone_brackets;
mod marks;
mod odd_quotes;
mod open_images;
mod parentheses;
mod parted_references;
mod prose_definitions;
mod quotes;
mod spaced_definitions;
mod split_stars;
mod steps;
mod short_indents;
mod swallowed_images;
mod tables;
mod titles;
mod wide_items;
mod words;

pub use words::Words;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use pulldown_cmark::Options;
use rustc_hash::FxHashSet;

pub(super) use definitions::{definition_in, leads_nowhere};
pub(super) use links::fold_label;

use code::{CodeMap, VERBATIM};

use super::metadata::Metadata;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, mark_length};
use crate::span::{Span, TextRange, offset, slice_range};

/// The options every text of the dialect is parsed with.
///
/// Off on purpose: YAML blocks (they match mid-page rules), math (`$filter` is no formula), alerts (the dialect layer
/// reads them, together with their older forms), smart punctuation (English quotes are wrong elsewhere).
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
}

/// A text as the parser sees it, and the way back from there.
#[derive(Debug)]
pub struct Normalised<'a> {
    /// The content, without front matter, with the repairs applied.
    pub text: Cow<'a, str>,
    /// Pieces of `text` in order; empty where `text` is the original from `base` on.
    pieces: Vec<Piece>,
    /// Offset in the original of the first byte of `text` where there are no pieces.
    base: u32,
    /// The piece that was asked for last: most questions follow the text.
    near: Cell<usize>,
}

/// Where a run of the normalised text comes from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// First byte in the normalised text.
    at: u32,
    /// The byte of the original that stands there, or that inserted text stands before.
    original: u32,
    /// Whether the run was inserted, so that all of it maps to one place.
    inserted: bool,
}

impl Normalised<'_> {
    /// The offset in the original of an offset in the normalised text, and whether what stands there was inserted.
    fn original(&self, at: u32) -> (u32, bool) {
        match self.piece(at) {
            None => (self.base + at, false),
            Some(piece) if piece.inserted => (piece.original, true),
            Some(piece) => (piece.original + (at - piece.at), false),
        }
    }

    /// The piece that an offset in the normalised text stands in.
    fn piece(&self, at: u32) -> Option<Piece> {
        let holds = |index: usize| {
            self.pieces.get(index).is_some_and(|piece| piece.at <= at)
                && self.pieces.get(index + 1).is_none_or(|next| at < next.at)
        };
        let near = self.near.get();
        let index = [near, near + 1].into_iter().find(|&index| holds(index));
        let index = index.or_else(|| {
            self.pieces
                .partition_point(|piece| piece.at <= at)
                .checked_sub(1)
        })?;
        self.near.set(index);
        Some(self.pieces[index])
    }

    /// The range in the original of a range in the normalised text.
    pub fn range(&self, range: Range<usize>) -> TextRange {
        if self.pieces.is_empty() {
            return TextRange::new(
                self.base + offset(range.start),
                self.base + offset(range.end.max(range.start)),
            );
        }
        let (start, _) = self.original(offset(range.start));
        // The end belongs to the byte before it: what is inserted or cut behind that byte does not count.
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => {
                let (last, inserted) = self.original(offset(last));
                last + u32::from(!inserted)
            }
            _ => start,
        };
        TextRange::new(start, end.max(start))
    }

    /// Where `part`, which must be a slice of the normalised text, stands in the original.
    pub fn range_of(&self, part: &str) -> Option<TextRange> {
        slice_range(&self.text, part).map(|range| self.range(range))
    }
}

/// A repair: `range` of the original is read as `replacement`.
#[derive(Clone, Copy, Debug)]
pub struct Repair {
    range: TextRange,
    replacement: &'static str,
}

/// The lines of the content and what the repairs need to know of it.
struct Content<'a> {
    source: SourceId,
    text: &'a str,
    /// Offset in `text` of its first byte.
    base: u32,
    /// One for each line, without its line end; none for a line with metadata.
    lines: Vec<TextRange>,
    /// Whether there is metadata between the lines.
    has_metadata: bool,
    /// Where each `[` and each `]` stands, metadata between the lines included: most repairs begin at one.
    opens: Vec<u32>,
    closes: Vec<u32>,
    /// The lines that are definitions with a blank too many, once somebody asks.
    spaced: OnceCell<FxHashSet<usize>>,
}

impl<'a> Content<'a> {
    fn new(source: SourceId, text: &'a str, metadata: &Metadata) -> Self {
        let base = content_start(text, &metadata.cuts);
        let (opens, closes) = brackets(text, base);
        Self {
            source,
            text,
            base,
            lines: lines(text, base, &metadata.cuts),
            has_metadata: metadata.cuts.iter().any(|cut| cut.end > base),
            opens,
            closes,
            spaced: OnceCell::new(),
        }
    }

    fn line(&self, index: usize) -> &'a str {
        &self.text[self.lines[index].as_usize()]
    }

    /// The line that the byte at `at` stands in; none for metadata between the lines.
    fn line_at(&self, at: u32) -> Option<usize> {
        let line = self.lines.partition_point(|line| line.end <= at);
        let found = self.lines.get(line)?;
        (found.start <= at).then_some(line)
    }

    /// Where `words` stand, metadata between the lines included.
    fn places_of(&self, words: &'static str) -> impl Iterator<Item = u32> + 'a {
        let base = self.base;
        let places = memchr::memmem::find_iter(&self.text.as_bytes()[base as usize..], words);
        places.map(move |at| base + offset(at))
    }

    /// Places of `![`, the signs of images.
    fn signs(&self) -> impl Iterator<Item = u32> + '_ {
        let opens = self.opens.iter().copied();
        opens
            .filter_map(|open| open.checked_sub(1))
            .filter(|&at| at >= self.base && self.text.as_bytes()[at as usize] == b'!')
    }

    fn span(&self, range: TextRange) -> Span {
        Span::new(self.source, range)
    }
}

/// The repairs found so far, and what is to be said of them.
struct Repairs<'f> {
    edits: Vec<Repair>,
    found: &'f mut Vec<Diagnostic>,
}

impl Repairs<'_> {
    fn insert(&mut self, at: u32, text: &'static str) {
        self.edits.push(Repair {
            range: TextRange::new(at, at),
            replacement: text,
        });
    }

    fn cut(&mut self, range: TextRange) {
        self.edits.push(Repair {
            range,
            replacement: "",
        });
    }
}

/// The repairs that `text`, whose front matter is `metadata`, needs to be read as the old reader did; what was repaired
/// is told in `found`.
pub fn repairs(
    source: SourceId,
    text: &str,
    metadata: &Metadata,
    words: &Words,
    found: &mut Vec<Diagnostic>,
) -> Box<[Repair]> {
    let content = Content::new(source, text, metadata);
    let mut repairs = Repairs {
        edits: Vec::new(),
        found,
    };
    let candidates = Candidates {
        words: words::wanted(&content, words),
        ..Candidates::of(&content)
    };
    if candidates.any() {
        repair(&content, &candidates, &mut repairs);
    }
    repairs.edits.into()
}

/// `text` without its front matter and with its repairs.
pub fn normalise<'a>(text: &'a str, metadata: &Metadata, repairs: &[Repair]) -> Normalised<'a> {
    let base = content_start(text, &metadata.cuts);
    let mut edits = repairs.to_vec();
    edits.extend(
        metadata
            .cuts
            .iter()
            .filter(|cut| cut.end > base)
            .map(|&range| Repair {
                range,
                replacement: "",
            }),
    );
    edits.extend(line_ends(text, base));
    apply(text, base, edits)
}

/// The lines that a repair could apply to, by one look at the first byte of each line. There may be too many of them,
/// never too few.
#[derive(Default)]
struct Candidates {
    anchor_tags: Vec<usize>,
    closing_fences: Vec<usize>,
    definitions: Vec<usize>,
    broken_definitions: Vec<usize>,
    prose_definitions: Vec<usize>,
    interrupting: Vec<usize>,
    headings: Vec<usize>,
    html_lines: Vec<usize>,
    html_rows: Vec<usize>,
    html_tables: Vec<usize>,
    marks: Vec<usize>,
    quotes: Vec<usize>,
    spaced_definitions: Vec<usize>,
    short_indents: Vec<short_indents::Line>,
    steps: Vec<usize>,
    tables: Vec<usize>,
    wide_items: Vec<usize>,
    words: Vec<words::Word>,
    /// Whether a fence may lack its closer.
    fences: bool,
    /// Whether a comment may end further left than it begins.
    comments: bool,
    /// Whether there may be something between three colons.
    colons: bool,
    /// Whether a comment may lack its end.
    open_comments: bool,
    /// Whether there may be blanks within a link.
    links: bool,
    /// Whether the words of a link may lack their first bracket.
    lone_brackets: bool,
    /// Whether the words of an image may have a bracket too many.
    open_images: bool,
    /// Whether a backslash may take a parenthesis of a target from its pair.
    parentheses: bool,
    /// Whether a label may have come apart from its words.
    parted_references: bool,
    /// Whether an include may have wide or missing brackets.
    includes: bool,
    /// Whether there are blanks within the number of a character.
    entities: bool,
    /// Whether there are blanks between two asterisks.
    split_stars: bool,
    /// Whether a bracket may take the one of an image.
    swallowed_images: bool,
    /// Whether a value of an attribute may stand in the quotation marks of a language.
    odd_quotes: bool,
    /// Whether a title may stand behind a blank that does not break.
    titles: bool,
    /// The lines that are no part of a block of code or a comment, as far as fences and HTML make one.
    outside: Vec<Range<usize>>,
}

/// What the lines above say of a line.
#[derive(Default)]
struct Above<'a> {
    fences: fences::Count<'a>,
    /// Whether a comment or an element that shows its text as it is may have begun.
    verbatim: bool,
    /// Whether the line directly above belongs to HTML.
    html: bool,
    /// How far a comment is indented that goes on behind its line.
    comment: usize,
}

impl Candidates {
    fn of(content: &Content<'_>) -> Self {
        let mut candidates = Self {
            links: links::wanted(content),
            lone_brackets: lone_brackets::wanted(content),
            open_images: open_images::wanted(content),
            parentheses: parentheses::wanted(content),
            parted_references: parted_references::wanted(content),
            includes: includes::wanted(content),
            entities: entities::wanted(content),
            split_stars: split_stars::wanted(content),
            swallowed_images: swallowed_images::wanted(content),
            colons: colons::wanted(content),
            open_comments: comments::wanted(content),
            odd_quotes: odd_quotes::wanted(content),
            titles: titles::wanted(content),
            ..Self::default()
        };
        let mut above = Above {
            // What stands beside the metadata of a line is seen by nobody but the parser.
            verbatim: content.has_metadata,
            ..Above::default()
        };
        let mut item = short_indents::Item::default();
        for index in 0..content.lines.len() {
            let was_open = above.fences.is_open();
            let line = content.line(index);
            let indent = indent(line);
            if let Some(&first) = line.as_bytes().get(indent) {
                candidates.fences |= above.fences.may_end_before(line, indent);
                candidates.look(content, index, first, &mut above);
                candidates
                    .short_indents
                    .extend(item.add(content, index, indent));
                above.html |= first == b'<';
            } else {
                item.pass();
                above.html = false;
            }
            let in_fence = was_open || above.fences.is_open();
            if !in_fence && !candidates.fences && !above.verbatim {
                add_line(&mut candidates.outside, index);
            }
        }
        candidates.fences |= above.fences.is_open();
        candidates
    }

    /// Looks at a line whose first byte other than a blank is `first`.
    fn look<'a>(&mut self, content: &Content<'a>, index: usize, first: u8, above: &mut Above<'a>) {
        let line = content.line(index);
        let add = |list: &mut Vec<usize>, wanted: bool| list.extend(wanted.then_some(index));
        match first {
            b'#' => {
                add(&mut self.headings, headings::wanted(line));
                add(&mut self.anchor_tags, anchor_tags::wanted(line));
            }
            b'&' => add(&mut self.anchor_tags, anchor_tags::wanted(line)),
            b'<' => {
                add(&mut self.anchor_tags, anchor_tags::wanted(line));
                if line[indent(line)..].starts_with("<!--") {
                    above.comment = if line.contains("-->") {
                        0
                    } else {
                        indent(line)
                    };
                }
                above.verbatim |= begins_verbatim(line);
                add(&mut self.html_lines, html_lines::wanted(content, index));
                add(&mut self.html_rows, html_rows::wanted(content, index));
                add(&mut self.html_tables, html_tables::wanted(content, index));
            }
            b'[' => {
                add(&mut self.definitions, definitions::wanted(line));
                add(
                    &mut self.broken_definitions,
                    broken_definitions::wanted(line),
                );
                add(&mut self.prose_definitions, prose_definitions::wanted(line));
                add(
                    &mut self.spaced_definitions,
                    spaced_definitions::wanted(line),
                );
                add(&mut self.interrupting, interrupting::wanted(content, index));
            }
            b'`' | b'~' => {
                add(&mut self.closing_fences, closing_fences::wanted(line));
                self.fences |= above.fences.add(line) || above.html;
            }
            b'|' | b':' => add(&mut self.tables, tables::wanted(content, index)),
            b'>' => {
                let words = line.trim_start_matches([' ', '>', '\t']);
                self.fences |= above.fences.add(line);
                self.fences |= begins_item(words) && fences::in_item(words);
                add(&mut self.closing_fences, closing_fences::wanted(line));
                above.verbatim |= begins_verbatim(line);
                add(&mut self.quotes, quotes::wanted(content, index));
                add(&mut self.prose_definitions, prose_definitions::wanted(line));
            }
            b'-' | b'*' | b'+' | b'0'..=b'9' => {
                add(
                    &mut self.tables,
                    first == b'-' && tables::wanted(content, index),
                );
                add(&mut self.quotes, quotes::wanted(content, index));
                add(&mut self.wide_items, wide_items::wanted(line));
                add(&mut self.steps, steps::wanted(content, index));
                add(&mut self.prose_definitions, prose_definitions::wanted(line));
                self.fences |= fences::in_item(line);
                self.comments |= indent(line) < above.comment && line.contains("-->");
                above.verbatim |= begins_verbatim(line);
            }
            // The first bytes of blanks and marks that nobody sees.
            0xC2 | 0xE2 | 0xE3 | 0xEF => {
                add(&mut self.marks, marks::wanted(line));
                add(
                    &mut self.anchor_tags,
                    first == 0xEF && anchor_tags::wanted(line),
                );
                add(&mut self.closing_fences, closing_fences::wanted(line));
            }
            _ => {}
        }
    }

    fn any(&self) -> bool {
        let lists = [
            &self.anchor_tags,
            &self.closing_fences,
            &self.definitions,
            &self.broken_definitions,
            &self.prose_definitions,
            &self.interrupting,
            &self.headings,
            &self.html_lines,
            &self.html_rows,
            &self.html_tables,
            &self.marks,
            &self.quotes,
            &self.spaced_definitions,
            &self.steps,
            &self.tables,
            &self.wide_items,
        ];
        self.fences
            || self.comments
            || self.colons
            || self.open_comments
            || self.split_stars
            || self.swallowed_images
            || self.links
            || self.lone_brackets
            || self.open_images
            || self.parentheses
            || self.parted_references
            || self.includes
            || self.entities
            || self.odd_quotes
            || self.titles
            || !self.words.is_empty()
            || !self.short_indents.is_empty()
            || lists.iter().any(|list| !list.is_empty())
    }
}

/// Adds a line to runs of lines in order.
fn add_line(runs: &mut Vec<Range<usize>>, index: usize) {
    match runs.last_mut() {
        Some(last) if last.end == index => last.end += 1,
        _ => runs.push(index..index + 1),
    }
}

/// Whether HTML that is a comment or shows its text as it is may begin in a line and go on below it.
fn begins_verbatim(line: &str) -> bool {
    let begins = |at: usize| {
        let rest = &line.as_bytes()[at + 1..];
        match rest.first() {
            Some(b'!') => {
                let comment = rest.strip_prefix(b"!--");
                comment.is_none_or(|rest| memchr::memmem::find(rest, b"-->").is_none())
            }
            Some(b'?') => true,
            _ => VERBATIM.iter().any(|name| begins_with(rest, name)),
        }
    };
    memchr::memchr_iter(b'<', line.as_bytes()).any(begins)
}

fn repair(content: &Content<'_>, candidates: &Candidates, repairs: &mut Repairs<'_>) {
    let mut code = CodeMap::new(content, &candidates.outside, Vec::new());
    if candidates.open_comments {
        code = comments::repair(content, code, repairs);
    }
    if candidates.colons {
        code = colons::repair(content, code, repairs);
    }
    if !candidates.closing_fences.is_empty() {
        code = closing_fences::repair(content, &candidates.closing_fences, code, repairs);
    }
    if candidates.fences || candidates.comments {
        code = further_left::repair(content, code, repairs);
    }
    if !candidates.short_indents.is_empty() {
        code = short_indents::repair(content, &candidates.short_indents, code, repairs);
    }
    if !candidates.wide_items.is_empty() {
        code = wide_items::repair(content, &candidates.wide_items, code, repairs);
    }
    if candidates.fences && fences::close(content, code.open_fences(), repairs) {
        code = CodeMap::new(content, &candidates.outside, repairs.edits.clone());
    }
    marks::repair(content, &candidates.marks, &code, repairs);
    words::repair(content, &candidates.words, &code, repairs);
    let hidden = interrupting::repair(content, &candidates.interrupting, &code, repairs);
    let seen = candidates.definitions.iter().copied();
    let seen: Vec<usize> = seen.filter(|line| !hidden.contains(line)).collect();
    definitions::repair(content, &seen, &code, repairs);
    spaced_definitions::repair(content, &candidates.spaced_definitions, &code, repairs);
    broken_definitions::tell(content, &candidates.broken_definitions, &code, repairs);
    prose_definitions::repair(content, &candidates.prose_definitions, &code, repairs);
    steps::repair(content, &candidates.steps, &code, repairs);
    headings::repair(content, &candidates.headings, &code, repairs);
    anchor_tags::repair(content, &candidates.anchor_tags, &code, repairs);
    if candidates.split_stars {
        split_stars::repair(content, &code, repairs);
    }
    if candidates.swallowed_images {
        swallowed_images::repair(content, &code, repairs);
    }
    if candidates.links {
        links::repair(content, &code, repairs);
    }
    if candidates.lone_brackets {
        lone_brackets::repair(content, &code, repairs);
    }
    if candidates.open_images {
        open_images::repair(content, &code, repairs);
    }
    if candidates.parentheses {
        parentheses::repair(content, &code, repairs);
    }
    if candidates.parted_references {
        parted_references::tell(content, &code, repairs);
    }
    if candidates.includes {
        includes::repair(content, &code, repairs);
    }
    if candidates.entities {
        entities::repair(content, &code, repairs);
    }
    if candidates.odd_quotes {
        odd_quotes::repair(content, &code, repairs);
    }
    if candidates.titles {
        titles::repair(content, &code, repairs);
    }
    quotes::repair(content, &candidates.quotes, &code, repairs);
    html_lines::repair(content, &candidates.html_lines, &code, repairs);
    html_rows::repair(content, &candidates.html_rows, &code, repairs);
    html_tables::repair(content, &candidates.html_tables, &code, repairs);
    tables::repair(content, &candidates.tables, &code, repairs);
}

/// Whether a text begins with `start`, in capitals or not.
fn begins_with(text: &[u8], start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(start.as_bytes()))
}

/// Bytes of blanks before the words of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Blanks to put before a line; one that would stand further in is not moved so far.
fn blanks(count: usize) -> &'static str {
    const BLANKS: &str = "                                ";
    &BLANKS[..count.min(BLANKS.len())]
}

/// Whether the words of a line begin an item of a list.
pub fn begins_item(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let ordered = (1..=9).contains(&digits)
        && words[digits..].starts_with(['.', ')'])
        && words[digits + 1..].starts_with([' ', '\t']);
    let bullet = words.starts_with(['-', '*', '+']) && words[1..].starts_with([' ', '\t']);
    ordered || bullet
}

/// Offset of the first byte that is neither front matter nor a byte-order mark.
fn content_start(text: &str, cuts: &[TextRange]) -> u32 {
    let mark = offset(mark_length(text));
    match cuts.first() {
        Some(cut)
            if text[mark as usize..(cut.start.max(mark)) as usize]
                .trim()
                .is_empty() =>
        {
            let mut end = cut.end;
            for next in &cuts[1..] {
                if !text[end as usize..next.start as usize].trim().is_empty() {
                    break;
                }
                end = next.end;
            }
            end
        }
        _ => mark,
    }
}

/// Where the square brackets of a text stand from `base` on: those that open, and those that close.
fn brackets(text: &str, base: u32) -> (Vec<u32>, Vec<u32>) {
    let bytes = text.as_bytes();
    let (mut opens, mut closes) = (Vec::new(), Vec::new());
    for at in memchr::memchr2_iter(b'[', b']', &bytes[base as usize..]) {
        let at = base as usize + at;
        let list = if bytes[at] == b'[' {
            &mut opens
        } else {
            &mut closes
        };
        list.push(offset(at));
    }
    (opens, closes)
}

fn lines(text: &str, base: u32, cuts: &[TextRange]) -> Vec<TextRange> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 40);
    let cuts: Vec<TextRange> = cuts.iter().copied().filter(|cut| cut.end > base).collect();
    let mut start = base;
    let mut push = |start: u32, end: usize| {
        let range = TextRange::new(start, offset(end));
        if !cuts
            .iter()
            .any(|cut| cut.start < range.end && range.start < cut.end)
        {
            lines.push(range);
        }
    };
    for at in memchr::memchr2_iter(b'\n', b'\r', &bytes[base as usize..]) {
        let end = base as usize + at;
        // The `\n` of `\r\n` ends no line of its own.
        if bytes[end] == b'\r' || end == 0 || bytes[end - 1] != b'\r' {
            push(start, end);
        }
        start = offset(end + 1);
    }
    if (start as usize) < text.len() {
        push(start, text.len());
    }
    lines
}

/// `\r\n` and a lone `\r` are line ends.
fn line_ends(text: &str, base: u32) -> impl Iterator<Item = Repair> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', &bytes[base as usize..]).map(move |at| {
        let at = base as usize + at;
        let replacement = if bytes.get(at + 1) == Some(&b'\n') {
            ""
        } else {
            "\n"
        };
        Repair {
            range: TextRange::of(at..at + 1),
            replacement,
        }
    })
}

/// Applies the edits that do not meet an earlier one.
fn apply(text: &str, base: u32, mut edits: Vec<Repair>) -> Normalised<'_> {
    if edits.is_empty() {
        return Normalised {
            text: Cow::Borrowed(&text[base as usize..]),
            pieces: Vec::new(),
            base,
            near: Cell::new(0),
        };
    }
    edits.sort_by_key(|edit| edit.range);
    let mut normalised = String::with_capacity(text.len() - base as usize + edits.len() * 2);
    let mut pieces = Vec::with_capacity(edits.len() * 2);
    let mut from = base;
    for edit in edits {
        if edit.range.start < from {
            continue;
        }
        if edit.range.start > from {
            pieces.push(Piece {
                at: offset(normalised.len()),
                original: from,
                inserted: false,
            });
            normalised.push_str(&text[from as usize..edit.range.start as usize]);
        }
        if !edit.replacement.is_empty() {
            pieces.push(Piece {
                at: offset(normalised.len()),
                original: edit.range.start,
                inserted: true,
            });
            normalised.push_str(edit.replacement);
        }
        from = edit.range.end;
    }
    pieces.push(Piece {
        at: offset(normalised.len()),
        original: from,
        inserted: false,
    });
    normalised.push_str(&text[from as usize..]);
    Normalised {
        text: Cow::Owned(normalised),
        pieces,
        base,
        near: Cell::new(0),
    }
}
