//! `docent new`: a page with its front matter in place.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, terminal};
use crate::cli::Global;
use crate::error::{Error, Result};
use crate::path::ContentPath;
use crate::project;

/// What `new` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The page's path below the folder of the source locale, or of the one that `--locale` names
    pub path: String,
    /// Its title; made of the file's name if not given
    #[arg(long)]
    pub title: Option<String>,
}

/// Carries it out.
///
/// # Errors
/// The page exists, or its path leads out of the locale's folder.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = super::locate(global, &[])?;
    let (config, _) = project::read_config(&location)?;
    let locale = match global.locale.is_empty() {
        true => config.locales.source(),
        false => super::chosen(global, &config)?[0],
    };
    let folder = location.root.join(config.folder(locale));
    let path = content_path(&location.root, &folder, &arguments.path)?;
    let stem = path.stem();
    let title = arguments.title.clone().unwrap_or_else(|| words(stem));
    let file = folder.join(path.as_str());
    create(&file, &page(&title, "", stem))?;
    terminal::say(global, format_args!("wrote {}", file.display()));
    Ok(Outcome::Clean)
}

/// The content path of what was typed: below the locale's folder, whether that was typed as well or not.
fn content_path(root: &Path, folder: &Path, typed: &str) -> Result<ContentPath> {
    let full = std::env::current_dir()
        .unwrap_or_else(|_| root.to_owned())
        .join(typed);
    let below = [full, root.join(typed)]
        .into_iter()
        .find_map(|path| path.strip_prefix(folder).ok().map(PathBuf::from));
    let below = below.map_or_else(
        || typed.to_owned(),
        |path| path.to_string_lossy().replace('\\', "/"),
    );
    let outside = || {
        Error::usage(format!("`{typed}` leads out of the locale's folder"))
            .with_help("name a path below it, such as `articles/lost-phone.md`")
    };
    if below.starts_with('/') || Path::new(&below).is_absolute() {
        return Err(outside());
    }
    let path = ContentPath::new(&below).map_err(|_| outside())?;
    let name = match path.is_markdown() {
        true => path.to_string(),
        false => format!("{path}.md"),
    };
    ContentPath::new(&name).map_err(|_| outside())
}

/// A page with everything that docent wants a page to say about itself.
pub(super) fn page(title: &str, description: &str, anchor: &str) -> String {
    let description = if description.is_empty() {
        title
    } else {
        description
    };
    let (title_value, description) = (value(title), value(description));
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let date = format!("{:02}/{:02}/{}", today.month(), today.day(), today.year());
    format!(
        "<properties
    pageTitle=\"{title_value}\"
    description=\"{description}\"
    services=\"\"
    authors=\"\"/>

<tags
    ms.topic=\"article\"
    ms.date=\"{date}\"
    ms.author=\"docs\"/>

# <a name=\"{}\"></a>{title}

",
        crate::markdown::slug::github(anchor)
    )
}

/// A text as an attribute may hold it.
fn value(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace(['\n', '\r'], " ")
}

/// `lost-phone` as a title: `Lost phone`.
pub(super) fn words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Writes a file that is not there yet, with the folders above it.
pub(super) fn create(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file {
        Ok(mut file) => file
            .write_all(text.as_bytes())
            .map_err(Error::io("write", path)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Error::usage(format!("`{}` exists already", path.display())))
        }
        Err(error) => Err(Error::io("write", path)(error)),
    }
}
