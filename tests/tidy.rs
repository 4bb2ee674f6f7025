//! The house rules that no compiler knows: floors, lengths, embedded lists, and a handbook page for every code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use docent::diagnostic::Code;
use regex::Regex;
use walkdir::WalkDir;

/// The most lines of a file of `src`, tests not counted.
const LONGEST_FILE: usize = 800;

/// The most lines of a function.
const LONGEST_FUNCTION: usize = 80;

/// The command line is put together from the arguments of each command, and each command reads the global ones.
const TOGETHER: (&str, &str) = ("cli", "command");

/// Files that a person writes, by extension.
const WRITTEN: [&str; 9] = ["rs", "md", "toml", "yml", "html", "css", "js", "ftl", "py"];

/// A text file of the repository: its path from the root and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The lines before the unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines
            .take_while(|(_, line)| !line.starts_with("mod tests"))
            .map(|(at, line)| (at + 1, line))
    }
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    let floors = floors();
    let floor = |module: &str| floors.iter().position(|floor| floor == module);
    let uses = Regex::new(r"\bcrate::(?:(\w+)|\{([^}]*)\})").expect("the pattern is right");
    let mut wrong = Vec::new();
    for file in sources() {
        let module = module(&file.path);
        let Some(own) = floor(&module) else { continue };
        for (line, text) in file
            .code()
            .filter(|(_, text)| !text.trim_start().starts_with("//"))
        {
            for used in uses.captures_iter(text) {
                let names = used
                    .get(1)
                    .or(used.get(2))
                    .map_or("", |names| names.as_str());
                let above = |name: &&str| {
                    floor(name).is_some_and(|other| other > own) && (&*module, *name) != TOGETHER
                };
                let names = names.split(',').map(|name| first_name(name.trim()));
                wrong.extend(names.filter(above).map(|name| {
                    format!(
                        "{}:{line}: `{module}` uses `{name}`, which stands below it",
                        file.path
                    )
                }));
            }
        }
    }
    assert_none(&wrong);
}

/// The modules in the order of `lib.rs`, then those of the program.
fn floors() -> Vec<String> {
    let library = read(&root().join("src/lib.rs"));
    let modules = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    modules
        .map(|module| module.trim_end_matches(';').to_owned())
        .collect()
}

/// The module of the top level that a file belongs to.
fn module(path: &str) -> String {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    inner.split('/').next().unwrap_or_default().to_owned()
}

fn first_name(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

#[test]
fn a_folder_belongs_to_a_file() {
    let paths: BTreeSet<String> = sources().into_iter().map(|file| file.path).collect();
    let mut wrong = Vec::new();
    for path in &paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let owned = folder == "src" || paths.contains(&format!("{folder}.rs"));
        wrong.extend((!owned || path.ends_with("/mod.rs")).then(|| path.clone()));
    }
    assert_none(&wrong);
}

#[test]
fn files_and_functions_are_short() {
    let mut wrong = Vec::new();
    for file in sources() {
        let length = file.code().count();
        if length > LONGEST_FILE {
            wrong.push(format!("{}: {length} lines", file.path));
        }
        wrong.extend(long_functions(&file));
    }
    assert_none(&wrong);
}

/// Functions are found by their indentation, which the formatter keeps.
fn long_functions(file: &File) -> Vec<String> {
    let lines: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let head = Regex::new(r"^( *)(?:pub(?:\([^)]*\))? )?(?:const )?(?:async )?fn (\w+)");
    let head = head.expect("the pattern is right");
    let mut wrong = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(found) = head.captures(line) else {
            continue;
        };
        let end = format!("{}}}", &found[1]);
        let length = lines[at..]
            .iter()
            .position(|line| *line == end)
            .map_or(1, |end| end + 1);
        if length > LONGEST_FUNCTION && !line.ends_with(';') {
            wrong.push(format!(
                "{}:{}: `{}` has {length} lines",
                file.path,
                at + 1,
                &found[2]
            ));
        }
    }
    wrong
}

#[test]
fn every_source_begins_with_what_it_is() {
    let missing = sources()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! ") && !file.path.ends_with("/tests.rs"));
    assert_none(&missing.map(|file| file.path).collect::<Vec<_>>());
}

