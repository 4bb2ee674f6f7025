### The texts of the reader's page.

# The frame of every page

skip-to-content = Gå till innehållet
home = Start
language = Språk
language-remember = Kom ihåg mitt språk
language-offer = Läs den här sidan på ett annat språk: { $language }
theme-dark = Mörka färger
footer = Mer
all-pages = Alla sidor
markdown-twin = Den här sidan som Markdown

# The head of a page

breadcrumb = Här är du
navigation = I det här avsnittet
contents = På den här sidan
updated = Uppdaterad { $date }
author = Av { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuts läsning
   *[other] { NUMBER($minutes) } minuters läsning
}
applies-to = Gäller för: { $names }
notice-fallback = Den här sidan är inte översatt ännu. Språk som visas: { $language }.
notice-machine-translated = Den här sidan är maskinöversatt.
read-in = Läs den här sidan på ett annat språk: { $language }
compare = Visa sida vid sida: { $language }
compare-stop = Sluta jämföra
compare-failed = Det gick inte att läsa in den andra sidan.

# What stands in the text

callout-note = Obs!
callout-tip = Tips
callout-important = Viktigt
callout-caution = Försiktighet
callout-warning = Varning
heading-link = Länk till avsnittet ”{ $title }”
link-copied = Länken har kopierats
code = Kod
code-in = Kod: { $language }
code-copy = Kopiera
code-copied = Kopierat
table = Tabell { $number }
image-enlarge = Förstora bilden
image-close = Stäng
selector = Versioner av den här sidan
selector-go = Visa
video = Video: { $title }
video-watch = Titta på videon
task = Uppgift
footnote-back = Tillbaka till texten
include-missing = En del av den här sidan saknas.
link-broken = Den här länken leder ingenstans.

# Below the text

edit-page = Redigera den här sidan
report-problem = Rapportera ett problem med den här sidan
report-translation = Rapportera ett problem med översättningen
helpful = Hade du nytta av den här sidan?
helpful-yes = Ja
helpful-no = Nej
related = Relaterade sidor
sequence = Föregående och nästa sida
previous = Föregående
next = Nästa

# Search

search = Sök
search-label = Sök i dokumentationen
search-placeholder = Sök
search-title = Sökresultat
search-loading = Söker …
search-failed = Det gick inte att läsa in sökfunktionen.
search-needs-script = Sökfunktionen kräver JavaScript. Använd annars listan över alla sidor.
search-none = Inget hittades för ”{ $query }”.
search-results = { $count ->
    [one] { NUMBER($count) } resultat för ”{ $query }”
   *[other] { NUMBER($count) } resultat för ”{ $query }”
}
search-all = Visa alla resultat
search-service = Tjänst
search-kind = Typ
search-any = Alla
search-meant = Menade du ”{ $query }”?
search-more = Fler resultat
search-fallback = Inte översatt
kind-article = Artikel
kind-get-started = Kom i gång
kind-reference = Referens
kind-troubleshooting = Felsökning

# Lists of pages

home-topics = Bläddra efter ämne
page-count = { $count ->
    [one] { NUMBER($count) } sida
   *[other] Alla { NUMBER($count) } sidor
}
letters = Bokstäver
problems-title = Problem och felmeddelanden
problems-intro = Vad gick fel? Varje post leder till avsnittet som hjälper dig.
problems-by-service = Efter tjänst
problems-by-message = Efter felmeddelande
problems-codes = Felkoder
problems-other = Övrigt
not-found-title = Sidan hittades inte
not-found-text = Det finns ingen sida på den här adressen. Den kan ha flyttats, eller så innehåller adressen ett skrivfel.
not-found-languages = Andra språk
redirect-text = Den här sidan har flyttats:
