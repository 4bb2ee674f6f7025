//! A page as Markdown: its text without metadata, its includes in place.
//!
//! Links stay as they are written: the Markdown of each page lies at its content path, so that they lead from one to the
//! other as they do among the sources.

use crate::site::Page;
use crate::site::include::{Allowance, Parts};
use crate::site::index::PageId;
use crate::site::view::View;
use crate::source::SourceId;

/// The file of a page as Markdown: its content path below the folder of its locale.
pub fn file(view: &View<'_>, page: PageId) -> String {
    format!("{}/{}", view.urls.folder(page.locale), view.path(page))
}

/// The page as Markdown.
pub fn twin(view: &View<'_>, page: &Page) -> String {
    let mut text = String::with_capacity(view.text(page).len());
    let mut allowance = Allowance::of(&view.inputs, page.source);
    write(view, &page.parts, page.source, 1, &mut allowance, &mut text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What takes the place of a range of a source.
enum Piece {
    Nothing,
    Include(u32),
}

fn write(
    view: &View<'_>,
    parts: &Parts,
    source: SourceId,
    depth: usize,
    allowance: &mut Allowance,
    out: &mut String,
) {
    let (document, text) = (view.inputs.document(source), view.inputs.text(source));
    let cuts = document
        .metadata
        .cuts
        .iter()
        .map(|cut| (*cut, Piece::Nothing));
    let includes = document.includes.iter().enumerate();
    let includes =
        includes.map(|(at, include)| (include.range, Piece::Include(crate::span::offset(at))));
    let mut pieces: Vec<_> = cuts.chain(includes).collect();
    pieces.sort_unstable_by_key(|(range, _)| *range);
    let mut at = 0;
    for (range, piece) in pieces {
        let range = range.as_usize();
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        at = range.end;
        let Piece::Include(include) = piece else {
            continue;
        };
        allowance.count();
        let target = parts
            .include(source, include)
            .and_then(|include| include.target.ok());
        let fits = |&target: &SourceId| allowance.take(&view.inputs, target, depth);
        if let Some(target) = target.filter(fits) {
            write(view, parts, target, depth + 1, allowance, out);
            // A line that the include stands in goes on behind it.
            out.truncate(out.trim_end_matches(['\n', '\r']).len());
        }
    }
    out.push_str(&text[at..]);
}
