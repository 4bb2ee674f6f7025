//! `* *Name**` and `**Name * *` are `**Name**`: translators put blanks between two asterisks.

use super::{CodeMap, Content, Repairs, begins_item};
use crate::span::{TextRange, offset};

pub(super) fn wanted(content: &Content<'_>) -> bool {
    lines(content).next().is_some()
}

/// Takes the blanks out. There is no finding, as there is none for other strong words.
pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for (index, signs) in lines(content) {
        let start = content.lines[index].start;
        let is_text = |sign: &Sign| code.is_text(index, start + sign.start);
        if !signs.iter().all(is_text) {
            continue;
        }
        for sign in signs.iter().filter(|sign| sign.is_split()) {
            repairs.cut(TextRange::new(start + sign.start + 1, start + sign.end - 1));
        }
    }
}

/// Two asterisks, with blanks between them or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sign {
    start: u32,
    end: u32,
}

impl Sign {
    const fn is_split(self) -> bool {
        self.end - self.start > 2
    }
}

/// The lines in which some are split, and all of each.
fn lines(content: &Content<'_>) -> impl Iterator<Item = (usize, Vec<Sign>)> {
    let mut last = None;
    let places = content.places_of("* *");
    places.filter_map(move |at| {
        let index = content.line_at(at).filter(|&index| last != Some(index))?;
        last = Some(index);
        let signs = signs(content.line(index))?;
        signs
            .iter()
            .any(|sign| sign.is_split())
            .then_some((index, signs))
    })
}

/// The signs of a line, if each opens or closes in turn and nothing else is written with asterisks.
fn signs(line: &str) -> Option<Vec<Sign>> {
    let words = line.trim_start_matches([' ', '\t', '>']);
    let marker = match begins_item(words) {
        true => words.find([' ', '\t']).unwrap_or_default(),
        false => 0,
    };
    let mut at = line.len() - words.len() + marker;
    let mut signs: Vec<Sign> = Vec::new();
    while let Some(found) = memchr::memchr(b'*', &line.as_bytes()[at..]) {
        let start = at + found;
        let behind = line[start + 1..].trim_start_matches(' ');
        let end = line.len() - behind.len() + 1;
        let is_two = behind.starts_with('*') && !line[end..].starts_with('*');
        let is_split = end - start > 2;
        let (before, behind) = (&line[..start], line.get(end..)?);
        let touches = match signs.len().is_multiple_of(2) {
            true => behind.starts_with(|c: char| !c.is_whitespace()),
            false => before.ends_with(|c: char| !c.is_whitespace()) || is_split,
        };
        // A sign that is split stands apart from the words around.
        let is_apart = match signs.len().is_multiple_of(2) {
            true => !before.ends_with(|c: char| c.is_ascii_alphanumeric()),
            false => !behind.starts_with(|c: char| c.is_ascii_alphanumeric()),
        };
        if !is_two || !touches || is_split && !is_apart || before.ends_with('\\') {
            return None;
        }
        signs.push(Sign {
            start: offset(start),
            end: offset(end),
        });
        at = end;
    }
    signs.len().is_multiple_of(2).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_asterisks_are_found_with_blanks_between_them() {
        for (line, expected) in [
            ("Click * *Save**.", Some(vec![(6, 9), (13, 15)])),
            ("Click **Save * *.", Some(vec![(6, 8), (13, 16)])),
            ("Click **Save* *.", Some(vec![(6, 8), (12, 15)])),
            ("- * *Save** it", Some(vec![(2, 5), (9, 11)])),
            ("* *Save** it", None),
            ("* * * * *", None),
            ("2 * *3** 4 * 5", None),
            ("a * * b", None),
            ("`*.* *.md`", None),
            ("2* *3**", None),
            ("\\* *Save**", None),
        ] {
            let found = signs(line).map(|signs| {
                let places = signs.iter().map(|sign| (sign.start, sign.end));
                places.collect::<Vec<_>>()
            });
            assert_eq!(found, expected, "{line}");
        }
    }
}
