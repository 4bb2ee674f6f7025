### The texts of the reader's page.

# The frame of every page

skip-to-content = Ir al contenido
home = Inicio
language = Idioma
language-remember = Recordar mi idioma
language-offer = Leer esta página en otro idioma: { $language }
theme-dark = Colores oscuros
footer = Más
all-pages = Todas las páginas
markdown-twin = Esta página en Markdown

# The head of a page

breadcrumb = Dónde se encuentra
navigation = En esta sección
contents = En esta página
updated = Actualizado el { $date }
author = Por { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuto de lectura
    [many] { NUMBER($minutes) } de minutos de lectura
   *[other] { NUMBER($minutes) } minutos de lectura
}
applies-to = Se aplica a: { $names }
notice-fallback = Esta página todavía no está traducida. Idioma mostrado: { $language }.
notice-machine-translated = Esta página se ha traducido automáticamente.
read-in = Leer esta página en otro idioma: { $language }
compare = Ver en paralelo: { $language }
compare-stop = Dejar de comparar
compare-failed = No se ha podido cargar la otra página.

# What stands in the text

callout-note = Nota
callout-tip = Sugerencia
callout-important = Importante
callout-caution = Precaución
callout-warning = Advertencia
heading-link = Enlace a la sección «{ $title }»
link-copied = Enlace copiado
code = Código
code-in = Código: { $language }
code-copy = Copiar
code-copied = Copiado
table = Tabla { $number }
image-enlarge = Ampliar la imagen
image-close = Cerrar
selector = Versiones de esta página
selector-go = Mostrar
video = Vídeo: { $title }
video-watch = Ver el vídeo
task = Tarea
footnote-back = Volver al texto
include-missing = Falta una parte de esta página.
link-broken = Este enlace no lleva a ninguna parte.

# Below the text

edit-page = Editar esta página
report-problem = Notificar un problema con esta página
report-translation = Notificar un problema con la traducción
helpful = ¿Le ha resultado útil esta página?
helpful-yes = Sí
helpful-no = No
related = Páginas relacionadas
sequence = Página anterior y siguiente
previous = Anterior
next = Siguiente

# Search

search = Buscar
search-label = Buscar en la documentación
search-placeholder = Buscar
search-title = Resultados de la búsqueda
search-loading = Buscando…
search-failed = No se ha podido cargar la búsqueda.
search-needs-script = La búsqueda necesita JavaScript. Sin él, use la lista de todas las páginas.
search-none = No se ha encontrado nada para «{ $query }».
search-results = { $count ->
    [one] { NUMBER($count) } resultado para «{ $query }»
    [many] { NUMBER($count) } de resultados para «{ $query }»
   *[other] { NUMBER($count) } resultados para «{ $query }»
}
search-all = Mostrar todos los resultados
search-service = Servicio
search-kind = Tipo
search-any = Todos
search-meant = ¿Quería decir «{ $query }»?
search-more = Más resultados
search-fallback = Sin traducir
kind-article = Artículo
kind-get-started = Primeros pasos
kind-reference = Referencia
kind-troubleshooting = Solución de problemas

# Lists of pages

home-topics = Explorar por tema
page-count = { $count ->
    [one] { NUMBER($count) } página
    [many] { NUMBER($count) } de páginas
   *[other] Las { NUMBER($count) } páginas
}
letters = Letras
problems-title = Problemas y mensajes de error
problems-intro = ¿Qué ha fallado? Cada entrada lleva a la sección que le ayudará.
problems-by-service = Por servicio
problems-by-message = Por mensaje de error
problems-codes = Códigos de error
problems-other = Otros
not-found-title = Página no encontrada
not-found-text = No hay ninguna página en esta dirección. Puede que se haya movido o que la dirección tenga un error.
not-found-languages = Otros idiomas
redirect-text = Esta página se ha movido:
