//! HTML in a text, tag by tag: anchors become anchors, links links, allowed elements are kept, the rest becomes text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event as Raw, Parser};
use rustc_hash::FxHashMap;

use super::definitions::meant;
use super::event::{Event, HtmlTag, LinkForm, LinkTag, Tag, TagEnd};
use super::html::{self, RawTag, Verdict};
use super::inline::{Inline, Spanned, slice, undefined};
use super::normalise::options;
use crate::diagnostic::Code;
use crate::span::TextRange;

/// What is open while tags are read.
#[derive(Default)]
pub(super) struct HtmlState {
    /// For each open `<a>`: whether it is a link, or only named a place.
    anchors: Vec<bool>,
    /// The element whose content is being dropped.
    dropping: Option<&'static str>,
    /// The element whose content is no Markdown.
    verbatim: Option<&'static str>,
    /// Placeholders of a translation engine that are told and not closed yet, and how many of each.
    placeholders: FxHashMap<String, u32>,
}

impl HtmlState {
    pub fn is_dropping(&self) -> bool {
        self.dropping.is_some()
    }

    /// Closes links that the writer left open.
    pub fn finish(&mut self, out: &mut Vec<Spanned<'_>>) {
        while let Some(is_link) = self.anchors.pop() {
            let end = out.last().map_or(0, |(_, range)| range.end);
            if is_link {
                out.push((Event::End(TagEnd::Link), TextRange::new(end, end)));
            }
        }
    }

    /// Reads the tag `text`, which stands at `range`.
    pub fn tag<'x>(
        &mut self,
        inline: &mut Inline<'x, '_>,
        text: CowStr<'x>,
        range: Range<usize>,
        out: &mut Vec<Spanned<'x>>,
    ) {
        let place = inline.place(range.clone());
        let Some(tag) = html::tag(&text) else {
            if !text.starts_with("<!") && !text.starts_with("<?") {
                out.push((Event::Text(text), place));
            }
            return;
        };
        if let Some(name) = self.dropping {
            if tag.closing && tag.name.eq_ignore_ascii_case(name) {
                self.dropping = None;
            }
            return;
        }
        match html::verdict(tag.name) {
            Verdict::Allowed("a") => self.anchor(inline, &tag, &text, range, out),
            Verdict::Allowed("img") if !tag.closing => image(inline, &tag, &text, range, out),
            Verdict::Allowed(name) => self.element(inline, name, &tag, &text, range, out),
            Verdict::Dropped(name) => {
                let rest = inline.text[range.end..].to_ascii_lowercase_prefix(20_000);
                if !tag.closing && !tag.self_closing && rest.contains(&format!("</{name}")) {
                    self.dropping = Some(name);
                }
                if !tag.closing {
                    tell_disallowed(inline, place, tag.name, LEFT_OUT);
                }
            }
            Verdict::Unknown => {
                self.tell_unknown(inline, place, &tag);
                out.push((Event::Text(text), place));
            }
        }
    }

    fn tell_unknown(&mut self, inline: &mut Inline<'_, '_>, place: TextRange, tag: &RawTag<'_>) {
        let name = tag.name;
        if !html::is_placeholder(name) {
            if !tag.closing {
                tell_disallowed(inline, place, name, "is shown as text");
            }
            return;
        }
        let open = self.placeholders.entry(name.to_ascii_lowercase());
        let open = open.or_default();
        match tag.closing {
            // Both tags of a pair are one mistake.
            true if *open > 0 => return *open -= 1,
            true => {}
            false => *open += 1,
        }
        let slash = if tag.closing { "/" } else { "" };
        let message =
            format!("`<{slash}{name}>` is a placeholder that a translation engine left behind");
        let finding = inline.tell(Code::TranslationPlaceholder, place, message, name);
        finding.help = Some("put back what the source text has here".into());
    }

    fn anchor<'x>(
        &mut self,
        inline: &mut Inline<'x, '_>,
        tag: &RawTag<'_>,
        text: &CowStr<'x>,
        range: Range<usize>,
        out: &mut Vec<Spanned<'x>>,
    ) {
        let place = inline.place(range.clone());
        if tag.closing {
            if self.anchors.pop() == Some(true) {
                out.push((Event::End(TagEnd::Link), place));
            }
            return;
        }
        if let Some((name, at)) = named(inline, tag, text, &range) {
            out.push((Event::Anchor(name), at));
        }
        let href = value(inline, tag, text, &range, "href");
        // `<a href="x">` also closes a link that is still open: links do not nest.
        if href.is_some() && self.anchors.last() == Some(&true) {
            self.anchors.pop();
            out.push((
                Event::End(TagEnd::Link),
                TextRange::new(place.start, place.start),
            ));
        }
        if let Some((target, target_range)) = &href {
            let title = value(inline, tag, text, &range, "title")
                .map_or(CowStr::Borrowed(""), |(title, _)| title);
            let link = LinkTag {
                form: LinkForm::Html,
                target: target.clone(),
                target_range: *target_range,
                title,
                size: (None, None),
            };
            out.push((Event::Start(Tag::Link(link)), place));
        }
        if !tag.self_closing {
            self.anchors.push(href.is_some());
        } else if href.is_some() {
            out.push((Event::End(TagEnd::Link), place));
        }
    }

    fn element<'x>(
        &mut self,
        inline: &mut Inline<'x, '_>,
        name: &'static str,
        tag: &RawTag<'_>,
        text: &CowStr<'x>,
        range: Range<usize>,
        out: &mut Vec<Spanned<'x>>,
    ) {
        let place = inline.place(range.clone());
        let void = html::VOID.contains(&name);
        if tag.closing && !void {
            if self.verbatim == Some(name) {
                self.verbatim = None;
            }
            out.push((Event::HtmlClose(name), place));
            return;
        }
        // Browsers read `</br>` as `<br>`, and writers mean it.
        let attributes = tag.attributes.iter().filter_map(|(attribute, raw, at)| {
            let known = html::attribute(attribute)
                .filter(|known| !matches!(*known, "href" | "src" | "id" | "name"))?;
            Some((known, text_of(text, raw, *at)))
        });
        let attributes = attributes.collect();
        let anchor = named(inline, tag, text, &range);
        out.push((
            Event::HtmlOpen(HtmlTag {
                name,
                attributes,
                anchor,
            }),
            place,
        ));
        if tag.self_closing && !void {
            out.push((Event::HtmlClose(name), place));
        } else if html::VERBATIM.contains(&name) {
            self.verbatim = Some(name);
        }
    }
}

