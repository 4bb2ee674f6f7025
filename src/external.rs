//! Other sites asked whether they have the pages that links lead to: politely, and without calling a slow server broken.
//!
//! One request at a time goes to a host, with a pause between two; hosts are asked side by side.

pub mod cache;

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;

/// Further bytes of a page are not read for an anchor.
const LARGEST_PAGE: u64 = 8 << 20;
/// So many hosts that cannot be reached, with none that can, mean that there is no network.
const OFFLINE: usize = 3;
/// No server is waited for longer, whatever it asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How servers are asked.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How long an answer may take.
    pub timeout: Duration,
    /// The pause between two requests to one host, and before the first repetition; it doubles with each further one.
    pub pause: Duration,
    /// How often a request is made that fails for a reason that may pass.
    pub tries: u32,
    /// How many hosts are asked side by side.
    pub hosts: usize,
    /// Whether pages are loaded to look for the anchors that links ask for.
    pub fragments: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            pause: Duration::from_millis(500),
            tries: 3,
            hosts: 16,
            fragments: false,
        }
    }
}

/// What is known of a page of another site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "verdict", content = "reason", rename_all = "kebab-case")]
pub enum Verdict {
    /// The server has it.
    Fine,
    /// The server says that there is no such page, or there is no such server.
    Broken(String),
    /// The server refuses, has had enough or does not answer: nothing that a writer could mend.
    Unsure(String),
}

/// No host could be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offline;

/// Asks for each of `urls` once; the answers come in the order of the addresses.
///
/// Where no host of these can be reached, they may be gone, or the network is: some of the `witnesses`, which were there in
/// an earlier run, are asked to tell.
///
/// # Errors
/// [`Offline`] when no host at all can be reached.
pub fn ask(
    urls: &[String],
    witnesses: &[String],
    manners: Manners,
) -> Result<Vec<(String, Verdict)>, Offline> {
    let mut hosts: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for url in urls {
        hosts.entry(host(url)).or_default().push(url);
    }
    let mut survey = Survey {
        agent: agent(manners),
        manners,
        hosts: hosts.into_values().collect(),
        next: AtomicUsize::new(0),
        reached: AtomicUsize::new(0),
        unreachable: AtomicUsize::new(0),
        answers: Mutex::new(BTreeMap::new()),
    };
    survey.carry_out();
    if survey.reached() == 0 && !urls.is_empty() {
        if !survey.has_network(witnesses) {
            return Err(Offline);
        }
        // It stopped when the network seemed to be gone.
        survey.next = AtomicUsize::new(0);
        survey.carry_out();
    }
    let answers = survey
        .answers
        .into_inner()
        .expect("no thread panicked while it held the answers");
    Ok(answers.into_iter().collect())
}

/// The host of a URL with its port.
fn host(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())]
}

fn agent(manners: Manners) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(manners.timeout))
        .user_agent(concat!(
            "docent/",
            env!("CARGO_PKG_VERSION"),
            " (link check)"
        ))
        .build()
        .new_agent()
}

/// What the threads that ask share.
struct Survey<'a> {
    agent: Agent,
    manners: Manners,
    hosts: Vec<Vec<&'a String>>,
    next: AtomicUsize,
    reached: AtomicUsize,
    unreachable: AtomicUsize,
    answers: Mutex<BTreeMap<String, Verdict>>,
}

/// What became of one request.
enum Reply {
    Status(u16, Option<Duration>),
    /// A page without the anchor that was asked for.
    NoAnchor,
    NoSuchHost,
    /// It may work another time.
    Failed(String),
}

