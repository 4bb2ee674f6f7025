//! Contents files: `TOC.md` and `toc.yml`, read into one tree of entries.
//!
//! Reading never fails; what cannot be read is a finding `toc-syntax`, and the rest of the file still counts.

use crate::diagnostic::{Code, Diagnostic, Words};
use crate::source::SourceId;
use crate::span::{Span, TextRange};

mod markdown;
mod yaml;

pub use markdown::read_markdown;
pub use yaml::read_yaml;

/// One line of a table of contents, with what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What readers see; without one, the title of the page it leads to.
    pub title: Option<String>,
    /// What it leads to: a page, a folder, another contents file; nothing for a mere group.
    pub target: Option<Target>,
    /// The page to show for an entry whose target is a folder or another contents file.
    pub page: Option<Target>,
    /// The identifier of the page it leads to, where it is named so and not by its path.
    pub uid: Option<String>,
    /// Whether it is shown open.
    pub expanded: bool,
    /// The entry in the text of the contents file, without its children.
    pub range: TextRange,
    /// What stands below it.
    pub children: Vec<Entry>,
}

/// A path or address as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As written, without brackets and quotes.
    pub text: String,
    /// Its bytes in the contents file.
    pub range: TextRange,
}

/// A finding about what is no line of a contents file.
fn syntax_error(
    source: SourceId,
    range: TextRange,
    message: impl Into<Words>,
    help: &'static str,
) -> Diagnostic {
    let span = Span::new(source, range);
    let message = message.into();
    let subject = message.to_string();
    Diagnostic::new(Code::TocSyntax, span, message, subject).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in one line: `title>target(children)`.
    pub(super) fn outline(entries: &[Entry]) -> String {
        let of_entry = |entry: &Entry| {
            let mut line = entry.title.clone().unwrap_or_default();
            if let Some(target) = entry.target.as_ref() {
                line += &format!(">{}", target.text);
            }
            if let Some(page) = entry.page.as_ref() {
                line += &format!("+{}", page.text);
            }
            if let Some(uid) = entry.uid.as_ref() {
                line += &format!("@{uid}");
            }
            if !entry.children.is_empty() {
                line += &format!("({})", outline(&entry.children));
            }
            line
        };
        entries.iter().map(of_entry).collect::<Vec<_>>().join(" ")
    }

    type Reader = fn(SourceId, &str, &mut Vec<Diagnostic>) -> Vec<Entry>;

    fn check(read: Reader, cases: &[(&str, &str, &[&str])]) {
        for (text, expected, wrong) in cases {
            let mut found = Vec::new();
            let entries = read(SourceId(0), text, &mut found);
            assert_eq!(outline(&entries), *expected, "{text}");
            let places: Vec<&str> = found
                .iter()
                .map(|finding| &text[finding.range().as_usize()])
                .collect();
            assert_eq!(places, *wrong, "{text} {found:?}");
            assert!(found.iter().all(|finding| finding.code == Code::TocSyntax));
            targets_stand_where_they_say(text, &entries);
        }
    }

    fn targets_stand_where_they_say(text: &str, entries: &[Entry]) {
        for entry in entries {
            for target in entry.target.iter().chain(&entry.page) {
                let written = &text[target.range.as_usize()];
                assert!(
                    written == target.text || written.contains('\\'),
                    "{written}"
                );
            }
            targets_stand_where_they_say(text, &entry.children);
        }
    }

    #[test]
    fn headings_of_links_are_a_tree() {
        check(
            read_markdown,
            &[
                ("# [Index](index.md)\n", "Index>index.md", &[]),
                ("\u{feff}#[Index](index.md)", "Index>index.md", &[]),
                (
                    "# Get started\n## [A](a.md)\n## [B](b/c.md \"shown\")\n# [D](<d e.md>)\n",
                    "Get started(A>a.md B>b/c.md) D>d e.md",
                    &[],
                ),
                (
                    "# [A [b]](a(1).md) #\r\n\r\n# [\\[x\\]](x.md)",
                    "A [b]>a(1).md [x]>x.md",
                    &[],
                ),
                ("# <xref:a.b>\n# @c.d\n", "@a.b @c.d", &[]),
                (
                    "---\ntitle: x\n---\n<!-- no\n# one -->\n# A <!-- x -->\n",
                    "A",
                    &[],
                ),
                (
                    "# <a name=\"index\"></a>[Index](index.md)\n",
                    "Index>index.md",
                    &[],
                ),
                ("# A\n### [B](b.md)\n### C\n", "A(B>b.md C)", &["###"]),
                ("## A\n# B\n", "A B", &["##"]),
                ("# A\ntext\n- [B](b.md)\n", "A", &["text", "- [B](b.md)"]),
                ("# [A](a.md\n", "[A](a.md", &["[A](a.md"]),
                ("# A\n####### B\n#\n", "A", &["####### B", "#"]),
                ("", "", &[]),
            ],
        );
    }

    #[test]
    fn yaml_lists_are_a_tree() {
        check(
            read_yaml,
            &[
                ("- name: A\n  href: a.md\n", "A>a.md", &[]),
                (
                    "items:\n- name: A\n  items:\n  - href: \"b.md\"\n    name: 'B: b'\n  - name: C\n    uid: c.d\n",
                    "A(B: b>b.md C@c.d)",
                    &[],
                ),
                (
                    "- {name: A, href: a/, topicHref: a/b.md, expanded: true}",
                    "A>a/+a/b.md",
                    &[],
                ),
                (
                    "- name: A # a.md\n  href: a.md\n- name: B\n  href: a.md",
                    "A>a.md B>a.md",
                    &[],
                ),
                (
                    "- name: C#\n  # href: b.md\n  href: a.md #href: a.md\n- name: 'it''s # x'\n  # name: B\n  name2: \"#\"\n  href: b.md",
                    "C#>a.md it's # x>b.md",
                    &[],
                ),
                ("\u{feff}- name: 2016\n", "2016", &[]),
                ("- name: A\n- B\n- name: C\n", "A C", &["B"]),
                ("- href: [a]\n  name: A\n", "A", &["href"]),
                ("- name: A\n  items: b\n", "A", &["items"]),
                ("- expanded: true\n", "", &["expanded"]),
                ("title: x\n", "", &["title: x"]),
                ("- name: \"A\n", "", &[""]),
                ("", "", &[]),
            ],
        );
    }

    #[test]
    fn what_a_comment_says_is_no_place() {
        for text in [
            "- name: X\n  # href: a.md\n  href: a.md\n",
            "# - name: X\n- name: \"X # a.md\" # a.md\n  href: 'a.md'\n",
            "- {name: 'it''s # X', href: a.md} # a.md",
            "- name: it's\n  order: 'x\n    # y'\n  # it's: href: a.md\n  href: a.md",
        ] {
            let entries = read_yaml(SourceId(0), text, &mut Vec::new());
            let target = entries[0].target.as_ref().expect("it has one");
            let start = target.range.as_usize().start;
            let before = text[..start].trim_end_matches(['\'', ' ']);
            assert!(
                before.ends_with("  href:") || before.ends_with(", href:"),
                "{text} {before}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_is_read(text in r#"(#|\[|\]|\(|\)|a|é|:|- |name|href|items|<!--|-->|"|'|\n|  |\\|<|>|@|---|&x|\*x|\{|\}){0,30}"#) {
            for read in [read_markdown, read_yaml] {
                let mut found = Vec::new();
                read(SourceId(0), &text, &mut found);
                for finding in found {
                    assert!(text.get(finding.range().as_usize()).is_some());
                }
            }
        }
    }
}
