//! Includes that are not there, run in a circle, grow too large, or that nobody reads.

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::Strange;
use super::{Inputs, KEPT_OUT};
use crate::config::Limits;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::locale::LocaleId;
use crate::path::{is_kept_out, joined};
use crate::site::addresses::Addresses;
use crate::site::include::{Beyond, IncludeProblem, MAX_INCLUDES, Parts, ResolvedInclude, find};
use crate::site::index::{Index, RowId, RowKind};
use crate::site::links::escape;
use crate::site::{Page, Site};
use crate::source::{SourceId, SourceName};
use crate::span::Span;
use crate::suggest::Names;

/// What was probably meant by the path of an include that is not there.
pub(super) struct Meant<'a> {
    inputs: Inputs<'a>,
    site: &'a Site,
    /// Rows that are only read into pages, by the name of their file.
    by_name: FxHashMap<&'a str, Vec<RowId>>,
    names: Names,
    strange: &'a Strange,
}

impl<'a> Meant<'a> {
    pub fn new(inputs: Inputs<'a>, site: &'a Site, strange: &'a Strange) -> Self {
        let mut by_name: FxHashMap<&str, Vec<RowId>> = FxHashMap::default();
        let rows = site.index.rows();
        for (id, row) in rows.filter(|(_, row)| row.kind == RowKind::Include) {
            by_name.entry(row.path.file_name()).or_default().push(id);
        }
        let rows = site.index.rows().map(|(_, row)| row);
        let includes = rows.filter(|row| row.kind == RowKind::Include);
        let names = Names::new(includes.map(|row| row.path.file_name()));
        Self {
            inputs,
            site,
            by_name,
            names,
            strange,
        }
    }

    /// The only include of the same name that readers of `locale` have, or else of a similar one; and whether it has the same.
    ///
    /// A similar name was meant only if this one has a slip in it: a word that nobody else uses. Where all its words are
    /// known (`tag-resources-cli.md` beside `tag-resources.md`) it is the name of another file, which is missing.
    pub fn find(&self, locale: LocaleId, path: &str) -> Option<(RowId, bool)> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(row) = self.only(locale, name) {
            return Some((row, true));
        }
        let similar = match self.strange.is_in(name) {
            true => self.near(locale, name),
            false => None,
        };
        similar.map(|row| (row, false))
    }

    /// What may have been meant all the same on a site that is too small to tell which words are strange.
    fn perhaps(&self, locale: LocaleId, path: &str) -> Option<RowId> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let near = || self.near(locale, name);
        self.strange.is_blind().then(near).flatten()
    }

    /// The include of the name that is closest to `name`, where that is one.
    fn near(&self, locale: LocaleId, name: &str) -> Option<RowId> {
        match self.names.meant_file(name)[..] {
            [near] => self.only(locale, near),
            _ => self.shortened(locale, name),
        }
    }

    /// `x.md` for `x-something.md`.
    fn shortened(&self, locale: LocaleId, name: &str) -> Option<RowId> {
        let (start, end) = name.strip_suffix(".md")?.rsplit_once('-')?;
        self.only(locale, &format!("{start}.md"))
            .filter(|_| self.strange.is_in(end))
    }

    fn only(&self, locale: LocaleId, name: &str) -> Option<RowId> {
        let (index, locales) = (&self.site.index, self.inputs.site.locales);
        match self.by_name.get(name)?[..] {
            [row] => index.source_for(locales, row, locale).map(|_| row),
            _ => None,
        }
    }

    /// The sources that `page` would read if its missing includes were what was probably meant; `None` where one is unlike all.
    pub fn would_read(
        &self,
        inputs: Inputs<'_>,
        parts: &Parts,
        reader: SourceId,
    ) -> Option<Vec<SourceId>> {
        let locale = inputs.site.source(reader).name.locale;
        let gaps = parts.includes.iter().filter(|include| include.is_gap());
        gaps.map(|include| {
            let missing = (include.target == Err(IncludeProblem::NotFound))
                .then(|| missing_path(inputs, &self.site.index, reader, include))?;
            let (row, _) = self.find(locale, &missing)?;
            self.site.index.source_for(inputs.site.locales, row, locale)
        })
        .collect()
    }
}

/// The content path that an include asks for, seen from its own folder, else from its reader's.
fn missing_path(
    inputs: Inputs<'_>,
    index: &Index,
    reader: SourceId,
    include: &ResolvedInclude,
) -> String {
    let source = inputs.site.source(include.source);
    let written = &inputs.site.document(include.source).includes[include.include as usize];
    let path = written.path(&source.text);
    let addresses = Addresses::new(&inputs.site, index);
    let near = addresses.path(&source.name.path, path);
    let path_of_reader = &inputs.site.source(reader).name.path;
    let asked = near.or_else(|_| addresses.path(path_of_reader, path));
    asked
        .as_ref()
        .map_or_else(|_| path.to_owned(), ToString::to_string)
}

/// The paths of all includes that are not there, as they are written.
pub(super) fn missing<'a>(inputs: Inputs<'a>, site: &'a Site) -> impl Iterator<Item = &'a str> {
    let includes = site.judged().flat_map(|page| page.parts.includes.iter());
    includes
        .filter(|include| include.target == Err(IncludeProblem::NotFound))
        .map(move |include| {
            let text = inputs.site.text_of(include.source);
            text.document.includes[include.include as usize].path(&text.source.text)
        })
}

pub(super) fn check(
    inputs: Inputs<'_>,
    site: &Site,
    meant: &Meant<'_>,
    circles: &Circles,
    found: &mut Vec<Diagnostic>,
) {
    let mut seen: FxHashSet<(SourceId, u32)> = FxHashSet::default();
    let mut read: FxHashSet<SourceId> = FxHashSet::default();
    let mut wanted: FxHashSet<RowId> = FxHashSet::default();
    for page in site.judged() {
        let is_loose = site.index.row(page.id.row).kind == RowKind::Include;
        read.extend(page.parts.sources.iter().skip(usize::from(is_loose)));
        for include in &page.parts.includes {
            // A circle is always too deep; it is told once, as a circle.
            let is_endless = matches!(include.target, Err(IncludeProblem::Beyond(_)))
                && circles.of.contains_key(&include.source);
            if seen.insert((include.source, include.include)) && !is_endless {
                found.extend(problem(inputs, meant, page.source, include));
                if include.target == Err(IncludeProblem::NotFound) {
                    let path = missing_path(inputs, &site.index, page.source, include);
                    let locale = inputs.site.source(include.source).name.locale;
                    wanted.extend(meant.find(locale, &path).map(|(row, _)| row));
                }
            }
        }
    }
    circles.tell(inputs, found);
    // What was probably meant by a path with a slip is not unused: the slip is the one mistake.
    let wanted = wanted.iter().map(|&row| site.index.row(row).path.as_str());
    unused(inputs, &read, &wanted.collect(), found);
}

fn problem(
    inputs: Inputs<'_>,
    meant: &Meant<'_>,
    reader: SourceId,
    include: &ResolvedInclude,
) -> Option<Diagnostic> {
    let source = inputs.site.source(include.source);
    let written = &inputs.site.document(include.source).includes[include.include as usize];
    let path = written.path(&source.text);
    let span = Span::new(include.source, written.path_range);
    let from = &source.name.path;
    let subject = missing_path(inputs, &meant.site.index, reader, include);
    Some(match include.target {
        Ok(target) if include.case => {
            let real = &inputs.site.source(target).name.path;
            let relative = escape(&from.relative(real));
            let message = format!("the file is called `{real}`, in other case");
            Diagnostic::new(Code::FileNameCase, span, message, format!("{from} {path}"))
                .with_help(format!("write `{relative}`"))
                .with_fix(Fix::safe(span, relative))
        }
        Ok(_) | Err(IncludeProblem::Cycle) => return None,
        Err(IncludeProblem::OutOfScope) => Diagnostic::new(
            Code::LinkOutOfScope,
            span,
            format!("`{path}` leaves the content root"),
            joined(from.folder(), path.strip_prefix('~').unwrap_or(path)),
        )
        .with_help("a page can only read files below its locale's folder"),
        Err(IncludeProblem::Beyond(limit)) => {
            let (message, help) = beyond(limit, &inputs.config.limits);
            Diagnostic::new(Code::IncludeTooLarge, span, message, subject).with_help(help)
        }
        Err(IncludeProblem::NotFound) => not_found(meant, span, &source.name, &subject),
    })
}

/// What to say of an include beyond a limit, and where that is set.
fn beyond(limit: Beyond, limits: &Limits) -> (String, &'static str) {
    match limit {
        Beyond::Depth => (
            format!(
                "the include is nested more than {} deep",
                limits.include_depth
            ),
            "include what it holds directly, or raise `include_depth` below `limits` in docent.yml",
        ),
        Beyond::Number => (
            format!("the page reads more than {MAX_INCLUDES} includes"),
            "an include that is read so often is better a part of the page",
        ),
        Beyond::Bytes => (
            format!(
                "the page has more than {} bytes with what it includes",
                limits.page_size
            ),
            "split the page, or raise `page_size` below `limits` in docent.yml",
        ),
    }
}

fn not_found(meant: &Meant<'_>, span: Span, from: &SourceName, path: &str) -> Diagnostic {
    let message = format!("no file `{path}`");
    let finding = Diagnostic::new(Code::IncludeNotFound, span, message, path);
    let perhaps = || Some((meant.perhaps(from.locale, path)?, false));
    let Some((row, sure)) = meant.find(from.locale, path).or_else(perhaps) else {
        return finding.with_help(match is_kept_out(path) {
            true => KEPT_OUT,
            false => "correct the path; where the include should be, the page has a gap",
        });
    };
    let relative = escape(&from.path.relative(&meant.site.index.row(row).path));
    let help = format!("did you mean `{relative}`?");
    let fix = if sure { Fix::safe } else { Fix::unsafe_ };
    finding.with_help(help).with_fix(fix(span, relative))
}

/// Includes that run in circles.
pub(super) struct Circles {
    /// For each source the sources that it includes, with the index of the include.
    edges: Vec<Vec<(usize, u32)>>,
    components: Vec<Vec<usize>>,
    /// The circle that a source is part of.
    of: FxHashMap<SourceId, usize>,
}

impl Circles {
    pub fn new(inputs: Inputs<'_>, site: &Site) -> Self {
        let edges = edges(inputs, site);
        let components = components(&edges);
        let members = components.iter().enumerate();
        let of = members
            .flat_map(|(circle, nodes)| nodes.iter().map(move |&node| (node, circle)))
            .map(|(node, circle)| (SourceId(crate::span::offset(node)), circle))
            .collect();
        Self {
            edges,
            components,
            of,
        }
    }

    /// Whether `page` reads an include by itself, not only because that is part of a circle with another.
    pub fn is_reader(&self, page: &Page, source: SourceId) -> bool {
        let Some(circle) = self.of.get(&source) else {
            return true;
        };
        let from_outside = |include: &ResolvedInclude| {
            include.target == Ok(source) && self.of.get(&include.source) != Some(circle)
        };
        page.parts.includes.iter().any(from_outside)
    }

    /// One finding for each circle, at its smallest include, with the chain.
    fn tell(&self, inputs: Inputs<'_>, found: &mut Vec<Diagnostic>) {
        for component in &self.components {
            let inside: FxHashSet<usize> = component.iter().copied().collect();
            let mut sites: Vec<(&str, u32, usize)> = component
                .iter()
                .flat_map(|&node| self.edges[node].iter().map(move |edge| (node, edge)))
                .filter(|(_, (target, _))| inside.contains(target))
                .map(|(node, (_, include))| (&*inputs.site.texts[node].source.file, *include, node))
                .collect();
            sites.sort_unstable();
            let Some(&(_, include, node)) = sites.first() else {
                continue;
            };
            let source = SourceId(crate::span::offset(node));
            let written = &inputs.site.document(source).includes[include as usize];
            let chain = chain(inputs, &self.edges, &inside, node);
            let message = format!("the include runs in a circle: {chain}");
            let path = |&node: &usize| inputs.site.texts[node].source.name.path.to_string();
            let mut paths: Vec<String> = component.iter().map(path).collect();
            paths.sort_unstable();
            let span = Span::new(source, written.path_range);
            let finding = Diagnostic::new(Code::CircularReference, span, message, paths.join(" "));
            found.push(finding.with_help("remove one of these includes"));
        }
    }
}

/// The way through a circle from `start` back to it; in large circles only its beginning.
fn chain(
    inputs: Inputs<'_>,
    edges: &[Vec<(usize, u32)>],
    inside: &FxHashSet<usize>,
    start: usize,
) -> String {
    const MOST: usize = 8;
    let name = |node: usize| format!("`{}`", inputs.site.texts[node].source.name.path);
    let mut names = vec![name(start)];
    let mut node = start;
    let mut seen = FxHashSet::default();
    while seen.insert(node) && names.len() < MOST {
        let Some((next, _)) = edges[node].iter().find(|(next, _)| inside.contains(next)) else {
            break;
        };
        names.push(name(*next));
        node = *next;
        if node == start {
            return names.join(" → ");
        }
    }
    let more = inside.len().saturating_sub(names.len());
    names.push(format!("… ({more} more)"));
    names.join(" → ")
}

/// For each source the sources that it includes, with the index of the include.
fn edges(inputs: Inputs<'_>, site: &Site) -> Vec<Vec<(usize, u32)>> {
    let texts = inputs.site.texts.iter().enumerate();
    texts
        .map(|(at, text)| {
            let source = SourceId(crate::span::offset(at));
            let includes = text
                .document
                .includes
                .iter()
                .enumerate()
                .filter(|_| text.kind.is_some());
            includes
                .filter_map(|(number, include)| {
                    let path = include.path(&text.source.text);
                    let (target, _) = find(&inputs.site, &site.index, source, source, path).ok()?;
                    Some((target.index(), crate::span::offset(number)))
                })
                .collect()
        })
        .collect()
}

/// The strongly connected components that hold a circle: Tarjan's algorithm without recursion.
fn components(edges: &[Vec<(usize, u32)>]) -> Vec<Vec<usize>> {
    const UNSEEN: u32 = u32::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![0u32; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let (mut stack, mut count, mut found) = (Vec::new(), 0u32, Vec::new());
    for root in 0..edges.len() {
        if order[root] != UNSEEN || edges[root].is_empty() {
            continue;
        }
        let mut work = vec![(root, 0usize)];
        while let Some((node, next)) = work.pop() {
            if next == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&(target, _)) = edges[node].get(next) {
                work.push((node, next + 1));
                if order[target] == UNSEEN {
                    work.push((target, 0));
                } else if on_stack[target] {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == order[node] {
                let start = stack
                    .iter()
                    .rposition(|&other| other == node)
                    .expect("a node is on the stack until its component is found");
                let component = stack.split_off(start);
                for &member in &component {
                    on_stack[member] = false;
                }
                if component.len() > 1 || edges[node].iter().any(|(target, _)| *target == node) {
                    found.push(component);
                }
            }
        }
    }
    found
}

fn unused(
    inputs: Inputs<'_>,
    read: &FxHashSet<SourceId>,
    wanted: &FxHashSet<&str>,
    found: &mut Vec<Diagnostic>,
) {
    let used: FxHashSet<&str> = read
        .iter()
        .map(|&source| inputs.site.source(source).name.path.as_str())
        .chain(wanted.iter().copied())
        .collect();
    for (at, text) in inputs.site.texts.iter().enumerate() {
        let path = &text.source.name.path;
        if text.kind == Some(RowKind::Include) && !used.contains(path.as_str()) {
            let span = Span::new(
                SourceId(crate::span::offset(at)),
                crate::span::TextRange::new(0, 0),
            );
            let message = format!("no page of any locale reads `{path}`");
            found.push(
                Diagnostic::new(Code::IncludeUnused, span, message, path.as_str())
                    .with_help("remove the file, or include it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_once_each() {
        let edges = |pairs: &[&[usize]]| -> Vec<Vec<(usize, u32)>> {
            pairs
                .iter()
                .map(|targets| targets.iter().map(|&target| (target, 0)).collect())
                .collect()
        };
        assert!(components(&edges(&[&[1], &[2], &[]])).is_empty());
        assert_eq!(components(&edges(&[&[0]])), [[0]]);
        let mut circle = components(&edges(&[&[1], &[2], &[0, 3], &[3]]));
        circle
            .iter_mut()
            .for_each(|component| component.sort_unstable());
        circle.sort();
        assert_eq!(circle, [vec![0, 1, 2], vec![3]]);
    }
}
