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
mod inherited;
pub mod init;
pub mod inspect;
pub mod new;
mod opening;
mod places;
#[cfg(feature = "serve")]
pub mod serve;
pub mod terminal;

use std::path::PathBuf;

use crate::config::Config;
use crate::diagnostic::{Code, Level};
use crate::error::{Error, Result};
use crate::options::Global;
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

/// Opens the project that the options name.
///
/// # Errors
/// It cannot be read, or a locale that was asked for is not configured.
pub fn open(global: &Global, coverage: Coverage) -> Result<(Location, Workspace)> {
    let location = locate(global, &[])?;
    let workspace = open_at(&location, coverage, |_| Ok(()))?;
    Ok((location, workspace))
}

/// The same at a location that is known, with a change to the configuration before anything is read.
///
/// # Errors
/// As [`open`], and what the change itself refuses.
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
    if let Some(folder) = above.find(|folder| project::has_config(folder)) {
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
    /// What `words` name: `errors`, `warnings`, `hints`, each also without its `s`, or codes.
    ///
    /// # Errors
    /// A word is neither.
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut denied = Self::default();
        for word in words {
            let one = word.strip_suffix('s').unwrap_or(word);
            match Level::named(one).filter(|level| *level != Level::Off) {
                Some(level) => denied.add(level),
                None => denied.codes.push(code(word)?),
            }
        }
        Ok(denied)
    }

    /// Denies this level and what is worse as well.
    pub fn add(&mut self, level: Level) {
        self.level = Some(self.level.map_or(level, |denied| denied.min(level)));
    }

    /// The codes that are named.
    pub fn codes(&self) -> &[Code] {
        &self.codes
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
    project::chosen(&global.locale, config)
}
