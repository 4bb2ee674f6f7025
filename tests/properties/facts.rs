//! What is true of the facts of every text, whatever the text: every range lies in it, and a target is where it is said to be.

use docent::diagnostic::Diagnostic;
use docent::markdown::event::{Event, LinkForm};
use docent::markdown::metadata::Need;
use docent::markdown::{self, Document, Manner, Words};
use docent::source::SourceId;
use docent::span::TextRange;

/// Parses a text and looks at everything that came of it; panics with what is wrong.
pub fn check(text: &str) {
    let source = SourceId(0);
    let required = markdown::metadata::required_by_default();
    for need in [Need::Page(&required), Need::Include] {
        let parsed = markdown::parse(source, text, need);
        ranges(text, &parsed.document);
        targets(text, &parsed.document);
        findings(text, &parsed.diagnostics);
        events(text, &parsed.document);
        recording(text, need, &parsed.document);
    }
}

/// A page that is made of kept events is the same as one that is made of the text.
fn recording(text: &str, need: Need<'_>, document: &Document) {
    let manner = Manner {
        words: &Words::new(),
        need,
        keeps_events: true,
    };
    let kept = markdown::parse_with(manner, SourceId(0), text).document;
    assert!(kept.recording.is_some() && document.recording.is_none());
    let normalised = markdown::normalise(text, document);
    let parsed = markdown::events(SourceId(0), &normalised, document);
    let played = markdown::events(SourceId(0), &normalised, &kept);
    assert!(parsed.eq(played), "what was kept is not what was read");
}

fn ranges(text: &str, document: &Document) {
    let metadata = &document.metadata;
    metadata
        .cuts
        .iter()
        .for_each(|cut| within(text, *cut, "front matter"));
    for attribute in &metadata.attributes {
        within(text, attribute.name, "attribute name");
        within(text, attribute.value, "attribute value");
    }
    for heading in &document.headings {
        within(text, heading.range, "heading");
        let (first, count) = heading.anchors;
        assert!(
            (first + count) as usize <= document.anchors.len(),
            "anchors of a heading"
        );
    }
    for anchor in &document.anchors {
        within(text, anchor.range, "anchor");
    }
    for link in &document.links {
        within(text, link.range, "link");
        within(text, link.target_range, "target");
    }
    for include in &document.includes {
        within(text, include.range, "include");
        within(text, include.path_range, "path of an include");
    }
    for directive in &document.directives {
        within(text, directive.range, "directive");
    }
}

fn within(text: &str, range: TextRange, what: &str) {
    assert!(range.start <= range.end, "{what}: {range:?} runs backwards");
    assert!(
        text.get(range.as_usize()).is_some(),
        "{what}: {range:?} is no part of the text"
    );
}

/// A target is literally at its range, unless escapes, entities or line ends are written there.
fn targets(text: &str, document: &Document) {
    for link in document
        .links
        .iter()
        .filter(|link| link.form != LinkForm::Autolink)
    {
        let written = &text[link.target_range.as_usize()];
        let plain = !written.contains(['\\', '&', '\n', '\r', '\0']);
        if plain && !link.target(text).is_empty() {
            assert_eq!(
                link.target(text),
                written,
                "target of {:?}",
                &text[link.range.as_usize()]
            );
        }
    }
}

fn findings(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        let code = finding.code.as_str();
        within(text, finding.span.range, code);
        assert!(
            !finding.message.is_empty() && !finding.message.ends_with('.'),
            "{finding:?}"
        );
        for related in &finding.related {
            within(text, related.span.range, code);
        }
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        let mut edits: Vec<TextRange> = edits.map(|edit| edit.span.range).collect();
        edits.iter().for_each(|edit| within(text, *edit, code));
        edits.sort_unstable();
        assert!(
            edits.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "{code}: edits overlap"
        );
    }
}

/// The events lie in the text, open and close in pairs, and words stand where they are written.
fn events(text: &str, document: &Document) {
    let normalised = markdown::normalise(text, document);
    let mut depth = 0usize;
    for (event, range) in markdown::events(SourceId(0), &normalised, document) {
        within(text, range, "event");
        match event {
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                depth = depth
                    .checked_sub(1)
                    .unwrap_or_else(|| panic!("{end:?} ends what did not begin"));
            }
            Event::Text(words) => {
                let written = &text[range.as_usize()];
                let literal = !written.contains(['\\', '&', '\r', '\n', '\0', '|', '<', '>']);
                // Repairs take blanks out of what looks like a link and give a header row the cells it lacks.
                let repaired = matches!(normalised.text, std::borrow::Cow::Owned(_));
                let letters = |text: &str| -> String { text.split([' ', '|', '\n']).collect() };
                let told = match repaired {
                    true => letters(written) == letters(&words),
                    false => written.trim() == words.trim() || words.trim().is_empty(),
                };
                let told = !literal || told;
                assert!(told, "{words:?} is said to be written {written:?}");
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "something that began does not end");
}
