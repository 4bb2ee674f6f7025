//! Links and images that lead nowhere, or where they were meant to lead by luck only.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::anchors;
use super::includes::Circles;
use super::near::{Guess, Near};
use super::{Inputs, KEPT_OUT};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Words};
use crate::markdown::characters::is_filler;
use crate::markdown::document::{Link, LinkKind};
use crate::markdown::event::LinkForm;
use crate::path::{is_kept_out, joined};
use crate::site::anchors::{AnchorState, AskedAnchors};
use crate::site::index::{AssetId, PageId, RowKind};
use crate::site::links::{Broken, How, Parts, ResolvedLink, Target, escape, scheme};
use crate::site::{Page, Site};
use crate::source::SourceId;
use crate::span::{Span, TextRange, offset};

/// What the rules for links need beside the link.
pub(super) struct Links<'a> {
    pub inputs: Inputs<'a>,
    pub site: &'a Site,
    near: Near<'a>,
    /// Where the targets of all images of a text stand, for the texts that were asked for them.
    images: FxHashMap<SourceId, FxHashSet<TextRange>>,
    /// The anchors of the pages that [`Self::find_anchor`] was asked about.
    anchors: AskedAnchors<'a>,
    /// Fragments that name nothing, told together for each page they ask.
    pub asked: Vec<anchors::Asked>,
}

impl<'a> Links<'a> {
    pub fn new(inputs: Inputs<'a>, site: &'a Site) -> Self {
        Self {
            inputs,
            site,
            near: Near::new(inputs.site, site),
            images: FxHashMap::default(),
            anchors: AskedAnchors::new(inputs.site, site),
            asked: Vec::new(),
        }
    }

    /// Judges the links of all pages and includes.
    pub fn check(&mut self, circles: &Circles, found: &mut Vec<Diagnostic>) {
        let mut shared: BTreeMap<(SourceId, u32), Vec<(&Page, &ResolvedLink)>> = BTreeMap::new();
        let mut through_circles = shared.clone();
        for page in self.site.judged() {
            let own = self.inputs.site.source(page.source).name.locale == page.id.locale;
            for link in &*page.links {
                if link.source == page.source && own {
                    self.judge(page, link, found);
                } else if self.inputs.site.source(link.source).name.locale == page.id.locale {
                    let readers = match circles.is_reader(page, link.source) {
                        true => &mut shared,
                        // From which folder it is meant to be read nobody knows.
                        false if link.how == How::OtherFolder => continue,
                        false => &mut through_circles,
                    };
                    let of_link = readers.entry((link.source, link.link)).or_default();
                    of_link.push((page, link));
                }
            }
        }
        // What is read only by way of a circle is judged all the same.
        for (link, readers) in through_circles {
            shared.entry(link).or_insert(readers);
        }
        for readers in shared.into_values() {
            self.judge_shared(&readers, found);
        }
    }

    /// A link of an include is judged once: by the first page on which it is wrong, if there is one.
    fn judge_shared(
        &mut self,
        readers: &[(&'a Page, &'a ResolvedLink)],
        found: &mut Vec<Diagnostic>,
    ) {
        let wrong = |(_, link): &&(&Page, &ResolvedLink)| is_wrong(link);
        let (page, link) = readers.iter().find(wrong).unwrap_or(&readers[0]);
        let (before, asked) = (found.len(), self.asked.len());
        self.judge(page, link, found);
        let count = readers.iter().filter(wrong).count();
        // What no page decides, such as a backslash, is wrong on all of them.
        if (1..readers.len()).contains(&count) {
            let reader = &self.inputs.site.source(page.source).name.path;
            let note = format!(
                "on {count} of the {} pages that read this include, such as `{reader}`",
                readers.len()
            );
            for finding in &mut found[before..] {
                finding.message = format!("{}, {note}", finding.message).into();
            }
            for asked in &mut self.asked[asked..] {
                asked.note = Some(note.clone());
            }
        }
    }

    fn judge(&mut self, page: &'a Page, resolved: &'a ResolvedLink, found: &mut Vec<Diagnostic>) {
        let link = &self.inputs.site.document(resolved.source).links[resolved.link as usize];
        let place = Place::new(self.inputs, resolved.source, link);
        match &resolved.target {
            Target::Broken(why) => found.extend(self.broken(&place, link, why)),
            Target::Page {
                page: target,
                fragment,
            } => {
                let is_read = self.site.index.row(page.id.row).kind == RowKind::Page;
                // From which folder an include without readers will be read, and what stands around it, nobody knows.
                if is_read || resolved.how != How::OtherFolder {
                    let fragment = fragment.as_deref();
                    found.extend(self.by_luck(&place, *target, resolved.how, fragment));
                }
                if is_read || *target != page.id || resolved.anchor != AnchorState::Missing {
                    self.anchor(&place, *target, fragment.as_deref(), resolved.anchor, found);
                }
                found.extend(self.falls_back(&place, *target));
            }
            Target::Asset(asset) => found.extend(self.asset_by_luck(&place, *asset, resolved.how)),
            Target::External(_) if resolved.how == How::Redirect => {
                found.push(self.moved_away(&place));
            }
            Target::External(_) => found.extend(hard_coded_locale(&place)),
        }
    }

    /// How a page has a fragment that no link of an article asks for, and the id that leads there.
    pub fn find_anchor(&mut self, page: PageId, fragment: &str) -> (AnchorState, String) {
        let (state, id) = self.anchors.find(page, fragment);
        (state, id.unwrap_or(fragment).to_owned())
    }

    /// Takes the fixes from the findings behind `before`, also from those that are told later, where the target is written
    /// with escapes or in a file that is never written: there it has no place that could be written over.
    pub fn keep_fixes(
        &mut self,
        place: &Place<'_>,
        before: (usize, usize),
        found: &mut [Diagnostic],
    ) {
        let text = self.inputs.site.text_of(place.source);
        let written = text.source.text.get(place.whole.as_usize());
        if text.kind.is_some() && written == Some(place.target) {
            return;
        }
        for finding in &mut found[before.0..] {
            finding.fix = None;
        }
        for asked in &mut self.asked[before.1..] {
            asked.can_be_fixed = false;
        }
    }

    /// A page that has moved out of the site.
    pub fn moved_away(&self, place: &Place<'_>) -> Diagnostic {
        let message = "the page that this leads to has moved";
        place.finding(Code::LinkToRedirect, place.path, message)
    }

    fn broken(&mut self, place: &Place<'_>, link: &Link, why: &Broken) -> Option<Diagnostic> {
        Some(match why {
            Broken::FileNotFound(_) if self.is_told_of_image(place.source, link) => return None,
            Broken::FileNotFound(path) => self.not_found(place, link.kind, path),
            Broken::Empty if link.form == LinkForm::Html => {
                let at = match place.whole.is_empty() {
                    true => link.range,
                    false => place.whole,
                };
                place
                    .finding(Code::LinkEmpty, at, "the link has no target")
                    .with_help("write the target, or remove the link and keep its words")
            }
            // The parser has told it; and a definition without a target is a comment.
            Broken::Empty => return None,
            why => self.unusable(place, why),
        })
    }

