//! `docent serve` as a browser and an attacker meet it: the real program on the loopback interface, asked byte by byte.
#![cfg(feature = "serve")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "serve/addresses.rs"]
mod addresses;
#[path = "serve/load.rs"]
mod load;
#[path = "serve/mistakes.rs"]
mod mistakes;
#[path = "serve/process.rs"]
mod process;
#[path = "serve/saving.rs"]
mod saving;
#[path = "serve/server.rs"]
mod server;
#[path = "serve/strangers.rs"]
mod strangers;
