//! The findings that a site had at an earlier revision, so that those of a change can be told from them.
//!
//! The old site is put together in memory from what git has: nothing is checked out. A locale that has a repository of
//! its own is taken from there. What has not changed since is not read again: its text, and what is known of it, are those
//! of today.

mod history;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::selection::Selection;
use super::view;
use crate::catalog::MessageFile;
use crate::command::git::Entry;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Result;
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::project::{self, Content, Location};
use crate::report::{Report, SourceView, Totals};
use crate::source::{Source, SourceId, SourceName, file_of};
use crate::theme::ThemeFile;
use crate::workspace::{ConfigFile, Project, Workspace};
use history::{Folder, History};

/// The fingerprints of all findings at the start of the work since `revision`; files that were given another name since
/// have them under the new one.
///
/// # Errors
/// There is no git, a locale's folder lies in no repository, or one of the repositories has no such revision.
pub fn known(
    location: &Location,
    revision: &str,
    selection: &Selection,
    today: &Workspace,
) -> Result<FxHashSet<String>> {
    let mut history = History::open(location, revision)?;
    let mut project = old_project(location, &mut history, today)?;
    let checks = &mut project.config.checks;
    selection.named().for_each(|code| checks.ask_for(code));
    let old = today.reopen(project);
    Ok(fingerprints(&old, &history.renamed()))
}

fn fingerprints(old: &Workspace, renamed: &FxHashMap<String, String>) -> FxHashSet<String> {
    let new_name = |id: SourceId| {
        let source = &old.text(id).source;
        renamed.get(&*source.file).map(|file| (source, file))
    };
    let findings: Vec<(Level, Diagnostic)> = old
        .diagnostics()
        .into_iter()
        .map(|(level, mut finding)| {
            if let Some((source, file)) = new_name(finding.span.source) {
                let folder = source
                    .file
                    .strip_suffix(source.name.path.as_str())
                    .unwrap_or_default();
                let path = file.strip_prefix(folder).unwrap_or(file);
                finding.subject = finding.subject.replace(source.name.path.as_str(), path);
            }
            (level, finding)
        })
        .collect();
    let view = |id: SourceId| SourceView {
        file: new_name(id).map_or_else(
            || Arc::clone(&old.text(id).source.file),
            |(_, file)| file.as_str().into(),
        ),
        ..view(old, id)
    };
    let findings = findings
        .iter()
        .map(|(level, finding)| (*level, finding.clone()));
    let report = Report::new(findings, &view, Totals::default());
    report
        .findings
        .iter()
        .map(|finding| finding.fingerprint.to_string())
        .collect()
}

fn old_project(
    location: &Location,
    history: &mut History<'_>,
    today: &Workspace,
) -> Result<Project> {
    let here = history.folder("");
    let (config, config_file) = old_config(location, history)?;
    let mut project = Project {
        sources: Vec::new(),
        assets: Vec::new(),
        redirects: here
            .read(&config.redirects)?
            .map(|bytes| (config.redirects.as_str().into(), project::decode(bytes).0)),
        theme: old_theme(history, &config)?,
        messages: old_messages(history, &config)?,
        notices: Vec::new(),
        too_large: Vec::new(),
        config_file,
        config,
    };
    if let Some(file) = &mut project.config_file {
        let had = |path: &str| history.folder("").files().any(|(name, _)| name == path);
        let problem = project::logo_problem(&project.config, &file.text, had);
        file.problems.extend(problem);
    }
    let ids: Vec<LocaleId> = project.config.locales.iter().map(|(id, _)| id).collect();
    for id in ids {
        read_locale(location, history, id, &mut project, today)?;
    }
    project.sources = numbered_as(today, project.sources);
    Ok(project)
}

/// The same sources in such an order that as many as can be get the number that they have today, so that what is known of
/// them holds.
fn numbered_as(today: &Workspace, sources: Vec<Source>) -> Vec<Source> {
    let mut places: Vec<Option<Source>> = Vec::new();
    let mut others = Vec::new();
    for source in sources {
        match today.source(&source.name) {
            Some(id) => {
                places.resize(places.len().max(id.index() + 1), None);
                places[id.index()] = Some(source);
            }
            None => others.push(source),
        }
    }
    // A file that is new has left a gap, which one that is gone may fill, or the last.
    let mut at = 0;
    while at < places.len() {
        if places[at].is_some() {
            at += 1;
        } else if let Some(other) = others.pop() {
            places[at] = Some(other);
        } else {
            places.swap_remove(at);
        }
    }
    places.into_iter().flatten().chain(others).collect()
}

/// The configuration of that time. Where it was not yet there, that of today: what it finds in old texts is nothing new.
fn old_config(location: &Location, history: &History<'_>) -> Result<(Config, Option<ConfigFile>)> {
    let detected = project::locales_among(|folder| folders(history, folder));
    let Some(file) = &location.config else {
        return Ok((Config::without_file(&detected), None));
    };
    let below = file.strip_prefix(&location.root).ok();
    let name = below.map_or_else(|| config::FILE_NAME.into(), Path::to_string_lossy);
    match history.folder("").read(&name.replace('\\', "/"))? {
        Some(bytes) => {
            let (config, file) = project::understood(location, &bytes, &detected);
            Ok((config, Some(file)))
        }
        None => Ok((project::read_config(location)?.0, None)),
    }
}

/// The names of the folders that lay in one.
fn folders(history: &History<'_>, folder: &str) -> BTreeSet<String> {
    let here = history.folder(folder);
    let names = here.files().filter_map(|(path, _)| path.split_once('/'));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn read_locale(
    location: &Location,
    history: &mut History<'_>,
    locale: LocaleId,
    project: &mut Project,
    today: &Workspace,
) -> Result<()> {
    let config = &project.config;
    let name = config.folder(locale).to_owned();
    let folder = history.locale(&name)?;
    let mut changed: Vec<(SourceName, &Entry)> = Vec::new();
    for (path, entry, is_link) in content(location, config, &name, &folder)? {
        let called = SourceName { locale, path };
        if !project::is_source(&called.path) {
            project.assets.push((locale, called.path));
        } else if entry.size > config.limits.file_size {
            let file = file_of(&name, &called.path);
            let too_large = (file.into(), entry.size, config.limits.file_size);
            project.too_large.push(too_large);
        } else {
            let unchanged = !is_link && folder.has_still(entry);
            match still(today, &name, &called).filter(|_| unchanged) {
                Some(source) => project.sources.push(source),
                None => changed.push((called, entry)),
            }
        }
    }
    let entries: Vec<&Entry> = changed.iter().map(|(_, entry)| *entry).collect();
    let bytes = folder.read_all(&entries)?;
    let sources = changed.into_iter().zip(bytes);
    let sources = sources.map(|((called, _), bytes)| project::source(&name, called, bytes));
    project.sources.extend(sources);
    Ok(())
}

/// The content of a locale's folder by the rules for the disk: each path with the file that it leads to, and whether by a
/// symbolic link.
fn content<'f>(
    location: &Location,
    config: &Config,
    name: &str,
    folder: &'f Folder<'_>,
) -> Result<Vec<(ContentPath, &'f Entry, bool)>> {
    let content = Content::new(location, config);
    let root = location.root.join(name);
    let files: FxHashMap<&str, &Entry> = folder.files().collect();
    let links = links(folder)?;
    let names = || folder.files().map(|(path, _)| path);
    let outputs = names().filter_map(|path| path.strip_suffix(project::MANIFEST));
    let outputs: Vec<&str> = outputs.collect();
    let is_content = |path: &&str| {
        let is_of_output = outputs.iter().any(|output| path.starts_with(output));
        !is_of_output && !content.skips_below(&root, path)
    };
    let found = names().filter(is_content).filter_map(|below| {
        let path = content.path(below)?;
        let entry = followed(&files, &links, path.clone())?;
        Some((path, entry, files[below].link))
    });
    Ok(found.collect())
}

/// Where the symbolic links of a folder lead, as they say it.
fn links<'f>(folder: &'f Folder<'_>) -> Result<FxHashMap<&'f str, Vec<u8>>> {
    let links = folder.files().filter(|(_, entry)| entry.link);
    let (names, entries): (Vec<&str>, Vec<&Entry>) = links.unzip();
    Ok(names.into_iter().zip(folder.read_all(&entries)?).collect())
}

/// The file at a path, behind all symbolic links; none if one of them leaves the locale's folder or leads to no file.
fn followed<'f>(
    files: &FxHashMap<&str, &'f Entry>,
    links: &FxHashMap<&str, Vec<u8>>,
    mut path: ContentPath,
) -> Option<&'f Entry> {
    /// As many as systems follow.
    const MOST: usize = 40;
    for _ in 0..=MOST {
        let entry = files.get(path.as_str())?;
        if !entry.link {
            return Some(entry);
        }
        let target = std::str::from_utf8(links.get(path.as_str())?).ok()?;
        if target.starts_with('/') {
            return None;
        }
        path = path.join(target).ok()?;
    }
    None
}

/// The source of today that is called so and lies in that folder.
fn still(today: &Workspace, folder: &str, called: &SourceName) -> Option<Source> {
    let source = &today.text(today.source(called)?).source;
    (*source.file == file_of(folder, &called.path)).then(|| source.clone())
}

fn old_theme(history: &History<'_>, config: &Config) -> Result<Vec<ThemeFile>> {
    let Some(folder) = &config.theme else {
        return Ok(Vec::new());
    };
    let folder = history.folder(folder);
    let (names, entries): (Vec<&str>, Vec<&Entry>) = folder.files().unzip();
    let bytes = folder.read_all(&entries)?;
    let files = names.into_iter().zip(bytes);
    Ok(files
        .map(|(name, bytes)| ThemeFile {
            name: name.to_owned(),
            bytes,
        })
        .collect())
}

fn old_messages(history: &History<'_>, config: &Config) -> Result<Vec<MessageFile>> {
    let mut messages = Vec::new();
    for below in project::message_folders(config) {
        let folder = history.folder(&below);
        let files = folder
            .files()
            .filter(|(name, _)| name.ends_with(".ftl") && name.contains('/'));
        let (names, entries): (Vec<&str>, Vec<&Entry>) = files.unzip();
        let bytes = folder.read_all(&entries)?;
        let files = names.into_iter().zip(bytes);
        messages.extend(files.map(|(name, bytes)| MessageFile {
            locale: name.split('/').next().unwrap_or_default().to_owned(),
            name: format!("{below}/{name}"),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }));
    }
    Ok(messages)
}
