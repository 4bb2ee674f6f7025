//! Mistakes of the writer: named in the page with their place, mended at their word.

use std::fs;

use crate::server::{Server, site, status, write};

#[test]
fn a_broken_configuration_keeps_the_last_good_site_and_is_named() {
    let folder = site();
    let server = Server::of(folder.path());
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    let broken = format!("{good}url_style: x\n");
    write(folder.path(), "docent.yml", &broken);
    let told = server.wait_findings("/en-us/articles/a/", |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], "docent.yml:6:12");
    assert!(server.get("/en-us/articles/a/").contains("First words"));
    write(
        folder.path(),
        "docent.yml",
        &good.replace("Test", "Renamed"),
    );
    server.wait("/en-us/articles/a/", |answer| answer.contains("Renamed"));
    assert_eq!(
        server.json("/_docent/page?path=/en-us/articles/a/")["troubles"],
        serde_json::json!([])
    );
}

#[test]
fn a_broken_list_of_redirects_keeps_the_last_good_site_and_is_named() {
    const LIST: &str = ".openpublishing.redirection.json";
    let folder = site();
    let root = folder.path();
    let good = r#"{"redirections": {"articles/old.md": "/articles/a"}}"#;
    write(root, LIST, good);
    let server = Server::of(root);
    let old = |is_there: bool| {
        let is_so = |answer: &str| (status(answer) == 200) == is_there;
        server.wait("/en-us/articles/old/", is_so)
    };
    old(true);
    write(root, LIST, &good.replace("}}", ",}}"));
    let told = server.wait_findings("/en-us/articles/a/", |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], format!("{LIST}:1:52"));
    old(true);
    write(root, LIST, r#"{"redirections": {}}"#);
    old(false);
    // Where the configuration names one that is not there, it is awaited.
    let config = fs::read_to_string(root.join("docent.yml")).unwrap();
    let named = config.replace("Test", "Renamed") + "redirects: moved.json\n";
    write(root, "docent.yml", &named);
    let told = server.wait_findings("/en-us/articles/a/", |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], "docent.yml:6:12");
    write(root, "moved.json", good);
    server.wait("/en-us/articles/a/", |answer| answer.contains("Renamed"));
    old(true);
}

#[test]
fn an_unknown_key_is_a_finding_and_the_rest_is_shown() {
    let folder = site();
    let server = Server::of(folder.path());
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    let renamed = good.replace("Test", "Renamed");
    write(folder.path(), "docent.yml", &format!("{renamed}titel: x\n"));
    server.wait("/en-us/articles/a/", |answer| answer.contains("Renamed"));
    server.wait("/_docent/", |answer| answer.contains("config-unknown-key"));
    let told = server.json("/_docent/page?path=/en-us/articles/a/");
    assert_eq!(told["troubles"], serde_json::json!([]));
}

#[test]
fn a_file_that_becomes_too_large_is_a_finding_until_it_is_so_no_longer() {
    let folder = site();
    let root = folder.path();
    let good = fs::read_to_string(root.join("docent.yml")).unwrap();
    let small = format!("{good}limits: {{ file_size: 200 }}\n");
    write(root, "docent.yml", &small);
    let text = |length: usize| format!("# Page C\n\n{}\n", "x".repeat(length));
    write(root, "en/articles/c.md", &text(300));
    let server = Server::of(root);
    let findings = |words: &str| server.wait("/_docent/", |answer| answer.contains(words));
    findings("en/articles/c.md` has 311 bytes and is not read");
    write(root, "en/articles/c.md", &text(400));
    findings("en/articles/c.md` has 411 bytes and is not read");
    write(root, "en/articles/c.md", &text(10));
    findings("<h1>0 findings");
    server.wait("/en-us/articles/c/", |answer| answer.contains("xxxxxxxxxx"));
    write(root, "en/articles/c.md", &text(300));
    findings("en/articles/c.md` has 311 bytes and is not read");
    server.wait("/en-us/articles/c/", |answer| status(answer) == 404);
    // What is gone is not too large, nor is anything in a folder that is moved away.
    fs::remove_file(root.join("en/articles/c.md")).unwrap();
    findings("<h1>0 findings");
    write(root, "en/more/d.md", &text(500));
    findings("en/more/d.md` has 511 bytes and is not read");
    fs::rename(root.join("en/more"), root.join("away")).unwrap();
    findings("<h1>0 findings");
    write(root, "en/articles/c.md", &text(300));
    findings("en/articles/c.md` has 311 bytes and is not read");
    write(root, "docent.yml", &good);
    findings("<h1>0 findings");
}

