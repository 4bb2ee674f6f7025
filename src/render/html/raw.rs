//! Raw HTML among the events, which may be unbalanced, made well-nested.

use super::element::{self, Element};
use super::{Kind, Writer};
use crate::markdown::event::{HtmlTag, TagEnd};
use crate::markdown::html::VOID;

/// Elements within each other; browsers show no more than a few hundred, and what is beyond only costs them.
const MAX_DEPTH: usize = 128;

impl Writer<'_> {
    /// An element begins, or is, where it is void.
    pub(super) fn open_html(&mut self, tag: &HtmlTag<'_>) {
        let name = tag.name;
        if VOID.contains(&name) {
            return self.void(tag);
        }
        let homeless = element::is_part_of_table(name) && !self.is_in_table();
        if homeless || self.raw >= MAX_DEPTH {
            return self.anchor_of(tag);
        }
        self.end_before(name);
        if name == "li" && !self.is_in_list() {
            self.break_paragraph();
            self.push(Kind::SuppliedList, "<ul>", "</ul>");
        }
        if element::is_block(name) {
            self.break_paragraph();
            self.outline.blank();
        }
        let Element { open, close } = self.element(name);
        if open.is_empty() {
            self.anchor_of(tag);
            return self.push(Kind::Html(name), "", "");
        }
        self.push(Kind::Html(name), open, close);
        self.attributes(tag);
        self.out.push('>');
    }

    /// An element ends, if it is open within the same container.
    pub(super) fn close_html(&mut self, name: &str) {
        let mut depth = self.open.len();
        while depth > 0 {
            depth -= 1;
            let kind = self.open[depth].kind;
            if kind.is_boundary() {
                return;
            }
            if matches!(kind, Kind::Html(open) if open == name) {
                return self.close_to(depth);
            }
        }
    }

    fn element(&mut self, name: &str) -> Element {
        if name == "table" && !self.is_in_table() {
            self.begin_table_frame();
            return element::element(name);
        }
        let in_heading = matches!(self.container(), Some(TagEnd::Heading(_)));
        match name {
            "table" => Element {
                open: "<table",
                close: "</table>",
            },
            _ if in_heading && element::is_block(name) => Element {
                open: "",
                close: "",
            },
            _ => element::element(name),
        }
    }

    fn void(&mut self, tag: &HtmlTag<'_>) {
        self.anchor_of(tag);
        match tag.name {
            "br" => self.line_break("<br>"),
            "wbr" => self.out.push_str("<wbr>"),
            "hr" => {
                self.end_before("hr");
                self.break_paragraph();
                self.block("<hr>", "");
            }
            "col" if self.is_in_table() => {
                self.out.push_str("<col");
                self.attributes(tag);
                self.out.push('>');
            }
            _ => {}
        }
    }

    fn attributes(&mut self, tag: &HtmlTag<'_>) {
        if let Some((name, _)) = &tag.anchor
            && !VOID.contains(&tag.name)
            && self.ids.first(name.to_string())
        {
            self.attribute("id", name);
        }
        for (at, (name, value)) in tag.attributes.iter().enumerate() {
            let repeated = tag.attributes[..at]
                .iter()
                .any(|(before, _)| before == name);
            if repeated {
                continue;
            }
            if let Some(class) = element::class(tag.name, name, value) {
                self.attribute("class", class);
            }
            if element::keeps(tag.name, name, value) {
                self.attribute(name, value);
            }
        }
    }

    fn anchor_of(&mut self, tag: &HtmlTag<'_>) {
        if let Some((name, _)) = &tag.anchor {
            self.anchor(name);
        }
    }

    /// Ends what `next` ends in a browser without saying so: an item before an item, a paragraph before any block.
    pub(super) fn end_before(&mut self, next: &str) {
        let mut end = self.open.len();
        for depth in (0..self.open.len()).rev() {
            let ends = match self.open[depth].kind {
                Kind::Html(open) => element::ends(open, next),
                Kind::SuppliedList if next == "li" => None,
                Kind::SuppliedList => Some(true),
                Kind::Tag(tag) => (tag == TagEnd::Link).then_some(false),
            };
            match ends {
                Some(true) => end = depth,
                Some(false) => {}
                None => break,
            }
        }
        self.close_to(end);
    }

    /// Ends the paragraph that a block would stand in. What follows the block stands beside it without a paragraph.
    fn break_paragraph(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if open.kind != Kind::Tag(TagEnd::Paragraph) || open.close.is_empty() {
            return;
        }
        open.close = "";
        match self.out.strip_suffix("<p>").map(str::len) {
            Some(length) => self.out.truncate(length),
            None => self.out.push_str("</p>"),
        }
    }

    fn is_in_table(&self) -> bool {
        self.is_in(|name| name == "table")
    }

    fn is_in_list(&self) -> bool {
        let last = self.open.last();
        last.is_some_and(|open| matches!(open.kind, Kind::Html("ul" | "ol") | Kind::SuppliedList))
    }

    fn is_in(&self, matches: impl Fn(&str) -> bool) -> bool {
        let mut open = self.open.iter().rev().map(|open| open.kind);
        open.by_ref()
            .take_while(|kind| !kind.is_boundary())
            .any(|kind| matches!(kind, Kind::Html(name) if matches(name)))
    }
}
