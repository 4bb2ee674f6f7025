//! The links and images of a source: what is written, and what became of it on each page that reads the source.

use std::io::{self, Write};

use serde::Serialize;

use super::facts::{Place, Ruler};
use super::{Readers, write};
use crate::markdown::document::{Link, LinkKind};
use crate::markdown::event::LinkForm;
use crate::site::anchors::AnchorState;
use crate::site::index::PageId;
use crate::site::links::{Broken, How, ResolvedLink, Target};
use crate::site::{Page, Site};
use crate::source::SourceId;
use crate::workspace::Workspace;

/// A link or image, for one page on which it is read.
#[derive(Serialize)]
struct LinkFact<'a> {
    /// `link` or `image`.
    kind: &'static str,
    /// The whole link.
    #[serde(flatten)]
    place: Place<'a>,
    /// The very characters of the target.
    target_place: Place<'a>,
    form: &'static str,
    target: &'a str,
    in_selector: bool,
    /// What it leads to: `page`, `asset`, `external` or `nothing`.
    leads_to: &'static str,
    /// How that was found, or why nothing was.
    verdict: &'static str,
    /// Content path of the page or file, or the one that was looked for.
    path: Option<&'a str>,
    /// The file that readers get.
    target_file: Option<&'a str>,
    /// The locale whose text or file readers get, where it is not their own.
    fallback: Option<&'a str>,
    /// The URL, if it leads out of the site and is not the target as written.
    url: Option<&'a str>,
    /// The id on the page that the fragment leads to.
    anchor: Option<&'a str>,
    anchor_verdict: Option<&'static str>,
    /// The file of the page that reads it, if that is another one.
    reader: Option<&'a str>,
}

/// Writes the links of `source`; those of an include once for each page that reads it.
pub(super) fn print(
    workspace: &Workspace,
    readers: &Readers<'_>,
    source: SourceId,
    ruler: &Ruler<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (at, link) in ruler.text.document.links.iter().enumerate() {
        for page in readers.of_source(source) {
            if let Some(resolved) = page.link(source, crate::span::offset(at)) {
                write(&fact(workspace, page, ruler, link, resolved), out)?;
            }
        }
    }
    Ok(())
}

fn fact<'a>(
    workspace: &'a Workspace,
    page: &Page,
    ruler: &Ruler<'a>,
    link: &'a Link,
    resolved: &'a ResolvedLink,
) -> LinkFact<'a> {
    let site = workspace.site();
    let (leads_to, path) = leads_to(site, &resolved.target);
    let (target_file, fallback) = shown(workspace, page, &resolved.target);
    let anchored = resolved.anchor != AnchorState::None;
    LinkFact {
        kind: match link.kind {
            LinkKind::Link => "link",
            LinkKind::Image => "image",
        },
        place: ruler.place(link.range),
        target_place: ruler.place(link.target_range),
        form: match link.form {
            LinkForm::Inline => "inline",
            LinkForm::Reference => "reference",
            LinkForm::Autolink => "autolink",
            LinkForm::Html => "html",
        },
        target: link.target(&ruler.text.source.text),
        in_selector: link.in_selector,
        leads_to,
        verdict: verdict(resolved),
        path,
        target_file,
        fallback,
        url: match &resolved.target {
            Target::External(url) => url.as_deref(),
            _ => None,
        },
        anchor: match &resolved.target {
            Target::Page { fragment, .. } if anchored => fragment.as_deref(),
            _ => None,
        },
        anchor_verdict: anchor_verdict(resolved.anchor),
        reader: (page.source != resolved.source).then(|| &*workspace.text(page.source).source.file),
    }
}

fn leads_to<'a>(site: &'a Site, target: &'a Target) -> (&'static str, Option<&'a str>) {
    let index = &site.index;
    match target {
        Target::Page { page, .. } => ("page", Some(index.row(page.row).path.as_str())),
        Target::Asset(asset) => ("asset", Some(index.asset(*asset).path.as_str())),
        Target::External(_) => ("external", None),
        Target::Broken(Broken::FileNotFound(path) | Broken::Folder(path)) => {
            ("nothing", Some(path))
        }
        Target::Broken(Broken::IncludeFile(row)) => {
            ("nothing", Some(index.row(*row).path.as_str()))
        }
        Target::Broken(_) => ("nothing", None),
    }
}

/// The file that readers of `page` get, and its locale where that is not theirs.
fn shown<'a>(
    workspace: &'a Workspace,
    page: &Page,
    target: &Target,
) -> (Option<&'a str>, Option<&'a str>) {
    let (index, locales) = (&workspace.site().index, &workspace.config.locales);
    let tag = |locale| (locale != page.id.locale).then(|| &*locales.get(locale).tag);
    match target {
        Target::Page {
            page: PageId { row, locale },
            ..
        } => {
            let source = index.source_for(locales, *row, *locale);
            let source = source.map(|id| &workspace.text(id).source);
            (
                source.map(|source| &*source.file),
                source.and_then(|source| tag(source.name.locale)),
            )
        }
        Target::Asset(asset) => (
            None,
            index
                .asset_for(locales, *asset, page.id.locale)
                .and_then(tag),
        ),
        _ => (None, None),
    }
}

const fn verdict(link: &ResolvedLink) -> &'static str {
    match &link.target {
        Target::Broken(why) => match why {
            Broken::FileNotFound(_) => "not-found",
            Broken::OutOfScope => "out-of-scope",
            Broken::Empty => "empty",
            Broken::LocalFile => "local-file",
            Broken::Scheme => "disallowed-scheme",
            Broken::NotAnImage => "not-an-image",
            Broken::Folder(_) => "folder",
            Broken::IncludeFile(_) => "include",
        },
        _ => match link.how {
            How::AsWritten => "as-written",
            How::FromReader => "from-reader",
            How::Case => "other-case",
            How::Extension => "extension-added",
            How::OtherFolder => "other-folder",
            How::Absolute => "own-url",
            How::Redirect => "redirect",
        },
    }
}

const fn anchor_verdict(state: AnchorState) -> Option<&'static str> {
    Some(match state {
        AnchorState::None => return None,
        AnchorState::Explicit => "explicit",
        AnchorState::Slug => "slug",
        AnchorState::Case => "other-case",
        AnchorState::Near => "near",
        AnchorState::Unknown => "unknown",
        AnchorState::Missing => "missing",
    })
}
