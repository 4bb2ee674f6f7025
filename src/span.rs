//! Places in texts: a range of bytes, and the same with the source it lies in.

use crate::source::SourceId;

/// A half-open range of bytes in one text, as it lies on disk (before any normalisation).
///
/// Byte offsets are `u32`: a source above 4 GiB is refused long before (see `project`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The same range from `usize` offsets, as string functions give them.
    pub fn of(range: std::ops::Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }

    /// The range as an index for `str`.
    pub fn as_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte; such a range is a place between two bytes.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this range.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A byte offset as `u32`.
///
/// # Panics
/// For offsets above 4 GiB, which `project` never lets in.
pub fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("texts above the size limit are refused when they are read")
}

/// Where `part` stands in `text`, if it is a slice of it and no copy.
pub fn slice_range(text: &str, part: &str) -> Option<std::ops::Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let end = start + part.len();
    (end <= text.len()).then_some(start..end)
}

/// A range in a certain source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it lies in.
    pub source: SourceId,
    /// The bytes of it.
    pub range: TextRange,
}

impl Span {
    /// The bytes `range` of `source`.
    pub const fn new(source: SourceId, range: TextRange) -> Self {
        Self { source, range }
    }
}
