//! Tests of reading front matter: the damage that real translations show, and any other.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, Edit};

const WHOLE: &str = "<properties\n   pageTitle=\"Reset your password | Microsoft Azure\"\n   description=\"How to reset it.\"\n   services=\"active-directory,multi-factor\"\n   authors=\"anna;ben\" />\n\n<tags\n   ms.service=\"active-directory\"\n   ms.topic=\"article\"\n   ms.date=\"09/27/2016\"\n   ms.author=\"anna\" />\n\n# Reset\n";
const YAML: &str = "---\ntitle: Reset your password | Microsoft Docs\ndescription: \"How: to\"\nservices: [active-directory, multi-factor]\nms.topic: article\nms.date: 09/27/2016\nms.author: anna\nkeywords:\n  - reset\n---\n# Reset\n";

fn read_page(text: &str) -> (Metadata, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let metadata = read(
        SourceId(0),
        text,
        Need::Page(&required_by_default()),
        &mut found,
    );
    (metadata, found)
}

fn content(text: &str, metadata: &Metadata) -> String {
    let mut content = String::new();
    let mut at = 0;
    for cut in &metadata.cuts {
        content.push_str(&text[at..cut.start as usize]);
        at = cut.end as usize;
    }
    content + &text[at..]
}

/// The codes with the words they stand at.
fn findings<'t>(text: &'t str, found: &[Diagnostic]) -> Vec<(Code, &'t str)> {
    found
        .iter()
        .map(|finding| (finding.code, &text[finding.range().as_usize()]))
        .collect()
}

fn fixed(text: &str, found: &[Diagnostic]) -> String {
    let mut edits: Vec<&Edit> = found
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| &fix.edits)
        .collect();
    edits.sort();
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range.as_usize(), &edit.replacement);
    }
    text
}

#[test]
fn both_generations_give_one_metadata() {
    for text in [WHOLE, YAML] {
        let (metadata, found) = read_page(text);
        assert_eq!(found, [], "{text}");
        assert!(!metadata.damaged);
        assert_eq!(metadata.title(text).as_deref(), Some("Reset your password"));
        assert_eq!(
            metadata.services(text),
            ["active-directory", "multi-factor"]
        );
        assert_eq!(metadata.topic(text).as_deref(), Some("article"));
        assert_eq!(metadata.date(text), Some(Date::constant(2016, 9, 27)));
        assert_eq!(content(text, &metadata), "# Reset\n");
    }
    assert_eq!(read_page(WHOLE).0.authors(WHOLE), ["anna", "ben"]);
    assert_eq!(read_page(YAML).0.keywords(YAML), ["reset"]);
    assert_eq!(
        read_page(YAML).0.description(YAML).as_deref(),
        Some("How: to")
    );
}

#[test]
fn blanks_and_a_byte_order_mark_before_the_front_matter_are_nothing_to_speak_of() {
    for before in [
        "\u{feff}",
        "\n \n",
        "  ",
        "\u{feff}\r\n",
        "\u{200f}",
        "\n\u{202a}\u{200e}",
    ] {
        for text in [format!("{before}{WHOLE}"), WHOLE.replace('\n', "\r\n")] {
            let (metadata, found) = read_page(&text);
            assert_eq!(found, [], "{text}");
            assert_eq!(content(&text, &metadata).trim_end(), "# Reset");
        }
    }
    let text = format!("\u{feff}{YAML}");
    let (metadata, found) = read_page(&text);
    assert_eq!(
        (found.len(), content(&text, &metadata).as_str()),
        (0, "# Reset\n")
    );
    let (metadata, _) = read_page("\u{feff}# Reset");
    assert_eq!(content("\u{feff}# Reset", &metadata), "# Reset");
}

