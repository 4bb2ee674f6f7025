//! What building and checking cost, beside a floor measured in the same run: read every file, turn Markdown into HTML,
//! write a file a page, and nothing else. `DOCENT_CORPUS` names a folder of locales to measure with; without it a site
//! is made up. Both write to memory where there is a file system in memory, since creating files costs more than the work.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use pulldown_cmark::{Options, Parser, html};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Pages of each locale of the site that is made up.
const PAGES: usize = 2_000;

/// CPU clock ticks a second, on every Linux.
const TICKS: f64 = 100.0;

/// What one run used.
struct Cost {
    /// Seconds of CPU, of the user and of the system.
    seconds: f64,
    /// The most memory it held, in MB.
    peak: f64,
}

/// What is measured: its name, the most it may cost (times the floor's CPU; MB), what the site has beside its pages,
/// the locales, and the arguments.
struct Case {
    name: &'static str,
    limit: (f64, f64),
    settings: &'static str,
    locales: usize,
    arguments: &'static [&'static str],
}

/// The settings of a site without colours and search.
const PLAIN: &str = "highlight: false\nsearch: off\n";

const CASES: &[Case] = &[
    Case {
        name: "build",
        limit: (4.0, 500.0),
        settings: PLAIN,
        locales: usize::MAX,
        arguments: &["build", "-o", "plain"],
    },
    Case {
        name: "build, nothing changed",
        limit: (4.0, 500.0),
        settings: PLAIN,
        locales: usize::MAX,
        arguments: &["build", "-o", "plain"],
    },
    Case {
        name: "build, code coloured",
        limit: (8.0, 500.0),
        settings: "highlight: true\nsearch: off\n",
        locales: usize::MAX,
        arguments: &["build", "-o", "coloured"],
    },
    Case {
        name: "build, with a search, too",
        limit: (10.0, 700.0),
        settings: "highlight: true\nsearch: docent\n",
        locales: usize::MAX,
        arguments: &["build", "-o", "whole"],
    },
    Case {
        name: "check",
        limit: (2.0, 250.0),
        settings: PLAIN,
        locales: usize::MAX,
        arguments: &["check", "--output-format", "json-lines"],
    },
    Case {
        name: "check, findings in full",
        limit: (4.0, 250.0),
        settings: PLAIN,
        locales: usize::MAX,
        arguments: &["check", "--output-format", "full"],
    },
    Case {
        name: "check, one locale",
        limit: (2.0, 250.0),
        settings: PLAIN,
        locales: 1,
        arguments: &["check", "--output-format", "json-lines"],
    },
];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, from, to] = &*arguments
        && flag == "--floor"
    {
        return floor(Path::new(from), Path::new(to));
    }
    let space = TempDir::new_in(memory())?;
    let corpus = match std::env::var_os("DOCENT_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => made_up(&space.path().join("content"))?,
    };
    let locales = locales(&corpus)?;
    println!("{} locales of {}", locales.len(), corpus.display());
    println!("{:26} {:>8} {:>9} {:>8}", "", "CPU s", "x floor", "peak MB");
    for case in CASES {
        let locales = &locales[..locales.len().min(case.locales)];
        let floor = run_floor(&corpus, locales, &space.path().join("floor"))?;
        let cost = run(case, &corpus, locales, space.path())?;
        report(case, &cost, &floor);
    }
    Ok(())
}

fn report(case: &Case, cost: &Cost, floor: &Cost) {
    let ratio = cost.seconds / floor.seconds;
    let (most, memory) = case.limit;
    let verdict = match ratio <= most && cost.peak <= memory {
        true => "",
        false => "  over the limit",
    };
    println!(
        "{:26} {:8.2} {ratio:9.2} {:8.0}  of {most:.0} x {:.2} s, {memory:.0} MB{verdict}",
        case.name, cost.seconds, cost.peak, floor.seconds
    );
}

/// A file system in memory, or the usual place for temporary files.
fn memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() {
        memory
    } else {
        std::env::temp_dir()
    }
}

/// The names of the locales' folders, sorted.
fn locales(corpus: &Path) -> io::Result<Vec<String>> {
    let mut locales = Vec::new();
    for entry in fs::read_dir(corpus)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            locales.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    locales.sort();
    Ok(locales)
}

