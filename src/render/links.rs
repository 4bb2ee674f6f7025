//! Titles that lead to pages, lists and languages, as the templates get them.

use super::context::{Alternate, Crumb, Link, More, NavigationEntry};
use crate::locale::LocaleId;
use crate::site::Page;
use crate::site::index::{PageId, RowId};
use crate::site::navigation::{Branch, Listing, Node, Place};
use crate::site::view::View;

/// A link to a page.
pub(super) fn to_page(view: &View<'_>, page: &Page) -> Link {
    Link {
        title: view.title(page).to_owned(),
        url: view.url(page.id),
        lang: view.foreign_lang(page),
    }
}

/// A link to the page of `row` for readers of `locale`, if they have it.
pub(super) fn to_row(view: &View<'_>, row: RowId, locale: LocaleId) -> Option<Link> {
    view.page(row, locale).map(|page| to_page(view, page))
}

/// A link to where an entry of the tree leads, if it leads anywhere.
pub(super) fn to_node(view: &View<'_>, node: &Node, locale: LocaleId) -> Option<Link> {
    Some(Link {
        title: node.title.to_string(),
        url: place_url(view, &node.place, locale)?,
        lang: lang_of(view, node),
    })
}

/// The address of a folder's or service's own page, else of its list.
pub(super) fn listing_url(view: &View<'_>, listing: &Listing, locale: LocaleId) -> String {
    match listing.own {
        Some(row) => view.url(PageId { row, locale }),
        None => view.urls.of_file(&view.urls.file(locale, &listing.path)),
    }
}

/// A link to a folder or service.
pub(super) fn to_listing(view: &View<'_>, listing: &Listing, locale: LocaleId) -> Link {
    let lang = listing.title_locale;
    Link {
        title: listing.title.to_string(),
        url: listing_url(view, listing, locale),
        lang: lang.map(|other| view.locale(other).tag.clone()),
    }
}

/// Where an entry of the tree leads.
pub(super) fn place_url(view: &View<'_>, place: &Place, locale: LocaleId) -> Option<String> {
    match place {
        Place::Title => None,
        Place::Page(row, fragment) => {
            let url = view.url(PageId { row: *row, locale });
            Some(match fragment {
                Some(id) => format!("{url}#{}", crate::site::urls::Urls::fragment(id)),
                None => url,
            })
        }
        Place::Listing(path) => {
            let listing = view.navigation.of(locale).listing(path)?;
            Some(listing_url(view, listing, locale))
        }
        Place::Url(url) => Some(url.to_string()),
    }
}

fn lang_of(view: &View<'_>, node: &Node) -> Option<String> {
    node.title_locale
        .map(|locale| view.locale(locale).tag.clone())
}

/// From the home page down the tree.
pub(super) fn breadcrumb(
    view: &View<'_>,
    home: &Link,
    above: &[&Node],
    locale: LocaleId,
) -> Vec<Crumb> {
    let crumb = |node: &&Node| Crumb {
        title: node.title.to_string(),
        url: place_url(view, &node.place, locale),
        lang: lang_of(view, node),
    };
    std::iter::once(home.clone().into())
        .chain(above.iter().map(crumb))
        .collect()
}

/// The part of the tree around a page. A title whose pages are not shown leads to the first of them.
pub(super) fn navigation(
    view: &View<'_>,
    branches: &[Branch<'_>],
    locale: LocaleId,
) -> Vec<NavigationEntry> {
    let entry = |branch: &Branch<'_>| {
        let node = branch.node;
        let own = place_url(view, &node.place, locale);
        let first = || {
            let row = view.navigation.of(locale).first_below(node)?;
            Some(view.url(PageId { row, locale }))
        };
        NavigationEntry {
            title: node.title.to_string(),
            url: own.or_else(|| branch.children.is_empty().then(first).flatten()),
            current: branch.current,
            lang: lang_of(view, node),
            children: navigation(view, &branch.children, locale),
            more: branch.is_cut.then(|| more(view, node, locale)).flatten(),
        }
    };
    branches.iter().map(entry).collect()
}

/// The list of all pages below an entry, where it has one.
fn more(view: &View<'_>, node: &Node, locale: LocaleId) -> Option<More> {
    let Place::Listing(path) = &node.place else {
        return None;
    };
    let listing = view.navigation.of(locale).listing(path)?;
    Some(More {
        count: listing.pages.len(),
        url: listing_url(view, listing, locale),
    })
}

/// The language menu: `file` says where the page of each locale stands, and in which locale's text.
pub(super) fn alternates(
    view: &View<'_>,
    current: LocaleId,
    url: impl Fn(LocaleId) -> Option<(String, Option<LocaleId>)>,
) -> Vec<Alternate> {
    let alternate = |(id, locale): (LocaleId, &crate::locale::Locale)| {
        let (url, shown_in) = url(id)?;
        Some(Alternate {
            tag: locale.tag.clone(),
            name: locale.name.clone(),
            full_url: view.urls.full(&url),
            url,
            lang: locale.tag.clone(),
            dir: locale.direction.as_str(),
            current: id == current,
            shown_in: shown_in.map(|other| view.locale(other).name.clone()),
        })
    };
    view.inputs.locales.iter().filter_map(alternate).collect()
}
