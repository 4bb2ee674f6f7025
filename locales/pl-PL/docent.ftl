### The texts of the reader's page.

# The frame of every page

skip-to-content = Przejdź do treści
home = Strona główna
language = Język
language-remember = Zapamiętaj mój język
language-offer = Przeczytaj tę stronę w języku: { $language }
theme-dark = Ciemne kolory
footer = Więcej
all-pages = Wszystkie strony
markdown-twin = Ta strona w formacie Markdown

# The head of a page

breadcrumb = Gdzie jesteś
navigation = W tej sekcji
contents = Na tej stronie
updated = Zaktualizowano { $date }
author = Autor: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuta czytania
    [few] { NUMBER($minutes) } minuty czytania
    [many] { NUMBER($minutes) } minut czytania
   *[other] { NUMBER($minutes) } minuty czytania
}
applies-to = Dotyczy: { $names }
notice-fallback = Ta strona nie została jeszcze przetłumaczona. Wyświetlany język: { $language }.
notice-machine-translated = Ta strona została przetłumaczona maszynowo.
read-in = Przeczytaj tę stronę w języku: { $language }
compare = Pokaż obok wersji: { $language }
compare-stop = Zakończ porównywanie
compare-failed = Nie można wczytać drugiej strony.

# What stands in the text

callout-note = Uwaga
callout-tip = Porada
callout-important = Ważne
callout-caution = Przestroga
callout-warning = Ostrzeżenie
heading-link = Link do sekcji „{ $title }”
link-copied = Skopiowano link
code = Kod
code-in = Kod: { $language }
code-copy = Kopiuj
code-copied = Skopiowano
table = Tabela { $number }
image-enlarge = Powiększ obraz
image-close = Zamknij
selector = Wersje tej strony
selector-go = Pokaż
video = Film: { $title }
video-watch = Obejrzyj film
task = Zadanie
footnote-back = Wróć do tekstu
include-missing = Brakuje części tej strony.
link-broken = Ten link donikąd nie prowadzi.

# Below the text

edit-page = Edytuj tę stronę
report-problem = Zgłoś problem z tą stroną
report-translation = Zgłoś problem z tłumaczeniem
helpful = Czy ta strona była pomocna?
helpful-yes = Tak
helpful-no = Nie
related = Powiązane strony
sequence = Poprzednia i następna strona
previous = Poprzednia
next = Następna

# Search

search = Szukaj
search-label = Przeszukaj dokumentację
search-placeholder = Szukaj
search-title = Wyniki wyszukiwania
search-loading = Wyszukiwanie…
search-failed = Nie można wczytać wyszukiwarki.
search-needs-script = Wyszukiwanie wymaga języka JavaScript. Bez niego skorzystaj z listy wszystkich stron.
search-none = Nie znaleziono niczego dla zapytania „{ $query }”.
search-results = { $count ->
    [one] { NUMBER($count) } wynik dla zapytania „{ $query }”
    [few] { NUMBER($count) } wyniki dla zapytania „{ $query }”
    [many] { NUMBER($count) } wyników dla zapytania „{ $query }”
   *[other] { NUMBER($count) } wyniku dla zapytania „{ $query }”
}
search-all = Pokaż wszystkie wyniki
search-service = Usługa
search-kind = Rodzaj
search-any = Wszystkie
search-meant = Czy chodziło o „{ $query }”?
search-more = Więcej wyników
search-fallback = Nie przetłumaczono
kind-article = Artykuł
kind-get-started = Pierwsze kroki
kind-reference = Materiał referencyjny
kind-troubleshooting = Rozwiązywanie problemów

# Lists of pages

home-topics = Przeglądaj według tematów
page-count = { $count ->
    [one] { NUMBER($count) } strona
    [few] { NUMBER($count) } strony
    [many] { NUMBER($count) } stron
   *[other] { NUMBER($count) } strony
}
letters = Litery
problems-title = Problemy i komunikaty o błędach
problems-intro = Co poszło nie tak? Każda pozycja prowadzi do sekcji, która pomoże.
problems-by-service = Według usługi
problems-by-message = Według komunikatu o błędzie
problems-codes = Kody błędów
problems-other = Inne
not-found-title = Nie znaleziono strony
not-found-text = Pod tym adresem nie ma strony. Mogła zostać przeniesiona albo w adresie jest literówka.
not-found-languages = Inne języki
redirect-text = Ta strona została przeniesiona:
