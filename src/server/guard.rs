//! Who may ask: only pages that this server itself gave out, whatever name another site has had pointed to this machine.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// The names under which the server answers.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// The interface as it was asked for.
    name: String,
    /// Whether any address may stand in `Host`: the server was asked to listen on all of them. An address, unlike a name,
    /// cannot be pointed here by somebody else.
    any_address: bool,
}

impl Hosts {
    /// The names for a server that listens on `interface`.
    pub fn new(interface: &str) -> Self {
        let name = interface.trim_matches(['[', ']']).to_ascii_lowercase();
        let address = name.parse::<IpAddr>();
        Self {
            any_address: address.is_ok_and(|address| address.is_unspecified()),
            name,
        }
    }

    fn allow(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        let bare = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
            .unwrap_or(&name);
        matches!(&*name, "localhost" | "127.0.0.1" | "[::1]")
            || bare == self.name
            || self.any_address && bare.parse::<IpAddr>().is_ok()
    }
}

/// `host` without `:port`; none where it is no host with an optional port.
fn without_port(host: &str) -> Option<&str> {
    let end = match host.starts_with('[') {
        true => host.find(']')? + 1,
        false => host.find(':').unwrap_or(host.len()),
    };
    let (name, port) = host.split_at(end);
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let good = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    (good && !name.is_empty()).then_some(name)
}

/// Why a request is not answered; `None` where it is.
pub fn refusal(
    hosts: &Hosts,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Option<StatusCode> {
    let Some(host) = host(headers) else {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    };
    let asked = uri.authority().map_or(host, |authority| authority.as_str());
    if !hosts.allow(host) || !hosts.allow(asked) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let own = uri.path().starts_with(super::OWN_FOLDER);
    if own && !is_same_origin(host, headers) {
        return Some(StatusCode::FORBIDDEN);
    }
    let allowed = matches!(*method, Method::GET | Method::HEAD) || own && *method == Method::POST;
    (!allowed).then_some(StatusCode::METHOD_NOT_ALLOWED)
}

/// The only `Host` of a request; none for several or for one that is no text.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?;
    match hosts.next() {
        None => host.to_str().ok(),
        Some(_) => None,
    }
}

/// Whether the page that asks is one of ours. A browser names the page's origin where it could be another's.
fn is_same_origin(host: &str, headers: &HeaderMap) -> bool {
    let own = format!("http://{host}");
    let is_own = |origin: &axum::http::HeaderValue| {
        origin
            .to_str()
            .is_ok_and(|origin| origin.eq_ignore_ascii_case(&own))
    };
    let site = headers.get("sec-fetch-site");
    let site_allows = site.is_none_or(|site| site == "same-origin" || site == "none");
    headers.get_all(header::ORIGIN).iter().all(is_own) && site_allows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(interface: &str, uri: &str, headers: &[(&'static str, &str)]) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let uri = uri.parse().unwrap();
        refusal(&Hosts::new(interface), &Method::GET, &uri, &map).map(|status| status.as_u16())
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let hosts = [
            ("localhost", None),
            ("LOCALHOST:3000", None),
            ("127.0.0.1:80", None),
            ("[::1]:3000", None),
            ("evil.example", Some(421)),
            ("localhost.evil.example", Some(421)),
            ("127.0.0.1.nip.io", Some(421)),
            ("192.168.1.7", Some(421)),
            ("localhost:", Some(421)),
            ("localhost:80:80", Some(421)),
            ("localhost:x", Some(421)),
            ("[::1", Some(421)),
            ("a@localhost", Some(421)),
            ("", Some(421)),
        ];
        for (host, expected) in hosts {
            assert_eq!(
                status("127.0.0.1", "/", &[("host", host)]),
                expected,
                "{host}"
            );
        }
        assert_eq!(status("127.0.0.1", "/", &[]), Some(421), "no host");
        let two = [("host", "localhost"), ("host", "localhost")];
        assert_eq!(status("127.0.0.1", "/", &two), Some(421), "two hosts");
        let absolute = status(
            "127.0.0.1",
            "http://evil.example/",
            &[("host", "localhost")],
        );
        assert_eq!(absolute, Some(421), "an absolute address of another site");
    }

    #[test]
    fn who_listens_for_others_answers_to_addresses_but_not_to_foreign_names() {
        assert_eq!(
            status("0.0.0.0", "/", &[("host", "192.168.1.7:3000")]),
            None
        );
        assert_eq!(
            status("0.0.0.0", "/", &[("host", "evil.example")]),
            Some(421)
        );
        assert_eq!(status("docs.lan", "/", &[("host", "docs.lan:3000")]), None);
    }

    #[test]
    fn the_event_stream_is_for_own_pages_only() {
        let asked = |header: (&'static str, &str)| {
            status(
                "127.0.0.1",
                "/_docent/events",
                &[("host", "localhost:3000"), header],
            )
        };
        let headers = [
            (("origin", "http://localhost:3000"), None),
            (("origin", "http://localhost:3001"), Some(403)),
            (("origin", "http://127.0.0.1:3000"), Some(403)),
            (("origin", "http://192.168.1.7"), Some(403)),
            (("origin", "https://evil.example"), Some(403)),
            (("origin", "null"), Some(403)),
            (("sec-fetch-site", "same-origin"), None),
            (("sec-fetch-site", "none"), None),
            (("sec-fetch-site", "same-site"), Some(403)),
            (("sec-fetch-site", "cross-site"), Some(403)),
        ];
        for (header, expected) in headers {
            assert_eq!(asked(header), expected, "{header:?}");
        }
    }
}
