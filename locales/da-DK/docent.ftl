### The texts of the reader's page.

# The frame of every page

skip-to-content = Gå til indholdet
home = Startside
language = Sprog
language-remember = Husk mit sprog
language-offer = Læs denne side på et andet sprog: { $language }
theme-dark = Mørke farver
footer = Mere
all-pages = Alle sider
markdown-twin = Denne side som Markdown

# The head of a page

breadcrumb = Her er du
navigation = I dette afsnit
contents = På denne side
updated = Opdateret { $date }
author = Af { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuts læsning
   *[other] { NUMBER($minutes) } minutters læsning
}
applies-to = Gælder for: { $names }
notice-fallback = Denne side er endnu ikke oversat. Vist sprog: { $language }.
notice-machine-translated = Denne side er maskinoversat.
read-in = Læs denne side på et andet sprog: { $language }
compare = Vis side om side: { $language }
compare-stop = Stop sammenligningen
compare-failed = Den anden side kunne ikke indlæses.

# What stands in the text

callout-note = Bemærk
callout-tip = Tip
callout-important = Vigtigt
callout-caution = Forsigtig
callout-warning = Advarsel
heading-link = Link til afsnittet "{ $title }"
link-copied = Linket er kopieret
code = Kode
code-in = Kode: { $language }
code-copy = Kopiér
code-copied = Kopieret
table = Tabel { $number }
image-enlarge = Forstør billedet
image-close = Luk
selector = Versioner af denne side
selector-go = Vis
video = Video: { $title }
video-watch = Se videoen
task = Opgave
footnote-back = Tilbage til teksten
include-missing = En del af denne side mangler.
link-broken = Dette link fører ingen steder hen.

# Below the text

edit-page = Rediger denne side
report-problem = Rapportér et problem med denne side
report-translation = Rapportér et problem med oversættelsen
helpful = Var denne side nyttig?
helpful-yes = Ja
helpful-no = Nej
related = Relaterede sider
sequence = Forrige og næste side
previous = Forrige
next = Næste

# Search

search = Søg
search-label = Søg i dokumentationen
search-placeholder = Søg
search-title = Søgeresultater
search-loading = Søger…
search-failed = Søgningen kunne ikke indlæses.
search-needs-script = Søgning kræver JavaScript. Brug ellers listen over alle sider.
search-none = Der blev ikke fundet noget for "{ $query }".
search-results = { $count ->
    [one] { NUMBER($count) } resultat for "{ $query }"
   *[other] { NUMBER($count) } resultater for "{ $query }"
}
search-all = Vis alle resultater
search-service = Tjeneste
search-kind = Type
search-any = Alle
search-meant = Mente du "{ $query }"?
search-more = Flere resultater
search-fallback = Ikke oversat
kind-article = Artikel
kind-get-started = Kom i gang
kind-reference = Reference
kind-troubleshooting = Fejlfinding

# Lists of pages

home-topics = Gennemse efter emne
page-count = { $count ->
    [one] { NUMBER($count) } side
   *[other] Alle { NUMBER($count) } sider
}
letters = Bogstaver
problems-title = Problemer og fejlmeddelelser
problems-intro = Hvad gik galt? Hver linje fører til det afsnit, der hjælper.
problems-by-service = Efter tjeneste
problems-by-message = Efter fejlmeddelelse
problems-codes = Fejlkoder
problems-other = Andre
not-found-title = Siden blev ikke fundet
not-found-text = Der er ingen side på denne adresse. Den kan være flyttet, eller adressen kan indeholde en slåfejl.
not-found-languages = Andre sprog
redirect-text = Denne side er flyttet:
