//! Logging commands that Azure Pipelines lists as errors and warnings of the run.
//!
//! Only the first ten of each kind are listed for a step, so the most useful come first. The escapes are those of the agent: `%`, CR and LF everywhere, `;` and `]` in properties too.

use std::io::{self, Write};

use super::{Options, Report, summary};
use crate::diagnostic::Level;

/// Prints a command for every finding, then the summary for those who read the log.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.by_use() {
        // There is nothing below a warning.
        let kind = match finding.level {
            Level::Error => "error",
            Level::Warning | Level::Hint | Level::Off => "warning",
        };
        let start = finding.place.start;
        let file = property(&options.in_repository(&finding.place.file));
        write!(out, "##vso[task.logissue type={kind};sourcepath={file}")?;
        write!(
            out,
            ";linenumber={};columnnumber={}",
            start.line, start.column
        )?;
        write!(out, ";code={}]{}", finding.code, text(&finding.message))?;
        match &finding.help {
            Some(help) => writeln!(out, "; {}", text(help))?,
            None => writeln!(out)?,
        }
    }
    summary::print(report, out)
}

fn text(text: &str) -> String {
    super::log_line(text, "%AZP25")
}

fn property(value: &str) -> String {
    text(value).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_message_or_a_property_is_escaped() {
        assert_eq!(text("50% of a;b]\r\nc"), "50%AZP25 of a;b]%0D%0Ac");
        assert_eq!(property("50%/a;b]c\n"), "50%AZP25/a%3Bb%5Dc%0A");
    }
}
