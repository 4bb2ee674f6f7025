//! What is wrong with message files: mistakes of syntax, missing messages, variables that nobody gives.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use super::scan::{Entry, entries};
use super::{DEEPEST, MODEL, MessageFile, too_deep};
use crate::diagnostic::Code;
use crate::locale::names::language_and_script;
use crate::span::TextRange;

/// Something wrong with the messages of a locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageProblem {
    /// The kind of mistake.
    pub code: Code,
    /// The locale's tag.
    pub locale: String,
    /// The file and the bytes in it; none for a message that no file has.
    pub place: Option<(String, TextRange)>,
    /// What is, in lower case, without full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// The variables of each message, by key.
type Messages<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The problems of the site's files, in their order, then the messages that `locales` lack.
pub(super) fn find<'a>(
    built_in: &[MessageFile],
    site: &[MessageFile],
    locales: impl IntoIterator<Item = &'a str>,
) -> Vec<MessageProblem> {
    let all: Vec<&MessageFile> = built_in.iter().chain(site).collect();
    let model = messages(&all, |tag| tag.eq_ignore_ascii_case(MODEL));
    let mut found = Vec::new();
    for file in site {
        found.extend(syntax(file));
        for entry in entries(&file.text) {
            found.extend(unknown_variables(file, &entry, &model));
        }
    }
    for locale in locales {
        let own = messages(&all, |tag| {
            language_and_script(tag) == language_and_script(locale)
        });
        found.extend(missing(locale, &own, &model));
    }
    found
}

fn messages<'a>(files: &[&'a MessageFile], of: impl Fn(&str) -> bool) -> Messages<'a> {
    let mut messages = Messages::new();
    for file in files.iter().filter(|file| of(&file.locale)) {
        let found = entries(&file.text);
        messages.extend(found.into_iter().map(|entry| (entry.key, entry.variables)));
    }
    messages
}

fn syntax(file: &MessageFile) -> Vec<MessageProblem> {
    let problem = |at, message| MessageProblem {
        code: Code::UiStringArguments,
        locale: file.locale.clone(),
        place: Some((file.name.clone(), TextRange::of(at))),
        message,
        help: Some(
            "see https://projectfluent.org/fluent/guide/ for how messages are written".into(),
        ),
    };
    if let Some(at) = too_deep(&file.text) {
        let message = format!("the file cannot be read: it is nested more than {DEEPEST} deep");
        return vec![problem(at..at + 1, message)];
    }
    let Err((_, errors)) = FluentResource::try_new(file.text.clone()) else {
        return Vec::new();
    };
    errors
        .into_iter()
        .map(|error| {
            problem(
                error.pos,
                format!("this message cannot be read: {}", error.kind),
            )
        })
        .collect()
}

/// The variables of a message that the theme does not give, since the model does not have them.
fn unknown_variables(
    file: &MessageFile,
    entry: &Entry<'_>,
    model: &Messages<'_>,
) -> Option<MessageProblem> {
    let known = model.get(entry.key)?;
    let unknown = quoted(entry.variables.difference(known))?;
    let help = match quoted(known.iter()) {
        Some(names) => format!("its variables are {names}"),
        None => "it has no variables".to_owned(),
    };
    Some(MessageProblem {
        code: Code::UiStringArguments,
        locale: file.locale.clone(),
        place: Some((file.name.clone(), entry.range)),
        message: format!("`{}` has no variable {unknown}", entry.key),
        help: Some(help),
    })
}

/// One finding for all messages that a locale lacks: they are written together.
fn missing(locale: &str, own: &Messages<'_>, model: &Messages<'_>) -> Option<MessageProblem> {
    let lacking: Vec<&str> = model
        .keys()
        .filter(|key| !own.contains_key(*key))
        .copied()
        .collect();
    let first = lacking.first()?;
    let message = match lacking.len() {
        1 => format!("the message `{first}` is missing in {locale}"),
        count if count == model.len() => format!("there are no messages for {locale}"),
        count => format!("{count} messages are missing in {locale}, the first is `{first}`"),
    };
    Some(MessageProblem {
        code: Code::UiStringMissing,
        locale: locale.to_owned(),
        place: None,
        message,
        help: Some(format!(
            "write them in `locales/{locale}/docent.ftl`; until then they are shown in {MODEL}"
        )),
    })
}

fn quoted<'a>(names: impl Iterator<Item = &'a &'a str>) -> Option<String> {
    let names: Vec<String> = names.map(|name| format!("`${name}`")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
