//! What a writer saves is what a browser gets next, however it was saved.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use crate::server::{Server, site, status, write};

#[test]
fn what_is_saved_is_served() {
    let folder = site();
    let root = folder.path();
    let server = Server::of(root);
    let has = |path: &str, words: &str| drop(server.wait(path, |answer| answer.contains(words)));
    has("/en-us/articles/a/", "First words");
    write(root, "en/articles/a.md", "# Page A\n\nOther words.\n");
    has("/en-us/articles/a/", "Other words");
    write(root, "en/includes/i.md", "Other included words.\n");
    has("/en-us/articles/b/", "Other included words");
    write(root, "en/articles/b.md", "# New title\n\n## Elsewhere\n");
    has("/en-us/all-pages/", "New title");
    assert!(
        server.get("/nl-nl/articles/b/").contains("New title"),
        "the fallback shows the source"
    );
    write(root, "nl/articles/b.md", "# Vertaald\n");
    has("/nl-nl/articles/b/", "Vertaald");
    fs::remove_file(root.join("nl/articles/b.md")).unwrap();
    has("/nl-nl/articles/b/", "New title");
    write(root, "en/new/deep/c.md", "# Page C\n");
    has("/en-us/new/deep/c/", "Page C");
    fs::rename(root.join("en/new"), root.join("en/moved")).unwrap();
    has("/en-us/moved/deep/c/", "Page C");
    server.wait("/en-us/new/deep/c/", |answer| status(answer) == 404);
    fs::remove_dir_all(root.join("en/moved")).unwrap();
    server.wait("/en-us/moved/deep/c/", |answer| status(answer) == 404);
    write(root, "en/articles/media/x.svg", "<svg id=\"other\"/>");
    has("/en-us/articles/media/x.svg", "other");
    write(
        root,
        "locales/en-US/own.ftl",
        "all-pages = Every single page\n",
    );
    has("/en-us/all-pages/", "Every single page");
}

#[test]
fn a_locale_beside_the_folder_of_the_configuration_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let settings = "source: en-US\nlocales: [{ tag: en-US, dir: . }, { tag: nl-NL, dir: ../nl }]\n";
    write(root, "site/docent.yml", settings);
    write(root, "site/a.md", "# Page A\n");
    write(root, "nl/a.md", "# Pagina A\n\nEerste woorden.\n");
    let server = Server::of(&root.join("site"));
    let has = |words: &str| drop(server.wait("/nl-nl/a/", |answer| answer.contains(words)));
    has("Eerste woorden");
    write(root, "nl/a.md", "# Pagina A\n\nAndere woorden.\n");
    has("Andere woorden");
}

#[test]
#[cfg(unix)]
fn what_symbolic_links_lead_to_is_followed() {
    use std::os::unix::fs::symlink;
    let folder = site();
    let root = folder.path();
    let away = tempfile::tempdir().unwrap();
    let away = away.path();
    let lead = |name: &str, target: &Path| {
        fs::rename(root.join(name), target).unwrap();
        symlink(target, root.join(name)).unwrap();
    };
    write(root, "nl/c.md", "# Pagina C\n\nEerste woorden.\n");
    lead("nl", &away.join("nl"));
    lead("docent.yml", &away.join("settings.yml"));
    write(
        root,
        "locales/en-US/own.ftl",
        "all-pages = Every single page\n",
    );
    lead("locales", &away.join("words"));
    let server = Server::of(root);
    let has = |path: &str, words: &str| drop(server.wait(path, |answer| answer.contains(words)));
    has("/nl-nl/c/", "Eerste woorden");
    // The folder's own files, and those deeper in it, which are new, too.
    for (name, path) in [("nl/c.md", "/nl-nl/c/"), ("nl/new/d.md", "/nl-nl/new/d/")] {
        for words in ["Andere woorden", "Weer andere woorden"] {
            write(away, name, &format!("# Pagina\n\n{words}.\n"));
            has(path, words);
        }
    }
    write(
        away,
        "words/en-US/own.ftl",
        "all-pages = Really every page\n",
    );
    has("/en-us/all-pages/", "Really every page");
    let settings = fs::read_to_string(away.join("settings.yml")).unwrap();
    write(away, "settings.yml", &settings.replace("Test", "Renamed"));
    has("/nl-nl/c/", "Renamed");
    // The link leads elsewhere, and what it leads to goes and comes again.
    write(away, "other/c.md", "# Pagina C\n\nElders.\n");
    symlink(away.join("other"), root.join("next")).unwrap();
    fs::rename(root.join("next"), root.join("nl")).unwrap();
    has("/nl-nl/c/", "Elders");
    fs::rename(away.join("other"), away.join("gone")).unwrap();
    server.wait("/nl-nl/c/", |answer| status(answer) == 404);
    fs::rename(away.join("gone"), away.join("other")).unwrap();
    has("/nl-nl/c/", "Elders");
    write(away, "other/c.md", "# Pagina C\n\nNog steeds elders.\n");
    has("/nl-nl/c/", "Nog steeds elders");
}

