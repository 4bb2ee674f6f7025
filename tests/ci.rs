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
