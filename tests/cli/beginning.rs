//! `docent init` and `docent new`: what they make, and which names they refuse.

use super::site::Site;

#[test]
fn a_configuration_of_another_name_is_made_where_it_is_named() {
    let site = Site::new(&[("help/.keep", "")]);
    let ran = site.run(&["init", "-c", "help/other.yml"]);
    ran.expect(
        0,
        "",
        "wrote help/other.yml\nwrote help/content/en-US/articles/index.md\n",
    );
    assert_eq!(site.run(&["check", "-c", "help/other.yml"]).code, 0);
    let ran = site.run(&["init", "-c", "help/other.yml"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .starts_with("error: `help/other.yml` exists already"),
        "{}",
        ran.stderr
    );
    // A folder that is named is that of the site, wherever the configuration lies.
    let ran = site.run(&["init", "docs", "-c", "docs.yml"]);
    ran.expect(
        0,
        "",
        "wrote docs.yml\nwrote docs/content/en-US/articles/index.md\n",
    );
    assert_eq!(site.run(&["-C", "docs", "check", "-c", "docs.yml"]).code, 0);
}

#[test]
fn a_new_site_says_what_it_still_needs() {
    let site = Site::new(&[("help/docs/.keep", ""), ("docs/en-US/a.md", "# A\n")]);
    site.git(&["init", "-q"]);
    let note =
        |file: &str| format!("note: git takes the output for sources: add `/public` to {file}\n");
    let ran = site.run(&["init", "help"]);
    assert!(ran.stderr.ends_with(&note("help/.gitignore")), "{ran:?}");
    let ran = site.run_in("docs", &["init"]);
    assert!(ran.stderr.ends_with(&note(".gitignore")), "{ran:?}");
    let ran = site.run_in("docs", &["build"]);
    assert!(
        ran.stderr
            .starts_with("note: without the whole address as `base_url` there"),
        "{ran:?}"
    );
    let address = site
        .read("docs/docent.yml")
        .replace("# base_url", "base_url");
    site.write("docs/docent.yml", &address);
    let ran = site.run_in("docs", &["build"]);
    assert!(ran.stderr.starts_with("read 1 source"), "{ran:?}");
    assert!(site.path("docs/public/sitemap.xml").exists());
    // What git ignores already needs no word, and what is in no repository neither.
    site.write("other/site/a.md", "# A\n");
    site.write("other/.gitignore", "public/\n");
    site.run_in("other/site", &["init"])
        .expect(0, "", "wrote ./docent.yml\n");
    let loose = Site::new(&[("a.md", "# A\n")]);
    loose.run(&["init"]).expect(0, "", "wrote ./docent.yml\n");
    // In a repository that is the content as a whole the output lies within.
    site.write("a.md", "# A\n");
    let told = format!("wrote ./docent.yml\n{}", note(".gitignore"));
    site.run(&["init"]).expect(0, "", &told);
}

#[test]
fn folders_with_odd_names_are_quoted() {
    let site = Site::new(&[("my, {docs}/a.md", "# A\n")]);
    assert_eq!(site.run(&["init"]).code, 0);
    assert!(site.read("docent.yml").contains("dir: \"my, {docs}\" }"));
    let ran = site.run(&["check", "--output-format", "concise"]);
    assert!(ran.stdout.contains("1 page of 1 locale"), "{}", ran.stdout);
}

#[test]
fn a_page_is_made_where_one_can_be() {
    let site = Site::new(&[]);
    assert_eq!(site.run(&["init"]).code, 0);
    let long = format!("articles/{}.md", "x".repeat(300));
    let deep = format!("{}x.md", "a/".repeat(600));
    let before = site.files();
    for (path, told) in [
        ("", "names a folder"),
        (".", "names a folder"),
        ("articles/", "names a folder"),
        ("/x.md", "leads out of the locale's folder"),
        ("articles/../../x.md", "leads out of the locale's folder"),
        ("articles/index.md", "exists already"),
        ("articles/Index.md", "differs only in case from `index.md`"),
        ("Articles/phone.md", "differs only in case from `articles`"),
        ("articles/.md", "begins with a dot"),
        ("node_modules/x.md", "lies in `node_modules`"),
        ("includes/x.md", "read into pages"),
        ("articles/aux", "Windows has no files called `aux.md`"),
        ("articles/a:b.md", "Windows has no files called `a:b.md`"),
        ("articles/a\nb.md", "Windows has no files called `a\\nb.md`"),
        ("articles /x.md", "Windows has no files called `articles `"),
        (&long, "its path is too long"),
        (&deep, "its path is too long"),
    ] {
        let ran = site.run(&["new", path]);
        assert_eq!(ran.code, 2, "{path}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{path}: {}", ran.stderr);
    }
    assert_eq!(site.files(), before);
}

#[test]
fn a_new_page_with_an_odd_name_or_title_is_clean() {
    let site = Site::new(&[]);
    assert_eq!(site.run(&["init"]).code, 0);
    let here = site.path("content/en-US/articles/by-its-whole-path.md");
    let here = here.display().to_string();
    for (path, title) in [
        ("articles/my page.md", None),
        ("articles/日本語.md", None),
        ("articles/!!.md", None),
        ("articles/---.md", None),
        ("content/en-US/articles/below", Some(" ")),
        (&*here, Some("")),
        ("articles/c.md", Some("The C#\nof \"[x](y)\" & <b>z</b> #")),
    ] {
        let title = title.map(|title| ["--title", title]);
        let arguments: Vec<&str> = ["new", path]
            .into_iter()
            .chain(title.into_iter().flatten())
            .collect();
        let ran = site.run(&arguments);
        assert_eq!(ran.code, 0, "{path}: {}", ran.stderr);
    }
    let page = site.read("content/en-US/articles/c.md");
    assert!(
        page.contains("# <a name=\"c\"></a>The C\\# of \"\\[x\\](y)\" & \\<b>z\\</b> \\#\n"),
        "{page}"
    );
    let ran = site.run(&["check"]);
    assert!(ran.stdout.starts_with("no findings\n"), "{}", ran.stdout);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
}

#[test]
fn a_translation_begins_with_the_text_of_its_source() {
    let config =
        "source: en-US\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl }\n";
    let text = "---\r\ntitle: Lost\r\nauthor: ann\r\n---\r\n# Lost\r\n\r\n## By train\r\n";
    let site = Site::new(&[
        ("docent.yml", config),
        ("en/articles/lost.md", text),
        ("nl/articles/index.md", "# Welkom\n"),
    ]);
    let refused = site.run(&["new", "-l", "nl-NL", "articles/lost.md", "--title", "Kwijt"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused
            .stderr
            .contains("`--title` is not for a translation")
    );
    let file = site.root() + "/nl/articles/lost.md";
    site.run(&["new", "-l", "nl-NL", "articles/lost"]).expect(
        0,
        "",
        &format!("wrote {file}: the text of en-US, to be translated\n"),
    );
    assert_eq!(site.read("nl/articles/lost.md"), text);
    // What the source does not have is a page of its own, and so is every page of the source.
    let note = "note: en-US has no page `articles/own.md` that this would be a translation of\n";
    for (locale, path, note) in [
        ("nl-NL", "nl/articles/own.md", note),
        ("en-US", "en/articles/index.md", ""),
    ] {
        let ran = site.run(&["new", "-l", locale, &path[3..]]);
        let told = format!("{note}wrote {}/{path}\n", site.root());
        ran.expect(0, "", &told);
        assert!(ran.code == 0 && ran.stderr.ends_with(".md\n"), "{ran:?}");
        assert!(site.read(path).starts_with("<properties\n"));
    }
}

#[test]
fn a_new_page_names_no_author_but_the_user_of_git() {
    let site = Site::new(&[]);
    for (user, author) in [
        ("", ""),
        ("Ann \"A\"", "\n    ms.author=\"Ann &quot;A&quot;\""),
    ] {
        assert_eq!(
            site.run_as(user, ".", &["init", &format!("site{}", user.len())])
                .code,
            0
        );
        let page = site.path(&format!(
            "site{}/content/en-US/articles/index.md",
            user.len()
        ));
        let page = std::fs::read_to_string(page).expect("it was made");
        assert!(page.contains("services=\"\"/>\n"), "{page}");
        assert!(page.contains(&format!("\"{author}/>\n\n#")), "{page}");
    }
}
