//! What a run looked at, so that every link is accounted for.

use crate::report::{Totals, Unchecked};
use crate::site::Inputs;
use crate::site::anchors::{AnchorState, AskedAnchors};
use crate::site::index::PageId;
use crate::site::links::Target;
use crate::site::navigation::{Found, Led, targets};
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
    let mut anchors = AskedAnchors::new(inputs, site);
    for led in targets(&inputs, &site.index, &mut Vec::new()) {
        match led.found {
            Found::Url(_) => external += 1,
            _ if is_unknown(&inputs, &mut anchors, &led) => unknown += 1,
            _ => links += 1,
        }
    }
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

/// Whether nobody can tell if the page that a contents file leads to has the anchor.
fn is_unknown(inputs: &Inputs<'_>, anchors: &mut AskedAnchors<'_>, led: &Led) -> bool {
    let Found::Page(row, Some(fragment)) = &led.found else {
        return false;
    };
    let locale = inputs.source(led.source).name.locale;
    let page = PageId { row: *row, locale };
    anchors.find(page, fragment).0 == AnchorState::Unknown
}