impl Survey<'_> {
    fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }

    fn is_offline(&self) -> bool {
        self.reached() == 0 && self.unreachable.load(Ordering::SeqCst) >= OFFLINE
    }

    fn carry_out(&self) {
        std::thread::scope(|scope| {
            for _ in 0..self.manners.hosts.clamp(1, self.hosts.len().max(1)) {
                scope.spawn(|| self.work());
            }
        });
    }

    /// Whether one of the first few hosts among `witnesses` answers.
    fn has_network(&self, witnesses: &[String]) -> bool {
        let by_host: BTreeMap<&str, &String> =
            witnesses.iter().map(|url| (host(url), url)).collect();
        let mut few = by_host.into_values().take(OFFLINE);
        few.any(|url| {
            self.reply(url);
            self.reached() > 0
        })
    }

    /// Takes host after host until none is left.
    fn work(&self) {
        while let Some(urls) = self.hosts.get(self.next.fetch_add(1, Ordering::SeqCst)) {
            for (at, url) in urls.iter().enumerate() {
                if self.is_offline() {
                    return;
                }
                if self.is_answered(url) {
                    continue;
                }
                if at > 0 {
                    std::thread::sleep(self.manners.pause);
                }
                let verdict = self.verdict(url);
                let mut answers = self
                    .answers
                    .lock()
                    .expect("no thread panicked while it held the answers");
                answers.insert((*url).clone(), verdict);
            }
        }
    }

    fn is_answered(&self, url: &str) -> bool {
        let answers = self.answers.lock();
        let answers = answers.expect("no thread panicked while it held the answers");
        answers.contains_key(url)
    }

    fn verdict(&self, url: &str) -> Verdict {
        let mut pause = self.manners.pause;
        let mut last = String::new();
        for attempt in 1..=self.manners.tries.max(1) {
            let wait = match self.reply(url) {
                Reply::Status(200..=299, _) => return Verdict::Fine,
                Reply::Status(status @ (404 | 410), _) => {
                    return Verdict::Broken(format!("the server answers {status}"));
                }
                Reply::Status(status @ (429 | 500..=599), wait) => {
                    last = format!("the server answers {status}");
                    wait
                }
                Reply::Status(status, _) => {
                    return Verdict::Unsure(format!("the server answers {status}"));
                }
                Reply::NoAnchor => {
                    return Verdict::Unsure(
                        "the page has no such anchor, or makes it by script".to_owned(),
                    );
                }
                Reply::NoSuchHost => return Verdict::Broken("there is no such server".to_owned()),
                Reply::Failed(reason) => {
                    last = reason;
                    None
                }
            };
            if attempt < self.manners.tries {
                std::thread::sleep(wait.unwrap_or(pause).min(LONGEST_WAIT));
                pause *= 2;
            }
        }
        Verdict::Unsure(last)
    }

    /// Asks for the head, and for the page itself where the head does not settle it.
    fn reply(&self, url: &str) -> Reply {
        let fragment = url.split_once('#').map(|(_, fragment)| fragment);
        let fragment = fragment.filter(|fragment| self.manners.fragments && !fragment.is_empty());
        if fragment.is_none()
            && let Reply::Status(status @ 200..=299, wait) =
                self.count(self.agent.head(url).call()).0
        {
            return Reply::Status(status, wait);
        }
        let (reply, response) = self.count(self.agent.get(url).call());
        if let (Reply::Status(200..=299, _), Some(response), Some(fragment)) =
            (&reply, response, fragment)
            && !has_anchor(response, fragment)
        {
            return Reply::NoAnchor;
        }
        reply
    }

    /// The reply behind an answer; counts whether anybody answered at all.
    fn count(
        &self,
        answer: Result<Response<ureq::Body>, ureq::Error>,
    ) -> (Reply, Option<Response<ureq::Body>>) {
        use ureq::Error;
        let reply = match answer {
            Ok(response) => {
                self.reached.fetch_add(1, Ordering::SeqCst);
                let wait = response
                    .headers()
                    .get("retry-after")
                    .and_then(|wait| wait.to_str().ok()?.parse().ok());
                let reply =
                    Reply::Status(response.status().as_u16(), wait.map(Duration::from_secs));
                return (reply, Some(response));
            }
            Err(Error::HostNotFound) => Reply::NoSuchHost,
            Err(Error::Timeout(_)) => {
                Reply::Failed("the server does not answer in time".to_owned())
            }
            Err(error) => Reply::Failed(error.to_string()),
        };
        self.unreachable.fetch_add(1, Ordering::SeqCst);
        (reply, None)
    }
}

/// Whether a page names the anchor, decoded or as written.
fn has_anchor(response: Response<ureq::Body>, fragment: &str) -> bool {
    let mut page = Vec::new();
    let mut body = response.into_body().into_reader().take(LARGEST_PAGE);
    if body.read_to_end(&mut page).is_err() {
        return true;
    }
    let page = String::from_utf8_lossy(&page);
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    [fragment, &*decoded].iter().any(|name| {
        ["id", "name"].iter().any(|attribute| {
            let forms = [
                format!("{attribute}=\"{name}\""),
                format!("{attribute}='{name}'"),
                format!("{attribute}={name}"),
            ];
            forms.iter().any(|form| page.contains(form))
        })
    })
}
