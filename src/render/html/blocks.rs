//! Markdown's containers and blocks as HTML.

use std::fmt::Write;

use pulldown_cmark::Alignment;

use super::{Kind, Open, Writer};
use crate::diagnostic::Code;
use crate::escape;
use crate::highlight;
use crate::markdown::directive::CalloutKind;
use crate::markdown::event::{Tag, TagEnd};
use crate::site::anchors::heading_id;
use crate::site::compose::Step;
use crate::site::include::IncludeProblem;
use crate::site::links;

/// Classes of the successor dialect's containers that are let through.
const DIVISIONS: &[&str] = &[
    "checklist",
    "nextstepaction",
    "mx-tdBreakAll",
    "mx-tdCol2BreakAll",
];

/// The heading that is open.
pub(super) struct Heading {
    id: String,
    text: String,
    /// Level that is written.
    level: u8,
    /// Where it begins in what is written.
    start: usize,
    /// Where its words begin.
    words: usize,
    /// Whether a writer gave it its anchor.
    anchored: bool,
    form: Form,
}

/// How a heading is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The page's own, kept apart.
    Title,
    /// With a link to itself.
    Linked,
    /// Alone.
    Plain,
    /// Among words, where no heading may stand.
    Words,
}

impl Form {
    /// What opens a heading of this form and level, up to its attributes.
    fn opening(self, level: u8) -> &'static str {
        match self {
            Self::Words => "<strong",
            Self::Linked => {
                ["<div class=\"heading\"><h2", "<div class=\"heading\"><h3"][usize::from(level) - 2]
            }
            Self::Title | Self::Plain => {
                ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"][usize::from(level) - 1]
            }
        }
    }
}

