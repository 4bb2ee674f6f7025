//! What decides how all files are read may come, go and move while the server runs: `docent.yml`, folders of locales, a theme.

use std::fs;

use crate::server::{Server, site, status, write};

#[test]
fn a_configuration_that_comes_later_counts_and_one_that_goes_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "en-US/a.md", "# Page A\n\nFirst words.\n");
    let server = Server::of(root);
    let title = |words: &str| server.wait("/en-us/a/", |answer| answer.contains(words));
    title("First words");
    let settings =
        |title: &str| format!("title: {title}\nlocales: [{{ tag: en-US, dir: en-US }}]\n");
    write(root, "docent.yml", &settings("Made later"));
    title("Made later");
    write(root, "docent.yml", &settings("Saved again"));
    title("Saved again");
    fs::rename(root.join("docent.yml"), root.join("aside.yml")).unwrap();
    server.wait("/en-us/a/", |answer| !answer.contains("Saved again"));
    server.wait_told("note: `docent.yml` is gone: everything has its default");
    fs::rename(root.join("aside.yml"), root.join("docent.yml")).unwrap();
    title("Saved again");
    fs::rename(root.join("docent.yml"), root.join("docent.yaml")).unwrap();
    let told = server.wait_findings("/en-us/a/", |told| told["troubles"][0].is_object());
    let message = told["troubles"][0]["message"].as_str().unwrap();
    assert!(
        message.ends_with("docent.yaml` is not read because of its name"),
        "{told}"
    );
    title("Saved again");
    fs::rename(root.join("docent.yaml"), root.join("docent.yml")).unwrap();
    server.wait_findings("/en-us/a/", |told| {
        told["troubles"] == serde_json::json!([])
    });
}

#[test]
fn a_configuration_that_is_put_aside_for_a_moment_keeps_its_site() {
    let folder = site();
    let root = folder.path();
    let server = Server::of(root);
    server.wait_told("0 errors");
    let settings = fs::read_to_string(root.join("docent.yml")).unwrap();
    fs::rename(root.join("docent.yml"), root.join("docent.yml~")).unwrap();
    write(root, "docent.yml", &settings.replace("Test", "Renamed"));
    server.wait("/en-us/articles/a/", |answer| answer.contains("Renamed"));
    let told = server.told.lock().unwrap().clone();
    assert!(!told.iter().any(|line| line.contains("gone:")), "{told:?}");
}

#[test]
fn locales_that_their_folders_name_come_and_go() {
    for above in ["", "content/"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "docent.yml", "title: Test\nsource: en-US\n");
        write(root, &format!("{above}en-US/a.md"), "# Page A\n");
        let server = Server::of(root);
        assert_eq!(status(&server.get("/nl-nl/a/")), 404);
        let dutch = root.join(format!("{above}nl-NL"));
        for words in ["Eerste woorden", "Andere woorden"] {
            write(&dutch, "a.md", &format!("# Pagina A\n\n{words}.\n"));
            server.wait("/nl-nl/a/", |answer| answer.contains(words));
        }
        fs::rename(&dutch, root.join("away")).unwrap();
        server.wait("/nl-nl/a/", |answer| status(answer) == 404);
        fs::rename(root.join("away"), &dutch).unwrap();
        server.wait("/nl-nl/a/", |answer| answer.contains("Andere woorden"));
    }
}

#[test]
fn folders_of_locales_may_move_into_content() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "docent.yml", "title: Test\n");
    write(root, "en-US/a.md", "# Page A\n");
    let server = Server::of(root);
    write(
        root,
        "content/nl-NL/a.md",
        "# Pagina A\n\nEerste woorden.\n",
    );
    server.wait("/nl-nl/a/", |answer| answer.contains("Eerste woorden"));
    server.wait("/en-us/a/", |answer| status(answer) == 404);
    fs::rename(root.join("en-US"), root.join("content/en-US")).unwrap();
    server.wait("/en-us/a/", |answer| answer.contains("Page A"));
}

#[test]
fn a_theme_that_comes_later_is_worn_at_once() {
    let folder = site();
    let root = folder.path();
    let server = Server::of(root);
    let good = fs::read_to_string(root.join("docent.yml")).unwrap();
    write(root, "docent.yml", &format!("{good}theme: themes/own\n"));
    server.wait_told("error: docent.yml: there is no theme at ");
    let template = "{% extends \"default/page.html\" %}{% block body %}own words{% endblock %}";
    write(root, "themes/own/templates/page.html", template);
    server.wait("/en-us/articles/a/", |answer| answer.contains("own words"));
    server.wait_told("mended: the newest files are shown again");
    write(
        root,
        "themes/own/templates/page.html",
        &template.replace("own", "other"),
    );
    server.wait("/en-us/articles/a/", |answer| {
        answer.contains("other words")
    });
}
