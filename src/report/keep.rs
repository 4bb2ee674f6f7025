//! Findings taken out of a report once it is known which of them are new.

use super::{Finding, Report};

impl Report {
    /// Keeps the findings that are `wanted`; what was inherited from one that is gone stands for itself then.
    /// Says how many were taken out.
    pub fn keep(&mut self, wanted: impl Fn(&Finding) -> bool) -> usize {
        let mut places = Vec::with_capacity(self.findings.len());
        let mut kept = 0;
        for finding in &self.findings {
            places.push(wanted(finding).then_some(kept));
            kept += usize::from(wanted(finding));
        }
        let removed = self.findings.len() - kept;
        let findings = std::mem::take(&mut self.findings).into_iter().zip(&places);
        let findings = findings.filter(|(_, place)| place.is_some());
        let moved = |index: usize| places[index];
        self.findings = findings
            .map(|(finding, _)| Finding {
                inherited_from: finding.inherited_from.and_then(moved),
                translations: finding
                    .translations
                    .iter()
                    .filter_map(|&index| moved(index))
                    .collect(),
                ..finding
            })
            .collect();
        removed
    }
}
