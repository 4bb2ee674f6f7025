//! How often each construct of the dialect occurs in the corpus, and what was expected.

use docent::markdown::document::{DirectiveKind, Document, LinkKind};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Headings,
    Images,
    Tables,
    Callouts,
    Selectors,
    Includes,
}

use Fact::{Callouts, Headings, Images, Includes, Selectors, Tables};

/// What a prototype of the dialect counted in a locale.
pub struct Measured {
    pub locale: &'static str,
    pub fact: Fact,
    pub count: usize,
}

/// Where docent reads more or less than the prototype did, in every locale alike.
pub struct Difference {
    pub fact: Fact,
    pub by: isize,
    pub reason: &'static str,
}

pub const MEASURED: &[Measured] = &[
    measured("en-CA", Headings, 43_534),
    measured("nl-NL", Headings, 43_217),
    measured("zh-TW", Headings, 43_558),
    measured("en-CA", Images, 20_652),
    measured("nl-NL", Images, 20_507),
    measured("zh-TW", Images, 19_535),
    measured("en-CA", Tables, 3_240),
    measured("nl-NL", Tables, 3_206),
    measured("zh-TW", Tables, 3_347),
    measured("en-CA", Callouts, 6_208),
    measured("nl-NL", Callouts, 6_187),
    measured("zh-TW", Callouts, 6_177),
    measured("en-CA", Selectors, 576),
    measured("en-CA", Includes, 2_644),
];

pub const DIFFERENCES: &[Difference] = &[
    differs(Headings, 20, "stand behind a fence that nobody closed"),
    differs(
        Headings,
        3,
        "stand below a lone tag of a link, which opened an HTML block",
    ),
    differs(
        Headings,
        15,
        "stand behind code of an item that is further left than the item",
    ),
    differs(Headings, 9, SHORTER_FENCE),
    differs(Images, 3, SHORTER_FENCE),
    differs(Callouts, 3, SHORTER_FENCE),
    differs(Tables, 1, SHORTER_FENCE),
    differs(
        Images,
        10,
        "stand, or are defined, behind a fence that nobody closed",
    ),
    differs(
        Images,
        -4,
        "stand in comments of the form `[comment]: <> (…)`, two on a line",
    ),
    differs(
        Images,
        -1,
        "is indented by four below a repaired heading, so it is code",
    ),
    differs(
        Images,
        39,
        "stand in HTML blocks, which the prototype did not read",
    ),
    differs(
        Tables,
        8,
        "have a header row of nothing but bars, fewer than the next row",
    ),
    differs(
        Tables,
        2,
        "stand behind code of an item that is further left than the item",
    ),
    differs(
        Callouts,
        6,
        "stand behind such code, or four blanks in below an item whose words begin further in",
    ),
    differs(
        Callouts,
        6,
        "have a damaged keyword: `[AZURE. NOTE]` and its translations",
    ),
    differs(Callouts, 3, "have the keyword `INFORMATION`"),
    differs(Callouts, 2, "have a keyword of the successor: `[!NOTE]`"),
    differs(Callouts, 1, "stands behind a fence that nobody closed"),
    differs(
        Selectors,
        3,
        "are lists for two dimensions, whose keyword is damaged everywhere",
    ),
    differs(Includes, 1, "has a damaged keyword"),
];

const SHORTER_FENCE: &str = "stand behind a block of code that a shorter fence was to close";

/// What the prototype did not read either, and what is not in every locale alike.
pub struct Local {
    pub fact: Fact,
    pub reason: &'static str,
    pub counts: [(&'static str, usize); 3],
}

pub const LOCAL: &[Local] = &[
    Local {
        fact: Images,
        reason: "are `<img>` elements; translation lost some",
        counts: [("en-CA", 16), ("nl-NL", 15), ("zh-TW", 14)],
    },
    Local {
        fact: Images,
        reason: "stand in a link with a blank behind their `!`: `[! [text] [label]](target)`; some labels of nl-NL were translated",
        counts: [("en-CA", 104), ("nl-NL", 93), ("zh-TW", 0)],
    },
    Local {
        fact: Images,
        reason: "stand behind code that is further left than its item, or with what is four blanks in below an item whose words begin further in",
        counts: [("en-CA", 51), ("nl-NL", 49), ("zh-TW", 49)],
    },
    Local {
        fact: Images,
        reason: "have a bracket too many in their words: `![words [name](target)`",
        counts: [("en-CA", 0), ("nl-NL", 0), ("zh-TW", 428)],
    },
    Local {
        fact: Images,
        reason: "lost the first bracket of their words in translation: `![name] words](target)`",
        counts: [("en-CA", 0), ("nl-NL", 0), ("zh-TW", 566)],
    },
    Local {
        fact: Images,
        reason: "stands behind five blanks or more of an item",
        counts: [("en-CA", 1), ("nl-NL", 0), ("zh-TW", 1)],
    },
    Local {
        fact: Images,
        reason: "lost it to a lone bracket before them: `[words ![name] words](target)`",
        counts: [("en-CA", 0), ("nl-NL", 0), ("zh-TW", 9)],
    },
    Local {
        fact: Tables,
        reason: "have their header row in an item or a quote, or indented, and the others outside; zh-TW lacks an article",
        counts: [("en-CA", 45), ("nl-NL", 45), ("zh-TW", 44)],
    },
];

const fn measured(locale: &'static str, fact: Fact, count: usize) -> Measured {
    Measured {
        locale,
        fact,
        count,
    }
}

const fn differs(fact: Fact, by: isize, reason: &'static str) -> Difference {
    Difference { fact, by, reason }
}

/// How often `fact` is in a document.
pub fn count(fact: Fact, document: &Document) -> usize {
    let directives = |wanted: fn(&DirectiveKind) -> bool| {
        document
            .directives
            .iter()
            .filter(|directive| wanted(&directive.kind))
            .count()
    };
    match fact {
        Headings => document.headings.len(),
        Images => document
            .links
            .iter()
            .filter(|link| link.kind == LinkKind::Image)
            .count(),
        Tables => document.tables as usize,
        Callouts => directives(|kind| matches!(kind, DirectiveKind::Callout(_))),
        Selectors => directives(|kind| matches!(kind, DirectiveKind::Selector { .. })),
        Includes => document.includes.len(),
    }
}

/// The differences in words, for a count that is neither.
pub fn reasons(fact: Fact) -> String {
    let known = DIFFERENCES
        .iter()
        .filter(|difference| difference.fact == fact);
    let lines = known.map(|difference| format!("{:+} {}\n", difference.by, difference.reason));
    let local = LOCAL.iter().filter(|local| local.fact == fact);
    let local = local.map(|local| format!("{:?} {}\n", local.counts, local.reason));
    lines.chain(local).collect()
}

/// What docent should count: the prototype's count with every difference.
pub fn expected(measured: &Measured) -> usize {
    let known = DIFFERENCES
        .iter()
        .filter(|difference| difference.fact == measured.fact);
    let known: isize = known.map(|difference| difference.by).sum();
    let local = LOCAL.iter().filter(|local| local.fact == measured.fact);
    let local = local.flat_map(|local| &local.counts);
    let local = local.filter(|(locale, _)| *locale == measured.locale);
    let local: usize = local.map(|(_, count)| count).sum();
    measured
        .count
        .checked_add_signed(known)
        .expect("counts are positive")
        + local
}
