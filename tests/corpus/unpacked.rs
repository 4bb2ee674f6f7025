//! Where the real corpus lies on this computer: unpacked already, or packed beside the checkout, or nowhere.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The locales of the corpus, the source first.
pub const LOCALES: [&str; 3] = ["en-CA", "nl-NL", "zh-TW"];

/// The folder that holds the locales' folders: that of `DOCENT_CORPUS`, else what `../shared/corpus/unpack` unpacks.
/// Without either the reason is printed and there is none; the test that asked then has nothing to do.
pub fn folder() -> Option<&'static Path> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match FOLDER.get_or_init(find) {
        Ok(folder) => Some(folder),
        Err(reason) => {
            println!("skipped: {reason}");
            None
        }
    }
}

/// What lies beside the checkout for those who have the corpus: its expected links and its samples.
pub fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("DOCENT_SHARED").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// The paths of the sample, which covers nearly every construct of the dialect, one a line.
pub fn sample() -> Option<String> {
    let list = shared()?.join("truth/sample.txt");
    Some(std::fs::read_to_string(&list).expect("the sample's list can be read"))
}

fn find() -> Result<PathBuf, String> {
    if let Some(folder) = std::env::var_os("DOCENT_CORPUS").map(PathBuf::from) {
        let whole = LOCALES.iter().all(|locale| folder.join(locale).is_dir());
        assert!(
            whole,
            "DOCENT_CORPUS names {}, which lacks a locale",
            folder.display()
        );
        return Ok(folder);
    }
    let shared = shared().ok_or("DOCENT_CORPUS is not set and there is no ../shared/corpus")?;
    unpack(&shared.join("corpus")).inspect_err(|reason| {
        assert!(
            std::env::var_os("CI").is_none(),
            "the corpus is there but cannot be used: {reason}"
        );
    })
}

/// Unpacks the corpus into the build's own temporary folder, once for all test programs. The folder gets its final
/// name only when it is whole, so that a test program never sees half of it.
fn unpack(packed: &Path) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    if folder.is_dir() {
        return Ok(folder);
    }
    let draft = folder.with_extension(std::process::id().to_string());
    let status = Command::new(packed.join("unpack"))
        .args(LOCALES)
        .arg(&draft)
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("{}/unpack ended with {status}", packed.display())),
        Err(error) => {
            return Err(format!(
                "{}/unpack cannot be run: {error}",
                packed.display()
            ));
        }
    }
    if std::fs::rename(&draft, &folder).is_err() {
        // Another test program was faster.
        std::fs::remove_dir_all(&draft).map_err(|error| error.to_string())?;
    }
    Ok(folder)
}
