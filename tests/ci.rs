//! What those who run docent on a server rely on: other repositories, baselines, limits of the services, pipes.

#[path = "cli/site.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line")]
mod site;

use serde_json::Value;
use site::{Ran, Site, page};

const BESIDE: &str = "source: en-US\nlocales:\n  - { tag: en-US, dir: . }\n  \
    - { tag: nl-NL, dir: ../docs.nl-NL }\noutput: ../public\n";

/// The source in `docs` and a translation in `docs.nl-NL`, each a repository with two commits; both have an old finding.
fn two_repositories() -> Site {
    let old = page("A", "[old](old.md)\n");
    let site = Site::new(&[
        ("docs/docent.yml", BESIDE),
        ("docs/articles/a.md", &old),
        ("docs.nl-NL/articles/a.md", &old),
    ]);
    for folder in ["docs", "docs.nl-NL"] {
        site.git(&["init", "-q", "-b", "main", folder]);
        commit(&site, folder, "first");
        git(
            &site,
            folder,
            &["commit", "-q", "--allow-empty", "-m", "second"],
        );
    }
    site
}

fn git(site: &Site, folder: &str, arguments: &[&str]) {
    site.git(&[&["-C", folder], arguments].concat());
}

fn commit(site: &Site, folder: &str, message: &str) {
    git(site, folder, &["add", "-A"]);
    git(site, folder, &["commit", "-q", "-m", message]);
}

fn add(site: &Site, file: &str, text: &str) {
    site.write(file, &format!("{}{text}", site.read(file)));
}

fn files(ran: &Ran) -> Vec<String> {
    let file = |found: &Value| found["file"].as_str().unwrap_or_default().to_owned();
    ran.json_lines().iter().map(file).collect()
}

const SINCE: &[&str] = &["check", "--output-format", "json-lines", "--since"];

#[test]
fn each_locale_is_compared_within_its_own_repository() {
    let site = two_repositories();
    let since = |revision| site.run_in("docs", &[SINCE, &[revision]].concat());
    let ran = since("HEAD~1");
    ran.expect(0, "", "");
    add(&site, "docs.nl-NL/articles/a.md", "\n[new](new.md)\n");
    commit(&site, "docs.nl-NL", "broken");
    let ran = since("HEAD~1");
    assert_eq!(
        (ran.code, files(&ran)),
        (1, vec!["../docs.nl-NL/articles/a.md".to_owned()])
    );
    let there = [&["-C", "../docs"], SINCE, &["HEAD~1", "."]].concat();
    let ran = site.run_in("docs.nl-NL", &there);
    assert_eq!((ran.code, files(&ran).len()), (1, 1), "{}", ran.stderr);
    // What is committed is no change any more.
    since("HEAD").expect(0, "", "");
    // A page of another name has no new findings of its own.
    git(
        &site,
        "docs.nl-NL",
        &["mv", "articles/a.md", "articles/b.md"],
    );
    let ran = since("HEAD");
    let own = ran.json_lines().into_iter();
    let own = own.filter(|found| found["code"] == "file-not-found");
    assert_eq!(own.count(), 0, "{}", ran.stdout);
}

#[test]
fn a_branch_is_compared_from_where_it_began() {
    let site = two_repositories();
    git(&site, "docs", &["branch", "base"]);
    git(&site, "docs.nl-NL", &["switch", "-q", "-c", "base"]);
    // What others add to the base branch meanwhile is not missing from the change.
    add(
        &site,
        "docs.nl-NL/articles/a.md",
        "\n<a name=\"theirs\"></a>\n",
    );
    commit(&site, "docs.nl-NL", "theirs");
    git(&site, "docs.nl-NL", &["switch", "-q", "main"]);
    add(&site, "docs.nl-NL/articles/a.md", "\n[new](new.md)\n");
    commit(&site, "docs.nl-NL", "ours");
    let ran = site.run_in("docs", &[SINCE, &["base"]].concat());
    assert_eq!(files(&ran), ["../docs.nl-NL/articles/a.md"]);
}

#[test]
fn a_revision_that_a_repository_does_not_know_is_named_with_it() {
    let site = two_repositories();
    git(&site, "docs", &["tag", "v1"]);
    let beside = format!("{}/docs.nl-NL", site.root());
    let expected = format!(
        "error: there is no revision `v1` in the repository `{beside}`\n  \
         help: a shallow clone lacks older revisions: fetch them first\n"
    );
    let since = [SINCE, &["v1"]].concat();
    site.run_in("docs", &since).expect(2, "", &expected);
    std::fs::remove_dir_all(site.path("docs.nl-NL/.git")).expect("it is there");
    let expected = format!(
        "error: `{beside}` is in no git repository\n  \
         help: `--since` compares with a revision of the repository\n"
    );
    site.run_in("docs", &since).expect(2, "", &expected);
}

#[test]
fn a_submodule_is_compared_with_the_commit_that_was_recorded() {
    let site = two_repositories();
    let module = [
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        "../docs.nl-NL",
        "nl",
    ];
    git(&site, "docs", &module);
    site.write(
        "docs/docent.yml",
        &BESIDE
            .replace("../docs.nl-NL", "nl")
            .replace("output", "exclude: ['nl/**']\noutput"),
    );
    commit(&site, "docs", "a submodule");
    let since = |revision| files(&site.run_in("docs", &[SINCE, &[revision]].concat()));
    assert_eq!(since("HEAD"), Vec::<String>::new());
    add(&site, "docs/nl/articles/a.md", "\n[new](new.md)\n");
    commit(&site, "docs/nl", "broken");
    commit(&site, "docs", "a newer translation");
    assert_eq!(since("HEAD~1"), ["nl/articles/a.md"]);
    assert_eq!(since("HEAD"), Vec::<String>::new());
}

#[test]
fn a_configuration_that_is_new_makes_no_old_finding_new() {
    let site = two_repositories();
    let configuration = site.read("docs/docent.yml");
    git(&site, "docs", &["rm", "-q", "docent.yml"]);
    commit(&site, "docs", "none yet");
    site.write("docs/docent.yml", &configuration);
    add(&site, "docs/articles/a.md", "\n[new](new.md)\n");
    let ran = site.run_in("docs", &[SINCE, &["HEAD"]].concat());
    assert_eq!(files(&ran), ["articles/a.md"]);
}

/// What is no content today was none before.
#[cfg(unix)]
#[test]
fn what_is_no_content_makes_no_old_finding_new() {
    let text = "![a](look/static/logo.png) ![b](articles/shared.png) ![c](there.png)\n\n\
        [d](out/index.md) [e](articles/linked.md)\n";
    let config = "source: en-US\nlocales: [{ tag: en-US, dir: . }]\ntheme: look\noutput: public\n";
    let site = Site::new(&[
        ("docs/docent.yml", config),
        ("docs/look/static/logo.png", ""),
        ("docs/out/.docent-manifest.json", "{}"),
        ("docs/out/index.md", ""),
        ("docs/articles/there.png", ""),
        ("docs/a.md", &page("A", text)),
        ("shared.png", ""),
        ("shared.md", ""),
    ]);
    site.shell(
        "ln -s ../../shared.png docs/articles/; ln -s ../../shared.md docs/articles/linked.md",
    );
    site.shell("ln -s articles/there.png docs/there.png");
    site.git(&["init", "-q", "-b", "main"]);
    commit(&site, ".", "first");
    let ran = site.run_in("docs", &["check", "--output-format", "json-lines"]);
    let expected = vec!["a.md".to_owned(); 4];
    assert_eq!(files(&ran), expected, "{}", ran.stdout);
    let ran = site.run_in("docs", &[SINCE, &["HEAD"]].concat());
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
}

/// One locale with an error, a warning and a hint, and a translation that is missing.
fn small() -> Site {
    Site::new(&[
        (
            "docent.yml",
            "source: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n",
        ),
        (
            "en/a.md",
            &page(
                "A",
                "[b](B.md) [gone](gone.md) [gone](gone.md)\n\n##No space\n",
            ),
        ),
        ("en/b.md", &page("B", "[gone](gone.md)\n")),
        ("en/includes/unread.md", "Text\n"),
        ("nl/b.md", &page("B", "[weg](gone.md)\n")),
    ])
}

/// What cannot be used for the same reason in several folders is one cause.
#[test]
fn what_is_written_from_several_folders_is_one_cause() {
    let from_root = page("A", "[a](xref:Foo) [b](../R.md) ![c](one/b.md) ![d](#x)\n");
    let from_below = page("B", "[a](xref:Foo) [b](../../R.md) ![c](b.md) ![d](#x)\n");
    let site = Site::new(&[
        (
            "docent.yml",
            "source: en-US\nlocales: [{ tag: en-US, dir: en }]\n",
        ),
        ("en/a.md", &from_root),
        ("en/one/b.md", &from_below),
        ("en/two/c.md", &page("C", "[a](xref:Foo) [b](../../R.md)\n")),
    ]);
    let ran = site.run(&["check", "--output-format", "json-lines"]);
    let mut causes: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for found in ran.json_lines() {
        let of = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        let places = causes.entry(format!("{} {}", of("code"), of("cause")));
        places.or_default().push(of("file"));
    }
    let mut counts: Vec<usize> = causes.values().map(Vec::len).collect();
    counts.sort_unstable();
    // The places on the pages themselves are two, the picture that is a page is one.
    assert_eq!(counts, [1, 1, 2, 3, 3], "{}", ran.stdout);
}

const NEW_BASELINE: &[&str] = &["check", "--baseline", "known.json", "--update-baseline"];

#[test]
fn a_baseline_is_of_the_whole_site() {
    let site = small();
    let ran = site.run(NEW_BASELINE);
    assert_eq!(
        (ran.code, &*ran.stderr),
        (0, "wrote 5 findings to `known.json`\n")
    );
    let written = site.read("known.json");
    for narrower in [
        &["--select", "file-not-found"][..],
        &["--ignore", "file-not-found"],
        &["--since", "HEAD"],
        &["-l", "en-US"],
        &["en"],
    ] {
        let ran = site.run(&[NEW_BASELINE, narrower].concat());
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{narrower:?}");
        assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
    }
    assert_eq!(site.read("known.json"), written);
}

#[test]
fn a_build_may_have_the_findings_of_its_baseline() {
    let site = small();
    let build = |more: &[&str]| site.run(&[&["build", "-q"], more].concat()).code;
    let strict = ["--strict", "--baseline", "known.json"];
    assert_eq!(build(&strict), 2);
    assert!(!site.path("public").exists());
    site.run(NEW_BASELINE);
    assert_eq!(build(&["--strict"]), 1);
    assert_eq!(build(&strict), 0);
    assert_eq!(build(&[&strict[..], &["--deny", "warnings"]].concat()), 0);
    // The translation that is missing is off, and not in the baseline.
    assert_eq!(
        build(&[&strict[..], &["--deny", "translation-missing"]].concat()),
        1
    );
    add(&site, "en/a.md", "\n[gone](gone.md)\n");
    assert_eq!(build(&strict), 1);
}

#[test]
fn a_code_that_is_named_counts_although_it_is_off() {
    let site = small();
    let check = |more: &[&str]| {
        let ran = site.run(&[&["check", "--output-format", "json-lines"], more].concat());
        let missing = ran.json_lines().into_iter();
        let missing = missing.filter(|found| found["code"] == "translation-missing");
        let levels = missing.map(|found| found["level"].to_string());
        (ran.code, levels.collect::<Vec<_>>())
    };
    let missing = |level: &str| vec![format!("\"{level}\"")];
    assert_eq!(
        check(&["--select", "translation-missing"]),
        (0, missing("hint"))
    );
    assert_eq!(
        check(&["--deny", "translation-missing"]),
        (1, missing("error"))
    );
    assert_eq!(check(&["--select", "all"]), (1, vec![]));
    // It is told at the source page, but it is about the translation: whoever asks for that gets it.
    let nl = site.path("nl");
    let nl = nl.to_str().expect("a temporary folder");
    for of_nl in [&["-l", "nl-NL"][..], &[nl]] {
        let asked = [&["--select", "translation-missing"], of_nl].concat();
        assert_eq!(check(&asked), (0, missing("hint")), "{of_nl:?}");
    }
    // Where a path says off, that was meant.
    add(
        &site,
        "docent.yml",
        "checks:\n  paths: { 'a.md': { translation-missing: off } }\n",
    );
    assert_eq!(check(&["--select", "translation-missing"]), (0, vec![]));
    site.git(&["init", "-q"]);
    site.git(&["add", "-A"]);
    site.git(&["commit", "-q", "-m", "base"]);
    site.write(
        "docent.yml",
        &site.read("docent.yml").replace("off", "hint"),
    );
    let since = ["--select", "translation-missing", "--since", "HEAD"];
    assert_eq!(check(&since), (0, missing("hint")));
}

#[test]
fn the_first_look_is_a_table() {
    let site = small();
    let totals = "3 errors and 1 warning in 3 files, from 2 causes\n";
    let statistics = ["check", "--statistics"];
    let ran = site.run(&statistics);
    let (table, rest) = ran.stdout.split_once("\n\n").expect("the totals follow");
    let expected = "\
level    code            places  causes   files
error    file-not-found       4       1       3
warning  file-name-case       1       1       1";
    assert_eq!((ran.code, table), (1, expected));
    assert!(rest.contains("from 2 causes"), "{rest} {totals}");
    let ran = site.run(&[&statistics[..], &["--output-format", "json"]].concat());
    let counted: Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    let first = serde_json::json!(
        { "level": "error", "code": "file-not-found", "places": 4, "causes": 1, "files": 3 }
    );
    assert_eq!(counted["statistics"][0], first);
    assert_eq!(counted["totals"]["errors"], 4);
    let ran = site.run(&[&statistics[..], &["--output-format", "sarif"]].concat());
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
}

#[test]
fn quiet_says_errors_only_and_verbose_every_place() {
    let site = small();
    let concise = ["check", "--output-format", "concise"];
    let run = |more: &str| site.run(&[&concise[..], &[more]].concat()).stdout;
    let gone = "en/a.md:15:18: error[file-not-found] no file `gone.md`; correct the path, or remove the link";
    assert_eq!(
        run("-q"),
        format!("{gone} (and in 3 other places: en/a.md:15:34, en/b.md:15:8, nl/b.md:15:7)\n")
    );
    add(&site, "en/b.md", "[gone](gone.md)\n");
    assert!(
        run("-q").contains("(and in 4 other places: en/a.md:15:34, en/b.md:15:8, en/b.md:16:8, …)")
    );
    let all = run("-v");
    assert!(all.contains("en/b.md:16:8, nl/b.md:15:7)"), "{all}");
    let full = site.run(&["check", "--output-format", "json", "-q"]);
    assert_eq!(
        full.stdout,
        site.run(&["check", "--output-format", "json"]).stdout
    );
    site.write("en/a.md", &page("A", "[b](B.md)\n"));
    site.write("en/b.md", &page("B", ""));
    site.write("nl/b.md", &page("B", ""));
    site.run(&["check", "-q"]).expect(0, "", "");
}