#[test]
fn a_broken_template_is_named_with_its_place() {
    let folder = site();
    write(
        folder.path(),
        "look/templates/page.html",
        "{% extends \"default/page.html\" %}",
    );
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(folder.path(), "docent.yml", &format!("{good}theme: look\n"));
    let server = Server::of(folder.path());
    write(
        folder.path(),
        "look/templates/page.html",
        "{% extends \"default/page.html\" %}\n{% block body %}{{ missing.of.this }}{% endblock %}",
    );
    let page = server.wait("/en-us/articles/a/", |answer| status(answer) == 500);
    assert!(page.contains("look/templates/page.html:2:"), "{page}");
    assert!(
        page.contains("/_docent/live.js"),
        "it comes back by itself once it is mended"
    );
    write(
        folder.path(),
        "look/templates/page.html",
        "{% extends \"default/page.html\" %}\n{% block body %}mended{% endblock %}",
    );
    server.wait("/en-us/articles/a/", |answer| answer.contains("mended"));
}

#[test]
fn a_template_that_cannot_be_parsed_is_one_finding_at_its_place() {
    let folder = site();
    let file = "look/templates/page.html";
    write(folder.path(), file, "{% extends \"default/page.html\" %}");
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(folder.path(), "docent.yml", &format!("{good}theme: look\n"));
    let server = Server::of(folder.path());
    write(folder.path(), file, "\n{% if %}\n");
    let findings = server.wait("/_docent/", |answer| answer.contains("theme-error"));
    assert_eq!(
        findings.matches("look/templates/page.html:2:7").count(),
        1,
        "{findings}"
    );
    assert_eq!(status(&server.get("/en-us/articles/a/")), 200);
    write(folder.path(), file, "{% extends \"default/page.html\" %}");
    server.wait("/_docent/", |answer| !answer.contains("theme-error"));
}

#[test]
fn a_message_that_cannot_be_read_is_named_on_every_page() {
    let folder = site();
    let server = Server::of(folder.path());
    let file = "locales/nl-NL/own.ftl";
    write(
        folder.path(),
        file,
        "search = Look\nauthor = By { $naem }\n",
    );
    let page = "/nl-nl/articles/a/";
    let told = server.wait_findings(page, |told| told["troubles"][0].is_object());
    let trouble = &told["troubles"][0];
    assert_eq!(trouble["place"], "locales/nl-NL/own.ftl:2:1", "{told}");
    assert_eq!(trouble["code"], "ui-string-arguments");
    assert_eq!(trouble["message"], "`author` has no variable `$naem`");
    write(folder.path(), file, "search = Look\n");
    server.wait_findings(page, |told| told["troubles"] == serde_json::json!([]));
}

#[test]
fn a_fix_is_written_at_the_writers_word_only_and_taken_back() {
    let folder = site();
    let file = folder.path().join("en/articles/a.md");
    let broken = "# Page A\n\nSee [b](B.md).\n";
    fs::write(&file, broken).unwrap();
    let server = Server::of(folder.path());
    let page = "/en-us/articles/a/";
    let told = server.wait_findings(page, |told| told["findings"][0]["code"] == "file-name-case");
    assert_eq!(told["findings"][0]["fix"], "b.md", "{told}");
    let body = format!(
        "{{\"generation\":{},\"id\":{}}}",
        told["generation"], told["findings"][0]["id"]
    );
    let token = format!("X-Docent-Token: {}\r\n", server.token());
    for headers in [
        "",
        "X-Docent-Token: 0\r\n",
        &format!("{token}Origin: https://evil.example\r\n"),
    ] {
        assert_eq!(
            status(&server.ask("POST", "/_docent/fix", headers, &body)),
            403,
            "{headers}"
        );
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    let stale = server.ask(
        "POST",
        "/_docent/fix",
        &token,
        "{\"generation\":0,\"id\":0}",
    );
    assert_eq!(status(&stale), 409);
    let fixed = server.ask("POST", "/_docent/fix", &token, &body);
    assert_eq!(status(&fixed), 200, "{fixed}");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        broken.replace("B.md", "b.md")
    );
    let told = server.wait_findings(page, |told| told["findings"] == serde_json::json!([]));
    assert_eq!(told["undo"], true);
    let undone = server.ask("POST", "/_docent/undo", &token, "");
    assert_eq!(status(&undone), 200, "{undone}");
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    server.wait_findings(page, |told| told["findings"][0]["code"] == "file-name-case");
    assert_eq!(
        status(&server.ask("POST", "/_docent/undo", &token, "")),
        409
    );
}

