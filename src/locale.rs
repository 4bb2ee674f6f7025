//! Locales: their tags, names and directions, and which locale's text stands in where a translation is missing.

pub mod collation;
pub mod dates;
pub mod names;

/// A locale of this site: its place in the configuration, which is also its place in the language switcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocaleId(pub u16);

impl LocaleId {
    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which way a locale's text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left: Arabic, Hebrew, Persian, Urdu and others.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// One locale of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// BCP 47 tag, as configured: `nl-NL`.
    pub tag: String,
    /// Its own name for itself, as the language switcher shows it: `Nederlands`.
    pub name: String,
    /// Which way its text runs.
    pub direction: Direction,
    /// The locales whose text stands in where its own is missing, nearest first; itself not among them.
    pub fallback: Vec<LocaleId>,
}

/// All locales of the site, in the order of the language switcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locales {
    all: Vec<Locale>,
    source: LocaleId,
}

impl Locales {
    /// The locales in switcher order and the one that the others are translated from.
    ///
    /// # Panics
    /// If `source` or a fallback is not one of them; `config` has looked them up.
    pub fn new(all: Vec<Locale>, source: LocaleId) -> Self {
        let known = |id: &LocaleId| id.index() < all.len();
        assert!(
            known(&source) && all.iter().all(|locale| locale.fallback.iter().all(known)),
            "config checks locale names"
        );
        Self { all, source }
    }

    /// The locale that the others are translated from.
    pub const fn source(&self) -> LocaleId {
        self.source
    }

    /// The locale behind an id of this site.
    pub fn get(&self, id: LocaleId) -> &Locale {
        &self.all[id.index()]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Never true for a site that was configured: it has at least its source locale.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All ids with their locales, in order.
    pub fn iter(&self) -> impl Iterator<Item = (LocaleId, &Locale)> {
        self.all
            .iter()
            .enumerate()
            .map(|(index, locale)| (id_at(index), locale))
    }

    /// The locale with this tag, in any case.
    pub fn find(&self, tag: &str) -> Option<LocaleId> {
        self.all
            .iter()
            .position(|locale| locale.tag.eq_ignore_ascii_case(tag))
            .map(id_at)
    }

    /// Only `wanted`, with the source locale and the locales that stand in for them; in the same order.
    /// The second value says which they were.
    pub fn only(&self, wanted: &[LocaleId]) -> (Self, Vec<LocaleId>) {
        let of_one = |locale: &LocaleId| self.chain(*locale).collect::<Vec<_>>();
        let mut kept: Vec<LocaleId> = wanted.iter().flat_map(of_one).collect();
        kept.push(self.source);
        kept.sort_unstable();
        kept.dedup();
        let id = |old: LocaleId| kept.iter().position(|other| *other == old).map(id_at);
        let of_one = |old: &LocaleId| {
            let locale = self.get(*old).clone();
            let fallback = locale.fallback.iter().filter_map(|other| id(*other));
            Locale {
                fallback: fallback.collect(),
                ..locale
            }
        };
        let source = id(self.source).expect("the source locale is kept");
        (Self::new(kept.iter().map(of_one).collect(), source), kept)
    }

    /// `locale` itself, then the locales whose text stands in for it, nearest first.
    pub fn chain(&self, locale: LocaleId) -> impl Iterator<Item = LocaleId> + '_ {
        std::iter::once(locale).chain(self.get(locale).fallback.iter().copied())
    }
}

fn id_at(index: usize) -> LocaleId {
    LocaleId(u16::try_from(index).expect("config allows at most 1,000 locales"))
}
