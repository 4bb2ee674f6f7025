//! The program itself: where it listens and how it ends.

use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::server::{Server, command, site, status, write};

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
#[cfg(unix)]
fn ctrl_c_and_a_container_end_it_at_once() {
    for signal in ["-INT", "-TERM"] {
        let folder = site();
        let mut server = Server::of(folder.path());
        let _open = server.connect();
        let start = Instant::now();
        Command::new("kill")
            .args([signal, &server.child.id().to_string()])
            .status()
            .unwrap();
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "{signal}");
        let took = start.elapsed();
        assert!(took < Duration::from_secs(2), "{signal}: {took:?}");
    }
}

#[test]
fn only_the_locales_that_were_asked_for_are_shown() {
    let folder = site();
    let root = folder.path();
    let settings = "title: Test\nlocales:\n  - { tag: de-DE, dir: de }\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\nsource: en-US\n";
    write(root, "docent.yml", settings);
    write(root, "de/articles/a.md", "# Seite A\n");
    let server = Server::start(root, &["--port", "0", "--locale", "nl-nl"]);
    // What stands in for missing translations is shown, too.
    let served = |server: &Server| {
        ["de-de", "en-us", "nl-nl"].map(|tag| status(&server.get(&format!("/{tag}/articles/a/"))))
    };
    assert_eq!(served(&server), [404, 200, 200]);
    let page = server.get("/nl-nl/articles/b/");
    assert!(page.contains("Included words"), "{page}");
    assert!(!page.contains("de-de"), "{page}");
    write(root, "docent.yml", &settings.replace("Test", "Renamed"));
    server.wait("/nl-nl/articles/a/", |answer| answer.contains("Renamed"));
    assert_eq!(served(&server), [404, 200, 200]);
    let refused = command(root, &["--port", "0", "--locale", "fr-FR"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("there is no locale `fr-FR`"), "{said}");
}

#[test]
#[cfg(unix)]
fn no_file_name_commands_the_terminal() {
    let folder = site();
    let server = Server::of(folder.path());
    server.wait_told("0 errors");
    let name = "en/articles/\u{1b}[31mred\u{7}\u{202e}.md";
    write(folder.path(), name, "# Red\n\n[gone](gone.md)\n");
    let shown = "en/articles/\u{fffd}[31mred\u{fffd}\u{fffd}.md";
    server.wait_told(&format!("{shown} changed: "));
    let told = server.wait_told(&format!("+ {shown}:3:"));
    let commands = |line: &String| line.contains(['\u{1b}', '\u{7}', '\u{202e}']);
    assert!(!told.iter().any(commands), "{told:?}");
}
