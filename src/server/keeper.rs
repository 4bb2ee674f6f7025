//! Keeps what is shown in step with the disk: from touched paths to changes of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use super::ground::{self, Touched};
use super::live;
use super::shown::{Shown, Trouble};
use super::{App, lock};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::project::{self, Location};
use crate::source::{Source, SourceName, file_of};
use crate::watch::{Batch, Ground, Pace, Watcher};
use crate::workspace::{Broken, Change, Reach, Workspace};

/// How long after a folder came into being it is looked at again: what was written into it before the system watched it
/// is told by nobody.
const SECOND_LOOK: Duration = Duration::from_millis(300);

/// From so many changed texts on they are not read before the old ones are let go.
const STORM: usize = 300;

/// Starts the thread.
///
/// # Errors
/// The system has no thread left.
pub fn start(app: &Arc<App>, poll: bool) -> std::io::Result<()> {
    let app = Arc::clone(app);
    std::thread::Builder::new()
        .name("keeper".to_owned())
        .spawn(move || keep(&app, poll))
        .map(drop)
}

/// Follows the disk until the program ends.
fn keep(app: &Arc<App>, poll: bool) {
    let mut watch: Option<(Ground, Pace, Watcher)> = None;
    let mut again: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let (location, config) =
            app.read(|shown| (shown.location.clone(), shown.workspace.config.clone()));
        let awaited = app.read(|shown| shown.awaited.clone());
        let awaited: Vec<PathBuf> = awaited.iter().map(|path| project::lexical(path)).collect();
        let ground = ground::ground(&location, &config, &awaited);
        let pace = pace(&config, poll);
        let is_so = |known: &mut (Ground, Pace, Watcher)| (&known.0, known.1) == (&ground, pace);
        let Some((_, _, watcher)) = watch.take_if(is_so) else {
            match watch_anew(app, &ground, pace) {
                Ok(watcher) => watch = Some((ground, pace, watcher)),
                Err(error) => return app.console.fault(&error),
            }
            // What changed between the reading and the watch would be missed.
            let mut everything = Touched {
                awaited: !awaited.is_empty(),
                ..ground::everything(&config)
            };
            again.extend(everything.put_off(&location, &awaited));
            take_over(app, &location, &config, &everything);
            continue;
        };
        let patience = (!again.is_empty()).then_some(SECOND_LOOK);
        let Some(mut batch) = watcher.next(patience) else {
            return;
        };
        let mut links = lock(&app.links).clone();
        links.extend(awaited.iter().cloned());
        ground::name(&mut batch, &location, &config, links);
        let is_second = batch == Batch::default();
        let batch = match is_second {
            true => Batch {
                paths: std::mem::take(&mut again),
                ..batch
            },
            false => batch,
        };
        let mut touched = Touched {
            awaited: ground::concerns(&batch, &awaited),
            ..ground::touched(&batch, &location, &config)
        };
        if !is_second {
            again.extend(ground::folders(&batch, &touched, &location, &config));
            again.extend(touched.put_off(&location, &awaited));
        }
        if touched != Touched::default() {
            take_over(app, &location, &config, &touched);
        }
        watch = (!batch.outdated).then_some((ground, pace, watcher));
    }
}

fn watch_anew(app: &App, ground: &Ground, pace: Pace) -> Result<Watcher> {
    let watcher = Watcher::new(ground, pace)?;
    let notices = watcher.notice.iter();
    notices.for_each(|notice| app.console.warn(notice));
    Ok(watcher)
}

fn pace(config: &Config, poll: bool) -> Pace {
    let interval = Duration::from_millis(config.watch.poll_interval.max(50));
    Pace {
        quiet: Duration::from_millis(config.watch.debounce.clamp(1, 2_000)),
        poll: (poll || config.watch.poll).then_some(interval),
    }
}

/// Reads what was touched and shows it.
fn take_over(app: &Arc<App>, location: &Location, config: &Config, touched: &Touched) {
    let start = Instant::now();
    let before = app.read(Shown::troubles);
    let other = touched.settings && app.is_decided_anew(Deciding::now(location, config));
    let done = match other || touched.awaited {
        true => reopen(app, location),
        false => follow(app, location, config, touched),
    };
    match done {
        Ok(None) => {}
        Ok(Some((reach, news))) => {
            let now = app.read(Shown::troubles);
            if reach != Reach::Nothing {
                // A whole locale is looked at when nobody knows what changed.
                let files = touched
                    .content
                    .iter()
                    .filter(|(_, below)| !below.is_empty());
                let files = files.map(|(locale, path)| file_of(config.folder(*locale), path));
                let unnamed = touched.unnamed();
                app.console.changed(files, unnamed, &reach, start.elapsed());
            }
            app.console.troubled(&before, &now);
            if reach == Reach::Nothing && now != before {
                app.console.stays();
            }
            app.live.tell(&news);
            app.judge_soon();
        }
        Err(error) => app.console.fault(&error),
    }
}

type Done = Result<Option<(Reach, serde_json::Value)>>;

/// What decides how all files are read, as it lies on disk; `None` for what cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// The folders of the locales and the text of the configuration, if there is one.
    config: Option<(Vec<String>, Option<Arc<String>>)>,
    redirects: Option<Option<Arc<String>>>,
    has_logo: bool,
}

impl Deciding {
    /// What is there now.
    pub fn now(location: &Location, config: &Config) -> Self {
        let now = location
            .again()
            .and_then(|location| project::read_config(&location));
        let now = now.map(|(config, file)| (config.folders, file.map(|file| file.text)));
        let redirects = project::read_redirects(location, config);
        let redirects = redirects.map(|file| file.map(|(_, text)| text));
        Self {
            config: now.ok(),
            redirects: redirects.ok(),
            has_logo: project::logo_place(location, config).is_some(),
        }
    }
}

/// Everything anew. A broken configuration leaves what is shown as it was and says so.
fn reopen(app: &Arc<App>, location: &Location) -> Done {
    // Pages are answered meanwhile; only this thread ever changes what is shown.
    let opened = app.read(|shown| {
        let (location, workspace) = open(location, &app.locales, &shown.workspace)?;
        Ok(shown.replaced_by(location, workspace))
    });
    let mut shown = app.write();
    let reach = match opened {
        Ok(next) => {
            if location.config.is_some() && next.location.config.is_none() {
                let gone = "`docent.yml` is gone: everything has its default";
                app.console.warn(gone);
            }
            *shown = next;
            Reach::Everything
        }
        Err(Refused { trouble, awaited }) => {
            shown.trouble = trouble;
            shown.awaited = awaited;
            shown.generation += 1;
            Reach::Nothing
        }
    };
    let news = live::news(&shown, &Reach::Everything);
    Ok(Some((reach, news)))
}

/// Why the newest configuration is not shown.
struct Refused {
    trouble: Vec<Trouble>,
    /// The folders that are not there, or the file or folder that could not be read.
    awaited: Vec<PathBuf>,
}

fn open(
    location: &Location,
    locales: &[String],
    before: &Workspace,
) -> Result<(Location, Workspace), Refused> {
    let now = location
        .again()
        .map_err(|error| unreadable(location, &error))?;
    let location = &now;
    let fault = |error: Error| unreadable(location, &error);
    let (mut config, file) = project::read_config(location).map_err(fault)?;
    project::limit(&mut config, locales).map_err(fault)?;
    // As for `build`: a key that nobody knows is a finding and changes nothing.
    let broken = Broken::of_settings(file.as_ref());
    if !broken.is_empty() {
        let trouble = broken.into_iter();
        return Err(Refused {
            trouble: trouble.map(|it| misconfigured(location, it)).collect(),
            awaited: Vec::new(),
        });
    }
    let absent = project::absent(location, &config);
    if !absent.is_empty() {
        let trouble = absent
            .iter()
            .map(|locale| unfounded(location, &config, *locale));
        let folder = |locale: &LocaleId| location.root.join(config.folder(*locale));
        return Err(Refused {
            trouble: trouble.collect(),
            awaited: absent.iter().map(folder).collect(),
        });
    }
    let known = |name: &SourceName| before.words(name);
    let theme = project::absent_theme(location, &config);
    let project = project::read_again(location, config, file, &known);
    let project = project.map_err(|error| {
        let mut refused = unreadable(location, &error);
        refused.awaited.extend(theme);
        refused
    })?;
    if let Some(broken) = Broken::of_redirects(&project) {
        return Err(Refused {
            trouble: vec![misconfigured(location, broken)],
            awaited: vec![location.root.join(&project.config.redirects)],
        });
    }
    Ok((now, before.reopen(project)))
}

/// A locale whose folder is not there.
fn unfounded(location: &Location, config: &Config, locale: LocaleId) -> Trouble {
    let (message, help) = project::absence(config, locale);
    let (line, column) = config.places[locale.index()].unwrap_or((1, 1));
    Trouble {
        place: format!("{}:{line}:{column}", location.config_name()),
        line,
        column,
        message,
        help: Some(help),
        code: None,
        file: location.config.clone().unwrap_or_default(),
    }
}

fn misconfigured(location: &Location, broken: Broken) -> Trouble {
    let (file, line, column) = (broken.file, broken.line, broken.column);
    Trouble {
        place: format!("{file}:{line}:{column}"),
        line,
        column,
        message: broken.message,
        help: broken.help,
        code: None,
        file: location.root.join(&*file),
    }
}

/// A fault of the system, which ends once the file or folder can be read.
fn unreadable(location: &Location, error: &Error) -> Refused {
    let awaited = match error {
        Error::Io { path, .. } => vec![path.clone()],
        Error::Usage { .. } => Vec::new(),
    };
    let (message, help) = match error {
        Error::Usage { message, help } => (message.clone(), help.clone()),
        Error::Io { cause, .. } => (format!("{error}: {cause}"), None),
    };
    let trouble = Trouble {
        place: location.config_name(),
        line: 1,
        column: 1,
        message,
        help,
        code: None,
        file: location.config.clone().unwrap_or_default(),
    };
    Refused {
        trouble: vec![trouble],
        awaited,
    }
}

/// Only what was touched.
fn follow(app: &Arc<App>, location: &Location, config: &Config, touched: &Touched) -> Done {
    let mut changes = Vec::new();
    // What cannot be read must not keep back what was saved with it.
    if touched.theme {
        match project::read_theme(location, config) {
            Ok(theme) => changes.push(Change::Theme(theme)),
            Err(error) => app.console.fault(&error),
        }
    }
    if touched.messages {
        match project::read_messages(location, config) {
            Ok(messages) => changes.push(Change::Messages(messages)),
            Err(error) => app.console.fault(&error),
        }
    }
    let mut content = Content::default();
    for (locale, below) in &touched.content {
        if let Err(error) = content.add(app, location, config, (*locale, below)) {
            app.console.fault(&error);
        }
    }
    let Content {
        changes: others,
        texts,
        pictures,
    } = content;
    changes.extend(others);
    let (texts, many) = changed(app, location, config, texts);
    changes.extend(texts.into_iter().map(Change::Text));
    if changes.is_empty() && many.is_empty() && !pictures {
        return Ok(None);
    }
    if !many.is_empty() {
        // What was found in the old texts holds them; all is judged anew in a moment.
        *lock(&app.notes) = Arc::default();
    }
    let mut shown = app.write();
    let reach = match many.is_empty() {
        true => shown.workspace.apply(changes),
        false => shown.workspace.apply_storm(changes, &many, |name| {
            // What cannot be read now is gone until it is touched again.
            project::read_changed(location, config, name, &|_| None).ok()?
        }),
    };
    if reach == Reach::Nothing && !pictures {
        return Ok(None);
    }
    shown.refresh(&reach, touched.theme || touched.messages);
    let absent = project::absent(location, config).into_iter();
    shown.absent = absent
        .map(|locale| unfounded(location, config, locale))
        .collect();
    let told = if pictures {
        Reach::Everything
    } else {
        reach.clone()
    };
    let mut news = live::news(&shown, &told);
    if touched.content.iter().all(|(_, below)| !below.is_empty()) {
        news["pictures"] = pictures.into();
    }
    Ok(Some((reach, news)))
}

