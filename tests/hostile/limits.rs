//! Sites that are too much, and machines that have too little.

use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use super::{CONFIG, Ran, Site, build, built, findings, site};

/// What the program may take for anything here: a limit for what would never end, and much more than it takes, as other
/// programs are at work as well. How work grows with the text is measured in CPU time, by `tests/properties.rs`.
const AT_MOST: Duration = Duration::from_secs(60);

#[track_caller]
fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < AT_MOST, "it took {:?}", start.elapsed());
    done
}

/// The program started by a shell that first sets `limits`.
#[cfg(target_os = "linux")]
fn run_with(site: &Site, limits: &str, arguments: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_docent");
    site.shell(&format!("{limits}; exec {program} {arguments}"))
}

/// A page with each construct that nests, ten thousand deep.
fn deep() -> String {
    const DEPTH: usize = 10_000;
    let mut text = String::from("# Deep\n\n");
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("*", "*"),
        ("[", "]"),
        ("![", "](x)"),
        ("[a", "](b.md)"),
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<table><tr><td>", ""),
        ("> [AZURE.NOTE] ", ""),
        ("[AZURE.INCLUDE [", "](x.md)]"),
    ] {
        let _ = write!(text, "{}x{}\n\n", open.repeat(DEPTH), close.repeat(DEPTH));
    }
    text
}

#[cfg(target_os = "linux")]
#[test]
fn little_is_enough_or_is_told() {
    let site = site(&[("en/deep.md", &deep()), ("en/b.md", "# B\n")]);
    for page in 0..200 {
        site.write(&format!("en/{page}.md"), "# Page\n\n[b](b.md)\n");
    }
    build(&site);
    let whole = site.files();
    for limits in [
        "ulimit -n 64",
        "ulimit -v 1048576",
        "export RUST_MIN_STACK=262144; ulimit -s 256",
        "export RUST_MIN_STACK=262144; ulimit -n 64; ulimit -v 1048576; ulimit -s 256",
    ] {
        assert_eq!(run_with(&site, limits, "clean").code, 0, "{limits}");
        let ran = run_with(&site, limits, "build");
        assert_eq!(ran.code, 0, "{limits}: {}", ran.stderr);
        assert!(site.files() == whole, "{limits}: another site");
        let ran = run_with(&site, limits, "check -q");
        assert_eq!((ran.code, &*ran.stderr), (1, ""), "{limits}");
    }
}

/// As many threads as a large machine has would not find room in 1 GiB, and the system would end the program.
#[cfg(target_os = "linux")]
#[test]
fn no_more_threads_are_started_than_find_room() {
    let site = site(&[("en/b.md", "# B\n")]);
    for page in 0..200 {
        site.write(&format!("en/{page}.md"), "# Page\n\n[b](b.md)\n");
    }
    for threads in [16, 64] {
        let ran = run_with(
            &site,
            "ulimit -v 1048576",
            &format!("build --threads {threads}"),
        );
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let note = format!("note: the address space has room for 2 of {threads} threads\n");
        assert!(ran.stderr.starts_with(&note), "{}", ran.stderr);
    }
}

/// What outgrows the limit of a process is as what outgrows a disk: an error with its path, and the old site stands.
#[cfg(target_os = "linux")]
#[test]
fn files_that_outgrow_a_limit_are_told() {
    let site = site(&[("en/a.md", "# A\n")]);
    build(&site);
    let whole = site.files();
    site.write("en/a.md", &format!("# A\n\n{}", "words ".repeat(20_000)));
    let ran = run_with(&site, "ulimit -f 64", "build");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let told = ran.stderr.contains("/en-us/a") && ran.stderr.contains("File too large");
    assert!(told, "{}", ran.stderr);
    let mut left = site.files();
    left.insert(site.path("en/a.md"), b"# A\n".to_vec());
    assert!(left == whole, "the old site is another");
    build(&site);
}

/// A system that starts no thread more. Only users that are not the administrator have such a limit.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started_are_told() {
    let site = site(&[("en/a.md", "# A\n")]);
    let open = |path: &str| {
        let all = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(site.path(path), all).expect("it is ours");
    };
    open(".");
    let mut program = Command::new("setpriv");
    program.args(["--reuid", "54321", "--regid", "54321", "--clear-groups"]);
    program.args([
        "prlimit",
        "--nproc=1",
        env!("CARGO_BIN_EXE_docent"),
        "check",
    ]);
    let ran = match program.current_dir(site.path(".")).output() {
        Ok(ran) if !ran.stderr.starts_with(b"setpriv:") && !ran.stderr.starts_with(b"prlimit:") => {
            ran
        }
        ran => return super::skip(&format!("no other user can be taken: {ran:?}")),
    };
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(
        said.starts_with("error: cannot start the threads that do the work"),
        "{said}"
    );
}

#[test]
fn a_page_above_the_limit_is_named_and_the_others_are_built() {
    let site = site(&[("en/a.md", "# A\n\n[large](large.md) [gone](gone.md)\n")]);
    site.write(
        "en/large.md",
        &format!("# Large\n\n{}", "word ".repeat((32 << 20) / 5)),
    );
    let large = std::fs::metadata(site.path("en/large.md"))
        .expect("it is there")
        .len();
    let told = format!(
        "en/large.md:1:1: error[file-too-large] `en/large.md` has {large} bytes and is not read: the limit is 33554432"
    );
    let found = findings(&site);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("en/a.md:3:26: error[file-not-found]"),
        "{found:?}"
    );
    assert!(found[1].starts_with(&told), "{found:?}");
    let said = build(&site).stderr;
    assert!(said.contains(&told), "{said}");
    assert!(built(&site, "a/").contains("large"));
    assert!(!site.path("public/en-us/large").exists());
    // With room for it, it is a page like any other.
    site.write(
        "docent.yml",
        &format!("{CONFIG}limits: {{ file_size: {large} }}\n"),
    );
    assert_eq!(findings(&site).len(), 1);
    in_time(|| build(&site));
    assert!(built(&site, "large/").len() as u64 > large);
}

#[test]
fn a_million_links_are_checked_and_each_broken_one_is_reported() {
    const LINKS: usize = 1_000_000;
    let site = site(&[("en/b.md", "# B\n")]);
    site.write(
        "en/a.md",
        &format!("# A\n\n{}", "[b](b.md)\n".repeat(LINKS)),
    );
    let ran = in_time(|| site.run(&["check"]));
    assert_eq!(
        (ran.code, ran.stdout.contains("checked 1,000,000 links")),
        (0, true)
    );
    let links = (0..LINKS).fold(String::from("# A\n\n"), |mut text, link| {
        let _ = writeln!(text, "[b](b{link}.md)");
        text
    });
    site.write("en/a.md", &links);
    let ran = in_time(|| site.run(&["check"]));
    assert_eq!(ran.code, 1);
    let tail = &ran.stdout[ran.stdout.len().saturating_sub(400)..];
    assert!(tail.contains("… and 990,000 more findings"), "{tail}");
    assert!(tail.contains("1,000,000 errors in 1 file"), "{tail}");
    let ran = in_time(|| site.run(&["check", "--output-format", "json-lines"]));
    assert_eq!((ran.code, ran.stdout.lines().count()), (1, LINKS));
}

#[test]
fn many_uses_of_a_broken_definition_are_one_mistake() {
    let site = site(&[]);
    let uses = "[words][b]\n".repeat(200_000);
    site.write("en/a.md", &format!("# A\n\n{uses}\n[b]: missing.md\n"));
    let ran = in_time(|| site.run(&["check", "--output-format", "json-lines"]));
    assert_eq!((ran.code, ran.stdout.lines().count()), (1, 1));
}

