### The texts of the reader's page.

# The frame of every page

skip-to-content = Siirry sisältöön
home = Etusivu
language = Kieli
language-remember = Muista kieleni
language-offer = Lue tämä sivu kielellä: { $language }
theme-dark = Tummat värit
footer = Lisää
all-pages = Kaikki sivut
markdown-twin = Tämä sivu Markdown-muodossa

# The head of a page

breadcrumb = Sijaintisi
navigation = Tässä osiossa
contents = Tällä sivulla
updated = Päivitetty { $date }
author = Kirjoittaja: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuutin lukuaika
   *[other] { NUMBER($minutes) } minuutin lukuaika
}
applies-to = Koskee: { $names }
notice-fallback = Tätä sivua ei ole vielä käännetty. Näytettävä kieli: { $language }.
notice-machine-translated = Tämä sivu on konekäännetty.
read-in = Lue tämä sivu kielellä: { $language }
compare = Näytä rinnakkain: { $language }
compare-stop = Lopeta vertailu
compare-failed = Toista sivua ei voitu ladata.

# What stands in the text

callout-note = Huomautus
callout-tip = Vihje
callout-important = Tärkeää
callout-caution = Varoitus
callout-warning = Vakava varoitus
heading-link = Linkki osioon ”{ $title }”
link-copied = Linkki kopioitu
code = Koodi
code-in = Koodi: { $language }
code-copy = Kopioi
code-copied = Kopioitu
table = Taulukko { $number }
image-enlarge = Suurenna kuva
image-close = Sulje
selector = Tämän sivun versiot
selector-go = Näytä
video = Video: { $title }
video-watch = Katso video
task = Tehtävä
footnote-back = Takaisin tekstiin
include-missing = Osa tästä sivusta puuttuu.
link-broken = Tämä linkki ei johda mihinkään.

# Below the text

edit-page = Muokkaa tätä sivua
report-problem = Ilmoita tämän sivun ongelmasta
report-translation = Ilmoita käännösongelmasta
helpful = Oliko tästä sivusta apua?
helpful-yes = Kyllä
helpful-no = Ei
related = Aiheeseen liittyvät sivut
sequence = Edellinen ja seuraava sivu
previous = Edellinen
next = Seuraava

# Search

search = Haku
search-label = Hae ohjeista
search-placeholder = Haku
search-title = Hakutulokset
search-loading = Haetaan…
search-failed = Hakua ei voitu ladata.
search-needs-script = Haku edellyttää JavaScriptiä. Ilman sitä voit käyttää kaikkien sivujen luetteloa.
search-none = Haulla ”{ $query }” ei löytynyt mitään.
search-results = { $count ->
    [one] { NUMBER($count) } tulos haulla ”{ $query }”
   *[other] { NUMBER($count) } tulosta haulla ”{ $query }”
}
search-all = Näytä kaikki tulokset
search-service = Palvelu
search-kind = Tyyppi
search-any = Kaikki
search-meant = Tarkoititko ”{ $query }”?
search-more = Lisää tuloksia
search-fallback = Ei käännetty
kind-article = Artikkeli
kind-get-started = Alkuun pääseminen
kind-reference = Viitetiedot
kind-troubleshooting = Vianmääritys

# Lists of pages

home-topics = Selaa aiheittain
page-count = { $count ->
    [one] { NUMBER($count) } sivu
   *[other] Kaikki { NUMBER($count) } sivua
}
letters = Kirjaimet
problems-title = Ongelmat ja virheilmoitukset
problems-intro = Mikä meni vikaan? Jokainen kohta vie osioon, josta on apua.
problems-by-service = Palvelun mukaan
problems-by-message = Virheilmoituksen mukaan
problems-codes = Virhekoodit
problems-other = Muut
not-found-title = Sivua ei löydy
not-found-text = Tässä osoitteessa ei ole sivua. Sivu on ehkä siirretty, tai osoitteessa on kirjoitusvirhe.
not-found-languages = Muut kielet
redirect-text = Tämä sivu on siirretty:
