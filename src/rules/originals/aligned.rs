//! Which link of a translation is which of its source page: those with the same target in the same order are; one between two of
//! them is the one that stands there on the source page.

use crate::site::links::scheme;
use crate::span::TextRange;

/// More comparisons than this no page is worth.
const MOST: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Link,
    Image,
    Include,
    /// A reference to a label that has no definition: nothing is known of it.
    Undefined,
}

/// What leads somewhere, or is meant to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// All of it.
    pub range: TextRange,
    pub kind: Kind,
    /// Escapes and entities resolved.
    pub target: &'a str,
    pub target_range: TextRange,
    /// Whether its target stands in a definition.
    pub is_reference: bool,
    /// Whether the target stands so in the text.
    pub is_literal: bool,
}

impl Item<'_> {
    /// A reference whose label stands at `range`.
    pub fn undefined(range: TextRange) -> Self {
        Self {
            range,
            kind: Kind::Undefined,
            target: "",
            target_range: range,
            is_reference: true,
            is_literal: false,
        }
    }

    /// Whether it is the reference whose label, or whose words that are the label, stand at `range`.
    pub fn is_labelled(&self, range: TextRange) -> bool {
        let brackets = range.start.checked_sub(self.range.start);
        let begins = matches!(brackets, Some(1 | 2)) && range.end <= self.range.end;
        begins || self.kind == Kind::Undefined && self.range == range
    }

    /// Whether it leads to what is written at `range`.
    pub fn leads_by(&self, range: TextRange) -> bool {
        let target = self.target_range;
        self.kind != Kind::Undefined && target.start <= range.start && range.end <= target.end
    }

    fn is(&self, other: &Self) -> bool {
        self.kind == other.kind && self.target == other.target
    }

    /// Whether one may stand where the other does: what leads out of the site, within its page or elsewhere was never anything
    /// else.
    fn may_be(&self, other: &Self) -> bool {
        let way = |item: &Self| match scheme(item.target).filter(|_| !item.is_damaged()) {
            Some(_) => 0,
            None if item.target.starts_with('#') => 1,
            None => 2,
        };
        match self.kind {
            Kind::Undefined => other.is_reference,
            _ if self.is_damaged() => self.kind == other.kind,
            kind => kind == other.kind && way(self) == way(other),
        }
    }

    /// Whether nobody can say what its target was.
    fn is_damaged(&self) -> bool {
        self.target.is_empty() || !self.target.is_ascii()
    }
}

/// For each of `ours` the index of the one of `theirs` that it is.
pub(super) fn counterparts(ours: &[Item<'_>], theirs: &[Item<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; ours.len()];
    let (mut our, mut their) = (0, 0);
    for (at, other) in same(ours, theirs)
        .into_iter()
        .chain([(ours.len(), theirs.len())])
    {
        let (gap, there) = (&ours[our..at], &theirs[their..other]);
        let is_certain = gap.len() == there.len();
        if is_certain && gap.iter().zip(there).all(|(one, other)| one.may_be(other)) {
            for place in 0..gap.len() {
                found[our + place] = Some(their + place);
            }
        }
        if at < ours.len() {
            found[at] = Some(other);
        }
        (our, their) = (at + 1, other + 1);
    }
    found
}

/// The longest list of pairs with the same target that stand in the same order.
fn same(ours: &[Item<'_>], theirs: &[Item<'_>]) -> Vec<(usize, usize)> {
    let pairs = |one: &(&Item<'_>, &Item<'_>)| one.0.is(one.1);
    let first = ours.iter().zip(theirs).take_while(pairs).count();
    let (our_rest, their_rest) = (&ours[first..], &theirs[first..]);
    let last = our_rest.iter().rev().zip(their_rest.iter().rev());
    let last = last.take_while(pairs).count();
    let our_rest = &our_rest[..our_rest.len() - last];
    let their_rest = &their_rest[..their_rest.len() - last];
    let mut found: Vec<(usize, usize)> = (0..first).map(|at| (at, at)).collect();
    let middle = longest(our_rest, their_rest);
    found.extend(
        middle
            .into_iter()
            .map(|(at, other)| (first + at, first + other)),
    );
    let ends = (ours.len() - last..ours.len()).zip(theirs.len() - last..);
    found.extend(ends);
    found
}

/// The same for what differs at both ends, by a table of how many pairs the rest of both has.
fn longest(ours: &[Item<'_>], theirs: &[Item<'_>]) -> Vec<(usize, usize)> {
    let width = theirs.len() + 1;
    if ours.len().saturating_mul(theirs.len()) > MOST {
        return Vec::new();
    }
    let mut most = vec![0_u32; (ours.len() + 1) * width];
    for at in (0..ours.len()).rev() {
        for other in (0..theirs.len()).rev() {
            let place = at * width + other;
            most[place] = match ours[at].is(&theirs[other]) {
                true => most[place + width + 1] + 1,
                false => most[place + width].max(most[place + 1]),
            };
        }
    }
    let (mut at, mut other, mut found) = (0, 0, Vec::new());
    while at < ours.len() && other < theirs.len() {
        let place = at * width + other;
        if ours[at].is(&theirs[other]) {
            found.push((at, other));
            (at, other) = (at + 1, other + 1);
        } else if most[place + width] >= most[place + 1] {
            at += 1;
        } else {
            other += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(targets: &str) -> Vec<Item<'_>> {
        let item = |target| Item {
            kind: if target == "?" {
                Kind::Undefined
            } else {
                Kind::Link
            },
            target,
            is_reference: true,
            ..Item::undefined(TextRange::default())
        };
        targets.split_whitespace().map(item).collect()
    }

    #[test]
    fn what_stands_between_the_same_neighbours_is_the_same() {
        for (ours, theirs, expected) in [
            ("a b c", "a b c", vec![Some(0), Some(1), Some(2)]),
            ("a x c", "a b c", vec![Some(0), Some(1), Some(2)]),
            ("a ? c", "a b c", vec![Some(0), Some(1), Some(2)]),
            ("x", "b", vec![Some(0)]),
            // Nobody knows which of the two is missing.
            ("a x d", "a b c d", vec![Some(0), None, Some(3)]),
            (
                "a x y d",
                "a b c d",
                vec![Some(0), Some(1), Some(2), Some(3)],
            ),
            ("a x c", "a c", vec![Some(0), None, Some(1)]),
            ("a #x c", "a b c", vec![Some(0), None, Some(2)]),
            ("a x c", "a https://b c", vec![Some(0), None, Some(2)]),
            ("", "a", vec![]),
        ] {
            let found = counterparts(&items(ours), &items(theirs));
            assert_eq!(found, expected, "{ours} of {theirs}");
        }
    }
}
