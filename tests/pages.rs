//! Small sites from strings, and the pages and lists that are made of them.

#[path = "pages/beside.rs"]
mod beside;
#[path = "pages/machines.rs"]
mod machines;

use docent::config::Config;
use docent::diagnostic::{Code, Diagnostic};
use docent::locale::LocaleId;
use docent::path::ContentPath;
use docent::publication::Publication;
use docent::render::Content;
use docent::site::Coverage;
use docent::site::index::RowId;
use docent::site::navigation::{self, Place};
use docent::source::{Source, SourceName};
use docent::theme::Theme;
use docent::workspace::{Project, Workspace};

const CONFIG: &str = "
title: Help
base_url: https://help.example.org/docs/
source: en-US
locales:
  - { tag: en-US, name: English }
  - { tag: nl-NL, name: Nederlands }
edit_url: 'https://code.example/{dir}/edit/{path}'
";

/// The site of these files; the first folder of each is its locale.
fn workspace(config: &str, files: &[(&str, &str)]) -> Workspace {
    let (config, problems) = Config::parse(config, &[]);
    assert_eq!(problems, []);
    let mut sources = Vec::new();
    let mut assets = Vec::new();
    for (name, text) in files {
        let (tag, path) = name
            .split_once('/')
            .expect("a locale stands before each path");
        let locale = config
            .locales
            .find(tag)
            .expect("the locale is in the configuration");
        let path = ContentPath::new(path).expect("the path is within the root");
        if !path.is_markdown() && path.extension() != Some("yml") {
            assets.push((locale, path));
            continue;
        }
        sources.push(Source {
            file: (*name).into(),
            name: SourceName { locale, path },
            text: (*text).to_owned().into(),
            undecodable: None,
        });
    }
    let project = Project {
        config,
        config_file: None,
        sources,
        assets,
        redirects: None,
        theme: Vec::new(),
        messages: Vec::new(),
        notices: Vec::new(),
        too_large: Vec::new(),
    };
    Workspace::open(project, Coverage::WithFallbacks)
}

struct Published(Vec<(String, Option<String>)>);

impl Published {
    fn new(workspace: &Workspace) -> Self {
        let (theme, errors) = Theme::load(&[], &workspace.catalog);
        assert_eq!(errors, []);
        let sizes = |_, _| None;
        let publication = Publication::new(workspace, &theme, None, &sizes, false);
        let files = publication.presentation().files.iter();
        let text = |content| match content {
            Content::Bytes(bytes) => String::from_utf8(bytes).ok(),
            Content::Copy(..) => None,
        };
        let written = files.map(|(path, file)| {
            let content = publication
                .render(file)
                .expect("the default theme is right");
            (path.clone(), text(content))
        });
        Self(written.collect())
    }

    fn paths(&self) -> Vec<&str> {
        let paths = self.0.iter().map(|(path, _)| path.as_str());
        paths.filter(|path| !path.starts_with("theme/")).collect()
    }

    fn text(&self, path: &str) -> &str {
        let found = self.0.iter().find(|(other, _)| other == path);
        let (_, text) = found.unwrap_or_else(|| panic!("{path} is not among {:?}", self.paths()));
        text.as_deref().expect("it is no copy")
    }

    #[track_caller]
    fn says(&self, path: &str, words: &[&str]) {
        let text = self.text(path);
        for words in words {
            assert!(text.contains(words), "{words}\nis not in {path}:\n{text}");
        }
    }
}

fn page(title: &str, services: &str, body: &str) -> String {
    format!(
        "<properties pageTitle=\"{title} | Microsoft Azure\" description=\"About {title}.\" services=\"{services}\"/>\n\n# {title}\n\n{body}\n"
    )
}

/// A tree in one line: `title>path(children)`.
fn outline(workspace: &Workspace, locale: &str) -> String {
    let navigation = navigation::Navigation::new(&workspace.inputs(), workspace.site());
    let locale = workspace
        .config
        .locales
        .find(locale)
        .expect("it is configured");
    let tree = navigation.of(locale);
    fn of(workspace: &Workspace, tree: &navigation::Tree, node: &navigation::Node) -> String {
        let place = match &node.place {
            Place::Title => String::new(),
            Place::Page(row, _) => format!(">{}", workspace.site().index.row(*row).path),
            Place::Listing(path) => format!(">{path}/"),
            Place::Url(url) => format!(">{url}"),
        };
        let children: Vec<String> = node
            .children
            .iter()
            .map(|&at| of(workspace, tree, tree.node(at)))
            .collect();
        let children = if children.is_empty() {
            String::new()
        } else {
            format!("({})", children.join(" "))
        };
        format!("{}{place}{children}", node.title.replace(' ', "_"))
    }
    tree.top()
        .map(|node| of(workspace, tree, node))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn entries_that_lead_out_of_the_site_are_shown_beside_its_pages() {
    let contents = "- name: A\n  href: a.md\n- name: Elsewhere\n  items:\n  - name: X\n    \
        href: https://x.example/\n- name: Both\n  items:\n  - name: A again\n    href: a.md\n  \
        - name: Y\n    href: https://y.example/\n";
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/a.md", &page("A", "", "")),
            ("en-US/toc.yml", contents),
        ],
    );
    let published = Published::new(&workspace);
    let addresses = ["href=\"https://x.example/\"", "href=\"https://y.example/\""];
    for path in ["en-us/a/index.html", "en-us/index.html"] {
        published.says(path, &addresses);
    }
}

#[test]
fn without_a_contents_file_folders_and_services_are_the_navigation() {
    let (a, b, c, d) = (
        page("Zebra", "", ""),
        page("Apple", "", ""),
        page("Loose", "mail", ""),
        page("Alone", "", ""),
    );
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/articles/sign-in/z.md", &a),
            ("en-US/articles/sign-in/a.md", &b),
            ("en-US/articles/mail-x.md", &c),
            ("en-US/articles/alone.md", &d),
            ("en-US/articles/TOC.md", "# [Index](index.md)"),
            ("en-US/articles/index.md", "# Index"),
        ],
    );
    assert_eq!(
        outline(&workspace, "en-US"),
        "Mail>articles/mail/(Loose>articles/mail-x.md) \
         Sign_in>articles/sign-in/(Apple>articles/sign-in/a.md Zebra>articles/sign-in/z.md) \
         Alone>articles/alone.md Index>articles/index.md"
    );
}

#[test]
fn contents_files_are_read_for_each_locale_and_nested() {
    let (a, b) = (page("A", "", ""), page("B", "", ""));
    let workspace = workspace(
        CONFIG,
        &[
            (
                "en-US/TOC.md",
                "# Start\n## [First](a.md#x)\n# [More](more/toc.yml)\n# [Away](https://x.example/)\n# [Gone](gone.md)\n",
            ),
            (
                "en-US/more/toc.yml",
                "- href: b\n- name: C\n  href: ../c.md\n",
            ),
            ("nl-NL/TOC.md", "# [Eerste](a.md)\n# [Tweede](more/b.md)\n"),
            ("en-US/a.md", &a),
            ("en-US/more/b.md", &b),
            ("en-US/c.md", &a),
            ("en-US/unlisted.md", &a),
        ],
    );
    assert_eq!(
        outline(&workspace, "en-US"),
        "Start(First>a.md) More(B>more/b.md C>c.md) Away>https://x.example/"
    );
    assert_eq!(outline(&workspace, "nl-NL"), "Eerste>a.md Tweede>more/b.md");
}

#[test]
fn entries_that_lead_nowhere_are_found_and_mended_where_one_page_fits() {
    let workspace = workspace(
        CONFIG,
        &[
            (
                "en-US/TOC.md",
                "# [A](lost-fone.md)\n# [B](b.md#x)\n# [C](nothing-like-it.md)\n# [D](d/lost-phone.md)\n",
            ),
            ("en-US/d/lost-phone.md", "# Lost"),
            ("en-US/e/b.md", "# B"),
        ],
    );
    let found = workspace.diagnostics().into_iter();
    let found = found.filter(|(_, finding)| finding.code == Code::TocNotFound);
    let mended = |finding: &Diagnostic| {
        let edit = &finding.fix.as_ref()?.edits[0];
        let mut text = workspace.text(edit.span.source).source.text.to_string();
        text.replace_range(edit.span.range.as_usize(), &edit.replacement);
        let behind = &text[edit.span.range.start as usize..];
        behind.split_once(')').map(|(target, _)| target.to_owned())
    };
    let told: Vec<(String, Option<String>)> = found
        .map(|(_, finding)| (finding.message.to_string(), mended(&finding)))
        .collect();
    let expected = [
        ("`lost-fone.md` does not exist", Some("d/lost-phone.md")),
        ("`b.md#x` does not exist", Some("e/b.md#x")),
        ("`nothing-like-it.md` does not exist", None),
    ];
    let expected = expected.map(|(message, fix)| (message.to_owned(), fix.map(str::to_owned)));
    assert_eq!(told, expected);
}

#[test]
fn what_lies_around_a_page_is_never_the_whole_site() {
    let files: Vec<(String, String)> = (0..300)
        .map(|at| {
            (
                format!("en-US/f{}/p{at:03}.md", at % 3),
                page(&format!("Page {at:03}"), "mail", ""),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let workspace = workspace(CONFIG, &files);
    let navigation = navigation::Navigation::new(&workspace.inputs(), workspace.site());
    let tree = navigation.of(LocaleId(0));
    for row in (0..300).map(RowId) {
        fn count(branches: &[navigation::Branch<'_>]) -> (usize, usize) {
            branches.iter().fold((0, 0), |(all, current), branch| {
                let (inner, inner_current) = count(&branch.children);
                (
                    all + 1 + inner,
                    current + inner_current + usize::from(branch.current),
                )
            })
        }
        let (all, current) = count(&tree.around(row));
        assert!(all <= 40 && current == 1, "{all} {current}");
        assert_eq!(tree.kin("mail", row, 5).len(), 5);
    }
    assert_eq!(tree.alphabet().letters.len(), 1);
    let title = |row: RowId| workspace.site().index.row(row).path.to_string();
    let order: Vec<String> = tree.order().iter().take(2).map(|&row| title(row)).collect();
    assert_eq!(order, ["f0/p000.md", "f0/p003.md"]);
    let (before, behind) = tree.neighbours(tree.order()[0]);
    assert_eq!(
        (before, behind.map(title)),
        (None, Some("f0/p003.md".to_owned()))
    );
}

#[test]
fn every_file_of_the_site_is_listed_once() {
    let stub = "---\nredirect_url: a.md\n---\n";
    let a = page("A", "", "![x](media/x.png)");
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/a.md", &a),
            ("en-US/A.md", &a),
            ("en-US/b/index.md", &a),
            ("en-US/b.md", &a),
            ("en-US/search.md", &a),
            ("en-US/old.md", stub),
            ("en-US/f/g.md", &a),
            ("en-US/media/x.png", ""),
            ("nl-NL/a.md", &a),
        ],
    );
    let published = Published::new(&workspace);
    let paths = published.paths();
    let dutch = paths.iter().filter(|path| path.starts_with("nl-nl/"));
    assert_eq!(
        dutch.copied().collect::<Vec<_>>(),
        [
            "nl-nl/404.html",
            "nl-nl/A/index.html",
            "nl-nl/A.md",
            "nl-nl/all-pages/index.html",
            "nl-nl/b/index.html",
            "nl-nl/b/index.md",
            "nl-nl/b.md",
            "nl-nl/f/g/index.html",
            "nl-nl/f/g.md",
            "nl-nl/f/index.html",
            "nl-nl/index.html",
            "nl-nl/llms.txt",
            "nl-nl/old/index.html",
            "nl-nl/search/index.html",
            "nl-nl/search-1/index.html",
            "nl-nl/search.md",
        ]
        .iter()
        .copied()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
    assert!(paths.contains(&"en-us/media/x.png"));
    assert!(!paths.contains(&"nl-nl/media/x.png"));
    published.says("nl-nl/old/index.html", &["url=/docs/nl-nl/"]);
}

#[test]
fn a_locale_may_be_translated_by_a_machine() {
    let config = CONFIG.replace("tag: nl-NL", "tag: nl-NL, machine_translated: true");
    let by_person = "---\ntitle: A\nms.translationtype: HT\n---\n\nWords.\n";
    let workspace = workspace(
        &config,
        &[
            ("en-US/a.md", "# A\n"),
            ("en-US/b.md", "# B\n"),
            ("nl-NL/a.md", by_person),
            ("nl-NL/b.md", "# B\n"),
            ("nl-NL/own.md", "# Own\n"),
        ],
    );
    let published = Published::new(&workspace);
    let notice = |path: &str| {
        let html = published.text(path);
        let (_, notice) = html.split_once("class=\"notice\"")?;
        let (notice, _) = notice.split_once("</div>")?;
        Some(notice.contains("<a href=\"/docs/en-us/b/\">"))
    };
    for (path, expected) in [
        ("nl-nl/a/index.html", None),
        ("nl-nl/b/index.html", Some(true)),
        ("nl-nl/own/index.html", Some(false)),
        ("en-us/b/index.html", None),
    ] {
        assert_eq!(notice(path), expected, "{path}");
    }
}

#[test]
fn a_page_says_where_it_stands_and_in_which_language() {
    let english = "<properties pageTitle=\"Lost phone | Microsoft Azure\" description=\"When a phone is lost.\" services=\"sign-in\" authors=\"ann;bob\"/>\n<tags ms.date=\"08/22/2016\" ms.tgt_pltfrm=\"Android\" ms.devlang=\"na\"/>\n\n# Lost phone </script>\n";
    let dutch = "<properties pageTitle=\"Telefoon kwijt\" services=\"sign-in\"/>\n<tags ms.date=\"08/22/2016\" ms.translationtype=\"MT\"/>\n\n# Telefoon kwijt\n";
    let other = page("Other", "sign-in", "");
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/articles/lost.md", english),
            ("nl-NL/articles/lost.md", dutch),
            ("en-US/articles/other.md", &other),
        ],
    );
    let published = Published::new(&workspace);
    published.says(
        "en-us/articles/lost/index.html",
        &[
            "<title>Lost phone · Help</title>",
            "rel=\"canonical\" href=\"https://help.example.org/docs/en-us/articles/lost/\"",
            "hreflang=\"nl-NL\" href=\"https://help.example.org/docs/nl-nl/articles/lost/\"",
            "datetime=\"2016-08-22\">",
            "August 22, 2016",
            "ann, bob",
            "Applies to: Android",
            "href=\"/docs/en-us/articles/sign-in/\">Sign in</a>",
            "href=\"https://code.example/en-US/edit/articles/lost.md\"",
            "\"@type\":\"TechArticle\"",
            "href=\"/docs/en-us/articles/other/\">Other</a>",
        ],
    );
    published.says(
        "nl-nl/articles/lost/index.html",
        &[
            "22 augustus 2016",
            "class=\"notice\"",
            "href=\"/docs/en-us/articles/lost/\"",
        ],
    );
    published.says(
        "nl-nl/articles/other/index.html",
        &[
            "rel=\"canonical\" href=\"https://help.example.org/docs/en-us/articles/other/\"",
            "<div class=\"body\" lang=\"en-US\" dir=\"ltr\">",
            "class=\"notice\"",
            "href=\"https://code.example/en-US/edit/articles/other.md\"",
        ],
    );
}

#[test]
fn a_page_that_leads_to_another_host_stands_for_none_here() {
    let moved = |to: &str| format!("---\nredirect_url: {to}\n---\n");
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/own.md", &moved("/pricing/")),
            ("en-US/host.md", &moved("//example.org/x/")),
            ("en-US/address.md", &moved("https://example.org/x/")),
        ],
    );
    let published = Published::new(&workspace);
    let own = "rel=\"canonical\" href=\"https://help.example.org/pricing/\"";
    published.says("en-us/own/index.html", &[own]);
    for other in ["host", "address"] {
        let html = published.text(&format!("en-us/{other}/index.html"));
        assert!(
            html.contains("example.org/x/") && !html.contains("canonical"),
            "{html}"
        );
    }
}

#[test]
fn titles_and_descriptions_are_shown_without_the_marks_of_markdown() {
    let marked = "<properties pageTitle=\"# Lost codes | Microsoft Azure\" description=\"How to **print** codes with `codes.exe`, and [where](where.md) to keep them.\" services=\"sign-in\"/>\n\nWords.\n";
    let workspace = workspace(CONFIG, &[("en-US/articles/lost.md", marked)]);
    let published = Published::new(&workspace);
    let words = "How to print codes with codes.exe, and where to keep them.";
    published.says(
        "en-us/articles/lost/index.html",
        &[
            "<title>Lost codes · Help</title>",
            &format!("<meta name=\"description\" content=\"{words}\">"),
            ">Lost codes</h1>",
        ],
    );
    published.says("en-us/all-pages/index.html", &[">Lost codes</a>"]);
    published.says("en-us/llms.txt", &["[Lost codes]", words]);
}

#[test]
fn names_with_signs_keep_them_on_their_side() {
    let text = "<properties pageTitle=\"A\"/>\n<tags ms.tgt_pltfrm=\"linux\" ms.devlang=\"dotnet\"/>\n\n# A\n";
    let config = "source: en-US\nlocales: [{tag: en-US}, {tag: ar-SA}]\n";
    let files = [("en-US/a.md", text), ("ar-SA/a.md", text)];
    let published = Published::new(&workspace(config, &files));
    published.says("en-us/a/index.html", &[": Linux, .NET<"]);
    published.says("ar-sa/a/index.html", &[": Linux, \u{2066}.NET\u{2069}<"]);
}

