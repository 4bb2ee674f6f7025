//! Reads real articles into pages for the search, roughly: enough to measure it, not to render them.

use std::fs;
use std::path::{Path, PathBuf};

use docent::search::{SearchPage, SearchSection};
use regex::Regex;

/// The folder of a locale of the corpus that `DOCENT_CORPUS` names.
pub fn locale_folder(locale: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("DOCENT_CORPUS")?).join(locale);
    folder.is_dir().then_some(folder)
}

/// Paths of all articles of a locale below `articles`, without `.md`, in order.
pub fn articles(folder: &Path) -> Vec<String> {
    let root = folder.join("articles");
    let mut paths: Vec<String> = walkdir::WalkDir::new(&root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "md")
        })
        .map(|entry| {
            entry
                .path()
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    paths.sort();
    paths
}

/// Seconds of CPU that this process has used.
pub fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |field: usize| {
        fields
            .get(field)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

/// The page of an article.
pub fn page(path: &str, text: &str) -> SearchPage {
    let title = attribute(text, "pageTitle").unwrap_or_default();
    let title = title.split('|').next().unwrap_or("").trim().to_owned();
    SearchPage {
        url: format!("../{}", path.trim_end_matches(".md")),
        title,
        description: attribute(text, "description").unwrap_or_default(),
        service: attribute(text, "ms.service").unwrap_or_default(),
        kind: if path.contains("troubleshoot") {
            "troubleshooting"
        } else {
            "article"
        }
        .to_owned(),
        fallback: String::new(),
        sections: sections(text),
    }
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let start = text.find(&format!("{name}=\""))? + name.len() + 2;
    Some(text[start..].split('"').next()?.to_owned())
}

fn sections(text: &str) -> Vec<SearchSection> {
    let reference = Regex::new(r"^\s*\[[^\]]*\]:").unwrap();
    let anchor = Regex::new(r#"<a (?:name|id)="([^"]*)"></a>"#).unwrap();
    let body = text
        .find("<tags")
        .and_then(|at| text[at..].find("/>").map(|end| &text[at + end + 2..]));
    let mut sections = vec![SearchSection::default()];
    let mut in_code = false;
    for line in body.unwrap_or(text).lines() {
        if reference.is_match(line) {
            continue;
        }
        in_code ^= line.trim_start().starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if !in_code && (1..=6).contains(&level) && line[level..].starts_with([' ', '<']) {
            let found = anchor
                .captures(line)
                .map_or("", |captures| captures.get(1).unwrap().as_str());
            sections.push(SearchSection {
                anchor: found.to_owned(),
                heading: plain(anchor.replace_all(&line[level..], "").trim()),
                level: u8::try_from(level).unwrap(),
                text: String::new(),
            });
        } else {
            let text = &mut sections.last_mut().unwrap().text;
            text.push_str(&plain(line));
            text.push('\n');
        }
    }
    sections
}

/// A line without link targets, tags, directives and emphasis.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', ']', '[', '*', '`', '!']) {
        plain.push_str(&rest[..at]);
        let here = &rest[at..];
        rest = if here.starts_with("](") {
            here.find(')').map_or("", |end| &here[end + 1..])
        } else if here.starts_with("[AZURE") || here.starts_with("[azure") {
            here.find(']').map_or("", |end| &here[end + 1..])
        } else if here.starts_with('<')
            && here[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        {
            here.find('>').map_or("", |end| &here[end + 1..])
        } else {
            &here[1..]
        };
    }
    plain.push_str(rest);
    plain
}
