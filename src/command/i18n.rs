//! `docent i18n`: how far the translations are.

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::inherited::Inherited;
use super::{Outcome, terminal};
use crate::diagnostic::Level;
use crate::error::Result;
use crate::locale::LocaleId;
use crate::options::Global;
use crate::site::Coverage;
use crate::site::index::RowKind;
use crate::source::SourceName;
use crate::workspace::Workspace;

/// What `i18n` takes.
#[derive(Clone, Copy, Debug, Args)]
pub struct Arguments {
    /// What is to be told.
    #[command(subcommand)]
    pub what: What,
}

/// What is told of the translations.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum What {
    /// Count for each locale what is translated, missing or damaged, and what has no source page
    Status {
        /// How the numbers are written
        #[arg(long, alias = "format", value_name = "FORMAT", default_value = "table")]
        output_format: Format,
    },
}

/// How the numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// JSON, with the paths behind the numbers
    Json,
}

/// The state of one locale.
#[derive(Debug, Serialize)]
struct Status<'a> {
    locale: &'a str,
    is_source: bool,
    /// Pages that this locale has a text for.
    pages: usize,
    /// Those of them that the source locale has too.
    translated: usize,
    /// Content paths of source pages without a translation.
    missing: Vec<&'a str>,
    /// Content paths of pages without a source page.
    orphans: Vec<&'a str>,
    /// Content paths of translated pages and includes with errors or warnings that their source pages do not have.
    damaged: Vec<&'a str>,
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read.
pub fn run(global: &Global, arguments: Arguments) -> Result<Outcome> {
    let (_, workspace) = super::open(global, Coverage::Own)?;
    let locales = super::chosen(global, &workspace.config)?;
    let damaged = damaged(&workspace);
    let all: Vec<Status<'_>> = locales
        .into_iter()
        .map(|id| status(&workspace, &damaged, id))
        .collect();
    let What::Status { output_format } = arguments.what;
    terminal::print(|out| match output_format {
        Format::Table if global.verbose > 0 => {
            table(&all, out)?;
            all.iter().try_for_each(|status| paths(status, out))
        }
        Format::Table => table(&all, out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)
        }
    })?;
    Ok(Outcome::Clean)
}

/// The translated texts with errors or warnings that their source pages do not have.
fn damaged(workspace: &Workspace) -> BTreeSet<(LocaleId, &str)> {
    let source = workspace.config.locales.source();
    let findings = workspace.judgement().findings;
    let inherited = Inherited::new(workspace, &findings);
    let mut damaged = BTreeSet::new();
    for (level, finding) in &findings {
        let text = workspace.text(finding.span.source);
        let (name, path) = (&text.source.name, text.source.name.path.as_str());
        let is_translation = text.kind.is_some()
            && name.locale != source
            && workspace
                .source(&SourceName {
                    locale: source,
                    ..name.clone()
                })
                .is_some();
        if is_translation && *level > Level::Hint && !inherited.holds(finding) {
            damaged.insert((name.locale, path));
        }
    }
    damaged
}

fn status<'a>(
    workspace: &'a Workspace,
    damaged: &BTreeSet<(LocaleId, &'a str)>,
    locale: LocaleId,
) -> Status<'a> {
    let locales = &workspace.config.locales;
    let mut status = Status {
        locale: &locales.get(locale).tag,
        is_source: locale == locales.source(),
        pages: 0,
        translated: 0,
        missing: Vec::new(),
        orphans: Vec::new(),
        damaged: damaged
            .range((locale, "")..)
            .map_while(|(of, path)| (*of == locale).then_some(*path))
            .collect(),
    };
    let rows = workspace.site().index.rows().map(|(_, row)| row);
    for row in rows.filter(|row| row.kind == RowKind::Page) {
        let path = row.path.as_str();
        match (
            row.own(locale).is_some(),
            row.own(locales.source()).is_some(),
        ) {
            (true, true) => status.translated += 1,
            (true, false) => status.orphans.push(path),
            (false, true) => status.missing.push(path),
            (false, false) => {}
        }
        status.pages += usize::from(row.own(locale).is_some());
    }
    status
}

fn table(all: &[Status<'_>], out: &mut dyn Write) -> io::Result<()> {
    let row = |out: &mut dyn Write, cells: [&str; 6]| {
        let [locale, pages, translated, missing, orphans, damaged] = cells;
        writeln!(
            out,
            "{locale:<12} {pages:>8} {translated:>12} {missing:>8} {orphans:>8} {damaged:>8}"
        )
    };
    row(
        out,
        [
            "locale",
            "pages",
            "translated",
            "missing",
            "orphans",
            "damaged",
        ],
    )?;
    for status in all {
        let whole = status.translated + status.missing.len();
        let share = (100 * status.translated).checked_div(whole).unwrap_or(100);
        let translated = match status.is_source {
            true => "source".to_owned(),
            false => format!("{} ({share}%)", status.translated),
        };
        let [missing, orphans, damaged] = [&status.missing, &status.orphans, &status.damaged]
            .map(|paths| paths.len().to_string());
        let pages = status.pages.to_string();
        row(
            out,
            [
                status.locale,
                &pages,
                &translated,
                &missing,
                &orphans,
                &damaged,
            ],
        )?;
    }
    Ok(())
}

/// The paths behind the numbers of one locale.
fn paths(status: &Status<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lists = [
        ("missing", &status.missing),
        ("without a source page", &status.orphans),
        ("damaged", &status.damaged),
    ];
    for (what, paths) in lists.into_iter().filter(|(_, paths)| !paths.is_empty()) {
        writeln!(out, "\n{}, {what}:", status.locale)?;
        for path in paths {
            writeln!(out, "  {path}")?;
        }
    }
    Ok(())
}
