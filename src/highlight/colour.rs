//! Code made into HTML with Sublime's grammars, remembered for the locales that have the same block.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::class::{Class, Classes, Open};
use crate::escape;

/// The most that the squares of a block's line lengths may add up to; a block above this is not coloured.
///
/// Some patterns take the square of a line's length. This lets a line have 2,000 bytes, and a block of common lines
/// 40 kB; the worst block of 65,000 pages comes to two fifths of it.
const MOST_WORK: usize = 4 << 20;

/// Bytes of code and HTML that are remembered; what comes later is coloured each time it comes.
const MEMORY: usize = 64 << 20;

/// The grammars and the blocks that were coloured in this run.
#[derive(Default)]
pub struct Colours {
    grammars: OnceLock<Grammars>,
    remembered: RwLock<Remembered>,
}

struct Grammars {
    syntaxes: SyntaxSet,
    classes: Classes,
}

/// HTML by grammar and code.
#[derive(Default)]
struct Remembered {
    blocks: FxHashMap<&'static str, FxHashMap<Box<str>, Arc<str>>>,
    bytes: usize,
}

impl Colours {
    /// The code with its words marked; nothing if it is too long or its grammar fails.
    pub fn highlight(&self, syntax: &'static str, code: &str) -> Option<String> {
        if work(code) > MOST_WORK {
            return None;
        }
        if let Some(html) = self.recall(syntax, code) {
            return Some(html.as_ref().to_owned());
        }
        let grammars = self.grammars.get_or_init(|| Grammars {
            syntaxes: two_face::syntax::extra_newlines(),
            classes: Classes::default(),
        });
        let html = grammars.highlight(syntax, code)?;
        self.remember(syntax, code, &html);
        Some(html)
    }

    fn recall(&self, syntax: &str, code: &str) -> Option<Arc<str>> {
        // What a panicking thread left is whole: an entry is made in one step.
        let remembered = self.remembered.read();
        let remembered = remembered.unwrap_or_else(PoisonError::into_inner);
        remembered.blocks.get(syntax)?.get(code).cloned()
    }

    fn remember(&self, syntax: &'static str, code: &str, html: &str) {
        let remembered = self.remembered.write();
        let mut remembered = remembered.unwrap_or_else(PoisonError::into_inner);
        if remembered.bytes + code.len() + html.len() > MEMORY {
            return;
        }
        remembered.bytes += code.len() + html.len();
        let blocks = remembered.blocks.entry(syntax).or_default();
        blocks.insert(code.into(), html.into());
    }
}

fn work(code: &str) -> usize {
    let squares = code
        .lines()
        .map(|line| line.len().saturating_mul(line.len()));
    squares.fold(code.len(), usize::saturating_add)
}

impl Grammars {
    fn highlight(&self, syntax: &str, code: &str) -> Option<String> {
        let syntax = self.syntaxes.find_syntax_by_name(syntax)?;
        let mut html = Html::new(code.len() * 3);
        self.mark(syntax, code, &mut html)?;
        Some(html.finished())
    }

    fn mark(&self, syntax: &SyntaxReference, code: &str, html: &mut Html) -> Option<()> {
        let mut parser = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut open = Open::new(&self.classes);
        for line in LinesWithEndings::from(code) {
            // Some patterns take the cube of a run of blanks, and a blank line means no more than an empty one.
            let blank = line.trim().is_empty();
            let parsed = match blank {
                true => Cow::Borrowed("\n"),
                false => without_formats(&syntax.name, line),
            };
            let mut done = 0;
            for (at, change) in parser.parse_line(&parsed, &self.syntaxes).ok()? {
                if !blank {
                    html.write(open.class(), &line[done..at]);
                    done = at;
                }
                let follow = |step: BasicScopeStackOp, _: &[_]| match step {
                    BasicScopeStackOp::Push(scope) => open.push(scope),
                    BasicScopeStackOp::Pop => open.pop(),
                };
                scopes.apply_with_hook(&change, follow).ok()?;
            }
            html.write(open.class(), &line[done..]);
        }
        Some(())
    }
}

/// A line of as many bytes that its grammar reads in time.
///
/// That of C# finds the end of a format, as in `"{0:N2}"`, by `([^}"\\]+(\\.)*)+(?=")`, which takes time that doubles with
/// each letter of the line behind it: a tenth of a second for thirty. With a full stop it is a placeholder as before, and no
/// format. A colon in braces on one line means little else.
fn without_formats<'a>(syntax: &str, line: &'a str) -> Cow<'a, str> {
    if syntax != "C#" || !line.contains('{') {
        return Cow::Borrowed(line);
    }
    let mut in_braces = false;
    let read = line.chars().map(|c| {
        in_braces = c == '{' || in_braces && c != '}';
        if in_braces && c == ':' { '.' } else { c }
    });
    Cow::Owned(read.collect())
}

/// HTML in the making: neighbours of one class share a mark, and blanks between them do not part them.
struct Html {
    html: String,
    open: Class,
    blanks: String,
}

impl Html {
    fn new(capacity: usize) -> Self {
        Self {
            html: String::with_capacity(capacity),
            open: None,
            blanks: String::new(),
        }
    }

    fn write(&mut self, class: Class, text: &str) {
        let words = text.trim_start();
        self.blanks.push_str(&text[..text.len() - words.len()]);
        if words.is_empty() {
            return;
        }
        if class != self.open {
            self.close();
        }
        self.html.push_str(&self.blanks);
        self.blanks.clear();
        if class != self.open {
            self.open(class);
        }
        let end = words.trim_end().len();
        escape::code(&words[..end], &mut self.html);
        self.blanks.push_str(&words[end..]);
    }

    fn open(&mut self, class: Class) {
        if let Some(letter) = class {
            self.html.push_str("<span class=");
            self.html.push(letter);
            self.html.push('>');
        }
        self.open = class;
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finished(mut self) -> String {
        self.close();
        self.html + &self.blanks
    }
}
