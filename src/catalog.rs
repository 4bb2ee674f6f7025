//! The texts of the page in every locale: Fluent messages, a site's own laid over the embedded ones.

mod numbers;
mod problems;
mod scan;

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

pub use problems::MessageProblem;

use crate::locale::names::language_and_script;
use crate::span::TextRange;

/// The locale whose messages are the model for all others, and the last to be asked.
pub const MODEL: &str = "en-US";

const BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// A file of messages: `locales/<tag>/*.ftl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFile {
    /// The locale's tag.
    pub locale: String,
    /// What findings call the file: its path below the site's root.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The value of a message's variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Written as it is.
    Text(&'a str),
    /// Chooses the plural form; written by the locale's rules where the message says `NUMBER($count)`.
    Number(i64),
}

/// The messages of all locales.
pub struct Catalog {
    /// By tag, as its folder is written.
    languages: BTreeMap<String, Language>,
    site_files: Vec<MessageFile>,
}

/// The messages of one locale.
struct Language(FluentBundle<FluentResource>);

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.languages.keys()).finish()
    }
}

impl Catalog {
    /// The embedded messages with a site's files laid over them, message by message.
    /// What is wrong with the site's files is told by [`Catalog::problems`].
    pub fn load(site_files: Vec<MessageFile>) -> Self {
        let mut languages: BTreeMap<String, Language> = BTreeMap::new();
        for file in built_in().iter().chain(&site_files) {
            let known = languages
                .keys()
                .find(|tag| tag.eq_ignore_ascii_case(&file.locale));
            let tag = known.unwrap_or(&file.locale).clone();
            let language = languages
                .entry(tag)
                .or_insert_with_key(|tag| Language::new(tag));
            // What stands before and behind a mistake is used; `problems` reports the mistake.
            if too_deep(&file.text).is_some() {
                continue;
            }
            let resource = match FluentResource::try_new(file.text.clone()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            language.0.add_resource_overriding(resource);
        }
        Self {
            languages,
            site_files,
        }
    }

    /// The message `key` for a reader of `locale`; `{key}` where no locale has it.
    pub fn message(&self, locale: &str, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.find(locale, key, arguments)
            .unwrap_or_else(|| format!("{{{key}}}"))
    }

    /// The message `key` for a reader of `locale`, if any locale in question has it: `locale` itself, another of the
    /// same language and script, [`MODEL`].
    pub fn find(
        &self,
        locale: &str,
        key: &str,
        arguments: &[(&str, Argument<'_>)],
    ) -> Option<String> {
        self.find_with_language(locale, key, arguments)
            .map(|(text, _)| text)
    }

    /// The same with the tag of the message's language, where that is not the reader's: of a message that only [`MODEL`] has.
    pub fn find_with_language(
        &self,
        locale: &str,
        key: &str,
        arguments: &[(&str, Argument<'_>)],
    ) -> Option<(String, Option<&str>)> {
        let own = self.languages.get(locale);
        if let Some(text) = own.and_then(|language| language.message(key, arguments)) {
            return Some((text, None));
        }
        let (tag, text) = self
            .chain(locale)
            .find_map(|(tag, language)| Some((tag, language.message(key, arguments)?)))?;
        let is_readers = language_and_script(tag) == language_and_script(locale);
        Some((text, (!is_readers).then_some(tag)))
    }

    /// The tag of the locale whose messages a reader of `locale` gets: `nl-NL` for `nl-BE`.
    pub fn language(&self, locale: &str) -> &str {
        self.chain(locale).next().map_or(MODEL, |(tag, _)| tag)
    }

    /// A whole number as the messages for a reader of `locale` write it.
    pub fn number(&self, locale: &str, number: i64) -> String {
        numbers::written(self.language(locale), number)
    }

    /// What is wrong with the site's own files, and which messages these `locales` lack.
    pub fn problems<'a>(&self, locales: impl IntoIterator<Item = &'a str>) -> Vec<MessageProblem> {
        problems::find(&built_in(), &self.site_files, locales)
    }

    /// One of the site's own files.
    pub fn site_file(&self, name: &str) -> Option<&MessageFile> {
        self.site_files.iter().find(|file| file.name == name)
    }

    /// The locales that a reader of `locale` gets messages from, nearest first, with their tags.
    fn chain(&self, locale: &str) -> impl Iterator<Item = (&str, &Language)> {
        let wanted = language_and_script(locale);
        let all = || {
            self.languages
                .iter()
                .map(|(tag, language)| (&**tag, language))
        };
        let exact = all().find(|(tag, _)| tag.eq_ignore_ascii_case(locale));
        let kin = all().filter(move |(tag, _)| language_and_script(tag) == wanted);
        let model = all().find(|(tag, _)| *tag == MODEL);
        exact.into_iter().chain(kin).chain(model)
    }
}

impl Language {
    fn new(tag: &str) -> Self {
        let identifier: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that would isolate variables are for plain text; in HTML they would be copied along with it.
        bundle.set_use_isolating(false);
        numbers::add_to(&mut bundle, tag);
        Self(bundle)
    }

    fn message(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|&(name, argument)| (name, FluentValue::from(argument)))
            .collect();
        // A variable that was not given stands as `{$name}` in the text; `problems` has found it before.
        let mut errors = Vec::new();
        let text = self
            .0
            .format_pattern(pattern, Some(&arguments), &mut errors);
        Some(text.into_owned())
    }
}

impl<'a> From<Argument<'a>> for FluentValue<'a> {
    fn from(argument: Argument<'a>) -> Self {
        match argument {
            Argument::Text(text) => text.into(),
            Argument::Number(number) => number.into(),
        }
    }
}

/// How deep what a message is made of may be nested: the parser calls itself for each level.
const DEEPEST: usize = 100;

/// The first brace or parenthesis of a file that is nested deeper. None of it is read then.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut signs = text.bytes().enumerate();
    let deep = signs.find(|(_, byte)| {
        match byte {
            b'{' => depth += 1,
            // Beside braces these are words.
            b'(' if depth > 0 => depth += 1,
            b'}' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    });
    deep.map(|(at, _)| at)
}

/// The keys of a file's messages, in their order, with the places of each.
pub fn keys(text: &str) -> Vec<(&str, TextRange)> {
    let entries = scan::entries(text).into_iter();
    entries.map(|entry| (entry.key, entry.range)).collect()
}

/// The embedded files, sorted by locale.
pub fn built_in() -> Vec<MessageFile> {
    let mut files = Vec::new();
    for folder in BUILT_IN.dirs() {
        for file in folder.files() {
            let locale = folder.path().to_str().expect("locale tags are ASCII");
            files.push(MessageFile {
                locale: locale.to_owned(),
                name: file.path().display().to_string(),
                text: file
                    .contents_utf8()
                    .expect("the embedded messages are UTF-8")
                    .to_owned(),
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(locale: &str, text: &str) -> MessageFile {
        MessageFile {
            locale: locale.to_owned(),
            name: format!("locales/{locale}/site.ftl"),
            text: text.to_owned(),
        }
    }

    #[test]
    fn messages_come_from_the_nearest_locale() {
        let catalog = Catalog::load(Vec::new());
        for (locale, language) in [
            ("nl-NL", "nl-NL"),
            ("nl-be", "nl-NL"),
            ("zh-SG", "zh-CN"),
            ("zh-HK", "zh-TW"),
            ("is-IS", "en-US"),
        ] {
            assert_eq!(catalog.language(locale), language, "{locale}");
        }
        assert_eq!(
            catalog.message("nl-BE", "callout-important", &[]),
            "Belangrijk"
        );
        assert_eq!(catalog.message("xx", "callout-note", &[]), "Note");
        assert_eq!(catalog.message("en-US", "nonsense", &[]), "{nonsense}");
    }

    #[test]
    fn numbers_choose_the_plural_form() {
        let catalog = Catalog::load(Vec::new());
        let table = [
            ("en-US", 1, "1 page"),
            ("en-US", 4701, "All 4,701 pages"),
            ("cs-CZ", 2, "2 stránky"),
            ("cs-CZ", 5, "5 stránek"),
            ("pl-PL", 22, "22 strony"),
            ("pl-PL", 25, "25 stron"),
            ("hr-HR", 21, "21 stranica"),
            ("hr-HR", 23, "23 stranice"),
            ("ru-RU", 21, "21 страница"),
            ("ru-RU", 22, "22 страницы"),
            ("ru-RU", 25, "25 страниц"),
            ("de-DE", 4701, "Alle 4.701 Seiten"),
            ("ko-KR", 1, "총 1페이지"),
            ("ar-SA", 2, "صفحتان"),
            ("ar-SA", 3, "٣ صفحات"),
            ("ar-SA", 11, "١١ صفحة"),
        ];
        for (locale, count, text) in table {
            let message =
                catalog.message(locale, "page-count", &[("count", Argument::Number(count))]);
            assert_eq!(message, text, "{locale} {count}");
        }
    }

    #[test]
    fn a_site_replaces_single_messages() {
        let catalog = Catalog::load(vec![
            file("nl-nl", "search = Opzoeken"),
            file("is-IS", "search = Leita"),
        ]);
        assert_eq!(catalog.message("nl-NL", "search", &[]), "Opzoeken");
        assert_eq!(catalog.message("nl-NL", "home", &[]), "Start");
        assert_eq!(catalog.message("is-IS", "search", &[]), "Leita");
        assert_eq!(catalog.message("is-IS", "home", &[]), "Home");
        for (locale, key, language) in [
            ("is-IS", "search", None),
            ("is-IS", "home", Some("en-US")),
            ("nl-BE", "home", None),
            ("en-GB", "home", None),
        ] {
            let found = catalog.find_with_language(locale, key, &[]);
            let found = found.expect("the program has these messages");
            assert_eq!(found.1, language, "{locale} {key}");
        }
    }

    #[test]
    fn the_embedded_locales_are_complete_and_right() {
        let mut files = built_in();
        let locales: Vec<String> = files.iter().map(|file| file.locale.clone()).collect();
        files.retain(|file| file.locale != MODEL);
        let model = built_in()
            .into_iter()
            .filter(|file| file.locale == MODEL)
            .collect::<Vec<_>>();
        let found = problems::find(&model, &files, locales.iter().map(String::as_str));
        assert_eq!(found, []);
    }

    #[test]
    fn mistakes_of_a_site_are_found() {
        let text = "search = Leit\nauthor = Eftir { $naem }\nbroken\n";
        let catalog = Catalog::load(vec![file("is-IS", text)]);
        let found = catalog.problems(["is-IS"]);
        let told: Vec<_> = found
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert!(
            told[0].starts_with("this message cannot be read"),
            "{told:?}"
        );
        assert_eq!(told[1], "`author` has no variable `$naem`");
        assert_eq!(
            found[1].place.as_ref().map(|place| place.1.as_usize()),
            Some(14..20)
        );
        assert!(
            told[2].contains("messages are missing in is-IS"),
            "{told:?}"
        );
    }
}
