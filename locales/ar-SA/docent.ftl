### The texts of the reader's page.

# The frame of every page

skip-to-content = الانتقال إلى المحتوى
home = الصفحة الرئيسية
language = اللغة
language-remember = تذكُّر لغتي
language-offer = قراءة هذه الصفحة بلغة: { $language }
theme-dark = ألوان داكنة
footer = المزيد
all-pages = كل الصفحات
markdown-twin = هذه الصفحة بتنسيق Markdown

# The head of a page

breadcrumb = موقعك الحالي
navigation = في هذا القسم
contents = في هذه الصفحة
updated = تاريخ التحديث: { $date }
author = بقلم { $name }
reading-time = { $minutes ->
    [zero] أقل من دقيقة للقراءة
    [one] دقيقة واحدة للقراءة
    [two] دقيقتان للقراءة
    [few] { NUMBER($minutes) } دقائق للقراءة
    [many] { NUMBER($minutes) } دقيقة للقراءة
   *[other] { NUMBER($minutes) } دقيقة للقراءة
}
applies-to = ينطبق على: { $names }
notice-fallback = لم تُترجم هذه الصفحة بعد. لغة النص المعروض: { $language }.
notice-machine-translated = تُرجمت هذه الصفحة آليًا.
read-in = قراءة هذه الصفحة بلغة: { $language }
compare = عرض جنبًا إلى جنب مع: { $language }
compare-stop = إيقاف المقارنة
compare-failed = تعذّر تحميل الصفحة الأخرى.

# What stands in the text

callout-note = ملاحظة
callout-tip = تلميح
callout-important = مهم
callout-caution = تنبيه
callout-warning = تحذير
heading-link = رابط إلى القسم «{ $title }»
link-copied = تم نسخ الرابط
code = تعليمات برمجية
code-in = تعليمات برمجية: { $language }
code-copy = نسخ
code-copied = تم النسخ
table = الجدول { $number }
image-enlarge = تكبير الصورة
image-close = إغلاق
selector = إصدارات هذه الصفحة
selector-go = عرض
video = فيديو: { $title }
video-watch = مشاهدة الفيديو
task = مهمة
footnote-back = العودة إلى النص
include-missing = جزء من هذه الصفحة مفقود.
link-broken = هذا الرابط لا يؤدي إلى أي مكان.

# Below the text

edit-page = تحرير هذه الصفحة
report-problem = الإبلاغ عن مشكلة في هذه الصفحة
report-translation = الإبلاغ عن مشكلة في الترجمة
helpful = هل كانت هذه الصفحة مفيدة؟
helpful-yes = نعم
helpful-no = لا
related = صفحات ذات صلة
sequence = الصفحة السابقة والتالية
previous = السابق
next = التالي

# Search

search = بحث
search-label = البحث في الوثائق
search-placeholder = بحث
search-title = نتائج البحث
search-loading = جارٍ البحث…
search-failed = تعذّر تحميل البحث.
search-needs-script = يتطلب البحث JavaScript. إذا لم يكن متاحًا، فاستخدم قائمة كل الصفحات.
search-none = لم يُعثر على شيء عن «{ $query }».
search-results = { $count ->
    [zero] لا توجد نتائج عن «{ $query }»
    [one] نتيجة واحدة عن «{ $query }»
    [two] نتيجتان عن «{ $query }»
    [few] { NUMBER($count) } نتائج عن «{ $query }»
    [many] { NUMBER($count) } نتيجة عن «{ $query }»
   *[other] { NUMBER($count) } نتيجة عن «{ $query }»
}
search-all = عرض كل النتائج
search-service = الخدمة
search-kind = النوع
search-any = الكل
search-meant = هل تقصد «{ $query }»؟
search-more = مزيد من النتائج
search-fallback = غير مترجم
kind-article = مقالة
kind-get-started = الخطوات الأولى
kind-reference = مرجع
kind-troubleshooting = استكشاف الأخطاء وإصلاحها

# Lists of pages

home-topics = التصفح حسب الموضوع
page-count = { $count ->
    [zero] لا توجد صفحات
    [one] صفحة واحدة
    [two] صفحتان
    [few] { NUMBER($count) } صفحات
    [many] { NUMBER($count) } صفحة
   *[other] { NUMBER($count) } صفحة
}
letters = الحروف
problems-title = المشكلات ورسائل الخطأ
problems-intro = ما الخطأ الذي حدث؟ يقودك كل عنصر إلى القسم الذي يساعد في حله.
problems-by-service = حسب الخدمة
problems-by-message = حسب رسالة الخطأ
problems-codes = رموز الخطأ
problems-other = أخرى
not-found-title = الصفحة غير موجودة
not-found-text = لا توجد صفحة على هذا العنوان. ربما نُقلت الصفحة أو أن العنوان يحتوي على خطأ إملائي.
not-found-languages = لغات أخرى
redirect-text = نُقلت هذه الصفحة إلى:
