//! What templates can call besides the engine's own functions: `t(key="…", …)` and `text(key="…", …)` for the texts of the page,
//! and `language(key="…")` for the language of one.
//!
//! All look up a message. `t` gives it as it is, for attributes; `text` gives it as the content of an element, where the
//! language is marked if it is not the reader's: no locale's messages need to be complete. `language` is for words that
//! scripts show: where they will stand, nobody knows here.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::catalog::{Argument, Catalog};
use crate::escape;

/// A component sees only its arguments.
const UNKNOWN_LOCALE: &str = "`t`, `text` and `language` need `site`: a component that calls one must have it as an argument";

/// Adds our functions to the engine, which must happen before it sees a template.
pub(super) fn register(tera: &mut Tera, catalog: &Arc<Catalog>) {
    let forms = [
        ("t", Form::Plain),
        ("text", Form::Marked),
        ("language", Form::Language),
    ];
    for (name, form) in forms {
        let texts = Texts {
            catalog: Arc::clone(catalog),
            form,
            constant: RwLock::default(),
        };
        tera.register_function(name, move |arguments: Kwargs, state: &State| {
            texts.text(&arguments, state)
        });
    }
}

/// How a message is given to a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As text, which the engine escapes.
    Plain,
    /// As HTML that says which language it is in, where that is not the reader's; as text otherwise.
    Marked,
    /// As the tag of the language that it is in.
    Language,
}

/// Texts by key.
type ByKey = FxHashMap<String, Value>;

/// The messages as templates ask for them.
struct Texts {
    catalog: Arc<Catalog>,
    form: Form,
    /// By locale, those that were asked for without variables: they are the same on every page, and seven in eight that a
    /// page asks for.
    constant: RwLock<FxHashMap<String, ByKey>>,
}

impl Texts {
    /// The message `key` in the locale of the page, with all other arguments as its variables.
    fn text(&self, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
        let site = state.get::<Value>("site")?;
        let locale = site.as_ref().and_then(|site| site.get_from_path("locale"));
        let locale = locale
            .and_then(Value::as_str)
            .ok_or_else(|| tera::Error::message(UNKNOWN_LOCALE))?;
        let key: &str = arguments.must_get("key")?;
        let mut variables = Vec::new();
        for (name, value) in arguments.iter() {
            let name = name.as_str().unwrap_or_default();
            if name != "key" {
                variables.push((name, argument(name, value)?));
            }
        }
        if variables.is_empty() {
            return self.constant(locale, key);
        }
        self.find(locale, key, &variables)
    }

    fn constant(&self, locale: &str, key: &str) -> TeraResult<Value> {
        let known = self.constant.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = known.get(locale).and_then(|texts| texts.get(key)) {
            return Ok(text.clone());
        }
        drop(known);
        let text = self.find(locale, key, &[])?;
        let mut known = self
            .constant
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let texts = known.entry(locale.to_owned()).or_default();
        texts.insert(key.to_owned(), text.clone());
        Ok(text)
    }

    fn find(
        &self,
        locale: &str,
        key: &str,
        variables: &[(&str, Argument<'_>)],
    ) -> TeraResult<Value> {
        let found = self.catalog.find_with_language(locale, key, variables);
        let (text, foreign) =
            found.ok_or_else(|| tera::Error::message(format!("There is no message `{key}`")))?;
        Ok(match (self.form, foreign) {
            (Form::Marked, Some(language)) => Value::safe_string(&marked(&text, language)),
            (Form::Language, language) => Value::from(language.unwrap_or(locale)),
            _ => Value::from(text),
        })
    }
}

/// Words of another language than those around them; `bdi` keeps their direction from reaching beyond them, too.
fn marked(text: &str, language: &str) -> String {
    let mut html = format!("<bdi lang=\"{language}\">");
    escape::text(text, &mut html);
    html + "</bdi>"
}

fn argument<'a>(name: &str, value: &'a Value) -> TeraResult<Argument<'a>> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(text));
    }
    value.as_i64().map(Argument::Number).ok_or_else(|| {
        tera::Error::message(format!("`{name}` is neither a text nor a whole number"))
    })
}
