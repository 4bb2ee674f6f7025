//! The findings of one run, ready to print, and the printers for people and for machines.
//!
//! [`Report`] is all that a printer knows: no printer reads a source, a configuration or another printer. That the
//! places are already counted in lines and columns, and that findings are in their final order, is settled in `build`.

mod azure;
mod build;
mod concise;
mod full;
mod github;
mod gitlab;
mod group;
mod json;
mod json_lines;
mod junit;
mod keep;
mod markdown;
mod rank;
mod sarif;
mod statistics;
mod summary;
mod window;

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use crate::diagnostic::{Code, Level, Words};
use crate::fnv;
use crate::line_index::LineColumn;
use crate::span::TextRange;

pub use build::{Origins, SourceView};
pub use group::{Entry, Group};
pub use summary::{clean, count, position};

/// The findings of one run with what was looked at.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Ordered by file, range, code and message.
    pub findings: Vec<Finding>,
    /// What was checked and what was not.
    pub totals: Totals,
}

/// One finding at one place, in the words and numbers that a reader of the report sees.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind of mistake.
    pub code: Code,
    /// How bad it is for this site and this path.
    pub level: Level,
    /// Where it stands.
    pub place: Place,
    /// Tag of the locale whose text it stands in; empty for files that belong to none, such as `docent.yml`.
    pub locale: Arc<str>,
    /// What is, in lower case and without full stop.
    pub message: Words,
    /// What to write instead.
    pub help: Option<Words>,
    /// Id of what is wrong, the same in all places and locales that have the same mistake, and in every run.
    pub cause: Id,
    /// Id of this finding that survives moved lines: made of code, file and subject, and told apart by counting.
    pub fingerprint: Id,
    /// Other places that belong to it, each with what it has to do with it.
    pub related: Vec<RelatedPlace>,
    /// How docent can mend it.
    pub fix: Option<FixView>,
    /// Whether its text is one of the source locale.
    pub of_source: bool,
    /// Index of the source locale's finding that this one was translated from.
    pub inherited_from: Option<usize>,
    /// Indexes of the findings in translations that were inherited from this one.
    pub translations: Vec<usize>,
}

/// A short id, made of what it names: the same on every machine and in every version. Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u64);

impl Id {
    /// The id of some words in this order: 64 bits of FNV-1a.
    pub fn of(words: &[&str]) -> Self {
        Self(fnv::hash(
            words.iter().flat_map(|word| word.bytes().chain([0])),
        ))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Some characters of a file.
#[derive(Clone, Debug)]
pub struct Place {
    /// Path from the folder of `docent.yml`, with `/`.
    pub file: Arc<str>,
    /// The first character.
    pub start: LineColumn,
    /// Behind the last character.
    pub end: LineColumn,
    /// The same in bytes of `text`.
    pub range: TextRange,
    /// The whole text of the file, for a window of it.
    pub text: Arc<String>,
}

/// Another place that a finding is about.
#[derive(Clone, Debug)]
pub struct RelatedPlace {
    /// Where.
    pub place: Place,
    /// What it has to do with the finding.
    pub message: Words,
}

/// How a finding can be mended.
#[derive(Clone, Debug)]
pub struct FixView {
    /// Whether the page's meaning certainly stays.
    pub safe: bool,
    /// What to replace, all or nothing.
    pub edits: Vec<EditView>,
}

/// One replacement of a fix.
#[derive(Clone, Debug)]
pub struct EditView {
    /// What is replaced; an empty place inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub replacement: Words,
}

/// What a run looked at, so that every link is accounted for.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Sources read, includes among them.
    pub files: usize,
    /// Pages, fallback pages not counted.
    pub pages: usize,
    /// Locales that were checked.
    pub locales: usize,
    /// Links, images and includes whose target was looked for.
    pub links: usize,
    /// Links that were not looked at, by reason; reasons that count nothing are left out.
    pub unchecked: Vec<(Unchecked, usize)>,
    /// Findings that are not part of the report, by reason; reasons that count nothing are left out.
    pub hidden: Vec<(Hidden, usize)>,
}

/// Why a link was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unchecked {
    /// It leads to another host: `docent external` checks those.
    External,
    /// Its page lacks an include that may hold what it asks for.
    BehindMissingInclude,
}

impl Unchecked {
    /// The reason as a phrase behind a number.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::BehindMissingInclude => "behind a missing include",
        }
    }

    /// The reason as a key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::BehindMissingInclude => "behind_missing_include",
        }
    }
}

/// Why a finding is not part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// A hint that nobody asked for.
    Hint,
    /// A code that was not selected.
    NotSelected,
    /// `<!-- docent-ignore … -->` stands before it.
    IgnoredInText,
    /// It stands in the baseline.
    Baseline,
    /// The change that is looked at (`--since`) did not cause it.
    OlderThanChange,
    /// It lies outside the paths that were asked for.
    OtherPath,
    /// It stands in a translation and comes from the source page.
    Inherited,
}

impl Hidden {
    /// A number of findings with the reason.
    pub fn phrase(self, findings: usize) -> String {
        let reason = match self {
            Self::Hint => {
                let hints = count(findings, "hint");
                let them = if findings == 1 { "it" } else { "them" };
                return format!("{hints} (`--select all` shows {them})");
            }
            Self::NotSelected => "not selected",
            Self::IgnoredInText => "ignored in the text",
            Self::Baseline => "in the baseline",
            Self::OlderThanChange => "not caused by the change",
            Self::OtherPath => "in other paths",
            Self::Inherited => "from the source pages",
        };
        format!("{} {reason}", summary::grouped(findings))
    }

