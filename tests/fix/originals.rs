//! What a translation lost and its source page has: no safe fix takes the rest of it, an unsafe one brings it back.

use super::site::Site;

const FILES: [(&str, &str); 7] = [
    (
        "docent.yml",
        "source: en-US\nlocales: [{ tag: en-US, dir: en }, { tag: de-DE, dir: de, fallback: en-US }]\nchecks: { required: [], levels: { front-matter-missing: off } }\n",
    ),
    ("en/a/set-up.md", "# Set up\n"),
    (
        "en/a/other.md",
        "# Other\n\n## <a name=\"begin\"></a>Begin\n",
    ),
    ("en/includes/limits.md", "Limits.\n"),
    (
        "en/a/page.md",
        "# Page\n\n[a](set-up.md) [b](other.md#begin) [c][ref] [d](https://example.com/)\n\n[AZURE.INCLUDE [e](../includes/limits.md)]\n\n[ref]: other.md\n",
    ),
    (
        "de/a/page.md",
        "# Seite\n\n[a](einrichten.md) [b](other.md#anfangen) [c][verweisen auf] [d](https://example.com/)\n\n[AZURE.INCLUDE [e](../includes/grenzen.md)]\n\n[Bezug]: other.md\n[Bezug 2]: set-up.md\n",
    ),
    (
        "de/a/set-up.md",
        "# Einrichten\n\n[c] und mehr.\n\n[Bezug]: other.md\n",
    ),
];

#[test]
fn a_translation_gets_what_its_source_page_has() {
    let site = Site::new(&FILES);
    site.write(
        "en/a/set-up.md",
        "# Set up\n\n[c][ref]\n\n[ref]: other.md\n",
    );
    site.run(&["check", "--fix", "--select", "all"]);
    for file in ["de/a/page.md", "de/a/set-up.md"] {
        let written = FILES.iter().find(|(path, _)| *path == file);
        assert_eq!(Some(&*site.read(file)), written.map(|(_, text)| *text));
    }
    let ran = site.run(&["check", "--select", "all", "--output-format", "concise"]);
    assert!(
        ran.stdout.contains("the source page has `set-up.md` here"),
        "{}",
        ran.stdout
    );
    site.run(&[
        "check",
        "--fix",
        "--unsafe-fixes",
        "--select",
        "file-not-found,bookmark-not-found,include-not-found,undefined-reference",
    ]);
    assert_eq!(
        site.read("de/a/page.md"),
        "# Seite\n\n[a](set-up.md) [b](other.md#begin) [c][Bezug] [d](https://example.com/)\n\n[AZURE.INCLUDE [e](../includes/limits.md)]\n\n[Bezug]: other.md\n[Bezug 2]: set-up.md\n"
    );
}
