//! The links of a site to other sites, with what those say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Arguments;
use crate::command::places::Places;
use crate::command::{self, Outcome, terminal};
use crate::error::{Error, Result};
use crate::external::cache::Cache;
use crate::external::{self, Manners, Offline, Verdict};
use crate::line_index::LineIndex;
use crate::options::Global;
use crate::replace::replace;
use crate::report::count;
use crate::site::Coverage;
use crate::site::links::Target;
use crate::source::SourceId;
use crate::span::Span;
use crate::workspace::Workspace;

/// All places of each address.
type Links = BTreeMap<String, Vec<Span>>;

/// Carries it out.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let location = command::locate(global, &arguments.paths)?;
    let workspace = command::open_at(&location, Coverage::Own, |_| Ok(()))?;
    let places = Places::new(&location, &workspace, &arguments.paths)?;
    let locales = command::chosen(global, &workspace.config)?;
    let links = links(&workspace, |span| {
        let locale = workspace.text(span.source).source.name.locale;
        places.contain(span.source) && locales.contains(&locale)
    });
    let file = cache_file(arguments);
    let mut cache = file.as_deref().map(Cache::read).unwrap_or_default();
    let verdicts = verdicts(global, arguments, &links, &mut cache)?;
    if let Some(file) = file {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
        }
        replace(&file, &cache.to_bytes())?;
    }
    terminal::print(|out| print(&workspace, arguments, &links, &verdicts, out))?;
    let broken = verdicts
        .values()
        .any(|verdict| matches!(verdict, Verdict::Broken(_)));
    Ok(if broken {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn links(workspace: &Workspace, wanted: impl Fn(Span) -> bool) -> Links {
    let mut links = Links::new();
    for page in workspace.site().judged() {
        for resolved in &*page.links {
            let Target::External(url) = &resolved.target else {
                continue;
            };
            let text = workspace.text(resolved.source);
            let link = &text.document.links[resolved.link as usize];
            let url = url
                .as_deref()
                .unwrap_or_else(|| link.target(&text.source.text).trim());
            let span = Span::new(resolved.source, link.target_range);
            if (url.starts_with("http://") || url.starts_with("https://")) && wanted(span) {
                links.entry(url.to_owned()).or_default().push(span);
            }
        }
    }
    // An include is read by many pages, but its links stand in one place.
    for spans in links.values_mut() {
        spans.sort_unstable();
        spans.dedup();
    }
    links
}

fn cache_file(arguments: &Arguments) -> Option<PathBuf> {
    if arguments.no_cache {
        return None;
    }
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = || {
        let home = || variable("HOME").map(|home| home.join(".cache"));
        variable("XDG_CACHE_HOME")
            .or_else(|| variable("LOCALAPPDATA"))
            .or_else(home)
    };
    arguments
        .cache
        .clone()
        .or_else(|| Some(folder()?.join("docent/external.json")))
}

fn verdicts(
    global: &Global,
    arguments: &Arguments,
    links: &Links,
    cache: &mut Cache,
) -> Result<BTreeMap<String, Verdict>> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let keep = Duration::from_secs(arguments.keep_days * 24 * 60 * 60);
    let wanted: BTreeSet<String> = links.keys().map(|url| key(url, arguments)).collect();
    let known = |url: &String| Some((url.clone(), cache.get(url, now, keep)?.clone()));
    let mut answers: BTreeMap<String, Verdict> = wanted.iter().filter_map(known).collect();
    let unknown: Vec<String> = wanted
        .into_iter()
        .filter(|url| !answers.contains_key(url))
        .collect();
    let words = count(unknown.len(), "URL");
    terminal::say(
        global,
        format_args!(
            "asking for {words}; {} known from earlier runs",
            answers.len()
        ),
    );
    let manners = Manners {
        timeout: Duration::from_secs(arguments.timeout),
        pause: Duration::from_millis(arguments.pause),
        fragments: arguments.fragments,
        ..Manners::default()
    };
    let known = answers.iter();
    let fine = known.filter(|(_, verdict)| **verdict == Verdict::Fine);
    let witnesses: Vec<String> = fine.map(|(url, _)| url.clone()).collect();
    let asked = external::ask(&unknown, &witnesses, manners).map_err(|Offline| {
        Error::usage("no server can be reached: there seems to be no network")
            .with_help("nothing is known of the links; run the command again with a network")
    })?;
    for (url, verdict) in asked {
        cache.put(&url, now, verdict.clone());
        answers.insert(url, verdict);
    }
    let verdict = |url: &String| Some((url.clone(), answers.get(&key(url, arguments))?.clone()));
    Ok(links.keys().filter_map(verdict).collect())
}

/// Without `--fragments` all places of a page have one answer.
fn key(url: &str, arguments: &Arguments) -> String {
    match arguments.fragments {
        true => url.to_owned(),
        false => url.split('#').next().unwrap_or(url).to_owned(),
    }
}

/// One place of a link that is not fine.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    url: &'a str,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

fn print(
    workspace: &Workspace,
    arguments: &Arguments,
    links: &Links,
    verdicts: &BTreeMap<String, Verdict>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines: FxHashMap<SourceId, LineIndex> = FxHashMap::default();
    for (url, verdict) in verdicts {
        let (word, reason) = match verdict {
            Verdict::Fine => continue,
            Verdict::Broken(reason) => ("broken", reason),
            Verdict::Unsure(reason) => ("unsure", reason),
        };
        for span in &links[url] {
            let source = &workspace.text(span.source).source;
            let lines = lines.entry(span.source);
            let lines = lines.or_insert_with(|| LineIndex::new(&source.text));
            let at = lines.position(&source.text, span.range.start);
            let line = Line {
                file: &source.file,
                line: at.line,
                column: at.column,
                url,
                verdict,
            };
            if arguments.json_lines {
                serde_json::to_writer(&mut *out, &line)?;
                writeln!(out)?;
            } else {
                writeln!(
                    out,
                    "{}:{}:{}: {word} {url}: {reason}",
                    line.file, line.line, line.column
                )?;
            }
        }
    }
    if arguments.json_lines {
        return Ok(());
    }
    let number =
        |wanted: fn(&Verdict) -> bool| verdicts.values().filter(|verdict| wanted(verdict)).count();
    writeln!(
        out,
        "{} fine, {} broken, {} unsure",
        number(|verdict| *verdict == Verdict::Fine),
        number(|verdict| matches!(verdict, Verdict::Broken(_))),
        number(|verdict| matches!(verdict, Verdict::Unsure(_)))
    )
}
