//! What each template gets: plain values made by the renderer. `themes/default/README.md` shows them to theme writers.
//!
//! Two variables are always there: `site` ([`SiteContext`], one shared value a locale) and `page` ([`PageContext`]).
//! Some templates get a third: `home`, `folder`, `index`, `problems` or `redirect`.
//! No template puts an address together: every `url` below can be written into a link as it stands.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::theme::{Context, Value};

/// What all pages of one locale share. Turned into a [`Value`] once a locale, so that a page costs one reference count.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SiteContext {
    /// The site's title.
    pub title: String,
    /// BCP 47 tag of the locale; `t()` looks its messages up by it.
    pub locale: String,
    /// Value of `lang` of the whole page: the reader's language. What is in another says so where it stands.
    pub lang: String,
    /// Value of `dir` for the same: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The locale's name for itself.
    pub name: String,
    /// The locale's home page.
    pub home: String,
    /// The home pages of all locales, in the order of the language switcher.
    pub locales: Vec<Alternate>,
    /// The search, if the site has one.
    pub search: Option<Search>,
    /// The locale's index of problems and error messages, if it has one.
    pub problems: Option<String>,
    /// The list of all pages, which stands in for the search where scripts do not run.
    pub all_pages: Option<String>,
    /// The addresses of the theme's static files by their names: `docent.css` ([`crate::theme::Theme::asset_urls`]).
    pub assets: BTreeMap<String, String>,
    /// The site's logo.
    pub logo: Option<Image>,
    /// Whether a writer is looking: broken links and missing includes are shown.
    pub preview: bool,
    /// HTML at the end of `head`, from the configuration.
    pub head: Option<String>,
    /// HTML of the footer, from the configuration.
    pub footer: Option<String>,
}

/// What one page says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageContext {
    /// What sort of page it is; `data-kind` of `body` and the kind that the search filters by.
    pub kind: PageKind,
    /// The page's own address.
    pub url: String,
    /// The full address of the page that this one stands for: itself, or the source where the text is a fallback.
    /// None where the site has no base address.
    pub canonical: Option<String>,
    /// Plain text, without the site's title.
    pub title: String,
    /// One sentence, plain text.
    pub description: Option<String>,
    /// Plain words.
    pub keywords: Vec<String>,
    /// `lang` of the content, which is another language than the reader's on a fallback page; of a page without a source
    /// that of its title.
    pub lang: String,
    /// `dir` of the content.
    pub dir: &'static str,
    /// The whole `<h1 id="…">…</h1>`, taken out of the body. None writes the title as heading.
    pub heading: Option<String>,
    /// HTML of the content, made of the elements that `themes/default/README.md` lists. Templates write it as it stands
    /// without the filter `safe`, which would copy it.
    #[serde(serialize_with = "as_html")]
    pub body: String,
    /// The headings of the second and third level.
    pub contents: Vec<ContentsEntry>,
    /// From the home page down to the folder; the page itself is not among them.
    pub breadcrumb: Vec<Crumb>,
    /// What the metadata say about the page.
    pub metadata: Metadata,
    /// What the reader must know about the translation.
    pub notice: Option<Notice>,
    /// The same page in all locales, in the order of the language switcher, this one among them.
    pub alternates: Vec<Alternate>,
    /// The same page in the source locale; none on a page of the source locale.
    pub source: Option<SourceText>,
    /// The page before this one in the navigation.
    pub previous: Option<Link>,
    /// The page behind this one in the navigation.
    pub next: Option<Link>,
    /// Pages about the same subject.
    pub related: Vec<Link>,
    /// Where the text that is really shown can be edited.
    pub edit_url: Option<String>,
    /// Where a problem with this page or its translation can be reported.
    pub report_url: Option<String>,
    /// Where readers say whether the page helped them.
    pub helpful: Option<Helpful>,
    /// Ancestors, siblings and children of the page, never the whole tree.
    pub navigation: Vec<NavigationEntry>,
    /// JSON-LD, in which `<` is written `\u003c`.
    pub json_ld: Option<String>,
    /// Full address of the image that stands for the page where it is shared.
    pub image: Option<String>,
    /// The page as Markdown.
    pub markdown_url: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub unlisted: bool,
}

/// The value of what is HTML already.
fn as_html<S: Serializer>(html: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Value::safe_string(html).serialize(serializer)
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// A page made from a source.
    #[default]
    Article,
    /// A locale's home page.
    Home,
    /// The list of the pages of a folder.
    Folder,
    /// The search page.
    Search,
    /// The index of problems and error messages.
    Problems,
    /// The list of all pages.
    Index,
    /// What is shown for an address that does not exist.
    NotFound,
    /// A page that leads to another.
    Redirect,
    /// The page at the root of the site, where a reader chooses a language.
    Root,
}

impl PageKind {
    /// The template that writes this kind of page.
    pub const fn template(self) -> &'static str {
        match self {
            Self::Article => "page.html",
            Self::Home => "home.html",
            Self::Folder => "folder.html",
            Self::Search => "search.html",
            Self::Problems => "problems.html",
            Self::Index => "index.html",
            Self::NotFound => "404.html",
            Self::Redirect => "redirect.html",
            Self::Root => "root.html",
        }
    }
}

/// A title that leads somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Plain text.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// The language of its text where it is not the reader's.
    pub lang: Option<String>,
}

/// A step of the way from the home page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// Plain text.
    pub title: String,
    /// None for a title without a page.
    pub url: Option<String>,
    /// The language of its text where it is not the reader's.
    pub lang: Option<String>,
}

impl From<Link> for Crumb {
    fn from(link: Link) -> Self {
        Self {
            title: link.title,
            url: Some(link.url),
            lang: link.lang,
        }
    }
}

/// An image of the theme or the configuration.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Image {
    /// Its address.
    pub url: String,
    /// The text in its place; empty where the title stands beside it.
    pub alt: String,
    /// In pixels, where it is known.
    pub width: Option<u32>,
    /// In pixels, where it is known.
    pub height: Option<u32>,
}

/// How the page reaches the search.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Search {
    /// `docent` or `pagefind`.
    pub mode: String,
    /// The search page, which takes the query as `?q=`.
    pub url: String,
    /// What `search.js` loads first, or beside which it finds its texts; it reads it from `data-index`.
    pub index: String,
    /// The script that answers queries; loaded when the reader first turns to the search.
    pub script: String,
    /// The script of the bundle that Pagefind makes of the finished site, if that is what searches it.
    pub bundle: Option<String>,
}

/// The page, or a home page, in one locale.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Alternate {
    /// BCP 47 tag of the locale.
    pub tag: String,
    /// The locale's name for itself.
    pub name: String,
    /// Where the page is.
    pub url: String,
    /// The same with scheme and host; none where the site has no base address.
    pub full_url: Option<String>,
    /// Value of `lang` and `hreflang`.
    pub lang: String,
    /// Value of `dir`.
    pub dir: &'static str,
    /// Whether it is the page that is being read.
    pub current: bool,
    /// The name of the language that the text is in instead, where it is not translated.
    pub shown_in: Option<String>,
}

/// The same page in the source locale.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SourceText {
    /// The source locale's name for itself.
    pub name: String,
    /// Where the page is.
    pub url: String,
    /// Value of `lang`.
    pub lang: String,
    /// Value of `dir`.
    pub dir: &'static str,
}

/// Where a reader's answer leads; both to the same where the configuration does not ask for the answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Helpful {
    /// It helped.
    pub yes: String,
    /// It did not.
    pub no: String,
}

/// A heading of the page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContentsEntry {
    /// The anchor, without `#`.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// The headings below it; empty for those of the third level.
    pub children: Vec<ContentsEntry>,
}

/// A page or folder of the navigation.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NavigationEntry {
    /// Plain text.
    pub title: String,
    /// None for a heading without a page.
    pub url: Option<String>,
    /// Whether it is the page that is being read.
    pub current: bool,
    /// The language of its text where it is not the reader's.
    pub lang: Option<String>,
    /// What lies below it, where that is shown.
    pub children: Vec<NavigationEntry>,
    /// The list of all that lies below it, where only a part of that is shown.
    pub more: Option<More>,
}

/// A list of pages of which only a part is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct More {
    /// How many pages it has.
    pub count: usize,
    /// Where it stands.
    pub url: String,
}

/// What the metadata say about a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Metadata {
    /// When the text was last looked after.
    pub date: Option<PageDate>,
    /// Who looks after it.
    pub author: Option<String>,
    /// The services it is about.
    pub services: Vec<Service>,
    /// Platforms and languages it is about.
    pub applies_to: Vec<String>,
    /// At least one for a page that is read; 0 leaves it out.
    pub reading_minutes: u32,
    /// The kind of text, for the search's filter: `article`, `reference`.
    pub topic: Option<String>,
}

/// A date for machines and for readers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageDate {
    /// `2016-08-22`.
    pub iso: String,
    /// As the locale writes it ([`crate::locale::dates::DateFormat`]).
    pub text: String,
}

/// A service a page is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// The list of its pages.
    pub url: Option<String>,
}

/// What the reader must know about the translation.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Notice {
    /// The page is not translated: another language's text is shown.
    Fallback {
        /// That language's name for itself.
        language: String,
        /// The page that the text belongs to.
        url: String,
    },
    /// A machine translated the page.
    MachineTranslated {
        /// The source language's name for itself.
        language: String,
        /// The page in the source language, if there is one.
        url: Option<String>,
    },
}

/// `home`: what a locale's home page shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HomeContext {
    /// The page that the navigation begins with, where it stands for the site: an `index.md` with nothing below it.
    pub start: Option<PageSummary>,
    /// Services or folders, in reading order.
    pub groups: Vec<PageGroup>,
}

/// `folder`: the pages of one folder or service.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FolderContext {
    /// The folders in it.
    pub folders: Vec<PageGroup>,
    /// The pages in it, in reading order.
    pub pages: Vec<PageSummary>,
}

/// Some pages under a title.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageGroup {
    /// The title.
    pub title: String,
    /// The list of all its pages.
    pub url: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// The language of that sentence where it is not the reader's.
    pub lang: Option<String>,
    /// How many pages it has; more than `pages` names.
    pub count: usize,
    /// The first of them.
    pub pages: Vec<Link>,
}

/// A page in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageSummary {
    /// Plain text.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// One sentence.
    pub description: Option<String>,
    /// The language of its text where it is not the reader's.
    pub lang: Option<String>,
}

/// `index`: all pages by their first letter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IndexContext {
    /// Whether the pages are too many for one list, and this is the list of the letters.
    pub is_cut: bool,
    /// In the order of the locale's alphabet ([`crate::locale::collation::Collation`]).
    pub letters: Vec<IndexLetter>,
}

/// The pages whose titles begin with one letter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IndexLetter {
    /// The letter.
    pub label: String,
    /// Where its pages are: an anchor, or a page of their own.
    pub url: String,
    /// Its anchor.
    pub id: String,
    /// Whether it has the page that is being read.
    pub current: bool,
    /// How many pages it has.
    pub count: usize,
    /// The pages, sorted; none of a letter whose pages are elsewhere.
    pub pages: Vec<Link>,
}

/// `problems`: symptoms and error messages with the sections that solve them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProblemsContext {
    /// By the service they happen in.
    pub by_service: Vec<ProblemGroup>,
    /// Error codes and quoted messages, in groups of the same code or first letter.
    pub by_message: Vec<ProblemGroup>,
}

/// Some problems under a title.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProblemGroup {
    /// The title.
    pub title: String,
    /// The language of the title where it is not the reader's.
    pub lang: Option<String>,
    /// Its anchor.
    pub id: String,
    /// The problems.
    pub problems: Vec<Problem>,
}

/// One problem.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problem {
    /// The heading of the section that solves it.
    pub title: String,
    /// That section.
    pub url: String,
    /// The error message or code, word for word.
    pub quote: Option<String>,
    /// The title of the page it is on.
    pub page: String,
    /// The language of its text where it is not the reader's.
    pub lang: Option<String>,
}

/// `redirect`: where the page leads.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RedirectContext {
    /// The page that has taken its place.
    pub target: Link,
}

/// The shared value of a locale.
pub fn shared(site: &SiteContext) -> Value {
    Value::from_serializable(site)
}

/// The variables of a page's template; `site` comes from [`shared`]. Add `home`, `folder` and so on by `insert`.
pub fn variables(site: &Value, page: &PageContext) -> Context {
    let mut context = Context::new();
    context.insert_value("site", site.clone());
    context.insert("page", page);
    context
}
