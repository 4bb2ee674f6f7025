//! `messages.js`: what the search says, in the language of its pages, loaded like the files of its index.

use serde_json::{Map, Value, json};

use crate::catalog::{Argument, Catalog};
use crate::search::SearchFile;

/// What `search.js` calls a text, and the message that it is.
const TEXTS: [(&str, &str); 9] = [
    ("none", "search-none"),
    ("meant", "search-meant"),
    ("loading", "search-loading"),
    ("all", "search-any"),
    ("service", "search-service"),
    ("kind", "search-kind"),
    ("more", "search-more"),
    ("everything", "search-all"),
    ("fallback", "search-fallback"),
];
/// Kinds of pages that have a readable name: `kind-article` and so on.
const KINDS: [&str; 4] = ["article", "get-started", "reference", "troubleshooting"];
/// A number for each plural form that a language may have. The browser knows which number takes which form.
const SAMPLES: [i64; 7] = [100, 0, 1, 2, 3, 11, 1_000_000];

/// The file for readers of `tag`.
pub(super) fn file(catalog: &Catalog, tag: &str) -> SearchFile {
    let query = [("query", Argument::Text("{query}"))];
    let text = |key: &str| Value::from(catalog.message(tag, key, &query));
    let mut messages: Map<String, Value> = TEXTS
        .iter()
        .map(|(name, key)| ((*name).to_owned(), text(key)))
        .collect();
    let kinds: Map<String, Value> = KINDS
        .iter()
        .map(|kind| ((*kind).to_owned(), text(&format!("kind-{kind}"))))
        .collect();
    messages.insert("kinds".to_owned(), kinds.into());
    messages.insert("results".to_owned(), results(catalog, tag));
    messages.insert("locale".to_owned(), catalog.language(tag).into());
    let bytes = format!("docentSearch(\"messages\",{})\n", Value::from(messages));
    SearchFile {
        path: "messages.js".to_owned(),
        bytes: bytes.into_bytes(),
    }
}

/// Samples with their texts, `{n}` in the place of the number. A text that is the first one's is left out.
fn results(catalog: &Catalog, tag: &str) -> Value {
    let say = |number: i64| {
        let arguments = [
            ("count", Argument::Number(number)),
            ("query", Argument::Text("{query}")),
        ];
        let written = catalog.number(tag, number);
        catalog
            .message(tag, "search-results", &arguments)
            .replacen(&written, "{n}", 1)
    };
    let usual = say(SAMPLES[0]);
    let odd = SAMPLES[1..]
        .iter()
        .map(|&sample| (sample, say(sample)))
        .filter(|(_, text)| *text != usual);
    let texts = std::iter::once((SAMPLES[0], usual.clone())).chain(odd);
    texts.map(|(sample, text)| json!([sample, text])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_plural_form_has_a_sample() {
        let catalog = Catalog::load(Vec::new());
        for (tag, expected) in [
            (
                "en-US",
                r#"[[100,"{n} results for “{query}”"],[1,"{n} result for “{query}”"]]"#,
            ),
            ("ja-JP", r#"[[100,"「{query}」の検索結果: {n} 件"]]"#),
        ] {
            assert_eq!(results(&catalog, tag).to_string(), expected);
        }
        let arabic = results(&catalog, "ar-SA");
        assert_eq!(arabic.as_array().map(Vec::len), Some(5), "{arabic}");
    }
}
