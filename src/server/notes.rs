//! The findings as a browser gets them: those of one page for its overlay, all of them as a page of their own.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use axum::http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::answer::Answer;
use super::shown::{Shown, Trouble};
use crate::diagnostic::{Code, Diagnostic, Fix, Level};
use crate::line_index::LineIndex;
use crate::site::Text;
use crate::source::SourceName;
use crate::span::TextRange;

/// The most findings on the page of all findings, whose links by code lead to the others, and in the overlay of a page.
const MOST: usize = 500;
/// What need not be escaped in the path of an editor's address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A finding with the text that it was found in. There may be hundreds of thousands, kept as long as the site is shown, so
/// it has only what a browser or the terminal is told.
#[derive(Clone, Debug)]
pub struct Note {
    /// How bad it is.
    pub level: Level,
    /// The kind of mistake.
    pub code: Code,
    /// Where it stands in the text.
    pub range: TextRange,
    /// What is.
    pub message: Box<str>,
    /// What to write instead.
    pub help: Option<Box<str>>,
    /// How docent can mend it: a safe fix of this very text.
    pub fix: Option<Box<Fix>>,
    /// The text as it was judged.
    pub text: Arc<Text>,
}

impl Note {
    fn new(level: Level, finding: Diagnostic, text: &Arc<Text>) -> Self {
        let source = finding.span.source;
        let is_own = |fix: &Fix| fix.edits.iter().all(|edit| edit.span.source == source);
        Self {
            level,
            code: finding.code,
            range: finding.span.range,
            message: finding.message.into(),
            help: finding.help.map(Into::into),
            fix: finding
                .fix
                .filter(|fix| fix.safe && text.kind.is_some() && is_own(fix))
                .map(Box::new),
            text: Arc::clone(text),
        }
    }
}

/// All findings of one state of the site.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The state that was judged.
    pub generation: u64,
    /// Sorted by file and place.
    pub all: Vec<Note>,
    /// Places in `all` by source.
    by_source: FxHashMap<SourceName, Vec<usize>>,
}

impl Notes {
    /// Judges `shown`. Hints are left out: nobody asked for them while writing.
    pub fn of(shown: &Shown) -> Self {
        let inputs = shown.workspace.inputs();
        let found = shown.workspace.diagnostics().into_iter();
        let found = found.filter(|(level, _)| *level > Level::Hint);
        let text = |finding: &Diagnostic| &inputs.texts[finding.span.source.index()];
        let all: Vec<Note> = found
            .map(|(level, finding)| {
                let text = text(&finding);
                Note::new(level, finding, text)
            })
            .collect();
        let mut by_source: FxHashMap<SourceName, Vec<usize>> = FxHashMap::default();
        for (at, note) in all.iter().enumerate() {
            let name = note.text.source.name.clone();
            by_source.entry(name).or_default().push(at);
        }
        Self {
            generation: shown.generation,
            all,
            by_source,
        }
    }

    /// The findings that `before` does not have, and those that only `before` has. Where a line number is other, the
    /// finding is still the same.
    pub fn changes<'a>(&'a self, before: &'a Self) -> (Vec<&'a Note>, Vec<&'a Note>) {
        (missing_in(self, before), missing_in(before, self))
    }

    /// What the overlay of the page at `path` says.
    pub fn of_page(&self, shown: &Shown, path: &str) -> Value {
        let page = shown
            .page_at(path)
            .and_then(|id| shown.workspace.site().page(id));
        let (mut findings, mut count) = (Vec::new(), 0);
        let mut missing = Vec::new();
        if let Some(page) = page {
            for &source in &*page.parts.sources {
                let text = &shown.workspace.text(source).source;
                let places = self
                    .by_source
                    .get(&text.name)
                    .map_or(&[][..], Vec::as_slice);
                count += places.len();
                findings.extend(
                    self.findings(shown, &places[..places.len().min(MOST - findings.len())]),
                );
            }
            let row = shown.workspace.site().index.row(page.id.row);
            let locales = shown.workspace.config.locales.iter();
            let lacking = locales.filter(|(id, _)| row.own(*id).is_none());
            missing
                .extend(lacking.map(|(_, locale)| json!({"tag": locale.tag, "name": locale.name})));
        }
        json!({
            "generation": self.generation,
            "shown": shown.generation,
            "more": count - findings.len(),
            "findings": findings,
            "missing": missing,
            "troubles": troubles(shown),
            "total": self.all.len(),
        })
    }

    /// The findings at `places`, which are of one text.
    fn findings(&self, shown: &Shown, places: &[usize]) -> Vec<Value> {
        let Some(&first) = places.first() else {
            return Vec::new();
        };
        let lines = LineIndex::new(&self.all[first].text.source.text);
        let places = places.iter();
        places.map(|&at| self.finding(shown, &lines, at)).collect()
    }

    fn finding(&self, shown: &Shown, lines: &LineIndex, at: usize) -> Value {
        let note = &self.all[at];
        let source = &note.text.source;
        let place = lines.position(&source.text, note.range.start);
        let line = lines.line_range(&source.text, place.line);
        let file = shown.location.root.join(&*source.file);
        json!({
            "id": at,
            "code": note.code.as_str(),
            "level": note.level.as_str(),
            "message": note.message,
            "help": note.help,
            "place": format!("{}:{}:{}", source.file, place.line, place.column),
            "editor": editor(shown, &file.to_string_lossy(), place.line, place.column),
            "line": source.text.get(line.as_usize()),
            "fix": note.fix.as_ref().map(|fix| {
                let words = fix.edits.iter().map(|edit| &*edit.replacement);
                words.collect::<Vec<_>>().join(" … ")
            }),
        })
    }

    /// The page of all findings, or of those of one code.
    pub fn page(&self, shown: &Shown, code: Option<Code>) -> Answer {
        let mut html = String::from(HEAD);
        let _ = write!(html, "<h1>{} findings</h1>", self.all.len());
        // What is wrong with templates and messages stands among the findings.
        for trouble in shown.outside() {
            write_trouble(&mut html, shown, trouble);
        }
        self.write_codes(&mut html, code);
        let wanted = |note: &&Note| code.is_none_or(|code| note.code == code);
        let wanted: Vec<&Note> = self.all.iter().filter(wanted).collect();
        let told = &wanted[..wanted.len().min(MOST)];
        for notes in told.chunk_by(|a, b| a.text.source.file == b.text.source.file) {
            write_file(&mut html, shown, notes[0]);
            let lines = LineIndex::new(&notes[0].text.source.text);
            for note in notes {
                write_note(&mut html, shown, &lines, note);
            }
        }
        if wanted.len() > MOST {
            let _ = write!(html, "<p>and {} more</p>", wanted.len() - MOST);
        }
        html.push_str("</main></body>");
        Answer::page(StatusCode::OK, html)
    }

    fn write_codes(&self, html: &mut String, chosen: Option<Code>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for note in &self.all {
            *counts.entry(note.code.as_str()).or_default() += 1;
        }
        html.push_str("<nav aria-label=\"Codes\"><ul><li><a href=\"/_docent/\">all</a></li>");
        for (code, count) in counts {
            let current = match chosen.is_some_and(|chosen| chosen.as_str() == code) {
                true => " aria-current=\"page\"",
                false => "",
            };
            let _ = write!(
                html,
                "<li><a href=\"/_docent/?code={code}\"{current}>{code}</a> {count}</li>"
            );
        }
        html.push_str("</ul></nav>");
    }
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Findings</title>\
    <link rel=\"stylesheet\" href=\"/_docent/live.css\"><body class=\"docent-findings\"><main>";

/// The findings of `one` that `other` lacks, counted: two of the same words in a file are two.
fn missing_in<'a>(one: &'a Notes, other: &'a Notes) -> Vec<&'a Note> {
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for note in &other.all {
        *counts.entry(key(note)).or_default() += 1;
    }
    let mut missing = Vec::new();
    for note in &one.all {
        match counts.get_mut(&key(note)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(note),
        }
    }
    missing
}

fn key(note: &Note) -> (&str, Code, &str) {
    (&note.text.source.file, note.code, &note.message)
}

fn troubles(shown: &Shown) -> Vec<Value> {
    let troubles = shown.troubles();
    let value = |trouble: &Trouble| {
        let file = trouble.file.to_string_lossy();
        json!({
            "place": trouble.place,
            "message": trouble.message,
            "help": trouble.help,
            "code": trouble.code.map_or("not shown yet", Code::as_str),
            "editor": editor(shown, &file, trouble.line, trouble.column),
        })
    };
    troubles.iter().map(value).collect()
}

/// The address that opens a place in the writer's editor.
fn editor(shown: &Shown, file: &str, line: u32, column: u32) -> String {
    let template = &shown.workspace.config.editor_url;
    let file = utf8_percent_encode(file, PATH).to_string();
    let template = match file.starts_with('/') {
        true => template.replace("/{file}", "{file}"),
        false => template.clone(),
    };
    template
        .replace("{line}", &line.to_string())
        .replace("{column}", &column.to_string())
        .replace("{file}", &file)
}

/// The page in the place of one whose template has a mistake.
pub fn template_page(trouble: &Trouble) -> Answer {
    let html = format!(
        "{HEAD}<h1>The theme has a mistake</h1><p><code>{}</code></p><p>{}</p></main></body>",
        escape(&trouble.place),
        escape(&trouble.message),
    );
    Answer::page(StatusCode::INTERNAL_SERVER_ERROR, html)
}

fn write_trouble(html: &mut String, shown: &Shown, trouble: &Trouble) {
    let address = editor(
        shown,
        &trouble.file.to_string_lossy(),
        trouble.line,
        trouble.column,
    );
    let _ = write!(
        html,
        "<p class=\"docent-error\"><a href=\"{}\">{}</a> {}</p>",
        escape(&address),
        escape(&trouble.place),
        escape(&trouble.message),
    );
}

fn write_file(html: &mut String, shown: &Shown, note: &Note) {
    let site = shown.workspace.site();
    let id = shown.workspace.source(&note.text.source.name);
    let page = id.and_then(|id| site.readers(id).next());
    let file = escape(&note.text.source.file);
    let _ = match page {
        Some(page) => {
            let url = shown.presentation.urls.page(&site.index, page.id);
            write!(html, "<h2><a href=\"{}\">{file}</a></h2>", escape(&url))
        }
        None => write!(html, "<h2>{file}</h2>"),
    };
}

fn write_note(html: &mut String, shown: &Shown, lines: &LineIndex, note: &Note) {
    let source = &note.text.source;
    let place = lines.position(&source.text, note.range.start);
    let file = shown.location.root.join(&*source.file);
    let address = editor(shown, &file.to_string_lossy(), place.line, place.column);
    let _ = write!(
        html,
        "<p class=\"docent-{}\"><a href=\"{}\">{}:{}</a> <code>{}</code> {}",
        note.level,
        escape(&address),
        place.line,
        place.column,
        note.code,
        escape(&note.message),
    );
    if let Some(help) = &note.help {
        let _ = write!(html, "<br><small>{}</small>", escape(help));
    }
    html.push_str("</p>");
}

/// Text as it stands in HTML and in attributes.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    crate::escape::attribute(text, &mut html);
    html
}
