//! How many findings there are of each kind, for the first look at a large site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::json::TotalsObject;
use super::{Finding, Id, Report, summary};
use crate::diagnostic::{Code, Level};

/// The findings of one code and level. A code has several levels where the configuration says so for some paths.
#[derive(Debug, Serialize)]
struct Row {
    level: &'static str,
    code: &'static str,
    places: usize,
    causes: usize,
    files: usize,
}

#[derive(Serialize)]
struct Object {
    statistics: Vec<Row>,
    totals: TotalsObject,
}

/// Prints a table, worst first and then what is most frequent, and the totals if they are wanted.
pub fn print(report: &Report, totals: bool, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(report);
    let width = rows.iter().map(|row| row.code.len()).max().unwrap_or(0);
    if !rows.is_empty() {
        let code = "code";
        writeln!(out, "level    {code:width$}  places  causes   files")?;
    }
    for row in &rows {
        let [places, causes, files] = [row.places, row.causes, row.files].map(summary::grouped);
        let (level, code) = (row.level, row.code);
        writeln!(
            out,
            "{level:7}  {code:width$} {places:>7} {causes:>7} {files:>7}"
        )?;
    }
    if !totals {
        return Ok(());
    }
    if !rows.is_empty() {
        writeln!(out)?;
    }
    summary::print(report, out)
}

/// Prints the same as one JSON object.
pub fn print_json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let object = Object {
        statistics: rows(report),
        totals: TotalsObject::new(report),
    };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn rows(report: &Report) -> Vec<Row> {
    let mut kinds: BTreeMap<(Reverse<Level>, Code), Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        let kind = (Reverse(finding.level), finding.code);
        kinds.entry(kind).or_default().push(finding);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((level, _), findings)| (*level, Reverse(findings.len())));
    let row = |((Reverse(level), code), findings): ((Reverse<Level>, Code), Vec<&Finding>)| {
        let causes: BTreeSet<Id> = findings.iter().map(|finding| finding.cause).collect();
        let files: BTreeSet<&str> = findings
            .iter()
            .map(|finding| &*finding.place.file)
            .collect();
        Row {
            level: level.as_str(),
            code: code.as_str(),
            places: findings.len(),
            causes: causes.len(),
            files: files.len(),
        }
    };
    kinds.into_iter().map(row).collect()
}
