//! What the repository of a site knows of an earlier revision, asked from the `git` program.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustc_hash::FxHashSet;

use crate::error::{Error, Result};

/// A work tree.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Its root.
    pub root: PathBuf,
}

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// The name of its bytes.
    pub object: String,
    /// How many bytes.
    pub size: u64,
    /// Whether it is a symbolic link; its bytes are then where it leads.
    pub link: bool,
}

/// The files that are other in the work tree than they were at a commit, by their paths from the root of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// All files that were changed, or are gone, or have another name.
    pub paths: FxHashSet<String>,
    /// Those that were given another name: the old path and the new one.
    pub renamed: Vec<(String, String)>,
}

impl Repository {
    /// The repository that `folder` lies in.
    ///
    /// # Errors
    /// It lies in none, or there is no git.
    pub fn of(folder: &Path) -> Result<Self> {
        let root = run(folder, &["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            Failure::Refused(_) => {
                Error::usage(format!("`{}` is in no git repository", folder.display()))
                    .with_help("`--since` compares with a revision of the repository")
            }
            other => other.into(),
        })?;
        let root = PathBuf::from(text(&root));
        let root = root
            .canonicalize()
            .map_err(Error::io("open the folder", root))?;
        Ok(Self { root })
    }

    /// The commit that work since `revision` began at: the last one that is also in the history of what is checked out.
    ///
    /// # Errors
    /// There is no such revision.
    pub fn start_of(&self, revision: &str) -> Result<String> {
        let commit = format!("{revision}^{{commit}}");
        let commit = run(
            &self.root,
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &commit,
            ],
        );
        let commit = commit.map_err(|error| match error {
            Failure::Refused(_) => Error::usage(format!(
                "there is no revision `{revision}` in the repository `{}`",
                self.root.display()
            ))
            .with_help("a shallow clone lacks older revisions: fetch them first"),
            other => other.into(),
        })?;
        let commit = text(&commit).to_owned();
        match run(&self.root, &["merge-base", &commit, "HEAD"]) {
            Ok(base) => Ok(text(&base).to_owned()),
            // No history in common, as in a shallow clone: the revision itself is the best that there is.
            Err(Failure::Refused(_)) => Ok(commit),
            Err(other) => Err(other.into()),
        }
    }

    /// The commit of the submodule that a commit of this repository has at `path`; `None` if none is there.
    ///
    /// # Errors
    /// git cannot read it.
    pub fn submodule(&self, commit: &str, path: &str) -> Result<Option<String>> {
        let listed = run(&self.root, &["ls-tree", "--full-tree", commit, "--", path])?;
        let mut facts = text(&listed).split_whitespace().skip(1);
        let is_commit = facts.next() == Some("commit");
        Ok(facts.next().filter(|_| is_commit).map(str::to_owned))
    }

    /// All files of a commit.
    ///
    /// # Errors
    /// git cannot read it.
    pub fn files(&self, commit: &str) -> Result<Vec<Entry>> {
        let listed = run(
            &self.root,
            &["ls-tree", "-r", "-l", "-z", "--full-tree", commit],
        )?;
        Ok(listed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// What is other in the work tree than it was at `commit`.
    ///
    /// # Errors
    /// git cannot compare.
    pub fn changes(&self, commit: &str) -> Result<Changes> {
        let listed = run(
            &self.root,
            &[
                "diff",
                "--name-status",
                "-z",
                "-M",
                "--no-ext-diff",
                commit,
                "--",
            ],
        )?;
        Ok(changes(&listed))
    }

    /// The bytes behind some objects, in their order.
    ///
    /// # Errors
    /// git cannot read one of them.
    pub fn read(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>> {
        let mut child = command(&self.root, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Failure::NotStarted)?;
        let mut asked = child.stdin.take().expect("the pipe was asked for");
        let answers = child.stdout.take().expect("the pipe was asked for");
        let names: String = objects.iter().flat_map(|object| [object, "\n"]).collect();
        // Asked from a thread of its own, since git answers before it has read everything.
        let asking = std::thread::spawn(move || asked.write_all(names.as_bytes()));
        let mut answers = BufReader::new(answers);
        let bytes: io::Result<Vec<Vec<u8>>> =
            objects.iter().map(|_| answer(&mut answers)).collect();
        drop(answers);
        let _ = asking.join();
        let _ = child.wait();
        bytes.map_err(Error::io("read from git in", &self.root))
    }
}

/// The name that whoever works in `folder` gave git; `None` without git or name.
pub fn user(folder: &Path) -> Option<String> {
    let name = run(folder, &["config", "user.name"]).ok()?;
    Some(text(&name).to_owned()).filter(|name| !name.is_empty())
}

/// Whether git leaves out a file of `folder`, which need not be there; `None` without git or repository.
pub fn ignores(folder: &Path, file: &str) -> Option<bool> {
    let output = command(folder, &["check-ignore", "--quiet", file]).output();
    match output.ok()?.status.code()? {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

/// One answer of `git cat-file --batch`: a line that ends with the size, the bytes, and a line end.
fn answer(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let size = line
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok());
    let size: usize =
        size.ok_or_else(|| io::Error::other(format!("git says `{}`", line.trim_end())))?;
    let mut bytes = vec![0; size + 1];
    from.read_exact(&mut bytes)?;
    bytes.truncate(size);
    Ok(bytes)
}

/// `<mode> <type> <object> <size>\t<path>`; folders of other repositories are no files.
fn entry(line: &[u8]) -> Option<Entry> {
    let line = std::str::from_utf8(line).ok()?;
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_whitespace();
    let mode = facts.next()?;
    facts.next().filter(|kind| *kind == "blob")?;
    Some(Entry {
        path: path.to_owned(),
        object: facts.next()?.to_owned(),
        size: facts.next()?.parse().ok()?,
        link: mode == "120000",
    })
}

/// `<status>\0<path>\0`, with a second path behind `R` for the new name and behind `C` for the copy.
fn changes(listed: &[u8]) -> Changes {
    let mut words = listed
        .split(|byte| *byte == 0)
        .map(|word| String::from_utf8_lossy(word).into_owned());
    let mut changes = Changes::default();
    while let (Some(status), Some(path)) = (words.next(), words.next()) {
        if status.starts_with(['R', 'C'])
            && let Some(new) = words.next()
        {
            changes.paths.insert(new.clone());
            if status.starts_with('R') {
                changes.renamed.push((path.clone(), new));
            }
        }
        changes.paths.insert(path);
    }
    changes
}

enum Failure {
    NotStarted(io::Error),
    Refused(String),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotStarted(error) if error.kind() == io::ErrorKind::NotFound => {
                Self::usage("`--since` needs the program `git`, which is not installed")
            }
            Failure::NotStarted(error) => Self::io("start", "git")(error),
            Failure::Refused(words) => Self::usage(format!("git says: {words}")),
        }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    // Reading must not refresh the index: a check writes nothing into the tree.
    command.env("GIT_OPTIONAL_LOCKS", "0");
    // A hook of one repository has them set, which would make it answer for every other one.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = command(folder, arguments)
        .output()
        .map_err(Failure::NotStarted)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Failure::Refused(text(&output.stderr).to_owned()))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_changes_both_files_and_a_copy_does_not_rename() {
        let listed = b"M\0a.md\0R087\0b.md\0c.md\0D\0d.md\0C100\0e.md\0f.md\0A\0g.md\0";
        let found = changes(listed);
        let mut paths: Vec<&str> = found.paths.iter().map(String::as_str).collect();
        paths.sort_unstable();
        assert_eq!(
            paths,
            ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md"]
        );
        assert_eq!(found.renamed, [("b.md".to_owned(), "c.md".to_owned())]);
        assert_eq!(changes(b""), Changes::default());
    }
}
