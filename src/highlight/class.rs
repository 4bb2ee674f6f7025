//! Which words get which class: from the hundreds of scopes that grammars name to a dozen letters.

use rustc_hash::FxHashMap;
use syntect::parsing::Scope;

/// The class of a word: its letter in HTML, or none.
pub type Class = Option<char>;

const KEY: Class = Some('a');
const STRING: Class = Some('s');

/// The beginnings of scope names with their classes. The longest that fits counts; what none fits takes the class of
/// what it lies in, as the quotes of a string do.
const CLASSES: &[(&str, Class)] = &[
    ("comment", Some('c')),
    ("constant", Some('n')),
    ("constant.character.escape", Some('e')),
    ("constant.other.database-name", None),
    ("constant.other.object.key", KEY),
    ("constant.other.table-name", None),
    ("entity.name", Some('t')),
    ("entity.name.function", Some('f')),
    ("entity.name.label", Some('a')),
    ("entity.name.section", Some('k')),
    ("entity.name.tag", Some('g')),
    ("entity.name.tag.yaml", KEY),
    ("entity.other.attribute-name", Some('a')),
    ("entity.other.inherited-class", Some('t')),
    ("keyword", Some('k')),
    // Signs such as `=` and `+` would be half of all marks and say nothing.
    ("keyword.operator", None),
    ("keyword.operator.comparison.powershell", Some('o')),
    ("keyword.operator.logical.powershell", Some('o')),
    ("keyword.operator.new", Some('k')),
    ("keyword.operator.word", Some('o')),
    ("keyword.other.array", None),
    ("keyword.other.hashtable", None),
    ("keyword.symbol", None),
    ("markup.deleted", Some('e')),
    ("markup.heading", Some('k')),
    ("markup.inserted", Some('s')),
    ("markup.raw", Some('s')),
    // Code within a string is code again.
    ("meta.embedded", None),
    ("meta.interpolation", None),
    ("meta.mapping.key", KEY),
    ("meta.template.expression", None),
    ("source", None),
    ("storage", Some('k')),
    ("string", STRING),
    ("support.class", Some('t')),
    ("support.constant", Some('n')),
    ("support.function", Some('f')),
    ("support.type", Some('t')),
    ("support.type.property-name", KEY),
    ("text", None),
    ("variable", Some('v')),
    ("variable.function", Some('f')),
    ("variable.language", Some('k')),
    // In most languages that is every name; where a sign marks it, the sign's colour helps.
    ("variable.other", None),
    ("variable.other.php", Some('v')),
    ("variable.other.readwrite.powershell", Some('v')),
    ("variable.other.readwrite.shell", Some('v')),
    ("variable.parameter.option", Some('a')),
];

/// The table, ready for comparing scopes.
pub struct Classes {
    rows: Vec<(Scope, Class)>,
}

impl Default for Classes {
    fn default() -> Self {
        let row = |(name, class): &(&str, Class)| {
            let scope = Scope::new(name).expect("the table's names have few parts");
            (scope, *class)
        };
        let mut rows: Vec<_> = CLASSES.iter().map(row).collect();
        rows.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Self { rows }
    }
}

impl Classes {
    /// What the table says of a scope; nothing if the word is to look like what it lies in.
    fn of(&self, scope: Scope) -> Option<Class> {
        let row = self.rows.iter().find(|(name, _)| name.is_prefix_of(scope));
        row.map(|(_, class)| *class)
    }
}

/// The classes along the scopes that are open at one place of the code.
pub struct Open<'c> {
    classes: &'c Classes,
    /// What was looked up before; a block repeats few scopes.
    known: FxHashMap<Scope, Option<Class>>,
    stack: Vec<Class>,
}

impl<'c> Open<'c> {
    /// At the beginning of a block.
    pub fn new(classes: &'c Classes) -> Self {
        Self {
            classes,
            known: FxHashMap::default(),
            stack: Vec::new(),
        }
    }

    /// A scope begins.
    pub fn push(&mut self, scope: Scope) {
        let known = self.known.entry(scope);
        let own = *known.or_insert_with(|| self.classes.of(scope));
        let outer = self.class();
        // The keys of JSON are strings, too, but that they are keys says more.
        let key = outer == KEY && own == Some(STRING);
        self.stack.push(own.filter(|_| !key).unwrap_or(outer));
    }

    /// The innermost scope ends.
    pub fn pop(&mut self) {
        self.stack.pop();
    }

    /// The class of a word that stands here.
    pub fn class(&self) -> Class {
        self.stack.last().copied().flatten()
    }
}
