### The texts of the reader's page. This file is the model: every other locale has the same messages with the same variables.

# The frame of every page

skip-to-content = Skip to content
home = Home
language = Language
language-remember = Remember my language
language-offer = Read this page in { $language }
theme-dark = Dark colors
footer = More
all-pages = All pages
markdown-twin = This page as Markdown

# The head of a page

breadcrumb = Where you are
navigation = In this section
contents = On this page
updated = Updated { $date }
author = By { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } minute to read
   *[other] { NUMBER($minutes) } minutes to read
}
applies-to = Applies to: { $names }
notice-fallback = This page is not translated yet. You see it in { $language }.
notice-machine-translated = A machine translated this page.
read-in = Read this page in { $language }
compare = Side by side with { $language }
compare-stop = Stop comparing
compare-failed = The other page could not be loaded.

# What stands in the text

callout-note = Note
callout-tip = Tip
callout-important = Important
callout-caution = Caution
callout-warning = Warning
heading-link = Link to the section “{ $title }”
link-copied = Link copied
code = Code
code-in = Code: { $language }
code-copy = Copy
code-copied = Copied
table = Table { $number }
image-enlarge = Enlarge the image
image-close = Close
selector = Versions of this page
selector-go = Show
video = Video: { $title }
video-watch = Watch the video
task = Task
footnote-back = Back to the text
include-missing = A part of this page is missing.
link-broken = This link leads nowhere.

# Below the text

edit-page = Edit this page
report-problem = Report a problem with this page
report-translation = Report a problem with the translation
helpful = Was this page helpful?
helpful-yes = Yes
helpful-no = No
related = Related pages
sequence = Previous and next page
previous = Previous
next = Next

# Search

search = Search
search-label = Search the documentation
search-placeholder = Search
search-title = Search results
search-loading = Searching…
search-failed = The search could not be loaded.
search-needs-script = The search needs JavaScript. Without it, use the list of all pages.
search-none = Nothing found for “{ $query }”.
search-results = { $count ->
    [one] { NUMBER($count) } result for “{ $query }”
   *[other] { NUMBER($count) } results for “{ $query }”
}
search-all = Show all results
search-service = Service
search-kind = Kind
search-any = All
search-meant = Did you mean “{ $query }”?
search-more = More results
search-fallback = Not translated
kind-article = Article
kind-get-started = First steps
kind-reference = Reference
kind-troubleshooting = Troubleshooting

# Lists of pages

home-topics = Browse by topic
page-count = { $count ->
    [one] { NUMBER($count) } page
   *[other] All { NUMBER($count) } pages
}
letters = Letters
problems-title = Problems and error messages
problems-intro = What went wrong? Each entry leads to the section that helps.
problems-by-service = By service
problems-by-message = By error message
problems-codes = Error codes
problems-other = Other
not-found-title = Page not found
not-found-text = There is no page at this address. It may have moved, or the address has a typing mistake.
not-found-languages = Other languages
redirect-text = This page has moved:
