//! The whole of a project kept alive: its texts, the site made of them, and what is wrong with it.
//!
//! `build`, `check` and `serve` are thin consumers of this one value. It does no I/O: `project` reads a [`Project`] from
//! disk, and whoever watches the disk hands over [`Change`]s.

mod broken;
mod large;
mod look;
mod overrides;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::{Catalog, MessageFile};
use crate::config::{Config, ConfigProblem};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::locale::LocaleId;
use crate::markdown::{self, metadata::Need};
use crate::path::{ContentPath, folded, joined};
use crate::redirects;
use crate::rules;
use crate::site::index::RowKind;
use crate::site::redirects::{Redirects, moved_to};
use crate::site::{Coverage, IncludeLimits, Inputs, Options, Site, Text};
use crate::source::{Source, SourceId, SourceName};
use crate::span::{Span, TextRange};
use crate::theme::ThemeFile;

pub use broken::Broken;
use broken::no_redirects;
pub use look::file_of_theme;

/// What is said of a file that is not there; the subject of each is its content path.
const ECHOES: &[Code] = &[
    Code::FileNotFound,
    Code::IncludeNotFound,
    Code::TocNotFound,
    Code::RedirectNotFound,
    Code::TranslationOrphan,
];

/// From so many changed texts on the whole site is made anew.
const MOST_UPDATED: usize = 300;

/// The file of the configuration.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Its name as seen from the folder of the site: `docent.yml`, where no other was named.
    pub name: Arc<str>,
    /// Its text.
    pub text: Arc<String>,
    /// What is wrong with it.
    pub problems: Vec<ConfigProblem>,
}

/// What was read of a project, before anything is understood.
#[derive(Clone, Debug)]
pub struct Project {
    /// The configuration, with defaults where there is no file.
    pub config: Config,
    /// Its file, if there is one.
    pub config_file: Option<ConfigFile>,
    /// Markdown and contents files of all locales.
    pub sources: Vec<Source>,
    /// All other files of the locales' folders.
    pub assets: Vec<(LocaleId, ContentPath)>,
    /// The list of moved pages, if there is one: its name and text.
    pub redirects: Option<(Arc<str>, Arc<String>)>,
    /// The site's own theme.
    pub theme: Vec<ThemeFile>,
    /// The site's own messages.
    pub messages: Vec<MessageFile>,
    /// What was not read and why, in a person's words: files that lead out of the content root, for example.
    pub notices: Vec<String>,
    /// Markdown files above the limit, by their names, with their sizes and the limit in bytes; they are not read.
    pub too_large: Vec<(Arc<str>, u64, u64)>,
}

/// Something that changed on disk.
#[derive(Clone, Debug)]
pub enum Change {
    /// A text is new or other than it was.
    Text(Source),
    /// A text is gone.
    Removed(SourceName),
    /// Another file is there now, or is gone.
    Asset {
        /// Locale and path.
        name: SourceName,
        /// Whether it is there.
        present: bool,
    },
    /// A file is too large to be read now, or is no longer there as such.
    TooLarge {
        /// Its path with the locale's folder, as in [`Project::too_large`].
        file: Arc<str>,
        /// Its size in bytes where it is too large.
        size: Option<u64>,
    },
    /// The site's own theme is another.
    Theme(Vec<ThemeFile>),
    /// The site's own messages are others.
    Messages(Vec<MessageFile>),
}

/// How far a change reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing that anybody sees.
    Nothing,
    /// Only the pages that read these sources.
    Readers(Vec<SourceId>),
    /// Perhaps every page.
    Everything,
}

/// A project, understood.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The configuration.
    pub config: Config,
    /// The messages of all locales.
    pub catalog: Arc<Catalog>,
    /// All texts by [`SourceId`]; behind those of the content stand configuration and redirects, which are no content.
    texts: Vec<Arc<Text>>,
    /// The texts of the content by name, also of those that are gone: one that comes back gets its old id.
    names: FxHashMap<SourceName, SourceId>,
    assets: Vec<(LocaleId, ContentPath)>,
    redirects: Redirects,
    /// The redirects as written, for findings.
    written_redirects: Vec<redirects::Redirect>,
    options: Options,
    site: Site,
    coverage: Coverage,
    /// Whether the events of the texts are kept for the pages.
    keeps_events: bool,
    /// The text of the configuration, if it has a file.
    config_text: Option<SourceId>,
    /// What is wrong outside the content: configuration, redirects.
    outside: Vec<Diagnostic>,
    /// What is wrong with the site's own theme, and which of its overrides have no effect.
    in_theme: Vec<Diagnostic>,
    /// The site's own theme.
    pub theme: Vec<ThemeFile>,
    /// The site's own messages as they are written.
    messages: Vec<MessageFile>,
    /// What was not read and why.
    pub notices: Vec<String>,
    /// The files that are not read because they are too large, with their sizes in bytes.
    too_large: BTreeMap<Arc<str>, u64>,
}

impl Workspace {
    /// Reads all texts of a project and makes the site of them.
    pub fn open(project: Project, coverage: Coverage) -> Self {
        Self::open_with(project, coverage, false, |_, _, _| None)
    }

    /// The same for who makes every page at once: what was read of the texts is kept for the pages. It takes a third of
    /// the room of the texts, and spares reading them again.
    pub fn open_for_pages(project: Project) -> Self {
        Self::open_with(project, Coverage::WithFallbacks, true, |_, _, _| None)
    }

    /// The same project after a change of anything but its texts. What is known of them is kept where it holds.
    pub fn reopen(&self, project: Project) -> Self {
        let same_needs = self.config.checks.required == project.config.checks.required
            && self.config.words() == project.config.words();
        let (coverage, keeps_events) = (self.coverage, self.keeps_events);
        Self::open_with(project, coverage, keeps_events, |config, id, source| {
            let text = self.texts.get(id.index()).filter(|_| same_needs)?;
            let holds = text.kind == Some(kind(config, &source.name.path))
                && text.source.name == source.name
                && text.source.file == source.file
                && is_same(&text.source, source);
            holds.then(|| Arc::clone(text))
        })
    }

    fn open_with(
        project: Project,
        coverage: Coverage,
        keeps_events: bool,
        known: impl Fn(&Config, SourceId, &Source) -> Option<Arc<Text>> + Sync,
    ) -> Self {
        let config = project.config;
        let mut texts: Vec<Arc<Text>> = project
            .sources
            .into_par_iter()
            .enumerate()
            .map(|(at, source)| {
                let id = SourceId(crate::span::offset(at));
                known(&config, id, &source)
                    .unwrap_or_else(|| Arc::new(read(&config, keeps_events, id, source)))
            })
            .collect();
        let names = texts
            .iter()
            .enumerate()
            .map(|(at, text)| (text.source.name.clone(), SourceId(crate::span::offset(at))))
            .collect();
        let mut outside = Vec::new();
        let config_text = project.config_file.map(|mut file| {
            if project.redirects.is_none() {
                let missing = no_redirects(&config, &file);
                file.problems.extend(missing);
            }
            add_config(&mut texts, &config, file, &mut outside)
        });
        let written_redirects = match project.redirects {
            Some((name, text)) => {
                let id = add_outside(&mut texts, &config, name, Arc::clone(&text));
                redirects::read(id, &text, &mut outside)
            }
            None => Vec::new(),
        };
        let messages = project.messages;
        let catalog = Arc::new(Catalog::load(messages.clone()));
        let options = options(&config);
        let assets = project.assets;
        let inputs = Inputs {
            locales: &config.locales,
            texts: &texts,
            assets: &assets,
            redirects: &Redirects::default(),
            options: &options,
        };
        let redirects = Redirects::new(&inputs, redirects::written(&written_redirects));
        let inputs = Inputs {
            redirects: &redirects,
            ..inputs
        };
        let site = Site::new(&inputs, coverage);
        let mut workspace = Self {
            catalog,
            site,
            coverage,
            keeps_events,
            texts,
            names,
            assets,
            redirects,
            written_redirects,
            options,
            config_text,
            outside,
            in_theme: Vec::new(),
            config,
            theme: project.theme,
            messages,
            notices: project.notices,
            too_large: BTreeMap::new(),
        };
        workspace.note_too_large(&project.too_large);
        workspace.look_anew();
        workspace
    }

    /// What the site is made from.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            locales: &self.config.locales,
            texts: &self.texts,
            assets: &self.assets,
            redirects: &self.redirects,
            options: &self.options,
        }
    }

    /// The site as it is now.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The text behind an id.
    pub fn text(&self, source: SourceId) -> &Text {
        &self.texts[source.index()]
    }

    /// Whether a text is the configuration.
    pub fn is_configuration(&self, source: SourceId) -> bool {
        self.config_text == Some(source)
    }

    /// The words of a source where its file has the very same bytes; none where it is in another encoding.
    pub fn words(&self, name: &SourceName) -> Option<Arc<String>> {
        let source = &self.text(self.source(name)?).source;
        let is_decoded = source.undecodable.is_none();
        is_decoded.then(|| Arc::clone(&source.text))
    }

    /// The id of a source.
    pub fn source(&self, name: &SourceName) -> Option<SourceId> {
        let id = *self.names.get(name)?;
        self.texts[id.index()].kind.map(|_| id)
    }

    /// The texts and the other files of a locale at `below`, a file or a folder; the empty path is the locale's folder.
    pub fn below(&self, locale: LocaleId, below: &str) -> (Vec<ContentPath>, Vec<ContentPath>) {
        let path = ContentPath::new(below).ok();
        let name = path.map(|path| SourceName { locale, path });
        // Mostly it is a text that is known; then nothing else lies there.
        if let Some(name) = name.filter(|name| self.source(name).is_some()) {
            return (vec![name.path], Vec::new());
        }
        let lies_below = |path: &&ContentPath| {
            let rest = path.as_str().strip_prefix(below);
            rest.is_some_and(|rest| below.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        let texts = self.texts.iter().filter(|text| text.kind.is_some());
        let names = texts.map(|text| &text.source.name);
        let texts = names
            .filter(|name| name.locale == locale)
            .map(|name| &name.path);
        let assets = self.assets.iter().filter(|(owner, _)| *owner == locale);
        let assets = assets.map(|(_, path)| path);
        (
            texts.filter(lies_below).cloned().collect(),
            assets.filter(lies_below).cloned().collect(),
        )
    }

    /// Everything that is wrong, each with the level that the configuration gives it; sorted by file, place and code.
    pub fn diagnostics(&self) -> Vec<(Level, Diagnostic)> {
        self.judgement().findings
    }

    /// The same, with the number of findings that the text says to ignore.
    pub fn judgement(&self) -> rules::Judgement {
        let inputs = rules::Inputs {
            config: &self.config,
            catalog: &self.catalog,
            site: self.inputs(),
            config_text: self.config_text,
            redirects: &self.written_redirects,
        };
        let mut found = rules::check(inputs, &self.site);
        self.drop_echoes(&mut found);
        found.extend(self.outside.iter().chain(&self.in_theme).cloned());
        rules::judge(&self.config, &self.texts, found)
    }

    /// A file that is there but not read is not missing as well: that it is too large is the one mistake.
    fn drop_echoes(&self, found: &mut Vec<Diagnostic>) {
        let large = self
            .outside
            .iter()
            .filter(|finding| finding.code == Code::FileTooLarge);
        let large: FxHashSet<String> = large.map(|finding| folded(&finding.subject)).collect();
        if large.is_empty() {
            return;
        }
        found.retain(|finding| {
            let locale = self.text(finding.span.source).source.name.locale;
            let mut chain = self.config.locales.chain(locale);
            let is_large = |locale| {
                let file = joined(self.config.folder(locale), &finding.subject);
                large.contains(&folded(&file))
            };
            !(ECHOES.contains(&finding.code) && chain.any(is_large))
        });
    }

    /// Takes over what changed; says how far that reaches.
    pub fn apply(&mut self, changes: Vec<Change>) -> Reach {
        let Taken {
            rebuild,
            shared,
            inside,
            outside,
        } = self.take(changes);
        let is_shared = shared || rebuild || !outside.is_empty();
        let other_files = match rebuild || outside.len() + inside.len() > MOST_UPDATED {
            true => {
                self.remake();
                true
            }
            false => self.update(&inside, &outside),
        };
        match (is_shared || other_files, inside.is_empty()) {
            (true, _) => Reach::Everything,
            (false, true) => Reach::Nothing,
            (false, false) => Reach::Readers(inside),
        }
    }

    /// Takes over other changes and that all these texts are others, as a checkout of another branch leaves thousands: what
    /// they were is let go before `read` says what they are, so that they are not held twice.
    pub fn apply_storm(
        &mut self,
        changes: Vec<Change>,
        names: &[SourceName],
        read: impl Fn(&SourceName) -> Option<Source> + Sync,
    ) -> Reach {
        self.take(changes);
        self.site = Site::default();
        for name in names {
            self.remove(name);
        }
        let ids: Vec<SourceId> = names.iter().map(|name| self.id(name)).collect();
        let (config, keeps_events) = (&self.config, self.keeps_events);
        let texts: Vec<Option<Text>> = ids
            .par_iter()
            .zip(names)
            .map(|(id, name)| {
                read(name).map(|source| self::read(config, keeps_events, *id, source))
            })
            .collect();
        for (id, text) in ids.into_iter().zip(texts) {
            if let Some(text) = text {
                self.texts[id.index()] = Arc::new(text);
            }
        }
        self.remake();
        Reach::Everything
    }

    fn take(&mut self, changes: Vec<Change>) -> Taken {
        let mut taken = Taken::default();
        let Taken {
            rebuild,
            shared,
            inside,
            outside,
        } = &mut taken;
        for change in changes {
            match change {
                Change::Removed(name) => *rebuild |= self.remove(&name),
                Change::Asset { name, present } => *rebuild |= self.set_asset(name, present),
                Change::TooLarge { file, size } => *rebuild |= self.set_too_large(&file, size),
                Change::Theme(theme) => {
                    *shared |= self.theme != theme;
                    self.theme = theme;
                }
                Change::Messages(messages) if messages == self.messages => {}
                Change::Messages(messages) => {
                    self.catalog = Arc::new(Catalog::load(messages.clone()));
                    self.messages = messages;
                    *shared = true;
                }
                Change::Text(source) => match self.replace(source) {
                    Replaced::Same => {}
                    Replaced::Inside(id) => inside.push(id),
                    Replaced::Outside(id) => outside.push(id),
                    Replaced::Paths => *rebuild = true,
                },
            }
        }
        if taken.shared {
            self.look_anew();
        }
        taken
    }

    /// Says whether pages link to other files now, which are then to be published, or no longer.
    fn update(&mut self, inside: &[SourceId], outside: &[SourceId]) -> bool {
        if inside.is_empty() && outside.is_empty() {
            return false;
        }
        let mut site = std::mem::take(&mut self.site);
        let other_files = site.update(&self.inputs(), inside, outside);
        self.site = site;
        other_files
    }

    fn remake(&mut self) {
        let written = redirects::written(&self.written_redirects);
        self.redirects = Redirects::new(&self.inputs(), written);
        // Nobody looks in between, and two sites at a time would be much to hold.
        self.site = Site::default();
        self.site = Site::new(&self.inputs(), self.coverage);
    }

    fn remove(&mut self, name: &SourceName) -> bool {
        let Some(id) = self.source(name) else {
            return false;
        };
        let source = Source {
            text: Arc::default(),
            ..self.texts[id.index()].source.clone()
        };
        self.texts[id.index()] = Arc::new(gone(source));
        true
    }

    /// The id of a source, also of one that is not there yet.
    fn id(&mut self, name: &SourceName) -> SourceId {
        if let Some(&id) = self.names.get(name) {
            return id;
        }
        let id = SourceId(crate::span::offset(self.texts.len()));
        self.names.insert(name.clone(), id);
        self.texts.push(Arc::new(gone(Source {
            name: name.clone(),
            file: "".into(),
            text: Arc::default(),
            undecodable: None,
        })));
        id
    }

    fn set_asset(&mut self, name: SourceName, present: bool) -> bool {
        let asset = (name.locale, name.path);
        let at = self.assets.iter().position(|other| *other == asset);
        match (at, present) {
            (Some(at), false) => drop(self.assets.swap_remove(at)),
            (None, true) => self.assets.push(asset),
            _ => return false,
        }
        true
    }

    fn replace(&mut self, source: Source) -> Replaced {
        let Some(&id) = self.names.get(&source.name) else {
            let id = SourceId(crate::span::offset(self.texts.len()));
            self.names.insert(source.name.clone(), id);
            self.texts
                .push(Arc::new(read(&self.config, self.keeps_events, id, source)));
            return Replaced::Paths;
        };
        let old = Arc::clone(&self.texts[id.index()]);
        if old.kind.is_some() && is_same(&old.source, &source) {
            return Replaced::Same;
        }
        let new = read(&self.config, self.keeps_events, id, source);
        let is_known = old.kind.is_some();
        let (before, after) = (&*old.source.text, &*new.source.text);
        let same = old.document.same_from_outside(before, &new.document, after);
        let moves = moved_to(&old) != moved_to(&new);
        let is_contents = new.kind == Some(RowKind::Contents);
        self.texts[id.index()] = Arc::new(new);
        match is_known && !moves {
            true if same && !is_contents => Replaced::Inside(id),
            true => Replaced::Outside(id),
            false => Replaced::Paths,
        }
    }
}

/// What some changes mean for the site.
#[derive(Default)]
struct Taken {
    /// Pages came or went.
    rebuild: bool,
    /// What all pages share is another.
    shared: bool,
    /// Texts that only their readers show.
    inside: Vec<SourceId>,
    /// Texts that others point into.
    outside: Vec<SourceId>,
}

/// A text that is not there.
fn gone(source: Source) -> Text {
    Text {
        source,
        document: markdown::Document::default(),
        diagnostics: Vec::new(),
        kind: None,
    }
}

/// What a text means for those that do not read it.
enum Replaced {
    /// It is as it was.
    Same,
    /// Nothing.
    Inside(SourceId),
    /// It has another title, other anchors or other includes.
    Outside(SourceId),
    /// There is a page that was not there, or that leads elsewhere.
    Paths,
}

/// Whether two readings of one file are the same; one that is saved in another encoding has the same words.
fn is_same(one: &Source, other: &Source) -> bool {
    one.text == other.text && one.undecodable == other.undecodable
}

/// Parses one source.
fn read(config: &Config, keeps_events: bool, id: SourceId, source: Source) -> Text {
    let path = &source.name.path;
    let kind = kind(config, path);
    let need = match kind {
        RowKind::Include => Need::Include,
        RowKind::Page if path.stem().eq_ignore_ascii_case("index") => Need::Contents,
        RowKind::Page => Need::Page(&config.checks.required),
        RowKind::Contents => Need::Contents,
    };
    let manner = markdown::Manner {
        words: &config.words(),
        need,
        // No page is made of a contents file.
        keeps_events: keeps_events && kind != RowKind::Contents,
    };
    let parsed = match path.is_markdown() {
        true => markdown::parse_with(manner, id, &source.text),
        false => markdown::Parsed {
            document: markdown::Document::default(),
            diagnostics: Vec::new(),
        },
    };
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(undecodable(id, &source));
    Text {
        source,
        document: parsed.document,
        diagnostics,
        kind: Some(kind),
    }
}

/// What a Markdown or contents file is for.
pub fn kind(config: &Config, path: &ContentPath) -> RowKind {
    let contents = path.file_name().eq_ignore_ascii_case("TOC.md") || !path.is_markdown();
    match (contents, config.includes.matches(path)) {
        (true, _) => RowKind::Contents,
        (_, true) => RowKind::Include,
        _ => RowKind::Page,
    }
}

fn undecodable(id: SourceId, source: &Source) -> Option<Diagnostic> {
    let offset = source.undecodable?;
    let at = source.text.find(['\u{fffd}', '\0']).unwrap_or(0);
    let end = at + source.text[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(id, TextRange::of(at..end));
    let what = match source.text[at..].starts_with('\0') {
        true => "is NUL",
        false => "cannot be decoded",
    };
    let message = format!("the file is not UTF-8: byte {offset} {what}");
    let help =
        "save the file as UTF-8; the page is built with a replacement character in each such place";
    Some(Diagnostic::new(Code::NotUtf8, span, message, source.name.path.as_str()).with_help(help))
}

/// A text that is no content, so that findings can point into it.
fn add_outside(
    texts: &mut Vec<Arc<Text>>,
    config: &Config,
    name: Arc<str>,
    text: Arc<String>,
) -> SourceId {
    let id = SourceId(crate::span::offset(texts.len()));
    let path = ContentPath::new(&name)
        .unwrap_or_else(|_| ContentPath::new("docent.yml").expect("it stays within"));
    let source = Source {
        file: name,
        name: SourceName {
            locale: config.locales.source(),
            path,
        },
        text,
        undecodable: None,
    };
    texts.push(Arc::new(Text {
        source,
        document: markdown::Document::default(),
        diagnostics: Vec::new(),
        kind: None,
    }));
    id
}

/// The text of the configuration, so that findings can point into it, and what is wrong with it.
fn add_config(
    texts: &mut Vec<Arc<Text>>,
    config: &Config,
    file: ConfigFile,
    out: &mut Vec<Diagnostic>,
) -> SourceId {
    let id = add_outside(texts, config, file.name, file.text);
    let problems = file.problems.into_iter();
    out.extend(problems.map(|problem| config_finding(id, problem)));
    id
}

fn config_finding(id: SourceId, problem: ConfigProblem) -> Diagnostic {
    let span = Span::new(id, problem.range);
    let subject = problem.message.clone();
    Diagnostic {
        help: problem.help.map(Into::into),
        ..Diagnostic::new(problem.code, span, problem.message, subject)
    }
}

fn options(config: &Config) -> Options {
    Options {
        hosts: config.hosts.clone(),
        absolute_links: config.absolute_links.clone(),
        base_url: config.base_url.clone(),
        base_path: config.base_path.clone(),
        folders: config.folders.clone(),
        services: config.services.clone(),
        includes: IncludeLimits {
            depth: config.limits.include_depth as usize,
            bytes: config.limits.page_size,
        },
    }
}
