//! What the template of a page made from a source gets, and what the search gets of it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::context::{
    Helpful, Link, Metadata, Notice, PageContext, PageDate, PageKind, Service, SourceText,
};
use super::html::{Body, Section};
use super::{Renderer, json_ld, links, platforms};
use crate::feeds;
use crate::locale::{Direction, LocaleId};
use crate::markdown::document::DirectiveKind;
use crate::search::{SearchPage, SearchSection};
use crate::site::Page;
use crate::site::index::{PageId, RowId};
use crate::site::links::Target;
use crate::site::problems;
use crate::site::view::View;

/// The most related pages that a page names.
const RELATED: usize = 5;
/// Words that a reader takes in within a minute.
const WORDS_A_MINUTE: usize = 200;
/// What stays as it is in the part of an address that a template of the configuration takes.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// The same for a path.
const PATH: &AsciiSet = &COMPONENT.remove(b'/');

/// The context of a page's template, which takes over what `body` writes into it: all but its sections.
pub(super) fn context(renderer: &Renderer<'_>, page: &Page, body: &mut Body) -> PageContext {
    let view = &renderer.view;
    let locale = page.id.locale;
    let shared = renderer.presentation.of(locale);
    let (document, text) = (view.document(page), view.text(page));
    let tree = view.navigation.of(locale);
    let shown = view.locale(view.text_locale(page));
    let (previous, next) = tree.neighbours(page.id.row);
    let link = |row: Option<RowId>| row.and_then(|row| links::to_row(view, row, locale));
    let breadcrumb = links::breadcrumb(view, &shared.home, &tree.ancestors(page.id.row), locale);
    let mut context = PageContext {
        kind: PageKind::Article,
        url: view.url(page.id),
        canonical: canonical(view, page),
        title: view.title(page).to_owned(),
        description: document
            .metadata
            .description(text)
            .map(|words| words.into_owned()),
        keywords: document.metadata.keywords(text),
        lang: shown.tag.clone(),
        dir: shown.direction.as_str(),
        heading: body.heading.take(),
        body: std::mem::take(&mut body.html),
        contents: std::mem::take(&mut body.contents),
        breadcrumb,
        metadata: metadata(renderer, page, body),
        notice: notice(view, page),
        alternates: links::alternates(view, locale, |other| alternate(view, page.id.row, other)),
        source: source_text(view, page),
        previous: link(previous),
        next: link(next),
        related: related(view, page, previous, next),
        edit_url: edit_url(view, page),
        report_url: None,
        helpful: None,
        navigation: links::navigation(view, &tree.around(page.id.row), locale),
        json_ld: None,
        image: body.first_image.as_deref().and_then(|url| full(view, url)),
        markdown_url: Some(view.urls.of_file(&feeds::markdown::file(view, page.id))),
        unlisted: false,
    };
    context.report_url = report_url(view, page, &context);
    context.helpful = helpful(view, page, &context);
    context.json_ld = Some(json_ld::article(view, page, &context, body));
    context
}

/// The page that a page stands for: itself, or that of the locale whose text it shows.
fn canonical(view: &View<'_>, page: &Page) -> Option<String> {
    view.full_url(PageId {
        row: page.id.row,
        locale: view.text_locale(page),
    })
}

fn full(view: &View<'_>, url: &str) -> Option<String> {
    if url.contains("://") {
        Some(url.to_owned())
    } else {
        view.urls.full(url)
    }
}

fn alternate(view: &View<'_>, row: RowId, locale: LocaleId) -> Option<(String, Option<LocaleId>)> {
    let page = view.page(row, locale)?;
    Some((view.url(page.id), view.fallback(page)))
}

fn metadata(renderer: &Renderer<'_>, page: &Page, body: &Body) -> Metadata {
    let view = &renderer.view;
    let dates = &renderer.presentation.of(page.id.locale).dates;
    let date = view.metadata(page, |document, text| document.metadata.date(text));
    let authors = view.metadata(page, |document, text| {
        Some(document.metadata.authors(text)).filter(|authors| !authors.is_empty())
    });
    Metadata {
        date: date.map(|date| PageDate {
            iso: date.to_string(),
            text: dates.format(date),
        }),
        author: authors.map(|authors| authors.join(", ")),
        services: services(view, page),
        applies_to: applies_to(view, page),
        reading_minutes: crate::span::offset(body.words.div_ceil(WORDS_A_MINUTE).max(1)),
        topic: topic(view, page),
    }
}

fn services(view: &View<'_>, page: &Page) -> Vec<Service> {
    let tree = view.navigation.of(page.id.locale);
    let listings = view
        .services(page)
        .iter()
        .filter_map(|service| tree.service(service));
    let service = |listing| {
        let Link { title, url, .. } = links::to_listing(view, listing, page.id.locale);
        Service {
            name: title,
            url: Some(url),
        }
    };
    listings.map(service).collect()
}

/// Platforms and languages by name.
fn applies_to(view: &View<'_>, page: &Page) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for attribute in ["ms.tgt_pltfrm", "ms.devlang"] {
        let value = view.metadata(page, |document, text| {
            document.metadata.get(text, attribute)
        });
        for name in value
            .as_deref()
            .unwrap_or_default()
            .split([',', ';'])
            .map(str::trim)
        {
            if let Some(name) = platforms::name(name)
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    if view.locale(page.id.locale).direction == Direction::Rtl {
        names.iter_mut().for_each(isolate);
    }
    names
}

/// Keeps a sign at the edge of a name, as in `.NET` and `C++`, from moving to the other side among words from right to
/// left. The names are joined in a message, where no element can do that.
fn isolate(name: &mut String) {
    if !(name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric)) {
        *name = format!("\u{2066}{name}\u{2069}");
    }
}

/// The kind of text: by its metadata, except that help in trouble is recognised.
fn topic(view: &View<'_>, page: &Page) -> Option<String> {
    if problems::is_about_trouble(view, page) {
        return Some("troubleshooting".to_owned());
    }
    let topic = view.metadata(page, |document, text| document.metadata.topic(text))?;
    Some(match &*topic {
        "get-started-article" | "hero-article" => "get-started".to_owned(),
        other => other.to_owned(),
    })
}

fn notice(view: &View<'_>, page: &Page) -> Option<Notice> {
    if let Some(other) = view.fallback(page) {
        let language = view.locale(other).name.clone();
        return Some(Notice::Fallback {
            language,
            url: view.url(PageId {
                locale: other,
                ..page.id
            }),
        });
    }
    let source = view.inputs.locales.source();
    let by = view
        .document(page)
        .metadata
        .translation_type(view.text(page));
    let by_machine = match by {
        Some(by) => by.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("MT")),
        None => view.config.machine_translated[page.id.locale.index()],
    };
    let original = view.page(page.id.row, source);
    (by_machine && page.id.locale != source).then(|| Notice::MachineTranslated {
        language: view.locale(source).name.clone(),
        url: original.map(|original| view.url(original.id)),
    })
}

fn source_text(view: &View<'_>, page: &Page) -> Option<SourceText> {
    let source = view.inputs.locales.source();
    let original = view
        .page(page.id.row, source)
        .filter(|_| page.id.locale != source)?;
    let locale = view.locale(source);
    Some(SourceText {
        name: locale.name.clone(),
        url: view.url(original.id),
        lang: locale.tag.clone(),
        dir: locale.direction.as_str(),
    })
}

/// The other versions of the page, then pages of its main service that are called most like it.
fn related(
    view: &View<'_>,
    page: &Page,
    previous: Option<RowId>,
    next: Option<RowId>,
) -> Vec<Link> {
    let mut rows: Vec<RowId> = Vec::new();
    let mut add = |row: RowId| {
        let is_shown = row == page.id.row || Some(row) == previous || Some(row) == next;
        if rows.len() < RELATED && !is_shown && !rows.contains(&row) {
            rows.push(row);
        }
    };
    for &source in &*page.parts.sources {
        for directive in &view.inputs.document(source).directives {
            let DirectiveKind::Selector { entries } = directive.kind else {
                continue;
            };
            for link in (entries.0..entries.1).filter_map(|at| page.link(source, at)) {
                if let Target::Page { page, .. } = &link.target {
                    add(page.row);
                }
            }
        }
    }
    if let Some(service) = view.services(page).first() {
        view.navigation
            .of(page.id.locale)
            .kin(service, page.id.row, RELATED + 2)
            .into_iter()
            .for_each(add);
    }
    rows.into_iter()
        .filter_map(|row| links::to_row(view, row, page.id.locale))
        .collect()
}

