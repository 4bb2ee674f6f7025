//! What a page is, for search engines: JSON-LD in one script element, which nothing in it can close.

use serde_json::{Value, json};

use super::context::{Crumb, PageContext};
use super::html::Body;
use crate::site::Page;
use crate::site::problems;
use crate::site::view::View;

/// The most letters of an answer that are repeated for search engines.
const ANSWER: usize = 240;
/// The most questions of a page that are.
const QUESTIONS: usize = 20;

/// The graph of a page made from a source.
pub(super) fn article(view: &View<'_>, page: &Page, context: &PageContext, body: &Body) -> String {
    let url = view
        .urls
        .full(&context.url)
        .unwrap_or_else(|| context.url.clone());
    let mut article = json!({
        "@type": "TechArticle",
        "headline": context.title,
        "inLanguage": context.lang,
        "url": context.canonical.as_ref().unwrap_or(&url),
    });
    if let Some(description) = &context.description {
        article["description"] = description.as_str().into();
    }
    if let Some(date) = &context.metadata.date {
        article["dateModified"] = date.iso.as_str().into();
    }
    if let Some(author) = &context.metadata.author {
        article["author"] = json!({ "@type": "Person", "name": author });
    }
    let mut graph = vec![article];
    graph.extend(breadcrumb(view, &context.breadcrumb, context));
    graph.extend(questions(view, page, body));
    written(json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// The way to the page, without the steps that lead nowhere.
fn breadcrumb(view: &View<'_>, crumbs: &[Crumb], context: &PageContext) -> Option<Value> {
    let full = |url: &str| view.urls.full(url).unwrap_or_else(|| url.to_owned());
    let item = |(at, title, url): (usize, &str, &str)| json!({ "@type": "ListItem", "position": at + 1, "name": title, "item": full(url) });
    let steps = crumbs
        .iter()
        .filter_map(|crumb| Some((&*crumb.title, crumb.url.as_deref()?)))
        .chain([(&*context.title, &*context.url)]);
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(at, (title, url))| item((at, title, url)))
        .collect();
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

/// The questions of a page that consists of them.
fn questions(view: &View<'_>, page: &Page, body: &Body) -> Option<Value> {
    let asked = problems::questions(view, page);
    let question = |problem: &problems::Problem| {
        let answer = answer(body, &problem.anchor)?;
        let answer = json!({ "@type": "Answer", "text": answer });
        Some(json!({ "@type": "Question", "name": &*problem.title, "acceptedAnswer": answer }))
    };
    let questions: Vec<Value> = asked.iter().filter_map(question).take(QUESTIONS).collect();
    (questions.len() > 1).then(|| json!({ "@type": "FAQPage", "mainEntity": questions }))
}

/// The beginning of the section's text, up to the end of a word.
fn answer(body: &Body, anchor: &str) -> Option<String> {
    let at = body
        .sections
        .iter()
        .position(|section| section.anchor == anchor)?;
    let level = body.sections[at].level;
    let inner = body.sections[at + 1..]
        .iter()
        .take_while(|section| section.level > level);
    let text = std::iter::once(&body.sections[at])
        .chain(inner)
        .map(|section| section.text.trim())
        .find(|text| !text.is_empty())?;
    if text.len() <= ANSWER {
        return Some(text.to_owned());
    }
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|&at| at <= ANSWER)
        .last()?;
    let end = text[..end]
        .rfind(char::is_whitespace)
        .filter(|&at| at > ANSWER / 2)
        .unwrap_or(end);
    Some(format!("{}…", text[..end].trim_end()))
}

fn written(value: Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_close_the_script() {
        let text = written(json!({ "name": "</script><!--" }));
        assert_eq!(text, r#"{"name":"\u003c/script>\u003c!--"}"#);
        let read: Value = serde_json::from_str(&text).expect("it is JSON still");
        assert_eq!(read["name"], "</script><!--");
    }
}
