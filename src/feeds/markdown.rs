//! A page as Markdown: its text without metadata, its includes in place.
//!
//! The Markdown of each page lies at its content path, so that links lead from one to the other as they do among the
//! sources. Those that lead there by luck only, or stand in an include, are written as they are meant.

use crate::markdown::event::LinkForm;
use crate::path::ContentPath;
use crate::site::Page;
use crate::site::include::Allowance;
use crate::site::index::PageId;
use crate::site::links::{How, ResolvedLink, Target, escape, fragment_of_file};
use crate::site::view::View;
use crate::source::SourceId;
use crate::span::TextRange;

/// The file of a page as Markdown: its content path below the folder of its locale.
pub fn file(view: &View<'_>, page: PageId) -> String {
    format!("{}/{}", view.urls.folder(page.locale), view.path(page))
}

/// The page as Markdown.
pub fn twin(view: &View<'_>, page: &Page) -> String {
    let mut text = String::with_capacity(view.text(page).len());
    let mut allowance = Allowance::of(&view.inputs, page.source);
    write(view, page, page.source, 1, &mut allowance, &mut text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What takes the place of a range of a source.
enum Piece {
    Nothing,
    Include(u32),
    /// The target of a link.
    Target(String),
}

/// Appends a source that stands `depth` deep in the page, with its includes in place.
fn write(
    view: &View<'_>,
    page: &Page,
    source: SourceId,
    depth: usize,
    allowance: &mut Allowance,
    out: &mut String,
) {
    let text = view.inputs.text(source);
    let mut at = 0;
    for (range, piece) in pieces(view, page, source) {
        let range = range.as_usize();
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        at = range.end;
        let include = match piece {
            Piece::Nothing => continue,
            Piece::Target(target) => {
                out.push_str(&target);
                continue;
            }
            Piece::Include(include) => include,
        };
        allowance.count();
        let target = page
            .parts
            .include(source, include)
            .and_then(|include| include.target.ok());
        let fits = |&target: &SourceId| allowance.take(&view.inputs, target, depth).is_ok();
        if let Some(target) = target.filter(fits) {
            write(view, page, target, depth + 1, allowance, out);
            // A line that the include stands in goes on behind it.
            out.truncate(out.trim_end_matches(['\n', '\r']).len());
        }
    }
    out.push_str(&text[at..]);
}

/// What of a source is written otherwise, from top to bottom.
fn pieces(view: &View<'_>, page: &Page, source: SourceId) -> Vec<(TextRange, Piece)> {
    let document = view.inputs.document(source);
    let cuts = document
        .metadata
        .cuts
        .iter()
        .map(|cut| (*cut, Piece::Nothing));
    let includes = document.includes.iter().enumerate();
    let includes =
        includes.map(|(at, include)| (include.range, Piece::Include(crate::span::offset(at))));
    let links = links_of(page, source).iter();
    let targets = links.filter_map(|link| {
        let written = &document.links[link.link as usize];
        let target = target(view, page, link).filter(|_| written.form != LinkForm::Autolink)?;
        Some((written.target_range, Piece::Target(target)))
    });
    let mut pieces: Vec<_> = cuts.chain(includes).chain(targets).collect();
    // Several links may have one definition: the first of them stands for all.
    pieces.sort_by_key(|(range, _)| *range);
    pieces
}

/// The links of a page that stand in one of its sources.
fn links_of(page: &Page, source: SourceId) -> &[ResolvedLink] {
    let start = page.links.partition_point(|link| link.source < source);
    let count = page.links[start..].partition_point(|link| link.source == source);
    &page.links[start..start + count]
}

/// What to write as the target of a link, where that is something else than is written.
fn target(view: &View<'_>, page: &Page, link: &ResolvedLink) -> Option<String> {
    let stands = link.how == How::AsWritten && link.source == page.source;
    let folder = |locale| view.urls.folder(locale);
    let (to, fragment) = match &link.target {
        Target::Page { page: to, fragment } if !stands && *to != page.id => {
            (file(view, *to), fragment.as_deref().map(escape))
        }
        Target::Asset(asset) => {
            let index = &view.site.index;
            let locale = index.asset_for(view.inputs.locales, *asset, page.id.locale)?;
            let path = &index.asset(*asset).path;
            let moves = !stands || locale != page.id.locale;
            let text = view.inputs.document(link.source);
            let written = &text.links[link.link as usize];
            let fragment = fragment_of_file(written.target(view.inputs.text(link.source)));
            (
                moves.then(|| format!("{}/{path}", folder(locale)))?,
                fragment,
            )
        }
        Target::External(Some(url)) => return Some(url.to_string()),
        _ => return None,
    };
    let (from, to) = (file(view, page.id), to);
    let from = ContentPath::new(&from).ok()?;
    let path = escape(&from.relative(&ContentPath::new(&to).ok()?));
    Some(match fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None => path,
    })
}
