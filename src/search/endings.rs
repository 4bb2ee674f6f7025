//! The endings that a language puts to its words, taken off so that one form of a word finds the others.
//!
//! Light stemming: the common endings of nouns, adjectives and regular verbs, no dictionary. `search.js` takes off a
//! query's endings by the same rules, which are written into each locale's index: a few hundred bytes, where the stemmers
//! of a library would be thousands of bytes of script for each language. What looks like an ending and is none mostly
//! comes off of all forms of a word alike, which does no harm; where it would not, the word stands in the table itself
//! and stays whole.

/// A word's ending, what stands for it in the stem, and how many letters must stand before it.
pub type Ending = (&'static str, &'static str, usize);

/// The rules of a locale's language; none means that words are indexed as they are written.
///
/// They are taken one after the other, and of each the first ending that a word has. All are folded, as the words are.
pub fn rules(locale_tag: &str) -> Vec<Vec<Ending>> {
    let language = locale_tag.split('-').next().unwrap_or(locale_tag);
    of_language(&language.to_ascii_lowercase())
        .iter()
        .map(|rule| read(rule))
        .collect()
}

/// A rule's endings. `3:` says how many letters must stand before those that follow, `ies=y` what stands for one.
fn read(rule: &'static str) -> Vec<Ending> {
    let mut least = 0;
    let mut endings = Vec::new();
    for word in rule.split_whitespace() {
        if let Some(number) = word.strip_suffix(':') {
            least = number
                .parse()
                .expect("a colon follows numbers, which a test sees to");
        } else {
            let (ending, instead) = word.split_once('=').unwrap_or((word, ""));
            endings.push((ending, instead, least));
        }
    }
    endings
}

fn of_language(language: &str) -> &'static [&'static str] {
    match language {
        "en" => ENGLISH,
        "nl" | "af" => &["3: heden=heid en s", "3: e"],
        "de" => GERMAN,
        "fr" => &["2: eaux=eau 3: aux=al s x", "3: e"],
        "es" | "ca" | "gl" => &["4: es 3: s", "3: o a e"],
        "pt" => &["3: oes=ao aes=ao s", "3: o a e"],
        "it" => &["3: i e a o"],
        "sv" | "da" | "nb" | "no" | "nn" => SCANDINAVIAN,
        "ru" => RUSSIAN,
        "pl" => POLISH,
        "cs" | "sk" => CZECH,
        "hr" | "bs" => CROATIAN,
        "hu" => HUNGARIAN,
        "fi" => FINNISH,
        "et" => ESTONIAN,
        "tr" => TURKISH,
        _ => &[],
    }
}

const ENGLISH: &[&str] =
    &["3: ings ing 1: eed=eed 2: ied=y 3: ed 2: ies=y 3: es 1: ss=ss us=us is=is 3: s e"];

/// The last sound of a genitive or dative, then plurals and cases.
const GERMAN: &[&str] = &[
    "0: ion=ion 4: s n",
    "0: system=system problem=problem 4: er es em 3: en e",
];

/// The genitive, then plurals and articles, then what a stem may end in without and with them.
const SCANDINAVIAN: &[&str] = &[
    "4: s",
    "3: erna arna orna erne ene en et ar er or a e",
    "3: ar er et on ot o",
];

/// `й` is folded to `и`, `ё` to `е`.
const RUSSIAN: &[&str] = &[
    "0: систем=систем систему=систем проблем=проблем проблему=проблем симптом=симптом режим=режим \
     3: иями аются яются ается яется иться аться оек=оик \
     ями ами ием иеи иям иях ыми ими ого его ому ему ите ить ать ять еть ают яют ает яет ется ится \
     ях ах ям ам ов ев ия ии ию ие ью ье ья ыи ои еи ая яя ое ее ые ую юю ым им ом ем ых их \
     4: ок=к 3: а я о е и ы у ю ь",
];

const POLISH: &[&str] = &[
    "0: system=system systemu=system problem=problem problemu=problem \
     3: iami iach ami ach ego emu ymi imi owi iem iej ych ich 4: em 3: om ow ej ym im ie ia iu io a e i o u y",
];

const CZECH: &[&str] = &[
    "0: system=system systemu=system problem=problem problemu=problem symptom=symptom rezim=rezim \
     3: eho emu ymi imi ami emi ovi ach ech ich ych im ym um em ou a e i o u y",
];

const CROATIAN: &[&str] = &[
    "0: problem=problem problemu=problem simptom=simptom sistem=sistem sistemu=sistem rezim=rezim \
     3: ovima evima ima ama oga ega omu emu ovi evi ove eve om em im ih og eg oj a e i o u",
];

/// Cases, then possessives and the plural, then the last vowel, which is long before both.
const HUNGARIAN: &[&str] = &[
    "3: rrel=r rral=r ssel=s ssal=s ttel=t ttal=t nnel=n nnal=n kkel=k kkal=k llel=l llal=l ddel=d ddal=d \
     kent ban ben bol rol tol nak nek hoz hez val vel nal nel ert jat jet ra re ba be ig at et ot 4: on en",
    "3: jaik jeik aik eik jai jei ai ei unk ink ja je ok ek ak",
    "3: a e i o u",
];

/// Cases, then the last vowels, then the stem of the plural.
const FINNISH: &[&str] = &[
    "3: ssa sta lla lta lle ksi tta iden ien iin een aan oon ta t 4: n",
    "3: ei oi ai ui ee aa oo uu oja eja a e i o u y",
    "2: uks=us yks=ys",
];

const ESTONIAN: &[&str] = &[
    "3: desse dest dele delt dega des del de sse st le lt ga ks te d",
    "3: a e i u",
];

/// Cases and infinitives, then possessives, then the plural, then the last vowel, then the consonant that is soft before
/// a vowel.
const TURKISH: &[&str] = &[
    "0: sorun=sorun neden=neden 3: ndan nden nda nde dan den tan ten mak mek da de ta te nin nun yi yu ya ye 4: in un 3: i u a e",
    "3: imiz iniz umuz unuz niz nuz miz muz si su leri=ler lari=lar",
    "3: lar ler",
    "3: a e i u",
    "3: b=p d=t g=k",
];

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 24] = [
        "af", "bs", "ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "gl", "hr", "hu", "it",
        "nb", "nl", "pl", "pt", "ru", "sk", "sv", "tr", "xx",
    ];

    #[test]
    fn rules_are_folded_and_can_be_read() {
        for language in LANGUAGES {
            for (ending, instead, _) in rules(language).into_iter().flatten() {
                assert_eq!(super::super::words::fold(ending), ending, "{language}");
                assert_eq!(super::super::words::fold(instead), instead, "{language}");
            }
        }
    }

    #[test]
    fn no_ending_hides_another_behind_it() {
        for language in LANGUAGES {
            for rule in rules(language) {
                for (at, (ending, _, least)) in rule.iter().enumerate() {
                    let mut before = rule[..at].iter();
                    let hides = before.find(|(other, _, its_least)| {
                        ending.ends_with(other) && its_least <= least
                    });
                    assert_eq!(hides, None, "{language}: {ending}");
                }
            }
        }
    }
}
