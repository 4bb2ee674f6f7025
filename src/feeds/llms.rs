//! `llms.txt`: a locale's pages for language models, by the parts of the navigation, each with its Markdown.

use crate::locale::LocaleId;
use crate::site::index::RowId;
use crate::site::navigation::Place;
use crate::site::view::View;

/// The list of a locale's pages; those shown in another language are left to that language's list.
pub fn llms(view: &View<'_>, locale: LocaleId) -> String {
    let tree = view.navigation.of(locale);
    let mut text = format!("# {}\n", line(&view.config.title));
    let mut is_named = vec![false; view.site.index.len()];
    for node in tree.top() {
        let own = match node.place {
            Place::Page(row, _) => Some(row),
            _ => None,
        };
        let rows: Vec<RowId> = own.into_iter().chain(tree.pages_below(node)).collect();
        add_section(view, locale, &node.title, &rows, &mut is_named, &mut text);
    }
    add_section(
        view,
        locale,
        "Optional",
        tree.sorted(),
        &mut is_named,
        &mut text,
    );
    text
}

fn add_section(
    view: &View<'_>,
    locale: LocaleId,
    title: &str,
    rows: &[RowId],
    is_named: &mut [bool],
    text: &mut String,
) {
    let mut is_first = true;
    for &row in rows {
        let Some(page) = view
            .page(row, locale)
            .filter(|page| view.fallback(page).is_none())
        else {
            continue;
        };
        if std::mem::replace(&mut is_named[row.0 as usize], true) {
            continue;
        }
        if std::mem::take(&mut is_first) {
            *text += &format!("\n## {}\n\n", line(title));
        }
        let url = view.urls.of_file(&super::markdown::file(view, page.id));
        let url = view.urls.full(&url).unwrap_or(url);
        *text += &format!(
            "- [{}]({url})",
            line(view.title(page))
                .replace('[', "\\[")
                .replace(']', "\\]")
        );
        let description = view.document(page).metadata.description(view.text(page));
        if let Some(description) = description {
            *text += &format!(": {}", line(&description));
        }
        text.push('\n');
    }
}

/// The words in one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
