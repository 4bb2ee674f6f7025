//! What a run looked at, so that every link is accounted for.

use rustc_hash::FxHashMap;

use crate::report::{Totals, Unchecked};
use crate::site::anchors::{AnchorState, PageAnchors};
use crate::site::index::PageId;
use crate::site::links::Target;
use crate::site::navigation::{Found, Led, targets};
use crate::site::{Inputs, Site};
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
    let mut contents = Contents::new(&inputs, site);
    for led in targets(&inputs, &site.index, &mut Vec::new()) {
        match led.found {
            Found::Url(_) => external += 1,
            _ if contents.is_unknown(&led) => unknown += 1,
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

/// The anchors that contents files ask for.
struct Contents<'a> {
    inputs: &'a Inputs<'a>,
    site: &'a Site,
    anchors: FxHashMap<PageId, PageAnchors<'a>>,
}

impl<'a> Contents<'a> {
    fn new(inputs: &'a Inputs<'a>, site: &'a Site) -> Self {
        Self {
            inputs,
            site,
            anchors: FxHashMap::default(),
        }
    }

    /// Whether nobody can tell if the page has the anchor.
    fn is_unknown(&mut self, led: &Led) -> bool {
        let Found::Page(row, Some(fragment)) = &led.found else {
            return false;
        };
        let locale = self.inputs.source(led.source).name.locale;
        let page = PageId { row: *row, locale };
        let parts = || self.site.parts_of(self.inputs, page);
        let anchors = self.anchors.entry(page);
        let anchors = anchors.or_insert_with(|| PageAnchors::new(self.inputs, &parts()));
        anchors.find(fragment).0 == AnchorState::Unknown
    }
}
