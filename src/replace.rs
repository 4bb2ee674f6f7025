//! A file replaced whole: whoever looks sees the old bytes or the new ones, also after a kill or on a full disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, Result};

/// Makes `path` a file of these bytes, as [`replace_with`] does.
///
/// # Errors
/// The draft cannot be written or not be given the name; the old file stands then as before.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_with(path, |out| out.write_all(bytes))
}

/// Makes `path` a file of what `write` writes, by a draft in the same folder that is given its name. Nothing of it is
/// held in memory: a report may have as many bytes as the site.
///
/// A symbolic link stays, and the file that it leads to is replaced, or made. Permissions stay, and nobody reads in the
/// draft what they may not read in the file. What is no ordinary file, such as `/dev/stdout`, is written into.
///
/// # Errors
/// `write` fails, or the draft cannot be written or not be given the name; the old file stands then as before.
pub fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let real = real(path).map_err(Error::io("write", path))?;
    let standing = fs::metadata(&real).ok();
    if standing
        .as_ref()
        .is_some_and(|metadata| !metadata.is_file())
    {
        let written = File::create(&real).and_then(|file| buffered(&file, write));
        return written.map_err(Error::io("write", path));
    }
    // A rename would replace a file that its owner has protected: ask first.
    if standing.is_some() {
        OpenOptions::new()
            .append(true)
            .open(&real)
            .map_err(Error::io("write", path))?;
    }
    let folder = real.parent().unwrap_or(&real);
    let permissions = standing.map(|metadata| metadata.permissions());
    let (draft, file) = draft_beside(&real, permissions.as_ref())
        .map_err(Error::io("write into the folder", folder))?;
    let written = write_draft(&file, write, permissions).and_then(|()| fs::rename(&draft, &real));
    written.map_err(|error| {
        // The draft is ours; that it cannot be removed either adds nothing to what went wrong.
        let _ = fs::remove_file(&draft);
        Error::io("write", path)(error)
    })
}

/// Where a file is that a symbolic link may lead to, whether it is there yet or not.
fn real(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        // Links that lead to each other are another error, so this comes to an end.
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(target) => real(&path.parent().unwrap_or(path).join(target)),
            Err(_) => Ok(path.to_owned()),
        },
        found => found,
    }
}

/// Removes the drafts that killed programs have left in `folder`. Those of a program at work are locked, and stay.
pub fn sweep(folder: &Path) {
    let names = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name()));
    for name in names.filter(|name| name.as_encoded_bytes().starts_with(DRAFT.as_bytes())) {
        let draft = folder.join(name);
        let is_free = |file: File| file.try_lock().is_ok();
        if OpenOptions::new()
            .write(true)
            .open(&draft)
            .is_ok_and(is_free)
        {
            // One that may not be removed is in nobody's way.
            let _ = fs::remove_file(&draft);
        }
    }
}

/// How the names of drafts begin; the number of the process that writes it follows, and how many it wrote before.
pub const DRAFT: &str = ".docent-draft-";

/// A new file with a short hidden name, since the file's own may be as long as the system allows. No other draft has it,
/// neither of another thread nor of a process in another container that has the same number.
///
/// Where a file with permissions of its own stands, the draft is its owner's alone until it has those.
fn draft_beside(path: &Path, permissions: Option<&fs::Permissions>) -> io::Result<(PathBuf, File)> {
    static DRAFTS: AtomicU32 = AtomicU32::new(0);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if permissions.is_some() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = permissions;
    loop {
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let draft = path.with_file_name(format!("{DRAFT}{}-{number}", std::process::id()));
        match options.open(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (draft, file)),
        }
    }
}

fn write_draft(
    file: &File,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    // Where the file system has no locks, nobody sweeps either.
    let _ = file.lock();
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    buffered(file, write)?;
    file.sync_all()
}

/// Hands what `write` writes on to `out` in large pieces, to its last byte.
///
/// # Errors
/// `write` fails, or `out` takes no more.
pub fn buffered(
    out: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let written = write(&mut out).and_then(|()| out.flush());
    // What could not be written must not be tried again when the buffer is dropped.
    let _ = out.into_parts();
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_to_its_end_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("a.md");
        replace(&path, b"old").expect("it can be written");
        let written = replace_with(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(written.is_err());
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("a.md");
        for text in ["one", "two"] {
            replace(&path, text.as_bytes()).expect("it can be written");
            assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
    }

    #[test]
    fn files_of_one_folder_can_be_replaced_at_once() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for number in 0..8 {
                let (path, start) = (folder.path().join(format!("{number}.md")), &start);
                scope.spawn(move || {
                    let write = |out: &mut dyn Write| {
                        start.wait();
                        out.write_all(number.to_string().as_bytes())
                    };
                    replace_with(&path, write).expect("it can be written");
                });
            }
        });
        for number in 0..8 {
            let text = fs::read_to_string(folder.path().join(format!("{number}.md")));
            assert_eq!(text.expect("it is there"), number.to_string());
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 8);
    }

    #[test]
    fn what_killed_programs_left_is_swept_and_what_is_written_stays() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |name: &str| folder.path().join(name);
        for name in [".docent-draft-1", ".docent-draft-2", "a.md"] {
            fs::write(at(name), "half").expect("it can be written");
        }
        let held = File::create(at(".docent-draft-2")).expect("it can be written");
        held.lock().expect("it can be locked");
        sweep(folder.path());
        assert!(!at(".docent-draft-1").exists());
        assert!(at(".docent-draft-2").exists() && at("a.md").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_to_nothing_yet_stays_and_leads_to_the_file() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("below")).expect("it can be made");
        symlink("below/second", at("first")).expect("it can be made");
        symlink("report.json", at("below/second")).expect("it can be made");
        replace(&at("first"), b"new").expect("it can be written");
        assert!(at("first").is_symlink() && at("below/second").is_symlink());
        let report = fs::read_to_string(at("below/report.json"));
        assert_eq!(report.expect("it is there"), "new");
        symlink("self", at("self")).expect("it can be made");
        assert!(replace(&at("self"), b"new").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn the_draft_of_a_private_file_is_private_from_its_first_byte() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("a.md");
        fs::write(&path, "old").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
        replace_with(&path, |out| {
            for entry in fs::read_dir(folder.path())? {
                let mode = entry?.metadata()?.permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
            out.write_all(b"new")
        })
        .expect("it can be written");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "old").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink("a.md", &link).expect("it can be made");
        replace(&link, b"new").expect("it can be written");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert!(link.is_symlink());
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
