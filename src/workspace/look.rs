//! The site's own theme and messages as texts that findings can stand in.

use std::sync::Arc;

use super::overrides::{self, Unused, UnusedFile};
use super::{Workspace, add_outside};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::line_index::LineIndex;
use crate::source::SourceId;
use crate::span::{Span, TextRange, offset};
use crate::theme::{Place, Theme, ThemeError};
use crate::yaml::{self, Step};

impl Workspace {
    /// Takes over theme and messages as they are now: their texts, what is wrong with the templates, what has no effect.
    pub(super) fn look_anew(&mut self) {
        for file in self.messages.clone() {
            self.put_outside(&file.name, &file.text);
        }
        // The default theme is tested.
        let errors = match self.theme.is_empty() {
            true => Vec::new(),
            false => Theme::load(&self.theme, &self.catalog).1,
        };
        let mut found = Vec::new();
        for error in &errors {
            found.extend(self.of_theme(error));
        }
        found.extend(self.without_effect());
        self.in_theme = found;
    }

    /// What is to replace something of docent's and replaces nothing.
    fn without_effect(&mut self) -> Vec<Diagnostic> {
        if self.theme.is_empty() && self.messages.is_empty() {
            return Vec::new();
        }
        let tags: Vec<&str> = self.config.tags().collect();
        let unused: Vec<Unused> = overrides::unused(&self.theme, &self.messages, &tags);
        let mut found = Vec::new();
        for unused in unused {
            let source = match &unused.file {
                UnusedFile::Messages(name) => self.outside_text(name),
                UnusedFile::Template(name) => self.put_template(name),
            };
            let Some(source) = source else { continue };
            let span = Span::new(source, unused.range);
            let subject = unused.message.clone();
            let finding = Diagnostic::new(Code::OverrideUnused, span, unused.message, subject);
            found.push(finding.with_help(unused.help));
        }
        found
    }

    /// The id of a template of the site's theme, which findings can stand in from now on.
    fn put_template(&mut self, name: &str) -> Option<SourceId> {
        let own = self.theme.iter().find(|file| file.name == name)?;
        let text = String::from_utf8_lossy(&own.bytes).into_owned();
        Some(self.put_outside(&file_of_theme(&self.config, name), &text))
    }

    /// A template's mistake in the file as the user has it; one that no file of the site has stands where the theme is named.
    fn of_theme(&mut self, error: &ThemeError) -> Option<Diagnostic> {
        let span = match self.put_template(&error.file) {
            Some(source) => {
                let text = &self.text(source).source.text;
                let range = error.place.map(|place| range(text, place));
                Span::new(source, range.unwrap_or_default())
            }
            None => {
                let source = self.config_text?;
                let text = &self.text(source).source.text;
                let range = yaml::value_range(text, &[Step::Key("theme".into())]);
                Span::new(source, range.unwrap_or_default())
            }
        };
        let subject = format!("{} {}", error.file, error.message);
        let finding = Diagnostic::new(Code::ThemeError, span, error.message.clone(), subject);
        Some(finding.with_help("until it is mended, the site is not built"))
    }

    fn outside_text(&self, name: &str) -> Option<SourceId> {
        let is_it = |text: &Arc<_>| is_outside(text, name);
        let at = self.texts.iter().position(is_it)?;
        Some(SourceId(offset(at)))
    }

    /// The id of a text that is no content, which is `text` from now on.
    pub(super) fn put_outside(&mut self, name: &str, text: &str) -> SourceId {
        let Some(id) = self.outside_text(name) else {
            return add_outside(
                &mut self.texts,
                &self.config,
                name.into(),
                text.to_owned().into(),
            );
        };
        if *self.text(id).source.text != *text {
            Arc::make_mut(&mut self.texts[id.index()]).source.text = text.to_owned().into();
        }
        id
    }
}

fn is_outside(text: &crate::site::Text, name: &str) -> bool {
    text.kind.is_none() && *text.source.file == *name
}

/// A file of the site's theme as seen from the folder of the configuration: `themes/contoso/templates/page.html`.
pub fn file_of_theme(config: &Config, file: &str) -> String {
    let folder = config.theme.as_deref().unwrap_or("themes");
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    format!("{folder}/{file}")
}

/// The bytes of a place in a template; what the engine says of them is not trusted.
fn range(text: &str, place: Place) -> TextRange {
    let known = place
        .range
        .filter(|range| text.get(range.as_usize()).is_some());
    known.unwrap_or_else(|| {
        let line = LineIndex::new(text).line_range(text, place.line);
        let words = text.get(line.as_usize()).unwrap_or_default();
        let before = words.chars().take(place.column.saturating_sub(1) as usize);
        let start = line.start + offset(before.map(char::len_utf8).sum());
        TextRange::new(start, line.end.max(start))
    })
}
