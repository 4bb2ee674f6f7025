//! The program itself, run on small sites: arguments in; exit code, all that it prints and all that it writes out.

#[path = "cli/beginning.rs"]
mod beginning;
#[path = "cli/fixing.rs"]
mod fixing;
#[path = "cli/site.rs"]
mod site;
#[path = "cli/theming.rs"]
mod theming;

use site::{Ran, Site, page};

/// Two locales with the same broken link, one with other case, and a hint.
fn small() -> Site {
    Site::new(&[
        (
            "docent.yml",
            "title: T\nsource: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n",
        ),
        (
            "en/a.md",
            &page("A", "See [b](B.md) and [gone](gone.md).\n\n##No space\n"),
        ),
        ("en/b.md", &page("B", "Back to [a](a.md).\n")),
        ("nl/a.md", &page("A", "Zie [b](B.md) en [weg](gone.md).\n")),
    ])
}

#[test]
fn findings_are_printed_and_counted() {
    let ran = small().run(&["check", "--output-format", "concise"]);
    ran.expect(
        1,
        "en/a.md:15:26: error[file-not-found] no file `gone.md`; correct the path, or remove the link (and in 1 translation)\n\
         en/a.md:15:9: warning[file-name-case] the file is called `b.md`, in other case; write `b.md` (and in 1 translation)\n\
         2 errors and 2 warnings in 2 files, from 2 causes\n\
         checked 5 links in 3 files and 3 pages of 2 locales\n\
         not shown: 2 hints (`--select all` shows them)\n",
        "",
    );
}

/// The exit code and what is reported, a word for the file and one for the code: `en case`.
fn reported(site: &Site, arguments: &str) -> (i32, Vec<String>) {
    let always = ["check", "--output-format", "json-lines"];
    let arguments: Vec<&str> = always
        .into_iter()
        .chain(arguments.split_whitespace())
        .collect();
    let ran = site.run(&arguments);
    let found = ran.json_lines().into_iter().filter_map(|found| {
        let word = match found["code"].as_str()? {
            "file-not-found" => "gone",
            "file-name-case" => "case",
            "heading-no-space" => "space",
            _ => return None,
        };
        Some(format!(
            "{} {word}",
            found["file"].as_str()?.split('/').next()?
        ))
    });
    (ran.code, found.collect())
}

#[test]
fn what_is_reported_can_be_limited() {
    let site = small();
    let cases: &[(&str, i32, &[&str])] = &[
        ("", 1, &["en case", "en gone", "nl case", "nl gone"]),
        ("nl", 1, &["nl case", "nl gone"]),
        ("nl/", 1, &["nl case", "nl gone"]),
        ("./en/../nl/a.md", 1, &["nl case", "nl gone"]),
        ("en/b.md", 0, &[]),
        ("-l nl-nl", 1, &["nl case", "nl gone"]),
        ("--select file-name-case", 0, &["en case", "nl case"]),
        ("--select all en", 1, &["en case", "en gone", "en space"]),
        ("--ignore file-not-found", 0, &["en case", "nl case"]),
        (
            "--ignore file-not-found --deny warnings",
            1,
            &["en case", "nl case"],
        ),
        (
            "--ignore file-not-found,file-name-case --deny heading-no-space",
            1,
            &["en space"],
        ),
    ];
    for (arguments, code, expected) in cases {
        let expected: Vec<String> = expected.iter().map(|&words| words.to_owned()).collect();
        assert_eq!(reported(&site, arguments), (*code, expected), "{arguments}");
    }
}

