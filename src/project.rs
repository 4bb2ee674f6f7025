//! A project read from disk: configuration, Markdown, and the names of all other files.
//!
//! Symbolic links that lead out of a locale's folder are not followed and are named; what vanishes while it is read was
//! not there.

mod content;
mod location;
mod logo;
mod repository;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::catalog::MessageFile;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::locale::LocaleId;
use crate::path::{ContentPath, is_never_content, joined};
use crate::source::{Source, SourceName, file_of};
use crate::theme::ThemeFile;
use crate::workspace::{ConfigFile, Project};

pub use content::{Content, MANIFEST, is_source};
pub use location::{Location, OTHER_NAME, expect_name, has_config};
pub use logo::{place as logo_place, places as logo_places, problem as logo_problem};

/// Reads the configuration alone, with what is wrong with it and its text.
///
/// # Errors
/// The file cannot be read.
pub fn read_config(location: &Location) -> Result<(Config, Option<ConfigFile>)> {
    let detected = detect_locales(&location.root);
    let Some(file) = &location.config else {
        return Ok((Config::without_file(&detected), None));
    };
    let gone = || Error::io("read", file)(ErrorKind::NotFound.into());
    let text = read_bytes(file)?.ok_or_else(gone)?;
    let (config, file) = understood(location, &text, &detected);
    Ok((config, Some(file)))
}

/// The configuration that these bytes of its file say, as they are or once were, and what is wrong with them.
pub fn understood(location: &Location, bytes: &[u8], detected: &[String]) -> (Config, ConfigFile) {
    let text: Arc<String> = String::from_utf8_lossy(bytes).into_owned().into();
    let (config, problems) = Config::parse(&text, detected);
    let name = location.config_name().into();
    let file = ConfigFile {
        name,
        text,
        problems,
    };
    (config, file)
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
        let today = config::canonical_tag(tag);
        let known = config.locales.find(today.as_ref().unwrap_or(tag));
        known.ok_or_else(|| {
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

/// Leaves out the locales that are neither among `tags` nor needed for those; none if there are no tags.
///
/// # Errors
/// One of them is not configured.
pub fn limit(config: &mut Config, tags: &[String]) -> Result<()> {
    let wanted = chosen(tags, config)?;
    config.keep_locales(&wanted);
    Ok(())
}

/// The locales whose folder is not there.
pub fn absent(location: &Location, config: &Config) -> Vec<LocaleId> {
    let ids = config.locales.iter().map(|(id, _)| id);
    let is_absent = |id: &LocaleId| !location.root.join(config.folder(*id)).exists();
    ids.filter(is_absent).collect()
}

/// What is wrong with a locale whose folder is not there, and what to do about it.
pub fn absence(config: &Config, locale: LocaleId) -> (String, String) {
    let (folder, tag) = (config.folder(locale), &config.locales.get(locale).tag);
    let message = format!("there is no folder `{folder}`, which the locale {tag} is in");
    let help = format!(
        "make it (`docent new -l {tag} articles/index.md` does, with a first page) or check its repository out; \
         `--locale` takes only the locales that it names"
    );
    (message, help)
}

/// The folder below the root that holds those of the locales where `docent.yml` names none.
pub const CONTENT_FOLDER: &str = "content";

/// Folders that are called like a locale, in the root or in its `content`.
pub fn detect_locales(root: &Path) -> Vec<String> {
    locales_among(|folder| folders_in(root, folder))
}

/// Those in a folder of the root alone, as seen from the root; `.` is the root itself.
pub fn locales_in(root: &Path, folder: &str) -> Vec<String> {
    tags_among(folder, folders_in(root, folder))
}

/// The same where `folders` says the names of the folders in one that is called as `content` is or, for the root, not at all.
pub fn locales_among(folders: impl Fn(&str) -> BTreeSet<String>) -> Vec<String> {
    let found = tags_among(CONTENT_FOLDER, folders(CONTENT_FOLDER));
    match found.is_empty() {
        true => tags_among("", folders("")),
        false => found,
    }
}

fn tags_among(folder: &str, names: BTreeSet<String>) -> Vec<String> {
    let names = names.into_iter();
    let tags = names.filter(|name| config::looks_like_tag(name));
    tags.map(|name| joined(folder, &name)).collect()
}

fn folders_in(root: &Path, folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root.join(folder)).into_iter().flatten();
    let folders = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir());
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    names.collect()
}

/// The Markdown below a folder that is no project yet, as paths seen from it, sorted.
pub fn markdown_below(root: &Path) -> Vec<String> {
    let is_content = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().as_encoded_bytes();
        entry.path() == root || !is_never_content(name) && !is_output(entry.path())
    };
    let files = WalkDir::new(root).sort_by_file_name().into_iter();
    // What cannot be read now is named when the project is opened.
    let files = files.filter_entry(is_content).filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let below = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(root).ok()?.to_str()?;
        Some(path.replace('\\', "/"))
    });
    below
        .filter(|path| path.to_ascii_lowercase().ends_with(".md"))
        .collect()
}

