//! What templates can call besides the engine's own functions: `t(key="…", …)` for the texts of the page.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::catalog::{Argument, Catalog};

/// A component sees only its arguments.
const UNKNOWN_LOCALE: &str =
    "`t` needs `site`: a component that calls it must have it as an argument";

/// Adds our functions to the engine, which must happen before it sees a template.
pub(super) fn register(tera: &mut Tera, catalog: &Arc<Catalog>) {
    let catalog = Arc::clone(catalog);
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        text(&catalog, &arguments, state)
    });
}

/// The message `key` in the locale of the page, with all other arguments as its variables.
fn text(catalog: &Catalog, arguments: &Kwargs, state: &State) -> TeraResult<String> {
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
    catalog
        .find(locale, key, &variables)
        .ok_or_else(|| tera::Error::message(format!("There is no message `{key}`")))
}

fn argument<'a>(name: &str, value: &'a Value) -> TeraResult<Argument<'a>> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(text));
    }
    value.as_i64().map(Argument::Number).ok_or_else(|| {
        tera::Error::message(format!("`{name}` is neither a text nor a whole number"))
    })
}
