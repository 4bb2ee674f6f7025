### The texts of the reader's page.

# The frame of every page

skip-to-content = Naar de inhoud
home = Start
language = Taal
language-remember = Mijn taal onthouden
language-offer = Deze pagina lezen in een andere taal: { $language }
theme-dark = Donkere kleuren
footer = Meer
all-pages = Alle pagina’s
markdown-twin = Deze pagina als Markdown

# The head of a page

breadcrumb = Waar u bent
navigation = In dit onderdeel
contents = Op deze pagina
updated = Bijgewerkt op { $date }
author = Door { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuut leestijd
   *[other] { NUMBER($minutes) } minuten leestijd
}
applies-to = Van toepassing op: { $names }
notice-fallback = Deze pagina is nog niet vertaald. U ziet de tekst in deze taal: { $language }.
notice-machine-translated = Deze pagina is door een computer vertaald.
read-in = Deze pagina lezen in een andere taal: { $language }
compare = Naast elkaar tonen: { $language }
compare-stop = Niet meer vergelijken
compare-failed = De andere pagina kan niet worden geladen.

# What stands in the text

callout-note = Opmerking
callout-tip = Tip
callout-important = Belangrijk
callout-caution = Let op
callout-warning = Waarschuwing
heading-link = Koppeling naar de sectie ‘{ $title }’
link-copied = Koppeling gekopieerd
code = Code
code-in = Code: { $language }
code-copy = Kopiëren
code-copied = Gekopieerd
table = Tabel { $number }
image-enlarge = De afbeelding vergroten
image-close = Sluiten
selector = Versies van deze pagina
selector-go = Tonen
video = Video: { $title }
video-watch = De video bekijken
task = Taak
footnote-back = Terug naar de tekst
include-missing = Een deel van deze pagina ontbreekt.
link-broken = Deze koppeling leidt nergens heen.

# Below the text

edit-page = Deze pagina bewerken
report-problem = Een probleem met deze pagina melden
report-translation = Een probleem met de vertaling melden
helpful = Hebt u iets aan deze pagina gehad?
helpful-yes = Ja
helpful-no = Nee
related = Verwante pagina’s
sequence = Vorige en volgende pagina
previous = Vorige
next = Volgende

# Search

search = Zoeken
search-label = De documentatie doorzoeken
search-placeholder = Zoeken
search-title = Zoekresultaten
search-loading = Bezig met zoeken…
search-failed = De zoekfunctie kan niet worden geladen.
search-needs-script = Zoeken werkt alleen met JavaScript. Gebruik anders de lijst met alle pagina’s.
search-none = Niets gevonden voor ‘{ $query }’.
search-results = { $count ->
    [one] { NUMBER($count) } resultaat voor ‘{ $query }’
   *[other] { NUMBER($count) } resultaten voor ‘{ $query }’
}
search-all = Alle resultaten tonen
search-service = Service
search-kind = Soort
search-any = Alle
search-meant = Bedoelde u ‘{ $query }’?
search-more = Meer resultaten
search-fallback = Niet vertaald
kind-article = Artikel
kind-get-started = Eerste stappen
kind-reference = Naslag
kind-troubleshooting = Problemen oplossen

# Lists of pages

home-topics = Bladeren op onderwerp
page-count = { $count ->
    [one] { NUMBER($count) } pagina
   *[other] Alle { NUMBER($count) } pagina’s
}
letters = Letters
problems-title = Problemen en foutberichten
problems-intro = Wat ging er mis? Elke regel leidt naar de sectie die helpt.
problems-by-service = Op service
problems-by-message = Op foutbericht
problems-codes = Foutcodes
problems-other = Overige
not-found-title = Pagina niet gevonden
not-found-text = Op dit adres is geen pagina. Misschien is de pagina verplaatst of bevat het adres een typefout.
not-found-languages = Andere talen
redirect-text = Deze pagina is verplaatst:
