//! What an owner lays over docent's own look, done with the program as the handbook says it.

use crate::site::{Site, page};

const CONFIG: &str =
    "title: T\nsource: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n";
const HANDBOOK: [&str; 2] = [
    include_str!("../../content/en-US/articles/handbook/theming.md"),
    include_str!("../../content/nl-NL/articles/handbook/theming.md"),
];
const LOCALES_PAGES: [&str; 2] = [
    include_str!("../../content/en-US/articles/handbook/locales.md"),
    include_str!("../../content/nl-NL/articles/handbook/locales.md"),
];

fn site(config: &str, files: &[(&str, &str)]) -> Site {
    let site = Site::new(&[
        ("docent.yml", &format!("{CONFIG}{config}")),
        ("en/a.md", &page("A", "> [AZURE.TIP] Words.\n")),
        ("nl/a.md", &page("A", "> [AZURE.TIP] Woorden.\n")),
    ]);
    for (path, text) in files {
        site.write(path, text);
    }
    site
}

#[track_caller]
fn built(site: &Site) {
    let ran = site.run(&["build", "--quiet"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn addresses_are_relative_unless_it_is_known_where_the_site_will_stand() {
    let relative = "href=\"../../nl-nl/a/index.html\"";
    for (config, options, link) in [
        ("", &[][..], relative),
        ("base_url: /\n", &[], "href=\"/nl-nl/a/\""),
        ("", &["--base-url", "/docs/"], "href=\"/docs/nl-nl/a/\""),
        ("relative_links: false\n", &[], "href=\"/nl-nl/a/\""),
        (
            "relative_links: true\nbase_url: https://t.example/docs/\n",
            &[],
            relative,
        ),
    ] {
        let site = site(config, &[]);
        let ran = site.run(&[&["build", "--quiet"], options].concat());
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        let html = site.read("public/en-us/a/index.html");
        assert!(html.contains(link), "{config} {options:?}: {html}");
        let missing = site.read("public/en-us/404.html");
        assert!(
            missing.contains("href=\"/"),
            "{config} {options:?}: {missing}"
        );
    }
}

/// The files of the worked example: a path in back quotes at the end of a paragraph, then a block of code.
fn worked_example(handbook: &str) -> Vec<(&str, &str)> {
    let lines = handbook.split_inclusive('\n');
    let mut offset = 0;
    let mut files = Vec::new();
    for line in lines {
        offset += line.len();
        let path = line.trim_end().strip_suffix("`:");
        let Some((_, path)) = path.and_then(|line| line.rsplit_once('`')) else {
            continue;
        };
        let block = handbook[offset..].split_once("```").expect("a block").1;
        let (_, text) = block.split_once('\n').expect("a block has lines");
        files.push((path, text.split_once("```").expect("it ends").0));
    }
    files
}

#[test]
fn the_worked_example_works_as_written() {
    for handbook in HANDBOOK {
        let files = worked_example(handbook);
        assert_eq!(files.len(), 4, "{files:?}");
        let site = site("theme: themes/contoso\n", &files);
        built(&site);
        let dutch = site.read("public/nl-nl/a/index.html");
        for words in [
            "Handig om te weten",
            "1234",
            "/theme/contoso.",
            "/theme/docent.",
        ] {
            assert!(dutch.contains(words), "{words}: {dutch}");
        }
        assert!(!site.read("public/en-us/a/index.html").contains("Handig"));
    }
}

#[test]
fn the_handbook_lists_the_languages_that_have_messages() {
    let folders = std::fs::read_dir("locales").expect("it is there");
    for folder in folders {
        let tag = folder.expect("it is there").file_name();
        let tag = format!("`{}`", tag.display());
        for handbook in LOCALES_PAGES {
            assert!(handbook.contains(&tag), "{tag}");
        }
    }
}

#[test]
fn a_site_s_own_messages_count_more_than_those_of_its_theme() {
    let site = site(
        "theme: look/\n",
        &[
            (
                "look/locales/nl-NL/look.ftl",
                "callout-tip = Weetje\nhome = Begin\n",
            ),
            ("locales/nl-NL/site.ftl", "home = Voorpagina\n"),
        ],
    );
    built(&site);
    let dutch = site.read("public/nl-nl/a/index.html");
    assert!(dutch.contains(">Weetje<"), "{dutch}");
    assert!(dutch.contains(">Voorpagina<"), "{dutch}");
}

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"></svg>";

#[test]
fn a_logo_lies_beside_the_configuration_or_in_the_source() {
    let table = [
        ("logo.svg", "logo.svg"),
        ("/logo.svg", "logo.svg"),
        ("./pictures/logo.SVG", "pictures/logo.SVG"),
        ("media/logo.svg", "en/media/logo.svg"),
        ("en/media/logo.svg", "en/media/logo.svg"),
    ];
    for (written, place) in table {
        let config = format!("base_url: /docs/\nlogo: {written}\n");
        let site = site(&config, &[(place, DRAWING)]);
        let checked = site.run(&["check"]);
        assert_eq!(checked.code, 0, "{written}: {}", checked.stdout);
        built(&site);
        let dutch = site.read("public/nl-nl/a/index.html");
        let (_, logo) = dutch
            .split_once("<img src=\"/docs/")
            .expect("there is a logo");
        let (file, rest) = logo.split_once('"').expect("its address ends");
        assert_eq!(site.read(&format!("public/{file}")), DRAWING, "{written}");
        assert!(
            rest.starts_with(" alt=\"\" width=\"40\" height=\"20\">"),
            "{rest}"
        );
        let icon = format!("<link rel=\"icon\" href=\"/docs/{file}\">");
        assert!(dutch.contains(&icon), "{icon}: {dutch}");
    }
}

#[test]
fn a_logo_elsewhere_stays_where_it_is() {
    let site = site("logo: https://example.org/logo.svg\n", &[]);
    built(&site);
    let page = site.read("public/en-us/a/index.html");
    assert!(
        page.contains("<img src=\"https://example.org/logo.svg\" alt=\"\">"),
        "{page}"
    );
}

#[test]
fn a_logo_that_is_nowhere_is_a_finding() {
    let site = site("logo: /lgo.svg\n", &[("logo.svg", DRAWING)]);
    let ran = site.run(&["check", "--output-format", "concise"]);
    let told = "docent.yml:6:7: error[config-invalid] there is no logo `lgo.svg`; name a file";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
}

#[test]
fn addresses_for_editing_are_those_of_each_repository() {
    let site = Site::new(&[
        (
            "docs/docent.yml",
            "edit_url: 'https://g/docs/{file}'\nsource: en-US\nlocales:\n  \
             - { tag: en-US, dir: ./en }\n  \
             - { tag: nl-NL, dir: ../docs.nl-NL, edit_url: 'https://g/nl/{locale}/{file}' }\n  \
             - { tag: fr-FR, dir: ../docs.fr-FR/content, edit_url: 'https://g/fr/{dir}/_/{path}' }\n  \
             - { tag: de-DE, dir: ../loose, edit_url: 'https://g/de/{file}' }\n",
        ),
        ("docs/en/a.md", &page("A", "")),
        ("docs/en/b.md", &page("B", "")),
        ("docs.nl-NL/a.md", &page("A", "")),
        ("docs.nl-NL/.git/HEAD", ""),
        ("docs.fr-FR/content/a.md", &page("A", "")),
        ("docs.fr-FR/.git/HEAD", ""),
        ("loose/a.md", &page("A", "")),
    ]);
    let ran = site.run_in("docs", &["build", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for (page, address) in [
        ("en-us/a", "https://g/docs/en/a.md"),
        ("nl-nl/a", "https://g/nl/nl-NL/a.md"),
        ("nl-nl/b", "https://g/docs/en/b.md"),
        ("fr-fr/a", "https://g/fr/content/_/a.md"),
        ("de-de/a", "https://g/de/a.md"),
    ] {
        let html = site.read(&format!("docs/public/{page}/index.html"));
        let link = format!("href=\"{address}\"");
        assert!(html.contains(&link), "{link}: {html}");
    }
}

#[test]
fn another_search_gets_its_texts_and_no_index() {
    let site = site("search: pagefind\nbase_url: /docs/\n", &[]);
    built(&site);
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(site.path(folder)).expect("it is there");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.map(|entry| entry.file_name());
        let names = entries.map(|entry| name(entry).expect("it can be read"));
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("public/nl-nl/search-index"), ["messages.js"]);
    let html = site.read("public/nl-nl/a/index.html");
    for words in [
        "data-bundle=\"/docs/pagefind/pagefind.js\"",
        "data-engine=\"/docs/theme/search-pagefind.",
        "data-index=\"/docs/nl-nl/search-index/index.js\"",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
}
