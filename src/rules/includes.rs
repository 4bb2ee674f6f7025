//! Includes that are not there, run in a circle, grow too large, or that nobody reads.

use rustc_hash::FxHashSet;

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::site::Site;
use crate::site::include::{IncludeProblem, ResolvedInclude, find};
use crate::site::index::{RowId, RowKind};
use crate::source::SourceId;
use crate::span::Span;

pub(super) fn check(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let mut seen: FxHashSet<(SourceId, u32)> = FxHashSet::default();
    let mut read: FxHashSet<SourceId> = FxHashSet::default();
    for page in site.judged() {
        let is_loose = site.index.row(page.id.row).kind == RowKind::Include;
        read.extend(page.parts.sources.iter().skip(usize::from(is_loose)));
        for include in &page.parts.includes {
            if seen.insert((include.source, include.include)) {
                found.extend(problem(inputs, site, page.source, include));
            }
        }
    }
    cycles(inputs, site, found);
    unused(inputs, &read, found);
}

fn problem(
    inputs: Inputs<'_>,
    site: &Site,
    reader: SourceId,
    include: &ResolvedInclude,
) -> Option<Diagnostic> {
    let source = inputs.site.source(include.source);
    let written = &inputs.site.document(include.source).includes[include.include as usize];
    let path = written.path(&source.text);
    let span = Span::new(include.source, written.path_range);
    let from = &source.name.path;
    let joined = from
        .join(path)
        .or_else(|_| inputs.site.source(reader).name.path.join(path));
    let subject = joined
        .as_ref()
        .map_or_else(|_| path.to_owned(), ToString::to_string);
    Some(match include.target {
        Ok(target) if include.case => {
            let real = &inputs.site.source(target).name.path;
            let relative = from.relative(real);
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
            format!("{from} {path}"),
        )
        .with_help("a page can only read files below its locale's folder"),
        Err(IncludeProblem::TooLarge) => {
            let message = "the include is nested too deep, or the page reads too many";
            Diagnostic::new(Code::IncludeTooLarge, span, message, subject)
                .with_help("includes may be eight deep, and a page may read two thousand of them")
        }
        Err(IncludeProblem::NotFound) => not_found(site, span, from, &subject),
    })
}

fn not_found(site: &Site, span: Span, from: &crate::path::ContentPath, path: &str) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::IncludeNotFound,
        span,
        format!("no file `{path}`"),
        path,
    );
    let name = path.rsplit('/').next().unwrap_or(path);
    let includes = |row: &&RowId| site.index.row(**row).kind == RowKind::Include;
    let same: Vec<&RowId> = site
        .index
        .rows_by_name(name)
        .iter()
        .filter(includes)
        .collect();
    match same[..] {
        [row] => {
            let relative = from.relative(&site.index.row(*row).path);
            finding
                .with_help(format!("did you mean `{relative}`?"))
                .with_fix(Fix::safe(span, relative))
        }
        _ => finding.with_help("correct the path; where the include should be, the page has a gap"),
    }
}

/// One finding for each circle of includes, at its smallest include, with the chain.
fn cycles(inputs: Inputs<'_>, site: &Site, found: &mut Vec<Diagnostic>) {
    let edges = edges(inputs, site);
    for component in components(&edges) {
        let inside: FxHashSet<usize> = component.iter().copied().collect();
        let mut sites: Vec<(&str, u32, usize)> = component
            .iter()
            .flat_map(|&node| edges[node].iter().map(move |edge| (node, edge)))
            .filter(|(_, (target, _))| inside.contains(target))
            .map(|(node, (_, include))| (&*inputs.site.texts[node].source.file, *include, node))
            .collect();
        sites.sort_unstable();
        let Some(&(_, include, node)) = sites.first() else {
            continue;
        };
        let source = SourceId(crate::span::offset(node));
        let written = &inputs.site.document(source).includes[include as usize];
        let chain = chain(inputs, &edges, &inside, node);
        let message = format!("the include runs in a circle: {chain}");
        let mut paths: Vec<String> = component
            .iter()
            .map(|&node| inputs.site.texts[node].source.name.path.to_string())
            .collect();
        paths.sort_unstable();
        let finding = Diagnostic::new(
            Code::CircularReference,
            Span::new(source, written.path_range),
            message,
            paths.join(" "),
        );
        found.push(finding.with_help("remove one of these includes"));
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

fn unused(inputs: Inputs<'_>, read: &FxHashSet<SourceId>, found: &mut Vec<Diagnostic>) {
    let used: FxHashSet<&str> = read
        .iter()
        .map(|&source| inputs.site.source(source).name.path.as_str())
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
