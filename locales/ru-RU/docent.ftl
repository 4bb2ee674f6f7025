### The texts of the reader's page.

# The frame of every page

skip-to-content = Перейти к содержанию
home = Главная
language = Язык
language-remember = Запомнить мой язык
language-offer = Читать эту страницу на другом языке: { $language }
theme-dark = Тёмные цвета
footer = Ещё
all-pages = Все страницы
markdown-twin = Эта страница в формате Markdown

# The head of a page

breadcrumb = Вы здесь
navigation = В этом разделе
contents = На этой странице
updated = Обновлено: { $date }
author = Автор: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } минута на чтение
    [few] { NUMBER($minutes) } минуты на чтение
    [many] { NUMBER($minutes) } минут на чтение
   *[other] { NUMBER($minutes) } минуты на чтение
}
applies-to = Применяется к: { $names }
notice-fallback = Эта страница ещё не переведена. Язык отображения: { $language }.
notice-machine-translated = Эта страница переведена автоматически.
read-in = Читать эту страницу на другом языке: { $language }
compare = Показать рядом: { $language }
compare-stop = Завершить сравнение
compare-failed = Не удалось загрузить другую страницу.

# What stands in the text

callout-note = Примечание
callout-tip = Совет
callout-important = Важно
callout-caution = Осторожно
callout-warning = Предупреждение
heading-link = Ссылка на раздел «{ $title }»
link-copied = Ссылка скопирована
code = Код
code-in = Код: { $language }
code-copy = Копировать
code-copied = Скопировано
table = Таблица { $number }
image-enlarge = Увеличить изображение
image-close = Закрыть
selector = Варианты этой страницы
selector-go = Показать
video = Видео: { $title }
video-watch = Смотреть видео
task = Задача
footnote-back = Вернуться к тексту
include-missing = Часть этой страницы отсутствует.
link-broken = Эта ссылка никуда не ведёт.

# Below the text

edit-page = Изменить эту страницу
report-problem = Сообщить о проблеме на этой странице
report-translation = Сообщить о проблеме с переводом
helpful = Была ли эта страница полезной?
helpful-yes = Да
helpful-no = Нет
related = Связанные страницы
sequence = Предыдущая и следующая страницы
previous = Назад
next = Далее

# Search

search = Поиск
search-label = Поиск в документации
search-placeholder = Поиск
search-title = Результаты поиска
search-loading = Идёт поиск…
search-failed = Не удалось загрузить поиск.
search-needs-script = Для поиска требуется JavaScript. Без него воспользуйтесь списком всех страниц.
search-none = По запросу «{ $query }» ничего не найдено.
search-results = { $count ->
    [one] { NUMBER($count) } результат по запросу «{ $query }»
    [few] { NUMBER($count) } результата по запросу «{ $query }»
    [many] { NUMBER($count) } результатов по запросу «{ $query }»
   *[other] { NUMBER($count) } результата по запросу «{ $query }»
}
search-all = Показать все результаты
search-service = Служба
search-kind = Тип
search-any = Все
search-meant = Возможно, вы имели в виду «{ $query }»?
search-more = Другие результаты
search-fallback = Не переведено
kind-article = Статья
kind-get-started = Первые шаги
kind-reference = Справочник
kind-troubleshooting = Устранение неполадок

# Lists of pages

home-topics = Обзор по темам
page-count = { $count ->
    [one] { NUMBER($count) } страница
    [few] { NUMBER($count) } страницы
    [many] { NUMBER($count) } страниц
   *[other] { NUMBER($count) } страницы
}
letters = Буквы
problems-title = Проблемы и сообщения об ошибках
problems-intro = Что пошло не так? Каждая запись ведёт к разделу, который поможет.
problems-by-service = По службе
problems-by-message = По сообщению об ошибке
problems-codes = Коды ошибок
problems-other = Прочее
not-found-title = Страница не найдена
not-found-text = По этому адресу нет страницы. Возможно, она перемещена или в адресе опечатка.
not-found-languages = Другие языки
redirect-text = Эта страница перемещена:
