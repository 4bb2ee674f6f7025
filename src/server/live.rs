//! Open pages are told what changed: one stream of events, and the script that every page gets on its way out.

use std::convert::Infallible;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::shown::Shown;
use crate::workspace::Reach;

/// The script of the overlay.
pub const SCRIPT: &str = include_str!("../../themes/default/serve/live.js");
/// Its look.
pub const STYLE: &str = include_str!("../../themes/default/serve/live.css");

/// How often a stream without news is written to. A browser that is gone is noticed by that.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// So many events may wait for a slow browser; one that is further behind is told to look at everything.
const BACKLOG: usize = 64;

/// The stream that all open pages listen to.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<String>,
    /// What a page must know to write: nobody but our own pages can read it.
    pub token: String,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
            token: secret(),
        }
    }
}

impl Live {
    /// Tells all open pages.
    pub fn tell(&self, news: &Value) {
        // Without listeners there is nobody to tell.
        let _ = self.sender.send(news.to_string());
    }

    /// The stream of one page, which first hears which state is shown now.
    pub fn stream(&self, generation: u64) -> Response {
        let hello = hello(generation);
        let news = BroadcastStream::new(self.sender.subscribe());
        let news = news.map(move |news| news.unwrap_or_else(|_behind| everything()));
        let news = tokio_stream::once(hello).chain(news);
        let events = news.map(|news| Ok::<_, Infallible>(Event::default().data(news)));
        let keep_alive = KeepAlive::new().interval(HEARTBEAT);
        Sse::new(events).keep_alive(keep_alive).into_response()
    }

    /// A page with the script of the overlay in it.
    pub fn inject(&self, mut html: Vec<u8>, generation: u64) -> Vec<u8> {
        let script = format!(
            "<script defer src=\"/_docent/live.js\" data-token=\"{}\" data-generation=\"{generation}\"></script>",
            self.token
        );
        let end = b"</body>";
        let at = html.windows(end.len()).rposition(|window| window == end);
        let at = at.unwrap_or(html.len());
        html.splice(at..at, script.bytes());
        html
    }
}

/// What a change means for open pages. Where `pictures` is added and false, no picture is another.
pub fn news(shown: &Shown, reach: &Reach) -> Value {
    let site = shown.workspace.site();
    let pages = match reach {
        Reach::Readers(sources) => {
            let pages = sources.iter().flat_map(|&source| site.readers(source));
            let url = |page: &crate::site::Page| shown.presentation.urls.page(&site.index, page.id);
            Value::from(pages.map(url).collect::<Vec<_>>())
        }
        Reach::Nothing | Reach::Everything => Value::Null,
    };
    json!({ "kind": "site", "generation": shown.generation, "pages": pages })
}

/// New findings are there to be asked for.
pub fn judged(generation: u64) -> Value {
    json!({ "kind": "findings", "generation": generation })
}

fn hello(generation: u64) -> String {
    json!({ "kind": "hello", "generation": generation }).to_string()
}

fn everything() -> String {
    json!({ "kind": "site", "generation": 0, "pages": null }).to_string()
}

/// 128 bits that nobody can guess: the standard library's keys come from the system's source of randomness.
fn secret() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}