/// What is right, what is written for it, the code and the words it stands at.
const SLIPS: &[(&str, &str, Code, &str)] = &[
    (
        "<properties\n",
        "< eigenschappen\n    \n",
        Code::FrontMatterDamaged,
        "< eigenschappen",
    ),
    (
        "<properties\n",
        "properties\n",
        Code::FrontMatterDamaged,
        "properties",
    ),
    ("<tags\n   ms", "< ms", Code::FrontMatterDamaged, "<"),
    ("<tags", "< 標籤", Code::FrontMatterDamaged, "< 標籤"),
    ("ben\" />", "ben\"", Code::FrontMatterDamaged, ""),
    ("\"anna\" />", "\"anna\"", Code::FrontMatterDamaged, ""),
    ("Azure\"", "Azure", Code::FrontMatterDamaged, ""),
    ("ben\" />", "ben />", Code::FrontMatterDamaged, ""),
    ("\"anna\" />", "\"anna />", Code::FrontMatterDamaged, ""),
    (
        "\"09/27/2016\"",
        "09/27/2016\"",
        Code::FrontMatterDamaged,
        "",
    ),
    ("it.\"\n  ", "it. ", Code::FrontMatterDamaged, ""),
    (
        "reset it",
        "\"reset\" it",
        Code::FrontMatterUnescapedQuote,
        "\"",
    ),
    (
        "reset it",
        "reset\"or\" it",
        Code::FrontMatterUnescapedQuote,
        "\"",
    ),
    ("\"article\"", "\"article\"l", Code::FrontMatterJunk, "l"),
    (
        "\"article\"",
        "\"article\";b; c",
        Code::FrontMatterJunk,
        ";b; c",
    ),
    ("\"article\"\n   ", "\"article\"", Code::FrontMatterJunk, ""),
    ("ms.topic=", "ms.topic＝", Code::FrontMatterJunk, "＝"),
    ("ms.topic", "ms. topic", Code::MissingAttribute, "ms. topic"),
    ("ms.topic", "ms .topic", Code::MissingAttribute, "ms .topic"),
    (
        "<properties",
        "<Properties",
        Code::FrontMatterJunk,
        "<Properties",
    ),
    (
        "to reset",
        "to\n   reset",
        Code::FrontMatterJunk,
        "How to\n   reset it.",
    ),
    ("ben\" />", "ben\" >", Code::FrontMatterJunk, ">"),
    (
        "ben\" />",
        "ben\" ></properties>",
        Code::FrontMatterJunk,
        ">",
    ),
    (
        "<properties\n",
        "<properties\n\n \n",
        Code::FrontMatterBlankLine,
        "\n \n",
    ),
    (
        "<properties",
        "text<properties",
        Code::FrontMatterNotFirst,
        "<properties",
    ),
    (
        "<properties",
        "One line\n<properties",
        Code::FrontMatterNotFirst,
        "<properties",
    ),
    ("services", "sevices", Code::UnknownAttribute, "sevices"),
    ("services", "Services", Code::UnknownAttribute, "Services"),
    (
        "ms.service=",
        "ms.topic=\"a\" colour=",
        Code::UnknownAttribute,
        "colour",
    ),
    (
        "ms.date=\"09/27/2016\"",
        "ms.date=\"27/09/2016\"",
        Code::DateFormatInvalid,
        "27/09/2016",
    ),
    ("ms.date", "ms.workload", Code::MissingAttribute, "<tags"),
    (
        "How to reset it.",
        " ",
        Code::MissingAttribute,
        "description",
    ),
];

#[test]
fn no_fix_deletes_an_attribute() {
    for (right, wrong) in [
        ("pageTitle=", "pageTitle:"),
        ("pageTitle=", "pageTitle "),
        ("ms.topic=\"article\"", "ms.topic:article"),
        ("ms.topic=\"article\"", "Thema=artikel"),
    ] {
        let text = WHOLE.replacen(right, wrong, 1);
        let (_, found) = read_page(&text);
        let junk = found
            .iter()
            .filter(|finding| finding.code == Code::FrontMatterJunk);
        let fixes: Vec<_> = junk.filter_map(|finding| finding.fix.as_ref()).collect();
        assert_eq!(fixes, Vec::<&crate::diagnostic::Fix>::new(), "{text}");
    }
    let text = WHOLE
        .replacen("pageTitle=\"", "pageTitle=＂", 1)
        .replacen("Azure\"", "Azure＂", 1);
    let (metadata, _) = read_page(&text);
    assert_eq!(
        metadata.title(&text).as_deref(),
        Some("Reset your password")
    );
}

/// One slip gives one finding at its place, and the other attributes are read.
#[test]
fn each_slip_gives_one_finding() {
    for &(right, wrong, code, place) in SLIPS {
        let text = WHOLE.replacen(right, wrong, 1);
        let (metadata, found) = read_page(&text);
        let mut seen = findings(&text, &found);
        seen.retain(|(code, _)| {
            (*code, wrong) != (Code::DuplicateAttribute, "ms.topic=\"a\" colour=")
        });
        assert_eq!(seen, [(code, place)], "{text}");
        assert_eq!(metadata.damaged, code == Code::FrontMatterDamaged, "{text}");
        let before = &wrong[..wrong.find("<properties").unwrap_or(0)];
        assert_eq!(
            content(&text, &metadata).replace(before, "").trim(),
            "# Reset",
            "{text}"
        );
        assert_eq!(
            metadata.get(&text, "ms.author").as_deref(),
            Some("anna"),
            "{text}"
        );
        assert_eq!(
            metadata.title(&text).as_deref(),
            Some("Reset your password"),
            "{text}"
        );
    }
}

#[test]
fn safe_fixes_leave_nothing_to_say_and_the_same_values() {
    for (right, wrong) in [
        ("reset it", "\"reset\" it"),
        ("\"article\"", "\"article\"l"),
        ("\"article\"\n   ", "\"article\""),
        ("<properties", "<Properties"),
        ("to reset", "to\n   reset"),
        ("ben\" />", "ben\" >"),
        ("<properties\n", "<properties\n\n \n"),
        ("<properties", "text<properties"),
        ("services", "sevices"),
        ("ms.topic=", "ms.topic＝"),
    ] {
        let text = WHOLE.replacen(right, wrong, 1);
        let (before, found) = read_page(&text);
        assert!(
            found
                .iter()
                .all(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))
        );
        let fixed = fixed(&text, &found);
        let (after, found) = read_page(&fixed);
        assert_eq!(found, [], "{fixed}");
        for name in ["description", "ms.topic", "ms.date", "authors"] {
            assert_eq!(before.get(&text, name), after.get(&fixed, name), "{name}");
        }
    }
}

