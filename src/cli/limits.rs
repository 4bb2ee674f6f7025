//! What the system allows this process: how large its files may become, and how much memory it may have.

use std::num::NonZero;
use std::thread::available_parallelism;

/// What each thread may need of the address space, in bytes: its stack, and what its allocator keeps for it. With two, a
/// site of 14,000 sources is built within 900 MiB; with four, one of 300 is not within 512.
const FOR_EACH_THREAD: u64 = 512 << 20;

/// Makes a file that outgrows what this process may write an error with its path, as on a full disk. Otherwise the
/// system ends the program by a signal. Where the handler cannot be had, that is what happens.
#[cfg(all(unix, feature = "serve"))]
pub(super) fn outlive_those_of_files() {
    use tokio::signal::unix::{SignalKind, signal};
    /// `SIGXFSZ`, on Linux, macOS and the BSDs.
    const FILE_OUTGREW_LIMIT: i32 = 25;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build();
    if let Ok(runtime) = runtime {
        let _inside = runtime.enter();
        // The handler stays when the runtime and the stream of signals are gone.
        let _ = signal(SignalKind::from_raw(FILE_OUTGREW_LIMIT));
    }
}

#[cfg(not(all(unix, feature = "serve")))]
pub(super) fn outlive_those_of_files() {}

/// The number of bytes that this process may have in its address space, where that is limited (`ulimit -v`).
pub(super) fn address_space() -> Option<u64> {
    #[cfg(all(unix, not(target_os = "openbsd")))]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(all(unix, not(target_os = "openbsd"))))]
    None
}

/// How many threads work: as many as are `wanted`, or as there are cores, but only as many as find room in an address space
/// of so many bytes. Where there is none, the system ends a program without a word.
pub(super) fn threads(wanted: Option<usize>, address_space: Option<u64>) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    let room = address_space.map_or(u64::MAX, |bytes| bytes / FOR_EACH_THREAD);
    let most = usize::try_from(room).unwrap_or(usize::MAX).max(1);
    wanted.unwrap_or_else(cores).min(most)
}
