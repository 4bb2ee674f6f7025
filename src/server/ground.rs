//! Which folders of a site are watched, and what a touched path is about.

use std::collections::BTreeSet;
use std::fs;
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

impl Touched {
    /// What is to be looked at a second time before it is believed: who saves may put the old configuration aside first, or
    /// empty it, and without it everything would have its default for a moment.
    pub fn put_off(&mut self, location: &Location, awaited: &[PathBuf]) -> Vec<PathBuf> {
        let is_there = |file: &Path| file.metadata().is_ok_and(|found| found.len() > 0);
        let aside = location.config.iter().filter(|file| !is_there(file));
        let aside: Vec<PathBuf> = aside.cloned().collect();
        if aside.is_empty() || !(self.settings || self.awaited) {
            return Vec::new();
        }
        (self.settings, self.awaited) = (false, false);
        aside.into_iter().chain(awaited.iter().cloned()).collect()
    }

    /// What a person is told to have changed where no file of the content can be named. Folders of locales are touched as
    /// a whole where the system lost count, or when the watch begins and something was saved since the site was read.
    pub fn unnamed(&self) -> &'static str {
        match self.content.iter().any(|(_, below)| below.is_empty()) {
            true => "some files",
            false => "settings, theme or messages",
        }
    }
}

/// The folders to watch: those of the locales, the theme and the messages with all that is in them, and the nearest folder
/// above each that is there, for the moment in which it comes into being. A symbolic link is watched, and where it leads.
pub fn ground(location: &Location, config: &Config, awaited: &[PathBuf]) -> Ground {
    let mut ground = Ground::default();
    let above = |folder: &Path| {
        let mut above = folder.ancestors().skip(1);
        above.find(|folder| folder.is_dir()).map(Path::to_owned)
    };
    let awaited = awaited.iter().flat_map(|place| lies(place));
    ground
        .folders
        .extend(awaited.filter_map(|place| above(&place)));
    for tree in trees(location, config) {
        let mut places = lies(&tree);
        ground
            .folders
            .extend(places.iter().filter_map(|place| above(place)));
        // The last is where the files are; those before it only lead there.
        ground.trees.extend(places.pop());
        ground.folders.extend(places);
    }
    let logo = project::logo_places(location, config);
    for file in deciding(location, config).iter().chain(&logo) {
        let folders = lies(file).into_iter();
        ground
            .folders
            .extend(folders.filter_map(|file| file.parent().map(Path::to_owned)));
    }
    if !config.names_locales() {
        let content = location.root.join(project::CONTENT_FOLDER);
        ground.folders.insert(content);
    }
    ground
}

/// The folders that are watched with all that is in them, as they are named.
fn trees(location: &Location, config: &Config) -> Vec<PathBuf> {
    let own = config.folders.iter().chain(&config.theme);
    let all = own.map(String::as_str).chain([MESSAGES]);
    all.map(|tree| project::lexical(&location.root.join(tree)))
        .collect()
}

/// A place as it is named, and behind that where it really lies, should a symbolic link lead there.
fn lies(named: &Path) -> Vec<PathBuf> {
    let beyond = || {
        let target = fs::read_link(named).ok()?;
        Some(project::lexical(&named.parent()?.join(target)))
    };
    // What a link names may come later.
    let real = named.canonicalize().ok().or_else(beyond);
    let real = real.filter(|real| real != named);
    std::iter::once(named.to_owned()).chain(real).collect()
}

/// Adds to the paths of a batch what they are called by the names of the configuration: the system tells where a file
/// really lies, and not which symbolic links lead there. `links` are further places that may be such links.
pub fn name(batch: &mut Batch, location: &Location, config: &Config, links: BTreeSet<PathBuf>) {
    let named = trees(location, config).into_iter();
    let named = named
        .chain(deciding(location, config))
        .chain(project::logo_places(location, config));
    for named in named.chain(links) {
        let [named, real] = &*lies(&named) else {
            continue;
        };
        let below = batch
            .paths
            .iter()
            .filter_map(|path| path.strip_prefix(real).ok());
        // To join nothing would add a separator.
        let called = below.map(|below| match below.as_os_str().is_empty() {
            true => named.clone(),
            false => named.join(below),
        });
        let called: Vec<PathBuf> = called.collect();
        batch.paths.extend(called);
    }
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

/// Whether a batch may bring what is awaited, a folder above it, or what is in it, which a poller tells first.
pub fn concerns(batch: &Batch, awaited: &[PathBuf]) -> bool {
    let mut paths = batch.paths.iter();
    let brings = |path: &PathBuf| {
        let mut awaited = awaited.iter();
        awaited.any(|place| place.starts_with(path) || path.starts_with(place))
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_that_is_gone_or_empty_is_looked_at_again() {
        let folder = tempfile::tempdir().expect("there is room");
        let file = folder.path().join(config::FILE_NAME);
        let location = Location {
            root: folder.path().to_owned(),
            config: Some(file.clone()),
        };
        let awaited = [folder.path().join("theme")];
        let put_off = |settings, awaits| {
            let mut touched = Touched {
                settings,
                awaited: awaits,
                ..Touched::default()
            };
            let again = touched.put_off(&location, &awaited);
            (again.len(), touched.settings || touched.awaited)
        };
        for text in [None, Some("")] {
            if let Some(text) = text {
                fs::write(&file, text).expect("there is room");
            }
            assert_eq!(put_off(true, false), (2, false), "{text:?}");
            assert_eq!(put_off(false, true), (2, false), "{text:?}");
            assert_eq!(put_off(false, false), (0, false), "{text:?}");
        }
        fs::write(&file, "title: Test\n").expect("there is room");
        assert_eq!(put_off(true, false), (0, true));
        assert_eq!(put_off(false, true), (0, true));
    }
    #[test]
    fn what_nobody_can_name_is_told_as_what_it_may_be() {
        let theme = Touched {
            theme: true,
            ..Touched::default()
        };
        assert_eq!(theme.unnamed(), "settings, theme or messages");
        // As when the watch begins.
        let config = Config::without_file(&["en-US".to_owned()]);
        assert_eq!(everything(&config).unnamed(), "some files");
    }
}
