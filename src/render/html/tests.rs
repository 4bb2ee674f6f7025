//! Small sites and the HTML of their pages.

use std::sync::Arc;

use super::*;
use crate::catalog::Catalog;
use crate::config::UrlStyle;
use crate::locale::{Direction, Locale, Locales};
use crate::markdown::{self, metadata::Need};
use crate::path::ContentPath;
use crate::site::index::RowKind;
use crate::site::redirects::Redirects;
use crate::site::{Coverage, Options, Text};
use crate::source::{Source, SourceId, SourceName};

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).expect("the paths of the tests are right")
}

/// A site of `files` in one locale: `includes/…` are read into pages, what is no Markdown is an image of 640 × 400 pixels.
struct Files {
    locales: Locales,
    texts: Vec<Arc<Text>>,
    assets: Vec<(LocaleId, ContentPath)>,
    redirects: Redirects,
    options: Options,
}

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let locale = Locale {
            tag: "en-US".into(),
            name: "English".into(),
            direction: Direction::Ltr,
            fallback: Vec::new(),
        };
        let mut site = Self {
            locales: Locales::new(vec![locale], LocaleId(0)),
            texts: Vec::new(),
            assets: Vec::new(),
            redirects: Redirects::default(),
            options: Options::default(),
        };
        for (name, text) in files {
            site.add(name, text);
        }
        site
    }

    fn add(&mut self, name: &str, text: &str) {
        if !name.ends_with(".md") {
            return self.assets.push((LocaleId(0), path(name)));
        }
        let source = SourceId(crate::span::offset(self.texts.len()));
        let is_include = name.starts_with("includes/");
        let need = if is_include {
            Need::Include
        } else {
            Need::Page(&[])
        };
        let parsed = markdown::parse(source, text, need);
        let name = SourceName {
            locale: LocaleId(0),
            path: path(name),
        };
        self.texts.push(Arc::new(Text {
            source: Source {
                file: name.path.as_str().into(),
                name,
                text: text.to_owned().into(),
                undecodable: None,
            },
            document: parsed.document,
            diagnostics: parsed.diagnostics,
            kind: Some(if is_include {
                RowKind::Include
            } else {
                RowKind::Page
            }),
        }));
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            locales: &self.locales,
            texts: &self.texts,
            assets: &self.assets,
            redirects: &self.redirects,
            options: &self.options,
        }
    }

    /// The content of `a.md`.
    fn body(&self) -> Body {
        let inputs = self.inputs();
        let site = Site::new(&inputs, Coverage::WithFallbacks);
        let catalog = Catalog::load(Vec::new());
        let messages = Messages::new(&catalog, "en-US");
        let urls = Urls::new("/", None, UrlStyle::Folder, &self.locales);
        let setting = Setting {
            inputs: &inputs,
            site: &site,
            urls: &urls,
            messages: &messages,
            highlighter: None,
            videos: &Videos::Template("https://video.example.org/{id}".into()),
            sizes: &|_, _| Some((640, 400)),
            preview: false,
        };
        let page = site
            .pages()
            .iter()
            .find(|page| inputs.source(page.source).name.path.as_str() == "a.md");
        body(&setting, page.expect("every test has an `a.md`"))
    }
}

/// The HTML of a page with this text, in a site with a page `b.md`, a file `m.png` and some includes.
fn html(text: &str) -> String {
    Files::new(&[
        ("a.md", text),
        ("b.md", "# B\n\n## <a name=\"part\"></a>Part\n"),
        ("m.png", ""),
        ("includes/one.md", "one *paragraph*\n"),
        ("includes/two.md", "## Two\n\nfirst\n\nlast\n"),
        ("includes/list.md", "- x\n- y\n"),
        ("includes/loop.md", "[AZURE.INCLUDE [x](loop.md)]\n"),
        ("includes/quote.md", "> a\n>\n> instead of the\n"),
        (
            "includes/nested.md",
            "> so [AZURE.INCLUDE [x](quote.md)] old\n",
        ),
    ])
    .body()
    .html
}

#[track_caller]
fn assert_html(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(html(text).trim_end(), *expected, "{text}");
    }
}

#[test]
fn plain_markdown() {
    assert_html(&[
        (
            "a *b* **c** ~~d~~ `e<`",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code></p>",
        ),
        ("> a\n\n---", "<blockquote><p>a</p></blockquote>\n<hr>"),
        (
            "- a\n- b\n\n      code",
            "<ul><li><p>a</p></li><li><p>b</p><div class=\"code\"><pre><code>code</code></pre></div></li></ul>",
        ),
        (
            "- [x] done",
            "<ul><li><input type=\"checkbox\" disabled checked aria-label=\"Task\"> done</li></ul>",
        ),
        ("a  \nb\nc", "<p>a<br>b\nc</p>"),
        (
            "```c#\nif (a < b) {}\n```",
            "<div class=\"code\" data-language=\"C#\"><pre><code>if (a &lt; b) {}\n</code></pre></div>",
        ),
        (
            "```\nx\n```",
            "<div class=\"code\"><pre><code>x\n</code></pre></div>",
        ),
    ]);
}

#[test]
fn words_stand_where_align_puts_them() {
    assert_html(&[
        ("<p align=\"center\">a</p>", "<p class=\"center\">a</p>"),
        (
            "<h3 ALIGN=Right id=\"x\">a</h3>",
            "<h3 id=\"x\" class=\"right\">a</h3>",
        ),
        ("<div align=\"justify\">a</div>", "<div>a</div>"),
        (
            "<center align=\"right\">a</center>",
            "<div class=\"center\">a</div>",
        ),
    ]);
}

#[test]
fn headings_have_ids_and_links() {
    assert_html(&[
        (
            "## <a name=\"x\"></a><a name=\"y\"></a>T \"q\"\n### T\n#### T",
            "<div class=\"heading\"><h2 id=\"x\"><a id=\"y\"></a>T \"q\"</h2><a class=\"anchor\" href=\"#x\" aria-label=\"Link to the section “T &quot;q&quot;”\"></a></div>\n\
             <div class=\"heading\"><h3 id=\"t\">T</h3><a class=\"anchor\" href=\"#t\" aria-label=\"Link to the section “T”\"></a></div>\n\
             <h4 id=\"t-1\">T</h4>",
        ),
        (
            "- # logout",
            "<ul><li><h2 id=\"logout\">logout</h2></li></ul>",
        ),
        (
            "<a name=\"p\"></a>\n\ntext <a id=\"p\"></a>",
            "<a id=\"p\"></a><p>text </p>",
        ),
    ]);
}

#[test]
fn the_first_heading_stands_apart() {
    let body = Files::new(&[(
        "a.md",
        "intro\n\n# Title *x*\n\n## One\n\nb c\n\n### Deep\n\n- ## shell\n\n## Two\n\n# Again\n",
    )])
    .body();
    assert_eq!(
        body.heading.as_deref(),
        Some("<h1 id=\"title-x\">Title <em>x</em></h1>")
    );
    assert!(body.html.contains("<h2 id=\"again\">"), "{}", body.html);
    let contents: Vec<(&str, usize)> = body
        .contents
        .iter()
        .map(|entry| (&*entry.id, entry.children.len()))
        .collect();
    assert_eq!(contents, [("one", 1), ("two", 0), ("again", 0)]);
    let sections: Vec<(&str, u8, &str)> = body
        .sections
        .iter()
        .map(|section| (&*section.heading, section.level, &*section.text))
        .collect();
    assert_eq!(
        sections,
        [
            ("", 0, "intro"),
            ("Title x", 1, ""),
            ("One", 2, "b c"),
            ("Deep", 3, ""),
            ("Two", 2, ""),
            ("Again", 2, "")
        ]
    );
    assert_eq!(body.words, 9);
}

#[test]
fn links_lead_where_the_site_says() {
    assert_html(&[
        ("[b](b.md#part)", "<p><a href=\"/en-us/b/#part\">b</a></p>"),
        ("[b](b.md#nowhere)", "<p><a href=\"/en-us/b/\">b</a></p>"),
        (
            "[a](a.md) [t](#top)",
            "<p><a href=\"/en-us/a/\">a</a> <a href=\"#\">t</a></p>",
        ),
        (
            "[x](#nowhere)",
            "<p><span class=\"broken-link\" data-code=\"bookmark-not-found\">x</span></p>",
        ),
        (
            "[x](c.md)",
            "<p><span class=\"broken-link\" data-code=\"file-not-found\">x</span></p>",
        ),
        (
            "[x]()",
            "<p><span class=\"broken-link\" data-code=\"link-empty\">x</span></p>",
        ),
        (
            "<https://x.org/?a&b>",
            "<p><a href=\"https://x.org/?a&amp;b\" rel=\"external\">https://x.org/?a&amp;b</a></p>",
        ),
        ("[p](m.png)", "<p><a href=\"/en-us/m.png\">p</a></p>"),
        (
            "<a href=\"b.md\">b</a>",
            "<p><a href=\"/en-us/b/\">b</a></p>",
        ),
        (
            "[x <a href=\"b.md\">b</a>](https://x.org)",
            "<p><a href=\"https://x.org\" rel=\"external\">x b</a></p>",
        ),
        (
            "*<a href=\"b.md\">b*</a> c",
            "<p><em><a href=\"/en-us/b/\">b</a></em> c</p>",
        ),
    ]);
}

#[test]
fn what_is_blank_takes_no_room() {
    assert_html(&[
        ("One.\n\n&nbsp;\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (
            "```\n\n  \n  a\n\n b\n\n \n```",
            "<div class=\"code\"><pre><code>  a\n\n b\n</code></pre></div>",
        ),
        (
            "```\n\n```",
            "<div class=\"code\"><pre><code>\n</code></pre></div>",
        ),
    ]);
}

#[test]
fn images_have_sizes() {
    let zoom = "<a class=\"zoom\" href=\"/en-us/m.png\"><img src=\"/en-us/m.png\"";
    assert_html(&[
        (
            "![a *b*](m.png)",
            &format!(
                "<p>{zoom} alt=\"a b\" width=\"640\" height=\"400\" decoding=\"async\"></a></p>"
            ),
        ),
        (
            "[![a](m.png)](b.md)",
            "<p><a href=\"/en-us/b/\"><img src=\"/en-us/m.png\" alt=\"a\" width=\"640\" height=\"400\" decoding=\"async\"></a></p>",
        ),
        (
            "<img src=\"m.png\" width=\"320\">",
            "<img src=\"/en-us/m.png\" alt=\"\" width=\"320\" height=\"200\" decoding=\"async\">",
        ),
        (
            "![a <b>](n.png)",
            "<p><span class=\"broken-link\" data-code=\"image-not-found\">a</span></p>",
        ),
        (
            "![a](b.md)",
            "<p><span class=\"broken-link\" data-code=\"image-not-found\">a</span></p>",
        ),
        (
            "![a](#part)",
            "<p><span class=\"broken-link\" data-code=\"image-not-found\">a</span></p>",
        ),
    ]);
    // Without words a missing image is nothing, but a link around it needs a name.
    assert_html(&[
        ("One.\n\n![](x/n.png)\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (
            "One.\n\n![](n.png)\n![](n.png)\n\nTwo.",
            "<p>One.</p>\n<p>Two.</p>",
        ),
        ("## ![](n.png)", ""),
        (
            "[![](x/n.png)](b.md)",
            "<p><a href=\"/en-us/b/\"><span class=\"broken-link\" data-code=\"image-not-found\">n.png</span></a></p>",
        ),
    ]);
    let two = html("![](m.png)\n\n![](m.png)");
    assert_eq!(
        two.matches("aria-label=\"Enlarge the image\"").count(),
        2,
        "{two}"
    );
    assert_eq!(two.matches("loading=\"lazy\"").count(), 1, "{two}");
}