#[test]
fn exceptions_from_the_lints_have_a_reason() {
    let mut wrong = Vec::new();
    for file in sources() {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let exception = ["#[allow(", "#[expect(", "#![allow(", "#![expect("];
            if exception
                .iter()
                .any(|start| line.trim_start().starts_with(start))
            {
                let end = lines[at..]
                    .iter()
                    .position(|line| line.ends_with(")]"))
                    .unwrap_or(0);
                if !lines[at..=at + end]
                    .iter()
                    .any(|line| line.contains("reason = \""))
                {
                    wrong.push(format!("{}:{}: {}", file.path, at + 1, line.trim()));
                }
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_code_has_a_page_in_the_handbook() {
    let mut missing = Vec::new();
    for locale in ["en-US", "nl-NL"] {
        let folder = format!("content/{locale}/articles/checks");
        let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
        let pages: BTreeSet<String> = names(&root().join(&folder)).into_iter().collect();
        missing.extend(
            codes
                .difference(&pages)
                .map(|page| format!("{folder}/{page} is missing")),
        );
        let more = pages.difference(&codes).filter(|page| *page != "index.md");
        missing.extend(more.map(|page| format!("{folder}/{page} is about no code")));
    }
    assert_none(&missing);
}

#[test]
fn every_locale_of_the_program_has_the_same_files() {
    let folder = root().join("locales");
    let model = names(&folder.join("en-US"));
    let differ = names(&folder)
        .into_iter()
        .filter(|tag| names(&folder.join(tag)) != model);
    assert_none(&differ.collect::<Vec<_>>());
}

#[test]
fn texts_have_no_trailing_blanks_and_code_no_tabs() {
    let mut wrong = Vec::new();
    for file in written() {
        // Two blanks at the end of a line of Markdown are a line break, and cases hold what writers write.
        let free = file.path.ends_with(".md") || file.path.starts_with("tests/");
        for (at, line) in file.text.lines().enumerate().filter(|_| !free) {
            if line.ends_with([' ', '\t']) || line.contains('\t') {
                wrong.push(format!("{}:{}: {line:?}", file.path, at + 1));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn nothing_names_a_folder_of_somebodys_computer() {
    // Put together here, so that this file does not name them itself.
    let folders = ["home", "Users", "root", "work"].map(|folder| format!("/{folder}/"));
    let mut wrong = Vec::new();
    for file in written()
        .into_iter()
        .filter(|file| !file.path.starts_with("content/"))
    {
        for (at, line) in file.text.lines().enumerate() {
            let named = folders.iter().any(|folder| {
                line.match_indices(folder.as_str()).any(|(found, _)| {
                    // A path that goes on from a name before it is none of a computer.
                    !line[..found].ends_with(|c: char| c.is_alphanumeric() || "-_.}*".contains(c))
                })
            });
            wrong.extend(named.then(|| format!("{}:{}: {}", file.path, at + 1, line.trim())));
        }
    }
    assert_none(&wrong);
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What lies directly in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("it can be read").file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).to_string_lossy().into())
        .collect();
    names.sort();
    names
}

/// The Rust of the library and the program.
fn sources() -> Vec<File> {
    files("src", |path| path.ends_with(".rs"))
}

/// Everything that a person wrote.
fn written() -> Vec<File> {
    let folders = [
        "src", "tests", "benches", "content", "themes", "locales", ".ci",
    ];
    let kind = |path: &str| {
        path.rsplit_once('.')
            .is_some_and(|(_, kind)| WRITTEN.contains(&kind))
    };
    folders
        .iter()
        .flat_map(|folder| files(folder, kind))
        .collect()
}

fn files(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<File> {
    let root = root();
    if !root.join(folder).is_dir() {
        return Vec::new();
    }
    let entries = WalkDir::new(root.join(folder))
        .sort_by_file_name()
        .into_iter();
    let entries = entries.map(|entry| entry.expect("the checkout can be read"));
    let files = entries
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry
                .path()
                .strip_prefix(&root)
                .expect("it was found there");
            let path = path.to_str()?.replace('\\', "/");
            wanted(&path).then(|| File {
                text: read(entry.path()),
                path,
            })
        });
    files.collect()
}
