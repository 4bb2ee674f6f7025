### The texts of the reader's page.

# The frame of every page

skip-to-content = Liigu sisu juurde
home = Avaleht
language = Keel
language-remember = Jäta minu keel meelde
language-offer = Loe seda lehte selles keeles: { $language }
theme-dark = Tumedad värvid
footer = Veel
all-pages = Kõik lehed
markdown-twin = See leht Markdownina

# The head of a page

breadcrumb = Teie asukoht
navigation = Selles jaotises
contents = Sellel lehel
updated = Uuendatud { $date }
author = Autor: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minut lugemist
   *[other] { NUMBER($minutes) } minutit lugemist
}
applies-to = Kehtib: { $names }
notice-fallback = See leht pole veel tõlgitud. Kuvatav keel: { $language }.
notice-machine-translated = See leht on masintõlgitud.
read-in = Loe seda lehte selles keeles: { $language }
compare = Kuva kõrvuti: { $language }
compare-stop = Lõpeta võrdlemine
compare-failed = Teist lehte ei saanud laadida.

# What stands in the text

callout-note = Märkus
callout-tip = Nõuanne
callout-important = Oluline
callout-caution = Ettevaatust
callout-warning = Hoiatus
heading-link = Link jaotisele „{ $title }“
link-copied = Link on kopeeritud
code = Kood
code-in = Kood: { $language }
code-copy = Kopeeri
code-copied = Kopeeritud
table = Tabel { $number }
image-enlarge = Suurenda pilti
image-close = Sule
selector = Selle lehe versioonid
selector-go = Näita
video = Video: { $title }
video-watch = Vaata videot
task = Ülesanne
footnote-back = Tagasi teksti juurde
include-missing = Osa sellest lehest on puudu.
link-broken = See link ei vii kuhugi.

# Below the text

edit-page = Muuda seda lehte
report-problem = Teata selle lehe probleemist
report-translation = Teata tõlkeprobleemist
helpful = Kas sellest lehest oli abi?
helpful-yes = Jah
helpful-no = Ei
related = Seotud lehed
sequence = Eelmine ja järgmine leht
previous = Eelmine
next = Järgmine

# Search

search = Otsi
search-label = Otsi dokumentatsioonist
search-placeholder = Otsi
search-title = Otsingu tulemused
search-loading = Otsimine…
search-failed = Otsingut ei saanud laadida.
search-needs-script = Otsing vajab JavaScripti. Selle puudumisel kasutage kõigi lehtede loendit.
search-none = Päringule „{ $query }“ ei leitud midagi.
search-results = { $count ->
    [one] { NUMBER($count) } tulemus päringule „{ $query }“
   *[other] { NUMBER($count) } tulemust päringule „{ $query }“
}
search-all = Näita kõiki tulemusi
search-service = Teenus
search-kind = Liik
search-any = Kõik
search-meant = Kas mõtlesite „{ $query }“?
search-more = Rohkem tulemusi
search-fallback = Tõlkimata
kind-article = Artikkel
kind-get-started = Esimesed sammud
kind-reference = Teatmematerjal
kind-troubleshooting = Tõrkeotsing

# Lists of pages

home-topics = Sirvi teema järgi
page-count = { $count ->
    [one] { NUMBER($count) } leht
   *[other] Kõik { NUMBER($count) } lehte
}
letters = Tähed
problems-title = Probleemid ja tõrketeated
problems-intro = Mis läks valesti? Iga kirje viib abistava jaotiseni.
problems-by-service = Teenuse järgi
problems-by-message = Tõrketeate järgi
problems-codes = Veakoodid
problems-other = Muud
not-found-title = Lehte ei leitud
not-found-text = Sellel aadressil pole lehte. See võib olla teisaldatud või on aadressis kirjaviga.
not-found-languages = Muud keeled
redirect-text = See leht on teisaldatud:
