//! Labels of code blocks that name no language.

use super::Inputs;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::highlight::language;
use crate::source::SourceId;
use crate::span::Span;

pub(super) fn check(inputs: Inputs<'_>, found: &mut Vec<Diagnostic>) {
    for (at, text) in inputs
        .site
        .texts
        .iter()
        .enumerate()
        .filter(|(_, text)| text.kind.is_some())
    {
        for &range in &text.document.code_labels {
            let label = &text.source.text[range.as_usize()];
            let Err(unknown) = language(label) else {
                continue;
            };
            let span = Span::new(SourceId(crate::span::offset(at)), range);
            let finding = Diagnostic::new(
                Code::UnknownCodeLanguage,
                span,
                format!("no language is called `{label}`"),
                label,
            );
            let fix = if unknown.sure {
                Fix::safe
            } else {
                Fix::unsafe_
            };
            found.push(match unknown.nearest {
                Some(near) => finding
                    .with_help(format!("did you mean `{near}`?"))
                    .with_fix(fix(span, near)),
                None => finding.with_help("the block is shown without colours"),
            });
        }
    }
}
