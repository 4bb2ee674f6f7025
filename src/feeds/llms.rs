//! `llms.txt`: a locale's pages for language models, by the parts of the navigation, each with its Markdown.
//!
//! Where a locale has more pages than [`MOST`], each part has a file of its own and `llms.txt` leads to those.

use crate::locale::LocaleId;
use crate::site::index::RowId;
use crate::site::navigation::alphabet::MOST;
use crate::site::navigation::{Place, slug};
use crate::site::view::View;

/// The heading of what a reader in haste may skip, as the convention has it.
const OPTIONAL: &str = "Optional";

/// A part of the navigation.
pub struct Section {
    /// Plain text.
    pub title: Box<str>,
    /// Its file in the output, whose name is ASCII and no other part's.
    pub file: String,
    /// Its pages; each stands in one part only.
    pub rows: Box<[RowId]>,
}

/// The list of a locale's pages; those shown in another language are left to that language's list.
pub fn llms(view: &View<'_>, locale: LocaleId) -> String {
    let sections = sections(view, locale);
    let mut text = format!("# {}\n", line(view.config.titles.get(locale)));
    if !is_cut(&sections) {
        for section in &sections {
            text += &format!("\n## {}\n\n", line(&section.title));
            add_pages(view, locale, &section.rows, &mut text);
        }
        return text;
    }
    text += "\n## Sections\n\n";
    for section in &sections {
        if *section.title == *OPTIONAL {
            text += &format!("\n## {OPTIONAL}\n\n");
        }
        match section.rows[..] {
            [_] => add_pages(view, locale, &section.rows, &mut text),
            _ => text += &entry(view, &section.title, &section.file, None),
        }
    }
    text
}

/// The list of the pages of one part.
pub fn part(view: &View<'_>, locale: LocaleId, title: &str, rows: &[RowId]) -> String {
    let site = line(view.config.titles.get(locale));
    let mut text = format!("# {site}: {}\n\n", line(title));
    add_pages(view, locale, rows, &mut text);
    text
}

/// The parts that have a file of their own; none where the list is whole.
pub fn parts(view: &View<'_>, locale: LocaleId) -> Vec<Section> {
    let mut sections = sections(view, locale);
    let is_cut = is_cut(&sections);
    sections.retain(|section| is_cut && section.rows.len() > 1);
    sections
}

fn is_cut(sections: &[Section]) -> bool {
    sections
        .iter()
        .map(|section| section.rows.len())
        .sum::<usize>()
        > MOST
}

/// The parts of the navigation with the pages of this language in them, each page in the first that names it.
fn sections(view: &View<'_>, locale: LocaleId) -> Vec<Section> {
    let tree = view.navigation.of(locale);
    let mut is_named = vec![false; view.site.index.len()];
    let (mut sections, mut names) = (Vec::new(), Vec::new());
    let mut add = |title: &str, name: &str, rows: &mut dyn Iterator<Item = RowId>| {
        let mut own = |row: &RowId| {
            let page = view.page(*row, locale);
            page.is_some_and(|page| view.fallback(page).is_none())
                && !std::mem::replace(&mut is_named[row.0 as usize], true)
        };
        let rows: Box<[RowId]> = rows.filter(|row| own(row)).collect();
        if !rows.is_empty() {
            let name = name_among(&names, name);
            let file = format!("{}/llms/{name}.txt", view.urls.folder(locale));
            names.push(name);
            sections.push(Section {
                title: title.into(),
                file,
                rows,
            });
        }
    };
    for node in tree.top() {
        let own = match node.place {
            Place::Page(row, _) => Some(row),
            _ => None,
        };
        let path = match &node.place {
            Place::Page(row, _) => view.site.index.row(*row).path.as_str(),
            Place::Listing(path) => path,
            Place::Title | Place::Url(_) => &node.title,
        };
        let path = path.strip_suffix(".md").unwrap_or(path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        let name = path.rsplit('/').next().unwrap_or_default();
        let mut rows = own.into_iter().chain(tree.pages_below(node));
        add(&node.title, name, &mut rows);
    }
    add(OPTIONAL, "optional", &mut tree.sorted().iter().copied());
    sections
}

/// `name` for an address, or a number where it is no ASCII or another part has it.
fn name_among(names: &[String], name: &str) -> String {
    let name = slug(name);
    let is_free = |name: &str| names.iter().all(|other| other != name);
    if !name.is_empty() && name.is_ascii() && is_free(&name) {
        return name;
    }
    let mut numbers = names.len() + 1..;
    let free = numbers.find(|number| is_free(&number.to_string()));
    free.expect("there is no end of numbers").to_string()
}

fn add_pages(view: &View<'_>, locale: LocaleId, rows: &[RowId], text: &mut String) {
    for &row in rows {
        let page = view.page(row, locale).expect("sections are of pages");
        let description = view.document(page).metadata.description(view.text(page));
        let file = super::markdown::file(view, page.id);
        *text += &entry(view, view.title(page), &file, description.as_deref());
    }
}

fn entry(view: &View<'_>, title: &str, file: &str, description: Option<&str>) -> String {
    let url = view.urls.of_file(file);
    let url = view.urls.full(&url).unwrap_or(url);
    let title = line(title).replace('[', "\\[").replace(']', "\\]");
    let description = description.map_or_else(String::new, |words| format!(": {}", line(words)));
    format!("- [{title}]({url}){description}\n")
}

/// The words in one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
