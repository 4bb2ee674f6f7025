//! Content paths: where a source or an asset lies below its locale's folder, the same in every locale.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// The most bytes that file systems take for the name of a file or folder.
const LONGEST_NAME: usize = 255;

/// What a name that is made from a writer's words leaves free for the endings of files.
const FOR_ENDINGS: usize = 15;

/// A path below a locale's folder: `/` between its parts, no empty, `.` or `..` part, compared byte for byte.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(Arc<str>);

/// A path that would lead out of the content root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfScope;

/// Whether a path leads through something hidden or through packages of other programs, which are never content.
pub fn is_kept_out(path: &str) -> bool {
    path.split('/')
        .any(|part| is_never_content(part.as_bytes()))
}

/// Whether a file or folder of this name is never content, wherever it lies.
pub fn is_never_content(name: &[u8]) -> bool {
    name.starts_with(b".") || name == b"node_modules"
}

impl ContentPath {
    /// The path from `text`, whose `.` and `..` parts are resolved.
    ///
    /// # Errors
    /// [`OutOfScope`] when `..` leads above the root.
    pub fn new(text: &str) -> Result<Self, OutOfScope> {
        normalise("", text).map(|path| Self(path.into()))
    }

    /// `target` as seen from the folder of this path; `\` is not a separator here.
    ///
    /// # Errors
    /// [`OutOfScope`] when `..` leads above the root.
    pub fn join(&self, target: &str) -> Result<Self, OutOfScope> {
        normalise(self.folder(), target).map(|path| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in, without a final `/`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part: `b.md` of `a/b.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The last part without its last extension: `b` of `a/b.md`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What stands behind the last dot of the file name, if anything: `md` of `a/b.md`.
    pub fn extension(&self) -> Option<&str> {
        self.file_name()
            .rsplit_once('.')
            .map(|(_, extension)| extension)
    }

    /// Whether there can be a file at it: file systems take paths of about a thousand bytes below the folder that it is
    /// published in.
    pub fn can_be_file(&self) -> bool {
        let is_name = |part: &str| part.len() <= LONGEST_NAME && !part.contains('\0');
        self.0.len() <= 1000 && self.0.split('/').all(is_name)
    }

    /// Whether it names a Markdown source.
    pub fn is_markdown(&self) -> bool {
        self.extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
    }

    /// The relative target that leads from the folder of this path to `target`, as a writer would write it.
    pub fn relative(&self, target: &ContentPath) -> String {
        relative(&self.0, &target.0)
    }
}

/// What leads from the file at one path to that at another, both from the same root; a target that ends in `/` is a folder.
pub fn relative(from: &str, to: &str) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b);
    let folders = same.enumerate().filter(|(_, (byte, _))| *byte == b'/');
    // Behind the last folder that both are in.
    let shared = folders.last().map_or(0, |(at, _)| at + 1);
    let mut path = "../".repeat(from[shared..].matches('/').count());
    path.push_str(&to[shared..]);
    path
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl std::borrow::Borrow<str> for ContentPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The beginning of a name, in whole characters, that file systems take with an ending behind it.
pub fn storable(name: &str) -> &str {
    &name[..name.floor_char_boundary(LONGEST_NAME - FOR_ENDINGS)]
}

/// A path as file systems see it that ignore case or how letters with marks are composed.
pub fn folded(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.nfc().collect::<String>().to_lowercase(),
    }
}

/// A path in the form by which those that cannot stand side by side are neighbours once they are sorted: what lies in a
/// folder follows directly what has the folder's own name. See [`clash`].
pub fn clash_key(path: &str) -> String {
    folded(path).replace('/', "\0")
}

/// Whether the paths behind two keys cannot stand side by side: they are one on a file system that ignores case or how
/// letters with marks are composed, or the second lies in a folder that has the name of the first.
pub fn clash(key: &str, next: &str) -> bool {
    let rest = next.strip_prefix(key);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('\0'))
}

/// `path` as seen from the same place as `folder`, without `.` and `..`; what leads above that place begins with `..`.
pub fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn normalise(folder: &str, target: &str) -> Result<String, OutOfScope> {
    let mut path = String::with_capacity(folder.len() + target.len() + 1);
    path.push_str(folder);
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return Err(OutOfScope),
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).expect("the test's path is within the root")
    }

    #[test]
    fn paths_are_joined_by_their_letters() {
        let cases = [
            ("", ".", ""),
            ("docs", "content/en-US", "docs/content/en-US"),
            ("docs", "./a/", "docs/a"),
            ("docs", "../theme", "theme"),
            ("docs", "../../theme", "../theme"),
        ];
        for (folder, path, expected) in cases {
            assert_eq!(joined(folder, path), expected, "{folder} {path}");
        }
    }

    #[test]
    fn targets_are_joined_to_the_folder_of_the_page() {
        let page = path("articles/mfa/lost-phone.md");
        let pairs = [
            ("codes.md", Ok("articles/mfa/codes.md")),
            ("./media/x.png", Ok("articles/mfa/media/x.png")),
            ("../a//b.md", Ok("articles/a/b.md")),
            ("../../includes/x.md", Ok("includes/x.md")),
            ("../../../etc/passwd", Err(OutOfScope)),
        ];
        for (target, expected) in pairs {
            assert_eq!(
                page.join(target).as_ref().map(ContentPath::as_str),
                expected.as_ref().map(|path| *path),
                "{target}"
            );
        }
    }

    #[test]
    fn relative_is_the_inverse_of_join() {
        for (from, to) in [
            ("a/b/c.md", "a/d/e.md"),
            ("a.md", "b.md"),
            ("a.md", "x/y.md"),
            ("a/b.md", "a/c.md"),
        ] {
            let (from, to) = (path(from), path(to));
            assert_eq!(from.join(&from.relative(&to)), Ok(to));
        }
    }
}
