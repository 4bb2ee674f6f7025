//! What machines read: the sitemap, `robots.txt`, the lists for language models, and pages as Markdown.

pub mod llms;
pub mod markdown;
pub mod sitemap;

use crate::site::view::View;

/// `robots.txt`: everything may be read, and here is the list of it.
pub fn robots(view: &View<'_>) -> String {
    let sitemap = view.urls.full(&view.urls.of_file("sitemap.xml"));
    let sitemap = sitemap
        .map(|url| format!("\nSitemap: {url}\n"))
        .unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
