//! Code blocks: which language a label means, and the code as HTML with its words marked for colour.
//!
//! The HTML names kinds of words by classes of one letter, the same in all languages, so that the colours, light and
//! dark, are the style sheet's alone:
//!
//! | class | marks | class | marks |
//! | --- | --- | --- | --- |
//! | `k` | keyword | `v` | variable, parameter |
//! | `s` | string | `o` | operator that is a word |
//! | `c` | comment | `a` | attribute, option, key |
//! | `n` | number, constant | `g` | tag |
//! | `f` | function, command | `e` | escape within a string |
//! | `t` | type, name space | | |
//!
//! Punctuation stays unmarked. Without the feature `highlight` nothing is marked.

#[cfg(feature = "highlight")]
mod class;
#[cfg(feature = "highlight")]
mod colour;
mod language;

pub use language::{Language, Unknown, known, language};

use crate::escape;

/// Makes code into HTML. There is one for a run, for all threads.
///
/// Making one costs nothing: the grammars are loaded with the first block, so that a check never pays for them.
#[derive(Default)]
pub struct Highlighter {
    #[cfg(feature = "highlight")]
    colours: colour::Colours,
}

impl Highlighter {
    /// The code as HTML to stand within `<code>`. What has no known language, or is too long to be worth
    /// its time, is only escaped.
    #[cfg(feature = "highlight")]
    pub fn highlight(&self, label: &str, code: &str) -> String {
        let syntax = known(label).and_then(Language::syntax);
        let coloured = syntax.and_then(|syntax| self.colours.highlight(syntax, code));
        coloured.unwrap_or_else(|| plain(code))
    }

    /// The code as HTML to stand within `<code>`; this docent was built without colours.
    #[cfg(not(feature = "highlight"))]
    pub fn highlight(&self, _label: &str, code: &str) -> String {
        plain(code)
    }
}

/// The code as HTML without any marks.
pub fn plain(code: &str) -> String {
    let mut html = String::with_capacity(code.len() + code.len() / 16);
    escape::code(code, &mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_languages_are_only_escaped() {
        let highlighter = Highlighter::default();
        for label in ["", "none", "kusto", "<?php", "bask"] {
            let html = highlighter.highlight(label, "if (a < b && c > d) {}");
            assert_eq!(html, "if (a &lt; b &amp;&amp; c &gt; d) {}", "{label}");
        }
    }

    #[test]
    #[cfg(feature = "highlight")]
    fn words_are_marked_by_their_kind() {
        let cases = [
            (
                "c#",
                "int x = 1; // <one>",
                "<span class=k>int</span> x = <span class=n>1</span>; <span class=c>// &lt;one&gt;</span>",
            ),
            (
                "csharp",
                "public static void Run() {}",
                "<span class=k>public static void</span> <span class=f>Run</span>() {}",
            ),
            (
                "cs",
                "var s = \"a\\n\";",
                "<span class=k>var</span> s = <span class=s>\"a</span><span class=e>\\n</span><span class=s>\"</span>;",
            ),
            (
                "posh",
                "Get-Phone -Name $name",
                "<span class=f>Get-Phone</span> -Name <span class=v>$name</span>",
            ),
            (
                "powershell",
                "if ($a -eq 1) { }",
                "<span class=k>if</span> (<span class=v>$a</span> <span class=o>-eq</span> <span class=n>1</span>) { }",
            ),
            (
                "azurecli",
                "azure vm list --json",
                "<span class=f>azure</span> vm list <span class=a>--json</span>",
            ),
            (
                "JSON",
                "{ \"a\": [true, \"b\"] }",
                "{ <span class=a>\"a\"</span>: [<span class=n>true</span>, <span class=s>\"b\"</span>] }",
            ),
            (
                "yaml",
                "title: Help # x",
                "<span class=a>title</span>: <span class=s>Help</span> <span class=c># x</span>",
            ),
            (
                "xml",
                "<a b=\"c\">d</a>",
                "&lt;<span class=g>a</span> <span class=a>b</span>=<span class=s>\"c\"</span>&gt;d&lt;/<span class=g>a</span>&gt;",
            ),
            (
                "sql",
                "SELECT name FROM t",
                "<span class=k>SELECT</span> name <span class=k>FROM</span> t",
            ),
            ("js", "// a\n// b\n", "<span class=c>// a\n// b</span>\n"),
        ];
        let highlighter = Highlighter::default();
        for (label, code, expected) in cases {
            assert_eq!(highlighter.highlight(label, code), expected, "{label}");
            assert_eq!(
                highlighter.highlight(label, code),
                expected,
                "{label} again"
            );
        }
    }

    #[test]
    fn nothing_of_the_code_is_lost() {
        let code = " \t\n<a href='x'>&amp; \"$b\" 說明 */ --> #{c} `d`\r\n\u{3000}\n  end\n\n";
        let highlighter = Highlighter::default();
        let marks = regex::Regex::new("<[^>]*>").expect("the pattern is right");
        for label in language::labels() {
            let html = highlighter.highlight(label, code);
            let text = marks.replace_all(&html, "");
            let text = text
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            assert_eq!(text, code, "{label}");
        }
    }

    #[test]
    #[cfg(feature = "highlight")]
    fn formats_in_strings_are_read_in_time() {
        let letters = "a".repeat(30);
        let line = format!(
            r#"Show($"{{x:N2}} {{0,-3:C}}", {letters}, @"{{1:d}} "" {{y}}", {letters}, 'a', b ? c : d);"#
        );
        let code = format!("{line}\n").repeat(200);
        let html = Highlighter::default().highlight("csharp", &code);
        // A tenth of a second for each format would be more than a minute.
        let (first, _) = html.split_once('\n').expect("there are many lines");
        let expected = r#"<span class=f>Show</span>(<span class=s>$"</span>{x:N2} {<span class=n>0</span>,<span class=n>-3</span>:C}<span class=s>"</span>, …, <span class=s>@"</span><span class=n>{1:d}</span> <span class=e>""</span> <span class=s>{y}"</span>, …, <span class=n>'a'</span>, b ? c : d);"#;
        assert_eq!(first.replace(&letters, "…"), expected);
    }

    #[test]
    fn long_blocks_and_lines_are_left_plain() {
        let highlighter = Highlighter::default();
        for code in ["int x; ".repeat(20_000), "int x;\n".repeat(200_000)] {
            assert_eq!(highlighter.highlight("csharp", &code), code);
        }
    }
}
