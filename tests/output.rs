//! The output folder on real file systems: one whole site at every moment, and nothing touched that has not changed.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use docent::error::{Error, Result};
use docent::output::{Content, Output, Summary};
use tempfile::TempDir;

/// A site as paths and texts.
type Site = BTreeMap<String, String>;

/// How many pages the builds have that are killed.
const PAGES: usize = 800;

const MANIFEST: &str = ".docent-manifest.json";

#[test]
fn the_first_build_writes_all_and_the_second_nothing() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("some/where/public");
    let site = site(&[
        ("index.html", "a"),
        ("en/a/index.html", "b"),
        ("en/b.html", ""),
    ]);
    let first = Summary {
        written: 3,
        ..Summary::default()
    };
    assert_eq!(publish(&public, &site).unwrap(), first);
    assert_eq!(read(&public), site);
    let before = identities(&public);
    let second = Summary {
        unchanged: 3,
        ..Summary::default()
    };
    assert_eq!(publish(&public, &site).unwrap(), second);
    assert_eq!(identities(&public), before);
    assert_eq!(names(public.parent().unwrap()), ["public"]);
}

#[test]
fn only_what_changed_is_touched() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let old = site(&[
        ("same", "1"),
        ("a/size", "1"),
        ("a/text", "1"),
        ("stale/b/c", "1"),
    ]);
    let new = site(&[
        ("same", "1"),
        ("a/size", "22"),
        ("a/text", "2"),
        ("added/x", "3"),
    ]);
    publish(&public, &old).unwrap();
    let before = identities(&public);
    let summary = publish(&public, &new).unwrap();
    assert_eq!(
        summary,
        Summary {
            written: 3,
            unchanged: 1,
            removed: 1,
            was_damaged: false,
        }
    );
    assert_eq!(read(&public), new);
    assert!(!public.join("stale").exists());
    let kept: Vec<String> = identities(&public)
        .into_iter()
        .filter(|(path, identity)| before.get(path) == Some(identity))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(kept, ["same"]);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let flat = site(&[("a", "1"), ("b", "1")]);
    let deep = site(&[("a/x/y", "1"), ("b", "1")]);
    for site in [&flat, &deep, &flat] {
        publish(&public, site).unwrap();
        assert_eq!(read(&public), *site);
    }
}

#[test]
fn what_was_spoiled_by_hand_is_mended() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let site = site(&[("a/x", "1"), ("a/y", "1"), ("z", "1")]);
    publish(&public, &site).unwrap();
    fs::write(public.join("a/x"), "2").unwrap();
    fs::remove_file(public.join("a/y")).unwrap();
    fs::rename(public.join("z"), public.join("moved")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("moved", public.join("z")).unwrap();
    assert_eq!(publish(&public, &site).unwrap().written, 3);
    fs::remove_file(public.join("moved")).unwrap();
    assert_eq!(read(&public), site);
}

#[test]
fn assets_are_copied_and_compared() {
    let folder = TempDir::new().unwrap();
    let (public, asset) = (folder.path().join("public"), folder.path().join("x.png"));
    let publish_asset = || {
        let output = Output::open(&public, &[]).unwrap();
        let content = |_| Ok(Content::File(asset.clone()));
        output.publish(&["media/x.png".into()], content, Vec::new)
    };
    let large = "0123456789".repeat(20_000);
    for (text, written) in [(&large[..], 1), (&large, 0), (&large.replace("9", "8"), 1)] {
        fs::write(&asset, text).unwrap();
        assert_eq!(publish_asset().unwrap().written, written);
        assert_eq!(
            fs::read_to_string(public.join("media/x.png")).unwrap(),
            text
        );
    }
    fs::remove_file(&asset).unwrap();
    let error = told(publish_asset().unwrap_err());
    assert!(
        error.contains("cannot read") && error.contains("x.png"),
        "{error}"
    );
    assert!(public.join("media/x.png").exists());
}

#[test]
fn foreign_files_in_our_output_are_carried_over() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    publish(&public, &site(&[("a/x", "1"), ("b/y", "1")])).unwrap();
    for path in ["CNAME", ".git/objects/00/1", "a/own", "b/own"] {
        fs::create_dir_all(public.join(path).parent().unwrap()).unwrap();
        fs::write(public.join(path), "mine").unwrap();
    }
    fs::create_dir(public.join("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", public.join("link")).unwrap();
    let before = identities(&public);
    publish(&public, &site(&[("a/x", "2")])).unwrap();
    let after = identities(&public);
    for path in ["CNAME", ".git/objects/00/1", "a/own", "b/own"] {
        assert_eq!(after.get(path), before.get(path), "{path}");
    }
    assert!(public.join("empty").is_dir());
    assert!(fs::symlink_metadata(public.join("link")).is_ok());
    assert!(!public.join("b/y").exists());
}

#[test]
fn foreign_files_are_never_overwritten() {
    let foreign = [("x", "mine"), ("x/mine", "1"), ("y", "mine"), ("z", "1")];
    let wanted = [("x", "1"), ("x", "1"), ("y/b", "1"), ("z", "1")];
    for ((path, text), wanted) in foreign.into_iter().zip(wanted) {
        let folder = TempDir::new().unwrap();
        let public = folder.path().join("public");
        publish(&public, &site(&[("a", "1")])).unwrap();
        fs::create_dir_all(public.join(path).parent().unwrap()).unwrap();
        fs::write(public.join(path), text).unwrap();
        let before = identities(&public);
        let published = publish(&public, &site(&[("a", "2"), wanted]));
        if (path, text) == wanted {
            assert_eq!(published.unwrap().unchanged, 1);
            continue;
        }
        let error = told(published.unwrap_err());
        assert!(error.contains("was not written by docent"), "{error}");
        assert_eq!(identities(&public), before);
        assert_eq!(names(folder.path()), ["public"]);
    }
}

#[test]
fn only_a_folder_that_is_ours_or_empty_is_accepted() {
    let folder = TempDir::new().unwrap();
    let at = |path: &str| folder.path().join(path);
    for path in ["foreign", "hidden", "empty", "later"] {
        fs::create_dir(at(path)).unwrap();
    }
    fs::write(at("foreign/thesis.txt"), "years").unwrap();
    fs::write(at("hidden/.git"), "gitdir: elsewhere").unwrap();
    fs::write(at("file"), "").unwrap();
    fs::create_dir_all(at("folder").join(MANIFEST)).unwrap();
    fs::write(at("later").join(MANIFEST), r#"{"format":2,"files":["x"]}"#).unwrap();
    let cases = [
        ("foreign", Some("has files in it that docent did not write")),
        ("file", Some("is not a folder")),
        ("later", Some("comes from a later version")),
        ("folder", Some("is not a file")),
        ("hidden", None),
        ("empty", None),
        ("absent", None),
    ];
    for (path, refusal) in cases {
        let published = publish(&at(path), &site(&[("a", "1")]));
        match refusal {
            None => assert_eq!(published.unwrap().written, 1, "{path}"),
            Some(refusal) => {
                let error = told(published.unwrap_err());
                assert!(error.contains(refusal) && error.contains(path), "{error}");
            }
        }
    }
    assert_eq!(names(&at("hidden")), [MANIFEST, ".git", "a"]);
    assert_eq!(names(&at("foreign")), ["thesis.txt"]);
}

/// A manifest has a line for each file: of a damaged one the other lines count, and what the new site has is ours in any case.
#[test]
fn a_damaged_manifest_keeps_nobody_from_building() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let old = site(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]);
    let new = site(&[("a", "1"), ("b", "two")]);
    let files = || -> Vec<String> {
        let manifest = fs::read_to_string(public.join(MANIFEST)).unwrap();
        let files = ["a", "b", "c", "d", "own"].into_iter();
        files
            .filter(|file| public.join(file).exists())
            .map(|file| {
                format!(
                    "{file}{}",
                    if manifest.contains(&format!("\"{file}\"")) {
                        ""
                    } else {
                        "?"
                    }
                )
            })
            .collect()
    };
    type Damage = fn(&str) -> Vec<u8>;
    let damages: [(Damage, &[&str]); 5] = [
        (
            |text| text.replace("\"c\"", "\"c").into_bytes(),
            &["a", "b", "c?", "own?"],
        ),
        (
            |text| text.replace("\"c\"", "\"../own\"").into_bytes(),
            &["a", "b", "c?", "own?"],
        ),
        (
            |text| text.as_bytes()[..text.find("\"d").unwrap()].to_vec(),
            &["a", "b", "d?", "own?"],
        ),
        (
            |text| text.replace("\"format\"", "\"fo\0mat\"").into_bytes(),
            &["a", "b", "own?"],
        ),
        (|_| vec![0xff, 0, b'"'], &["a", "b", "c?", "d?", "own?"]),
    ];
    for (damage, left) in damages {
        let _ = fs::remove_dir_all(&public);
        publish(&public, &old).unwrap();
        fs::write(public.join("own"), "").unwrap();
        let manifest = fs::read_to_string(public.join(MANIFEST)).unwrap();
        fs::write(public.join(MANIFEST), damage(&manifest)).unwrap();
        let error = told(
            Output::open(&public, &[])
                .and_then(Output::clean)
                .unwrap_err(),
        );
        assert!(error.contains("is damaged"), "{error}");
        let summary = publish(&public, &new).unwrap();
        assert_eq!((summary.written, summary.was_damaged), (1, true));
        assert_eq!(files(), left);
        assert_eq!(fs::read_to_string(public.join("b")).unwrap(), "two");
        assert!(!publish(&public, &new).unwrap().was_damaged);
    }
}

#[test]
fn the_output_is_kept_apart_from_the_content() {
    let folder = TempDir::new().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("root/content/en")).unwrap();
    fs::write(at("root/docent.yml"), "").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("root/content", at("link")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", at("dangling")).unwrap();
    let inputs = [
        at("root/content"),
        at("root/docent.yml"),
        at("absent/theme"),
    ];
    let cases = [
        ("root/content", Some("is")),
        ("root/content/en/public", Some("lies in")),
        ("root/public/../content/x", None),
        ("root", Some("holds")),
        ("", Some("holds")),
        ("absent/theme/x", Some("lies in")),
        ("absent", Some("holds")),
        ("link", Some("is")),
        ("link/public", Some("lies in")),
        ("dangling", Some("leads nowhere")),
        ("root/content-public", None),
        ("root/public", None),
    ];
    for (path, refusal) in cases {
        match (Output::open(&at(path), &inputs), refusal) {
            (Err(error), Some(refusal)) => {
                let error = told(error);
                assert!(error.contains(refusal), "{path}: {error}");
            }
            (opened, None) if path.contains("..") => assert!(opened.is_err(), "{path}"),
            (opened, refusal) => assert_eq!(opened.is_err(), refusal.is_some(), "{path}"),
        }
    }
    assert_eq!(names(&at("root/content")), ["en"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_output_stays() {
    let folder = TempDir::new().unwrap();
    let (real, link) = (
        folder.path().join("real/public"),
        folder.path().join("link"),
    );
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    for text in ["1", "2"] {
        publish(&link, &site(&[("a/x", text)])).unwrap();
        assert_eq!(fs::read_to_string(real.join("a/x")).unwrap(), text);
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(names(folder.path()), ["link", "real"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_the_output_is_not_followed() {
    let folder = TempDir::new().unwrap();
    let (public, precious) = (folder.path().join("public"), folder.path().join("precious"));
    publish(&public, &site(&[("en/x", "1")])).unwrap();
    fs::rename(public.join("en"), &precious).unwrap();
    std::os::unix::fs::symlink(&precious, public.join("en")).unwrap();
    let error = told(publish(&public, &site(&[("en/x", "2")])).unwrap_err());
    assert!(error.contains("public/en"), "{error}");
    Output::open(&public, &[]).unwrap().clean().unwrap();
    assert_eq!(fs::read_to_string(precious.join("x")).unwrap(), "1");
}

#[test]
fn two_builds_at_once_are_kept_apart() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let first = Output::open(&public, &[]).unwrap();
    let error = told(Output::open(&public, &[]).err().unwrap());
    let expected = format!(
        "is locked by another docent build (process {})",
        std::process::id()
    );
    assert!(error.contains(&expected), "{error}");
    drop(first);
    assert!(names(folder.path()).is_empty());
    publish(&public, &site(&[("a", "1")])).unwrap();
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let old = site(&[("a", "1"), ("b", "1")]);
    publish(&public, &old).unwrap();
    let before = identities(&public);
    let output = Output::open(&public, &[]).unwrap();
    let content = |index| match index {
        0 => Ok(Content::Bytes(b"2".to_vec())),
        _ => Err(Error::usage("the page vanished")),
    };
    let failed = output.publish(&["a".into(), "b".into()], content, Vec::new);
    assert!(told(failed.unwrap_err()).contains("the page vanished"));
    assert_eq!(identities(&public), before);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn what_killed_builds_left_is_swept_and_the_old_site_put_back() {
    let folder = TempDir::new().unwrap();
    let at = |path: &str| folder.path().join(path);
    let old = site(&[("a", "1"), ("b/c", "1")]);
    publish(&at("public"), &old).unwrap();
    // Killed between the two renames that stand in for an exchange.
    fs::rename(at("public"), at(".docent-public.old")).unwrap();
    fs::create_dir_all(at(".docent-public.stage/b")).unwrap();
    fs::write(at(".docent-public.lock"), "1").unwrap();
    drop(Output::open(&at("public"), &[]).unwrap());
    assert_eq!(read(&at("public")), old);
    assert_eq!(names(folder.path()), ["public"]);
    // Killed when the new site stood, and the old one was half removed.
    fs::create_dir_all(at(".docent-public.stage/b")).unwrap();
    fs::create_dir_all(at(".docent-public.old/b")).unwrap();
    assert_eq!(publish(&at("public"), &old).unwrap().unchanged, 2);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn clean_removes_what_is_ours_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let clean = || Output::open(&public, &[]).unwrap().clean().unwrap().removed;
    assert_eq!(clean(), 0);
    publish(&public, &site(&[("a/b/x", "1"), ("a/y", "1"), ("z", "1")])).unwrap();
    fs::write(public.join("a/own"), "mine").unwrap();
    assert_eq!(clean(), 3);
    assert_eq!(read(&public), site(&[("a/own", "mine")]));
    fs::remove_dir_all(&public).unwrap();
    publish(&public, &site(&[("a/b/x", "1")])).unwrap();
    assert_eq!(clean(), 1);
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn folders_that_may_not_be_written_are_replaced_or_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let public = folder.path().join("public");
    let mode = |path: &str, mode| {
        fs::set_permissions(public.join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    publish(&public, &site(&[("a/x", "1"), ("b/y", "1")])).unwrap();
    fs::create_dir(public.join("own")).unwrap();
    fs::write(public.join("own/file"), "mine").unwrap();
    for path in ["a", "b", "own"] {
        mode(path, 0o555);
    }
    mode("", 0o750);
    let new = site(&[("a/x", "2"), ("b/y", "1"), ("own/file", "mine")]);
    publish(&public, &site(&[("a/x", "2"), ("b/y", "1")])).unwrap();
    assert_eq!(read(&public), new);
    let mode_of = |path: &str| {
        fs::metadata(public.join(path))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!([mode_of(""), mode_of("own")], [0o750, 0o555]);
    assert_eq!(names(folder.path()), ["public"]);
    mode("own", 0o755);
    mode("", 0o555);
    if rustix::fs::access(&public, rustix::fs::Access::WRITE_OK).is_ok() {
        // Not a failure where `CI` is set: most machines there have no other user.
        eprintln!("skipped the refusal: root may write everywhere");
        return;
    }
    let error = told(publish(&public, &site(&[("a/x", "3")])).unwrap_err());
    assert!(error.contains("cannot write into the folder"), "{error}");
    mode("", 0o755);
}

/// Mounts of its own, in a user namespace where one is needed; where there are none, the script says so.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_mount_point_are_survived() {
    let folder = TempDir::new().unwrap();
    let script = r#"
        mount -t tmpfs -o size=300k tmpfs "$1" 2>/dev/null || { echo skipped: no mounts here; exit 0; }
        cd "$1" && mkdir other && mount -t tmpfs -o size=300k tmpfs other
        build() { DOCENT_TEST_OUTPUT="$1" DOCENT_TEST_LETTER="$2" DOCENT_TEST_SIZE="$3" "$0" --exact --nocapture child_builds; }
        for output in public other; do
            build $output a 10; build $output b 10
            test "$(cat $output/en/*/index.html | tr -d '\n' | fold -w 1 | sort -u)" = b || exit 1
            ! build $output c 60000 2>error || exit 2
            grep -q 'No space left' error && grep -q "$output" error || { cat error >&2; exit 3; }
            test "$(cat $output/en/*/index.html | tr -d '\n' | fold -w 1 | sort -u)" = b || exit 4
            build $output d 20
            test "$(cat $output/en/*/index.html | tr -d '\n' | fold -w 1 | sort -u)" = d || exit 5
        done
        test "$(ls -A other | tr '\n' ' ')" = '.docent-manifest.json en ' || { ls -A other >&2; exit 6; }
    "#;
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .arg(folder.path())
        .output();
    let mounts = |ran: &std::process::Output| {
        !ran.stderr.starts_with(b"unshare:") && !ran.stdout.starts_with(b"skipped")
    };
    match ran {
        Ok(ran) if mounts(&ran) => assert!(ran.status.success(), "{ran:?}"),
        ran => {
            assert!(
                std::env::var_os("CI").is_none(),
                "no disk can be mounted: {ran:?}"
            );
            eprintln!("skipped: no disk can be mounted here");
        }
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_site() {
    const KILLS: u32 = 30;
    // In memory where that is possible: on a busy disk this takes a minute.
    let folder = TempDir::new_in("/dev/shm")
        .or_else(|_| TempDir::new())
        .unwrap();
    let public = folder.path().join("public");
    let sites = ["a", "b"].map(|letter| pages(letter, PAGES));
    publish(&public, &sites[0]).unwrap();
    let start = Instant::now();
    build_in_child(&public, "b").wait().unwrap();
    let duration = start.elapsed();
    for kill in 0..KILLS {
        let next = kill as usize % 2;
        let mut child = build_in_child(&public, ["a", "b"][next]);
        // The moments of the kills are what is tried here; nothing depends on which they are.
        std::thread::sleep(duration * kill / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = read(&public);
        assert!(
            sites.contains(&left),
            "kill {kill} left {} files",
            left.len()
        );
        publish(&public, &sites[next]).unwrap();
        assert_eq!(read(&public), sites[next]);
        assert_eq!(names(folder.path()), ["public"]);
    }
}

/// Not a test by itself: the build that other tests run as a process of its own, and kill.
#[test]
fn child_builds() {
    let Some(public) = std::env::var_os("DOCENT_TEST_OUTPUT") else {
        return;
    };
    let letter = std::env::var("DOCENT_TEST_LETTER").unwrap();
    let size = std::env::var("DOCENT_TEST_SIZE").unwrap().parse().unwrap();
    let site = match size {
        PAGES => pages(&letter, size),
        size => (0..10)
            .map(|page| (format!("en/{page}/index.html"), letter.repeat(size)))
            .collect(),
    };
    if let Err(error) = publish(Path::new(&public), &site) {
        eprintln!("{}", told(error));
        std::process::exit(1);
    }
}

fn build_in_child(public: &Path, letter: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_builds"])
        .env("DOCENT_TEST_OUTPUT", public)
        .env("DOCENT_TEST_LETTER", letter)
        .env("DOCENT_TEST_SIZE", PAGES.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Half of the pages are the same for each letter; each letter has a page that no other has.
fn pages(letter: &str, number: usize) -> Site {
    let page = |page: usize| {
        let text = if page.is_multiple_of(2) {
            "same"
        } else {
            letter
        };
        (format!("en/{page}/index.html"), text.repeat(500))
    };
    let own = (format!("en/only-{letter}/index.html"), letter.to_owned());
    (0..number).map(page).chain([own]).collect()
}

fn publish(public: &Path, site: &Site) -> Result<Summary> {
    let (paths, texts): (Vec<String>, Vec<&String>) =
        site.iter().map(|(path, text)| (path.clone(), text)).unzip();
    let content = |index: usize| Ok(Content::Bytes(texts[index].clone().into()));
    Output::open(public, &[])?.publish(&paths, content, Vec::new)
}

fn site(files: &[(&str, &str)]) -> Site {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// All files in `folder` but the manifest.
fn read(folder: &Path) -> Site {
    let files = files(folder).into_iter().filter(|path| path != MANIFEST);
    files
        .map(|path| (path.clone(), fs::read_to_string(folder.join(path)).unwrap()))
        .collect()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|it| it.unwrap());
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .into()
        })
        .collect()
}

/// What changes when a file is written again: its time and, where there is one, its number.
fn identities(folder: &Path) -> BTreeMap<String, (std::time::SystemTime, u64)> {
    let identity = |path: &str| {
        let found = fs::symlink_metadata(folder.join(path)).unwrap();
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let number = 0;
        (found.modified().unwrap(), number)
    };
    files(folder)
        .into_iter()
        .map(|path| {
            let it = identity(&path);
            (path, it)
        })
        .collect()
}

fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<OsString> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    names
}

/// An error with its cause, as the program prints it.
fn told(error: Error) -> String {
    let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}