#[test]
fn hreflang_joins_only_the_pages_that_stand_for_themselves() {
    let config = CONFIG.replace("edit_url", "  - { tag: de-DE, name: Deutsch }\nedit_url");
    let files = [
        ("en-US/articles/a.md", "# A\n"),
        ("nl-NL/articles/a.md", "# A\n"),
        ("en-US/index.md", "# Home\n"),
    ];
    let published = Published::new(&workspace(&config, &files));
    let listed = |path: &str| {
        let head = "<link rel=\"alternate\" hreflang=\"";
        let text = published.text(path);
        let tags = text.split(head).skip(1).map(|rest| rest[..5].to_owned());
        tags.collect::<Vec<_>>()
    };
    assert_eq!(listed("en-us/articles/a/index.html"), ["en-US", "nl-NL"]);
    assert_eq!(listed("nl-nl/articles/a/index.html"), ["en-US", "nl-NL"]);
    // It shows the English text and says that it stands for the English page, which does not list it.
    assert!(listed("de-de/articles/a/index.html").is_empty());
    assert!(listed("de-de/index.html").is_empty());
    assert!(listed("de-de/search/index.html").is_empty());
    let switcher = "<a href=\"/docs/nl-nl/articles/a/\" lang=\"nl-NL\" hreflang=\"nl-NL\"";
    published.says("de-de/articles/a/index.html", &[switcher]);
}

#[test]
fn the_words_of_the_theme_are_marked_where_they_are_not_the_readers() {
    let config =
        "title: Help\nsource: en-US\nlocales: [{tag: en-US}, {tag: he-IL}, {tag: nl-BE}]\n";
    let hebrew = "# שלום\n\n> [AZURE.NOTE] טקסט.\n\n## אחת\n\nטקסט.\n\n## שתיים\n\n- [x] טקסט.\n";
    let files = [
        ("en-US/articles/a.md", "# A\n"),
        ("he-IL/articles/a.md", hebrew),
        ("en-US/articles/b.md", "# B\n"),
    ];
    let published = Published::new(&workspace(config, &files));
    let path = "he-il/articles/a/index.html";
    published.says(
        path,
        &[
            "<html lang=\"he-IL\" dir=\"rtl\">",
            "<body data-kind=\"article\">",
            "<h1 id=",
            "<summary><bdi lang=\"en-US\">On this page</bdi></summary>",
            "<li><a href=\"/he-il/\"><bdi lang=\"en-US\">Home</bdi></a></li>",
            "<div class=\"body\" lang=\"he-IL\" dir=\"rtl\">",
            "aria-label=\"On this page\"",
            "<p class=\"callout-title\"><bdi lang=\"en-US\">Note</bdi></p>",
            "<input type=\"checkbox\" disabled checked lang=\"en-US\" aria-label=\"Task\">",
            " data-lang=\"en-US\"\n data-copy=\"Copy\"",
        ],
    );
    published.says(
        "he-il/articles/b/index.html",
        &[
            "<div class=\"body\" lang=\"en-US\" dir=\"ltr\">",
            "<bdi lang=\"en-US\">This page is not translated",
        ],
    );
    published.says(
        "he-il/all-pages/index.html",
        &["<h1><bdi lang=\"en-US\">All pages</bdi></h1>"],
    );
    // The words of a neighbour are the reader's own language.
    let flemish = published.text("nl-be/articles/a/index.html");
    assert!(!flemish.contains("<bdi lang=\"nl-NL\">"), "{flemish}");
    assert!(flemish.contains(">Start</a>"), "{flemish}");
}

