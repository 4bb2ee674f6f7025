//! `docent i18n`: how far the translations are.

use std::io::{self, Write};

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::{Outcome, terminal};
use crate::error::Result;
use crate::locale::LocaleId;
use crate::options::Global;
use crate::site::Coverage;
use crate::site::index::RowKind;
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
    /// Count for each locale what is translated, what is missing and what has no source page
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
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read.
pub fn run(global: &Global, arguments: Arguments) -> Result<Outcome> {
    let (_, workspace) = super::open(global, Coverage::Own)?;
    let locales = super::chosen(global, &workspace.config)?;
    let all: Vec<Status<'_>> = locales
        .into_iter()
        .map(|id| status(&workspace, id))
        .collect();
    let What::Status { output_format } = arguments.what;
    terminal::print(|out| match output_format {
        Format::Table => table(&all, out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)
        }
    })?;
    Ok(Outcome::Clean)
}

fn status(workspace: &Workspace, locale: LocaleId) -> Status<'_> {
    let locales = &workspace.config.locales;
    let mut status = Status {
        locale: &locales.get(locale).tag,
        is_source: locale == locales.source(),
        pages: 0,
        translated: 0,
        missing: Vec::new(),
        orphans: Vec::new(),
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
    let heads = ["locale", "pages", "translated", "missing", "orphans"];
    let row = |out: &mut dyn Write, cells: [&str; 5]| {
        let [locale, pages, translated, missing, orphans] = cells;
        writeln!(
            out,
            "{locale:<12} {pages:>8} {translated:>12} {missing:>8} {orphans:>8}"
        )
    };
    row(out, heads)?;
    for status in all {
        let pages = status.pages.to_string();
        let whole = status.translated + status.missing.len();
        let translated = match status.is_source {
            true => "source".to_owned(),
            false => format!(
                "{} ({}%)",
                status.translated,
                (100 * status.translated).checked_div(whole).unwrap_or(100)
            ),
        };
        let (missing, orphans) = (
            status.missing.len().to_string(),
            status.orphans.len().to_string(),
        );
        row(
            out,
            [status.locale, &pages, &translated, &missing, &orphans],
        )?;
    }
    Ok(())
}
