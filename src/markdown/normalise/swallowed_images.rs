//! `[Click ![Next] button](next.png)` was `Click ![[Next] button](next.png)`. A lone bracket before an image takes the one
//! that the words of the image lack; what is left is a link to a picture.

use std::cell::OnceCell;

use super::links::{Labels, fold_label, names_image, pairs};
use super::lone_brackets::leads_to;
use super::{CodeMap, Content, Repairs, definitions};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::span::{TextRange, offset, slice_range};

/// The most bytes of a line: each sign in it asks for the brackets around.
const LONGEST: u32 = 4_000;

pub(super) fn wanted(content: &Content<'_>) -> bool {
    signs(content).any(|sign| Swallowed::read(content, sign).is_some())
}

pub(super) fn repair(content: &Content<'_>, code: &CodeMap<'_>, repairs: &mut Repairs<'_>) {
    let labels = OnceCell::new();
    let labels = || labels.get_or_init(|| definitions::labels(content, code));
    for sign in signs(content) {
        let Some(image) = Swallowed::read(content, sign) else {
            continue;
        };
        let mut places = [image.open, sign, image.end].into_iter();
        if let Some(subject) = image.leads_to(content, labels)
            && places.all(|at| code.is_text_at(at))
        {
            image.mend(content, subject, repairs);
        }
    }
}

/// The signs of images whose first bracket closes before more words.
fn signs<'a>(content: &'a Content<'_>) -> impl Iterator<Item = u32> + 'a {
    let text = content.text;
    content.signs().filter(move |&sign| {
        let near = &text[sign as usize + 2..];
        let near = &near[..near.floor_char_boundary(300)];
        let behind = near.find(']').and_then(|at| near[at + 1..].chars().next());
        behind.is_some_and(|c| !"([:\r\n".contains(c))
    })
}

/// An image that a bracket before it has made a part of a link.
struct Swallowed {
    /// The bracket that takes the one of the image.
    open: u32,
    /// The bracket of the first words of the image, and where it closes.
    first: (u32, u32),
    /// The bracket behind the last ones.
    end: u32,
}

impl Swallowed {
    /// What stands around the sign of an image at `sign`, if that is one.
    fn read(content: &Content<'_>, sign: u32) -> Option<Self> {
        let range = content.lines[content.line_at(sign)?];
        if range.len() > LONGEST {
            return None;
        }
        let line = &content.text[range.as_usize()];
        let at = (sign - range.start) as usize;
        let pairs = pairs(line);
        let &(close, inner) = pairs.iter().find(|pair| pair.1 == at + 1)?;
        // The first pair around it.
        let &(end, open) = pairs.iter().find(|pair| pair.1 < at && close < pair.0)?;
        let is_link = line[end + 1..].starts_with(['(', '[']);
        let is_image = line[..open].ends_with('!');
        let holds_other = ["](", "]["]
            .iter()
            .any(|seam| line[open..end].contains(seam));
        let place = |at: usize| range.start + offset(at);
        (is_link && !is_image && !holds_other).then(|| Self {
            open: place(open),
            first: (place(inner), place(close)),
            end: place(end),
        })
    }

    /// The picture, or the label of what may be one: no link has an image without a target among its words.
    fn leads_to<'a, 'l>(
        &self,
        content: &Content<'a>,
        labels: impl Fn() -> &'l Labels,
    ) -> Option<&'a str> {
        let behind = &content.text[self.end as usize + 1..];
        let subject = leads_to(behind, &labels)?;
        let (open, close) = self.first;
        let words = &content.text[open as usize + 1..close as usize];
        let is_picture = behind.starts_with('[') || names_image(subject);
        (is_picture && !labels().contains(&fold_label(words))).then_some(subject)
    }

    fn mend(&self, content: &Content<'_>, subject: &str, repairs: &mut Repairs<'_>) {
        let edits = [(self.open, "\\"), (self.first.0, "[")];
        for (at, sign) in edits {
            repairs.insert(at, sign);
        }
        let edits = edits.map(|(at, sign)| Edit {
            span: content.span(TextRange::new(at, at)),
            replacement: sign.into(),
        });
        let fix = Fix {
            safe: false,
            edits: edits.into(),
        };
        let place = slice_range(content.text, subject).expect("it is a part of the text");
        let finding = Diagnostic::new(
            Code::LinkUnparsed,
            content.span(TextRange::of(place)),
            "a square bracket before this image takes the one that its words lack",
            subject,
        );
        let help = "write `![[name] words](target)`; other Markdown readers show a link here";
        repairs.found.push(finding.with_help(help).with_fix(fix));
    }
}
