//! What `--fix` and `--diff` write, and that nothing else does.

use super::site::{Site, page};
use super::small;

#[test]
fn no_fix_makes_an_error() {
    let text = "［d］（b.md）\n\n[a](b.md\\)\n\n[a](b 2.md)\n\n[a](lost-fone.md#none)\n\n[b](lost-fone.md)\n\n[c](B.md)\n";
    let site = small();
    site.write("en/lost-phone.md", &page("Lost", ""));
    site.write("en/c.md", &page("C", text));
    let errors = |site: &Site| {
        let ran = site.run(&["check", "en/c.md", "--output-format", "json-lines"]);
        let found = ran.json_lines().into_iter();
        let found = found.filter(|finding| finding["level"] == "error");
        let mut found: Vec<String> = found
            .map(|finding| format!("{} {}", finding["code"], finding["message"]))
            .collect();
        found.sort();
        found
    };
    let before = errors(&site);
    site.run(&["check", "en/c.md", "--fix", "--unsafe-fixes"]);
    let after = errors(&site);
    assert!(
        after.len() < before.len() && after.iter().all(|error| before.contains(error)),
        "{before:#?} {after:#?}"
    );
    let written = site.read("en/c.md");
    // What one fix breaks is left as it was, and the others are carried out.
    assert!(
        written.contains("[a](lost-fone.md#none)") && written.contains("[b](lost-phone.md)"),
        "{written}"
    );
    assert!(written.contains("[c](b.md)"), "{written}");
    // One that has several places in the text, too.
    assert!(written.contains("[d](b.md)"), "{written}");
}

#[test]
fn a_check_writes_nothing() {
    let site = small();
    let before = site.files();
    for arguments in [
        &["check"][..],
        &["check", "--fix", "--diff"],
        &["inspect", "en"],
    ] {
        site.run(arguments);
        assert_eq!(site.files(), before, "{arguments:?}");
    }
}

#[test]
fn fixes_are_shown_and_written() {
    let site = small();
    site.run(&["check", "--fix", "--diff", "en"]).expect(
        1,
        "--- a/en/a.md\n+++ b/en/a.md\n@@ -12,6 +12,6 @@\n \n # <a name=\"x\"></a>A\n \n-See [b](B.md) and [gone](gone.md).\n+See [b](b.md) and [gone](gone.md).\n \n ##No space\n",
        "1 finding can be fixed in 1 file\n",
    );
    let ran = site.run(&["check", "--fix", "--all-locales", "en"]);
    assert_eq!(
        (ran.code, &*ran.stderr),
        (1, "2 findings fixed in 2 files\n")
    );
    assert!(site.read("en/a.md").contains("[b](b.md)"));
    assert!(site.read("nl/a.md").contains("[b](b.md)"));
    let again = site.run(&["check", "--fix", "--select", "all"]);
    assert_eq!(again.stderr, "1 finding fixed in 1 file\n");
    assert!(site.read("en/a.md").contains("## No space"));
    assert_eq!(
        site.run(&["check", "--fix", "--select", "all"]).stderr,
        "0 findings fixed in 0 files\n"
    );
}

#[cfg(unix)]
#[test]
fn fixes_write_names_as_targets_can_hold_them() {
    let site = small();
    site.write(
        "en/c#(1)?.md",
        &page("C", "## <a name=\"what-it-does\t\"></a>What\n"),
    );
    site.write(
        "en/a.md",
        &page(
            "A",
            "[c](C%23%281%29%3F.md), [d](C%23%281%29%3F.md#what-it-doez)\n",
        ),
    );
    site.run(&["check", "--fix"]);
    let name = "c%23%281%29%3F.md";
    let fixed = format!("[c]({name}), [d]({name}#what-it-does%09)\n");
    assert!(
        site.read("en/a.md").ends_with(&fixed),
        "{}",
        site.read("en/a.md")
    );
    let again = site.run(&["check", "--fix"]).stderr;
    assert_eq!(again, "0 findings fixed in 0 files\n");
}

#[test]
fn a_lost_name_of_front_matter_is_written_in_once() {
    let site = small();
    let properties = "<properties pageTitle=\"A\" description=\"A\" />\n";
    for damaged in [
        "<ms.service=\"x\" />",
        "ms.service=\"x\" />",
        "<tagsms.service=\"x\" ms.date=\"\" />",
    ] {
        site.write("en/a.md", &format!("{properties}{damaged}\n\n# A\n"));
        site.run(&["check", "--fix", "--unsafe-fixes", "en/a.md"]);
        let fixed = site.read("en/a.md");
        assert!(fixed.starts_with(&format!("{properties}<tags ")), "{fixed}");
        site.run(&["check", "--fix", "--unsafe-fixes", "en/a.md"]);
        assert_eq!(site.read("en/a.md"), fixed, "{damaged}");
    }
}

#[test]
fn what_says_how_to_fix_says_nothing_alone() {
    let site = small();
    for option in ["--unsafe-fixes", "--all-locales"] {
        let ran = site.run(&["check", option]);
        let told = format!("error: `{option}` alone fixes nothing\n");
        assert_eq!(
            (ran.code, ran.stderr.starts_with(&told)),
            (2, true),
            "{ran:?}"
        );
        assert_ne!(site.run(&["check", "--diff", option]).code, 2);
    }
}

#[cfg(unix)]
#[test]
fn fixes_keep_links_permissions_and_bytes() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = small();
    let text = format!("\u{feff}{}", page("A", "[b](B.md)\n")).replace('\n', "\r\n");
    site.write("en/real.md", &text);
    std::fs::set_permissions(
        site.path("en/real.md"),
        std::fs::Permissions::from_mode(0o640),
    )
    .expect("it is ours");
    symlink("real.md", site.path("en/link.md")).expect("it can be made");
    site.run(&["check", "--fix"]);
    assert_eq!(site.read("en/real.md"), text.replace("B.md", "b.md"));
    assert!(site.path("en/link.md").is_symlink());
    let mode = std::fs::metadata(site.path("en/real.md"))
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}
