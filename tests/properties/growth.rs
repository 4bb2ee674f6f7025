//! Texts that grow in one way only, to see that time grows no faster.

use std::time::{Duration, Instant};

/// A construct of the dialect repeated or nested without end: its name, what comes first, what is repeated, what comes last.
pub struct Growth {
    pub name: &'static str,
    first: &'static str,
    repeated: &'static str,
    last: &'static str,
    /// Repeated as often, behind all of it.
    closing: &'static str,
}

impl Growth {
    /// The text with `count` repetitions; `{}` in what is repeated is its number.
    pub fn text(&self, count: usize) -> String {
        let mut text = self.first.to_owned();
        for number in 0..count {
            match self.repeated.split_once("{}") {
                Some((before, after)) => text.extend([before, &number.to_string(), after]),
                None => text.push_str(self.repeated),
            }
        }
        text + self.last + &self.closing.repeat(count)
    }
}

const fn repeat(name: &'static str, repeated: &'static str) -> Growth {
    between(name, "", repeated, "")
}

const fn around(
    name: &'static str,
    repeated: &'static str,
    middle: &'static str,
    closing: &'static str,
) -> Growth {
    Growth {
        closing,
        ..between(name, "", repeated, middle)
    }
}

const fn between(
    name: &'static str,
    first: &'static str,
    repeated: &'static str,
    last: &'static str,
) -> Growth {
    Growth {
        name,
        first,
        repeated,
        last,
        closing: "",
    }
}

