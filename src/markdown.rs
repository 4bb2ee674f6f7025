//! One Markdown source and what it says.

pub mod metadata;
