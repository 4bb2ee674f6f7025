//! What must be true of every text, site and edit, whatever they are.

#[path = "properties/facts.rs"]
mod facts;
#[path = "properties/growth.rs"]
mod growth;
#[path = "properties/tokens.rs"]
mod tokens;
#[path = "corpus/unpacked.rs"]
mod unpacked;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use docent::config::Config;
use docent::locale::LocaleId;
use docent::markdown;
use docent::markdown::metadata::Need;
use docent::path::ContentPath;
use docent::site::Coverage;
use docent::source::{SourceId, SourceName};
use docent::workspace::{Project, Workspace};
use growth::{GROWTHS, SITES, cpu_time};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rayon::prelude::*;
use tokens::TOKENS;
use walkdir::WalkDir;

/// What a thread of a small machine has; a parser that recurses over its text would overflow it.
const SMALL_STACK: usize = 512 * 1024;

/// Long enough for a clock that ticks every few milliseconds.
const MEASURABLE: Duration = Duration::from_millis(30);

/// Repetitions after which a construct that still takes no time is believed to be harmless.
const MOST: usize = 32_000;

#[test]
fn every_prefix_of_the_bundled_pages_is_read() {
    let texts = markdown_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    texts.par_iter().for_each(|file| prefixes(file, 40));
}

#[test]
fn every_prefix_of_the_sample_is_read() {
    let (Some(folder), Some(sample)) = (unpacked::folder(), unpacked::sample()) else {
        return;
    };
    for locale in unpacked::LOCALES {
        let files = sample.lines().map(|path| folder.join(locale).join(path));
        let files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
        files.par_iter().for_each(|file| prefixes(file, 20));
    }
}

fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("the content can be read").into_path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .collect()
}

/// Checks a text and about `count` of its prefixes; which ones depends on the length alone.
fn prefixes(file: &Path, count: usize) {
    let text = std::fs::read_to_string(file).expect("the file is UTF-8");
    let step = (text.len() / count).max(1);
    let ends = (0..=text.len()).step_by(step).chain([text.len()]);
    for end in ends.map(|end| text.floor_char_boundary(end)) {
        let prefix = &text[..end];
        if catch_unwind(|| facts::check(prefix)).is_err() {
            panic!(
                "the first {end} bytes of {} are read wrongly",
                file.display()
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, rng_seed: RngSeed::Fixed(2_026), ..ProptestConfig::default() })]

    #[test]
    fn every_soup_of_tokens_is_read(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..40)) {
        facts::check(&tokens.concat());
    }
}

#[test]
fn time_grows_no_faster_than_the_text() {
    let threads = rayon::ThreadPoolBuilder::new()
        .stack_size(SMALL_STACK)
        .build();
    let slow: Vec<String> = threads.expect("threads can be started").install(|| {
        let slowness = |growth| slowness(growth, |text| drop(parse(text)));
        GROWTHS.par_iter().filter_map(slowness).collect()
    });
    assert!(
        slow.is_empty(),
        "these grow faster than their text:\n{}",
        slow.join("\n")
    );
}

#[test]
fn time_grows_no_faster_than_the_site() {
    // One thread, as the time is that of the thread that measures it.
    let thread = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let slow: Vec<String> = thread.expect("a thread can be started").install(|| {
        let slowness = |(path, growth): &(&str, growth::Growth)| {
            slowness(growth, |text| drop(open(path, text).diagnostics()))
        };
        SITES.iter().filter_map(slowness).collect()
    });
    assert!(
        slow.is_empty(),
        "these grow faster than their text:\n{}",
        slow.join("\n")
    );
}

/// A site of one text and an include.
fn open(path: &str, text: &str) -> Workspace {
    let (config, problems) =
        Config::parse("source: en-US\nlocales: [{ tag: en-US, dir: en }]\n", &[]);
    assert_eq!(problems, []);
    let redirects = (path == growth::REDIRECTS).then(|| (path.into(), text.to_owned().into()));
    let (path, text) = match redirects {
        Some(_) => ("index.md", "# Home"),
        None => (path, text),
    };
    let source = |(path, text): (&str, &str)| {
        let path = ContentPath::new(path).expect("it stays within");
        let locale = LocaleId(0);
        docent::project::source("en", SourceName { locale, path }, text.into())
    };
    let project = Project {
        config,
        config_file: None,
        sources: [(path, text), ("includes/b.md", "b")].map(source).into(),
        assets: Vec::new(),
        redirects,
        theme: Vec::new(),
        messages: Vec::new(),
        notices: Vec::new(),
        too_large: Vec::new(),
    };
    Workspace::open(project, Coverage::WithFallbacks)
}

/// What to say of a construct of which four times as much takes clearly more than four times as long: by the square
/// it would be sixteen times. It is repeated until it takes long enough to be measured.
fn slowness(growth: &growth::Growth, read: impl Fn(&str)) -> Option<String> {
    let measure = |count| {
        let text = growth.text(count);
        cpu_time(|| read(&text))
    };
    let mut count = 2_000;
    let mut once = measure(count);
    while once < MEASURABLE && count < MOST {
        count *= 2;
        once = measure(count);
    }
    // The quickest of three: another program at work is no growth.
    let more = (0..3)
        .map(|_| measure(count * 4))
        .min()
        .expect("three were measured");
    // Where memory stops fitting the caches there is one such step; what grows by the square takes it again.
    let slow = more > 9 * once.max(MEASURABLE / 2) && measure(count * 16) > 9 * more;
    slow.then(|| {
        format!(
            "{}: {count} take {once:?}, four times as many {more:?}",
            growth.name
        )
    })
}

#[test]
fn a_text_of_many_links_headings_or_words_is_read_at_once() {
    on_a_small_stack(|| {
        let texts = [
            "[a](b.md) ".repeat(1_000_000),
            "## Same\n\n".repeat(40_000),
            "word ".repeat(2_000_000),
        ];
        for text in &texts {
            let time = cpu_time(|| drop(parse(text)));
            assert!(
                time < Duration::from_secs(20),
                "{:?}… takes {time:?}",
                &text[..20]
            );
        }
    });
}

fn parse(text: &str) -> markdown::Parsed {
    markdown::parse(SourceId(0), text, Need::Include)
}

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(SMALL_STACK)
        .spawn(work);
    let ended = thread.expect("a thread can be started").join();
    if let Err(panic) = ended {
        std::panic::resume_unwind(panic);
    }
}
