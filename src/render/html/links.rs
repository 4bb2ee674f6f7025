//! Links and images: each leads where the site says that it leads, or is marked as leading nowhere.

use std::borrow::Cow;

use super::{Kind, Writer};
use crate::diagnostic::Code;
use crate::escape;
use crate::locale::LocaleId;
use crate::markdown::event::{Event, LinkTag, Tag, TagEnd};
use crate::site::anchors::AnchorState;
use crate::site::compose::Step;
use crate::site::index::{AssetId, PageId};
use crate::site::links::{Broken, Target, falls_back, fragment_of_file, is_web};
use crate::site::urls::Urls;

/// Narrower images show in full on every screen.
const ZOOM_WIDTH: u32 = 320;
/// Narrower images are icons, and do not stand for a page.
const PICTURE_WIDTH: u32 = 200;

/// The selector that is open.
pub(super) struct SelectorState {
    /// Whether its labels name a choice for each of two dimensions.
    two_way: bool,
    /// The words of the entry that is open.
    pub label: String,
    /// Where its choices are to be written.
    choices: usize,
}

impl SelectorState {
    pub fn new(two_way: bool) -> Self {
        Self {
            two_way,
            label: String::new(),
            choices: 0,
        }
    }
}

/// The image that is open.
pub(super) struct Image {
    address: Result<Address, Code>,
    /// What is written as its address where it leads nowhere.
    missing: String,
    title: String,
    size: (Option<u32>, Option<u32>),
    alternative: String,
    /// Images within its alternative text.
    depth: usize,
}

/// Where a link leads.
struct Address {
    url: String,
    /// The language of the page, where it is not the reader's.
    language: Option<LocaleId>,
    /// Whether it is on another site.
    external: bool,
    /// Whether it is the very page that is being read.
    current: bool,
    /// The file of this site that it is.
    asset: Option<(AssetId, LocaleId)>,
}

impl Address {
    fn new(url: String) -> Self {
        Self {
            url,
            language: None,
            external: false,
            current: false,
            asset: None,
        }
    }
}

impl Writer<'_> {
    // --- addresses

    fn address(&self, link: &LinkTag<'_>, step: Step<'_>) -> Result<Address, Code> {
        let resolved = self.page.link(step.source, crate::span::offset(step.index));
        let resolved = resolved.ok_or(Code::FileNotFound)?;
        match &resolved.target {
            Target::Page { page, fragment } => {
                let lost = matches!(resolved.anchor, AnchorState::Missing | AnchorState::Unknown);
                let fragment = fragment.as_deref().filter(|_| !lost);
                self.page_address(*page, fragment, lost, link.target.trim())
            }
            Target::Asset(asset) => {
                let mut address = self.asset_address(*asset)?;
                if let Some(fragment) = fragment_of_file(link.target.trim()) {
                    address.url += &format!("#{fragment}");
                }
                Ok(address)
            }
            Target::External(url) => external(url.as_deref(), link.target.trim()),
            Target::Broken(broken) => Err(code(broken)),
        }
    }

    fn page_address(
        &self,
        page: PageId,
        fragment: Option<&str>,
        lost: bool,
        written: &str,
    ) -> Result<Address, Code> {
        let (index, inputs) = (&self.setting.site.index, self.setting.inputs);
        let here = page == self.page.id;
        let url = match fragment {
            None if here && lost => return Err(Code::BookmarkNotFound),
            None if here && written.starts_with('#') => "#".to_owned(),
            None => self.setting.urls.page(index, page),
            Some(id) if here => format!("#{}", Urls::fragment(id)),
            Some(id) => format!(
                "{}#{}",
                self.setting.urls.page(index, page),
                Urls::fragment(id)
            ),
        };
        let current = here && fragment.is_none();
        let several = inputs.locales.len() > 1;
        let language = several
            .then(|| falls_back(inputs, index, page))
            .flatten()
            .filter(|_| !here);
        Ok(Address {
            language,
            current,
            ..Address::new(url)
        })
    }

    fn asset_address(&self, asset: AssetId) -> Result<Address, Code> {
        let index = &self.setting.site.index;
        let locale = index.asset_for(self.setting.inputs.locales, asset, self.page.id.locale);
        let locale = locale.ok_or(Code::FileNotFound)?;
        let url = self.setting.urls.asset(index, asset, locale);
        Ok(Address {
            asset: Some((asset, locale)),
            ..Address::new(url)
        })
    }

    // --- links

    pub(super) fn begin_link(&mut self, link: &LinkTag<'_>, step: Step<'_>) {
        let kind = Kind::Tag(TagEnd::Link);
        // Links do not nest; the inner one would cut the outer in two.
        if self.is_in_link() {
            return self.push(kind, "", "");
        }
        if let Some(selector) = &mut self.selector {
            self.out.push_str("<li>");
            selector.label.clear();
            selector.choices = 0;
        }
        match self.address(link, step) {
            Ok(address) => {
                self.push(kind, "<a", "</a>");
                self.link_attributes(&address, &link.title);
            }
            Err(code) => {
                self.begin_broken(code);
                self.push(kind, "", "</span>");
            }
        }
    }

    fn link_attributes(&mut self, address: &Address, title: &str) {
        self.attribute("href", &address.url);
        if let Some(locale) = address.language {
            let inputs = self.setting.inputs;
            self.attribute("hreflang", &inputs.locales.get(locale).tag);
        }
        if address.external {
            self.out.push_str(" rel=\"external\"");
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        if let Some(selector) = &mut self.selector {
            if address.current {
                self.out.push_str(" aria-current=\"page\"");
            }
            selector.choices = self.out.len();
        }
        self.out.push('>');
    }

    /// Begins the mark around the words of a link that leads nowhere.
    pub(super) fn begin_broken(&mut self, code: Code) {
        self.out.push_str("<span class=\"broken-link\"");
        self.attribute("data-code", code.as_str());
        if self.setting.preview {
            self.attribute("title", &self.setting.messages.link_broken);
        }
        self.out.push('>');
    }

    pub(super) fn end_link(&mut self) {
        let Some(selector) = &self.selector else {
            return;
        };
        if self.is_in_link() {
            return;
        }
        if selector.two_way && selector.choices > 0 {
            let choices = choices(&selector.label);
            let at = selector.choices;
            if let Some(choices) = choices {
                self.out.insert_str(at, &choices);
            }
        }
        self.out.push_str("</li>");
        self.outline.blank();
    }

    fn is_in_link(&self) -> bool {
        let mut inner = self.open.iter().rev().map(|open| open.kind);
        inner
            .by_ref()
            .take_while(|kind| !kind.is_boundary())
            .any(|kind| kind == Kind::Tag(TagEnd::Link))
    }

    // --- images

    pub(super) fn begin_image(&mut self, link: &LinkTag<'_>, step: Step<'_>) {
        let address = match self.address(link, step) {
            Err(Code::FileNotFound) => Err(Code::ImageNotFound),
            address => address,
        };
        let missing = match &address {
            Ok(_) => String::new(),
            Err(_) => link.target.trim().to_owned(),
        };
        self.image = Some(Image {
            address,
            missing,
            title: link.title.to_string(),
            size: link.size,
            alternative: String::new(),
            depth: 0,
        });
    }

    /// Of what stands between an image's brackets only the words count, and the anchors.
    pub(super) fn within_image(&mut self, step: Step<'_>) {
        let Some(image) = &mut self.image else { return };
        match step.event {
            Event::Text(text) | Event::Code(text) => image.alternative.push_str(text),
            Event::SoftBreak | Event::HardBreak => image.alternative.push(' '),
            Event::Start(Tag::Image(_)) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    self.write_image(&image);
                }
            }
            Event::Anchor(name) => self.anchor(name),
            Event::HtmlOpen(tag) => {
                if let Some((name, _)) = &tag.anchor {
                    self.anchor(name);
                }
            }
            _ => {}
        }
    }

    fn write_image(&mut self, image: &Image) {
        let alternative = image.alternative.trim();
        match &image.address {
            Ok(address) => self.write_picture(image, address, alternative),
            Err(code) => self.write_missing(image, *code, alternative),
        }
    }

    /// A missing image is its words. Without any it is nothing, except that a link around it needs a name.
    fn write_missing(&mut self, image: &Image, code: Code, alternative: &str) {
        let file = image.missing.rsplit('/').next().unwrap_or_default();
        let words = match alternative {
            "" if self.is_in_link() => file,
            words => words,
        };
        if words.is_empty() {
            return;
        }
        self.begin_broken(code);
        escape::text(words, &mut self.out);
        self.out.push_str("</span>");
    }

    fn write_picture(&mut self, image: &Image, address: &Address, alternative: &str) {
        let natural = address
            .asset
            .and_then(|(asset, locale)| (self.setting.sizes)(asset, locale));
        let size = shown_size(image.size, natural);
        let width = size.0.or(natural.map(|natural| natural.0));
        if self.first_image.is_none() && width.is_none_or(|width| width >= PICTURE_WIDTH) {
            self.first_image = Some(address.url.clone());
        }
        let zooms = width.is_none_or(|width| width > ZOOM_WIDTH)
            && !address.url.starts_with("data:")
            && !self.is_in_link()
            && self.heading.is_none();
        if zooms {
            self.out.push_str("<a class=\"zoom\"");
            self.attribute("href", &address.url);
            if alternative.is_empty() {
                self.name(&self.setting.messages.image_enlarge);
            }
            self.out.push('>');
        }
        self.write_img(image, address, alternative, size);
        if zooms {
            self.out.push_str("</a>");
        }
    }

    fn write_img(
        &mut self,
        image: &Image,
        address: &Address,
        alternative: &str,
        size: (Option<u32>, Option<u32>),
    ) {
        self.out.push_str("<img");
        self.attribute("src", &address.url);
        self.attribute("alt", alternative);
        let title = image.title.trim();
        if !title.is_empty() && title != alternative {
            self.attribute("title", title);
        }
        for (name, pixels) in [("width", size.0), ("height", size.1)] {
            if let Some(pixels) = pixels {
                self.attribute(name, &pixels.to_string());
            }
        }
        // The first image is mostly in sight at once, and should not wait.
        if self.images > 0 {
            self.out.push_str(" loading=\"lazy\"");
        }
        self.images += 1;
        self.out.push_str(" decoding=\"async\">");
    }
}

/// The size an image was written with, completed from its own, else its own.
fn shown_size(
    written: (Option<u32>, Option<u32>),
    natural: Option<(u32, u32)>,
) -> (Option<u32>, Option<u32>) {
    let scaled = |part: u32, of: u32, other: u32| {
        let scaled = (u64::from(part) * u64::from(other)).checked_div(u64::from(of));
        scaled.and_then(|scaled| u32::try_from(scaled).ok())
    };
    match (written, natural) {
        ((None, None), natural) => (natural.map(|size| size.0), natural.map(|size| size.1)),
        ((Some(width), None), Some(size)) => (Some(width), scaled(width, size.0, size.1)),
        ((None, Some(height)), Some(size)) => (scaled(height, size.1, size.0), Some(height)),
        (written, _) => written,
    }
}

fn external(url: Option<&str>, written: &str) -> Result<Address, Code> {
    let url: Cow<'_, str> = match url {
        // An address from a list of moved pages or from the configuration was judged by nobody yet.
        Some(url) if !is_web(url) => return Err(Code::DisallowedScheme),
        Some(url) => url.into(),
        None => written.into(),
    };
    // Elsewhere on the same host is no other site.
    let external = is_web(&url) && !url.starts_with('/') || url.starts_with("//");
    Ok(Address {
        external,
        ..Address::new(url.into_owned())
    })
}

fn code(broken: &Broken) -> Code {
    match broken {
        Broken::FileNotFound(_) | Broken::Folder(_) | Broken::IncludeFile(_) => Code::FileNotFound,
        Broken::OutOfScope => Code::LinkOutOfScope,
        Broken::Empty => Code::LinkEmpty,
        Broken::LocalFile => Code::LocalFilePath,
        Broken::Scheme => Code::DisallowedScheme,
        Broken::NotAnImage => Code::ImageNotFound,
    }
}

/// The choices that the label of a two-way selector names: `Windows | Portal`, perhaps in parentheses.
fn choices(label: &str) -> Option<String> {
    let label = label.trim().trim_matches(['(', ')', '（', '）']);
    let (first, second) = label.split_once('|')?;
    let mut html = String::new();
    for (name, choice) in [("first", first), ("second", second)] {
        html.push_str(" data-");
        html.push_str(name);
        html.push_str("=\"");
        escape::attribute(choice.trim(), &mut html);
        html.push('"');
    }
    Some(html)
}
