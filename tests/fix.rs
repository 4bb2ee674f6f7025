//! Fixes carried out on texts: which go together, which wait, and what the texts say afterwards.

#[path = "fix/disk.rs"]
mod disk;
#[path = "fix/originals.rs"]
mod originals;
#[allow(dead_code, reason = "other tests of the program use the rest")]
#[path = "cli/site.rs"]
mod site;
#[path = "fix/written.rs"]
mod written;

use docent::diagnostic::{Code, Edit, Fix};
use docent::fix::{self, Fixed};
use docent::markdown::{self, metadata::Need};
use docent::source::SourceId;
use docent::span::{Span, TextRange};

/// A safe fix of edits, each a source, a range and what stands there afterwards.
fn fix(edits: &[(u32, std::ops::Range<usize>, &str)]) -> Fix {
    let edit = |(source, range, replacement): &(u32, std::ops::Range<usize>, &str)| Edit {
        span: Span::new(SourceId(*source), TextRange::of(range.clone())),
        replacement: (*replacement).to_owned().into(),
    };
    Fix {
        safe: true,
        edits: edits.iter().map(edit).collect(),
    }
}

/// The fixes applied to the texts, by source; a text of `None` must not be changed.
fn apply(texts: &[Option<&str>], fixes: &[Fix]) -> Fixed {
    fix::apply(fixes, |source| texts.get(source.index()).copied().flatten())
}

#[test]
fn every_other_byte_stays() {
    let text = "\u{feff}a\r\nb [x](Y.md)\r\n說明 ##z\r";
    let (name, hash) = (
        text.find("Y.md").expect("it is there"),
        text.find("##z").expect("it is there"),
    );
    let fixes = [
        fix(&[(0, name..name + 4, "y.md")]),
        fix(&[(0, hash + 2..hash + 2, " ")]),
    ];
    let fixed = apply(&[Some(text)], &fixes);
    assert_eq!(
        fixed.texts[&SourceId(0)],
        "\u{feff}a\r\nb [x](y.md)\r\n說明 ## z\r"
    );
    assert_eq!(fixed.done, 2);
}

#[test]
fn of_two_fixes_that_touch_the_first_wins_and_the_other_waits() {
    // Text "abcdef": both fixes, the text afterwards, how many wait.
    let cases = [
        // Neighbours go together, in any order.
        ((0..2, "X"), (2..4, "Y"), "XYef", 0),
        ((2..4, "Y"), (0..2, "X"), "XYef", 0),
        // What overlaps waits.
        ((0..3, "X"), (2..4, "Y"), "Xdef", 1),
        ((1..5, "X"), (2..3, "Y"), "aXf", 1),
        ((2..3, "Y"), (1..5, "X"), "abYdef", 1),
        // The order of an insertion and what it touches would matter.
        ((2..2, "X"), (2..4, "Y"), "abXcdef", 1),
        ((2..2, "X"), (2..2, "Y"), "abXcdef", 1),
        ((0..2, "X"), (2..2, "Y"), "Xcdef", 1),
        // One change that two findings ask for is made once.
        ((2..2, "X"), (2..2, "X"), "abXcdef", 0),
        ((1..2, "X"), (1..2, "X"), "aXcdef", 0),
    ];
    for ((first, one), (second, two), expected, waiting) in cases {
        let fixes = [
            fix(&[(0, first.clone(), one)]),
            fix(&[(0, second.clone(), two)]),
        ];
        let fixed = apply(&[Some("abcdef")], &fixes);
        assert_eq!(fixed.texts[&SourceId(0)], expected, "{first:?} {second:?}");
        assert_eq!(fixed.done, 2 - waiting, "{first:?} {second:?}");
    }
}

#[test]
fn a_fix_is_done_whole_or_not_at_all() {
    let first = fix(&[(0, 0..1, "X")]);
    let clashing = fix(&[(1, 0..1, "Y"), (0, 0..2, "Y")]);
    let fixed = apply(&[Some("ab"), Some("ab")], &[first, clashing]);
    assert_eq!(fixed.texts.len(), 1);
    assert_eq!(fixed.done, 1);
}

#[test]
fn a_text_that_must_stay_is_never_changed() {
    let both = fix(&[(0, 0..1, "X"), (1, 0..1, "X")]);
    assert_eq!(apply(&[None, Some("ab")], &[both]), Fixed::default());
    // Ranges that lie between the bytes of a character, or behind the end.
    for range in [1..2, 4..9] {
        let wrong = fix(&[(0, range, "X")]);
        assert_eq!(apply(&[Some("說")], &[wrong]), Fixed::default());
    }
}

#[test]
fn a_fix_that_changes_nothing_gives_no_text() {
    let same = fix(&[(0, 0..1, "a")]);
    assert!(apply(&[Some("ab")], &[same]).texts.is_empty());
}

#[test]
fn a_label_that_was_translated_apart_is_that_of_its_definition() {
    let definition = "\n\n[Acme old portal]: a.md\n";
    for (before, after) in [
        (
            "[the old portal of Acme][]",
            "[the old portal of Acme][Acme old portal]",
        ),
        ("[it][portal, Acme (old)]", "[it][Acme old portal]"),
    ] {
        let text = format!("{before}{definition}");
        let found = markdown::parse(SourceId(0), &text, Need::Include).diagnostics;
        let [finding] = &found[..] else {
            panic!("{before}: {found:?}");
        };
        let help = "did you mean `Acme old portal`, which nothing refers to?";
        assert_eq!(finding.help.as_deref(), Some(help), "{before}");
        let fix = finding.fix.clone().expect("it has a fix");
        assert!(!fix.safe, "{before}");
        let fixed = apply(&[Some(&text)], &[fix]);
        assert_eq!(fixed.texts[&SourceId(0)], format!("{after}{definition}"));
    }
}

#[test]
fn what_looks_like_a_link_becomes_one() {
    // A line, and what `--unsafe-fixes` makes of it.
    let cases = [
        ("［a］（b/c.md）", "[a](b/c.md)"),
        ("【a】(b/c.md)", "[a](b/c.md)"),
        ("![a](b/c.png）", "![a](b/c.png)"),
        ("[a]( b/c d.md )", "[a]( b/c%20d.md )"),
        ("[a](mailto: b@c.example)", "[a](mailto:b@c.example)"),
        ("[a](b/c.md, then", "[a](b/c.md), then"),
        (
            "[a](https://x.y/z(v=1\\).aspx) b",
            "[a](https://x.y/z(v=1).aspx) b",
        ),
        (
            "[a](https://x.y/z(v=1\\).aspx)-b",
            "[a](https://x.y/z(v=1).aspx)-b",
        ),
        // What was meant is for a person to say.
        ("[a](b/c d.md \"e\")", "[a](b/c d.md \"e\")"),
        ("[a [b](c.md)](d/e.md)", "[a [b](c.md)](d/e.md)"),
    ];
    for (before, after) in cases {
        let found = markdown::parse(SourceId(0), before, Need::Include).diagnostics;
        let found = found.into_iter();
        let found: Vec<_> = found
            .filter(|finding| finding.code == Code::LinkUnparsed)
            .collect();
        assert_eq!(found.len(), 1, "{before}: {found:?}");
        let fixes: Vec<Fix> = found
            .into_iter()
            .filter_map(|finding| finding.fix)
            .collect();
        assert!(fixes.iter().all(|fix| !fix.safe), "{before}");
        let fixed = apply(&[Some(before)], &fixes);
        let text = fixed.texts.get(&SourceId(0)).map_or(before, |text| text);
        assert_eq!(text, after);
    }
}
