//! Watching the disk: which paths were touched, told in batches, each once the disk is quiet.
//!
//! Nothing here says what happened to a path. Editors save in so many ways (in place, by renaming a new file over the old
//! one, by moving the old one aside) that the kinds of events cannot be trusted; whoever gets a batch looks at the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};

use crate::error::{Error, Result};

/// From so many paths on a batch is a storm, such as a checkout of another branch.
const STORM: usize = 40;
/// How long the disk must be quiet after a storm.
const STORM_QUIET: Duration = Duration::from_millis(250);
const EXHAUSTED: &str = "the system has no file watches left, so files are looked at once a second; \
     on Linux `sysctl fs.inotify.max_user_watches=524288` allows more";
/// The longest that a batch is waited for, quiet or not.
const LONGEST: Duration = Duration::from_secs(3);

/// What is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Folders with all that is below them.
    pub trees: BTreeSet<PathBuf>,
    /// Folders of which only the direct entries are watched. Files are watched through their folders: a file that is
    /// replaced by another of its name takes its watch with it.
    pub folders: BTreeSet<PathBuf>,
}

/// How it is watched.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long the disk must be quiet after a single change.
    pub quiet: Duration,
    /// How often to look where the system does not tell; `None` to be told.
    pub poll: Option<Duration>,
}

/// Paths that were touched since the last batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The paths, as seen from the watched folders as they were named.
    pub paths: BTreeSet<PathBuf>,
    /// Whether the system lost count: then anything may have changed.
    pub overflow: bool,
}

/// A watch that is kept.
pub struct Watcher {
    events: Receiver<notify::Result<Event>>,
    quiet: Duration,
    /// What the user should know, such as that files are polled.
    pub notice: Option<String>,
    /// Dropping it ends the watch.
    _backend: Box<dyn notify::Watcher + Send>,
}

impl Watcher {
    /// Watches `ground`. Where the system cannot do that, for want of watches mostly, files are polled instead.
    ///
    /// # Errors
    /// A folder cannot even be polled.
    pub fn new(ground: &Ground, pace: Pace) -> Result<Self> {
        if let Some(interval) = pace.poll {
            return Self::polling(ground, pace.quiet, interval);
        }
        let told = Self::start::<RecommendedWatcher>(ground, pace.quiet, Config::default());
        told.or_else(|error| {
            let mut watcher = Self::polling(ground, pace.quiet, Duration::from_secs(1))?;
            watcher.notice = Some(match is_exhausted(&error) {
                true => EXHAUSTED.to_owned(),
                false => format!("{error}; files are looked at once a second"),
            });
            Ok(watcher)
        })
    }

    fn polling(ground: &Ground, quiet: Duration, interval: Duration) -> Result<Self> {
        // The poller sees times in seconds only, so that two saves within one would look like one.
        let config = Config::default()
            .with_poll_interval(interval)
            .with_compare_contents(true);
        Self::start::<PollWatcher>(ground, quiet, config).map_err(fault)
    }

    fn start<W: notify::Watcher + Send + 'static>(
        ground: &Ground,
        quiet: Duration,
        config: Config,
    ) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let tell = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, is_change) {
                // Nobody listens any more once the watch has been replaced by another.
                let _ = sender.send(event);
            }
        };
        let mut backend = W::new(tell, config.with_follow_symlinks(false))?;
        for (folder, mode) in ground.watches() {
            match backend.watch(folder, mode) {
                // A folder that is not there yet is seen through the folder above it.
                Err(error) if is_missing(&error) => {}
                other => other?,
            }
        }
        Ok(Self {
            events,
            quiet,
            notice: None,
            _backend: Box::new(backend),
        })
    }

    /// Waits for the next batch, an empty one if there is none within `patience`; `None` when the watch has ended.
    pub fn next(&self, patience: Option<Duration>) -> Option<Batch> {
        let mut batch = Batch::default();
        let first = match patience {
            Some(patience) => self.events.recv_timeout(patience),
            None => self.events.recv().map_err(RecvTimeoutError::from),
        };
        match first {
            Ok(event) => batch.add(event),
            Err(RecvTimeoutError::Timeout) => return Some(batch),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            let quiet = match batch.overflow || batch.paths.len() > STORM {
                true => STORM_QUIET,
                false => self.quiet,
            };
            match self.events.recv_timeout(quiet) {
                Ok(event) => batch.add(event),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(batch)
    }
}

impl Ground {
    /// Each folder once: what lies in a watched tree needs no watch of its own.
    fn watches(&self) -> impl Iterator<Item = (&Path, RecursiveMode)> {
        let above = |path: &Path| {
            let mut ancestors = path.ancestors().skip(1);
            ancestors.any(|ancestor| self.trees.contains(ancestor))
        };
        let trees = self.trees.iter().filter(move |tree| !above(tree));
        let folders = self.folders.iter();
        let folders = folders.filter(move |folder| !self.trees.contains(*folder) && !above(folder));
        let trees = trees.map(|tree| (&**tree, RecursiveMode::Recursive));
        trees.chain(folders.map(|folder| (&**folder, RecursiveMode::NonRecursive)))
    }
}

impl Batch {
    fn add(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) => {
                self.overflow |= event.need_rescan();
                self.paths.extend(event.paths);
            }
            Err(_) => self.overflow = true,
        }
    }
}