#[test]
fn callouts_and_selectors() {
    assert_html(&[
        (
            "> [AZURE.NOTE] a\n> - b",
            "<aside class=\"callout note\" role=\"note\" aria-label=\"Note\"><p class=\"callout-title\">Note</p><p>a</p><ul><li>b</li></ul></aside>",
        ),
        (
            "> [AZURE.WARNING (Mind \"x\")] a",
            "<aside class=\"callout warning\" role=\"note\" aria-label=\"Mind &quot;x&quot;\"><p class=\"callout-title\">Mind \"x\"</p><p>a</p></aside>",
        ),
        (
            "> [AZURE.SELECTOR]\n- [A](a.md)\n- [B](b.md)\n- [C](c.md)",
            "<nav class=\"selector\" aria-label=\"Versions of this page\"><ul>\
             <li><a href=\"/en-us/a/\" aria-current=\"page\">A</a></li>\
             <li><a href=\"/en-us/b/\">B</a></li>\
             <li><span class=\"broken-link\" data-code=\"file-not-found\">C</span></li></ul></nav>",
        ),
        (
            "> [AZURE.SELECTOR-LIST (OS | Method)]\n- [(Windows | \"x\")](a.md)\n- [Linux | *y*](b.md)",
            "<nav class=\"selector\" aria-label=\"Versions of this page\" data-first=\"OS\" data-second=\"Method\"><ul>\
             <li><a href=\"/en-us/a/\" aria-current=\"page\" data-first=\"Windows\" data-second=\"&quot;x&quot;\">(Windows | \"x\")</a></li>\
             <li><a href=\"/en-us/b/\" data-first=\"Linux\" data-second=\"y\">Linux | <em>y</em></a></li></ul></nav>",
        ),
        (
            "> [AZURE.VIDEO my-video]",
            "<p class=\"video\"><a href=\"https://video.example.org/my-video\">Watch the video</a></p>",
        ),
        (
            "> [!div class=\"checklist\"]\n> * a",
            "<div class=\"checklist\"><ul><li>a</li></ul></div>",
        ),
        (
            "> [!div class=\"x y\"]\n> * a",
            "<div><ul><li>a</li></ul></div>",
        ),
    ]);
}

#[test]
fn tables() {
    let frame = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\">";
    assert_html(&[
        (
            "| a | | c |\n| --- | :-: | --: |\n| d | e | f |",
            &format!(
                "{frame}<table><thead><tr><th scope=\"col\">a</th><td></td><th scope=\"col\" class=\"right\">c</th></tr></thead>\
             <tbody><tr><td>d</td><td class=\"center\">e</td><td class=\"right\">f</td></tr></tbody></table></div>"
            ),
        ),
        (
            "<table border=1 width=\"3\"><tr><th>a<td colspan=2 onclick=x>b<tr><td>c</table>",
            &format!(
                "{frame}<table><tr><th>a</th><td colspan=\"2\">b</td></tr><tr><td>c</td></tr></table></div>"
            ),
        ),
        ("<td>a</td> <tr>b", "a b"),
    ]);
}

#[test]
fn numbering_goes_on_over_images_and_code() {
    assert_html(&[(
        "3. a\n\n    ![p](m.png)\n\n4. b\n\n    ```\n    c\n    ```\n\n5. d\n",
        "<ol start=\"3\"><li><p>a</p><p><a class=\"zoom\" href=\"/en-us/m.png\"><img src=\"/en-us/m.png\" alt=\"p\" width=\"640\" height=\"400\" decoding=\"async\"></a></p></li>\
         <li><p>b</p><div class=\"code\"><pre><code>c\n</code></pre></div></li><li><p>d</p></li></ol>",
    )]);
}

#[test]
fn includes_stand_in_every_place() {
    let two = "<div class=\"heading\"><h2 id=\"two\">Two</h2><a class=\"anchor\" href=\"#two\" aria-label=\"Link to the section “Two”\"></a></div>";
    let include = |name: &str| format!("[AZURE.INCLUDE [x](includes/{name}.md)]");
    let (one, both, list) = (include("one"), include("two"), include("list"));
    let quote = include("quote");
    let missing =
        "class=\"include-missing\" data-code=\"include-not-found\">A part of this page is missing.";
    assert_html(&[
        (&one, "<p>one <em>paragraph</em></p>"),
        (&format!("{one} and"), "<p>one <em>paragraph</em> and</p>"),
        (
            &format!("so {one} and"),
            "<p>so one <em>paragraph</em> and</p>",
        ),
        (
            &format!("{both} and"),
            &format!("{two}\n<p>first</p>\n<p>last and</p>"),
        ),
        (
            &format!("so {both} and"),
            &format!("<p>so </p>\n{two}\n<p>first</p>\n<p>last and</p>"),
        ),
        (
            &format!("so {list} and"),
            "<p>so </p>\n<ul><li>x</li><li>y</li></ul>\n<p>and</p>",
        ),
        (
            &format!("so {list}"),
            "<p>so </p>\n<ul><li>x</li><li>y</li></ul>",
        ),
        (
            &format!("{quote}old one\n\nb"),
            "<blockquote><p>a</p><p>instead of the\nold one</p></blockquote>\n<p>b</p>",
        ),
        (
            &format!("so {quote} *old* one {quote} {list}"),
            "<p>so </p>\n<blockquote><p>a</p><p>instead of the\n<em>old</em> one </p></blockquote>\n\
             <blockquote><p>a</p><p>instead of the\n</p></blockquote>\n<ul><li>x</li><li>y</li></ul>",
        ),
        (
            &format!("{} one\n\nb", include("nested")),
            "<blockquote><p>so </p><blockquote><p>a</p><p>instead of the\n old\n one</p></blockquote></blockquote>\n<p>b</p>",
        ),
        (
            &format!("{quote}\n\nb"),
            "<blockquote><p>a</p><p>instead of the</p></blockquote>\n<p>b</p>",
        ),
        (
            &format!("- {both}\n- b"),
            &format!(
                "<ul><li>{}<p>first</p><p>last</p></li><li>b</li></ul>",
                "<h2 id=\"two\">Two</h2>"
            ),
        ),
        (
            &format!("- {one} c\n- b"),
            "<ul><li>one <em>paragraph</em> c</li><li>b</li></ul>",
        ),
        (
            &format!("> {list}"),
            "<blockquote><ul><li>x</li><li>y</li></ul></blockquote>",
        ),
        (
            &format!("**so {both}**"),
            "<p><strong>so <strong id=\"two\">Two</strong>first\nlast\n</strong></p>",
        ),
        (
            &format!("| a |\n| --- |\n| {both} |"),
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\"><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody>\
             <tr><td><strong id=\"two\">Two</strong>first\nlast\n</td></tr></tbody></table></div>",
        ),
        (&include("none"), &format!("<p {missing}</p>")),
        (
            &format!("a {} b", include("none")),
            &format!("<p>a <span {missing}</span> b</p>"),
        ),
    ]);
    assert!(html(&include("loop")).contains("data-code=\"circular-reference\""));
}

#[test]
fn footnotes_are_numbered_over_all_sources() {
    let site = Files::new(&[
        (
            "a.md",
            "b[^x] a[^1] c[^x]\n\n[^1]: first *note*\n[^x]: second\n\n[AZURE.INCLUDE [x](includes/n.md)]\n",
        ),
        ("includes/n.md", "d[^1]\n\n[^1]: third\n"),
    ]);
    assert_eq!(
        site.body().html,
        "<p>b<sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup> a<sup><a href=\"#fn:2\" id=\"fnref:2\">2</a></sup> c<sup><a href=\"#fn:1\">1</a></sup></p>\n\
         <p>d<sup><a href=\"#fn:3\" id=\"fnref:3\">3</a></sup></p>\n\
         <section class=\"footnotes\"><ol>\n\
         <li id=\"fn:1\"><p>second <a href=\"#fnref:1\" aria-label=\"Back to the text\">↩</a></p></li>\n\
         <li id=\"fn:2\"><p>first <em>note</em> <a href=\"#fnref:2\" aria-label=\"Back to the text\">↩</a></p></li>\n\
         <li id=\"fn:3\"><p>third <a href=\"#fnref:3\" aria-label=\"Back to the text\">↩</a></p></li>\n\
         </ol></section>\n"
    );
}

#[test]
fn unbalanced_html_is_balanced() {
    assert_html(&[
        ("a <b>b <i>c</b> d</i> e", "<p>a <b>b <i>c</i></b> d e</p>"),
        ("a </div> <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>"),
        (
            "<div>\n\na\n\n</div></div>\n\nb",
            "<div>\n<p>a</p></div>\n<p>b</p>",
        ),
        (
            "> <div>\n\na </blockquote></div>",
            "<blockquote><div>\n</div></blockquote>\n<p>a </p>",
        ),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<li>a</li>\n<li>b</li>\n\nc",
            "<ul><li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>",
        ),
        ("a <div>b</div> c", "<p>a </p><div>b</div> c"),
        ("<p>a\n\nb</p>", "<p>a\n</p>\n<p>b</p>"),
        (
            "<center>**a**</center> <tt>b</tt> <font color=red>c</font>",
            "<div class=\"center\"><strong>a</strong></div>\n<code>b</code> c",
        ),
        ("a<p>\n\nb", "<p>a</p>\n<p>b</p>"),
        ("<h1>x</h1>", "<h2>x</h2>"),
        (
            "<pre>\n a  b\n</pre>",
            "<div class=\"code\"><pre>\n a  b\n</pre></div>",
        ),
    ]);
}

#[test]
fn nothing_runs() {
    let payloads = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) ![x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1)) [x](java&Tab;script:alert(1)) [x](\u{1}javascript:alert(1))",
        "<a href=\"javascript:alert(1)\" onmouseover=\"x\">x</a><a href=' &#106;avascript:x'>y</a>",
        "[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml,<svg/onload=x>)",
        "[x](vbscript:x) <vbscript:x> <javascript:alert(1)>",
        "<svg/onload=alert(1)> <iframe src=x></iframe> <object data=x> <base href=//evil> <form action=x><input autofocus onfocus=x>",
        "<meta http-equiv=refresh content=0> <link rel=stylesheet href=x> <style>@import 'x'</style>",
        "![\"onerror=alert(1) x=\"](m.png \"\\\"onload=x\")",
        "## <a name='x\" onclick=\"y'></a>T",
        "```\"onclick=x\n</code><script>x</script>\n```",
        "> [AZURE.NOTE (<script>x</script>)] a",
        "> [AZURE.VIDEO \"><script>x</script>]",
        "> [AZURE.SELECTOR-LIST (\"><script>a | b)]\n- [a | \"><script>x](b.md)",
        "<span title='\"><script>x</script>' style='x' class='y'>z</span>",
        "<div><!--><script>alert(1)</script>--></div>",
        "<b <script>x</script>>",
    ];
    for payload in payloads {
        for text in [
            payload.to_owned(),
            format!("> - {payload}"),
            format!("| {payload} |\n| --- |\n| x |"),
        ] {
            let html = html(&text);
            for tag in html.split('<').skip(1) {
                let tag = tag
                    .split_once('>')
                    .map_or(tag, |(tag, _)| tag)
                    .to_lowercase();
                let bare = without_values(&tag);
                for word in [
                    "script", "onerror", "onload", "onclick", "onmouse", "onfocus", "style=",
                    "iframe", "object", "base ", "meta", "svg", "form", "link ",
                ] {
                    let harmless = word == "link " && bare.starts_with("span");
                    assert!(harmless || !bare.contains(word), "{text}: {tag}");
                }
                for scheme in [
                    "=\"javascript",
                    "=\"vbscript",
                    "=\"data:text",
                    "=\"data:image/svg",
                ] {
                    assert!(!tag.contains(scheme), "{text}: {tag}");
                }
            }
        }
    }
}

/// A tag without what stands in quotes.
fn without_values(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

#[test]
fn deep_nesting_is_written_without_recursion() {
    let deep = 10_000;
    for text in [
        ">".repeat(deep) + " a",
        "- ".repeat(deep) + "a",
        "<div>".repeat(deep),
        "<b>".repeat(deep) + "a" + &"</b>".repeat(deep),
        "*a **a ".repeat(deep / 2),
        "<ul><li>".repeat(deep),
        format!("{}a{}", "[".repeat(deep), "](b.md)".repeat(deep)),
        "![".repeat(deep) + "a" + &"](m.png)".repeat(deep),
    ] {
        let html = html(&text);
        let opened = html.matches("<blockquote>").count() + html.matches("<div>").count();
        let closed = html.matches("</blockquote>").count() + html.matches("</div>").count();
        assert_eq!(opened, closed);
    }
}

#[test]
fn ids_are_those_that_links_were_given() {
    let files = Files::new(&[
        (
            "a.md",
            "# T\n## X\n<a id=\"x-1\"></a>\n## X\n[AZURE.INCLUDE [x](includes/n.md)] z\n\n- ## x\n\n## <a name=\"y\"></a>X\n## y\n",
        ),
        (
            "includes/n.md",
            "## X\n\n| a |\n| --- |\n| <a id=\"cell\"></a> |\n\nw\n",
        ),
    ]);
    let body = files.body();
    let inputs = files.inputs();
    let site = Site::new(&inputs, Coverage::WithFallbacks);
    let anchors = crate::site::anchors::PageAnchors::new(&inputs, &site.pages()[0].parts);
    let html = format!("{}{}", body.heading.unwrap_or_default(), body.html);
    for name in anchors
        .names(true)
        .into_iter()
        .chain(["t", "x", "x-2", "x-3", "y"])
    {
        let (_, id) = anchors.find(name);
        let id = id.expect("the name is one of the page's");
        assert_eq!(
            html.matches(&format!(" id=\"{id}\"")).count(),
            1,
            "{id}: {html}"
        );
    }
}
