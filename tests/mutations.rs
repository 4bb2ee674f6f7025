//! Known defects planted into a copy of the real corpus: `check` finds each at its place and says nothing else.
//!
//! The defects and the score are made by tools that lie beside the checkout, like the corpus; where they are not, nothing is tested.

#[allow(dead_code, reason = "other tests of the corpus use the rest")]
#[path = "corpus/unpacked.rs"]
mod unpacked;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// Defects of each kind.
const PER_KIND: &str = "10";

/// New findings that the tool does not expect although they are right: the code and the reason.
const EXCUSED: &[(&str, &str)] = &[
    (
        "front-matter-missing",
        "the tool adds pages without front matter, as targets of its links",
    ),
    (
        "include-unused",
        "the tool deletes pages, and with one goes the only reader of an include",
    ),
];

/// The families of the tool and the codes that belong to them; front matter is all `front-matter-*`.
const FAMILIES: &[(&str, &str)] = &[
    ("file-not-found", "link-missing"),
    ("file-name-case", "link-case"),
    ("link-out-of-scope", "link-escape"),
    ("bookmark-not-found", "anchor-missing"),
    ("bookmark-case", "anchor-case"),
    ("duplicate-bookmark", "anchor-duplicate"),
    ("include-not-found", "include-missing"),
    ("circular-reference", "include-cycle"),
    ("image-not-found", "image-missing"),
    ("undefined-reference", "ref-undefined"),
    ("unknown-directive", "callout-unknown"),
    ("damaged-directive", "callout-unknown"),
];

#[test]
fn every_planted_defect_is_found_and_nothing_else() {
    let (Some(folder), Some(tools)) = (unpacked::folder(), tools()) else {
        return;
    };
    let runs = [("en-CA", "11"), ("nl-NL", "12"), ("zh-TW", "13")];
    for (locale, seed) in runs {
        let scratch = tempfile::tempdir().expect("a scratch folder can be made");
        let original = folder.join(locale);
        let mutated = scratch.path().join("mutated");
        let truth = scratch.path().join("truth.jsonl");
        plant(&tools, &original, &mutated, &truth, seed);
        let before = check(scratch.path(), locale, &original, "before");
        let after = check(scratch.path(), locale, &mutated, "after");
        let score = score(&tools, scratch.path(), [&before, &after, &truth]);
        assert_eq!(misses(&score), [""; 0], "{locale}, seed {seed}");
        assert_eq!(false_alarms(&score), [""; 0], "{locale}, seed {seed}");
        assert_eq!(score["gone"], json!([]), "{locale}, seed {seed}");
    }
}

/// The folder of the tools, which only those have who have the corpus. Without it there is nothing to do; with it alone, but
/// nothing to run them with, that is said, and is a failure where `CI` is set.
fn tools() -> Option<PathBuf> {
    let Some(tools) = unpacked::shared().map(|shared| shared.join("tools")) else {
        println!("skipped: there is no ../shared/tools");
        return None;
    };
    let python = Command::new("python3").arg("--version").output();
    let missing = match (tools.join("mutate.py").is_file(), python) {
        (true, Ok(_)) => return Some(tools),
        (false, _) => format!("{} has no mutate.py", tools.display()),
        (_, Err(error)) => format!("python3 cannot be run: {error}"),
    };
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    println!("skipped: {missing}");
    None
}

fn plant(tools: &Path, original: &Path, mutated: &Path, truth: &Path, seed: &str) {
    let mut command = Command::new("python3");
    command
        .arg(tools.join("mutate.py"))
        .args([original, mutated]);
    command.args(["--seed", seed, "--per-kind", PER_KIND]);
    let output = command.arg("--truth").arg(truth).output();
    let output = output.expect("the tool can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// All findings in `content`, hints too, in the form that the score reads.
fn check(scratch: &Path, locale: &str, content: &Path, name: &str) -> PathBuf {
    let root = scratch.join(format!("{name}-site"));
    std::fs::create_dir(&root).expect("the scratch folder can be written to");
    let configuration = format!(
        "locales: [{{tag: {locale}, dir: '{}'}}]\n",
        content.display()
    );
    std::fs::write(root.join("docent.yml"), configuration)
        .expect("the scratch folder can be written to");
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    command.arg("check").arg("-C").arg(&root);
    command.args(["--output-format", "json-lines", "--select", "all"]);
    let output = command.output().expect("docent can be run");
    let text = String::from_utf8(output.stdout).expect("the report is UTF-8");
    let path = scratch.join(format!("{name}.jsonl"));
    let lines: String = text
        .lines()
        .map(|line| below(line, &root, content))
        .collect();
    std::fs::write(&path, lines).expect("the scratch folder can be written to");
    path
}

/// A line of the report with its file as the locale's folder has it.
fn below(line: &str, root: &Path, content: &Path) -> String {
    let mut finding: Value = serde_json::from_str(line).expect("each line is an object");
    let file = root.join(finding["file"].as_str().expect("a finding names its file"));
    let file = file.canonicalize().expect("the file is there");
    let content = content.canonicalize().expect("the folder is there");
    let file = file
        .strip_prefix(content)
        .expect("it lies below the locale's folder");
    finding["file"] = json!(file);
    format!("{finding}\n")
}

fn score(tools: &Path, scratch: &Path, [before, after, truth]: [&Path; 3]) -> Value {
    let (map, result) = (scratch.join("map.json"), scratch.join("score.json"));
    let mut families: serde_json::Map<String, Value> = FAMILIES
        .iter()
        .map(|(code, family)| ((*code).to_owned(), json!(family)))
        .collect();
    let front_matter = docent::diagnostic::Code::ALL
        .iter()
        .map(|code| code.as_str());
    let front_matter = front_matter.filter(|code| code.starts_with("front-matter-"));
    families.extend(front_matter.map(|code| (code.to_owned(), json!("frontmatter-malformed"))));
    std::fs::write(&map, Value::Object(families).to_string())
        .expect("the scratch folder can be written to");
    let mut command = Command::new("python3");
    command
        .arg(tools.join("score.py"))
        .args([before, after, truth]);
    // Its exit status is bad for every new finding, also for those that are excused.
    let output = command
        .arg("--map")
        .arg(&map)
        .arg("--json")
        .arg(&result)
        .output();
    output.expect("the tool can be run");
    let text = std::fs::read_to_string(&result).expect("the tool writes the score");
    serde_json::from_str(&text).expect("the score is JSON")
}

/// The kinds of which not each defect was found once, by its own code.
fn misses(score: &Value) -> Vec<String> {
    let kinds = score["kinds"].as_object().expect("the score has kinds");
    let whole = |kind: &Value| kind["strict"] == kind["n"] && kind["echo"] == 0;
    let missed = kinds.iter().filter(|(_, kind)| !whole(kind));
    missed
        .map(|(name, kind)| format!("{name}: {kind}"))
        .collect()
}

/// New findings that no defect explains.
fn false_alarms(score: &Value) -> Vec<String> {
    let all = score["false"]
        .as_array()
        .expect("the score has false alarms");
    let excused = |alarm: &&Value| {
        let on_control = !alarm[0].is_null();
        on_control || !EXCUSED.iter().any(|(code, _)| alarm[1] == *code)
    };
    all.iter()
        .filter(excused)
        .map(ToString::to_string)
        .collect()
}
