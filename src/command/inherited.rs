//! Mistakes that a translation has only because its source page has them: who translates cannot mend them.

use crate::diagnostic::{Diagnostic, Level};
use crate::report::Origins;
use crate::workspace::Workspace;

/// Tells the mistakes of the source pages from those of the translations.
pub struct Inherited<'w> {
    workspace: &'w Workspace,
    origins: Origins,
}

impl<'w> Inherited<'w> {
    /// Looks through all findings of the site.
    pub fn new(workspace: &'w Workspace, findings: &[(Level, Diagnostic)]) -> Self {
        let source = workspace.config.locales.source();
        let places = findings.iter().map(|(_, finding)| {
            let name = &workspace.text(finding.span.source).source.name;
            (finding, name)
        });
        let of_source = places.filter(|(_, name)| name.locale == source);
        Self {
            workspace,
            origins: Origins::of(of_source.map(|(finding, name)| (finding, name.path.as_str()))),
        }
    }

    /// Whether a finding stands in a translation, and its source page has the same mistake.
    pub fn holds(&self, finding: &Diagnostic) -> bool {
        let name = &self.workspace.text(finding.span.source).source.name;
        name.locale != self.workspace.config.locales.source()
            && self.origins.have(finding, name.path.as_str())
    }
}