    /// What is wrong with a target that cannot be used, whatever is there.
    pub fn unusable(&self, place: &Place<'_>, why: &Broken) -> Diagnostic {
        let target = place.target;
        let finding = |code, range, message: String| {
            Diagnostic::new(code, place.span(range), message, place.meant(why))
        };
        match why {
            Broken::FileNotFound(path) => {
                self.missing(place, Code::FileNotFound, path, format!("no file `{path}`"))
            }
            Broken::Empty => place.finding(Code::LinkEmpty, place.whole, "the link has no target"),
            Broken::OutOfScope => finding(
                Code::LinkOutOfScope,
                place.path,
                format!("`{target}` leaves the content root"),
            )
            .with_help("a page can only lead to files below its locale's folder"),
            Broken::LocalFile => finding(
                Code::LocalFilePath,
                place.whole,
                format!("`{target}` is a path of somebody's disk"),
            )
            .with_help("put the file below the content root and write a relative path"),
            Broken::Scheme
                if target
                    .get(..5)
                    .is_some_and(|start| start.eq_ignore_ascii_case("xref:")) =>
            {
                let message =
                    format!("`{target}` is not made a link: ids of pages are not looked up");
                finding(Code::DisallowedScheme, place.whole, message)
                    .with_help("write the relative path of the page")
            }
            Broken::Scheme => finding(
                Code::DisallowedScheme,
                place.whole,
                format!("`{target}` is not made a link: readers cannot open it safely"),
            )
            .with_help(match web_scheme(target) {
                Some(scheme) => format!("did you mean `{scheme}:`?"),
                None => "write a relative path or an `https:` address".to_owned(),
            }),
            Broken::NotAnImage => finding(
                Code::ImageNotFound,
                place.whole,
                format!("`{target}` is no image"),
            )
            .with_help("name the file of an image, or leave out the `!` to make it a link"),
            Broken::Folder(path) => self
                .missing(
                    place,
                    Code::FileNotFound,
                    path,
                    format!("`{target}` is a folder without a page of its own"),
                )
                .with_help("name a page in it, or give the folder an `index.md`"),
            Broken::IncludeFile(row) => {
                let path = self.site.index.row(*row).path.as_str();
                let message =
                    format!("`{target}` is only read into pages and has no address of its own");
                self.missing(place, Code::FileNotFound, path, message)
                    .with_help("lead to a page that includes it")
            }
        }
    }

    /// Whether the definition of a reference is also that of an image: one mistake is told once.
    fn is_told_of_image(&mut self, source: SourceId, link: &Link) -> bool {
        if link.kind != LinkKind::Link || link.form != LinkForm::Reference {
            return false;
        }
        let images = self.images.entry(source).or_insert_with(|| {
            let links = self.inputs.site.document(source).links.iter();
            let images = links.filter(|link| link.kind == LinkKind::Image);
            images.map(|image| image.target_range).collect()
        });
        images.contains(&link.target_range)
    }

    fn missing(&self, place: &Place<'_>, code: Code, path: &str, message: String) -> Diagnostic {
        Diagnostic::new(code, place.span(place.path), message, path)
    }

    fn not_found(&mut self, place: &Place<'_>, kind: LinkKind, path: &str) -> Diagnostic {
        let (code, what) = match kind {
            LinkKind::Image => (Code::ImageNotFound, "image"),
            LinkKind::Link => (Code::FileNotFound, "file"),
        };
        let finding = self.missing(place, code, path, format!("no {what} `{path}`"));
        if let Some(address) = web_address(place.target) {
            return finding
                .with_help(format!("did you mean `{address}`?"))
                .with_fix(Fix::safe(place.span(place.whole), address));
        }
        let locale = self.inputs.site.source(place.source).name.locale;
        match self
            .near
            .meant(locale, kind, place.from, (path, place.target))
        {
            Guess::File {
                path,
                behind,
                is_certain,
            } => {
                let written = format!("{}{behind}", escape(&place.from.relative(path)));
                let fix = if is_certain { Fix::safe } else { Fix::unsafe_ };
                finding
                    .with_help(format!("did you mean `{written}`?"))
                    .with_fix(fix(place.span(place.path), written))
            }
            Guess::OnlyIn(tags) => {
                let help = "readers of this locale do not get the page: only these locales have it";
                finding.with_help(format!("{help}: {}", tags.join(", ")))
            }
            Guess::Nothing if is_kept_out(path) => finding.with_help(KEPT_OUT),
            Guess::Nothing => finding.with_help("correct the path, or remove the link"),
        }
    }

