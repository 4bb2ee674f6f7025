//! Addresses in `docent.yml`: which may stand there, what is filled into them, and where the logo is.

use super::Raw;
use super::checker::{Checker, key};
use crate::suggest::nearest;
use crate::yaml::Step;

/// The logo, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logo {
    /// It stands elsewhere.
    Address(String),
    /// A file, as seen from the folder of the configuration or else from that of the source locale.
    File(String),
}

impl Logo {
    /// An address has a host; all else is a path, with or without `/` or `./` at its beginning.
    pub(super) fn read(written: &str) -> Self {
        if written.contains("://") || written.starts_with("//") {
            return Self::Address(written.to_owned());
        }
        let path = written.trim_start_matches("./").trim_start_matches('/');
        Self::File(path.to_owned())
    }

    /// What its file is called among the static files of the theme, with which it is published.
    pub fn asset(path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.') {
            Some((_, extension)) => format!("site-logo.{}", extension.to_ascii_lowercase()),
            None => "site-logo".to_owned(),
        }
    }
}

/// What is filled into the address that the key `name` holds; nothing where braces mean nothing.
fn placeholders(name: &str) -> &'static [&'static str] {
    match name {
        "edit_url" => &["locale", "path", "dir", "file"],
        "report_url" => &["url", "locale", "path", "title"],
        "feedback_url" => &["url", "locale", "path", "answer"],
        "editor_url" => &["file", "line", "column"],
        _ => &[],
    }
}

/// The names in braces. Braces around anything else are part of the address.
fn names(url: &str) -> impl Iterator<Item = &str> {
    let pieces = url.split('{').skip(1);
    let names = pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name));
    let is_name = |name: &&str| {
        let mut bytes = name.bytes();
        !name.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    names.filter(is_name)
}

/// A folder without `.` at its beginning; nothing for one that lies outside, where only the disk tells what it is part of.
pub(super) fn inner(folder: &str) -> String {
    let parts = folder.split('/').filter(|part| !matches!(*part, "" | "."));
    let parts: Vec<&str> = parts.collect();
    match folder.starts_with('/') || parts.contains(&"..") {
        true => String::new(),
        false => parts.join("/"),
    }
}

impl Checker<'_> {
    /// Takes out addresses that would run script or that a browser cannot follow.
    pub(super) fn addresses(&mut self, raw: &mut Raw) {
        for (name, url) in [
            ("absolute_links", &mut raw.absolute_links),
            ("edit_url", &mut raw.edit_url),
            ("report_url", &mut raw.report_url),
            ("feedback_url", &mut raw.feedback_url),
            ("logo", &mut raw.logo),
        ] {
            self.address(&[key(name)], url, placeholders(name));
        }
        for at in 0..raw.locales.len() {
            let path = [key("locales"), Step::Item(at), key("edit_url")];
            let url = &mut raw.locales[at].edit_url;
            self.address(&path, url, placeholders("edit_url"));
        }
        self.editor(&mut raw.editor_url);
        self.hosts(&mut raw.hosts);
    }

    fn editor(&mut self, url: &mut String) {
        let path = [key("editor_url")];
        let scheme = url.trim_start().to_ascii_lowercase();
        let is_script = scheme.starts_with("javascript:");
        if is_script {
            let message = format!("`{url}` is no address of an editor");
            self.invalid(&path, message, None);
        }
        if is_script || self.asks_for_others(&path, url, placeholders("editor_url")) {
            *url = Raw::default().editor_url;
        }
    }

    /// Takes out what is no host, or more than one: no link would ever be of it.
    fn hosts(&mut self, hosts: &mut Vec<String>) {
        let mut at = 0;
        hosts.retain(|host| {
            let path = [key("hosts"), Step::Item(at)];
            at += 1;
            let within = host.split_once("://").map_or(&**host, |(_, rest)| rest);
            let within = within.split(['/', '?', '#']).next().unwrap_or_default();
            let is_odd = |c: char| c.is_whitespace() || c.is_control() || "@\\*".contains(c);
            let is_host = |name: &str| !name.is_empty() && !name.contains(is_odd);
            if within == host && is_host(host) {
                return true;
            }
            let meant = if is_host(within) {
                within
            } else {
                "help.example.org"
            };
            let help = format!("write the host alone, as in `{meant}`");
            self.invalid(&path, format!("`{host}` is no host"), Some(help));
            false
        });
    }

    /// Takes out one address that is none, leads elsewhere from each page, or asks for what is not filled in.
    fn address(&mut self, path: &[Step], url: &mut Option<String>, known: &[&str]) {
        let Some(written) = url else { return };
        let is_logo = path == [key("logo")];
        if !is_web_address(written) {
            self.invalid(path, format!("`{written}` is no web address"), None);
            *url = None;
        } else if !is_logo && !is_whole(written) {
            let message = format!("`{written}` is no whole address");
            let help =
                format!("write `https://{written}`, or a path of the host that begins with `/`");
            self.invalid(path, message, Some(help));
            *url = None;
        } else if self.asks_for_others(path, written, known) {
            *url = None;
        }
    }

    /// Whether an address has a name in braces that is none of the `known` ones, of which there are some; then that is told.
    fn asks_for_others(&mut self, path: &[Step], written: &str, known: &[&str]) -> bool {
        let mut asked = names(written).filter(|_| !known.is_empty());
        let Some(unknown) = asked.find(|name| !known.contains(name)) else {
            return false;
        };
        let message = format!("nothing is filled in for `{{{unknown}}}`");
        let all: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
        let help = match nearest(unknown, known.iter().copied()) {
            Some(meant) => format!("did you mean `{{{meant}}}`?"),
            None => format!("write one of {}", all.join(", ")),
        };
        self.invalid(path, message, Some(help));
        true
    }
}

/// Whether an address leads to the same place from every page: it has a scheme, or begins at the root of the host.
fn is_whole(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let mut schemes = ["https://", "http://"].iter();
    match schemes.find_map(|scheme| lower.strip_prefix(scheme)) {
        Some(rest) => !rest.is_empty() && !rest.starts_with('/'),
        None => lower.starts_with('/') || lower.starts_with("mailto:"),
    }
}

/// Whether an address is relative, or of a scheme that pages may lead to.
pub(super) fn is_web_address(url: &str) -> bool {
    let scheme = url
        .split(['/', '?', '#', '{'])
        .next()
        .and_then(|head| head.split_once(':'));
    let known = |(scheme, _): (&str, &str)| {
        ["http", "https", "mailto"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
    };
    !url.contains(char::is_control) && !url.starts_with(' ') && scheme.is_none_or(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_no_dots_in_addresses() {
        for (written, expected) in [
            (".", ""),
            ("./content/./en-US/", "content/en-US"),
            ("../docs.nl-NL", ""),
            ("a/../b", ""),
            ("/srv/docs", ""),
        ] {
            assert_eq!(inner(written), expected, "{written}");
        }
    }
}
