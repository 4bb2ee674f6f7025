//! The default theme writes every kind of page in four locales. Set `DOCENT_THEME_PAGES` to a folder to look at them.

use std::path::PathBuf;
use std::sync::Arc;

use docent::catalog::{Argument, Catalog};
use docent::locale::dates::DateFormat;
use docent::locale::names::{autonym, direction};
use docent::render::context::*;
use docent::theme::{Context, Theme, ThemeFile};

const BODY: &str = include_str!("theme/body.html");
const LOCALES: [&str; 4] = ["en-US", "nl-NL", "ja-JP", "ar-SA"];

/// What one locale shows in the pages below: title, description, and whether the page is translated.
struct Texts {
    tag: &'static str,
    site: &'static str,
    title: &'static str,
    description: &'static str,
    body: Option<&'static str>,
}

const TEXTS: [Texts; 4] = [
    Texts {
        tag: "en-US",
        site: "Two-step verification help",
        title: "Having trouble with two-step verification",
        description: "What to do when a code does not arrive, a phone is lost or an app password fails.",
        body: None,
    },
    Texts {
        tag: "nl-NL",
        site: "Hulp bij verificatie in twee stappen",
        title: "Problemen met verificatie in twee stappen",
        description: "Wat u kunt doen als een code niet aankomt, een telefoon kwijt is of een app-wachtwoord niet werkt.",
        body: None,
    },
    Texts {
        tag: "ja-JP",
        site: "2 段階認証のヘルプ",
        title: "2 段階認証で問題が発生した場合",
        description: "コードが届かない、電話を紛失した、アプリ パスワードが使えないときの対処方法。",
        body: Some(
            "<p>サインインするときに、2 つ目の確認を求められます。コードが届かない場合は、症状に合う項目からお読みください。「アカウントの確認で問題が発生しました」と表示されたときは、<a href=\"#\">新しいコード</a>を請求します。</p><aside class=\"callout important\" role=\"note\" aria-label=\"重要\"><p class=\"callout-title\">重要</p><p>リセットする前に、管理者に確認してください。<code>Get-MsolUser</code> を実行します。</p></aside>",
        ),
    },
    Texts {
        tag: "ar-SA",
        site: "مساعدة التحقق بخطوتين",
        title: "مشكلات في التحقق بخطوتين",
        description: "ما يجب فعله عند عدم وصول الرمز أو فقدان الهاتف أو فشل كلمة مرور التطبيق.",
        body: Some(
            "<p>عند تسجيل الدخول يُطلب منك إثبات ثانٍ. إذا لم يصل الرمز، فابدأ بالقسم الذي يصف المشكلة. شغّل الأمر <code>Get-MsolUser -All</code> كمسؤول، ثم افتح <a href=\"#\">الإعدادات</a>.</p><aside class=\"callout important\" role=\"note\" aria-label=\"مهم\"><p class=\"callout-title\">مهم</p><p>اسأل المسؤول قبل إعادة التعيين.</p></aside><ol><li>سجّل الدخول بطريقة أخرى.</li><li>أعد إعداد الهاتف.</li></ol>",
        ),
    },
];

fn link(title: &str, url: &str) -> Link {
    Link {
        title: title.into(),
        url: url.into(),
        lang: None,
    }
}

fn site(texts: &Texts, theme: &Theme, catalog: &Catalog) -> SiteContext {
    SiteContext {
        title: texts.site.into(),
        description: Some(texts.description.into()),
        locale: texts.tag.into(),
        lang: texts.tag.into(),
        dir: direction(texts.tag).as_str(),
        messages_lang: catalog.language(texts.tag).into(),
        messages_dir: direction(catalog.language(texts.tag)).as_str(),
        name: autonym(texts.tag),
        home: format!("{}-home.html", texts.tag),
        locales: alternates(texts.tag, "home", None),
        search: Some(Search {
            mode: "docent".into(),
            url: format!("{}-search.html", texts.tag),
            index: "search/index.json".into(),
            script: "search.js".into(),
        }),
        problems: Some(format!("{}-problems.html", texts.tag)),
        all_pages: Some(format!("{}-index.html", texts.tag)),
        assets: theme.asset_urls("static/"),
        footer: Some("<p>© Example Company. <a href=\"#\">Licence</a></p>".into()),
        ..SiteContext::default()
    }
}

