//! The real program on a port of its own, asked byte by byte, and the small site that it shows.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub const PATIENCE: Duration = Duration::from_secs(20);
pub const SECRET: &str = "canary-of-the-tests";

pub fn site() -> TempDir {
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

pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub struct Server {
    pub child: Child,
    pub port: u16,
    pub told: Arc<Mutex<Vec<String>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.args(["serve", "-C"]).arg(root).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Server {
    pub fn start(root: &Path, arguments: &[&str]) -> Self {
        Self::run(command(root, arguments))
    }

    /// A server that may have so many files open, connections among them, where there is a shell to say so.
    pub fn with_files(root: &Path, most: usize) -> Self {
        if cfg!(not(unix)) {
            return Self::of(root);
        }
        let limited = format!("ulimit -n {most}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.args(["-c", &limited, env!("CARGO_BIN_EXE_docent")]);
        shell.args(["serve", "--port", "0", "-C"]).arg(root);
        shell.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::run(shell)
    }

    fn run(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
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
    pub fn of(root: &Path) -> Self {
        Self::start(root, &["--port", "0"])
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are; everything that comes back until the server hangs up, or patience ends: a stream of events
    /// that should have been refused would go on for ever.
    pub fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let (mut answer, mut part) = (Vec::new(), [0; 8_192]);
        let start = Instant::now();
        while start.elapsed() < PATIENCE
            && let Ok(length @ 1..) = stream.read(&mut part)
        {
            answer.extend_from_slice(&part[..length]);
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let host = format!("Host: localhost:{}\r\n", self.port);
        let host = if headers.starts_with("Host:") {
            ""
        } else {
            &host
        };
        let length = body.len();
        self.raw(format!("{method} {path} HTTP/1.1\r\n{host}{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").as_bytes())
    }

    pub fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        let answer = self.get(path);
        serde_json::from_str(answer.split_once("\r\n\r\n").expect("there is a body").1).unwrap()
    }

    pub fn wait(&self, path: &str, is_right: impl Fn(&str) -> bool) -> String {
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

    pub fn wait_findings(
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

    /// How often something that changed was shown.
    pub fn updates(&self) -> usize {
        let told = self.told.lock().unwrap();
        told.iter()
            .filter(|line| line.contains(" changed: "))
            .count()
    }

    /// The memory that it holds now and the most that it ever held, in MB; none where the system does not tell.
    pub fn memory(&self) -> Option<(usize, usize)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let value = |key: &str| -> Option<usize> {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().ok()?;
            Some(kilobytes / 1024)
        };
        Some((value("VmRSS:")?, value("VmHWM:")?))
    }

    /// Everything that the terminal has shown, once a line begins so.
    pub fn wait_told(&self, start: &str) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let told = self.told.lock().unwrap().clone();
            if told.iter().any(|line| line.starts_with(start)) {
                return told;
            }
            assert!(begun.elapsed() < PATIENCE, "never {start:?} in {told:?}");
            thread::yield_now();
        }
    }

    pub fn token(&self) -> String {
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

pub fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0)
}

/// A browser that asks for page after page on one connection.
pub struct Reader {
    stream: BufReader<TcpStream>,
}

impl Reader {
    pub fn of(server: &Server) -> Self {
        Self {
            stream: BufReader::new(server.connect()),
        }
    }

    /// Status and body of an answer.
    pub fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(
                self.stream.read_line(&mut head).unwrap(),
                0,
                "{path}: {head}"
            );
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        (status(&head), body)
    }
}
