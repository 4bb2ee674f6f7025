//! What docent tells a writer: one finding, with its code, its place, its help and, where one is certain, its fix.
//!
//! The rules make these values; the reports print them; nothing else passes between the two.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::span::{Span, TextRange};

/// How bad a finding is. The order is the order of importance, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// Style; shown on request.
    Hint,
    /// Probably wrong, or right by luck.
    Warning,
    /// The page is wrong or a link is dead.
    Error,
}

impl Level {
    /// The level's name in configuration and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Off, Self::Hint, Self::Warning, Self::Error]
            .into_iter()
            .find(|level| level.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $level:ident;)*) => {
        /// What kind of mistake a finding is about: a name that is never reused. Each has a page in the handbook.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the handbook's page of each code says what it means")]
        pub enum Code { $($name),* }

        impl Code {
            /// Every code, in the order of the handbook.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it is written everywhere: `file-not-found`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// Its level where the configuration says nothing else.
            pub const fn default_level(self) -> Level {
                match self { $(Self::$name => Level::$level),* }
            }
        }
    };
}

codes! {
    // text and front matter
    NotUtf8 = "not-utf8", Error;
    FileTooLarge = "file-too-large", Error;
    FrontMatterMissing = "front-matter-missing", Warning;
    FrontMatterDamaged = "front-matter-damaged", Error;
    FrontMatterNotFirst = "front-matter-not-first", Error;
    FrontMatterUnescapedQuote = "front-matter-unescaped-quote", Warning;
    FrontMatterJunk = "front-matter-junk", Warning;
    FrontMatterBlankLine = "front-matter-blank-line", Warning;
    FrontMatterInvalid = "front-matter-invalid", Error;
    UnknownAttribute = "unknown-attribute", Hint;
    DuplicateAttribute = "duplicate-attribute", Warning;
    MissingAttribute = "missing-attribute", Warning;
    DateFormatInvalid = "date-format-invalid", Warning;
    // Markdown and directives
    HeadingNoSpace = "heading-no-space", Hint;
    CodeFenceUnclosed = "code-fence-unclosed", Error;
    CommentUnclosed = "comment-unclosed", Error;
    UnknownCodeLanguage = "unknown-code-language", Hint;
    DisallowedHtml = "disallowed-html", Warning;
    TranslationPlaceholder = "translation-placeholder", Error;
    UnknownDirective = "unknown-directive", Error;
    DamagedDirective = "damaged-directive", Warning;
    CalloutWithoutQuote = "callout-without-quote", Warning;
    CalloutBodyDetached = "callout-body-detached", Warning;
    CalloutEmpty = "callout-empty", Warning;
    SelectorEmpty = "selector-empty", Warning;
    SelectorSelfMissing = "selector-self-missing", Hint;
    VideoUnmapped = "video-unmapped", Hint;
    DirectiveInCode = "directive-in-code", Hint;
    // includes
    IncludeNotFound = "include-not-found", Error;
    CircularReference = "circular-reference", Error;
    IncludeTooLarge = "include-too-large", Error;
    IncludeUnused = "include-unused", Hint;
    // links
    FileNotFound = "file-not-found", Error;
    FileNameCase = "file-name-case", Warning;
    FileExtensionMissing = "file-extension-missing", Warning;
    FileInOtherFolder = "file-in-other-folder", Warning;
    LinkOutOfScope = "link-out-of-scope", Error;
    LinkSpace = "link-space", Warning;
    ReferenceSpace = "reference-space", Warning;
    LinkBackslash = "link-backslash", Warning;
    LinkUnparsed = "link-unparsed", Error;
    LinkEmpty = "link-empty", Error;
    UndefinedReference = "undefined-reference", Error;
    EmptyReference = "empty-reference", Error;
    JoinedReferences = "joined-references", Warning;
    DuplicateReference = "duplicate-reference", Warning;
    UnusedReference = "unused-reference", Hint;
    DocsLinkAbsolute = "docs-link-absolute", Warning;
    HardCodedLocale = "hard-coded-locale", Hint;
    LocalFilePath = "local-file-path", Error;
    DisallowedScheme = "disallowed-scheme", Error;
    LinkToRedirect = "link-to-redirect", Hint;
    // anchors
    BookmarkNotFound = "bookmark-not-found", Error;
    BookmarkCase = "bookmark-case", Warning;
    DuplicateBookmark = "duplicate-bookmark", Warning;
    BookmarkUnknown = "bookmark-unknown", Hint;
    // images
    ImageNotFound = "image-not-found", Error;
    AltTextMissing = "alt-text-missing", Hint;
    // site and locales
    PublishUrlConflict = "publish-url-conflict", Error;
    TocNotFound = "toc-not-found", Error;
    TocSyntax = "toc-syntax", Error;
    RedirectNotFound = "redirect-not-found", Error;
    RedirectCycle = "redirect-cycle", Error;
    RedirectChain = "redirect-chain", Hint;
    RedirectedFileNotRemoved = "redirected-file-not-removed", Warning;
    TranslationOrphan = "translation-orphan", Warning;
    TranslationMissing = "translation-missing", Off;
    LinkFallsBack = "link-falls-back", Hint;
    UiStringMissing = "ui-string-missing", Warning;
    UiStringArguments = "ui-string-arguments", Error;
    ConfigUnknownKey = "config-unknown-key", Error;
    ConfigInvalid = "config-invalid", Error;
    ThemeError = "theme-error", Error;
    OverrideUnused = "override-unused", Warning;
}

impl Code {
    /// The code written `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A replacement of some bytes of one source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; an empty range inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: Words,
}

/// How a finding can be mended by docent itself. The edits do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// Whether the page's meaning certainly stays; `--fix` applies safe fixes only.
    pub safe: bool,
    /// What to replace, all or nothing.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A safe fix of one edit.
    pub fn safe(span: Span, replacement: impl Into<Words>) -> Self {
        Self {
            safe: true,
            edits: vec![Edit {
                span,
                replacement: replacement.into(),
            }],
        }
    }

    /// A fix of one edit that a person should look at.
    pub fn unsafe_(span: Span, replacement: impl Into<Words>) -> Self {
        Self {
            safe: false,
            ..Self::safe(span, replacement)
        }
    }
}

/// What is said of a finding: mostly the same for all of its kind, and then not copied for each.
pub type Words = Cow<'static, str>;

/// Another place that a finding is about, with what it has to do with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// Lower case, no full stop: `the first one stands here`.
    pub message: Words,
}

/// One finding at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The very characters that are wrong.
    pub span: Span,
    /// The kind of mistake.
    pub code: Code,
    /// What is, in lower case, without full stop or blame, names in back quotes.
    pub message: Words,
    /// What to write instead.
    pub help: Option<Words>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// How docent can mend it.
    pub fix: Option<Fix>,
    /// What is wrong, said without its place and locale: findings of the same code and subject have the same cause.
    /// For a missing file this is the content path that is missing; otherwise mostly the content path of the source and its words.
    pub subject: String,
    /// The tag of the locale that it is about, where that is not the locale of the text: a page is told missing at the
    /// text that ought to be translated.
    pub about: Option<Arc<str>>,
}

impl Diagnostic {
    /// A finding with a message and a subject, and nothing else yet.
    pub fn new(
        code: Code,
        span: Span,
        message: impl Into<Words>,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            span,
            code,
            message: message.into(),
            help: None,
            related: Vec::new(),
            fix: None,
            subject: subject.into(),
            about: None,
        }
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Words>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<Words>) -> Self {
        self.related.push(Related {
            span,
            message: message.into(),
        });
        self
    }

    /// The same, with a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The bytes it stands at.
    pub const fn range(&self) -> TextRange {
        self.span.range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_their_names_and_names_are_unique() {
        for &code in Code::ALL {
            assert_eq!(Code::named(code.as_str()), Some(code));
        }
    }
}
