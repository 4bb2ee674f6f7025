//! Each finding as rustc would show it: the line, the wrong words underlined, and what to write instead.

use std::io::{self, Write};

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Message, Origin, Padding, Renderer, Snippet,
};

use super::window::{self, Window};
use super::{Entry, Finding, Options, Place, RelatedPlace, Report, summary};
use crate::diagnostic;

/// Prints each entry with a window of its line, then the summary.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(options);
    let entries = report.entries(options.group);
    let shown = &entries[..entries.len().min(options.limit)];
    let mut previous = None;
    for entry in shown {
        let code = report.shown(entry).code;
        if options.group == super::Group::Code && previous != Some(code) {
            let of_code = |entry: &&Entry| report.shown(entry).code == code;
            let findings = summary::findings(entries.iter().filter(of_code));
            writeln!(out, "# {code}: {}\n", summary::count(findings, "finding"))?;
            previous = Some(code);
        }
        let text = render(report, entry, options, &renderer);
        writeln!(out, "{text}\n")?;
    }
    if shown.len() < entries.len() {
        writeln!(
            out,
            "{}\n",
            summary::left_out(summary::findings(&entries[shown.len()..]))
        )?;
    }
    if !options.totals {
        return Ok(());
    }
    summary::print(report, out)
}

/// The window is cut here, at a cost that does not grow with the line, so the renderer must not cut again.
fn renderer(options: &Options) -> Renderer {
    let renderer = if options.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(4 * options.width + 100)
}

fn render(report: &Report, entry: &Entry, options: &Options, renderer: &Renderer) -> String {
    let finding = report.shown(entry);
    // The gutter with its line number takes about eight columns.
    let width = options.width.saturating_sub(8).max(40);
    let own = Shown::own(finding, width);
    let related = finding.related.iter();
    let related: Vec<Shown<'_>> = related.map(|place| Shown::related(place, width)).collect();

    let message = summary::clean(&finding.message);
    let mut title = level(finding.level).primary_title(message);
    title = title.id(finding.code.as_str());
    if let Some(url) = options.url_of(finding.code) {
        title = title.id_url(url);
    }
    let mut groups = vec![title.element(own.snippet())];
    groups.extend(related.iter().flat_map(Shown::groups));
    let notes = notes(report, entry, options);
    if !notes.is_empty() {
        let mut last = groups.pop().expect("the finding's own group is there");
        if !related.is_empty() {
            last = last.element(Padding);
        }
        groups.push(last.elements(notes));
    }
    let shown = related.iter().chain([&own]);
    let gutter = shown.map(Shown::line_width).max().unwrap_or_default();
    with_position(&renderer.render(&groups), &own.position(gutter, options))
}

/// What stands below the windows.
fn notes(report: &Report, entry: &Entry, options: &Options) -> Vec<Message<'static>> {
    let help = report.shown(entry).help.as_ref();
    let help = help.map(|help| Level::HELP.message(summary::clean(help)));
    let folded = summary::folded(report, entry, options.every_place);
    let folded = folded.map(|folded| Level::NOTE.message(folded));
    help.into_iter().chain(folded).collect()
}

/// The rendered finding with the line that says where it stands, behind its title.
///
/// annotate-snippets would count the column in the window, which has lost the beginning of its line.
fn with_position(rendered: &str, position: &str) -> String {
    let (title, rest) = rendered.split_once('\n').unwrap_or((rendered, ""));
    format!("{title}\n{position}\n{rest}")
}

/// A place with its window and what stands below the marked words.
struct Shown<'a> {
    place: &'a Place,
    window: Window,
    kind: AnnotationKind,
    label: Option<String>,
}

impl<'a> Shown<'a> {
    fn own(finding: &'a Finding, width: usize) -> Self {
        let place = &finding.place;
        // An end at the beginning of a line belongs to the line before.
        let last = place.end.line - u32::from(place.end.column == 1);
        Self {
            place,
            window: window::around(place, width),
            kind: AnnotationKind::Primary,
            label: (last > place.start.line).then(|| format!("up to line {last}")),
        }
    }

    fn related(related: &'a RelatedPlace, width: usize) -> Self {
        Self {
            place: &related.place,
            window: window::around(&related.place, width),
            kind: AnnotationKind::Context,
            label: Some(summary::clean(&related.message)),
        }
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let mark = self.kind.span(self.window.marked.clone());
        Snippet::source(&self.window.text)
            .line_start(self.place.start.line as usize)
            .annotation(mark.label(self.label.as_deref()))
    }

    /// A related place: its position and its window. In one group they would be parted by an empty position.
    fn groups(&self) -> [Group<'_>; 2] {
        let at = self.place.start;
        let origin = Origin::path(summary::clean(&self.place.file))
            .line(at.line as usize)
            .char_column(at.column as usize);
        let untitled = || Group::with_level(Level::NOTE);
        [
            untitled().element(origin),
            untitled().element(self.snippet()),
        ]
    }

    /// How many digits its line number has.
    fn line_width(&self) -> usize {
        self.place.start.line.to_string().len()
    }

    /// `--> file:line:column`, as annotate-snippets writes it.
    fn position(&self, gutter: usize, options: &Options) -> String {
        let arrow = DEFAULT_LINE_NUM_STYLE;
        let at = self.place.start;
        let file = summary::clean(&self.place.file);
        let place = format!("{file}:{}:{}", at.line, at.column);
        if options.colour {
            format!("{:gutter$}{arrow}--> {arrow:#}{place}", "")
        } else {
            format!("{:gutter$}--> {place}", "")
        }
    }
}

fn level(level: diagnostic::Level) -> Level<'static> {
    match level {
        diagnostic::Level::Error => Level::ERROR,
        diagnostic::Level::Warning => Level::WARNING,
        diagnostic::Level::Hint | diagnostic::Level::Off => Level::NOTE.with_name("hint"),
    }
}
