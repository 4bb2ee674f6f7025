//! The inside of one paragraph, heading or cell: links, includes, anchors and raw HTML.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event as Raw, LinkType, Tag as RawTag, TagEnd as RawEnd};

use super::characters::{COLONS, is_filler};
use super::definitions::Definitions;
use super::directive::{self, Keyword};
use super::emphasis;
use super::event::{Event, IncludeTag, LinkForm, LinkTag, Tag, TagEnd};
use super::lint;
use super::normalise::{Normalised, fold_label};
use super::raw_html::HtmlState;
use super::unparsed;
use super::unread;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::SourceId;
use crate::span::{Span, TextRange, slice_range};

/// An event with its place in the original text.
pub type Spanned<'a> = (Event<'a>, TextRange);

/// A run of the parser's events within one leaf block.
pub(super) type Run<'a> = Vec<(Raw<'a>, Range<usize>)>;

/// What every inline element needs to know of the text it stands in.
pub(super) struct Inline<'x, 'c> {
    pub source: SourceId,
    /// The text that the offsets of the run point into.
    pub text: &'x str,
    pub normalised: &'c Normalised<'c>,
    /// Where `text` is put together from lines: offsets in it and in the normalised text, in order. Empty if they are equal.
    pub joints: &'c [(usize, usize)],
    /// Those of the whole text.
    pub definitions: &'c Definitions<'x>,
    pub found: &'c mut Vec<Diagnostic>,
}

impl<'x> Inline<'x, '_> {
    /// The place in the original of a range of `text`.
    pub fn place(&self, range: Range<usize>) -> TextRange {
        self.normalised
            .range(self.seen(range.start)..self.seen(range.end))
    }

    fn seen(&self, at: usize) -> usize {
        let index = self.joints.partition_point(|&(joined, _)| joined <= at);
        index
            .checked_sub(1)
            .map_or(at, |index| self.joints[index].1 + at - self.joints[index].0)
    }

    /// The place of a slice of the text, wherever in it the slice was borrowed from.
    fn place_of(&self, part: &str) -> Option<TextRange> {
        if let Some(range) = self.normalised.range_of(part) {
            return Some(range);
        }
        slice_range(self.text, part).map(|range| self.place(range))
    }

    pub fn tell(
        &mut self,
        code: Code,
        range: TextRange,
        message: String,
        subject: &str,
    ) -> &mut Diagnostic {
        let place = Span::new(self.source, range);
        lint::push(self.found, Diagnostic::new(code, place, message, subject))
    }

    /// Empties a run into `out`, which is empty, as events; what lies before `from` is left out.
    pub fn read(&mut self, run: &mut Run<'x>, from: usize, out: &mut Vec<Spanned<'x>>) {
        let before = self.found.len();
        self.find_unparsed(run);
        emphasis::pair(self.text, run);
        let mut html = HtmlState::default();
        let mut skip = from;
        let mut inside_include = 0usize;
        let mut open_undefined = Vec::new();
        let start = run.first().map_or(0, |(_, range)| range.start);
        let mut unread = Vec::new();
        // Events are large, and many: none is moved but for what is kept of it.
        for (raw, range) in run.iter_mut() {
            if inside_include > 0 {
                inside_include = match raw {
                    Raw::Start(_) => inside_include + 1,
                    Raw::End(_) => inside_include - 1,
                    _ => inside_include,
                };
                continue;
            }
            if range.start < skip && !cut(raw, range, skip) {
                continue;
            }
            if let Raw::Start(RawTag::Link { dest_url, .. }) = &raw
                && let Some(outer) = self.include_around(range, dest_url)
            {
                self.push_include(out, &outer, range, dest_url.clone());
                skip = outer.end;
                inside_include = 1;
                while unread.last().is_some_and(|&at| at >= outer.start) {
                    unread.pop();
                }
                continue;
            }
            if unread::may_begin(self.text, raw, range) {
                unread.push(range.start);
            }
            if is_undefined(raw) {
                out.push((Event::Start(Tag::Undefined), self.place(range.clone())));
                open_undefined.push(range.clone());
            } else if is_link_end(raw) && open_undefined.last() == Some(range) {
                out.push((Event::End(TagEnd::Undefined), self.place(range.clone())));
                open_undefined.pop();
            } else {
                self.push(out, &mut html, raw, range.clone());
            }
        }
        html.finish(out);
        run.clear();
        // What a paragraph begins with is told where it is read as a directive.
        unread.retain(|&at| !self.text[start..at].trim_matches(['+', ' ']).is_empty());
        if !unread.is_empty() {
            self.tell_unread(&unread, before);
        }
    }

    /// Tells of includes that are not read, in order, unless they are told of since `before` as links that are none.
    fn tell_unread(&mut self, includes: &[usize], before: usize) {
        let told = self.found[before..].iter();
        let mut told: Vec<TextRange> = told.map(Diagnostic::range).collect();
        told.sort_unstable();
        for &open in includes {
            let line = directive::line_start(&self.text[open..]);
            let place = self.place(open..open + line.len());
            let next = told.partition_point(|range| range.start < place.start);
            let is_told = told.get(next).is_some_and(|range| place.contains(*range));
            // A label without definition is told at the end.
            if !is_told && !line.contains("][") && unread::is_meant(self.text, open, line) {
                let token = self.place(open..open + unread::INCLUDE.len());
                lint::nothing_included(Span::new(self.source, token), unread::INCLUDE, self.found);
            }
        }
    }

    fn push(
        &mut self,
        out: &mut Vec<Spanned<'x>>,
        html: &mut HtmlState,
        raw: &mut Raw<'x>,
        range: Range<usize>,
    ) {
        if let Raw::InlineHtml(text) | Raw::Html(text) = raw {
            if !text.starts_with("<!--") {
                html.tag(self, take(text), range, out);
            }
            return;
        }
        // What began must end, also around an element that is left out.
        if html.is_dropping() && !matches!(raw, Raw::Start(_) | Raw::End(_)) {
            return;
        }
        let place = self.place(range.clone());
        let event = match raw {
            Raw::Text(text) | Raw::InlineMath(text) | Raw::DisplayMath(text) => {
                Event::Text(take(text))
            }
            Raw::Start(tag) => match self.start(tag, range, place) {
                Some(tag) => Event::Start(tag),
                None => return,
            },
            Raw::End(end) => match inline_end(*end) {
                Some(end) => Event::End(end),
                None => return,
            },
            Raw::Code(code) => Event::Code(take(code)),
            Raw::SoftBreak => Event::SoftBreak,
            Raw::HardBreak => Event::HardBreak,
            Raw::Rule => Event::Rule,
            Raw::FootnoteReference(label) => Event::FootnoteReference(take(label)),
            Raw::TaskListMarker(ticked) => Event::TaskMarker(*ticked),
            Raw::Html(_) | Raw::InlineHtml(_) => unreachable!("handled above"),
        };
        out.push((event, place));
    }

    fn start(
        &mut self,
        tag: &mut RawTag<'x>,
        range: Range<usize>,
        place: TextRange,
    ) -> Option<Tag<'x>> {
        Some(match tag {
            RawTag::Emphasis => Tag::Emphasis,
            RawTag::Strong => Tag::Strong,
            RawTag::Strikethrough => Tag::Strikethrough,
            RawTag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Link(self.link(*link_type, id, take(dest_url), take(title), range, place)),
            RawTag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Image(self.link(*link_type, id, take(dest_url), take(title), range, place)),
            _ => return None,
        })
    }

    fn link(
        &mut self,
        link_type: LinkType,
        label: &str,
        target: CowStr<'x>,
        title: CowStr<'x>,
        range: Range<usize>,
        place: TextRange,
    ) -> LinkTag<'x> {
        let form = match link_type {
            LinkType::Inline | LinkType::WikiLink { .. } => LinkForm::Inline,
            LinkType::Autolink | LinkType::Email => LinkForm::Autolink,
            _ => LinkForm::Reference,
        };
        let target_range = match &target {
            CowStr::Borrowed(part) if !part.is_empty() => self.place_of(part),
            _ => None,
        };
        let target_range = target_range.unwrap_or_else(|| match form {
            LinkForm::Reference => self.defined_target(label).unwrap_or(place),
            _ => self.written_target(range.clone(), place),
        });
        let target = match link_type {
            LinkType::Email => CowStr::from(format!("mailto:{target}")),
            _ => target,
        };
        if target.is_empty() && form == LinkForm::Inline {
            let words = self.text[range].to_owned();
            self.tell(
                Code::LinkEmpty,
                place,
                "the link has no target".to_owned(),
                &words,
            )
            .help = Some("write the target between the parentheses, or remove the brackets".into());
        }
        LinkTag {
            form,
            target,
            target_range,
            title,
            size: (None, None),
        }
    }

    /// The target between `](` and `)` of an inline link, where it is not literally in the text: it has escapes.
    fn written_target(&self, range: Range<usize>, place: TextRange) -> TextRange {
        let Some(at) = self.text[range.clone()].rfind("](") else {
            return place;
        };
        let start = range.start + at + 2;
        let inner = &self.text[start..range.end];
        let inner = inner.strip_suffix(')').unwrap_or(inner);
        let target = target_within(inner);
        self.place(start + target.start..start + target.end)
    }

    /// The same where the target stands in the definition of `label`.
    fn defined_target(&self, label: &str) -> Option<TextRange> {
        let definition = &self.definitions.get(&fold_label(label))?.range;
        let text = self.normalised.text.get(definition.clone())?;
        let start = text.find("]:")? + 2;
        let target = target_within(&text[start..]);
        let start = definition.start + start;
        let range = start + target.start..start + target.end;
        Some(self.normalised.range(range))
    }

    /// If the link at `range` is that of an include, the range of the whole directive.
    fn include_around(&self, range: &Range<usize>, target: &str) -> Option<Range<usize>> {
        let before = unparsed::near_before(self.text, range.start);
        let bracket = memchr::memrchr2(b'[', b'\n', before.as_bytes())?;
        if before.as_bytes()[bracket] == b'\n' {
            return None;
        }
        let open = range.start - before.len() + bracket;
        self.include_directive(open, range.start, target)?;
        let blanks = self.text[range.end..].len()
            - self.text[range.end..].trim_start_matches([' ', '\\']).len();
        let close = range.end + blanks;
        let end = close + usize::from(self.text[close..].starts_with(']'));
        // A `+` in front is left over from a diff; a `\` belongs to a damaged bracket.
        let start = open - usize::from(self.text[..open].ends_with(['+', '\\']));
        Some(start..end.max(range.end))
    }

    /// The directive at `open` whose link stands at `link`, if it is an include.
    fn include_directive(
        &self,
        open: usize,
        link: usize,
        target: &str,
    ) -> Option<directive::Directive<'x>> {
        let text: &'x str = self.text;
        let is_include = |directive: &directive::Directive<'_>| {
            let is_damaged = directive.form == directive::Form::Damaged;
            let is_named = directive.keyword == Keyword::Include
                || is_damaged && target.contains("includes/") && target.ends_with(".md");
            let between = &text[open + directive.word.end as usize..link];
            is_named && between.trim().is_empty()
        };
        let directive = directive::read(&text[open..]).filter(is_include);
        directive.or_else(|| {
            let directive = directive::read_spoilt_include(&text[open..])?;
            let is_before = open + directive.range.end as usize == link;
            (is_before && target.ends_with(".md")).then_some(directive)
        })
    }

    /// Tells of an include that is read although other readers show it as text: its brackets are escaped, its word is
    /// none of the guide's, its last bracket is missing.
    fn tell_include(
        &mut self,
        outer: &Range<usize>,
        open: usize,
        link: &Range<usize>,
        directive: &directive::Directive<'_>,
    ) {
        let mut edits = Vec::new();
        let is_escaped = self.text[outer.start..open].ends_with('\\');
        let mut edit = |inline: &Self, range: Range<usize>, words: &'static str| {
            edits.push(Edit {
                span: Span::new(inline.source, inline.place(range)),
                replacement: words.into(),
            });
        };
        let canonical = match directive.successor {
            true => "[!INCLUDE",
            false => "[AZURE.INCLUDE",
        };
        if is_escaped {
            edit(self, open - 1..open, "");
        }
        let token = &self.text[open..open + directive.range.end as usize];
        let token = open..open + token.trim_end().len();
        if directive.form == directive::Form::Damaged {
            edit(self, token.clone(), canonical);
        }
        let end = &self.text[link.end..outer.end];
        let is_open = !end.ends_with(']');
        let is_last = is_open && directive::ends_line(&self.text[outer.end..]);
        if is_open {
            edit(self, link.end..link.end, "]");
        } else if end.contains('\\') {
            edit(self, link.end..outer.end, "]");
        }
        if edits.is_empty() {
            return;
        }
        let is_token = is_escaped || directive.form == directive::Form::Damaged;
        let from = if is_escaped { open - 1 } else { open };
        let place = self.place(from..token.end);
        let written = &self.text[from..token.end];
        let message = match is_token {
            true => format!("`{written}` is read as `{canonical}`"),
            false if is_open => format!("`{written}` is read although its `]` is missing"),
            false => format!("`{written}` is read although its `]` is escaped"),
        };
        let help = match is_token {
            true => format!("write `{canonical}`; other readers show it as text"),
            false => "write `]` right behind the link; other readers show it as text".to_owned(),
        };
        let finding = self.tell(Code::DamagedDirective, place, message, "INCLUDE");
        finding.help = Some(help.into());
        finding.fix = Some(Fix {
            safe: !is_open || is_last,
            edits,
        });
    }

    fn push_include(
        &mut self,
        out: &mut Vec<Spanned<'x>>,
        outer: &Range<usize>,
        link: &Range<usize>,
        path: CowStr<'x>,
    ) {
        let place = self.place(outer.clone());
        while out.last().is_some_and(|(event, range)| {
            range.start >= place.start && matches!(event, Event::Text(_) | Event::SoftBreak)
        }) {
            out.pop();
        }
        if let Some((Event::Text(text), range)) = out.last_mut()
            && range.end > place.start
        {
            let kept = (place.start - range.start) as usize;
            *text = slice(text, 0..kept.min(text.len()));
            range.end = place.start;
        }
        let open = outer.start + self.text[outer.clone()].find('[').unwrap_or(0);
        if let Some(directive) = self.include_directive(open, link.start, &path) {
            self.tell_include(outer, open, link, &directive);
        }
        let path_range = match &path {
            CowStr::Borrowed(part) if !part.is_empty() => self.place_of(part),
            _ => None,
        };
        let path_range = path_range.unwrap_or_else(|| self.written_target(link.clone(), place));
        out.push((
            Event::Include(IncludeTag {
                path,
                path_range,
                block: false,
            }),
            place,
        ));
    }

    /// A directive that was understood although it is not written as it should be.
    pub fn tell_damaged(&mut self, at: usize, directive: &directive::Directive<'_>, keyword: &str) {
        let written = at..at + directive.range.end as usize;
        let words = self.text[written.clone()].trim_end().to_owned();
        let place = self.place(at..at + words.len());
        let argument = directive.argument;
        let canonical = match directive.keyword {
            Keyword::Division => format!("[!div {}]", directive::plain_division(argument)),
            _ if directive.successor && argument.is_empty() => format!("[!{keyword}]"),
            _ if directive.successor => format!("[!{keyword} {argument}]"),
            _ if argument.is_empty() => format!("[AZURE.{keyword}]"),
            _ if argument.starts_with(['(', '（']) => {
                format!(
                    "[AZURE.{keyword} ({})]",
                    directive::dimensions(argument).join(" | ")
                )
            }
            _ => format!("[AZURE.{keyword} {argument}]"),
        };
        let span = Span::new(self.source, place);
        let stray = directive::stray_bracket(self.text, at, directive);
        let stray = stray.map(|range| Edit {
            span: Span::new(self.source, self.place(range)),
            replacement: "".into(),
        });
        // A token that lacks its bracket has one somewhere behind; what to do with that is for a person to see.
        let fix = match words.ends_with([':', '：', '︰']) {
            true => {
                let mut fix = Fix::unsafe_(span, canonical.clone());
                fix.edits.extend(stray);
                Some(fix)
            }
            // The id of the video stands behind the token, and how far it goes is for a person to see.
            false if directive.keyword == Keyword::Video && argument.is_empty() => None,
            false => Some(Fix::safe(span, canonical.clone())),
        };
        let finding = self.tell(
            Code::DamagedDirective,
            place,
            format!("`{words}` is read as `{canonical}`"),
            keyword,
        );
        finding.help = Some(format!("write `{canonical}`; other readers show it as text").into());
        finding.fix = fix;
    }

    /// What looks like a link but is none: a blank in the target, a bracket that is not closed or is full-width.
    fn find_unparsed(&mut self, run: &Run<'x>) {
        let Some(area) = run
            .first()
            .zip(run.last())
            .map(|(first, last)| first.1.start..last.1.end)
        else {
            return;
        };
        let text = &self.text[area.clone()];
        let mut seams = unparsed::seams(text).peekable();
        if seams.peek().is_none() {
            return;
        }
        let mut covered = run
            .iter()
            .filter(|(raw, _)| {
                matches!(
                    raw,
                    Raw::Start(RawTag::Link { .. } | RawTag::Image { .. })
                        | Raw::Code(_)
                        | Raw::InlineHtml(_)
                )
            })
            .map(|(_, range)| range.clone())
            .peekable();
        for seam in seams {
            let at = area.start + seam.start;
            while covered.peek().is_some_and(|range| range.end <= at) {
                covered.next();
            }
            if covered.peek().is_none_or(|range| range.start > at) {
                self.tell_unparsed(at..area.start + seam.end);
            }
        }
    }

    fn tell_unparsed(&mut self, seam: Range<usize>) {
        let Some(link) = unparsed::read(self.text, seam) else {
            return;
        };
        let place = |range| Span::new(self.source, self.place(range));
        let finding = link.finding(self.text, place);
        self.found.push(finding);
    }
}

/// The target of a reference without a definition, which no text can hold: the parser reads it as another character.
const UNDEFINED: &str = "\0";

fn is_undefined(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::Start(RawTag::Link { dest_url, .. } | RawTag::Image { dest_url, .. })
        if &**dest_url == UNDEFINED)
}

const fn is_link_end(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::End(RawEnd::Link | RawEnd::Image))
}

/// What the parser is to take for the target and title of a reference without a definition, so that its words are shown:
/// nobody writes `[words][]` for anything else. None where it would take something from a link: within other brackets,
/// and where the last two are the words of the next, as in `[words][](target)`.
pub(super) fn undefined(
    text: &str,
    link: &BrokenLink<'_>,
) -> Option<(CowStr<'static>, CowStr<'static>)> {
    // The place of a collapsed one is that of its words and their brackets.
    let has_words = link.link_type == LinkType::Collapsed && link.span.len() > "![]".len();
    let behind = text[link.span.end..].trim_start_matches("[]");
    let takes_words = behind.starts_with(['(', '[']);
    (has_words && !takes_words && !is_bracketed(&text[..link.span.start]))
        .then(|| (UNDEFINED.into(), "".into()))
}

/// Whether a bracket is open behind `before`, in the same paragraph and not far away: many references may ask.
fn is_bracketed(before: &str) -> bool {
    const NEAR: usize = 300;
    let mut closed = 0usize;
    let mut behind = b' ';
    for &byte in before.as_bytes().iter().rev().take(NEAR) {
        match byte {
            b']' => closed += 1,
            b'[' if closed == 0 => return true,
            b'[' => closed -= 1,
            b'\n' if behind == b'\n' => return false,
            _ => {}
        }
        behind = byte;
    }
    false
}

/// The target in what stands before a title, if there is one: `target` or `<target>`, perhaps on the next line of a quote.
fn target_within(text: &str) -> Range<usize> {
    let words = text.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let start = text.len() - words.len();
    if let Some(words) = words.strip_prefix('<') {
        let length = words.find('>').unwrap_or(words.len());
        return start + 1..start + 1 + length;
    }
    let length = words.find(char::is_whitespace).unwrap_or(words.len());
    start..start + length
}

/// Takes a string out of an event of which nothing else is wanted.
const fn take<'x>(text: &mut CowStr<'x>) -> CowStr<'x> {
    std::mem::replace(text, CowStr::Borrowed(""))
}

/// Cuts an event that begins before `from` to what lies behind it; false if that is nothing.
fn cut(raw: &mut Raw<'_>, range: &mut Range<usize>, from: usize) -> bool {
    // Ends of containers that begin behind `from` have the container's range; others are covered with their text.
    if range.end <= from {
        return false;
    }
    if let Raw::Text(text) = raw
        && text.len() == range.len()
    {
        *text = slice(text, from - range.start..text.len());
        range.start = from;
    }
    true
}

/// Takes what stands from `end` on from the words at the end of a run.
pub(super) fn cut_end(run: &mut Run<'_>, end: usize) {
    while let Some((Raw::Text(words), range)) = run.last_mut()
        && range.end > end
        && words.len() == range.len()
    {
        if range.start < end {
            *words = slice(words, 0..end - range.start);
            range.end = end;
            return;
        }
        run.pop();
    }
}

