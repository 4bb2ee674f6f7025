//! Pages as wholes: translations without source, selectors without their own page, videos.

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::document::DirectiveKind;
use crate::site::index::RowKind;
use crate::site::links::{self, Target};
use crate::site::{Page, Site};
use crate::source::SourceId;
use crate::span::{Span, TextRange};
use crate::yaml::{self, Step};

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    orphans(inputs, site, found);
    missing(inputs, site, found);
    // An include that no page reads stands on no page that its selector could name.
    let is_page = |page: &&Page| site.index.row(page.id.row).kind == RowKind::Page;
    for page in site.judged().filter(is_page) {
        selectors(inputs, page, found);
    }
    videos(inputs, found);
    messages(inputs, found);
}

fn orphans(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let origin = inputs.site.locales.source();
    let has_source = inputs
        .site
        .texts
        .iter()
        .any(|text| text.kind.is_some() && text.source.name.locale == origin);
    if !has_source {
        return;
    }
    for (_, row) in site
        .index
        .rows()
        .filter(|(_, row)| row.kind != RowKind::Contents && row.own(origin).is_none())
    {
        for (_, source) in row.sources() {
            let tag = &inputs.site.locales.get(origin).tag;
            let message = format!("`{}` has no source page in {tag}", row.path);
            let span = Span::new(source, TextRange::new(0, 0));
            found.push(
                Diagnostic::new(Code::TranslationOrphan, span, message, row.path.as_str())
                    .with_help("remove the translation, or put the source page back"),
            );
        }
    }
}

/// Off by default: `i18n status` counts these.
fn missing(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let origin = inputs.site.locales.source();
    for (_, row) in site
        .index
        .rows()
        .filter(|(_, row)| row.kind == RowKind::Page)
    {
        let Some(source) = row.own(origin) else {
            continue;
        };
        if inputs
            .config
            .checks
            .level(Code::TranslationMissing, &row.path)
            == crate::diagnostic::Level::Off
        {
            continue;
        }
        let lacking = inputs.site.locales.iter();
        for (_, entry) in lacking.filter(|(locale, _)| row.own(*locale).is_none()) {
            let span = Span::new(source, TextRange::new(0, 0));
            let message = format!("`{}` is not translated into {}", row.path, entry.tag);
            found.push(Diagnostic {
                about: Some(entry.tag.as_str().into()),
                ..Diagnostic::new(Code::TranslationMissing, span, message, row.path.as_str())
            });
        }
    }
}

/// A selector that leads to other variants should also name this one. What has a broken entry cannot be judged.
fn selectors(inputs: Inputs<'_>, page: &Page, found: &mut Vec<Diagnostic>) {
    let document = inputs.site.document(page.source);
    for directive in &document.directives {
        let DirectiveKind::Selector {
            entries: (first, end),
        } = directive.kind
        else {
            continue;
        };
        let targets: Vec<_> = (first..end)
            .filter_map(|link| page.link(page.source, link))
            .map(|link| &link.target)
            .collect();
        let own = targets.iter().any(|target| matches!(target, Target::Page { page: target, .. } if target.row == page.id.row));
        let broken = targets
            .iter()
            .any(|target| matches!(target, Target::Broken(_)));
        if !own && !broken {
            let span = Span::new(page.source, directive.range);
            let path = inputs.site.source(page.source).name.path.as_str();
            let message = "the selector does not name the page it stands on";
            found.push(
                Diagnostic::new(Code::SelectorSelfMissing, span, message, path)
                    .with_help("add an entry for this page, so that readers see where they are"),
            );
        }
    }
}

fn videos(inputs: Inputs<'_>, found: &mut Vec<Diagnostic>) {
    for (at, text) in inputs
        .site
        .texts
        .iter()
        .enumerate()
        .filter(|(_, text)| text.kind.is_some())
    {
        for directive in &text.document.directives {
            let DirectiveKind::Video(id) = &directive.kind else {
                continue;
            };
            if links::video(&inputs.config.videos, id).is_some() {
                continue;
            }
            let span = Span::new(SourceId(crate::span::offset(at)), directive.range);
            let message = format!("nothing says where the video `{id}` is");
            found.push(
                Diagnostic::new(Code::VideoUnmapped, span, message, &**id)
                    .with_help("`videos:` in docent.yml gives an address for every id, or a pattern with `{id}`"),
            );
        }
    }
}

fn messages(inputs: Inputs<'_>, found: &mut Vec<Diagnostic>) {
    let tags = inputs.site.locales.iter().map(|(_, locale)| &*locale.tag);
    // A removed page has no kind either, so the names count.
    let outside = |name: &str| {
        let mut texts = inputs.site.texts.iter();
        let at = texts.position(|text| text.kind.is_none() && *text.source.file == *name)?;
        Some(SourceId(crate::span::offset(at)))
    };
    for problem in inputs.catalog.problems(tags) {
        let span = match &problem.place {
            Some((file, range)) => outside(file).map(|source| Span::new(source, *range)),
            // A message that a locale lacks stands in no file: where the configuration names the locale is nearest.
            None => inputs
                .config_text
                .map(|source| (source, of_locale(inputs.site.text(source), &problem.locale)))
                .or_else(|| Some((outside(&inputs.config.redirects)?, TextRange::new(0, 0))))
                .map(|(source, range)| Span::new(source, range)),
        };
        let Some(span) = span else { continue };
        let subject = format!("{} {}", problem.locale, problem.message);
        let finding = Diagnostic::new(problem.code, span, problem.message, subject);
        found.push(Diagnostic {
            help: problem.help.map(Into::into),
            ..finding
        });
    }
}

/// The tag of a locale in the text of the configuration; its start where the locale is not written.
fn of_locale(config: &str, tag: &str) -> TextRange {
    let key = |name: &str| Step::Key(name.into());
    let tags = (0..).map_while(|at| {
        let item = [key("locales"), Step::Item(at)];
        yaml::value_range(config, &item)?;
        Some(yaml::value_range(
            config,
            &[&item[..], &[key("tag")]].concat(),
        ))
    });
    let is_it = |range: &TextRange| {
        let written = config.get(range.as_usize()).unwrap_or_default();
        let written = written.trim_matches(['"', '\'']);
        crate::config::canonical_tag(written).is_some_and(|written| written == tag)
    };
    tags.flatten().find(is_it).unwrap_or(TextRange::new(0, 0))
}
