//! `check --fix` on disks that fail: each file is whole, old or new, and nothing else is left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::site::{Ran, Site};

/// Pages of which each has one link in wrong case.
const PAGES: usize = 120;

/// A page that is much larger than all others.
const LARGE: usize = 60;

fn text(page: usize, target: &str) -> String {
    let padding = "Words. ".repeat(if page == LARGE { 10_000 } else { 500 });
    format!("# Page {page}\n\n[first]({target})\n\n{padding}\n")
}

/// The site before, and all its files afterwards.
fn wrong_case() -> (Site, BTreeMap<PathBuf, Vec<u8>>) {
    let site = in_memory();
    let config = "source: en-US\nlocales: [{ tag: en-US, dir: en }]\nchecks: { required: [] }\n";
    site.write("docent.yml", config);
    site.write("en/first.md", "# First\n");
    for page in 0..PAGES {
        site.write(&format!("en/{page:03}.md"), &text(page, "First.md"));
    }
    let mut new = site.files();
    for page in 0..PAGES {
        let path = site.path(&format!("en/{page:03}.md"));
        new.insert(path, text(page, "first.md").into_bytes());
    }
    (site, new)
}

/// Where that is possible: on a busy disk a hundred files that must have arrived take long.
fn in_memory() -> Site {
    let folder = tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new());
    Site::of(folder.expect("a folder can be made"))
}

fn is_draft(path: &Path) -> bool {
    let name = path.file_name().expect("files have names");
    name.as_encoded_bytes().starts_with(b".docent-draft-")
}

/// How many files are new; each of them is whole, and but for drafts there are no others.
#[track_caller]
fn count_new(
    site: &Site,
    old: &BTreeMap<PathBuf, Vec<u8>>,
    new: &BTreeMap<PathBuf, Vec<u8>>,
) -> usize {
    let mut found = site.files();
    found.retain(|path, _| !is_draft(path));
    assert!(found.keys().eq(old.keys()), "files came or went");
    let is_new = |(path, bytes): (&PathBuf, &Vec<u8>)| {
        let is_new = *bytes == new[path];
        assert!(
            is_new || *bytes == old[path],
            "{} is neither old nor new",
            path.display()
        );
        is_new && *bytes != old[path]
    };
    found.iter().map(is_new).filter(|is_new| *is_new).count()
}

#[test]
fn a_fix_that_is_killed_loses_nothing() {
    const KILLS: u32 = 20;
    let (site, new) = wrong_case();
    let old = site.files();
    let start = Instant::now();
    site.run(&["check", "--fix"]);
    let duration = start.elapsed();
    assert_eq!(site.files(), new);
    for kill in 0..KILLS {
        for (path, bytes) in &old {
            std::fs::write(path, bytes).expect("it can be written");
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_docent"));
        program.current_dir(site.path(".")).args(["check", "--fix"]);
        let program = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut program = program.expect("the program runs");
        // The moments of the kills are what is tried here; nothing depends on which they are.
        std::thread::sleep(duration * kill / KILLS);
        program.kill().expect("it is ours");
        program.wait().expect("it is ours");
        count_new(&site, &old, &new);
        site.run(&["check", "--fix"]);
        count_new(&site, &old, &new);
    }
    // What the last kill left is gone with the next fix in that folder.
    std::fs::write(site.path("en/.docent-draft-1"), "half").expect("it can be written");
    site.write("en/000.md", &text(0, "First.md"));
    site.run(&["check", "--fix"]);
    assert_eq!(site.files(), new);
}

/// The end of a fix that could not be completed, after `done` files of all.
#[track_caller]
fn expect_stopped(ran: &Ran, done: usize, error: &str) {
    let expected = format!(
        "fixes were written to {done} of {PAGES} files, each of them whole\nerror: {error}\n"
    );
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (2, "", &*expected));
}

/// Runs `check --fix` in a shell, after the commands `before`, without the powers of the system's administrator.
#[cfg(unix)]
fn fix_after(site: &Site, before: &str) -> Ran {
    let powerless = "$(test $(id -u) != 0 || echo setpriv --bounding-set=-all --inh-caps=-all)";
    let program = env!("CARGO_BIN_EXE_docent");
    site.shell(&format!("{before} exec {powerless} {program} check --fix"))
}

