//! Sites that nobody means well, and machines that have little: the real program, its exit code, its words, its output.

#[path = "hostile/changes.rs"]
mod changes;
#[path = "hostile/content.rs"]
mod content;
#[path = "hostile/fuzz.rs"]
mod fuzz;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/names.rs"]
mod names;
#[allow(dead_code, reason = "other tests of the program use the rest")]
#[path = "cli/site.rs"]
mod site;
#[allow(dead_code, reason = "other tests of the corpus use the rest")]
#[path = "corpus/unpacked.rs"]
mod unpacked;

use std::collections::BTreeMap;
use std::path::PathBuf;

use site::{Ran, Site};

const CONFIG: &str = "\
title: T
source: en-US
locales: [{ tag: en-US, dir: en }]
checks:
  required: []
  levels: { front-matter-missing: off, include-unused: off }
";

/// Says that a part of a test is skipped for want of something; not where `CI` is set, since `.ci/run` sees to it that all is there.
#[cfg(target_os = "linux")]
#[track_caller]
fn skip(missing: &str) {
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    println!("skipped: {missing}");
}

/// A site of one locale.
fn site(files: &[(&str, &str)]) -> Site {
    let site = Site::new(&[("docent.yml", CONFIG)]);
    files.iter().for_each(|(path, text)| site.write(path, text));
    site
}

/// The findings, one a line.
fn findings(site: &Site) -> Vec<String> {
    let ran = site.run(&["check", "--output-format", "concise", "--group", "file"]);
    let lines = ran.stdout.lines();
    lines
        .filter(|line| line.contains("[") && !line.starts_with("checked"))
        .map(str::to_owned)
        .collect()
}

/// Builds, which must succeed, and gives what was said.
#[track_caller]
fn build(site: &Site) -> Ran {
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

/// The text of a built page, by its address below the locale.
#[track_caller]
fn built(site: &Site, address: &str) -> String {
    site.read(&format!("public/en-us/{address}index.html"))
}

/// Everything that was published; no link is followed.
fn output(site: &Site) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(site.path("public")).into_iter();
    let files = entries.map(|entry| entry.expect("it is there"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|file| {
            let bytes = std::fs::read(file.path()).expect("it is there");
            (file.into_path(), bytes)
        })
        .collect()
}
