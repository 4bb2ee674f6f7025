//! Redirects that lead nowhere, in a circle, over detours, or away from a page that still stands.

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;
use crate::site::Site;
use crate::site::index::RowKind;
use crate::site::redirects::Destination;
use crate::source::SourceId;
use crate::span::Span;

/// Where a redirect from `from` to `target` leads: a page of the site where the target can be one, else a URL.
pub fn destination(from: &ContentPath, target: &str) -> Destination {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let below = path.strip_prefix("~/").or_else(|| path.strip_prefix('/'));
    let is_markdown = path.ends_with(".md");
    let page = match (is_markdown && !path.contains("://"), below) {
        (false, _) => None,
        (true, Some(below)) => ContentPath::new(below).ok(),
        (true, None) if target.starts_with('.') => from.join(path).ok(),
        (true, None) => ContentPath::new(path).ok(),
    };
    page.map_or_else(|| Destination::Url(target.to_owned()), Destination::Page)
}

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(list) = inputs
        .site
        .texts
        .iter()
        .position(|text| text.kind.is_none() && *text.source.file == *inputs.config.redirects)
    else {
        return;
    };
    let list = SourceId(crate::span::offset(list));
    let is_page = |path: &ContentPath| {
        site.index
            .find(path.as_str(), |row| {
                site.index.row(row).kind == RowKind::Page
            })
            .is_some()
    };
    for redirect in inputs.redirects {
        let at_source = Span::new(list, redirect.source_range);
        let at_target = Span::new(list, redirect.target_range);
        let from = &redirect.source;
        if is_page(from) {
            let message = format!(
                "`{from}` has moved but still stands: readers get the page, not the redirect"
            );
            let finding = Diagnostic::new(
                Code::RedirectedFileNotRemoved,
                at_source,
                message,
                from.as_str(),
            );
            found.push(finding.with_help("remove the file, or the redirect"));
        }
        let Destination::Page(to) = destination(from, &redirect.target) else {
            continue;
        };
        match inputs.site.redirects.step(&to) {
            Some(_) if inputs.site.redirects.target(from).is_none() => {
                let message = format!("the redirects from `{from}` run in a circle");
                found.push(
                    Diagnostic::new(Code::RedirectCycle, at_target, message, from.as_str())
                        .with_help("let one of them lead to a page"),
                );
            }
            Some(_) => {
                let message = format!("`{to}` has moved too");
                found.push(
                    Diagnostic::new(Code::RedirectChain, at_target, message, to.as_str())
                        .with_help("name the page that it leads to in the end"),
                );
            }
            None if !is_page(&to) => {
                let message = format!("no page `{to}`");
                found.push(
                    Diagnostic::new(Code::RedirectNotFound, at_target, message, to.as_str())
                        .with_help("name a page that exists, or a full address"),
                );
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_targets_are_pages_and_all_others_are_urls() {
        let from = ContentPath::new("articles/a.md").expect("within the root");
        let page = |path: &str| Destination::Page(ContentPath::new(path).expect("within the root"));
        let cases = [
            ("./b.md", page("articles/b.md")),
            ("articles/c.md", page("articles/c.md")),
            ("~/articles/d.md", page("articles/d.md")),
            ("/azure/x", Destination::Url("/azure/x".to_owned())),
            (
                "https://example.com/x.md",
                Destination::Url("https://example.com/x.md".to_owned()),
            ),
        ];
        for (target, expected) in cases {
            assert_eq!(destination(&from, target), expected, "{target}");
        }
    }
}
