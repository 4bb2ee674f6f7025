//! The findings that a site had at an earlier revision, so that those of a change can be told from them.
//!
//! The old site is put together in memory from what git has: nothing is checked out.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::view;
use crate::catalog::MessageFile;
use crate::command::git::{Entry, Repository};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Result;
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::project::{self, Location};
use crate::report::{Report, SourceView, Totals};
use crate::site::Coverage;
use crate::source::{Source, SourceId, SourceName};
use crate::theme::ThemeFile;
use crate::workspace::{Project, Workspace};

/// The fingerprints of all findings at the start of the work since `revision`; files that were given another name since
/// have them under the new one.
///
/// # Errors
/// There is no git, no repository or no such revision.
pub fn known(location: &Location, now: &Workspace, revision: &str) -> Result<FxHashSet<String>> {
    let repository = Repository::of(&location.root)?;
    let commit = repository.start_of(revision)?;
    let tree = Tree::new(location, &repository, repository.files(&commit)?);
    let project = old_project(location, now, &tree)?;
    let old = Workspace::open(project, Coverage::Own);
    let renamed = repository.renamed(&commit)?;
    let renamed = renamed
        .iter()
        .filter_map(|(old, new)| Some((tree.seen(old)?, tree.seen(new)?)));
    Ok(fingerprints(&old, &renamed.collect()))
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

/// The files of the old revision, by their path as seen from the folder of `docent.yml`.
struct Tree<'a> {
    repository: &'a Repository,
    /// The folder of `docent.yml` in the repository: empty or with a final `/`.
    folder: String,
    files: Vec<(String, Entry)>,
}

impl<'a> Tree<'a> {
    fn new(location: &Location, repository: &'a Repository, entries: Vec<Entry>) -> Self {
        let below = location
            .root
            .strip_prefix(&repository.root)
            .unwrap_or(Path::new(""));
        let below = below.to_string_lossy().replace('\\', "/");
        let folder = if below.is_empty() {
            below
        } else {
            format!("{below}/")
        };
        let mut tree = Self {
            repository,
            folder,
            files: Vec::new(),
        };
        let files = entries
            .into_iter()
            .filter_map(|entry| Some((tree.seen(&entry.path)?, entry)));
        tree.files = files.collect();
        tree
    }

    /// A path of the repository as seen from the folder of `docent.yml`.
    fn seen(&self, path: &str) -> Option<String> {
        if let Some(below) = path.strip_prefix(&self.folder) {
            return Some(below.to_owned());
        }
        let shared = self
            .folder
            .split_inclusive('/')
            .zip(path.split_inclusive('/'));
        let shared: usize = shared
            .take_while(|(a, b)| a == b)
            .map(|(part, _)| part.len())
            .sum();
        let up = self.folder[shared..].matches('/').count();
        Some(format!("{}{}", "../".repeat(up), &path[shared..]))
    }

    /// The files below a folder, by their path below it.
    fn below<'t>(&'t self, folder: &str) -> impl Iterator<Item = (&'t str, &'t Entry)> {
        let folder = folder.trim_end_matches('/').trim_start_matches("./");
        let prefix = match folder {
            "" | "." => String::new(),
            folder => format!("{folder}/"),
        };
        self.files
            .iter()
            .filter_map(move |(path, entry)| Some((path.strip_prefix(&prefix)?, entry)))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let path = path.trim_start_matches("./");
        let found = self.files.iter().find(|(other, _)| other == path);
        let Some((_, entry)) = found else {
            return Ok(None);
        };
        Ok(self.repository.read(&[&entry.object])?.pop())
    }

    fn read_all(&self, entries: &[&Entry]) -> Result<Vec<Vec<u8>>> {
        let objects: Vec<&str> = entries.iter().map(|entry| &*entry.object).collect();
        self.repository.read(&objects)
    }
}

fn old_project(location: &Location, now: &Workspace, tree: &Tree<'_>) -> Result<Project> {
    let (config, config_file) = old_config(location, tree)?;
    let mut project = Project {
        sources: Vec::new(),
        assets: Vec::new(),
        redirects: tree
            .read(&config.redirects)?
            .map(|bytes| (config.redirects.as_str().into(), project::decode(bytes).0)),
        theme: old_theme(tree, &config)?,
        messages: old_messages(tree)?,
        notices: Vec::new(),
        too_large: Vec::new(),
        config_file,
        config,
    };
    let ids: Vec<LocaleId> = project.config.locales.iter().map(|(id, _)| id).collect();
    for id in ids {
        if lies_within(location, tree, project.config.folder(id)) {
            read_locale(tree, id, &mut project)?;
        } else {
            take_over(now, id, &mut project);
        }
    }
    Ok(project)
}

type ConfigFile = Option<(Arc<str>, Vec<config::ConfigProblem>)>;

fn old_config(location: &Location, tree: &Tree<'_>) -> Result<(Config, ConfigFile)> {
    let detected = detected(tree);
    let below = location
        .config
        .as_ref()
        .and_then(|file| file.strip_prefix(&location.root).ok());
    let name = below.map_or_else(|| config::FILE_NAME.into(), Path::to_string_lossy);
    let Some(bytes) = tree.read(&name.replace('\\', "/"))? else {
        return Ok((Config::without_file(&detected), None));
    };
    let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
    let (config, problems) = Config::parse(&text, &detected);
    Ok((config, Some((text, problems))))
}

/// Folders that are called like a locale, in `content` or else at the root.
fn detected(tree: &Tree<'_>) -> Vec<String> {
    let below = |folder: &str| {
        let names = tree
            .below(folder)
            .filter_map(|(path, _)| path.split_once('/'));
        let names: FxHashSet<&str> = names
            .map(|(name, _)| name)
            .filter(|name| config::looks_like_tag(name))
            .collect();
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let mut names: Vec<String> = names
            .into_iter()
            .map(|name| format!("{prefix}{name}"))
            .collect();
        names.sort();
        names
    };
    let found = below("content");
    if found.is_empty() { below("") } else { found }
}

/// Whether a locale's folder is part of the repository; another repository's has no such revision.
fn lies_within(location: &Location, tree: &Tree<'_>, folder: &str) -> bool {
    let path = location.root.join(folder);
    match path.canonicalize() {
        Ok(real) => real.starts_with(&tree.repository.root),
        // It is gone, so it was there before.
        Err(_) => true,
    }
}

fn take_over(now: &Workspace, locale: LocaleId, project: &mut Project) {
    let tag = &project.config.locales.get(locale).tag;
    let Some(same) = now.config.locales.find(tag) else {
        return;
    };
    let inputs = now.inputs();
    let texts = inputs
        .texts
        .iter()
        .filter(|text| text.kind.is_some() && text.source.name.locale == same);
    project.sources.extend(texts.map(|text| {
        let name = SourceName {
            locale,
            path: text.source.name.path.clone(),
        };
        Source {
            name,
            ..text.source.clone()
        }
    }));
    let assets = inputs.assets.iter().filter(|(other, _)| *other == same);
    project
        .assets
        .extend(assets.map(|(_, path)| (locale, path.clone())));
}

fn read_locale(tree: &Tree<'_>, locale: LocaleId, project: &mut Project) -> Result<()> {
    let config = &project.config;
    let folder = config.folder(locale).to_owned();
    let mut texts: Vec<(ContentPath, &Entry)> = Vec::new();
    for (path, entry) in tree.below(&folder) {
        let Ok(content) = ContentPath::new(path) else {
            continue;
        };
        if project::is_kept_out(path) || config.exclude.matches(&content) {
            continue;
        }
        if !project::is_source(&content) {
            project.assets.push((locale, content));
        } else if entry.size <= config.limits.file_size {
            texts.push((content, entry));
        }
    }
    let entries: Vec<&Entry> = texts.iter().map(|(_, entry)| *entry).collect();
    let bytes = tree.read_all(&entries)?;
    for ((path, entry), bytes) in texts.into_iter().zip(bytes) {
        let bytes = match entry.link {
            true => followed(tree, &folder, &path, &bytes)?,
            false => Some(bytes),
        };
        let name = SourceName { locale, path };
        project
            .sources
            .extend(bytes.map(|bytes| project::source(&folder, name, bytes)));
    }
    Ok(())
}

/// The bytes of the file that a symbolic link leads to, if it stays below the locale's folder.
fn followed(
    tree: &Tree<'_>,
    folder: &str,
    link: &ContentPath,
    target: &[u8],
) -> Result<Option<Vec<u8>>> {
    let target = std::str::from_utf8(target)
        .ok()
        .and_then(|target| link.join(target).ok());
    match target {
        Some(target) => tree.read(&format!("{}/{target}", folder.trim_end_matches('/'))),
        None => Ok(None),
    }
}

fn old_theme(tree: &Tree<'_>, config: &Config) -> Result<Vec<ThemeFile>> {
    let Some(folder) = &config.theme else {
        return Ok(Vec::new());
    };
    let (names, entries): (Vec<&str>, Vec<&Entry>) = tree.below(folder).unzip();
    let bytes = tree.read_all(&entries)?;
    let files = names.into_iter().zip(bytes);
    Ok(files
        .map(|(name, bytes)| ThemeFile {
            name: name.to_owned(),
            bytes,
        })
        .collect())
}

fn old_messages(tree: &Tree<'_>) -> Result<Vec<MessageFile>> {
    let files = tree
        .below("locales")
        .filter(|(name, _)| name.ends_with(".ftl") && name.contains('/'));
    let (names, entries): (Vec<&str>, Vec<&Entry>) = files.unzip();
    let bytes = tree.read_all(&entries)?;
    let files = names
        .into_iter()
        .zip(bytes)
        .map(|(name, bytes)| MessageFile {
            locale: name.split('/').next().unwrap_or_default().to_owned(),
            name: format!("locales/{name}"),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
    Ok(files.collect())
}
