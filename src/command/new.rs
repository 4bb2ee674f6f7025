//! `docent new`: a page with its front matter in place.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, terminal};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::options::Global;
use crate::path::{ContentPath, folded, is_kept_out};
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
/// The page exists, or there can be no page at its path.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = super::locate(global, &[])?;
    let (config, _) = project::read_config(&location)?;
    let locale = match global.locale.is_empty() {
        true => config.locales.source(),
        false => super::chosen(global, &config)?[0],
    };
    let folder = location.root.join(config.folder(locale));
    let path = content_path(&location.root, &folder, &arguments.path)?;
    expect_page(&config, &folder, &path)?;
    let file = folder.join(path.as_str());
    let source = config.locales.source();
    let original = location.root.join(config.folder(source));
    let original = original.join(path.as_str());
    if locale != source && original.is_file() {
        copy(&original, &file, arguments)?;
        let tag = &config.locales.get(source).tag;
        let wrote = file.display();
        terminal::say(
            global,
            format_args!("wrote {wrote}: the text of {tag}, to be translated"),
        );
    } else {
        create(&file, stub(&location.root, &path, arguments).as_bytes())?;
        if locale != source {
            let tag = &config.locales.get(source).tag;
            terminal::say(
                global,
                format_args!(
                    "note: {tag} has no page `{path}` that this would be a translation of"
                ),
            );
        }
        terminal::say(global, format_args!("wrote {}", file.display()));
    }
    Ok(Outcome::Clean)
}

/// Begins a translation with the text of its source page: it has the anchors that links ask for, and until it is
/// translated its readers see what they saw before.
fn copy(original: &Path, file: &Path, arguments: &Arguments) -> Result<()> {
    if arguments.title.is_some() {
        let message = format!(
            "`--title` is not for a translation of `{}`",
            original.display()
        );
        return Err(Error::usage(message)
            .with_help("leave it out: the new page is the text of that one, to be translated"));
    }
    let text = fs::read(original).map_err(Error::io("read", original))?;
    create(file, &text)
}

/// A page that begins with nothing but its title.
fn stub(root: &Path, path: &ContentPath, arguments: &Arguments) -> String {
    let given = arguments.title.as_deref().map(one_line);
    let title = given.filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| words(path.stem()));
    page(root, &title, "", path.stem())
}

/// The content path of what was typed: below the locale's folder, whether that was typed as well or not.
fn content_path(root: &Path, folder: &Path, typed: &str) -> Result<ContentPath> {
    let slashes = |path: &str| path.replace(std::path::MAIN_SEPARATOR, "/");
    let full = std::env::current_dir()
        .unwrap_or_else(|_| root.to_owned())
        .join(typed);
    let below = [full, root.join(typed)]
        .into_iter()
        .find_map(|path| path.strip_prefix(folder).ok().map(PathBuf::from));
    let below = below.map_or_else(|| slashes(typed), |path| slashes(&path.to_string_lossy()));
    let outside = || {
        Error::usage(format!("`{typed}` leads out of the locale's folder"))
            .with_help("name a path below it, such as `articles/lost-phone.md`")
    };
    if below.starts_with('/') || Path::new(&below).is_absolute() {
        return Err(outside());
    }
    let path = ContentPath::new(&below).map_err(|_| outside())?;
    if slashes(typed).ends_with('/') || path.as_str().is_empty() {
        return Err(Error::usage(format!("`{typed}` names a folder"))
            .with_help("name the page in it, such as `articles/lost-phone.md`"));
    }
    let name = match path.is_markdown() {
        true => path.to_string(),
        false => format!("{path}.md"),
    };
    ContentPath::new(&name).map_err(|_| outside())
}

/// Refuses a path at which no page would be, or not for everybody who has the repository.
fn expect_page(config: &Config, folder: &Path, path: &ContentPath) -> Result<()> {
    let refused = |why: &str, help: &str| {
        Err(Error::usage(format!("there can be no page `{path}`: {why}")).with_help(help))
    };
    let name = "take letters, digits and hyphens, as in `articles/lost-phone.md`";
    if !path.can_be_file() {
        return refused("its path is too long", "take a shorter name");
    }
    if let Some(part) = path.as_str().split('/').find(|part| !is_portable(part)) {
        return refused(
            &format!("Windows has no files called `{}`", part.escape_debug()),
            name,
        );
    }
    if is_kept_out(path.as_str()) {
        return refused(
            "what begins with a dot, or lies in `node_modules`, is not read",
            name,
        );
    }
    if config.exclude.matches(path) {
        return refused(
            "`exclude` in `docent.yml` leaves it out",
            "take another folder",
        );
    }
    if config.includes.matches(path) {
        let help = "take another folder, or write the include without front matter";
        return refused(
            "`includes` in `docent.yml` says that it is read into pages",
            help,
        );
    }
    match other_spelling(folder, path) {
        Some(there) => refused(
            &format!("it differs only in case from `{there}`, which is there"),
            "write the name as it is, or take another one",
        ),
        None => Ok(()),
    }
}