trait LowercasePrefix {
    fn to_ascii_lowercase_prefix(&self, bytes: usize) -> String;
}

impl LowercasePrefix for str {
    /// The beginning of a text in lower case; bounded, so that a page full of such tags stays linear.
    fn to_ascii_lowercase_prefix(&self, bytes: usize) -> String {
        let mut end = bytes.min(self.len());
        while !self.is_char_boundary(end) {
            end -= 1;
        }
        self[..end].to_ascii_lowercase()
    }
}

fn text_of<'x>(text: &CowStr<'x>, raw: &str, at: TextRange) -> CowStr<'x> {
    match html::unescape(raw) {
        Cow::Borrowed(_) => slice(text, at.as_usize()),
        Cow::Owned(value) => CowStr::from(value),
    }
}

fn value<'x>(
    inline: &Inline<'x, '_>,
    tag: &RawTag<'_>,
    text: &CowStr<'x>,
    range: &Range<usize>,
    name: &str,
) -> Option<(CowStr<'x>, TextRange)> {
    let (_, raw, at) = tag
        .attributes
        .iter()
        .find(|(attribute, ..)| attribute.eq_ignore_ascii_case(name))?;
    let place = |at: u32| range.start + written_at(text, &inline.text[range.clone()], at as usize);
    Some((
        text_of(text, raw, *at),
        inline.place(place(at.start)..place(at.end)),
    ))
}

/// Where in `written` an offset of `text` stands, which is the same without what a list or a quote puts before its lines.
fn written_at(text: &str, written: &str, at: usize) -> usize {
    if text.len() == written.len() {
        return at;
    }
    let mut lines = written.split_inclusive('\n');
    let above = text[..at].matches('\n').count();
    let start: usize = lines.by_ref().take(above).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end_matches('\n');
    // Seen from the end of its line, everything is where it was.
    let behind = text[at..].find('\n').unwrap_or(text.len() - at);
    start + line.len().saturating_sub(behind)
}

/// The place that a tag names by `id` or `name`.
fn named<'x>(
    inline: &Inline<'x, '_>,
    tag: &RawTag<'_>,
    text: &CowStr<'x>,
    range: &Range<usize>,
) -> Option<(CowStr<'x>, TextRange)> {
    let by =
        |name| value(inline, tag, text, range, name).filter(|(value, _)| !value.trim().is_empty());
    by("name").or_else(|| by("id"))
}

fn image<'x>(
    inline: &mut Inline<'x, '_>,
    tag: &RawTag<'_>,
    text: &CowStr<'x>,
    range: Range<usize>,
    out: &mut Vec<Spanned<'x>>,
) {
    let place = inline.place(range.clone());
    let Some((target, target_range)) = value(inline, tag, text, &range, "src") else {
        return;
    };
    let number = |name| {
        value(inline, tag, text, &range, name).and_then(|(value, _)| value.trim().parse().ok())
    };
    let title =
        value(inline, tag, text, &range, "title").map_or(CowStr::Borrowed(""), |(title, _)| title);
    let size = (number("width"), number("height"));
    let link = LinkTag {
        form: LinkForm::Html,
        target,
        target_range,
        title,
        size,
    };
    out.push((Event::Start(Tag::Image(link)), place));
    if let Some((alternative, at)) = value(inline, tag, text, &range, "alt") {
        out.push((Event::Text(alternative), at));
    }
    out.push((Event::End(TagEnd::Image), place));
}

