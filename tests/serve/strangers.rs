//! Other web sites and other machines: they can neither read nor write.

use std::fs;

use crate::server::{Server, site, status};

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
    server.raw(b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: close\r\n\r\n");
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
