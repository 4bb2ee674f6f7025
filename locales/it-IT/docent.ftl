### The texts of the reader's page.

# The frame of every page

skip-to-content = Vai al contenuto
home = Pagina iniziale
language = Lingua
language-remember = Ricorda la mia lingua
language-offer = Leggi questa pagina in un’altra lingua: { $language }
theme-dark = Colori scuri
footer = Altro
all-pages = Tutte le pagine
markdown-twin = Questa pagina in Markdown

# The head of a page

breadcrumb = Percorso
navigation = In questa sezione
contents = In questa pagina
updated = Aggiornato il { $date }
author = Di { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuto di lettura
    [many] { NUMBER($minutes) } di minuti di lettura
   *[other] { NUMBER($minutes) } minuti di lettura
}
applies-to = Si applica a: { $names }
notice-fallback = Questa pagina non è ancora stata tradotta. Lingua visualizzata: { $language }.
notice-machine-translated = Questa pagina è stata tradotta automaticamente.
read-in = Leggi questa pagina in un’altra lingua: { $language }
compare = Mostra affiancato: { $language }
compare-stop = Interrompi il confronto
compare-failed = Impossibile caricare l’altra pagina.

# What stands in the text

callout-note = Nota
callout-tip = Suggerimento
callout-important = Importante
callout-caution = Attenzione
callout-warning = Avviso
heading-link = Collegamento alla sezione «{ $title }»
link-copied = Collegamento copiato
code = Codice
code-in = Codice: { $language }
code-copy = Copia
code-copied = Copiato
table = Tabella { $number }
image-enlarge = Ingrandisci l’immagine
image-close = Chiudi
selector = Versioni di questa pagina
selector-go = Mostra
video = Video: { $title }
video-watch = Guarda il video
task = Attività
footnote-back = Torna al testo
include-missing = Manca una parte di questa pagina.
link-broken = Questo collegamento non porta da nessuna parte.

# Below the text

edit-page = Modifica questa pagina
report-problem = Segnala un problema in questa pagina
report-translation = Segnala un problema di traduzione
helpful = Questa pagina ti è stata utile?
helpful-yes = Sì
helpful-no = No
related = Pagine correlate
sequence = Pagina precedente e successiva
previous = Precedente
next = Successiva

# Search

search = Cerca
search-label = Cerca nella documentazione
search-placeholder = Cerca
search-title = Risultati della ricerca
search-loading = Ricerca in corso…
search-failed = Impossibile caricare la ricerca.
search-needs-script = La ricerca richiede JavaScript. In alternativa, usa l’elenco di tutte le pagine.
search-none = Nessun risultato per «{ $query }».
search-results = { $count ->
    [one] { NUMBER($count) } risultato per «{ $query }»
    [many] { NUMBER($count) } di risultati per «{ $query }»
   *[other] { NUMBER($count) } risultati per «{ $query }»
}
search-all = Mostra tutti i risultati
search-service = Servizio
search-kind = Tipo
search-any = Tutti
search-meant = Intendevi «{ $query }»?
search-more = Altri risultati
search-fallback = Non tradotto
kind-article = Articolo
kind-get-started = Primi passi
kind-reference = Riferimento
kind-troubleshooting = Risoluzione dei problemi

# Lists of pages

home-topics = Sfoglia per argomento
page-count = { $count ->
    [one] { NUMBER($count) } pagina
    [many] { NUMBER($count) } di pagine
   *[other] Tutte le { NUMBER($count) } pagine
}
letters = Lettere
problems-title = Problemi e messaggi di errore
problems-intro = Che cosa non ha funzionato? Ogni voce porta alla sezione che può aiutare.
problems-by-service = Per servizio
problems-by-message = Per messaggio di errore
problems-codes = Codici di errore
problems-other = Altro
not-found-title = Pagina non trovata
not-found-text = A questo indirizzo non c’è alcuna pagina. Potrebbe essere stata spostata o l’indirizzo potrebbe contenere un errore.
not-found-languages = Altre lingue
redirect-text = Questa pagina è stata spostata:
