//! `docent inspect`: what docent has read in a source and where it thinks that each link leads, as JSON lines.

mod facts;
mod links;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use rustc_hash::FxHashMap;

use super::places::Places;
use super::{Outcome, terminal};
use crate::cli::Global;
use crate::error::Result;
use crate::site::{Coverage, Page};
use crate::source::SourceId;
use crate::workspace::Workspace;

/// What `inspect` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Sources, or folders with all sources below them, as seen from the current folder
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read, or a path does not exist.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = super::locate(global, &arguments.paths)?;
    let workspace = super::open_at(&location, Coverage::Own, |_| Ok(()))?;
    let places = Places::new(&location, &workspace, &arguments.paths)?;
    for path in &places.without_source {
        terminal::say(
            global,
            format_args!("note: `{path}` holds no source of this site"),
        );
    }
    let locales = super::chosen(global, &workspace.config)?;
    let wanted = |source: SourceId| {
        let text = workspace.text(source);
        let locale = locales.contains(&text.source.name.locale);
        text.kind.is_some() && locale && places.contain(source)
    };
    let readers = Readers::of(&workspace);
    terminal::print(|out| {
        let count = workspace.inputs().texts.len();
        let sources = (0..count).map(|at| SourceId(crate::span::offset(at)));
        sources
            .filter(|source| wanted(*source))
            .try_for_each(|source| facts::print(&workspace, &readers, source, out))
    })?;
    Ok(Outcome::Clean)
}

/// Which pages read a source: itself for a page, all that include it for an include.
struct Readers<'a>(FxHashMap<SourceId, Vec<&'a Page>>);

impl<'a> Readers<'a> {
    fn of(workspace: &'a Workspace) -> Self {
        let mut readers: FxHashMap<SourceId, Vec<&Page>> = FxHashMap::default();
        for page in workspace.site().judged() {
            for &part in &page.parts.sources {
                readers.entry(part).or_default().push(page);
            }
        }
        Self(readers)
    }

    fn of_source(&self, source: SourceId) -> &[&'a Page] {
        self.0.get(&source).map_or(&[], Vec::as_slice)
    }
}

/// Writes one fact on a line of its own.
fn write(fact: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, fact)?;
    out.write_all(b"\n")
}
