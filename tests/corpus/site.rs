//! A locale of the corpus as a site: every text parsed, every link resolved.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use docent::line_index::LineIndex;
use docent::locale::{Direction, Locale, LocaleId, Locales};
use docent::markdown::document::Link;
use docent::markdown::metadata::{Need, required_by_default};
use docent::markdown::{self, Document};
use docent::path::ContentPath;
use docent::site::index::RowKind;
use docent::site::links::ResolvedLink;
use docent::site::redirects::Redirects;
use docent::site::{Coverage, Inputs, Options, Site, Text};
use docent::source::{Source, SourceId, SourceName};
use docent::span::offset;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::unpacked::LOCALES;

/// What a site of one locale is made from.
pub struct Corpus {
    locales: Locales,
    texts: Vec<Arc<Text>>,
    assets: Vec<(LocaleId, ContentPath)>,
    redirects: Redirects,
    options: Options,
}

impl Corpus {
    /// A locale of the corpus in `root`, read once for all tests.
    pub fn of(root: &Path, tag: &str) -> &'static Self {
        static READ: [OnceLock<Corpus>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
        let at = LOCALES.iter().position(|locale| *locale == tag);
        let read = || Self::read(&root.join(tag), tag);
        READ[at.expect("the corpus has this locale")].get_or_init(read)
    }

    /// Reads the Markdown of `folder`, a locale's folder, and notes its other files.
    fn read(folder: &Path, tag: &str) -> Self {
        let (sources, assets): (Vec<_>, Vec<_>) = files(folder)
            .into_iter()
            .partition(|path| path.is_markdown());
        let texts = sources.into_par_iter().enumerate();
        let options = Options {
            hosts: vec!["azure.microsoft.com".to_owned()],
            ..Options::default()
        };
        Self {
            locales: one_locale(tag),
            texts: texts
                .map(|(at, path)| Arc::new(read(folder, at, path)))
                .collect(),
            assets: assets.into_iter().map(|path| (LocaleId(0), path)).collect(),
            redirects: Redirects::default(),
            options,
        }
    }

    /// The texts with their facts.
    pub fn texts(&self) -> &[Arc<Text>] {
        &self.texts
    }

    /// The text of this path.
    pub fn text(&self, path: &str) -> &Text {
        let found = self
            .texts
            .iter()
            .find(|text| text.source.name.path.as_str() == path);
        found.unwrap_or_else(|| panic!("the corpus has {path}"))
    }

    /// All of it as the site needs it.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            locales: &self.locales,
            texts: &self.texts,
            assets: &self.assets,
            redirects: &self.redirects,
            options: &self.options,
        }
    }

    /// The site of it.
    pub fn site(&self) -> Site {
        Site::new(&self.inputs(), Coverage::Own)
    }
}

/// A link as one page has it, at the place where it is written.
pub struct Place<'a> {
    pub path: &'a str,
    pub line: u32,
    pub target: &'a str,
    pub written: &'a Link,
    pub link: &'a ResolvedLink,
}

/// All links of all pages, an include's once for each page that reads it.
pub fn links<'a>(corpus: &'a Corpus, site: &'a Site) -> Vec<Place<'a>> {
    let mut lines: BTreeMap<SourceId, LineIndex> = BTreeMap::new();
    let mut places = Vec::new();
    for page in site.pages() {
        for link in &*page.links {
            let text = &corpus.texts[link.source.index()];
            let written = &text.document.links[link.link as usize];
            let index = lines
                .entry(link.source)
                .or_insert_with(|| LineIndex::new(&text.source.text));
            places.push(Place {
                path: text.source.name.path.as_str(),
                line: index.line(written.range.start),
                target: written.target(&text.source.text),
                written,
                link,
            });
        }
    }
    places
}

/// The facts of a text of the corpus.
pub fn parse(path: &ContentPath, source: SourceId, text: &str) -> (Document, RowKind) {
    let required = required_by_default();
    let (need, kind) = match path.as_str() {
        name if name.starts_with("includes/") => (Need::Include, RowKind::Include),
        name if name.ends_with("/TOC.md") => (Need::Include, RowKind::Contents),
        _ => (Need::Page(&required), RowKind::Page),
    };
    (markdown::parse(source, text, need).document, kind)
}

fn read(folder: &Path, at: usize, path: ContentPath) -> Text {
    let text = std::fs::read_to_string(folder.join(path.as_str())).expect("the corpus is UTF-8");
    let (document, kind) = parse(&path, SourceId(offset(at)), &text);
    Text {
        source: Source {
            file: path.as_str().into(),
            name: SourceName {
                locale: LocaleId(0),
                path,
            },
            text: text.into(),
            undecodable: None,
        },
        document,
        diagnostics: Vec::new(),
        kind: Some(kind),
    }
}

fn files(folder: &Path) -> Vec<ContentPath> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("the corpus can be read"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let paths = files.map(|entry| {
        let path = entry
            .path()
            .strip_prefix(folder)
            .expect("it was found there");
        ContentPath::new(path.to_str().expect("names are ASCII")).expect("it lies below the folder")
    });
    paths.collect()
}

fn one_locale(tag: &str) -> Locales {
    let locale = Locale {
        tag: tag.to_owned(),
        name: tag.to_owned(),
        direction: Direction::Ltr,
        fallback: Vec::new(),
    };
    Locales::new(vec![locale], LocaleId(0))
}
