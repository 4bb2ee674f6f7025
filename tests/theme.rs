//! The default theme writes every kind of page in four locales. Set `DOCENT_THEME_PAGES` to a folder to look at them.

#[path = "theme/samples.rs"]
mod samples;

use std::path::PathBuf;
use std::sync::Arc;

use docent::catalog::Catalog;
use docent::render::context::{shared, variables};
use docent::theme::{Theme, ThemeFile};

use samples::{TEXTS, article, site};

#[test]
fn every_kind_of_page_is_written_in_every_locale() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let (theme, errors) = Theme::load(&[], &catalog);
    assert_eq!(errors, []);
    let folder = std::env::var_os("DOCENT_THEME_PAGES").map(PathBuf::from);
    // Without a logo a browser would ask every server for an icon that it does not have.
    let icon = theme
        .assets()
        .iter()
        .find(|asset| asset.name == "icon.svg")
        .expect("it is there");
    for texts in &TEXTS {
        let site = shared(&site(texts, &theme));
        for (name, kind, context) in samples::all(texts, &catalog, &site) {
            let html = theme
                .render(kind.template(), &context, 0)
                .unwrap_or_else(|error| panic!("{error}"));
            let html = String::from_utf8(html).expect("it is text");
            assert!(
                html.starts_with("<!doctype html>") && html.contains("</html>"),
                "{name}"
            );
            assert!(
                html.contains(&format!("<html lang=\"{}\"", texts.tag)),
                "{name}"
            );
            assert!(html.contains(&icon.file_name), "{name}");
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
    let site = shared(&site(&TEXTS[0], &theme));
    let variables = variables(&site, &article(&TEXTS[0]));
    let html = theme.render("page.html", &variables, 0);
    let html = String::from_utf8(html.expect("the page is written")).expect("it is text");
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
        let site = shared(&site(&TEXTS[0], &theme));
        theme
            .render("page.html", &variables(&site, &article(&TEXTS[0])), 0)
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
        let site = shared(&site(&TEXTS[0], &theme));
        let error = theme
            .render("page.html", &variables(&site, &article(&TEXTS[0])), 0)
            .expect_err("it is wrong");
        assert_eq!(
            (error.file.as_str(), error.place.map(|place| place.line)),
            ("templates/page.html", Some(1))
        );
        assert!(error.message.contains(told), "{error}");
    }
}

/// Gzip leaves 28 % of the style sheet and 35 % of the script: these bounds keep them below 10 kB and 8 kB on the wire.
#[test]
fn the_default_theme_stays_small() {
    let catalog = Arc::new(Catalog::load(Vec::new()));
    let (theme, _) = Theme::load(&[], &catalog);
    for (name, most) in [("docent.css", 34_000), ("docent.js", 20_000)] {
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
