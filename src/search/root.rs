//! `index.js`: the one file with a fixed name, which says where everything else is.

use serde_json::{Value, json};

use super::SearchFile;
use super::bits::Bits;
use super::endings;
use super::phrases::Phrases;
use super::shelf::{Shelf, hash, script};
use super::texts::{self, PageText};
use super::words::FOLDED;

/// Pages whose phrases are counted; of more, every second, third … one, since these have the same phrases.
const SAMPLE: usize = 1000;

/// All files of a locale's index, the root first.
pub fn files(
    locale_tag: &str,
    pages: &[PageText],
    terms: Shelf,
    [fore, hind]: [Shelf; 2],
) -> Vec<SearchFile> {
    let phrases = phrases(pages);
    let affix = common_affix(pages);
    let (texts, counts) = texts::shelf(pages, &phrases, affix);
    let phrases = phrases.arguments();
    let (classes, runs) = classes(pages);
    let url = pages.first().map_or("", |page| page.url.as_str());
    let root = json!({
        "locale": locale_tag,
        "pages": pages.len(),
        "before": &url[..affix.0],
        "after": &url[url.len() - affix.1..],
        "endings": endings::rules(locale_tag),
        "folded": FOLDED.map(|(letter, plain)| (letter.to_string(), plain)),
        "classes": classes,
        "runs": runs,
        "phrases": hash(phrases),
        "texts": { "counts": written(&counts), "hashes": texts.listed().1 },
        "terms": listed(&terms),
        "fore": listed(&fore),
        "hind": listed(&hind),
    });
    let mut files = vec![
        script("index", &root.to_string()),
        script(&format!("phrases-{}", hash(phrases)), phrases),
    ];
    for shelf in [terms, fore, hind, texts] {
        files.extend(shelf.into_files());
    }
    files[0].path = "index.js".to_owned();
    files
}

fn phrases(pages: &[PageText]) -> Phrases<'_> {
    let texts = |step| pages.iter().step_by(step).flat_map(PageText::texts);
    let sample: Vec<&str> = texts(pages.len().div_ceil(SAMPLE).max(1)).collect();
    Phrases::of(texts(1), &sample)
}

fn listed(shelf: &Shelf) -> Value {
    let (firsts, hashes) = shelf.listed();
    json!({ "firsts": firsts.join(" "), "hashes": hashes })
}

/// Numbers from 1 up as bits.
fn written(numbers: &[usize]) -> String {
    let mut bits = Bits::default();
    for number in numbers {
        bits.gamma(u32::try_from(*number).expect("a site has fewer than 2^32 pages"));
    }
    bits.finish()
}

/// Services, kinds and fallbacks that occur together, and the pages of each in runs: which class, from 1, how many
/// pages.
fn classes(pages: &[PageText]) -> (Vec<Value>, String) {
    let mut known: Vec<&(String, String, String)> = pages.iter().map(|page| &page.class).collect();
    known.sort_unstable();
    known.dedup();
    let runs = pages.chunk_by(|a, b| a.class == b.class);
    let runs: Vec<usize> = runs
        .flat_map(|run| {
            let before = known.partition_point(|class| **class < run[0].class);
            [before + 1, run.len()]
        })
        .collect();
    let classes = known
        .into_iter()
        .map(|(service, kind, fallback)| json!([service, kind, fallback]))
        .collect();
    (classes, written(&runs))
}

/// Bytes that all addresses begin and end with.
fn common_affix(pages: &[PageText]) -> (usize, usize) {
    let Some((first, rest)) = pages.split_first() else {
        return (0, 0);
    };
    let shared = |a: &mut dyn Iterator<Item = (char, char)>| -> usize {
        a.take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum()
    };
    let mut before = first.url.len();
    let mut after = first.url.len();
    for page in rest {
        before = before.min(shared(&mut first.url.chars().zip(page.url.chars())));
        after = after.min(shared(
            &mut first.url.chars().rev().zip(page.url.chars().rev()),
        ));
    }
    let shortest = pages.iter().map(|page| page.url.len()).min().unwrap_or(0);
    (before, after.min(shortest - before))
}