#[test]
fn only_the_head_of_a_file_is_front_matter() {
    for text in [
        "# Title\n\nText.\n\n<properties pageTitle=\"x\" />\n",
        "Begin with `<properties pageTitle=\"x\" />`.\n",
        "```\n<properties pageTitle=\"x\" />\n```\n",
        "---\n\nBetween two breaks.\n\n---\n",
        "---\nNo key here.\n",
        "<div ms=\"x\">\n</div>\n",
        "<!-- ms.date = nothing -->\n",
        "",
    ] {
        let (metadata, found) = read_page(text);
        assert_eq!(content(text, &metadata), text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].code, Code::FrontMatterMissing, "{text}");
    }
}

#[test]
fn includes_and_contents_files_need_no_front_matter() {
    for need in [Need::Include, Need::Contents] {
        let mut found = Vec::new();
        read(SourceId(0), "# Title\n", need, &mut found);
        assert_eq!(found, []);
    }
}

#[test]
fn broken_yaml_is_one_finding_and_no_content() {
    let nested = "[".repeat(5_000);
    let aliases: String = (0..30)
        .map(|n| {
            format!(
                "a{}: &a{} [{}]\n",
                n + 1,
                n + 1,
                format!("*a{n},").repeat(9)
            )
        })
        .collect();
    for (yaml, place) in [
        ("title: \"x\nms.date: y\n".to_owned(), None),
        ("title: a\ntitle: b\n".to_owned(), None),
        ("\ttitle: a\nb: c\n".to_owned(), Some("\ttitle: a")),
        (format!("a: {nested}\n"), None),
        (format!("a0: &a0 x\n{aliases}"), None),
        (format!("a: b\n{}: c\n", "k".repeat(1_000_000)), Some("")),
    ] {
        let text = format!("---\n{yaml}---\n# Title\n");
        let began = std::time::Instant::now();
        let (metadata, found) = read_page(&text);
        assert!(began.elapsed().as_secs() < 2, "{:.80}", yaml);
        assert_eq!(found.len(), 1, "{:.80}", yaml);
        assert_eq!(found[0].code, Code::FrontMatterInvalid);
        assert!(found[0].message.len() < 300, "{}", found[0].message);
        if let Some(place) = place {
            assert_eq!(&text[found[0].range().as_usize()], place);
        }
        assert_eq!(content(&text, &metadata), "# Title\n");
    }
    let text = "---\ntitle: x\n\n# Title\n";
    let (metadata, found) = read_page(text);
    assert_eq!(findings(text, &found), [(Code::FrontMatterInvalid, "---")]);
    assert_eq!(content(text, &metadata), "\n# Title\n");
}

#[test]
fn hostile_heads_are_read_in_linear_time() {
    for piece in [
        "a=\"b\"x ",
        "\"",
        "a=\" ",
        "ms.date= ",
        "<",
        "a=\"x\n",
        "k ",
        "\"\n",
        "'\"",
    ] {
        let text = format!("<properties a=\"{}", piece.repeat(300_000));
        let began = std::time::Instant::now();
        read_page(&text);
        assert!(began.elapsed().as_secs() < 5, "{piece}");
    }
}

fn every_range_is_within(text: &str) {
    let (metadata, found) = read_page(text);
    for attribute in &metadata.attributes {
        assert!(text.get(attribute.value.as_usize()).is_some());
        assert!(text.get(attribute.name.as_usize()).is_some());
    }
    content(text, &metadata);
    for finding in &found {
        assert!(text.get(finding.range().as_usize()).is_some());
    }
}

#[test]
fn every_prefix_is_read() {
    for text in [WHOLE, YAML] {
        for end in 0..text.len() {
            every_range_is_within(&text[..end]);
        }
    }
}

proptest! {
    #[test]
    fn anything_is_read(text in r#"(<|>|/>|"|'|=|properties|tags|標籤|ms\.date|title|:|---|\n|\r| |\t|\u{feff}|é|&){0,40}"#) {
        every_range_is_within(&text);
    }

    #[test]
    fn any_splice_is_read(at in 0..WHOLE.len(), length in 0..40_usize, text in "(?s).{0,8}") {
        let mut whole = WHOLE.to_owned();
        whole.replace_range(at..(at + length).min(WHOLE.len()), &text);
        every_range_is_within(&whole);
    }
}

#[test]
fn a_tag_is_told_and_makes_no_object_of_its_value() {
    let text =
        "---\ntitle: !!python/object/apply:os.system Codes\nms.date: 03/01/2026\n---\n# Codes\n";
    let (metadata, found) = read_page(text);
    let tag = "!!python/object/apply:os.system";
    assert_eq!(findings(text, &found), [(Code::FrontMatterInvalid, tag)]);
    assert_eq!(
        found[0].message,
        format!("the YAML front matter has the tag `{tag}`")
    );
    assert_eq!(metadata.title(text).as_deref(), Some("Codes"));
    assert_eq!(content(text, &metadata), "# Codes\n");
}
