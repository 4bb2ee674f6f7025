//! The real corpus: what is counted in it, and where its links lead, compared with what was found out by other means.
//!
//! Nothing of it is in this repository; `corpus/unpacked.rs` says where it is looked for.

#[path = "corpus/count.rs"]
mod count;
#[path = "corpus/problems.rs"]
mod problems;
#[path = "corpus/site.rs"]
mod site;
#[path = "corpus/truth.rs"]
mod truth;
#[path = "corpus/unpacked.rs"]
mod unpacked;

use std::collections::BTreeSet;

use count::Fact;
use docent::markdown::directive::CalloutKind;
use docent::markdown::document::{DirectiveKind, LinkKind};
use docent::site::anchors::AnchorState;
use docent::site::links::{How, Target};
use site::{Corpus, Place};

/// The folder of the articles about two-step verification.
const MFA: &str = "articles/multi-factor-authentication/";

#[test]
fn every_construct_is_counted() {
    let Some(folder) = unpacked::folder() else {
        return;
    };
    for locale in unpacked::LOCALES {
        let corpus = Corpus::of(folder, locale);
        for measured in count::MEASURED
            .iter()
            .filter(|measured| measured.locale == locale)
        {
            let counts = corpus
                .texts()
                .iter()
                .map(|text| count::count(measured.fact, &text.document));
            let total: usize = counts.sum();
            let fact = measured.fact;
            assert_eq!(
                total,
                count::expected(measured),
                "{locale}: {fact:?}; known differences:\n{}",
                count::reasons(fact)
            );
        }
    }
}

/// Translation keeps the structure of a page, so a construct that is lost in one locale alone is a mistake of the reader.
#[test]
fn the_sample_has_the_same_structure_in_two_locales() {
    let (Some(folder), Some(sample)) = (unpacked::folder(), unpacked::sample()) else {
        return;
    };
    let sample: BTreeSet<&str> = sample.lines().collect();
    let counts = ["en-CA", "nl-NL"].map(|locale| {
        let corpus = Corpus::of(folder, locale);
        let texts = corpus.texts().iter();
        let texts = texts.filter(|text| sample.contains(text.source.name.path.as_str()));
        let documents: Vec<_> = texts.map(|text| &text.document).collect();
        let sum = |fact| {
            documents
                .iter()
                .map(|document| count::count(fact, document))
                .sum()
        };
        let sums: [usize; 3] = [Fact::Headings, Fact::Images, Fact::Callouts].map(sum);
        sums
    });
    // Headings, images and callouts; a prototype without the repairs of `count::DIFFERENCES` counted 1,737, 697 and 232;
    // three of the images stand in a link with a blank behind their `!`, one behind a sentence that is four
    // blanks in below an item whose words begin further in.
    assert_eq!(counts, [[1_753, 727, 236]; 2]);
}

#[test]
fn links_of_the_sample_lead_where_they_are_known_to_lead() {
    let (Some(folder), Some(shared)) = (unpacked::folder(), unpacked::shared()) else {
        return;
    };
    for locale in unpacked::LOCALES {
        let corpus = Corpus::of(folder, locale);
        let site = corpus.site();
        let places = site::links(corpus, &site);
        let verdicts = truth::verdicts(&places);
        let table = shared.join(format!("truth/sample-links-{locale}.tsv"));
        let differ = truth::read(&table).into_iter().filter(|expected| {
            let ours = verdicts.get(&(&*expected.path, expected.line, &*expected.target));
            !ours.is_some_and(|ours| ours.contains(&(&*expected.file, &*expected.anchor)))
        });
        let differ: Vec<_> = differ
            .map(|expected| (expected.path, expected.target))
            .collect();
        let exceptions = truth::EXCEPTIONS.iter();
        let exceptions = exceptions.map(|(path, target, _)| ((*path).into(), (*target).into()));
        assert_eq!(
            differ,
            exceptions.collect::<Vec<(String, String)>>(),
            "{locale}"
        );
    }
}

#[test]
fn the_articles_about_two_step_verification_have_five_broken_cross_references() {
    let Some(folder) = unpacked::folder() else {
        return;
    };
    let corpus = Corpus::of(folder, "en-CA");
    let site = corpus.site();
    let mut found = Vec::new();
    for place in site::links(corpus, &site)
        .iter()
        .filter(|place| place.path.starts_with(MFA))
    {
        let file = place
            .path
            .trim_start_matches(MFA)
            .trim_start_matches("multi-factor-authentication-");
        found.extend(
            mistakes(place)
                .into_iter()
                .map(|what| (file, place.line, what)),
        );
    }
    let expected = [
        ("end-user-manage-settings.md", 64, "anchor"),
        ("get-started-adfs-cloud.md", 27, "folder"),
        ("get-started-adfs-cloud.md", 27, "anchor"),
        ("get-started.md", 25, "anchor"),
        ("manage-users-and-devices.md", 25, "anchor"),
    ];
    assert_eq!(found, expected);
}

/// What is wrong with a link to a page or to a place on one.
fn mistakes(place: &Place<'_>) -> Vec<&'static str> {
    let mut mistakes = Vec::new();
    match (&place.link.target, place.link.how) {
        (Target::Page { .. }, How::OtherFolder) => mistakes.push("folder"),
        (Target::Page { .. }, How::Case | How::Extension) => mistakes.push("name"),
        (Target::Broken(_), _) if !is_image(place) => mistakes.push("file"),
        _ => {}
    }
    match place.link.anchor {
        AnchorState::None | AnchorState::Explicit => {}
        _ => mistakes.push("anchor"),
    }
    mistakes
}

fn is_image(place: &Place<'_>) -> bool {
    place.written.kind == LinkKind::Image
}

#[test]
fn a_translated_article_keeps_its_structure_and_its_links() {
    let Some(folder) = unpacked::folder() else {
        return;
    };
    let corpus = Corpus::of(folder, "nl-NL");
    let path = format!("{MFA}multi-factor-authentication-end-user-troubleshoot.md");
    let document = &corpus.text(&path).document;
    assert_eq!(document.headings.len(), 8);
    assert!(
        document
            .headings
            .iter()
            .all(|heading| heading.anchors.1 > 0)
    );
    let kinds: Vec<_> = document
        .directives
        .iter()
        .map(|directive| &directive.kind)
        .collect();
    assert_eq!(kinds, [&DirectiveKind::Callout(CalloutKind::Important)]);
    let site = corpus.site();
    let places = site::links(corpus, &site);
    let own = places.iter().filter(|place| place.path == path);
    let (pages, others): (Vec<_>, Vec<_>) =
        own.partition(|place| matches!(place.link.target, Target::Page { .. }));
    assert!(pages.iter().all(|place| mistakes(place).is_empty()));
    let images = others.iter().filter(|place| is_image(place));
    // Nine links lead to other articles and four images stand in the list items; two links leave the site.
    assert_eq!((pages.len(), images.count(), others.len()), (9, 4, 6));
}

/// Of the messages and codes that headings of articles about trouble name, at least 95 of 100 are in the index of
/// problems, and every entry leads to its section.
#[test]
fn problems_that_headings_name_are_in_the_index() {
    let Some(folder) = unpacked::folder() else {
        return;
    };
    let site = tempfile::tempdir().expect("a folder can be made");
    let pages = problems::build(site.path(), "en-CA", &folder.join("en-CA"));
    let entries = problems::entries(&pages);
    let astray: Vec<_> = entries
        .iter()
        .filter(|entry| !problems::is_there(&pages, entry))
        .collect();
    assert!(astray.is_empty(), "{astray:?}");

    let quoted = problems::quoted(&pages);
    let missing: Vec<_> = quoted
        .iter()
        .filter(|section| !entries.contains(section))
        .collect();
    println!(
        "{} entries; of {} sections that name a message or a code these are missing: {missing:?}",
        entries.len(),
        quoted.len()
    );
    assert!(quoted.len() > 30, "{}", quoted.len());
    assert!(missing.len() * 20 <= quoted.len(), "{missing:?}");
}
