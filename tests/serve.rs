//! `docent serve` as a browser and an attacker meet it: the real program on the loopback interface, asked byte by byte.
#![cfg(feature = "serve")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(20);
const SECRET: &str = "canary-of-the-tests";

fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "docent.yml",
            "title: Test\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl, fallback: [en-US] }\nchecks: { levels: { front-matter-missing: off } }\n",
        ),
        (
            "en/articles/a.md",
            "# Page A\n\nFirst words.\n\n[b](b.md#part)\n\n![x](media/x.svg)\n",
        ),
        (
            "en/articles/b.md",
            "# Page B\n\n## Part\n\n[AZURE.INCLUDE [i](../includes/i.md)]\n",
        ),
        ("en/includes/i.md", "Included words.\n"),
        (
            "en/articles/media/x.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
        ),
        ("nl/articles/a.md", "# Pagina A\n\nEerste woorden.\n"),
        ("secret.txt", SECRET),
        ("en/.hidden.md", SECRET),
        ("en-sibling/secret.md", SECRET),
    ];
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

struct Server {
    child: Child,
    port: u16,
    told: Arc<Mutex<Vec<String>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.args(["serve", "-C"]).arg(root).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Server {
    fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut child = command(root, arguments).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split(['/', ' ']).next());
        let port = port
            .and_then(|host| host.rsplit(':').next())
            .and_then(|port| port.parse().ok());
        let told = Arc::default();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let kept: Arc<Mutex<Vec<String>>> = Arc::clone(&told);
        thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .for_each(|line| kept.lock().unwrap().push(line))
        });
        Self {
            child,
            port: port.unwrap_or_else(|| panic!("no address in {line:?}")),
            told,
        }
    }

    /// A server on a port of its own, whatever other tests use.
    fn of(root: &Path) -> Self {
        Self::start(root, &["--port", "0"])
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are; everything that comes back until the server hangs up.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let host = format!("Host: localhost:{}\r\n", self.port);
        let host = if headers.starts_with("Host:") {
            ""
        } else {
            &host
        };
        let length = body.len();
        self.raw(format!("{method} {path} HTTP/1.1\r\n{host}{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").as_bytes())
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    fn json(&self, path: &str) -> serde_json::Value {
        let answer = self.get(path);
        serde_json::from_str(answer.split_once("\r\n\r\n").expect("there is a body").1).unwrap()
    }

    fn wait(&self, path: &str, is_right: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if is_right(&answer) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays {answer}");
            thread::yield_now();
        }
    }

    fn wait_findings(
        &self,
        page: &str,
        is_right: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let start = Instant::now();
        loop {
            let told = self.json(&format!("/_docent/page?path={page}"));
            if is_right(&told) {
                return told;
            }
            assert!(start.elapsed() < PATIENCE, "{page} stays {told}");
            thread::yield_now();
        }
    }

    fn token(&self) -> String {
        let page = self.get("/en-us/articles/a/");
        page.split("data-token=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    }
}

fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0)
}

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
fn a_broken_configuration_keeps_the_last_good_site_and_is_named() {
    let folder = site();
    let server = Server::of(folder.path());
    let good = fs::read_to_string(folder.path().join("docent.yml")).unwrap();
    write(folder.path(), "docent.yml", &format!("{good}titel: x\n"));
    let told = server.wait_findings("/en-us/articles/a/", |told| told["troubles"][0].is_object());
    assert_eq!(told["troubles"][0]["place"], "docent.yml:6:1");
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
    let head = server.ask("HEAD", "/docs/en-us/articles/a/", "", "");
    assert!(head.ends_with("\r\n\r\n") && status(&head) == 200, "{head}");
}

#[test]
fn foreign_and_malformed_hosts_are_refused() {
    let folder = site();
    let server = Server::of(folder.path());
    let hosts = [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "192.168.1.1",
        "localhost:x",
        "[::1",
        "",
        "\u{1}",
        "\u{fffd}",
        "a b",
    ];
    for host in hosts {
        let answer = server.ask(
            "GET",
            "/en-us/articles/a/",
            &format!("Host: {host}\r\n"),
            "",
        );
        assert!(matches!(status(&answer), 400 | 421), "{host:?}: {answer}");
        assert!(!answer.contains("First words"), "{host:?}");
    }
    let absolute = server.ask("GET", "http://evil.example/en-us/articles/a/", "", "");
    assert_eq!(status(&absolute), 421, "{absolute}");
    let without = server.raw(b"GET / HTTP/1.0\r\n\r\n");
    assert_eq!(status(&without), 421, "{without}");
    server.raw(b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n");
    for host in ["localhost", "127.0.0.1", "[::1]:99"] {
        assert_eq!(
            status(&server.ask(
                "GET",
                "/en-us/articles/a/",
                &format!("Host: {host}\r\n"),
                ""
            )),
            200
        );
    }
}

#[test]
fn no_address_leads_out_of_the_site() {
    let folder = site();
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        folder.path().join("secret.txt"),
        folder.path().join("en/articles/media/link.txt"),
    )
    .unwrap();
    let server = Server::of(folder.path());
    // It was an honest file when it was listed.
    write(folder.path(), "en/articles/media/later.txt", "honest");
    server.wait("/en-us/articles/media/later.txt", |answer| {
        answer.contains("honest")
    });
    let later = folder.path().join("en/articles/media/later.txt");
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
        "/en-us/articles/media/link.txt",
        "/en-us/articles/media/later.txt",
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

#[test]
fn other_sites_can_neither_read_nor_write() {
    let folder = site();
    let server = Server::of(folder.path());
    let paths = [
        "/",
        "/en-us/articles/a/",
        "/en-us/articles/media/x.svg",
        "/_docent/",
        "/_docent/live.js",
        "/_docent/page?path=/",
        "/none",
    ];
    for path in paths {
        let answer = server.get(path).to_lowercase();
        assert!(!answer.contains("access-control-"), "{path}");
        assert!(
            answer.contains("cross-origin-resource-policy: same-origin"),
            "{path}: {answer}"
        );
        assert!(answer.contains("x-content-type-options: nosniff"), "{path}");
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
            let answer = server.ask(method, path, "", "");
            assert!(
                matches!(status(&answer), 403 | 405),
                "{method} {path}: {answer}"
            );
        }
    }
    for origin in [
        "https://evil.example",
        "null",
        "http://192.168.1.7:3000",
        "http://127.0.0.1:1",
        "http://localhost:1",
    ] {
        for (method, path) in [
            ("GET", "/_docent/events"),
            ("GET", "/_docent/page?path=/"),
            ("POST", "/_docent/fix"),
            ("POST", "/_docent/undo"),
        ] {
            let answer = server.ask(method, path, &format!("Origin: {origin}\r\n"), "");
            assert_eq!(status(&answer), 403, "{origin} {method} {path}: {answer}");
        }
    }
    let cross = server.ask(
        "GET",
        "/_docent/events",
        "Sec-Fetch-Site: cross-site\r\n",
        "",
    );
    assert_eq!(status(&cross), 403);
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
fn a_port_that_is_taken_is_named_and_the_next_one_is_found() {
    let folder = site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let start = Instant::now();
    let output = command(folder.path(), &["--port", &port]).output().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&port));
    let (one, two) = (
        Server::start(folder.path(), &[]),
        Server::start(folder.path(), &[]),
    );
    assert_ne!(one.port, two.port);
    assert_eq!(status(&two.get("/")), 200);
}

#[test]
#[cfg(target_os = "linux")]
fn only_this_machine_is_listened_to() {
    let folder = site();
    let server = Server::of(folder.path());
    let sockets = fs::read_to_string("/proc/net/tcp").unwrap();
    let ours = format!(":{:04X} ", server.port);
    let listening: Vec<&str> = sockets
        .lines()
        .filter(|line| line.contains(" 0A ") && line.contains(&ours))
        .collect();
    assert!(
        listening.len() == 1 && listening[0].contains(&format!("0100007F{ours}")),
        "{listening:?}"
    );
}

#[test]
fn idle_and_endless_requests_starve_nobody() {
    let folder = site();
    let server = Server::of(folder.path());
    let mut idle: Vec<TcpStream> = (0..500).map(|_| server.connect()).collect();
    for stream in idle.iter_mut().step_by(2) {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: local");
    }
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a".repeat(1 << 20)
    );
    let answer = server.raw(long.as_bytes());
    assert!(matches!(status(&answer), 0 | 400..=499), "{answer}");
    let many = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
        "a: b\r\n".repeat(100_000)
    );
    assert!(matches!(
        status(&server.raw(many.as_bytes())),
        0 | 400..=499
    ));
    let start = Instant::now();
    assert_eq!(status(&server.get("/en-us/articles/a/")), 200);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

#[test]
#[cfg(target_os = "linux")]
fn browsers_that_vanish_leave_nothing_behind() {
    let folder = site();
    let server = Server::of(folder.path());
    let open = || {
        fs::read_dir(format!("/proc/{}/fd", server.child.id()))
            .unwrap()
            .count()
    };
    server.get("/en-us/articles/a/");
    let before = open();
    for round in 0..2 {
        let listening: Vec<TcpStream> = (0..100)
            .map(|_| {
                let mut stream = server.connect();
                stream
                    .write_all(b"GET /_docent/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .unwrap();
                stream
            })
            .collect();
        write(
            folder.path(),
            "en/articles/a.md",
            &format!("# Page A\n\nRound {round}.\n"),
        );
        // What was sent to them is not read, so the system resets the connections.
        drop(listening);
        server.wait("/en-us/articles/a/", |answer| {
            answer.contains(&format!("Round {round}"))
        });
    }
    let start = Instant::now();
    while open() > before + 5 {
        assert!(
            start.elapsed() < PATIENCE,
            "{} files open, {before} before",
            open()
        );
        server.get("/en-us/articles/a/");
    }
}

#[test]
fn open_pages_hear_what_changed() {
    let folder = site();
    let server = Server::of(folder.path());
    let mut stream = server.connect();
    stream
        .write_all(b"GET /_docent/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut news = |kind: &str| {
        let wanted = format!("\"kind\":\"{kind}\"");
        lines
            .find(|line| line.contains(&wanted))
            .expect("the stream goes on")
    };
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

#[test]
fn a_storm_is_few_updates_and_ends_with_the_newest_text() {
    let folder = site();
    let page = |number: usize, round: usize| {
        format!(
            "# Page {number} in round {round}\n\n[next](p{}.md)\n",
            (number + 1) % 1000
        )
    };
    let path = |number: usize| format!("en/storm/p{number}.md");
    for number in 0..1000 {
        write(folder.path(), &path(number), &page(number, 0));
    }
    let server = Server::of(folder.path());
    let before = server.told.lock().unwrap().len();
    for round in 1..=2 {
        for number in 0..1000 {
            write(folder.path(), &path(number), &page(number, round));
            if number % 100 == 0 {
                assert_eq!(status(&server.get("/en-us/storm/p1/")), 200);
            }
        }
    }
    server.wait("/en-us/storm/p999/", |answer| {
        answer.contains("Page 999 in round 2")
    });
    let fresh = Server::of(folder.path());
    let text = |server: &Server, path: &str| {
        let answer = server.get(path);
        let body = answer
            .split_once("\r\n\r\n")
            .expect("there is a body")
            .1
            .to_owned();
        body.split("<script defer src=\"/_docent/")
            .next()
            .map(str::to_owned)
    };
    for number in (0..1000).step_by(37) {
        let path = format!("/en-us/storm/p{number}/");
        assert_eq!(text(&server, &path), text(&fresh, &path), "{path}");
    }
    let told = server.told.lock().unwrap();
    let updates = told[before..]
        .iter()
        .filter(|line| line.contains(" changed: "))
        .count();
    assert!(updates < 10, "{told:#?}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_at_once() {
    let folder = site();
    let mut server = Server::of(folder.path());
    let _open = server.connect();
    let start = Instant::now();
    Command::new("kill")
        .args(["-INT", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
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
