//! What a save costs under `docent serve`: from the file to the new text in the answer, polled over HTTP, with the CPU of
//! the server beside it, since a busy computer makes the wait longer but not the work. `DOCENT_CORPUS` names a folder of
//! locales; without it there is nothing to measure. The locales are served alone, together, and 14 of them under other tags.
#![allow(clippy::unwrap_used, reason = "it shares the server with the tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

#[allow(dead_code, reason = "the tests of the server ask for more")]
#[path = "../tests/serve/server.rs"]
mod server;

use server::{Reader, Server, write};

/// Saves of each kind.
const SAVES: usize = 30;
/// How often the include that is edited is read.
const READERS: usize = 90;
/// Further tags for the same folders.
const TAGS: [&str; 11] = [
    "en-US", "nl-BE", "zh-HK", "en-GB", "de-DE", "zh-SG", "en-AU", "fr-FR", "zh-MO", "en-NZ",
    "es-ES",
];

fn main() {
    let Some(corpus) = std::env::var_os("DOCENT_CORPUS").map(PathBuf::from) else {
        println!("skipped: DOCENT_CORPUS is not set");
        return;
    };
    let locales = ["en-CA", "nl-NL", "zh-TW"];
    let own = locales.map(|tag| (tag, tag));
    let further = TAGS
        .iter()
        .enumerate()
        .map(|(at, tag)| (*tag, locales[at % 3]));
    let all: Vec<(&str, &str)> = own.into_iter().chain(further).collect();
    for count in [1, 3, all.len()] {
        measure(&corpus, &all[..count]);
    }
}

fn measure(corpus: &Path, locales: &[(&str, &str)]) {
    let folder = lay_out(corpus, locales);
    let root = folder.path();
    let begun = Instant::now();
    let server = Server::of(root);
    Reader::of(&server).get("/en-ca/");
    println!(
        "\n{} locales, ready after {} ms",
        locales.len(),
        begun.elapsed().as_millis()
    );
    let (article, address) = article(root);
    judged(&server, &address);
    println!(
        "{:?} MB held and at most",
        server.memory().unwrap_or_default()
    );
    println!(
        "{:10} {:>8} {:>8} {:>8} {:>8}",
        "", "median", "worst", "CPU", "MB"
    );
    let text = fs::read_to_string(root.join(&article)).expect("it was found there");
    let append =
        |path: &str, text: &str, line: &str| write(root, path, &format!("{text}\n\n{line}\n"));
    let (include, of, read_at) = include(root);
    println!("the include has {of} readers");
    let words = fs::read_to_string(root.join(&include)).expect("it was found there");
    let case = |name: &str, address: &str, save: &dyn Fn(&str)| saves(&server, name, address, save);
    case("prose", &address, &|mark| append(&article, &text, mark));
    case("heading", &address, &|mark| {
        append(&article, &text, &format!("## {mark}"))
    });
    case("include", &read_at, &|mark| append(&include, &words, mark));
    case("template", "/en-ca/none/", &|mark| {
        let text =
            format!("{{% extends \"default/404.html\" %}}{{% block main %}}{mark}{{% endblock %}}");
        write(root, "look/templates/404.html", &text);
    });
    case("message", "/en-ca/none/?", &|mark| {
        let _ = fs::remove_file(root.join("look/templates/404.html"));
        write(
            root,
            "locales/en-CA/own.ftl",
            &format!("not-found-title = {mark}\n"),
        );
    });
    let picture = "en-CA/articles/media/saves/x.svg";
    case("image", "/en-ca/articles/media/saves/x.svg", &|mark| {
        write(root, picture, mark)
    });
    case("settings", &address, &|mark| {
        let settings = fs::read_to_string(root.join("docent.yml")).expect("it was written before");
        let kept = settings.lines().filter(|line| !line.starts_with("title: "));
        let kept: String = kept.map(|line| format!("{line}\n")).collect();
        write(root, "docent.yml", &format!("{kept}title: {mark}\n"));
    });
    println!(
        "{:?} MB held and at most",
        server.memory().unwrap_or_default()
    );
}