#[test]
#[cfg(unix)]
fn a_file_that_is_a_symbolic_link_changes_with_what_it_leads_to() {
    let folder = site();
    let root = folder.path();
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, root.join(name)).unwrap();
    };
    write(root, "en/shared/one.md", "# Page One\n");
    link("../shared/one.md", "en/articles/early.md");
    let server = Server::of(root);
    let has = |path: &str, words: &str| drop(server.wait(path, |answer| answer.contains(words)));
    has("/en-us/articles/early/", "Page One");
    link("early.md", "en/articles/late.md");
    has("/en-us/articles/late/", "Page One");
    write(root, "en/shared/one.md", "# Page Two\n");
    for page in ["shared/one", "articles/early", "articles/late"] {
        has(&format!("/en-us/{page}/"), "Page Two");
    }
    fs::remove_file(root.join("en/shared/one.md")).unwrap();
    for page in ["shared/one", "articles/early", "articles/late"] {
        server.wait(&format!("/en-us/{page}/"), |answer| status(answer) == 404);
    }
    write(root, "en/shared/one.md", "# Page Three\n");
    has("/en-us/articles/late/", "Page Three");
}

/// A server of a site with the theme of a folder, in which a message says `words`.
fn with_theme(root: &Path, theme: &str, words: &str) -> Server {
    let settings = fs::read_to_string(root.join("docent.yml")).unwrap();
    write(root, "docent.yml", &format!("{settings}theme: {theme}\n"));
    message(&root.join(theme), words);
    Server::of(root)
}

/// Has a message of a theme say `words`.
fn message(theme: &Path, words: &str) {
    let text = format!("all-pages = {words}\n");
    write(theme, "locales/en-US/look.ftl", &text);
}

#[test]
fn messages_of_a_theme_are_followed() {
    let folder = site();
    let root = folder.path();
    let look = root.join("look");
    let server = with_theme(root, "look", "Every single page");
    let has = |words: &str| drop(server.wait("/en-us/all-pages/", |it| it.contains(words)));
    has("Every single page");
    message(&look, "Really every page");
    has("Really every page");
    let beside = tempfile::tempdir_in(root).unwrap();
    message(&beside.path().join("look"), "Each and every page");
    fs::remove_dir_all(&look).unwrap();
    fs::rename(beside.path().join("look"), &look).unwrap();
    has("Each and every page");
}

#[test]
fn a_theme_that_is_gone_keeps_back_no_text_that_was_saved_with_it() {
    let folder = site();
    let root = folder.path();
    let settings = fs::read_to_string(root.join("docent.yml")).unwrap();
    let patient = format!("{settings}watch: {{ debounce: 500 }}\n");
    write(root, "docent.yml", &patient);
    let server = with_theme(root, "look", "Every single page");
    server.wait_told("0 errors");
    fs::rename(root.join("look"), root.join("away")).unwrap();
    write(root, "en/articles/a.md", "# Page A\n\nOther words.\n");
    server.wait("/en-us/articles/a/", |answer| {
        answer.contains("Other words")
    });
    server.wait_told("error: there is no theme at ");
}

#[test]
fn a_logo_may_come_later_and_change() {
    let folder = site();
    let root = folder.path();
    let settings = fs::read_to_string(root.join("docent.yml")).unwrap();
    write(root, "docent.yml", &format!("{settings}logo: logo.svg\n"));
    let server = Server::of(root);
    let wait = |words: &str, is_there: bool| {
        server.wait("/en-us/articles/a/", |answer| {
            answer.contains(words) == is_there
        })
    };
    wait("site-logo", false);
    write(root, "logo.svg", "<svg viewBox=\"0 0 20 10\"/>");
    wait("width=\"20\" height=\"10\"", true);
    write(root, "logo.svg", "<svg viewBox=\"0 0 30 10\"/>");
    wait("width=\"30\" height=\"10\"", true);
    fs::remove_file(root.join("logo.svg")).unwrap();
    wait("site-logo", false);
}

