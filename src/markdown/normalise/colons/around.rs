//! Lines that stand around other text: only that text is kept, and moved to where its row stands.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::code::CodeMap;
use super::super::{Content, Repairs};
use super::element::{Element, SIGN, elements};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{TextRange, offset};

/// The most rows within each other.
const DEEPEST: usize = 8;

/// What holds text that only some readers are to see.
const FOR_SOME: [&str; 2] = ["zone", "moniker"];

/// Cuts these lines, and the blanks by which all lines of a column stand further in than their row.
pub(super) fn cut(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let mut rows = Rows::of(content);
    for element in elements(content).filter(is_around) {
        let at = element.range.start;
        let line = content.line_at(at).filter(|_| element.is_alone(content));
        let Some(line) = line else { continue };
        let indent = Margin::of(content.line(line)).indent;
        // What stands deep within a row looks like code.
        let is_deep = || rows.may_hold(element.word, indent) && code.is_indented(at);
        if !code.is_text_at(at) && !is_deep() {
            continue;
        }
        if FOR_SOME.contains(&element.word) {
            repairs.found.push(shown_to_all(content, &element));
        }
        rows.pass(content, element.word, line, indent);
        repairs.cut(element.range);
    }
    for (line, cut) in rows.cuts {
        let start = content.lines[line].start + offset(Margin::of(content.line(line)).length);
        repairs.cut(TextRange::new(start, start + offset(cut)));
    }
}

fn is_around(element: &Element<'_>) -> bool {
    let name = element.word.strip_suffix("-end").unwrap_or(element.word);
    FOR_SOME.contains(&name) || matches!(name, "row" | "column") || element.word == "image-end"
}

fn shown_to_all(content: &Content<'_>, element: &Element<'_>) -> Diagnostic {
    let span = content.span(TextRange::new(element.range.start, element.word_end));
    let word = element.word;
    let message = format!("docent shows what is within `{SIGN}{word}` to all");
    let help = "leave the lines around it out, or make a page of each variant and a selector";
    Diagnostic::new(Code::UnknownDirective, span, message, word).with_help(help)
}

/// The rows that are open, the innermost last, and what came of those that were.
struct Rows {
    open: Vec<Row>,
    /// How many ends of rows are still to come: a row without one is none.
    ends: usize,
    /// By line, how many of the blanks that it begins with are cut.
    cuts: BTreeMap<usize, usize>,
}

struct Row {
    indent: usize,
    /// The indent of its columns.
    columns_at: Option<usize>,
    /// The line of the column that is open.
    column: Option<usize>,
}

impl Rows {
    fn of(content: &Content<'_>) -> Self {
        Self {
            open: Vec::new(),
            ends: elements(content).filter(|it| it.word == "row-end").count(),
            cuts: BTreeMap::new(),
        }
    }

    /// Whether a line with `word` that is indented by `indent` can be a part of the innermost one.
    fn may_hold(&self, word: &str, indent: usize) -> bool {
        self.open.last().is_some_and(|row| match word {
            "column" | "column-end" => row.columns_at.is_none_or(|columns| columns == indent),
            "row-end" => indent == row.indent,
            _ => row.column.is_some(),
        })
    }

    /// Takes note of `word` on `line`.
    fn pass(&mut self, content: &Content<'_>, word: &str, line: usize, indent: usize) {
        match word {
            "row" if self.ends > self.open.len() && self.open.len() < DEEPEST => {
                self.open.push(Row {
                    indent,
                    columns_at: None,
                    column: None,
                });
            }
            "column" => {
                self.close_column(content, line);
                if let Some(row) = self.open.last_mut() {
                    row.column = Some(line);
                    row.columns_at.get_or_insert(indent);
                }
            }
            "column-end" => self.close_column(content, line),
            "row-end" => {
                self.close_column(content, line);
                self.open.pop();
                self.ends -= 1;
            }
            _ => {}
        }
    }

    /// Moves what is in the column that ends at `end` to where its row stands.
    fn close_column(&mut self, content: &Content<'_>, end: usize) {
        let Some(row) = self.open.last_mut() else {
            return;
        };
        if let Some(column) = row.column.take() {
            let indent = row.indent;
            self.dedent(content, column + 1..end, indent);
        }
    }

    /// Cuts the blanks that all of some lines begin with, but for the first `kept`.
    fn dedent(&mut self, content: &Content<'_>, lines: Range<usize>, kept: usize) {
        let indents = lines.filter_map(|line| {
            let text = content.line(line);
            let Margin { length, indent } = Margin::of(text);
            let cut = self.cuts.get(&line).copied().unwrap_or_default();
            // A blank line says nothing.
            (length + indent < text.len()).then(|| (line, indent - cut))
        });
        let indents: Vec<(usize, usize)> = indents.collect();
        let common = indents.iter().map(|&(_, indent)| indent).min();
        let surplus = common.unwrap_or_default().saturating_sub(kept);
        for (line, _) in indents {
            *self.cuts.entry(line).or_default() += surplus;
        }
    }
}

/// What a line begins with: the signs of a quote, and the blanks behind them.
struct Margin {
    length: usize,
    indent: usize,
}

impl Margin {
    fn of(line: &str) -> Self {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let before = &line[..line.len() - words.len()];
        let quote = before.rfind('>').map_or(0, |at| at + 1);
        let length = quote + usize::from(quote > 0 && before[quote..].starts_with(' '));
        Self {
            length,
            indent: before.len() - length,
        }
    }
}