    /// A page that was found, but not as the target is written.
    pub fn by_luck(
        &self,
        place: &Place<'_>,
        target: PageId,
        how: How,
        fragment: Option<&str>,
    ) -> Option<Diagnostic> {
        if matches!(how, How::AsWritten | How::FromReader) {
            return place.backslash();
        }
        let path = &self.site.index.row(target.row).path;
        let mut written = escape(&place.from.relative(path));
        let has_query = place.target.contains('?');
        if let (How::Redirect, None, Some(id), false) = (how, place.fragment, fragment, has_query) {
            written = format!("{written}#{}", escape(id));
        }
        let (code, message) = match how {
            How::Case => (
                Code::FileNameCase,
                format!("the file is called `{path}`, in other case"),
            ),
            How::Extension => (
                Code::FileExtensionMissing,
                format!("`{}` is meant: the path lacks its `.md`", path.file_name()),
            ),
            How::OtherFolder => (
                Code::FileInOtherFolder,
                format!("the file is in another folder: `{path}`"),
            ),
            How::Absolute => (
                Code::DocsLinkAbsolute,
                format!("this is a page of this site: `{path}`"),
            ),
            How::Redirect => (
                Code::LinkToRedirect,
                format!("the page has moved to `{path}`"),
            ),
            How::AsWritten | How::FromReader => unreachable!("returned above"),
        };
        let span = place.span(place.path);
        let finding = Diagnostic::new(code, span, message, place.subject());
        Some(match place.is_autolink {
            true => finding.with_help(format!("write `[words]({written})`")),
            false => finding
                .with_help(format!("write `{written}`"))
                .with_fix(Fix::safe(span, written)),
        })
    }

    fn asset_by_luck(&self, place: &Place<'_>, asset: AssetId, how: How) -> Option<Diagnostic> {
        if how != How::Case {
            return place.backslash();
        }
        let path = &self.site.index.asset(asset).path;
        let written = escape(&place.from.relative(path));
        let finding = place.finding(
            Code::FileNameCase,
            place.path,
            format!("the file is called `{path}`, in other case"),
        );
        Some(
            finding
                .with_help(format!("write `{written}`"))
                .with_fix(Fix::safe(place.span(place.path), written)),
        )
    }

    pub fn anchor(
        &mut self,
        place: &Place<'_>,
        target: PageId,
        fragment: Option<&str>,
        state: AnchorState,
        found: &mut Vec<Diagnostic>,
    ) {
        let Some(range) = place.fragment else { return };
        let written = Parts::of(place.target).fragment.into_owned();
        let can_be_fixed = range != place.whole;
        match state {
            AnchorState::None | AnchorState::Explicit | AnchorState::Slug => {}
            AnchorState::Case => {
                let id = fragment.unwrap_or_default();
                let message = match id.to_lowercase() == written.to_lowercase() {
                    true => format!("the anchor is called `{id}`, in other case"),
                    false => {
                        format!("a heading is called so in other case, and its anchor is `{id}`")
                    }
                };
                let finding = place
                    .finding(Code::BookmarkCase, range, message)
                    .with_help(format!("write `#{id}`"));
                let fix = Fix::safe(place.span(range), escape(id));
                found.push(Diagnostic {
                    fix: can_be_fixed.then_some(fix),
                    ..finding
                });
            }
            AnchorState::Near | AnchorState::Missing | AnchorState::Unknown => {
                self.asked.push(anchors::Asked {
                    page: target,
                    fragment: written,
                    state,
                    near: fragment
                        .filter(|_| state == AnchorState::Near)
                        .map(str::to_owned),
                    span: place.span(range),
                    can_be_fixed,
                    note: None,
                })
            }
        }
    }

    /// A page, or a contents file, that readers of its locale get in the text of another.
    pub fn falls_back(&self, place: &Place<'_>, target: PageId) -> Option<Diagnostic> {
        let locale = crate::site::links::falls_back(&self.inputs.site, &self.site.index, target)?;
        let tag = |locale| &self.inputs.site.locales.get(locale).tag;
        let path = &self.site.index.row(target.row).path;
        let message = format!(
            "`{path}` is not translated into {}: readers get it in {}",
            tag(target.locale),
            tag(locale)
        );
        Some(Diagnostic::new(
            Code::LinkFallsBack,
            place.span(place.path),
            message,
            path.as_str(),
        ))
    }
}

/// The fragments that cannot be told, as they are written.
pub(super) fn unknown<'a>(inputs: Inputs<'a>, site: &'a Site) -> impl Iterator<Item = &'a str> {
    let links = site.judged().flat_map(|page| page.links.iter());
    links
        .filter(|link| link.anchor == AnchorState::Unknown)
        .filter_map(move |resolved| {
            let text = inputs.site.text_of(resolved.source);
            let link = &text.document.links[resolved.link as usize];
            link.target(&text.source.text)
                .split_once('#')
                .map(|(_, fragment)| fragment)
        })
}

/// Whether a resolved link is one that some rule tells of.
fn is_wrong(link: &ResolvedLink) -> bool {
    let luck = !matches!(link.how, How::AsWritten | How::FromReader);
    let anchor = !matches!(
        link.anchor,
        AnchorState::None | AnchorState::Explicit | AnchorState::Slug
    );
    matches!(link.target, Target::Broken(_)) || luck || anchor
}

/// Where the parts of a link's target stand.
pub(super) struct Place<'a> {
    pub source: SourceId,
    /// The target, escapes and entities resolved.
    pub target: &'a str,
    /// All of it.
    pub whole: TextRange,
    /// Before `?` and `#`.
    pub path: TextRange,
    /// Behind `#`.
    pub fragment: Option<TextRange>,
    /// Whether it is all that there is: `<https://…>` can only be another address, no path.
    is_autolink: bool,
    /// The content path that the target is seen from.
    pub from: &'a crate::path::ContentPath,
    text: &'a str,
}

impl<'a> Place<'a> {
    fn new(inputs: Inputs<'a>, source: SourceId, link: &'a Link) -> Self {
        let target = link.target(inputs.site.text(source));
        Self {
            is_autolink: link.form == LinkForm::Autolink,
            ..Self::of(inputs, source, target, link.target_range)
        }
    }

    /// The place of a target that stands at `whole`.
    pub fn of(inputs: Inputs<'a>, source: SourceId, target: &'a str, whole: TextRange) -> Self {
        let text = inputs.site.text(source);
        let written = &text[whole.as_usize()];
        let hash = mark(written, b"#");
        let path_end = mark(written, b"#?").unwrap_or(written.len());
        let path = TextRange::new(whole.start, whole.start + offset(path_end));
        let fragment = hash.map(|at| {
            let skipped = written[at..].len() - written[at..].trim_start_matches('#').len();
            TextRange::new(whole.start + offset(at + skipped), whole.end)
        });
        // Where the sign is written otherwise, nothing less than the whole can be shown.
        let fragment = fragment.or_else(|| target.contains('#').then_some(whole));
        let path = if path.is_empty() { whole } else { path };
        Self {
            source,
            target,
            whole,
            path,
            fragment,
            is_autolink: false,
            from: &inputs.site.source(source).name.path,
            text,
        }
    }

    pub fn span(&self, range: TextRange) -> Span {
        Span::new(self.source, range)
    }

    /// The content path and the words, which are the same in all translations.
    fn subject(&self) -> String {
        format!("{} {}", self.from, self.target)
    }

    /// What a target that cannot be used means, wherever it is written: a path as seen from the content root, an address as
    /// it is.
    fn meant(&self, why: &Broken) -> String {
        let path = Parts::of(self.target).path;
        let is_path = matches!(why, Broken::OutOfScope)
            || matches!(why, Broken::NotAnImage) && scheme(self.target).is_none();
        match is_path {
            false => self.target.to_owned(),
            // A place on the page itself.
            true if path.is_empty() => self.subject(),
            true => match path.strip_prefix("~/").or(path.strip_prefix('/')) {
                Some(below) => joined("", below),
                None => joined(self.from.folder(), &path),
            },
        }
    }

