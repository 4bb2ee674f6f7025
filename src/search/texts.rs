//! What a result shows: address, title, headings and the beginning of each section.

use super::phrases::Phrases;
use super::shelf::{Shelf, Stretch, literal};
use super::words::is_east_asian;
use super::{SearchPage, SearchSection};

/// Bytes of a `texts` file, about; the results on show load up to one for each.
const FILE_SIZE: usize = 2600;

/// Excerpts in columns; an East Asian character counts as four, since it says as much and takes as many bytes.
const EXCERPT: usize = 56;
/// The page's own excerpt may be longer: it stands alone when no section fits.
const LEAD: usize = 120;

/// Anchors, the same in all locales, of sections that only lead to other pages: those pages are the better results.
const ELSEWHERE: [&str; 9] = [
    "next-steps",
    "next-steps-",
    "next-step",
    "whats-next",
    "see-also",
    "additional-resources",
    "related-links",
    "related-content",
    "related-articles",
];

/// A page as the results show it.
pub struct PageText {
    /// Its address.
    pub url: String,
    /// Its service, its kind and the language that it falls back to: what the filters know.
    pub class: (String, String, String),
    title: String,
    lead: String,
    sections: Vec<Shown>,
}

struct Shown {
    anchor: String,
    heading: String,
    excerpt: String,
}

/// The sections of a page with what belongs to the page itself in the first: the text before the first heading and
/// a heading of level 1, which is the title that readers see, with the text below it. The first has no anchor.
pub fn merge_opening(sections: Vec<SearchSection>) -> Vec<SearchSection> {
    let mut merged = vec![SearchSection::default()];
    for section in sections {
        let opening = merged.len() == 1 && (section.level <= 1 || section.heading.is_empty());
        if opening {
            if merged[0].heading.is_empty() {
                merged[0].heading = section.heading;
            }
            merged[0].text.push_str(&section.text);
            merged[0].text.push('\n');
        } else if !ELSEWHERE.contains(&section.anchor.as_str())
            && merged.len() < usize::from(u16::MAX)
        {
            merged.push(section);
        }
    }
    merged
}

impl PageText {
    /// Keeps of a page what its results show.
    pub fn new(page: SearchPage, sections: &[SearchSection]) -> Self {
        let lead = if page.description.is_empty() {
            &sections[0].text
        } else {
            &page.description
        };
        Self {
            lead: excerpt(lead, LEAD),
            sections: sections[1..].iter().map(Shown::new).collect(),
            url: page.url,
            class: (page.service, page.kind, page.fallback),
            title: one_line(&page.title),
        }
    }

    /// All that can be shortened.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter().flat_map(|shown| {
            [
                shown.anchor.as_str(),
                shown.heading.as_str(),
                shown.excerpt.as_str(),
            ]
        });
        [self.url.as_str(), self.title.as_str(), self.lead.as_str()]
            .into_iter()
            .chain(sections)
    }

    fn written(&self, phrases: &Phrases<'_>, url: &str) -> String {
        let mut written = String::with_capacity(url.len() + self.title.len() + self.lead.len());
        phrases.shorten(&swap_hyphens(url), &mut written);
        let sections = self.sections.iter();
        let sections = sections.flat_map(|shown| [&shown.anchor, &shown.heading, &shown.excerpt]);
        for field in [&self.title, &self.lead].into_iter().chain(sections) {
            written.push('\t');
            phrases.shorten(field, &mut written);
        }
        written
    }
}

impl Shown {
    fn new(section: &SearchSection) -> Self {
        let heading = one_line(&section.heading);
        Self {
            anchor: if is_usual_anchor(&section.anchor, &heading) {
                String::new()
            } else {
                swap_hyphens(&section.anchor)
            },
            excerpt: excerpt(&section.text, EXCERPT),
            heading,
        }
    }
}

/// The files with the pages' texts, and how many pages each holds.
pub fn shelf(
    pages: &[PageText],
    phrases: &Phrases<'_>,
    affix: (usize, usize),
) -> (Shelf, Vec<usize>) {
    let written: Vec<String> = pages
        .iter()
        .map(|page| page.written(phrases, &page.url[affix.0..page.url.len() - affix.1]))
        .collect();
    let mut stretches = Vec::new();
    let mut counts = Vec::new();
    let mut start = 0;
    while start < written.len() {
        let mut size = 0;
        let fitting = written[start..].iter().take_while(|text| {
            size += text.len();
            size <= FILE_SIZE
        });
        let count = fitting.count().max(1);
        let arguments = literal(&written[start..start + count].join("\u{c}"));
        stretches.push(Stretch {
            first: String::new(),
            arguments,
        });
        counts.push(count);
        start += count;
    }
    (
        Shelf {
            name: "texts",
            stretches,
        },
        counts,
    )
}

/// Addresses and anchors write hyphens where texts write blanks; exchanged, both share their phrases.
fn swap_hyphens(text: &str) -> String {
    let mut swapped = String::with_capacity(text.len());
    swapped.extend(text.chars().map(|c| match c {
        '-' => ' ',
        ' ' => '-',
        c => c,
    }));
    swapped
}

/// Whether an anchor is not worth writing down because `search.js` can make it from the heading.
fn is_usual_anchor(anchor: &str, heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let usual = lower.chars().filter_map(|c| match c {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        c => c.is_alphanumeric().then_some(c),
    });
    usual.eq(anchor.chars())
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The beginning of a text in whole words, with an ellipsis where it is cut.
fn excerpt(text: &str, columns: usize) -> String {
    let mut short = String::with_capacity(columns);
    let mut filled = 0;
    for word in text.split_whitespace() {
        let room = columns.saturating_sub(filled);
        let Some(width) = width_within(word, room) else {
            short.extend(east_asian_beginning(word, room));
            short.push('…');
            return short;
        };
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        filled += width + 1;
    }
    short
}

/// The columns that a word takes, if there is room for them.
fn width_within(word: &str, room: usize) -> Option<usize> {
    word.chars().try_fold(0, |width, c| {
        let width = width + if is_east_asian(c) { 4 } else { 1 };
        (width <= room).then_some(width)
    })
}

/// A long stretch without blanks may be cut anywhere; a word may not.
fn east_asian_beginning(word: &str, columns: usize) -> impl Iterator<Item = char> {
    let cut = if word.chars().any(is_east_asian) {
        columns / 4
    } else {
        0
    };
    word.chars().take(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_excerpts_at_words() {
        assert_eq!(excerpt("one two\nthree", 9), "one two…");
        assert_eq!(excerpt("疑難排解雙步驟驗證", 13), "疑難排…");
        assert_eq!(excerpt("short", 9), "short");
    }

    #[test]
    fn knows_the_usual_anchor() {
        let heading = "I didn't get a code (SMS)";
        assert!(is_usual_anchor("i-didnt-get-a-code-sms", heading));
        assert!(!is_usual_anchor("i-didnt-get-a-code", heading));
    }
}
