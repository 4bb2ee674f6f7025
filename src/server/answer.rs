//! What is sent back: a status, a type and bytes, or a file that is streamed from where it lies.

use std::path::PathBuf;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use percent_encoding::{CONTROLS, utf8_percent_encode};

/// An answer before it is bound to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These bytes.
    Bytes {
        /// The status.
        status: StatusCode,
        /// Value of `Content-Type`.
        kind: &'static str,
        /// What is sent.
        bytes: Vec<u8>,
    },
    /// A file of the site's content.
    File(PathBuf),
    /// The address is another.
    Moved(String),
}

impl Answer {
    /// A found text or picture, its type told by the extension of `name`.
    pub fn found(name: &str, bytes: Vec<u8>) -> Self {
        Self::Bytes {
            status: StatusCode::OK,
            kind: kind(name),
            bytes,
        }
    }

    /// An HTML page with a status.
    pub fn page(status: StatusCode, html: String) -> Self {
        Self::Bytes {
            status,
            kind: kind(".html"),
            bytes: html.into_bytes(),
        }
    }

    /// A value as JSON.
    pub fn json(status: StatusCode, value: &serde_json::Value) -> Self {
        Self::Bytes {
            status,
            kind: kind(".json"),
            bytes: value.to_string().into_bytes(),
        }
    }
}

/// The type of a file, as static hosts tell it from its name.
pub fn kind(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match &*extension.to_ascii_lowercase() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Bytes as a response: with a tag by which a browser asks whether they are still the same, and without them if they are.
pub fn respond(
    status: StatusCode,
    kind: &'static str,
    bytes: Vec<u8>,
    asked: &HeaderMap,
) -> Response {
    let tag = format!("\"{:016x}\"", crate::fnv::hash(bytes.iter().copied()));
    let same = status == StatusCode::OK && is_known(asked, &tag);
    let (status, body) = match same {
        true => (StatusCode::NOT_MODIFIED, Body::empty()),
        false => (status, Body::from(bytes)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Whether a browser has the version of this tag: it may name several, each also as a weak one.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter();
    let known = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim);
    { known }.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// The response that sends a browser elsewhere on this server.
pub fn moved(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    // The base path may have letters that no header has.
    let address = utf8_percent_encode(address, CONTROLS).to_string();
    match HeaderValue::try_from(address) {
        Ok(address) => drop(response.headers_mut().insert(header::LOCATION, address)),
        Err(_) => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

/// What every response says: nobody else's page may use it, its type is what it says, and it is asked for anew.
pub fn seal(response: &mut Response) {
    let headers = response.headers_mut();
    let sealed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    for (name, value) in sealed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_may_name_several_versions_and_weak_ones() {
        let cases = [
            (&["\"a\""][..], true),
            (&["\"b\", \"a\""], true),
            (&["\"b\",W/\"a\",\"c\""], true),
            (&["\"b\"", "\"a\""], true),
            (&["W/\"a\""], true),
            (&["*"], true),
            (&[], false),
            (&["a"], false),
            (&["\"b\", W/\"c\""], false),
            (&["W/W/\"a\""], false),
        ];
        for (lists, expected) in cases {
            let mut asked = HeaderMap::new();
            for list in lists {
                asked.append(header::IF_NONE_MATCH, HeaderValue::from_static(list));
            }
            assert_eq!(is_known(&asked, "\"a\""), expected, "{lists:?}");
        }
    }
}
