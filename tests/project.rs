//! How a project is opened and what a build does to the output: what is read, what is refused, what is published.

#[path = "cli/site.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod site;

use site::{Site, page};

const TWO: &str =
    "title: T\nsource: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n";

/// Two locales with a page each.
fn two(config: &str) -> Site {
    Site::new(&[
        ("docent.yml", config),
        ("en/a.md", &page("A", "Text.\n")),
        ("nl/a.md", &page("A", "Tekst.\n")),
    ])
}

#[test]
fn a_configuration_that_would_wreck_the_site_is_not_built() {
    let cases = [
        (
            format!("{TWO}exclude: [\n"),
            "docent.yml:7:1: error[config-invalid] the file cannot be read",
        ),
        (
            TWO.replace("nl-NL", "nl_NL"),
            "docent.yml:5:12: error[config-invalid] `nl_NL` is no language tag\n  help: write a BCP 47 tag such as `nl-NL`\n",
        ),
        (
            TWO.replace("dir: nl", "dir: nl, direction: up"),
            "docent.yml:5:39: error[config-invalid] `locales[1].direction` must be one of `ltr`, `rtl`\n",
        ),
    ];
    for (config, expected) in cases {
        let site = two(TWO);
        assert_eq!(site.run(&["build", "-q"]).code, 0);
        site.write("docent.yml", &config);
        let before = site.files();
        for arguments in [&["build"][..], &["build", "-q"]] {
            let ran = site.run(arguments);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.stderr.starts_with(expected), "{ran:?}");
            assert!(
                ran.stderr
                    .contains("error: `docent.yml` has 1 mistake, so nothing is written\n"),
                "{ran:?}"
            );
            assert_eq!(site.files(), before, "{config}");
        }
        let checked = site.run(&["check", "--output-format", "concise"]);
        assert_eq!(checked.code, 1, "{checked:?}");
        assert!(checked.stdout.contains("error[config-invalid]"));
    }
    let unknown = two(&format!("{TWO}titel: x\n"));
    assert_eq!(unknown.run(&["build", "-q"]).code, 0, "a key too many");
}

#[test]
fn what_the_configuration_names_and_cannot_be_used_is_not_built() {
    const LIST: &str = ".openpublishing.redirection.json";
    let redirects = r#"{"redirections": [{"source_path": "old.md", "redirect_url": "/en-us/a/"}]}"#;
    let site = two(TWO);
    site.write(LIST, redirects);
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    assert!(site.path("public/en-us/old/index.html").exists());
    let form =
        "\n  help: write `{ \"redirections\": [{ \"source_path\": …, \"redirect_url\": … }] }`\n";
    let comma = redirects.replace("}]", "},]");
    for (config, list, expected) in [
        (
            String::new(),
            &*comma,
            format!("{LIST}:1:74: error[config-invalid] the list of redirects cannot be read: trailing comma{form}error: `{LIST}` has 1 mistake, so nothing"),
        ),
        (
            "redirects: nope.json\n".to_owned(),
            redirects,
            "docent.yml:6:12: error[config-invalid] the list of redirects `nope.json` does not exist\n  help: correct the path, or leave `redirects` out\nerror: `docent.yml` has 1 mistake".to_owned(),
        ),
        (
            "logo: nope.svg\n".to_owned(),
            &comma,
            "docent.yml:6:7: error[config-invalid] there is no logo `nope.svg`\n".to_owned(),
        ),
    ] {
        site.write("docent.yml", &format!("{TWO}{config}"));
        site.write(LIST, list);
        let before = site.files();
        let ran = site.run(&["build", "-q"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.starts_with(&expected), "{ran:?}");
        assert_eq!(site.files(), before, "{expected}");
    }
    // The last one has a mistake in each file.
    let both = format!("error: `docent.yml` and `{LIST}` have 2 mistakes, so nothing is written\n");
    assert!(site.run(&["build"]).stderr.contains(&both));
    // One entry that cannot be used costs one redirect, and is named.
    site.write("docent.yml", TWO);
    site.write(
        LIST,
        &redirects.replace(
            "[{",
            r#"[{"source_path": "../b.md", "redirect_url": "/a"}, {"#,
        ),
    );
    let ran = site.run(&["build", "-q"]);
    let told =
        format!("{LIST}:1:36: error[config-invalid] `../b.md` leads out of the content root\n");
    ran.expect(0, "", &told);
    assert!(site.path("public/en-us/old/index.html").exists());
}

#[test]
fn a_quiet_build_says_what_makes_it_fail() {
    let site = two(TWO);
    site.write("en/a.md", &page("A", "[gone](gone.md)\n"));
    site.run(&["build", "-q"]).expect(0, "", "");
    let told = "en/a.md:15:8: error[file-not-found] no file `gone.md`\n";
    site.run(&["build", "-q", "--strict"]).expect(1, "", told);
    let ran = site.run(&["build", "--strict"]);
    let all = format!("{told}findings: 1 error, 0 warnings; `docent check` lists them\n");
    assert!(ran.stderr.ends_with(&all), "{ran:?}");
}

#[test]
fn a_check_that_finds_nothing_to_read_names_the_broken_configuration() {
    let site = Site::new(&[
        ("docs/a.md", &page("A", "Text.\n")),
        (
            "site/docent.yml",
            "locales: [{ tag: en-US, dir: ../docs }]\nexclude: [\n",
        ),
    ]);
    let ran = site.run_in("site", &["check"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let first = "docent.yml:3:1: error[config-invalid] the file cannot be read: ";
    assert!(ran.stderr.starts_with(first), "{ran:?}");
}

#[test]
fn a_site_without_pages_is_an_error_and_a_translation_without_pages_a_note() {
    let site = two(TWO);
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    std::fs::remove_file(site.path("nl/a.md")).expect("it is there");
    let note =
        "note: found no Markdown file in `nl`: every page of nl-NL is shown in another language\n";
    for command in ["check", "build"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stderr.starts_with(note), "{ran:?}");
    }
    std::fs::remove_file(site.path("en/a.md")).expect("it is there");
    let before = site.files();
    let error = format!(
        "error: found no Markdown file in `{}/en`, the folder of the source locale en-US\n  help: ",
        site.root()
    );
    for command in ["check", "build"] {
        let ran = site.run(&[command, "-q"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.starts_with(&error), "{ran:?}");
    }
    assert_eq!(site.files(), before);
}

/// A repository that is a locale's folder as a whole.
fn whole(config: &str) -> Site {
    Site::new(&[
        ("docs/docent.yml", config),
        ("docs/a.md", &page("A", "Text.\n")),
    ])
}

const WHOLE: &str = "title: T\nlocales: [{ tag: en-US, dir: . }]\n";

#[test]
fn an_output_of_docent_is_never_content() {
    let site = whole(WHOLE);
    for arguments in [&["build"][..], &["build", "-o", "preview"], &["build"]] {
        let ran = site.run_in("docs", arguments);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.stderr
                .contains("read 1 source in 1 locale, built 1 page in "),
            "{ran:?}"
        );
    }
    let ran = site.run_in("docs", &["check"]);
    let root = site.root();
    let note = format!("note: `{root}/docs/preview` is not read: it is an output of docent\n");
    assert_eq!(ran.stderr, note);
    assert!(
        ran.stdout.contains(" in 1 file and 1 page of 1 locale"),
        "{ran:?}"
    );
}

/// The files of a folder below it, but for the theme's, the search's and the manifest.
fn published(site: &Site, folder: &str) -> Vec<String> {
    let root = site.path(folder);
    let below = |path: &std::path::PathBuf| {
        let path = path.strip_prefix(&root).ok()?;
        Some(path.to_string_lossy().into_owned())
    };
    site.files().keys().filter_map(below).collect()
}

#[test]
fn published_are_media_and_what_pages_link_to() {
    let site = whole(&format!(
        "{WHOLE}output: ../public\nredirects: moved.json\n"
    ));
    let text = "[form](media/form.pdf) [twin](TOC.md) [own](docent.yml)\n\n[AZURE.INCLUDE [i](includes/i.md)]\n";
    for (path, text) in [
        ("a.md", &*page("A", text)),
        ("includes/i.md", "See [data](../media/data.csv).\n"),
        ("includes/unread.md", "See [other](../media/other.csv).\n"),
        ("media/form.pdf", "1"),
        ("media/data.csv", "2"),
        ("media/other.csv", "3"),
        ("media/shown.png", "4"),
        ("media/film.MP4", "5"),
        ("id_rsa", "secret"),
        ("secrets/prod.env", "secret"),
        ("deploy.sh", "secret"),
        ("package.json", "{}"),
        ("docent-baseline.json", "{}"),
        ("docent.sarif", "{}"),
        ("LICENSE", "text"),
        ("TOC.md", "# [A](a.md)\n"),
        ("moved.json", "{\"redirections\": []}"),
        ("locales/en-US/site.ftl", "search = Look\n"),
    ] {
        site.write(&format!("docs/{path}"), text);
    }
    let ran = site.run_in("docs", &["build", "-q"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut files = published(&site, "public/en-us");
    files.retain(|file| !file.ends_with(".html") && !file.starts_with("search-index/"));
    let expected = [
        "a.md",
        "llms.txt",
        "media/data.csv",
        "media/film.MP4",
        "media/form.pdf",
        "media/shown.png",
    ];
    assert_eq!(files, expected);
}

#[test]
fn what_a_fallback_page_links_to_is_published_where_its_text_is() {
    let site = two(TWO);
    let text = page("B", "[one](one.pdf) [two](two.pdf)\n");
    for (path, text) in [
        ("en/b.md", &*text),
        ("en/one.pdf", "1"),
        ("en/two.pdf", "2"),
        ("nl/two.pdf", "twee"),
        ("nl/three.pdf", "drie"),
    ] {
        site.write(path, text);
    }
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    let mut files = published(&site, "public");
    files.retain(|file| file.ends_with(".pdf"));
    assert_eq!(files, ["en-us/one.pdf", "en-us/two.pdf", "nl-nl/two.pdf"]);
}

#[test]
fn a_locale_without_folder_is_named_at_its_place() {
    let site = two(&TWO.replace("dir: nl", "dir: ../docs.nl-NL"));
    let error = "error: docent.yml:5:24: there is no folder `../docs.nl-NL`, which the locale nl-NL is in\n  help: make it (`docent new -l nl-NL articles/index.md` ";
    for command in ["check", "build", "serve"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.starts_with(error), "{ran:?}");
    }
    for arguments in [
        &["check", "-l", "en-US"][..],
        &["build", "-l", "en-us", "-o", "part"],
    ] {
        assert_eq!(site.run(arguments).code, 0, "{arguments:?}");
    }
}

#[test]
fn some_locales_are_built_into_a_folder_of_their_own_only() {
    let site = two(
        "title: { en-US: One, ja-JP: Three, nl-NL: Two }\nsource: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: ja-JP, dir: ja }\n  - { tag: nl-NL, dir: nl }\n",
    );
    site.write("ja/a.md", &page("A", "Text.\n"));
    let unknown = "error: there is no locale `xx`\n  help: the locales are en-US, ja-JP, nl-NL\n";
    site.run(&["build", "-l", "xx", "-o", "part"])
        .expect(2, "", unknown);
    let refused = "error: a site of some locales would take the place of the whole one in `public`\n  help: name a folder of its own for it with `--output-dir`\n";
    for output in [&[][..], &["-o", "public"], &["-o", "./public/"]] {
        let arguments = [&["build", "-l", "nl-NL"], output].concat();
        site.run(&arguments).expect(2, "", refused);
    }
    assert!(!site.path("public").exists());
    assert_eq!(
        site.run(&["build", "-q", "-l", "nl-NL", "-o", "part"]).code,
        0
    );
    assert!(site.path("part/en-us/a/index.html").exists());
    assert!(!site.path("part/ja-jp").exists());
    assert!(
        site.read("part/nl-nl/a/index.html")
            .contains("<title>A · Two</title>")
    );
}

#[test]
fn wrong_options_are_refused_before_anything_is_written() {
    let site = two(TWO);
    let help = "  help: write an address such as `https://help.example.org/docs/`, or a path such as `/docs/`\n";
    for (arguments, expected) in [
        (
            &["-u", "preview"][..],
            format!("error: `preview` is no base URL\n{help}"),
        ),
        (
            &["-u", "ftp://x/y"],
            format!("error: `ftp://x/y` is no base URL\n{help}"),
        ),
        (
            &["--deny", "file-not-fond"],
            "error: there is no code `file-not-fond`\n  help: did you mean `file-not-found`?\n"
                .to_owned(),
        ),
    ] {
        site.run(&[&["build"], arguments].concat())
            .expect(2, "", &expected);
    }
    assert!(!site.path("public").exists());
    for (url, expected) in [
        ("/docs", "href=\"/docs/theme/"),
        ("https://x.example/y/", "href=\"/y/theme/"),
    ] {
        assert_eq!(site.run(&["build", "-q", "-u", url]).code, 0);
        assert!(
            site.read("public/en-us/a/index.html").contains(expected),
            "{url}"
        );
    }
}

#[test]
fn a_configuration_of_another_name_or_none_is_noticed() {
    let site = Site::new(&[("content/en-US/a.md", &page("A", "Text.\n"))]);
    let root = site.root();
    let note = format!(
        "note: there is no `docent.yml` in `{root}` or a folder above it: everything has its default\n"
    );
    for command in ["check", "build"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stderr.starts_with(&note), "{ran:?}");
        assert_eq!(site.run(&[command, "-q"]).stderr, "");
    }
    site.write("docent.yaml", "title: T\n");
    let error = format!(
        "error: `{root}/docent.yaml` is not read because of its name\n  help: rename it to `docent.yml`\n"
    );
    for command in ["check", "build", "serve", "init"] {
        site.run(&[command]).expect(2, "", &error);
    }
    site.run_in("content", &["check", "en-US"])
        .expect(2, "", &error);
    site.write("docent.yml", "title: T\n");
    assert_eq!(site.run(&["check", "-q"]).code, 0);
}

#[test]
fn init_takes_the_markdown_that_is_there() {
    let dot = "title: \"Help\"\n\nsource: en-US\nlocales:\n  - { tag: en-US, dir: . }\nexclude: [\"README.md\"]\n";
    let docs = "title: \"Help\"\n\nsource: en-US\nlocales:\n  - { tag: en-US, dir: docs }\n";
    for (files, expected) in [
        (&["README.md", "articles/a.md"][..], dot),
        (&["README.md", "a.md", "docs/b.md"], dot),
        (
            &[
                "README.md",
                "docs/a.md",
                "docs/b/c.md",
                "node_modules/x/y.md",
            ],
            docs,
        ),
    ] {
        let site = Site::new(&[]);
        for file in files {
            site.write(&format!("help/{file}"), &page("A", "[gone](gone.md)\n"));
        }
        assert_eq!(site.run(&["init", "help"]).code, 0);
        let address = "\n# Where the site will stand. The sitemap and the canonical and hreflang links need it.\n# base_url: https://help.example.org/\n";
        let expected = format!("{expected}{address}");
        assert_eq!(site.read("help/docent.yml"), expected, "{files:?}");
        assert!(!site.path("help/content").exists());
        assert_eq!(site.run_in("help", &["check", "-q"]).code, 1, "{files:?}");
        assert_eq!(site.run_in("help", &["build", "-q"]).code, 0, "{files:?}");
    }
}

#[test]
fn sites_of_repositories_side_by_side_do_not_meet() {
    let site = Site::new(&[
        ("one/articles/a.md", &page("A", "One.\n")),
        ("two/articles/b.md", &page("B", "Two.\n")),
        ("two/public/sketch.png", "its own"),
    ]);
    for folder in ["one", "two"] {
        assert_eq!(site.run_in(folder, &["init", "-q"]).code, 0);
    }
    for folder in ["one", "two", "one"] {
        site.run_in(folder, &["build", "-q"]).expect(0, "", "");
    }
    assert!(site.path("one/public/en-us/articles/a/index.html").exists());
    assert!(site.path("two/site/en-us/articles/b/index.html").exists());
    assert!(!site.path("public").exists());
    let output = "\n# `public` is in use for something else.\noutput: site\n";
    assert!(site.read("two/docent.yml").contains(output));
}

#[test]
fn init_finds_locales_in_the_folder_that_holds_all_markdown() {
    let two = "source: en-US\nlocales:\n  - { tag: en-US, dir: docs/en-us }\n  - { tag: nl-NL, dir: docs/nl-nl }\n";
    let one = "source: en-US\nlocales:\n  - { tag: en-US, dir: docs }\n";
    for (more, expected) in [("README.md", two), ("docs/other/c.md", one)] {
        let site = Site::new(&[]);
        for file in ["docs/en-us/a.md", "docs/nl-nl/a.md", more] {
            site.write(file, &page("A", "Text.\n"));
        }
        assert_eq!(site.run(&["init", "-q"]).code, 0);
        let written = site.read("docent.yml");
        assert!(written.contains(expected), "{more}: {written}");
        site.run(&["check", "-q"]).expect(0, "", "");
    }
}

/// While docent serves, it reads a folder that is new by itself.
#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_not_followed_when_it_comes() {
    use docent::project::{Location, part, read_config};
    use std::os::unix::fs::symlink;

    let outside = Site::new(&[("secret.md", "# Secret\n")]);
    let site = two(TWO);
    let location = Location::find(Some(&site.path("")), None).expect("there is a site");
    let (config, _) = read_config(&location).expect("it can be read");
    let locale = config.locales.source();
    let paths = |below: &str| {
        let part = part(&location, &config, locale, below).expect("it can be read");
        let sources = part.sources.iter();
        sources.map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(paths(""), ["a.md"]);
    symlink(outside.path(""), site.path("en/out")).expect("there is no such file");
    symlink(site.path("en"), site.path("en/again")).expect("there is no such file");
    for below in ["out", "again", "out/secret.md", ""] {
        let expected: &[&str] = if below.is_empty() { &["a.md"] } else { &[] };
        assert_eq!(paths(below), expected, "{below}");
    }
}

#[test]
fn paths_to_what_is_never_read_say_so() {
    let site = Site::new(&[
        (
            "docent.yml",
            "title: T\nsource: en\nlocales: [{ tag: en, dir: en }]\n",
        ),
        (
            "en/a.md",
            &page(
                "A",
                "[1](.drafts/b.md) ![2](.png/x.png)\n\n[AZURE.INCLUDE [3](.i.md)]\n",
            ),
        ),
        ("en/.drafts/b.md", "# B\n"),
        ("en/.i.md", "Words.\n"),
    ]);
    let ran = site.run(&[
        "check",
        "--select",
        "file-not-found,image-not-found,include-not-found",
    ]);
    let help = "help: what is called with a dot in front, and `node_modules`, is no content and not read: ";
    assert_eq!(ran.stdout.matches(help).count(), 3, "{}", ran.stdout);
}
