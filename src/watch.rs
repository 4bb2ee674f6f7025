//! Watching the disk: which paths were touched, told in batches, each once the disk is quiet.
//!
//! Nothing here says what happened to a path. Editors save in so many ways (in place, by renaming a new file over the old
//! one, by moving the old one aside) that the kinds of events cannot be trusted; whoever gets a batch looks at the disk.
//! All that the kinds decide is whether the watch itself must be set anew, which is never wrong to do.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Whether a watched folder came, went or was put in the place of another: the system follows the folder that had
    /// the path when the watch was set, so that a new watch is needed.
    pub outdated: bool,
}

/// A watch that is kept.
pub struct Watcher {
    events: Receiver<notify::Result<Event>>,
    ground: Ground,
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
                false => why_polling(&fault(error)),
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
            ground: ground.clone(),
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
            Ok(event) => batch.add(event, &self.ground),
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
                Ok(event) => batch.add(event, &self.ground),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(batch)
    }
}

impl Ground {
    fn names(&self, path: &Path) -> bool {
        self.trees.contains(path) || self.folders.contains(path)
    }

    /// Each folder once: what lies in a watched tree needs no watch of its own. Trees come last: one that comes into being
    /// while the watches are set is then either there already or told by the folder above it.
    fn watches(&self) -> impl Iterator<Item = (&Path, RecursiveMode)> {
        let above = |path: &Path| {
            let mut ancestors = path.ancestors().skip(1);
            ancestors.any(|ancestor| self.trees.contains(ancestor))
        };
        let trees = self.trees.iter().filter(move |tree| !above(tree));
        let folders = self.folders.iter();
        let folders = folders.filter(move |folder| !self.trees.contains(*folder) && !above(folder));
        let trees = trees.map(|tree| (&**tree, RecursiveMode::Recursive));
        let folders = folders.map(|folder| (&**folder, RecursiveMode::NonRecursive));
        folders.chain(trees)
    }
}

impl Batch {
    fn add(&mut self, event: notify::Result<Event>, ground: &Ground) {
        match event {
            Ok(event) => {
                self.overflow |= event.need_rescan();
                let mut paths = event.paths.iter();
                self.outdated |= may_replace(event.kind) && paths.any(|path| ground.names(path));
                self.paths.extend(event.paths);
            }
            // A poller says at every round that a folder is not there, or that it may not be read.
            Err(error) if !error.paths.is_empty() && is_unreadable(&error) => {
                self.paths.extend(error.paths);
            }
            Err(_) => self.overflow = true,
        }
    }
}

/// Reading is no change: our own reads would otherwise keep us busy for ever.
fn is_change(event: &Event) -> bool {
    event.need_rescan() || !matches!(event.kind, EventKind::Access(_))
}

/// Whether the path of an event may stand for another folder since. A poller tells of each folder in which a file came
/// into being that the folder was written to.
fn may_replace(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
    )
}

fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // No instances left: EMFILE.
        ErrorKind::Io(cause) => cause.raw_os_error() == Some(24),
        _ => false,
    }
}

fn why_polling(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
    format!("{error}{cause}; files are looked at once a second")
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(cause) => cause.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn is_unreadable(error: &notify::Error) -> bool {
    let is_denied = |cause: &io::Error| cause.kind() == io::ErrorKind::PermissionDenied;
    is_missing(error) || matches!(&error.kind, ErrorKind::Io(cause) if is_denied(cause))
}

fn fault(error: notify::Error) -> Error {
    let path = error.paths.first().cloned().unwrap_or_default();
    let cause = match error.kind {
        ErrorKind::Io(cause) => cause,
        kind => io::Error::other(notify::Error::new(kind)),
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

    /// The first batch that names `path`.
    fn wait_for(watcher: &Watcher, path: &Path) -> Batch {
        let mut batches = std::iter::from_fn(|| watcher.next(None));
        let batch = batches.find(|batch| batch.paths.contains(path));
        batch.expect("the watch goes on")
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
    fn a_watch_is_outdated_when_its_folder_came_went_or_is_another() {
        for pace in [TOLD, POLLED] {
            let folder = tempfile::tempdir().unwrap();
            let (tree, away) = (folder.path().join("tree"), folder.path().join("away"));
            let ground = Ground {
                folders: [folder.path().to_owned()].into(),
                ..ground(&tree)
            };
            let watch = || Watcher::new(&ground, pace).unwrap();
            // Ends when a batch says so.
            let wait_outdated = |watcher: &Watcher| while !watcher.next(None).unwrap().outdated {};
            let watcher = watch();
            fs::create_dir(&tree).unwrap();
            wait_outdated(&watcher);
            let watcher = watch();
            fs::write(tree.join("a.md"), "0").unwrap();
            let batch = wait_for(&watcher, &tree.join("a.md"));
            assert!(!batch.outdated && !batch.overflow, "{batch:?}");
            fs::rename(&tree, &away).unwrap();
            wait_outdated(&watcher);
            let watcher = watch();
            fs::rename(&away, &tree).unwrap();
            wait_outdated(&watcher);
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
    fn a_folder_in_a_tree_is_watched_once_and_trees_come_last() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<BTreeSet<_>>();
        let ground = Ground {
            trees: paths(&["/a", "/a/b", "/c"]),
            folders: paths(&["/", "/a/x", "/c"]),
        };
        let watched: Vec<_> = ground.watches().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(watched, ["/", "/a", "/c"].map(PathBuf::from));
    }
}
