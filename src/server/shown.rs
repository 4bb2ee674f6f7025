//! The site as the server shows it: one value that a change replaces parts of, and every file of it on demand.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;

use super::answer::Answer;
use crate::catalog::MessageProblem;
use crate::diagnostic::Code;
use crate::highlight::Highlighter;
use crate::images;
use crate::line_index::LineIndex;
use crate::locale::LocaleId;
use crate::path::ContentPath;
use crate::project::Location;
use crate::publication::{self, Publication};
use crate::render::files::File;
use crate::render::{Content, Presentation};
use crate::search::SearchFile;
use crate::site::index::{AssetId, PageId};
use crate::site::urls::NOT_FOUND;
use crate::theme::{Theme, ThemeError};
use crate::workspace::{Reach, Workspace};

/// What keeps the newest files from being shown as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file, with line and column where they are known.
    pub place: String,
    /// The file on disk, for the editor, with line and column from 1.
    pub file: PathBuf,
    /// Line from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The code, where the same is among the findings, too.
    pub code: Option<Code>,
}

/// The site that is shown, and all that its files are made from. A copy of it is a snapshot.
#[derive(Clone)]
pub struct Shown {
    /// Where it lies.
    pub location: Location,
    /// The texts and what is known of them.
    pub workspace: Workspace,
    /// What all its pages share.
    pub presentation: Arc<Presentation>,
    /// What is wrong with its templates.
    pub theme_errors: Vec<ThemeError>,
    /// What is wrong in the site's own message files, which belong to all pages.
    pub message_problems: Vec<MessageProblem>,
    /// Why the newest configuration is not shown.
    pub trouble: Vec<Trouble>,
    /// Locales whose folders were there when the site was read.
    pub absent: Vec<Trouble>,
    /// What the newest configuration names and is not there or cannot be read: once that is other, it is shown.
    pub awaited: Vec<PathBuf>,
    /// Grows with every change.
    pub generation: u64,
    theme: Arc<Theme>,
    highlighter: Arc<Highlighter>,
}

impl Shown {
    /// `workspace`, shown for the first time.
    pub fn new(location: Location, workspace: Workspace) -> Self {
        let (theme, theme_errors) = Theme::load(&workspace.theme, &workspace.catalog);
        let presentation = Arc::new(publication::present(&workspace, &theme, true));
        Self {
            location,
            presentation,
            theme_errors,
            message_problems: in_messages(&workspace),
            trouble: Vec::new(),
            absent: Vec::new(),
            awaited: Vec::new(),
            generation: 1,
            theme: Arc::new(theme),
            highlighter: Arc::default(),
            workspace,
        }
    }

    /// `workspace` in the place of the one that is shown.
    pub fn replaced_by(&self, location: Location, workspace: Workspace) -> Self {
        Self {
            generation: self.generation + 1,
            highlighter: Arc::clone(&self.highlighter),
            ..Self::new(location, workspace)
        }
    }

    /// Takes note of what [`Workspace::apply`] did. `look`: theme or messages, which templates are bound to, are others.
    pub fn refresh(&mut self, reach: &Reach, look: bool) {
        self.generation += 1;
        if look {
            let (theme, errors) = Theme::load(&self.workspace.theme, &self.workspace.catalog);
            self.theme = Arc::new(theme);
            self.theme_errors = errors;
            self.message_problems = in_messages(&self.workspace);
        }
        if *reach == Reach::Everything {
            self.presentation = Arc::new(publication::present(&self.workspace, &self.theme, true));
        }
    }

    /// The folder of a locale on disk.
    pub fn folder(&self, locale: LocaleId) -> PathBuf {
        self.location
            .root
            .join(self.workspace.config.folder(locale))
    }

    /// What stands at the path of an address, by the rules of a static host. The path is looked up among the files that
    /// the site has and never joined with a folder, so there is no way out.
    pub fn answer(&self, path: &str) -> Answer {
        let base = self.presentation.urls.base_path();
        let folder = base.strip_suffix('/').and_then(decoded);
        if path == "/" && base != "/" || folder.is_some() && folder == decoded(path) {
            return Answer::Moved(base.to_owned());
        }
        let Some(name) = self.name(path) else {
            return self.not_found("");
        };
        if let Some(file) = self.presentation.file(&name) {
            return self.file(&name, file);
        }
        let folder = match name.is_empty() || name.ends_with('/') {
            true => format!("{name}index.html"),
            false => format!("{name}/index.html"),
        };
        match self.presentation.file(&folder) {
            Some(file) if folder.len() == name.len() + "index.html".len() => {
                self.file(&folder, file)
            }
            Some(_) => Answer::Moved(self.presentation.urls.of_file(&folder)),
            None => self.not_found(&name),
        }
    }

    /// The file of the output that an address names: decoded once, below the base path, which may be written with letters
    /// that a browser encodes.
    fn name(&self, path: &str) -> Option<String> {
        let base = decoded(self.presentation.urls.base_path())?;
        let below = decoded(path)?.strip_prefix(&*base)?.to_owned();
        Some(below)
    }

    /// The page at an address, if a page stands there.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        let name = self.name(path)?;
        let folder = format!("{name}index.html");
        let file = self
            .presentation
            .file(&name)
            .or_else(|| self.presentation.file(&folder));
        match file? {
            File::Page(page) => Some(*page),
            // The page that a locale's home is written from has the empty path.
            File::Home(locale) => {
                let row = self.workspace.site().index.home()?;
                Some(PageId {
                    row,
                    locale: *locale,
                })
            }
            _ => None,
        }
    }

    fn not_found(&self, name: &str) -> Answer {
        let locales = &self.workspace.config.locales;
        let first = name.split('/').next().unwrap_or_default();
        let folder = |id: &LocaleId| self.presentation.urls.folder(*id) == first;
        let locale = locales.iter().map(|(id, _)| id).find(folder);
        let name = match locale {
            Some(_) => format!("{first}/{NOT_FOUND}"),
            None => NOT_FOUND.to_owned(),
        };
        let file = self.presentation.file(&name);
        match file.map(|file| self.file(&name, file)) {
            Some(Answer::Bytes {
                status: StatusCode::OK,
                kind,
                bytes,
            }) => Answer::Bytes {
                status: StatusCode::NOT_FOUND,
                kind,
                bytes,
            },
            Some(other) => other,
            None => Answer::page(StatusCode::NOT_FOUND, "<h1>404</h1>".to_owned()),
        }
    }

    fn file(&self, name: &str, file: &File) -> Answer {
        let sizes = |asset: AssetId, locale: LocaleId| {
            let path = &self.workspace.site().index.asset(asset).path;
            images::size(&self.asset(locale, path)?)
        };
        match self.publication(&sizes).render(file) {
            Ok(Content::Bytes(bytes)) => Answer::found(name, bytes),
            Ok(Content::Copy(locale, path)) => match self.asset(locale, &path) {
                Some(path) => Answer::File(path),
                None => self.not_found(name),
            },
            Err(error) => super::notes::template_page(&self.template_trouble(&error)),
        }
    }

    fn publication<'a>(&'a self, sizes: &'a publication::Sizes<'a>) -> Publication<'a> {
        let highlighter = self
            .workspace
            .config
            .highlight
            .then_some(&*self.highlighter);
        let presentation = Arc::clone(&self.presentation);
        Publication::with(
            &self.workspace,
            &self.theme,
            presentation,
            highlighter,
            sizes,
            true,
        )
    }

    /// Where an asset really lies; none where that is not within its locale's folder, whatever it was when it was listed.
    fn asset(&self, locale: LocaleId, path: &ContentPath) -> Option<PathBuf> {
        let folder = self.folder(locale).canonicalize().ok()?;
        let real = folder.join(path.as_str()).canonicalize().ok()?;
        (real.starts_with(&folder) && real.is_file()).then_some(real)
    }

    /// The files of a locale's search.
    pub fn search(&self, locale: LocaleId) -> Vec<SearchFile> {
        self.publication(&|_, _| None).search(locale)
    }

    /// The locale in whose search folder a path lies.
    pub fn search_locale(&self, path: &str) -> Option<(LocaleId, String)> {
        let name = self.name(path)?;
        let locales = self.workspace.config.locales.iter().map(|(id, _)| id);
        let holds = |id: &LocaleId| {
            let folder = self.presentation.search_folder(*id);
            name.strip_prefix(&folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let locale = { locales }.find(holds)?;
        Some((locale, name))
    }

    /// A template's mistake with the file that it stands in.
    pub fn template_trouble(&self, error: &ThemeError) -> Trouble {
        let folder = self.workspace.config.theme.as_deref().unwrap_or("themes");
        let (line, column) = error
            .place
            .map_or((1, 1), |place| (place.line, place.column));
        let file = Path::new(folder).join(&error.file);
        Trouble {
            place: match error.place {
                Some(_) => format!("{}:{line}:{column}", file.display()),
                None => file.display().to_string(),
            },
            file: self.location.root.join(file),
            line,
            column,
            message: error.message.clone(),
            help: None,
            code: None,
        }
    }

    fn message_trouble(&self, problem: &MessageProblem) -> Option<Trouble> {
        let (name, range) = problem.place.as_ref()?;
        let text = &self.workspace.catalog.site_file(name)?.text;
        let place = LineIndex::new(text).position(text, range.start);
        Some(Trouble {
            place: format!("{name}:{}:{}", place.line, place.column),
            file: self.location.root.join(name),
            line: place.line,
            column: place.column,
            message: problem.message.clone(),
            help: problem.help.clone(),
            code: Some(problem.code),
        })
    }

    /// What keeps the newest files from being shown and is not among the findings.
    pub fn outside(&self) -> impl Iterator<Item = &Trouble> {
        let absent = self.absent.iter();
        // The newest configuration may say the same.
        let absent = absent.filter(|trouble| !self.trouble.contains(trouble));
        self.trouble.iter().chain(absent)
    }

    /// Everything that keeps the newest files from being shown as they are.
    pub fn troubles(&self) -> Vec<Trouble> {
        let templates = self
            .theme_errors
            .iter()
            .map(|error| self.template_trouble(error));
        let messages = self.message_problems.iter();
        let messages = messages.filter_map(|problem| self.message_trouble(problem));
        let trouble = self.outside().cloned();
        trouble.chain(templates).chain(messages).collect()
    }
}

/// A path as it is meant; none where it is no text.
fn decoded(path: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(path).decode_utf8().ok()
}

/// What is wrong in the site's own message files; messages that a locale lacks stand in none.
fn in_messages(workspace: &Workspace) -> Vec<MessageProblem> {
    workspace.catalog.problems([])
}
