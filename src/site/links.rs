//! Where a link leads: decided here once, for the checker and the renderer alike.
//!
//! A link of an include is resolved for every page that reads it: from the include's folder first, then from the page's.

use std::borrow::Cow;

use super::Inputs;
use super::addresses::{Addresses, Own};
use super::anchors::AnchorState;
use super::index::{AssetId, Index, Match, PageId, RowId};
use super::redirects::{self, Destination};
use crate::config::Videos;
use crate::locale::LocaleId;
use crate::markdown::document::{Link, LinkKind};
use crate::path::ContentPath;
use crate::source::SourceId;

/// A link of a page, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLink {
    /// The source it stands in.
    pub source: SourceId,
    /// Its index among that document's links.
    pub link: u32,
    /// Where it leads.
    pub target: Target,
    /// How that was found out.
    pub how: How,
    /// How its fragment found its place on the page it leads to.
    pub anchor: AnchorState,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a page of the site, as readers of the same locale see it.
    Page {
        /// The page.
        page: PageId,
        /// The id on it; while anchors are not yet looked up, the fragment as asked for.
        fragment: Option<Box<str>>,
    },
    /// To a file of the site that is no page.
    Asset(AssetId),
    /// Out of the site; the URL where it is not the target as written.
    External(Option<Box<str>>),
    /// Nowhere.
    Broken(Broken),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// No such file; with the content path that was looked for.
    FileNotFound(Box<str>),
    /// It leaves the content root.
    OutOfScope,
    /// It has no target.
    Empty,
    /// A path of somebody's disk.
    LocalFile,
    /// A scheme that runs something or that nobody opens.
    Scheme,
    /// An image of something that is none: a page, a place on a page, an address that is only for links.
    NotAnImage,
    /// A folder without a page of its own.
    Folder(Box<str>),
    /// A file that is only read into pages.
    IncludeFile(RowId),
}

/// How the file of a link was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// As written; also for everything that is not looked up.
    AsWritten,
    /// As written, but from the folder of the page that reads the include.
    FromReader,
    /// In other case.
    Case,
    /// With `.md` behind it.
    Extension,
    /// By its unique name, in another folder.
    OtherFolder,
    /// By the full URL of a page of this site.
    Absolute,
    /// Through a redirect.
    Redirect,
}

/// Schemes that a link may have.
const SCHEMES: &[&str] = &[
    "http",
    "https",
    "mailto",
    "tel",
    "sms",
    "ftp",
    "ftps",
    "sftp",
    "news",
    "irc",
    "ircs",
    "xmpp",
    "sip",
    "sips",
    "geo",
    "git",
    "ssh",
    "vscode",
    "ms-settings",
    "callto",
    "webcal",
    "magnet",
    "nntp",
    "skype",
];

/// A target taken apart: the path and the fragment are decoded, in this order: a `%23` is no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Before `?` and `#`, `\` read as `/`, then percent-decoded: a `%5C` is part of a name.
    pub path: Cow<'a, str>,
    /// Behind the first `#`, percent-decoded, further leading `#` dropped; what a browser is to look for in the text, behind
    /// `:~:`, is no part of it.
    pub fragment: Cow<'a, str>,
    /// Whether the path was written with `\`.
    pub backslash: bool,
}

impl<'a> Parts<'a> {
    /// The parts of a target without scheme and host.
    pub fn of(target: &'a str) -> Self {
        let (before, fragment) = target.split_once('#').unwrap_or((target, ""));
        let fragment = fragment.split_once(":~:").map_or(fragment, |(id, _)| id);
        let path = before.split_once('?').map_or(before, |(path, _)| path);
        let backslash = path.contains('\\');
        let path = if backslash {
            decode(&path.replace('\\', "/")).into_owned().into()
        } else {
            decode(path)
        };
        Self {
            path,
            fragment: decode(fragment.trim_start_matches('#')),
            backslash,
        }
    }
}

/// `text` percent-decoded; bytes that make no UTF-8 stay as written.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap_or(text.into())
}

/// The scheme a target begins with, if it begins with one.
pub fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let mut bytes = scheme.bytes();
    let named = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    named.then_some(scheme)
}

