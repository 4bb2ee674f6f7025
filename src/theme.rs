//! The look of the site: templates and static files, a site's own laid over the embedded default theme.
//!
//! Templates are named like files: a site's `page.html` wins over the default's and may extend `default/page.html`.

mod built_in;
mod functions;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use tera::{Context, Value};

use tera::{ErrorKind, Tera};

use crate::catalog::Catalog;
use crate::fnv;
use crate::span::TextRange;

/// The prefix of a site's own templates inside the engine, then that of the default theme.
const PREFIXES: [&str; 2] = ["site/", "default/"];

/// A file of a theme, named by its path in the theme's folder: `templates/page.html`, `static/docent.css`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The path, with `/` between its parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A static file as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The name in the theme: `docent.css`.
    pub name: String,
    /// The name with a fingerprint of the bytes, so that browsers may keep it for ever: `docent.0123456789abcdef.css`.
    pub file_name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// The file of the site's theme, `templates/page.html`; of the default theme, `default/templates/page.html`.
    pub file: String,
    /// Line and column from 1 and bytes, where the engine knows them.
    pub place: Option<Place>,
    /// Lower case, no full stop.
    pub message: String,
}

/// A place in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The bytes, where the engine says them.
    pub range: Option<TextRange>,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(place) = self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ThemeError {}

/// A theme that is ready to write pages.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    assets: Vec<Asset>,
}

impl Theme {
    /// The default theme with a site's files laid over it. A template that the engine refuses is left out and named
    /// among the errors, so that a site with a mistake in its theme still has pages.
    pub fn load(site: &[ThemeFile], catalog: &Arc<Catalog>) -> (Self, Vec<ThemeError>) {
        let mut errors = Vec::new();
        let mut templates = site_templates(site, &mut errors);
        let tera = loop {
            match engine(&templates, catalog) {
                Ok(tera) => break tera,
                Err(error) => errors.push(leave_out(&mut templates, &error)),
            }
        };
        let assets = assets(site);
        (Self { tera, assets }, errors)
    }

    /// Writes one page of about `length` bytes.
    ///
    /// # Errors
    /// A template asks for what its context does not have, or calls a function with wrong arguments.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        length: usize,
    ) -> Result<Vec<u8>, ThemeError> {
        let mut page = Vec::with_capacity(length);
        self.tera
            .render_to(template, context, &mut page)
            .map_err(|error| theme_error(&error, template))?;
        Ok(page)
    }

    /// The static files, sorted by name.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The addresses of the static files by their names, below `base`, which ends with `/`.
    pub fn asset_urls(&self, base: &str) -> BTreeMap<String, String> {
        let url = |asset: &Asset| (asset.name.clone(), format!("{base}{}", asset.file_name));
        self.assets.iter().map(url).collect()
    }
}

/// The names of the default theme's templates: `page.html`, `partials/head.html`.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    built_in::templates().map(|(name, _)| name)
}

/// The site's templates with their names inside the engine.
fn site_templates(site: &[ThemeFile], errors: &mut Vec<ThemeError>) -> Vec<(String, String)> {
    let mut templates = Vec::new();
    for file in site {
        let Some(name) = file.name.strip_prefix("templates/") else {
            continue;
        };
        match String::from_utf8(file.bytes.clone()) {
            Ok(text) => templates.push((format!("{}{name}", PREFIXES[0]), text)),
            Err(error) => errors.push(ThemeError {
                file: file.name.clone(),
                place: None,
                message: format!("is no UTF-8 at byte {}", error.utf8_error().valid_up_to()),
            }),
        }
    }
    templates
}

/// Takes the template that is to blame out, or all where none can be named.
fn leave_out(templates: &mut Vec<(String, String)>, error: &tera::Error) -> ThemeError {
    assert!(
        !templates.is_empty(),
        "the default theme is tested: {error}"
    );
    let error = theme_error(error, "");
    let before = templates.len();
    templates.retain(|(name, _)| file_of(name) != error.file);
    if templates.len() == before {
        templates.clear();
    }
    error
}

