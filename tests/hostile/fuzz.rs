//! Real pages with bits turned, parts moved and pieces strewn in: each is read, judged and rendered, soon and without a panic.

#[allow(dead_code, reason = "only its clock is used here")]
#[path = "../properties/growth.rs"]
mod growth;
#[path = "../properties/tokens.rs"]
mod tokens;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use docent::config::Config;
use docent::highlight::Highlighter;
use docent::locale::LocaleId;
use docent::path::ContentPath;
use docent::publication::Publication;
use docent::site::Coverage;
use docent::source::{Source, SourceName};
use docent::theme::Theme;
use docent::workspace::{Project, Workspace};
use walkdir::WalkDir;

use super::{CONFIG, unpacked};
use growth::cpu_time;
use tokens::TOKENS;

/// What no page may take.
const AT_MOST: Duration = Duration::from_secs(2);

/// Pages of one site: they link to each other, and one clock for all costs less.
const BATCH: usize = 10;

/// What a thread of a small machine has.
const SMALL_STACK: usize = 512 * 1024;

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64*: any seed but zero.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits") % limit.max(1)
    }

    fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(most)).min(length)
    }
}

/// `page` after some accidents; `other` is another page, parts of which get in.
fn mutated(page: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = page.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => {
                let part = other[dice.range(other.len(), 400)].to_vec();
                bytes.splice(at..at, part);
            }
            2 => drop(bytes.drain(dice.range(bytes.len(), 200))),
            3 => {
                let part = bytes[dice.range(bytes.len(), 60)].repeat(1 + dice.below(300));
                bytes.splice(at..at, part);
            }
            4 => bytes.truncate(at),
            // A slip of the mouse: a few words stand twice, the second time where they mean something else.
            6 => {
                let part = bytes[dice.range(bytes.len(), 40)].to_vec();
                let near = (at + dice.below(200)).min(bytes.len());
                bytes.splice(near..near, part);
            }
            5 => {
                let token = TOKENS[dice.below(TOKENS.len())].repeat(1 + dice.below(500));
                bytes.splice(at..at, token.into_bytes());
            }
            _ => {
                let soup = (0..dice.below(40)).map(|_| TOKENS[dice.below(TOKENS.len())]);
                bytes.splice(at..at, soup.collect::<String>().into_bytes());
            }
        }
    }
    bytes
}

/// A site of these pages, every second of which the others may include.
fn workspace(pages: &[Vec<u8>]) -> Workspace {
    let (config, problems) = Config::parse(CONFIG, &[]);
    assert_eq!(problems, []);
    let source = |(at, bytes): (usize, &Vec<u8>)| {
        let folder = ["articles", "includes"][at % 2];
        let path = ContentPath::new(&format!("{folder}/{at}.md")).expect("it stays within");
        let name = SourceName {
            locale: LocaleId(0),
            path,
        };
        docent::project::source("en", name, bytes.clone())
    };
    let sources: Vec<Source> = pages.iter().enumerate().map(source).collect();
    let project = Project {
        config,
        config_file: None,
        sources,
        assets: Vec::new(),
        redirects: None,
        theme: Vec::new(),
        messages: Vec::new(),
        notices: Vec::new(),
        too_large: Vec::new(),
    };
    Workspace::open(project, Coverage::WithFallbacks)
}

fn read_judge_and_render(pages: &[Vec<u8>], highlighter: &Highlighter) {
    let workspace = workspace(pages);
    workspace.diagnostics();
    let (theme, errors) = Theme::load(&[], &workspace.catalog);
    assert_eq!(errors, []);
    let sizes = |_, _| None;
    let publication = Publication::new(&workspace, &theme, Some(highlighter), &sizes, false);
    for (path, file) in &publication.presentation().files {
        if !path.starts_with("theme/") {
            publication
                .render(file)
                .expect("the default theme is right");
        }
    }
    publication.search(LocaleId(0));
}

/// Tries `count` batches of mutations of `files`, the same in every run.
fn fuzz(files: &[PathBuf], count: usize) {
    let read = |file: &PathBuf| std::fs::read(file).expect("it can be read");
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(SMALL_STACK)
        .build();
    let highlighter = Highlighter::default();
    pool.expect("a thread can be started").install(|| {
        for batch in 0..count {
            let mut dice = Dice(batch as u64 + 1);
            let mut page = || {
                let [page, other] = [0, 1].map(|_| read(&files[dice.below(files.len())]));
                mutated(&page, &other, &mut dice)
            };
            let pages: Vec<Vec<u8>> = (0..BATCH).map(|_| page()).collect();
            let run = |pages: &[Vec<u8>]| cpu_time(|| read_judge_and_render(pages, &highlighter));
            let time = catch_unwind(AssertUnwindSafe(|| run(&pages)));
            let time = time.unwrap_or_else(|_| panic!("batch {batch} is read wrongly"));
            // A batch within the time of one page needs no closer look.
            if time > AT_MOST {
                for (at, page) in pages.iter().enumerate() {
                    let time = run(std::slice::from_ref(page));
                    assert!(time < AT_MOST, "page {at} of batch {batch} takes {time:?}");
                }
            }
        }
    });
}

fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("it can be read").into_path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .collect()
}

#[test]
fn mutated_pages_of_the_handbook_are_read() {
    fuzz(
        &markdown_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")),
        60,
    );
}

#[test]
fn mutated_pages_of_the_corpus_are_read() {
    if let Some(folder) = unpacked::folder() {
        let locales = unpacked::LOCALES.iter();
        let files: Vec<PathBuf> = locales
            .flat_map(|locale| markdown_below(&folder.join(locale)))
            .collect();
        let batches = std::env::var("DOCENT_FUZZ")
            .ok()
            .and_then(|number| number.parse().ok());
        fuzz(&files, batches.unwrap_or(150));
    }
}
