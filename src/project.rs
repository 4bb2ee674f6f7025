//! A project read from disk: configuration, Markdown, and the names of all other files.
//!
//! Symbolic links that lead out of a locale's folder are not followed and are named; what vanishes while it is read was
//! not there.

mod logo;
mod repository;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::catalog::MessageFile;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::source::{Source, SourceName};
use crate::theme::ThemeFile;
use crate::workspace::{ConfigFile, Project};

pub use logo::places as logo_places;

/// Where a project is: the folder of its `docent.yml`, and that file, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The folder that all paths of the configuration are seen from.
    pub root: PathBuf,
    /// The configuration file.
    pub config: Option<PathBuf>,
}

impl Location {
    /// The project of `root`, or of the nearest folder above the current one that has a `docent.yml`.
    ///
    /// # Errors
    /// The folder or the configuration file that was asked for does not exist.
    pub fn find(root: Option<&Path>, config: Option<&Path>) -> Result<Self> {
        let start = root.unwrap_or(Path::new("."));
        let start = start
            .canonicalize()
            .map_err(Error::io("open the folder", start))?;
        if let Some(file) = config {
            let file = file.canonicalize().map_err(Error::io("read", file))?;
            let folder = match root {
                Some(_) => start,
                None => file.parent().map_or(start, Path::to_owned),
            };
            return Ok(Self {
                root: folder,
                config: Some(file),
            });
        }
        let has_file = |folder: &&Path| folder.join(config::FILE_NAME).is_file();
        let found = match root {
            Some(_) => Some(&*start).filter(has_file),
            None => start.ancestors().find(has_file),
        };
        Ok(match found {
            Some(folder) => Self {
                root: folder.to_owned(),
                config: Some(folder.join(config::FILE_NAME)),
            },
            None => Self {
                root: start,
                config: None,
            },
        })
    }
}

/// Reads the configuration alone, with what is wrong with it and its text.
///
/// # Errors
/// The file cannot be read.
pub fn read_config(location: &Location) -> Result<(Config, Option<ConfigFile>)> {
    let detected = detect_locales(&location.root);
    let Some(file) = &location.config else {
        return Ok((Config::without_file(&detected), None));
    };
    let text = fs::read(file).map_err(Error::io("read", file))?;
    let text: Arc<str> = String::from_utf8_lossy(&text).into();
    let (config, problems) = Config::parse(&text, &detected);
    Ok((config, Some((text, problems))))
}

/// The locales with these tags; all if there are none.
///
/// # Errors
/// One of them is not configured.
pub fn chosen(tags: &[String], config: &Config) -> Result<Vec<LocaleId>> {
    if tags.is_empty() {
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
    tags.iter().map(find).collect()
}

/// Folders that are called like a locale, in the root or in its `content`.
pub fn detect_locales(root: &Path) -> Vec<String> {
    let below = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root.join(folder))
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        let mut names: Vec<String> = entries
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| config::looks_like_tag(name))
            .map(|name| {
                if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                }
            })
            .collect();
        names.sort();
        names
    };
    let found = below("content");
    if found.is_empty() { below("") } else { found }
}

/// The text that a source had when it was last read. Where it has it still, it is not held twice.
pub type Known<'a> = dyn Fn(&SourceName) -> Option<Arc<str>> + Sync + 'a;

/// Reads the project at `location` with the configuration `config`.
///
/// # Errors
/// A locale's folder does not exist, or a file of it may not be read.
pub fn read(
    location: &Location,
    config: Config,
    config_file: Option<ConfigFile>,
) -> Result<Project> {
    read_again(location, config, config_file, &|_| None)
}

/// The same where some texts are known already.
///
/// # Errors
/// As [`read`].
pub fn read_again(
    location: &Location,
    config: Config,
    config_file: Option<ConfigFile>,
    known: &Known<'_>,
) -> Result<Project> {
    let mut project = Project {
        sources: Vec::new(),
        assets: Vec::new(),
        redirects: read_redirects(location, &config)?,
        theme: read_theme(location, &config)?,
        messages: read_messages(location, &config)?,
        notices: Vec::new(),
        too_large: Vec::new(),
        config_file,
        config,
    };
    repository::place(location, &mut project.config);
    if let Some((text, problems)) = &mut project.config_file {
        problems.extend(logo::problem(location, &project.config, text));
    }
    let ids: Vec<LocaleId> = project.config.locales.iter().map(|(id, _)| id).collect();
    for id in ids {
        read_locale(location, id, known, &mut project)?;
    }
    Ok(project)
}

/// What lies at one place of a locale's folder now.
#[derive(Debug, Default)]
pub struct Part {
    /// The paths of the Markdown and contents files that are not too large.
    pub sources: Vec<ContentPath>,
    /// The paths of all other files.
    pub assets: Vec<ContentPath>,
}

/// What lies at `below`, a file or a folder of a locale, by the same rules as [`read`]; nothing where nothing is.
///
/// # Errors
/// A folder of it may not be read.
pub fn part(location: &Location, config: &Config, locale: LocaleId, below: &str) -> Result<Part> {
    let folder = config.folder(locale);
    let root = location.root.join(folder);
    let start = root.join(below);
    if !is_walked(location, config, &root, &start) {
        return Ok(Part::default());
    }
    let found = walk(location, &root, &start, config, &mut Vec::new())?;
    let markdown = found.markdown.into_iter();
    let small = markdown.filter(|(_, _, size)| *size <= config.limits.file_size);
    Ok(Part {
        sources: small.map(|(path, _, _)| path).collect(),
        assets: found.assets,
    })
}

/// Reads one source where it is another than what is known of it; `None` where it is the same or gone.
///
/// # Errors
/// The file may not be read.
pub fn read_changed(
    location: &Location,
    config: &Config,
    name: &SourceName,
    known: &Known<'_>,
) -> Result<Option<Source>> {
    let folder = config.folder(name.locale);
    let path = location.root.join(folder).join(name.path.as_str());
    let is_known = |bytes: &[u8]| known(name).is_some_and(|text| text.as_bytes() == bytes);
    let bytes = read_bytes(&path)?.filter(|bytes| !is_known(bytes));
    Ok(bytes.map(|bytes| source(folder, name.clone(), bytes)))
}

/// Whether [`walk`] comes from `root` to `start`: through no hidden folder and over no symbolic link to a folder.
fn is_walked(location: &Location, config: &Config, root: &Path, start: &Path) -> bool {
    let Ok(below) = start.strip_prefix(root) else {
        return false;
    };
    let mut folder = root.to_owned();
    below.components().all(|part| {
        if folder != root && folder.is_symlink() {
            return false;
        }
        folder.push(part);
        !is_skipped(part.as_os_str(), &folder, &kept_out(location, config))
    }) && start.symlink_metadata().is_ok()
}

/// Folders that are never content, wherever they lie.
fn kept_out(location: &Location, config: &Config) -> [PathBuf; 2] {
    let theme = config.theme.as_deref().unwrap_or("themes");
    [
        real_path(&location.root.join(&config.output)),
        real_path(&location.root.join(theme)),
    ]
}

/// The path without symbolic links and dots, as far as it exists.
pub fn real_path(path: &Path) -> PathBuf {
    let beyond = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    let real = path.canonicalize().ok().or_else(beyond);
    real.unwrap_or_else(|| path.to_owned())
}

fn is_skipped(name: &std::ffi::OsStr, path: &Path, kept_out: &[PathBuf]) -> bool {
    name.as_encoded_bytes().starts_with(b".")
        || name == "node_modules"
        || kept_out
            .iter()
            .any(|folder| folder.file_name() == Some(name) && *folder == real_path(path))
}

struct Found {
    markdown: Vec<(ContentPath, PathBuf, u64)>,
    assets: Vec<ContentPath>,
}

fn read_locale(
    location: &Location,
    locale: LocaleId,
    known: &Known<'_>,
    project: &mut Project,
) -> Result<()> {
    let folder = project.config.folder(locale).to_owned();
    let root = location.root.join(&folder);
    let found = walk(
        location,
        &root,
        &root,
        &project.config,
        &mut project.notices,
    )?;
    let limit = project.config.limits.file_size;
    let (small, large): (Vec<_>, Vec<_>) = found
        .markdown
        .into_iter()
        .partition(|(_, _, size)| *size <= limit);
    for (path, _, size) in large {
        let file = format!("{folder}/{path}");
        project.too_large.push((file.into(), size, limit));
    }
    let sources: Vec<Result<Option<Source>>> = small
        .into_par_iter()
        .map(|(path, file, _)| {
            let name = SourceName { locale, path };
            Ok(read_bytes(&file)?.map(|bytes| source_again(&folder, name, bytes, known)))
        })
        .collect();
    for source in sources {
        project.sources.extend(source?);
    }
    project
        .assets
        .extend(found.assets.into_iter().map(|path| (locale, path)));
    Ok(())
}

