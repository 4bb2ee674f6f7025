//! Addresses: those of a static host, and none that leads out of the site.

use std::fs;

use crate::server::{SECRET, Server, site, status, write};

#[test]
fn addresses_are_those_of_a_static_host() {
    let folder = site();
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(
        folder.path(),
        "docent.yml",
        &format!("{good}base_url: https://example.org/docs/\n"),
    );
    write(
        folder.path(),
        ".openpublishing.redirection.json",
        r#"{"redirections":[{"source_path":"articles/old.md","redirect_url":"/articles/a"}]}"#,
    );
    let server = Server::of(folder.path());
    let cases = [
        ("/", 302, "location: /docs/"),
        ("/docs", 302, "location: /docs/"),
        (
            "/docs/en-us/articles/a/",
            200,
            "content-type: text/html; charset=utf-8",
        ),
        (
            "/docs/en-us/articles/a",
            302,
            "location: /docs/en-us/articles/a/",
        ),
        ("/docs/en-us/articles/a/index.html", 200, "etag: "),
        (
            "/docs/en-us/articles/a.md",
            200,
            "content-type: text/markdown",
        ),
        (
            "/docs/en-us/articles/media/x.svg",
            200,
            "content-type: image/svg+xml",
        ),
        (
            "/docs/en-us/search-index/index.js",
            200,
            "content-type: text/javascript",
        ),
        ("/docs/en-us/articles/old/", 200, "content-type: text/html"),
        ("/docs/en-us/nothing/", 404, "content-type: text/html"),
        ("/elsewhere/", 404, "content-type: text/html"),
        ("/docs//evil.example", 404, ""),
    ];
    for (path, expected, header) in cases {
        let answer = server.get(path);
        assert_eq!(status(&answer), expected, "{path}: {answer}");
        assert!(answer.contains(header), "{path}: {answer}");
    }
    let page = server.get("/docs/en-us/articles/a/");
    let tag = page
        .split("etag: ")
        .nth(1)
        .unwrap()
        .split('\r')
        .next()
        .unwrap();
    let again = server.ask(
        "GET",
        "/docs/en-us/articles/a/",
        &format!("If-None-Match: {tag}\r\n"),
        "",
    );
    assert_eq!(status(&again), 304);
    let several = format!("If-None-Match: \"0\", W/{tag}\r\n");
    let again = server.ask("GET", "/docs/en-us/articles/a/", &several, "");
    assert_eq!(status(&again), 304);
    let head = server.ask("HEAD", "/docs/en-us/articles/a/", "", "");
    assert!(head.ends_with("\r\n\r\n") && status(&head) == 200, "{head}");
}

#[test]
fn a_base_path_may_have_letters_that_a_browser_encodes() {
    for written in ["hilfe-größe", "hilfe-gr%C3%B6%C3%9Fe"] {
        let folder = site();
        let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
        let settings = format!("{good}base_url: https://example.org/{written}/\n");
        write(folder.path(), "docent.yml", &settings);
        let server = Server::of(folder.path());
        let cases = [
            ("/hilfe-gr%C3%B6%C3%9Fe/en-us/articles/a/", 200),
            ("/hilfe-gr%c3%b6%c3%9fe/en-us/articles/media/x.svg", 200),
            ("/hilfe-gr%C3%B6%C3%9Fe/en-us/articles/a", 302),
            ("/hilfe-gr%C3%B6%C3%9Fe", 302),
            ("/", 302),
            ("/en-us/articles/a/", 404),
        ];
        for (path, expected) in cases {
            let answer = server.get(path);
            assert_eq!(status(&answer), expected, "{written} {path}: {answer}");
            let leads = answer.contains("\r\nlocation: /hilfe-gr%C3%B6%C3%9Fe/");
            assert_eq!(leads, expected == 302, "{written} {path}: {answer}");
        }
    }
}

#[test]
fn no_address_leads_out_of_the_site() {
    let folder = site();
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        folder.path().join("secret.txt"),
        folder.path().join("en/articles/media/link.svg"),
    )
    .unwrap();
    let server = Server::of(folder.path());
    // It was an honest file when it was listed.
    write(folder.path(), "en/articles/media/later.svg", "honest");
    server.wait("/en-us/articles/media/later.svg", |answer| {
        answer.contains("honest")
    });
    let later = folder.path().join("en/articles/media/later.svg");
    fs::remove_file(&later).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), &later).unwrap();
    let root = folder.path().display().to_string();
    let paths = [
        "/../secret.txt",
        "/en-us/../../secret.txt",
        "/en-us/%2e%2e/%2e%2e/secret.txt",
        "/en-us/..%2f..%2fsecret.txt",
        "/en-us/%252e%252e/secret.txt",
        "/en-us/..\\..\\secret.txt",
        "/en-us/%5c..%5csecret.txt",
        "/en-us/.hidden.md",
        "/en-us/.hidden/",
        "/en-us/../en-sibling/secret.md",
        "/en-sibling/secret.md",
        "/docent.yml",
        "/en/articles/a.md",
        "/en-us/articles/media/link.svg",
        "/en-us/articles/media/later.svg",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "/en-us/%00",
        "/en-us/%ff%fe",
        "/en-us/%c0%ae%c0%ae/secret.txt",
        "*",
        "/_docent/../secret.txt",
        "/_docent/%2e%2e/secret.txt",
    ];
    for path in paths
        .iter()
        .map(|path| (*path).to_owned())
        .chain([format!("/{root}/secret.txt"), format!("{root}/secret.txt")])
    {
        let answer = server.get(&path);
        assert_ne!(status(&answer), 200, "{path}: {answer}");
        assert!(
            !answer.contains(SECRET) && !answer.contains("root:"),
            "{path}: {answer}"
        );
    }
}