/// Saves again and again, each once what was found in the one before is told, as a writer would.
fn saves(server: &Server, name: &str, address: &str, save: &dyn Fn(&str)) {
    let mut reader = Reader::of(server);
    let (mut took, mut used) = (Vec::new(), Vec::new());
    for number in 0..SAVES {
        let mark = format!("mark-{name}-{number}-x");
        let (begun, cpu) = (Instant::now(), cpu(server));
        save(&mark);
        let mut pause = Duration::from_millis(1);
        while !String::from_utf8_lossy(&reader.get(address).1).contains(&mark) {
            // Asking all the time would be most of the work.
            sleep(pause);
            pause = pause * 11 / 10;
        }
        took.push(begun.elapsed().as_millis());
        used.push(self::cpu(server) - cpu);
        judged(server, "/en-ca/");
    }
    took.sort_unstable();
    used.sort_unstable();
    let held = server.memory().map_or(0, |(now, _)| now);
    println!(
        "{name:10} {:8} {:8} {:8} {held:8}",
        took[SAVES / 2],
        took[SAVES - 1],
        used[SAVES / 2]
    );
}

/// Waits until what is shown is judged.
fn judged(server: &Server, address: &str) {
    let told = |told: &serde_json::Value| told["generation"] == told["shown"];
    while !told(&server.json(&format!("/_docent/page?path={address}"))) {
        sleep(Duration::from_millis(20));
    }
}

/// Milliseconds of CPU that the server has used.
fn cpu(server: &Server) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.child.id())).unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |field: usize| {
        fields
            .get(field)
            .and_then(|ticks| ticks.parse::<u64>().ok())
    };
    // A tick is a hundredth of a second on every Linux.
    (ticks(11).unwrap_or(0) + ticks(12).unwrap_or(0)) * 10
}

/// A copy of the locales' folders, in memory where there is a file system in memory, with a theme of its own.
fn lay_out(corpus: &Path, locales: &[(&str, &str)]) -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = match memory.is_dir() {
        true => TempDir::new_in(memory),
        false => TempDir::new(),
    };
    let folder = folder.expect("a folder can be made");
    let mut settings = String::from("source: en-CA\ntheme: look\nlocales:\n");
    for (tag, from) in locales {
        settings += &format!("  - {{ tag: {tag}, dir: {from} }}\n");
        for entry in WalkDir::new(corpus.join(from)) {
            let entry = entry.expect("the corpus can be read");
            let below = entry.path().strip_prefix(corpus).expect("it lies there");
            let to = folder.path().join(below);
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(&to).expect("the folder can be made"),
                false if to.exists() => {}
                false => drop(fs::copy(entry.path(), &to).expect("the file can be copied")),
            }
        }
    }
    write(folder.path(), "docent.yml", &settings);
    write(folder.path(), "look/static/own.css", "p { margin: 0 }");
    folder
}

/// The Markdown of the articles, with the address of each.
fn articles(root: &Path) -> Vec<(String, String)> {
    let files = WalkDir::new(root.join("en-CA/articles")).sort_by_file_name();
    let below = |entry: walkdir::DirEntry| {
        let below = entry.path().strip_prefix(root).expect("it lies there");
        below.to_str().map(str::to_owned)
    };
    let files = files.into_iter().filter_map(Result::ok).filter_map(below);
    let files = files.filter(|path| path.ends_with(".md") && !path.ends_with("/index.md"));
    let address = |path: &str| format!("/en-ca{}/", &path["en-CA".len()..path.len() - 3]);
    files.map(|path| (path.clone(), address(&path))).collect()
}

fn article(root: &Path) -> (String, String) {
    let articles = articles(root);
    articles[articles.len() / 2].clone()
}

/// The include whose number of readers is nearest to [`READERS`], that number, and the address of a reader.
fn include(root: &Path) -> (String, usize, String) {
    let mut readers: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for (path, address) in articles(root) {
        let text = fs::read_to_string(root.join(path)).unwrap_or_default();
        let includes = text.split("AZURE.INCLUDE").skip(1);
        let names = includes.filter_map(|rest| {
            rest.split_once('(')?
                .1
                .split_once(')')?
                .0
                .rsplit('/')
                .next()
        });
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            readers
                .entry(name.to_owned())
                .or_default()
                .push(address.clone());
        }
    }
    let exists = |name: &str| root.join("en-CA/includes").join(name).is_file();
    let nearest = readers.into_iter().filter(|(name, _)| exists(name));
    let nearest = nearest.min_by_key(|(_, readers)| readers.len().abs_diff(READERS));
    let (name, readers) = nearest.expect("the corpus has includes");
    (
        format!("en-CA/includes/{name}"),
        readers.len(),
        readers[0].clone(),
    )
}
