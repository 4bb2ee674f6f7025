//! docent turns a multilingual repository of Azure-style Markdown into a linked site, and finds what is broken in it.
//!
//! Facts flow one way: text → facts of one file → one site value → judgement or bytes. The order of the modules below
//! says so: a module may use only what stands above it (`tests/tidy.rs` keeps this).

// ground: positions and texts
pub mod path;
pub mod locale;
pub mod source;
pub mod span;
pub mod line_index;
pub mod diagnostic;
pub mod diff;
pub mod error;
pub mod suggest;
pub mod fnv;
pub mod escape;

// one text
pub mod yaml;
pub mod markdown;
pub mod highlight;
pub mod contents;
pub mod redirects;
pub mod picture;

// settings and messages
pub mod config;
pub mod catalog;

// all texts
pub mod site;

// judgement
pub mod fix;
pub mod rules;

// presentation
pub mod theme;
pub mod search;
pub mod feeds;
pub mod render;

// façade
pub mod workspace;
pub mod publication;

// edges
#[cfg(feature = "external-links")]
pub mod external;
pub mod project;
pub mod images;
pub mod output;
pub mod replace;
pub mod report;
#[cfg(feature = "serve")]
pub mod watch;
#[cfg(feature = "serve")]
pub mod server;

// commands
pub mod options;
pub mod command;
pub mod cli;
