//! The order of findings for services that show only the first of them.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{Finding, Id, Report};

impl Report {
    /// All findings, the most useful first: worst first, and of each level one place of every cause before the further
    /// places of any; causes with most places first, and what translations inherit last.
    pub fn by_use(&self) -> Vec<&Finding> {
        let mut places: FxHashMap<Id, usize> = FxHashMap::default();
        let mut nth = Vec::with_capacity(self.findings.len());
        for finding in &self.findings {
            let places = places.entry(finding.cause).or_default();
            nth.push(*places);
            *places += usize::from(finding.inherited_from.is_none());
        }
        let mut ranked: Vec<(usize, &Finding)> = nth.into_iter().zip(&self.findings).collect();
        // The sort is stable: otherwise the order of the report stays.
        ranked.sort_by_key(|(nth, finding)| {
            let inherited = finding.inherited_from.is_some();
            let places = Reverse(places[&finding.cause]);
            (Reverse(finding.level), inherited, *nth, places)
        });
        ranked.into_iter().map(|(_, finding)| finding).collect()
    }
}
