//! Pages whose addresses are written as seen from the page itself: such a site can be read from a disk, and put into any
//! folder of a server.
//!
//! In: the HTML of a page and where it stands. Out: the same HTML, in which `/nl-nl/articles/x/` is `../x/index.html`.
//! Nobody but a server finds the `index.html` of a folder, so it is named.

use std::borrow::Cow;

use memchr::{memmem, memrchr2};
use rustc_hash::FxHashSet;

use super::Presentation;
use super::files::{File, PAGEFIND_FOLDER};
use crate::locale::Locales;
use crate::path;
use crate::site::urls::Urls;

/// The addresses of a site, to be written as seen from one of its files.
#[derive(Clone, Debug)]
pub struct Relative {
    /// Path of the site's root, with `/` at both ends.
    base: String,
    /// What stands behind that in the address of each file; what else there is on the same host belongs to somebody else.
    files: FxHashSet<String>,
    /// The folders whose files are not known yet.
    folders: Vec<String>,
}

impl Relative {
    /// The addresses of a site with these locales.
    pub fn new(presentation: &Presentation, locales: &Locales) -> Self {
        let urls = &presentation.urls;
        let base = urls.base_path();
        let files = presentation.files.iter();
        let files = files.map(|(path, _)| urls.of_file(path)[base.len()..].to_owned());
        let searches = locales
            .iter()
            .map(|(id, _)| format!("{}/", presentation.search_folder(id)));
        Self {
            base: base.to_owned(),
            files: files.collect(),
            folders: searches.chain([PAGEFIND_FOLDER.to_owned()]).collect(),
        }
    }

    /// The HTML of the file at `path` of the output. What is shown for missing pages may stand anywhere, and stays.
    pub fn page<'h>(&self, path: &str, file: &File, html: &'h str) -> Cow<'h, str> {
        if matches!(file, File::NotFound(_) | File::RootNotFound) {
            return Cow::Borrowed(html);
        }
        let here = Urls::escaped(path);
        let mut out = String::with_capacity(html.len());
        let mut written = 0;
        for start in addresses(file, html) {
            // It ends as it began, or with the attribute that it is a part of.
            let mark = if html[..start].ends_with('\'') {
                '\''
            } else {
                '"'
            };
            let length = html[start..].find(mark).unwrap_or(html.len() - start);
            if let Some(link) = self.seen_from(&here, &html[start..start + length]) {
                out.push_str(&html[written..start]);
                out.push_str(&link);
                written = start + length;
            }
        }
        out.push_str(&html[written..]);
        Cow::Owned(out)
    }

    /// The address `url` of a page as the file at `path` has it; `url` itself where it leads out of the site.
    pub fn link(&self, path: &str, url: String) -> String {
        self.seen_from(&Urls::escaped(path), &url).unwrap_or(url)
    }

    /// `url` as the file at `here` has it, if it leads to the site; `here` is escaped as addresses are.
    fn seen_from(&self, here: &str, url: &str) -> Option<String> {
        let below = url.strip_prefix(&*self.base)?;
        let (target, behind) = below.split_at(below.find(['?', '#']).unwrap_or(below.len()));
        let is_in = |folder: &String| target.starts_with(&**folder);
        if !self.files.contains(target) && !self.folders.iter().any(is_in) {
            return None;
        }
        let mut link = path::relative(here, target);
        if link.is_empty() || link.ends_with('/') {
            link.push_str("index.html");
        }
        // `a:b.html` would be the scheme `a`.
        let first = link.split('/').next().unwrap_or_default();
        if first.contains(':') {
            link.insert_str(0, "./");
        }
        link.push_str(behind);
        Some(link)
    }
}

/// Where in `html` the addresses begin that a host's root is before, in order.
fn addresses(file: &File, html: &str) -> Vec<usize> {
    let bytes = html.as_bytes();
    let refresh = match file {
        // `<meta http-equiv="refresh" content="0; url=/x/">`
        File::Redirect(..) => memmem::find(bytes, b"; url=/").map(|at| at + "; url=".len()),
        _ => None,
    };
    let plain = memmem::find_iter(bytes, b"=\"/");
    let values = plain.chain(memmem::find_iter(bytes, b"='/")).filter(|&at| {
        // Text between tags may look like an attribute; it has no `<`.
        let tag = memrchr2(b'<', b'>', &bytes[..at]).filter(|&tag| bytes[tag] == b'<');
        tag.is_some_and(|tag| has_address(&html[tag..at]))
    });
    let mut all: Vec<usize> = values.map(|at| at + "=\"".len()).chain(refresh).collect();
    all.sort_unstable();
    all
}

/// Whether the last attribute of a tag that is written so far is an address, to a browser or to a script.
fn has_address(tag: &str) -> bool {
    let name = tag.rsplit([' ', '\n', '\t']).next().unwrap_or_default();
    matches!(name, "href" | "src" | "action" | "poster") || name.starts_with("data-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(base: &str) -> Relative {
        let files = [
            "",
            "en-us/",
            "en-us/articles/a/",
            "en-us/articles/b/",
            "en-us/articles/a/media/x.png",
            "en-us/articles/a/x:y.png",
            "en-us/b/",
            "en-us/search/",
            "en-us/%C3%BC%20b/c/",
            "theme/docent.css",
        ];
        Relative {
            base: base.to_owned(),
            files: files.into_iter().map(str::to_owned).collect(),
            folders: vec!["en-us/search-index/".to_owned()],
        }
    }

    #[test]
    fn addresses_are_seen_from_their_page() {
        let from = "en-us/articles/a/index.html";
        for (url, seen) in [
            ("/en-us/articles/b/", "../b/index.html"),
            ("/en-us/articles/b/#part", "../b/index.html#part"),
            ("/en-us/articles/a/", "index.html"),
            ("/en-us/articles/a/media/x.png", "media/x.png"),
            ("/en-us/articles/a/x:y.png", "./x:y.png"),
            ("/en-us/search/?q=a/b", "../../search/index.html?q=a/b"),
            ("/en-us/", "../../index.html"),
            ("/", "../../../index.html"),
            ("/theme/docent.css", "../../../theme/docent.css"),
            // Another part of the host.
            ("/pricing/", "/pricing/"),
            ("/en-us/pricing/", "/en-us/pricing/"),
            ("//en-us/articles/b/", "//en-us/articles/b/"),
            ("https://example.org/en-us/", "https://example.org/en-us/"),
        ] {
            assert_eq!(relative("/").link(from, url.to_owned()), seen, "{url}");
        }
        let below =
            relative("/docs/").link("en-us/ü b/index.html", "/docs/en-us/%C3%BC%20b/c/".into());
        assert_eq!(below, "c/index.html");
    }

    #[test]
    fn only_attributes_hold_addresses() {
        let html = r#"<a class="x" href="/en-us/b/">see ="/en-us/" or href="/en-us/"</a><form
data-index="/en-us/search-index/index.js" action="/en-us/search/"><img alt="/en-us/" src='/en-us/b/'>"#;
        let seen = r#"<a class="x" href="../b/index.html">see ="/en-us/" or href="/en-us/"</a><form
data-index="../search-index/index.js" action="../search/index.html"><img alt="/en-us/" src='../b/index.html'>"#;
        let file = File::Root;
        let found = relative("/").page("en-us/a/index.html", &file, html);
        assert_eq!(found, seen);
        assert_eq!(
            relative("/").page("404.html", &File::RootNotFound, html),
            html
        );
    }
}