/// Whether all systems have files and folders of this name: a repository is seldom used on one alone.
fn is_portable(name: &str) -> bool {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_port = |port: &str| {
        let number = stem.strip_prefix(port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    let is_device = DEVICES.contains(&&*stem) || is_port("com") || is_port("lpt");
    let is_odd = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
    !is_device && !name.contains(is_odd) && !name.ends_with(['.', ' ']) && !name.starts_with(' ')
}

/// What is there already and has the same path where case does not count.
fn other_spelling(folder: &Path, path: &ContentPath) -> Option<String> {
    let mut above = folder.to_owned();
    for part in path.as_str().split('/') {
        let names = fs::read_dir(&above).ok()?.flatten();
        let names: Vec<String> = names
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        if !names.iter().any(|name| name == part) {
            let same = |name: &String| folded(name) == folded(part);
            return names.into_iter().find(same);
        }
        above.push(part);
    }
    None
}

/// A page with everything that docent wants a page to say about itself. Its author is whom git takes commits in `root` to
/// be of; where git knows nobody there is none, since a made-up name would be published and hidden from `docent check`.
pub(super) fn page(root: &Path, title: &str, description: &str, anchor: &str) -> String {
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
    let author = super::git::user(root);
    let author = author.map_or_else(String::new, |name| {
        format!("\n    ms.author=\"{}\"", value(&one_line(&name)))
    });
    let anchor = match crate::markdown::slug::github(anchor) {
        anchor if anchor.is_empty() => anchor,
        anchor => format!("<a name=\"{anchor}\"></a>"),
    };
    format!(
        "<properties
    pageTitle=\"{title_value}\"
    description=\"{description}\"
    services=\"\"/>

<tags
    ms.topic=\"article\"
    ms.date=\"{date}\"{author}/>

# {anchor}{}

",
        heading(title)
    )
}

/// A text as an attribute may hold it.
fn value(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

/// A text as the words of a heading: nothing of it is Markdown.
fn heading(text: &str) -> String {
    let mut heading = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Within a word it is a letter like any other, and at the end of the line hashes close the heading.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '#' => text.ends_with('#'),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        heading.extend(is_markup.then_some('\\'));
        heading.push(c);
        before = c;
    }
    heading
}

/// A text in one line, with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `lost-phone` as a title: `Lost phone`; a name without words is its own title.
pub(super) fn words(name: &str) -> String {
    let words = one_line(&name.replace(['-', '_'], " "));
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// Writes a file that is not there yet, with the folders above it.
pub(super) fn create(path: &Path, text: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file {
        Ok(mut file) => file.write_all(text).map_err(Error::io("write", path)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Error::usage(format!("`{}` exists already", path.display())))
        }
        Err(error) => Err(Error::io("write", path)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_all_systems_have() {
        for name in [
            "lost-phone.md",
            "日本語.md",
            "my page.md",
            "console",
            "com10.md",
            "a.b.md",
        ] {
            assert!(is_portable(name), "{name}");
        }
        for name in [
            "CON.md", "aux", "Lpt1.md", "a:b.md", "a?.md", "a\\b.md", "a\nb.md", "end.", "end ",
            " start",
        ] {
            assert!(!is_portable(name), "{name}");
        }
    }

    #[test]
    fn titles_are_words_and_no_markdown() {
        let table = [
            ("Lost phone", "Lost phone"),
            (
                "Use [x](y) & <b>`z`</b>",
                "Use \\[x\\](y) & \\<b>\\`z\\`\\</b>",
            ),
            ("snake_case and _this_", "snake_case and \\_this\\_"),
            ("C#", "C\\#"),
            ("AT&T; C# here", "AT\\&T; C# here"),
        ];
        for (title, expected) in table {
            assert_eq!(heading(title), expected);
        }
    }

    #[test]
    fn a_name_gives_a_title() {
        for (name, title) in [
            ("lost-phone", "Lost phone"),
            ("état--des_lieux", "État des lieux"),
            ("---", "---"),
        ] {
            assert_eq!(words(name), title);
        }
    }
}