fn alternates(current: &str, page: &str, untranslated: Option<&str>) -> Vec<Alternate> {
    let alternate = |tag: &&str| Alternate {
        tag: (*tag).into(),
        name: autonym(tag),
        url: format!("{tag}-{page}.html"),
        full_url: Some(format!("https://help.example.org/{tag}-{page}.html")),
        lang: (*tag).into(),
        dir: direction(tag).as_str(),
        current: *tag == current,
        shown_in: (Some(*tag) == untranslated).then(|| "English".into()),
    };
    LOCALES.iter().map(alternate).collect()
}

fn page(texts: &Texts, kind: PageKind, name: &str, title: &str) -> PageContext {
    PageContext {
        kind,
        url: format!("{}-{name}.html", texts.tag),
        canonical: Some(format!(
            "https://help.example.org/{}-{name}.html",
            texts.tag
        )),
        title: title.into(),
        description: Some(texts.description.into()),
        lang: texts.tag.into(),
        dir: direction(texts.tag).as_str(),
        alternates: alternates(texts.tag, name, None),
        ..PageContext::default()
    }
}

fn article(texts: &Texts) -> PageContext {
    let own = texts
        .body
        .map(|body| format!("{body}\n<div lang=\"en-US\" dir=\"ltr\">{BODY}</div>"));
    let entry = |id: &str, text: &str, children| ContentsEntry {
        id: id.into(),
        text: text.into(),
        children,
    };
    let here = NavigationEntry {
        title: texts.title.into(),
        url: Some("#".into()),
        current: true,
        ..NavigationEntry::default()
    };
    let other = |title: &str| NavigationEntry {
        title: title.into(),
        url: Some("#x".into()),
        ..NavigationEntry::default()
    };
    PageContext {
        keywords: vec!["lost phone".into(), "app password".into()],
        heading: Some(format!("<h1 id=\"top\">{}</h1>", texts.title)),
        body: own.unwrap_or_else(|| BODY.into()),
        contents: vec![
            entry(
                "lost-phone",
                "I lost my phone or it was stolen",
                vec![entry("new-number", "My number changed", Vec::new())],
            ),
            entry("codes", "Codes do not arrive", Vec::new()),
            entry("passwords", "App passwords do not work", Vec::new()),
            entry("next", "Next steps", Vec::new()),
        ],
        breadcrumb: vec![
            link(texts.site, "#home"),
            link("Multi-Factor Authentication", "#mfa"),
        ],
        metadata: Metadata {
            date: Some(PageDate {
                iso: "2016-08-22".into(),
                text: DateFormat::new(texts.tag).format(jiff::civil::date(2016, 8, 22)),
            }),
            author: Some("Kelly Gremban".into()),
            services: vec![Service {
                name: "multi-factor-authentication".into(),
                url: Some("#service".into()),
            }],
            applies_to: vec!["Windows".into(), "iOS".into()],
            reading_minutes: 6,
            topic: Some("article".into()),
        },
        source: (texts.tag != "en-US").then(|| SourceText {
            name: "English".into(),
            url: "en-US-page.html".into(),
            lang: "en-US".into(),
            dir: "ltr",
        }),
        previous: Some(link("Set up for the first time", "#previous")),
        next: Some(link(
            "Manage your two-step verification settings",
            "#next-page",
        )),
        related: vec![
            link("Authenticator app", "#a"),
            link("Questions and answers", "#q"),
        ],
        edit_url: Some("https://example.org/edit".into()),
        report_url: Some("https://example.org/report".into()),
        navigation: vec![
            NavigationEntry {
                title: "Multi-Factor Authentication".into(),
                children: vec![
                    other("Overview"),
                    other("Set up for the first time"),
                    here,
                    other("Manage your settings"),
                ],
                ..NavigationEntry::default()
            },
            other("Authenticator app"),
            other("For administrators"),
        ],
        json_ld: Some("{\"@context\":\"https://schema.org\",\"@type\":\"TechArticle\"}".into()),
        markdown_url: Some("page.md".into()),
        ..page(texts, PageKind::Article, "page", texts.title)
    }
}

fn fallback(texts: &Texts) -> PageContext {
    PageContext {
        heading: Some("<h1 id=\"top\">Set up app passwords</h1>".into()),
        body: BODY.into(),
        lang: "en-US".into(),
        dir: "ltr",
        title: "Set up app passwords".into(),
        url: "fallback".into(),
        notice: Some(Notice::Fallback {
            language: "English".into(),
            url: "en-US-page.html".into(),
        }),
        alternates: alternates(texts.tag, "fallback", Some(texts.tag)),
        ..article(texts)
    }
}

fn groups() -> Vec<PageGroup> {
    [
        "Sign in",
        "Phones and apps",
        "Administrators",
        "Storage",
        "Virtual machines",
    ]
    .iter()
    .map(|title| PageGroup {
        title: (*title).into(),
        url: Some("#group".into()),
        description: Some("What to do when something does not work as it should.".into()),
        count: 12,
        pages: vec![
            link("I lost my phone", "#1"),
            link("Codes do not arrive", "#2"),
            link("App passwords fail", "#3"),
        ],
    })
    .collect()
}

fn problems() -> ProblemsContext {
    let problem = |title: &str, quote: Option<&str>| Problem {
        title: title.into(),
        url: "#p".into(),
        quote: quote.map(Into::into),
        page: "Having trouble".into(),
        lang: Some("en".into()),
    };
    let message = problem("The app may not send", Some("0x80070005"));
    let symptom = problem("I am asked again and again", None);
    ProblemsContext {
        by_service: vec![ProblemGroup {
            title: "Sign in".into(),
            id: "sign-in".into(),
            problems: vec![symptom, message.clone()],
        }],
        by_message: vec![ProblemGroup {
            title: "0x8…".into(),
            id: "m-0x8".into(),
            problems: vec![message],
        }],
    }
}

/// The name, template, page and third variable of each page of a locale.
fn pages(
    texts: &Texts,
    catalog: &Catalog,
    site: &docent::theme::Value,
) -> Vec<(&'static str, Context)> {
    let text = |key: &str| catalog.message(texts.tag, key, &[]);
    let plain = |kind, name: &str, title: &str| variables(site, &page(texts, kind, name, title));
    let with = |mut context: Context, name: &'static str, value: docent::theme::Value| {
        context.insert_value(name, value);
        context
    };
    let letters = ["A", "B", "Č", "#"]
        .iter()
        .enumerate()
        .map(|(index, label)| IndexLetter {
            label: (*label).into(),
            id: format!("letter-{index}"),
            pages: vec![link("App passwords", "#a"), link("Authenticator app", "#b")],
        });
    let summaries = vec![
        PageSummary {
            title: "I lost my phone".into(),
            url: "#1".into(),
            description: Some("Sign in without it, then set up a new one.".into()),
            lang: Some("en".into()),
        };
        3
    ];
    let value = docent::theme::Value::from_serializable::<HomeContext>;
    vec![
        ("page", variables(site, &article(texts))),
        ("fallback", variables(site, &fallback(texts))),
        (
            "home",
            with(
                plain(PageKind::Home, "home", texts.site),
                "home",
                value(&HomeContext { groups: groups() }),
            ),
        ),
        (
            "folder",
            with(
                plain(PageKind::Folder, "folder", "Multi-Factor Authentication"),
                "folder",
                docent::theme::Value::from_serializable(&FolderContext {
                    folders: groups(),
                    pages: summaries,
                }),
            ),
        ),
        (
            "search",
            plain(PageKind::Search, "search", &text("search-title")),
        ),
        (
            "problems",
            with(
                plain(PageKind::Problems, "problems", &text("problems-title")),
                "problems",
                docent::theme::Value::from_serializable(&problems()),
            ),
        ),
        (
            "index",
            with(
                plain(PageKind::Index, "index", &text("all-pages")),
                "index",
                docent::theme::Value::from_serializable(&IndexContext {
                    letters: letters.collect(),
                }),
            ),
        ),
        (
            "404",
            plain(PageKind::NotFound, "404", &text("not-found-title")),
        ),
        (
            "redirect",
            with(
                plain(PageKind::Redirect, "redirect", texts.title),
                "redirect",
                docent::theme::Value::from_serializable(&RedirectContext {
                    target: link(texts.title, "en-US-page.html"),
                }),
            ),
        ),
    ]
}

fn template(name: &str) -> &str {
    match name {
        "page" | "fallback" => PageKind::Article.template(),
        "home" => PageKind::Home.template(),
        "folder" => PageKind::Folder.template(),
        "search" => PageKind::Search.template(),
        "problems" => PageKind::Problems.template(),
        "index" => PageKind::Index.template(),
        "404" => PageKind::NotFound.template(),
        _ => PageKind::Redirect.template(),
    }
}

