//! The site's logo: a file beside `docent.yml` or in the source locale's folder, published with the theme.

use std::path::PathBuf;

use super::{Location, read_bytes};
use crate::config::{Config, ConfigProblem, Logo};
use crate::error::Result;
use crate::theme::ThemeFile;

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
    let places = places(location, config).into_iter();
    let Some(place) = { places }.find(|place| place.is_file()) else {
        return Ok(None);
    };
    let name = format!("static/{}", Logo::asset(path));
    Ok(read_bytes(&place)?.map(|bytes| ThemeFile { name, bytes }))
}

/// What to say of a logo that is nowhere.
pub(super) fn problem(location: &Location, config: &Config, text: &str) -> Option<ConfigProblem> {
    let Some(Logo::File(path)) = &config.logo else {
        return None;
    };
    let is_there = places(location, config).iter().any(|place| place.is_file());
    let help = "name a file beside docent.yml or in the source locale's folder, or a whole address";
    let message = || format!("there is no logo `{path}`");
    (!is_there).then(|| ConfigProblem::of_key(text, "logo", message(), help))
}