/// What becomes of elements that no page may have.
const LEFT_OUT: &str = "is left out of the page";

fn tell_disallowed(inline: &mut Inline<'_, '_>, place: TextRange, name: &str, what: &str) {
    inline
        .tell(
            Code::DisallowedHtml,
            place,
            format!("`<{name}>` {what}"),
            name,
        )
        .help = Some(match what {
        LEFT_OUT => "write code in a code block, and a film as `> [AZURE.VIDEO id]`".into(),
        _ => "write a placeholder as code, `` `<name>` ``, and use Markdown where it can say the same".into(),
    });
}

/// Reads a block of raw HTML; text between its tags is Markdown within a line, save in elements where it is none.
pub(super) fn block<'x>(inline: &mut Inline<'x, '_>, range: Range<usize>) -> Vec<Spanned<'x>> {
    let mut out = Vec::new();
    let mut state = HtmlState::default();
    let mut at = range.start;
    while at < range.end {
        let rest = &inline.text[at..range.end];
        if !rest.starts_with('<') {
            let length = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            text(inline, &mut state, at..at + length, &mut out);
            at += length;
            continue;
        }
        at += markup(inline, &mut state, at, rest, &mut out);
    }
    state.finish(&mut out);
    out
}

/// Reads what begins with `<` at `at`: a comment, a declaration, a tag, or a sign that means nothing. Gives its length.
fn markup<'x>(
    inline: &mut Inline<'x, '_>,
    state: &mut HtmlState,
    at: usize,
    rest: &'x str,
    out: &mut Vec<Spanned<'x>>,
) -> usize {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(rest.len(), |end| end + 7);
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return rest.find('>').map_or(rest.len(), |end| end + 1);
    }
    let Some(length) = html::tag(rest).map(|tag| tag.length) else {
        if !state.is_dropping() {
            out.push((
                Event::Text(CowStr::Borrowed(&rest[..1])),
                inline.place(at..at + 1),
            ));
        }
        return 1;
    };
    state.tag(
        inline,
        CowStr::Borrowed(&rest[..length]),
        at..at + length,
        out,
    );
    length
}

fn text<'x>(
    inline: &mut Inline<'x, '_>,
    state: &mut HtmlState,
    range: Range<usize>,
    out: &mut Vec<Spanned<'x>>,
) {
    if state.is_dropping() {
        return;
    }
    let text = &inline.text[range.clone()];
    let plain = !text
        .bytes()
        .any(|byte| matches!(byte, b'*' | b'_' | b'[' | b'!' | b'`' | b'&' | b'\\'));
    if state.verbatim.is_some() || plain || text.trim().is_empty() {
        let place = inline.place(range);
        let event = match html::unescape(text) {
            Cow::Borrowed(_) => CowStr::Borrowed(text),
            Cow::Owned(text) => CowStr::from(text),
        };
        out.push((Event::Text(event), place));
        return;
    }
    let words = text.trim_start();
    let start = range.end - words.len();
    if start > range.start {
        out.push((Event::SoftBreak, inline.place(range.start..start)));
    }
    out.extend(markdown(inline, start..range.end));
    if words.ends_with(char::is_whitespace) {
        out.push((Event::SoftBreak, inline.place(range.end..range.end)));
    }
}

/// The inline elements of a piece of text; block structure in it is left aside.
fn markdown<'x>(inline: &mut Inline<'x, '_>, range: Range<usize>) -> Vec<Spanned<'x>> {
    let text = &inline.text[range.clone()];
    let definitions = inline.definitions;
    let mut lookup =
        |link: BrokenLink<'_>| meant(definitions, &link).or_else(|| undefined(text, &link));
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut lookup));
    let mut run = parser
        .into_offset_iter()
        .filter(|(raw, _)| {
            !matches!(raw, Raw::Start(tag) if is_block(tag))
                && !matches!(raw, Raw::End(end) if is_block_end(*end))
        })
        .map(|(raw, at)| (raw, range.start + at.start..range.start + at.end))
        .collect();
    let mut events = Vec::new();
    inline.read(&mut run, range.start, &mut events);
    events
}

fn is_block(tag: &pulldown_cmark::Tag<'_>) -> bool {
    use pulldown_cmark::Tag as T;
    !matches!(
        tag,
        T::Emphasis | T::Strong | T::Strikethrough | T::Link { .. } | T::Image { .. }
    )
}

fn is_block_end(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd as T;
    !matches!(
        end,
        T::Emphasis | T::Strong | T::Strikethrough | T::Link | T::Image
    )
}
