//! Fixes of the findings of a run, in rounds: after each the texts are understood anew, since one fix may show another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Fix, Level};
use crate::diff;
use crate::error::{Error, Result};
use crate::fix;
use crate::project::Location;
use crate::replace::{replace, sweep};
use crate::source::{Source, SourceId};
use crate::workspace::{Change, Workspace};

/// A fix may need several rounds where it touches another; real texts need two or three, and more where one is refused.
const ROUNDS: usize = 30;

/// The texts that were fixed.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// How many fixes were done.
    pub fixes: usize,
    /// Each changed text as it was and as it is, by file.
    texts: BTreeMap<Arc<str>, (Arc<String>, Arc<String>)>,
}

/// The findings to fix, and those that only `--all-locales` reaches.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// What the run is about.
    pub findings: Vec<Diagnostic>,
    /// Findings of the same kinds elsewhere.
    pub elsewhere: Vec<Diagnostic>,
    /// All errors of the site, whatever the run is about.
    pub errors: Errors,
}

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Also those that a person should look at.
    pub unsafe_too: bool,
    /// Also the same mistake in translations.
    pub all_locales: bool,
}

/// Fixes what `choose` names until nothing is left to fix. The workspace has the new texts then; the disk does not.
///
/// No fix stays that makes an error of its own: a path that comes close may lead to a page without the anchor, and text
/// that is no link any more may become another one.
pub fn fix(
    workspace: &mut Workspace,
    wanted: Wanted,
    choose: impl Fn(&Workspace) -> Chosen,
) -> Changes {
    let mut changes = Changes::default();
    let mut care = Care::default();
    let mut chosen = choose(workspace);
    for _ in 0..ROUNDS {
        let fixes = care.select(fixes(workspace, wanted, &chosen));
        let fixed = fix::apply(&fixes, |source| may_change(workspace, source));
        if fixed.texts.is_empty() {
            break;
        }
        let before: Vec<Source> = fixed
            .texts
            .keys()
            .map(|id| workspace.text(*id).source.clone())
            .collect();
        let ids: Vec<SourceId> = fixed.texts.keys().copied().collect();
        workspace.apply(
            before
                .iter()
                .zip(fixed.texts.values())
                .map(changed)
                .collect(),
        );
        let next = choose(workspace);
        let worse = next.errors.made_by(&ids, &chosen.errors);
        if !worse.is_empty() {
            workspace.apply(before.into_iter().map(Change::Text).collect());
            care.take(worse, &fixes);
            continue;
        }
        changes.fixes += fixed.done;
        for (old, id) in before.iter().zip(&ids) {
            changes.add(old, &workspace.text(*id).source);
        }
        chosen = next;
    }
    changes
}

fn changed((old, text): (&Source, &String)) -> Change {
    Change::Text(Source {
        text: text.clone().into(),
        ..old.clone()
    })
}

/// The findings of level error: how often each is told of each text.
#[derive(Clone, Debug, Default)]
pub struct Errors(BTreeMap<(SourceId, Code, String), usize>);

impl Errors {
    /// Counts those among `findings`.
    pub fn of(findings: &[(Level, Diagnostic)]) -> Self {
        let mut errors: BTreeMap<_, usize> = BTreeMap::new();
        for (_, finding) in findings.iter().filter(|(level, _)| *level == Level::Error) {
            let key = (
                finding.span.source,
                finding.code,
                finding.message.to_string(),
            );
            *errors.entry(key).or_default() += 1;
        }
        Self(errors)
    }

    /// Which of the texts that were changed have an error more than `before`; all of them where only others have.
    fn made_by(&self, changed: &[SourceId], before: &Self) -> BTreeSet<SourceId> {
        let is_new = |(key, count): &(&(SourceId, Code, String), &usize)| {
            before.0.get(*key).is_none_or(|known| known < *count)
        };
        let new = self.0.iter().filter(is_new);
        let sources: BTreeSet<SourceId> = new.map(|((source, ..), _)| *source).collect();
        let own = sources.iter().filter(|source| changed.contains(source));
        let own: BTreeSet<SourceId> = own.copied().collect();
        match own.is_empty() && !sources.is_empty() {
            true => changed.iter().copied().collect(),
            false => own,
        }
    }
}

/// The texts in which a fix has made an error: there they are tried one at a time, to keep the others.
#[derive(Default)]
struct Care {
    texts: BTreeSet<SourceId>,
    refused: BTreeSet<Fix>,
}

impl Care {
    /// The fixes to try next.
    fn select(&self, mut fixes: Vec<Fix>) -> Vec<Fix> {
        let mut tried = BTreeSet::new();
        fixes.retain(|fix| {
            if self.refused.contains(fix) {
                return false;
            }
            let texts = fix.edits.iter().map(|edit| edit.span.source);
            let texts: BTreeSet<SourceId> =
                texts.filter(|text| self.texts.contains(text)).collect();
            let is_free = texts.is_disjoint(&tried);
            if is_free {
                tried.extend(texts);
            }
            is_free
        });
        fixes
    }

