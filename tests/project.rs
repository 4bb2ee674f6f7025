//! How a project is opened and what a build does to the output: what is read, what is refused, what is published.

#[path = "cli/site.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod site;

use site::{Site, page};

const TWO: &str =
    "title: T\nsource: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n";

/// Two locales with a page each.
fn two(config: &str) -> Site {
    Site::new(&[
        ("docent.yml", config),
        ("en/a.md", &page("A", "Text.\n")),
        ("nl/a.md", &page("A", "Tekst.\n")),
    ])
}

#[test]
fn a_configuration_that_would_wreck_the_site_is_not_built() {
    let cases = [
        (
            format!("{TWO}exclude: [\n"),
            "docent.yml:7:1: error[config-invalid] the file cannot be read",
        ),
        (
            TWO.replace("nl-NL", "nl_NL"),
            "docent.yml:5:12: error[config-invalid] `nl_NL` is no language tag\n  help: write a BCP 47 tag such as `nl-NL`\n",
        ),
        (
            TWO.replace("dir: nl", "dir: nl, direction: up"),
            "docent.yml:5:39: error[config-invalid] `locales[1].direction` must be one of `ltr`, `rtl`\n",
        ),
    ];
    for (config, expected) in cases {
        let site = two(TWO);
        assert_eq!(site.run(&["build", "-q"]).code, 0);
        site.write("docent.yml", &config);
        let before = site.files();
        for arguments in [&["build"][..], &["build", "-q"]] {
            let ran = site.run(arguments);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.stderr.starts_with(expected), "{ran:?}");
            assert!(
                ran.stderr
                    .contains("error: `docent.yml` has 1 mistake, so nothing is written\n"),
                "{ran:?}"
            );
            assert_eq!(site.files(), before, "{config}");
        }
        let checked = site.run(&["check", "--output-format", "concise"]);
        assert_eq!(checked.code, 1, "{checked:?}");
        assert!(checked.stdout.contains("error[config-invalid]"));
    }
    let unknown = two(&format!("{TWO}titel: x\n"));
    assert_eq!(unknown.run(&["build", "-q"]).code, 0, "a key too many");
}
