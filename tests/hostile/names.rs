//! Files whose names no address should have, and files that want one address.

use super::{CONFIG, build, built, findings, output, site};

/// Names that mean something to a URL, a shell, a template or a terminal, or nearly nothing to anybody.
#[cfg(unix)]
const NAMES: &[&str] = &[
    "with space",
    "quote\"",
    "apostrophe'",
    "100%",
    "per%20cent",
    "%2e%2e",
    "%2F",
    "hash#tag",
    "what?",
    "a&b",
    "a<b>",
    "a|b",
    "a:b",
    "a;b",
    "a*b",
    "+plus",
    "@at",
    "~",
    "`tick`",
    "$HOME",
    "{{x}}",
    "{% x %}",
    "(brackets)",
    "[brackets]",
    "new\nline",
    "tab\t",
    "bell\u{7}",
    "back\\slash",
    "emoji😀",
    "שלום",
    "長",
    "é",
    "o\u{308}",
    "\u{202e}turned",
    "line\u{2028}separator",
    "-dash",
    "--help",
    "_under",
    "trailing ",
    " leading",
    "dots..",
];

/// `name` as every byte of it may stand in a link.
#[cfg(unix)]
fn escaped(name: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(escape).collect()
}

#[cfg(unix)]
#[test]
fn a_page_of_any_name_is_built_and_linked() {
    let longest = ["a".repeat(252), "長".repeat(84)];
    let names: Vec<&str> = NAMES
        .iter()
        .copied()
        .chain(longest.iter().map(String::as_str))
        .collect();
    let site = site(&[(
        "en/in a #1 folder/b.md",
        "# <a name=\"x\"></a>B\n\n[all](../all.md)\n",
    )]);
    let mut links = String::from("# All\n\n[b](in%20a%20%231%20folder/b.md#x)\n");
    for name in &names {
        site.write(&format!("en/{name}.md"), "# <a name=\"x\"></a>T\n");
        links += &format!(
            "- [x]({0}.md#x) [y](./{0}.md) [z](<{0}.md>)\n",
            escaped(name)
        );
    }
    site.write("en/all.md", &links);
    assert_eq!(findings(&site), [""; 0]);
    build(&site);
    let page = built(&site, "all/");
    for name in &names {
        let address = format!("public/en-us/{name}/index.html");
        assert!(site.path(&address).is_file(), "{address:?}");
    }
    let links: Vec<&str> = page.split(" href=\"../").skip(1).collect();
    let led: Vec<&str> = links
        .iter()
        .filter_map(|link| link.split_once("/index.html\">x</a>"))
        .map(|(address, _)| address)
        .collect();
    assert!(led.is_empty(), "the fragment is missing: {led:?}");
    for name in &names {
        let leads = |link: &&&str| {
            let address = link
                .split_once("/index.html#x\">x</a>")
                .map(|(address, _)| address);
            address.is_some_and(|address| percent_decoded(address) == *name)
        };
        assert!(
            links.iter().any(|link| leads(&link)),
            "no link leads to {name:?}"
        );
    }
}

#[cfg(unix)]
fn percent_decoded(text: &str) -> String {
    let text = text
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&quot;", "\"");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, ..] = rest {
        let code = rest.get(1..3).filter(|_| *first == b'%');
        let code = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = &rest[if code.is_some() { 3 } else { 1 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(unix)]
#[test]
fn a_page_that_is_not_read_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let site = site(&[
        ("en/a.md", "# A\n"),
        ("en/.hidden.md", "# H\n"),
        ("en/.git/x.md", "# X\n"),
    ]);
    let name = std::ffi::OsStr::from_bytes(b"en/no-\xff-text.md");
    let wrote = std::fs::write(site.path(".").join(name), "# N\n").is_ok();
    for arguments in [["check"], ["build"]] {
        let ran = site.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let says = |words: &str| ran.stderr.contains(words);
        assert!(
            says("en/.hidden.md` is not read: its name begins with a dot"),
            "{}",
            ran.stderr
        );
        assert!(
            !wrote || says(".md` is not read: its name is not UTF-8"),
            "{}",
            ran.stderr
        );
        assert!(!says(".git"), "{}", ran.stderr);
    }
}

/// To open a named pipe waits for ever for whoever writes into it.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_not_opened() {
    let site = site(&[("en/a.md", "# A\n\n![p](pipe.png)\n\n[s](linked.md)\n")]);
    let program = env!("CARGO_BIN_EXE_docent");
    for command in ["check", "build"] {
        let make = "rm -f en/pipe.* en/linked.md; mkfifo en/pipe.md en/pipe.png; ln -s pipe.md en/linked.md";
        let ran = site.shell(&format!("{make}; exec timeout 60 {program} {command}"));
        assert_eq!(ran.code, i32::from(command == "check"), "{}", ran.stderr);
        for words in [
            "en/pipe.md` is not read: it is no file",
            "en/pipe.png` is not read: it is no file",
            "en/linked.md` is not followed: it is a symbolic link to what is no file",
        ] {
            assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        }
    }
    let manifest = "public/.docent-manifest.json";
    let pipe = format!("rm {manifest}; mkfifo {manifest}");
    let ran = site.shell(&format!("{pipe}; exec timeout 60 {program} build"));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("manifest.json` is not a file"),
        "{}",
        ran.stderr
    );
    site.shell("rm -r public");
    let pipe = "rm .openpublishing.redirection.json; mkfifo .openpublishing.redirection.json";
    let ran = site.shell(&format!("{pipe}; exec timeout 60 {program} build"));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("redirection.json` is not a file"),
        "{}",
        ran.stderr
    );
}