    /// Takes care of texts that the last fixes made worse; what was tried alone is not tried again.
    fn take(&mut self, worse: BTreeSet<SourceId>, tried: &[Fix]) {
        for text in worse {
            if !self.texts.insert(text) {
                let touches = |fix: &&Fix| fix.edits.iter().any(|edit| edit.span.source == text);
                self.refused.extend(tried.iter().filter(touches).cloned());
            }
        }
    }
}

/// A text that stands on disk byte for byte as we know it; other encodings would be destroyed.
fn may_change(workspace: &Workspace, source: SourceId) -> Option<&str> {
    let text = workspace.text(source);
    let exact = text.kind.is_some() && text.source.undecodable.is_none();
    exact.then_some(&*text.source.text)
}

fn fixes(workspace: &Workspace, wanted: Wanted, chosen: &Chosen) -> Vec<Fix> {
    let mut fixes = Vec::new();
    if wanted.all_locales {
        fixes.extend(translated(workspace, chosen));
    }
    let own = chosen.findings.iter();
    fixes.extend(own.filter_map(|finding| finding.fix.clone()));
    fixes.retain(|fix| fix.safe || wanted.unsafe_too);
    fixes
}

/// The fixes of the source pages' findings, carried over to the same findings in translations.
fn translated(workspace: &Workspace, chosen: &Chosen) -> Vec<Fix> {
    let source_locale = workspace.config.locales.source();
    let name = |finding: &Diagnostic| &workspace.text(finding.span.source).source.name;
    let mut origins = FxHashMap::default();
    for finding in &chosen.findings {
        if name(finding).locale == source_locale && finding.fix.is_some() {
            let key = (finding.code, &*finding.subject, &name(finding).path);
            origins.entry(key).or_insert(finding);
        }
    }
    let all = chosen.findings.iter().chain(&chosen.elsewhere);
    let translations = all.filter(|finding| name(finding).locale != source_locale);
    translations
        .filter_map(|finding| {
            let key = (finding.code, &*finding.subject, &name(finding).path);
            let origin = origins.get(&key)?;
            finding
                .fix
                .clone()
                .or_else(|| carried_over(workspace, origin, finding))
        })
        .collect()
}

/// The origin's fix at the place of `finding`, if both are about the same words and nothing else changes.
fn carried_over(workspace: &Workspace, origin: &Diagnostic, finding: &Diagnostic) -> Option<Fix> {
    let words = |finding: &Diagnostic| {
        let text = &workspace.text(finding.span.source).source.text;
        text.get(finding.span.range.as_usize())
    };
    let fix = origin.fix.as_ref()?;
    let [edit] = &fix.edits[..] else {
        return None;
    };
    (edit.span == origin.span && words(origin) == words(finding)).then(|| {
        let mut edit = edit.clone();
        edit.span = finding.span;
        Fix {
            safe: fix.safe,
            edits: vec![edit],
        }
    })
}

impl Changes {
    /// How many files are other than they were.
    pub fn files(&self) -> usize {
        self.texts.len()
    }

    fn add(&mut self, old: &Source, new: &Source) {
        let entry = self.texts.entry(Arc::clone(&new.file));
        let texts = entry.or_insert_with(|| (Arc::clone(&old.text), Arc::clone(&new.text)));
        texts.1 = Arc::clone(&new.text);
    }

    /// Writes every changed text, each file whole, up to the first that cannot be written. Returns how many are written.
    ///
    /// # Errors
    /// A file cannot be written, or is no longer the one that was read.
    pub fn write(&self, location: &Location) -> (usize, Result<()>) {
        let paths = self.texts.keys().map(|file| location.root.join(&**file));
        let folders: BTreeSet<_> = paths
            .filter_map(|path| Some(path.parent()?.to_owned()))
            .collect();
        folders.iter().for_each(|folder| sweep(folder));
        for (done, (file, (old, new))) in self.texts.iter().enumerate() {
            if let Err(error) = write(location, file, old, new) {
                return (done, Err(error));
            }
        }
        (self.files(), Ok(()))
    }

    /// Prints what would be written.
    ///
    /// # Errors
    /// What `out` says.
    pub fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for (file, (old, new)) in &self.texts {
            out.write_all(diff::unified(file, old, new).as_bytes())?;
        }
        Ok(())
    }
}

fn write(location: &Location, file: &str, old: &str, new: &str) -> Result<()> {
    let path = location.root.join(file);
    let standing = fs::read(&path).map_err(Error::io("read", &path))?;
    if standing != old.as_bytes() {
        let message = format!("`{file}` was changed while it was being fixed");
        return Err(Error::usage(message).with_help("run the command again"));
    }
    replace(&path, new.as_bytes())
}