#[test]
fn who_translates_can_leave_out_what_comes_from_the_source() {
    let site = small();
    let damaged = "Zie [b](B.md), [weg](gone.md) en [kwijt](kwijt.md).\n";
    site.write("nl/a.md", &page("A", damaged));
    let arguments = ["check", "--own", "--output-format", "concise"];
    site.run(&[&arguments[..], &["-l", "nl-NL"]].concat()).expect(
        1,
        "nl/a.md:15:42: error[file-not-found] no file `kwijt.md`; correct the path, or remove the link\n\
         1 error in 1 file, from 1 cause\n\
         checked 6 links in 3 files and 3 pages of 2 locales\n\
         not shown: 2 hints (`--select all` shows them), 2 in other paths, 2 from the source pages\n",
        "",
    );
    let ran = site.run(&["check", "-l", "nl-NL", "--statistics"]);
    let note = "note: 2 findings the source pages have, too (`--own` leaves them out)\n";
    assert_eq!(ran.stderr, note);
    let all = ["en case", "en gone", "nl gone"];
    assert_eq!(
        reported(&site, "--own"),
        (1, all.map(str::to_owned).to_vec())
    );
}

#[test]
fn wrong_use_is_exit_code_2_with_a_way_out() {
    let site = small();
    let cases: &[(&[&str], &str)] = &[
        (
            &["--select", "fil-not-found"],
            "error: there is no code `fil-not-found`\n  help: did you mean `file-not-found`?\n",
        ),
        (
            &["--ignore", "file-not-found,all"],
            "error: `--ignore all` leaves nothing to report\n  help: name the codes to leave out, or those to report with `--select`\n",
        ),
        (
            &["--deny", "warning,quatsch"],
            "error: there is no code `quatsch`\n  help: `docent explain` lists the codes\n",
        ),
        (
            &["--deny", "off"],
            "error: there is no code `off`\n  help: `docent explain` lists the codes\n",
        ),
        (
            &["--deny", "warningssss"],
            "error: there is no code `warningssss`\n  help: `docent explain` lists the codes\n",
        ),
        (
            &["--unsafe-fixes"],
            "error: `--unsafe-fixes` alone fixes nothing\n  help: add `--fix` to write the fixes, or `--diff` to see them\n",
        ),
        (
            &["no-such-folder"],
            "error: there is no file or folder `no-such-folder`\n  help: paths are seen from the current folder\n",
        ),
        (
            &["-l", "xx-XX"],
            "error: there is no locale `xx-XX`\n  help: the locales are en-US, nl-NL\n",
        ),
        (
            &["--baseline", "none.json"],
            "error: there is no baseline `none.json`\n  help: `--update-baseline` writes it\n",
        ),
        (
            &["--since", "HEAD"],
            &format!(
                "error: `{}` is in no git repository\n  help: `--since` compares with a revision of the repository\n",
                site.root()
            ),
        ),
    ];
    for (arguments, expected) in cases {
        site.run(&[&["check"], *arguments].concat())
            .expect(2, "", expected);
    }
}

#[test]
fn the_result_does_not_depend_on_where_it_is_asked() {
    let site = small();
    let root = site.root();
    let expected = site.run(&["check"]).stdout;
    for (folder, arguments) in [
        ("en", vec!["check"]),
        ("..", vec!["-C", &root, "check"]),
        ("..", vec!["check", &root]),
        (".", vec!["check", "."]),
        (".", vec!["check", &format!("{root}/")]),
        (".", vec!["--threads", "1", "check"]),
        (".", vec!["--threads", "4", "check"]),
    ] {
        assert_eq!(
            site.run_in(folder, &arguments).stdout,
            expected,
            "{folder} {arguments:?}"
        );
    }
}

#[test]
fn a_configuration_is_called_as_it_was_named() {
    let site = small();
    site.write(
        "my.yml",
        &format!("chekcs: {{}}\n{}", site.read("docent.yml")),
    );
    let ran = site.run(&["-c", "my.yml", "check", "--output-format", "concise"]);
    let told = "\nmy.yml:1:1: error[config-unknown-key] `chekcs` is no known key; ";
    assert!(ran.stdout.contains(told), "{ran:?}");
}

#[test]
fn a_broken_configuration_is_told_whatever_path_is_asked_for() {
    let site = small();
    site.write(
        "docent.yml",
        &format!("chekcs: {{}}\n{}", site.read("docent.yml")),
    );
    let ran = site.run(&["check", "en/b.md", "--output-format", "concise"]);
    let first = ran.stdout.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("docent.yml:1:1: error[config-unknown-key] `chekcs` is no known key"),
        "{ran:?}"
    );
}

#[test]
fn a_configuration_cannot_silence_its_own_mistakes() {
    let site = small();
    let levels = "checks: { levels: { config-invalid: off, config-unknown-key: hint } }\n";
    site.write(
        "docent.yml",
        &format!("{levels}{}", site.read("docent.yml")),
    );
    let ran = site.run(&["check", "en/b.md", "--output-format", "concise"]);
    let told: Vec<&str> = ran.stdout.lines().take(2).collect();
    assert_eq!(
        told,
        [
            "docent.yml:1:21: error[config-invalid] `config-invalid` is always an error; leave it out",
            "docent.yml:1:42: error[config-invalid] `config-unknown-key` is always an error; leave it out",
        ]
    );
}

#[test]
fn a_level_that_is_denied_stays_so_when_a_worse_one_is_as_well() {
    let site = small();
    site.write("en/a.md", &page("A", "See [b](B.md).\n"));
    site.write("nl/a.md", &page("A", "Zie [b](b.md).\n"));
    for (denied, code) in [
        ("errors", 0),
        ("warnings", 1),
        ("warnings,errors", 1),
        ("errors,warnings", 1),
    ] {
        for command in ["check", "build"] {
            let ran = site.run(&[command, "--deny", denied]);
            assert_eq!(ran.code, code, "{command} {denied}: {ran:?}");
        }
    }
}

