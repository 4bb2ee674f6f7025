//! What a tag alone says about a locale: its language's name for itself, its script, which way it runs.

use super::Direction;

/// Languages in their own words, sorted by code. Where a script or region changes the name, it stands beside the code.
const NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("az", "azərbaycan"),
    ("be", "беларуская"),
    ("bg", "български"),
    ("bn", "বাংলা"),
    ("bs", "bosanski"),
    ("ca", "català"),
    ("cs", "čeština"),
    ("cy", "Cymraeg"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "español"),
    ("et", "eesti"),
    ("eu", "euskara"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fil", "Filipino"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("gl", "galego"),
    ("gu", "ગુજરાતી"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("hy", "հայերեն"),
    ("id", "Indonesia"),
    ("is", "íslenska"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "lietuvių"),
    ("lv", "latviešu"),
    ("mk", "македонски"),
    ("ml", "മലയാളം"),
    ("mr", "मराठी"),
    ("ms", "Melayu"),
    ("mt", "Malti"),
    ("nb", "norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "norsk nynorsk"),
    ("no", "norsk"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "polski"),
    ("ps", "پښتو"),
    ("pt", "português"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("sq", "shqip"),
    ("sr", "српски"),
    ("sr-Latn", "srpski"),
    ("sv", "svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("ur", "اردو"),
    ("uz", "o‘zbek"),
    ("vi", "Tiếng Việt"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

/// Languages that are written from right to left unless a script says otherwise; `iw` and `ji` are old codes.
const RIGHT_TO_LEFT: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
    "yi",
];

/// Scripts that run from right to left.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// The language's name for itself, without its region: `Nederlands` for `nl-BE`. The tag itself where it is not known.
pub fn autonym(tag: &str) -> String {
    let (language, script) = language_and_script(tag);
    let named = |key: &str| NAMES.iter().find(|(code, _)| *code == key);
    named(&format!("{language}-{script}"))
        .or_else(|| named(&language))
        .map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}

/// Names for several locales of one site: the region is added to languages that occur twice, as `English (CA)`.
pub fn autonyms(tags: &[&str]) -> Vec<String> {
    let names: Vec<String> = tags.iter().map(|tag| autonym(tag)).collect();
    let twice = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let name = |(name, tag): (&String, &&str)| match region(tag) {
        Some(region) if twice(name) => format!("{name} ({region})"),
        _ => name.clone(),
    };
    names.iter().zip(tags).map(name).collect()
}

/// Which way text of this tag runs. The pseudo-locale `ar-XB` runs right to left like Arabic.
pub fn direction(tag: &str) -> Direction {
    let (language, script) = language_and_script(tag);
    let rtl = if script.is_empty() {
        RIGHT_TO_LEFT.contains(&language.as_str())
    } else {
        RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str())
    };
    if rtl { Direction::Rtl } else { Direction::Ltr }
}

/// The language in lower case and the script in title case. The script is empty where the tag does not name it, except
/// that Chinese always has one: readers of one do not fall back to the other.
pub fn language_and_script(tag: &str) -> (String, String) {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script = parts
        .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .map(title_case);
    let script = script.unwrap_or_else(|| match (language.as_str(), region(tag).as_deref()) {
        ("zh", Some("TW" | "HK" | "MO")) => "Hant".to_owned(),
        ("zh", _) => "Hans".to_owned(),
        _ => String::new(),
    });
    (language, script)
}

/// The region in upper case: two letters or three digits behind the language and script.
fn region(tag: &str) -> Option<String> {
    let is_region = |part: &&str| {
        part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
            || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    tag.split(['-', '_'])
        .skip(1)
        .find(is_region)
        .map(str::to_ascii_uppercase)
}

fn title_case(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_names_and_directions() {
        let table = [
            ("nl-NL", "Nederlands", Direction::Ltr),
            ("zh-TW", "繁體中文", Direction::Ltr),
            ("zh-Hans-SG", "简体中文", Direction::Ltr),
            ("sr-Latn-RS", "srpski", Direction::Ltr),
            ("ar-SA", "العربية", Direction::Rtl),
            ("ar-XB", "العربية", Direction::Rtl),
            ("az-Arab", "azərbaycan", Direction::Rtl),
            ("tlh", "tlh", Direction::Ltr),
            ("he", "עברית", Direction::Rtl),
            ("iw-IL", "iw-IL", Direction::Rtl),
            ("ji", "ji", Direction::Rtl),
            ("ckb-IQ", "ckb-IQ", Direction::Rtl),
            ("nqo-GN", "nqo-GN", Direction::Rtl),
            ("ur-Latn", "اردو", Direction::Ltr),
        ];
        for (tag, name, dir) in table {
            assert_eq!(
                (autonym(tag).as_str(), direction(tag)),
                (name, dir),
                "{tag}"
            );
        }
    }

    #[test]
    fn only_languages_that_occur_twice_get_their_region() {
        let names = autonyms(&["en-US", "en-CA", "fr-CA"]);
        assert_eq!(names, ["English (US)", "English (CA)", "français"]);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMES.is_sorted_by_key(|(code, _)| code));
    }
}