#[cfg(unix)]
#[test]
fn a_fix_stops_at_what_may_not_be_written_and_names_it() {
    use std::os::unix::fs::PermissionsExt;
    let (site, new) = wrong_case();
    let (old, root) = (site.files(), site.root());
    let mode = |path: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(site.path(path), mode).expect("it is ours");
    };
    mode("en/050.md", 0o444);
    let denied = "because: Permission denied (os error 13)";
    let ran = fix_after(&site, "");
    expect_stopped(
        &ran,
        50,
        &format!("cannot write `{root}/en/050.md`\n  {denied}"),
    );
    assert_eq!(count_new(&site, &old, &new), 50);
    mode("en/050.md", 0o644);
    mode("en", 0o555);
    let ran = fix_after(&site, "");
    mode("en", 0o755);
    assert!(
        ran.stderr.contains(&format!(
            "error: cannot write into the folder `{root}/en`\n  {denied}"
        )),
        "{}",
        ran.stderr
    );
    assert_eq!((ran.code, count_new(&site, &old, &new)), (2, 50));
    assert_eq!(fix_after(&site, "").code, 0);
    assert_eq!(site.files(), new);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_stays_as_it_was() {
    let (site, new) = wrong_case();
    let (old, root) = (site.files(), site.root());
    // In blocks of 512 bytes.
    let ran = fix_after(&site, "ulimit -f 4;");
    expect_stopped(
        &ran,
        0,
        &format!("cannot write `{root}/en/000.md`\n  because: File too large (os error 27)"),
    );
    assert_eq!(site.files(), old);
    assert_eq!(fix_after(&site, "").code, 0);
    assert_eq!(site.files(), new);
}

/// A disk of its own, in a user namespace where one is needed.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_a_fix_and_loses_nothing() {
    let (site, new) = wrong_case();
    let old = site.files();
    let script = r#"
        mount -t tmpfs -o size=2000k tmpfs "$1" || exit 77
        cp -r docent.yml en "$1" && cd "$1" || exit 3
        # What is left of the disk is taken but for two blocks: the draft of a large page does not fit.
        head -c 4000000 /dev/zero > rest 2>/dev/null; truncate -s -8192 rest
        "$0" check --fix > /dev/null 2> "$2/error"
        echo $? > "$2/code"
        rm rest; cp -r en "$2"
        "$0" check --fix && cp -r en "$2/after"
    "#;
    let disk = tempfile::tempdir().expect("a folder can be made");
    let seen = Site::new(&[]);
    let mut shell = Command::new("unshare");
    shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    shell
        .arg(env!("CARGO_BIN_EXE_docent"))
        .arg(disk.path())
        .arg(seen.path("."));
    let ran = shell.current_dir(site.path(".")).output();
    let refused = |ran: &std::process::Output| {
        ran.status.code() == Some(77) || ran.stderr.starts_with(b"unshare:")
    };
    let ran = match ran {
        Ok(ran) if !refused(&ran) => ran,
        ran => {
            assert!(
                std::env::var_os("CI").is_none(),
                "no disk can be mounted: {ran:?}"
            );
            return println!("skipped: no disk can be mounted");
        }
    };
    assert!(ran.status.success(), "{ran:?}");
    assert_eq!(seen.read("code"), "2\n");
    let error = seen.read("error");
    assert!(error.contains("No space left on device"), "{error}");
    let done = format!("fixes were written to {LARGE} of {PAGES} files, each of them whole");
    assert!(
        error.contains(&done) && error.contains("/en/060.md`"),
        "{error}"
    );
    let mut count = 0;
    for (path, bytes) in &new {
        let below = path.strip_prefix(site.path(".")).expect("it lies there");
        if let Ok(name) = below.strip_prefix("en") {
            let found = std::fs::read(seen.path("en").join(name)).expect("it is there");
            let is_new = name < Path::new("060.md");
            assert!(
                found == if is_new { &bytes[..] } else { &old[path][..] },
                "{name:?}"
            );
            count += 1;
            let after = std::fs::read(seen.path("after").join(name)).expect("it is there");
            assert_eq!(after, *bytes);
        }
    }
    let left = std::fs::read_dir(seen.path("en")).expect("it is there");
    assert_eq!((left.count(), count), (PAGES + 1, PAGES + 1));
}
