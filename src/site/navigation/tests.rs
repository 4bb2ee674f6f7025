//! The way from page to page of small sites.
