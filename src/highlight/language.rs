//! What writers call a language, and which language it is.

/// A language that code blocks are written in.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its own name, for the label of the block: `C#`.
    pub name: &'static str,
    /// The grammar that colours it; none for what is shown as it is.
    syntax: Option<&'static str>,
    /// What it is called behind a fence, in lower case; the first is the one to recommend.
    labels: &'static [&'static str],
}

/// A label that no language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The label that was probably meant.
    pub nearest: Option<&'static str>,
    /// Whether it cannot be another language's.
    pub sure: bool,
}

impl Language {
    /// The name of the grammar, as two-face has it.
    pub const fn syntax(&self) -> Option<&'static str> {
        self.syntax
    }

    /// The label to write behind a fence.
    pub const fn label(&self) -> &'static str {
        self.labels[0]
    }

    /// Whether its blocks are shown without colours.
    pub const fn is_plain(&self) -> bool {
        self.syntax.is_none()
    }
}

/// The language of a block whose fence is followed by `label`: in any case, under any of its names.
///
/// What stands behind a blank, as in `bash title="…"`, is not part of the name. A fence without label is plain text.
///
/// # Errors
/// [`Unknown`] with the nearest label, if one is near.
pub fn language(label: &str) -> Result<&'static Language, Unknown> {
    known(label).ok_or_else(|| nearest(&word_of(label)))
}

/// The same for whoever does not want to know what else could be meant.
pub fn known(label: &str) -> Option<&'static Language> {
    let word = word_of(label);
    let known = |language: &&Language| language.labels.contains(&&*word);
    LANGUAGES.iter().find(known)
}

fn word_of(label: &str) -> String {
    let word = label.split_whitespace().next().unwrap_or_default();
    word.to_lowercase()
}

/// Every label of every language.
#[cfg(test)]
pub fn labels() -> impl Iterator<Item = &'static str> {
    let labels = LANGUAGES.iter().flat_map(|language| language.labels);
    labels.copied()
}

/// The label that `word` is a slip of: two slips at most, one in short words, or a label with something behind it. Where
/// that is a letter it may be a language of its own: `textile` is no `text`.
fn nearest(word: &str) -> Unknown {
    // A longer one is no slip of a label, but perhaps a whole line of code.
    const LONGEST: usize = 24;
    let of = |nearest, sure| Unknown { nearest, sure };
    if word.len() > LONGEST {
        return of(None, false);
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '+');
    let labels = || LANGUAGES.iter().flat_map(|language| language.labels);
    let slips = |label: &str| strsim::damerau_levenshtein(word, label);
    let allowed = if word.chars().count() < 6 { 1 } else { 2 };
    let near = labels()
        .filter(|label| label.len() > 2)
        .map(|label| (slips(label), *label))
        .min_by_key(|(slips, _)| *slips)
        .filter(|(slips, _)| *slips <= allowed);
    if let Some((_, label)) = near {
        return of(Some(label), true);
    }
    let begins = |label: &&&str| label.len() > 3 && word.starts_with(**label);
    let longest = labels().filter(begins).max_by_key(|label| label.len());
    let behind = longest.map(|label| &word[label.len()..]);
    let sure = behind.is_some_and(|behind| !behind.starts_with(char::is_alphabetic));
    of(longest.copied(), sure)
}

const fn coloured(
    name: &'static str,
    syntax: &'static str,
    labels: &'static [&'static str],
) -> Language {
    Language {
        name,
        syntax: Some(syntax),
        labels,
    }
}

const fn plain(name: &'static str, labels: &'static [&'static str]) -> Language {
    Language {
        name,
        syntax: None,
        labels,
    }
}

/// The languages of Azure's documentation and those that come with them, by name. Where there is no grammar for one
/// (`aiql`, `vb`), its blocks are shown as they are, but the label is right.
const LANGUAGES: &[Language] = &[
    plain("Application Insights query", &["aiql"]),
    coloured("ASP", "HTML (ASP)", &["asp", "aspx"]),
    coloured(
        "Azure CLI",
        BASH,
        &[
            "azurecli",
            "azurecli-interactive",
            "azure-cli",
            "cli",
            "azcopy",
        ],
    ),
    coloured("Bash", BASH, &["bash", "sh", "shell", "zsh"]),
    coloured("Batch file", "Batch File", &["bat", "batch", "cmd", "dos"]),
    plain("Bicep", &["bicep"]),
    coloured("C", "C", &["c", "h"]),
    coloured(
        "C#",
        "C#",
        &["csharp", "c#", "cs", "csharp-interactive", "csx", "dotnet"],
    ),
    coloured("C++", "C++", &["cpp", "c++", "cc", "hpp"]),
    coloured("Clojure", "Clojure", &["clojure", "clj"]),
    coloured("CMake", "CMake", &["cmake"]),
    coloured(
        "Console",
        BASH,
        &[
            "console",
            "terminal",
            "command",
            "command-line",
            "shell-session",
        ],
    ),
    coloured("CSS", "CSS", &["css"]),
    plain("CSV", &["csv", "tsv"]),
    coloured("Dart", "Dart", &["dart"]),
    coloured("Diff", "Diff", &["diff", "patch"]),
    coloured("Dockerfile", "Dockerfile", &["dockerfile", "docker"]),
    plain("DAX", &["dax"]),
    coloured("Elixir", "Elixir", &["elixir", "ex"]),
    coloured("Erlang", "Erlang", &["erlang", "erl"]),
    coloured("F#", "F#", &["fsharp", "f#", "fs", "fsx"]),
    coloured("Go", "Go", &["go", "golang"]),
    coloured("Gradle", "Groovy", &["gradle"]),
    coloured("GraphQL", "GraphQL", &["graphql", "gql"]),
    coloured("Groovy", "Groovy", &["groovy"]),
    coloured("Haskell", "Haskell", &["haskell", "hs"]),
    coloured("HTML", "HTML", &["html", "htm", "xhtml"]),
    coloured(
        "HTTP",
        "HTTP Request and Response",
        &["http", "https", "rest"],
    ),
    coloured("INI", "INI", &["ini", "cfg", "conf", "editorconfig"]),
    coloured("Java", "Java", &["java"]),
    coloured(
        "JavaScript",
        "JavaScript (Babel)",
        &["javascript", "js", "node", "nodejs", "jsx", "mjs"],
    ),
    coloured("JSON", "JSON", &["json", "jsonc", "json5"]),
    coloured("JSP", "Java Server Page (JSP)", &["jsp"]),
    coloured("Kotlin", "Kotlin", &["kotlin", "kt", "kts"]),
    plain("Kusto", &["kusto", "kql", "csl"]),
    coloured("LaTeX", "LaTeX", &["latex", "tex"]),
    coloured("Less", "Less", &["less"]),
    coloured("Lua", "Lua", &["lua"]),
    coloured("Makefile", "Makefile", &["makefile", "make"]),
    coloured("Markdown", "Markdown", &["markdown", "md"]),
    coloured("MATLAB", "MATLAB", &["matlab"]),
    plain("Mermaid", &["mermaid"]),
    coloured("nginx", "nginx", &["nginx"]),
    coloured(
        "Objective-C",
        "Objective-C",
        &["objc", "objective-c", "objectivec", "obj-c"],
    ),
    plain("Output", &["output", "log"]),
    coloured("Perl", "Perl", &["perl", "pl"]),
    coloured("PHP", "PHP Source", &["php"]),
    plain("Pig", &["pig", "piglatin"]),
    coloured(
        "PowerShell",
        "PowerShell",
        &[
            "powershell",
            "posh",
            "ps",
            "ps1",
            "pwsh",
            "powershell-interactive",
            "azurepowershell",
            "azurepowershell-interactive",
        ],
    ),
    coloured("Properties", "Java Properties", &["properties"]),
    coloured(
        "Protocol Buffers",
        "Protocol Buffer",
        &["protobuf", "proto"],
    ),
    coloured("Python", "Python", &["python", "py", "python3"]),
    coloured("R", "R", &["r"]),
    coloured("Razor", "HTML", &["razor", "cshtml"]),
    coloured("Ruby", "Ruby", &["ruby", "rb"]),
    coloured("Rust", "Rust", &["rust", "rs"]),
    coloured("Scala", "Scala", &["scala", "sbt"]),
    coloured("SCSS", "SCSS", &["scss", "sass"]),
    coloured(
        "SQL",
        "SQL",
        &[
            "sql",
            "tsql",
            "t-sql",
            "mysql",
            "postgresql",
            "plsql",
            "usql",
            "u-sql",
            "hiveql",
            "hql",
        ],
    ),
    coloured("Swift", "Swift", &["swift"]),
    coloured("Terraform", "Terraform", &["terraform", "hcl", "tf"]),
    plain(
        "Text",
        &[
            "",
            "text",
            "txt",
            "plain",
            "plaintext",
            "none",
            "nohighlight",
        ],
    ),
    coloured("TOML", "TOML", &["toml"]),
    coloured("TypeScript", "TypeScript", &["typescript", "ts"]),
    coloured("TypeScript", "TypeScriptReact", &["tsx"]),
    plain(
        "Visual Basic",
        &["vb", "vbnet", "vb.net", "visualbasic", "vba", "vbscript"],
    ),
    coloured("XAML", "XML", &["xaml"]),
    coloured(
        "XML",
        "XML",
        &["xml", "xsd", "xslt", "svg", "config", "wsdl"],
    ),
    coloured("YAML", "YAML", &["yaml", "yml"]),
];

const BASH: &str = "Bourne Again Shell (bash)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_mean_their_language_in_any_case() {
        let cases = [
            ("C#", Ok("C#")),
            ("csharp", Ok("C#")),
            ("c#", Ok("C#")),
            ("PowerShell", Ok("PowerShell")),
            ("posh", Ok("PowerShell")),
            ("PS", Ok("PowerShell")),
            ("azurecli-interactive", Ok("Azure CLI")),
            ("console", Ok("Console")),
            ("Shell", Ok("Bash")),
            ("bash title=\"one\"", Ok("Bash")),
            (" bash ", Ok("Bash")),
            ("tsql", Ok("SQL")),
            ("ObjC", Ok("Objective-C")),
            ("REST", Ok("HTTP")),
            ("Javascript", Ok("JavaScript")),
            ("AIQL", Ok("Application Insights query")),
            ("none", Ok("Text")),
            ("", Ok("Text")),
            ("bask", Err(Some("bash"))),
            ("powerhell", Err(Some("powershell"))),
            ("charp", Err(Some("csharp"))),
            ("bashazure", Err(Some("bash"))),
            ("[powershell]", Err(Some("powershell"))),
            ("<?php", Err(Some("php"))),
            (
                "<s:Fault xmlns:s=\"http://schemas.xmlsoap.org/\">",
                Err(None),
            ),
            ("wibble", Err(None)),
        ];
        for (label, expected) in cases {
            let found = language(label).map(|language| language.name);
            assert_eq!(
                found.map_err(|unknown| unknown.nearest),
                expected,
                "{label}"
            );
        }
    }

    #[test]
    fn every_label_belongs_to_one_language() {
        let mut labels: Vec<&str> = labels().collect();
        let number = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), number);
        for label in labels {
            assert_eq!(label, label.to_lowercase());
        }
    }

    #[test]
    #[cfg(feature = "highlight")]
    fn every_grammar_exists() {
        let set = two_face::syntax::extra_newlines();
        for syntax in LANGUAGES.iter().filter_map(Language::syntax) {
            assert!(set.find_syntax_by_name(syntax).is_some(), "{syntax}");
        }
    }
}
