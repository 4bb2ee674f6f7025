//! Values by text, for texts of which most are short: those are found by one number, without a look at the text itself.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

/// Values by text.
#[derive(Default)]
pub struct ByText<T> {
    /// Most texts are short.
    short: FxHashMap<Short, T>,
    long: FxHashMap<Box<str>, T>,
}

impl<T> ByText<T> {
    /// The number of texts.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// The value of a text; `new` makes one where it has none, or refuses to.
    pub fn get_or_insert_with(
        &mut self,
        text: &str,
        new: impl FnOnce() -> Option<T>,
    ) -> Option<&mut T> {
        if let Some(short) = Short::new(text) {
            return match self.short.entry(short) {
                Entry::Occupied(known) => Some(known.into_mut()),
                Entry::Vacant(place) => Some(place.insert(new()?)),
            };
        }
        if !self.long.contains_key(text) {
            self.long.insert(text.into(), new()?);
        }
        self.long.get_mut(text)
    }

    /// All of them, in no order.
    pub fn into_entries(self) -> impl Iterator<Item = (Box<str>, T)> {
        let short = self.short.into_iter();
        let short = short.map(|(text, value)| (text.text(), value));
        short.chain(self.long)
    }
}

/// A text of at most 15 bytes with their number behind them: compared and hashed without a look elsewhere in memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Short(u128);

impl Short {
    fn new(text: &str) -> Option<Self> {
        let (bytes, length) = (text.as_bytes(), text.len());
        if length > 15 {
            return None;
        }
        // The first and the last bytes, which may overlap, in two steps and without a loop.
        let packed = if let (Some(first), Some(last)) =
            (bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
        {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << (8 * (length - 8))
        } else if let (Some(first), Some(last)) =
            (bytes.first_chunk::<4>(), bytes.last_chunk::<4>())
        {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << (8 * (length - 4))
        } else if let (Some(first), Some(last)) =
            (bytes.first_chunk::<2>(), bytes.last_chunk::<2>())
        {
            let (first, last) = (u16::from_le_bytes(*first), u16::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << (8 * (length - 2))
        } else {
            bytes.first().copied().unwrap_or(0).into()
        };
        Some(Self(packed | (length as u128) << 120))
    }

    fn text(self) -> Box<str> {
        let bytes = self.0.to_le_bytes();
        let text = std::str::from_utf8(&bytes[..usize::from(bytes[15])]);
        text.expect("it was made of a text").into()
    }
}