#[test]
fn folders_that_come_later_or_again_are_followed() {
    let folder = site();
    let root = folder.path();
    let server = Server::of(root);
    let has = |path: &str, words: &str| drop(server.wait(path, |answer| answer.contains(words)));
    for words in ["Every single page", "Really every page"] {
        write(
            root,
            "locales/en-US/own.ftl",
            &format!("all-pages = {words}\n"),
        );
        has("/en-us/all-pages/", words);
    }
    fs::rename(root.join("nl"), root.join("away")).unwrap();
    has("/nl-nl/articles/a/", "First words");
    fs::rename(root.join("away"), root.join("nl")).unwrap();
    has("/nl-nl/articles/a/", "Eerste woorden");
    for words in ["Andere woorden", "Weer andere woorden"] {
        write(
            root,
            "nl/articles/a.md",
            &format!("# Pagina A\n\n{words}.\n"),
        );
        has("/nl-nl/articles/a/", words);
    }
}

#[test]
fn a_theme_may_go_with_the_folder_above_it_and_come_again() {
    let folder = site();
    let root = folder.path();
    let deep = root.join("deep");
    let server = with_theme(root, "deep/look", "Every single page");
    let has = |words: &str| drop(server.wait("/en-us/all-pages/", |it| it.contains(words)));
    has("Every single page");
    for words in ["Really every page", "Each and every page"] {
        fs::remove_dir_all(&deep).unwrap();
        message(&deep.join("look"), words);
        has(words);
    }
    message(&deep.join("look"), "Still every page");
    has("Still every page");
}

#[test]
fn polling_sees_the_same() {
    let folder = site();
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(
        folder.path(),
        "docent.yml",
        &format!("{good}watch: {{ poll: true, poll_interval: 100 }}\n"),
    );
    let server = Server::of(folder.path());
    for round in 0..3 {
        write(
            folder.path(),
            "en/articles/a.md",
            &format!("# Page A\n\nRound {round}.\n"),
        );
        server.wait("/en-us/articles/a/", |answer| {
            answer.contains(&format!("Round {round}"))
        });
    }
}

#[test]
#[cfg(target_os = "linux")]
fn how_files_are_watched_may_change_meanwhile() {
    use crate::server::PATIENCE;
    use std::thread;
    use std::time::Instant;
    let folder = site();
    let root = folder.path();
    let good = fs::read_to_string(root.join("docent.yml")).unwrap();
    let server = Server::of(root);
    server.wait_told("0 errors");
    let is_told = || {
        let files = fs::read_dir(format!("/proc/{}/fd", server.child.id())).unwrap();
        let mut targets = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
        targets.any(|target| target.to_string_lossy().contains("inotify"))
    };
    let start = Instant::now();
    for (settings, expected) in [
        ("watch: { poll: true, poll_interval: 100 }\n", false),
        ("", true),
    ] {
        write(root, "docent.yml", &format!("{good}{settings}"));
        while is_told() != expected {
            assert!(start.elapsed() < PATIENCE, "{settings}");
            thread::yield_now();
        }
    }
}

/// What an open page hears: the next news of a kind.
fn listen(server: &Server) -> impl FnMut(&str) -> String {
    let mut stream = server.connect();
    stream
        .write_all(b"GET /_docent/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    move |kind: &str| {
        let wanted = format!("\"kind\":\"{kind}\"");
        lines
            .find(|line| line.contains(&wanted))
            .expect("the stream goes on")
    }
}

#[test]
fn open_pages_hear_of_a_picture_that_is_saved_with_a_text() {
    let folder = site();
    let root = folder.path();
    let settings = fs::read_to_string(root.join("docent.yml")).unwrap();
    let patient = format!("{settings}watch: {{ debounce: 500 }}\n");
    write(root, "docent.yml", &patient);
    let server = Server::of(root);
    server.wait_told("0 errors");
    let mut news = listen(&server);
    news("hello");
    write(root, "en/articles/media/x.svg", "<svg id=\"other\"/>");
    write(root, "en/articles/a.md", "# Page A\n\n![y](media/x.svg)\n");
    assert!(news("site").contains("\"pictures\":true"));
    write(root, "en/articles/a.md", "# Page A\n\n![z](media/x.svg)\n");
    assert!(news("site").contains("\"pictures\":false"));
}

#[test]
fn open_pages_hear_what_changed() {
    let folder = site();
    let server = Server::of(folder.path());
    let mut news = listen(&server);
    assert!(news("hello").contains("generation"));
    write(folder.path(), "en/includes/i.md", "Other.\n");
    let site = news("site");
    assert!(
        site.contains("/en-us/articles/b/") && site.contains("/nl-nl/articles/b/"),
        "{site}"
    );
    assert!(!site.contains("/articles/a/"), "{site}");
    news("findings");
}
