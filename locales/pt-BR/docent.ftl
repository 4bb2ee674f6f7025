### The texts of the reader's page.

# The frame of every page

skip-to-content = Ir para o conteúdo
home = Início
language = Idioma
language-remember = Lembrar meu idioma
language-offer = Ler esta página em outro idioma: { $language }
theme-dark = Cores escuras
footer = Mais
all-pages = Todas as páginas
markdown-twin = Esta página em Markdown

# The head of a page

breadcrumb = Onde você está
navigation = Nesta seção
contents = Nesta página
updated = Atualizado em { $date }
author = Por { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minuto de leitura
    [many] { NUMBER($minutes) } de minutos de leitura
   *[other] { NUMBER($minutes) } minutos de leitura
}
applies-to = Aplica-se a: { $names }
notice-fallback = Esta página ainda não foi traduzida. Idioma exibido: { $language }.
notice-machine-translated = Esta página foi traduzida automaticamente.
read-in = Ler esta página em outro idioma: { $language }
compare = Exibir lado a lado: { $language }
compare-stop = Parar de comparar
compare-failed = Não foi possível carregar a outra página.

# What stands in the text

callout-note = Observação
callout-tip = Dica
callout-important = Importante
callout-caution = Cuidado
callout-warning = Aviso
heading-link = Link para a seção “{ $title }”
link-copied = Link copiado
code = Código
code-in = Código: { $language }
code-copy = Copiar
code-copied = Copiado
table = Tabela { $number }
image-enlarge = Ampliar a imagem
image-close = Fechar
selector = Versões desta página
selector-go = Mostrar
video = Vídeo: { $title }
video-watch = Assistir ao vídeo
task = Tarefa
footnote-back = Voltar ao texto
include-missing = Falta uma parte desta página.
link-broken = Este link não leva a lugar nenhum.

# Below the text

edit-page = Editar esta página
report-problem = Relatar um problema nesta página
report-translation = Relatar um problema na tradução
helpful = Esta página foi útil?
helpful-yes = Sim
helpful-no = Não
related = Páginas relacionadas
sequence = Página anterior e próxima
previous = Anterior
next = Próxima

# Search

search = Pesquisar
search-label = Pesquisar na documentação
search-placeholder = Pesquisar
search-title = Resultados da pesquisa
search-loading = Pesquisando…
search-failed = Não foi possível carregar a pesquisa.
search-needs-script = A pesquisa precisa de JavaScript. Sem ele, use a lista de todas as páginas.
search-none = Nada encontrado para “{ $query }”.
search-results = { $count ->
    [one] { NUMBER($count) } resultado para “{ $query }”
    [many] { NUMBER($count) } de resultados para “{ $query }”
   *[other] { NUMBER($count) } resultados para “{ $query }”
}
search-all = Mostrar todos os resultados
search-service = Serviço
search-kind = Tipo
search-any = Todos
search-meant = Você quis dizer “{ $query }”?
search-more = Mais resultados
search-fallback = Não traduzido
kind-article = Artigo
kind-get-started = Primeiros passos
kind-reference = Referência
kind-troubleshooting = Solução de problemas

# Lists of pages

home-topics = Navegar por tópico
page-count = { $count ->
    [one] { NUMBER($count) } página
    [many] { NUMBER($count) } de páginas
   *[other] Todas as { NUMBER($count) } páginas
}
letters = Letras
problems-title = Problemas e mensagens de erro
problems-intro = O que deu errado? Cada item leva à seção que ajuda.
problems-by-service = Por serviço
problems-by-message = Por mensagem de erro
problems-codes = Códigos de erro
problems-other = Outros
not-found-title = Página não encontrada
not-found-text = Não há nenhuma página neste endereço. Ela pode ter sido movida ou o endereço contém um erro de digitação.
not-found-languages = Outros idiomas
redirect-text = Esta página foi movida:
