//! Language tags: which are valid, how they are written, and which folder names are meant as one.

use unic_langid::LanguageIdentifier;

/// The two-letter languages of ISO 639-1, so that folders called `js` or `md` are not taken for locales.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Subtags that the registry of BCP 47 has replaced by others. Browsers and readers' programs know the new ones only.
const REPLACED_LANGUAGES: &[(&str, &str)] = &[
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("jw", "jv"),
    ("mo", "ro"),
];
const REPLACED_REGIONS: &[(&str, &str)] = &[
    ("BU", "MM"),
    ("DD", "DE"),
    ("FX", "FR"),
    ("TP", "TL"),
    ("YD", "YE"),
    ("ZR", "CD"),
];

/// The tag in its usual case and with the subtags of today, if it is valid: `NL-nl` is `nl-NL`, `iw` is `he`.
pub fn canonical_tag(tag: &str) -> Option<String> {
    let mut identifier: LanguageIdentifier = tag.parse().ok()?;
    if tag.contains('_') || identifier.language.as_str() == "und" {
        return None;
    }
    let today = |list: &[(&str, &'static str)], subtag: &str| {
        let found = list.iter().find(|(old, _)| *old == subtag);
        found.map(|(_, new)| *new)
    };
    if let Some(new) = today(REPLACED_LANGUAGES, identifier.language.as_str()) {
        identifier.language = new.parse().ok()?;
    }
    let region = identifier.region.map(|region| region.as_str().to_owned());
    if let Some(new) = region.and_then(|region| today(REPLACED_REGIONS, &region)) {
        identifier.region = Some(new.parse().ok()?);
    }
    Some(identifier.to_string())
}

/// Whether a folder of this name is most probably a locale's: a language alone, or with a script, a region or both.
pub fn looks_like_tag(name: &str) -> bool {
    let Some(tag) = canonical_tag(name) else {
        return false;
    };
    let Ok(identifier) = tag.parse::<LanguageIdentifier>() else {
        return false;
    };
    let language = identifier.language.as_str();
    let known = language.len() == 2 && LANGUAGES.split(' ').any(|known| known == language);
    let precise = identifier.region.is_some() || identifier.script.is_some();
    identifier.variants().len() == 0 && (known || (precise && language.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_validated_and_written_in_their_usual_case() {
        for (written, expected) in [
            ("nl-nl", Some("nl-NL")),
            ("ZH-hant-tw", Some("zh-Hant-TW")),
            ("es-419", Some("es-419")),
            ("iw", Some("he")),
            ("in-ID", Some("id-ID")),
            ("sw-ZR", Some("sw-CD")),
            ("nl_NL", None),
            ("dutch-holland-x", None),
            ("", None),
            ("../nl", None),
        ] {
            assert_eq!(canonical_tag(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn folders_are_locales_only_if_their_names_are_tags() {
        for name in [
            "en",
            "nl-NL",
            "zh-tw",
            "zh-Hant-TW",
            "es-419",
            "fil-PH",
            "ckb-IQ",
        ] {
            assert!(looks_like_tag(name), "{name}");
        }
        for name in [
            "js", "md", "src", "img", "content", "a-b", "includes", "locales", ".git",
        ] {
            assert!(!looks_like_tag(name), "{name}");
        }
    }
}
