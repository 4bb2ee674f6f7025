//! A small site in four locales, with every kind of page and everything that a page can show.

use docent::catalog::Catalog;
use docent::locale::dates::DateFormat;
use docent::locale::names::{autonym, direction};
use docent::render::context::*;
use docent::theme::{Context, Theme, Value};

const BODY: &str = include_str!("body.html");
const LOCALES: [&str; 4] = ["en-US", "nl-NL", "ja-JP", "ar-SA"];

/// What one locale shows in the pages below: title, description, and whether the page is translated.
pub struct Texts {
    pub tag: &'static str,
    pub site: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub body: Option<&'static str>,
}

pub const TEXTS: [Texts; 4] = [
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

pub fn site(texts: &Texts, theme: &Theme) -> SiteContext {
    SiteContext {
        title: texts.site.into(),
        locale: texts.tag.into(),
        lang: texts.tag.into(),
        dir: direction(texts.tag).as_str(),
        name: autonym(texts.tag),
        home: format!("{}-home.html", texts.tag),
        locales: alternates(texts.tag, "home", None),
        search: Some(Search {
            mode: "docent".into(),
            url: format!("{}-search.html", texts.tag),
            index: "search/index.json".into(),
            script: "search.js".into(),
            bundle: None,
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

pub fn article(texts: &Texts) -> PageContext {
    let own = texts
        .body
        .map(|body| format!("{body}\n<div lang=\"en-US\" dir=\"ltr\">{BODY}</div>"));
    PageContext {
        keywords: vec!["lost phone".into(), "app password".into()],
        heading: Some(format!("<h1 id=\"top\">{}</h1>", texts.title)),
        body: own.unwrap_or_else(|| BODY.into()),
        contents: contents(),
        breadcrumb: vec![
            link(texts.site, "#home").into(),
            link("Multi-Factor Authentication", "#mfa").into(),
        ],
        metadata: metadata(texts),
        notice: notice(texts),
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
        navigation: navigation(texts),
        json_ld: Some("{\"@context\":\"https://schema.org\",\"@type\":\"TechArticle\"}".into()),
        markdown_url: Some("page.md".into()),
        ..page(texts, PageKind::Article, "page", texts.title)
    }
}

fn notice(texts: &Texts) -> Option<Notice> {
    let (language, url) = ("English".into(), Some("en-US-page.html".into()));
    let by_machine = ["ja-JP", "ar-SA"].contains(&texts.tag);
    by_machine.then_some(Notice::MachineTranslated { language, url })
}

fn contents() -> Vec<ContentsEntry> {
    let entry = |id: &str, text: &str, children| ContentsEntry {
        id: id.into(),
        text: text.into(),
        children,
    };
    vec![
        entry(
            "lost-phone",
            "I lost my phone or it was stolen",
            vec![entry("new-number", "My number changed", Vec::new())],
        ),
        entry("codes", "Codes do not arrive", Vec::new()),
        entry("passwords", "App passwords do not work", Vec::new()),
        entry("next", "Next steps", Vec::new()),
    ]
}

fn metadata(texts: &Texts) -> Metadata {
    let date = jiff::civil::date(2016, 8, 22);
    Metadata {
        date: Some(PageDate {
            iso: date.to_string(),
            text: DateFormat::new(texts.tag).format(date),
        }),
        author: Some("Kelly Gremban".into()),
        services: vec![Service {
            name: "multi-factor-authentication".into(),
            url: Some("#service".into()),
        }],
        applies_to: vec!["Windows".into(), "iOS".into()],
        reading_minutes: 6,
        topic: Some("article".into()),
    }
}

fn navigation(texts: &Texts) -> Vec<NavigationEntry> {
    let entry = |title: &str, current| NavigationEntry {
        title: title.into(),
        url: Some("#entry".into()),
        current,
        ..NavigationEntry::default()
    };
    let section = NavigationEntry {
        title: "Multi-Factor Authentication".into(),
        children: vec![
            entry("Overview", false),
            entry("Set up for the first time", false),
            entry(texts.title, true),
            entry("Manage your settings", false),
        ],
        ..NavigationEntry::default()
    };
    vec![
        section,
        entry("Authenticator app", false),
        entry("For administrators", false),
    ]
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
        lang: None,
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
            lang: None,
            id: "sign-in".into(),
            problems: vec![symptom, message.clone()],
        }],
        by_message: vec![ProblemGroup {
            title: "0x8…".into(),
            lang: None,
            id: "m-0x8".into(),
            problems: vec![message],
        }],
    }
}

/// The name of each sample of a locale and its template with the variables.
pub fn all(
    texts: &Texts,
    catalog: &Catalog,
    site: &Value,
) -> Vec<(&'static str, PageKind, Context)> {
    let plain = |kind: PageKind, name: &'static str, title: &str| {
        (name, kind, variables(site, &page(texts, kind, name, title)))
    };
    let text = |key: &str| catalog.message(texts.tag, key, &[]);
    let mut samples = vec![
        ("page", PageKind::Article, variables(site, &article(texts))),
        (
            "fallback",
            PageKind::Article,
            variables(site, &fallback(texts)),
        ),
        plain(PageKind::Home, "home", texts.site),
        plain(PageKind::Folder, "folder", "Multi-Factor Authentication"),
        plain(PageKind::Search, "search", &text("search-title")),
        plain(PageKind::Problems, "problems", &text("problems-title")),
        plain(PageKind::Index, "index", &text("all-pages")),
        plain(PageKind::NotFound, "404", &text("not-found-title")),
        plain(PageKind::Redirect, "redirect", texts.title),
    ];
    for (_, kind, context) in &mut samples {
        match kind {
            PageKind::Home => context.insert(
                "home",
                &HomeContext {
                    start: None,
                    groups: groups(),
                },
            ),
            PageKind::Folder => context.insert("folder", &folder()),
            PageKind::Problems => context.insert("problems", &problems()),
            PageKind::Index => context.insert("index", &index()),
            PageKind::Redirect => context.insert("redirect", &redirect(texts)),
            _ => {}
        }
    }
    samples
}

fn folder() -> FolderContext {
    let summary = PageSummary {
        title: "I lost my phone".into(),
        url: "#1".into(),
        description: Some("Sign in without it, then set up a new one.".into()),
        lang: Some("en".into()),
    };
    FolderContext {
        folders: groups(),
        pages: vec![summary; 3],
    }
}

fn index() -> IndexContext {
    let letter = |label: &str| IndexLetter {
        label: label.into(),
        url: format!("#letter-{}", label.len()),
        id: format!("letter-{}", label.len()),
        current: false,
        count: 2,
        pages: vec![link("App passwords", "#a"), link("Authenticator app", "#b")],
    };
    IndexContext {
        is_cut: false,
        letters: vec![letter("A"), letter("Č"), letter("漢字")],
    }
}

fn redirect(texts: &Texts) -> RedirectContext {
    RedirectContext {
        target: link(texts.title, "en-US-page.html"),
    }
}
