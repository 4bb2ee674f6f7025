//! The site's logo: a file beside `docent.yml` or in the source locale's folder, published with the theme.

use std::path::{Path, PathBuf};

use super::{Location, read_bytes, real_path};
use crate::config::{Config, ConfigProblem, Logo};
use crate::error::Result;
use crate::theme::ThemeFile;

/// Where the logo is; nothing where there is none.
pub fn place(location: &Location, config: &Config) -> Option<PathBuf> {
    let mut places = places(location, config).into_iter();
    places.find(|place| place.is_file() && stays_within(location, config, place))
}

/// Whether a symbolic link, if it is one, leads to a file below the folder of the locale that it lies in, or else below
/// the folder of `docent.yml`: who may change the texts must not be able to publish what lies elsewhere.
fn stays_within(location: &Location, config: &Config, place: &Path) -> bool {
    let locales = config.locales.iter();
    let mut folders = locales.map(|(id, _)| location.root.join(config.folder(id)));
    let folder = folders.find(|folder| place.starts_with(folder));
    let folder = folder.unwrap_or_else(|| location.root.clone());
    let real = place.canonicalize();
    real.is_ok_and(|real| real.starts_with(real_path(&folder)))
}

/// Where the logo may lie, nearest first; nothing where there is none or it stands elsewhere.
pub fn places(location: &Location, config: &Config) -> Vec<PathBuf> {
    let Some(Logo::File(path)) = &config.logo else {
        return Vec::new();
    };
    let source = config.folder(config.locales.source());
    let folders = [location.root.clone(), location.root.join(source)];
    folders.map(|folder| folder.join(path)).into()
}

/// The logo as a static file of the theme.
pub(super) fn file(location: &Location, config: &Config) -> Result<Option<ThemeFile>> {
    let Some(Logo::File(path)) = &config.logo else {
        return Ok(None);
    };
    let Some(place) = place(location, config) else {
        return Ok(None);
    };
    let name = format!("static/{}", Logo::asset(path));
    Ok(read_bytes(&place)?.map(|bytes| ThemeFile { name, bytes }))
}

/// What to say of a logo that is nowhere; `is_there` knows the files below the folder of `docent.yml` by their paths.
pub fn problem(
    config: &Config,
    text: &str,
    is_there: impl Fn(&str) -> bool,
) -> Option<ConfigProblem> {
    let Some(Logo::File(path)) = &config.logo else {
        return None;
    };
    let source = config.folder(config.locales.source());
    if is_there(path) || is_there(&format!("{source}/{path}")) {
        return None;
    }
    let help = "name a file beside docent.yml or in the source locale's folder, or a whole address";
    let message = format!("there is no logo `{path}`");
    Some(ConfigProblem::of_key(text, "logo", message, help))
}
