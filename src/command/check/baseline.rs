//! The list of findings that are known and accepted for now.
//!
//! A finding is known by its fingerprint, which is made of code, file and subject, so it survives moved lines. One
//! finding stands on one line, sorted by file, so that people can read a change of the list.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::replace::replace;
use crate::report::Report;

/// The version of the form below; a file of another one is refused.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    id: String,
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
            .into_iter()
            .map(|known| known.id)
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
    let lines: BTreeSet<(&str, &str, String)> = report
        .findings
        .iter()
        .map(|found| {
            (
                &*found.place.file,
                found.code.as_str(),
                found.fingerprint.to_string(),
            )
        })
        .collect();
    let line = |(file, code, id): &(&str, &str, String)| {
        let file = serde_json::Value::from(*file);
        format!("    {{ \"file\": {file}, \"code\": \"{code}\", \"id\": \"{id}\" }}")
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    let list = match lines.is_empty() {
        true => String::new(),
        false => format!("\n{}\n  ", lines.join(",\n")),
    };
    let text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{list}]\n}}\n");
    replace(path, text.as_bytes())
}
