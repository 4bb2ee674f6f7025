//! `docent serve` from the inside: a small server for one writer on their own machine.
//!
//! Three threads share one `Shown`: the keeper follows the disk and replaces it, this one answers requests from it, and
//! the judge looks for findings in a copy of it once the writer pauses. Only answering is asynchronous.

mod answer;
mod connection;
mod console;
mod ground;
mod guard;
mod judge;
mod keeper;
mod live;
mod mend;
mod notes;
mod shown;

use std::collections::BTreeSet;
use std::future::{Future, poll_fn};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tower_http::services::ServeFile;

use crate::diagnostic::Code;
use crate::error::{Error, Result};
use crate::project::Location;
use crate::workspace::Workspace;
pub use keeper::Deciding;

use answer::Answer;
use connection::Gate;
use console::Console;
use guard::Hosts;
use judge::Searches;
use live::Live;
use mend::Mended;
use notes::Notes;
use shown::Shown;

/// The folder of addresses that belong to the server and not to the site.
pub const OWN_FOLDER: &str = "/_docent/";
/// The port that is tried first.
const PORT: u16 = 3000;
/// So many ports behind it are tried where none was asked for.
const TRIES: u16 = 100;
/// The longest request that a page sends to us.
const MOST_BYTES: usize = 4096;

/// How the site is to be served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The interface to listen on.
    pub interface: String,
    /// Whether files are looked at again and again instead of being told of.
    pub poll: bool,
    /// Whether a browser is opened.
    pub open: bool,
    /// Whether only faults are told.
    pub quiet: bool,
    /// The tags of the locales that are shown, with those that stand in for them; all if there are none.
    pub locales: Vec<String>,
    /// What decided how the site was read, as it was before that.
    pub known: Deciding,
}

/// What all threads share.
struct App {
    shown: RwLock<Shown>,
    deciding: Mutex<Deciding>,
    locales: Vec<String>,
    /// Files of the locales that are symbolic links: they change with what they lead to.
    links: Mutex<BTreeSet<PathBuf>>,
    notes: Mutex<Arc<Notes>>,
    searches: Searches,
    mended: Mutex<Option<Mended>>,
    live: Live,
    hosts: Hosts,
    console: Console,
    wake: Sender<()>,
}

impl App {
    fn read<T>(&self, ask: impl FnOnce(&Shown) -> T) -> T {
        ask(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self) -> RwLockWriteGuard<'_, Shown> {
        self.shown.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn notes(&self) -> Arc<Notes> {
        Arc::clone(&lock(&self.notes))
    }

    /// Whether what decides how all is read is other than it was when it was last looked at.
    fn is_decided_anew(&self, now: Deciding) -> bool {
        let mut known = lock(&self.deciding);
        let changed = *known != now;
        *known = now;
        changed
    }

    fn judge_soon(&self) {
        // The judge ends with the program.
        let _ = self.wake.send(());
    }
}

/// A panic elsewhere leaves whole values: each is replaced in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a port: the one that was asked for, or the next free one from 3000.
///
/// # Errors
/// The port is taken or the interface is none of this machine.
pub fn bind(interface: &str, port: Option<u16>) -> Result<TcpListener> {
    let name = interface.trim_matches(['[', ']']);
    let addresses = (name, PORT).to_socket_addrs().map_err(|error| {
        let message = format!("cannot listen on {interface}: {error}");
        Error::usage(message).with_help(INTERFACE_HELP)
    })?;
    let addresses: Vec<SocketAddr> = addresses.collect();
    let mut last = port.unwrap_or(PORT);
    let end = port.unwrap_or(PORT + TRIES);
    let error = loop {
        match listen(&addresses, last) {
            Ok(listener) => return Ok(listener),
            // Only another port can be free; what else is wrong is so for each.
            Err(error) if error.kind() == ErrorKind::AddrInUse && last < end => last += 1,
            Err(error) => break error,
        }
    };
    let message = format!("cannot listen on {interface}, port {last}: {error}");
    Err(Error::usage(message).with_help(match error.kind() {
        ErrorKind::AddrNotAvailable => INTERFACE_HELP,
        _ => "`--port` names another; without it the next free one is taken",
    }))
}

const INTERFACE_HELP: &str = "`--interface` names an address of this computer, such as `127.0.0.1`; `0.0.0.0` is all of them";

/// Takes a port on the first of some addresses that has it free. A name may stand for an address that this computer lacks,
/// as `localhost` does for `::1`: where another of them has the port taken, that is what is wrong.
fn listen(addresses: &[SocketAddr], port: u16) -> std::io::Result<TcpListener> {
    let mut refused = None;
    for address in addresses {
        match TcpListener::bind((address.ip(), port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if refused.is_none() || error.kind() == ErrorKind::AddrInUse => {
                refused = Some(error);
            }
            Err(_) => {}
        }
    }
    Err(refused.unwrap_or_else(|| ErrorKind::AddrNotAvailable.into()))
}

/// Serves `workspace` until Ctrl-C or SIGTERM.
///
/// # Errors
/// The system does not let a thread or the server start.
pub fn run(
    listener: TcpListener,
    location: Location,
    workspace: Workspace,
    settings: &Settings,
    begun: std::time::Instant,
) -> Result<()> {
    let failed = |error| Error::io("start the server", Path::new(""))(error);
    let address = listener.local_addr().map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let console = Console {
        quiet: settings.quiet,
    };
    let (wake, woken) = mpsc::channel();
    let app = Arc::new(App {
        shown: RwLock::new(Shown::new(location, workspace)),
        deciding: Mutex::new(settings.known.clone()),
        locales: settings.locales.clone(),
        links: Mutex::default(),
        notes: Mutex::default(),
        searches: Searches::default(),
        mended: Mutex::default(),
        live: Live::default(),
        hosts: Hosts::new(&settings.interface),
        console,
        wake,
    });
    let home = home(&app, &settings.interface, address);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // Each thread that makes pages keeps some memory for the next one.
        .max_blocking_threads(8)
        .build()
        .map_err(failed)?;
    keeper::start(&app, settings.poll).map_err(failed)?;
    judge::start(&app, woken).map_err(failed)?;
    let pages = app.read(|shown| shown.workspace.site().pages().len());
    console.troubled(&[], &app.read(Shown::troubles));
    let announce = || {
        console.ready(&home, pages, begun.elapsed());
        if settings.open {
            open_browser(&home, console);
        }
    };
    let served = runtime.block_on(serve(listener, app, announce));
    // Whoever still waits for an answer does not keep the program from ending.
    runtime.shutdown_timeout(Duration::ZERO);
    served.map_err(failed)
}

/// The address of the site as a person opens it.
fn home(app: &App, interface: &str, address: SocketAddr) -> String {
    let base = app.read(|shown| shown.presentation.urls.base_path().to_owned());
    let name = interface.trim_matches(['[', ']']);
    let host = match (address.ip().is_unspecified(), name.contains(':')) {
        (true, _) => "localhost".to_owned(),
        (false, true) => format!("[{name}]"),
        (false, false) => name.to_owned(),
    };
    format!("http://{host}:{}{base}", address.port())
}

fn open_browser(address: &str, console: Console) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let opened = std::process::Command::new(program)
        .args(arguments)
        .arg(address)
        .spawn();
    if let Err(error) = opened {
        console.warn(&format!("cannot open a browser with `{program}`: {error}"));
    }
}

/// Serves until it is interrupted; `announce` is called when both are ready for a person.
async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    announce: impl FnOnce(),
) -> std::io::Result<()> {
    let gate = Gate::new(tokio::net::TcpListener::from_std(listener)?);
    let router = Router::new().fallback(respond).with_state(app);
    let mut interrupted = std::pin::pin!(interruption());
    // The first look at it takes the signals over from the system, which would just end the program.
    let early = poll_fn(|context| Poll::Ready(interrupted.as_mut().poll(context))).await;
    if let Poll::Ready(ended) = early {
        return ended;
    }
    announce();
    tokio::select! {
        served = async { axum::serve(gate, router).await } => served,
        ended = interrupted => ended,
    }
}

/// Ctrl-C, or what a container or a service manager says instead. The first program of a container gets no signal that it
/// does not ask for: stopping it would take as long as the patience of whoever stops it.
async fn interruption() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

async fn respond(State(app): State<Arc<App>>, request: Request) -> Response {
    let refusal = guard::refusal(
        &app.hosts,
        request.method(),
        request.uri(),
        request.headers(),
    );
    let mut response = match refusal {
        Some(status) => refuse(status),
        None if request.uri().path().starts_with(OWN_FOLDER) => own(app, request).await,
        None => site(app, request).await,
    };
    answer::seal(&mut response);
    response
}

fn refuse(status: StatusCode) -> Response {
    let mut response = (status, format!("{status}\n")).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let allow = axum::http::HeaderValue::from_static("GET, HEAD");
        response
            .headers_mut()
            .insert(axum::http::header::ALLOW, allow);
    }
    response
}

/// A file of the site.
async fn site(app: Arc<App>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let rendered = {
        let app = Arc::clone(&app);
        tokio::task::spawn_blocking(move || render(&app, &path)).await
    };
    match rendered {
        Ok(Answer::File(path)) => stream(&path, request).await,
        Ok(answer) => finish(answer, request.headers()),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn render(app: &App, path: &str) -> Answer {
    if let Some((locale, name)) = app.read(|shown| shown.search_locale(path)) {
        return match judge::search_file(app, locale, &name) {
            Some(bytes) => Answer::found(&name, bytes),
            None => Answer::page(StatusCode::NOT_FOUND, String::new()),
        };
    }
    let (answer, generation) = app.read(|shown| (shown.answer(path), shown.generation));
    match answer {
        Answer::Bytes {
            status,
            kind,
            bytes,
        } if kind.starts_with("text/html") => Answer::Bytes {
            status,
            kind,
            bytes: app.live.inject(bytes, generation),
        },
        other => other,
    }
}

/// A file from where it lies, with ranges and dates.
async fn stream(path: &Path, request: Request) -> Response {
    match ServeFile::new(path).try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(_) => refuse(StatusCode::NOT_FOUND),
    }
}

fn finish(answer: Answer, asked: &HeaderMap) -> Response {
    match answer {
        Answer::Bytes {
            status,
            kind,
            bytes,
        } => answer::respond(status, kind, bytes, asked),
        Answer::Moved(address) => answer::moved(&address),
        Answer::File(_) => refuse(StatusCode::NOT_FOUND),
    }
}

/// What belongs to the server: events, overlay, findings, fixes.
async fn own(app: Arc<App>, request: Request) -> Response {
    let path = request.uri().path()[OWN_FOLDER.len()..].to_owned();
    let asked = request.headers().clone();
    if request.method() == Method::POST {
        return finish(write(app, &path, request).await, &asked);
    }
    let uri = request.uri().clone();
    let answer = match &*path {
        "events" => return app.live.stream(app.read(|shown| shown.generation)),
        "live.js" => Answer::found(&path, live::SCRIPT.into()),
        "live.css" => Answer::found(&path, live::STYLE.into()),
        "page" | "" => {
            let told = tokio::task::spawn_blocking(move || tell(&app, &path, &uri)).await;
            told.unwrap_or_else(|_| fault(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
        }
        _ => Answer::page(StatusCode::NOT_FOUND, String::new()),
    };
    finish(answer, &asked)
}

/// The findings of a page, or of all.
fn tell(app: &App, what: &str, uri: &Uri) -> Answer {
    let notes = app.notes();
    if what == "page" {
        let path = query(uri, "path").unwrap_or_default();
        let mut value = app.read(|shown| notes.of_page(shown, &path));
        value["undo"] = lock(&app.mended).is_some().into();
        return Answer::json(StatusCode::OK, &value);
    }
    let code = query(uri, "code").and_then(|code| Code::named(&code));
    app.read(|shown| notes.page(shown, code))
}

fn query(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let value = { pairs }.find(|(key, _)| *key == name)?.1;
    let value = percent_encoding::percent_decode_str(value);
    Some(value.decode_utf8_lossy().into_owned())
}

/// Applies or takes back a fix, for whoever knows the token.
async fn write(app: Arc<App>, path: &str, request: Request) -> Answer {
    let token = request.headers().get("x-docent-token");
    if token.is_none_or(|token| token.as_bytes() != app.live.token.as_bytes()) {
        return fault(
            StatusCode::FORBIDDEN,
            "the token is missing or of another run; reload the page",
        );
    }
    let undo = match path {
        "fix" => false,
        "undo" => true,
        _ => return fault(StatusCode::METHOD_NOT_ALLOWED, "nothing is written here"),
    };
    let Ok(body) = axum::body::to_bytes(request.into_body(), MOST_BYTES).await else {
        return fault(StatusCode::PAYLOAD_TOO_LARGE, "the request is too long");
    };
    let work = move || {
        if undo {
            take_back(&app)
        } else {
            mend(&app, &body)
        }
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(())) => Answer::json(StatusCode::OK, &json!({ "done": true })),
        Ok(Err(error)) => fault(StatusCode::CONFLICT, &error.to_string()),
        Err(_) => fault(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"),
    }
}

fn fault(status: StatusCode, message: &str) -> Answer {
    Answer::json(status, &json!({ "error": message }))
}

fn mend(app: &App, body: &[u8]) -> Result<()> {
    let notes = app.notes();
    let wanted: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let stale = || Error::usage("the findings are no longer these");
    if wanted["generation"].as_u64() != Some(notes.generation) {
        return Err(stale());
    }
    let at = wanted["id"]
        .as_u64()
        .and_then(|id| usize::try_from(id).ok());
    let note = at.and_then(|at| notes.all.get(at)).ok_or_else(stale)?;
    // Held while the file is written: of two fixes of one text the second is to see what the first made of it.
    let mut mended = lock(&app.mended);
    *mended = Some(app.read(|shown| mend::apply(shown, note))?);
    Ok(())
}

fn take_back(app: &App) -> Result<()> {
    let mut mended = lock(&app.mended);
    let last = mended.take();
    mend::undo(&last.ok_or_else(|| Error::usage("there is nothing to take back"))?)
}
