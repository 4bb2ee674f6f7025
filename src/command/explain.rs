//! `docent explain`: the handbook's page of a code, in the terminal.

use std::io::{self, Write};

use clap::Args;
use include_dir::{Dir, include_dir};

use super::{Outcome, terminal};
use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::options::Global;
use crate::report::Explanation;

/// The pages of all codes, by the locale of the handbook.
const PAGES: &[(&str, Dir<'static>)] = &[
    (
        "en-US",
        include_dir!("$CARGO_MANIFEST_DIR/content/en-US/articles/checks"),
    ),
    (
        "nl-NL",
        include_dir!("$CARGO_MANIFEST_DIR/content/nl-NL/articles/checks"),
    ),
];

/// What `explain` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The code of a finding; all codes are listed if none is given
    pub code: Option<String>,
}

/// Carries it out.
///
/// # Errors
/// There is no such code.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let Some(code) = &arguments.code else {
        terminal::print(list)?;
        return Ok(Outcome::Clean);
    };
    let code = super::code(code)?;
    let page = page(&global.locale, code)
        .ok_or_else(|| Error::usage(format!("the handbook has no page of `{code}` yet")))?;
    terminal::print(|out| out.write_all(plain(page).as_bytes()))?;
    Ok(Outcome::Clean)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for code in Code::ALL {
        writeln!(out, "{:28} {}", code.as_str(), code.default_level())?;
    }
    Ok(())
}

/// The page of a code in the first of some locales that has one, else in English.
fn page(locales: &[String], code: Code) -> Option<&'static str> {
    let file = format!("{code}.md");
    let asked = locales.iter().filter_map(|tag| {
        PAGES
            .iter()
            .find(|(locale, _)| locale.eq_ignore_ascii_case(tag))
    });
    let mut pages = asked.chain(&PAGES[..1]);
    pages.find_map(|(_, pages)| pages.get_file(&file)?.contents_utf8())
}

/// What a code means, from its English page; `None` as long as it has none.
pub fn explanation(code: Code) -> Option<Explanation> {
    let help = plain(page(&[], code)?);
    let paragraph = |behind: &str| {
        let behind = help.split_once(behind).map_or("", |(_, behind)| behind);
        let mut blocks = behind.split("\n\n").map(str::trim);
        let words = blocks.find(|block| !block.is_empty());
        words.unwrap_or_default().replace('\n', " ")
    };
    Some(Explanation {
        short: paragraph(&format!("# `{code}`\n")),
        full: paragraph("## What it means\n"),
        help,
    })
}

/// A page as plain text: without front matter and anchors, and links as their words alone.
fn plain(page: &str) -> String {
    let content = page.find("\n# ").map_or(page, |at| &page[at + 1..]);
    let mut text = String::with_capacity(content.len());
    let mut in_code = false;
    for line in content.lines() {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        if !fence {
            let line = if in_code {
                format!("    {line}")
            } else {
                without_links(&without_anchors(line))
            };
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

fn without_anchors(line: &str) -> String {
    let Some((before, rest)) = line.split_once("<a name=") else {
        return line.to_owned();
    };
    let behind = rest.split_once("</a>").map_or("", |(_, behind)| behind);
    format!("{before}{}", without_anchors(behind))
}

/// `[words](target)` becomes `words`.
fn without_links(line: &str) -> String {
    let Some(middle) = line.find("](") else {
        return line.to_owned();
    };
    let opening = line[..middle].rfind('[');
    let closing = line[middle..].find(')').map(|at| middle + at);
    let (Some(opening), Some(closing)) = (opening, closing) else {
        return line.to_owned();
    };
    let words = &line[opening + 1..middle];
    format!(
        "{}{words}{}",
        &line[..opening],
        without_links(&line[closing + 1..])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_plain_in_the_terminal() {
        let page = "<properties/>\n\n# <a name=\"x\"></a>`x`\n\nSee [a](b.md) and [c](d.md).\n\n```yaml\na: [b](c)\n```\n";
        assert_eq!(plain(page), "# `x`\n\nSee a and c.\n\n    a: [b](c)\n");
    }

    #[test]
    fn every_code_is_explained_in_a_sentence_and_a_paragraph() {
        for &code in Code::ALL {
            let Explanation { short, full, help } = explanation(code).expect("it has a page");
            assert!(short.ends_with('.') && short.len() < 200, "{code}: {short}");
            assert!(full.len() > 40 && full != short, "{code}: {full}");
            assert!(help.contains(&full), "{code}");
        }
    }

    #[test]
    fn pages_come_in_the_asked_locale_or_in_english() {
        let code = Code::FileNotFound;
        let english = page(&[], code).expect("the handbook has it");
        let dutch = page(&["nl-nl".to_owned()], code).expect("the handbook has it");
        assert_ne!(english, dutch);
        assert_eq!(page(&["xx-XX".to_owned()], code), Some(english));
    }
}
