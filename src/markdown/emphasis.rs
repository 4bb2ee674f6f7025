//! Strong emphasis as the old reader paired it: `**` with the next `**`, whatever stands on both sides of each.
//!
//! CommonMark asks what stands there. Scripts without blanks often do not give the answer that it wants, and
//! translators move blanks: `按一下**[確定]**。` and `the **Name **column` show their asterisks. In a block that has such,
//! all are paired anew; every other block is left as CommonMark reads it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event as Raw, Tag, TagEnd};

use super::inline::{Run, slice};

/// The most asterisks of one block among which one without another is looked for.
const MOST_ODD: usize = 63;

/// Pairs what CommonMark left over in the run of one leaf block, whose places are in `text`.
pub(super) fn pair<'x>(text: &'x str, run: &mut Run<'x>) {
    let Some((first, last)) = run.first().zip(run.last()) else {
        return;
    };
    let area = &text[first.1.start..last.1.end.max(first.1.start)];
    if !has_two(area) || !run.iter().any(|(raw, _)| shows_stars(raw)) {
        return;
    }
    let mut pieces = pieces(text, run);
    for level in levels(&pieces) {
        for (open, close) in pairs(text, &pieces, &level) {
            let whole = stars(&pieces[open]).start..stars(&pieces[close]).end;
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

/// Whether asterisks may be among the words that the reader sees. A lone one may be half of two.
fn shows_stars(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::Text(text) if &**text == "*" || has_two(text))
}

/// Whether two asterisks stand in a text. Every block is asked, and a search for both would cost more to begin.
fn has_two(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'*', bytes).any(|at| bytes.get(at + 1) == Some(&b'*'))
}

/// An event of the run, or two asterisks.
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
fn pieces<'x>(text: &'x str, run: &mut Run<'x>) -> Vec<Placed<'x>> {
    let mut pieces: Vec<Placed<'x>> = Vec::with_capacity(run.len() + 8);
    for (raw, range) in run.drain(..) {
        match raw {
            Raw::Start(Tag::Strong) if is_of_two(text, &range) => pieces.push((Piece::Open, range)),
            Raw::End(TagEnd::Strong) if is_of_two(text, &range) => {
                pieces.push((Piece::Close, range))
            }
            Raw::Text(words) if words.len() == range.len() => {
                split_words(text, words, range, &mut pieces)
            }
            raw => pieces.push((Piece::Other(raw), range)),
        }
    }
    pieces
}

/// Splits words around each two asterisks in them, and four into two. The parser gives them one by one where they could
/// be emphasis.
fn split_words<'x>(
    text: &'x str,
    words: CowStr<'x>,
    range: Range<usize>,
    pieces: &mut Vec<Placed<'x>>,
) {
    if let Some((Piece::Other(Raw::Text(before)), place)) = pieces.last()
        && (&**before, &*words) == ("*", "*")
        && place.end == range.start
        && is_sign(text, place.start)
    {
        let place = place.start..range.end;
        pieces.pop();
        return pieces.push((Piece::LeftOver, place));
    }
    let mut from = 0;
    for at in memchr::memmem::find_iter(words.as_bytes(), b"**") {
        if !is_sign(text, range.start + at) {
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

/// Whether the two asterisks at `at` are all that stand there, or half of four; and not escaped.
fn is_sign(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let stars = |byte: &&u8| **byte == b'*';
    // More than two others are too many, however many they are.
    let before = bytes[..at].iter().rev().take(3).take_while(stars).count();
    let behind = bytes[at + 2..].iter().take(3).take_while(stars).count();
    let is_escaped = bytes[..at - before].ends_with(b"\\");
    matches!((before, behind), (0, 0) | (0, 2) | (2, 0)) && !is_escaped
}

/// Whether strong emphasis is written with two asterisks on each side.
fn is_of_two(text: &str, whole: &Range<usize>) -> bool {
    let (open, close) = (whole.start, whole.end - 2);
    let is_sign = |at: usize| text.as_bytes()[at..].starts_with(b"**") && is_sign(text, at);
    open + 2 < close && is_sign(open) && is_sign(close)
}

/// The places in `pieces` of the asterisks of the block itself and of each link or other emphasis in it that has some
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

/// Where the asterisks themselves stand.
fn stars((piece, range): &Placed<'_>) -> Range<usize> {
    match piece {
        Piece::Open => range.start..range.start + 2,
        Piece::Close => range.end - 2..range.end,
        Piece::LeftOver | Piece::Other(_) => range.clone(),
    }
}

/// Each of a level with the next, as far as they can be meant.
fn pairs(text: &str, pieces: &[Placed<'_>], level: &[usize]) -> Vec<(usize, usize)> {
    let is_meant = |&(open, close): &(usize, usize)| is_meant(text, &pieces[open], &pieces[close]);
    let mut pairs = match level.len().is_multiple_of(2) {
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
fn is_meant(text: &str, open: &Placed<'_>, close: &Placed<'_>) -> bool {
    if open.1 == close.1 {
        return true;
    }
    let (open, close) = (stars(open), stars(close));
    let inner = &text[open.end..close.start];
    let is_loose = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
    let slash = ['/', '\\'];
    let is_path = text[..open.start].ends_with(slash) || text[close.end..].starts_with(slash);
    !inner.trim().is_empty() && !is_loose && !is_path
}
