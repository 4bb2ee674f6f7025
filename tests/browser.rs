//! The built site in a real Chromium: the scripts of `tests/browser/` do what a reader does.
//!
//! They need Node, Chromium and the packages playwright-core, axe-core and html-validate in the folder that
//! `DOCENT_NODE_MODULES` or `NODE_PATH` names. Where these are missing the tests are skipped, except where `CI` is set.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What the scripts run with.
struct Tools {
    modules: PathBuf,
    chromium: PathBuf,
}

#[test]
fn readers_of_the_bundled_site() {
    run("tour.mjs", bundled(), &[]);
}

#[test]
fn nothing_is_in_the_way_of_assistive_technology() {
    run("access.mjs", bundled(), &[]);
}

#[test]
fn all_pages_are_correct_html() {
    run("conformance.mjs", bundled(), &[]);
}

#[test]
fn pages_are_light() {
    run("weight.mjs", bundled(), &[]);
}

#[test]
fn readers_of_a_site_that_another_program_searches() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-pagefind");
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text);
    std::fs::create_dir_all(folder.join("en-US")).expect("the folder can be made");
    write(
        "docent.yml",
        "title: Help\nbase_url: /\nsearch: pagefind\nlocales: [{ tag: en-US }]\n",
    )
    .expect("it can be written");
    write("en-US/a.md", "# Recovery codes\n\n## Print\n").expect("it can be written");
    let site = folder.join("site");
    build(&folder, &site);
    run("pagefind.mjs", &site, &[]);
}

#[test]
fn readers_who_have_only_the_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-disk");
    let write = |path: &str, text: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("it is in a folder"))
            .and_then(|()| std::fs::write(path, text))
            .expect("it can be written");
    };
    write(
        "docent.yml",
        b"title: Help\nlocales: [{ tag: en-US }, { tag: nl-NL }]\n",
    );
    let page = "# Recovery codes\n\nKeep them, or [print them](b.md#print).\n\n![A key](media/key.png)\n\n    code\n";
    write("en-US/guides/a ü.md", page.as_bytes());
    write("nl-NL/guides/a ü.md", b"# Herstelcodes\n");
    write(
        "en-US/guides/b.md",
        b"# Printing\n\nAny printer will do.\n\n## Print\n",
    );
    write("en-US/guides/media/key.png", &ONE_DOT);
    let moved = r#"{"redirections":[{"source_path":"old.md","redirect_url":"/guides/b"}]}"#;
    write(".openpublishing.redirection.json", moved.as_bytes());
    let site = folder.join("site");
    build(&folder, &site);
    run("disk.mjs", &site, &[]);
}

/// The smallest picture.
const ONE_DOT: [u8; 67] = *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

#[test]
#[cfg(feature = "serve")]
fn writers_with_the_site_beside_their_editor() {
    let program = env!("CARGO_BIN_EXE_docent");
    run("serve.mjs", Path::new(""), &[("DOCENT_PROGRAM", program)]);
}

#[test]
fn readers_of_a_real_corpus() {
    let Some(corpus) = corpus() else {
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-corpus");
    lay_out(&corpus, &folder);
    let site = folder.join("site");
    build(&folder, &site);
    run("corpus.mjs", &site, &[]);
    let article =
        "/en-ca/articles/multi-factor-authentication/multi-factor-authentication-how-it-works/";
    run("weight.mjs", &site, &[("DOCENT_ARTICLE", article)]);
}

/// Runs a script on a site, or says what it lacks.
fn run(script: &str, site: &Path, more: &[(&str, &str)]) {
    let tools = match tools() {
        Ok(tools) => tools,
        Err(missing) => {
            assert!(std::env::var_os("CI").is_none(), "{script} needs {missing}");
            println!("skipped: no {missing}");
            return;
        }
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser")
        .join(script);
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .arg(script)
        .env("DOCENT_SITE", site)
        .env("DOCENT_NODE_MODULES", &tools.modules)
        .env("DOCENT_CHROMIUM", &tools.chromium)
        .envs(more.iter().copied())
        .output()
        .expect("node has just been found");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn tools() -> Result<Tools, &'static str> {
    in_path(&["node"]).ok_or("Node")?;
    let named = std::env::var_os("DOCENT_NODE_MODULES").or_else(|| std::env::var_os("NODE_PATH"));
    let modules = named
        .and_then(|paths| std::env::split_paths(&paths).find(|folder| has_packages(folder)))
        .ok_or("playwright-core, axe-core and html-validate in DOCENT_NODE_MODULES")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let chromium = std::env::var_os("DOCENT_CHROMIUM").map(PathBuf::from);
    let chromium = chromium.or_else(|| in_path(&names)).ok_or("Chromium")?;
    Ok(Tools { modules, chromium })
}

fn has_packages(modules: &Path) -> bool {
    ["playwright-core", "axe-core", "html-validate"]
        .iter()
        .all(|package| modules.join(package).is_dir())
}

/// The first of some programs that can be started by its name.
fn in_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let files = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    files.into_iter().find(|file| file.is_file())
}

/// The bundled site, built once for all tests.
fn bundled() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-site");
        build(Path::new(env!("CARGO_MANIFEST_DIR")), &site);
        site
    })
}

fn build(root: &Path, output: &Path) {
    let built = Command::new(env!("CARGO_BIN_EXE_docent"))
        .arg("build")
        .arg("-C")
        .arg(root)
        .arg("-o")
        .arg(output)
        .output()
        .expect("the program has just been built");
    assert!(
        output.join("index.html").is_file(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
}

/// The folder with the locales of the corpus: that of `DOCENT_CORPUS`.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("DOCENT_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: DOCENT_CORPUS is not set");
    }
    folder
}

/// A site of the corpus's articles about signing in, in three locales.
fn lay_out(corpus: &Path, folder: &Path) {
    let mut settings = String::from("title: Sign-in help\nbase_url: /\nsource: en-CA\nlocales:\n");
    for locale in ["en-CA", "nl-NL", "zh-TW"] {
        for part in ["articles/multi-factor-authentication", "includes"] {
            copy(
                &corpus.join(locale).join(part),
                &folder.join(locale).join(part),
            );
        }
        settings += &format!("  - {{ tag: {locale}, dir: {locale} }}\n");
    }
    std::fs::write(folder.join("docent.yml"), settings).expect("the folder can be written");
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the corpus can be read");
        let below = entry
            .path()
            .strip_prefix(from)
            .expect("it lies in the folder that is walked");
        let copy = to.join(below);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&copy).expect("the folder can be made");
        } else {
            std::fs::copy(entry.path(), &copy).expect("the file can be copied");
        }
    }
}
