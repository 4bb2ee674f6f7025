//! The whole output of each report format for one small set of findings.

use docent::diagnostic::{Code, Diagnostic, Edit, Fix, Level};
use docent::report::{Format, Group, Hidden, Options, Report, SourceView, Totals, Unchecked};
use docent::source::SourceId;
use docent::span::{Span, TextRange};

/// File, locale and text of each source; `en-US` is the source locale.
const SOURCES: &[(&str, &str, &str)] = &[
    (
        "en/a.md",
        "en-US",
        "# Lost phone\n\nSee [the app](app.md) or [codes](codes.md).\n",
    ),
    ("en/b, c.md", "en-US", "Go to [the app](app.md): 50%.\n"),
    (
        "ja/a.md",
        "ja-JP",
        "# 電話の紛失\n\n[アプリ](app.md)または[コード](codes.md)を参照してください。このページでは、電話を紛失した場合に二段階認証を続ける方法と、新しい電話を登録する方法を説明します。詳細については、[サポート](support.md)にお問い合わせください。\n",
    ),
    (
        "nl/a.md",
        "nl-NL",
        "# Telefoon kwijt\n\nZie [de app](app.md) of [codes](codes.md).\n\n```powershell\nGet-Phone\n",
    ),
];

fn view(source: SourceId) -> SourceView {
    let (file, locale, text) = SOURCES[source.index()];
    SourceView {
        file: file.into(),
        locale: locale.into(),
        path: file.split_once('/').expect("files lie in folders").1.into(),
        is_source_locale: locale == "en-US",
        text: text.to_owned().into(),
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
        Diagnostic::new(
            Code::FileNameCase,
            span,
            "the page is called `Codes.md`",
            "Codes.md",
        )
        .with_help("write `Codes.md`")
        .with_fix(Fix::safe(span, "Codes.md"))
    };
    let support = missing(2, "support.md")
        .with_help("did you mean `app.md`?")
        .with_related(span(2, "電話"), "the page is about this")
        .with_fix(Fix {
            safe: false,
            edits: vec![
                Edit {
                    span: span(2, "サポート"),
                    replacement: "App".into(),
                },
                Edit {
                    span: span(2, "support.md"),
                    replacement: "app.md".into(),
                },
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
        unchecked: vec![
            (Unchecked::External, 56),
            (Unchecked::BehindMissingInclude, 7),
        ],
        hidden: vec![(Hidden::Baseline, 8)],
    }
}

fn report() -> Report {
    let findings = findings();
    let findings = findings
        .iter()
        .map(|(level, finding)| (*level, finding.clone()));
    Report::new(findings, &view, totals())
}

fn printed(report: &Report, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    report
        .print(format, options, &mut out)
        .expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Compares with the file in `tests/report`; with `UPDATE=1` writes it instead: then read the difference.
fn assert_prints(format: Format, options: &Options, report: &Report, file: &str) {
    let path = format!("{}/tests/report/{file}", env!("CARGO_MANIFEST_DIR"));
    let printed = printed(report, format, options);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &printed).expect("the expectation is written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        printed, expected,
        "{file}: run with UPDATE=1 and read the difference"
    );
}

#[test]
fn every_format_prints_every_finding() {
    let in_repository = Options {
        folders: vec![(String::new(), "docs/".into())],
        code_url: "https://docent.example/codes/{code}/".into(),
        ..Options::default()
    };
    let files = [
        (Format::Full, "full.txt"),
        (Format::Concise, "concise.txt"),
        (Format::Json, "json.json"),
        (Format::JsonLines, "json-lines.jsonl"),
        (Format::Github, "github.txt"),
        (Format::Azure, "azure.txt"),
        (Format::Gitlab, "gitlab.json"),
        (Format::Junit, "junit.xml"),
        (Format::Sarif, "sarif.json"),
        (Format::Markdown, "markdown.md"),
    ];
    assert_eq!(files.map(|(format, _)| format), Format::ALL);
    for (format, file) in files {
        assert_prints(format, &in_repository, &report(), file);
    }
}

#[test]
fn no_text_of_a_finding_commands_a_terminal() {
    const ODD: &str = "x\u{1b}[31m\u{7}\u{202e}y";
    let odd_view = |_: SourceId| SourceView {
        file: format!("en/{ODD}.md").into(),
        locale: "en-US".into(),
        path: format!("{ODD}.md").into(),
        is_source_locale: true,
        text: format!("# {ODD}\n\n{ODD}\n").into(),
    };
    let at = |start: usize| Span::new(SourceId(0), TextRange::of(start..start + ODD.len()));
    let finding = |start| {
        Diagnostic::new(Code::FileNotFound, at(start), format!("no `{ODD}`"), ODD)
            .with_help(format!("did you mean `{ODD}`?"))
            .with_related(at(2), format!("of `{ODD}`"))
    };
    let findings = [
        (Level::Error, finding(2)),
        (Level::Error, finding(4 + ODD.len())),
    ];
    let report = Report::new(findings, &odd_view, totals());
    for format in [Format::Full, Format::Concise, Format::Markdown] {
        for group in [Group::Cause, Group::File, Group::Code] {
            let options = Options {
                group,
                every_place: true,
                ..Options::default()
            };
            let text = printed(&report, format, &options);
            let commands = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            let odd = text.lines().find(|line| line.contains(commands));
            assert_eq!(odd, None, "{}", format.as_str());
        }
    }
}

#[test]
fn a_clean_run_says_what_was_checked() {
    let clean = Report {
        findings: Vec::new(),
        totals: totals(),
    };
    let files = [
        (Format::Full, "clean-full.txt"),
        (Format::Json, "clean-json.json"),
        (Format::Gitlab, "clean-gitlab.json"),
        (Format::Junit, "clean-junit.xml"),
        (Format::Sarif, "clean-sarif.json"),
        (Format::Markdown, "clean-markdown.md"),
    ];
    for (format, file) in files {
        assert_prints(format, &Options::default(), &clean, file);
    }
}

/// A report of many findings with as many causes: an error last, and each twentieth one in a translation as well.
fn many(findings: usize) -> Report {
    let missing = |source, nth: usize| {
        let span = span(source, "app.md");
        Diagnostic::new(Code::FileNotFound, span, "no page", nth.to_string())
    };
    let own = (0..findings).map(|nth| {
        let level = if nth + 1 < findings {
            Level::Warning
        } else {
            Level::Error
        };
        (level, missing(0, nth))
    });
    let inherited = (0..findings)
        .step_by(20)
        .map(|nth| (Level::Warning, missing(3, nth)));
    Report::new(own.chain(inherited), &view, totals())
}

#[test]
fn sarif_stays_within_the_limits_of_github() {
    let run = |findings| {
        let text = printed(&many(findings), Format::Sarif, &Options::default());
        let mut log: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        log["runs"][0].take()
    };
    let results = |run: &serde_json::Value| run["results"].as_array().map_or(0, Vec::len);
    let whole = run(25_000);
    assert_eq!(
        (results(&whole), &whole["invocations"]),
        (25_000, &serde_json::Value::Null)
    );
    let translated = |result: &&serde_json::Value| {
        result["properties"]["translations"] == serde_json::json!(["nl-NL"])
    };
    let translations = whole["results"]
        .as_array()
        .map(|all| all.iter().filter(translated).count());
    assert_eq!(translations, Some(1250));
    let cut = run(25_002);
    assert_eq!(
        (results(&cut), cut["results"][0]["level"].as_str()),
        (25_000, Some("error"))
    );
    let notification = &cut["invocations"][0]["toolExecutionNotifications"][0];
    let words = notification["message"]["text"]
        .as_str()
        .expect("it says so");
    assert!(words.starts_with("2 findings left out"), "{words}");
}

#[test]
fn a_rule_says_what_its_code_means() {
    let options = Options {
        explain: docent::command::explain::explanation,
        ..Options::default()
    };
    let text = printed(&report(), Format::Sarif, &options);
    let log: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("a list");
    for rule in rules {
        for words in [
            &rule["shortDescription"]["text"],
            &rule["fullDescription"]["text"],
            &rule["help"]["text"],
            &rule["help"]["markdown"],
        ] {
            assert!(
                words.as_str().is_some_and(|words| words.len() > 20),
                "{rule}"
            );
        }
    }
}

#[test]
fn services_that_cut_get_the_most_useful_first() {
    let report = report();
    let ranked = report.by_use();
    let ranked = ranked
        .iter()
        .map(|found| (found.level, found.code.as_str(), &*found.place.file));
    let expected = [
        (Level::Error, "file-not-found", "en/a.md"),
        (Level::Error, "file-not-found", "ja/a.md"),
        (Level::Error, "code-fence-unclosed", "nl/a.md"),
        (Level::Error, "file-not-found", "en/b, c.md"),
    ];
    assert_eq!(ranked.take(4).collect::<Vec<_>>(), expected);
}

#[test]
fn findings_are_put_together_by_cause_or_code() {
    for group in [Group::Cause, Group::Code] {
        let options = Options {
            group,
            ..Options::default()
        };
        let name = group.as_str();
        assert_prints(
            Format::Full,
            &options,
            &report(),
            &format!("full-by-{name}.txt"),
        );
        assert_prints(
            Format::Concise,
            &options,
            &report(),
            &format!("concise-by-{name}.txt"),
        );
    }
}

#[test]
fn a_cause_is_shown_in_the_source_locale() {
    // A translation without a source page, whose folder comes first.
    let view = |source: SourceId| match source {
        SourceId(3) => SourceView {
            file: "de/z.md".into(),
            locale: "de-DE".into(),
            path: "z.md".into(),
            ..view(source)
        },
        source => view(source),
    };
    let findings = [3, 0].map(|source| (Level::Error, missing(source, "app.md")));
    let report = Report::new(findings, &view, totals());
    let [entry] = &report.entries(Group::Cause)[..] else {
        panic!("they have one cause");
    };
    assert_eq!(&*report.shown(entry).locale, "en-US");
}

#[test]
fn every_finding_is_in_exactly_one_entry() {
    let report = report();
    for &group in Group::ALL {
        let entries = report.entries(group);
        let mut all: Vec<usize> = entries
            .iter()
            .flat_map(|entry| std::iter::once(&entry.shown).chain(&entry.folded))
            .copied()
            .collect();
        all.sort_unstable();
        assert_eq!(
            all,
            (0..report.findings.len()).collect::<Vec<_>>(),
            "{group:?}"
        );
    }
}

#[test]
fn colours_are_printed_when_asked_for() {
    let options = Options {
        colour: true,
        limit: 1,
        ..Options::default()
    };
    assert_prints(Format::Full, &options, &report(), "full-coloured.txt");
}

#[test]
fn the_formats_for_people_count_what_is_above_the_limit() {
    let options = Options {
        limit: 2,
        ..Options::default()
    };
    assert_prints(Format::Concise, &options, &report(), "concise-limited.txt");
    let many: Vec<Diagnostic> = (0..5000)
        .map(|_| missing(2, "support.md").with_help("did you mean this long, long name of a page?"))
        .collect();
    let many = many.iter().map(|finding| (Level::Error, finding.clone()));
    let many = Report::new(many, &view, totals());
    let comment = printed(&many, Format::Markdown, &Options::default());
    assert!(comment.len() < 60_000, "{}", comment.len());
    assert!(comment.contains("more findings (`--output-format json` has all of them)"));
    assert_eq!(
        comment.matches("<details>").count(),
        comment.matches("</details>").count()
    );
}

#[test]
fn the_order_of_the_diagnostics_does_not_matter() {
    let mut findings = findings();
    findings.reverse();
    let findings = findings
        .iter()
        .map(|(level, finding)| (*level, finding.clone()));
    let reversed = Report::new(findings, &view, totals());
    let options = Options::default();
    assert_eq!(
        printed(&reversed, Format::JsonLines, &options),
        printed(&report(), Format::JsonLines, &options)
    );
}

#[test]
fn fingerprints_survive_moved_lines_and_differ_within_a_file() {
    let report = report();
    let mut fingerprints: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.fingerprint)
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), report.findings.len());

    let moved = |source: SourceId| SourceView {
        text: format!("\n\n{}", view(source).text).into(),
        ..view(source)
    };
    let again = findings();
    let again = again
        .iter()
        .map(|(level, finding)| (*level, finding.clone()));
    let again = Report::new(again, &moved, totals());
    let ids = |report: &Report| -> Vec<_> {
        let findings = report.findings.iter();
        findings
            .map(|finding| (finding.fingerprint, finding.cause))
            .collect()
    };
    assert_eq!(ids(&again), ids(&report));
}

