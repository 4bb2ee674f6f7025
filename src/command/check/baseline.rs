//! The list of findings that are known and accepted for now.
//!
//! A finding is known by its fingerprint, which is made of code, file and subject, so it survives moved lines. The
//! findings of one code in one file stand on one line, sorted, so that people can read a change of the list and two
//! changes seldom meet; with a line for each, 14 locales of 4,700 files had 48 MB.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::replace::replace;
use crate::report::Report;

/// The version of the form below; a file of another one is refused.
const VERSION: u32 = 2;

#[derive(Deserialize)]
struct Baseline {
    version: u32,
    /// The fingerprints by file and code.
    findings: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// The fingerprints in the baseline at `path`.
///
/// # Errors
/// The file cannot be read or is no baseline.
pub fn read(path: &Path) -> Result<FxHashSet<String>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let message = format!("there is no baseline `{}`", path.display());
            return Err(Error::usage(message).with_help("`--update-baseline` writes it"));
        }
        Err(error) => return Err(Error::io("read", path)(error)),
    };
    let baseline: Result<Baseline, _> = serde_json::from_slice(&bytes);
    match baseline {
        Ok(baseline) if baseline.version == VERSION => Ok(baseline
            .findings
            .into_values()
            .flat_map(BTreeMap::into_values)
            .flatten()
            .collect()),
        _ => {
            let message = format!("`{}` is no baseline of this version", path.display());
            Err(Error::usage(message).with_help("`--update-baseline` writes it anew"))
        }
    }
}

/// Writes the report's findings down.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, report: &Report) -> Result<()> {
    let mut files: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for found in &report.findings {
        let codes = files.entry(&found.place.file).or_default();
        let ids = codes.entry(found.code.as_str()).or_default();
        ids.insert(found.fingerprint.to_string());
    }
    let files = files.into_iter().map(|(file, codes)| {
        let codes = codes.into_iter().map(|(code, ids)| {
            let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
            format!("      \"{code}\": [{}]", ids.join(", "))
        });
        let file = serde_json::Value::from(file);
        format!("    {file}: {}", braced(codes, "    "))
    });
    let findings = braced(files, "  ");
    let text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n");
    replace(path, text.as_bytes())
}

/// A JSON object with a line for each of its `entries`, whose end is indented by `indent`.
fn braced(entries: impl Iterator<Item = String>, indent: &str) -> String {
    let entries: Vec<String> = entries.collect();
    match entries.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{\n{}\n{indent}}}", entries.join(",\n")),
    }
}
