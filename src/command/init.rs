//! `docent init`: a site begun, with a configuration for the locales or the Markdown that are there, or with a first page.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, git, new, terminal};
use crate::config::{self, FILE_NAME};
use crate::error::{Error, Result};
use crate::options::Global;
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
    let folder = folder(global, arguments);
    let file = match &global.config {
        Some(file) => file.clone(),
        None => folder.join(FILE_NAME),
    };
    if file.exists() {
        let message = format!("`{}` exists already", file.display());
        return Err(Error::usage(message).with_help("`docent config show` prints what it says"));
    }
    if global.config.is_none() {
        project::expect_name(&project::real_path(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
    let found = project::markdown_below(&folder);
    let locales = locales(&folder, &found);
    let title = title(&folder);
    let (text, page) = match (locales.is_empty(), content_folder(&found)) {
        (false, _) => (configuration(&title, &locales), None),
        (true, Some(content)) => (moved_in(&title, asked(global)?, content, &found), None),
        (true, None) => {
            let content = format!("content/{}", asked(global)?);
            let text = configuration(&title, std::slice::from_ref(&content));
            (text, Some(folder.join(content).join("articles/index.md")))
        }
    };
    let output = output(&folder);
    write(global, &file, &(text + &written_output(output) + ADDRESS))?;
    if let Some(page) = page.filter(|page| !page.exists()) {
        let text = new::page(&folder, "Welcome", "What this site helps with.", "index");
        write(global, &page, &text)?;
    }
    note_output(global, &folder, output);
    Ok(Outcome::Clean)
}

/// The folders of the locales: those that are called like one at the root or in its `content`, else those in the folder
/// that holds all Markdown there is, if all of it lies in them.
fn locales(folder: &Path, found: &[String]) -> Vec<String> {
    let detected = project::detect_locales(folder);
    let Some(content) = content_folder(found).filter(|_| detected.is_empty()) else {
        return detected;
    };
    let below = project::locales_in(folder, content);
    let lies_in = |path: &String, locale: &String| {
        let rest = path.strip_prefix(locale.as_str());
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let mut texts = found.iter().filter(|path| !is_about(path));
    match texts.all(|path| below.iter().any(|locale| lies_in(path, locale))) {
        true => below,
        false => Vec::new(),
    }
}

/// What the output may be called, best first: the default, then names for repositories that have a use of their own for it.
const OUTPUTS: [&str; 3] = [DEFAULT_OUTPUT, "site", "docent-site"];
const DEFAULT_OUTPUT: &str = "public";

/// The folder that the site is to be written to. It lies in the repository, also where that is the content as a whole:
/// outside, the site of a repository beside this one could have the same place.
fn output(folder: &Path) -> &'static str {
    let is_free = |name: &&&str| {
        let output = folder.join(name);
        !output.exists() || output.join(project::MANIFEST).exists()
    };
    OUTPUTS.iter().find(is_free).unwrap_or(&DEFAULT_OUTPUT)
}

fn written_output(output: &str) -> String {
    match output == DEFAULT_OUTPUT {
        true => String::new(),
        false => {
            format!("\n# `{DEFAULT_OUTPUT}` is in use for something else.\noutput: {output}\n")
        }
    }
}

/// Says that the output would be committed, where it would.
fn note_output(global: &Global, folder: &Path, output: &str) {
    if git::ignores(folder, &format!("{output}/index.html")) == Some(false) {
        let file = folder.join(".gitignore");
        let file = file.strip_prefix(".").unwrap_or(&file).display();
        terminal::say(
            global,
            format_args!("note: git takes the output for sources: add `/{output}` to {file}"),
        );
    }
}

/// The folder of the site: the one that is named, else that of the configuration that is named, as every other command
/// takes it for.
fn folder(global: &Global, arguments: &Arguments) -> PathBuf {
    let of_config = || global.config.as_deref().and_then(Path::parent);
    let root = match (&global.root, &arguments.dir) {
        (Some(root), _) => root.clone(),
        (None, None) => of_config().unwrap_or(Path::new("")).to_owned(),
        (None, Some(_)) => PathBuf::new(),
    };
    let folder = arguments
        .dir
        .as_ref()
        .map_or(root.clone(), |dir| root.join(dir));
    match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder,
    }
}

/// What a site needs in the end, and nobody can guess at its beginning.
const ADDRESS: &str = "
# Where the site will stand. The sitemap and the canonical and hreflang links need it.
# base_url: https://help.example.org/
";

fn write(global: &Global, file: &Path, text: &str) -> Result<()> {
    new::create(file, text.as_bytes())?;
    terminal::say(global, format_args!("wrote {}", file.display()));
    Ok(())
}

/// What stands at the root of most repositories and is about the repository.
const ABOUT: &[&str] = &[
    "changelog",
    "code_of_conduct",
    "contributing",
    "license",
    "readme",
    "security",
    "support",
];

fn is_about(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    !path.contains('/') && ABOUT.iter().any(|about| about.eq_ignore_ascii_case(stem))
}

/// The folder that holds the Markdown that is there already: the one with all of it, or the repository itself, which it
/// is, too, where there are `articles` alone: links of articles lead out of that folder, to includes and media.
fn content_folder(found: &[String]) -> Option<&str> {
    let mut content = found.iter().filter(|path| !is_about(path));
    let first = content.next()?;
    let Some((folder, _)) = first.split_once('/') else {
        return Some(".");
    };
    let is_one = content.all(|path| path.split('/').next() == Some(folder));
    let is_part = ["articles", "includes"].contains(&folder);
    Some(if is_one && !is_part { folder } else { "." })
}

/// The configuration of a site whose only locale is `content`.
fn moved_in(title: &str, tag: &str, content: &str, found: &[String]) -> String {
    let title = serde_json::Value::from(title);
    let folder = word(content);
    let mut text =
        format!("title: {title}\n\nsource: {tag}\nlocales:\n  - {{ tag: {tag}, dir: {folder} }}\n");
    if content == "." {
        let about: Vec<&String> = found.iter().filter(|path| is_about(path)).collect();
        if !about.is_empty() {
            let about = serde_json::to_string(&about).expect("texts can be written as JSON");
            text.push_str(&format!("exclude: {about}\n"));
        }
    }
    text
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
    let tag = |folder: &String| {
        let name = folder.rsplit('/').next().unwrap_or_default();
        config::canonical_tag(name).unwrap_or_else(|| name.to_owned())
    };
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
        text.push_str(&format!("  - {{ tag: {tag}, dir: {} }}\n", word(folder)));
    }
    text
}

/// A path as a value of YAML, in quotes where it needs them.
fn word(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    match path.chars().all(is_plain) {
        true => path.to_owned(),
        false => serde_json::Value::from(path).to_string(),
    }
}