#[test]
fn what_is_never_translated_comes_from_the_source_where_a_translation_is_damaged() {
    let english = "<properties pageTitle=\"Join\" authors=\"ann\"/>\n<tags ms.date=\"08/22/2016\" ms.tgt_pltfrm=\"Android\"/>\n\n# Join\n";
    let dutch = "<properties pageTitle=\"Meedoen\" authors=\"piet\"/>\n< labels ms.date=\"gisteren ms.tgt_pltfrm= « Robot » />\n\n# Meedoen\n";
    let files = [
        ("en-US/articles/join.md", english),
        ("nl-NL/articles/join.md", dutch),
    ];
    let workspace = workspace(CONFIG, &files);
    Published::new(&workspace).says(
        "nl-nl/articles/join/index.html",
        &[
            "<title>Meedoen · Help</title>",
            "22 augustus 2016",
            "Android",
            "ann",
        ],
    );
}

#[test]
fn problems_are_found_in_every_language() {
    let english = "<properties pageTitle=\"Troubleshoot sign-in\" services=\"sign-in\"/>\n\n# Troubleshoot sign-in\n\n## <a name=\"area\"></a>When it fails\n\n### <a name=\"e53\"></a>\"Error 53\" when you sign in\n\n#### <a name=\"cause\"></a>Cause\n\nx\n\n#### <a name=\"solution\"></a>Solution\n\ny\n\n## <a name=\"lost\"></a>I lost my phone\n\nz\n\n## <a name=\"next\"></a>Next steps\n";
    let dutch = english
        .replace(
            "\"Error 53\" when you sign in",
            "‘Fout 53’ bij het aanmelden",
        )
        .replace("Cause\n", "Oorzaak\n")
        .replace("I lost my phone", "Mijn telefoon is kwijt");
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/troubleshoot.md", english),
            ("nl-NL/troubleshoot.md", &dutch),
        ],
    );
    let published = Published::new(&workspace);
    published.says(
        "nl-nl/problems/index.html",
        &[
            "href=\"/docs/nl-nl/troubleshoot/#e53\">‘Fout 53’ bij het aanmelden</a>",
            ">Foutcodes</h3>",
            "href=\"/docs/nl-nl/troubleshoot/#lost\">Mijn telefoon is kwijt</a>",
            ">Sign in</h3>",
        ],
    );
    let text = published.text("nl-nl/problems/index.html");
    assert!(
        !text.contains("#area\"") && !text.contains("#cause\"") && !text.contains("#next\""),
        "{text}"
    );
}

#[test]
fn a_site_of_one_language_without_address_has_neither_map_nor_choice() {
    let workspace = workspace(
        "title: Help\nlocales: [{tag: en-US}]\nsearch: 'off'\n",
        &[
            ("en-US/a.md", "# A"),
            ("en-US/index.md", "# Welcome\n\nText."),
        ],
    );
    let published = Published::new(&workspace);
    let paths = [
        "404.html",
        "en-us/404.html",
        "en-us/a/index.html",
        "en-us/a.md",
        "en-us/all-pages/index.html",
        "en-us/index.html",
        "en-us/index.md",
        "en-us/llms.txt",
        "index.html",
    ];
    let mut sorted = paths.to_vec();
    sorted.sort_unstable();
    assert_eq!(published.paths(), sorted);
    published.says(
        "index.html",
        &["http-equiv=\"refresh\" content=\"0; url=/en-us/\""],
    );
    assert!(!published.text("index.html").contains("has moved"));
    published.says("en-us/index.html", &["<p>Text.</p>", "data-kind=\"home\""]);
}

#[test]
fn a_site_and_its_services_have_names_in_each_language() {
    let named = CONFIG.replace(
        "title: Help",
        "title: { en-US: Help, nl-NL: Hulp }\nservices:\n  sign-in: { en-US: Signing in, nl-NL: Aanmelden }\n  mail: Mail",
    );
    let workspace = workspace(
        &named,
        &[
            ("en-US/articles/a.md", &page("A", "sign-in", "")),
            ("nl-NL/articles/a.md", &page("A", "Sign-In", "")),
            ("en-US/articles/b.md", &page("Read the Help", "mail", "")),
        ],
    );
    let published = Published::new(&workspace);
    for (path, words) in [
        ("en-us/articles/a/index.html", "<title>A · Help</title>"),
        ("en-us/articles/a/index.html", "/sign-in/\">Signing in</a>"),
        ("nl-nl/articles/a/index.html", "<title>A · Hulp</title>"),
        ("nl-nl/articles/a/index.html", "/sign-in/\">Aanmelden</a>"),
        ("nl-nl/articles/sign-in/index.html", "<h1>Aanmelden</h1>"),
        ("nl-nl/articles/mail/index.html", "<h1>Mail</h1>"),
        ("nl-nl/index.html", "<title>Hulp</title>"),
        ("nl-nl/llms.txt", "# Hulp\n"),
        // The name of the site is not said twice.
        (
            "en-us/articles/b/index.html",
            "<title>Read the Help</title>",
        ),
    ] {
        published.says(path, &[words]);
    }
}

