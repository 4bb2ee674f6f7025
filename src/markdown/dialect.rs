//! The block structure of the dialect: CommonMark's blocks, with quotes that are callouts, selectors or videos read as such.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event as Raw, LinkType, Parser, Tag as RawTag,
    TagEnd as RawEnd,
};

use super::definitions::{Definitions, definitions, meant};
use super::directive::{self, CalloutKind, Directive, Form, Keyword};
use super::event::{Event, IncludeTag, Tag, TagEnd};
use super::inline::{Inline, Run, Spanned, cut_end, slice, trim_start, undefined};
use super::lint;
use super::normalise::{Normalised, options};
use super::raw_html;
use super::references::{self, Broken, References};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceId;
use crate::span::{Span, TextRange};

/// Reads a normalised text into the dialect's events; what is wrong with it is told in `found`, if anybody asks.
pub fn events<'t>(
    source: SourceId,
    normalised: &'t Normalised<'_>,
    found: Option<&mut Vec<Diagnostic>>,
) -> Vec<Spanned<'t>> {
    let text = &*normalised.text;
    let is_judged = found.is_some();
    let mut unasked = Vec::new();
    let mut broken = Vec::new();
    // They are read before the first reference is.
    let known = OnceCell::new();
    let mut note_broken = |link: BrokenLink<'t>| {
        let meant = known.get().and_then(|known| meant(known, &link));
        if meant.is_some() || link.link_type != LinkType::Shortcut {
            broken.push(Broken::new(&link, meant.is_some()));
        }
        meant.or_else(|| undefined(text, &link))
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut note_broken));
    let definitions = known.get_or_init(|| definitions(text, &parser));
    // Which of them are used matters only to the one who is told of it.
    let none = Definitions::default();
    let mut references = References::of(if is_judged { definitions } else { &none });
    let mut reader = Reader {
        source,
        normalised,
        text,
        definitions,
        out: Vec::with_capacity(text.len() / 24),
        inner: Vec::new(),
        quotes: Vec::new(),
        found: found.unwrap_or(&mut unasked),
    };
    reader.read(parser.into_offset_iter(), &mut references);
    if is_judged {
        references::findings(source, normalised, &references, &broken, reader.found);
    }
    reader.out
}

/// What a quote of the parser stands for.
enum Quote {
    /// A quotation.
    Plain,
    /// A quote that only marks something else, such as a video.
    Transparent,
    /// A callout, with the number of events there were when it began.
    Callout { began: usize, token: TextRange },
    /// A selector, likewise.
    Selector {
        began: usize,
        dimensions: Vec<String>,
        token: TextRange,
    },
    /// A container with a class.
    Division,
}

/// The leaf block that the run belongs to.
enum Leaf {
    /// Text directly in an item of a tight list, or nothing.
    Tight,
    Paragraph,
    Heading,
    Cell,
}

/// The most events that there is room kept for: a paragraph of a million links must not stand in memory thrice.
const KEPT: usize = 1 << 14;

