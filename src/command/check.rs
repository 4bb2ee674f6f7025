//! `docent check`: every mistake at its place, by its cause.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use super::Outcome;
use crate::cli::Global;
use crate::diagnostic::Level;
use crate::error::{Error, Result};
use crate::report::{Format, Group, Options, Report, SourceView, Totals};
use crate::site::Coverage;
use crate::site::links::Target;
use crate::source::SourceId;
use crate::workspace::Workspace;

/// What `check` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Only findings in these files and folders are reported; everything is read all the same
    pub paths: Vec<std::path::PathBuf>,
    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub output_format: String,
    /// Findings of these codes, also hints; `all` for every code
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// No findings of these codes
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// What findings are put together: cause, file or code
    #[arg(long, value_name = "WHAT", default_value = "cause")]
    pub group: String,
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read or the report not written.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let (_, workspace) = super::open(global, Coverage::Own)?;
    let diagnostics = workspace.diagnostics();
    let all = arguments.select.iter().any(|code| code == "all");
    let wanted = diagnostics.iter().filter(|(level, found)| {
        let code = found.code.as_str();
        let selected = match arguments.select.is_empty() {
            true => *level > Level::Hint,
            false => all || arguments.select.iter().any(|wanted| wanted == code),
        };
        selected && !arguments.ignore.iter().any(|ignored| ignored == code)
    });
    let report = Report::new(
        wanted.map(|(level, found)| (*level, found)),
        &|id| view(&workspace, id),
        totals(&workspace),
    );
    let format = Format::named(&arguments.output_format).ok_or_else(|| {
        Error::usage(format!(
            "there is no output format `{}`",
            arguments.output_format
        ))
    })?;
    let group = Group::named(&arguments.group).ok_or_else(|| {
        Error::usage(format!(
            "findings cannot be grouped by `{}`",
            arguments.group
        ))
    })?;
    let options = Options {
        group,
        ..Options::default()
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    report
        .print(format, &options, &mut out)
        .and_then(|()| out.flush())
        .map_err(Error::io("write to", "stdout"))?;
    Ok(if report.count(Level::Error) > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// What a report says of a source.
pub fn view(workspace: &Workspace, id: SourceId) -> SourceView {
    let text = workspace.text(id);
    let locales = &workspace.config.locales;
    let locale = text.source.name.locale;
    SourceView {
        file: Arc::clone(&text.source.file),
        locale: if text.kind.is_some() {
            locales.get(locale).tag.as_str().into()
        } else {
            "".into()
        },
        path: text.source.name.path.as_str().into(),
        is_source_locale: locale == locales.source(),
        text: Arc::clone(&text.source.text),
    }
}

/// What was checked and what was not.
pub fn totals(workspace: &Workspace) -> Totals {
    use crate::report::Unchecked;
    use crate::site::anchors::AnchorState;
    let site = workspace.site();
    let (mut links, mut external, mut unknown) = (0, 0, 0);
    for page in site.judged() {
        for link in &page.links {
            match link.target {
                Target::External(_) => external += 1,
                _ => links += 1,
            }
            unknown += usize::from(link.anchor == AnchorState::Unknown);
        }
        links += page.parts.includes.len();
    }
    let inputs = workspace.inputs();
    Totals {
        files: inputs
            .texts
            .iter()
            .filter(|text| text.kind.is_some())
            .count(),
        pages: site.judged().count(),
        locales: inputs.locales.len(),
        links,
        unchecked: [
            (Unchecked::External, external),
            (Unchecked::BehindMissingInclude, unknown),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect(),
        hidden: Vec::new(),
    }
}
