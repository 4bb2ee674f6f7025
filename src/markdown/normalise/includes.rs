//! `［AZURE.INCLUDE［a］（b.md）］`, `AZURE.INCLUDE [a](b.md)]` and `[AZURE.INCLUDE a](b.md)]` were includes: an input method
//! widened their brackets, or a hand took the first of a pair away.

use super::links::pairs;
use super::{CodeMap, Content, Repair, Repairs};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::markdown::characters::{CLOSING, OPENING};
use crate::markdown::directive;
use crate::markdown::unparsed::near_before;
use crate::span::{TextRange, offset};

/// The most bytes of an include behind its word.
const LONGEST: usize = 500;

const CANONICAL: &str = "AZURE.INCLUDE";

pub(super) fn wanted(content: &Content<'_>) -> bool {
    candidates(content).any(|at| Include::read(content, at).is_some())
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for at in candidates(content) {
        let include = Include::read(content, at);
        if let Some(include) = include.filter(|_| code.is_text_at(at)) {
            repairs.found.push(include.finding(content));
            repairs.edits.extend(include.edits(content.text));
        }
    }
}

/// In capitals, as all who write directives have it: prose says `Azure`.
fn candidates<'a>(content: &Content<'a>) -> impl Iterator<Item = u32> + 'a {
    content.places_of("AZURE")
}

/// A part of an include: where it stands, empty where it is missing, and how it should be written.
struct Part {
    range: TextRange,
    plain: &'static str,
}

impl Part {
    fn is_missing(&self) -> bool {
        self.range.is_empty()
    }

    fn is_wide(&self, text: &str) -> bool {
        !text[self.range.as_usize()].is_ascii()
    }
}

/// An include with brackets that are wide or missing.
struct Include {
    first: Part,
    /// The word with its dot, `AZURE.INCLUDE`, and whether that is spoilt, too.
    word: (TextRange, bool),
    open: Part,
    close: Part,
    left: Part,
    right: Part,
    last: Part,
}

impl Include {
    /// What stands around the `AZURE` at `at`, if it is an include with such brackets.
    fn read(content: &Content<'_>, at: u32) -> Option<Self> {
        let line = content.lines[content.line_at(at)?];
        let text = content.text;
        let before = &text[line.start as usize..at as usize];
        let mut rest = Rest {
            text: &text[at as usize..line.end as usize],
            at,
        };
        let first = first(before, at)?;
        let word = rest.word()?;
        rest.text = &rest.text[..rest.text.floor_char_boundary(LONGEST)];
        rest.skip_blanks();
        let open = rest.part(&OPENING, "[");
        let title = rest.up_to(&CLOSING)?;
        if title.contains(OPENING) {
            return None;
        }
        let close = rest.part(&CLOSING, "]");
        let left = rest.parenthesis(close.is_wide(text))?;
        let path = rest.up_to(&[')', '）'])?.trim();
        let is_path = !path.contains(char::is_whitespace) && !path.contains(OPENING);
        if !is_path || !path.ends_with(".md") {
            return None;
        }
        let right = rest.part(&[')', '）'], ")");
        let end = rest.at;
        rest.skip_blanks();
        let mut last = rest.part(&CLOSING, "]");
        if last.is_missing() {
            last.range = TextRange::new(end, end);
        }
        let include = Self {
            first,
            word,
            open,
            close,
            left,
            right,
            last,
        };
        include.is_certain(content, line).then_some(include)
    }

    /// Whether brackets are wide; where one is missing, only the other of the pair shows that it is no sentence.
    fn is_certain(&self, content: &Content<'_>, line: TextRange) -> bool {
        let is_wide = self.brackets().any(|part| part.is_wide(content.text));
        match (self.first.is_missing(), self.open.is_missing()) {
            (false, false) => is_wide,
            (true, true) => false,
            _ => !self.last.is_missing() && !self.ends_other(content, line),
        }
    }

    /// Whether the last bracket is that of a pair which began before the include.
    fn ends_other(&self, content: &Content<'_>, line: TextRange) -> bool {
        let (start, last) = (line.start as usize, self.last.range.start as usize);
        let near = near_before(&content.text[start..], last - start);
        let near = &content.text[last - near.len()..self.last.range.end as usize];
        let last = near.len() - self.last.range.len() as usize;
        pairs(near).iter().any(|pair| pair.0 == last)
    }

    fn brackets(&self) -> impl Iterator<Item = &Part> {
        let parts = [&self.first, &self.open, &self.close, &self.left];
        parts.into_iter().chain([&self.right, &self.last])
    }

    /// What is to be written in other words, in order.
    fn edits(&self, text: &str) -> Vec<Repair> {
        let (range, is_spoilt) = self.word;
        let word = is_spoilt.then_some(Repair {
            range,
            replacement: CANONICAL,
        });
        let wrong = |part: &&Part| text[part.range.as_usize()] != *part.plain;
        let brackets = self.brackets().filter(wrong);
        let brackets = brackets.map(|part| Repair {
            range: part.range,
            replacement: part.plain,
        });
        let mut edits: Vec<Repair> = brackets.chain(word).collect();
        edits.sort_by_key(|edit| edit.range);
        edits
    }

    fn finding(&self, content: &Content<'_>) -> Diagnostic {
        let text = content.text;
        let edits = self.edits(text);
        let place = self.place(&edits);
        let mut mended = String::new();
        let mut from = place.start;
        for edit in &edits {
            mended += &text[from as usize..edit.range.start as usize];
            mended += edit.replacement;
            from = edit.range.end;
        }
        mended += &text[from as usize..place.end.max(from) as usize];
        let written = &text[place.as_usize()];
        let message = format!("`{written}` is read as `{mended}`");
        let finding = Diagnostic::new(
            Code::DamagedDirective,
            content.span(place),
            message,
            "INCLUDE",
        );
        let edits = edits.iter().map(|edit| Edit {
            span: content.span(edit.range),
            replacement: edit.replacement.into(),
        });
        // Whether what follows was to stand within the brackets is for a person to see.
        let is_last = || directive::ends_line(&text[self.last.range.end as usize..]);
        let fix = Fix {
            safe: !self.last.is_missing() || is_last(),
            edits: edits.collect(),
        };
        let help = format!("write `{mended}`; other readers show it as text");
        finding.with_help(help).with_fix(fix)
    }

    /// From the first of the wrong characters to the last; with the word where something is missing beside it.
    fn place(&self, edits: &[Repair]) -> TextRange {
        let (word, _) = self.word;
        let first = edits.first().map_or(word, |edit| edit.range);
        let last = edits.last().map_or(word, |edit| edit.range);
        let is_open_missing = self.open.is_missing();
        if first.start >= word.end && !is_open_missing {
            return TextRange::new(first.start, last.end);
        }
        let beside = match is_open_missing {
            true => self.close.range.start,
            false => word.end,
        };
        TextRange::new(self.first.range.start, last.end.max(beside))
    }
}

/// The bracket before the word; none where something else stands there, or a backslash, which others see to.
fn first(before: &str, at: u32) -> Option<Part> {
    let words = before.trim_end_matches([' ', '\t']);
    let bracket = words.chars().next_back().filter(|c| OPENING.contains(c));
    let start = match bracket {
        Some(bracket) if words[..words.len() - bracket.len_utf8()].ends_with(['\\', '!']) => {
            return None;
        }
        Some(bracket) => at - offset(before.len() - words.len() + bracket.len_utf8()),
        None if before.ends_with(|c: char| c.is_alphanumeric() || "\\`.-_/".contains(c)) => {
            return None;
        }
        None => at,
    };
    Some(Part {
        range: TextRange::new(start, at),
        plain: "[",
    })
}

/// What is still to be read of a line.
struct Rest<'a> {
    text: &'a str,
    at: u32,
}

impl<'a> Rest<'a> {
    fn skip(&mut self, length: usize) -> TextRange {
        let start = self.at;
        self.at += offset(length);
        self.text = &self.text[length..];
        TextRange::new(start, self.at)
    }

    fn skip_blanks(&mut self) {
        let words = self.text.trim_start_matches([' ', '\t']);
        self.skip(self.text.len() - words.len());
    }

    /// `AZURE.INCLUDE`, also as translation has it, and whether it does.
    fn word(&mut self) -> Option<(TextRange, bool)> {
        let behind = self.text["AZURE".len()..].trim_start_matches([' ', '\t']);
        let behind = behind.strip_prefix(['.', '。', '．'])?;
        let word = behind.trim_start_matches([' ', '\t']);
        let end = word.find(|c: char| !c.is_alphanumeric());
        let end = end.unwrap_or(word.len());
        if !directive::is_include(&word[..end]) {
            return None;
        }
        let length = self.text.len() - word.len() + end;
        let is_spoilt = !self.text[..length].eq_ignore_ascii_case(CANONICAL);
        Some((self.skip(length), is_spoilt))
    }

    /// One of `chars`, or the place where it is missing.
    fn part(&mut self, chars: &[char], plain: &'static str) -> Part {
        let found = self.text.chars().next().filter(|c| chars.contains(c));
        let range = self.skip(found.map_or(0, char::len_utf8));
        Part { range, plain }
    }

    /// The parenthesis before the path, with blanks before it only where nobody else sees to them: they do behind a plain
    /// bracket.
    fn parenthesis(&mut self, is_behind_wide: bool) -> Option<Part> {
        let words = self.text.trim_start_matches([' ', '\t']);
        let blanks = self.text.len() - words.len();
        let bracket = words.chars().next().filter(|c| "(（".contains(*c))?;
        if bracket == '(' && !is_behind_wide {
            self.skip(blanks);
            return Some(self.part(&['('], "("));
        }
        Some(Part {
            range: self.skip(blanks + bracket.len_utf8()),
            plain: "(",
        })
    }

    /// What stands before the first of `chars`.
    fn up_to(&mut self, chars: &[char]) -> Option<&'a str> {
        let end = self.text.find(chars)?;
        let part = &self.text[..end];
        self.skip(end);
        Some(part)
    }
}
