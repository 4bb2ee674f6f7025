//! Raw HTML of a text as HTML of today: which element each becomes, which attributes it keeps, and what it ends.
//!
//! The parser lets only an allow-list through ([`crate::markdown::html`]); here old elements are replaced, and attributes
//! are kept only where they mean something.

/// What is written for an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The tag up to its attributes; empty where only the content is written.
    pub open: &'static str,
    /// What ends it.
    pub close: &'static str,
}

/// What is written for the allowed element `name`, which is not void.
pub fn element(name: &str) -> Element {
    let (open, close) = match name {
        "center" => ("<div class=\"center\"", "</div>"),
        "strike" => ("<s", "</s>"),
        "tt" => ("<code", "</code>"),
        "big" | "font" => ("", ""),
        "abbr" => ("<abbr", "</abbr>"),
        "b" => ("<b", "</b>"),
        "bdi" => ("<bdi", "</bdi>"),
        "bdo" => ("<bdo", "</bdo>"),
        "blockquote" => ("<blockquote", "</blockquote>"),
        "caption" => ("<caption", "</caption>"),
        "cite" => ("<cite", "</cite>"),
        "code" => ("<code", "</code>"),
        "colgroup" => ("<colgroup", "</colgroup>"),
        "dd" => ("<dd", "</dd>"),
        "del" => ("<del", "</del>"),
        "details" => ("<details", "</details>"),
        "dfn" => ("<dfn", "</dfn>"),
        "div" => ("<div", "</div>"),
        "dl" => ("<dl", "</dl>"),
        "dt" => ("<dt", "</dt>"),
        "em" => ("<em", "</em>"),
        "figcaption" => ("<figcaption", "</figcaption>"),
        "figure" => ("<figure", "</figure>"),
        // There is one heading of the first level, and it is the page's own.
        "h1" | "h2" => ("<h2", "</h2>"),
        "h3" => ("<h3", "</h3>"),
        "h4" => ("<h4", "</h4>"),
        "h5" => ("<h5", "</h5>"),
        "h6" => ("<h6", "</h6>"),
        "i" => ("<i", "</i>"),
        "ins" => ("<ins", "</ins>"),
        "kbd" => ("<kbd", "</kbd>"),
        "li" => ("<li", "</li>"),
        "mark" => ("<mark", "</mark>"),
        "ol" => ("<ol", "</ol>"),
        "p" => ("<p", "</p>"),
        "pre" => ("<div class=\"code\"><pre", "</pre></div>"),
        "q" => ("<q", "</q>"),
        "s" => ("<s", "</s>"),
        "samp" => ("<samp", "</samp>"),
        "small" => ("<small", "</small>"),
        "span" => ("<span", "</span>"),
        "strong" => ("<strong", "</strong>"),
        "sub" => ("<sub", "</sub>"),
        "summary" => ("<summary", "</summary>"),
        "sup" => ("<sup", "</sup>"),
        "table" => ("<table", "</table></div>"),
        "tbody" => ("<tbody", "</tbody>"),
        "td" => ("<td", "</td>"),
        "tfoot" => ("<tfoot", "</tfoot>"),
        "th" => ("<th", "</th>"),
        "thead" => ("<thead", "</thead>"),
        "time" => ("<time", "</time>"),
        "tr" => ("<tr", "</tr>"),
        "u" => ("<u", "</u>"),
        "ul" => ("<ul", "</ul>"),
        "var" => ("<var", "</var>"),
        _ => ("", ""),
    };
    Element { open, close }
}

/// Whether `attribute` with `value` is kept on the element `name`.
pub fn keeps(name: &str, attribute: &str, value: &str) -> bool {
    let number = || value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    match attribute {
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "lang" => value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "title" => !runs(value),
        "colspan" | "rowspan" => matches!(name, "td" | "th") && number(),
        "span" => matches!(name, "col" | "colgroup") && number(),
        "scope" => name == "th" && matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        "abbr" => name == "th" && !runs(value),
        "start" => name == "ol" && number(),
        "value" => name == "li" && number(),
        "type" => name == "ol" && matches!(value, "1" | "a" | "A" | "i" | "I"),
        "reversed" => name == "ol",
        "open" => name == "details",
        "datetime" => matches!(name, "time" | "del" | "ins") && !runs(value),
        // Addresses nobody sees, sizes that the style sheet knows better, references to ids that may be renumbered.
        _ => false,
    }
}

/// The class that stands for an attribute of old: what `align` says of the words in an element. That of images and whole
/// tables makes text flow around them, for which a phone has no room.
pub fn class(name: &str, attribute: &str, value: &str) -> Option<&'static str> {
    let holds_words = matches!(
        name,
        "caption" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "td" | "th" | "tr"
    );
    if attribute != "align" || !holds_words {
        return None;
    }
    match value.trim() {
        value if value.eq_ignore_ascii_case("center") => Some("center"),
        value if value.eq_ignore_ascii_case("right") => Some("right"),
        _ => None,
    }
}

/// Whether a value would run as a script if some program took it for an address.
fn runs(value: &str) -> bool {
    let scheme = value.split(':').next().unwrap_or_default();
    let scheme = scheme
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect::<String>();
    ["javascript", "vbscript", "data"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Whether it makes a block, which must not stand in a paragraph.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "center"
            | "details"
            | "div"
            | "dl"
            | "dd"
            | "dt"
            | "figure"
            | "figcaption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "summary"
            | "table"
            | "ul"
    )
}

/// Whether it may stand only in a table.
pub fn is_part_of_table(name: &str) -> bool {
    matches!(
        name,
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}

/// Whether the open element `open` ends where `next` begins, as in browsers; none for one that this does not reach past.
pub fn ends(open: &str, next: &str) -> Option<bool> {
    match (next, open) {
        ("li", "li") | ("dt" | "dd", "dt" | "dd") => Some(true),
        ("td" | "th", "td" | "th") => Some(true),
        ("tr", "td" | "th" | "tr") => Some(true),
        (
            "tbody" | "thead" | "tfoot",
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "colgroup",
        ) => Some(true),
        (next, "p") if is_block(next) => Some(true),
        (
            _,
            "ul" | "ol" | "dl" | "table" | "td" | "th" | "li" | "dd" | "div" | "details"
            | "blockquote",
        ) => None,
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html::{VOID, Verdict, verdict};

    #[test]
    fn every_allowed_element_is_written() {
        for name in [
            "abbr", "center", "h1", "table", "tt", "pre", "var", "summary", "kbd",
        ] {
            assert!(matches!(verdict(name), Verdict::Allowed(_)), "{name}");
            assert!(
                !VOID.contains(&name) && !element(name).close.is_empty(),
                "{name}"
            );
        }
        assert_eq!(element("font").open, "");
    }

    #[test]
    fn alignment_becomes_a_class_where_words_stand() {
        let table = [
            ("td", "align", "Center", Some("center")),
            ("p", "align", "right", Some("right")),
            ("tr", "align", "center", Some("center")),
            ("td", "align", "left", None),
            ("img", "align", "right", None),
            ("table", "align", "center", None),
            ("td", "valign", "center", None),
        ];
        for (name, attribute, value, expected) in table {
            let found = class(name, attribute, value);
            assert_eq!(found, expected, "{name} {attribute} {value}");
        }
    }

    #[test]
    fn attributes_are_kept_where_they_mean_something() {
        let table = [
            ("td", "colspan", "2", true),
            ("td", "colspan", "2\" onx", false),
            ("div", "colspan", "2", false),
            ("ol", "start", "3", true),
            ("span", "title", "java\tscript:x", false),
            ("span", "title", "Java is old: really", true),
            ("blockquote", "cite", "javascript:x", false),
            ("table", "width", "100%", false),
            ("td", "align", "center", false),
        ];
        for (name, attribute, value, kept) in table {
            assert_eq!(
                keeps(name, attribute, value),
                kept,
                "{name} {attribute} {value}"
            );
        }
    }
}
