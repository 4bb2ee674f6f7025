### The texts of the reader's page.

# The frame of every page

skip-to-content = Ugrás a tartalomra
home = Kezdőlap
language = Nyelv
language-remember = Nyelv megjegyzése
language-offer = Az oldal olvasása ezen a nyelven: { $language }
theme-dark = Sötét színek
footer = Továbbiak
all-pages = Minden oldal
markdown-twin = Ez az oldal Markdown formátumban

# The head of a page

breadcrumb = Az Ön helye
navigation = Ebben a szakaszban
contents = Ezen az oldalon
updated = Frissítve: { $date }
author = Szerző: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } perc olvasás
   *[other] { NUMBER($minutes) } perc olvasás
}
applies-to = A következőkre vonatkozik: { $names }
notice-fallback = Ez az oldal még nincs lefordítva. A megjelenített nyelv: { $language }.
notice-machine-translated = Ezt az oldalt gép fordította.
read-in = Az oldal olvasása ezen a nyelven: { $language }
compare = Megjelenítés egymás mellett: { $language }
compare-stop = Összehasonlítás befejezése
compare-failed = A másik oldal nem tölthető be.

# What stands in the text

callout-note = Megjegyzés
callout-tip = Tipp
callout-important = Fontos
callout-caution = Vigyázat
callout-warning = Figyelmeztetés
heading-link = Hivatkozás a következő szakaszra: „{ $title }”
link-copied = Hivatkozás másolva
code = Kód
code-in = Kód: { $language }
code-copy = Másolás
code-copied = Másolva
table = { $number }. táblázat
image-enlarge = Kép nagyítása
image-close = Bezárás
selector = Az oldal változatai
selector-go = Megjelenítés
video = Videó: { $title }
video-watch = Videó megtekintése
task = Feladat
footnote-back = Vissza a szöveghez
include-missing = Az oldal egy része hiányzik.
link-broken = Ez a hivatkozás nem vezet sehová.

# Below the text

edit-page = Az oldal szerkesztése
report-problem = Probléma jelentése ezzel az oldallal kapcsolatban
report-translation = Fordítási probléma jelentése
helpful = Hasznos volt ez az oldal?
helpful-yes = Igen
helpful-no = Nem
related = Kapcsolódó oldalak
sequence = Előző és következő oldal
previous = Előző
next = Következő

# Search

search = Keresés
search-label = Keresés a dokumentációban
search-placeholder = Keresés
search-title = Keresési eredmények
search-loading = Keresés folyamatban…
search-failed = A keresés nem tölthető be.
search-needs-script = A kereséshez JavaScript szükséges. Enélkül használja az összes oldal listáját.
search-none = Nincs találat erre: „{ $query }”.
search-results = { $count ->
    [one] { NUMBER($count) } találat erre: „{ $query }”
   *[other] { NUMBER($count) } találat erre: „{ $query }”
}
search-all = Minden találat megjelenítése
search-service = Szolgáltatás
search-kind = Típus
search-any = Mind
search-meant = Erre gondolt: „{ $query }”?
search-more = További találatok
search-fallback = Nincs lefordítva
kind-article = Cikk
kind-get-started = Első lépések
kind-reference = Referencia
kind-troubleshooting = Hibaelhárítás

# Lists of pages

home-topics = Böngészés témakör szerint
page-count = { $count ->
    [one] { NUMBER($count) } oldal
   *[other] Mind a(z) { NUMBER($count) } oldal
}
letters = Betűk
problems-title = Problémák és hibaüzenetek
problems-intro = Mi ment rosszul? Minden bejegyzés a segítséget adó szakaszhoz vezet.
problems-by-service = Szolgáltatás szerint
problems-by-message = Hibaüzenet szerint
problems-codes = Hibakódok
problems-other = Egyéb
not-found-title = Az oldal nem található
not-found-text = Ezen a címen nincs oldal. Lehet, hogy áthelyezték, vagy elírás van a címben.
not-found-languages = Más nyelvek
redirect-text = Ez az oldal ide került át:
