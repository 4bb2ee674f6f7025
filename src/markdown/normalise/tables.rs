//! A table whose header row has fewer cells than its delimiter row is a table all the same, and so is one whose rows
//! do not stand below each other: the header row in a list item or a quote, the others outside of it. What a row has more
//! than the header row belongs to its last cell: CommonMark drops it, mostly the rest of a command with a bar in it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{CodeMap, Content, Repair, Repairs, begins_item, blanks};
use crate::span::{TextRange, offset};

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    index > 0 && {
        let table = Table::read(content, index);
        table.is_some_and(|table| {
            table.missing > 0
                || table.is_scattered()
                || table
                    .rows(content)
                    .any(|row| !surplus(content.line(row), table.columns).is_empty())
        })
    }
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[usize],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    if candidates.is_empty() {
        return;
    }
    let edited = repairs.edits.iter().map(|edit| edit.range.start).collect();
    let mut behind_last = 0;
    for &index in candidates {
        let table = Table::read(content, index).filter(|_| index >= behind_last);
        let Some(table) = table else {
            continue;
        };
        let header = content.lines[index - 1].start + offset(table.header.length);
        let is_code = !code.is_text(index - 1, header);
        if is_code && !table.is_lone_code(content)
            || !code.is_text(index, content.lines[index].start)
        {
            continue;
        }
        if table.is_scattered() {
            behind_last = table.gather(content, is_code, &edited, repairs);
        }
        table.fill_header(content, repairs);
        table.keep_surplus(content, repairs);
    }
}

/// What a line begins with before its words.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Margin {
    /// Its bytes.
    length: usize,
    /// The column of the words, behind the mark of a quote if there is one.
    column: usize,
    is_quoted: bool,
    has_tab: bool,
}

impl Margin {
    fn of(line: &str) -> Self {
        let mut margin = Self {
            length: 0,
            column: 0,
            is_quoted: false,
            has_tab: false,
        };
        for byte in line.bytes() {
            match byte {
                b' ' => margin.column += 1,
                b'\t' => {
                    margin.column += 4 - margin.column % 4;
                    margin.has_tab = true;
                }
                b'>' if !margin.is_quoted && margin.column < 4 => {
                    margin.column = 0;
                    margin.is_quoted = true;
                }
                _ => break,
            }
            margin.length += 1;
        }
        margin
    }
}

/// A delimiter row and the header row above it.
struct Table {
    /// The line of the delimiter row.
    index: usize,
    header: Margin,
    delimiters: Margin,
    columns: usize,
    /// How many cells the header row lacks.
    missing: usize,
}

impl Table {
    /// The table whose delimiter row the line `index` is, if it is one and the line above can be its header row.
    fn read(content: &Content<'_>, index: usize) -> Option<Self> {
        let columns = delimiter_cells(content.line(index))?;
        let line = content.line(index - 1);
        let header = Margin::of(line);
        let words = &line[header.length..];
        let cells = words.contains('|').then(|| cells(words))?;
        // Padding is bounded by what a person writes; a longer delimiter row is a rule of dashes.
        let fits = 0 < cells && cells <= columns && columns <= 64;
        fits.then(|| Self {
            index,
            header,
            delimiters: Margin::of(content.line(index)),
            columns,
            missing: columns - cells,
        })
    }

    /// Whether a parser does not see the two rows below each other.
    fn is_scattered(&self) -> bool {
        let (header, delimiters) = (self.header, self.delimiters);
        if header.is_quoted || delimiters.is_quoted {
            return header.is_quoted && !delimiters.is_quoted && header.column < 4;
        }
        // The parser miscounts a tab of which a list item takes a part.
        header.has_tab || delimiters.has_tab || header.column > delimiters.column.max(1)
    }

    /// Whether the header row is indented so far that it is read as a line of code, the only one.
    fn is_lone_code(&self, content: &Content<'_>) -> bool {
        let above = self.index.checked_sub(2).map(|above| content.line(above));
        let is_alone = above.is_none_or(|above| above.trim().is_empty());
        is_alone && self.header.column >= 4 && self.delimiters.column < 4
    }

    /// Puts all rows below each other: where the header row stands, or where the others do if it would be code there.
    /// Gives the line behind the last.
    fn gather(
        &self,
        content: &Content<'_>,
        is_code: bool,
        edited: &FxHashSet<u32>,
        repairs: &mut Repairs<'_>,
    ) -> usize {
        let column = match is_code {
            true => self.delimiters.column,
            false => self.header.column,
        };
        let replacement = match self.header.is_quoted {
            true => "> ",
            false => blanks(column),
        };
        let mut below = self.index + 1..content.lines.len();
        let end = below.find(|&row| !is_row(content.line(row)));
        let end = end.unwrap_or(content.lines.len());
        for row in self.index - 1..end {
            let line = content.lines[row];
            let margin = Margin::of(content.line(row));
            let stands = margin.is_quoted == self.header.is_quoted
                && !margin.has_tab
                && (margin.is_quoted || margin.column == column);
            if !stands && !edited.contains(&line.start) {
                repairs.edits.push(Repair {
                    range: TextRange::new(line.start, line.start + offset(margin.length)),
                    replacement,
                });
            }
        }
        end
    }

    /// The lines of its rows below the delimiter row, as far as none of them could begin another table.
    fn rows(&self, content: &Content<'_>) -> Range<usize> {
        let first = self.index + 1;
        let is_row = |row: usize| {
            let line = content.line(row);
            is_row(line) && delimiter_cells(line).is_none()
        };
        let mut below = first..content.lines.len();
        let end = below.find(|&row| !is_row(row));
        first..end.unwrap_or(content.lines.len())
    }

    /// Makes the bars behind the last column text.
    fn keep_surplus(&self, content: &Content<'_>, repairs: &mut Repairs<'_>) {
        for row in self.rows(content) {
            let start = content.lines[row].start;
            for bar in surplus(content.line(row), self.columns) {
                repairs.insert(start + offset(bar), "\\");
            }
        }
    }

    fn fill_header(&self, content: &Content<'_>, repairs: &mut Repairs<'_>) {
        let header = content.lines[self.index - 1];
        let text = content.line(self.index - 1).trim_end();
        let at = header.start + offset(text.len());
        if self.missing > 0 && !text.ends_with('|') {
            repairs.insert(at, " |");
        }
        for _ in 0..self.missing {
            repairs.insert(at, " |");
        }
    }
}

/// Where the bars of a row stand that part words from its last cell.
fn surplus(row: &str, columns: usize) -> Vec<usize> {
    let begins = row.len() - row.trim_start().len();
    let bytes = without_empty_cells(row).as_bytes();
    let bars = memchr::memchr_iter(b'|', bytes);
    let bars = bars.filter(|&at| at > begins && bytes[at - 1] != b'\\');
    bars.skip(columns - 1).collect()
}

/// A row without what stands behind its last words: bars, rules and breaks.
fn without_empty_cells(row: &str) -> &str {
    let mut words = row;
    loop {
        words = words.trim_end_matches(['|', ' ', '\t', '\r', '-', ':']);
        match words.strip_suffix("<br>") {
            Some(before) => words = before,
            None => return words,
        }
    }
}

/// Whether a line below a table goes on with it: it has cells and begins nothing else.
pub(super) fn is_row(line: &str) -> bool {
    let words = line.trim_start();
    words.contains('|') && !begins_item(words) && !words.starts_with(['#', '>', '`', '~'])
}

/// Number of cells of a delimiter row such as `--- | :---:`; none for any other line.
pub(super) fn delimiter_cells(line: &str) -> Option<usize> {
    let text = line.trim();
    let plausible = text.starts_with(['|', '-', ':']) && text.contains('|') && text.contains('-');
    if !plausible
        || !text
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
    {
        return None;
    }
    Some(cells(text))
}

fn cells(row: &str) -> usize {
    let text = row.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(text);
    let bytes = text.as_bytes();
    let bars = memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\');
    bars.count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_behind_the_last_column_part_nothing() {
        for (row, columns, expected) in [
            ("a | b | c", 2, vec![6]),
            ("| a | b | c | d |", 2, vec![8, 12]),
            ("| a | b |", 2, vec![]),
            ("| a | b | | |", 2, vec![]),
            ("| a | b | <br>", 2, vec![]),
            ("| a | b |---|---|", 2, vec![]),
            ("a | b \\| c", 2, vec![]),
            ("a", 2, vec![]),
        ] {
            assert_eq!(surplus(row, columns), expected, "{row}");
        }
    }

    #[test]
    fn cells_are_counted_without_the_outer_bars() {
        for (row, expected) in [
            ("a | b", 2),
            ("| a | b |", 2),
            ("Topic |  ", 1),
            ("a \\| b | c", 2),
            ("--- | ---", 2),
        ] {
            assert_eq!(cells(row), expected, "{row}");
        }
    }
}
