//! Holds a written configuration against the JSON Schema, so that the types of `raw` are the only list of keys.
//!
//! Serde stops at the first mistake. This walk finds all, each with its path, and takes what is wrong out of the value;
//! what is left always fits the types, and the site can be shown with it.

use serde_json::Value as Json;
use serde_yaml::Value;

use crate::suggest::nearest;
use crate::yaml::Step;

/// Something in the configuration that the schema does not allow.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) path: Vec<Step>,
    pub(super) kind: MistakeKind,
}

#[derive(Debug)]
pub(super) enum MistakeKind {
    /// No such key; perhaps another one was meant.
    UnknownKey(Option<String>),
    /// The value is not what the text says, in words such as `a list`; perhaps another word was meant.
    Wrong(String, Option<String>),
    /// A key that must be there is not.
    Missing(String),
}

/// Takes out of `value` what `schema` does not allow, and says what that was.
pub(super) fn clean(schema: &Json, value: &mut Value) -> Vec<Mistake> {
    let mut walk = Walk {
        root: schema,
        path: Vec::new(),
        found: Vec::new(),
    };
    if !value.is_null() {
        walk.value(schema, value);
    }
    walk.found
}

struct Walk<'a> {
    root: &'a Json,
    path: Vec<Step>,
    found: Vec<Mistake>,
}

impl<'a> Walk<'a> {
    /// Whether `value` can stay, after its own wrong parts are gone.
    fn value(&mut self, schema: &'a Json, value: &mut Value) -> bool {
        let schema = resolve(self.root, schema);
        if let Some(choices) = choices(schema) {
            return self.choice(&choices, value);
        }
        if let Some(branches) = schema.get("anyOf").and_then(Json::as_array) {
            return self.any_of(branches, value);
        }
        if !self.fits(schema, value) {
            self.wrong(self.expected(schema), None);
            return false;
        }
        match value {
            Value::Mapping(_) => self.mapping(schema, value),
            Value::Sequence(items) => {
                if let Some(schema) = schema.get("items") {
                    self.items(schema, items);
                }
                true
            }
            _ => true,
        }
    }

    fn wrong(&mut self, expected: String, meant: Option<String>) {
        let kind = MistakeKind::Wrong(expected, meant);
        self.found.push(Mistake {
            path: self.path.clone(),
            kind,
        });
    }

    fn choice(&mut self, choices: &[&str], value: &Value) -> bool {
        let written = value.as_str();
        if written.is_some_and(|written| choices.contains(&written)) {
            return true;
        }
        let meant = written.and_then(|written| nearest(written, choices.iter().copied()));
        let names: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        self.wrong(
            format!("one of {}", names.join(", ")),
            meant.map(str::to_owned),
        );
        false
    }

    /// The branch whose type fits decides; there is at most one in our types.
    fn any_of(&mut self, branches: &'a [Json], value: &mut Value) -> bool {
        let fitting = branches.iter().find(|branch| self.fits(branch, value));
        if let Some(branch) = fitting {
            return self.value(branch, value);
        }
        let expected: Vec<String> = branches
            .iter()
            .map(|branch| self.expected(resolve(self.root, branch)))
            .filter(|expected| !expected.is_empty())
            .collect();
        self.wrong(expected.join(" or "), None);
        false
    }

    fn fits(&self, schema: &Json, value: &Value) -> bool {
        let schema = resolve(self.root, schema);
        let types = types(schema);
        types.is_empty() || types.iter().any(|name| is_of_type(name, value))
    }

    fn expected(&self, schema: &Json) -> String {
        let names: Vec<&str> = types(schema)
            .into_iter()
            .filter_map(|name| match name {
                "string" => Some("text"),
                "boolean" => Some("`true` or `false`"),
                // Larger ones could not be counted in positions of a text.
                "integer" => Some("a whole number from 0 to 4294967295"),
                "array" => Some("a list"),
                "object" => Some("a mapping of keys to values"),
                _ => None,
            })
            .collect();
        names.join(" or ")
    }

    fn mapping(&mut self, schema: &'a Json, value: &mut Value) -> bool {
        let Value::Mapping(keys) = value else {
            return true;
        };
        let properties = schema.get("properties").and_then(Json::as_object);
        let other = schema
            .get("additionalProperties")
            .filter(|other| other.is_object());
        keys.retain(|key, value| {
            let name = key_name(key);
            self.path.push(Step::Key(name.clone()));
            let keep = match properties.and_then(|known| known.get(&name)).or(other) {
                _ if value.is_null() => false,
                Some(schema) if key.is_string() => self.value(schema, value),
                _ => self.unknown_key(&name, properties),
            };
            self.path.pop();
            keep
        });
        let required = schema
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        let missing = required
            .filter_map(Json::as_str)
            .find(|name| !keys.contains_key(*name));
        if let Some(name) = missing {
            let kind = MistakeKind::Missing(name.to_owned());
            self.found.push(Mistake {
                path: self.path.clone(),
                kind,
            });
        }
        missing.is_none()
    }

    fn unknown_key(&mut self, name: &str, known: Option<&serde_json::Map<String, Json>>) -> bool {
        let known = known
            .into_iter()
            .flat_map(serde_json::Map::keys)
            .map(String::as_str);
        let meant = nearest(name, known).map(str::to_owned);
        let kind = MistakeKind::UnknownKey(meant);
        self.found.push(Mistake {
            path: self.path.clone(),
            kind,
        });
        false
    }

    fn items(&mut self, schema: &'a Json, items: &mut Vec<Value>) {
        let mut index = 0;
        items.retain_mut(|item| {
            self.path.push(Step::Item(index));
            index += 1;
            let keep = self.value(schema, item);
            self.path.pop();
            keep
        });
    }
}

fn resolve<'a>(root: &'a Json, schema: &'a Json) -> &'a Json {
    schema
        .get("$ref")
        .and_then(Json::as_str)
        .and_then(|reference| root.pointer(reference.trim_start_matches('#')))
        .unwrap_or(schema)
}

/// The words that a schema allows, if it is a list of words.
fn choices(schema: &Json) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Some(words.iter().filter_map(Json::as_str).collect());
    }
    let variants = schema.get("oneOf").and_then(Json::as_array)?;
    Some(
        variants
            .iter()
            .filter_map(|variant| variant.get("const")?.as_str())
            .collect(),
    )
}

fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(name)) => vec![name],
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).collect(),
        _ if choices(schema).is_some() => vec!["string"],
        _ => Vec::new(),
    }
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_bool(),
        "integer" => value
            .as_u64()
            .is_some_and(|number| u32::try_from(number).is_ok()),
        "array" => value.is_sequence(),
        "object" => value.is_mapping(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// A key as text: numbers and truth values are written without quotes.
fn key_name(key: &Value) -> String {
    match key {
        Value::String(name) => name.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => "?".to_owned(),
    }
}
