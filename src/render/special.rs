//! Pages without a source: home, folders, the list of all pages, search, problems, 404, redirects and the root.

use serde::Serialize;

use super::context::{
    self, Crumb, FolderContext, HomeContext, IndexContext, IndexLetter, Link, PageContext,
    PageGroup, PageKind, PageSummary, Problem, ProblemGroup, ProblemsContext, RedirectContext,
};
use super::shared::Title;
use super::{FRAME, Renderer, links};
use crate::locale::LocaleId;
use crate::locale::collation::Collation;
use crate::locale::names::direction;
use crate::site::Page;
use crate::site::anchors::PageAnchors;
use crate::site::index::RowId;
use crate::site::navigation::{Listing, Node, Place, alphabet, slug};
use crate::site::problems;
use crate::site::redirects::{Destination, page_for};
use crate::theme::ThemeError;

/// The most pages of a group that are named before the list of all of them.
const GROUP: usize = 5;
/// The same for a group without a list of all of them.
const WHOLE_GROUP: usize = 24;

type Written = Result<Vec<u8>, ThemeError>;

impl Renderer<'_> {
    /// The context of a page of `locale` that stands at `file` and has no source.
    fn made_up(&self, locale: LocaleId, kind: PageKind, title: &str, file: &str) -> PageContext {
        let view = &self.view;
        let shared = self.presentation.of(locale);
        let url = view.urls.of_file(file);
        PageContext {
            kind,
            canonical: view.urls.full(&url),
            url,
            title: title.to_owned(),
            lang: view.locale(locale).tag.clone(),
            dir: view.locale(locale).direction.as_str(),
            breadcrumb: vec![shared.home.clone().into()],
            ..PageContext::default()
        }
    }

    /// The same with a message as its title.
    fn made_up_with(
        &self,
        locale: LocaleId,
        kind: PageKind,
        title: &Title,
        file: &str,
    ) -> PageContext {
        let page = self.made_up(locale, kind, &title.text, file);
        match &title.lang {
            None => page,
            Some(lang) => PageContext {
                lang: lang.clone(),
                dir: direction(lang).as_str(),
                ..page
            },
        }
    }

    fn write(&self, locale: LocaleId, page: &PageContext) -> Written {
        let variables = context::variables(&self.presentation.of(locale).value, page);
        self.theme.render(page.kind.template(), &variables, FRAME)
    }

    /// The same with the variable that the template of its kind has besides `site` and `page`.
    fn write_with(
        &self,
        locale: LocaleId,
        page: &PageContext,
        name: &'static str,
        own: &impl Serialize,
    ) -> Written {
        let mut variables = context::variables(&self.presentation.of(locale).value, page);
        variables.insert(name, own);
        self.theme.render(page.kind.template(), &variables, FRAME)
    }

    pub(super) fn home(&self, locale: LocaleId) -> Written {
        let view = &self.view;
        let shared = self.presentation.of(locale);
        let tree = view.navigation.of(locale);
        let mut page = self.made_up(
            locale,
            PageKind::Home,
            view.config.titles.get(locale),
            &view.urls.file(locale, ""),
        );
        page.breadcrumb.clear();
        page.alternates.clone_from(&shared.homes);
        if let Some(own) = self.home_page(locale) {
            let own = super::page::context(self, own, &mut (self.body)(own));
            page = PageContext {
                kind: PageKind::Home,
                breadcrumb: Vec::new(),
                navigation: Vec::new(),
                ..own
            };
        }
        let start = tree
            .top()
            .next()
            .filter(|_| page.body.is_empty())
            .and_then(|node| self.start(node, locale));
        let groups = tree
            .top()
            .skip(usize::from(start.is_some()))
            .filter_map(|node| self.group_of_node(node, locale))
            .collect();
        self.write_with(locale, &page, "home", &HomeContext { start, groups })
    }

    /// The first entry of the navigation, if it is a page that stands for all others.
    fn start(&self, node: &Node, locale: LocaleId) -> Option<PageSummary> {
        let Place::Page(row, None) = node.place else {
            return None;
        };
        let is_start =
            self.view.site.index.row(row).path.stem() == "index" && node.children.is_empty();
        let page = self.view.page(row, locale).filter(|_| is_start)?;
        let summary = self.summary(page);
        Some(PageSummary {
            title: node.title.to_string(),
            ..summary
        })
    }

    /// The page whose text stands on the home page.
    fn home_page(&self, locale: LocaleId) -> Option<&Page> {
        self.view
            .page(self.view.site.index.home()?, locale)
            .filter(|page| !self.view.navigation.is_moved(page.source))
    }

    fn group_of_node(&self, node: &Node, locale: LocaleId) -> Option<PageGroup> {
        let tree = self.view.navigation.of(locale);
        let own = match &node.place {
            Place::Page(row, _) => self.view.page(*row, locale),
            _ => None,
        };
        let below = tree.pages_below(node);
        let url = links::place_url(&self.view, &node.place, locale);
        let most = if url.is_some() { GROUP } else { WHOLE_GROUP };
        let mut pages = self.first_links(&below, most, locale);
        let addresses = tree.addresses_below(node).into_iter();
        let elsewhere = addresses.filter_map(|node| links::to_node(&self.view, node, locale));
        pages.extend(elsewhere.take(most - pages.len()));
        (url.is_some() || !pages.is_empty()).then(|| PageGroup {
            title: node.title.to_string(),
            url,
            description: own.and_then(|page| self.description(page)),
            lang: own.and_then(|page| self.view.foreign_lang(page)),
            count: below.len(),
            pages,
        })
    }

    fn first_links(&self, rows: &[RowId], most: usize, locale: LocaleId) -> Vec<Link> {
        rows.iter()
            .take(most)
            .filter_map(|&row| links::to_row(&self.view, row, locale))
            .collect()
    }

    fn description(&self, page: &Page) -> Option<String> {
        let metadata = &self.view.document(page).metadata;
        metadata
            .description(self.view.text(page))
            .map(|words| words.into_owned())
    }

    pub(super) fn folder(&self, locale: LocaleId, path: &str) -> Written {
        let view = &self.view;
        let tree = view.navigation.of(locale);
        let listing = tree
            .listing(path)
            .expect("only listings of the navigation are listed");
        let mut page = self.made_up(
            locale,
            PageKind::Folder,
            &listing.title,
            &view.urls.file(locale, path),
        );
        let home = &self.presentation.of(locale).home;
        page.breadcrumb = links::breadcrumb(view, home, &tree.ancestors_of_listing(path), locale);
        page.alternates = links::alternates(view, locale, |other| {
            let listing = view.navigation.of(other).listing(path)?;
            Some((links::listing_url(view, listing, other), None))
        });
        let group = |folder: &Listing| {
            let Link { title, url, .. } = links::to_listing(view, folder, locale);
            let own = folder.own.and_then(|row| view.page(row, locale));
            PageGroup {
                title,
                url: Some(url),
                description: own.and_then(|page| self.description(page)),
                lang: own.and_then(|page| view.foreign_lang(page)),
                count: folder.pages.len(),
                pages: self.first_links(&folder.pages, GROUP, locale),
            }
        };
        let folders = listing
            .folders
            .iter()
            .filter_map(|path| tree.listing(path))
            .map(group)
            .collect();
        let pages = listing
            .pages
            .iter()
            .filter_map(|&row| view.page(row, locale));
        let pages = pages.map(|page| self.summary(page)).collect();
        self.write_with(locale, &page, "folder", &FolderContext { folders, pages })
    }

    fn summary(&self, page: &Page) -> PageSummary {
        let Link { title, url, lang } = links::to_page(&self.view, page);
        PageSummary {
            title,
            url,
            description: self.description(page),
            lang,
        }
    }

    /// The list of all pages, or of those of one letter. Where each letter has a page, the first shows only the letters.
    pub(super) fn index(&self, locale: LocaleId, shown: Option<usize>) -> Written {
        let shared = self.presentation.of(locale);
        let special = &shared.special;
        let alphabet = self.view.navigation.of(locale).alphabet();
        let file = shown.map_or(&special.index, |letter| &special.letters[letter]);
        let mut page = self.made_up_with(locale, PageKind::Index, &shared.titles.index, file);
        page.alternates = self.special_alternates(locale, |special| Some(&special.index));
        let letter = |(at, letter): (usize, &alphabet::Letter)| {
            let id = format!("letter-{}", at + 1);
            let own = special.letters.get(at);
            let is_shown = own.is_none() || shown == Some(at);
            let rows = letter.rows.iter().filter(|_| is_shown);
            IndexLetter {
                label: letter.label.clone(),
                url: own.map_or_else(|| format!("#{id}"), |file| self.view.urls.of_file(file)),
                id,
                current: shown == Some(at),
                count: letter.rows.len(),
                pages: rows
                    .filter_map(|&row| links::to_row(&self.view, row, locale))
                    .collect(),
            }
        };
        let letters: Vec<_> = alphabet.letters.iter().enumerate().map(letter).collect();
        if let Some(letter) = shown {
            page.title = format!("{}: {}", page.title, letters[letter].label);
            page.breadcrumb.push(Crumb {
                title: shared.titles.index.text.clone(),
                url: Some(self.view.urls.of_file(&special.index)),
                lang: shared.titles.index.lang.clone(),
            });
            // No other locale has this part of its list.
            page.unlisted = true;
        }
        let context = IndexContext {
            is_cut: alphabet.is_cut && shown.is_none(),
            letters,
        };
        self.write_with(locale, &page, "index", &context)
    }

    pub(super) fn search(&self, locale: LocaleId) -> Written {
        let shared = self.presentation.of(locale);
        let file = shared
            .special
            .search
            .as_deref()
            .expect("only a search page that exists is listed");
        let mut page = self.made_up_with(locale, PageKind::Search, &shared.titles.search, file);
        page.alternates = self.special_alternates(locale, |special| special.search.as_ref());
        page.unlisted = true;
        self.write(locale, &page)
    }

    pub(super) fn not_found(&self, locale: LocaleId) -> Written {
        let shared = self.presentation.of(locale);
        let mut page = self.made_up_with(
            locale,
            PageKind::NotFound,
            &shared.titles.not_found,
            &shared.special.not_found,
        );
        page.alternates = shared.homes.clone();
        page.canonical = None;
        page.unlisted = true;
        self.write(locale, &page)
    }

    fn special_alternates(
        &self,
        locale: LocaleId,
        file: impl Fn(&super::shared::Special) -> Option<&String>,
    ) -> Vec<context::Alternate> {
        links::alternates(&self.view, locale, |other| {
            let file = file(&self.presentation.of(other).special)?;
            Some((self.view.urls.of_file(file), None))
        })
    }

    pub(super) fn redirect(&self, locale: LocaleId, target: &Destination) -> Written {
        let view = &self.view;
        let mut id = None;
        let mut link = match target {
            Destination::Url(url) => Link {
                title: url.clone(),
                url: url.clone(),
                lang: None,
            },
            Destination::Page(path, fragment) => {
                let led = page_for(&view.inputs, &view.site.index, path, locale);
                let page = led.and_then(|id| view.site.page(id));
                let page = page.expect("only redirects that lead somewhere are listed");
                id = fragment.as_ref().map(|fragment| {
                    let anchors = PageAnchors::new(&view.inputs, &page.parts);
                    anchors.find(fragment).1.unwrap_or(fragment).to_owned()
                });
                links::to_page(view, page)
            }
            Destination::Nowhere(_) => {
                unreachable!("only redirects that lead somewhere are listed")
            }
        };
        let canonical = view.urls.full(&link.url);
        if let Some(id) = id {
            link.url = section_url(&link.url, &id);
        }
        let page = PageContext {
            kind: PageKind::Redirect,
            canonical,
            url: link.url.clone(),
            title: link.title.clone(),
            unlisted: true,
            ..PageContext::default()
        };
        self.write_with(locale, &page, "redirect", &RedirectContext { target: link })
    }

    /// The page at the root of the site: the languages, each a link; with one language alone, the way to it.
    pub(super) fn root(&self) -> Written {
        let view = &self.view;
        let source = view.inputs.locales.source();
        let shared = self.presentation.of(source);
        if shared.homes.len() == 1 {
            let title = view.config.titles.get(source).to_owned();
            let target = Link {
                title: title.clone(),
                url: shared.home.url.clone(),
                lang: None,
            };
            let page = PageContext {
                kind: PageKind::Redirect,
                canonical: view.urls.full(&target.url),
                url: target.url.clone(),
                title,
                ..PageContext::default()
            };
            return self.write_with(source, &page, "redirect", &RedirectContext { target });
        }
        let mut page = self.made_up(source, PageKind::Root, &view.config.title, "index.html");
        page.breadcrumb.clear();
        page.alternates.clone_from(&shared.homes);
        self.write(source, &page)
    }

    pub(super) fn problems(&self, locale: LocaleId) -> Written {
        let shared = self.presentation.of(locale);
        let file = shared
            .special
            .problems
            .as_deref()
            .expect("only an index of problems that exists is listed");
        let mut page = self.made_up_with(locale, PageKind::Problems, &shared.titles.problems, file);
        page.alternates = self.special_alternates(locale, |special| special.problems.as_ref());
        let listed = self.listed_problems(locale);
        let problems = ProblemsContext {
            by_service: self.by_service(locale, &listed),
            by_message: by_message(&listed, &shared.titles.codes),
        };
        self.write_with(locale, &page, "problems", &problems)
    }

    /// All problems of a locale in the order of their pages, with the service and the letter they stand under.
    fn listed_problems(&self, locale: LocaleId) -> Vec<ListedProblem> {
        let view = &self.view;
        let collation = Collation::new(&view.locale(locale).tag);
        let mut listed = Vec::new();
        for of_page in problems::of_locale(&self.view, locale) {
            let page = view
                .site
                .page(of_page.page)
                .expect("problems are those of the site's pages");
            let url = view.url(page.id);
            let service = view.services(page).first().cloned();
            for problem in &of_page.problems {
                listed.push(ListedProblem {
                    service: service.clone(),
                    group: group(problem, &collation),
                    has_message: problem.quote.is_some() || problem.code.is_some(),
                    code: problem.code.clone(),
                    problem: Problem {
                        title: problem.title.to_string(),
                        url: section_url(&url, &problem.anchor),
                        quote: problem
                            .quote
                            .as_deref()
                            .or(problem.code.as_deref())
                            .map(str::to_owned),
                        page: view.title(page).to_owned(),
                        lang: view.foreign_lang(page),
                    },
                });
            }
        }
        listed.sort_by(|a, b| {
            let by_group = collation.compare_letters(&a.group, &b.group);
            by_group.then_with(|| collation.compare(a.sort_key(), b.sort_key()))
        });
        listed
    }

    fn by_service(&self, locale: LocaleId, listed: &[ListedProblem]) -> Vec<ProblemGroup> {
        let tree = self.view.navigation.of(locale);
        let mut groups = std::collections::BTreeMap::<Option<&str>, Vec<Problem>>::new();
        for problem in listed {
            groups
                .entry(problem.service.as_deref())
                .or_default()
                .push(problem.problem.clone());
        }
        let collation = Collation::new(&self.view.locale(locale).tag);
        let mut named: Vec<(bool, ProblemGroup)> = groups
            .into_iter()
            .map(|(service, problems)| {
                let listing = service.and_then(|service| tree.service(service));
                let other = &self.presentation.of(locale).titles.other;
                let title = match listing {
                    Some(listing) => Title {
                        text: listing.title.to_string(),
                        lang: None,
                    },
                    None => other.clone(),
                };
                let id = format!("service-{}", service.unwrap_or("other"));
                (
                    service.is_none(),
                    ProblemGroup {
                        title: title.text,
                        lang: title.lang,
                        id,
                        problems,
                    },
                )
            })
            .collect();
        named.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| collation.compare(&a.1.title, &b.1.title))
        });
        named.into_iter().map(|(_, group)| group).collect()
    }
}

struct ListedProblem {
    service: Option<Box<str>>,
    /// The heading in the list of messages.
    group: String,
    has_message: bool,
    code: Option<Box<str>>,
    problem: Problem,
}

impl ListedProblem {
    fn sort_key(&self) -> &str {
        let problem = &self.problem;
        self.code
            .as_deref()
            .or(problem.quote.as_deref())
            .unwrap_or(&problem.title)
    }
}

/// Codes stand together under no letter and so before all: each is seldom more than one problem's.
fn group(problem: &problems::Problem, collation: &Collation) -> String {
    match &problem.code {
        Some(_) => String::new(),
        None => collation.letter(problem.quote.as_deref().unwrap_or(&problem.title)),
    }
}

fn section_url(url: &str, anchor: &str) -> String {
    if anchor.is_empty() {
        return url.to_owned();
    }
    format!("{url}#{}", crate::site::urls::Urls::fragment(anchor))
}

/// Groups in the order in which their first problem comes; `codes` is the title of that of the codes.
fn by_message(listed: &[ListedProblem], codes: &Title) -> Vec<ProblemGroup> {
    let mut groups: Vec<ProblemGroup> = Vec::new();
    let mut places = rustc_hash::FxHashMap::default();
    for problem in listed.iter().filter(|problem| problem.has_message) {
        let at = *places.entry(problem.group.as_str()).or_insert_with(|| {
            let id = format!("message-{}-{}", groups.len() + 1, slug(&problem.group));
            let is_codes = problem.group.is_empty();
            groups.push(ProblemGroup {
                title: if is_codes {
                    codes.text.clone()
                } else {
                    problem.group.clone()
                },
                lang: codes.lang.clone().filter(|_| is_codes),
                id,
                problems: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].problems.push(problem.problem.clone());
    }
    groups
}
