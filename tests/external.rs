//! Other sites asked, as servers on loopback play them: nothing here leaves the machine.
#![cfg(feature = "external-links")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use docent::external::{self, Manners, Offline, Verdict};

/// A server that answers by the path, and remembers what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let heard = Arc::clone(&heard);
                std::thread::spawn(move || serve(&stream, &heard));
            }
        });
        Self { address, asked }
    }

    fn ask(&self, paths: &[&str], manners: Manners) -> Vec<Verdict> {
        let urls: Vec<String> = paths
            .iter()
            .map(|path| format!("{}{path}", self.address))
            .collect();
        let answers = external::ask(&urls, &[], manners).expect("the server answers");
        let answers: BTreeMap<String, Verdict> = answers.into_iter().collect();
        urls.iter().map(|url| answers[url].clone()).collect()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no thread panicked").clone()
    }
}

fn serve(stream: &TcpStream, heard: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap_or(0) > 2 {
            line.clear();
        }
        let mut words = request.split_whitespace();
        let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let before = {
            let mut heard = heard.lock().expect("no thread panicked");
            let before = heard.iter().filter(|asked| asked.ends_with(path)).count();
            heard.push(format!("{method} {path}"));
            before
        };
        let status = match path {
            "/silent" => return std::thread::sleep(Duration::from_secs(5)),
            "/gone" => "404 Not Found",
            "/forbidden" => "403 Forbidden",
            "/busy" => "429 Too Many Requests",
            "/once-busy" if before == 0 => "503 Service Unavailable",
            "/no-head" if method == "HEAD" => "405 Method Not Allowed",
            "/head-lies" if method == "HEAD" => "404 Not Found",
            "/moved" => "301 Moved Permanently\r\nLocation: /page",
            _ => "200 OK",
        };
        let body = "<h1 id=\"here\">x</h1>";
        let sent = if method == "HEAD" { "" } else { body };
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nContent-Type: text/html\r\n\r\n{sent}",
            body.len()
        );
        if (&mut &*stream).write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn hasty() -> Manners {
    Manners {
        timeout: Duration::from_millis(500),
        pause: Duration::from_millis(1),
        tries: 2,
        ..Manners::default()
    }
}

#[test]
fn a_verdict_is_broken_only_where_a_writer_can_mend_it() {
    let server = Server::start();
    let cases = [
        ("/page", "fine"),
        ("/moved", "fine"),
        ("/gone", "broken"),
        ("/forbidden", "unsure"),
        ("/busy", "unsure"),
        ("/silent", "unsure"),
        ("/once-busy", "fine"),
        ("/no-head", "fine"),
        ("/head-lies", "fine"),
    ];
    let paths = cases.map(|(path, _)| path);
    for ((path, expected), verdict) in cases.iter().zip(server.ask(&paths, hasty())) {
        let word = match &verdict {
            Verdict::Fine => "fine",
            Verdict::Broken(_) => "broken",
            Verdict::Unsure(_) => "unsure",
        };
        assert_eq!(word, *expected, "{path}: {verdict:?}");
    }
}

#[test]
fn only_the_head_is_asked_for_where_it_is_enough() {
    let server = Server::start();
    server.ask(&["/page"], hasty());
    assert_eq!(server.asked(), ["HEAD /page"]);
}

#[test]
fn anchors_are_looked_for_on_request() {
    let server = Server::start();
    let asking = Manners {
        fragments: true,
        ..hasty()
    };
    let paths = ["/page#here", "/page#elsewhere"];
    assert_eq!(server.ask(&paths, hasty()), [Verdict::Fine, Verdict::Fine]);
    let verdicts = server.ask(&paths, asking);
    assert_eq!(verdicts[0], Verdict::Fine);
    assert!(
        matches!(verdicts[1], Verdict::Unsure(_)),
        "{:?}",
        verdicts[1]
    );
}

#[test]
fn without_any_server_nothing_is_called_broken() {
    // A port that was free a moment ago: nobody listens there.
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port");
    let urls = [format!("http://{port}/a"), format!("http://{port}/b")];
    assert_eq!(external::ask(&urls, &[], hasty()), Err(Offline));
}

#[test]
fn a_server_that_was_there_before_tells_whether_there_is_a_network() {
    let gone = |path: &str| {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        format!("http://{}{path}", port.expect("loopback has a free port"))
    };
    let urls: Vec<String> = ["/a", "/b", "/c", "/d"].map(gone).into();
    let server = Server::start();
    let there = [format!("{}/page", server.address)];
    let answers = external::ask(&urls, &there, hasty()).expect("the witness answers");
    assert_eq!(answers.len(), urls.len());
    assert_eq!(external::ask(&urls, &[gone("/e")], hasty()), Err(Offline));
}