#[test]
fn pages_are_counted_as_they_are_built() {
    let site = small();
    let totals = site.run(&["check", "--max", "0"]).stdout;
    assert!(
        totals.contains(" in 4 files and 3 pages of 2 locales"),
        "{totals}"
    );
    assert!(
        totals.contains("not shown: 2 hints (`--select all` shows them)\n"),
        "{totals}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let site = small();
    let links: String = (0..5000).map(|at| format!("[x](n{at}.md)\n")).collect();
    add(&site, "en/b.md", &links);
    let program = env!("CARGO_BIN_EXE_docent");
    for (command, code, words) in [
        ("(P check --group file; echo $? > code) | head -1", 1, ""),
        (
            "(P check --output-format json; echo $? > code) | head -c 9",
            1,
            "",
        ),
        ("(P check >&-; echo $? > code)", 1, ""),
        ("(P inspect en; echo $? > code) | head -1", 0, ""),
        (
            "(P explain; P config schema; P --help; echo $? > code) | true",
            0,
            "",
        ),
        (
            "(P check > /dev/full; echo $? > code)",
            2,
            "error: cannot write to `standard output`",
        ),
    ] {
        let ran = site.shell(&command.replace('P', program));
        let first = ran.stderr.lines().next().unwrap_or_default();
        assert_eq!(
            (site.read("code").trim(), first),
            (&*code.to_string(), words),
            "{command}"
        );
    }
}

#[test]
fn paths_are_those_of_the_repository_in_question() {
    let site = two_repositories();
    let annotated = |folder: &str, arguments: &[&str]| {
        let always = ["--output-format", "github"];
        let ran = site.run_in(folder, &[arguments, &always].concat());
        let files = ran.stdout.lines().filter_map(|line| {
            let (_, file) = line.split_once(",file=")?;
            Some(file.split(',').next()?.to_owned())
        });
        files.collect::<Vec<_>>()
    };
    for (folder, arguments, expected) in [
        (
            ".",
            &["-C", "docs", "check", "docs.nl-NL"][..],
            &["articles/a.md"][..],
        ),
        (
            "docs.nl-NL",
            &["-C", "../docs", "check", "."],
            &["articles/a.md"],
        ),
        ("docs", &["check", "-l", "nl-NL"], &["articles/a.md"]),
        (
            "docs",
            &["check"],
            &["articles/a.md", "../docs.nl-NL/articles/a.md"],
        ),
    ] {
        assert_eq!(
            annotated(folder, arguments),
            expected,
            "{folder} {arguments:?}"
        );
    }
    // One repository, the configuration in a folder beside the content.
    let site = Site::new(&[
        (
            "site/docent.yml",
            "source: en-US\nlocales: [{ tag: en-US, dir: ../content }]\n",
        ),
        ("content/a.md", &page("A", "[gone](gone.md)\n")),
    ]);
    site.git(&["init", "-q"]);
    let ran = site.run(&["-C", "site", "check", "--output-format", "github"]);
    assert!(ran.stdout.contains(",file=content/a.md,"), "{}", ran.stdout);
}

/// The first block of YAML behind an anchor of the handbook.
fn yaml(handbook: &str, anchor: &str) -> serde_yaml::Value {
    let behind = handbook.split_once(&format!("<a name=\"{anchor}\">"));
    let block = behind.and_then(|(_, behind)| behind.split_once("```yaml\n"));
    let block = block.and_then(|(_, block)| block.split_once("\n```"));
    serde_yaml::from_str(block.expect("the handbook has it").0).expect("it is YAML")
}

fn handbook(page: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let file = format!("{root}/content/en-US/articles/handbook/{page}");
    std::fs::read_to_string(file).expect("the handbook has it")
}

/// The commands of a job for an event, but for the installation.
fn commands(workflow: &serde_yaml::Value, job: &str, event: &str) -> Vec<String> {
    let steps = workflow["jobs"][job]["steps"]
        .as_sequence()
        .expect("a list");
    let runs = steps.iter().filter(|step| {
        let condition = step["if"].as_str().unwrap_or(event);
        condition.contains(event)
            && !step["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("Install"))
    });
    runs.filter_map(|step| step["run"].as_str().map(str::to_owned))
        .collect()
}

/// Runs commands as the server does, in the checkout; says which of them failed.
fn serve_commands(site: &Site, commands: &[String]) -> Vec<String> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_docent"));
    let path = format!(
        "{}:{}",
        program.parent().expect("a folder").display(),
        std::env::var("PATH").expect("there is one")
    );
    let temporary = site.path("temporary").display().to_string();
    let fails = commands.iter().filter(|command| {
        let command = command
            .replace("${{ github.base_ref }}", "main")
            .replace(
                "${{ steps.pages.outputs.base_url }}",
                "https://owner.github.io/docs",
            )
            .replace("${{ runner.temp }}", &temporary);
        assert!(!command.contains("${{"), "{command}");
        let script = format!("cd checkout && PATH='{path}' && bash -e -o pipefail -c '{command}'");
        let ran = site.shell(&script);
        assert!(ran.code < 2, "{command}: {}{}", ran.stdout, ran.stderr);
        ran.code > 0
    });
    fails.cloned().collect()
}

/// A repository with an old finding and its baseline, as the handbook says it, and a clone of it.
fn moved_in() -> Site {
    let site = Site::new(&[
        (
            "docs/docent.yml",
            "source: en-US\nlocales: [{ tag: en-US, dir: . }]\noutput: ../public\n",
        ),
        ("docs/articles/a.md", &page("A", "[old](old.md)\n")),
    ]);
    site.git(&["init", "-q", "-b", "main", "docs"]);
    let update = "docent check --baseline docent-baseline.json --update-baseline";
    assert!(handbook("ci.md").contains(update) && handbook("moving-in.md").contains(update));
    let update: Vec<&str> = update.split(' ').skip(1).collect();
    assert_eq!(site.run_in("docs", &update).code, 0);
    commit(&site, "docs", "moved in");
    site.git(&["clone", "-q", "docs", "checkout"]);
    site
}

#[test]
fn the_workflow_to_copy_works_with_old_findings() {
    let site = moved_in();
    let workflow = yaml(&handbook("ci.md"), "github");
    let pull_request = commands(&workflow, "check", "pull_request");
    let push = commands(&workflow, "check", "push");
    let publish = commands(&workflow, "publish", "push");
    assert_eq!([pull_request.len(), push.len(), publish.len()], [1, 1, 1]);
    for job in [&pull_request, &push, &publish] {
        assert_eq!(serve_commands(&site, job), Vec::<String>::new());
    }
    let sarif: Value = serde_json::from_str(&site.read("checkout/docent.sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    let home = site.read("temporary/public/en-us/articles/a/index.html");
    assert!(home.contains("href=\"/docs/theme/docent."), "{home}");
    // A change that breaks something is red in all of them.
    add(&site, "checkout/articles/a.md", "\n[new](new.md)\n");
    commit(&site, "checkout", "a new mistake");
    for job in [&pull_request, &push, &publish] {
        assert_eq!(&serve_commands(&site, job), job);
    }
}

#[test]
fn the_hooks_work_with_old_findings() {
    let site = moved_in();
    let configuration = yaml(&handbook("ci.md"), "pre-commit");
    let arguments = &configuration["repos"][0]["hooks"][0]["args"];
    let arguments: Vec<String> = serde_yaml::from_value(arguments.clone()).expect("words");
    let hooks = concat!(env!("CARGO_MANIFEST_DIR"), "/.pre-commit-hooks.yaml");
    let hooks = std::fs::read_to_string(hooks).expect("it is there");
    let hooks: Vec<serde_yaml::Value> = serde_yaml::from_str(&hooks).expect("it is YAML");
    let entries = hooks.iter().filter_map(|hook| hook["entry"].as_str());
    let commands: Vec<String> = entries
        .map(|entry| format!("{entry} {}", arguments.join(" ")))
        .collect();
    assert_eq!(serve_commands(&site, &commands), Vec::<String>::new());
    add(&site, "checkout/articles/a.md", "\n[new](new.md)\n");
    assert_eq!(serve_commands(&site, &commands), commands);
}

#[test]
fn the_workflow_for_two_repositories_places_its_findings() {
    let site = two_repositories();
    let behind = handbook("ci.md");
    let steps = yaml(&behind, "repositories");
    let steps = steps["steps"].as_sequence().expect("a list");
    let mut commands = steps.iter().filter_map(|step| step["run"].as_str());
    let command = commands.next_back().expect("the check");
    let command = command.replace("origin/${{ github.base_ref }}", "HEAD");
    let arguments: Vec<String> = command
        .replace('"', "")
        .split(' ')
        .skip(1)
        .map(str::to_owned)
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert_eq!(site.run(&arguments).code, 0);
    add(&site, "docs.nl-NL/articles/a.md", "\n[new](new.md)\n");
    let ran = site.run(&arguments);
    assert!(
        ran.code == 1 && ran.stdout.contains(",file=articles/a.md,"),
        "{}",
        ran.stdout
    );
}
