//! What may be late: findings and search, looked for in a copy of the site once the writer pauses.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::live;
use super::notes::Notes;
use super::{App, lock};
use crate::locale::LocaleId;

/// How long nothing must change before findings are looked for, so that they do not delay the next save.
const PAUSE: Duration = Duration::from_millis(150);

/// The search of a locale as it was last made.
#[derive(Clone, Debug, Default)]
struct Search {
    generation: u64,
    files: BTreeMap<String, Vec<u8>>,
    /// Those of the search before it, which pages that are open may still ask for: their names tell the two apart.
    older: BTreeMap<String, Vec<u8>>,
}

/// The searches that somebody asked for.
#[derive(Debug, Default)]
pub struct Searches {
    made: Mutex<BTreeMap<LocaleId, Arc<Search>>>,
    /// Held while one is made, so that twenty readers do not make twenty.
    making: Mutex<()>,
}

/// Starts the thread.
///
/// # Errors
/// The system has no thread left.
pub fn start(app: &Arc<App>, woken: Receiver<()>) -> std::io::Result<()> {
    let app = Arc::clone(app);
    // One thread of its own: what the keeper does for the next save has the others.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.map_err(std::io::Error::other)?;
    app.judge_soon();
    let judge = move || {
        while woken.recv().is_ok() {
            while woken.recv_timeout(PAUSE).is_ok() {}
            pool.install(|| judge(&app));
            for locale in asked_for(&app) {
                pool.install(|| make_search(&app, locale));
            }
        }
    };
    std::thread::Builder::new()
        .name("judge".to_owned())
        .spawn(judge)
        .map(drop)
}

fn judge(app: &App) {
    let now = Arc::new(Notes::of(&app.read(Clone::clone)));
    let before = std::mem::replace(&mut *lock(&app.notes), Arc::clone(&now));
    app.console.judged(&before, &now);
    app.live.tell(&live::judged(now.generation));
}

fn asked_for(app: &App) -> Vec<LocaleId> {
    lock(&app.searches.made).keys().copied().collect()
}

/// A file of a locale's search; the search is made when it is asked for the first time.
pub fn search_file(app: &App, locale: LocaleId, name: &str) -> Option<Vec<u8>> {
    let made = || lock(&app.searches.made).get(&locale).cloned();
    let search = match made() {
        Some(search) => search,
        None => {
            make_search(app, locale);
            made()?
        }
    };
    let file = search.files.get(name).or_else(|| search.older.get(name));
    file.cloned()
}

/// Makes the search of a locale, unless there is one of the site as it is now.
fn make_search(app: &App, locale: LocaleId) {
    let _making = lock(&app.searches.making);
    let older = lock(&app.searches.made)
        .get(&locale)
        .cloned()
        .unwrap_or_default();
    let shown = app.read(Clone::clone);
    if older.generation == shown.generation
        || locale.index() >= shown.workspace.config.locales.len()
    {
        return;
    }
    let files = shown.search(locale).into_iter();
    let search = Search {
        generation: shown.generation,
        files: files.map(|file| (file.path, file.bytes)).collect(),
        older: older.files.clone(),
    };
    lock(&app.searches.made).insert(locale, Arc::new(search));
}
