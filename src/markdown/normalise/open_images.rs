//! `![Click [Next](next.png)` was `![Click Next](next.png)`. Translation engines put the name of a button into brackets
//! and lose one of them; what is left is a lone `!` and a link to a picture.

use std::cell::OnceCell;

use super::links::{Labels, fold_label, names_image};
use super::lone_brackets::leads_to;
use super::{CodeMap, Content, Repairs, definitions};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::span::{TextRange, offset, slice_range};

/// The most bytes between the sign of an image and its target.
const FARTHEST: usize = 600;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    signs(content).any(|sign| Words::behind(content, sign).is_some())
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let labels = OnceCell::new();
    let labels = || labels.get_or_init(|| definitions::labels(content, code));
    for sign in signs(content) {
        let Some(words) = Words::behind(content, sign) else {
            continue;
        };
        let Some(subject) = words.leads_to(content, labels) else {
            continue;
        };
        if code.is_text_at(sign) && code.is_text_at(words.end) {
            tell(content, &words, subject, repairs);
        }
    }
}

/// The signs of images.
fn signs<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let text = content.text;
    content
        .signs()
        .filter(move |&sign| !text[..sign as usize].ends_with('\\'))
}

/// The words of an image that have brackets of their own, not in pairs.
struct Words {
    start: u32,
    /// The brackets that are part of them.
    brackets: Vec<u32>,
    /// Where the first bracket closes, if it does before more words.
    closed: Option<u32>,
    /// The `]` behind them.
    end: u32,
}

impl Words {
    /// Those behind the `!` at `sign`, if the target does not stand where the first of their brackets closes.
    fn behind(content: &Content<'_>, sign: u32) -> Option<Self> {
        let start = sign + 2;
        let rest = &content.text[start as usize..];
        let near = &rest.as_bytes()[..rest.len().min(FARTHEST)];
        // The brackets that are open, the first one among them.
        let (mut open, mut closed) = (1u32, None);
        let mut brackets = Vec::new();
        for at in memchr::memchr3_iter(b'[', b']', b'\n', near) {
            let is_escaped = near[..at].ends_with(b"\\");
            match near[at] {
                b'\n' => return None,
                _ if is_escaped => continue,
                // Another image begins.
                b'[' if near[..at].ends_with(b"!") => return None,
                b'[' => open += 1,
                _ if open == 0 => return None,
                _ => {
                    open -= 1;
                    let leads = matches!(rest.as_bytes().get(at + 1), Some(b'(' | b'['));
                    let is_own = open == 0 && closed.is_none();
                    if leads {
                        let words = &near[..at];
                        let is_row = memchr::memchr2(b'|', b'\r', words).is_some();
                        return (!is_own && !is_row).then_some(Self {
                            start,
                            brackets,
                            end: start + offset(at),
                            closed,
                        });
                    }
                    closed = closed.or(is_own.then_some(start + offset(at)));
                }
            }
            brackets.push(start + offset(at));
        }
        None
    }

    /// The picture that they lead to. A label may be that of anything, and is believed only where the first bracket is
    /// lost otherwise.
    fn leads_to<'a, 'l>(
        &self,
        content: &Content<'a>,
        labels: impl Fn() -> &'l Labels,
    ) -> Option<&'a str> {
        let behind = &content.text[self.end as usize + 1..];
        let subject = leads_to(behind, &labels)?;
        let Some(close) = self.closed else {
            return (behind.starts_with('[') || names_image(subject)).then_some(subject);
        };
        let first = &content.text[self.start as usize..close as usize];
        (names_image(subject) && !labels().contains(&fold_label(first))).then_some(subject)
    }
}

/// Reads a backslash before each bracket within the words, and tells of it.
fn tell(content: &Content<'_>, words: &Words, subject: &str, repairs: &mut Repairs<'_>) {
    let mut edits = Vec::new();
    for &bracket in &words.brackets {
        repairs.insert(bracket, "\\");
        edits.push(Edit {
            span: content.span(TextRange::new(bracket, bracket)),
            replacement: "\\".into(),
        });
    }
    let place = slice_range(content.text, subject).expect("it is a part of the text");
    let finding = Diagnostic::new(
        Code::LinkUnparsed,
        content.span(TextRange::of(place)),
        "the square brackets in the words of this image are not in pairs",
        subject,
    );
    let help = "write each `[` with its `]`, or `\\[`; other Markdown readers show a link here";
    let fix = Fix { safe: false, edits };
    repairs.found.push(finding.with_help(help).with_fix(fix));
}