struct Reader<'t, 'f> {
    source: SourceId,
    normalised: &'t Normalised<'t>,
    text: &'t str,
    definitions: &'f Definitions<'t>,
    out: Vec<Spanned<'t>>,
    /// The events of the leaf block that is being read; empty between two.
    inner: Vec<Spanned<'t>>,
    quotes: Vec<Quote>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'t> Reader<'t, '_> {
    fn read(
        &mut self,
        mut parser: impl Iterator<Item = (Raw<'t>, Range<usize>)>,
        references: &mut References<'_>,
    ) {
        let mut run: Run<'t> = Vec::new();
        let mut leaf = Leaf::Tight;
        while let Some((raw, range)) = parser.next() {
            references.see(&raw, &range);
            if !is_block(&raw) {
                run.push((raw, range));
                continue;
            }
            if !run.is_empty() || is_leaf_end(&raw) {
                self.leaf(&leaf, &raw, &mut run, &range);
                run.clear();
            }
            leaf = match &raw {
                Raw::Start(RawTag::Paragraph) => Leaf::Paragraph,
                Raw::Start(RawTag::Heading { .. }) => Leaf::Heading,
                Raw::Start(RawTag::TableCell) => Leaf::Cell,
                _ => Leaf::Tight,
            };
            self.block(raw, range, &mut parser);
        }
    }

    fn block(
        &mut self,
        raw: Raw<'t>,
        range: Range<usize>,
        parser: &mut impl Iterator<Item = (Raw<'t>, Range<usize>)>,
    ) {
        match raw {
            Raw::Start(RawTag::BlockQuote(_)) => self.open_quote(range),
            Raw::End(RawEnd::BlockQuote(_)) => self.close_quote(range),
            Raw::Start(RawTag::CodeBlock(kind)) => self.code(kind, range, parser),
            Raw::Start(RawTag::HtmlBlock) => self.html(parser),
            Raw::Rule => self.push(Event::Rule, range),
            Raw::Start(tag) => {
                if let Some(tag) = container(tag) {
                    self.push(Event::Start(tag), range);
                }
            }
            Raw::End(end) => {
                if let Some(end) = container_end(end) {
                    self.push(Event::End(end), range);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, event: Event<'t>, range: Range<usize>) {
        let place = self.normalised.range(range);
        self.out.push((event, place));
    }

    fn inline(&mut self) -> Inline<'t, '_> {
        Inline {
            source: self.source,
            text: self.text,
            normalised: self.normalised,
            joints: &[],
            definitions: self.definitions,
            found: self.found,
        }
    }

    fn tell(
        &mut self,
        code: Code,
        range: TextRange,
        message: String,
        subject: &str,
    ) -> &mut Diagnostic {
        let place = Span::new(self.source, range);
        lint::push(self.found, Diagnostic::new(code, place, message, subject))
    }

    // --- leaves

    fn leaf(&mut self, leaf: &Leaf, ending: &Raw<'t>, run: &mut Run<'t>, range: &Range<usize>) {
        match (leaf, ending) {
            (Leaf::Heading, Raw::End(RawEnd::Heading(level))) => {
                self.heading(*level as u8, run, range.clone())
            }
            (Leaf::Cell, _) => {
                self.read_inner(run, 0);
                self.take_inner();
            }
            (Leaf::Paragraph, _) => self.paragraph(run, range.clone(), true),
            _ => {
                let Some(first) = run.first() else { return };
                let range = first.1.start..run.last().map_or(first.1.end, |last| last.1.end);
                self.paragraph(run, range, false);
            }
        }
    }

    /// Reads a run into `inner`.
    fn read_inner(&mut self, run: &mut Run<'t>, from: usize) {
        let mut inner = std::mem::take(&mut self.inner);
        self.inline().read(run, from, &mut inner);
        run.shrink_to(KEPT);
        self.inner = inner;
    }

    /// Adds what was read last to the events of the text.
    fn take_inner(&mut self) {
        self.out.append(&mut self.inner);
        self.inner.shrink_to(KEPT);
    }

    fn heading(&mut self, level: u8, run: &mut Run<'t>, range: Range<usize>) {
        self.read_inner(run, 0);
        words_of_tab(&mut self.inner);
        let place = self.normalised.range(range);
        let anchors = self
            .inner
            .extract_if(.., |(event, _)| matches!(event, Event::Anchor(_)))
            .filter_map(|(event, at)| match event {
                Event::Anchor(name) => Some((name, at)),
                _ => None,
            })
            .collect();
        self.out
            .push((Event::Start(Tag::Heading { level, anchors }), place));
        self.take_inner();
        self.out.push((Event::End(TagEnd::Heading(level)), place));
    }

    /// A paragraph, or the text of a tight item (`loose` false), perhaps with a directive at its start.
    fn paragraph(&mut self, run: &mut Run<'t>, range: Range<usize>, loose: bool) {
        let start = range.start + usize::from(self.text[range.clone()].starts_with("+["));
        let directive = directive::read(&self.text[start..range.end]);
        let Some(directive) = directive else {
            self.tell_later(start..range.end);
            return self.plain(run, range, loose, 0);
        };
        let (end, range_end) = (start + directive.range.end as usize, range.end);
        if let Some(stray) = directive::stray_bracket(self.text, start, &directive) {
            cut_end(run, stray.start);
        }
        match directive.keyword {
            Keyword::Callout(kind) => self.callout_paragraph(kind, &directive, run, range, start),
            Keyword::Selector | Keyword::SelectorList => {
                self.selector_paragraph(&directive, run, range, start)
            }
            Keyword::Video => self.video(&directive, run, range, start),
            Keyword::Division => self.plain(run, range, loose, end),
            Keyword::Include => {
                let before = (self.out.len(), self.found.len());
                self.plain(run, range, loose, 0);
                let mut events = self.out[before.0..].iter();
                let is_read = events.any(|(event, _)| matches!(event, Event::Include(_)));
                // What looks like a link that went wrong is told as that, a label without definition at the end.
                let line = self.text[end..range_end].lines().next().unwrap_or_default();
                if !is_read && self.found.len() == before.1 && !line.contains("][") {
                    let written = self.text[start..end].trim_end();
                    let token = self.normalised.range(start..start + written.len());
                    lint::nothing_included(Span::new(self.source, token), written, self.found);
                }
            }
            Keyword::Unknown if self.is_guessed(&directive, start) => {
                self.plain(run, range, loose, end)
            }
            // Outside quotes `[!word]` is text.
            Keyword::Unknown if directive.successor => {
                self.tell_later(start..range.end);
                self.plain(run, range, loose, 0);
            }
            Keyword::Unknown => {
                self.unknown(&directive, start);
                self.plain(run, range, loose, 0);
            }
        }
    }

    fn tell_later(&mut self, paragraph: Range<usize>) {
        let start = paragraph.start;
        let span = |length| Span::new(self.source, self.normalised.range(start..start + length));
        let finding = lint::later_directive(&self.text[paragraph], span);
        self.found.extend(finding);
    }

    /// Whether the quote around was opened, and told of, for this damaged directive.
    fn is_guessed(&self, directive: &Directive<'t>, start: usize) -> bool {
        let token = self
            .normalised
            .range(start..start + directive.range.end as usize);
        matches!(self.quotes.last(), Some(Quote::Callout { token: own, .. }) if *own == token)
    }

    /// A paragraph without directive; includes alone in it take its place, anchors alone in it need none.
    fn plain(&mut self, run: &mut Run<'t>, range: Range<usize>, loose: bool, from: usize) {
        self.read_inner(run, from);
        let is_behind_token = from > 0;
        trim_start(&mut self.inner, is_behind_token);
        if self.inner.is_empty() {
            return;
        }
        let bare = |event: &Event<'_>| match event {
            Event::Include(_) | Event::SoftBreak | Event::HardBreak | Event::Anchor(_) => true,
            Event::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        if self.inner.iter().all(|(event, _)| bare(event)) {
            let kept = self
                .inner
                .drain(..)
                .filter_map(|(event, place)| match event {
                    Event::Include(include) => Some((
                        Event::Include(IncludeTag {
                            block: true,
                            ..include
                        }),
                        place,
                    )),
                    Event::Anchor(_) => Some((event, place)),
                    _ => None,
                });
            self.out.extend(kept);
            return;
        }
        let place = self.normalised.range(range);
        if loose {
            self.out.push((Event::Start(Tag::Paragraph), place));
        }
        self.take_inner();
        if loose {
            self.out.push((Event::End(TagEnd::Paragraph), place));
        }
    }

    fn callout_paragraph(
        &mut self,
        kind: CalloutKind,
        directive: &Directive<'t>,
        run: &mut Run<'t>,
        range: Range<usize>,
        start: usize,
    ) {
        let token = self
            .normalised
            .range(start..start + directive.range.end as usize);
        let end = start + directive.range.end as usize;
        match self.quotes.last() {
            Some(Quote::Callout { token: own, .. }) if *own == token => {}
            Some(Quote::Callout { .. }) => {
                self.end_callout(token.start);
                self.quotes.pop();
                self.begin_callout(kind, directive, start);
            }
            _ => return self.callout_without_quote(kind, directive, run, range, start),
        }
        self.plain(run, range, true, end);
    }

    fn callout_without_quote(
        &mut self,
        kind: CalloutKind,
        directive: &Directive<'t>,
        run: &mut Run<'t>,
        range: Range<usize>,
        start: usize,
    ) {
        let mut end = start + directive.range.end as usize;
        let behind = &self.text[end..range.end];
        if behind.trim_start().starts_with('>') {
            end += behind.len() - behind.trim_start().len() + 1;
        }
        let token = self
            .normalised
            .range(start..start + directive.range.end as usize);
        lint::callout_without_quote(self.source, self.normalised, start, end, self.found);
        let place = TextRange::new(token.start, token.start);
        self.begin_callout(kind, directive, start);
        self.plain(run, range, true, end);
        self.quotes.pop();
        self.out.push((Event::End(TagEnd::Callout), place));
    }

    fn selector_paragraph(
        &mut self,
        directive: &Directive<'t>,
        run: &mut Run<'t>,
        range: Range<usize>,
        start: usize,
    ) {
        let inside = matches!(self.quotes.last(), Some(Quote::Selector { .. }));
        let end = start + directive.range.end as usize;
        if inside {
            return self.plain(run, range, true, end);
        }
        let token = self.normalised.range(start..end);
        self.begin_selector(directive, start, token);
        self.plain(run, range, true, end);
        self.close_quote(end..end);
    }

    fn video(
        &mut self,
        directive: &Directive<'t>,
        run: &mut Run<'t>,
        range: Range<usize>,
        start: usize,
    ) {
        let end = start + directive.range.end as usize;
        let mut id = directive.argument;
        let mut behind = end;
        if directive.form == Form::Damaged {
            self.inline().tell_damaged(start, directive, "VIDEO");
            if id.is_empty() {
                let rest = self.text[end..range.end].trim_start();
                let length = rest
                    .find(|c: char| c.is_whitespace() || c == ']')
                    .unwrap_or(rest.len());
                id = &rest[..length];
                behind = range.end;
            }
        }
        self.push(Event::Video(CowStr::Borrowed(id)), start..end);
        self.plain(run, range, true, behind);
    }

    fn unknown(&mut self, directive: &Directive<'t>, start: usize) {
        let word = start + directive.word.start as usize..start + directive.word.end as usize;
        let text = &self.text[word.clone()];
        let place = self.normalised.range(word);
        lint::unknown_directive(Span::new(self.source, place), text, self.found);
    }

    // --- quotes

    fn open_quote(&mut self, range: Range<usize>) {
        let body = quote_body(&self.text[range.clone()]).unwrap_or_default();
        let start = range.end - body.len();
        let Some(directive) = directive::read(body) else {
            self.quotes.push(Quote::Plain);
            return self.push(Event::Start(Tag::Quote), range);
        };
        let token = self
            .normalised
            .range(start..start + directive.range.end as usize);
        match directive.keyword {
            Keyword::Callout(kind) => self.begin_callout(kind, &directive, start),
            Keyword::Selector | Keyword::SelectorList => {
                self.begin_selector(&directive, start, token)
            }
            Keyword::Video => self.quotes.push(Quote::Transparent),
            Keyword::Division => self.begin_division(&directive, range, token),
            Keyword::Unknown if directive.form == Form::Damaged => {
                self.guess(&directive, body, start, token)
            }
            Keyword::Unknown | Keyword::Include => {
                if directive.keyword == Keyword::Unknown && directive.successor {
                    self.unknown(&directive, start);
                }
                self.quotes.push(Quote::Plain);
                self.push(Event::Start(Tag::Quote), range);
            }
        }
    }

    /// A damaged directive whose word nobody knows: what stands below it says what it was.
    fn guess(&mut self, directive: &Directive<'t>, body: &'t str, start: usize, token: TextRange) {
        let below = body[directive.range.end as usize..].trim_start_matches(['>', ' ', '\t', '\n']);
        let list = below.starts_with("- [") || below.starts_with("* [");
        if list {
            self.begin_selector(directive, start, token);
        } else {
            self.begin_callout(CalloutKind::Note, directive, start);
        }
    }

    fn begin_callout(&mut self, kind: CalloutKind, directive: &Directive<'t>, start: usize) {
        let token = self
            .normalised
            .range(start..start + directive.range.end as usize);
        if directive.form == Form::Damaged {
            self.inline().tell_damaged(start, directive, kind.keyword());
        }
        let title = directive.argument.trim_matches(['(', ')']).trim();
        let title = (!title.is_empty()).then_some(CowStr::Borrowed(title));
        self.out
            .push((Event::Start(Tag::Callout { kind, title }), token));
        self.quotes.push(Quote::Callout {
            began: self.out.len(),
            token,
        });
    }

    fn begin_selector(&mut self, directive: &Directive<'t>, start: usize, token: TextRange) {
        let several =
            directive.keyword == Keyword::SelectorList || directive.argument.contains('|');
        if directive.form == Form::Damaged {
            self.inline().tell_damaged(
                start,
                directive,
                if several { "SELECTOR-LIST" } else { "SELECTOR" },
            );
        }
        let dimensions = directive::dimensions(directive.argument);
        self.quotes.push(Quote::Selector {
            began: self.out.len(),
            dimensions,
            token,
        });
    }

    fn begin_division(&mut self, directive: &Directive<'t>, range: Range<usize>, token: TextRange) {
        let class = directive::attribute(directive.argument, "class").unwrap_or_default();
        if directive.form == Form::Damaged {
            let start = range.end - quote_body(&self.text[range.clone()]).map_or(0, str::len);
            self.inline().tell_damaged(start, directive, "div");
        }
        match class {
            "op_single_selector" => {
                self.quotes.push(Quote::Selector {
                    began: self.out.len(),
                    dimensions: Vec::new(),
                    token,
                });
            }
            "op_multi_selector" => {
                let titles = ["title1", "title2", "title3"].into_iter();
                let dimensions =
                    titles.filter_map(|name| directive::attribute(directive.argument, name));
                let dimensions = dimensions.map(str::to_owned).collect();
                self.quotes.push(Quote::Selector {
                    began: self.out.len(),
                    dimensions,
                    token,
                });
            }
            class => {
                self.quotes.push(Quote::Division);
                self.push(Event::Start(Tag::Division(CowStr::Borrowed(class))), range);
            }
        }
    }

    fn close_quote(&mut self, range: Range<usize>) {
        let end = self.normalised.range(range.clone()).end;
        match self.quotes.last() {
            Some(Quote::Plain) => self.push(Event::End(TagEnd::Quote), range),
            Some(Quote::Division) => self.push(Event::End(TagEnd::Division), range),
            Some(Quote::Callout { .. }) => self.end_callout(end),
            Some(Quote::Selector { .. }) => return self.end_selector(end),
            Some(Quote::Transparent) | None => {}
        }
        self.quotes.pop();
    }

    fn end_callout(&mut self, end: u32) {
        if let Some(&Quote::Callout { began, token }) = self.quotes.last()
            && self.out.len() == began
        {
            self.tell(
                Code::CalloutEmpty,
                token,
                "the callout has no text".to_owned(),
                "callout-empty",
            )
            .help = Some("write its text behind it or on the next line, or remove it".into());
        }
        self.out
            .push((Event::End(TagEnd::Callout), TextRange::new(end, end)));
    }

    /// Every link since the selector began is one of its entries; anchors and includes among them are kept behind it.
    fn end_selector(&mut self, end: u32) {
        let Some(Quote::Selector {
            began,
            dimensions,
            token,
        }) = self.quotes.pop()
        else {
            return;
        };
        let content = self.out.split_off(began);
        let closing = TextRange::new(end.max(token.end), end.max(token.end));
        let has_links = content
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Link(_))));
        if !has_links {
            self.tell(
                Code::SelectorEmpty,
                token,
                "the selector has no links".to_owned(),
                "selector-empty",
            )
            .help = Some("list the variants of the page below it, each as a link".into());
            self.out.push((Event::Start(Tag::Quote), token));
            self.out.extend(content);
            self.out.push((Event::End(TagEnd::Quote), closing));
            return;
        }
        let mut entries = Vec::with_capacity(content.len());
        let mut behind = Vec::new();
        let mut depth = 0usize;
        for (event, place) in content {
            let opens = matches!(event, Event::Start(Tag::Link(_)));
            let closes = matches!(event, Event::End(TagEnd::Link)) && depth > 0;
            depth += usize::from(opens);
            if depth > 0 {
                entries.push((event, place));
            } else if matches!(event, Event::Anchor(_) | Event::Include(_)) {
                behind.push((event, place));
            }
            depth -= usize::from(closes);
        }
        self.out
            .push((Event::Start(Tag::Selector { dimensions }), token));
        self.out.extend(entries);
        self.out.push((Event::End(TagEnd::Selector), closing));
        self.out.extend(behind);
    }

    // --- blocks of code and HTML

    fn code(
        &mut self,
        kind: CodeBlockKind<'t>,
        range: Range<usize>,
        parser: &mut impl Iterator<Item = (Raw<'t>, Range<usize>)>,
    ) {
        let mut code = CowStr::Borrowed("");
        let mut joined = String::new();
        for (raw, _) in parser.by_ref() {
            match raw {
                Raw::Text(text) if code.is_empty() && joined.is_empty() => code = text,
                Raw::Text(text) => {
                    if joined.is_empty() {
                        joined.push_str(&code);
                    }
                    joined.push_str(&text);
                }
                _ => break,
            }
        }
        if !joined.is_empty() {
            code = CowStr::from(joined);
        }
        let place = self.normalised.range(range.clone());
        let language = match kind {
            CodeBlockKind::Indented => {
                lint::directive_in_code(self.source, self.normalised, range, self.found);
                CowStr::Borrowed("")
            }
            CodeBlockKind::Fenced(info) => {
                let length = info.find(char::is_whitespace).unwrap_or(info.len());
                slice(&info, 0..length)
            }
        };
        self.out.push((Event::CodeBlock { language, code }, place));
    }

    fn html(&mut self, parser: &mut impl Iterator<Item = (Raw<'t>, Range<usize>)>) {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (raw, range) in parser.by_ref() {
            match raw {
                Raw::Html(_) | Raw::Text(_) => lines.push(range),
                _ => break,
            }
        }
        let contiguous = lines.windows(2).all(|pair| pair[0].end == pair[1].start);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        if contiguous {
            let range = first.start..last.end;
            let events = raw_html::block(&mut self.inline(), range);
            self.out.extend(events);
        } else {
            self.html_lines(&lines);
        }
    }

    /// A block of HTML in a list or quote: its lines without what stands before them.
    fn html_lines(&mut self, lines: &[Range<usize>]) {
        let mut text = String::new();
        let mut joints = Vec::with_capacity(lines.len());
        for line in lines {
            joints.push((text.len(), line.start));
            text.push_str(&self.text[line.clone()]);
        }
        let mut inline = Inline {
            source: self.source,
            text: &text,
            normalised: self.normalised,
            joints: &joints,
            definitions: self.definitions,
            found: self.found,
        };
        let events = raw_html::block(&mut inline, 0..text.len());
        self.out.extend(
            events
                .into_iter()
                .map(|(event, place)| (event.into_static(), place)),
        );
    }
}

/// Later builders make tabs of headings such as `# [Linux](#tab/linux)`. Shown one below the other, what is in them needs the
/// words as a heading, and there is nothing that the link leads to.
fn words_of_tab(heading: &mut Vec<Spanned<'_>>) {
    let is_tab = |event: &Event<'_>| match event {
        Event::Start(Tag::Link(link)) => link.target.starts_with("#tab/"),
        _ => false,
    };
    if let [(first, _), .., (Event::End(TagEnd::Link), _)] = &heading[..]
        && is_tab(first)
    {
        heading.remove(0);
        heading.pop();
    }
}

/// What stands behind the marks of a quote; none if the quote begins with another one. Looks no further than it must,
/// since each of many nested quotes asks.
fn quote_body(quote: &str) -> Option<&str> {
    let mut marks = 0;
    for (at, byte) in quote.bytes().enumerate() {
        match byte {
            b'>' if marks == 1 => return None,
            b'>' => marks = 1,
            b'\n' => marks = 0,
            b' ' | b'\t' => {}
            _ => return Some(&quote[at..]),
        }
    }
    None
}

fn is_block(raw: &Raw<'_>) -> bool {
    match raw {
        Raw::Start(tag) => !matches!(
            tag,
            RawTag::Emphasis
                | RawTag::Strong
                | RawTag::Strikethrough
                | RawTag::Superscript
                | RawTag::Subscript
                | RawTag::Link { .. }
                | RawTag::Image { .. }
        ),
        Raw::End(end) => !matches!(
            end,
            RawEnd::Emphasis
                | RawEnd::Strong
                | RawEnd::Strikethrough
                | RawEnd::Superscript
                | RawEnd::Subscript
                | RawEnd::Link
                | RawEnd::Image
        ),
        Raw::Rule => true,
        _ => false,
    }
}

fn is_leaf_end(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::End(RawEnd::Heading(_)))
}

fn container(tag: RawTag<'_>) -> Option<Tag<'_>> {
    Some(match tag {
        RawTag::List(start) => Tag::List(start),
        RawTag::Item => Tag::Item,
        RawTag::Table(alignments) => Tag::Table(alignments),
        RawTag::TableHead => Tag::TableHead,
        RawTag::TableRow => Tag::TableRow,
        RawTag::TableCell => Tag::TableCell,
        RawTag::FootnoteDefinition(label) => Tag::FootnoteDefinition(label),
        _ => return None,
    })
}

fn container_end(end: RawEnd) -> Option<TagEnd> {
    Some(match end {
        RawEnd::List(ordered) => TagEnd::List(ordered),
        RawEnd::Item => TagEnd::Item,
        RawEnd::Table => TagEnd::Table,
        RawEnd::TableHead => TagEnd::TableHead,
        RawEnd::TableRow => TagEnd::TableRow,
        RawEnd::TableCell => TagEnd::TableCell,
        RawEnd::FootnoteDefinition => TagEnd::FootnoteDefinition,
        _ => return None,
    })
}
