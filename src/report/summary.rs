//! The sentences that close a report for people: what was found, what was checked, and what was not and why.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{Entry, Finding, Id, Report};
use crate::diagnostic::Level;

/// How many of the places folded into an entry are named, unless all are wanted.
const NAMED: usize = 3;

/// Writes the closing lines.
pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for line in lines(report) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The closing lines, without their line ends.
pub fn lines(report: &Report) -> Vec<String> {
    let totals = &report.totals;
    let mut lines = vec![found(report)];
    let mut checked = format!(
        "checked {} in {} and {} of {}",
        count(totals.links, "link"),
        count(totals.files, "file"),
        count(totals.pages, "page"),
        count(totals.locales, "locale"),
    );
    if !totals.unchecked.is_empty() {
        let reasons = totals.unchecked.iter();
        let reasons = reasons.map(|(reason, links)| (reason.as_str(), *links));
        checked += &format!("; not checked: {}", list(reasons));
    }
    lines.push(checked);
    if !totals.hidden.is_empty() {
        let reasons = totals.hidden.iter();
        let reasons = reasons.map(|(reason, findings)| reason.phrase(*findings));
        let reasons: Vec<String> = reasons.collect();
        lines.push(format!("not shown: {}", reasons.join(", ")));
    }
    lines
}

/// `3 errors and 1 warning in 2 files, from 3 causes`.
fn found(report: &Report) -> String {
    if report.findings.is_empty() {
        return "no findings".into();
    }
    let files: BTreeSet<&str> = report.findings.iter().map(file).collect();
    let causes: BTreeSet<Id> = report.findings.iter().map(cause).collect();
    format!(
        "{} in {}, from {}",
        levels(report),
        count(files.len(), "file"),
        count(causes.len(), "cause")
    )
}

/// `3 errors and 1 warning`; levels without findings are left out.
pub fn levels(report: &Report) -> String {
    let levels = [
        (Level::Error, "error"),
        (Level::Warning, "warning"),
        (Level::Hint, "hint"),
    ];
    let counts = levels.map(|(level, name)| (report.count(level), name));
    let some = counts.iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = some.map(|(number, name)| count(*number, name)).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "no findings".into(),
    }
}

/// What is folded into an entry, as a half sentence: `and in 13 translations`, with every place if that is wanted.
/// Nothing for an entry of one place.
pub fn folded(report: &Report, entry: &Entry, every_place: bool) -> Option<String> {
    let findings = || entry.folded.iter().map(|&index| &report.findings[index]);
    if entry.folded.is_empty() {
        return None;
    }
    if findings().all(|finding| finding.inherited_from == Some(entry.shown)) {
        let locales: BTreeSet<&str> = findings().map(locale).collect();
        let translations = count(locales.len(), "translation");
        if !every_place {
            return Some(format!("and in {translations}"));
        }
        let places: Vec<String> = findings().map(position).collect();
        return Some(format!("and in {translations}: {}", places.join(", ")));
    }
    let named = if every_place { usize::MAX } else { NAMED };
    let some: Vec<String> = findings().take(named).map(position).collect();
    let more = if entry.folded.len() > named {
        ", …"
    } else {
        ""
    };
    let places = count(entry.folded.len(), "other place");
    Some(format!("and in {places}: {}{more}", some.join(", ")))
}

/// `file:line:column`, as editors and terminals understand it.
pub fn position(finding: &Finding) -> String {
    let place = &finding.place;
    let (line, column) = (place.start.line, place.start.column);
    format!("{}:{line}:{column}", clean(&place.file))
}

/// What is said in place of the entries above the limit.
pub fn left_out(findings: usize) -> String {
    let findings = count(findings, "more finding");
    format!("… and {findings} (`--output-format json` has all of them)")
}

/// How many findings some entries stand for: one entry has those of all translations, or of a whole cause.
pub fn findings<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> usize {
    let entries = entries.into_iter();
    entries.map(|entry| 1 + entry.folded.len()).sum()
}

/// A number with its noun, which takes an `s` unless there is one: `1,024 pages`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A text of a source as a terminal may show it: no line ends, nothing that moves the cursor or turns the direction.
pub fn clean(text: &str) -> String {
    let clean = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(clean).collect()
}

fn file(finding: &Finding) -> &str {
    &finding.place.file
}

fn cause(finding: &Finding) -> Id {
    finding.cause
}

fn locale(finding: &Finding) -> &str {
    &finding.locale
}

fn list(counts: impl Iterator<Item = (&'static str, usize)>) -> String {
    let phrases = counts.map(|(phrase, number)| format!("{} {phrase}", grouped(number)));
    phrases.collect::<Vec<_>>().join(", ")
}

/// The number with a comma before each three digits.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        let cases = [
            (0, "0 links"),
            (1, "1 link"),
            (999, "999 links"),
            (1000, "1,000 links"),
            (1_234_567, "1,234,567 links"),
        ];
        for (number, expected) in cases {
            assert_eq!(count(number, "link"), expected);
        }
    }

    #[test]
    fn nothing_in_a_source_can_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\nc\u{202e}d"), "a\u{fffd}[2Jb c\u{fffd}d");
    }
}