/// The table that is open.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the content of the open cell begins.
    cell: usize,
}

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: &Tag<'_>, step: Step<'_>) {
        let kind = Kind::Tag(tag.to_end());
        match tag {
            Tag::Paragraph => self.begin(kind, "<p>", "</p>"),
            Tag::Heading { level, anchors } => {
                self.begin_heading(*level, step);
                let others = anchors.iter().skip(1);
                others.for_each(|(name, _)| self.anchor(name));
            }
            Tag::Quote => self.begin(kind, "<blockquote>", "</blockquote>"),
            Tag::Callout {
                kind: callout,
                title,
            } => {
                self.begin_callout(*callout, title.as_deref());
            }
            Tag::Selector { dimensions } => self.begin_selector(dimensions),
            Tag::Division(class) => {
                let class = DIVISIONS.iter().find(|known| **known == &**class);
                self.begin(kind, "<div", "</div>");
                if let Some(class) = class {
                    self.attribute("class", class);
                }
                self.out.push('>');
            }
            Tag::List(None) => self.begin(kind, "<ul>", "</ul>"),
            Tag::List(Some(1)) => self.begin(kind, "<ol>", "</ol>"),
            Tag::List(Some(first)) => {
                self.begin(kind, "<ol", "</ol>");
                let _ = write!(self.out, " start=\"{first}\">");
            }
            Tag::Item => self.begin(kind, "<li>", "</li>"),
            Tag::Table(alignments) => self.begin_table(alignments),
            Tag::TableHead => self.begin_row("<thead><tr>", "</tr></thead><tbody>", true),
            Tag::TableRow => self.begin_row("<tr>", "</tr>", false),
            Tag::TableCell => self.begin_cell(),
            Tag::Emphasis => self.push(kind, "<em>", "</em>"),
            Tag::Strong => self.push(kind, "<strong>", "</strong>"),
            Tag::Strikethrough => self.push(kind, "<del>", "</del>"),
            Tag::Link(link) => self.begin_link(link, step),
            Tag::Image(link) => self.begin_image(link, step),
            Tag::Undefined => {
                self.push(kind, "", "</span>");
                self.begin_broken(Code::UndefinedReference);
            }
            Tag::FootnoteDefinition(label) => self.begin_footnote(step.reading, label),
        }
    }

    /// What follows from the end of a container, after what ends it was written.
    pub(super) fn ended(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Quote => self.end_quote(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.table = None,
            TagEnd::Link => self.end_link(),
            TagEnd::Selector => self.selector = None,
            TagEnd::FootnoteDefinition => self.end_footnote(),
            _ => {}
        }
    }

    /// Begins a container that is a block.
    fn begin(&mut self, kind: Kind, open: &str, close: &'static str) {
        self.end_before("div");
        self.push(kind, open, close);
    }

    /// Writes a block that holds nothing.
    pub(super) fn block(&mut self, html: &str, text: &str) {
        self.end_before("div");
        self.out.push_str(html);
        self.outline.text(text);
        self.outline.blank();
        self.end_line();
    }

    // --- headings

    fn begin_heading(&mut self, level: u8, step: Step<'_>) {
        let document = self.setting.inputs.document(step.source);
        let known = &document.headings[step.index];
        let (first, count) = known.anchors;
        let anchor = (count > 0).then(|| &*document.anchors[first as usize].name);
        let id = heading_id(&mut self.ids, anchor, &known.slug).into_owned();
        let in_list = known.in_list
            || self
                .open
                .iter()
                .any(|open| open.kind == Kind::Tag(TagEnd::Item));
        let form = self.form_of_heading(level, in_list);
        // There is one heading of the first level, and it is the page's own.
        let level = if form == Form::Title { 1 } else { level.max(2) };
        if form != Form::Words {
            self.end_before("div");
        }
        if !in_list && form != Form::Words && !known.text.trim().is_empty() {
            self.outline.heading(&id, &known.text, level);
            self.outline.entry(&id, &known.text, level);
        }
        let start = self.out.len();
        let end = TagEnd::Heading(level_of(step));
        let close = if form == Form::Words { "</strong>" } else { "" };
        self.push(Kind::Tag(end), form.opening(level), close);
        self.attribute("id", &id);
        self.out.push('>');
        let text = known.text.to_string();
        self.heading = Some(Heading {
            id,
            text,
            level,
            start,
            words: self.out.len(),
            anchored: count > 0,
            form,
        });
    }

    /// How a heading is written that begins here.
    fn form_of_heading(&self, level: u8, in_list: bool) -> Form {
        match (self.container(), level) {
            (Some(TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Heading(_)), _) => Form::Words,
            (Some(end), _) if end.is_inline() => Form::Words,
            (None, 1) if self.title.is_none() => Form::Title,
            (_, 1..=3) if !in_list => Form::Linked,
            _ => Form::Plain,
        }
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        if self.is_empty(&heading) {
            return self.take_back(&heading);
        }
        let Heading {
            id,
            text,
            level,
            start,
            form,
            ..
        } = heading;
        if form == Form::Words {
            return;
        }
        let _ = write!(self.out, "</h{level}>");
        if form == Form::Linked {
            let (before, behind) = &self.setting.messages.heading_link;
            self.out.push_str("<a class=\"anchor\" href=\"#");
            escape::attribute(&crate::site::urls::Urls::fragment(&id), &mut self.out);
            self.out.push_str("\" aria-label=\"");
            for part in [before, &text, behind] {
                escape::attribute(part, &mut self.out);
            }
            self.out.push_str("\"></a></div>");
        }
        if form == Form::Title {
            self.title = Some(self.out.split_off(start));
        }
    }

    /// Whether nothing but anchors stands in a heading.
    fn is_empty(&self, heading: &Heading) -> bool {
        if !heading.text.trim().is_empty() {
            return false;
        }
        let Some(written) = self.out.get(heading.words..) else {
            return false;
        };
        let mut rest = written.trim_end_matches("</strong>").trim();
        while let Some(anchor) = rest.strip_prefix("<a id=\"") {
            let Some(end) = anchor.find("></a>") else {
                return false;
            };
            rest = anchor[end + "></a>".len()..].trim_start();
        }
        rest.is_empty()
    }

    /// Leaves only the anchors of a heading without words.
    fn take_back(&mut self, heading: &Heading) {
        let anchors = self.out.split_off(heading.words);
        self.out.truncate(heading.start);
        if heading.anchored {
            self.out.push_str("<a");
            self.attribute("id", &heading.id);
            self.out.push_str("></a>");
        }
        self.out
            .push_str(anchors.trim_end_matches("</strong>").trim());
    }

    // --- callouts, selectors

    /// A quote around nothing but callouts is none: a writer who quotes an include of one wants the callout.
    fn end_quote(&mut self) {
        const OPEN: &str = "<blockquote>";
        const CLOSE: &str = "</aside></blockquote>";
        // Of quotes within quotes only the outermost is looked at: each would read all of its content once more.
        let is_within = |open: &Open| open.kind == Kind::Tag(TagEnd::Quote);
        if !self.out.ends_with(CLOSE) || self.open.iter().any(is_within) {
            return;
        }
        let end = self.out.len() - "</blockquote>".len();
        let Some(start) = self.out.rfind(OPEN) else {
            return;
        };
        if are_callouts(&self.out[start + OPEN.len()..end]) {
            self.out.truncate(end);
            self.out.replace_range(start..start + OPEN.len(), "");
        }
    }

    fn begin_callout(&mut self, kind: CalloutKind, title: Option<&str>) {
        let ours = self.setting.messages.callout(kind);
        self.begin(
            Kind::Tag(TagEnd::Callout),
            "<aside class=\"callout ",
            "</aside>",
        );
        self.out.push_str(kind.as_str());
        self.out.push_str("\" role=\"note\"");
        self.attribute("aria-label", title.unwrap_or(ours));
        self.out.push_str("><p class=\"callout-title\">");
        match title {
            Some(title) => escape::text(title, &mut self.out),
            None => self.message(ours),
        }
        self.out.push_str("</p>");
    }

    /// Writes words of the theme, which are marked within a text of another language. `bdi` keeps their direction from
    /// moving what stands around them.
    fn message(&mut self, words: &str) {
        let is_foreign = self.are_messages_foreign();
        if is_foreign {
            self.out.push_str("<bdi");
            self.attribute("lang", self.setting.messages.language);
            self.out.push('>');
        }
        escape::text(words, &mut self.out);
        if is_foreign {
            self.out.push_str("</bdi>");
        }
    }

    /// Writes the name of an element that has no words of its own, and marks their language like that of others.
    pub(super) fn name(&mut self, words: &str) {
        if self.are_messages_foreign() {
            self.attribute("lang", self.setting.messages.language);
        }
        self.attribute("aria-label", words);
    }

    /// Whether the words of the theme are of another language than the text.
    fn are_messages_foreign(&self) -> bool {
        let source = self.setting.inputs.source(self.page.source);
        let text = &self.setting.inputs.locales.get(source.name.locale).tag;
        let language = |tag: &'_ str| tag.split('-').next().map(str::to_ascii_lowercase);
        language(text) != language(self.setting.messages.language)
    }

    fn begin_selector(&mut self, dimensions: &[String]) {
        let messages = self.setting.messages;
        self.begin(
            Kind::Tag(TagEnd::Selector),
            "<nav class=\"selector\"",
            "</ul></nav>",
        );
        self.attribute("aria-label", &messages.selector);
        let two_way = dimensions.len() == 2;
        if two_way {
            self.attribute("data-first", &dimensions[0]);
            self.attribute("data-second", &dimensions[1]);
        }
        self.out.push_str("><ul>");
        self.selector = Some(super::links::SelectorState::new(two_way));
    }

    // --- tables

    fn begin_table(&mut self, alignments: &[Alignment]) {
        self.end_before("div");
        self.begin_table_frame();
        self.push(
            Kind::Tag(TagEnd::Table),
            "<table>",
            "</tbody></table></div>",
        );
        self.table = Some(Table {
            alignments: alignments.to_vec(),
            column: 0,
            in_head: true,
            cell: 0,
        });
    }

    /// What holds a table, so that a wide one can be moved on a narrow screen, also with keys.
    pub(super) fn begin_table_frame(&mut self) {
        self.tables += 1;
        self.out
            .push_str("<div class=\"table\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &self.setting.messages.table(self.tables));
        self.out.push('>');
    }

    fn begin_row(&mut self, open: &str, close: &'static str, in_head: bool) {
        let end = if in_head {
            TagEnd::TableHead
        } else {
            TagEnd::TableRow
        };
        self.push(Kind::Tag(end), open, close);
        if let Some(table) = &mut self.table {
            table.column = 0;
            table.in_head = in_head;
        }
    }

    fn begin_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let alignment = table.alignments.get(table.column).copied();
        table.column += 1;
        let (open, close) = match table.in_head {
            true => ("<th scope=\"col\"", "</th>"),
            false => ("<td", "</td>"),
        };
        self.push(Kind::Tag(TagEnd::TableCell), open, close);
        self.out.push_str(match alignment {
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
        if let Some(table) = &mut self.table {
            table.cell = self.out.len();
        }
    }

    /// A heading of a column without words heads nothing.
    fn end_cell(&mut self) {
        let Some(table) = &self.table else { return };
        if table.in_head && self.out.len() == table.cell + "</th>".len() {
            let start = self.out[..table.cell].rfind("<th").unwrap_or(table.cell);
            self.out.replace_range(start.., "<td></td>");
        }
    }

    // --- leaves

    pub(super) fn code_block(&mut self, label: &str, code: &str) {
        let language = match highlight::known(label) {
            Some(language) => Some(language.name).filter(|_| !label.is_empty()),
            None => is_name(label).then_some(label),
        };
        let code = without_outer_blanks(code);
        self.end_before("div");
        self.out.push_str("<div class=\"code\"");
        if let Some(language) = language {
            self.attribute("data-language", language);
        }
        self.out.push_str("><pre><code>");
        match self.setting.highlighter.filter(|_| !label.is_empty()) {
            Some(highlighter) => {
                let code = without_controls(code);
                self.out.push_str(&highlighter.highlight(label, &code));
            }
            None => escape::text(code, &mut self.out),
        }
        self.block("</code></pre></div>", code);
    }

    /// A video is a link: a frame would ask another site before the reader wants it.
    pub(super) fn video(&mut self, id: &str) {
        let url = links::video(self.setting.videos, id);
        let messages = self.setting.messages;
        self.end_before("div");
        self.out.push_str("<p class=\"video\">");
        match url {
            Some(url) => {
                self.out.push_str("<a");
                self.attribute("href", &url);
                self.out.push('>');
                self.message(&messages.video);
                self.block("</a></p>", "");
            }
            None => {
                self.begin_broken(Code::VideoUnmapped);
                self.message(&messages.unmapped_video(id));
                self.block("</span></p>", "");
            }
        }
    }

    pub(super) fn missing_include(&mut self, step: Step<'_>, block: bool) {
        let include = self
            .page
            .parts
            .include(step.source, crate::span::offset(step.index));
        let code = match include.and_then(|include| include.target.err()) {
            Some(IncludeProblem::NotFound) => Code::IncludeNotFound,
            Some(IncludeProblem::OutOfScope) => Code::LinkOutOfScope,
            Some(IncludeProblem::Cycle) => Code::CircularReference,
            Some(IncludeProblem::Beyond(_)) | None => Code::IncludeTooLarge,
        };
        let element = if block && !self.is_among_words() {
            "p"
        } else {
            "span"
        };
        if element == "p" {
            self.end_before("div");
        }
        let _ = write!(
            self.out,
            "<{element} class=\"include-missing\" data-code=\"{code}\">"
        );
        self.message(&self.setting.messages.include_missing);
        let _ = write!(self.out, "</{element}>");
        self.end_line();
    }

    fn is_among_words(&self) -> bool {
        self.container().is_some_and(|end| {
            end.is_inline()
                || matches!(
                    end,
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell
                )
        })
    }
}

/// Whether callouts are all that stands in this HTML.
fn are_callouts(html: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, html);
    while let Some(at) = rest.find('<') {
        if depth == 0 && !(rest[..at].trim().is_empty() && rest[at..].starts_with("<aside ")) {
            return false;
        }
        rest = &rest[at..];
        depth += usize::from(rest.starts_with("<aside "));
        depth -= usize::from(rest.starts_with("</aside>"));
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        rest = &rest[end..];
    }
    rest.trim().is_empty()
}

fn level_of(step: Step<'_>) -> u8 {
    match step.event {
        crate::markdown::event::Event::Start(Tag::Heading { level, .. }) => *level,
        _ => 0,
    }
}

/// Whether a label that no language has is at least a name, and not the first word of the code.
fn is_name(label: &str) -> bool {
    label.len() <= 20
        && label.starts_with(|c: char| c.is_ascii_alphabetic())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+#-._".contains(&byte))
}

/// Code without the blank lines before and behind it, which only make its box higher.
fn without_outer_blanks(code: &str) -> &str {
    let (first, last) = (code.len() - code.trim_start().len(), code.trim_end().len());
    if last == 0 {
        return code;
    }
    let start = code[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = code[last..]
        .find('\n')
        .map_or(code.len(), |at| last + at + 1);
    code.get(start..end).unwrap_or(code)
}

fn without_controls(code: &str) -> std::borrow::Cow<'_, str> {
    let keeps = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    match code.chars().all(keeps) {
        true => code.into(),
        false => code.chars().filter(|c| keeps(*c)).collect(),
    }
}
