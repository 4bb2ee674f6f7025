//! Workflow commands that GitHub Actions turns into annotations of the changed lines.
//!
//! Only the first ten of each level become annotations in a step, so the most useful come first. The escapes are those of `@actions/core`: `%`, CR and LF everywhere, `:` and `,` in properties too.

use std::io::{self, Write};

use super::{Options, Report, summary};
use crate::diagnostic::Level;

/// Prints a command for every finding, then the summary for those who read the log.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.by_use() {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint | Level::Off => "notice",
        };
        let (start, end) = (finding.place.start, finding.place.end);
        let file = property(&options.in_repository(&finding.place.file));
        write!(out, "::{command} title={},file={file}", finding.code)?;
        write!(out, ",line={},endLine={}", start.line, end.line)?;
        // GitHub refuses columns of ranges over several lines.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        write!(out, "::{}", text(&finding.message))?;
        match &finding.help {
            Some(help) => writeln!(out, "%0A{}", text(help))?,
            None => writeln!(out)?,
        }
    }
    summary::print(report, out)
}

fn text(text: &str) -> String {
    super::log_line(text, "%25")
}

fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_message_or_a_property_is_escaped() {
        assert_eq!(text("50% of a:b,\r\nc"), "50%25 of a:b,%0D%0Ac");
        assert_eq!(property("50%/a:b,c\n"), "50%25/a%3Ab%2Cc%0A");
    }
}
