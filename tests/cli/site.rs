//! A small site in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is removed with this value.
pub struct Site {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A page without findings, but for those of its text: the text begins in line 15, and the heading's anchor is `x`.
pub fn page(title: &str, text: &str) -> String {
    format!(
        "<properties\n    pageTitle=\"{title}\"\n    description=\"{title}\"\n    services=\"x\"\n    authors=\"x\"/>\n\n\
         <tags\n    ms.service=\"x\"\n    ms.topic=\"article\"\n    ms.date=\"11/20/2026\"\n    ms.author=\"x\"/>\n\n\
         # <a name=\"x\"></a>{title}\n\n{text}"
    )
}

impl Site {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self::of(tempfile::tempdir().expect("a folder can be made"));
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub const fn of(folder: tempfile::TempDir) -> Self {
        Self { folder }
    }

    /// The folder as the program names it.
    pub fn root(&self) -> String {
        let real = self.folder.path().canonicalize().expect("it is there");
        real.display().to_string()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("it is there")
    }

    /// All files with their bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn add(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).expect("it is there") {
                let path = entry.expect("it is there").path();
                match path.is_dir() {
                    true => add(&path, files),
                    false => {
                        let bytes = std::fs::read(&path).expect("it is there");
                        files.insert(path, bytes);
                    }
                }
            }
        }
        let mut files = BTreeMap::new();
        add(self.folder.path(), &mut files);
        files
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in(".", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        self.run_as("Ann", folder, arguments)
    }

    /// The same where git knows its user by this name.
    pub fn run_as(&self, user: &str, folder: &str, arguments: &[&str]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_docent"));
        program
            .current_dir(self.path(folder))
            .args(arguments)
            .env_remove("COLUMNS")
            .env("NO_COLOR", "1")
            .envs([
                ("GIT_CONFIG_COUNT", "1"),
                ("GIT_CONFIG_KEY_0", "user.name"),
                ("GIT_CONFIG_VALUE_0", user),
            ]);
        program.output().expect("the program runs").into()
    }

    pub fn shell(&self, command: &str) -> Ran {
        let mut program = Command::new("sh");
        program
            .current_dir(self.folder.path())
            .args(["-c", command]);
        program.output().expect("the shell runs").into()
    }

    pub fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.folder.path()).args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
        ]);
        let ran = git.args(arguments).output().expect("git runs");
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self {
            code: output.status.code().expect("no signal ended it"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Ran {
    /// Compares everything.
    #[track_caller]
    pub fn expect(&self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(
            (self.code, &*self.stdout, &*self.stderr),
            (code, stdout, stderr)
        );
    }

    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect()
    }
}
