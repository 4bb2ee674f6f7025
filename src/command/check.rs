//! `docent check`: every mistake at its place, by its cause.

pub mod baseline;
mod fixing;
mod repository;
mod selection;
mod since;
mod totals;
#[cfg(feature = "serve")]
mod watch;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use rustc_hash::FxHashSet;

use super::inherited::Inherited;
use super::places::Places;
use super::terminal::Reader;
use super::{Outcome, opening, terminal};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result};
use crate::locale::LocaleId;
use crate::options::Global;
use crate::project::{self, Location};
use crate::replace::replace_with;
use crate::report::{Format, Group, Hidden, Options, Report, SourceView};
use crate::site::Coverage;
use crate::source::SourceId;
use crate::workspace::Workspace;
use selection::Selection;
pub use totals::totals;

/// What `check` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Only findings in these files and folders are reported; everything is read all the same
    pub paths: Vec<PathBuf>,
    /// How the findings are written
    #[arg(long, alias = "format", value_name = "FORMAT", default_value = "full",
        value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str())))]
    pub output_format: String,
    /// Write them to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What findings are put together
    #[arg(long, value_name = "WHAT", default_value = "cause",
        value_parser = PossibleValuesParser::new(Group::ALL.iter().map(|group| group.as_str())))]
    pub group: String,
    /// How many entries are shown to people before the rest is only counted
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max: usize,
    /// Only findings of these codes, also if they are off for the site; `all` for errors, warnings and hints
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// No findings of these codes, each by its name
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Findings of these codes count as errors, also if they are off; `warnings` for all warnings
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings to the baseline
    #[arg(long, requires = "baseline", conflicts_with_all = ["paths", "since", "select", "ignore"])]
    pub update_baseline: bool,
    /// Only findings that the change since this git revision causes
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// No findings that a translation has because its source page has them
    #[arg(long, conflicts_with_all = ["all_locales", "update_baseline"])]
    pub own: bool,
    /// How many findings there are of each code, in place of the findings
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    pub statistics: bool,
    /// Carry out the safe fixes
    #[arg(long)]
    pub fix: bool,
    /// With `--fix` or `--diff`: also the fixes that a person should look at
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what would be fixed and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Fix the same mistake in all translations
    #[arg(long)]
    pub all_locales: bool,
    /// Check again after each change
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "update_baseline"])]
    pub watch: bool,
}

impl Arguments {
    fn fixes(&self) -> bool {
        self.fix || self.diff
    }
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read or the report not written.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let alone = [
        ("--unsafe-fixes", arguments.unsafe_fixes),
        ("--all-locales", arguments.all_locales),
    ];
    let alone = alone.iter().find(|(_, is_given)| *is_given);
    if let Some((option, _)) = alone.filter(|_| !arguments.fixes()) {
        let error = Error::usage(format!("`{option}` alone fixes nothing"));
        return Err(error.with_help("add `--fix` to write the fixes, or `--diff` to see them"));
    }
    if !arguments.watch {
        return once(global, arguments).map(|(outcome, _)| outcome);
    }
    #[cfg(feature = "serve")]
    return watch::run(global, arguments);
    #[cfg(not(feature = "serve"))]
    Err(Error::usage("this docent cannot watch").with_help("build it with the feature `serve`"))
}

/// One check: how it ended, and whether anybody still reads.
fn once(global: &Global, arguments: &Arguments) -> Result<(Outcome, Reader)> {
    let format = format(arguments)?;
    let selection = Selection::new(&arguments.select, &arguments.ignore, &arguments.deny)?;
    let location = super::locate(global, &arguments.paths)?;
    opening::note_default(global, &location);
    let mut workspace = open(global, arguments, &location, &selection)?;
    for notice in &workspace.notices {
        terminal::say(global, format_args!("note: {notice}"));
    }
    let run = Run::new(global, arguments, &location, &workspace, selection)?;
    let diff_only = arguments.diff;
    if arguments.fixes() {
        let changes = run.fix(&mut workspace);
        carry_out(global, diff_only, &location, &changes)?;
        if diff_only {
            return Ok(match changes.fixes {
                0 => (Outcome::Clean, Reader::There),
                _ => (Outcome::Findings, Reader::There),
            });
        }
    }
    let mut report = run.report(global, &workspace)?;
    let errors = report.count(Level::Error);
    let options = run.options(global, &location, &workspace);
    let reader = write(global, arguments, (format, &options), &mut report)?;
    // The process ends: the system takes all memory back at once, faster than piece by piece.
    std::mem::forget((workspace, report));
    Ok(match errors {
        0 => (Outcome::Clean, reader),
        _ => (Outcome::Findings, reader),
    })
}

/// The format that was asked for.
///
/// # Errors
/// It has no statistics, and those were asked for.
fn format(arguments: &Arguments) -> Result<Format> {
    let format = Format::named(&arguments.output_format).unwrap_or_default();
    let counts = matches!(format, Format::Full | Format::Concise | Format::Json);
    if counts || !arguments.statistics {
        return Ok(format);
    }
    let message = format!(
        "there are no statistics in the format `{}`",
        format.as_str()
    );
    let help = "they are a table, or with `--output-format json` an object";
    Err(Error::usage(message).with_help(help))
}

/// The project with the locales that were asked for and those that they fall back to; with all, where the same mistake is
/// to be fixed in all.
///
/// # Errors
/// It cannot be read. What is wrong with the configuration is named before, as it may be the reason.
fn open(
    global: &Global,
    arguments: &Arguments,
    location: &Location,
    selection: &Selection,
) -> Result<Workspace> {
    let (mut config, file) = project::read_config(location)?;
    selection
        .named()
        .for_each(|code| config.checks.ask_for(code));
    let read = || {
        if !arguments.all_locales {
            project::limit(&mut config, &global.locale)?;
        }
        let project = project::read(location, config, file.clone())?;
        opening::expect_pages(location, &project)?;
        Ok(Workspace::open(project, Coverage::Own))
    };
    read().inspect_err(|_| opening::tell_problems(location, file.as_ref()))
}

/// Writes the fixed texts, or prints what would be written, and says how much that is.
fn carry_out(
    global: &Global,
    diff_only: bool,
    location: &Location,
    changes: &fixing::Changes,
) -> Result<()> {
    let files = crate::report::count(changes.files(), "file");
    let verb = if diff_only {
        terminal::print(|out| changes.print(out))?;
        "can be fixed"
    } else {
        let (done, written) = changes.write(location);
        written.inspect_err(|_| {
            let words = format_args!("fixes were written to {done} of {files}, each of them whole");
            terminal::say(global, words);
        })?;
        "fixed"
    };
    let findings = crate::report::count(changes.fixes, "finding");
    terminal::say(global, format_args!("{findings} {verb} in {files}"));
    Ok(())
}

/// What a run is about.
struct Run<'a> {
    arguments: &'a Arguments,
    selection: Selection,
    places: Places,
    locales: Vec<LocaleId>,
    /// Fingerprints of findings that are not new, each list with the reason.
    known: Vec<(Hidden, FxHashSet<String>)>,
}

/// The findings of a site, sorted by whether a run is about them.
#[derive(Default)]
struct Sorted {
    wanted: Vec<(Level, Diagnostic)>,
    /// Of the kinds that are wanted, but in other files or locales.
    elsewhere: Vec<Diagnostic>,
    /// How many of those that the run is about translations have from source pages, as far as that was asked.
    inherited: usize,
    /// All errors of the site, where fixes must not make more of them.
    errors: fixing::Errors,
    hidden: Vec<(Hidden, usize)>,
}

impl<'a> Run<'a> {
    fn new(
        global: &Global,
        arguments: &'a Arguments,
        location: &Location,
        workspace: &Workspace,
        selection: Selection,
    ) -> Result<Self> {
        if arguments.update_baseline && !global.locale.is_empty() {
            return Err(Error::usage("a baseline has the findings of all locales")
                .with_help("leave out `--locale`"));
        }
        let places = Places::new(location, workspace, &arguments.paths)?;
        for path in &places.without_source {
            terminal::say(
                global,
                format_args!("note: `{path}` holds no source of this site"),
            );
        }
        let mut known = Vec::new();
        if let Some(file) = arguments
            .baseline
            .as_ref()
            .filter(|_| !arguments.update_baseline)
        {
            known.push((Hidden::Baseline, baseline::read(file)?));
        }
        if let Some(revision) = &arguments.since {
            known.push((
                Hidden::OlderThanChange,
                since::known(location, revision, &selection, workspace)?,
            ));
        }
        let locales = super::chosen(global, &workspace.config)?;
        Ok(Self {
            arguments,
            selection,
            places,
            locales,
            known,
        })
    }

    fn sort(&self, workspace: &Workspace) -> Sorted {
        let judgement = workspace.judgement();
        let mut sorted = Sorted::default();
        if self.arguments.fixes() {
            sorted.errors = fixing::Errors::of(&judgement.findings);
        }
        // Beside the findings of the source pages, these are folded into them.
        let is_alone = !self.locales.contains(&workspace.config.locales.source());
        let own = self.arguments.own;
        let inherited = (own || is_alone).then(|| Inherited::new(workspace, &judgement.findings));
        let is_inherited =
            |finding: &Diagnostic| inherited.as_ref().is_some_and(|known| known.holds(finding));
        let (mut hints, mut not_selected) = (0, 0);
        let wanted = judgement
            .findings
            .into_iter()
            .filter_map(|(level, finding)| {
                let Some(level) = self.selection.level(level, &finding) else {
                    match self.selection.is_usual_for(finding.code) {
                        true => hints += 1,
                        false => not_selected += 1,
                    }
                    return None;
                };
                if !self.is_about(workspace, &finding) {
                    sorted.elsewhere.push(finding);
                    return None;
                }
                let is_inherited = is_inherited(&finding);
                sorted.inherited += usize::from(is_inherited);
                (!own || !is_inherited).then_some((level, finding))
            });
        sorted.wanted = wanted.collect();
        sorted.hidden = vec![
            (Hidden::Hint, hints),
            (Hidden::NotSelected, not_selected),
            (Hidden::IgnoredInText, judgement.ignored),
            (Hidden::OtherPath, sorted.elsewhere.len()),
            (Hidden::Inherited, if own { sorted.inherited } else { 0 }),
        ];
        sorted
    }

    /// Whether a finding belongs to what the run is about.
    fn is_about(&self, workspace: &Workspace, finding: &Diagnostic) -> bool {
        let source = finding.span.source;
        let about = finding.about.as_deref();
        let Some(locale) = about.and_then(|tag| workspace.config.locales.find(tag)) else {
            return self.concerns(workspace, source);
        };
        let path = &workspace.text(source).source.name.path;
        self.locales.contains(&locale)
            && (self.places.contain(source) || self.places.contain_file(locale, path))
    }

    fn concerns(&self, workspace: &Workspace, source: SourceId) -> bool {
        // All other findings hang on how the configuration is read.
        if workspace.is_configuration(source) {
            return true;
        }
        let text = workspace.text(source);
        let locale = text.kind.is_none() || self.locales.contains(&text.source.name.locale);
        locale && self.places.contain(source)
    }

    fn report(&self, global: &Global, workspace: &Workspace) -> Result<Report> {
        let sorted = self.sort(workspace);
        if sorted.inherited > 0 && !self.arguments.own {
            let findings = crate::report::count(sorted.inherited, "finding");
            let words = format_args!(
                "note: {findings} the source pages have, too (`--own` leaves them out)"
            );
            terminal::say(global, words);
        }
        let mut report = report_of(workspace, sorted.wanted);
        let mut hidden = sorted.hidden;
        if let (Some(file), true) = (&self.arguments.baseline, self.arguments.update_baseline) {
            baseline::write(file, &report)?;
            let findings = crate::report::count(report.findings.len(), "finding");
            terminal::say(
                global,
                format_args!("wrote {findings} to `{}`", file.display()),
            );
            hidden.push((Hidden::Baseline, report.keep(|_| false)));
        }
        for (reason, known) in &self.known {
            let new = |finding: &crate::report::Finding| {
                !known.contains(&finding.fingerprint.to_string())
            };
            hidden.push((*reason, report.keep(new)));
        }
        report.totals.hidden = hidden.into_iter().filter(|(_, count)| *count > 0).collect();
        Ok(report)
    }

    /// How the report is written down.
    fn options(&self, global: &Global, location: &Location, workspace: &Workspace) -> Options {
        let texts = workspace.inputs().texts.iter().enumerate();
        let concerned = texts.filter(|(at, text)| {
            let source = SourceId(crate::span::offset(*at));
            text.kind.is_some() && self.concerns(workspace, source)
        });
        let wanted = concerned.map(|(_, text)| text.source.name.locale).collect();
        Options {
            group: Group::named(&self.arguments.group).unwrap_or_default(),
            colour: file(self.arguments).is_none() && terminal::colours(global.color),
            width: terminal::width(),
            limit: self.arguments.max,
            every_place: global.verbose > 0,
            totals: !global.quiet,
            folders: repository::folders(location, workspace, &wanted),
            explain: super::explain::explanation,
            ..Options::default()
        }
    }

    fn fix(&self, workspace: &mut Workspace) -> fixing::Changes {
        let wanted = fixing::Wanted {
            unsafe_too: self.arguments.unsafe_fixes,
            all_locales: self.arguments.all_locales,
        };
        fixing::fix(workspace, wanted, |workspace| {
            let sorted = self.sort(workspace);
            let new = self.new_only(workspace, sorted.wanted);
            fixing::Chosen {
                findings: new,
                elsewhere: sorted.elsewhere,
                errors: sorted.errors,
            }
        })
    }

    /// The findings that no baseline and no older revision knows.
    fn new_only(
        &self,
        workspace: &Workspace,
        findings: Vec<(Level, Diagnostic)>,
    ) -> Vec<Diagnostic> {
        if self.known.is_empty() {
            return findings.into_iter().map(|(_, finding)| finding).collect();
        }
        // The report has the findings in the order in which they were judged.
        let report = report_of(workspace, findings.clone());
        let ids = report
            .findings
            .iter()
            .map(|finding| finding.fingerprint.to_string());
        let known = |id: &String| self.known.iter().any(|(_, known)| known.contains(id));
        let both = findings.into_iter().zip(ids);
        both.filter(|(_, id)| !known(id))
            .map(|((_, finding), _)| finding)
            .collect()
    }
}

fn report_of(workspace: &Workspace, findings: Vec<(Level, Diagnostic)>) -> Report {
    Report::new(findings, &|id| view(workspace, id), totals(workspace))
}

/// The file that the report is written to; none for standard output.
fn file(arguments: &Arguments) -> Option<&Path> {
    let file = arguments.output.as_deref();
    file.filter(|file| *file != Path::new("-"))
}

/// Writes the report where it was asked for. With `--quiet` people get errors only; machines get everything.
fn write(
    global: &Global,
    arguments: &Arguments,
    (format, options): (Format, &Options),
    report: &mut Report,
) -> Result<Reader> {
    let closing = report.closing_lines();
    if global.quiet && matches!(format, Format::Full | Format::Concise) {
        report.keep(|finding| finding.level == Level::Error);
    }
    let print = |out: &mut dyn Write| match arguments.statistics {
        true => report.print_statistics(format, options, out),
        false => report.print(format, options, out),
    };
    let Some(file) = file(arguments) else {
        return terminal::print(print);
    };
    replace_with(file, print)?;
    for line in closing {
        terminal::say(global, line);
    }
    Ok(Reader::There)
}

/// What a report says of a source.
pub fn view(workspace: &Workspace, id: SourceId) -> SourceView {
    let text = workspace.text(id);
    let locales = &workspace.config.locales;
    let locale = text.source.name.locale;
    let tag = if text.kind.is_some() {
        &*locales.get(locale).tag
    } else {
        ""
    };
    SourceView {
        file: Arc::clone(&text.source.file),
        locale: tag.into(),
        path: text.source.name.path.as_str().into(),
        is_source_locale: locale == locales.source(),
        text: Arc::clone(&text.source.text),
    }
}
