//! The search as a reader uses it: the index of real pages, asked by the script that the site ships, run by Node.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docent::search::{SearchFile, SearchPage, SearchSection, index};
use rayon::prelude::*;

/// Index bytes for 1,000 pages.
const BYTES_PER_1000_PAGES: u64 = 1_200_000;

#[test]
fn finds_what_readers_of_the_corpus_look_for() {
    for locale in ["en-CA", "zh-TW"] {
        let Some(content) = locale_folder(locale) else {
            println!("skipped {locale}: DOCENT_CORPUS names no folder with this locale");
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let index = build(folder.path(), locale, &content);
        let files = fs::read_dir(&index).unwrap();
        let bytes: u64 = files
            .map(|file| file.unwrap().metadata().unwrap().len())
            .sum();
        let pages = pages_of(&index);
        println!(
            "{locale}: {pages} pages, {:.3} MB per 1,000",
            bytes as f64 / pages as f64 / 1000.0
        );
        assert!(bytes / pages * 1000 <= BYTES_PER_1000_PAGES);
        evaluate(&index, Path::new(&format!("tests/search/{locale}.tsv")));
    }
}

fn locale_folder(locale: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("DOCENT_CORPUS")?).join(locale);
    folder.is_dir().then_some(folder)
}

/// Builds a site of one locale and gives the folder of its search.
fn build(folder: &Path, locale: &str, content: &Path) -> PathBuf {
    let config = format!(
        "title: Help\nbase_url: /\nhighlight: false\nlocales: [{{ tag: {locale}, dir: '{}' }}]\n",
        content.display()
    );
    fs::write(folder.join("docent.yml"), config).unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_docent"))
        .args(["build", "-C"])
        .arg(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    folder
        .join("public")
        .join(locale.to_lowercase())
        .join("search-index")
}

/// The number of pages that an index says it is of.
fn pages_of(index: &Path) -> u64 {
    let root = fs::read_to_string(index.join("index.js")).unwrap();
    let (_, pages) = root.split_once("\"pages\":").unwrap();
    let digits = pages.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap().parse().unwrap()
}

#[test]
fn gives_the_same_bytes_for_any_number_of_threads() {
    let pages: Vec<SearchPage> = (0..300).map(small_page).collect();
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| index("en-CA", pages.clone().into_par_iter()))
    };
    assert_eq!(with_threads(1), with_threads(4));
}

#[test]
fn finds_words_codes_and_mistyped_words_in_a_small_site() {
    let output = tempfile::tempdir().unwrap();
    write(output.path(), &index("nl-NL", small_site().into_par_iter()));
    evaluate(output.path(), Path::new("tests/search/small.tsv"));
}

#[test]
fn finds_long_words_that_one_page_alone_mentions() {
    let mut pages: Vec<SearchPage> = (0..300).map(small_page).collect();
    let words = "Ein Verschlüsselungsverfahren, аутентификатором und 0x80070005c0ffee01; Enable-SyncExportDeletionThreshold \
                 oder Get-AzureRmLoadBalancerBackendAddressPoolConfig.";
    pages[70].sections[0].text.push_str(words);
    // Others have one word of such a name.
    for (page, word) in pages[100..110]
        .iter_mut()
        .zip(["Enable", "Sync", "Get", "Pool", "Address"].iter().cycle())
    {
        page.sections[0].heading = (*word).to_owned();
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &index("de-DE", pages.into_par_iter()));
    let queries = folder.path().join("long");
    let asked = "Verschlüsselungsverfahren\tpage-70\nаутентификатором\tpage-70\n0x80070005c0ffee01\tpage-70\nEnable-SyncExportDeletionThreshold\tpage-70\nGet-AzureRmLoadBalancerBackendAddressPoolConfig\tpage-70\n";
    fs::write(&queries, asked).unwrap();
    evaluate(folder.path(), &queries);
}

/// Its list would be long and tell little, so only the pages that say most about it are found.
#[test]
fn finds_words_that_most_pages_mention() {
    let mut pages: Vec<SearchPage> = (0..300).map(small_page).collect();
    for page in &mut pages {
        let long = format!(" for the installer {}", "and more words ".repeat(90));
        page.sections[0].text.push_str(&long);
    }
    pages[200].sections[0]
        .text
        .push_str(" installer".repeat(9).as_str());
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &index("en-US", pages.into_par_iter()));
    let queries = folder.path().join("common");
    fs::write(&queries, "installer\tpage-200\n").unwrap();
    evaluate(folder.path(), &queries);
}