#[test]
fn a_locales_folder_that_is_made_later_is_shown_at_once() {
    let folder = site();
    let server = Server::of(folder.path());
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    let third = "  - { tag: ja-JP, dir: more/ja }\nchecks";
    write(folder.path(), "docent.yml", &good.replace("checks", third));
    let page = "/en-us/articles/a/";
    let told = server.wait_findings(page, |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], "docent.yml:5:24");
    let said = server.wait_told("the last good site stays until this is mended");
    let error =
        "error: docent.yml:5:24: there is no folder `more/ja`, which the locale ja-JP is in";
    assert!(said.iter().any(|line| line == error), "{said:?}");
    write(folder.path(), "more/ja/articles/c.md", "# C\n\nThird.\n");
    server.wait("/ja-jp/articles/c/", |answer| answer.contains("Third"));
    server.wait_told("mended: the newest files are shown again");
}

#[test]
fn a_locales_folder_that_goes_is_named_until_it_is_back() {
    let folder = site();
    let root = folder.path();
    let server = Server::of(root);
    fs::rename(root.join("nl"), root.join("away")).unwrap();
    let page = "/nl-nl/articles/a/";
    server.wait(page, |answer| answer.contains("First words"));
    let told = server.wait_findings(page, |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], "docent.yml:4:24", "{told}");
    server
        .wait_told("error: docent.yml:4:24: there is no folder `nl`, which the locale nl-NL is in");
    assert!(server.get("/_docent/").contains("there is no folder `nl`"));
    fs::rename(root.join("away"), root.join("nl")).unwrap();
    server.wait(page, |answer| answer.contains("Eerste woorden"));
    server.wait_told("mended: the newest files are shown again");
    server.wait_findings(page, |told| told["troubles"] == serde_json::json!([]));
}

#[test]
fn the_terminal_says_what_keeps_the_newest_files_from_being_shown() {
    let folder = site();
    let server = Server::of(folder.path());
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(folder.path(), "docent.yml", &format!("{good}exclude: [\n"));
    let said = server.wait_told("the last good site stays until this is mended");
    let is_named =
        |line: &String| line.starts_with("error: docent.yml:7:1: the file cannot be read: ");
    assert!(said.iter().any(is_named), "{said:?}");
    assert!(
        !said.iter().any(|line| line.contains("made anew")),
        "{said:?}"
    );
    write(folder.path(), "docent.yml", &format!("{good}theme: look\n"));
    server.wait_told("error: docent.yml: there is no theme at ");
    write(folder.path(), "look/templates/page.html", "{% if %}");
    write(
        folder.path(),
        "docent.yml",
        &format!("{good}theme: look \n"),
    );
    server.wait_told("error: look/templates/page.html:1:");
    write(folder.path(), "docent.yml", &good);
    server.wait_told("mended: the newest files are shown again");
    // Once the first text is shown, the files are watched again, and the second is a change of its own.
    let file = "nl/articles/a.md";
    write(folder.path(), file, "# Pagina A\n\nAndere woorden.\n");
    server.wait("/nl-nl/articles/a/", |answer| {
        answer.contains("Andere woorden")
    });
    write(folder.path(), file, "# Pagina A\n\nNieuwe woorden.\n");
    server.wait_told("nl/articles/a.md changed: shown after ");
}
