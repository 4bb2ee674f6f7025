//! What `docent build` and `docent check` say of a folder now, and whether the server says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use regex::bytes::Regex;
use walkdir::WalkDir;

use crate::server::{Reader, Server};

/// How long the server may go on being behind the disk.
const PATIENCE: Duration = Duration::from_secs(60);
/// What stands escaped in an address.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'?')
    .add(b'\\');

/// A finding: where it stands (`file:line:column`), its code and its words.
type Finding = (String, String, String);

/// Every file of a new build, one in `every`, is what the server gives out; the findings are the same, all of them by
/// number and those of these pages word by word. What is other is asked for again, until the server has had its time.
pub fn assert_same(server: &Server, root: &Path, every: usize) {
    let out = tempfile::tempdir().unwrap();
    run(
        root,
        &[
            "build",
            "-o",
            &out.path().join("site").display().to_string(),
        ],
    );
    let begun = Instant::now();
    let mut reader = Reader::of(server);
    let mut pages = Vec::new();
    let site = out.path().join("site");
    let files = WalkDir::new(&site).sort_by_file_name().into_iter();
    let files = files
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let below = |path: &Path| {
        path.strip_prefix(&site)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let names = files.map(|entry| below(entry.path()));
    for name in names.filter(|name| !name.starts_with('.')).step_by(every) {
        let address = match name.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &name,
        };
        let address = format!("/{}", utf8_percent_encode(address, PATH));
        let expected = fs::read(site.join(&name)).unwrap();
        wait(begun, &address, || {
            let (_, served) = reader.get(&address);
            let same = plain(&served) == expected;
            if same {
                Ok(())
            } else {
                Err(difference(&plain(&served), &expected))
            }
        });
        pages.extend(name.ends_with("index.html").then_some(address));
    }
    assert_same_findings(server, root, &pages);
}

fn assert_same_findings(server: &Server, root: &Path, pages: &[String]) {
    let (expected, counts) = expected_findings(root);
    let begun = Instant::now();
    let mut reader = Reader::of(server);
    wait(begun, "/_docent/", || {
        let told = counts_in(&reader.get("/_docent/").1);
        if told == counts {
            Ok(())
        } else {
            Err(format!("{told:?}\nand not\n{counts:?}"))
        }
    });
    for page in pages {
        let (_, told) = reader.get(&format!("/_docent/page?path={page}"));
        let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
        let told: BTreeSet<Finding> = told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(finding)
            .collect();
        let unknown: Vec<_> = told.difference(&expected).collect();
        assert!(unknown.is_empty(), "{page}: {unknown:?}");
    }
}

fn finding(told: &serde_json::Value) -> Finding {
    let text = |key: &str| told[key].as_str().unwrap().to_owned();
    (text("place"), text("code"), text("message"))
}

/// What `docent check` finds, hints left out, and how often each code.
fn expected_findings(root: &Path) -> (BTreeSet<Finding>, BTreeMap<String, usize>) {
    let lines = run(root, &["check", "--output-format", "json-lines"]);
    let mut counts = BTreeMap::new();
    let mut findings = BTreeSet::new();
    for line in lines.lines() {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| told[key].as_str().unwrap().to_owned();
        *counts.entry(text("code")).or_default() += 1;
        let place = format!("{}:{}:{}", text("file"), told["line"], told["column"]);
        findings.insert((place, text("code"), text("message")));
    }
    (findings, counts)
}

/// How often each code is found, as the page of all findings says it.
fn counts_in(page: &[u8]) -> BTreeMap<String, usize> {
    let entry = Regex::new(r#"<a href="/_docent/\?code=([a-z-]+)">[a-z-]+</a> (\d+)"#).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let entries = entry.captures_iter(page);
    entries
        .map(|found| (text(&found[1]), text(&found[2]).parse().unwrap()))
        .collect()
}

/// A served page as it is built: without what only the writer sees.
pub fn plain(page: &[u8]) -> Vec<u8> {
    let own = [
        (
            r#"<script defer src="/_docent/live.js"[^>]*></script>"#,
            &b""[..],
        ),
        (r#"^(<!doctype html>\s*<html [^>]*?) data-preview>"#, b"$1>"),
        (
            r#"(<span class="broken-link"[^>]*?) title="[^"]*">"#,
            b"$1>",
        ),
    ];
    let mut page = page.to_owned();
    for (pattern, instead) in own {
        let pattern = Regex::new(&format!("(?i){pattern}")).unwrap();
        page = pattern.replace_all(&page, instead).into_owned();
    }
    page
}

/// The first place where two texts differ.
fn difference(served: &[u8], built: &[u8]) -> String {
    let at = served
        .iter()
        .zip(built)
        .take_while(|(one, other)| one == other)
        .count();
    let around = |text: &[u8]| {
        let part = &text[at.saturating_sub(80)..text.len().min(at + 160)];
        String::from_utf8_lossy(part).into_owned()
    };
    format!(
        "at byte {at} is served\n{}\nand built\n{}",
        around(served),
        around(built)
    )
}

/// Asks until it is right, or says what is wrong.
fn wait(begun: Instant, what: &str, mut ask: impl FnMut() -> Result<(), String>) {
    while let Err(wrong) = ask() {
        assert!(begun.elapsed() < PATIENCE, "{what}: {wrong}");
        thread::yield_now();
    }
}

fn run(root: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    let output = command.current_dir(root).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{arguments:?}: {said}"
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