fn walk(
    location: &Location,
    root: &Path,
    start: &Path,
    config: &Config,
    notices: &mut Vec<String>,
) -> Result<Found> {
    let real = root
        .canonicalize()
        .map_err(Error::io("open the locale's folder", root))?;
    let kept_out = kept_out(location, config);
    let mut found = Found {
        markdown: Vec::new(),
        assets: Vec::new(),
    };
    let mut entries = WalkDir::new(start)
        .follow_root_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let cause = error
                    .into_io_error()
                    .unwrap_or_else(|| ErrorKind::Other.into());
                if cause.kind() == ErrorKind::NotFound {
                    continue;
                }
                return Err(Error::io("read the folder", path)(cause));
            }
        };
        if entry.path() == root {
            continue;
        }
        if is_skipped(entry.file_name(), entry.path(), &kept_out) {
            notices.extend(hidden(&entry));
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        add(&entry, root, &real, config, &mut found, notices);
    }
    Ok(found)
}

/// What to say of a file that would be a page if its name did not hide it.
fn hidden(entry: &walkdir::DirEntry) -> Option<String> {
    let name = entry.file_name().as_encoded_bytes();
    let is_meant = entry.file_type().is_file() && name.starts_with(b".") && name.ends_with(b".md");
    let path = entry.path().display();
    is_meant.then(|| format!("`{path}` is not read: its name begins with a dot"))
}

fn add(
    entry: &walkdir::DirEntry,
    root: &Path,
    real: &Path,
    config: &Config,
    found: &mut Found,
    notices: &mut Vec<String>,
) {
    let path = entry.path();
    if entry.file_type().is_dir() {
        return;
    }
    if entry.path_is_symlink() && !stays_within(path, real, notices) {
        return;
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let Some(name) = below.to_str() else {
        return notices.push(format!(
            "`{}` is not read: its name is not UTF-8",
            path.display()
        ));
    };
    let name = if std::path::MAIN_SEPARATOR == '/' {
        name.to_owned()
    } else {
        name.replace('\\', "/")
    };
    let Ok(content) = ContentPath::new(&name) else {
        return;
    };
    if config.exclude.matches(&content) {
        return;
    }
    if is_source(&content) {
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        found.markdown.push((content, path.to_owned(), size));
    } else {
        found.assets.push(content);
    }
}

/// Whether a file is read; all others are only known by their names.
pub fn is_source(path: &ContentPath) -> bool {
    path.is_markdown() || matches!(path.file_name(), "toc.yml" | "TOC.yml")
}

/// Whether a path leads through something hidden or through packages of other programs, which are never content.
pub fn is_kept_out(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.any(|part| part.starts_with('.') || part == "node_modules")
}

/// Whether a symbolic link leads to a file below the locale's real folder.
fn stays_within(path: &Path, real: &Path, notices: &mut Vec<String>) -> bool {
    let reason = match path.canonicalize() {
        Ok(target) if !target.starts_with(real) => {
            "it is a symbolic link that leaves the content root"
        }
        Ok(target) if target.is_dir() => "it is a symbolic link to a folder",
        Ok(_) => return true,
        Err(_) => "it is a symbolic link that leads nowhere",
    };
    notices.push(format!("`{}` is not followed: {reason}", path.display()));
    false
}

fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

fn source_again(folder: &str, name: SourceName, bytes: Vec<u8>, known: &Known<'_>) -> Source {
    let text = known(&name).filter(|text| text.as_bytes() == bytes);
    match text {
        Some(text) => Source {
            text,
            ..source(folder, name, Vec::new())
        },
        None => source(folder, name, bytes),
    }
}

/// The source called `name` whose locale's folder is `folder`, from its bytes.
pub fn source(folder: &str, name: SourceName, bytes: Vec<u8>) -> Source {
    let folder = folder.trim_end_matches('/').trim_start_matches("./");
    let file = match folder {
        "" | "." => name.path.to_string(),
        folder => format!("{folder}/{}", name.path),
    };
    let (text, undecodable) = decode(bytes);
    Source {
        file: file.into(),
        name,
        text,
        undecodable,
    }
}

/// The text in `bytes`, and where the first byte stands that is no UTF-8, or NUL. UTF-16 with its mark is read as such.
pub fn decode(bytes: Vec<u8>) -> (Arc<str>, Option<u64>) {
    let wide: Option<fn([u8; 2]) -> u16> = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(read) = wide {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect();
        return (String::from_utf16_lossy(&units).into(), Some(0));
    }
    match String::from_utf8(bytes) {
        // A NUL is allowed, but no editor writes it: this is another encoding, or no text.
        Ok(text) => {
            let nul = memchr::memchr(0, text.as_bytes()).map(|at| at as u64);
            (text.into(), nul)
        }
        Err(error) => {
            let offset = error.utf8_error().valid_up_to() as u64;
            (
                String::from_utf8_lossy(error.as_bytes()).into(),
                Some(offset),
            )
        }
    }
}

/// The list of moved pages, if there is one: its name and text.
///
/// # Errors
/// It may not be read.
pub fn read_redirects(
    location: &Location,
    config: &Config,
) -> Result<Option<(Arc<str>, Arc<str>)>> {
    let path = location.root.join(&config.redirects);
    let bytes = read_bytes(&path)?;
    Ok(bytes.map(|bytes| (config.redirects.as_str().into(), decode(bytes).0)))
}

/// The files of the site's own theme, by their path in it, and the logo, which is published with them.
///
/// # Errors
/// There is no such folder, or a file of it may not be read.
pub fn read_theme(location: &Location, config: &Config) -> Result<Vec<ThemeFile>> {
    let logo = logo::file(location, config)?;
    let Some(folder) = &config.theme else {
        return Ok(logo.into_iter().collect());
    };
    let root = location.root.join(folder);
    if !root.is_dir() {
        let message = format!("there is no theme at `{}`", root.display());
        return Err(Error::usage(message)
            .with_help("`theme:` in docent.yml names the folder of the site's own theme"));
    }
    let mut files = Vec::new();
    for (name, path) in files_below(&root)? {
        files.extend(read_bytes(&path)?.map(|bytes| ThemeFile { name, bytes }));
    }
    files.extend(logo);
    Ok(files)
}

/// The folders of the site's own messages, those that count more behind: what a theme says is for every site that wears
/// it, so a site's own `locales/` is laid over it.
pub fn message_folders(config: &Config) -> Vec<String> {
    let theme = config.theme.as_deref();
    let of_theme = theme.map(|theme| format!("{}/locales", theme.trim_end_matches('/')));
    of_theme.into_iter().chain(["locales".to_owned()]).collect()
}

/// The site's own messages: `locales/<tag>/*.ftl` in its theme, then beside the configuration.
///
/// # Errors
/// A file of them may not be read.
pub fn read_messages(location: &Location, config: &Config) -> Result<Vec<MessageFile>> {
    let mut files = Vec::new();
    for folder in message_folders(config) {
        for (name, path) in files_below(&location.root.join(&folder))? {
            let Some((locale, _)) = name.split_once('/').filter(|_| name.ends_with(".ftl")) else {
                continue;
            };
            let Some(bytes) = read_bytes(&path)? else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.push(MessageFile {
                locale: locale.to_owned(),
                name: format!("{folder}/{name}"),
                text,
            });
        }
    }
    Ok(files)
}

fn files_below(root: &Path) -> Result<Vec<(String, PathBuf)>> {
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_owned();
            Error::io("read the folder", path)(
                error
                    .into_io_error()
                    .unwrap_or_else(|| ErrorKind::Other.into()),
            )
        })?;
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        if let Some(name) = below.to_str().filter(|_| entry.file_type().is_file()) {
            files.push((name.replace('\\', "/"), entry.path().to_owned()));
        }
    }
    Ok(files)
}