    /// The reason as a key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hint => "hints",
            Self::NotSelected => "not_selected",
            Self::IgnoredInText => "ignored_in_text",
            Self::Baseline => "baseline",
            Self::OlderThanChange => "older_than_change",
            Self::OtherPath => "other_path",
            Self::Inherited => "inherited",
        }
    }
}

/// How a report is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: each finding with a window of its line.
    #[default]
    Full,
    /// For people: a line each.
    Concise,
    /// One JSON object with findings and totals.
    Json,
    /// One JSON object a line and a place.
    JsonLines,
    /// Annotations of GitHub Actions.
    Github,
    /// Annotations of Azure Pipelines.
    Azure,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML, which most CI servers read.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A comment for a pull request.
    Markdown,
}

impl Format {
    /// Every format, in the order of the handbook.
    pub const ALL: &[Self] = &[
        Self::Full,
        Self::Concise,
        Self::Json,
        Self::JsonLines,
        Self::Github,
        Self::Azure,
        Self::Gitlab,
        Self::Junit,
        Self::Sarif,
        Self::Markdown,
    ];

    /// The format's name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Github => "github",
            Self::Azure => "azure",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
            Self::Markdown => "markdown",
        }
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|format| format.as_str() == name)
    }
}

/// What a code means, in plain words that are Markdown as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong, in a sentence.
    pub short: String,
    /// What that means, in a paragraph.
    pub full: String,
    /// Everything: what, why, an example, what to do.
    pub help: String,
}

/// What the person or the CI asked for, beside the format.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the formats for people put together.
    pub group: Group,
    /// Whether the formats for people use terminal colours.
    pub colour: bool,
    /// Width of the terminal in columns.
    pub width: usize,
    /// How many entries the formats for people print before they only count.
    pub limit: usize,
    /// Whether the formats for people name every place that is folded into an entry.
    pub every_place: bool,
    /// Whether the formats for people end with the totals.
    pub totals: bool,
    /// How the files of the report begin, each beginning with what stands for it as seen from the root of the
    /// repository: empty, or with a final `/`. CI servers look for files from there.
    pub folders: Vec<(String, String)>,
    /// What a code means, for those who have only the report.
    pub explain: fn(Code) -> Option<Explanation>,
    /// The address of the handbook's page of a code, with `{code}` in it; empty for none.
    pub code_url: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            group: Group::default(),
            colour: false,
            width: 100,
            limit: 10_000,
            every_place: false,
            totals: true,
            folders: Vec::new(),
            explain: |_| None,
            code_url: String::new(),
        }
    }
}

impl Options {
    /// A file's path from the root of the repository. What lies outside begins with `..`.
    fn in_repository(&self, file: &str) -> String {
        let folders = self.folders.iter();
        let folders = folders.filter(|(folder, _)| file.starts_with(&**folder));
        match folders.max_by_key(|(folder, _)| folder.len()) {
            Some((folder, real)) => crate::path::joined(real, &file[folder.len()..]),
            None => file.to_owned(),
        }
    }

    /// The handbook's page of `code`, if there is one.
    fn url_of(&self, code: Code) -> Option<String> {
        (!self.code_url.is_empty()).then(|| self.code_url.replace("{code}", code.as_str()))
    }
}

impl Report {
    /// Writes the report to `out`. Nothing is buffered here: give a buffered writer.
    ///
    /// # Errors
    /// What `out` says, a closed pipe among it.
    pub fn print(&self, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Full => full::print(self, options, out),
            Format::Concise => concise::print(self, options, out),
            Format::Json => json::print(self, out),
            Format::JsonLines => json_lines::print(self, out),
            Format::Github => github::print(self, options, out),
            Format::Azure => azure::print(self, options, out),
            Format::Gitlab => gitlab::print(self, options, out),
            Format::Junit => junit::print(self, out),
            Format::Sarif => sarif::print(self, options, out),
            Format::Markdown => markdown::print(self, options, out),
        }
    }

    /// Writes how many findings there are of each code, in the form that goes with `format`.
    ///
    /// # Errors
    /// What `out` says.
    pub fn print_statistics(
        &self,
        format: Format,
        options: &Options,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            Format::Json => statistics::print_json(self, out),
            _ => statistics::print(self, options.totals, out),
        }
    }

    /// The sentences that close a report for people.
    pub fn closing_lines(&self) -> Vec<String> {
        summary::lines(self)
    }

    /// How many findings are of this level.
    pub fn count(&self, level: Level) -> usize {
        let of_level = |finding: &&Finding| finding.level == level;
        self.findings.iter().filter(of_level).count()
    }
}

/// A text as one line of a build log, with `percent` for `%`. A log is a terminal, too: it gets no control characters.
fn log_line(text: &str, percent: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => line.push_str(percent),
            '\r' => line.push_str("%0D"),
            '\n' => line.push_str("%0A"),
            c if c.is_control() => line.push('\u{fffd}'),
            c => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change() {
        let cases = [
            (&[][..], "cbf29ce484222325"),
            (&["file-not-found", "app.md"], "27efb37617ad0080"),
        ];
        for (words, expected) in cases {
            assert_eq!(Id::of(words).to_string(), expected);
        }
        assert_ne!(Id::of(&["ab", "c"]), Id::of(&["a", "bc"]));
    }
}
