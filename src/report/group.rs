//! What the reports for people put together, since the same mistake may stand in hundreds of places.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{Finding, Id, Report};

/// How findings are put together for people. Machines get every place with the id of its cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// File by file from top to bottom; a translation's inherited findings are folded into the source's.
    #[default]
    File,
    /// Each cause once, with all its places; worst first, then those with most places.
    Cause,
    /// Code by code, worst first, then those with most findings; translations are folded.
    Code,
}

impl Group {
    /// Every way, in the order of the handbook.
    pub const ALL: &[Self] = &[Self::File, Self::Cause, Self::Code];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Cause => "cause",
            Self::Code => "code",
        }
    }

    /// The way of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|group| group.as_str() == name)
    }
}

/// One thing to tell a person: a finding and the places that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index of the finding that is shown.
    pub shown: usize,
    /// Indexes of those folded into it, in the order of the report.
    pub folded: Vec<usize>,
}

impl Report {
    /// All findings, each in exactly one entry.
    pub fn entries(&self, group: Group) -> Vec<Entry> {
        match group {
            Group::File => self.unfolded(),
            Group::Cause => self.causes(),
            Group::Code => {
                let mut entries = self.unfolded();
                let mut sizes: FxHashMap<_, usize> = FxHashMap::default();
                for entry in &entries {
                    *sizes.entry(self.shown(entry).code).or_default() += 1;
                }
                entries.sort_by_key(|entry| {
                    let Finding { code, level, .. } = *self.shown(entry);
                    (Reverse(level), Reverse(sizes[&code]), code)
                });
                entries
            }
        }
    }

    /// The finding that an entry shows.
    pub fn shown(&self, entry: &Entry) -> &Finding {
        &self.findings[entry.shown]
    }

    fn unfolded(&self) -> Vec<Entry> {
        let own = |(_, finding): &(usize, &Finding)| finding.inherited_from.is_none();
        let findings = self.findings.iter().enumerate().filter(own);
        findings
            .map(|(shown, finding)| Entry {
                shown,
                folded: finding.translations.clone(),
            })
            .collect()
    }

    /// Shows of each cause the first place that is not inherited.
    fn causes(&self) -> Vec<Entry> {
        let mut places: Vec<Vec<usize>> = Vec::new();
        let mut known: FxHashMap<Id, usize> = FxHashMap::default();
        for (index, finding) in self.findings.iter().enumerate() {
            let at = *known.entry(finding.cause).or_insert(places.len());
            if at == places.len() {
                places.push(Vec::new());
            }
            places[at].push(index);
        }
        let mut entries: Vec<Entry> = places
            .into_iter()
            .map(|mut folded| {
                // A translation without a source page inherits nothing, and its folder may be the first.
                let of_source = |index: &usize| self.findings[*index].of_source;
                let own = |index: &usize| self.findings[*index].inherited_from.is_none();
                let first = folded.iter().position(of_source);
                let first = first.or_else(|| folded.iter().position(own)).unwrap_or(0);
                let shown = folded.remove(first);
                Entry { shown, folded }
            })
            .collect();
        entries.sort_by_key(|entry| {
            let level = self.shown(entry).level;
            (Reverse(level), Reverse(entry.folded.len()), entry.shown)
        });
        entries
    }
}
