//! Each finding as rustc would show it: the line, the wrong words underlined, and what to write instead.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Entry, Finding, Group, Options, Place, Report, summary, window};
use crate::diagnostic;

/// Prints each entry with a window of its line, then the summary.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(options);
    let entries = report.entries(options.group);
    let shown = &entries[..entries.len().min(options.limit)];
    let mut previous = None;
    for entry in shown {
        let code = report.shown(entry).code;
        if options.group == Group::Code && previous != Some(code) {
            let of_code = |entry: &&Entry| report.shown(entry).code == code;
            let findings = entries.iter().filter(of_code).count();
            writeln!(out, "# {code}: {}\n", summary::count(findings, "finding"))?;
            previous = Some(code);
        }
        let text = render(report, entry, options, &renderer);
        writeln!(out, "{text}\n")?;
    }
    if shown.len() < entries.len() {
        writeln!(out, "{}\n", summary::left_out(entries.len() - shown.len()))?;
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
    let windows = windows(finding, options.width);
    let mut title = level(finding.level).primary_title(&finding.message);
    title = title.id(finding.code.as_str());
    if let Some(url) = options.url_of(finding.code) {
        title = title.id_url(url);
    }
    let mut group = title.elements(windows.iter().flat_map(Shown::elements));
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    if let Some(folded) = summary::folded(report, entry) {
        group = group.element(Level::NOTE.message(folded));
    }
    renderer.render(&[group])
}

/// A window with what stands beside it.
struct Shown<'a> {
    place: &'a Place,
    window: window::Window,
    kind: AnnotationKind,
    label: Option<String>,
}

/// The finding's window and those of its related places.
fn windows(finding: &Finding, width: usize) -> Vec<Shown<'_>> {
    // The gutter with its line number takes about eight columns.
    let width = width.saturating_sub(8).max(40);
    let place = &finding.place;
    let lines = place.end.line - place.start.line;
    let own = Shown {
        place,
        window: window::around(place, width),
        kind: AnnotationKind::Primary,
        label: (lines > 0).then(|| format!("up to line {}", place.end.line)),
    };
    let related = finding.related.iter().map(|related| Shown {
        place: &related.place,
        window: window::around(&related.place, width),
        kind: AnnotationKind::Context,
        label: Some(related.message.clone()),
    });
    std::iter::once(own).chain(related).collect()
}

impl Shown<'_> {
    /// Origin and snippet apart, since a cut line has lost its columns.
    fn elements(&self) -> [Element<'_>; 2] {
        let at = self.place.start;
        let origin = Origin::path(&*self.place.file)
            .line(at.line as usize)
            .char_column(at.column as usize);
        let mark = self.kind.span(self.window.marked.clone());
        let snippet = Snippet::source(&self.window.text)
            .line_start(at.line as usize)
            .annotation(mark.label(self.label.as_deref()));
        [origin.into(), snippet.into()]
    }
}

fn level(level: diagnostic::Level) -> Level<'static> {
    match level {
        diagnostic::Level::Error => Level::ERROR,
        diagnostic::Level::Warning => Level::WARNING,
        diagnostic::Level::Hint | diagnostic::Level::Off => Level::NOTE.with_name("hint"),
    }
}
