//! What is so wrong with the settings of a project that a site made in spite of it would lack what its owner wants.

use std::sync::Arc;

use super::{ConfigFile, Project};
use crate::config::{Config, ConfigProblem};
use crate::diagnostic::Code;
use crate::line_index::LineIndex;
use crate::redirects;
use crate::span::TextRange;
use crate::yaml;

/// One such mistake; each is a finding `config-invalid` as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file, as seen from the folder of the configuration.
    pub file: Arc<str>,
    /// Line from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Broken {
    /// Those in the configuration as far as it is known to be wrong.
    pub fn of_settings(file: Option<&ConfigFile>) -> Vec<Self> {
        let problems = file.into_iter().flat_map(|file| {
            let problems = file.problems.iter();
            problems.map(|problem| (&file.name, problem))
        });
        problems
            .filter(|(_, problem)| problem.code == Code::ConfigInvalid)
            .map(|(name, problem)| Self::of_problem(Arc::clone(name), problem.clone()))
            .collect()
    }

    /// The list of redirects, where the configuration names one that is not there, or where it cannot be read: all pages
    /// that have moved would be gone. An entry of it that cannot be used costs one of them, and is a finding alone.
    pub fn of_redirects(project: &Project) -> Option<Self> {
        let Some((name, text)) = &project.redirects else {
            let file = project.config_file.as_ref()?;
            let problem = no_redirects(&project.config, file)?;
            return Some(Self::of_problem(Arc::clone(&file.name), problem));
        };
        let (range, message) = redirects::fault(text)?;
        let place = LineIndex::new(text).position(text, TextRange::of(range).start);
        Some(Self {
            file: Arc::clone(name),
            line: place.line,
            column: place.column,
            message,
            help: Some(redirects::FORM.to_owned()),
        })
    }

    fn of_problem(file: Arc<str>, problem: ConfigProblem) -> Self {
        Self {
            file,
            line: problem.line,
            column: problem.column,
            message: problem.message,
            help: problem.help,
        }
    }
}

/// What is wrong where the configuration names a list of redirects that is not there; one that it does not name need not be.
/// Where its value is no name at all, that is the one mistake.
pub(super) fn no_redirects(config: &Config, file: &ConfigFile) -> Option<ConfigProblem> {
    let text = &*file.text;
    // What cannot be read has a place for every key.
    yaml::parse(text).ok()?.get("redirects")?;
    let message = format!(
        "the list of redirects `{}` does not exist",
        config.redirects
    );
    let help = "correct the path, or leave `redirects` out";
    let problem = ConfigProblem::of_key(text, "redirects", message, help);
    let is_told = |other: &ConfigProblem| other.range == problem.range;
    (!file.problems.iter().any(is_told)).then_some(problem)
}
