//! A line of nothing but a break or an anchor ends there, so that the heading or list below it is one; a centred image
//! between two steps, `<center>…</center>`, too.

use super::{CodeMap, Content, Repairs, begins_item};

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    if index + 1 >= content.lines.len() {
        return false;
    }
    let (line, next) = (content.line(index), content.line(index + 1).trim());
    !next.is_empty()
        && (!next.starts_with('<') && is_alone(line)
            || next.starts_with('#') && ends_above_heading(line)
            || (next.starts_with('#') || begins_item(next)) && is_centred(line))
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &index in candidates {
        if code.is_text(index, content.lines[index].start) {
            repairs.insert(content.lines[index + 1].start, "\n");
        }
    }
}

/// Only `<br>`, `<br/>`, `</br>`, `<p/>`, `<hr>`, `</table>`, or an anchor without text.
fn is_alone(line: &str) -> bool {
    let text = line.trim();
    if !(text.starts_with('<') && text.ends_with('>')) {
        return false;
    }
    let squeezed: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    matches!(
        &*squeezed,
        "<br>" | "<br/>" | "</br>" | "<p/>" | "<hr>" | "<hr/>" | "</table>"
    ) || is_anchor(text)
}

/// `<center>…</center>`, `<div align="center">…</div>`: an element that ends in the line that it begins in.
fn is_centred(line: &str) -> bool {
    let lower = line.trim().to_ascii_lowercase();
    let wraps = |name: &str| {
        let begins = lower
            .strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(name));
        let ends = lower
            .strip_suffix('>')
            .and_then(|rest| rest.strip_suffix(name));
        begins.is_some_and(|rest| rest.starts_with(['>', ' ']))
            && ends.is_some_and(|rest| rest.ends_with("</"))
    };
    ["center", "div", "p"].into_iter().any(wraps)
}

/// `<a name="x"/>`, `<a id="x"></a>`, `<a name="x"> </a>`: no text, no `href`.
fn is_anchor(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower
        .strip_prefix("<a")
        .filter(|rest| rest.starts_with([' ', '\t']))
    else {
        return false;
    };
    let Some((attributes, after)) = rest.split_once('>') else {
        return false;
    };
    let named = attributes.contains("name") || attributes.contains("id");
    named
        && !attributes.contains("href")
        && (attributes.ends_with('/') && after.is_empty() || after.trim() == "</a>")
}

/// What a heading directly below does not belong to: a lone tag of a link, or a line that ends a table.
fn ends_above_heading(line: &str) -> bool {
    let text = line.trim();
    let end = text.len().checked_sub("</table>".len());
    let end = end.and_then(|start| text.get(start..));
    is_link_tag(line) || end.is_some_and(|end| end.eq_ignore_ascii_case("</table>"))
}

/// A lone `<a …>` of any kind, mostly one that nobody closed. A heading below it is a heading all the same.
fn is_link_tag(line: &str) -> bool {
    let text = line.trim();
    let named = text
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("<a "));
    named && text.find('>') == Some(text.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_and_empty_anchors_stand_alone() {
        let lines = [
            ("<br>", true),
            ("  <br />  ", true),
            ("</table>", true),
            ("<a id=\"properties\" />", true),
            ("<a name=\"x\"></a>", true),
            ("<a name =\"x\"> </a>", true),
            ("<a href=\"x\"></a>", false),
            ("<a name=\"x\">Text</a>", false),
            ("<br>text", false),
            ("<table>", false),
        ];
        for (line, expected) in lines {
            assert_eq!(is_alone(line), expected, "{line}");
        }
    }

    #[test]
    fn elements_of_one_line_are_centred() {
        for (line, expected) in [
            ("<center>![a](b.png)</center>", true),
            ("  <CENTER> a </Center> ", true),
            ("<p align=\"center\">a</p>", true),
            ("<center>a", false),
            ("<centered>a</centered>", false),
            ("<div>a</div> b", false),
        ] {
            assert_eq!(is_centred(line), expected, "{line}");
        }
    }

    #[test]
    fn a_table_ends_above_a_heading() {
        for line in ["</table>", "<table><tr></tr></TABLE> ", "<a id=\"x\">"] {
            assert!(ends_above_heading(line), "{line}");
        }
        for line in ["<table>", "</table> text", "<tr>", "說</t>"] {
            assert!(!ends_above_heading(line), "{line}");
        }
    }

    #[test]
    fn tags_of_links_stand_alone_above_a_heading() {
        let lines = [
            ("<a id=\"x\">", true),
            (" <A href=\"x\" /> ", true),
            ("<a id=\"x\"></a>", false),
            ("<abbr>", false),
        ];
        for (line, expected) in lines {
            assert_eq!(is_link_tag(line), expected, "{line}");
        }
    }
}