fn engine(site: &[(String, String)], catalog: &Arc<Catalog>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    functions::register(&mut tera, catalog);
    // The engine puts each name together with a prefix anew whenever a page includes it: where nothing lies over the
    // default theme, its templates need none.
    let prefix = if site.is_empty() {
        ""
    } else {
        tera.set_fallback_prefixes(PREFIXES)?;
        PREFIXES[1]
    };
    let default = built_in::templates().map(|(name, text)| (format!("{prefix}{name}"), text));
    let own = site
        .iter()
        .map(|(name, text)| (name.clone(), text.as_str()));
    tera.add_raw_templates(default.chain(own))?;
    Ok(tera)
}

/// The default theme's static files with the site's laid over them.
fn assets(site: &[ThemeFile]) -> Vec<Asset> {
    let own = site.iter().filter_map(|file| {
        let name = file.name.strip_prefix("static/")?;
        Some((name.to_owned(), file.bytes.clone()))
    });
    let default = built_in::assets().map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    let layered: BTreeMap<String, Vec<u8>> = default.chain(own).collect();
    layered
        .into_iter()
        .map(|(name, bytes)| Asset {
            file_name: fingerprinted(&name, &bytes),
            name,
            bytes,
        })
        .collect()
}

/// `docent.css` with the hash of its bytes before the extension, so that no browser shows a stale copy.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = fnv::hash(bytes.iter().copied());
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash:016x}.{extension}"),
        None => format!("{name}.{hash:016x}"),
    }
}

/// The engine's error in our words; `template` is where it happened unless the engine knows better.
fn theme_error(error: &tera::Error, template: &str) -> ThemeError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            ThemeError {
                file: file_of(report.filename()),
                place: Some(Place {
                    line: crate::span::offset(span.start_line),
                    column: crate::span::offset(span.start_col) + 1,
                    range: Some(TextRange::of(span.range.clone())),
                }),
                message: sentence(report.message()),
            }
        }
        ErrorKind::MissingParent { current, parent } => ThemeError {
            file: file_of(current),
            place: None,
            message: format!("extends `{parent}`, which does not exist"),
        },
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            ThemeError {
                file: file_of(tpl),
                place: None,
                message: "reads itself through the templates that it extends or includes"
                    .to_owned(),
            }
        }
        ErrorKind::Msg(text) => reported(text).unwrap_or_else(|| ThemeError {
            file: file_of(template),
            place: None,
            message: sentence(text),
        }),
        other => ThemeError {
            file: file_of(template),
            place: None,
            message: sentence(&other.to_string()),
        },
    }
}

/// The first of the reports that the engine prints for unknown filters, functions and templates instead of handing
/// them out: `error: Unknown filter …`, then `--> site/page.html:3:8`.
fn reported(text: &str) -> Option<ThemeError> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines
        .next()?
        .trim_start()
        .strip_prefix("--> ")?
        .rsplitn(3, ':');
    let column = place.next()?.parse().ok()?;
    let line = place.next()?.parse().ok()?;
    Some(ThemeError {
        file: file_of(place.next()?),
        place: Some(Place {
            line,
            column,
            range: None,
        }),
        message: sentence(message),
    })
}

/// The file behind a name inside the engine.
fn file_of(template: &str) -> String {
    match template.strip_prefix(PREFIXES[0]) {
        Some(name) => format!("templates/{name}"),
        None => {
            let name = template.strip_prefix(PREFIXES[1]).unwrap_or(template);
            format!("default/templates/{name}")
        }
    }
}

/// The engine's message in the manner of ours: lower case, no full stop.
fn sentence(message: &str) -> String {
    let message = message.trim_end_matches(['.', '\n', ' ']);
    let mut characters = message.chars();
    match characters.next() {
        Some(first) if !characters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => message.to_owned(),
    }
}
