use docent::markdown::document::*;
use std::collections::BTreeMap;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let list = std::env::args().nth(2);
    let mut n = BTreeMap::<String, usize>::new();
    let t = std::time::Instant::now();
    for e in walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
    {
        let p = e.path();
        if p.extension().is_none_or(|x| x != "md") {
            continue;
        }
        let text = std::fs::read_to_string(p).unwrap();
        let req = docent::markdown::metadata::required_by_default();
        let need = if p.to_str().unwrap().contains("/includes/") {
            docent::markdown::metadata::Need::Include
        } else {
            docent::markdown::metadata::Need::Page(&req)
        };
        let parsed = docent::markdown::parse(docent::source::SourceId(0), &text, need);
        let d = &parsed.document;
        let mut add = |k: &str, c: usize| *n.entry(k.to_string()).or_default() += c;
        add("files", 1);
        add("headings", d.headings.len());
        add(
            "images",
            d.links.iter().filter(|l| l.kind == LinkKind::Image).count(),
        );
        add(
            "links",
            d.links.iter().filter(|l| l.kind == LinkKind::Link).count(),
        );
        add("tables", d.tables as usize);
        add("includes", d.includes.len());
        for x in &d.directives {
            match &x.kind {
                DirectiveKind::Callout(_) => add("callouts", 1),
                DirectiveKind::Selector { entries } => {
                    add("selectors", 1);
                    add("selector entries", (entries.1 - entries.0) as usize)
                }
                DirectiveKind::Video(_) => add("videos", 1),
            }
        }
        let index = docent::line_index::LineIndex::new(&text);
        for f in &parsed.diagnostics {
            add(&format!("! {}", f.code), 1);
            if list.as_deref() == Some(f.code.as_str()) {
                let at = index.position(&text, f.span.range.start);
                println!(
                    "{}:{}:{} {} | {}",
                    p.strip_prefix(&root).unwrap().display(),
                    at.line,
                    at.column,
                    f.message,
                    text[f.span.range.as_usize()]
                        .chars()
                        .take(100)
                        .collect::<String>()
                );
            }
        }
    }
    eprintln!("{:?}", t.elapsed());
    for (k, v) in n {
        eprintln!("{v:8} {k}");
    }
}