/// Reading is no change: our own reads would otherwise keep us busy for ever.
fn is_change(event: &Event) -> bool {
    event.need_rescan() || !matches!(event.kind, EventKind::Access(_))
}

fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // No instances left: EMFILE.
        ErrorKind::Io(cause) => cause.raw_os_error() == Some(24),
        _ => false,
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(cause) => cause.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn fault(error: notify::Error) -> Error {
    let path = error.paths.first().cloned().unwrap_or_default();
    let cause = match error.kind {
        ErrorKind::Io(cause) => cause,
        kind => std::io::Error::other(notify::Error::new(kind)),
    };
    Error::io("watch", path)(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ground(tree: &Path) -> Ground {
        Ground {
            trees: [tree.to_owned()].into(),
            folders: BTreeSet::new(),
        }
    }

    const TOLD: Pace = Pace {
        quiet: Duration::from_millis(20),
        poll: None,
    };
    const POLLED: Pace = Pace {
        quiet: Duration::from_millis(20),
        poll: Some(Duration::from_millis(50)),
    };

    /// Batches until one names `path`.
    fn wait_for(watcher: &Watcher, path: &Path) {
        while !watcher
            .next(None)
            .expect("the watch goes on")
            .paths
            .contains(path)
        {}
    }

    #[test]
    fn every_way_of_saving_is_seen_again_and_again() {
        for pace in [TOLD, POLLED] {
            let folder = tempfile::tempdir().unwrap();
            let (file, beside) = (folder.path().join("a.md"), folder.path().join(".a.md.new"));
            fs::write(&file, "0").unwrap();
            let watcher = Watcher::new(&ground(folder.path()), pace).unwrap();
            for round in 1..4 {
                fs::write(&file, format!("in place {round}")).unwrap();
                wait_for(&watcher, &file);
                fs::write(&beside, format!("beside {round}")).unwrap();
                fs::rename(&beside, &file).unwrap();
                wait_for(&watcher, &file);
            }
        }
    }

    #[test]
    fn reading_is_no_change_and_many_writes_are_few_batches() {
        let folder = tempfile::tempdir().unwrap();
        let watcher = Watcher::new(&ground(folder.path()), TOLD).unwrap();
        let last = folder.path().join("999.md");
        for name in 0..1000 {
            fs::write(folder.path().join(format!("{name}.md")), "x").unwrap();
            let _ = fs::read(folder.path().join(format!("{name}.md")));
        }
        let mut batches = 1;
        while !watcher
            .next(None)
            .expect("the watch goes on")
            .paths
            .contains(&last)
        {
            batches += 1;
        }
        assert!(batches < 10, "{batches} batches");
    }

    #[test]
    fn a_folder_in_a_tree_is_watched_once() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<BTreeSet<_>>();
        let ground = Ground {
            trees: paths(&["/a", "/a/b", "/c"]),
            folders: paths(&["/", "/a/x", "/c"]),
        };
        let watched: Vec<_> = ground.watches().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(watched, ["/a", "/c", "/"].map(PathBuf::from));
    }
}