pub const GROWTHS: &[Growth] = &[
    // nested
    repeat("quotes", ">"),
    repeat("spaced quotes", "> "),
    repeat("lists", "- "),
    repeat("no-break blanks", "\u{a0}"),
    repeat("numbered lists", "1. "),
    repeat("brackets", "["),
    repeat("images", "!["),
    repeat("closed brackets", "[]"),
    repeat("closing brackets", "]"),
    around("references around each other", "[", "x", "][a]"),
    around("images around each other", "![", "x", "](a.png)"),
    around("empty references around each other", "[", "x", "][]"),
    repeat("parentheses", "]("),
    repeat("definitions below text", "a\n[b]: c/d\n"),
    repeat("comments below text", "a\n[b]: <> (c)\n"),
    repeat("lost brackets", "[a] b](c/d) "),
    repeat("images apart from their sign", "! ["),
    repeat("damaged comments", "<!-- a –>\n"),
    repeat("damaged fences", "```\na\n```\u{a0}\n"),
    repeat("swallowed images", "[a ![b] c](d.png) "),
    repeat("titles in odd marks", "![a] (b.png „c“) "),
    repeat("parts of links", "[a]-(b.md) [cd] [] "),
    repeat("asterisks apart", "a * *b** "),
    repeat("damaged anchors", "# < a name=\"b\"></a>c\n"),
    repeat("lost brackets of images", "![a] [b] [c] d](e.png) "),
    repeat("lost brackets of labels", "[a] b][c]\n"),
    repeat("lone brackets in front of targets", "[a] b](c/"),
    repeat("lone brackets in images", "![a [b](c.png) "),
    repeat("lone brackets behind images", "![a] [[b"),
    repeat("backslashes in targets", "[a](b/(c\\).d) "),
    repeat("backslashes before parentheses", "](a/(\\)"),
    repeat("colons", ":"),
    repeat("images between colons", ":::image source=\"a.png\"::: "),
    between("steps below text", "1. a\n\nb\n", "{}. c\n\nb\n", ""),
    repeat("zones", ":::zone a=\"b\"\nc\n"),
    repeat("columns", "  :::column:::\n    a\n"),
    repeat(
        "rows",
        "  :::row:::\n  :::column:::\n    a\n  :::column-end:::\n  :::row-end:::\n",
    ),
    repeat("rows without end", ":::row:::\n:::column:::\n"),
    repeat("attributes between colons", ":::a b=\""),
    repeat("targets without end behind a no-break blank", "[a]\u{a0}(a"),
    repeat("labels before a parenthesis without end", "[a][b](x "),
    repeat("code further left", "- a\n  ```\nb\n  ```\n"),
    repeat("fences further left", "  - ```\n a\n"),
    repeat("comments further left", "- <!--\n-->\n"),
    repeat(
        "notes less indented than their items",
        "10.  a\n\n    ![b](c)\n    d\n\n",
    ),
    repeat("stars", "*"),
    repeat("emphasis", "*a "),
    repeat("mixed emphasis", "*a **b _c "),
    repeat("backquotes", "`a ``b "),
    repeat("elements", "<b>"),
    repeat("anchors without end", "<a name=\"x\">"),
    repeat("elements in a block", "<div>\n"),
    repeat("ends of elements", "</a>"),
    repeat("tags without end", "<a "),
    repeat("attributes without end", "<a b=\""),
    repeat("comments without end", "<!-- "),
    repeat("declarations", "<!A "),
    repeat("instructions", "<? "),
    repeat("sections", "<![CDATA["),
    repeat("backslashes", "\\"),
    repeat("entities", "&amp;"),
    repeat("ampersands", "&"),
    repeat("callouts", "> [AZURE.NOTE] "),
    repeat("includes in includes", "[AZURE.INCLUDE ["),
    repeat("selectors in selectors", "> [AZURE.SELECTOR] "),
    between("one heading", "# ", "<a name=\"x{}\"></a>", "Title"),
    between("ends of anchors in a heading", "# ", "</a>", "Title"),
    between("placeholders", "", "<c{}> ", ""),
    between(
        "words of front matter",
        "<properties a=\"b\"\n",
        "c{} ",
        "/>\n",
    ),
    between(
        "joined definitions without label",
        "[a]: b.md ",
        "]: c ",
        "",
    ),
    between(
        "ends of definitions in a line",
        "[a]: b.md\n\n[a]: ",
        "]: ",
        "",
    ),
    between("spaced brackets", "[a] (b.md)", "] (", ""),
    between("values without end", "<p>\n", "<a/b=", ""),
    between(
        "directives in a line of code",
        "a\n\n    a",
        " [AZURE.NOTE]",
        "",
    ),
    repeat("callouts with a list each", "> [AZURE.NOTE]\n- a\n"),
    between(
        "rows that begin with HTML",
        "a | b\n--- | ---\n",
        "<ul> | c\n",
        "",
    ),
    // one after another
    repeat("headings", "## Same\n\n"),
    repeat("headings without space", "##<a name=\"x\"></a>Same\n"),
    repeat("headings without space or line between", "##Title##\n"),
    repeat("links in a paragraph", "[a](b.md) "),
    repeat("spaced links", "[a] (b.md) "),
    repeat("broken links", "[a](b c.md) "),
    repeat("spaced references", "[a] [b{}] "),
    repeat("references without definition", "[a][b{}] "),
    repeat("reference and definition", "[a][b{}]\n\n[b{}]: c.md\n\n"),
    repeat("definitions", "[b{}]: c.md\n"),
    repeat(
        "references and definitions in other words",
        "[words of many {}][]\n\n[many other words]: c.md\n\n",
    ),
    repeat("joined definitions", "[b{}]: c.md (t) "),
    repeat("empty definitions", "[b{}]:\n"),
    repeat("footnotes", "[^{}] "),
    repeat("includes", "[AZURE.INCLUDE [a](../b.md)]\n\n"),
    repeat("includes in a paragraph", "a [AZURE.INCLUDE [a](../b.md)] "),
    repeat("callouts in a row", "> [AZURE.NOTE] a\n\n"),
    repeat("callouts without text", "> [AZURE.NOTE]\n\n"),
    repeat("callouts without quote", "[AZURE.NOTE] a\n\n"),
    repeat("callouts in one quote", "> [AZURE.NOTE] a\n>\n"),
    repeat("callouts with a body outside", "> [AZURE.NOTE]\n- a\n\n"),
    between(
        "one selector",
        "> [AZURE.SELECTOR]\n",
        "- [a](b{}.md)\n",
        "",
    ),
    repeat("selectors", "> [AZURE.SELECTOR]\n- [a](b.md)\n\n"),
    repeat("selectors without line between", "> [AZURE.SELECTOR]\n"),
    repeat("damaged directives", "> [AZURE. X ] a\n\n"),
    repeat("videos", "[AZURE.VIDEO x{}]\n\n"),
    between("one table", "a | b\n--- | ---\n", "c | d\n", ""),
    between("one wide table", "a", " | a", "\n--- | ---\n"),
    between(
        "rows with more cells",
        "a | b\n--- | ---\n",
        "c | d | e | f\n",
        "",
    ),
    between(
        "one row with more cells",
        "a | b\n--- | ---\nc | d",
        " | e",
        "\n",
    ),
    between(
        "one row with empty cells",
        "a | b\n--- | ---\nc | d",
        " | <br>",
        "\n",
    ),
    repeat("numbers taken apart", "& #124; "),
    repeat("spaced images", "[! [a](b.png)](c.md) "),
    repeat("tables", "a |\n--- | ---\nb | c\n\n"),
    repeat("delimiter rows", "--- | ---\n"),
    repeat("fences", "```\n"),
    repeat("fences of different length", "````\n```\n"),
    repeat("labelled fences", "```x{}\n"),
    repeat("fences and headings", "```\na\n# b\n"),
    repeat("tildes", "~~~\n"),
    repeat("indented code", "    a\n\n"),
    repeat(
        "blocks of HTML",
        "<table><tr><td>**a** [b](c.md)</td></tr></table>\n\n",
    ),
    repeat(
        "lines of one block of HTML",
        "<tr><td>**a** [b](c.md)</td></tr>\n",
    ),
    repeat("cells of one block of HTML", "<td>**a**</td>"),
    repeat("breaks", "<br>\na\n"),
    repeat("elements nobody knows", "<your-key> "),
    repeat("blocks of elements in a list", "- <div>\n  *a*\n\n"),
    repeat("anchors above each other", "<a name=\"x{}\"></a>\n"),
    between("one attribute", "<properties a=\"", "a\" ", "/>"),
    between("attributes", "<properties ", "a{}=\"b\" ", "/>"),
    between("attributes without end", "<properties ", "a=\"b", ""),
    repeat("properties", "<properties a=\"b\" />\n"),
    between("keys", "---\n", "a{}: b\n", "---\n"),
    between("aliases", "---\n", "a{}: &b [*b]\n", "---\n"),
    between("nested keys", "---\na: ", "[", "\n---\n"),
    between("nested mappings", "---\na: ", "{a: ", "\n---\n"),
    repeat("rules", "---\n"),
    repeat("carriage returns", "a\r"),
    repeat("nothing", "\0"),
    repeat("one line", "word "),
    repeat("one word", "a"),
    repeat("wide characters", "語"),
    repeat("blank lines", "\n"),
    repeat("divisions", "> [!div class=\"x\"]\n> a\n\n"),
];