/// What is behind a missing include nobody knows, unless a name has a word that stands nowhere else on the site. How many
/// words are asked for must change neither the time nor what is said of them.
#[test]
fn many_names_behind_a_missing_include_are_looked_for_at_once() {
    const NAMES: usize = 4_000;
    let site = site(&[("en/b.md", "# B\n\n[AZURE.INCLUDE [i](i.md)]\n")]);
    let word = |number: usize| -> String {
        let digits = format!("{number:05}");
        let letters = digits.bytes().map(|digit| char::from(digit - b'0' + b'g'));
        letters.collect()
    };
    let (mut links, mut words) = (String::from("# A\n\n"), String::from("# C\n\n"));
    for name in (0..NAMES).map(word) {
        let _ = writeln!(links, "[b](b.md#{name})");
        let _ = writeln!(words, "The word {name}s is here.");
    }
    words.push_str("\n[b](b.md#somewhere)\n");
    site.write("en/a.md", &links);
    site.write("en/c.md", &words);
    for page in 0..200 {
        site.write(&format!("en/{page}.md"), "# Page\n");
    }
    let ran = in_time(|| site.run(&["check", "--output-format", "concise", "--group", "file"]));
    let strange: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.contains("bookmark-not-found"))
        .collect();
    assert_eq!(strange.len(), 1, "{}", ran.stdout);
    assert!(strange[0].contains("somewhere"), "{strange:?}");
}

#[test]
fn a_page_in_forty_folders_is_built_with_its_neighbours() {
    let folders = "d/".repeat(40);
    let site = site(&[("en/a.md", "# A\n")]);
    site.write(&format!("en/{folders}m.md"), "# Deep\n");
    site.write(&format!("en/{folders}n.md"), "# Beside\n");
    build(&site);
    let page = site.read(&format!("public/en-us/{folders}m/index.html"));
    assert!(page.contains(">Beside</a>"), "{page}");
}

#[test]
fn includes_without_end_are_told_once_and_cost_little() {
    let site = site(&[
        ("en/self.md", "# Self\n\n[AZURE.INCLUDE [me](self.md)]\n"),
        (
            "en/reader.md",
            "# Reader\n\n[AZURE.INCLUDE [first](includes/0.md)]\n",
        ),
    ]);
    for file in 0..1_000 {
        let next = (file + 1) % 1_000;
        site.write(
            &format!("en/includes/{file}.md"),
            &format!("[AZURE.INCLUDE [next]({next}.md)]\n"),
        );
    }
    let found = in_time(|| findings(&site));
    let circle =
        |line: &&String| line.contains("error[circular-reference] the include runs in a circle");
    assert_eq!(found.iter().filter(circle).count(), 2, "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
    let said = in_time(|| build(&site)).stderr;
    assert!(
        said.contains("en/self.md:3:21: error[circular-reference]"),
        "{said}"
    );
    assert_eq!(site.run(&["check"]).code, 1);
}

#[test]
fn includes_that_multiply_are_stopped() {
    let site = site(&[("en/a.md", "# A\n\n[AZURE.INCLUDE [x](includes/0-0.md)]\n")]);
    for (level, file) in (0..10).flat_map(|level| (0..10).map(move |file| (level, file))) {
        let next = |next| format!("[AZURE.INCLUDE [x]({}-{next}.md)]\n\n", level + 1);
        let text: String = match level {
            9 => "Text.\n".into(),
            _ => (0..10).map(next).collect(),
        };
        site.write(&format!("en/includes/{level}-{file}.md"), &text);
    }
    let found = in_time(|| findings(&site));
    let budget = |line: &String| line.contains("error[include-too-large]");
    assert!(
        !found.is_empty() && found.iter().all(budget),
        "{:?}",
        found.first()
    );
    let said = in_time(|| build(&site)).stderr;
    assert!(said.contains("error[include-too-large]"), "{said}");
    assert!(said.contains("… and "), "what is said is capped: {said}");
}

#[test]
fn includes_are_followed_as_far_as_the_configuration_says() {
    let site = site(&[
        ("en/a.md", "# A\n\n[AZURE.INCLUDE [1](includes/1.md)]\n"),
        ("en/includes/1.md", "One.\n\n[AZURE.INCLUDE [2](2.md)]\n"),
        ("en/includes/2.md", "Two.\n\n[AZURE.INCLUDE [3](3.md)]\n"),
        (
            "en/includes/3.md",
            &format!("Three. {}\n", "words ".repeat(100)),
        ),
    ]);
    for (limits, told, shown) in [
        ("", None, "Three."),
        (
            "limits: { include_depth: 2 }\n",
            Some(
                "en/includes/2.md:3:20: error[include-too-large] the include is nested more than 2 deep",
            ),
            "Two.",
        ),
        (
            "limits: { page_size: 500 }\n",
            Some(
                "en/includes/2.md:3:20: error[include-too-large] the page has more than 500 bytes with what it includes",
            ),
            "Two.",
        ),
        (
            "limits: { include_depth: 1 }\n",
            Some(
                "en/includes/1.md:3:20: error[include-too-large] the include is nested more than 1 deep",
            ),
            "One.",
        ),
    ] {
        site.write("docent.yml", &format!("{CONFIG}{limits}"));
        let ran = site.run(&[
            "check",
            "--output-format",
            "concise",
            "--select",
            "include-too-large",
        ]);
        let said = ran
            .stdout
            .lines()
            .next()
            .and_then(|line| line.split_once("; "));
        assert_eq!(
            said.map(|(message, _)| message),
            told,
            "{limits}{}",
            ran.stdout
        );
        build(&site);
        let page = site.read("public/en-us/a/index.html");
        let last = ["Three.", "Two.", "One."]
            .into_iter()
            .find(|words| page.contains(words));
        assert_eq!(last, Some(shown), "{limits}");
    }
}

#[test]
fn front_matter_that_explodes_is_an_error_by_name() {
    let laughs = (1..12).fold("a0: &a0 [ha, ha]\n".to_owned(), |mut text, at| {
        let aliases = vec![format!("*a{}", at - 1); 10].join(",");
        let _ = writeln!(text, "a{at}: &a{at} [{aliases}]");
        text
    });
    let nested = (0..1_200).fold(String::new(), |text, at| text + &" ".repeat(at) + "a:\n");
    let bombs = [
        ("laughs", format!("{laughs}title: *a11\n")),
        ("itself", "title: &a [*a]\n".into()),
        (
            "brackets",
            format!("title: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)),
        ),
        (
            "mappings",
            format!("title: {}{}\n", "{a: ".repeat(10_000), "}".repeat(10_000)),
        ),
        ("nested", nested),
        ("key", format!("{}: b\n", "k".repeat(1 << 20))),
        ("value", format!("title: {}\n", "k".repeat(1 << 20))),
        ("twice", "title: a\ntitle: b\n".into()),
    ];
    let site = site(&[
        ("en/good.md", "---\ntitle: Good\n---\n# Good\n"),
        (
            "en/tagged.md",
            "---\ntitle: !!python/object/apply:os.system [\"x\"]\nauthor: !x y\n---\n# Tagged\n",
        ),
    ]);
    for (name, bomb) in &bombs {
        site.write(
            &format!("en/{name}.md"),
            &format!("---\n{bomb}---\n# Bomb\n"),
        );
    }
    let found = in_time(|| findings(&site)).join("\n");
    let said = in_time(|| build(&site)).stderr;
    for (name, _) in &bombs {
        for said in [&found, &said] {
            let named = said.lines().any(|line| {
                line.starts_with(&format!("en/{name}.md:"))
                    && line.contains("error[front-matter-invalid]")
            });
            assert!(named, "{name} is not named:\n{said}");
        }
        assert!(built(&site, &format!("{name}/")).contains("Bomb"));
    }
    assert!(built(&site, "good/").contains("Good") && built(&site, "tagged/").contains("Tagged"));
}

/// The parser takes time that grows by the square with nested brackets.
#[test]
fn settings_and_contents_nested_too_deep_are_told() {
    let site = site(&[("en/a.md", "# A\n")]);
    for open in ["{a: ", "[a: ", "{? ", "["] {
        site.write("docent.yml", CONFIG);
        site.write("en/toc.yml", &format!("- {}", open.repeat(80_000)));
        let found = in_time(|| findings(&site));
        let told = "error[toc-syntax] the contents file cannot be read: brackets are nested more than 1000 deep";
        assert_eq!(found.len(), 1, "{found:?}");
        let place = format!("en/toc.yml:1:{}: {told}", 3 + 1_000 * open.len());
        assert!(found[0].starts_with(&place), "{found:?}");
        site.write("en/toc.yml", "- href: a.md\n");
        site.write("docent.yml", &format!("{CONFIG}x: {}", open.repeat(80_000)));
        let found = in_time(|| findings(&site));
        let told = "error[config-invalid] the file cannot be read: brackets are nested more than 1000 deep";
        assert!(found[0].contains(told), "{found:?}");
    }
}

/// The parser of messages calls itself for each brace.
#[test]
fn messages_nested_too_deep_are_told() {
    let site = site(&[("en/a.md", "# A\n")]);
    for (open, close) in [("{ ", " }"), ("{ F(", ")}")] {
        let text = format!(
            "search = {}1{}\n",
            open.repeat(12_000),
            close.repeat(12_000)
        );
        site.write("locales/en/x.ftl", &text);
        let found = findings(&site);
        let told =
            "error[ui-string-arguments] the file cannot be read: it is nested more than 100 deep";
        assert!(found.iter().any(|line| line.contains(told)), "{found:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_offset() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let wrong: [(&str, Vec<u8>, &str); 5] = [
        (
            "latin",
            b"# A\n\ncaf\xe9\n".to_vec(),
            "byte 8 cannot be decoded",
        ),
        ("cut", b"# A\n\xe8\xaa".to_vec(), "byte 4 cannot be decoded"),
        (
            "surrogate",
            b"# \xed\xa0\x80\n".to_vec(),
            "byte 2 cannot be decoded",
        ),
        ("nul", b"# A\n\na\0b\n".to_vec(), "byte 6 is NUL"),
        ("wide", utf16("# A\n"), "byte 0 cannot be decoded"),
    ];
    let right: [(&str, &str); 6] = [
        ("cr", "# A\r\rtext\r"),
        ("bom", "\u{feff}# A\n"),
        ("separator", "# A\u{2028}b\n"),
        ("empty", ""),
        ("blank", "  \n\n"),
        ("good", "# Good\n"),
    ];
    let site = site(&[]);
    for (name, bytes, _) in &wrong {
        site.write(&format!("en/{name}.md"), "");
        std::fs::write(site.path(&format!("en/{name}.md")), bytes).expect("it can be written");
    }
    for (name, text) in right {
        site.write(&format!("en/{name}.md"), text);
    }
    let found = findings(&site).join("\n");
    let said = build(&site).stderr;
    for (name, _, told) in wrong {
        for said in [&found, &said] {
            let named = said.lines().any(|line| {
                line.starts_with(&format!("en/{name}.md:"))
                    && line.contains("error[not-utf8]")
                    && line.contains(told)
            });
            assert!(named, "{name} is not named:\n{said}");
        }
    }
    for (name, _) in right {
        assert!(!found.contains(&format!("en/{name}.md")), "{found}");
        assert!(
            site.path(&format!("public/en-us/{name}/index.html"))
                .is_file(),
            "{name}"
        );
    }
}
