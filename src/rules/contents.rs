//! Targets of contents files: judged as links are, and told as what a contents file lists where nothing is there.

use super::links::{Links, Place};
use crate::diagnostic::{Code, Diagnostic, Fix, Level};
use crate::path::ContentPath;
use crate::site::index::{PageId, RowId, RowKind};
use crate::site::links::{Broken, How, escape};
use crate::site::navigation::{Found, Led, targets};
use crate::source::SourceId;
use crate::suggest::Names;

pub(super) fn check(links: &mut Links<'_>, found: &mut Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let led = targets(&links.inputs.site, &links.site.index, &mut wrong);
    wrong.retain(|finding| !is_told(links, finding));
    found.append(&mut wrong);
    let mut names = None;
    for led in &led {
        let place = place(links, led);
        let before = (found.len(), links.asked.len());
        judge(links, led, &place, &mut names, found);
        links.keep_fixes(&place, before, found);
    }
}

fn place<'a>(links: &Links<'a>, led: &'a Led) -> Place<'a> {
    Place::of(links.inputs, led.source, &led.target.text, led.target.range)
}

/// Whether a line is no entry because of something that is told more exactly where the file is read as Markdown.
fn is_told(links: &Links<'_>, wrong: &Diagnostic) -> bool {
    let read = &links.inputs.site.text_of(wrong.span.source).diagnostics;
    read.iter().any(|other| {
        other.code.default_level() >= Level::Warning && wrong.range().contains(other.range())
    })
}

fn judge(
    links: &mut Links<'_>,
    led: &Led,
    place: &Place<'_>,
    names: &mut Option<Names>,
    found: &mut Vec<Diagnostic>,
) {
    let (inputs, site) = (links.inputs, links.site);
    let locale = inputs.site.source(led.source).name.locale;
    let page = |row| PageId { row, locale };
    match &led.found {
        Found::Page(row, fragment) => {
            let fragment = fragment.as_deref();
            let asked = fragment.map(|fragment| links.find_anchor(page(*row), fragment));
            let id = asked.as_ref().map(|(_, id)| &**id);
            found.extend(links.by_luck(place, page(*row), led.how, id));
            if let Some((state, _)) = asked {
                links.anchor(place, page(*row), id, state, found);
            }
            found.extend(links.falls_back(place, page(*row)));
        }
        Found::Contents(row) => {
            found.extend(links.by_luck(place, page(*row), led.how, None));
            found.extend(links.falls_back(place, page(*row)));
        }
        Found::Folder(_) => found.extend(place.backslash()),
        Found::Url(_) if led.how == How::Redirect => found.push(links.moved_away(place)),
        Found::Url(_) => {}
        Found::File(asset) => {
            let path = site.index.asset(*asset).path.as_str();
            let message = format!("`{}` is no page", led.target.text);
            let finding =
                Diagnostic::new(Code::TocNotFound, place.span(place.whole), message, path);
            found.push(finding.with_help("lead to a page that links to the file"));
        }
        Found::Nothing(Broken::FileNotFound(path)) => {
            let names = names.get_or_insert_with(|| page_names(links));
            found.push(not_found(links, names, place, path));
        }
        Found::Nothing(Broken::IncludeFile(row)) => {
            let path = &site.index.row(*row).path;
            let message = format!("`{}` is only read into pages", led.target.text);
            let span = place.span(place.whole);
            let finding = Diagnostic::new(Code::TocNotFound, span, message, path.as_str());
            found.push(finding.with_help("name a page that includes it"));
        }
        Found::Nothing(why) => found.push(links.unusable(place, why)),
    }
}

fn page_names(links: &Links<'_>) -> Names {
    let rows = links.site.index.rows();
    let pages = rows.filter(|(_, row)| row.kind == RowKind::Page);
    Names::new(pages.map(|(_, row)| row.path.file_name()))
}

fn not_found(links: &Links<'_>, names: &Names, place: &Place<'_>, path: &str) -> Diagnostic {
    let message = format!("`{}` does not exist", place.target);
    let finding = Diagnostic::new(Code::TocNotFound, place.span(place.whole), message, path);
    let (candidates, same) = candidates(links, place.source, names, path);
    match &candidates[..] {
        [] => finding.with_help("name a page of this locale or of one that it falls back to"),
        [only] => {
            let meant = escape(&place.from.relative(only));
            let fix = if same { Fix::safe } else { Fix::unsafe_ };
            let fix = fix(place.span(place.path), meant.clone());
            finding
                .with_help(format!("did you mean `{meant}`?"))
                .with_fix(fix)
        }
        several => {
            let list: Vec<String> = several
                .iter()
                .take(5)
                .map(|path| format!("`{}`", place.from.relative(path)))
                .collect();
            finding.with_help(format!("did you mean one of {}?", list.join(", ")))
        }
    }
}

/// The pages with the file name of `path` in other folders, else those whose names are a slip away; and whether it is the
/// same name.
fn candidates(
    links: &Links<'_>,
    source: SourceId,
    names: &Names,
    path: &str,
) -> (Vec<ContentPath>, bool) {
    let (index, locales) = (&links.site.index, links.inputs.site.locales);
    let locale = links.inputs.site.source(source).name.locale;
    let has = |row: RowId| index.source_for(locales, row, locale).is_some();
    let name = path.rsplit('/').next().unwrap_or(path);
    let called = |names: &[&str]| -> Vec<ContentPath> {
        let pages = index
            .rows()
            .filter(|(id, row)| row.kind == RowKind::Page && has(*id));
        pages
            .filter(|(_, row)| {
                let own = row.path.file_name();
                names.iter().any(|name| own.eq_ignore_ascii_case(name))
            })
            .map(|(_, row)| row.path.clone())
            .collect()
    };
    match called(&[name]) {
        same if same.is_empty() => (called(&names.meant_file(name)), false),
        same => (same, true),
    }
}
