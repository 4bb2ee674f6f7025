//! What templates can call besides the engine's own functions: `t(key="…", …)` for the texts of the page.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::catalog::{Argument, Catalog};

/// A component sees only its arguments.
const UNKNOWN_LOCALE: &str =
    "`t` needs `site`: a component that calls it must have it as an argument";

/// Adds our functions to the engine, which must happen before it sees a template.
pub(super) fn register(tera: &mut Tera, catalog: &Arc<Catalog>) {
    let texts = Texts {
        catalog: Arc::clone(catalog),
        constant: RwLock::default(),
    };
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        texts.text(&arguments, state)
    });
}

/// Texts by key.
type ByKey = FxHashMap<String, Value>;

/// The messages as templates ask for them.
struct Texts {
    catalog: Arc<Catalog>,
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
        let found = self.catalog.find(locale, key, variables);
        found
            .map(Value::from)
            .ok_or_else(|| tera::Error::message(format!("There is no message `{key}`")))
    }
}

fn argument<'a>(name: &str, value: &'a Value) -> TeraResult<Argument<'a>> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(text));
    }
    value.as_i64().map(Argument::Number).ok_or_else(|| {
        tera::Error::message(format!("`{name}` is neither a text nor a whole number"))
    })
}
