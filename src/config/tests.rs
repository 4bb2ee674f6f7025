//! Tests of reading `docent.yml`.

use super::*;
use crate::diagnostic::Level;

const WHOLE: &str = r##"title: Two-step verification help
base_url: https://help.example.org/docs
source: en-US
locales:
  - { tag: en-US, dir: content/en-US, name: English }
  - { tag: nl-nl, dir: ../docs-nl-NL, fallback: [en-US] }
  - tag: ar-SA
exclude: ["**/drafts/**"]
includes: ["includes/**"]
output: public
theme: default
highlight: true
search: docent
videos: "https://video.example.org/{id}"
hosts: [Azure.Microsoft.com]
absolute_links: https://azure.microsoft.com/
callouts: { OPMERKING: note }
directives: { OPNEMEN: include }
checks:
  levels: { include-not-found: warning }
  paths:
    "articles/**": { file-not-found: hint }
    "articles/old/**": { file-not-found: off }
"##;

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).expect("the test's path is within the root")
}

fn problems(text: &str) -> Vec<(Code, u32, u32, String)> {
    Config::parse(text, &[])
        .1
        .into_iter()
        .map(|problem| {
            let help = problem.help.unwrap_or_default();
            let words = format!("{} {help}", problem.message);
            (problem.code, problem.line, problem.column, words)
        })
        .collect()
}

#[test]
fn only_what_is_filled_in_may_stand_in_braces() {
    let table = [
        ("edit_url: 'https://x/{file}/{locale}/{dir}/{path}'", ""),
        ("report_url: 'https://x/?a={\"b\":1}&t={title}'", ""),
        (
            "edit_url: 'https://x/{filee}'",
            "1:11 nothing is filled in for `{filee}` did you mean `{file}`?",
        ),
        (
            "feedback_url: 'https://x/{dir}'",
            "1:15 nothing is filled in for `{dir}` write one of `{url}`, `{locale}`, `{path}`, `{answer}`",
        ),
        ("editor_url: 'idea://open?file={file}&line={line}'", ""),
        (
            "editor_url: 'x://{lin}'",
            "1:13 nothing is filled in for `{lin}` did you mean `{line}`?",
        ),
        (
            "locales: [{ tag: nl-NL, edit_url: 'https://x/{url}' }]",
            "1:35 nothing is filled in for `{url}` write one of `{locale}`, `{path}`, `{dir}`, `{file}`",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn addresses_lead_to_the_same_place_from_every_page() {
    let path = "or a path of the host that begins with `/`";
    let no = |place: &str, url: &str| {
        format!("{place} `{url}` is no whole address write `https://{url}`, {path}")
    };
    for (text, expected) in [
        ("absolute_links: https://azure.microsoft.com", String::new()),
        ("absolute_links: HTTP://x", String::new()),
        ("edit_url: '/edit/{file}'", String::new()),
        (
            "report_url: 'mailto:docs@example.org?subject={title}'",
            String::new(),
        ),
        ("logo: media/logo.svg", String::new()),
        (
            "absolute_links: azure.microsoft.com",
            no("1:17", "azure.microsoft.com"),
        ),
        ("edit_url: 'x/{file}'", no("1:11", "x/{file}")),
        ("feedback_url: '?page={url}'", no("1:15", "?page={url}")),
        ("report_url: 'https://'", no("1:13", "https://")),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn hosts_are_hosts() {
    let no = |host: &str, meant: &str| {
        format!("1:9 `{host}` is no host write the host alone, as in `{meant}`")
    };
    for (host, expected) in [
        ("azure.microsoft.com", String::new()),
        ("localhost:8080", String::new()),
        (
            "https://azure.microsoft.com/x",
            no("https://azure.microsoft.com/x", "azure.microsoft.com"),
        ),
        (
            "azure.microsoft.com/",
            no("azure.microsoft.com/", "azure.microsoft.com"),
        ),
        ("*.microsoft.com", no("*.microsoft.com", "help.example.org")),
    ] {
        assert_eq!(told(&format!("hosts: ['{host}', y]")), expected, "{host}");
    }
    let (config, _) = Config::parse("hosts: [https://x, Y]", &[]);
    assert_eq!(config.hosts, ["y"]);
}

#[test]
fn a_glob_that_is_too_large_is_told_and_leaves_the_others() {
    let large = "[a-z]".repeat(400_000);
    // A key of more than 1024 characters is written behind a question mark.
    let paths = format!("checks:\n  paths:\n    ? '{large}'\n    : {{}}\n");
    let text = format!("exclude: ['{large}', 'drafts/**']\n{paths}");
    let (config, problems) = Config::parse(&text, &[]);
    let messages: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(messages, ["the glob is too large"; 2]);
    assert!(config.exclude.matches(&path("drafts/a.md")));
}

/// All problems as `line:column words`.
fn told(text: &str) -> String {
    let found = problems(text).into_iter();
    let told = found.map(|(_, line, column, words)| format!("{line}:{column} {words}"));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn each_locale_has_an_address_for_editing_and_a_folder_without_dots() {
    let text = "edit_url: https://all/\nlocales:\n  - { tag: en-US, dir: ./content/./en-US/ }\n  \
                - { tag: nl-NL, dir: ../nl, edit_url: https://own/ }\n";
    let (mut config, problems) = Config::parse(text, &[]);
    assert_eq!(problems, []);
    let urls = |config: &Config| -> Vec<String> {
        let urls = config.edit_urls.iter().flatten();
        urls.zip(&config.edit_folders)
            .map(|(url, folder)| format!("{url}{folder}"))
            .collect()
    };
    assert_eq!(urls(&config), ["https://all/content/en-US", "https://own/"]);
    let dutch = config.locales.find("nl-NL").expect("it is there");
    config.keep_locales(&[dutch]);
    assert_eq!(urls(&config), ["https://all/content/en-US", "https://own/"]);
}

#[test]
fn names_are_one_for_all_locales_or_one_for_each() {
    let text = "locales: [{tag: en-US}, {tag: nl-NL}, {tag: nl-BE, fallback: [nl-NL]}]\n\
                title: { nl-nl: Hulp, en-US: Help }\nservices:\n  mail: Mail\n  sign-in: { nl-NL: Aanmelden }\n";
    let (config, problems) = Config::parse(text, &[]);
    assert_eq!(problems, []);
    let names = |names: &Names| -> Vec<String> {
        let locales = config.locales.iter();
        locales.map(|(id, _)| names.get(id).to_owned()).collect()
    };
    assert_eq!(config.title, "Help");
    assert_eq!(names(&config.titles), ["Help", "Hulp", "Hulp"]);
    assert_eq!(names(&config.services["mail"]), ["Mail", "Mail", "Mail"]);
    let sign_in = &config.services["sign-in"];
    assert_eq!(names(sign_in), ["Aanmelden", "Aanmelden", "Aanmelden"]);
}

#[test]
fn a_name_for_a_locale_that_the_site_lacks_is_told() {
    let text = "locales: [{tag: en-US}]\ntitle: { en-UK: Help }\nservices: { mail: { fr-FR: Courrier } }\n";
    let message = |tag: &str| format!("`{tag}` is none of the site's locales ");
    assert_eq!(
        problems(text)
            .into_iter()
            .map(|(code, line, _, words)| (code, line, words))
            .collect::<Vec<_>>(),
        [
            (
                Code::ConfigInvalid,
                2,
                message("en-UK") + "did you mean `en-US`?"
            ),
            (Code::ConfigInvalid, 3, message("fr-FR")),
        ]
    );
    assert_eq!(Config::parse(text, &[]).0.title, "Documentation");
}

#[test]
fn a_whole_configuration_is_read() {
    let (config, problems) = Config::parse(WHOLE, &[]);
    assert_eq!(problems, []);
    assert_eq!(
        config.base_url.as_deref(),
        Some("https://help.example.org/docs/")
    );
    assert_eq!(config.base_path, "/docs/");
    let locales: Vec<_> = config
        .locales
        .iter()
        .map(|(id, locale)| {
            (
                &*locale.tag,
                &*locale.name,
                locale.direction.as_str(),
                config.folder(id),
                locale.fallback.len(),
            )
        })
        .collect();
    assert_eq!(
        locales,
        [
            ("en-US", "English", "ltr", "content/en-US", 0),
            ("nl-NL", "Nederlands", "ltr", "../docs-nl-NL", 1),
            ("ar-SA", "العربية", "rtl", "ar-SA", 1),
        ]
    );
    assert!(config.exclude.matches(&path("a/drafts/b.md")));
    assert!(config.includes.matches(&path("includes/a/b.md")));
    assert_eq!(
        config.videos.url("x").as_deref(),
        Some("https://video.example.org/x")
    );
    assert_eq!(config.hosts, ["azure.microsoft.com"]);
    assert_eq!(
        config.absolute_links.as_deref(),
        Some("https://azure.microsoft.com")
    );
    assert_eq!(config.callouts["opmerking"], Callout::Note);
    assert_eq!(config.directives["opnemen"], Directive::Include);
}

#[test]
fn the_last_glob_that_fits_decides_the_level() {
    let checks = Config::parse(WHOLE, &[]).0.checks;
    for (code, at, expected) in [
        (Code::IncludeNotFound, "a.md", Level::Warning),
        (Code::FileNotFound, "a.md", Level::Error),
        (Code::FileNotFound, "articles/a.md", Level::Hint),
        (Code::FileNotFound, "articles/old/a.md", Level::Off),
        (Code::FileNameCase, "articles/old/a.md", Level::Warning),
    ] {
        assert_eq!(checks.level(code, &path(at)), expected, "{code} {at}");
    }
}

#[test]
fn what_is_printed_reads_back_the_same() {
    for text in [
        "",
        WHOLE,
        "videos: { a: https://x.example/ }\nbase_url: /docs\n",
    ] {
        let config = Config::parse(text, &["nl-NL".to_owned()]).0;
        let printed = config.to_yaml();
        let (again, problems) = Config::parse(&printed, &[]);
        assert_eq!(problems, [], "{printed}");
        assert_eq!(again.to_yaml(), printed);
        assert_eq!(again.locales, config.locales);
    }
}

#[test]
fn without_locales_the_folders_tell() {
    let tags = |text: &str, detected: &[&str]| {
        let detected: Vec<String> = detected.iter().map(|dir| (*dir).to_owned()).collect();
        let config = Config::parse(text, &detected).0;
        let tags: Vec<String> = config
            .locales
            .iter()
            .map(|(id, locale)| format!("{}={}", locale.tag, config.folder(id)))
            .collect();
        let source = config.locales.get(config.locales.source()).tag.clone();
        (tags.join(" "), source)
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(tags("", &[]), pair("en-US=.", "en-US"));
    assert_eq!(tags("source: nl-NL", &[]), pair("nl-NL=.", "nl-NL"));
    assert_eq!(
        tags("", &["content/de-DE", "content/en-us"]),
        pair("de-DE=content/de-DE en-US=content/en-us", "en-US")
    );
}

/// What is written, and the finding that it gives: code, line, column, words of the message or help.
const MISTAKES: &[(&str, Code, u32, u32, &str)] = &[
    (
        "titel: x\n",
        Code::ConfigUnknownKey,
        1,
        1,
        "`titel` is no known key did you mean `title`?",
    ),
    (
        "# ü\nlocales:\n  - {tag: nl-NL, drr: x}\n",
        Code::ConfigUnknownKey,
        3,
        18,
        "`drr` is no known key did you mean `dir`?",
    ),
    (
        "checks:\n  levels:\n    file-not-fuond: off\n",
        Code::ConfigUnknownKey,
        3,
        5,
        "`file-not-fuond` is no code of a check did you mean `file-not-found`?",
    ),
    (
        "checks: {levels: {file-not-found: eror}}\n",
        Code::ConfigInvalid,
        1,
        35,
        "did you mean `error`?",
    ),
    (
        "highlight: [a]\n",
        Code::ConfigInvalid,
        1,
        12,
        "`highlight` must be `true` or `false`",
    ),
    (
        "title: [a, b]\n",
        Code::ConfigInvalid,
        1,
        8,
        "`title` must be text or a mapping of keys to values",
    ),
    (
        "exclude: drafts\n",
        Code::ConfigInvalid,
        1,
        10,
        "`exclude` must be a list",
    ),
    (
        "exclude:\n  - a\n  - '[a'\n",
        Code::ConfigInvalid,
        3,
        5,
        "`[a` is no glob",
    ),
    (
        "locales:\n  - dir: x\n",
        Code::ConfigInvalid,
        2,
        5,
        "`locales[0]` lacks `tag`",
    ),
    (
        "locales: [{tag: nl_NL}]\n",
        Code::ConfigInvalid,
        1,
        17,
        "`nl_NL` is no language tag",
    ),
    (
        "locales: [{tag: nl-NL}, {tag: nl-nl}]\n",
        Code::ConfigInvalid,
        1,
        31,
        "two locales `nl-NL`",
    ),
    (
        "locales: [{tag: nl-NL, fallback: [nl-NK]}]\n",
        Code::ConfigInvalid,
        1,
        35,
        "did you mean",
    ),
    (
        "source: nl-NL\nlocales: [{tag: en-US}]\n",
        Code::ConfigInvalid,
        1,
        9,
        "`nl-NL` is none of",
    ),
    (
        "base_url: help.example.org\n",
        Code::ConfigInvalid,
        1,
        11,
        "is no base URL",
    ),
    (
        "videos: https://x.example/\n",
        Code::ConfigInvalid,
        1,
        9,
        "is no address with `{id}`",
    ),
    (
        "videos: {a: 'javascript:x'}\n",
        Code::ConfigInvalid,
        1,
        13,
        "is no web address",
    ),
    (
        "videos: [a]\n",
        Code::ConfigInvalid,
        1,
        9,
        "must be text or a mapping",
    ),
    (
        "report_url: javascript:alert(1)\n",
        Code::ConfigInvalid,
        1,
        13,
        "is no web address",
    ),
    (
        "search: lunr\n",
        Code::ConfigInvalid,
        1,
        9,
        "must be one of `docent`, `pagefind`, `off`",
    ),
    (
        "limits: {include_depth: -1}\n",
        Code::ConfigInvalid,
        1,
        25,
        "must be a whole number from 0 to 4294967295",
    ),
    (
        "limits: {file_size: 5000000000}\n",
        Code::ConfigInvalid,
        1,
        21,
        "must be a whole number from 0 to 4294967295",
    ),
    (
        "title: a\ntitle: b\n",
        Code::ConfigInvalid,
        2,
        1,
        "duplicate",
    ),
    ("title: \"a\n", Code::ConfigInvalid, 2, 1, "cannot be read"),
    (
        "- a\n",
        Code::ConfigInvalid,
        1,
        1,
        "the file must be a mapping",
    ),
];

#[test]
fn each_mistake_is_told_at_its_place() {
    for &(text, code, line, column, words) in MISTAKES {
        let found = problems(text);
        let [(found_code, found_line, found_column, message)] = &found[..] else {
            panic!("{text} {found:?}");
        };
        assert!(message.contains(words), "{text} {message}");
        assert_eq!(
            (*found_code, *found_line, *found_column),
            (code, line, column),
            "{text} {message}"
        );
    }
}

#[test]
fn what_is_wrong_is_left_out_and_the_rest_counts() {
    let (config, problems) = Config::parse(
        "titel: x\ntitle: Help\nhighlight: 3\nsearch: off\nwatch:\n",
        &[],
    );
    assert_eq!(problems.len(), 2);
    assert_eq!(
        (config.title.as_str(), config.highlight, config.search),
        ("Help", true, Search::Off)
    );
}

#[test]
fn what_stands_behind_something_left_out_is_found() {
    let text = "locales:\n  - dir: x\n  - tag: n\n  - tag: nl-NL\n  - 3\n  - {tag: de-DE, fallback: [xx]}\n";
    let lines: Vec<u32> = problems(text).iter().map(|problem| problem.1).collect();
    assert_eq!(lines, [2, 3, 5, 6]);
}

#[test]
fn the_schema_names_and_describes_every_key() {
    let schema = Config::json_schema();
    let keys = schema["properties"].as_object().expect("it is an object");
    assert!(keys.len() > 20);
    for (key, of_key) in keys {
        assert!(of_key["description"].is_string(), "{key} {of_key}");
    }
    assert_eq!(schema["additionalProperties"], false);
}

proptest::proptest! {
    #[test]
    fn anything_is_read(text in r#"(title|locales|checks|videos|tag|:|: |- |é|,|\[|\]|\{|\}|"|'|\n|  |~|1|null|&x |\*x|\?|!t |#|\||\u{feff}){0,30}"#) {
        let (config, problems) = Config::parse(&text, &[]);
        assert!(!config.locales.is_empty());
        for problem in problems {
            assert!(text.get(problem.range.as_usize()).is_some());
        }
    }

    #[test]
    fn any_splice_is_read(at in 0..WHOLE.len(), length in 0..20_usize, text in "(?s)[ -~\n]{0,8}") {
        let mut whole = WHOLE.to_owned();
        whole.replace_range(at..(at + length).min(WHOLE.len()), &text);
        for problem in Config::parse(&whole, &[]).1 {
            assert!(whole.get(problem.range.as_usize()).is_some());
        }
    }
}

#[test]
fn locales_do_not_share_folders() {
    let problems = |dirs: [&str; 2], rest: &str| {
        let [one, two] = dirs;
        problems(&format!(
            "locales:\n  - {{ tag: en-US, dir: {one} }}\n  - {{ tag: nl-NL, dir: {two} }}\n{rest}"
        ))
    };
    let help = "give each locale a folder of its own, none within another's";
    for (dirs, relation) in [
        (["content/en", "content/en"], "is"),
        (["content/en", "./content//en/"], "is"),
        ([".", "content/nl"], "lies in"),
        (["content/nl", "content"], "holds"),
        (["a/../content", "content/x"], "lies in"),
    ] {
        let message = format!("`{}` {relation} the folder of en-US {help}", dirs[1]);
        let expected = (Code::ConfigInvalid, 3, 24, message);
        assert_eq!(problems(dirs, ""), [expected], "{dirs:?}");
    }
    for dirs in [
        ["content/en", "content/en-GB"],
        [".", "../docs.nl-NL"],
        ["en", "nl"],
        ["/content", "content"],
    ] {
        assert_eq!(problems(dirs, ""), [], "{dirs:?}");
    }
    let left_out = "exclude: [\"content/nl/**\"]\n";
    assert_eq!(problems([".", "content/nl"], left_out), []);
}

#[test]
fn tags_of_old_are_those_of_today() {
    let text =
        "source: in\nlocales: [{ tag: in }, { tag: iw, fallback: [in] }]\ntitle: { iw: Ezra }\n";
    let (config, problems) = Config::parse(text, &[]);
    assert_eq!(problems, []);
    let tags: Vec<_> = config
        .locales
        .iter()
        .map(|(id, locale)| (&*locale.tag, config.folder(id), locale.direction.as_str()))
        .collect();
    assert_eq!(tags, [("id", "in", "ltr"), ("he", "iw", "rtl")]);
    assert_eq!(config.title, "Ezra");
}

#[test]
fn a_title_may_look_like_a_number() {
    for (written, expected) in [("42", "42"), ("1.10", "1.10"), ("{ en-US: 007 }", "007")] {
        let text = format!("title: {written}\nlocales: [{{ tag: en-US }}]\n");
        let (config, problems) = Config::parse(&text, &[]);
        assert_eq!(problems, [], "{written}");
        assert_eq!(config.title, expected);
    }
}

#[test]
fn some_locales_keep_their_own_names_and_folders() {
    let text = "title: { en-US: One, ja-JP: Three, nl-NL: Two }\nservices: { x: { nl-NL: X } }\nlocales: [{ tag: en-US }, { tag: ja-JP }, { tag: nl-NL, dir: nl }]\n";
    let (mut config, _) = Config::parse(text, &[]);
    let dutch = config.locales.find("nl-NL").expect("it is there");
    config.keep_locales(&[dutch]);
    let dutch = config.locales.find("nl-NL").expect("it is kept");
    assert_eq!(config.titles.get(dutch), "Two");
    assert_eq!(config.services["x"].get(dutch), "X");
    assert_eq!(config.folder(dutch), "nl");
    assert_eq!(config.places[dutch.index()].map(|(line, _)| line), Some(3));
}