/// What may have changed in the folders of the locales.
#[derive(Default)]
struct Content {
    /// What came and went.
    changes: Vec<Change>,
    /// The texts that are there.
    texts: Vec<SourceName>,
    /// Whether a file changed that is no text, and that pages may show.
    pictures: bool,
}

impl Content {
    /// Adds what lies at one place of a locale.
    fn add(
        &mut self,
        app: &App,
        location: &Location,
        config: &Config,
        (locale, below): (LocaleId, &str),
    ) -> Result<()> {
        let part = project::part(location, config, locale, below)?;
        lock(&app.links).extend(part.links.iter().map(|link| project::lexical(link)));
        let (sources, assets) = app.read(|shown| shown.workspace.below(locale, below));
        // A whole locale is looked at when nobody knows what changed; its pictures are then as likely the same as not.
        self.pictures |= !(below.is_empty() || part.assets.is_empty() && assets.is_empty());
        let there: FxHashSet<&ContentPath> = part.sources.iter().collect();
        let gone = sources.into_iter().filter(|path| !there.contains(path));
        let gone = gone.map(|path| Change::Removed(SourceName { locale, path }));
        self.changes.extend(gone);
        let before: FxHashSet<ContentPath> = assets.into_iter().collect();
        let now: FxHashSet<ContentPath> = part.assets.into_iter().collect();
        let mut other: Vec<&ContentPath> = before.symmetric_difference(&now).collect();
        other.sort_unstable();
        self.changes
            .extend(other.into_iter().map(|path| Change::Asset {
                name: SourceName {
                    locale,
                    path: path.clone(),
                },
                present: now.contains(path),
            }));
        self.add_large(app, config, (locale, below), part.too_large);
        let texts = part.sources.into_iter();
        self.texts
            .extend(texts.map(|path| SourceName { locale, path }));
        Ok(())
    }

    /// Adds what became too large to be read at one place of a locale, or is so no longer.
    fn add_large(
        &mut self,
        app: &App,
        config: &Config,
        (locale, below): (LocaleId, &str),
        now: Vec<(ContentPath, u64)>,
    ) {
        let before = app.read(|shown| shown.workspace.too_large(locale, below));
        let folder = config.folder(locale);
        let now = now.into_iter();
        let now: BTreeMap<Arc<str>, u64> = now
            .map(|(path, size)| (file_of(folder, path).into(), size))
            .collect();
        let files: BTreeSet<&Arc<str>> = before.keys().chain(now.keys()).collect();
        let others = files
            .into_iter()
            .filter(|file| before.get(*file) != now.get(*file));
        self.changes.extend(others.map(|file| Change::TooLarge {
            file: Arc::clone(file),
            size: now.get(file).copied(),
        }));
    }
}

/// Those of `names` whose texts are others than what is shown: the texts, if they are few, or else their names.
fn changed(
    app: &App,
    location: &Location,
    config: &Config,
    mut names: Vec<SourceName>,
) -> (Vec<Source>, Vec<SourceName>) {
    // A folder and a file in it are often touched together.
    names.sort_unstable();
    names.dedup();
    let known = |name: &SourceName| app.read(|shown| shown.workspace.words(name));
    let (mut texts, mut many) = (Vec::new(), Vec::new());
    for name in names {
        let text = match project::read_changed(location, config, &name, &known) {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(error) => {
                app.console.fault(&error);
                continue;
            }
        };
        if many.is_empty() && texts.len() < STORM {
            texts.push(text);
        } else {
            many.extend(texts.drain(..).map(|text: Source| text.name));
            many.push(name);
        }
    }
    (texts, many)
}
