//! The facts of one source in the order of their kinds, each a JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::{Readers, links, write};
use crate::line_index::LineIndex;
use crate::markdown::document::{Anchor, DirectiveKind, Heading};
use crate::site::Text;
use crate::site::include::IncludeProblem;
use crate::site::index::RowKind;
use crate::source::SourceId;
use crate::span::TextRange;
use crate::workspace::Workspace;

/// Where a fact stands; lines and columns count from 1, columns in characters, the end is behind the last character.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// A text with its lines.
pub(super) struct Ruler<'a> {
    pub text: &'a Text,
    lines: LineIndex,
}

impl<'a> Ruler<'a> {
    fn new(text: &'a Text) -> Self {
        Self {
            text,
            lines: LineIndex::new(&text.source.text),
        }
    }

    pub fn place(&self, range: TextRange) -> Place<'a> {
        let source = &self.text.source;
        let start = self.lines.position(&source.text, range.start);
        let end = self.lines.position(&source.text, range.end);
        Place {
            file: &source.file,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    pub fn words(&self, range: TextRange) -> &'a str {
        &self.text.source.text[range.as_usize()]
    }
}

/// What docent has read. The member `kind` says which of these an object is.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Fact<'a> {
    /// The file itself: the first object of each.
    Source {
        file: &'a str,
        locale: &'a str,
        /// Content path.
        path: &'a str,
        role: &'static str,
        bytes: usize,
        lines: u32,
        title: Option<String>,
        tables: u32,
        code_blocks: u32,
        /// The files of the pages that read it, if it is an include.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        readers: Vec<&'a str>,
    },
    Metadata {
        #[serde(flatten)]
        place: Place<'a>,
        element: &'static str,
        name: &'a str,
        value: Option<String>,
    },
    Heading {
        #[serde(flatten)]
        place: Place<'a>,
        level: u8,
        text: &'a str,
        /// Explicit anchors in it.
        anchors: Vec<&'a str>,
        slug: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        old_slug: Option<&'a str>,
    },
    Anchor {
        #[serde(flatten)]
        place: Place<'a>,
        name: &'a str,
    },
    Include {
        #[serde(flatten)]
        place: Place<'a>,
        target: &'a str,
        verdict: &'static str,
        /// The file that is read there.
        target_file: Option<&'a str>,
    },
    Callout {
        #[serde(flatten)]
        place: Place<'a>,
        callout: String,
    },
    Selector {
        #[serde(flatten)]
        place: Place<'a>,
        entries: Vec<&'a str>,
    },
    Video {
        #[serde(flatten)]
        place: Place<'a>,
        video: &'a str,
        url: Option<String>,
    },
    Code {
        #[serde(flatten)]
        place: Place<'a>,
        language: &'a str,
    },
}

/// Writes all facts of a source.
pub(super) fn print(
    workspace: &Workspace,
    readers: &Readers<'_>,
    source: SourceId,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = workspace.text(source);
    let ruler = Ruler::new(text);
    write(&own(workspace, readers, source, &ruler), out)?;
    let document = &text.document;
    for fact in metadata(&ruler) {
        write(&fact, out)?;
    }
    for found in &document.headings {
        write(&heading(&ruler, found), out)?;
    }
    for Anchor { name, range } in &document.anchors {
        write(
            &Fact::Anchor {
                place: ruler.place(*range),
                name,
            },
            out,
        )?;
    }
    for fact in includes(workspace, readers, source, &ruler) {
        write(&fact, out)?;
    }
    for directive in &document.directives {
        let place = ruler.place(directive.range);
        write(&fact_of(workspace, &ruler, place, &directive.kind), out)?;
    }
    for &range in &document.code_labels {
        write(
            &Fact::Code {
                place: ruler.place(range),
                language: ruler.words(range),
            },
            out,
        )?;
    }
    links::print(workspace, readers, source, &ruler, out)
}

fn own<'a>(
    workspace: &'a Workspace,
    readers: &Readers<'a>,
    id: SourceId,
    ruler: &Ruler<'a>,
) -> Fact<'a> {
    let (source, document) = (&ruler.text.source, &ruler.text.document);
    let reading = readers
        .of_source(id)
        .iter()
        .filter(|page| page.source != id);
    let title = document.metadata.title(&source.text);
    Fact::Source {
        file: &source.file,
        locale: &workspace.config.locales.get(source.name.locale).tag,
        path: source.name.path.as_str(),
        role: match ruler.text.kind {
            Some(RowKind::Page) => "page",
            Some(RowKind::Include) => "include",
            Some(RowKind::Contents) => "contents",
            None => "other",
        },
        bytes: source.text.len(),
        lines: ruler.lines.count(),
        title: title
            .map(Into::into)
            .or_else(|| document.first_heading().map(Into::into)),
        tables: document.tables,
        code_blocks: document.code_blocks,
        readers: reading
            .map(|page| &*workspace.text(page.source).source.file)
            .collect(),
    }
}

fn metadata<'a>(ruler: &Ruler<'a>) -> Vec<Fact<'a>> {
    let text = &*ruler.text.source.text;
    let metadata = &ruler.text.document.metadata;
    let fact = |attribute: &crate::markdown::metadata::Attribute| {
        let name = ruler.words(attribute.name);
        Fact::Metadata {
            place: ruler.place(attribute.value),
            element: attribute.element.as_str(),
            name,
            value: metadata.get(text, name).map(Into::into),
        }
    };
    metadata.attributes.iter().map(fact).collect()
}

fn heading<'a>(ruler: &Ruler<'a>, heading: &'a Heading) -> Fact<'a> {
    let (first, count) = (heading.anchors.0 as usize, heading.anchors.1 as usize);
    let anchors = &ruler.text.document.anchors[first..first + count];
    Fact::Heading {
        place: ruler.place(heading.range),
        level: heading.level,
        text: &heading.text,
        anchors: anchors.iter().map(|anchor| &*anchor.name).collect(),
        slug: &heading.slug,
        old_slug: heading.old_slug.as_deref(),
    }
}

/// The includes of a source, as the first page that reads it has them.
fn includes<'a>(
    workspace: &'a Workspace,
    readers: &Readers<'a>,
    source: SourceId,
    ruler: &Ruler<'a>,
) -> Vec<Fact<'a>> {
    let page = readers.of_source(source).first();
    let includes = ruler.text.document.includes.iter().enumerate();
    let facts = includes.map(|(at, include)| {
        let resolved = page.and_then(|page| page.parts.include(source, crate::span::offset(at)));
        let (verdict, target_file) = match resolved.map(|resolved| (resolved.target, resolved.case))
        {
            Some((Ok(target), case)) => {
                let file = &*workspace.text(target).source.file;
                (if case { "other-case" } else { "as-written" }, Some(file))
            }
            Some((Err(problem), _)) => (problem_name(problem), None),
            None => ("unread", None),
        };
        Fact::Include {
            place: ruler.place(include.path_range),
            target: include.path(&ruler.text.source.text),
            verdict,
            target_file,
        }
    });
    facts.collect()
}

const fn problem_name(problem: IncludeProblem) -> &'static str {
    match problem {
        IncludeProblem::NotFound => "not-found",
        IncludeProblem::OutOfScope => "out-of-scope",
        IncludeProblem::Cycle => "circular",
        IncludeProblem::Beyond(_) => "too-large",
    }
}

fn fact_of<'a>(
    workspace: &Workspace,
    ruler: &Ruler<'a>,
    place: Place<'a>,
    kind: &'a DirectiveKind,
) -> Fact<'a> {
    match kind {
        DirectiveKind::Callout(callout) => Fact::Callout {
            place,
            callout: format!("{callout:?}").to_lowercase(),
        },
        DirectiveKind::Video(video) => Fact::Video {
            place,
            video,
            url: workspace.config.videos.url(video),
        },
        DirectiveKind::Selector { entries } => {
            let links = &ruler.text.document.links[entries.0 as usize..entries.1 as usize];
            let text = &*ruler.text.source.text;
            let entries = links.iter().map(|link| link.target(text)).collect();
            Fact::Selector { place, entries }
        }
    }
}
