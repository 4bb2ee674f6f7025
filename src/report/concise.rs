//! One line a finding, as compilers write it: `file:line:column: level[code] message`.

use std::io::{self, Write};

use super::{Options, Report, summary};

/// Prints each entry on its line, then the summary.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let entries = report.entries(options.group);
    let shown = &entries[..entries.len().min(options.limit)];
    for entry in shown {
        let finding = report.shown(entry);
        write!(
            out,
            "{}: {}[{}] {}",
            summary::position(finding),
            finding.level,
            finding.code,
            summary::clean(&finding.message)
        )?;
        if let Some(help) = &finding.help {
            write!(out, "; {}", summary::clean(help))?;
        }
        match summary::folded(report, entry, options.every_place) {
            Some(folded) => writeln!(out, " ({folded})")?,
            None => writeln!(out)?,
        }
    }
    if shown.len() < entries.len() {
        writeln!(
            out,
            "{}",
            summary::left_out(summary::findings(&entries[shown.len()..]))
        )?;
    }
    if !options.totals {
        return Ok(());
    }
    summary::print(report, out)
}
