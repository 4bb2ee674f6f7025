//! N10: a table whose header row has fewer cells than its delimiter row is a table all the same.

use super::{Candidate, CodeMap, Content, Repairs};
use crate::span::offset;

pub(super) fn wanted(content: &Content<'_>, index: usize) -> bool {
    index > 0 && missing_cells(content, index).is_some()
}

pub(super) fn repair(
    content: &Content<'_>,
    candidates: &[Candidate],
    code: &CodeMap<'_>,
    repairs: &mut Repairs<'_>,
) {
    for &candidate in candidates {
        let index = candidate.line;
        let Some(missing) = missing_cells(content, index) else {
            continue;
        };
        let header = content.lines[index - 1];
        if code.holds(header.start) || !code.leaves(candidate, content.lines[index].start) {
            continue;
        }
        let text = content.line(index - 1).trim_end();
        let at = header.start + offset(text.len());
        if !text.ends_with('|') {
            repairs.insert(at, " |");
        }
        for _ in 0..missing {
            repairs.insert(at, " |");
        }
    }
}

/// How many cells the line above the delimiter row `index` lacks, if it is a header row that lacks any.
fn missing_cells(content: &Content<'_>, index: usize) -> Option<usize> {
    let columns = delimiter_cells(content.line(index))?;
    let header = content.line(index - 1);
    let cells = header.contains('|').then(|| cells(header))?;
    // Padding is bounded by what a person writes; a longer delimiter row is a rule of dashes.
    (0 < cells && cells < columns && columns <= 64).then(|| columns - cells)
}

/// Number of cells of a delimiter row such as `--- | :---:`; none for any other line.
fn delimiter_cells(line: &str) -> Option<usize> {
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
