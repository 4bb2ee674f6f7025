//! Which folders of a site are watched, and what a touched path is about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{self, Config};
use crate::locale::LocaleId;
use crate::project::{self, Location};
use crate::watch::{Batch, Ground};

/// What a batch of paths is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files and folders of locales, by the path below the locale's folder; the empty one is the folder itself.
    pub content: BTreeSet<(LocaleId, String)>,
    /// The site's own theme.
    pub theme: bool,
    /// Its own messages.
    pub messages: bool,
    /// The configuration or the list of moved pages: everything is read anew.
    pub settings: bool,
    /// The folder of a locale that the newest configuration has and that was not there: the same.
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
    for tree in trees.chain(["locales"]) {
        let tree = project::lexical(&location.root.join(tree));
        ground.folders.extend(above(&tree));
        ground.trees.insert(tree);
    }
    let files = [
        location.root.join(config::FILE_NAME),
        location.root.join(&config.redirects),
    ];
    let logo = project::logo_places(location, config);
    for file in files.iter().chain(&location.config).chain(&logo) {
        ground.folders.extend(file.parent().map(Path::to_owned));
    }
    ground
}

/// Whether a batch may bring one of the awaited folders, or one above it.
pub fn concerns(batch: &Batch, awaited: &[PathBuf]) -> bool {
    let mut paths = batch.paths.iter();
    let brings = |path: &PathBuf| awaited.iter().any(|folder| folder.starts_with(path));
    !awaited.is_empty() && (batch.overflow || paths.any(brings))
}

/// What a batch is about.
pub fn touched(batch: &Batch, location: &Location, config: &Config) -> Touched {
    if batch.overflow {
        return everything(config);
    }
    let root = |path: &str| project::lexical(&location.root.join(path));
    let output = root(&config.output);
    let settings = [
        Some(root(&config.redirects)),
        location.config.clone(),
        Some(root(config::FILE_NAME)),
    ];
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
        touched.settings |= settings.iter().flatten().any(|file| file == path);
        touched.messages |= path.starts_with(root("locales"));
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
