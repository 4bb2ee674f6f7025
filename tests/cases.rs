//! Small sites with what is expected of them, one in each file of `tests/cases`; the real program judges and builds them.
//!
//! `//- PATH` begins a file of the site. A line of `^^^ code: message` below a line of it is a finding there, and there
//! are no others. `//- out: PATH` begins the expected body of a built page, `//- inspect: PATH` the expected facts of a
//! source. With `DOCENT_UPDATE=1` the expectations are written into the cases, to be read as a diff.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

/// The configuration of a case without one of its own: nothing is required of the metadata.
const CONFIG: &str = "\
title: Case
base_url: https://case.example/
source: en-US
locales: [{ tag: en-US, dir: . }]
highlight: false
search: off
checks:
  required: []
  levels: { front-matter-missing: off, include-unused: off, selector-self-missing: off }
";

/// A part of a case: what stands behind `//-`, and the lines below it.
struct Part {
    name: String,
    lines: Vec<String>,
}

#[test]
fn every_case_is_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(&folder).expect("the cases can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    let update = std::env::var_os("DOCENT_UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let expected = fs::read_to_string(&file).expect("a case is UTF-8");
        let found = run(&expected);
        if found != expected && update {
            fs::write(&file, &found).expect("a case can be written");
        } else if found != expected {
            wrong.push(format!(
                "{}:\n{}",
                file.display(),
                difference(&expected, &found)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n`DOCENT_UPDATE=1` writes this into the cases",
        wrong.join("\n")
    );
}

/// The case with what the program says in the place of what is expected.
fn run(case: &str) -> String {
    let (head, mut parts) = parts(case);
    let site = TempDir::new().expect("a folder can be made");
    write(site.path(), &parts);
    let findings = check(site.path());
    if parts.iter().any(|part| part.name.starts_with("out: ")) {
        docent(site.path(), &["build"]);
    }
    for part in &mut parts {
        if let Some(path) = part.name.strip_prefix("out: ") {
            part.lines = body(&site.path().join("public").join(path));
        } else if let Some(path) = part.name.strip_prefix("inspect: ") {
            let output = docent(site.path(), &["inspect", path]);
            part.lines = text(&output).lines().map(str::to_owned).collect();
        } else {
            annotate(part, &findings);
        }
    }
    let placed = |finding: &&Value| parts.iter().any(|part| finding["file"] == *part.name);
    let lost: Vec<_> = findings.iter().filter(|finding| !placed(finding)).collect();
    assert!(
        lost.is_empty(),
        "findings in files that the case has not: {lost:?}"
    );
    let whole = |part: &Part| format!("//- {}\n{}\n", part.name, part.lines.join("\n"));
    head + &parts.iter().map(whole).collect::<String>()
}

/// What stands above the first part, and the parts without the findings drawn into them.
fn parts(case: &str) -> (String, Vec<Part>) {
    let drawn = Regex::new(r"^ *\^+ [a-z0-9-]+: ").expect("the pattern is right");
    let mut head = String::new();
    let mut parts: Vec<Part> = Vec::new();
    for line in case.lines() {
        match (line.strip_prefix("//- "), parts.last_mut()) {
            (Some(name), _) => parts.push(Part {
                name: name.to_owned(),
                lines: Vec::new(),
            }),
            (None, None) => head.extend([line, "\n"]),
            (None, Some(part)) if !drawn.is_match(line) => part.lines.push(line.to_owned()),
            _ => {}
        }
    }
    (head, parts)
}

fn write(site: &Path, parts: &[Part]) {
    fs::write(site.join("docent.yml"), CONFIG).expect("the configuration can be written");
    for part in parts.iter().filter(|part| !part.name.contains(": ")) {
        let file = site.join(&part.name);
        fs::create_dir_all(file.parent().expect("it lies in the site"))
            .expect("a folder can be made");
        fs::write(file, part.lines.join("\n") + "\n").expect("a file can be written");
    }
}

fn check(site: &Path) -> Vec<Value> {
    let output = docent(
        site,
        &["check", "--select", "all", "--output-format", "json-lines"],
    );
    let finding = |line| serde_json::from_str(line).expect("each line is an object");
    text(&output).lines().map(finding).collect()
}

fn docent(site: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    let output = command
        .args(arguments)
        .current_dir(site)
        .env("NO_COLOR", "1")
        .output();
    let output = output.expect("the program can be run");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{arguments:?}: {errors}"
    );
    output
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("the program writes UTF-8")
}

/// Draws the findings of a file below their lines.
fn annotate(part: &mut Part, findings: &[Value]) {
    let number = |finding: &Value, key: &str| {
        let number = finding[key].as_u64().expect("places are numbers");
        usize::try_from(number).expect("cases are small")
    };
    let mut lines = Vec::new();
    for (at, line) in part.lines.iter().enumerate() {
        lines.push(line.clone());
        let here =
            |finding: &&Value| finding["file"] == *part.name && number(finding, "line") == at + 1;
        for finding in findings.iter().filter(here) {
            let start = number(finding, "column");
            let end = match number(finding, "end_line") == at + 1 {
                true => number(finding, "end_column"),
                false => line.chars().count() + 1,
            };
            let marks = "^".repeat(end.saturating_sub(start).max(1));
            let [code, message] =
                ["code", "message"].map(|key| finding[key].as_str().unwrap_or_default());
            lines.push(format!(
                "{}{marks} {code}: {message}",
                " ".repeat(start - 1)
            ));
        }
    }
    part.lines = lines;
}

/// The lines of a page's body, without what the theme puts around it; of a page that only leads on, the line that does;
/// of a page as Markdown all.
fn body(file: &Path) -> Vec<String> {
    let html =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    if file.extension().is_some_and(|extension| extension == "md") {
        return html.lines().map(str::to_owned).collect();
    }
    let leads = |line: &&str| line.contains("http-equiv=\"refresh\"");
    if let Some(line) = html.lines().find(leads) {
        return vec![line.trim().to_owned()];
    }
    let inner = html
        .split_once("<div class=\"body\"")
        .and_then(|(_, rest)| rest.split_once(">\n"));
    let inner = inner.and_then(|(_, rest)| rest.split_once("</article>"));
    let (inner, _) = inner.unwrap_or_else(|| panic!("{} has no body", file.display()));
    inner
        .trim()
        .trim_end_matches("</div>")
        .trim()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The lines that only one of two texts has.
fn difference(expected: &str, found: &str) -> String {
    let lines = |text: &str, other: &str, sign: char| -> String {
        let other: Vec<&str> = other.lines().collect();
        let only = text.lines().filter(|line| !other.contains(line));
        only.map(|line| format!("{sign}{line}\n")).collect()
    };
    lines(expected, found, '-') + &lines(found, expected, '+')
}
