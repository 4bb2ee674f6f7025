//! Answers of other sites, kept so that nobody is asked the same again before they expire.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Verdict;

/// The version of the form below; a file of another one is ignored.
const VERSION: u32 = 1;

/// The answers of earlier runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cache {
    version: u32,
    answers: BTreeMap<String, Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    /// Seconds since 1970.
    at: u64,
    #[serde(flatten)]
    verdict: Verdict,
}

impl Cache {
    /// The cache in a file; an empty one if the file is missing, damaged or of another version.
    pub fn read(path: &Path) -> Self {
        let cache = std::fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        cache
            .filter(|cache: &Self| cache.version == VERSION)
            .unwrap_or_default()
    }

    /// The answer to `url`, if it is not older than its verdict allows: what is fine keeps for `keep`, what is broken for
    /// a seventh of it, since writers mend it; what is unsure is asked anew.
    pub fn get(&self, url: &str, now: u64, keep: Duration) -> Option<&Verdict> {
        let answer = self.answers.get(url)?;
        let keep = match answer.verdict {
            Verdict::Fine => keep.as_secs(),
            Verdict::Broken(_) => keep.as_secs() / 7,
            Verdict::Unsure(_) => 0,
        };
        (now.saturating_sub(answer.at) < keep).then_some(&answer.verdict)
    }

    /// Remembers an answer.
    pub fn put(&mut self, url: &str, now: u64, verdict: Verdict) {
        self.version = VERSION;
        self.answers
            .insert(url.to_owned(), Answer { at: now, verdict });
    }

    /// The cache as a file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts and numbers are JSON");
        bytes.push(b'\n');
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_expire_by_their_verdict() {
        let mut cache = Cache::default();
        cache.put("fine", 1000, Verdict::Fine);
        cache.put("broken", 1000, Verdict::Broken("404".to_owned()));
        cache.put("unsure", 1000, Verdict::Unsure("429".to_owned()));
        let keep = Duration::from_secs(700);
        let known = |now| {
            ["fine", "broken", "unsure", "new"].map(|url| cache.get(url, now, keep).is_some())
        };
        assert_eq!(known(1000), [true, true, false, false]);
        assert_eq!(known(1100), [true, false, false, false]);
        assert_eq!(known(1700), [false, false, false, false]);
    }

    #[test]
    fn a_cache_is_read_as_it_was_written_and_a_damaged_one_is_empty() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("cache.json");
        let mut cache = Cache::default();
        cache.put("https://example.org/", 7, Verdict::Broken("404".to_owned()));
        std::fs::write(&path, cache.to_bytes()).expect("it can be written");
        assert_eq!(Cache::read(&path), cache);
        std::fs::write(&path, "{").expect("it can be written");
        assert_eq!(Cache::read(&path), Cache::default());
    }
}
