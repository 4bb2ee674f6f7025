//! Which sources a page is put together from: its own text and, in place, everything that it includes.

use std::collections::BTreeMap;

use super::addresses::Addresses;
use super::index::{Index, Match, RowId};
use super::{IncludeLimits, Inputs};
use crate::path::ContentPath;
use crate::source::SourceId;

/// The most includes that one page reads, counted with repetition.
pub const MAX_INCLUDES: usize = 2_000;

/// How much of what a page includes it may still read: a mistake can grow without bounds. All who read a page ask the same
/// in the same order, and so agree.
pub struct Allowance {
    limits: IncludeLimits,
    includes: usize,
    bytes: u64,
}

impl Allowance {
    /// That of the page whose text is `root`.
    pub fn of(inputs: &Inputs<'_>, root: SourceId) -> Self {
        Self {
            limits: inputs.options.includes,
            includes: 0,
            bytes: inputs.text(root).len() as u64,
        }
    }

    /// Counts an include, whether it is read or not.
    pub fn count(&mut self) {
        self.includes += 1;
    }

    /// Counts the text of the last include that was counted, which stands in a text of this depth, the page's own being 1.
    ///
    /// # Errors
    /// It may not be read: which limit it is beyond.
    pub fn take(
        &mut self,
        inputs: &Inputs<'_>,
        target: SourceId,
        depth: usize,
    ) -> Result<(), Beyond> {
        let bytes = self.bytes + inputs.text(target).len() as u64;
        if depth > self.limits.depth {
            return Err(Beyond::Depth);
        }
        if self.includes > MAX_INCLUDES {
            return Err(Beyond::Number);
        }
        if bytes > self.limits.bytes {
            return Err(Beyond::Bytes);
        }
        self.bytes = bytes;
        Ok(())
    }
}

/// What became of one include on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolvedInclude {
    /// The source that the directive stands in.
    pub source: SourceId,
    /// Its index among that document's includes.
    pub include: u32,
    /// The source that is read there.
    pub target: Result<SourceId, IncludeProblem>,
    /// Whether it was found in other case only.
    pub case: bool,
}

impl ResolvedInclude {
    /// Whether nobody knows what it would have brought. What runs in a circle is read once, and so known.
    pub fn is_gap(&self) -> bool {
        !matches!(self.target, Ok(_) | Err(IncludeProblem::Cycle))
    }
}

/// The limit that an include is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beyond {
    /// That of includes within includes.
    Depth,
    /// [`MAX_INCLUDES`].
    Number,
    /// That of the bytes of a page with all that it includes.
    Bytes,
}

/// Why nothing is read in the place of an include.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncludeProblem {
    /// There is no such file in any locale of the fallback chain.
    NotFound,
    /// Its path leaves the content root.
    OutOfScope,
    /// It includes itself, perhaps through others.
    Cycle,
    /// It is beyond a limit.
    Beyond(Beyond),
}

/// The parts of a page.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The page's own source first, then every other that it reads, each once, in reading order.
    pub sources: Box<[SourceId]>,
    /// What became of the includes in each of them, by source and place: one entry for a directive, however often it is
    /// read.
    pub includes: Box<[ResolvedInclude]>,
}

impl Parts {
    /// What became of an include, by its source and its index among that document's includes.
    pub fn include(&self, source: SourceId, include: u32) -> Option<&ResolvedInclude> {
        let key = |resolved: &ResolvedInclude| (resolved.source, resolved.include);
        let at = self.includes.binary_search_by_key(&(source, include), key);
        Some(&self.includes[at.ok()?])
    }

    /// Whether something that the page should read is not there, so that its anchors are not all known.
    pub fn has_gap(&self) -> bool {
        self.includes.iter().any(ResolvedInclude::is_gap)
    }
}

/// The parts of the page whose text is `root`.
pub fn parts(inputs: &Inputs<'_>, index: &Index, root: SourceId) -> Parts {
    let mut walk = Walk {
        inputs,
        index,
        root,
        sources: vec![root],
        includes: BTreeMap::new(),
        allowance: Allowance::of(inputs, root),
    };
    walk.visit(root, &mut vec![root]);
    Parts {
        sources: walk.sources.into(),
        includes: walk.includes.into_values().collect(),
    }
}

struct Walk<'a> {
    inputs: &'a Inputs<'a>,
    index: &'a Index,
    root: SourceId,
    sources: Vec<SourceId>,
    /// By source and place.
    includes: BTreeMap<(SourceId, u32), ResolvedInclude>,
    allowance: Allowance,
}

impl Walk<'_> {
    fn visit(&mut self, source: SourceId, open: &mut Vec<SourceId>) {
        let includes = self.inputs.document(source).includes.len();
        for at in 0..includes {
            self.allowance.count();
            let (target, case) = self.resolve(source, at, open);
            let include = crate::span::offset(at);
            // The same directive read again: a problem met on one of the ways is a problem.
            let known = self.includes.entry((source, include));
            known
                .and_modify(|known| known.target = known.target.and(target))
                .or_insert(ResolvedInclude {
                    source,
                    include,
                    target,
                    case,
                });
            let Ok(target) = target else { continue };
            if !self.sources.contains(&target) {
                self.sources.push(target);
            }
            if self.inputs.document(target).includes.is_empty() {
                continue;
            }
            open.push(target);
            self.visit(target, open);
            open.pop();
        }
    }

    fn resolve(
        &mut self,
        source: SourceId,
        at: usize,
        open: &[SourceId],
    ) -> (Result<SourceId, IncludeProblem>, bool) {
        let include = &self.inputs.document(source).includes[at];
        let path = include.path(self.inputs.text(source));
        let (target, case) = match find(self.inputs, self.index, source, self.root, path) {
            Ok(found) => found,
            Err(problem) => return (Err(problem), false),
        };
        if open.contains(&target) {
            return (Err(IncludeProblem::Cycle), case);
        }
        let taken = self.allowance.take(self.inputs, target, open.len());
        (taken.map(|()| target).map_err(IncludeProblem::Beyond), case)
    }
}

/// The source that `path`, written in `source` and read by `reader`, names; and whether only in other case.
pub fn find(
    inputs: &Inputs<'_>,
    index: &Index,
    source: SourceId,
    reader: SourceId,
    path: &str,
) -> Result<(SourceId, bool), IncludeProblem> {
    let addresses = Addresses::new(inputs, index);
    let locale = inputs.source(source).name.locale;
    let has = |row: RowId| index.source_for(inputs.locales, row, locale).is_some();
    let near = addresses.path(&inputs.source(source).name.path, path);
    let far = addresses.path(&inputs.source(reader).name.path, path);
    if near.is_err() && far.is_err() {
        return Err(IncludeProblem::OutOfScope);
    }
    let exact = |path: &ContentPath| match index.find(path.as_str(), has) {
        Some(Match::Exact(row)) => Some(row),
        _ => None,
    };
    let any = |path: &ContentPath| match index.find(path.as_str(), has) {
        Some(Match::Exact(row) | Match::Case(row)) => Some(row),
        None => None,
    };
    let candidates = [near.ok(), far.ok()];
    let found = candidates
        .iter()
        .flatten()
        .find_map(exact)
        .map(|row| (row, false));
    let found = found.or_else(|| {
        candidates
            .iter()
            .flatten()
            .find_map(any)
            .map(|row| (row, true))
    });
    let (row, case) = found.ok_or(IncludeProblem::NotFound)?;
    let source = index.source_for(inputs.locales, row, locale);
    source
        .map(|source| (source, case))
        .ok_or(IncludeProblem::NotFound)
}
