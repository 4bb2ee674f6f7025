//! What `check --fix` writes: the meaning of a page stays, and what is not certain is left to the writer.

use super::site::Site;

/// The files that the pages below lead to.
const OTHERS: [(&str, &str); 6] = [
    (
        "docent.yml",
        "base_url: https://help.example.org/docs/\nsource: en-US\nlocales: [{ tag: en-US, dir: en }, { tag: nl-NL, dir: nl }]\nchecks: { required: [], levels: { front-matter-missing: off } }\n",
    ),
    (
        "en/other.md",
        "# Other\n\n## <a name=\"step-1-windows\"></a>One\n\n## <a name=\"anchor-name\"></a>Two\n",
    ),
    ("en/install-v2.md", "# Install\n"),
    ("en/moved/only-here.md", "# Only here\n"),
    ("nl/only-dutch.md", "# Alleen hier\n"),
    (
        "en/toc.yml",
        "- name: Escaped\n  href: \"oth\\x65rs.md\"\n- name: A sibling\n  href: install-v3.md\n- name: In another folder\n  href: only-here.md\n",
    ),
];

/// A page, and what becomes of it.
const PAGES: [(&str, &str); 26] = [
    // Other digits are another name; a slip in a word is one.
    (
        "[a](other.md#step-2-windows)\n",
        "[a](other.md#step-2-windows)\n",
    ),
    ("[a](other.md#anchor-nmae)\n", "[a](other.md#anchor-name)\n"),
    (
        "[a][step-2]\n\n[step-1]: other.md\n",
        "[a][step-2]\n\n[step-1]: other.md\n",
    ),
    (
        "[a][setps]\n\n[steps]: other.md\n",
        "[a][steps]\n\n[steps]: other.md\n",
    ),
    (
        "[My setps][] or [steps of mine][]\n\n[My steps]: other.md\n[mine, the steps]: other.md\n",
        "[My setps][My steps] or [steps of mine][]\n\n[My steps]: other.md\n[mine, the steps]: other.md\n",
    ),
    // Signs of another keyboard are plain ones.
    (
        "[a](install–v2．md) [b](other．md＃anchor-name) [c](https：//example.com/) [d][１]\n\n[1]: other.md\n",
        "[a](install-v2.md) [b](other.md#anchor-name) [c](https://example.com/) [d][1]\n\n[1]: other.md\n",
    ),
    // What a reference lost may be all that still says where it led.
    (
        "[a][Marke]\n\n[Ziel]: other.md\n[lost]: install-v2.md\n",
        "[a][Marke]\n\n[Ziel]: other.md\n[lost]: install-v2.md\n",
    ),
    // A sentence behind a word in brackets is none.
    ("- [名称]: 服务器名称。\n", "- \\[名称]: 服务器名称。\n"),
    (
        "[text] [API-reference]\n\n[api-refrence]: other.md\n",
        "[text][api-refrence]\n\n[api-refrence]: other.md\n",
    ),
    // A label gets the blanks of its definition, words that are shown keep their own.
    (
        "[a][é\u{a0}:], [b][\u{a0}c\u{200b}], [É\u{a0}:][] and [é\u{202f}:].\n\n[é :]: other.md\n[c]: other.md\n",
        "[a][é :], [b][c], [É\u{a0}:][é :] and [é\u{202f}:][é :].\n\n[é :]: other.md\n[c]: other.md\n",
    ),
    // No blank between brackets, before a colon or before a target is meant, whatever kind it is of.
    (
        "[a]\u{a0}(other.md), [b]\u{3000} (other.md) and [c]\u{202f}[d].\n\n[d]: other.md\n",
        "[a](other.md), [b](other.md) and [c][d].\n\n[d]: other.md\n",
    ),
    (
        "[a][b], [c][d] and [e][f].\n\n[b]\u{a0}:\u{a0}other.md \"T\"\n[d]：other.md\n[f]:\u{a0}other.md\n",
        "[a][b], [c][d] and [e][f].\n\n[b]: other.md \"T\"\n[d]: other.md\n[f]: other.md\n",
    ),
    // Values stand in plain quotation marks, without the blanks that a language puts within its own.
    (
        "<a name=“x”></a>[a](#x), <a href=«\u{a0}other.md\u{a0}» title=« L’autre »>b</a>.\n",
        "<a name=\"x\"></a>[a](#x), <a href=\"other.md\" title=\"L’autre\">b</a>.\n",
    ),
    // A page that only another locale has is called what it is called.
    ("[a](only-dutch.md)\n", "[a](only-dutch.md)\n"),
    // A list within a list stays one, in a list, too.
    (
        "> [AZURE.NOTE]\n- a\n    - b\n- c\n",
        "> [AZURE.NOTE]\n> - a\n>     - b\n> - c\n",
    ),
    (
        "> [AZURE.NOTE]\n    - a\n      - b\n",
        "> [AZURE.NOTE]\n> - a\n>   - b\n",
    ),
    (
        "> [AZURE.NOTE]\n- a\n> [AZURE.TIP]\n- b\n",
        "> [AZURE.NOTE]\n> - a\n> [AZURE.TIP]\n> - b\n",
    ),
    // Between `<` and `>` a path is no link, and a query stays.
    (
        "<https://help.example.org/docs/en-us/other/>\n",
        "<https://help.example.org/docs/en-us/other/>\n",
    ),
    (
        "[a](/docs/en-us/other/?b=1#anchor-name)\n",
        "[a](other.md?b=1#anchor-name)\n",
    ),
    // The number of a character has no fragment in it.
    ("[a](&#79;ther.md)\n", "[a](other.md)\n"),
    (
        "<properties pageTitle=\"T\" description=\"D\"></properties>\n\n# A\n",
        "<properties pageTitle=\"T\" description=\"D\"/>\n\n# A\n",
    ),
    // Words are not thrown away.
    (
        "<properties pageTitle=\"T\"\n words\n description=\"D\"/>\n\n# A\n",
        "<properties pageTitle=\"T\"\n words\n description=\"D\"/>\n\n# A\n",
    ),
    (
        "[a] [b]\n\n[a]:other.md (A \"q\" b) [b]:other.md (B)\n",
        "[a] [b]\n\n[a]:other.md \"A &quot;q&quot; b\"\n[b]:other.md \"B\"\n",
    ),
    (
        "[a] [b]\n\n[a]: other.md) .aspx [b]: other.md\n",
        "[a] [b]\n\n[a]: other.md) .aspx [b]: other.md\n",
    ),
    // Lines end as those of the file do.
    (
        "[a] [b]\r\n\r\n[a]: other.md [b]: other.md\r\n",
        "[a] [b]\r\n\r\n[a]: other.md\r\n[b]: other.md\r\n",
    ),
    // Perhaps the text in brackets is its label.
    (
        "Open the [Azure portal].\n\n[Azure-portal]: other.md\n",
        "Open the [Azure portal].\n\n[Azure-portal]: other.md\n",
    ),
];

#[test]
fn safe_fixes_keep_the_meaning_of_a_page() {
    let site = Site::new(&OTHERS);
    for (number, (before, _)) in PAGES.iter().enumerate() {
        site.write(&format!("en/page{number:02}.md"), before);
    }
    site.run(&["check", "--fix", "--select", "all"]);
    for (number, (before, after)) in PAGES.iter().enumerate() {
        let text = site.read(&format!("en/page{number:02}.md"));
        assert_eq!(text, *after, "{before}");
    }
    let contents = site.read("en/toc.yml");
    let expected = OTHERS[5].1.replace(" only-here.md", " moved/only-here.md");
    assert_eq!(contents, expected);
}