#[test]
fn the_way_to_a_page_names_titles_that_lead_nowhere() {
    let contents = "# [Start](index.md)\n# Get back in\n## [Lost](lost.md)\n";
    let workspace = workspace(
        CONFIG,
        &[
            ("en-US/articles/TOC.md", contents),
            ("en-US/articles/index.md", &page("Start", "", "")),
            ("en-US/articles/lost.md", &page("Lost", "", "")),
        ],
    );
    let published = Published::new(&workspace);
    let lost = "en-us/articles/lost/index.html";
    published.says(lost, &["<li>Get back in</li>"]);
    let data = published.text(lost).split("ld+json\">").nth(1);
    let data = data.and_then(|data| data.split("</script>").next());
    let data = data.expect("the page says where it stands");
    assert!(data.contains("BreadcrumbList"), "{data}");
    assert!(!data.contains("Get back in"), "{data}");
    // A page that stands for all is the greeting of the home page, not one of its topics.
    published.says(
        "en-us/index.html",
        &[
            "<p>About Start.</p>",
            "href=\"/docs/en-us/articles/\">Start</a>",
        ],
    );
    let home = published.text("en-us/index.html");
    assert_eq!(home.matches(">Start</a>").count(), 1, "{home}");
    // Nothing is translated, and every sentence says so.
    let dutch = published.text("nl-nl/index.html");
    assert!(
        dutch.contains("<bdi lang=\"en-US\">About Start.</bdi>"),
        "{dutch}"
    );
}

#[test]
fn the_lists_of_a_large_site_are_cut() {
    let files: Vec<(String, String)> = (0..600)
        .map(|at| {
            let letter = if at % 3 == 0 { "Bus" } else { "Apple" };
            let name = format!("en-US/f{}/p{at:03}.md", at % 2);
            (name, page(&format!("{letter} {at:03}"), "", ""))
        })
        .chain([("en-US/lone.md".to_owned(), page("7 ways", "", ""))])
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let workspace = workspace(CONFIG, &files);
    let published = Published::new(&workspace);
    published.says(
        "en-us/all-pages/index.html",
        &[
            "href=\"/docs/en-us/all-pages/a/\"",
            "href=\"/docs/en-us/all-pages/1/\"",
        ],
    );
    let counted = |path: &str| published.text(path).matches("/docs/en-us/f").count();
    assert_eq!(counted("en-us/all-pages/index.html"), 0);
    assert_eq!(counted("en-us/all-pages/a/index.html"), 400);
    assert_eq!(counted("en-us/all-pages/b/index.html"), 200);
    published.says(
        "en-us/all-pages/b/index.html",
        &[
            "aria-current=\"page\">B<",
            "noindex",
            "<h1>All pages: B</h1>",
        ],
    );
    // No other locale has this letter, and what is not to be found has no translations to find.
    let letter = published.text("en-us/all-pages/b/index.html");
    assert!(!letter.contains("rel=\"alternate\" hreflang"), "{letter}");
    machines::assert_sitemap(&published);
    assert_eq!(
        published.text("en-us/llms.txt"),
        "# Help\n\n## Sections\n\n\
         - [F0](https://help.example.org/docs/en-us/llms/f0.txt)\n\
         - [F1](https://help.example.org/docs/en-us/llms/f1.txt)\n\
         - [7 ways](https://help.example.org/docs/en-us/lone.md): About 7 ways.\n"
    );
    let part = published.text("en-us/llms/f0.txt");
    assert!(
        part.starts_with("# Help: F0\n\n- [Apple 002](https"),
        "{part}"
    );
    assert_eq!(
        part.lines().filter(|line| line.starts_with("- ")).count(),
        300
    );
}