/// A path or the name of an anchor as it can stand in a target: what would end the target, or begin another part of it, is
/// written in percent. Letters of all scripts stay, since a writer reads them.
pub fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            ' ' | '%' | '(' | ')' | '#' | '?' | '\\' | '<' | '>' | '\0'..='\x1f' | '\x7f' => {
                escaped.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// The fragment of a target that leads to a file which is no page, as a link has it: what it names there is known to the
/// program that shows the file.
pub fn fragment_of_file(target: &str) -> Option<String> {
    let (_, fragment) = target.split_once('#')?;
    (!fragment.is_empty()).then(|| escape(&decode(fragment)))
}

/// Whether a browser asks another server for it, or this one: an `http` address or a path from the root.
pub fn is_web(url: &str) -> bool {
    let scheme = scheme(url).map(str::to_ascii_lowercase);
    match scheme.as_deref() {
        Some("http" | "https") => true,
        None => url.starts_with('/'),
        Some(_) => false,
    }
}

/// Where a video is: an address by itself, or the id of one that the configuration knows.
pub fn video(videos: &Videos, id: &str) -> Option<String> {
    if id.is_empty() || is_web(id) {
        return (!id.is_empty()).then(|| id.to_owned());
    }
    videos.url(id).filter(|url| is_web(url))
}

/// What is fixed while the links of one page are resolved.
pub(super) struct Resolver<'a> {
    pub inputs: &'a Inputs<'a>,
    pub index: &'a Index,
    /// The page that is read.
    pub page: PageId,
    /// Its own source.
    pub root: SourceId,
}

type Found = (Target, How);

impl Resolver<'_> {
    /// Where `link` of `source` leads; fragments are looked up later, when all pages are known.
    pub fn resolve(&self, source: SourceId, at: usize, link: &Link) -> ResolvedLink {
        let text = self.inputs.text(source);
        let written = link.target_range.as_usize();
        let written = text.get(written).filter(|words| is_share(words));
        let target = written.unwrap_or_else(|| link.target(text).trim());
        let (target, how) = self.target(source, link.kind, target);
        ResolvedLink {
            source,
            link: crate::span::offset(at),
            target,
            how,
            anchor: AnchorState::None,
        }
    }

    /// Where a target leads that stands in `source`.
    pub fn target(&self, source: SourceId, kind: LinkKind, target: &str) -> Found {
        match (kind, self.any_target(source, kind, target)) {
            (LinkKind::Image, (Target::Page { .. }, _)) => broken(Broken::NotAnImage),
            (_, found) => found,
        }
    }

    fn any_target(&self, source: SourceId, kind: LinkKind, target: &str) -> Found {
        if target.is_empty() {
            return broken(Broken::Empty);
        }
        if is_local_file(target) {
            return broken(Broken::LocalFile);
        }
        if let Some(scheme) = scheme(target) {
            return self.with_scheme(scheme, kind, target);
        }
        if target.starts_with('/') || target.starts_with("~/") {
            return self.address(kind, target);
        }
        let parts = Parts::of(target);
        if parts.path.is_empty() {
            return (self.on_page(self.page.row, &parts), How::AsWritten);
        }
        self.relative(source, kind, &parts)
    }

    fn with_scheme(&self, scheme: &str, kind: LinkKind, target: &str) -> Found {
        let lower = scheme.to_ascii_lowercase();
        if matches!(lower.as_str(), "http" | "https") {
            return self.address(kind, target);
        }
        let is_known = SCHEMES.contains(&lower.as_str());
        match kind {
            LinkKind::Image if is_picture(target) => (Target::External(None), How::AsWritten),
            LinkKind::Image if is_known => broken(Broken::NotAnImage),
            LinkKind::Link if is_known => (Target::External(None), How::AsWritten),
            _ => broken(Broken::Scheme),
        }
    }

    /// Where an address leads: to a page of this site, to what must be one but is missing, or elsewhere.
    fn address(&self, kind: LinkKind, target: &str) -> Found {
        let addresses = Addresses::new(self.inputs, self.index);
        let own = addresses.own(target);
        let found = own
            .iter()
            .find_map(|own| self.own(&addresses, kind, target, own));
        let prefix = self.inputs.options.absolute_links.as_deref();
        let prefix = prefix.filter(|_| target.starts_with('/') && !target.starts_with("//"));
        let url = prefix.map(|prefix| format!("{prefix}{target}").into());
        found.unwrap_or((Target::External(url), How::AsWritten))
    }

    fn own(
        &self,
        addresses: &Addresses<'_>,
        kind: LinkKind,
        target: &str,
        own: &Own,
    ) -> Option<Found> {
        let below = match scheme(target) {
            Some(_) => target.split_once("://")?.1,
            None => target,
        };
        let parts = Parts::of(below);
        match own {
            Own::File(Err(_)) => Some(broken(Broken::OutOfScope)),
            Own::File(Ok(path)) => Some(self.located(&[Some(path.clone()), None], kind, &parts)),
            Own::Named(name) => {
                let row = self.index.find_by_name(name, |row| self.has(row))?;
                Some(self.lead(row, &parts, How::Absolute))
            }
            Own::Lost(path) => {
                let path = ContentPath::new(path).ok()?;
                let is_page = |row| kind == LinkKind::Link && self.is_page(row);
                let page = addresses.page(path.as_str(), is_page);
                let page = page.map(|row| self.lead(row, &parts, How::Absolute));
                let file = || self.asset(&[Some(path.clone()), None]);
                let lost = || (!addresses.leads_away(target)).then(|| missing(&path));
                page.or_else(file).or_else(lost)
            }
            Own::Page { path, below } => {
                let is_link = kind == LinkKind::Link;
                let page = addresses.page(path, |row| is_link && self.is_page(row));
                if let Some(row) = page {
                    return Some(self.lead(row, &parts, How::Absolute));
                }
                let path = ContentPath::new(path).ok()?;
                if let Some(found) = self.asset(&[Some(path.clone()), None]) {
                    return Some(found);
                }
                let file = ContentPath::new(&format!("{path}.md")).ok()?;
                let moved = self.redirect(&file, &parts);
                let is_certain = addresses.is_certain(target, path.as_str(), *below);
                moved.or_else(|| is_certain.then(|| missing(&path)))
            }
        }
    }

    fn has(&self, row: RowId) -> bool {
        self.index
            .source_for(self.inputs.locales, row, self.page.locale)
            .is_some()
    }

    fn is_page(&self, row: RowId) -> bool {
        self.index.row(row).kind == super::index::RowKind::Page && self.has(row)
    }

    fn on_page(&self, row: RowId, parts: &Parts<'_>) -> Target {
        let page = PageId {
            row,
            locale: self.page.locale,
        };
        let fragment =
            (!super::anchors::is_everywhere(&parts.fragment)).then(|| (&*parts.fragment).into());
        Target::Page { page, fragment }
    }

    fn relative(&self, source: SourceId, kind: LinkKind, parts: &Parts<'_>) -> Found {
        let near = self.inputs.source(source).name.path.join(&parts.path);
        let far = (source != self.root)
            .then(|| self.inputs.source(self.root).name.path.join(&parts.path));
        self.located(&[near.ok(), far.and_then(Result::ok)], kind, parts)
    }

    /// The file at one of `paths`: from the folder of the link, and from that of its reader.
    fn located(
        &self,
        paths: &[Option<ContentPath>; 2],
        kind: LinkKind,
        parts: &Parts<'_>,
    ) -> Found {
        let markdown = kind == LinkKind::Link && is_markdown_path(&parts.path);
        let found = if markdown {
            self.file(paths, parts)
        } else {
            None
        };
        let found = found.or_else(|| self.asset(paths));
        let found = found.or_else(|| self.extensionless(paths, parts, kind));
        if let Some(found) = found {
            return found;
        }
        if let Some(found) = paths
            .iter()
            .flatten()
            .find_map(|path| self.redirect(path, parts))
        {
            return found;
        }
        // Seen from its own file it leaves the root, whatever it would be seen from a reader that lies deeper.
        let Some(path) = &paths[0] else {
            return broken(Broken::OutOfScope);
        };
        let is_page = |path: &ContentPath| self.index.find(path.as_str(), |row| self.has(row));
        if kind == LinkKind::Image && paths.iter().flatten().find_map(is_page).is_some() {
            return broken(Broken::NotAnImage);
        }
        self.not_found(path, parts)
    }

    /// A Markdown file: as written, from the reader's folder, in other case, by its unique name.
    fn file(&self, paths: &[Option<ContentPath>; 2], parts: &Parts<'_>) -> Option<Found> {
        let [near, far] = paths;
        let exact = |path: &ContentPath| match self.index.find(path.as_str(), |row| self.has(row)) {
            Some(Match::Exact(row)) => Some(row),
            _ => None,
        };
        let cased = |path: &ContentPath| match self.index.find(path.as_str(), |row| self.has(row)) {
            Some(Match::Case(row)) => Some(row),
            _ => None,
        };
        let (row, how) = None
            .or_else(|| Some((near.as_ref().and_then(exact)?, How::AsWritten)))
            .or_else(|| Some((near.as_ref().and_then(cased)?, How::Case)))
            .or_else(|| Some((far.as_ref().and_then(exact)?, How::FromReader)))
            .or_else(|| Some((far.as_ref().and_then(cased)?, How::Case)))
            .or_else(|| self.by_name(paths, parts))?;
        Some(self.lead(row, parts, how))
    }

    /// To a file that was found; where it only says that its page has moved, to where that is now.
    fn lead(&self, row: RowId, parts: &Parts<'_>, how: How) -> Found {
        let path = &self.index.row(row).path;
        let redirects = self.inputs.redirects;
        if redirects.step(path).is_none() || !self.is_stub(row) {
            return (self.on_row(row, parts), how);
        }
        self.redirect(path, parts).unwrap_or_else(|| {
            let missing = match redirects.target(path) {
                Some(Destination::Page(to, _)) => to,
                _ => path,
            };
            broken(Broken::FileNotFound(missing.as_str().into()))
        })
    }

    fn is_stub(&self, row: RowId) -> bool {
        let locale = self.page.locale;
        let source = self.index.source_for(self.inputs.locales, row, locale);
        source.is_some_and(|source| redirects::moved_to(self.inputs.text_of(source)).is_some())
    }

    fn by_name(&self, paths: &[Option<ContentPath>; 2], parts: &Parts<'_>) -> Option<(RowId, How)> {
        // A path that leaves the root is a mistake of its own, whatever it ends with.
        paths[0].as_ref()?;
        let name = parts.path.trim_end_matches('/').rsplit('/').next()?;
        let row = self.index.find_by_name(name, |row| self.has(row))?;
        Some((row, How::OtherFolder))
    }

    /// A link to a file that is only read into pages leads nowhere: it has no address.
    fn on_row(&self, row: RowId, parts: &Parts<'_>) -> Target {
        match self.index.row(row).kind {
            super::index::RowKind::Page => self.on_page(row, parts),
            _ => Target::Broken(Broken::IncludeFile(row)),
        }
    }

    fn asset(&self, paths: &[Option<ContentPath>; 2]) -> Option<Found> {
        let locale = self.page.locale;
        let has = |asset: AssetId| {
            self.index
                .asset_for(self.inputs.locales, asset, locale)
                .is_some()
        };
        let find = |path: &ContentPath| self.index.find_asset(path.as_str(), has);
        for (path, how) in [(&paths[0], How::AsWritten), (&paths[1], How::FromReader)] {
            match path.as_ref().and_then(find) {
                Some(Match::Exact(asset)) => return Some((Target::Asset(asset), how)),
                Some(Match::Case(asset)) => return Some((Target::Asset(asset), How::Case)),
                None => {}
            }
        }
        None
    }

    /// `x` and `x/` for `x.md`, and a folder for its page.
    fn extensionless(
        &self,
        paths: &[Option<ContentPath>; 2],
        parts: &Parts<'_>,
        kind: LinkKind,
    ) -> Option<Found> {
        if kind == LinkKind::Image || is_markdown_path(&parts.path) {
            return None;
        }
        for path in paths.iter().flatten() {
            let found = self.index.find_page(path.as_str(), |row| self.is_page(row));
            if let Some(Match::Exact(row) | Match::Case(row)) = found {
                return Some(self.lead(row, parts, How::Extension));
            }
        }
        let name = parts
            .path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .filter(|name| !name.contains('.'))?;
        paths[0].as_ref()?;
        let row = self
            .index
            .find_by_name(&format!("{name}.md"), |row| self.has(row))?;
        Some(self.lead(row, parts, How::OtherFolder))
    }

    fn redirect(&self, path: &ContentPath, parts: &Parts<'_>) -> Option<Found> {
        let target = self.inputs.redirects.target(path)?;
        let found = match target {
            Destination::Page(path, fragment) => {
                let (Match::Exact(row) | Match::Case(row)) =
                    self.index.find(path.as_str(), |row| self.is_page(row))?;
                match (self.on_page(row, parts), fragment) {
                    (
                        Target::Page {
                            page,
                            fragment: None,
                        },
                        fragment,
                    ) => Target::Page {
                        page,
                        fragment: fragment.clone(),
                    },
                    (target, _) => target,
                }
            }
            Destination::Url(url) => Target::External(Some((&**url).into())),
            Destination::Nowhere(_) => return None,
        };
        Some((found, How::Redirect))
    }

    fn not_found(&self, path: &ContentPath, parts: &Parts<'_>) -> Found {
        if self.index.is_folder(path.as_str()) {
            return broken(Broken::Folder(path.as_str().into()));
        }
        match parts.path.is_empty() {
            true => broken(Broken::FileNotFound(path.as_str().into())),
            false => missing(path),
        }
    }
}

/// No such file; without extension a page was meant.
fn missing(path: &ContentPath) -> Found {
    let missing = match path.extension() {
        // The folder of all.
        None if path.as_str().is_empty() => "index.md".to_owned(),
        None => format!("{path}.md"),
        Some(_) => path.to_string(),
    };
    broken(Broken::FileNotFound(missing.into()))
}

fn broken(why: Broken) -> Found {
    (Target::Broken(why), How::AsWritten)
}

/// Whether a Markdown file was meant; a `/` behind its name, as URLs have it, does not count.
pub(super) fn is_markdown_path(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path.get(path.len().saturating_sub(3)..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}

/// `C:\…`, `\\server\…` or `file:…`.
pub(super) fn is_local_file(target: &str) -> bool {
    let bytes = target.as_bytes();
    let drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/');
    let file = target
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    drive || file || target.starts_with("\\\\")
}

/// `\\server\share` as it is written: of its first two signs Markdown takes one for the escape of the other.
fn is_share(written: &str) -> bool {
    let server = written.strip_prefix("\\\\");
    let parts = server.and_then(|server| server.split_once('\\'));
    let is_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    parts.is_some_and(|(server, share)| {
        !server.is_empty() && server.chars().all(is_name) && share.starts_with(is_name)
    })
}

/// Picture data of a kind that holds no script.
fn is_picture(target: &str) -> bool {
    let lower = target.get(..30).unwrap_or(target).to_ascii_lowercase();
    [
        "data:image/png",
        "data:image/gif",
        "data:image/jpeg",
        "data:image/webp",
        "data:image/avif",
    ]
    .iter()
    .any(|kind| lower.starts_with(kind))
}

/// The locale a page's text would have to be in for its link not to fall back.
pub fn falls_back(inputs: &Inputs<'_>, index: &Index, page: PageId) -> Option<LocaleId> {
    let source = index.source_for(inputs.locales, page.row, page.locale)?;
    let locale = inputs.source(source).name.locale;
    (locale != page.locale).then_some(locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_split_before_they_are_decoded() {
        let parts = Parts::of("a%20b%23c.md?x=1#y%2Fz");
        assert_eq!((&*parts.path, &*parts.fragment), ("a b#c.md", "y/z"));
        assert_eq!(&*Parts::of("x.md##monitor").fragment, "monitor");
        assert!(Parts::of("a\\b.md").backslash);
        assert_eq!(&*Parts::of("a%5Cb\\c.md").path, "a\\b/c.md");
        assert_eq!(&*Parts::of("a%5Cb.md").path, "a\\b.md");
    }

    #[test]
    fn schemes_and_disks_are_recognised() {
        assert_eq!(scheme("mailto:x"), Some("mailto"));
        assert_eq!(scheme("a/b:c"), None);
        for target in ["C:\\x", "d:/x", "file:///x", "\\\\server\\x"] {
            assert!(is_local_file(target), "{target}");
        }
        assert!(!is_local_file("c.md"));
    }
}