/// A part of a string of the text, still borrowed where the whole is.
pub(super) fn slice<'x>(text: &CowStr<'x>, range: Range<usize>) -> CowStr<'x> {
    match text {
        CowStr::Borrowed(part) => CowStr::Borrowed(&part[range]),
        other => CowStr::from(other[range].to_owned()),
    }
}

fn inline_end(end: RawEnd) -> Option<TagEnd> {
    Some(match end {
        RawEnd::Emphasis => TagEnd::Emphasis,
        RawEnd::Strong => TagEnd::Strong,
        RawEnd::Strikethrough => TagEnd::Strikethrough,
        RawEnd::Link => TagEnd::Link,
        RawEnd::Image => TagEnd::Image,
        _ => return None,
    })
}
/// Drops blanks and line breaks at the start, and behind a directive's token the colon that belongs to it, also where
/// French sets a blank before it that does not break.
pub(super) fn trim_start(events: &mut Vec<Spanned<'_>>, is_behind_token: bool) {
    let blank = |event: &Event<'_>| match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    let count = events.iter().take_while(|(event, _)| blank(event)).count();
    events.drain(..count);
    let Some((Event::Text(text), place)) = events.first_mut() else {
        return;
    };
    let is_led = is_behind_token && count == 0;
    let has_colon = is_led && text.trim_start().starts_with(COLONS);
    if !has_colon && !text.starts_with([' ', '\t']) {
        return;
    }
    let kept = text.trim_start_matches(|c| is_filler(c) || is_led && COLONS.contains(&c));
    let cut = text.len() - kept.len();
    // A blank that a repair put in has no place of its own in the text.
    let written = (place.len() as usize)
        .saturating_sub(text.len() - cut)
        .min(cut);
    place.start += crate::span::offset(written);
    *text = slice(text, cut..text.len());
}
