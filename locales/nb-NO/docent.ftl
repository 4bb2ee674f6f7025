### The texts of the reader's page.

# The frame of every page

skip-to-content = Gå til innholdet
home = Start
language = Språk
language-remember = Husk språket mitt
language-offer = Les denne siden på et annet språk: { $language }
theme-dark = Mørke farger
footer = Mer
all-pages = Alle sider
markdown-twin = Denne siden som Markdown

# The head of a page

breadcrumb = Her er du
navigation = I denne delen
contents = På denne siden
updated = Oppdatert { $date }
author = Av { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minutts lesing
   *[other] { NUMBER($minutes) } minutters lesing
}
applies-to = Gjelder for: { $names }
notice-fallback = Denne siden er ikke oversatt ennå. Språk som vises: { $language }.
notice-machine-translated = Denne siden er maskinoversatt.
read-in = Les denne siden på et annet språk: { $language }
compare = Vis side om side: { $language }
compare-stop = Avslutt sammenligningen
compare-failed = Den andre siden kunne ikke lastes inn.

# What stands in the text

callout-note = Merk
callout-tip = Tips
callout-important = Viktig
callout-caution = Forsiktig
callout-warning = Advarsel
heading-link = Lenke til delen «{ $title }»
link-copied = Lenken er kopiert
code = Kode
code-in = Kode: { $language }
code-copy = Kopier
code-copied = Kopiert
table = Tabell { $number }
image-enlarge = Forstørr bildet
image-close = Lukk
selector = Versjoner av denne siden
selector-go = Vis
video = Video: { $title }
video-watch = Se videoen
task = Oppgave
footnote-back = Tilbake til teksten
include-missing = En del av denne siden mangler.
link-broken = Denne lenken fører ingen steder.

# Below the text

edit-page = Rediger denne siden
report-problem = Rapporter et problem med denne siden
report-translation = Rapporter et problem med oversettelsen
helpful = Var denne siden nyttig?
helpful-yes = Ja
helpful-no = Nei
related = Relaterte sider
sequence = Forrige og neste side
previous = Forrige
next = Neste

# Search

search = Søk
search-label = Søk i dokumentasjonen
search-placeholder = Søk
search-title = Søkeresultater
search-loading = Søker …
search-failed = Søket kunne ikke lastes inn.
search-needs-script = Søket krever JavaScript. Uten det kan du bruke listen over alle sider.
search-none = Ingen treff for «{ $query }».
search-results = { $count ->
    [one] { NUMBER($count) } treff for «{ $query }»
   *[other] { NUMBER($count) } treff for «{ $query }»
}
search-all = Vis alle treff
search-service = Tjeneste
search-kind = Type
search-any = Alle
search-meant = Mente du «{ $query }»?
search-more = Flere treff
search-fallback = Ikke oversatt
kind-article = Artikkel
kind-get-started = Kom i gang
kind-reference = Referanse
kind-troubleshooting = Feilsøking

# Lists of pages

home-topics = Bla etter emne
page-count = { $count ->
    [one] { NUMBER($count) } side
   *[other] Alle { NUMBER($count) } sider
}
letters = Bokstaver
problems-title = Problemer og feilmeldinger
problems-intro = Hva gikk galt? Hver oppføring fører til delen som hjelper.
problems-by-service = Etter tjeneste
problems-by-message = Etter feilmelding
problems-codes = Feilkoder
problems-other = Annet
not-found-title = Finner ikke siden
not-found-text = Det finnes ingen side på denne adressen. Den kan være flyttet, eller adressen kan inneholde en skrivefeil.
not-found-languages = Andre språk
redirect-text = Denne siden er flyttet:
