//! What a site has to replace something of docent's, and replaces nothing: the mistyped name of a template, a message or a
//! locale, which would change nothing and say nothing.

use crate::catalog::{self, MODEL, MessageFile};
use crate::locale::names::language_and_script;
use crate::span::TextRange;
use crate::suggest::nearest;
use crate::theme::{self, ThemeFile};

/// Something without an effect.
pub(super) struct Unused {
    pub file: UnusedFile,
    pub range: TextRange,
    pub message: String,
    pub help: String,
}

/// Where it stands.
pub(super) enum UnusedFile {
    /// A template, by its name in the theme.
    Template(String),
    /// A file of messages, by its name.
    Messages(String),
}

/// All of it; `tags` are those of the site's locales.
pub(super) fn unused(theme: &[ThemeFile], messages: &[MessageFile], tags: &[&str]) -> Vec<Unused> {
    let templates = templates(theme);
    let mut found: Vec<Unused> = templates
        .iter()
        .filter_map(|(name, _)| template(name, &templates))
        .collect();
    let built_in = catalog::built_in();
    found.extend(folders(messages, tags, &built_in));
    let model = built_in.iter().filter(|file| file.locale == MODEL);
    let known: Vec<&str> = model
        .flat_map(|file| catalog::keys(&file.text))
        .map(|(key, _)| key)
        .collect();
    let is_asked_for = |key: &str| {
        let quotes = [format!("\"{key}\""), format!("'{key}'")];
        let mut texts = templates.iter().map(|(_, text)| text);
        texts.any(|text| quotes.iter().any(|quoted| text.contains(quoted)))
            || messages.iter().any(|file| reads(&file.text, key))
    };
    for file in messages {
        let keys = catalog::keys(&file.text).into_iter();
        let unknown = keys.filter(|(key, _)| !known.contains(key) && !is_asked_for(key));
        found.extend(unknown.map(|(key, range)| Unused {
            file: UnusedFile::Messages(file.name.clone()),
            range,
            message: format!("nothing asks for a message `{key}`"),
            help: meant(nearest(key, known.iter().copied())).unwrap_or_else(|| {
                "ask for it in a template of the theme, or remove it".to_owned()
            }),
        }));
    }
    found
}

/// The templates of a theme by their names, with their texts.
fn templates(theme: &[ThemeFile]) -> Vec<(&str, String)> {
    let named = theme.iter().filter_map(|file| {
        let name = file.name.strip_prefix("templates/")?;
        Some((name, String::from_utf8_lossy(&file.bytes).into_owned()))
    });
    named.collect()
}

/// A template that replaces none and that no other one extends or includes.
fn template(name: &str, all: &[(&str, String)]) -> Option<Unused> {
    let ends = [format!("{name}\""), format!("{name}'")];
    let is_read = |(_, text): &(&str, String)| ends.iter().any(|end| text.contains(end));
    if theme::template_names().any(|known| known == name) || all.iter().any(is_read) {
        return None;
    }
    Some(Unused {
        file: UnusedFile::Template(format!("templates/{name}")),
        range: TextRange::default(),
        message: format!("`{name}` replaces no template, and none includes it"),
        help: meant(nearest(name, theme::template_names()))
            .unwrap_or_else(|| "include it in a template that is used, or remove it".to_owned()),
    })
}

/// Folders of the site's own messages for locales that it does not have, each at its first file. Those of a theme may be
/// for other sites, and those that docent has messages for may be for locales to come.
fn folders<'a>(
    messages: &'a [MessageFile],
    tags: &'a [&str],
    built_in: &'a [MessageFile],
) -> impl Iterator<Item = Unused> + 'a {
    let own = messages
        .chunk_by(|one, other| one.locale == other.locale)
        .map(|files| &files[0])
        .filter(|file| file.name.starts_with("locales/"));
    let is_known = |file: &&MessageFile| {
        let is_it = |tag: &str| tag.eq_ignore_ascii_case(&file.locale);
        let language = language_and_script(&file.locale);
        let is_kin = |tag: &&str| language_and_script(tag) == language;
        let mut ours = built_in.iter().map(|file| &*file.locale);
        let has_ours = ours.clone().any(|tag| is_kin(&tag));
        tags.iter().any(|tag| is_it(tag)) || ours.any(is_it) || !has_ours && tags.iter().any(is_kin)
    };
    own.filter(move |file| !is_known(file))
        .map(move |file| Unused {
            file: UnusedFile::Messages(file.name.clone()),
            range: TextRange::default(),
            message: format!("the site has no locale `{}`", file.locale),
            help: meant(nearest(&file.locale, tags.iter().copied()))
                .unwrap_or_else(|| format!("its locales are {}", tags.join(", "))),
        })
}

/// Whether a message of `text` reads the message `key`.
fn reads(text: &str, key: &str) -> bool {
    let mut expressions = text.split('{').skip(1).map(str::trim_start);
    expressions.any(|rest| {
        let behind = rest.strip_prefix(key);
        behind.is_some_and(|behind| behind.trim_start().starts_with(['}', '.']))
    })
}

fn meant(name: Option<&str>) -> Option<String> {
    name.map(|name| format!("did you mean `{name}`?"))
}
