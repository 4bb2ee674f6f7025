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
