//! What lies around one page: the way to it, what comes before and after, and the nearest part of the tree.

use super::{Node, Place, Tree};
use crate::site::index::RowId;

/// An entry of the tree with the part of what lies below it that is shown beside one page.
#[derive(Clone, Debug)]
pub struct Branch<'a> {
    /// The entry.
    pub node: &'a Node,
    /// Whether it is the page itself.
    pub current: bool,
    /// What is shown below it.
    pub children: Vec<Branch<'a>>,
    /// Whether more lies below it than is shown, where something is.
    pub is_cut: bool,
}

/// The most entries that are shown below a page.
const CHILDREN: usize = 12;
/// The most entries that are shown beside a page, itself among them.
const SIBLINGS: usize = 18;
/// The most entries that are shown beside each of those above it.
const AUNTS: usize = 7;
/// The most levels from a page upwards that are shown; the way to it shows all. Templates call themselves for each level,
/// and may do so twenty times.
const LEVELS: usize = 10;
/// The most levels that are shown below an entry that no page has its place in.
const LEVELS_WITHOUT_PAGES: usize = 2;

impl Tree {
    /// The first place of the page in the tree.
    pub(super) fn place(&self, row: RowId) -> Option<u32> {
        self.places
            .get(row.0 as usize)
            .copied()
            .flatten()
            .map(|(node, _)| node)
    }

    /// The entries above a page, the uppermost first.
    pub fn ancestors(&self, row: RowId) -> Vec<&Node> {
        self.place(row).map_or_else(Vec::new, |at| {
            self.above(at).into_iter().map(|at| self.node(at)).collect()
        })
    }

    /// The entries above a listing, the uppermost first.
    pub fn ancestors_of_listing(&self, path: &str) -> Vec<&Node> {
        let place = self
            .nodes
            .iter()
            .position(|node| matches!(&node.place, Place::Listing(other) if **other == *path));
        place.map_or_else(Vec::new, |at| {
            self.above(crate::span::offset(at))
                .into_iter()
                .map(|at| self.node(at))
                .collect()
        })
    }

    fn is_root(&self, at: u32) -> bool {
        at == 0 || at == self.rest
    }

    fn above(&self, at: u32) -> Vec<u32> {
        let mut above = Vec::new();
        let mut at = self.node(at).parent;
        while !self.is_root(at) {
            above.push(at);
            at = self.node(at).parent;
        }
        above.reverse();
        above
    }

    /// The pages before and after a page: in the order of the contents file, else among its neighbours by title.
    pub fn neighbours(&self, row: RowId) -> (Option<RowId>, Option<RowId>) {
        let Some((at, place)) = self.places.get(row.0 as usize).copied().flatten() else {
            return (None, None);
        };
        let place = place as usize;
        let near = |other: usize| {
            let other = *self.order.get(other)?;
            let node = self.place(other)?;
            (self.is_written(at) == self.is_written(node)
                && (self.is_written(at) || self.are_kin(at, node)))
            .then_some(other)
        };
        (place.checked_sub(1).and_then(near), near(place + 1))
    }

    /// Whether an entry stands in a contents file: those come first.
    fn is_written(&self, at: u32) -> bool {
        at < self.rest
    }

    fn are_kin(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.node(a).parent, self.node(b).parent);
        x == y || x == b || y == a
    }

    /// The part of the tree that is shown beside a page: what is above, beside and below it, never the whole.
    pub fn around(&self, row: RowId) -> Vec<Branch<'_>> {
        let Some(at) = self.place(row) else {
            return Vec::new();
        };
        let below = self.window(&self.node(at).children, None, CHILDREN);
        let mut is_cut = below.len() < self.node(at).children.len();
        let mut children: Vec<Branch<'_>> = below.into_iter().map(|at| self.leaf(at)).collect();
        let mut here = at;
        let mut most = SIBLINGS;
        for _ in 0..LEVELS {
            let parent = self.parent(here);
            let all = &self.node(parent).children;
            let beside = self.window(all, Some(here), most);
            let hides = beside.len() < all.len();
            let branch = |other: u32| {
                if other != here {
                    return self.leaf(other);
                }
                Branch {
                    current: here == at,
                    children: std::mem::take(&mut children),
                    is_cut,
                    ..self.leaf(here)
                }
            };
            children = beside.into_iter().map(branch).collect();
            is_cut = hides;
            if self.is_root(parent) {
                return children;
            }
            here = parent;
            most = AUNTS;
        }
        children
    }

    fn parent(&self, at: u32) -> u32 {
        self.node(at).parent
    }

    fn leaf(&self, at: u32) -> Branch<'_> {
        self.open(at, LEVELS_WITHOUT_PAGES)
    }

    /// An entry with what is shown below it wherever it is shown: what lies beside no page, such as the links to other sites
    /// under a title of their own, would be shown nowhere else.
    fn open(&self, at: u32, levels: usize) -> Branch<'_> {
        let node = self.node(at);
        let below = match self.has_pages[at as usize] || levels == 0 {
            true => Vec::new(),
            false => self.window(&node.children, None, CHILDREN),
        };
        let children = below.into_iter().map(|at| self.open(at, levels - 1));
        Branch {
            node,
            current: false,
            children: children.collect(),
            is_cut: false,
        }
    }

    /// At most `most` of `all`: those around `here`, else the first.
    fn window(&self, all: &[u32], here: Option<u32>, most: usize) -> Vec<u32> {
        let at = here
            .and_then(|here| all.binary_search(&here).ok())
            .unwrap_or(0);
        let start = at
            .saturating_sub(most / 2)
            .min(all.len().saturating_sub(most));
        all[start..].iter().take(most).copied().collect()
    }

    /// At most `most` pages of the page's main service that are called most like it, in the order of their paths.
    pub fn kin(&self, service: &str, row: RowId, most: usize) -> Vec<RowId> {
        let Some(pages) = self.by_service.get(service) else {
            return Vec::new();
        };
        let Ok(at) = pages.binary_search(&row) else {
            return Vec::new();
        };
        let start = at
            .saturating_sub(most / 2)
            .min(pages.len().saturating_sub(most + 1));
        pages[start..]
            .iter()
            .copied()
            .filter(|&other| other != row)
            .take(most)
            .collect()
    }
}
