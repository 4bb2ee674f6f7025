//! `TOC.md`: one entry a line, as many `#` as it stands deep, a title or a link.

use std::ops::Range;

use super::{Entry, Target, syntax_error};
use crate::diagnostic::Diagnostic;
use crate::markdown::metadata::{self, Need};
use crate::source::SourceId;
use crate::span::{TextRange, offset};

const DEEPEST: usize = 6;

/// The entries of a `TOC.md`.
pub fn read_markdown(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    // What is wrong with the front matter is told where the file is read as Markdown.
    let front = metadata::read(source, text, Need::Contents, &mut Vec::new());
    let body = front.cuts.last().map_or(0, |cut| cut.end as usize);
    let mut tree = Tree::default();
    for line in lines(text, body) {
        let Line { entry, wrong } = read_line(text, line);
        if let Some(range) = wrong {
            let help = "write `# [Title](page.md)`, or `# Title` for a group";
            let message = "this is no entry of a contents file";
            out.push(syntax_error(source, TextRange::of(range), message, help));
        }
        let Some((depth, entry)) = entry else {
            continue;
        };
        let marks = TextRange::new(entry.range.start, entry.range.start + offset(depth));
        if !tree.add(depth, entry) {
            let help = "put it at most one level below the entry before it";
            out.push(syntax_error(source, marks, "the entry skips a level", help));
        }
    }
    tree.close()
}

/// The lines from `body` on without blanks around them, comments taken out.
fn lines(text: &str, body: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut comment = false;
    let mut at = body;
    std::iter::from_fn(move || {
        let line = text[at..].split_inclusive('\n').next()?;
        let start = at;
        at += line.len();
        let mut range = start..start + line.len();
        if comment {
            let Some(end) = line.find("-->") else {
                return Some(start..start);
            };
            comment = false;
            range.start = start + end + "-->".len();
        }
        if let Some(open) = text[range.clone()].find("<!--") {
            let open = range.start + open;
            comment = !text[open..range.end].contains("-->");
            range.end = open;
        }
        Some(trimmed(text, range))
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + line.len() - line.trim_start().len();
    let line = text[start..range.end].trim_end();
    start..start + line.len()
}

/// What a line holds: nothing, an entry with its depth, something wrong, or an entry that is wrong in part.
#[derive(Default)]
struct Line {
    entry: Option<(usize, Entry)>,
    wrong: Option<Range<usize>>,
}

fn read_line(text: &str, line: Range<usize>) -> Line {
    let words = text[line.clone()].trim_start_matches('\u{feff}');
    let line = line.end - words.len()..line.end;
    if words.is_empty() {
        return Line::default();
    }
    let depth = words.bytes().take_while(|&byte| byte == b'#').count();
    let content = trimmed(text, line.start + depth..line.end);
    let content = without_closing_marks(text, without_anchor(text, content));
    if depth == 0 || depth > DEEPEST || content.is_empty() {
        return Line {
            entry: None,
            wrong: Some(line),
        };
    }
    let range = TextRange::of(line);
    let words = &text[content.clone()];
    let (entry, wrong) = if let Some(uid) = uid(words) {
        (
            Entry {
                uid: Some(uid.to_owned()),
                ..Entry::default()
            },
            None,
        )
    } else if let Some((title, target)) = link(text, content.clone()) {
        (
            Entry {
                title: Some(title),
                target: Some(target),
                ..Entry::default()
            },
            None,
        )
    } else {
        let wrong = words.starts_with('[').then_some(content);
        (
            Entry {
                title: Some(unescaped(words)),
                ..Entry::default()
            },
            wrong,
        )
    };
    Line {
        entry: Some((depth, Entry { range, ..entry })),
        wrong,
    }
}

/// Translation tools put `<a name="…"></a>` before the text of every heading.
fn without_anchor(text: &str, content: Range<usize>) -> Range<usize> {
    let words = &text[content.clone()];
    let anchor = words
        .starts_with("<a ")
        .then(|| words.find("</a>"))
        .flatten();
    let start = anchor.map_or(content.start, |at| content.start + at + "</a>".len());
    trimmed(text, start..content.end)
}

fn without_closing_marks(text: &str, content: Range<usize>) -> Range<usize> {
    let words = &text[content.clone()];
    let shorter = words.trim_end_matches('#');
    if shorter.ends_with([' ', '\t']) {
        trimmed(text, content.start..content.start + shorter.len())
    } else {
        content
    }
}

fn uid(words: &str) -> Option<&str> {
    let uid = words
        .strip_prefix('@')
        .or_else(|| words.strip_prefix("<xref:")?.strip_suffix('>'))?;
    (!uid.is_empty() && !uid.contains(char::is_whitespace)).then_some(uid)
}

/// `[title](target "shown")`, which must fill the range.
fn link(text: &str, range: Range<usize>) -> Option<(String, Target)> {
    let words = &text[range.clone()];
    let close = matching(words, '[', ']')?;
    let behind = &words[close + 1..];
    let end = matching(behind, '(', ')')?;
    if end + 1 != behind.len() {
        return None;
    }
    let inner = trimmed(text, range.start + close + 2..range.start + close + 1 + end);
    let target = destination(text, inner)?;
    Some((unescaped(&words[1..close]), target))
}

/// The offset of the bracket that closes the one at the start of `words`.
fn matching(words: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in words.char_indices() {
        if at == 0 && c != open {
            return None;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == open => depth += 1,
            _ if c == close && depth == 1 => return Some(at),
            _ if c == close => depth -= 1,
            _ => {}
        }
    }
    None
}

fn destination(text: &str, inner: Range<usize>) -> Option<Target> {
    let words = &text[inner.clone()];
    let (start, length) = match words.strip_prefix('<') {
        Some(rest) => (1, rest.find('>')?),
        None => (0, words.find(char::is_whitespace).unwrap_or(words.len())),
    };
    let rest = words[start + length..].trim_start_matches('>').trim();
    let is_shown = |quote: char| rest.len() > 1 && rest.starts_with(quote) && rest.ends_with(quote);
    if length == 0 || !(rest.is_empty() || is_shown('"') || is_shown('\'')) {
        return None;
    }
    let range = inner.start + start..inner.start + start + length;
    Some(Target {
        text: text[range.clone()].to_owned(),
        range: TextRange::of(range),
    })
}

/// A title without the backslashes that keep punctuation from meaning something.
fn unescaped(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    let mut chars = title.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(&next) if c == '\\' && next.is_ascii_punctuation() => {
                plain.push(next);
                chars.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// The entries that are complete, and those that can still get children, each below the one before it.
#[derive(Default)]
struct Tree {
    top: Vec<Entry>,
    open: Vec<(usize, Entry)>,
}

impl Tree {
    /// Adds an entry below the last one that is less deep; false if a level between it and the one before is missing.
    fn add(&mut self, depth: usize, entry: Entry) -> bool {
        let before = self.open.last().map_or(0, |(depth, _)| *depth);
        self.fold(depth);
        self.open.push((depth, entry));
        depth <= before + 1
    }

    /// Completes the entries that are at least so deep.
    fn fold(&mut self, depth: usize) {
        while let Some((_, entry)) = self.open.pop_if(|(open, _)| *open >= depth) {
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(entry),
                None => self.top.push(entry),
            }
        }
    }

    fn close(mut self) -> Vec<Entry> {
        self.fold(0);
        self.top
    }
}
