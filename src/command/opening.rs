//! What a command asks of a project before it relies on it: a sound configuration, and something to read.

use super::terminal;
use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::options::Global;
use crate::project::{self, Location};
use crate::report::{clean, count};
use crate::workspace::{Broken, ConfigFile, Project};

/// Refuses settings of which a value had to be left out or replaced, or a file that they name, after telling each at its
/// place: the site would be another one than the owner wants, and would take the place of the good one.
///
/// # Errors
/// There is such a mistake.
pub fn refuse_broken(broken: &[Broken]) -> Result<()> {
    if broken.is_empty() {
        return Ok(());
    }
    for mistake in broken {
        let place = (mistake.line, mistake.column);
        let help = mistake.help.as_deref();
        tell(
            &mistake.file,
            place,
            Code::ConfigInvalid,
            &mistake.message,
            help,
        );
    }
    let mut files: Vec<String> = broken.iter().map(|it| format!("`{}`", it.file)).collect();
    files.dedup();
    let have = if files.len() == 1 { "has" } else { "have" };
    let (files, mistakes) = (files.join(" and "), count(broken.len(), "mistake"));
    let error = Error::usage(format!("{files} {have} {mistakes}, so nothing is written"));
    Err(error.with_help("correct it and build again; the site stands as it was"))
}

/// Names everything that is wrong with the configuration, for a command that goes on all the same.
pub fn tell_problems(location: &Location, file: Option<&ConfigFile>) {
    let problems = file.into_iter().flat_map(|file| &file.problems);
    let name = location.config_name();
    for problem in problems {
        let place = (problem.line, problem.column);
        let help = problem.help.as_deref();
        tell(&name, place, problem.code, &problem.message, help);
    }
}

fn tell(file: &str, (line, column): (u32, u32), code: Code, message: &str, help: Option<&str>) {
    let message = clean(message);
    terminal::tell(format_args!(
        "{file}:{line}:{column}: error[{code}] {message}"
    ));
    if let Some(help) = help {
        terminal::tell(format_args!("  help: {}", clean(help)));
    }
}

/// Says that there is no configuration, for whoever runs docent in the wrong folder.
pub fn note_default(global: &Global, location: &Location) {
    if location.config.is_none() {
        let above = if global.root.is_some() {
            ""
        } else {
            " or a folder above it"
        };
        let root = location.root.display();
        terminal::say(
            global,
            format_args!(
                "note: there is no `docent.yml` in `{root}`{above}: everything has its default"
            ),
        );
    }
}

/// Refuses a site without pages: an empty checkout must not empty what is published, nor be called free of mistakes.
///
/// # Errors
/// The source locale has no Markdown file.
pub fn expect_pages(location: &Location, project: &Project) -> Result<()> {
    let config = &project.config;
    let source = config.locales.source();
    if project::has_pages(project, source) {
        return Ok(());
    }
    let folder = project::real_path(&location.root.join(config.folder(source)));
    let (folder, tag) = (folder.display(), &config.locales.get(source).tag);
    let message =
        format!("found no Markdown file in `{folder}`, the folder of the source locale {tag}");
    Err(Error::usage(message).with_help(
        "`dir` in docent.yml names the folder; a submodule may not be checked out; `docent new` makes a first page",
    ))
}
