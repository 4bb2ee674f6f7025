### The texts of the reader's page.

# The frame of every page

skip-to-content = Prijeđi na sadržaj
home = Početna
language = Jezik
language-remember = Zapamti moj jezik
language-offer = Čitajte ovu stranicu na jeziku: { $language }
theme-dark = Tamne boje
footer = Više
all-pages = Sve stranice
markdown-twin = Ova stranica kao Markdown

# The head of a page

breadcrumb = Gdje se nalazite
navigation = U ovom odjeljku
contents = Na ovoj stranici
updated = Ažurirano { $date }
author = Autor: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuta čitanja
    [few] { NUMBER($minutes) } minute čitanja
   *[other] { NUMBER($minutes) } minuta čitanja
}
applies-to = Odnosi se na: { $names }
notice-fallback = Ova stranica još nije prevedena. Prikazani jezik: { $language }.
notice-machine-translated = Ova je stranica strojno prevedena.
read-in = Čitajte ovu stranicu na jeziku: { $language }
compare = Prikaži usporedno: { $language }
compare-stop = Prekini usporedbu
compare-failed = Drugu stranicu nije moguće učitati.

# What stands in the text

callout-note = Napomena
callout-tip = Savjet
callout-important = Važno
callout-caution = Oprez
callout-warning = Upozorenje
heading-link = Veza na odjeljak „{ $title }”
link-copied = Veza je kopirana
code = Kôd
code-in = Kôd: { $language }
code-copy = Kopiraj
code-copied = Kopirano
table = Tablica { $number }
image-enlarge = Povećaj sliku
image-close = Zatvori
selector = Verzije ove stranice
selector-go = Prikaži
video = Videozapis: { $title }
video-watch = Pogledaj videozapis
task = Zadatak
footnote-back = Natrag na tekst
include-missing = Dio ove stranice nedostaje.
link-broken = Ova veza ne vodi nikamo.

# Below the text

edit-page = Uredi ovu stranicu
report-problem = Prijavi problem s ovom stranicom
report-translation = Prijavi problem s prijevodom
helpful = Je li vam ova stranica pomogla?
helpful-yes = Da
helpful-no = Ne
related = Povezane stranice
sequence = Prethodna i sljedeća stranica
previous = Prethodno
next = Sljedeće

# Search

search = Traži
search-label = Pretraži dokumentaciju
search-placeholder = Traži
search-title = Rezultati pretraživanja
search-loading = Pretraživanje…
search-failed = Pretraživanje nije moguće učitati.
search-needs-script = Za pretraživanje je potreban JavaScript. Bez njega upotrijebite popis svih stranica.
search-none = Za „{ $query }” nije pronađeno ništa.
search-results = { $count ->
    [one] { NUMBER($count) } rezultat za „{ $query }”
    [few] { NUMBER($count) } rezultata za „{ $query }”
   *[other] { NUMBER($count) } rezultata za „{ $query }”
}
search-all = Prikaži sve rezultate
search-service = Servis
search-kind = Vrsta
search-any = Sve
search-meant = Jeste li mislili „{ $query }”?
search-more = Više rezultata
search-fallback = Nije prevedeno
kind-article = Članak
kind-get-started = Prvi koraci
kind-reference = Referenca
kind-troubleshooting = Otklanjanje poteškoća

# Lists of pages

home-topics = Pregledaj po temi
page-count = { $count ->
    [one] { NUMBER($count) } stranica
    [few] { NUMBER($count) } stranice
   *[other] { NUMBER($count) } stranica
}
letters = Slova
problems-title = Problemi i poruke o pogreškama
problems-intro = Što je pošlo po zlu? Svaka stavka vodi do odjeljka koji pomaže.
problems-by-service = Po servisu
problems-by-message = Po poruci o pogrešci
problems-codes = Kodovi pogrešaka
problems-other = Ostalo
not-found-title = Stranica nije pronađena
not-found-text = Na ovoj adresi nema stranice. Možda je premještena ili u adresi postoji pogreška.
not-found-languages = Drugi jezici
redirect-text = Ova je stranica premještena:
