//! The shapes of headings about trouble: quoted messages, error codes, questions, and the parts of a remedy.

use regex::Regex;

/// What a heading says about a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The words between quotation marks, the longest of several.
    pub quote: Option<Box<str>>,
    /// An error code.
    pub code: Option<Box<str>>,
    /// Whether a reader asks it.
    pub is_question: bool,
}

impl Shape {
    /// Whether it names a message or a code.
    pub fn has_message(&self) -> bool {
        self.quote.is_some() || self.code.is_some()
    }
}

/// Begins of the anchors of the parts of a remedy. Translations keep anchors.
const REMEDIES: &[&str] = &[
    "cause",
    "solution",
    "resolution",
    "workaround",
    "mitigation",
];
/// What stands before a number without being an error's.
const STANDARDS: &[&str] = &[
    "AES", "DES", "DW", "HMAC", "ISO", "KB", "MD", "MP", "RFC", "RSA", "SHA", "SSE", "TLS", "UTF",
    "WINDOWS",
];
/// How codes end that are words.
const CODE_ENDS: &[&str] = &[
    "Exception",
    "Error",
    "Failed",
    "Failure",
    "Timeout",
    "Unavailable",
    "Denied",
    "NotFound",
    "Exceeded",
    "Mismatch",
];
const SYMPTOM: &str = "symptom";

/// Whether an anchor is that of a part of a remedy, which is no problem of its own.
pub fn is_part(anchor: &str) -> bool {
    is_remedy(anchor) || is_symptom(anchor)
}

/// Whether an anchor is that of a cause or solution.
pub fn is_remedy(anchor: &str) -> bool {
    REMEDIES.iter().any(|part| begins(anchor, part))
}

/// Whether an anchor is that of a symptom.
pub fn is_symptom(anchor: &str) -> bool {
    begins(anchor, SYMPTOM)
}

/// `cause`, `causes`, `cause-2` and `cause1`, but not `because` or `causeway`.
fn begins(anchor: &str, part: &str) -> bool {
    let Some(start) = anchor.get(..part.len()) else {
        return false;
    };
    let rest = anchor[part.len()..].trim_start_matches(['s', 'S']);
    start.eq_ignore_ascii_case(part) && !rest.starts_with(|c: char| c.is_alphabetic())
}

/// Whether a path or title says that the page is about trouble.
pub fn names_trouble(words: &str) -> bool {
    words.to_ascii_lowercase().contains("troubleshoot")
}

/// Whether a path says that the page is made of questions.
pub fn names_questions(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.contains("faq") || path.contains("question")
}

/// Whether a heading can name a message or a code at all: most cannot, and need not be looked at closely.
fn may_name_message(heading: &str) -> bool {
    // Ideographs begin with E4 to E9 and are neither marks nor digits; what follows a first byte says nothing new.
    let is_mark = |byte| {
        matches!(
            byte,
            b'0'..=b'9' | b'"' | b'\'' | b'`' | b'_' | 0xC2..=0xE3 | 0xEA..
        )
    };
    let has_mark = heading.bytes().any(is_mark);
    // A code that is a word has a capital behind a small letter.
    let mut pairs = heading.as_bytes().windows(2);
    let mut has_hump =
        || pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    has_mark || has_hump() && CODE_ENDS.iter().any(|end| heading.contains(end))
}

/// The patterns of headings. Making them costs more than using them.
#[derive(Clone, Debug)]
pub struct Patterns {
    quotes: Vec<Regex>,
    codes: Vec<Regex>,
    /// A number that is a code only where everything is about trouble.
    status: Regex,
    question: Regex,
    trouble: Regex,
}

impl Patterns {
    /// All patterns.
    pub fn new() -> Self {
        let quotes = [
            r"“([^”“]+)[”“]",
            r"„([^”“]+)[”“]",
            r"«([^»]+)»",
            r"「([^」]+)」",
            r"『([^』]+)』",
            r#""([^"]+)""#,
            // The second mark, or the first, left as it is on the keyboard.
            r#"“([^“”"]+)""#,
            r#""([^“”"]+)”"#,
            r"‘((?:[^’]|’\p{L})+)’",
            // An apostrophe within a word is no quotation mark.
            r"(?:^|[\s(:])'((?:[^']|'\p{L})+)'(?:[\s).,:;?!]|$)",
            r"`([^`]+)`",
        ];
        let words = format!(
            r"\b[A-Z][a-z]+(?:[A-Z][a-z0-9]+)*(?:{})\b",
            CODE_ENDS.join("|")
        );
        let codes = [
            r"\b0x[0-9A-Fa-f]{4,16}\b",
            r"\bAADSTS\d+\b",
            r"\b[A-Z][A-Z0-9]+(?:[-_][A-Z0-9]+)*[-_]\d+\b",
            r"\bERR(?:OR)?_[A-Z0-9_]+\b",
            r"\b[A-Z]{2,}\d{3,}\b",
            r"(?i)\bHTTP(?: status)?(?: code)?(?: error)? ?[1-5]\d\d(?:[.]\d+)?\b",
            r"(?i)\b(?:system |login |event )?error(?: code)?s?[ #:]+-?\d+\b",
            r"(?i)\b[45]\d\d\b(?: [a-z]+){0,2} errors?\b",
            r"(?i)\b(?:status|exit|error|fault) code:? \d+\b",
            r"(?i)\b(?:event|reason) (?:id )?\d{2,}\b",
            &words,
            r"^[45]\d\d\b",
        ];
        let question = r"(?ix) ^\W* (?: (?:how|why|what|when|where|which|who|can|could|do|does|did|is|are|will|should|may)\b .* [?\u{ff1f}] | (?:how|why|what) \s (?:do|does|can|should|to\ do\ if|if)\b
            | (?:i|we)(?:'|’|\s) (?:m|ve|am|have|get|got|see|lost|forgot|did|do|don|can|cannot|could|am|was|keep|receive|need|want|work)\b | my\s )";
        let trouble = r"(?ix) \b(?: errors? | fail(?:s|ed|ing|ures?)? | can'?t | can’t | cannot | unable | (?:does|do|did|is|are|was|has|have|could|will)(?:\ not\b|n't|n’t) | won't | won’t | not\ (?:working|found|responding|available|able|supported|showing|visible|receiv\w+|respond\w*)
            | missing | invalid | denied | unauthorized | forbidden | time(?:d)?[\ -]?outs? | timeouts? | stuck | hangs? | crash(?:es|ed)? | exceptions? | unexpected(?:ly)? | unresponsive | unavailable | lost | slow(?:ly)? | no\ longer | nothing\ happens | too\ many | exceeded | conflict | corrupt(?:ed)? | rejected | blocked | locked | expired | symptoms? | problems?\ (?:with|when) | issues?\ (?:with|when) | scenario:  )\b";
        let regex = |pattern: &str| Regex::new(pattern).expect("the patterns above are tested");
        Self {
            quotes: quotes.map(regex).into(),
            codes: codes.map(regex).into(),
            status: regex(r"\b[45]\d\d\b"),
            question: regex(question),
            trouble: regex(trouble),
        }
    }

    /// What a heading of the source page says about a problem, if it names one. `is_about_trouble`: what surrounds it is
    /// there to help, so that every quotation is a message and every question somebody's trouble.
    pub fn read(&self, heading: &str, is_about_trouble: bool) -> Option<Shape> {
        if !is_about_trouble && !may_name_message(heading) {
            return None;
        }
        let code = self.code(heading, is_about_trouble);
        let says_trouble = self.trouble.is_match(heading);
        let quote = self
            .quote(heading)
            .filter(|_| is_about_trouble || code.is_some() || says_trouble);
        let is_question = self.is_question(heading);
        let counts =
            code.is_some() || quote.is_some() || is_about_trouble && (is_question || says_trouble);
        counts.then_some(Shape {
            quote,
            code,
            is_question,
        })
    }

    /// Whether a heading of the source page is what a reader asks.
    pub fn is_question(&self, heading: &str) -> bool {
        heading.trim_end().ends_with(['?', '？']) || self.question.is_match(heading)
    }

    fn quote(&self, heading: &str) -> Option<Box<str>> {
        // What opens a quotation is of ASCII, or begins with one of these bytes; most headings have none.
        let may_open = |byte| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2 | 0xE3);
        if !heading.bytes().any(may_open) {
            return None;
        }
        let found = self
            .quotes
            .iter()
            .flat_map(|regex| regex.captures_iter(heading));
        let words = found
            .filter_map(|found| found.get(1))
            .map(|found| found.as_str().trim());
        words
            .filter(|words| !words.is_empty())
            .max_by_key(|words| words.len())
            .map(Box::from)
    }

    fn code(&self, heading: &str, is_about_trouble: bool) -> Option<Box<str>> {
        // A code has a digit or a mark, or is a word that ends like one.
        let has_digit = heading.chars().any(|c| c.is_numeric() || c == '_');
        if !has_digit && !CODE_ENDS.iter().any(|end| heading.contains(end)) {
            return None;
        }
        let codes = self.codes.iter().filter_map(|regex| regex.find(heading));
        let mut codes = codes
            .map(|found| found.as_str())
            .filter(|code| !is_standard(code));
        let status = || self.status.find(heading).filter(|_| is_about_trouble);
        codes
            .next()
            .or_else(|| Some(status()?.as_str()))
            .map(Box::from)
    }
}

/// Whether something that looks like a code is the name of a standard, a product level or an article.
fn is_standard(code: &str) -> bool {
    let letters = code
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    STANDARDS.contains(&letters)
}

impl Default for Patterns {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_remedy_are_known_by_their_anchors() {
        for (anchor, part) in [
            ("cause", true),
            ("causes", true),
            ("Cause-2", true),
            ("solution1", true),
            ("symptoms", true),
            ("because", false),
            ("causeway", false),
            ("solutionsets", false),
            ("", false),
        ] {
            assert_eq!(is_part(anchor), part, "{anchor}");
        }
    }

    #[test]
    fn headings_name_messages_codes_and_questions() {
        let table = [
            (
                "“Error 53” when you mount a share",
                Some("Error 53"),
                Some("Error 53"),
                false,
            ),
            (
                "Error 0x80070005: access denied",
                None,
                Some("0x80070005"),
                false,
            ),
            (
                "ERR-2SV-4107: the code has expired",
                None,
                Some("ERR-2SV-4107"),
                false,
            ),
            ("AADSTS50020", None, Some("AADSTS50020"), false),
            ("HTTP 500 when uploading", None, Some("HTTP 500"), false),
            (
                "The page shows 'You don't have access'",
                Some("You don't have access"),
                None,
                false,
            ),
            ("「要求逾時」", Some("要求逾時"), None, false),
            // Each mark of a pair as the writer's keyboard gave it.
            (
                "Error message \"No plan found”",
                Some("No plan found"),
                None,
                false,
            ),
            (
                "Error message “No plan found\"",
                Some("No plan found"),
                None,
                false,
            ),
            ("I lost my phone", None, None, true),
            ("How do I reset my settings?", None, None, true),
            ("Why don’t codes arrive?", None, None, true),
            ("The app does not respond", None, None, false),
        ];
        let patterns = Patterns::new();
        for (heading, quote, code, is_question) in table {
            let shape = patterns.read(heading, true).expect(heading);
            assert_eq!(
                (
                    shape.quote.as_deref(),
                    shape.code.as_deref(),
                    shape.is_question
                ),
                (quote, code, is_question),
                "{heading}"
            );
        }
        for heading in ["Next steps", "Prerequisites", "Open the settings"] {
            assert_eq!(patterns.read(heading, true), None, "{heading}");
        }
        for heading in [
            "AES-128 encryption",
            "Install KB2854082",
            "Use up to 500 units",
        ] {
            assert_eq!(patterns.read(heading, false), None, "{heading}");
        }
        assert_eq!(patterns.read("Click the “Next” button", false), None);
    }
}
