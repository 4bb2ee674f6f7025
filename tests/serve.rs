//! `docent serve` as a browser and an attacker meet it: the real program on the loopback interface, asked byte by byte.
#![cfg(feature = "serve")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "serve/addresses.rs"]
mod addresses;
#[path = "serve/built.rs"]
mod built;
#[path = "serve/corpus.rs"]
mod corpus;
#[path = "serve/deciding.rs"]
mod deciding;
#[path = "serve/edits.rs"]
mod edits;
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
#[allow(dead_code, reason = "the sample is for other tests")]
#[path = "corpus/unpacked.rs"]
mod unpacked;