fn run(case: &Case, corpus: &Path, locales: &[String], space: &Path) -> io::Result<Cost> {
    let list = locales.iter().map(|tag| {
        format!(
            "  - {{ tag: {tag}, dir: {} }}\n",
            corpus.join(tag).display()
        )
    });
    let list: String = list.collect();
    let (source, settings) = (&locales[0], case.settings);
    let config = format!(
        "title: Costs\nbase_url: https://docs.example.org/\nsource: {source}\nlocales:\n{list}{settings}"
    );
    fs::write(space.join("docent.yml"), config)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    measure(command.args(case.arguments).current_dir(space))
}

fn run_floor(corpus: &Path, locales: &[String], out: &Path) -> io::Result<Cost> {
    let mut sum = Cost {
        seconds: 0.0,
        peak: 0.0,
    };
    for tag in locales {
        let mut command = Command::new(std::env::current_exe()?);
        let cost = measure(
            command
                .arg("--floor")
                .arg(corpus.join(tag))
                .arg(out.join(tag)),
        )?;
        sum = Cost {
            seconds: sum.seconds + cost.seconds,
            peak: sum.peak.max(cost.peak),
        };
    }
    fs::remove_dir_all(out)?;
    Ok(sum)
}

/// Runs a program to its end and says what it used. The numbers stand in `/proc` until its end is acknowledged.
fn measure(command: &mut Command) -> io::Result<Cost> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut peak: f64 = 0.0;
    loop {
        peak = peak.max(peak_memory(&child));
        let stat = fs::read_to_string(format!("/proc/{}/stat", child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit(") ")
            .next()
            .unwrap_or_default()
            .split(' ')
            .collect();
        if fields[0] == "Z" {
            let ticks = |field: usize| fields[field].parse::<f64>().unwrap_or_default();
            let seconds = (ticks(11) + ticks(12)) / TICKS;
            let status = child.wait()?;
            assert!(
                matches!(status.code(), Some(0 | 1)),
                "{command:?} ended with {status}"
            );
            return Ok(Cost { seconds, peak });
        }
        sleep(Duration::from_millis(2));
    }
}

/// The most memory a running program has held, in MB.
fn peak_memory(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// The least that any generator must do.
fn floor(from: &Path, to: &Path) -> io::Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = fs::read_to_string(path)?;
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(&mut page, Parser::new_ext(&text, Options::ENABLE_TABLES));
        let file = to.join(path.strip_prefix(from).expect("it was found there"));
        fs::create_dir_all(file.parent().expect("it lies in a folder"))?;
        fs::write(file.with_extension("html"), page)?;
    }
    Ok(())
}

/// Two locales of pages with what pages have: headings, links, a callout, a table, code.
fn made_up(folder: &Path) -> io::Result<PathBuf> {
    for tag in ["en-US", "nl-NL"] {
        let articles = folder.join(tag).join("articles");
        fs::create_dir_all(&articles)?;
        for number in 0..PAGES {
            fs::write(
                articles.join(format!("page-{number}.md")),
                made_up_page(number),
            )?;
        }
    }
    Ok(folder.to_owned())
}

/// The head of a page that is made up; `{}` is its number.
const HEAD: &str = "\
<properties pageTitle=\"Page {}\" description=\"It is page {}.\" />
<tags ms.topic=\"article\" ms.date=\"01/02/2016\" ms.author=\"ada\" />

# <a name=\"page\"></a>Page {}

";

/// One of its parts; `{}` is the part's number and `{page}` that of another page.
const PART: &str = "\
## <a name=\"part-{}\"></a>Part {}

Words of *some* **weight**, with [a link](page-{page}.md#part-{}) and `code`, and words that go on for as long as words
in documentation do, and on, and on, until at last they end, since all things must.

> [AZURE.NOTE] Mind step {}.

| Name | Value |
| --- | --- |
| a | {} |

```csharp
var step = {}; // comment
```

";

fn made_up_page(number: usize) -> String {
    let parts = (0..8).map(|part| {
        let other = (number * 7 + part) % PAGES;
        PART.replace("{page}", &other.to_string())
            .replace("{}", &part.to_string())
    });
    HEAD.replace("{}", &number.to_string()) + &parts.collect::<String>()
}
