//! Pages that moved: where each now is.

use rustc_hash::FxHashMap;

use crate::path::ContentPath;

/// Where a moved page is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// At another content path.
    Page(ContentPath),
    /// At a URL.
    Url(String),
}

/// All redirects, by the content path that moved.
#[derive(Clone, Debug, Default)]
pub struct Redirects {
    by_path: FxHashMap<ContentPath, Destination>,
}

impl Redirects {
    /// The redirects in `pairs`; of two for one path the first counts.
    pub fn new(pairs: impl Iterator<Item = (ContentPath, Destination)>) -> Self {
        let mut by_path = FxHashMap::default();
        for (path, destination) in pairs {
            by_path.entry(path).or_insert(destination);
        }
        Self { by_path }
    }

    /// Where `path` is now, through as many redirects as there are; none for a path that did not move or runs in a circle.
    pub fn target(&self, path: &ContentPath) -> Option<&Destination> {
        let mut destination = self.by_path.get(path)?;
        for _ in 0..self.by_path.len() {
            match destination {
                Destination::Page(next) if self.by_path.contains_key(next) => {
                    destination = &self.by_path[next]
                }
                _ => return Some(destination),
            }
        }
        None
    }

    /// All paths that moved, sorted.
    pub fn paths(&self) -> Vec<&ContentPath> {
        let mut paths: Vec<_> = self.by_path.keys().collect();
        paths.sort_unstable();
        paths
    }

    /// Where one step from `path` leads.
    pub fn step(&self, path: &ContentPath) -> Option<&Destination> {
        self.by_path.get(path)
    }
}
