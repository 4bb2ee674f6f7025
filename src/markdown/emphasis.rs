//! Strong emphasis as the old reader paired it: `**` with the next `**`, whatever stands on both sides of each, and `__`
//! with the next `__` where no name of a program goes on before it (`my__name`).
//!
//! CommonMark asks what stands there. Scripts without blanks often do not give the answer that it wants, and
//! translators move blanks: `按一下**[確定]**。`, `the **Name **column` and `讓__用戶端__登入` show their signs. In a block
//! that has such, all are paired anew; every other block is left as CommonMark reads it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event as Raw, Tag, TagEnd};

use super::inline::{Run, slice};
use super::unparsed::{near_before, near_behind};

/// The most signs of one block among which one without another is looked for.
const MOST_ODD: usize = 63;

/// A sign of which two make strong emphasis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Star,
    Underscore,
}

impl Sign {
    const fn one(self) -> &'static str {
        match self {
            Self::Star => "*",
            Self::Underscore => "_",
        }
    }

    const fn two(self) -> &'static str {
        match self {
            Self::Star => "**",
            Self::Underscore => "__",
        }
    }

    const fn byte(self) -> u8 {
        self.one().as_bytes()[0]
    }
}

/// Pairs what CommonMark left over in the run of one leaf block, whose places are in `text`.
pub(super) fn pair<'x>(text: &'x str, run: &mut Run<'x>) {
    for sign in [Sign::Star, Sign::Underscore] {
        pair_signs(sign, text, run);
    }
}

fn pair_signs<'x>(sign: Sign, text: &'x str, run: &mut Run<'x>) {
    let Some((first, last)) = run.first().zip(run.last()) else {
        return;
    };
    let area = &text[first.1.start..last.1.end.max(first.1.start)];
    if !has_two(sign, area) || !run.iter().any(|(raw, _)| shows_signs(sign, raw)) {
        return;
    }
    let mut pieces = pieces(sign, text, run);
    for level in levels(&pieces) {
        for (open, close) in pairs(sign, text, &pieces, &level) {
            let whole = signs(&pieces[open]).start..signs(&pieces[close]).end;
            pieces[open] = (Piece::Open, whole.clone());
            pieces[close] = (Piece::Close, whole);
        }
    }
    run.extend(pieces.into_iter().map(|(piece, range)| match piece {
        Piece::Other(raw) => (raw, range),
        Piece::Open => (Raw::Start(Tag::Strong), range),
        Piece::Close => (Raw::End(TagEnd::Strong), range),
        Piece::LeftOver => (Raw::Text(CowStr::Borrowed(&text[range.clone()])), range),
    }));
}

/// Whether two signs may be among the words that the reader sees. A lone one may be half of two.
fn shows_signs(sign: Sign, raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::Text(text) if &**text == sign.one() || has_two(sign, text))
}

/// Whether two signs stand in a text. Every block is asked, and a search for both would cost more to begin.
fn has_two(sign: Sign, text: &str) -> bool {
    let (sign, bytes) = (sign.byte(), text.as_bytes());
    memchr::memchr_iter(sign, bytes).any(|at| bytes.get(at + 1) == Some(&sign))
}

/// An event of the run, or two signs.
enum Piece<'x> {
    Other(Raw<'x>),
    /// They begin strong emphasis; the range is all of it.
    Open,
    /// They end it; the range is all of it.
    Close,
    /// They are shown.
    LeftOver,
}

type Placed<'x> = (Piece<'x>, Range<usize>);

/// Empties the run into pieces.
fn pieces<'x>(sign: Sign, text: &'x str, run: &mut Run<'x>) -> Vec<Placed<'x>> {
    let mut pieces: Vec<Placed<'x>> = Vec::with_capacity(run.len() + 8);
    for (raw, range) in run.drain(..) {
        match raw {
            Raw::Start(Tag::Strong) if is_of_two(sign, text, &range) => {
                pieces.push((Piece::Open, range))
            }
            Raw::End(TagEnd::Strong) if is_of_two(sign, text, &range) => {
                pieces.push((Piece::Close, range))
            }
            Raw::Text(words) if words.len() == range.len() => {
                split_words(sign, text, words, range, &mut pieces)
            }
            raw => pieces.push((Piece::Other(raw), range)),
        }
    }
    pieces
}

/// Splits words around each two signs in them, and four into two. The parser gives them one by one where they could be
/// emphasis.
fn split_words<'x>(
    sign: Sign,
    text: &'x str,
    words: CowStr<'x>,
    range: Range<usize>,
    pieces: &mut Vec<Placed<'x>>,
) {
    if let Some((Piece::Other(Raw::Text(before)), place)) = pieces.last()
        && (&**before, &*words) == (sign.one(), sign.one())
        && place.end == range.start
        && is_sign(sign, text, place.start)
    {
        let place = place.start..range.end;
        pieces.pop();
        return pieces.push((Piece::LeftOver, place));
    }
    let mut from = 0;
    for at in memchr::memmem::find_iter(words.as_bytes(), sign.two()) {
        if !is_sign(sign, text, range.start + at) {
            continue;
        }
        push_words(&words, from..at, &range, pieces);
        pieces.push((Piece::LeftOver, range.start + at..range.start + at + 2));
        from = at + 2;
    }
    push_words(&words, from..words.len(), &range, pieces);
}

fn push_words<'x>(
    words: &CowStr<'x>,
    part: Range<usize>,
    range: &Range<usize>,
    pieces: &mut Vec<Placed<'x>>,
) {
    if !part.is_empty() {
        let place = range.start + part.start..range.start + part.end;
        pieces.push((Piece::Other(Raw::Text(slice(words, part))), place));
    }
}

/// Whether the two signs at `at` are all that stand there, or half of four; and not escaped.
fn is_sign(sign: Sign, text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let same = |byte: &&u8| **byte == sign.byte();
    // More than two others are too many, however many they are.
    let before = bytes[..at].iter().rev().take(3).take_while(same).count();
    let behind = bytes[at + 2..].iter().take(3).take_while(same).count();
    let is_escaped = bytes[..at - before].ends_with(b"\\");
    matches!((before, behind), (0, 0) | (0, 2) | (2, 0)) && !is_escaped
}

/// Whether strong emphasis is written with two of this sign on each side.
fn is_of_two(sign: Sign, text: &str, whole: &Range<usize>) -> bool {
    let (open, close) = (whole.start, whole.end - 2);
    let two = sign.two().as_bytes();
    let is_sign = |at: usize| text.as_bytes()[at..].starts_with(two) && is_sign(sign, text, at);
    open + 2 < close && is_sign(open) && is_sign(close)
}