    pub fn finding(&self, code: Code, range: TextRange, message: impl Into<Words>) -> Diagnostic {
        Diagnostic::new(code, self.span(range), message, self.subject())
    }

    pub fn backslash(&self) -> Option<Diagnostic> {
        let written = &self.text[self.path.as_usize()];
        if !written.contains('\\')
            || !self
                .target
                .split(['#', '?'])
                .next()
                .is_some_and(|path| path.contains('\\'))
        {
            return None;
        }
        let fixed = written.replace('\\', "/");
        let finding = self.finding(
            Code::LinkBackslash,
            self.path,
            "`\\` in a path is read as `/`",
        );
        let edit = Edit {
            span: self.span(self.path),
            replacement: fixed.clone().into(),
        };
        Some(finding.with_help(format!("write `{fixed}`")).with_fix(Fix {
            safe: true,
            edits: vec![edit],
        }))
    }
}

/// Where the first of `marks` stands in a target as it is written; the `#` of a character's number (`&#38;`) is none.
fn mark(written: &str, marks: &[u8]) -> Option<usize> {
    let bytes = written.as_bytes();
    let is_number = |at: usize| {
        let behind = bytes[at + 1..].iter();
        let mut behind = behind.skip_while(|byte| byte.is_ascii_alphanumeric());
        at > 0 && bytes[at - 1] == b'&' && behind.next() == Some(&b';')
    };
    let mut places = (0..bytes.len()).filter(|&at| marks.contains(&bytes[at]));
    places.find(|&at| bytes[at] != b'#' || !is_number(at))
}

/// The address that a target is whose sign behind the scheme is wide or stands behind a blank: `https ：//…`.
fn web_address(target: &str) -> Option<String> {
    let at = target.find([':', '：'])?;
    let scheme = target[..at].trim_end_matches(is_filler);
    let behind = crate::suggest::plain(&target[at..]);
    let behind = behind.as_deref().unwrap_or(&target[at..]);
    let is_web = ["http", "https"].contains(&scheme) && behind.starts_with("://");
    is_web.then(|| format!("{scheme}{behind}"))
}

/// The scheme of the web that the one of `target` is a slip of: `hhttps://…`.
fn web_scheme(target: &str) -> Option<&'static str> {
    let (scheme, rest) = target.trim_start().split_once(':')?;
    let near = || crate::suggest::nearest(scheme, ["https", "http"]);
    rest.starts_with("//").then(near)?
}

/// `https://host/en-us/…`: the reader's own locale is better chosen by the host.
fn hard_coded_locale(place: &Place<'_>) -> Option<Diagnostic> {
    let (_, rest) = place.target.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let (tag, _) = path.split_once('/')?;
    let bytes = tag.as_bytes();
    let shape = bytes.len() == 5
        && bytes[2] == b'-'
        && [0, 1, 3, 4]
            .iter()
            .all(|&at| bytes[at].is_ascii_alphabetic());
    let host = host.to_ascii_lowercase();
    let domain = host.strip_suffix("microsoft.com");
    if !shape || !domain.is_some_and(|sub| sub.is_empty() || sub.ends_with('.')) {
        return None;
    }
    let literal = &place.text[place.whole.as_usize()] == place.target;
    let at = place.target.find(&format!("/{tag}/"))?;
    let start = place.whole.start + offset(at);
    let range = if literal {
        TextRange::new(start + 1, start + 1 + offset(tag.len()))
    } else {
        place.whole
    };
    let finding = place.finding(
        Code::HardCodedLocale,
        range,
        format!("the address names the locale `{tag}`"),
    );
    let finding = finding.with_help("leave it out: the host then shows the reader's own language");
    if !literal {
        return Some(finding);
    }
    let cut = TextRange::new(start, start + 1 + offset(tag.len()));
    Some(finding.with_fix(Fix::safe(place.span(cut), "")))
}
