//! JUnit's XML, which most CI servers list: a suite a file, a test a finding.
//!
//! Only errors are failures, as they alone make the run fail: a server that reads a failure calls the build failed or
//! unstable, whatever the exit code is. Other findings are passed tests with their text as output.
//!
//! Valid against the schema of the Jenkins xUnit plug-in. Nothing depends on the time or the machine.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Finding, Report};
use crate::diagnostic::Level;

/// Prints every finding; a run without any is one suite with one passed test.
pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let (tests, failures) = (report.findings.len(), failures(&report.findings));
    xml.create_element("testsuites")
        .with_attribute(("name", "docent"))
        .with_attribute(("tests", &*tests.max(1).to_string()))
        .with_attribute(("failures", &*failures))
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| match tests {
            0 => passed(xml),
            _ => suites(xml, &report.findings),
        })?;
    xml.into_inner().write_all(b"\n")
}

type Xml<'w> = Writer<&'w mut dyn Write>;

fn failures(findings: &[Finding]) -> String {
    let failures = findings.iter().filter(|finding| is_failure(finding));
    failures.count().to_string()
}

fn is_failure(finding: &Finding) -> bool {
    finding.level == Level::Error
}

fn passed(xml: &mut Xml<'_>) -> io::Result<()> {
    xml.create_element("testsuite")
        .with_attribute(("name", "docent"))
        .with_attribute(("tests", "1"))
        .with_attribute(("failures", "0"))
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| {
            xml.create_element("testcase")
                .with_attribute(("name", "no findings"))
                .with_attribute(("classname", "docent"))
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

fn suites(xml: &mut Xml<'_>, findings: &[Finding]) -> io::Result<()> {
    for findings in findings.chunk_by(|a, b| a.place.file == b.place.file) {
        let number = findings.len().to_string();
        xml.create_element("testsuite")
            .with_attribute(("name", &*allowed(&findings[0].place.file)))
            .with_attribute(("tests", &*number))
            .with_attribute(("failures", &*failures(findings)))
            .with_attribute(("errors", "0"))
            .write_inner_content(|xml| {
                findings.iter().try_for_each(|finding| test(xml, finding))
            })?;
    }
    Ok(())
}

fn test(xml: &mut Xml<'_>, finding: &Finding) -> io::Result<()> {
    let place = &finding.place;
    let at = format!("{}:{}", place.start.line, place.start.column);
    xml.create_element("testcase")
        .with_attribute(("name", &*format!("{} at {at}", finding.code)))
        .with_attribute(("classname", &*allowed(&place.file)))
        .write_inner_content(|xml| {
            let help = finding.help.as_ref();
            let help = help.map_or(String::new(), |help| format!("\nhelp: {help}"));
            let level = finding.level.as_str();
            let text = format!("{}:{at}: {}{help}", place.file, finding.message);
            match is_failure(finding) {
                true => xml
                    .create_element("failure")
                    .with_attribute(("message", &*allowed(&finding.message)))
                    .with_attribute(("type", level))
                    .write_text_content(BytesText::new(&allowed(&text)))?,
                false => xml
                    .create_element("system-out")
                    .write_text_content(BytesText::new(&allowed(&format!("{level}: {text}"))))?,
            };
            Ok(())
        })?;
    Ok(())
}

/// The text without the characters that XML 1.0 cannot hold, even escaped.
fn allowed(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(allowed).collect()
}