/// The places in `pieces` of the signs of the block itself and of each link or other emphasis in it that has some
/// left over: emphasis begins and ends in the same of these.
fn levels(pieces: &[Placed<'_>]) -> Vec<Vec<usize>> {
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    let mut closed = Vec::new();
    for (at, (piece, _)) in pieces.iter().enumerate() {
        match piece {
            Piece::Other(Raw::Start(_)) => open.push(Vec::new()),
            Piece::Other(Raw::End(_)) => closed.extend(open.pop()),
            Piece::Other(_) => {}
            Piece::Open | Piece::Close | Piece::LeftOver => {
                let level = open.last_mut();
                level.expect("what the parser ends it has begun").push(at);
            }
        }
    }
    closed.append(&mut open);
    closed.retain(|level| level.iter().any(|&at| is_left_over(&pieces[at])));
    closed
}

fn is_left_over(piece: &Placed<'_>) -> bool {
    matches!(piece.0, Piece::LeftOver)
}

/// Where the signs themselves stand.
fn signs((piece, range): &Placed<'_>) -> Range<usize> {
    match piece {
        Piece::Open => range.start..range.start + 2,
        Piece::Close => range.end - 2..range.end,
        Piece::LeftOver | Piece::Other(_) => range.clone(),
    }
}

/// Each of a level with the next, as far as they can be meant.
fn pairs(sign: Sign, text: &str, pieces: &[Placed<'_>], level: &[usize]) -> Vec<(usize, usize)> {
    let is_even = level.len().is_multiple_of(2);
    let is_meant = |&(open, close): &(usize, usize)| {
        let (open, close) = (&pieces[open], &pieces[close]);
        let are_left_over = is_left_over(open) && is_left_over(close);
        is_meant(sign, text, open, close)
            || is_even && are_left_over && is_loosely_meant(text, &signs(open), &signs(close))
    };
    let mut pairs = match is_even {
        true => each_with_next(level),
        false => without_one(pieces, level),
    };
    // What CommonMark has paired is not taken apart for nothing.
    let loses = |pair: &(usize, usize)| {
        let is_own = |at: usize| !is_left_over(&pieces[at]);
        (is_own(pair.0) || is_own(pair.1)) && !is_meant(pair)
    };
    if pairs.iter().any(loses) {
        return Vec::new();
    }
    pairs.retain(is_meant);
    pairs
}

/// Pairs of a level in which one has no other: without the last one without which CommonMark's own pairs stay.
fn without_one(pieces: &[Placed<'_>], level: &[usize]) -> Vec<(usize, usize)> {
    if level.len() > MOST_ODD {
        return Vec::new();
    }
    let is_left_over = |at: usize| is_left_over(&pieces[at]);
    let lone = (0..level.len()).rev().filter(|&at| is_left_over(level[at]));
    let mut without =
        lone.map(|lone| each_with_next(&[&level[..lone], &level[lone + 1..]].concat()));
    let stays = |&(open, close): &(usize, usize)| is_left_over(open) == is_left_over(close);
    without
        .find(|pairs| pairs.iter().all(stays))
        .unwrap_or_default()
}

fn each_with_next(level: &[usize]) -> Vec<(usize, usize)> {
    level
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

/// Whether two signs can be meant as a pair: CommonMark says so, or there are words between them that touch one of
/// them, and they are no part of a path.
fn is_meant(sign: Sign, text: &str, open: &Placed<'_>, close: &Placed<'_>) -> bool {
    if open.1 == close.1 {
        return true;
    }
    let (open, close) = (signs(open), signs(close));
    let before = text[..open.start].bytes().next_back();
    if sign == Sign::Underscore && before.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let inner = &text[open.end..close.start];
    !inner.trim().is_empty() && !is_loose(inner) && !is_path(text, &open, &close)
}

fn is_loose(inner: &str) -> bool {
    inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace)
}

fn is_path(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let slash = ['/', '\\'];
    text[..open.start].ends_with(slash) || text[close.end..].starts_with(slash)
}

/// Whether asterisks with blanks on both sides, as in `the ** Name ** column`, are a pair and no powers: `2 ** 3 or 4 ** 5`.
/// Only where none is left over, so that each can have no other.
fn is_loosely_meant(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    const LONGEST: usize = 200;
    let inner = &text[open.end..close.start];
    let is_star = text[open.clone()].starts_with('*');
    let is_words = inner.contains(char::is_alphabetic) && !inner.contains('\n');
    if !is_star || !is_words || !is_loose(inner) || inner.len() > LONGEST {
        return false;
    }
    let words = || inner.split_whitespace();
    let last_of = |text: &str| {
        near_before(text, text.len())
            .split_whitespace()
            .next_back()
            .is_some_and(is_operand)
    };
    let first_of = |text: &str| {
        near_behind(text, 0)
            .split_whitespace()
            .next()
            .is_some_and(is_operand)
    };
    let begins = words().next().is_some_and(is_operand) && last_of(&text[..open.start]);
    let ends = words().next_back().is_some_and(is_operand) && first_of(&text[close.end..]);
    !begins && !ends && !is_path(text, open, close)
}

/// Whether it is a number or the name of one.
fn is_operand(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    !word.is_empty() && (is_number || word.len() == 1)
}
