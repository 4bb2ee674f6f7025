//! The expected verdict on every link of a sample of the corpus, and ours in the same words.

use std::collections::BTreeMap;
use std::path::Path;

use docent::site::anchors::AnchorState;
use docent::site::links::{Broken, How, Target};

use super::site::Place;

/// Path and target of the lines that docent judges otherwise, in the order of the table, each with the reason.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "articles/TOC.md",
        "index.md",
        "a list of contents is no page; its entries are resolved with the navigation",
    ),
    (
        "articles/connectors/connectors-create-api-excel.md",
        "connectors-create-api-onedrive.md",
        "the only file of this name is an include, which has no address that a link could lead to",
    ),
    (
        "includes/azure-data-factory-limits.md",
        "../../articles/data-factory/data-factory-copy-activity-performance.md#cloud-data-movement-units",
        "the path leaves the content root, which is a mistake of its own whatever its file name is",
    ),
];

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub path: String,
    pub line: u32,
    pub target: String,
    pub file: String,
    pub anchor: String,
}

/// Reads the table of a locale: tab-separated, with a header.
pub fn read(file: &Path) -> Vec<Expected> {
    let table = std::fs::read_to_string(file).expect("the table can be read");
    let line = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        Expected {
            path: fields[0].to_owned(),
            line: fields[1]
                .parse()
                .expect("the second field is a line number"),
            target: fields[2].to_owned(),
            file: fields[4].to_owned(),
            anchor: fields[5].to_owned(),
        }
    };
    table.lines().skip(1).map(line).collect()
}

/// What became of the file and of the fragment of a link, in the words of the table.
type Verdict = (&'static str, &'static str);

/// Our verdicts by path, line and target; several where a line has the target twice or several pages read it.
pub fn verdicts<'a>(places: &[Place<'a>]) -> BTreeMap<(&'a str, u32, &'a str), Vec<Verdict>> {
    let mut verdicts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for place in places {
        let key = (place.path, place.line, place.target);
        verdicts
            .entry(key)
            .or_default()
            .push((file(place), anchor(place)));
    }
    verdicts
}

fn file(place: &Place<'_>) -> &'static str {
    match (&place.link.target, place.link.how) {
        (Target::Page { .. }, How::AsWritten) if place.target.starts_with('#') => "self",
        (Target::Page { .. }, How::AsWritten) => "ok",
        (Target::Page { .. }, How::FromReader) => "ok-from-includer",
        (Target::Page { .. }, How::Case) => "case",
        (Target::Page { .. }, How::Extension) => "missing-extension",
        (Target::Page { .. }, How::OtherFolder) => "wrong-folder",
        (Target::Page { .. }, How::Absolute) => "acom-ok",
        (Target::Page { .. }, How::Redirect) => "redirect",
        (Target::Asset(_), _) => "ok-nonmd",
        (Target::External(_), _) => "acom-missing",
        (Target::Broken(Broken::FileNotFound(_)), _) => "missing-file",
        (Target::Broken(Broken::OutOfScope), _) => "out-of-scope",
        (Target::Broken(Broken::Folder(_)), _) => "folder",
        (Target::Broken(Broken::IncludeFile(_)), _) => "include",
        (Target::Broken(_), _) => "broken",
    }
}

fn anchor(place: &Place<'_>) -> &'static str {
    if matches!(place.link.target, Target::Broken(_)) && place.target.contains('#') {
        return "nofile";
    }
    match place.link.anchor {
        AnchorState::None => "none",
        AnchorState::Explicit => "explicit",
        AnchorState::Slug => "auto",
        AnchorState::Case => "case",
        AnchorState::Near => "near",
        AnchorState::Unknown => "unknown-missing-include",
        AnchorState::Missing => "missing",
    }
}