#[test]
fn an_interface_of_another_computer_is_refused_at_once() {
    // This address is kept for examples; nobody has it.
    let ran = small().run(&["serve", "-i", "203.0.113.1"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let told = "error: cannot listen on 203.0.113.1, port 3000: ";
    assert!(ran.stderr.starts_with(told), "{ran:?}");
    assert!(
        ran.stderr.contains("\n  help: `--interface` names"),
        "{ran:?}"
    );
}

#[test]
fn a_wrong_name_of_the_redirects_is_one_mistake() {
    let site = small();
    site.write(
        "docent.yml",
        &format!("redirects: 5\n{}", site.read("docent.yml")),
    );
    let ran = site.run(&["check", "en/b.md", "--output-format", "concise"]);
    let (told, _) = ran
        .stdout
        .split_once("1 error in")
        .expect("it is the only one");
    assert_eq!(
        told,
        "docent.yml:1:12: error[config-invalid] `redirects` must be text\n"
    );
}

#[test]
fn a_baseline_hides_what_is_known_and_survives_moved_lines() {
    let site = small();
    let baseline = ["check", "--baseline", "known.json"];
    let ran = site.run(&[&baseline[..], &["--update-baseline"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let written = site.read("known.json");
    let expected = r#"{
  "version": 2,
  "findings": {
    "en/a.md": {
      "file-name-case": ["93af48403fb2e6e3"],
      "file-not-found": ["a77bc5bd8c6292ee"]
    },
    "nl/a.md": {
      "file-name-case": ["00dd0141bf2a07a6"],
      "file-not-found": ["f7b07f43e6db6b97"]
    }
  }
}
"#;
    assert_eq!(written, expected);
    site.write(
        "en/a.md",
        &site.read("en/a.md").replace("See", "New line.\n\nSee"),
    );
    let ran = site.run(&baseline);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("4 in the baseline"), "{}", ran.stdout);
    site.write("en/b.md", &page("B", "[new](new.md)\n"));
    let ran = site.run(&[&baseline[..], &["--output-format", "json-lines"]].concat());
    assert_eq!((ran.code, ran.json_lines().len()), (1, 1));
    assert_eq!(site.read("known.json"), written);
    site.write("known.json", "{ \"version\": 1, \"findings\": [] }");
    site.run(&baseline).expect(
        2,
        "",
        "error: `known.json` is no baseline of this version\n  help: `--update-baseline` writes it anew\n",
    );
}

#[test]
fn help_names_what_was_probably_meant() {
    let links = [
        ("[a](recovery-cods.md)", "did you mean `recovery-codes.md`?"),
        (
            "![b](media/code-feild.png)",
            "did you mean `media/code-field.png`?",
        ),
        ("[c](media/data.zpi)", "did you mean `media/data.zip`?"),
        (
            "![d](media/step-2.png)",
            "correct the path, or remove the link",
        ),
        (
            "[e](alleen.md)",
            "readers of this locale do not get the page: only these locales have it: nl-NL",
        ),
        ("[f](q.md)", "correct the path, or remove the link"),
        (
            "[AZURE.INCLUDE [g](includes/befroe.md)]",
            "did you mean `includes/before.md`?",
        ),
        ("[h](hhttps://example.org/)", "did you mean `https:`?"),
        ("[i](htttp://example.org/)", "did you mean `http:`?"),
        (
            "[j](javascript:x)",
            "write a relative path or an `https:` address",
        ),
        (
            "[k](gopher://example.org/)",
            "write a relative path or an `https:` address",
        ),
    ];
    let text: Vec<&str> = links.iter().map(|(link, _)| *link).collect();
    let config = "source: en-US\nlocales: [{ tag: en-US, dir: en }, { tag: nl-NL, dir: nl }]\n";
    let site = Site::new(&[
        ("docent.yml", config),
        ("en/p.md", &page("P", &text.join("\n\n"))),
        ("en/recovery-codes.md", &page("Recovery codes", "")),
        ("en/includes/before.md", "Words.\n"),
        ("en/media/code-field.png", ""),
        ("en/media/data.zip", ""),
        ("en/media/step-1.png", ""),
        ("nl/alleen.md", &page("Alleen", "")),
    ]);
    let lines = site
        .run(&["check", "en/p.md", "--output-format", "json-lines"])
        .json_lines();
    let help: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["help"].as_str())
        .collect();
    assert_eq!(help, links.map(|(_, help)| help));
}

#[test]
fn files_have_one_name_however_their_folder_is_written() {
    let large = format!("# Large\n\n{}\n", "words ".repeat(50));
    for (folder, file) in [("./en/", "en/large.md"), (".", "large.md")] {
        let config =
            format!("locales: [{{ tag: en-US, dir: '{folder}' }}]\nlimits: {{ file_size: 200 }}\n");
        let site = Site::new(&[("docent.yml", &config), (file, &large)]);
        site.write(&file.replace("large", "small"), "# Small\n");
        let ran = site.run(&["check", "--output-format", "json-lines"]);
        let names: Vec<String> = ran
            .json_lines()
            .iter()
            .map(|line| line["file"].to_string())
            .collect();
        let small = file.replace("large", "small");
        assert_eq!(
            names,
            [format!("{file:?}"), format!("{small:?}")],
            "{folder}"
        );
    }
}

#[test]
fn since_finds_nothing_new_where_nothing_changed() {
    let config = "source: en-US\nlocales: [{ tag: en-US, dir: en }, { tag: nl-NL, dir: nl }]\nlogo: nowhere.svg\ntheme: look\nlimits: { file_size: 200 }\n";
    let site = Site::new(&[
        ("docent.yml", config),
        ("en/a.md", "# A\n"),
        (
            "en/large.md",
            &format!("# Large\n\n{}\n", "words ".repeat(50)),
        ),
        ("nl/a.md", "# A\n"),
        ("look/locales/nl-NL/own.ftl", "author = Door { $naem }\n"),
    ]);
    let codes = |ran: Ran| -> Vec<String> {
        let lines = ran.json_lines().into_iter();
        lines.map(|line| line["code"].to_string()).collect()
    };
    let all = codes(site.run(&["check", "--output-format", "json-lines"]));
    for code in ["config-invalid", "file-too-large", "ui-string-arguments"] {
        assert!(all.contains(&format!("{code:?}")), "{code}: {all:?}");
    }
    site.git(&["init", "--quiet"]);
    site.git(&["add", "."]);
    site.git(&["commit", "--quiet", "--message", "All"]);
    let since = ["check", "--since", "HEAD", "--output-format", "json-lines"];
    assert_eq!(codes(site.run(&since)), [""; 0]);
}

#[test]
fn since_reports_what_a_change_breaks_elsewhere() {
    let site = small();
    site.write("en/c.md", &page("C", "[b](b.md) [x](b.md#x)\n"));
    site.git(&["init", "-q"]);
    site.git(&["add", "-A"]);
    site.git(&["commit", "-q", "-m", "base"]);
    let since = ["check", "--since", "HEAD", "--output-format", "json-lines"];
    let ran = site.run(&since);
    assert_eq!((ran.code, &*ran.stdout), (0, ""), "{}", ran.stderr);
    // A line more in a page with old findings is nothing new; an anchor that is gone breaks another page.
    site.write(
        "en/a.md",
        &site.read("en/a.md").replace("See", "New line.\n\nSee"),
    );
    site.write(
        "en/b.md",
        &site.read("en/b.md").replace("name=\"x\"", "name=\"y\""),
    );
    let ran = site.run(&since);
    let found: Vec<_> = ran
        .json_lines()
        .iter()
        .map(|found| (found["file"].clone(), found["code"].clone()))
        .collect();
    assert_eq!(found, [("en/c.md".into(), "bookmark-not-found".into())]);
    std::fs::remove_file(site.path("en/b.md")).expect("it is there");
    let ran = site.run(&since);
    let files: Vec<_> = ran
        .json_lines()
        .iter()
        .map(|found| found["file"].clone())
        .collect();
    assert!(files.contains(&"en/c.md".into()), "{}", ran.stdout);
    // A page that was only given another name has no new findings of its own.
    site.git(&["checkout", "-q", "."]);
    site.git(&["mv", "en/a.md", "en/renamed.md"]);
    let ran = site.run(&since);
    let own = ran
        .json_lines()
        .into_iter()
        .filter(|found| found["file"] == "en/renamed.md");
    assert_eq!(own.count(), 0, "{}", ran.stdout);
    let ran = site.run(&["check", "--since", "no-such-revision"]);
    let expected = format!(
        "error: there is no revision `no-such-revision` in the repository `{}`",
        site.root()
    );
    assert_eq!((ran.code, ran.stderr.lines().next()), (2, Some(&*expected)));
}

#[test]
fn a_report_is_written_to_a_file() {
    let site = small();
    let ran = site.run(&["check", "--output-format", "json", "-o", "report.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(
        ran.stderr.starts_with("2 errors and 2 warnings"),
        "{}",
        ran.stderr
    );
    let report: serde_json::Value =
        serde_json::from_str(&site.read("report.json")).expect("it is JSON");
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_wrong_configuration_is_a_finding_and_the_rest_is_checked() {
    let site = small();
    site.write("docent.yml", &(site.read("docent.yml") + "titel: T\n"));
    let ran = site.run(&["check", "--output-format", "concise"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout
            .contains("docent.yml:6:1: error[config-unknown-key]"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("file-not-found"), "{}", ran.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_no_success() {
    let site = small();
    for arguments in [
        "check",
        "check --output-format json",
        "explain file-not-found",
        "inspect en",
    ] {
        let command = format!("{} {arguments} > /dev/full", env!("CARGO_BIN_EXE_docent"));
        let ran = site.shell(&command);
        assert_eq!(ran.code, 2, "{arguments}");
        assert!(
            ran.stderr
                .starts_with("error: cannot write to `standard output`"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(
        site.shell(&format!(
            "{} check -l x 2> /dev/full",
            env!("CARGO_BIN_EXE_docent")
        ))
        .code,
        2
    );
}

#[test]
fn facts_are_printed_as_json_lines() {
    let ran = small().run(&["inspect", "en/a.md"]);
    let kinds: Vec<String> = ran
        .json_lines()
        .iter()
        .map(|fact| fact["kind"].as_str().unwrap_or("").to_owned())
        .collect();
    let count = |kind: &str| kinds.iter().filter(|other| *other == kind).count();
    assert_eq!(
        (ran.code, count("source"), count("heading"), count("link")),
        (0, 1, 2, 2),
        "{}",
        ran.stdout
    );
    let links: Vec<serde_json::Value> = ran
        .json_lines()
        .into_iter()
        .filter(|fact| fact["kind"] == "link")
        .collect();
    assert_eq!(links[0]["verdict"], "other-case");
    assert_eq!(links[0]["path"], "b.md");
    assert_eq!(links[1]["verdict"], "not-found");
    assert_eq!(
        (&links[1]["line"], &links[1]["column"]),
        (&15.into(), &19.into())
    );
}

#[test]
fn a_code_is_explained() {
    let site = small();
    let ran = site.run(&["explain", "file-not-found"]);
    assert!(
        ran.code == 0 && ran.stdout.starts_with("# `file-not-found`\n"),
        "{}",
        ran.stdout
    );
    let ran = site.run(&["explain", "file-not-fond"]);
    assert_eq!(
        (ran.code, &*ran.stderr),
        (
            2,
            "error: there is no code `file-not-fond`\n  help: did you mean `file-not-found`?\n"
        )
    );
}

#[test]
fn a_new_site_is_clean() {
    let site = Site::new(&[]);
    assert_eq!(site.run(&["init", "help"]).code, 0);
    assert_eq!(
        site.run(&["-C", "help", "new", "articles/lost-phone.md"])
            .code,
        0
    );
    assert!(
        site.read("help/content/en-US/articles/lost-phone.md")
            .contains("pageTitle=\"Lost phone\"")
    );
    let ran = site.run(&["-C", "help", "check"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.stdout.starts_with("no findings\n"), "{}", ran.stdout);
    let before = site.files();
    assert_eq!(site.run(&["init", "help"]).code, 2);
    assert_eq!(
        site.run(&["-C", "help", "new", "articles/lost-phone"]).code,
        2
    );
    assert_eq!(site.run(&["-C", "help", "new", "../x.md"]).code, 2);
    assert_eq!(site.files(), before);
}

#[test]
fn translations_are_counted() {
    let site = small();
    let table = "locale          pages   translated  missing  orphans  damaged\n\
                 en-US               2       source        0        0        0\n\
                 nl-NL               1      1 (50%)        1        0        0\n";
    site.run(&["i18n", "status"]).expect(0, table, "");
    let damaged = "Zie [b](B.md), [weg](gone.md) en [kwijt](kwijt.md).\n";
    site.write("nl/a.md", &page("A", damaged));
    site.write("nl/c.md", &page("C", "Alleen hier.\n"));
    let paths = "locale          pages   translated  missing  orphans  damaged\n\
                 nl-NL               2      1 (50%)        1        1        1\n\
                 \n\
                 nl-NL, missing:\n  b.md\n\
                 \n\
                 nl-NL, without a source page:\n  c.md\n\
                 \n\
                 nl-NL, damaged:\n  a.md\n";
    site.run(&["i18n", "status", "-l", "nl-NL", "-v"])
        .expect(0, paths, "");
}

#[test]
fn the_configuration_is_printed() {
    let ran = small().run(&["config", "show"]);
    assert!(
        ran.code == 0 && ran.stdout.contains("title: T\n"),
        "{}",
        ran.stdout
    );
    let site = small();
    site.write("docent.yml", &(site.read("docent.yml") + "titel: x\n"));
    let told = "docent.yml:6:1: error[config-unknown-key] `titel` is no known key\n  help: did you mean `title`?\n";
    for quiet in [&[][..], &["-q"]] {
        let ran = site.run(&[&["config", "show"], quiet].concat());
        assert_eq!((ran.code, &*ran.stderr), (1, told));
    }
    let ran = small().run(&["config", "schema"]);
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert!(schema["properties"]["locales"].is_object());
}

#[test]
fn scripts_for_shells_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran = small().run(&["completions", shell]);
        assert!(ran.code == 0 && ran.stdout.contains("docent"), "{shell}");
    }
}
