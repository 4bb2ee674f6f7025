//! `docent init`: a site begun, with a configuration for the locales that are there, or with a first page.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, new, terminal};
use crate::cli::Global;
use crate::config::{self, FILE_NAME};
use crate::error::{Error, Result};
use crate::project;

/// What `init` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The folder of the site, which is made if need be; the current one if not given
    pub dir: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// There is a site already, or the folder cannot be written.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let root = global.root.clone().unwrap_or_else(|| PathBuf::from("."));
    let folder = arguments
        .dir
        .as_ref()
        .map_or(root.clone(), |dir| root.join(dir));
    let file = folder.join(FILE_NAME);
    if file.exists() {
        let message = format!("`{}` exists already", file.display());
        return Err(Error::usage(message).with_help("`docent config show` prints what it says"));
    }
    fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
    let detected = project::detect_locales(&folder);
    let first = detected.is_empty();
    let folders = if first {
        vec![format!("content/{}", asked(global)?)]
    } else {
        detected
    };
    new::create(&file, &configuration(&title(&folder), &folders))?;
    terminal::say(global, format_args!("wrote {}", file.display()));
    if first {
        let page = folder.join(&folders[0]).join("articles/index.md");
        if !page.exists() {
            new::create(
                &page,
                &new::page("Welcome", "What this site helps with.", "index"),
            )?;
            terminal::say(global, format_args!("wrote {}", page.display()));
        }
    }
    Ok(Outcome::Clean)
}

/// The locale of a new site: the first that was asked for.
fn asked(global: &Global) -> Result<&str> {
    let tag = global.locale.first().map_or("en-US", String::as_str);
    match config::looks_like_tag(tag) {
        true => Ok(tag),
        false => Err(Error::usage(format!("`{tag}` is no tag of a locale"))
            .with_help("a tag looks like `nl-NL`")),
    }
}

fn title(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = real
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    name.map_or_else(|| "Documentation".to_owned(), |name| new::words(&name))
}

fn configuration(title: &str, folders: &[String]) -> String {
    let tag = |folder: &String| folder.rsplit('/').next().unwrap_or_default().to_owned();
    let tags: Vec<String> = folders.iter().map(tag).collect();
    let english = |wanted: &str| tags.iter().find(|tag| tag.starts_with(wanted));
    let source = english("en-US")
        .or_else(|| english("en"))
        .unwrap_or(&tags[0]);
    let title = serde_json::Value::from(title);
    let mut text = format!(
        "title: {title}\n\n# The locale that the others are translated from.\nsource: {source}\nlocales:\n"
    );
    for (folder, tag) in folders.iter().zip(&tags) {
        text.push_str(&format!("  - {{ tag: {tag}, dir: {folder} }}\n"));
    }
    text
}