/// The text that a source had when it was last read. Where it has it still, it is not held twice.
pub type Known<'a> = dyn Fn(&SourceName) -> Option<Arc<String>> + Sync + 'a;

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
    if let Some(&locale) = absent(location, &config).first() {
        let (message, help) = absence(&config, locale);
        let message = match config.places[locale.index()] {
            Some((line, column)) => {
                format!("{}:{line}:{column}: {message}", location.config_name())
            }
            None => message,
        };
        return Err(Error::usage(message).with_help(help));
    }
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
    if let Some(file) = &mut project.config_file {
        let is_there = logo_place(location, &project.config).is_some();
        let problem = logo_problem(&project.config, &file.text, |_| is_there);
        file.problems.extend(problem);
    }
    let ids: Vec<LocaleId> = project.config.locales.iter().map(|(id, _)| id).collect();
    for id in ids {
        read_locale(location, id, known, &mut project)?;
    }
    let without = without_pages(&project);
    project.notices.extend(without);
    Ok(project)
}

/// What to say of each translation that has nothing to read, as after a checkout without its submodule.
fn without_pages(project: &Project) -> Vec<String> {
    let locales = &project.config.locales;
    let others = locales.iter().filter(|(id, _)| *id != locales.source());
    let empty = others.filter(|(id, _)| !has_pages(project, *id));
    let words = |(id, locale): (LocaleId, &crate::locale::Locale)| {
        let folder = project.config.folder(id);
        let tag = &locale.tag;
        format!(
            "found no Markdown file in `{folder}`: every page of {tag} is shown in another language"
        )
    };
    empty.map(words).collect()
}

/// Whether a locale has Markdown, or at least some that is too large to be read.
pub fn has_pages(project: &Project, locale: LocaleId) -> bool {
    let below = format!("{}/", project.config.folder(locale));
    let mut names = project.sources.iter().map(|source| &source.name);
    let mut large = project.too_large.iter();
    names.any(|name| name.locale == locale && name.path.is_markdown())
        || large.any(|(file, _, _)| file.starts_with(&below))
}

/// What lies at one place of a locale's folder now.
#[derive(Debug, Default)]
pub struct Part {
    /// The paths of the Markdown and contents files that are not too large.
    pub sources: Vec<ContentPath>,
    /// The paths of those that are too large, with their sizes in bytes.
    pub too_large: Vec<(ContentPath, u64)>,
    /// The paths of all other files.
    pub assets: Vec<ContentPath>,
    /// Those of all these files that are symbolic links.
    pub links: Vec<PathBuf>,
}