/// The same for texts of a site, each with its path: what becomes of them takes the other texts, too.
pub const SITES: &[(&str, Growth)] = &[
    (
        REDIRECTS,
        between(
            "redirects",
            "{\"redirections\": {",
            "\"a/{}.md\": \"/b/c\", ",
            "\"a.md\": \"/\"}}",
        ),
    ),
    (
        REDIRECTS,
        between(
            "redirects with escapes",
            "{\"redirections\": {",
            "\"a\\/{}.md\": \"\\/b\\/c\", ",
            "\"a.md\": \"/\"}}",
        ),
    ),
    (
        "articles/a.md",
        repeat(
            "includes of a page",
            "[AZURE.INCLUDE [a](../includes/b.md)]\n\n",
        ),
    ),
    (
        "articles/a.md",
        repeat(
            "exceptions in a line",
            "<!-- docent-ignore link-empty: words --> [a]() ",
        ),
    ),
    (
        "toc.yml",
        repeat("entries", "- name: \"{}\\\"\"\n  href: b.md # c\n"),
    ),
];

/// The path of the list of redirects.
pub const REDIRECTS: &str = ".openpublishing.redirection.json";

/// CPU time of this thread spent in `work`; where the system does not tell, time on the clock.
pub fn cpu_time(work: impl FnOnce()) -> Duration {
    let (clock, before) = (Instant::now(), thread_time());
    work();
    match (before, thread_time()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed(),
    }
}

fn thread_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
