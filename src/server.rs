//! The server.
/// Own.
pub const OWN_FOLDER: &str = "/_docent/";
pub mod guard; pub mod connection;
