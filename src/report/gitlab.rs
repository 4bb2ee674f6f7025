//! GitLab's code quality report, which merge requests show beside the changed lines.

use std::io::{self, Write};

use serde::Serialize;

use super::{Finding, Id, Options, Report};
use crate::diagnostic::Level;

/// Prints every finding; GitLab tells new from old ones by the fingerprint.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, finding) in report.findings.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &Issue::new(finding, options))?;
    }
    out.write_all(b"\n]\n")
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: Id,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Issue {
    fn new(finding: &Finding, options: &Options) -> Self {
        Self {
            description: match &finding.help {
                Some(help) => format!("{}; {help}", finding.message),
                None => finding.message.to_string(),
            },
            check_name: finding.code.as_str(),
            fingerprint: finding.fingerprint,
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Hint | Level::Off => "info",
            },
            location: Location {
                path: options.in_repository(&finding.place.file),
                lines: Lines {
                    begin: finding.place.start.line,
                    end: finding.place.end.line,
                },
            },
        }
    }
}