/// The front matter may name a page otherwise than its first heading, which is the title that readers know.
#[test]
fn finds_pages_by_the_title_in_their_text() {
    let mut pages: Vec<SearchPage> = (0..300).map(small_page).collect();
    for page in &mut pages {
        page.sections[0].text.push_str(" trouble with verification");
    }
    let heading = SearchSection {
        level: 1,
        ..section("", "Having trouble with verification", "Words.")
    };
    pages[70].sections.insert(0, heading);
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &index("en-US", pages.into_par_iter()));
    let queries = folder.path().join("titles");
    fs::write(&queries, "Having trouble with verification\tpage-70\n").unwrap();
    evaluate(folder.path(), &queries);
}

#[test]
fn finds_the_words_of_the_home_page() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("en");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("Index.md"), "# Home\n\nA lone zebra.\n").unwrap();
    fs::write(content.join("a.md"), "# Page\n\nWords.\n").unwrap();
    let index = build(folder.path(), "en-US", &content);
    assert_eq!(pages_of(&index), 2);
    let queries = folder.path().join("home");
    fs::write(&queries, "zebra\ten-us\n").unwrap();
    evaluate(&index, &queries);
}

#[test]
fn finds_a_word_by_its_other_forms() {
    let rows = fs::read_to_string("tests/search/forms.tsv").unwrap();
    let rows = rows.lines().filter(|line| !line.starts_with('#'));
    let mut locales: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (locale, forms) in rows.map(|row| row.split_once('\t').unwrap()) {
        locales.entry(locale).or_default().push(forms);
    }
    for (locale, words) in locales {
        // A page has the first form of a word; each of the others must find it.
        let mut pages = Vec::new();
        let mut queries = String::new();
        for (number, forms) in words.iter().enumerate() {
            let mut forms = forms.split(' ');
            pages.push(SearchPage {
                url: format!("../{number}"),
                title: "Page".to_owned(),
                sections: vec![section("part", "Part", forms.next().unwrap())],
                ..SearchPage::default()
            });
            queries.extend(forms.map(|form| format!("{form}\t{number}\n")));
        }
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &index(locale, pages.into_par_iter()));
        let list = folder.path().join(locale);
        fs::write(&list, queries).unwrap();
        evaluate(folder.path(), &list);
    }
}

/// Fails with the script's report when fewer than 95 % of the queries find their page among the first three, or when
/// one loads more than 100 kB.
fn evaluate(index: &Path, queries: &Path) {
    if let Err(error) = Command::new("node").arg("--version").output() {
        let missing = format!("no node to run search.js with: {error}");
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        return println!("skipped {}: {missing}", queries.display());
    }
    let result = Command::new("node")
        .arg("tests/browser/search-queries.js")
        .args([index, queries])
        .output()
        .unwrap();
    println!(
        "{}{}",
        String::from_utf8_lossy(&result.stdout),
        String::from_utf8_lossy(&result.stderr)
    );
    assert!(result.status.success(), "{}", queries.display());
}

fn write(folder: &Path, files: &[SearchFile]) {
    for file in files {
        fs::write(folder.join(&file.path), &file.bytes).unwrap();
    }
}

fn small_page(number: usize) -> SearchPage {
    SearchPage {
        url: format!("../page-{number}/"),
        title: format!("Page {number}"),
        sections: vec![section(
            "part",
            "Part",
            &format!("Text of part {} and {}", number % 7, number % 11),
        )],
        ..SearchPage::default()
    }
}

fn small_site() -> Vec<SearchPage> {
    let page = |url: &str, title: &str, kind: &str, sections: Vec<SearchSection>| SearchPage {
        url: url.to_owned(),
        title: title.to_owned(),
        service: "mfa".to_owned(),
        kind: kind.to_owned(),
        sections,
        ..SearchPage::default()
    };
    let mut fallback = page("../fallback", "Reset your password", "how-to", vec![]);
    fallback.fallback = "en-US".to_owned();
    vec![
        page(
            "../codes",
            "Foutcodes",
            "troubleshooting",
            vec![section(
                "access",
                "Fout 0x80070005: toegang geweigerd",
                "Vraag uw beheerder om ms.date.",
            )],
        ),
        fallback,
        page(
            "../geblokkeerd",
            "Geblokkeerd: reünie na één poging",
            "how-to",
            vec![
                section(
                    "ps",
                    "Opnieuw aanmelden",
                    "Voer Add-AzureRmAccount uit met uw wachtwoord.",
                ),
                section("zh", "中文", "疑難排解雙步驟驗證，範例用C#撰寫"),
                section("ru", "Русский", "Многофакторная аутентификация"),
            ],
        ),
        page(
            "../wachtwoord",
            "Wachtwoorden wijzigen",
            "how-to",
            vec![section("p", "Probleem", "Problemen")],
        ),
    ]
}

fn section(anchor: &str, heading: &str, text: &str) -> SearchSection {
    SearchSection {
        anchor: anchor.to_owned(),
        heading: heading.to_owned(),
        level: 2,
        text: text.to_owned(),
    }
}
