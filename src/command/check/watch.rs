//! The check again after each change, until the user stops it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use super::Arguments;
use crate::command::terminal::Reader;
use crate::command::{self, Outcome, terminal};
use crate::error::{Error, Result};
use crate::options::Global;
use crate::project;
use crate::replace;

/// Editors write in several steps, and a checkout in thousands: what follows within this time is one change.
const PAUSE: Duration = Duration::from_millis(200);

/// Checks now and after each change. Ends only when it cannot go on.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = command::locate(global, &arguments.paths)?;
    let (mut config, _) = project::read_config(&location)?;
    project::limit(&mut config, &global.locale)?;
    let folders = config
        .locales
        .iter()
        .map(|(id, _)| project::lexical(&location.root.join(config.folder(id))));
    let root = project::lexical(&location.root);
    let mut folders: Vec<PathBuf> = folders
        .filter(|folder| !folder.starts_with(&root))
        .collect();
    folders.push(root);
    let output = project::lexical(&location.root.join(&config.output));
    let report = arguments.output.as_deref().map(absolute);
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let matters = |event: &notify::Event| {
            let reading = matches!(event.kind, EventKind::Access(_));
            !reading
                && event
                    .paths
                    .iter()
                    .any(|path| !path.starts_with(&output) && !is_ours(path, report.as_deref()))
        };
        if event.as_ref().map_or(true, matters) {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    })
    .map_err(|error| refused(&error))?;
    for folder in &folders {
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .map_err(|error| refused(&error))?;
    }
    loop {
        match super::once(global, arguments) {
            // Nobody reads any more.
            Ok((outcome, Reader::Gone)) => return Ok(outcome),
            Err(error) if terminal::is_gone(&error) => return Err(error),
            Err(error) => terminal::fault(&error),
            Ok(_) => {}
        }
        terminal::say(global, "waiting for a change");
        wait(&changes)?;
    }
}

fn absolute(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file);
    project::real_path(absolute.as_deref().unwrap_or(file))
}

/// What changes without a writer: the repository's own files, drafts, and the report that each check writes.
fn is_ours(path: &Path, report: Option<&Path>) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    Some(path) == report
        || name.starts_with(replace::DRAFT.as_bytes())
        || path.components().any(|part| part.as_os_str() == ".git")
}

/// Waits for a change, and then until there is none for a moment.
fn wait(changes: &Receiver<()>) -> Result<()> {
    let stopped = |_| Error::usage("the files are no longer watched");
    changes.recv().map_err(stopped)?;
    while changes.recv_timeout(PAUSE).is_ok() {}
    Ok(())
}

fn refused(error: &notify::Error) -> Error {
    Error::usage(format!("cannot watch the files: {error}"))
}
