//! Files that change, readers that go away and signals that come while the program is at work.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::{CONFIG, Site, output, site};

/// Long after anything that is waited for here; other programs are at work as well.
const DEADLINE: Duration = Duration::from_secs(60);

/// A site where the disk is no part of what is measured.
fn in_memory() -> Site {
    let folder = tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new());
    let site = Site::of(folder.expect("a folder can be made"));
    site.write("docent.yml", CONFIG);
    site.write("en/index.md", "# Home\n");
    site
}

fn start(site: &Site, arguments: &[&str]) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_docent"));
    program
        .current_dir(site.path("."))
        .args(arguments)
        .env("NO_COLOR", "1");
    program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program.spawn().expect("the program runs")
}

/// Waits for the end; `None` where a signal ended it.
#[track_caller]
fn end(child: &mut Child) -> Option<i32> {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(status) = child.try_wait().expect("it is ours") {
            return status.code();
        }
        if Instant::now() > deadline {
            child.kill().expect("it is ours");
            panic!("the program does not end");
        }
        std::thread::yield_now();
    }
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(sent.expect("signals can be sent").success());
}

/// What is said, line by line, as it comes.
fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// The lines up to the one that contains `words`.
#[track_caller]
fn until(lines: &Receiver<String>, words: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(DEADLINE);
        let line = line.unwrap_or_else(|error| panic!("{error}: no {words:?} after {seen:?}"));
        seen.push(line);
        if seen.last().is_some_and(|line| line.contains(words)) {
            return seen;
        }
    }
}

#[cfg(unix)]
#[test]
fn a_watched_check_tells_what_is_new_and_what_is_gone() {
    let site = site(&[
        ("en/a.md", "# A\n\n[b](b.md)\n"),
        ("en/b.md", "# B\n\n[gone](gone.md)\n"),
    ]);
    let watch = [
        "check",
        "--watch",
        "--output-format",
        "concise",
        "--max",
        "9",
    ];
    let mut child = start(&site, &watch);
    let found = lines(child.stdout.take().expect("it is piped"));
    let said = lines(child.stderr.take().expect("it is piped"));
    let mut told = until(&found, "checked ");
    until(&said, "waiting for a change");
    assert!(
        told[0].starts_with("en/b.md:3:8: error[file-not-found]"),
        "{told:?}"
    );
    site.write("en/a.md", "# A\n\n[b](b.md) [new](new.md)\n");
    told = until(&found, "checked ");
    assert!(
        told[0].starts_with("en/a.md:3:17: error[file-not-found]"),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("en/b.md:3:8: error[file-not-found]"),
        "{told:?}"
    );
    until(&said, "waiting for a change");
    site.write("en/new.md", "# New\n");
    site.write("en/b.md", "# B\n");
    told = until(&found, "checked ");
    // The two files may be seen one after the other.
    while told[0] != "no findings" {
        told = until(&found, "checked ");
    }
    until(&said, "waiting for a change");
    site.write("docent.yml", &format!("{CONFIG}titel: T\n"));
    told = until(&found, "checked ");
    assert!(told[0].contains("error[config-unknown-key]"), "{told:?}");
    let stopped = Instant::now();
    signal(&child, "INT");
    assert_eq!(end(&mut child), None);
    assert!(stopped.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_watched_check_ends_when_nobody_reads_it() {
    let site = site(&[("en/a.md", "# A\n")]);
    let mut child = start(&site, &["check", "--watch"]);
    let said = lines(child.stderr.take().expect("it is piped"));
    until(&said, "waiting for a change");
    drop(child.stdout.take());
    site.write("en/a.md", "# A\n\n[gone](gone.md)\n");
    assert_eq!(end(&mut child), Some(1));
    assert_eq!(said.iter().collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_watched_check_does_not_wake_itself() {
    let site = site(&[("en/a.md", "# A\n")]);
    let mut child = start(
        &site,
        &[
            "check",
            "--watch",
            "--output-format",
            "json",
            "-o",
            "report.json",
        ],
    );
    let said = lines(child.stderr.take().expect("it is piped"));
    for title in ["B", "C"] {
        until(&said, "waiting for a change");
        site.write("en/a.md", &format!("# {title}\n"));
    }
    until(&said, "waiting for a change");
    // Nothing tells that nothing comes. A slow computer can only hide a mistake here, not make one up.
    let again = said.recv_timeout(Duration::from_secs(1));
    assert_eq!(again, Err(mpsc::RecvTimeoutError::Timeout));
    child.kill().expect("it is ours");
    child.wait().expect("it is ours");
    assert!(site.read("report.json").starts_with('{'));
}

/// Pages that say twice which edition they are of, so that half a page shows.
fn write_edition(site: &Site, edition: usize, pages: usize) {
    for page in 0..pages {
        let middle = "Words. ".repeat(200);
        let text =
            format!("# Page {page}\n\nbegin-{edition} {middle} [x](media/x.png) end-{edition}\n");
        let draft = site.path("draft");
        std::fs::write(&draft, text).expect("it can be written");
        std::fs::rename(&draft, site.path(&format!("en/{page}.md"))).expect("it can be moved");
    }
}

#[cfg(unix)]
#[test]
fn a_build_that_is_stopped_leaves_the_old_site_or_the_new_one() {
    const PAGES: usize = 150;
    let site = in_memory();
    site.write("en/media/x.png", "no image");
    let editions = [0, 1].map(|edition| {
        write_edition(&site, edition, PAGES);
        assert_eq!(site.run(&["build", "-q"]).code, 0);
        output(&site)
    });
    let start_of_build = Instant::now();
    write_edition(&site, 0, PAGES);
    site.run(&["build", "-q"]);
    let duration = start_of_build.elapsed();
    for moment in 0..9 {
        write_edition(&site, moment % 2, PAGES);
        let mut child = start(&site, &["build", "-q"]);
        // The moments of the signals are what is tried here; nothing depends on which they are.
        std::thread::sleep(duration * u32::try_from(moment).expect("it is small") / 9);
        let stopped = Instant::now();
        signal(&child, ["INT", "TERM", "KILL"][moment % 3]);
        let code = end(&mut child);
        assert!(stopped.elapsed() < Duration::from_secs(10));
        assert!(code.is_none_or(|code| code == 0), "{code:?}");
        assert!(editions.contains(&output(&site)), "moment {moment}");
    }
    write_edition(&site, 1, PAGES);
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    assert!(output(&site) == editions[1]);
    let names = std::fs::read_dir(site.path(".")).expect("it is there");
    let left = names.filter(|entry| {
        entry
            .as_ref()
            .is_ok_and(|entry| entry.file_name().as_encoded_bytes().starts_with(b".docent"))
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn two_builds_at_once_end_with_one_whole_site() {
    let site = in_memory();
    write_edition(&site, 0, 60);
    site.run(&["build", "-q"]);
    let whole = output(&site);
    for _ in 0..5 {
        assert_eq!(site.run(&["clean"]).code, 0);
        let children = [0, 1].map(|_| start(&site, &["build", "-q"]));
        let ended = children.map(|child| child.wait_with_output().expect("it is ours"));
        for ended in &ended {
            let said = String::from_utf8_lossy(&ended.stderr);
            let locked = ended.status.code() == Some(2) && said.contains("locked");
            assert!(ended.status.success() || locked, "{said}");
        }
        assert!(ended.iter().any(|ended| ended.status.success()));
        assert!(output(&site) == whole);
    }
}

#[test]
fn files_may_come_change_and_go_during_builds() {
    const PAGES: usize = 40;
    let site = in_memory();
    write_edition(&site, 0, PAGES);
    let is_over = AtomicBool::new(false);
    let changing = || {
        for edition in 1.. {
            if is_over.load(Ordering::Relaxed) {
                return;
            }
            // Half of the pages, an image and a whole folder are there only now and then.
            write_edition(
                &site,
                edition,
                if edition % 2 == 0 { PAGES } else { PAGES / 2 },
            );
            site.write("en/media/x.png", "no image");
            site.write(
                "en/folder/page.md",
                &format!("# P\n\nbegin-{edition} end-{edition}\n"),
            );
            for page in 0..PAGES / 2 {
                let _ = std::fs::remove_file(site.path(&format!("en/{page}.md")));
            }
            let _ = std::fs::remove_dir_all(site.path("en/folder"));
            let _ = std::fs::remove_file(site.path("en/media/x.png"));
        }
    };
    // There is a site to look at also where the first builds miss a file.
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    let wrong = std::thread::scope(|scope| {
        scope.spawn(changing);
        let builds =
            || -> Vec<String> { (0..50).filter_map(|_| wrong_with_a_build(&site)).collect() };
        let wrong = std::panic::catch_unwind(std::panic::AssertUnwindSafe(builds));
        is_over.store(true, Ordering::Relaxed);
        wrong
    });
    let wrong = wrong.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    assert_eq!(wrong, [""; 0]);
}

fn wrong_with_a_build(site: &Site) -> Option<String> {
    let ran = site.run(&["build"]);
    let vanished = ran.code == 2 && ran.stderr.contains("No such file");
    if ran.code != 0 && !vanished {
        return Some(ran.stderr);
    }
    let files = output(site);
    let mut pages = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|it| it == "html"));
    let half = pages.find(|(_, bytes)| !is_whole(bytes));
    half.map(|(path, _)| format!("{} is half a page", path.display()))
}

/// Whether a page ends, and is of one edition.
fn is_whole(page: &[u8]) -> bool {
    let page = String::from_utf8_lossy(page);
    let after = |mark| {
        let rest = page.split(mark).nth(1);
        rest.map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
    };
    page.trim_end().ends_with("</html>") && after("begin-") == after("end-")
}

#[cfg(unix)]
#[test]
fn what_may_only_be_read_is_built_or_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = site(&[("en/a.md", "# A\n"), ("en/media/x.png", "no image")]);
    let root = site.root();
    let mode = |path: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(site.path(path), mode).expect("it is ours");
    };
    // Without the powers of the system's administrator, who may write everywhere.
    let powerless = "$(test $(id -u) != 0 || echo setpriv --bounding-set=-all --inh-caps=-all)";
    let program = env!("CARGO_BIN_EXE_docent");
    let build = |folder: &str| {
        site.shell(&format!(
            "cd {folder} && exec {powerless} {program} -C {root} build"
        ))
    };
    for (path, bits) in [
        ("en/a.md", 0o444),
        ("en/media/x.png", 0o444),
        ("en/media", 0o555),
        ("en", 0o555),
    ] {
        mode(path, bits);
    }
    // Sources that may not be written, from a folder that may not be written: twice, so that old output is compared.
    for _ in 0..2 {
        let ran = build("en");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    mode("public/en-us", 0o555);
    assert_eq!(build("en").code, 0);
    let before = site.files();
    mode(".", 0o555);
    mode("public", 0o555);
    mode("en", 0o755);
    site.write("en/a.md.draft", "# B\n");
    std::fs::rename(site.path("en/a.md.draft"), site.path("en/a.md")).expect("it can be moved");
    let ran = build(".");
    for path in ["public", "public/en-us", ".", "en/media"] {
        mode(path, 0o755);
    }
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains(&root) && ran.stderr.contains("Permission denied"),
        "{}",
        ran.stderr
    );
    let old: Vec<_> = before
        .iter()
        .filter(|(path, _)| path.starts_with(site.path("public")))
        .collect();
    assert!(output(&site).iter().eq(old));
}

#[cfg(unix)]
#[test]
fn nobody_has_to_listen() {
    let links: String = (0..3_000)
        .map(|link| format!("[a](a{link}.md)\n"))
        .collect();
    let site = site(&[("en/a.md", &format!("# A\n\n{links}"))]);
    let program = env!("CARGO_BIN_EXE_docent");
    // What is run, and the exit code that is written to a file where the shell would hide it.
    for (command, code) in [
        ("(P check -q; echo $? > code) >&-", 1),
        ("(P check -q > report; echo $? > code) 2>&-", 1),
        ("(P check -q > report; echo $? > code) <&-", 1),
        ("(P build; echo $? > code) <&- >&- 2>&-", 0),
        ("(env -i P build -q; echo $? > code)", 0),
        ("(env -i P check -q > report; echo $? > code)", 1),
        ("(P check; echo $? > code) | head -1", 1),
        (
            "(P check --output-format json; echo $? > code) | head -c 1",
            1,
        ),
        ("(P inspect en; echo $? > code) | head -1", 0),
        ("(P check > /dev/full; echo $? > code)", 2),
        ("(P check -o /dev/full; echo $? > code)", 2),
        ("(P build > /dev/full 2> /dev/full; echo $? > code)", 2),
        ("(P --help > /dev/full; echo $? > code)", 2),
        ("(P check --help > /dev/full; echo $? > code)", 2),
        ("(P --version > /dev/full; echo $? > code)", 2),
        ("(P completions bash > /dev/full; echo $? > code)", 2),
        ("(P config schema > /dev/full; echo $? > code)", 2),
        ("(P --version > report; echo $? > code)", 0),
    ] {
        let ran = site.shell(&command.replace('P', program));
        assert_eq!(
            site.read("code").trim(),
            code.to_string(),
            "{command}: {}",
            ran.stderr
        );
        assert!(
            !ran.stderr.contains("panicked"),
            "{command}: {}",
            ran.stderr
        );
    }
}

/// A copy of the sources, made in another order, in another folder, at another time.
fn copied(site: &Site) -> Site {
    let copy = Site::of(tempfile::tempdir().expect("a folder can be made"));
    for (path, bytes) in site.files().into_iter().rev() {
        let below = path
            .strip_prefix(site.path("."))
            .expect("it lies there")
            .to_owned();
        if !below.starts_with("public") {
            copy.write(below.to_str().expect("the names are ASCII"), "");
            std::fs::write(copy.path(".").join(below), bytes).expect("it can be written");
        }
    }
    copy
}

/// The output by paths below it.
fn published(site: &Site) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = site.path("public");
    let below = |(path, bytes): (PathBuf, Vec<u8>)| {
        (
            path.strip_prefix(&root).expect("it lies there").to_owned(),
            bytes,
        )
    };
    output(site).into_iter().map(below).collect()
}

#[cfg(unix)]
#[test]
fn the_output_depends_on_the_sources_alone() {
    let site = site(&[
        (
            "en/b.md",
            "<properties pageTitle=\"B\" services=\"x;y\"/>\n<tags ms.date=\"02/03/2016\"/>\n\n# B\n\n```csharp\nvar x = 1;\n```\n",
        ),
        ("en/a/c.md", "# C\n\n> [AZURE.NOTE] [b](../b.md)\n"),
        ("en/includes/i.md", "Words.\n"),
    ]);
    site.write(
        "docent.yml",
        &CONFIG.replace("title: T", "title: T\nbase_url: https://t.example/"),
    );
    for page in 0..30 {
        site.write(
            &format!("en/{page}.md"),
            &format!("# Page {page}\n\n[AZURE.INCLUDE [i](includes/i.md)]\n"),
        );
    }
    assert_eq!(site.run(&["build", "-q"]).code, 0);
    let expected = published(&site);
    assert!(expected.len() > 60);
    let program = env!("CARGO_BIN_EXE_docent");
    for surroundings in [
        "",
        "RAYON_NUM_THREADS=1",
        "RAYON_NUM_THREADS=7",
        "TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 LANG=zh_TW.UTF-8 LANGUAGE=ar",
        "TZ=America/Los_Angeles LC_ALL=C COLUMNS=20 HOME=/nowhere",
        "SOURCE_DATE_EPOCH=1 NO_COLOR= CLICOLOR_FORCE=1",
    ] {
        let copy = copied(&site);
        let ran = copy.shell(&format!(
            "umask 077; find . -exec touch -d 2001-02-03 {{}} +; {surroundings} {program} build -q"
        ));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(
            published(&copy) == expected,
            "{surroundings} makes another site"
        );
    }
}

#[test]
fn after_each_edit_the_output_is_that_of_a_clean_build() {
    let site = in_memory();
    let mut number = 2_026_u64;
    let mut below = |limit: usize| {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(number >> 33).expect("31 bits") % limit
    };
    let mut last: Option<(String, String)> = None;
    for edit in 0..40 {
        let path = format!("en/{}/{}.md", ["a", "b", "media"][below(3)], below(6));
        match below(8) {
            0 => drop(std::fs::remove_file(site.path(&path))),
            1 => drop(std::fs::rename(site.path(&path), site.path("en/moved.md"))),
            2 => site.write(&path.replace(".md", ".png"), &edit.to_string()),
            3 => {
                if let Some((path, text)) = last.take() {
                    site.write(&path, &text);
                }
            }
            _ => {
                let old = std::fs::read_to_string(site.path(&path));
                last = old.ok().map(|old| (path.clone(), old));
                let (to, other) = (below(6), below(6));
                site.write(&path, &format!("# <a name=\"x\"></a>T {edit}\n\n[l](../a/{to}.md#x) ![i](../b/{other}.png)\n"));
            }
        }
        let built = site.run(&["build", "-q"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        let clean = copied(&site);
        assert_eq!(clean.run(&["build", "-q"]).code, 0);
        assert!(published(&site) == published(&clean), "edit {edit}");
    }
}
