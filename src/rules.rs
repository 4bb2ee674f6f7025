//! What is wrong with a site: every rule looks at the one site value and says what it finds. Nothing is rendered.
//!
//! One mistake gives one finding: an include read by ninety pages is judged once, a page shown in another locale's text
//! not at all, and a definition used twice is wrong in one place.

mod anchors;
mod code;
mod conflicts;
mod contents;
mod duplicates;
mod ignore;
mod includes;
mod links;
mod near;
mod originals;
mod pages;
mod redirects;
mod words;

use std::sync::Arc;

use words::Strange;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::site::{Site, Text};
use crate::source::SourceId;

/// What to do about a path that leads to what is never read, whether it is there or not.
const KEPT_OUT: &str = "what is called with a dot in front, and `node_modules`, is no content and not read: \
    give it another name, or remove this";

/// What the rules judge by, beside the site.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Levels, required attributes, video addresses.
    pub config: &'a Config,
    /// The messages of all locales.
    pub catalog: &'a Catalog,
    /// What the site was made from.
    pub site: crate::site::Inputs<'a>,
    /// The text of the configuration, if it has a file.
    pub config_text: Option<SourceId>,
    /// The redirects as they are written.
    pub redirects: &'a [crate::redirects::Redirect],
}

/// Everything that is wrong, in no particular order.
pub fn check(inputs: Inputs<'_>, site: &Site) -> Vec<Diagnostic> {
    let texts = inputs.site.texts.iter();
    let texts = texts.filter(|text| text.kind.is_some());
    let mut found: Vec<Diagnostic> = texts.flat_map(|text| within(text)).collect();
    let written = includes::missing(inputs, site);
    let strange = Strange::new(inputs, written.chain(links::unknown(inputs, site)));
    let meant = includes::Meant::new(inputs, site, &strange);
    let circles = includes::Circles::new(inputs, site);
    includes::check(inputs, site, &meant, &circles, &mut found);
    let mut links = links::Links::new(inputs, site);
    links.check(&circles, &mut found);
    contents::check(&mut links, &mut found);
    redirects::check(&mut links, &mut found);
    anchors::tell(inputs, site, &meant, &strange, links.asked, &mut found);
    originals::compare(inputs, site, &mut found);
    duplicates::check(inputs, site, &mut found);
    conflicts::check(inputs, site, &mut found);
    pages::check(inputs, site, &mut found);
    code::check(inputs, &mut found);
    found
}

/// What is wrong within a text. The same words in another page are another mistake, so the cause names the page;
/// a link without target has nothing that translation keeps but its number.
fn within(text: &Text) -> impl Iterator<Item = Diagnostic> + '_ {
    let path = &text.source.name.path;
    let mut empty = 0u32;
    text.diagnostics.iter().map(move |finding| {
        let subject = match finding.code {
            Code::LinkEmpty => {
                empty += 1;
                format!("{path} {empty}")
            }
            _ => format!("{path} {}", finding.subject),
        };
        let mut finding = finding.clone();
        finding.subject = subject;
        finding
    })
}

/// What a site has to answer for.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// The findings that count, each with its level: sorted by file, place, code and message, equal ones once.
    pub findings: Vec<(Level, Diagnostic)>,
    /// How many more there are that the text says to ignore.
    pub ignored: usize,
}

/// The place of each text in the order of the files.
fn places_by_file(texts: &[Arc<Text>]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|&a, &b| texts[a].source.file.cmp(&texts[b].source.file));
    let mut places = vec![0; texts.len()];
    for (place, text) in order.into_iter().enumerate() {
        places[text] = crate::span::offset(place);
    }
    places
}

/// The findings that count, and how many do not because the text says so.
pub fn judge(config: &Config, texts: &[Arc<Text>], mut found: Vec<Diagnostic>) -> Judgement {
    let name = |source: SourceId| &texts[source.index()].source;
    let places = places_by_file(texts);
    let place = |finding: &Diagnostic| places[finding.span.source.index()];
    found.sort_by(|a, b| {
        let key = |found: &Diagnostic| (place(found), found.span.range, found.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    found.dedup();
    let ignores = ignore::Ignores::of(texts);
    let level = |finding: &Diagnostic| {
        let path = &name(finding.span.source).name.path;
        config.checks.level(finding.code, path)
    };
    let mut ignored = 0;
    found.retain(|finding| {
        let counts = level(finding) != Level::Off;
        let is_ignored = counts && ignores.cover(finding);
        ignored += usize::from(is_ignored);
        counts && !is_ignored
    });
    // There may be many: nothing is held twice for longer than it must.
    found.shrink_to_fit();
    let findings = found.into_iter().map(|finding| (level(&finding), finding));
    Judgement {
        findings: findings.collect(),
        ignored,
    }
}
