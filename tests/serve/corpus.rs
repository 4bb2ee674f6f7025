//! The real corpus: thousands of files at once, and what an hour of work does to it. What is shown then is what a new
//! build writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::built::assert_same;
use crate::edits::Writer;
use crate::server::{PATIENCE, Reader, Server, write};
use crate::unpacked;

/// So many files change at once.
const STORM: usize = 4_000;
/// From the last write of a storm to the newest text on every page.
const SETTLED: Duration = Duration::from_secs(10);
/// An hour's worth: one every twelve seconds.
const EDITS: usize = 300;
/// After so many edits all is compared.
const CHECKPOINT: usize = 100;
/// A page that nobody edits but this test, to see how far the server has come.
const MARK: &str = "en-CA/articles/mark.md";

/// A copy of some locales of the corpus with its settings; none where there is no corpus.
fn copy(locales: &[&str]) -> Option<(TempDir, String)> {
    let corpus = unpacked::folder()?;
    let folder = tempfile::tempdir().unwrap();
    let mut settings =
        String::from("source: en-CA\nbase_url: /\nsearch: off\ntheme: look\nlocales:\n");
    for locale in locales {
        settings += &format!("  - {{ tag: {locale}, dir: {locale} }}\n");
        for entry in WalkDir::new(corpus.join(locale)) {
            let entry = entry.unwrap();
            let to = folder
                .path()
                .join(entry.path().strip_prefix(corpus).unwrap());
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(&to).unwrap(),
                false => drop(fs::copy(entry.path(), &to).unwrap()),
            }
        }
    }
    write(folder.path(), "docent.yml", &settings);
    write(folder.path(), "look/static/own.css", "p { margin: 0 }");
    write(folder.path(), MARK, "# Mark\n");
    Some((folder, settings))
}

/// Waits until what was saved before now is shown and judged.
fn settle(server: &Server, root: &Path, mark: &str) {
    write(root, MARK, &format!("# Mark\n\nThe mark is {mark}.\n"));
    let address = "/en-ca/articles/mark/";
    server.wait(address, |answer| {
        answer.contains(&format!("mark is {mark}."))
    });
    server.wait_findings(address, |told| told["generation"] == told["shown"]);
}

/// The memory that the server holds now and the most that it ever held, in MB.
fn held_by(server: &Server) -> (usize, usize) {
    server.memory().expect("Linux tells")
}

/// The texts of a locale that are pages of their own, with the address of each.
fn pages(root: &Path, locale: &str) -> Vec<(PathBuf, String)> {
    let folder = root.join(locale);
    let is_page = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "md")
            && !path.ends_with("TOC.md")
            && !path.ends_with("index.md")
            && !fs::read_to_string(path).unwrap().contains("redirect_url")
    };
    let address = |path: &Path| {
        let below = path.strip_prefix(&folder).unwrap().with_extension("");
        format!("/{}/{}/", locale.to_lowercase(), below.display())
    };
    let files = WalkDir::new(folder.join("articles")).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| is_page(path))
        .map(|path| (path.clone(), address(&path)))
        .collect()
}

/// Twenty clients that read pages: each its twentieth of all, and then on until it is `over`.
fn readers<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    server: &'scope Server,
    pages: &'scope [(PathBuf, String)],
    over: &'scope AtomicBool,
) {
    for number in 0..20 {
        scope.spawn(move || {
            let mut reader = Reader::of(server);
            let own = pages.iter().skip(number).step_by(20);
            for (asked, (_, address)) in own.cycle().enumerate() {
                if asked * 20 > pages.len() && over.load(Ordering::Relaxed) {
                    return;
                }
                assert_eq!(reader.get(address).0, 200, "{address}");
            }
        });
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_checkout_of_thousands_of_files_ends_with_the_newest_text_everywhere() {
    let Some((folder, _)) = copy(&["en-CA"]) else {
        return;
    };
    let root = folder.path();
    let pages: Vec<_> = pages(root, "en-CA").into_iter().take(STORM).collect();
    assert_eq!(pages.len(), STORM);
    let texts: Vec<String> = pages
        .iter()
        .map(|(path, _)| fs::read_to_string(path).unwrap())
        .collect();
    let server = Server::of(root);
    let over = AtomicBool::new(true);
    // A server at work has the colours of code and twenty answers at a time in its memory, storm or not.
    thread::scope(|scope| readers(scope, &server, &pages, &over));
    settle(&server, root, "before");
    let (before, updates) = (held_by(&server).0, server.updates());
    over.store(false, Ordering::Relaxed);
    thread::scope(|scope| {
        readers(scope, &server, &pages, &over);
        for round in 1..=2 {
            for ((path, _), text) in pages.iter().zip(&texts) {
                fs::write(path, format!("{text}\n\nRound {round} of the storm.\n")).unwrap();
            }
        }
        let begun = Instant::now();
        for (_, address) in pages.iter().step_by(97) {
            server.wait(address, |answer| answer.contains("Round 2 of the storm."));
        }
        println!("settled after {:?}", begun.elapsed());
        over.store(true, Ordering::Relaxed);
        assert!(begun.elapsed() < SETTLED, "{:?}", begun.elapsed());
    });
    let updates = server.updates() - updates;
    settle(&server, root, "after");
    let (after, most) = held_by(&server);
    println!("{updates} updates, {before} MB before, {after} after, {most} at most");
    assert!(updates < 10, "{updates} updates");
    assert!(
        most < before * 2,
        "{most} MB at most, {before} before, {after} after"
    );
    // About a tenth more stays: holes between what lives on.
    assert!(after * 5 < before * 6, "{after} MB after, {before} before");
    assert_same(&server, root, 3);
}

#[test]
#[cfg(target_os = "linux")]
fn an_hour_of_work_leaves_what_a_new_build_writes() {
    let Some((folder, settings)) = copy(&["en-CA", "nl-NL"]) else {
        return;
    };
    let root = folder.path();
    let mut writer = Writer::new(
        root,
        &settings,
        &[
            "en-CA/articles",
            "en-CA/includes",
            "nl-NL/articles",
            "nl-NL/includes",
        ],
    );
    let server = Server::of(root);
    settle(&server, root, "at the start");
    let mut held = Vec::new();
    let start = Instant::now();
    for edit in 1..=EDITS {
        let what = writer.edit();
        println!("{:?} {edit}: {what}", start.elapsed());
        // Most edits are seen one by one; some come together.
        if writer.dice.below(4) > 0 {
            writer.restore_settings();
            settle_text(&server, root, edit);
        }
        if edit % CHECKPOINT == 0 {
            writer.restore_settings();
            settle(&server, root, &format!("at edit {edit}"));
            assert_same(&server, root, 29);
            held.push(held_by(&server).0);
        }
    }
    println!("{held:?} MB, at most {}", held_by(&server).1);
    assert_same(&server, root, 5);
    let (first, last) = (held[0], held[held.len() - 1]);
    assert!(last * 10 <= first * 11, "the memory grows: {held:?}");
}

/// Waits until what was saved before now is shown.
fn settle_text(server: &Server, root: &Path, mark: usize) {
    write(root, MARK, &format!("# Mark\n\nThe mark is {mark}.\n"));
    let begun = Instant::now();
    let mut reader = Reader::of(server);
    while !String::from_utf8_lossy(&reader.get("/en-ca/articles/mark/").1)
        .contains(&format!("mark is {mark}."))
    {
        assert!(begun.elapsed() < PATIENCE, "edit {mark} is not shown");
    }
}
