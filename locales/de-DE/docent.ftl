### The texts of the reader's page.

# The frame of every page

skip-to-content = Zum Inhalt springen
home = Startseite
language = Sprache
language-remember = Meine Sprache merken
language-offer = Diese Seite in einer anderen Sprache lesen: { $language }
theme-dark = Dunkle Farben
footer = Mehr
all-pages = Alle Seiten
markdown-twin = Diese Seite als Markdown

# The head of a page

breadcrumb = Aktuelle Position
navigation = In diesem Bereich
contents = Auf dieser Seite
updated = Aktualisiert am { $date }
author = Von { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } Minute Lesezeit
   *[other] { NUMBER($minutes) } Minuten Lesezeit
}
applies-to = Gilt für: { $names }
notice-fallback = Diese Seite ist noch nicht übersetzt. Angezeigte Sprache: { $language }.
notice-machine-translated = Diese Seite wurde maschinell übersetzt.
read-in = Diese Seite in einer anderen Sprache lesen: { $language }
compare = Nebeneinander anzeigen: { $language }
compare-stop = Vergleich beenden
compare-failed = Die andere Seite konnte nicht geladen werden.

# What stands in the text

callout-note = Hinweis
callout-tip = Tipp
callout-important = Wichtig
callout-caution = Vorsicht
callout-warning = Warnung
heading-link = Link zum Abschnitt „{ $title }“
link-copied = Link kopiert
code = Code
code-in = Code: { $language }
code-copy = Kopieren
code-copied = Kopiert
table = Tabelle { $number }
image-enlarge = Bild vergrößern
image-close = Schließen
selector = Varianten dieser Seite
selector-go = Anzeigen
video = Video: { $title }
video-watch = Video ansehen
task = Aufgabe
footnote-back = Zurück zum Text
include-missing = Ein Teil dieser Seite fehlt.
link-broken = Dieser Link führt ins Leere.

# Below the text

edit-page = Diese Seite bearbeiten
report-problem = Problem mit dieser Seite melden
report-translation = Problem mit der Übersetzung melden
helpful = War diese Seite hilfreich?
helpful-yes = Ja
helpful-no = Nein
related = Verwandte Seiten
sequence = Vorherige und nächste Seite
previous = Zurück
next = Weiter

# Search

search = Suche
search-label = Dokumentation durchsuchen
search-placeholder = Suchen
search-title = Suchergebnisse
search-loading = Suche läuft …
search-failed = Die Suche konnte nicht geladen werden.
search-needs-script = Die Suche benötigt JavaScript. Verwenden Sie andernfalls die Liste aller Seiten.
search-none = Keine Ergebnisse für „{ $query }“.
search-results = { $count ->
    [one] { NUMBER($count) } Ergebnis für „{ $query }“
   *[other] { NUMBER($count) } Ergebnisse für „{ $query }“
}
search-all = Alle Ergebnisse anzeigen
search-service = Dienst
search-kind = Art
search-any = Alle
search-meant = Meinten Sie „{ $query }“?
search-more = Weitere Ergebnisse
search-fallback = Nicht übersetzt
kind-article = Artikel
kind-get-started = Erste Schritte
kind-reference = Referenz
kind-troubleshooting = Problembehandlung

# Lists of pages

home-topics = Nach Thema durchsuchen
page-count = { $count ->
    [one] { NUMBER($count) } Seite
   *[other] Alle { NUMBER($count) } Seiten
}
letters = Buchstaben
problems-title = Probleme und Fehlermeldungen
problems-intro = Was ist schiefgegangen? Jeder Eintrag führt zu dem Abschnitt, der weiterhilft.
problems-by-service = Nach Dienst
problems-by-message = Nach Fehlermeldung
problems-codes = Fehlercodes
problems-other = Sonstige
not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Möglicherweise wurde sie verschoben, oder die Adresse enthält einen Tippfehler.
not-found-languages = Andere Sprachen
redirect-text = Diese Seite wurde verschoben:
