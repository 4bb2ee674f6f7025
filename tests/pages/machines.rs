//! What a site has for machines: maps, lists for language models, Markdown.

use super::{CONFIG, Published, page, workspace};

#[test]
fn machines_get_maps_lists_and_markdown() {
    let include = "<properties/>\nKept **safe**.\n";
    let a = page(
        "A & B",
        "",
        "Before.\n\n[AZURE.INCLUDE [safe](includes/safe.md)]\n\nBehind.",
    );
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/a.md", &a),
            ("nl-NL/a.md", &a),
            ("en-US/b.md", "# B"),
            ("en-US/includes/safe.md", include),
        ],
    );
    let published = Published::new(&workspace);
    assert_eq!(
        published.text("en-us/a.md"),
        "# A & B\n\nBefore.\n\nKept **safe**.\n\nBehind.\n"
    );
    published.says(
        "robots.txt",
        &["Sitemap: https://help.example.org/docs/sitemap.xml"],
    );
    published.says(
        "sitemap.xml",
        &[
            "<loc>https://help.example.org/docs/nl-nl/a/</loc><xhtml:link rel=\"alternate\" hreflang=\"en-US\"",
            "hreflang=\"x-default\" href=\"https://help.example.org/docs/en-us/a/\"",
        ],
    );
    assert!(!published.text("sitemap.xml").contains("nl-nl/b/"));
    published.says(
        "en-us/llms.txt",
        &[
            "# Help\n",
            "- [A & B](https://help.example.org/docs/en-us/a.md): About A & B.\n",
        ],
    );
    assert!(!published.text("nl-nl/llms.txt").contains("b.md"));
    published.says("index.html", &["href=\"/docs/nl-nl/\" lang=\"nl-NL\""]);
    published.says("404.html", &["noindex"]);
}

#[test]
fn the_sitemap_has_the_pages_that_may_be_found_and_no_others() {
    let a = page("A", "mail", "Text.");
    let files = [
        ("en-US/articles/a.md", &*a),
        ("nl-NL/articles/a.md", &*a),
        ("en-US/articles/mail/b.md", "# B"),
        (
            "en-US/articles/mail/trouble.md",
            "# Troubleshoot\n\n## \"Error 5\" appears\n\nx\n",
        ),
    ];
    let published = Published::new(&workspace(CONFIG, &files));
    assert_sitemap(&published);
    let group = "<xhtml:link rel=\"alternate\" hreflang=\"en-US\" href=\"https://help.example.org/docs/en-us/\"/>\
        <xhtml:link rel=\"alternate\" hreflang=\"nl-NL\" href=\"https://help.example.org/docs/nl-nl/\"/>\
        <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://help.example.org/docs/\"/></url>";
    for home in ["", "en-us/", "nl-nl/"] {
        let home = format!("<url><loc>https://help.example.org/docs/{home}</loc>{group}");
        published.says("sitemap.xml", &[&home]);
    }
    published.says(
        "sitemap.xml",
        &[
            "<loc>https://help.example.org/docs/nl-nl/articles/</loc><xhtml:link rel=\"alternate\" hreflang=\"en-US\"",
            "<loc>https://help.example.org/docs/en-us/articles/mail/</loc>",
            "<loc>https://help.example.org/docs/en-us/all-pages/</loc>",
            "<loc>https://help.example.org/docs/en-us/problems/</loc>",
            "<loc>https://help.example.org/docs/en-us/articles/mail/b/</loc></url>",
        ],
    );
    // The page whose text stands on the home page is there once, and where it is not translated not at all.
    let index = "<properties/>\n<tags ms.date=\"08/22/2016\"/>\n\n# Welcome\n";
    let files = [files[0], ("en-US/index.md", index)];
    let published = Published::new(&workspace(CONFIG, &files));
    assert_sitemap(&published);
    published.says(
        "sitemap.xml",
        &["<loc>https://help.example.org/docs/en-us/</loc><lastmod>2016-08-22</lastmod></url>"],
    );
}

/// A page is in the sitemap if it says itself that it is to be found at its own address.
pub(super) fn assert_sitemap(published: &Published) {
    let address = |path: &str| {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        format!("https://help.example.org/docs/{path}")
    };
    let found = |(path, text): &(String, Option<String>)| {
        let text = text.as_deref().filter(|_| path.ends_with(".html"))?;
        let canonical = format!("<link rel=\"canonical\" href=\"{}\">", address(path));
        let is_found = text.contains(&canonical) && !text.contains("content=\"noindex\"");
        is_found.then(|| address(path))
    };
    let mut pages: Vec<String> = published.0.iter().filter_map(found).collect();
    let mut listed: Vec<String> = published
        .text("sitemap.xml")
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split_once("</loc>").expect("it ends").0.to_owned())
        .collect();
    pages.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, pages);
}