#[test]
fn every_kind_of_page_is_written_in_every_locale() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let (theme, errors) = Theme::load(&[], &catalog);
    assert_eq!(errors, []);
    let folder = std::env::var_os("DOCENT_THEME_PAGES").map(PathBuf::from);
    for texts in &TEXTS {
        let site = shared(&site(texts, &theme, &catalog));
        for (name, context) in pages(texts, &catalog, &site) {
            let html = theme
                .render(template(name), &context)
                .unwrap_or_else(|error| panic!("{error}"));
            assert!(
                html.starts_with("<!doctype html>") && html.contains("</html>"),
                "{name}"
            );
            assert!(
                html.contains(&format!("<html lang=\"{}\"", texts.tag)),
                "{name}"
            );
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{}-{name}.html", texts.tag)), html)
                    .expect("the folder can be written");
            }
        }
    }
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder.join("static")).expect("the folder can be written");
        for asset in theme.assets() {
            std::fs::write(folder.join("static").join(&asset.file_name), &asset.bytes)
                .expect("the folder can be written");
        }
    }
}

#[test]
fn a_site_lays_its_files_over_the_theme() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let own = "{% extends \"default/page.html\" %}{% block after %}<p>ours</p>{{ super() }}{% endblock %}";
    let file = |name: &str, text: &str| ThemeFile {
        name: name.into(),
        bytes: text.into(),
    };
    let (theme, errors) = Theme::load(
        &[
            file("templates/page.html", own),
            file("static/docent.css", "body{}"),
        ],
        &catalog,
    );
    assert_eq!(errors, []);
    let site = shared(&site(&TEXTS[0], &theme, &catalog));
    let html = theme
        .render("page.html", &variables(&site, &article(&TEXTS[0])))
        .expect("the page is written");
    assert!(html.contains("<p>ours</p>") && html.contains("Previous and next page"));
    let sheet = theme
        .assets()
        .iter()
        .find(|asset| asset.name == "docent.css")
        .expect("it is there");
    assert_eq!(sheet.bytes, b"body{}");
    assert!(html.contains(&sheet.file_name));
}

#[test]
fn mistakes_in_templates_have_a_place_and_leave_the_default() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let table = [
        (
            "{% extends \"default/page.html\" %}\n{% block after %}{{ nothing( }}{% endblock %}",
            2,
        ),
        ("line\n\n{{ t() | unknown }}", 3),
    ];
    for (text, line) in table {
        let file = ThemeFile {
            name: "templates/page.html".into(),
            bytes: text.into(),
        };
        let (theme, errors) = Theme::load(&[file], &catalog);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].file, "templates/page.html");
        assert_eq!(
            errors[0].place.map(|place| place.line),
            Some(line),
            "{errors:?}"
        );
        let site = shared(&site(&TEXTS[0], &theme, &catalog));
        theme
            .render("page.html", &variables(&site, &article(&TEXTS[0])))
            .expect("the default page is written");
    }
}

#[test]
fn a_wrong_name_in_a_template_is_an_error_with_a_place() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    for (text, told) in [
        ("{{ page.titel }}", "titel"),
        ("{{ t(key=\"nonsense\") }}", "nonsense"),
    ] {
        let file = ThemeFile {
            name: "templates/page.html".into(),
            bytes: text.into(),
        };
        let (theme, errors) = Theme::load(&[file], &catalog);
        assert_eq!(errors, []);
        let site = shared(&site(&TEXTS[0], &theme, &catalog));
        let error = theme
            .render("page.html", &variables(&site, &article(&TEXTS[0])))
            .expect_err("it is wrong");
        assert_eq!(
            (error.file.as_str(), error.place.map(|place| place.line)),
            ("templates/page.html", Some(1))
        );
        assert!(error.message.contains(told), "{error}");
    }
}

#[test]
fn counts_are_written_by_the_locale() {
    let catalog = Catalog::load(Vec::new());
    let text = catalog.message("nl-NL", "reading-time", &[("minutes", Argument::Number(6))]);
    assert!(text.contains('6'), "{text}");
}

/// The budgets of the reader's page: gzip, so measured by a stand-in that is never smaller than half of it.
#[test]
fn the_default_theme_stays_small() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let (theme, _) = Theme::load(&[], &catalog);
    for (name, most) in [("docent.css", 34_000), ("docent.js", 14_000)] {
        let asset = theme
            .assets()
            .iter()
            .find(|asset| asset.name == name)
            .expect("it is there");
        assert!(
            asset.bytes.len() <= most,
            "{name} has {} bytes",
            asset.bytes.len()
        );
    }
}
