//! Which folders of a site are watched, and what a touched path is about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{self, Config};
use crate::locale::LocaleId;
use crate::project::{self, Location};
use crate::watch::{Batch, Ground};

/// The folder of the site's own messages.
const MESSAGES: &str = "locales";

/// What a batch of paths is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files and folders of locales, by the path below the locale's folder; the empty one is the folder itself.
    pub content: BTreeSet<(LocaleId, String)>,
    /// The site's own theme.
    pub theme: bool,
    /// Its own messages.
    pub messages: bool,
    /// What decides how all is read: the configuration, the list of moved pages, which locales there are.
    pub settings: bool,
    /// What kept the newest configuration from being shown: everything is read anew.
    pub awaited: bool,
}

/// The folders to watch: those of the locales, the theme and the messages with all that is in them, and the nearest folder
/// above each that is there, for the moment in which it comes into being.
pub fn ground(location: &Location, config: &Config, awaited: &[PathBuf]) -> Ground {
    let mut ground = Ground::default();
    let above = |folder: &Path| {
        let mut above = folder.ancestors().skip(1);
        above.find(|folder| folder.is_dir()).map(Path::to_owned)
    };
    let awaited = awaited.iter().filter_map(|folder| above(folder));
    ground.folders.extend(awaited);
    let trees = config
        .folders
        .iter()
        .chain(&config.theme)
        .map(String::as_str);
    for tree in trees.chain([MESSAGES]) {
        let tree = project::lexical(&location.root.join(tree));
        ground.folders.extend(above(&tree));
        ground.trees.insert(tree);
    }
    let logo = project::logo_places(location, config);
    for file in deciding(location, config).iter().chain(&logo) {
        ground.folders.extend(file.parent().map(Path::to_owned));
    }
    if !config.names_locales() {
        let content = location.root.join(project::CONTENT_FOLDER);
        ground.folders.insert(content);
    }
    ground
}

/// The files that decide how all others are read.
fn deciding(location: &Location, config: &Config) -> Vec<PathBuf> {
    let names = [config::FILE_NAME, project::OTHER_NAME, &config.redirects];
    let files = names.map(|name| project::lexical(&location.root.join(name)));
    files.into_iter().chain(location.config.clone()).collect()
}

/// Whether a folder may be one that makes a locale by its name alone, or hold such folders.
fn may_be_locale(path: &Path, location: &Location) -> bool {
    let content = location.root.join(project::CONTENT_FOLDER);
    let is_beside = path
        .parent()
        .is_some_and(|above| above == location.root || above == content);
    let name = path.file_name().and_then(|name| name.to_str());
    path == content || is_beside && name.is_some_and(config::looks_like_tag)
}

/// Whether a batch may bring what is awaited, or a folder above it.
pub fn concerns(batch: &Batch, awaited: &[PathBuf]) -> bool {
    let mut paths = batch.paths.iter();
    let brings = |path: &PathBuf| awaited.iter().any(|folder| folder.starts_with(path));
    !awaited.is_empty() && (batch.overflow || paths.any(brings))
}

/// What is worth a second look once a batch is done: folders, and theme and messages, which are few files.
pub fn folders(
    batch: &Batch,
    touched: &Touched,
    location: &Location,
    config: &Config,
) -> Vec<PathBuf> {
    let folders = batch.paths.iter().filter(|path| path.is_dir()).cloned();
    let theme = config.theme.iter().filter(|_| touched.theme).cloned();
    let messages = touched.messages.then(|| MESSAGES.to_owned());
    let look = theme.chain(messages);
    folders
        .chain(look.map(|folder| project::lexical(&location.root.join(folder))))
        .collect()
}

/// What a batch is about.
pub fn touched(batch: &Batch, location: &Location, config: &Config) -> Touched {
    if batch.overflow {
        return everything(config);
    }
    let root = |path: &str| project::lexical(&location.root.join(path));
    let output = root(&config.output);
    let deciding = deciding(location, config);
    let theme = config.theme.as_ref().map(|theme| root(theme));
    let logo = project::logo_places(location, config);
    let messages = project::message_folders(config);
    let messages: Vec<PathBuf> = messages.iter().map(|folder| root(folder)).collect();
    let mut touched = Touched::default();
    for path in &batch.paths {
        if path.starts_with(&output) {
            continue;
        }
        // With its manifest a whole folder becomes an output, and without it content.
        let manifest = path.file_name().filter(|name| *name == project::MANIFEST);
        let path = manifest.and(path.parent()).unwrap_or(path);
        touched.settings |= deciding.iter().any(|file| file == path);
        touched.settings |= !config.names_locales() && may_be_locale(path, location);
        touched.messages |= path.starts_with(root(MESSAGES));
        if logo.iter().any(|place| place == path) {
            (touched.theme, touched.settings) = (true, true);
        }
        if theme.as_ref().is_some_and(|theme| path.starts_with(theme)) {
            touched.theme = true;
            // A theme that is put in place as a whole has messages as well.
            touched.messages |= messages
                .iter()
                .any(|folder| path.starts_with(folder) || folder.starts_with(path));
            continue;
        }
        for (locale, _) in config.locales.iter() {
            let below = path.strip_prefix(root(config.folder(locale)));
            if let Some(below) = below.ok().and_then(content_path) {
                touched.content.insert((locale, below));
            }
        }
    }
    touched
}

/// A path below a locale's folder, unless a part of it is hidden.
fn content_path(below: &Path) -> Option<String> {
    let below = below.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let hidden = below
        .split('/')
        .any(|part| part.starts_with('.') || part == "node_modules");
    (!hidden).then_some(below)
}

/// All that there is, for when nobody knows what changed.
pub fn everything(config: &Config) -> Touched {
    Touched {
        content: config
            .locales
            .iter()
            .map(|(locale, _)| (locale, String::new()))
            .collect(),
        theme: true,
        messages: true,
        settings: true,
        awaited: false,
    }
}
