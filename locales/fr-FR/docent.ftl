### The texts of the reader's page.

# The frame of every page

skip-to-content = Aller au contenu
home = Accueil
language = Langue
language-remember = Mémoriser ma langue
language-offer = Lire cette page dans une autre langue : { $language }
theme-dark = Couleurs sombres
footer = Plus
all-pages = Toutes les pages
markdown-twin = Cette page en Markdown

# The head of a page

breadcrumb = Vous êtes ici
navigation = Dans cette section
contents = Sur cette page
updated = Mise à jour le { $date }
author = Par { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minute de lecture
    [many] { NUMBER($minutes) } de minutes de lecture
   *[other] { NUMBER($minutes) } minutes de lecture
}
applies-to = S’applique à : { $names }
notice-fallback = Cette page n’est pas encore traduite. Langue affichée : { $language }.
notice-machine-translated = Cette page a été traduite automatiquement.
read-in = Lire cette page dans une autre langue : { $language }
compare = Afficher côte à côte : { $language }
compare-stop = Arrêter la comparaison
compare-failed = L’autre page n’a pas pu être chargée.

# What stands in the text

callout-note = Remarque
callout-tip = Conseil
callout-important = Important
callout-caution = Attention
callout-warning = Avertissement
heading-link = Lien vers la section « { $title } »
link-copied = Lien copié
code = Code
code-in = Code : { $language }
code-copy = Copier
code-copied = Copié
table = Tableau { $number }
image-enlarge = Agrandir l’image
image-close = Fermer
selector = Versions de cette page
selector-go = Afficher
video = Vidéo : { $title }
video-watch = Regarder la vidéo
task = Tâche
footnote-back = Revenir au texte
include-missing = Une partie de cette page est manquante.
link-broken = Ce lien ne mène nulle part.

# Below the text

edit-page = Modifier cette page
report-problem = Signaler un problème sur cette page
report-translation = Signaler un problème de traduction
helpful = Cette page vous a-t-elle été utile ?
helpful-yes = Oui
helpful-no = Non
related = Pages associées
sequence = Pages précédente et suivante
previous = Précédent
next = Suivant

# Search

search = Rechercher
search-label = Rechercher dans la documentation
search-placeholder = Rechercher
search-title = Résultats de la recherche
search-loading = Recherche en cours…
search-failed = La recherche n’a pas pu être chargée.
search-needs-script = La recherche nécessite JavaScript. Sans lui, utilisez la liste de toutes les pages.
search-none = Aucun résultat pour « { $query } ».
search-results = { $count ->
    [one] { NUMBER($count) } résultat pour « { $query } »
    [many] { NUMBER($count) } de résultats pour « { $query } »
   *[other] { NUMBER($count) } résultats pour « { $query } »
}
search-all = Afficher tous les résultats
search-service = Service
search-kind = Type
search-any = Tous
search-meant = Vouliez-vous dire « { $query } » ?
search-more = Plus de résultats
search-fallback = Non traduit
kind-article = Article
kind-get-started = Premiers pas
kind-reference = Référence
kind-troubleshooting = Résolution des problèmes

# Lists of pages

home-topics = Parcourir par thème
page-count = { $count ->
    [one] { NUMBER($count) } page
    [many] { NUMBER($count) } de pages
   *[other] Les { NUMBER($count) } pages
}
letters = Lettres
problems-title = Problèmes et messages d’erreur
problems-intro = Que s’est-il passé ? Chaque entrée mène à la section qui vous aidera.
problems-by-service = Par service
problems-by-message = Par message d’erreur
problems-codes = Codes d’erreur
problems-other = Autres
not-found-title = Page introuvable
not-found-text = Il n’y a pas de page à cette adresse. Elle a peut-être été déplacée, ou l’adresse contient une faute de frappe.
not-found-languages = Autres langues
redirect-text = Cette page a été déplacée :
