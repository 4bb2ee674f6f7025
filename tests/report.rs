//! The whole output of each report format for one small set of findings.

use docent::diagnostic::{Code, Diagnostic, Edit, Fix, Level};
use docent::report::{Format, Group, Hidden, Options, Report, SourceView, Totals, Unchecked};
use docent::source::SourceId;
use docent::span::{Span, TextRange};

/// File, locale and text of each source; `en-US` is the source locale.
const SOURCES: &[(&str, &str, &str)] = &[
    ("en/a.md", "en-US", "# Lost phone\n\nSee [the app](app.md) or [codes](codes.md).\n"),
    ("en/b, c.md", "en-US", "Go to [the app](app.md): 50%.\n"),
    ("ja/a.md", "ja-JP", "# 電話の紛失\n\n[アプリ](app.md)または[コード](codes.md)を参照してください。このページでは、電話を紛失した場合に二段階認証を続ける方法と、新しい電話を登録する方法を説明します。詳細については、[サポート](support.md)にお問い合わせください。\n"),
    ("nl/a.md", "nl-NL", "# Telefoon kwijt\n\nZie [de app](app.md) of [codes](codes.md).\n\n```powershell\nGet-Phone\n"),
];

fn view(source: SourceId) -> SourceView {
    let (file, locale, text) = SOURCES[source.index()];
    SourceView {
        file: file.into(),
        locale: locale.into(),
        path: file.split_once('/').expect("files lie in folders").1.into(),
        is_source_locale: locale == "en-US",
        text: text.into(),
    }
}

/// Where `words` stand in a source.
fn span(source: u32, words: &str) -> Span {
    let text = SOURCES[source as usize].2;
    let start = text.find(words).expect("the words stand in the source");
    Span::new(SourceId(source), TextRange::of(start..start + words.len()))
}

fn missing(source: u32, page: &str) -> Diagnostic {
    let span = span(source, page);
    Diagnostic::new(Code::FileNotFound, span, format!("no page `{page}`"), page)
}

fn findings() -> Vec<(Level, Diagnostic)> {
    let codes = |source| {
        let span = span(source, "codes.md");
        Diagnostic::new(Code::FileNameCase, span, "the page is called `Codes.md`", "Codes.md")
            .with_help("write `Codes.md`")
            .with_fix(Fix::safe(span, "Codes.md"))
    };
    let support = missing(2, "support.md")
        .with_help("did you mean `app.md`?")
        .with_related(span(2, "電話"), "the page is about this")
        .with_fix(Fix {
            safe: false,
            edits: vec![
                Edit { span: span(2, "サポート"), replacement: "App".into() },
                Edit { span: span(2, "support.md"), replacement: "app.md".into() },
            ],
        });
    let fence = Diagnostic::new(
        Code::CodeFenceUnclosed,
        span(3, "```powershell\nGet-Phone\n"),
        "this fence is never closed: 100% of the rest is code",
        "a.md fence 1",
    );
    let hint = Diagnostic::new(Code::HeadingNoSpace, span(1, "Go"), "a\u{1b}[31m|<b>", "x");
    vec![
        (Level::Error, fence),
        (Level::Error, missing(1, "app.md")),
        (Level::Error, missing(3, "app.md")),
        (Level::Error, missing(2, "app.md")),
        (Level::Error, missing(0, "app.md")),
        (Level::Warning, codes(0)),
        (Level::Warning, codes(2)),
        (Level::Warning, codes(3)),
        (Level::Error, support),
        (Level::Hint, hint),
        (Level::Off, missing(0, "Lost")),
    ]
}

fn totals() -> Totals {
    Totals {
        files: 4,
        pages: 3,
        locales: 3,
        links: 1234,
        unchecked: vec![(Unchecked::External, 56), (Unchecked::BehindMissingInclude, 7)],
        hidden: vec![(Hidden::Baseline, 8)],
    }
}

fn report() -> Report {
    let findings = findings();
    let findings = findings.iter().map(|(level, finding)| (*level, finding));
    Report::new(findings, &view, totals())
}

fn printed(report: &Report, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    report.print(format, options, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn show() {
    for &format in Format::ALL {
        println!("=== {}\n{}", format.as_str(), printed(&report(), format, &Options::default()));
    }
    for group in [Group::Cause, Group::Code] {
        let options = Options { group, ..Options::default() };
        println!("=== full {group:?}\n{}", printed(&report(), Format::Full, &options));
        println!("=== concise {group:?}\n{}", printed(&report(), Format::Concise, &options));
    }
}
