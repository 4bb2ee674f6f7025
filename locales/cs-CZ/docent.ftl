### The texts of the reader's page.

# The frame of every page

skip-to-content = Přejít na obsah
home = Domů
language = Jazyk
language-remember = Zapamatovat si můj jazyk
language-offer = Číst tuto stránku v jazyce: { $language }
theme-dark = Tmavé barvy
footer = Další
all-pages = Všechny stránky
markdown-twin = Tato stránka ve formátu Markdown

# The head of a page

breadcrumb = Kde se nacházíte
navigation = V této části
contents = Na této stránce
updated = Aktualizováno { $date }
author = Autor: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuta čtení
    [few] { NUMBER($minutes) } minuty čtení
    [many] { NUMBER($minutes) } minuty čtení
   *[other] { NUMBER($minutes) } minut čtení
}
applies-to = Platí pro: { $names }
notice-fallback = Tato stránka ještě není přeložená. Zobrazený jazyk: { $language }.
notice-machine-translated = Tato stránka byla přeložena strojově.
read-in = Číst tuto stránku v jazyce: { $language }
compare = Zobrazit vedle jazyka: { $language }
compare-stop = Ukončit porovnání
compare-failed = Druhou stránku se nepodařilo načíst.

# What stands in the text

callout-note = Poznámka
callout-tip = Tip
callout-important = Důležité
callout-caution = Upozornění
callout-warning = Varování
heading-link = Odkaz na oddíl „{ $title }“
link-copied = Odkaz zkopírován
code = Kód
code-in = Kód: { $language }
code-copy = Kopírovat
code-copied = Zkopírováno
table = Tabulka { $number }
image-enlarge = Zvětšit obrázek
image-close = Zavřít
selector = Verze této stránky
selector-go = Zobrazit
video = Video: { $title }
video-watch = Přehrát video
task = Úkol
footnote-back = Zpět k textu
include-missing = Část této stránky chybí.
link-broken = Tento odkaz nikam nevede.

# Below the text

edit-page = Upravit tuto stránku
report-problem = Nahlásit problém s touto stránkou
report-translation = Nahlásit problém s překladem
helpful = Pomohla vám tato stránka?
helpful-yes = Ano
helpful-no = Ne
related = Související stránky
sequence = Předchozí a další stránka
previous = Předchozí
next = Další

# Search

search = Hledat
search-label = Prohledat dokumentaci
search-placeholder = Hledat
search-title = Výsledky hledání
search-loading = Hledání…
search-failed = Vyhledávání se nepodařilo načíst.
search-needs-script = Vyhledávání vyžaduje JavaScript. Bez něj použijte seznam všech stránek.
search-none = Pro „{ $query }“ se nic nenašlo.
search-results = { $count ->
    [one] { NUMBER($count) } výsledek pro „{ $query }“
    [few] { NUMBER($count) } výsledky pro „{ $query }“
    [many] { NUMBER($count) } výsledku pro „{ $query }“
   *[other] { NUMBER($count) } výsledků pro „{ $query }“
}
search-all = Zobrazit všechny výsledky
search-service = Služba
search-kind = Druh
search-any = Vše
search-meant = Měli jste na mysli „{ $query }“?
search-more = Další výsledky
search-fallback = Nepřeloženo
kind-article = Článek
kind-get-started = První kroky
kind-reference = Referenční informace
kind-troubleshooting = Řešení potíží

# Lists of pages

home-topics = Procházet podle tématu
page-count = { $count ->
    [one] { NUMBER($count) } stránka
    [few] { NUMBER($count) } stránky
    [many] { NUMBER($count) } stránky
   *[other] { NUMBER($count) } stránek
}
letters = Písmena
problems-title = Problémy a chybové zprávy
problems-intro = Co se pokazilo? Každá položka vede k oddílu, který pomůže.
problems-by-service = Podle služby
problems-by-message = Podle chybové zprávy
problems-codes = Kódy chyb
problems-other = Ostatní
not-found-title = Stránka nenalezena
not-found-text = Na této adrese není žádná stránka. Možná byla přesunuta nebo je v adrese překlep.
not-found-languages = Další jazyky
redirect-text = Tato stránka byla přesunuta:
