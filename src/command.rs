//! The commands: each opens the project, asks the workspace, and says what came of it.

pub mod build;
pub mod check;
pub mod clean;
pub mod completions;
pub mod config;
pub mod explain;
pub mod external;
mod git;
pub mod i18n;
pub mod init;
pub mod inspect;
pub mod new;
mod places;
mod replace;
#[cfg(feature = "serve")]
pub mod serve;
pub mod terminal;

use std::path::PathBuf;

use crate::cli::{Cli, Command, Global};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Level};
use crate::error::{Error, Result};
use crate::project::{self, Location};
use crate::site::Coverage;
use crate::workspace::Workspace;

/// How a command ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain of: 0.
    Clean,
    /// Findings at or above the limit: 1.
    Findings,
}

/// Carries out what was typed.
///
/// # Errors
/// The environment or the usage does not allow it.
pub fn run(cli: Cli) -> Result<Outcome> {
    if let Some(threads) = cli.global.threads {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
        pool.map_err(|error| Error::usage(format!("cannot start {threads} threads: {error}")))?;
    }
    match cli.command {
        Command::Build(arguments) => build::run(&cli.global, &arguments),
        Command::Check(arguments) => check::run(&cli.global, &arguments),
        Command::Inspect(arguments) => inspect::run(&cli.global, &arguments),
        Command::Explain(arguments) => explain::run(&cli.global, &arguments),
        Command::External(arguments) => external::run(&cli.global, &arguments),
        Command::Init(arguments) => init::run(&cli.global, &arguments),
        Command::New(arguments) => new::run(&cli.global, &arguments),
        Command::I18n(arguments) => i18n::run(&cli.global, arguments),
        Command::Config(arguments) => config::run(&cli.global, arguments),
        Command::Clean(arguments) => clean::run(&cli.global, &arguments),
        Command::Completions(arguments) => completions::run(arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&cli.global, &arguments),
    }
}

/// Opens the project that the options name.
///
/// # Errors
/// It cannot be read, or a locale that was asked for is not configured.
pub fn open(global: &Global, coverage: Coverage) -> Result<(Location, Workspace)> {
    open_with(global, coverage, |_| Ok(()))
}

/// The same, with a change to the configuration before anything is read.
///
/// # Errors
/// As [`open`], and what the change itself refuses.
pub fn open_with(
    global: &Global,
    coverage: Coverage,
    change: impl FnOnce(&mut Config) -> Result<()>,
) -> Result<(Location, Workspace)> {
    let location = locate(global, &[])?;
    let workspace = open_at(&location, coverage, change)?;
    Ok((location, workspace))
}

/// The same at a location that is known.
///
/// # Errors
/// As [`open_with`].
pub fn open_at(
    location: &Location,
    coverage: Coverage,
    change: impl FnOnce(&mut Config) -> Result<()>,
) -> Result<Workspace> {
    let (mut config, file) = project::read_config(location)?;
    change(&mut config)?;
    let project = project::read(location, config, file)?;
    Ok(Workspace::open(project, coverage))
}

/// Where the project is that the options name, or that holds the first of `paths` if the current folder is in none.
///
/// # Errors
/// What was named does not exist.
pub fn locate(global: &Global, paths: &[PathBuf]) -> Result<Location> {
    let here = Location::find(global.root.as_deref(), global.config.as_deref())?;
    let named = global.root.is_some() || global.config.is_some();
    let path = paths.first().and_then(|path| path.canonicalize().ok());
    let inside = |path: &PathBuf| here.config.is_some() && path.starts_with(&here.root);
    let Some(path) = path.filter(|path| !named && !inside(path)) else {
        return Ok(here);
    };
    let mut above = path.ancestors().filter(|folder| folder.is_dir());
    if let Some(folder) = above.find(|folder| folder.join(FILE_NAME).is_file()) {
        return Location::find(Some(folder), None);
    }
    let detected = path.starts_with(&here.root) && !project::detect_locales(&here.root).is_empty();
    match here.config.is_none() && !detected && path.is_dir() {
        true => Location::find(Some(&path), None),
        false => Ok(here),
    }
}

/// The levels and codes that `--deny` names: findings of theirs make the command fail.
#[derive(Clone, Debug, Default)]
pub struct Denied {
    level: Option<Level>,
    codes: Vec<Code>,
}

impl Denied {
    /// What `words` name: `errors`, `warnings`, `hints` or codes.
    ///
    /// # Errors
    /// A word is neither.
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut denied = Self::default();
        for word in words {
            match Level::named(word.trim_end_matches('s')) {
                Some(level) => denied.level = Some(level),
                None => denied.codes.push(code(word)?),
            }
        }
        Ok(denied)
    }

    /// Whether a finding of this level and code is denied.
    pub fn covers(&self, level: Level, code: Code) -> bool {
        self.level.is_some_and(|denied| level >= denied) || self.codes.contains(&code)
    }
}

/// The code that a word names.
///
/// # Errors
/// There is no such code; the help names the nearest.
pub fn code(word: &str) -> Result<Code> {
    Code::named(word).ok_or_else(|| {
        let near = crate::suggest::nearest(word, Code::ALL.iter().map(|code| code.as_str()));
        let help = near.map_or_else(
            || "`docent explain` lists the codes".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Error::usage(format!("there is no code `{word}`")).with_help(help)
    })
}

/// The locales that were asked for; all if none was.
///
/// # Errors
/// One of them is not configured.
pub fn chosen(global: &Global, config: &Config) -> Result<Vec<crate::locale::LocaleId>> {
    if global.locale.is_empty() {
        return Ok(config.locales.iter().map(|(id, _)| id).collect());
    }
    let find = |tag: &String| {
        config.locales.find(tag).ok_or_else(|| {
            let known: Vec<&str> = config
                .locales
                .iter()
                .map(|(_, locale)| &*locale.tag)
                .collect();
            Error::usage(format!("there is no locale `{tag}`"))
                .with_help(format!("the locales are {}", known.join(", ")))
        })
    };
    global.locale.iter().map(find).collect()
}
