//! The index of problems of a built locale, as a reader meets it, and the headings that have to be in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// A section: the address of its page below the locale's, and its id there.
pub type Section = (String, String);

/// What the names of articles about trouble contain.
const TROUBLE: [&str; 10] = [
    "troubleshoot",
    "error",
    "problem",
    "resolve",
    "fix",
    "issues",
    "faq",
    "diagnos",
    "cannot",
    "fail",
];

/// Builds one locale into `folder` and gives the folder of its pages.
pub fn build(folder: &Path, locale: &str, content: &Path) -> PathBuf {
    let config = format!(
        "title: Help\nbase_url: /\nhighlight: false\nsearch: off\nlocales: [{{ tag: {locale}, dir: '{}' }}]\n",
        content.display()
    );
    fs::write(folder.join("docent.yml"), config).expect("the configuration can be written");
    let built = Command::new(env!("CARGO_BIN_EXE_docent"))
        .args(["build", "-C"])
        .arg(folder)
        .output()
        .expect("docent can be run");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    folder.join("public").join(locale.to_lowercase())
}

/// All sections that the index leads to.
pub fn entries(pages: &Path) -> BTreeSet<Section> {
    let link = Regex::new(r##"href="/[^/"]+/([^"#]+)/#([^"]+)""##).expect("a good pattern");
    let index = read(&pages.join("problems/index.html"));
    let links = link.captures_iter(&index);
    links
        .map(|found| (found[1].to_owned(), found[2].to_owned()))
        .collect()
}

/// Whether a page has an element of this id.
pub fn is_there(pages: &Path, (page, id): &Section) -> bool {
    read(&pages.join(page).join("index.html")).contains(&format!("id=\"{id}\""))
}

/// The sections of articles about trouble whose headings quote a message or name an error's code. A question that
/// says nothing of an error is none: what it quotes is what something is called.
pub fn quoted(pages: &Path) -> Vec<Section> {
    let heading = Regex::new(r#"(?s)<h[2-6] id="([^"]+)"[^>]*>(.*?)</h[2-6]>"#);
    let tag = Regex::new("<[^>]+>");
    let message = Regex::new(
        r#"(?x) ["“”„][^"“”]{6,}["“”] | ‘[^’]{8,}’ | \s'[^']{8,}'
        | 0x[0-9A-Fa-f]{6,} | HTTP\b.*\b[45]\d\d\b | [Ee]rror(?:\ code)?:?\ -?\d{3,} | AADSTS\d+
        | \b[A-Z]\w+(?:Error|Exception)\b"#,
    );
    let error = Regex::new("(?i)error|exception|fail|message|0x");
    let [heading, tag, message, error] =
        [heading, tag, message, error].map(|pattern| pattern.expect("a good pattern"));
    let mut sections = Vec::new();
    for file in walkdir::WalkDir::new(pages.join("articles")) {
        let file = file.expect("the site can be read");
        let Ok(page) = file.path().strip_prefix(pages) else {
            continue;
        };
        let page = page.to_string_lossy();
        let Some(page) = page.strip_suffix("/index.html") else {
            continue;
        };
        if !TROUBLE.iter().any(|word| page.contains(word)) {
            continue;
        }
        for found in heading.captures_iter(&read(file.path())) {
            let words = tag.replace_all(&found[2], "").replace("&quot;", "\"");
            let asks = words.trim_end().ends_with('?') && !error.is_match(&words);
            if message.is_match(&words) && !asks {
                sections.push((page.to_owned(), found[1].to_owned()));
            }
        }
    }
    sections
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
