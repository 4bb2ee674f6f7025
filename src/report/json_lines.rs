//! One JSON object a place and a line, for `jq`, scripts and comparisons.

use std::io::{self, Write};

use serde::Serialize;

use super::{EditView, Finding, FixView, Id, Place, RelatedPlace, Report};

/// Prints every finding, inherited ones too.
pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        serde_json::to_writer(&mut *out, &Object::new(report, finding))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A finding as JSON has it. Keys are added to it, never renamed.
#[derive(Serialize)]
pub struct Object<'a> {
    code: &'static str,
    level: &'static str,
    #[serde(flatten)]
    place: PlaceObject<'a>,
    locale: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    cause: Id,
    fingerprint: Id,
    inherited_from: Option<PlaceObject<'a>>,
    related: Vec<RelatedObject<'a>>,
    fix: Option<FixObject<'a>>,
}

/// Lines and columns count from 1, columns in characters; the end is behind the last character.
#[derive(Serialize)]
struct PlaceObject<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixObject<'a> {
    safe: bool,
    edits: Vec<EditObject<'a>>,
}

/// A replacement, in lines and columns for people and in bytes of the file for programs.
#[derive(Serialize)]
struct EditObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    start_byte: u32,
    end_byte: u32,
    replacement: &'a str,
}

impl<'a> Object<'a> {
    /// The object of one of the report's findings.
    pub fn new(report: &'a Report, finding: &'a Finding) -> Self {
        let origin = finding.inherited_from.map(|index| &report.findings[index]);
        Self {
            code: finding.code.as_str(),
            level: finding.level.as_str(),
            place: PlaceObject::new(&finding.place),
            locale: (!finding.locale.is_empty()).then_some(&*finding.locale),
            message: &finding.message,
            help: finding.help.as_deref(),
            cause: finding.cause,
            fingerprint: finding.fingerprint,
            inherited_from: origin.map(|origin| PlaceObject::new(&origin.place)),
            related: finding.related.iter().map(RelatedObject::new).collect(),
            fix: finding.fix.as_ref().map(FixObject::new),
        }
    }
}

impl<'a> PlaceObject<'a> {
    fn new(place: &'a Place) -> Self {
        Self {
            file: &place.file,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        }
    }
}

impl<'a> RelatedObject<'a> {
    fn new(related: &'a RelatedPlace) -> Self {
        Self {
            place: PlaceObject::new(&related.place),
            message: &related.message,
        }
    }
}

impl<'a> FixObject<'a> {
    fn new(fix: &'a FixView) -> Self {
        Self {
            safe: fix.safe,
            edits: fix.edits.iter().map(EditObject::new).collect(),
        }
    }
}

impl<'a> EditObject<'a> {
    fn new(edit: &'a EditView) -> Self {
        Self {
            place: PlaceObject::new(&edit.place),
            start_byte: edit.place.range.start,
            end_byte: edit.place.range.end,
            replacement: &edit.replacement,
        }
    }
}
