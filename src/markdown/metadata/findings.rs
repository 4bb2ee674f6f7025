//! What is to be said about front matter: one finding for each mistake, one only for a damaged block.

use super::element::{self, Block, Trouble, TroubleKind};
use super::{Attribute, Element, Elements, Metadata, Need, attributes, value, yaml};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::{SourceId, line_break, mark_length};
use crate::span::{Span, TextRange};
use crate::suggest;

/// Collects the findings of one text.
pub(super) struct Findings<'a> {
    source: SourceId,
    text: &'a str,
    need: Need<'a>,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        need: Need<'a>,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            source,
            text,
            need,
            out,
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, TextRange::of(range))
    }

    fn words(&self, range: TextRange) -> &'a str {
        self.text.get(range.as_usize()).unwrap_or_default()
    }

    pub(super) fn of_yaml(&mut self, block: &yaml::Block) {
        if let Some(fault) = &block.fault {
            let span = self.span(fault.range.clone());
            let finding = Diagnostic::new(
                Code::FrontMatterInvalid,
                span,
                fault.message.clone(),
                "yaml",
            );
            self.out.push(finding.with_help(fault.help));
        }
    }

    /// YAML below the blank lines from `start` on, if there is any.
    pub(super) fn below_blanks(&mut self, start: usize) -> Option<yaml::Block> {
        let block = yaml::below_blanks(self.text, start)?;
        let at = element::skip_blanks(self.text, start);
        let finding = Diagnostic::new(
            Code::FrontMatterNotFirst,
            self.span(at..at + "---".len()),
            "blank lines stand before the front matter",
            "yaml",
        );
        let fix = Fix::safe(self.span(start..at), "");
        let help = "begin the file with `---`; other readers show it as text";
        self.out.push(finding.with_help(help).with_fix(fix));
        Some(block)
    }

    pub(super) fn of_elements(&mut self, head: &Elements) {
        let damage = head.blocks.iter().find_map(|block| {
            let trouble = block
                .troubles
                .iter()
                .find(|trouble| trouble.kind.is_damage())?;
            Some((block, trouble))
        });
        if let Some((block, trouble)) = damage {
            let finding = self.damaged(block, trouble);
            self.out.push(finding);
            return;
        }
        if head.behind_content {
            self.not_first(head);
        }
        for block in &head.blocks {
            self.of_block(block);
        }
    }

    fn damaged(&self, block: &Block, trouble: &Trouble) -> Diagnostic {
        let name = block.element.as_str();
        let opening = &self.text[block.opening.clone()];
        let attribute = self.attribute_name(block, trouble);
        let (message, help, insert, subject) = match trouble.kind {
            TroubleKind::Name => (
                if opening.is_empty() {
                    format!("`<{name}` is missing before its attributes")
                } else {
                    format!("`<{name}` is written `{}`", shortened(opening))
                },
                format!("write `<{name}` and compare the values with the source page's"),
                format!("<{name}{}", self.blank_at(block.opening.end)),
                name.to_owned(),
            ),
            TroubleKind::TurnedQuote => (
                format!("the value of `{attribute}` does not stand in `\"`"),
                format!("write `{attribute}=\"…\"`"),
                "\"".to_owned(),
                attribute.to_owned(),
            ),
            TroubleKind::LostQuote => (
                format!("the value of `{attribute}` lacks one of its quotes"),
                format!("write `{attribute}=\"…\"`"),
                "\"".to_owned(),
                attribute.to_owned(),
            ),
            _ => (
                format!("`<{name}` is never closed"),
                "close it with `/>`".to_owned(),
                " />".to_owned(),
                name.to_owned(),
            ),
        };
        let span = self.span(trouble.range.clone());
        Diagnostic::new(Code::FrontMatterDamaged, span, message, subject)
            .with_help(help)
            .with_fix(Fix::unsafe_(span, insert))
    }

    /// The blank between a name that is written in and what follows, where there is none.
    fn blank_at(&self, at: usize) -> &'static str {
        let is_apart =
            self.text[at..].starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>');
        if is_apart { "" } else { " " }
    }

    fn attribute_name(&self, block: &Block, trouble: &Trouble) -> &'a str {
        trouble
            .attribute
            .and_then(|index| block.attributes.get(index))
            .map_or("", |attribute| self.words(attribute.name))
    }

    /// The fix moves the elements to the top and leaves the text where it is.
    fn not_first(&mut self, head: &Elements) {
        let (Some(range), Some(first)) = (head.range(), head.blocks.first()) else {
            return;
        };
        let top = mark_length(self.text);
        let name = first.element.as_str();
        let line_break = line_break(self.text);
        let moved = format!("{}{line_break}{line_break}", &self.text[range.clone()]);
        let edits = vec![
            Edit {
                span: self.span(top..top),
                replacement: moved.into(),
            },
            Edit {
                span: self.span(range),
                replacement: "".into(),
            },
        ];
        let finding = Diagnostic::new(
            Code::FrontMatterNotFirst,
            self.span(first.opening.clone()),
            format!("text stands before `<{name}`"),
            name,
        );
        self.out.push(
            finding
                .with_help(format!("begin the file with `<{name}`"))
                .with_fix(Fix { safe: true, edits }),
        );
    }

    fn of_block(&mut self, block: &Block) {
        self.blank_lines(block);
        self.inner_quotes(block);
        for trouble in &block.troubles {
            if let Some(finding) = self.untidy(block, trouble) {
                self.out.push(finding);
            }
        }
    }

    fn blank_lines(&mut self, block: &Block) {
        let lines: Vec<Span> = block
            .troubles
            .iter()
            .filter(|trouble| trouble.kind == TroubleKind::BlankLines)
            .map(|trouble| self.span(trouble.range.clone()))
            .collect();
        let Some(&first) = lines.first() else {
            return;
        };
        let name = block.element.as_str();
        let message = format!("a blank line stands within `<{name} … />`");
        self.out.push(
            Diagnostic::new(Code::FrontMatterBlankLine, first, message, name)
                .with_help("delete it: translation tools take the rest for prose")
                .with_fix(Fix {
                    safe: true,
                    edits: replace_all(&lines, ""),
                }),
        );
    }

    fn inner_quotes(&mut self, block: &Block) {
        for (index, attribute) in block.attributes.iter().enumerate() {
            let quotes: Vec<Span> = block
                .troubles
                .iter()
                .filter(|trouble| trouble.kind == TroubleKind::InnerQuote)
                .filter(|trouble| trouble.attribute == Some(index))
                .map(|trouble| self.span(trouble.range.clone()))
                .collect();
            let Some(&first) = quotes.first() else {
                continue;
            };
            let quote = self.words(first.range);
            let entity = if quote == "'" { "&#39;" } else { "&quot;" };
            let name = self.words(attribute.name);
            let message = format!("`{quote}` stands within the value of `{name}`");
            self.out.push(
                Diagnostic::new(Code::FrontMatterUnescapedQuote, first, message, name)
                    .with_help(format!("write `{entity}` for it"))
                    .with_fix(Fix {
                        safe: true,
                        edits: replace_all(&quotes, entity),
                    }),
            );
        }
    }

    /// Findings that are one trouble each.
    fn untidy(&self, block: &Block, trouble: &Trouble) -> Option<Diagnostic> {
        let name = block.element.as_str();
        let span = self.span(trouble.range.clone());
        let written = shortened(&self.text[trouble.range.clone()]);
        let attribute = self.attribute_name(block, trouble);
        let (message, help, replacement, subject) = match trouble.kind {
            TroubleKind::Junk => (
                format!("`{written}` belongs to no attribute of `<{name}`"),
                "delete it, or put it into a value".to_owned(),
                String::new(),
                written.as_str(),
            ),
            TroubleKind::WideEquals => (
                format!("the `=` of `{attribute}` is full-width"),
                format!("write `{attribute}=\"…\"`"),
                "=".to_owned(),
                attribute,
            ),
            TroubleKind::NoBlank => (
                format!("no blank stands behind the value of `{attribute}`"),
                "put a blank between two attributes".to_owned(),
                " ".to_owned(),
                attribute,
            ),
            TroubleKind::Newline => (
                format!("the value of `{attribute}` goes on in the next line"),
                "write it in one line".to_owned(),
                joined_lines(&self.text[trouble.range.clone()]),
                attribute,
            ),
            TroubleKind::NameCase => (
                format!("`<{name}` is written `{written}`"),
                format!("write `<{name}`"),
                format!("<{name}"),
                name,
            ),
            TroubleKind::NotSelfClosed => (
                format!("`<{name}` is closed by `>`"),
                "close it with `/>`".to_owned(),
                "/>".to_owned(),
                name,
            ),
            _ => return None,
        };
        let mut fix = Fix::safe(span, replacement);
        // A letter is a slip; words are not thrown away unseen.
        let is_words = written.chars().filter(|c| c.is_alphanumeric()).count() > 2;
        fix.safe = trouble.kind != TroubleKind::Junk || !is_words;
        if trouble.kind == TroubleKind::NotSelfClosed {
            let closing = self.closing_tag(name, trouble.range.end);
            fix.edits.extend(replace_all(closing.as_slice(), ""));
        }
        let finding = Diagnostic::new(Code::FrontMatterJunk, span, message, subject);
        let is_attribute =
            trouble.kind == TroubleKind::Junk && holds_attribute(&self.text[trouble.range.clone()]);
        Some(match is_attribute {
            true => finding.with_help("write each attribute as `name=\"value\"`"),
            false => finding.with_help(help).with_fix(fix),
        })
    }

    /// The closing tag of an element, with the blanks before it, if it stands at `from`.
    fn closing_tag(&self, name: &str, from: usize) -> Option<Span> {
        let rest = &self.text[from..];
        let tag = rest.trim_start();
        let length = name.len() + "</>".len();
        let is_closing = tag
            .get(..length)?
            .eq_ignore_ascii_case(&format!("</{name}>"));
        is_closing.then(|| self.span(from..from + rest.len() - tag.len() + length))
    }

    /// What is to be said about the attributes themselves; nothing about those of a damaged block or of an include.
    pub(super) fn of_attributes(&mut self, metadata: &Metadata) {
        let Need::Page(required) = self.need else {
            if self.need == Need::Contents && !metadata.damaged {
                self.unknown_and_duplicate(metadata);
            }
            return;
        };
        if metadata.is_empty() {
            self.missing_altogether();
        } else if !metadata.damaged {
            self.unknown_and_duplicate(metadata);
            self.date(metadata);
            if metadata.redirect_url(self.text).is_none() {
                self.missing(metadata, required);
            }
        }
    }

    fn missing_altogether(&mut self) {
        let start = element::skip_blanks(self.text, 0);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let finding = Diagnostic::new(
            Code::FrontMatterMissing,
            self.span(start..start + line.trim_end().len()),
            "the page has no front matter",
            "",
        );
        self.out.push(finding.with_help(
            "begin it with `<properties pageTitle=\"…\" description=\"…\" />` and `<tags … />`",
        ));
    }

    fn unknown_and_duplicate(&mut self, metadata: &Metadata) {
        for (index, attribute) in metadata.attributes.iter().enumerate() {
            let name = self.words(attribute.name);
            let first = metadata.attributes[..index]
                .iter()
                .find(|earlier| self.words(earlier.name).eq_ignore_ascii_case(name));
            if let Some(first) = first {
                self.duplicate(attribute, first);
            } else if attributes::canonical(name) != Some(name) {
                self.unknown(metadata, attribute);
            }
        }
    }

    fn duplicate(&mut self, attribute: &Attribute, first: &Attribute) {
        let name = self.words(attribute.name);
        let span = Span::new(self.source, attribute.name);
        let message = format!("`{name}` is set twice");
        self.out.push(
            Diagnostic::new(Code::DuplicateAttribute, span, message, name)
                .with_help("keep one of them; the first counts")
                .with_related(Span::new(self.source, first.name), "the first stands here"),
        );
    }

    /// Keys of an owner's own are common among `ms.*` and in YAML: there only a likely slip is told.
    fn unknown(&mut self, metadata: &Metadata, attribute: &Attribute) {
        let name = self.words(attribute.name);
        let canonical = attributes::canonical(name);
        if canonical.is_some() && attribute.element == Element::Yaml {
            return;
        }
        let meant = canonical.or_else(|| suggest::nearest(name, attributes::known()));
        let open = attribute.element == Element::Yaml || name.starts_with("ms.");
        if meant.is_none() && open {
            return;
        }
        let span = Span::new(self.source, attribute.name);
        let message = format!("`{name}` is no known attribute");
        let mut finding = Diagnostic::new(Code::UnknownAttribute, span, message, name);
        if let Some(meant) = meant {
            finding = finding.with_help(format!("did you mean `{meant}`?"));
            let set = metadata.attribute(self.text, meant);
            if set.is_none_or(|set| set == attribute) {
                finding = finding.with_fix(Fix::safe(span, meant));
            }
        }
        self.out.push(finding);
    }

    fn date(&mut self, metadata: &Metadata) {
        let Some(written) = metadata.get(self.text, "ms.date") else {
            return;
        };
        let Some(attribute) = metadata.attribute(self.text, "ms.date") else {
            return;
        };
        if written.is_empty() || value::date(&written).is_some() {
            return;
        }
        let span = Span::new(self.source, attribute.value);
        let message = format!("`{}` is no date", shortened(&written));
        self.out.push(
            Diagnostic::new(Code::DateFormatInvalid, span, message, "ms.date")
                .with_help("write `MM/DD/YYYY`, such as `09/27/2016`"),
        );
    }

    fn missing(&mut self, metadata: &Metadata, required: &[String]) {
        for name in required {
            let names: &[&str] = match name.as_str() {
                "title" | "pageTitle" => &["pageTitle", "title"],
                "author" | "authors" => &["authors", "author"],
                other => &[other],
            };
            if metadata.first(self.text, names).is_some() {
                continue;
            }
            if let Some(finding) = self.misspelt(name, names) {
                self.out.push(finding);
                continue;
            }
            let empty = names
                .iter()
                .find_map(|name| metadata.attribute(self.text, name));
            let (place, message) = match empty {
                Some(attribute) => (attribute.name, format!("`{name}` is empty")),
                None => (
                    self.block_for(metadata, name),
                    format!("`{name}` is missing"),
                ),
            };
            let finding = Diagnostic::new(
                Code::MissingAttribute,
                Span::new(self.source, place),
                message,
                name,
            );
            self.out
                .push(finding.with_help(format!("add `{name}` to the front matter")));
        }
    }

    /// An attribute that is missing because it is written with a slip: what is told of the slip, told as this.
    fn misspelt(&mut self, name: &str, names: &[&str]) -> Option<Diagnostic> {
        let is_it = |finding: &Diagnostic| {
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            let mut meant = edits.map(|edit| &*edit.replacement);
            finding.code == Code::UnknownAttribute && meant.any(|meant| names.contains(&meant))
        };
        let at = self.out.iter().position(is_it)?;
        let unknown = self.out.remove(at);
        let written = &self.text[unknown.range().as_usize()];
        Some(Diagnostic {
            code: Code::MissingAttribute,
            message: format!("`{name}` is missing: it is written `{written}`").into(),
            subject: name.to_owned(),
            ..unknown
        })
    }

    /// Where an attribute belongs that is missing: the line that opens the element it would stand in.
    fn block_for(&self, metadata: &Metadata, name: &str) -> TextRange {
        let element = if name.starts_with("ms.") {
            Element::Tags
        } else {
            Element::Properties
        };
        let first = metadata
            .attributes
            .iter()
            .find(|attribute| attribute.element == element)
            .or(metadata.attributes.first());
        let start = first.map_or(0, |attribute| attribute.name.start as usize);
        let head = self.text[..start].trim_end();
        let line = head
            .rfind(['\n', '<'])
            .map_or(0, |at| at + usize::from(head.as_bytes()[at] == b'\n'));
        match head[line..].trim_start_matches('\u{feff}') {
            "" => TextRange::default(),
            written => TextRange::of(head.len() - written.len()..head.len()),
        }
    }
}

/// Whether junk was meant to be an attribute, so that deleting it would lose what it says.
fn holds_attribute(junk: &str) -> bool {
    let mut names = junk.split(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c)));
    junk.contains(['=', '＝']) || names.any(attributes::is_known)
}

fn replace_all(spans: &[Span], replacement: &str) -> Vec<Edit> {
    spans
        .iter()
        .map(|&span| Edit {
            span,
            replacement: replacement.to_owned().into(),
        })
        .collect()
}

/// A value in one line, with its outer blanks as they are.
fn joined_lines(value: &str) -> String {
    let lines: Vec<&str> = value
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

/// The writer's words, short enough for a message.
pub(super) fn shortened(words: &str) -> String {
    const LONGEST: usize = 60;
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}
