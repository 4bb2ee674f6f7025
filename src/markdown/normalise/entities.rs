//! The number of a character that a translation engine has taken apart, `& #124;` or `& #x 2713;`, is that character.

use super::{CodeMap, Content, Repairs};
use crate::span::{TextRange, offset};

/// The most digits of a character's number.
const MOST_DIGITS: usize = 6;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    numbers(content).next().is_some()
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    for [first, second] in numbers(content) {
        if code.is_text_at(first.start) {
            repairs.cut(first);
            repairs.cut(second);
        }
    }
}

/// The blanks in each number that is taken apart: behind `&`, and behind `x`, where there may be none.
fn numbers<'a>(content: &Content<'a>) -> impl Iterator<Item = [TextRange; 2]> + 'a {
    let text = content.text;
    content.places_of("& #").filter_map(move |sign| {
        let blanks = blanks_in(&text[sign as usize + 3..])?;
        let range = |start: u32, length: u32| TextRange::new(start, start + length);
        Some([range(sign + 1, 1), range(sign + 4, offset(blanks))])
    })
}

/// How many blanks stand behind the `x` of the number that `text` begins with, if it begins with one.
fn blanks_in(text: &str) -> Option<usize> {
    let hex = text.strip_prefix(['x', 'X']);
    let digits = hex.map_or(text, |rest| rest.trim_start_matches(' '));
    let is_digit = |byte: &u8| match hex {
        Some(_) => byte.is_ascii_hexdigit(),
        None => byte.is_ascii_digit(),
    };
    let count = digits.bytes().take_while(is_digit).count();
    let is_number = (1..=MOST_DIGITS).contains(&count) && digits[count..].starts_with(';');
    is_number.then(|| hex.map_or(0, |rest| rest.len() - digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_other_words() {
        for (text, expected) in [
            ("124; b", Some(0)),
            ("x 2713;", Some(1)),
            ("x2a;", Some(0)),
            ("1 of them", None),
            ("12", None),
            ("2a;", None),
            (" 124;", None),
        ] {
            assert_eq!(blanks_in(text), expected, "{text}");
        }
    }
}