/// What lies at `below`, a file or a folder of a locale, by the same rules as [`read`]; nothing where nothing is.
///
/// # Errors
/// A folder of it may not be read.
pub fn part(location: &Location, config: &Config, locale: LocaleId, below: &str) -> Result<Part> {
    let folder = config.folder(locale);
    let root = location.root.join(folder);
    let start = root.join(below);
    if !root.exists() || !is_walked(location, config, &root, &start) {
        return Ok(Part::default());
    }
    let found = walk(location, &root, &start, config, &mut Vec::new())?;
    let is_small = |(_, _, size): &(_, _, u64)| *size <= config.limits.file_size;
    let (small, large): (Vec<_>, Vec<_>) = found.markdown.into_iter().partition(is_small);
    Ok(Part {
        sources: small.into_iter().map(|(path, _, _)| path).collect(),
        too_large: large
            .into_iter()
            .map(|(path, _, size)| (path, size))
            .collect(),
        assets: found.assets,
        links: found.links,
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
    let content = Content::new(location, config);
    let mut folder = root.to_owned();
    below.components().all(|part| {
        if folder != root && folder.is_symlink() || is_output(&folder) {
            return false;
        }
        folder.push(part);
        !content.skips(&folder)
    }) && start.symlink_metadata().is_ok()
        && !is_output(start)
}

fn is_output(folder: &Path) -> bool {
    folder.join(MANIFEST).exists()
}

/// The absolute path, with `.` and `..` taken out by their letters.
pub fn lexical(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The path without symbolic links and dots, as far as it exists.
pub fn real_path(path: &Path) -> PathBuf {
    let beyond = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    let real = path.canonicalize().ok().or_else(beyond);
    real.unwrap_or_else(|| path.to_owned())
}

#[derive(Default)]
struct Found {
    markdown: Vec<(ContentPath, PathBuf, u64)>,
    assets: Vec<ContentPath>,
    links: Vec<PathBuf>,
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
        let file = file_of(&folder, path);
        project.too_large.push((file.into(), size, limit));
    }
    let sources: Vec<Result<Option<Source>>> = small
        .into_par_iter()
        .map(|(path, file, _)| {
            let name = SourceName { locale, path };
            Ok(read_walked(&file)?.map(|bytes| source_again(&folder, name, bytes, known)))
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
    let content = Content::new(location, config);
    let mut found = Found::default();
    // The locale's folder itself may be a link; one below it that comes while docent serves may lead anywhere.
    let mut entries = WalkDir::new(start)
        .follow_root_links(start == root)
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
        let is_root = entry.path() == root;
        if !is_root && content.skips(entry.path()) {
            notices.extend(hidden(&entry));
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_dir() && is_output(entry.path()) {
            let path = real_path(entry.path());
            let path = path.display();
            notices.push(format!("`{path}` is not read: it is an output of docent"));
            entries.skip_current_dir();
            continue;
        }
        if is_root {
            continue;
        }
        add(&entry, root, &real, &content, &mut found, notices);
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
    content: &Content<'_>,
    found: &mut Found,
    notices: &mut Vec<String>,
) {
    let path = entry.path();
    if entry.file_type().is_dir() {
        return;
    }
    if entry.path_is_symlink() {
        if !stays_within(path, real, notices) {
            return;
        }
    } else if !entry.file_type().is_file() {
        return notices.push(format!("`{}` is not read: it is no file", path.display()));
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
    let Some(called) = content.path(&name) else {
        return;
    };
    if entry.path_is_symlink() {
        found.links.push(path.to_owned());
    }
    if is_source(&called) {
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        found.markdown.push((called, path.to_owned(), size));
    } else {
        found.assets.push(called);
    }
}

/// Whether a symbolic link leads to a file below the locale's real folder.
fn stays_within(path: &Path, real: &Path, notices: &mut Vec<String>) -> bool {
    let reason = match path.canonicalize() {
        Ok(target) if !target.starts_with(real) => {
            "it is a symbolic link that leaves the content root"
        }
        Ok(target) if target.is_dir() => "it is a symbolic link to a folder",
        Ok(target) if !target.is_file() => "it is a symbolic link to what is no file",
        Ok(_) => return true,
        Err(_) => "it is a symbolic link that leads nowhere",
    };
    notices.push(format!("`{}` is not followed: {reason}", path.display()));
    false
}

/// The bytes of a file; nothing where there is none. To open a named pipe would wait for ever.
fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            Err(Error::usage(format!("`{}` is not a file", path.display())))
        }
        _ => read_walked(path),
    }
}

/// The same of what [`walk`] found to be a file.
fn read_walked(path: &Path) -> Result<Option<Vec<u8>>> {
    // Another may have taken the place of the file, or of the folder that held it.
    let is_gone = |kind| {
        matches!(
            kind,
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory
        )
    };
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_gone(error.kind()) => Ok(None),
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
    let (text, undecodable) = decode(bytes);
    Source {
        file: file_of(folder, &name.path).into(),
        name,
        text,
        undecodable,
    }
}

/// The text in `bytes`, and where the first byte stands that is no UTF-8, or NUL. UTF-16 with its mark is read as such.
pub fn decode(bytes: Vec<u8>) -> (Arc<String>, Option<u64>) {
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
                String::from_utf8_lossy(error.as_bytes())
                    .into_owned()
                    .into(),
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
) -> Result<Option<(Arc<str>, Arc<String>)>> {
    let path = location.root.join(&config.redirects);
    let bytes = read_bytes(&path)?;
    Ok(bytes.map(|bytes| (config.redirects.as_str().into(), decode(bytes).0)))
}

/// The folder of the site's own theme where that is not there.
pub fn absent_theme(location: &Location, config: &Config) -> Option<PathBuf> {
    let folder = location.root.join(config.theme.as_ref()?);
    (!folder.is_dir()).then_some(folder)
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
    if let Some(root) = absent_theme(location, config) {
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
