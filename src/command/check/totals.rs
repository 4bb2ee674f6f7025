//! What a run looked at, so that every link is accounted for.

use crate::report::{Totals, Unchecked};
use crate::site::anchors::AnchorState;
use crate::site::links::Target;
use crate::workspace::Workspace;

/// What was checked and what was not.
pub fn totals(workspace: &Workspace) -> Totals {
    let site = workspace.site();
    let (mut links, mut external, mut unknown) = (0, 0, 0);
    for page in site.judged() {
        for link in &*page.links {
            match link.target {
                Target::External(_) => external += 1,
                _ if link.anchor == AnchorState::Unknown => unknown += 1,
                _ => links += 1,
            }
        }
        links += page.parts.includes.len();
    }
    let inputs = workspace.inputs();
    Totals {
        files: inputs
            .texts
            .iter()
            .filter(|text| text.kind.is_some())
            .count(),
        pages: site.own_pages().count(),
        locales: inputs.locales.len(),
        links,
        unchecked: [
            (Unchecked::External, external),
            (Unchecked::BehindMissingInclude, unknown),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect(),
        hidden: Vec::new(),
    }
}
