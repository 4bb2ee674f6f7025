//! Writers who want more than to be read: nothing of a page runs, is expanded or asks the network.

use std::path::Path;
use std::process::Command;

use super::{Site, build, output, site};

/// What a writer may try, wherever a text stands.
const PAYLOADS: &[&str] = &[
    "<script>evil()</script>",
    "</script><script>evil()</script>",
    "</title><script>evil()</script>",
    "<img src=x onerror=evil()>",
    "\" onmouseover=\"evil()",
    "' onmouseover='evil()",
    "[x](javascript:evil())",
    "[x](JaVaScRiPt&colon;evil())",
    "<a href=\"java&#9;script:evil()\">x</a>",
    "<base href=//evil.example>",
    "<object data=evil.swf></object>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<iframe srcdoc=\"<script>evil()</script>\"></iframe>",
    "<svg onload=evil()>",
    "<!--><script>evil()</script>-->",
    "]]><script>evil()</script>",
    "{{ 7 * 191 }}",
    "{% include \"docent.yml\" %}",
    "${7 * 191}",
    "{{{ config }}}",
    "\\u003cscript\\u003eevil()",
];

fn pages() -> Site {
    let config = "title: T\nbase_url: https://t.example/\nsource: en-US\nlocales: [{ tag: en-US, dir: en }]\n\
                  checks: { required: [] }\n";
    let site = site(&[
        ("docent.yml", config),
        ("en/plain.md", "# Plain\n\nWords.\n"),
    ]);
    for (at, payload) in PAYLOADS.iter().enumerate() {
        let quoted = payload.replace('\\', "\\\\").replace('"', "\\\"");
        let places = [
            format!(
                "# {payload}\n\n## {payload}\n\n{payload}\n\n> [AZURE.NOTE] {payload}\n\n- {payload}\n\n`{payload}`\n"
            ),
            format!(
                "---\ntitle: \"{quoted}\"\ndescription: \"{quoted}\"\nauthor: \"{quoted}\"\nkeywords: \"{quoted}\"\nms.date: \"{quoted}\"\n---\n# T\n"
            ),
            format!(
                "<properties pageTitle='{0}' description='{0}' services='{0}'/>\n\n# T\n\n![{0}](x.png \"{0}\")\n",
                payload.replace('\'', "&#39;")
            ),
            format!(
                "# T\n\n<div>\n{payload}\n</div>\n\n| {payload} |\n| --- |\n| {payload} |\n\n```{payload}\n{payload}\n```\n"
            ),
        ];
        for (place, text) in places.iter().enumerate() {
            site.write(&format!("en/{at}-{place}.md"), text);
        }
    }
    site
}

#[test]
fn nothing_of_a_page_runs_anywhere_in_the_site() {
    let site = pages();
    build(&site);
    let plain = scripts(&site.read("public/en-us/plain/index.html"));
    assert!(plain > 0, "the theme has a script of its own");
    for (path, bytes) in site.files() {
        let Ok(below) = path.strip_prefix(site.path("public")) else {
            continue;
        };
        if below.starts_with("theme") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains("1337"),
            "{} expands a template",
            below.display()
        );
        assert!(
            !text.contains("locales: ["),
            "{} shows a file",
            below.display()
        );
        match below.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let article =
                    below.components().count() == 3 && !below.ends_with("search/index.html");
                assert!(
                    !article || scripts(&text) <= plain,
                    "{} has a script more",
                    below.display()
                );
                harmless(below, &text);
            }
            Some("json" | "jsonl") => {
                serde_json::from_str::<serde_json::Value>(&text)
                    .unwrap_or_else(|error| panic!("{}: {error}", below.display()));
            }
            Some("xml") => {
                let mut xml = quick_xml::Reader::from_str(&text);
                while !matches!(xml.read_event(), Ok(quick_xml::events::Event::Eof)) {
                    assert!(xml.error_position() == 0, "{} is no XML", below.display());
                }
                assert!(!text.contains("<script"), "{}", below.display());
            }
            _ => {}
        }
    }
}

fn scripts(html: &str) -> usize {
    html.to_lowercase().matches("<script").count()
}

/// No tag has a handler, an element that loads or leads away, or a target that runs.
fn harmless(path: &Path, html: &str) {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let end = end_of_tag(tag);
        let (tag, after) = tag.split_at(end);
        rest = after;
        let bare: String = tag.split('"').step_by(2).collect::<String>().to_lowercase();
        let name = bare
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let wrong = ["base", "object", "embed", "iframe", "applet"].contains(&name)
            || bare.contains(" on")
            || bare.contains("http-equiv=") && tag.contains("refresh") && tag.contains("evil")
            || bare.contains('\'');
        assert!(!wrong, "{}: <{tag}>", path.display());
        for value in tag.split('"').skip(1).step_by(2) {
            let plain: String = decoded(value)
                .chars()
                .filter(|c| !c.is_control() && *c != ' ')
                .collect();
            let plain = plain.to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text"]
                .iter()
                .any(|scheme| plain.starts_with(scheme));
            assert!(!runs, "{}: <{tag}>", path.display());
        }
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or(tag.len())
}

