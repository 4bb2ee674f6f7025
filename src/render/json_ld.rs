//! What a page is, for search engines: JSON-LD in one script element, which nothing in it can close.

use std::borrow::Cow;

use serde::Serialize;

use super::context::{Crumb, PageContext};
use super::html::Body;
use crate::site::Page;
use crate::site::problems;
use crate::site::view::View;

/// The most letters of an answer that are repeated for search engines.
const ANSWER: usize = 240;
/// The most questions of a page that are.
const QUESTIONS: usize = 20;

/// What is written into the page.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Thing<'a>>,
}

/// A node of the graph. The fields of all nodes are in the order of the alphabet.
#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing<'a> {
    TechArticle(Article<'a>),
    BreadcrumbList {
        #[serde(rename = "itemListElement")]
        items: Vec<Item<'a>>,
    },
    #[serde(rename = "FAQPage")]
    Questions {
        #[serde(rename = "mainEntity")]
        questions: Vec<Question>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    headline: &'a str,
    in_language: &'a str,
    url: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Person<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
struct Item<'a> {
    item: Cow<'a, str>,
    name: &'a str,
    position: usize,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Question {
    #[serde(rename = "acceptedAnswer")]
    answer: Answer,
    name: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Answer {
    text: String,
}

/// The graph of a page made from a source.
pub(super) fn article(view: &View<'_>, page: &Page, context: &PageContext, body: &Body) -> String {
    let url = match &context.canonical {
        Some(canonical) => canonical.into(),
        None => full(view, &context.url),
    };
    let article = Article {
        author: context
            .metadata
            .author
            .as_deref()
            .map(|name| Person { name }),
        date_modified: context.metadata.date.as_ref().map(|date| &*date.iso),
        description: context.description.as_deref(),
        headline: &context.title,
        in_language: &context.lang,
        url,
    };
    let mut graph = vec![Thing::TechArticle(article)];
    graph.extend(breadcrumb(view, &context.breadcrumb, context));
    graph.extend(questions(view, page, body));
    written(&Document {
        context: "https://schema.org",
        graph,
    })
}

fn full<'a>(view: &View<'_>, url: &'a str) -> Cow<'a, str> {
    view.urls.full(url).map_or(Cow::Borrowed(url), Cow::Owned)
}

/// The way to the page, without the steps that lead nowhere.
fn breadcrumb<'a>(
    view: &View<'_>,
    crumbs: &'a [Crumb],
    context: &'a PageContext,
) -> Option<Thing<'a>> {
    let steps = crumbs
        .iter()
        .filter_map(|crumb| Some((&*crumb.title, crumb.url.as_deref()?)))
        .chain([(&*context.title, &*context.url)]);
    let item = |(at, (name, url))| Item {
        item: full(view, url),
        name,
        position: at + 1,
    };
    let items: Vec<Item<'_>> = steps.enumerate().map(item).collect();
    (items.len() > 1).then_some(Thing::BreadcrumbList { items })
}

/// The questions of a page that consists of them.
fn questions(view: &View<'_>, page: &Page, body: &Body) -> Option<Thing<'static>> {
    let asked = problems::questions(view, page);
    let question = |problem: &problems::Problem| {
        let text = answer(body, &problem.anchor)?;
        Some(Question {
            answer: Answer { text },
            name: problem.title.to_string(),
        })
    };
    let questions: Vec<Question> = asked.iter().filter_map(question).take(QUESTIONS).collect();
    (questions.len() > 1).then_some(Thing::Questions { questions })
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

fn written(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("texts and numbers can be written as JSON");
    text.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn nothing_can_close_the_script() {
        let text = written(&json!({ "name": "</script><!--" }));
        assert_eq!(text, r#"{"name":"\u003c/script>\u003c!--"}"#);
        let read: Value = serde_json::from_str(&text).expect("it is JSON still");
        assert_eq!(read["name"], "</script><!--");
    }
}
