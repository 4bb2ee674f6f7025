//! What an attribute's value means: entities, dates, a description with Markdown in it, what stands around a title.

use std::borrow::Cow;

use jiff::civil::Date;
use pulldown_cmark::{Event, Parser};

/// The longest name of a site that is taken off a title, in characters.
const LONGEST_SITE_NAME: usize = 25;

/// A value as written, made plain: in one line, trimmed, with the few entities decoded that keep it well-formed.
///
/// Other names behind `&` stay, since writers do not escape it: `Johnson&frankly` is a company.
pub(super) fn plain(written: &str) -> Cow<'_, str> {
    let trimmed = written.trim();
    if memchr::memchr2(b'&', b'\n', trimmed.as_bytes()).is_none() {
        return Cow::Borrowed(trimmed);
    }
    let lines: Vec<&str> = trimmed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    Cow::Owned(decode(&lines.join(" ")))
}

fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((character, length)) => {
                decoded.push(character);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The character of the entity at the start of `text`, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    // The longest is `&#x10ffff;`.
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let character = match &text[1..end] {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        name => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?).filter(|character| !character.is_control())?
        }
    };
    Some((character, end + 1))
}

/// The words of a value that a writer has written as Markdown, such as `Enable **auditing**`: lists, results and search
/// engines show it as it stands. Most values have no mark, and are not parsed.
pub(super) fn words(value: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    if memchr::memchr3(b'*', b'`', b'\\', bytes).is_none()
        && memchr::memmem::find(bytes, b"](").is_none()
    {
        return value;
    }
    // With a word before it, a value that begins like a list or a quote is a paragraph all the same.
    let paragraph = format!("x {value}");
    let mut words = String::with_capacity(paragraph.len());
    for event in Parser::new(&paragraph) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            _ => {}
        }
    }
    Cow::Owned(words.get(2..).unwrap_or_default().trim().to_owned())
}

/// A title without the name of the site and the sign of a heading.
pub(super) fn bare_title(title: &str) -> &str {
    without_sign(without_site(title))
}

/// A title without the sign of a heading, which some writers copy with it.
fn without_sign(title: &str) -> &str {
    let words = title.trim_start_matches('#');
    // `#1 of all questions` begins with a number, not with a heading.
    if words.starts_with(char::is_whitespace) {
        words.trim_start()
    } else {
        title
    }
}

/// A title without `| Microsoft Azure` and its like; a translation tool has turned some `|` into `|}`.
fn without_site(title: &str) -> &str {
    let Some((page, site)) = title.rsplit_once('|') else {
        return title;
    };
    let site = site.strip_prefix('}').unwrap_or(site).trim();
    let lower = site.to_ascii_lowercase();
    let is_site = lower.contains("azure") || lower.starts_with("microsoft");
    if is_site && site.chars().count() <= LONGEST_SITE_NAME {
        page.trim_end()
    } else {
        title
    }
}

/// A date as writers write it: `MM/DD/YYYY`, or with the year first and `-`, `/` or `.` between; a time behind it is dropped.
pub(super) fn date(text: &str) -> Option<Date> {
    let day = text.trim().split(['T', ' ']).next()?;
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    let mut parts = day.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match first.len() {
        4 => (first, second, third),
        _ => (third, first, second),
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_entities_that_keep_values_well_formed_are_decoded() {
        for (written, expected) in [
            ("  a &quot;b&quot; &amp; c ", "a \"b\" & c"),
            ("Johnson&frankly; &nbsp;", "Johnson&frankly; &nbsp;"),
            ("&#39;&#x2014;&#0;&#xD800;&", "'—&#0;&#xD800;&"),
            ("one,\n     two,\r\n three", "one, two, three"),
        ] {
            assert_eq!(plain(written), expected, "{written}");
        }
    }

    #[test]
    fn values_lose_their_marks_and_nothing_else() {
        for (value, expected) in [
            ("Enable **auditing** on `db_1`.", "Enable auditing on db_1."),
            (
                "A *webhook*, see [alerts](alerts.md) and ![a bell](bell.png)",
                "A webhook, see alerts and a bell",
            ),
            ("建議**套用磁碟加密**。", "建議套用磁碟加密。"),
            ("Stretch\\-enabled", "Stretch-enabled"),
            ("1. **Buy** - 2. <name>", "1. Buy - 2. <name>"),
            ("* starts", "* starts"),
            ("2 * 3 of node_redis [sic]", "2 * 3 of node_redis [sic]"),
            ("__init__ [sic] a_b", "__init__ [sic] a_b"),
            ("****", "****"),
            ("`", "`"),
            ("", ""),
        ] {
            assert_eq!(words(Cow::Borrowed(value)), expected, "{value}");
        }
    }

    #[test]
    fn titles_lose_the_sign_of_a_heading() {
        for (written, expected) in [
            ("# Reset", "Reset"),
            ("##\u{a0}Reset #2", "Reset #2"),
            ("#1 question", "#1 question"),
            ("C# and F#", "C# and F#"),
            ("#", "#"),
        ] {
            assert_eq!(without_sign(written), expected, "{written}");
        }
    }

    #[test]
    fn titles_lose_the_site_and_nothing_else() {
        for (written, expected) in [
            ("Reset | Microsoft Azure", "Reset"),
            ("Reset |Microsoft Azure", "Reset"),
            ("Hibák |} Microsoft Azure", "Hibák"),
            ("A | B | Microsoft Azure'i", "A | B"),
            ("Reset | Microsoft Docs", "Reset"),
            ("Compare A | B", "Compare A | B"),
            (
                "A | How to move a database to Azure",
                "A | How to move a database to Azure",
            ),
            ("Azure", "Azure"),
        ] {
            assert_eq!(without_site(written), expected, "{written}");
        }
    }

    #[test]
    fn dates_are_read_in_the_forms_that_writers_use() {
        for (written, expected) in [
            ("09/27/2016", Some((2016, 9, 27))),
            ("9/7/2016 ", Some((2016, 9, 7))),
            ("2016-09-27", Some((2016, 9, 27))),
            ("2016-09-27T10:00:00Z", Some((2016, 9, 27))),
            ("2016/09/27", Some((2016, 9, 27))),
            ("27/09/2016", None),
            ("02/30/2016", None),
            ("09/27/16", None),
            ("September 2016", None),
            ("", None),
        ] {
            let expected = expected.and_then(|(y, m, d)| Date::new(y, m, d).ok());
            assert_eq!(date(written), expected, "{written}");
        }
    }
}
