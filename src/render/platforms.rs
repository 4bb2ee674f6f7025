//! What a page applies to, in the words of readers: metadata hold ids such as `vm-linux` and `nodejs`.

use crate::highlight;

/// Names of platforms by the ids that metadata use. They are names, the same in all languages.
const NAMES: &[(&str, &str)] = &[
    ("android", "Android"),
    ("cache-redis", "Redis"),
    ("command-line-interface", "CLI"),
    ("dotnet", ".NET"),
    ("ios", "iOS"),
    ("linux", "Linux"),
    ("macos", "macOS"),
    ("mobile-android", "Android"),
    ("mobile-baidu", "Baidu"),
    ("mobile-chrome", "Chrome"),
    ("mobile-html", "HTML"),
    ("mobile-ios", "iOS"),
    ("mobile-kindle", "Kindle"),
    ("mobile-phonegap", "PhoneGap"),
    ("mobile-unity-android", "Unity (Android)"),
    ("mobile-unity-ios", "Unity (iOS)"),
    ("mobile-windows", "Windows"),
    ("mobile-windows-phone", "Windows Phone"),
    ("mobile-windows-store", "Windows Store"),
    ("mobile-xamarin", "Xamarin"),
    ("mobile-xamarin-android", "Xamarin.Android"),
    ("mobile-xamarin-ios", "Xamarin.iOS"),
    ("node", "Node.js"),
    ("nodejs", "Node.js"),
    ("objectivec", "Objective-C"),
    ("rest-api", "REST"),
    ("vm-linux", "Linux"),
    ("vm-windows", "Windows"),
    ("vm-windows-sql-server", "SQL Server"),
    ("windows", "Windows"),
];

/// The name of what `id` stands for. `None` for an id that says nothing to readers, such as `na` or `ibiza`.
pub(super) fn name(id: &str) -> Option<&str> {
    let lower = id.to_ascii_lowercase();
    if let Ok(at) = NAMES.binary_search_by(|(known, _)| (*known).cmp(&*lower)) {
        return Some(NAMES[at].1);
    }
    if ["", "na", "n/a", "multiple", "all"].contains(&&*lower) {
        return None;
    }
    match highlight::known(id) {
        Some(language) => Some(language.name),
        // What has a capital letter or a blank was written for people.
        None => id
            .contains(|c: char| c.is_uppercase() || c == ' ')
            .then_some(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_or_nothing() {
        let table = [
            ("vm-linux", Some("Linux")),
            ("iOS", Some("iOS")),
            ("nodejs", Some("Node.js")),
            ("powershell", Some("PowerShell")),
            ("Azure Stack", Some("Azure Stack")),
            ("NA", None),
            ("multiple", None),
            ("ibiza", None),
        ];
        for (id, expected) in table {
            assert_eq!(name(id), expected, "{id}");
        }
        assert!(NAMES.is_sorted());
    }
}
