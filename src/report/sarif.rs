//! SARIF 2.1.0, the format of code scanning, with rules, related places and fixes.

use std::collections::BTreeSet;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use super::json::TotalsObject;
use super::{EditView, Finding, FixView, Id, Options, Place, RelatedPlace, Report, summary};
use crate::diagnostic::{Code, Level};

/// The results of a run: GitHub refuses a file that has more.
const MOST: usize = 25_000;

/// Prints one run. What a translation inherits is part of the result of its source page, and of more results than
/// GitHub takes the most useful are kept.
pub fn print(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = report.by_use();
    findings.retain(|finding| finding.inherited_from.is_none());
    let left_out = findings.len().saturating_sub(MOST);
    findings.truncate(MOST);
    let desk = Desk {
        codes: findings.iter().map(|finding| finding.code).collect(),
        options,
    };
    serde_json::to_writer_pretty(&mut *out, &desk.log(report, &findings, left_out))?;
    out.write_all(b"\n")
}

/// The log, with the names of SARIF's specification.
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    invocations: Option<[Invocation; 1]>,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
    properties: TotalsObject,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: [Notification; 1],
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text<String>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    default_configuration: Configuration,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
}

/// The same words twice: GitHub shows the Markdown, others the text.
#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    partial_fingerprints: Fingerprints,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text<&'static str>,
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<&'a str>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "docent/v1")]
    docent: Id,
}

#[derive(Serialize)]
struct Properties<'a> {
    cause: Id,
    #[serde(skip_serializing_if = "str::is_empty")]
    locale: &'a str,
    /// The locales whose translation has it from here.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    translations: BTreeSet<&'a str>,
}

/// What all parts of the log need.
struct Desk<'o> {
    /// The codes in use: the run's rules.
    codes: BTreeSet<Code>,
    options: &'o Options,
}

impl Desk<'_> {
    fn log<'a>(&self, report: &'a Report, findings: &[&'a Finding], left_out: usize) -> Log<'a> {
        let results = findings.iter().map(|finding| self.result(report, finding));
        Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "docent",
                        version: env!("CARGO_PKG_VERSION"),
                        rules: self.codes.iter().map(|&code| self.rule(code)).collect(),
                    },
                },
                invocations: (left_out > 0).then(|| [cut(left_out)]),
                column_kind: "unicodeCodePoints",
                results: results.collect(),
                properties: TotalsObject::new(report),
            }],
        }
    }

    fn rule(&self, code: Code) -> Rule {
        let explanation = (self.options.explain)(code);
        let (short, full, help) = match explanation {
            Some(words) => (words.short, Some(words.full), Some(words.help)),
            None => (code.as_str().replace('-', " "), None, None),
        };
        Rule {
            id: code.as_str(),
            short_description: Text { text: short },
            full_description: full.map(|text| Text { text }),
            help: help.map(|text| Help {
                markdown: text.clone(),
                text,
            }),
            default_configuration: Configuration {
                level: level(code.default_level()),
            },
            help_uri: self.options.url_of(code),
        }
    }

    fn result<'a>(&self, report: &'a Report, finding: &'a Finding) -> SarifResult<'a> {
        let translations = finding.translations.iter();
        let translations = translations.map(|&index| &*report.findings[index].locale);
        let related = finding.related.iter().enumerate();
        SarifResult {
            rule_id: finding.code.as_str(),
            rule_index: self.codes.range(..finding.code).count(),
            level: level(finding.level),
            message: Text {
                text: match &finding.help {
                    Some(help) => format!("{}; {help}", finding.message),
                    None => finding.message.to_string(),
                },
            },
            locations: [Location {
                id: None,
                physical_location: self.location(&finding.place),
                message: None,
            }],
            related_locations: related
                .map(|(index, related)| self.related(index + 1, related))
                .collect(),
            fixes: finding.fix.iter().map(|fix| self.fix(fix)).collect(),
            partial_fingerprints: Fingerprints {
                docent: finding.fingerprint,
            },
            properties: Properties {
                cause: finding.cause,
                locale: &finding.locale,
                translations: translations.collect(),
            },
        }
    }

    fn related<'a>(&self, id: usize, related: &'a RelatedPlace) -> Location<'a> {
        Location {
            id: Some(id),
            physical_location: self.location(&related.place),
            message: Some(Text {
                text: &related.message,
            }),
        }
    }

    /// The edits by file, since SARIF has a change a file.
    fn fix<'a>(&self, fix: &'a FixView) -> Fix<'a> {
        let mut changes: Vec<ArtifactChange<'a>> = Vec::new();
        for edit in &fix.edits {
            let artifact_location = self.artifact(&edit.place);
            let replacement = replacement(edit);
            match changes
                .iter_mut()
                .find(|change| change.artifact_location == artifact_location)
            {
                Some(change) => change.replacements.push(replacement),
                None => changes.push(ArtifactChange {
                    artifact_location,
                    replacements: vec![replacement],
                }),
            }
        }
        Fix {
            description: Text {
                text: if fix.safe {
                    "safe fix"
                } else {
                    "fix that a person should look at"
                },
            },
            artifact_changes: changes,
        }
    }

    fn location(&self, place: &Place) -> PhysicalLocation {
        PhysicalLocation {
            artifact_location: self.artifact(place),
            region: region(place),
        }
    }

    fn artifact(&self, place: &Place) -> ArtifactLocation {
        let path = self.options.in_repository(&place.file);
        ArtifactLocation {
            uri: utf8_percent_encode(&path, NOT_IN_URI).to_string(),
            uri_base_id: "%SRCROOT%",
        }
    }
}

/// What is said in place of the findings that are too many.
fn cut(left_out: usize) -> Invocation {
    let findings = summary::count(left_out, "finding");
    let words = format!(
        "{findings} left out, the least severe: GitHub refuses more than {} results a run; \
         `--output-format json` has all of them, and `--baseline` those that are new",
        summary::grouped(MOST)
    );
    Invocation {
        execution_successful: true,
        tool_execution_notifications: [Notification {
            level: "warning",
            message: Text { text: words },
        }],
    }
}

/// What a path of a URI must not hold as it is.
const NOT_IN_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn replacement(edit: &EditView) -> Replacement<'_> {
    Replacement {
        deleted_region: region(&edit.place),
        inserted_content: Text {
            text: &edit.replacement,
        },
    }
}

fn region(place: &Place) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
        Level::Off => "none",
    }
}
