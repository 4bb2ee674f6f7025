//! One JSON object for the whole run: the findings as in `json-lines`, and the totals.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Report, json_lines};
use crate::diagnostic::Level;

/// Prints the findings one a line, so that the file can be read and compared; a million of them need no memory.
pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"findings\":[")?;
    for (index, finding) in report.findings.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &json_lines::Object::new(report, finding))?;
    }
    out.write_all(b"\n],\"totals\":")?;
    serde_json::to_writer(&mut *out, &TotalsObject::new(report))?;
    out.write_all(b"}\n")
}

/// The totals as JSON has them. Keys are added to it, never renamed.
#[derive(Serialize)]
pub struct TotalsObject {
    errors: usize,
    warnings: usize,
    hints: usize,
    files: usize,
    pages: usize,
    locales: usize,
    links_checked: usize,
    links_not_checked: BTreeMap<&'static str, usize>,
    findings_not_shown: BTreeMap<&'static str, usize>,
}

impl TotalsObject {
    /// The totals of a report.
    pub fn new(report: &Report) -> Self {
        let totals = &report.totals;
        let unchecked = totals.unchecked.iter();
        let hidden = totals.hidden.iter();
        Self {
            errors: report.count(Level::Error),
            warnings: report.count(Level::Warning),
            hints: report.count(Level::Hint),
            files: totals.files,
            pages: totals.pages,
            locales: totals.locales,
            links_checked: totals.links,
            links_not_checked: unchecked
                .map(|(reason, links)| (reason.key(), *links))
                .collect(),
            findings_not_shown: hidden
                .map(|(reason, findings)| (reason.key(), *findings))
                .collect(),
        }
    }
}