fn decoded(value: &str) -> String {
    let named = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
    ];
    named.iter().fold(value.to_owned(), |value, (entity, c)| {
        value.replace(entity, c)
    })
}

/// Traced where there is a tracer, and in any case in a place without any network.
#[cfg(target_os = "linux")]
#[test]
fn a_build_and_a_check_ask_no_network() {
    let site = site(&[(
        "en/a.md",
        "# A\n\n[x](https://example.org/x) ![y](https://example.org/y.png) <http://localhost:1/>\n",
    )]);
    let program = env!("CARGO_BIN_EXE_docent");
    for arguments in [&["build"][..], &["check"], &["check", "--fix"]] {
        let alone = Command::new("unshare")
            .args(["--user", "--net", program])
            .args(arguments)
            .current_dir(site.path("."))
            .output();
        match alone {
            Ok(ran) if !ran.stderr.starts_with(b"unshare:") => {
                assert!(
                    ran.status.success(),
                    "{}",
                    String::from_utf8_lossy(&ran.stderr)
                );
            }
            ran => super::skip(&format!("no namespaces here: {ran:?}")),
        }
        let trace = site.path("trace");
        let traced = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=socket,connect,sendto", "-o"])
            .arg(&trace)
            .arg(program)
            .args(arguments)
            .current_dir(site.path("."))
            .output();
        match traced {
            Ok(ran) if !ran.stderr.starts_with(b"strace:") => {
                assert!(
                    ran.status.success(),
                    "{}",
                    String::from_utf8_lossy(&ran.stderr)
                );
                let calls = site.read("trace");
                assert!(!calls.contains("socket("), "{calls}");
            }
            ran => super::skip(&format!("no tracer here: {ran:?}")),
        }
    }
}

/// Links that lead out of the content, and round in circles: nothing behind them is read or copied.
#[cfg(unix)]
#[test]
fn nothing_outside_the_content_is_published() {
    use std::os::unix::fs::symlink;
    const CANARY: &str = "canary-5307";
    let outside = Site::new(&[
        ("page.md", &format!("# {CANARY}\n")),
        ("image.png", CANARY),
        ("folder/page.md", &format!("# {CANARY}\n")),
        ("folder/image.png", CANARY),
    ]);
    let site = site(&[
        (
            "en/a.md",
            "# A\n\n[p](page.md) ![i](image.png) [f](folder/page.md) ![i](folder/image.png)\n\n[AZURE.INCLUDE [x](includes/page.md)]\n\n[up](../../secret.md) ![up](../secret.png)\n",
        ),
        ("secret.md", &format!("# {CANARY}\n")),
        ("secret.png", CANARY),
        ("en/includes/own.md", "Own.\n"),
    ]);
    let links = [
        ("page.md", outside.path("page.md")),
        ("image.png", outside.path("image.png")),
        ("folder", outside.path("folder")),
        ("includes/page.md", outside.path("page.md")),
        ("root.md", "../secret.md".into()),
        ("round", ".".into()),
        ("itself", "itself".into()),
        ("gone.md", "nowhere.md".into()),
    ];
    for (link, target) in &links {
        symlink(target, site.path(&format!("en/{link}"))).expect("it can be made");
    }
    symlink("a.md", site.path("en/within.md")).expect("it can be made");
    let said = build(&site).stderr;
    for (link, _) in &links {
        assert!(
            said.contains(&format!("/en/{link}` is not followed")),
            "{link} is not named: {said}"
        );
    }
    assert!(!said.contains("within.md"), "{said}");
    for (path, bytes) in output(&site) {
        let leaks = String::from_utf8_lossy(&bytes).contains(CANARY);
        assert!(!leaks, "{} holds what lies outside", path.display());
    }
    assert!(site.path("public/en-us/within/index.html").is_file());
}

/// Who may change the texts of a locale may change a logo that lies among them.
#[cfg(unix)]
#[test]
fn a_logo_that_leads_out_of_its_folder_is_not_published() {
    use std::os::unix::fs::symlink;
    const CANARY: &str = "canary-5308";
    let outside = Site::new(&[("image.png", CANARY)]);
    let inside = [
        ("logo: en/media/logo.png", "en/media/logo.png"),
        ("logo: media/logo.png", "en/media/logo.png"),
        ("logo: logo.png", "logo.png"),
    ];
    for (config, place) in inside {
        for target in [outside.path("image.png"), "../../secret.png".into()] {
            let site = site(&[
                ("en/a.md", "# A\n"),
                ("secret.png", CANARY),
                ("en/media/x", ""),
            ]);
            site.write("docent.yml", &format!("{}{config}\n", super::CONFIG));
            symlink(&target, site.path(place)).expect("it can be made");
            let ran = site.run(&["build"]);
            let told = ran.stderr.contains("there is no logo");
            assert!(told, "{place}: {}", ran.stderr);
            // A logo that is not there stops a build before it writes anything.
            assert_eq!(ran.code, 2, "{place}: {}", ran.stderr);
            assert!(!site.path("public").exists(), "{place}");
        }
    }
}
