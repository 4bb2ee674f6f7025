//! A comment for a pull request: the totals, then a table a code that folds away.

use std::io::{self, Write};

use super::{Entry, Group, Options, Report, summary};
use crate::diagnostic::{Code, Level};

/// Bytes that a comment may have: GitHub takes 65,536 characters, and the bot may add its own.
const LIMIT: usize = 60_000;

/// What stands behind the last row, whatever was left out.
const RESERVE: usize = 500;

/// Prints the comment; what does not fit is counted.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("### docent: {}\n\n", summary::levels(report));
    for line in summary::lines(report).iter().skip(1) {
        text += &format!("{}  \n", capital(line));
    }
    let group = match options.group {
        Group::Cause => Group::Cause,
        Group::File | Group::Code => Group::Code,
    };
    let mut left_out = 0;
    for (code, entries) in sections(report, report.entries(group)) {
        left_out += section(report, options, code, &entries, &mut text);
    }
    if left_out > 0 {
        text += &format!("\n{}\n", summary::left_out(left_out));
    }
    out.write_all(text.as_bytes())
}

/// The entries by code, codes in the order in which they first appear.
fn sections(report: &Report, entries: Vec<Entry>) -> Vec<(Code, Vec<Entry>)> {
    let mut sections: Vec<(Code, Vec<Entry>)> = Vec::new();
    for entry in entries {
        let code = report.shown(&entry).code;
        match sections.iter_mut().find(|(known, _)| *known == code) {
            Some((_, entries)) => entries.push(entry),
            None => sections.push((code, vec![entry])),
        }
    }
    sections
}

/// Appends as many rows as fit; says how many findings have none.
fn section(
    report: &Report,
    options: &Options,
    code: Code,
    entries: &[Entry],
    text: &mut String,
) -> usize {
    let name = match options.url_of(code) {
        Some(url) => format!("<a href=\"{url}\"><code>{code}</code></a>"),
        None => format!("<code>{code}</code>"),
    };
    let level = entries.iter().map(|entry| report.shown(entry).level).max();
    let level = level.unwrap_or(Level::Hint);
    let findings = summary::count(summary::findings(entries), "finding");
    let head = format!(
        "\n<details><summary>{level} {name}: {findings}</summary>\n\n| place | finding |\n| --- | --- |\n"
    );
    let mut rows = String::new();
    let mut fitted = 0;
    for entry in entries {
        let row = row(report, options, entry);
        if text.len() + head.len() + rows.len() + row.len() + RESERVE > LIMIT {
            break;
        }
        rows += &row;
        fitted += 1;
    }
    if fitted > 0 {
        *text += &format!("{head}{rows}\n</details>\n");
    }
    summary::findings(&entries[fitted..])
}

fn row(report: &Report, options: &Options, entry: &Entry) -> String {
    let finding = report.shown(entry);
    let place = summary::position(finding)
        .replace('`', "'")
        .replace('|', "\\|");
    let mut words = cell(&finding.message);
    if let Some(help) = &finding.help {
        words += &format!("<br>{}", cell(help));
    }
    if let Some(folded) = summary::folded(report, entry, options.every_place) {
        words += &format!("<br>{}", cell(&folded));
    }
    format!("| `{place}` | {words} |\n")
}

/// A message within a table: one line of bounded length, in which only code between back quotes is Markdown.
fn cell(message: &str) -> String {
    const LONGEST: usize = 400;
    let mut message = summary::clean(message);
    if let Some((at, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(at);
        message.push('…');
    }
    // Two back quotes in a row would begin code of their own.
    let paired = message.matches('`').count().is_multiple_of(2) && !message.contains("``");
    let mut in_code = false;
    let mut cell = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '`' if paired => in_code = !in_code,
            '|' => cell.push('\\'),
            // Nobody is to be notified because a finding has an `@` in it.
            '@' if !in_code => {
                cell += "&#64;";
                continue;
            }
            '*' | '_' | '[' | ']' | '<' | '>' | '#' | '\\' | '~' | '`' if !in_code => {
                cell.push('\\')
            }
            _ => {}
        }
        cell.push(c);
    }
    cell
}

fn capital(line: &str) -> String {
    let mut chars = line.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_was_written() {
        let cases = [
            ("no page `a_b.md`", "no page `a_b.md`"),
            ("a|b in `c|d`", "a\\|b in `c\\|d`"),
            ("<b> by @someone\nhere", "\\<b\\> by &#64;someone here"),
            ("an odd ` quote", "an odd \\` quote"),
        ];
        for (message, expected) in cases {
            assert_eq!(cell(message), expected);
        }
    }
}
