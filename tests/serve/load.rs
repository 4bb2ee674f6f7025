//! Many at once: requests, browsers and files.

use std::fs;
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::server::{PATIENCE, Server, site, status, write};

/// So many files a checkout of another branch may change.
const FILES: usize = 4_000;

#[test]
fn idle_and_endless_requests_starve_nobody() {
    let folder = site();
    // Fewer than there are idle connections: without a bound the system has none left for anybody.
    let server = Server::with_files(folder.path(), 430);
    server.get("/en-us/articles/a/");
    let before = server.memory();
    let mut idle: Vec<TcpStream> = (0..540).map(|_| server.connect()).collect();
    for stream in idle.iter_mut().step_by(2) {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: local");
    }
    for stream in idle.iter().step_by(5) {
        let _ = stream.shutdown(Shutdown::Write);
    }
    // Room is made at once, not only when those who say nothing are given up.
    assert_eq!(status(&server.get("/en-us/articles/a/")), 200);
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
    // The first answer may wait for room; the promise is about those that follow.
    let took = |_| {
        let start = Instant::now();
        assert_eq!(status(&server.get("/en-us/articles/a/")), 200);
        start.elapsed()
    };
    let fastest = (0..5).map(took).min();
    assert!(fastest < Some(Duration::from_secs(1)), "{fastest:?}");
    let more = server
        .memory()
        .map(|(_, most)| most - before.map_or(0, |(now, _)| now));
    assert!(more.unwrap_or(0) < 100, "{more:?} MB more");
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
fn a_storm_is_few_updates_and_ends_with_the_newest_text() {
    let folder = site();
    let page = |number: usize, round: usize| {
        format!(
            "# Page {number} in round {round}\n\n[next](p{}.md)\n",
            (number + 1) % FILES
        )
    };
    let path = |number: usize| format!("en/storm/p{number}.md");
    for number in 0..FILES {
        write(folder.path(), &path(number), &page(number, 0));
    }
    let server = Server::of(folder.path());
    server.wait_findings("/en-us/storm/p0/", |told| {
        told["generation"] == told["shown"]
    });
    let (before, memory) = (server.updates(), server.memory());
    for round in 1..=2 {
        for number in 0..FILES {
            write(folder.path(), &path(number), &page(number, round));
            if number % 100 == 0 {
                assert_eq!(status(&server.get("/en-us/storm/p1/")), 200);
            }
        }
    }
    server.wait(&format!("/en-us/storm/p{}/", FILES - 1), |answer| {
        answer.contains(&format!("Page {} in round 2", FILES - 1))
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
    for number in (0..FILES).step_by(97) {
        let path = format!("/en-us/storm/p{number}/");
        assert_eq!(text(&server, &path), text(&fresh, &path), "{path}");
    }
    let updates = server.updates() - before;
    assert!(updates < 10, "{updates} updates");
    let (now, most) = (
        memory.map(|(now, _)| now),
        server.memory().map(|(_, most)| most),
    );
    assert!(
        most <= now.map(|now| now * 2),
        "{most:?} MB, {now:?} before"
    );
}