/// The address at which the file that is really shown is edited.
fn edit_url(view: &View<'_>, page: &Page) -> Option<String> {
    let shown = view.text_locale(page);
    let template = view.config.edit_urls[shown.index()].as_deref()?;
    let folder = &*view.config.edit_folders[shown.index()];
    let path = view.path(page.id);
    let file = [folder, path]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("/");
    let locale = &view.locale(shown).tag;
    Some(fill(
        template,
        &[
            ("locale", locale),
            ("dir", folder),
            ("path", path),
            ("file", &file),
        ],
        PATH,
    ))
}

fn report_url(view: &View<'_>, page: &Page, context: &PageContext) -> Option<String> {
    let template = view.config.report_url.as_deref()?;
    let asked = [("title", &*context.title)];
    Some(fill_for(view, page, context, template, &asked))
}

/// The addresses that say whether a page helped.
fn helpful(view: &View<'_>, page: &Page, context: &PageContext) -> Option<Helpful> {
    let template = view.config.feedback_url.as_deref()?;
    let url = |answer| fill_for(view, page, context, template, &[("answer", answer)]);
    Some(Helpful {
        yes: url("yes"),
        no: url("no"),
    })
}

/// `template` with the page's address, locale and path, and with what else it may ask for.
fn fill_for(
    view: &View<'_>,
    page: &Page,
    context: &PageContext,
    template: &str,
    more: &[(&str, &str)],
) -> String {
    let url = view.urls.full(&context.url);
    let url = url.as_deref().unwrap_or(&context.url);
    let (locale, path) = (&*view.locale(page.id.locale).tag, view.path(page.id));
    let mut values = vec![("url", url), ("locale", locale), ("path", path)];
    values.extend(more);
    fill(template, &values, COMPONENT)
}

/// `template` with `{name}` replaced by the value of that name; other braces stay.
fn fill(template: &str, values: &[(&str, &str)], keep: &'static AsciiSet) -> String {
    let mut filled = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let name = rest[open + 1..].split_once('}').map(|(name, _)| name);
        let value = name.and_then(|name| values.iter().find(|(other, _)| *other == name));
        match value {
            Some((name, value)) => {
                filled.extend(utf8_percent_encode(value, keep));
                rest = &rest[open + name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &rest[open + 1..];
            }
        }
    }
    filled + rest
}

/// The page as the search has it.
pub(super) fn for_search(renderer: &Renderer<'_>, page: &Page, body: Body) -> SearchPage {
    let view = &renderer.view;
    let section = |section: Section| SearchSection {
        anchor: section.anchor,
        heading: section.heading,
        level: section.level,
        text: section.text,
    };
    let description = view.document(page).metadata.description(view.text(page));
    SearchPage {
        url: view.url(page.id),
        title: view.title(page).to_owned(),
        description: description.map_or_else(String::new, |words| words.into_owned()),
        service: services(view, page)
            .into_iter()
            .next()
            .map_or_else(String::new, |service| service.name),
        kind: topic(view, page).unwrap_or_default(),
        fallback: view.foreign_lang(page).unwrap_or_default(),
        sections: body.sections.into_iter().map(section).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_of_addresses_are_filled() {
        let values = [("path", "a b/c.md"), ("title", "R&D {path}")];
        for (template, keep, expected) in [
            ("https://x/{path}", PATH, "https://x/a%20b/c.md"),
            (
                "https://x/?t={title}&p={path}",
                COMPONENT,
                "https://x/?t=R%26D%20%7Bpath%7D&p=a%20b%2Fc.md",
            ),
            ("{unknown}{", PATH, "{unknown}{"),
        ] {
            assert_eq!(fill(template, &values, keep), expected);
        }
    }
}