#[test]
fn pages_that_want_one_address_are_both_named() {
    let site = site(&[
        ("en/x.md", "# X\n"),
        ("en/x/index.md", "# X\n"),
        ("en/Foo.md", "# F\n"),
    ]);
    // Where case makes no difference these are one file.
    let sensitive = !site.path("en/foo.md").exists();
    if sensitive {
        site.write("en/foo.md", "# f\n");
        site.write("en/é.md", "# composed\n");
        site.write("en/e\u{301}.md", "# two characters\n");
    }
    let clash = |a: &str, b: &str| {
        format!(
            "error[publish-url-conflict] `en/{a}` and `en/{b}` would be published at one address"
        )
    };
    let said = build(&site).stderr;
    let found = findings(&site).join("\n");
    for said in [&said, &found] {
        assert!(said.contains(&clash("x.md", "x/index.md")), "{said}");
        assert!(
            !sensitive || said.contains(&clash("Foo.md", "foo.md")),
            "{said}"
        );
        assert!(
            !sensitive || said.contains(&clash("e\u{301}.md", "é.md")),
            "{said}"
        );
    }
    assert_eq!(site.run(&["check"]).code, 1);
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
    assert_eq!(site.read("docent.yml"), CONFIG);
}

#[test]
fn names_that_no_file_can_have_end_no_build() {
    // A service without commas, and in another script: its list of pages stands at what can be a name.
    let services = ["mail and ".repeat(40), "服務".repeat(70)];
    let site = site(&[]);
    for (at, services) in services.iter().enumerate() {
        let text = format!("<properties pageTitle=\"T\" services=\"{services}\" />\n\n# T\n");
        site.write(&format!("en/{at}.md"), &text);
        // A list is made of two pages or more.
        site.write(&format!("en/{at}-too.md"), &text);
    }
    let moved = [
        "b".repeat(300),
        "x\\u0000y".to_owned(),
        "c/".repeat(600),
        "x/".to_owned(),
    ];
    let moved =
        moved.map(|path| format!(r#"{{ "source_path": "{path}.md", "redirect_url": "/0" }}"#));
    let list = format!("{{ \"redirections\": [\n{}\n] }}", moved.join(",\n"));
    site.write(".openpublishing.redirection.json", &list);

    build(&site);
    let names: Vec<String> = output(&site)
        .keys()
        .flat_map(|path| path.iter().map(|name| name.to_string_lossy().into_owned()))
        .filter(|name| name.len() > 100)
        .collect();
    assert!(
        names.iter().any(|name| name.starts_with("mail-and-")),
        "{names:?}"
    );
    assert!(
        names.iter().any(|name| name.starts_with("服務")),
        "{names:?}"
    );
    let found = findings(&site);
    let found = found
        .iter()
        .filter(|line| line.contains("no file can have the path that moved"));
    assert_eq!(found.count(), 4);
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_commands_the_terminal() {
    let title = "\u{1b}]0;x\u{7}\u{1b}[2J";
    let site = site(&[("en/a.md", "# <a name=\"x\"></a>A\n")]);
    std::os::unix::fs::symlink("/nowhere", site.path(&format!("en/{title}.md")))
        .expect("the link is made");
    let nowhere = format!("no{title}where");
    let runs: [&[&str]; 4] = [
        &["build"],
        &["check", "--root", &nowhere],
        &["check", "--config", &nowhere],
        &["check", "--baseline", &nowhere],
    ];
    for arguments in runs {
        let told = site.run(arguments).stderr;
        let is_named = told.contains('\u{fffd}');
        let commands = told.chars().any(|c| c.is_control() && c != '\n');
        assert!(is_named && !commands, "{arguments:?}: {told:?}");
    }
}