#[test]
fn places_at_the_edges_of_a_text_are_printed() {
    let edges = [
        ("", 0..0),
        ("a", 1..1),
        ("a\n", 2..2),
        ("\u{8aaa}", 1..2),
        ("a", 5..9),
        ("\r\n\t", 0..3),
    ];
    for (text, range) in edges {
        let view = |_| SourceView {
            text: text.to_owned().into(),
            ..view(SourceId(0))
        };
        let span = Span::new(SourceId(0), TextRange::of(range));
        let finding = Diagnostic::new(Code::NotUtf8, span, "odd", "odd").with_related(span, "here");
        let report = Report::new([(Level::Error, finding.clone())], &view, totals());
        for &format in Format::ALL {
            let printed = printed(&report, format, &Options::default());
            assert!(printed.contains("odd"), "{text:?} {}", format.as_str());
        }
    }
}

#[test]
fn a_closed_pipe_is_an_error() {
    let options = Options::default();
    for &format in Format::ALL {
        let mut room = [0; 50];
        let result = report().print(format, &options, &mut room.as_mut_slice());
        assert!(result.is_err(), "{}", format.as_str());
    }
}

#[test]
fn a_million_links_in_one_line_are_placed_in_time_and_the_rest_is_counted() {
    let text: std::sync::Arc<String> = "[a](b.md) ".repeat(100_000).into();
    let view = |_| SourceView {
        text: text.clone(),
        ..view(SourceId(0))
    };
    let findings: Vec<Diagnostic> = (0..100_000)
        .map(|nth| {
            let at = TextRange::new(nth * 10 + 4, nth * 10 + 8);
            Diagnostic::new(
                Code::FileNotFound,
                Span::new(SourceId(0), at),
                "no page `b.md`",
                "b.md",
            )
        })
        .collect();
    let findings = findings
        .iter()
        .map(|finding| (Level::Error, finding.clone()));
    let report = Report::new(findings, &view, totals());
    assert_eq!(report.findings[99_999].place.start.column, 999_995);
    let options = Options {
        limit: 1000,
        ..Options::default()
    };
    let printed = printed(&report, Format::Full, &options);
    assert!(printed.contains("\n… and 99,000 more findings"));
}
