//! `docent build`: the whole site, written.

use std::io::{IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rustc_hash::FxHashSet;

use super::check::baseline;
use super::terminal::Reader;
use super::{Denied, Outcome, opening};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::error::{Error, Result};
use crate::highlight::Highlighter;
use crate::images;
use crate::locale::LocaleId;
use crate::options::Global;
use crate::output::{self, Output, Summary};
use crate::project::{self, Location};
use crate::publication::{Publication, Sizes};
use crate::render::Content;
use crate::render::files::File;
use crate::report::{self, Finding, Report, Totals};
use crate::theme::{Theme, ThemeError};
use crate::workspace::{Broken, Workspace, file_of_theme};

/// What `build` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// Where the site is written; `output:` of docent.yml if not given
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Where the site will stand; `base_url:` of docent.yml if not given
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Errors in the content make the build fail; the site is written all the same
    #[arg(long)]
    pub strict: bool,
    /// Findings of this level or of these codes make the build fail
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Findings that this file lists do not make the build fail
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// The project cannot be read, the output is not ours or not writable, or the theme has a mistake.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let start = Instant::now();
    let limits = Limits::new(arguments)?;
    let (location, workspace, output) = open(global, arguments, &limits.denied)?;
    // The process ends with the build: the system takes all memory back at once, faster than piece by piece.
    let workspace = ManuallyDrop::new(workspace);
    let (theme, errors) = Theme::load(&workspace.theme, &workspace.catalog);
    if let Some(error) = errors.first() {
        return Err(theme_error(&workspace, error));
    }
    let highlighter = workspace.config.highlight.then(Highlighter::default);
    let sizes = read_sizes(&location, &workspace);
    let publication = Publication::new(&workspace, &theme, highlighter.as_ref(), &*sizes, false);
    let publication = ManuallyDrop::new(publication);
    let summary = write(global, &location, &workspace, &publication, output)?;
    let found = workspace.diagnostics();
    let (named, outcome) = limits.judge(&workspace, &found);
    let told = match global.quiet {
        true => tell_named(&named),
        false => tell(&workspace, &publication, &summary, start)
            .and_then(|()| tell_named(&named))
            .and_then(|()| tell_counts(&found)),
    };
    Reader::of(told).map_err(Error::io("write to", "stderr"))?;
    Ok(outcome)
}

/// The project as it is to be built, and where to. The folders of all locales are guarded, also of those left out.
fn open(
    global: &Global,
    arguments: &Arguments,
    denied: &Denied,
) -> Result<(Location, Workspace, Output)> {
    let location = super::locate(global, &[])?;
    let (mut config, file) = project::read_config(&location)?;
    opening::refuse_broken(&Broken::of_settings(file.as_ref()))?;
    opening::note_default(global, &location);
    if let Some(url) = &arguments.base_url {
        config.set_base_url(url)?;
    }
    denied
        .codes()
        .iter()
        .for_each(|&code| config.checks.ask_for(code));
    let whole = config.clone();
    limit(&mut config, &location, global, arguments)?;
    if let Some(folder) = &arguments.output_dir {
        // What is written is never read, also where it lies among the content.
        config.output = here()?.join(folder).to_string_lossy().into_owned();
    }
    let project = project::read(&location, config, file)?;
    // Only now it is known which of the files that the configuration names are there.
    let mut broken = Broken::of_settings(project.config_file.as_ref());
    broken.extend(Broken::of_redirects(&project));
    opening::refuse_broken(&broken)?;
    opening::expect_pages(&location, &project)?;
    let output = open_output(&location, &whole, arguments.output_dir.as_deref())?;
    let workspace = Workspace::open_for_pages(project);
    Ok((location, workspace, output))
}

/// Leaves out the locales that nobody asked for, unless the whole site stands where this one would be written.
fn limit(
    config: &mut Config,
    location: &Location,
    global: &Global,
    arguments: &Arguments,
) -> Result<()> {
    project::limit(config, &global.locale)?;
    let whole = project::real_path(&location.root.join(&config.output));
    let is_apart = match &arguments.output_dir {
        Some(folder) => project::real_path(&here()?.join(folder)) != whole,
        None => false,
    };
    if global.locale.is_empty() || is_apart {
        return Ok(());
    }
    let message = format!(
        "a site of some locales would take the place of the whole one in `{}`",
        config.output
    );
    Err(Error::usage(message).with_help("name a folder of its own for it with `--output-dir`"))
}

fn here() -> Result<PathBuf> {
    std::env::current_dir().map_err(Error::io("open the folder", "."))
}

/// The output folder, ready to be written.
///
/// # Errors
/// It is, holds or lies in what the site is made from, or holds what docent has not written.
pub fn open_output(location: &Location, config: &Config, asked: Option<&Path>) -> Result<Output> {
    let folder = match asked {
        Some(folder) => here()?.join(folder),
        None => location.root.join(&config.output),
    };
    let mut inputs: Vec<PathBuf> = config
        .folders
        .iter()
        .map(|folder| location.root.join(folder))
        .collect();
    // A folder of its own within the content is left out when the content is read.
    let real = project::real_path(&folder);
    inputs.retain(|input| {
        let input = project::real_path(input);
        real == input || !real.starts_with(&input)
    });
    inputs.extend(config.theme.as_ref().map(|theme| location.root.join(theme)));
    inputs.extend(location.config.clone());
    Output::open(&folder, &inputs)
}

/// The sizes of all images, as a lookup.
pub fn read_sizes<'a>(location: &Location, workspace: &'a Workspace) -> Box<Sizes<'a>> {
    let folder = |locale: LocaleId| location.root.join(workspace.config.folder(locale));
    let sizes = images::sizes(folder, workspace.inputs().assets);
    let index = &workspace.site().index;
    Box::new(move |asset, locale| {
        sizes
            .get(&(locale, index.asset(asset).path.clone()))
            .copied()
    })
}

fn write(
    global: &Global,
    location: &Location,
    workspace: &Workspace,
    publication: &Publication<'_>,
    output: Output,
) -> Result<Summary> {
    let files = &publication.presentation().files;
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let searches = publication.searches();
    let bar = progress(global, paths.len());
    let content = |at: usize| -> Result<output::Content> {
        bar.inc(1);
        let content = publication.written(searches.as_ref(), &files[at]);
        on_disk(location, workspace, content)
    };
    let search_files = || {
        let files = searches.iter().flat_map(|it| publication.files_of(it));
        files.map(|file| (file.path, file.bytes)).collect()
    };
    let summary = output.publish(&paths, content, search_files);
    bar.finish_and_clear();
    summary
}

/// The content of a file as the output takes it.
fn on_disk(
    location: &Location,
    workspace: &Workspace,
    content: std::result::Result<Content, ThemeError>,
) -> Result<output::Content> {
    match content {
        Ok(Content::Bytes(bytes)) => Ok(output::Content::Bytes(bytes)),
        Ok(Content::Copy(locale, path)) => {
            let folder = location.root.join(workspace.config.folder(locale));
            Ok(output::Content::File(folder.join(path.as_str())))
        }
        Err(error) => Err(theme_error(workspace, &error)),
    }
}

/// A mistake of the theme with the file as the user has it.
fn theme_error(workspace: &Workspace, error: &ThemeError) -> Error {
    let is_own = workspace.theme.iter().any(|file| file.name == error.file);
    let mut error = error.clone();
    if is_own {
        error.file = file_of_theme(&workspace.config, &error.file);
    }
    Error::usage(format!("the theme has a mistake: {error}"))
        .with_help("nothing is written until it is mended")
}

/// A bar on a terminal, nothing elsewhere.
fn progress(global: &Global, files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    if global.quiet || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files") {
        bar.set_style(style);
    }
    bar
}

/// Which findings make a build fail.
struct Limits {
    denied: Denied,
    /// The fingerprints of those that are accepted for now.
    known: FxHashSet<String>,
}

impl Limits {
    fn new(arguments: &Arguments) -> Result<Self> {
        let mut denied = Denied::parse(&arguments.deny)?;
        if arguments.strict {
            denied.add(Level::Error);
        }
        let known = arguments.baseline.as_ref();
        let known = known.map_or_else(|| Ok(FxHashSet::default()), |file| baseline::read(file))?;
        Ok(Self { denied, known })
    }

    /// The findings that the build names itself, and how it ends.
    fn judge(
        &self,
        workspace: &Workspace,
        found: &[(Level, Diagnostic)],
    ) -> (Vec<Finding>, Outcome) {
        let is_denied = |level, code| self.denied.covers(level, code);
        let concerns = |(level, finding): &&(Level, Diagnostic)| {
            is_loss(*level, finding.code) || is_denied(*level, finding.code)
        };
        if !found.iter().any(|it| concerns(&it)) {
            return (Vec::new(), Outcome::Clean);
        }
        // Of equal findings in one file each has its number, so all must be there to tell which are known.
        let all = !self.known.is_empty();
        let judged = found.iter().filter(|it| all || concerns(it)).cloned();
        let view = |id| super::check::view(workspace, id);
        let report = Report::new(judged, &view, Totals::default());
        let fails = |finding: &Finding| {
            is_denied(finding.level, finding.code)
                && !self.known.contains(&finding.fingerprint.to_string())
        };
        let outcome = match report.findings.iter().any(fails) {
            true => Outcome::Findings,
            false => Outcome::Clean,
        };
        let findings = report.findings.into_iter();
        let named = findings.filter(|it| is_loss(it.level, it.code) || fails(it));
        (named.collect(), outcome)
    }
}

fn tell(
    workspace: &Workspace,
    publication: &Publication<'_>,
    summary: &Summary,
    start: Instant,
) -> std::io::Result<()> {
    let mut out = anstream::stderr().lock();
    for notice in &workspace.notices {
        writeln!(out, "note: {}", report::clean(notice))?;
    }
    if summary.was_damaged {
        writeln!(
            out,
            "note: the list of what docent has written in the output was damaged; files of an older site may have stayed"
        )?;
    }
    if workspace.config.base_url.is_none() {
        let links = match workspace.config.has_relative_links() {
            true => "; links are relative",
            false => "",
        };
        writeln!(
            out,
            "note: without the whole address as `base_url` there is no sitemap, and no canonical or hreflang link{links}"
        )?;
    }
    let inputs = workspace.inputs();
    let sources = inputs
        .texts
        .iter()
        .filter(|text| text.kind.is_some())
        .count();
    let pages = publication
        .presentation()
        .files
        .iter()
        .filter(|(_, file)| matches!(file, File::Page(_)))
        .count();
    writeln!(
        out,
        "read {} in {}, built {} in {:.1} s",
        report::count(sources, "source"),
        report::count(inputs.locales.len(), "locale"),
        report::count(pages, "page"),
        start.elapsed().as_secs_f32()
    )?;
    let Summary {
        written,
        unchanged,
        removed,
        was_damaged: _,
    } = summary;
    writeln!(
        out,
        "files: {written} written, {unchanged} kept as they were, {removed} removed"
    )?;
    Ok(())
}

/// The mistakes because of which the site lacks a page or a part of one, whatever the words of its pages say.
const LOSSES: &[Code] = &[
    Code::NotUtf8,
    Code::FileTooLarge,
    Code::FrontMatterInvalid,
    Code::CircularReference,
    Code::IncludeTooLarge,
    Code::PublishUrlConflict,
    Code::ConfigUnknownKey,
    Code::ConfigInvalid,
];

/// How many of them a build names; where there are more, one cause is behind most.
const NAMED: usize = 20;

fn is_loss(level: Level, code: Code) -> bool {
    level == Level::Error && LOSSES.contains(&code)
}

/// Says which findings cost a part of the site or make the build fail.
fn tell_named(named: &[Finding]) -> std::io::Result<()> {
    let mut out = anstream::stderr().lock();
    for finding in named.iter().take(NAMED) {
        let (place, level, code) = (report::position(finding), finding.level, finding.code);
        writeln!(
            out,
            "{place}: {level}[{code}] {}",
            report::clean(&finding.message)
        )?;
    }
    if let Some(more) = named.len().checked_sub(NAMED + 1) {
        writeln!(
            out,
            "… and {} like these",
            report::count(more + 1, "finding")
        )?;
    }
    Ok(())
}

/// Says how many findings there are in all.
fn tell_counts(found: &[(Level, Diagnostic)]) -> std::io::Result<()> {
    let mut out = anstream::stderr().lock();
    let count = |wanted| found.iter().filter(|(level, _)| *level == wanted).count();
    match (count(Level::Error), count(Level::Warning)) {
        (0, 0) => writeln!(out, "no findings"),
        (errors, warnings) => writeln!(
            out,
            "findings: {}, {}; `docent check` lists them",
            report::count(errors, "error"),
            report::count(warnings, "warning")
        ),
    }
}
