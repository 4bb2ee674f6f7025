### The texts of the reader's page.

# The frame of every page

skip-to-content = İçeriğe geç
home = Ana sayfa
language = Dil
language-remember = Dilimi hatırla
language-offer = Bu sayfayı başka bir dilde okuyun: { $language }
theme-dark = Koyu renkler
footer = Diğer
all-pages = Tüm sayfalar
markdown-twin = Bu sayfanın Markdown sürümü

# The head of a page

breadcrumb = Bulunduğunuz yer
navigation = Bu bölümde
contents = Bu sayfada
updated = Güncelleme tarihi: { $date }
author = Yazan: { $name }
reading-time = { $minutes ->
    [one] { NUMBER($minutes) } dakikalık okuma
   *[other] { NUMBER($minutes) } dakikalık okuma
}
applies-to = Şunlar için geçerlidir: { $names }
notice-fallback = Bu sayfa henüz çevrilmedi. Gösterilen dil: { $language }.
notice-machine-translated = Bu sayfa makine tarafından çevrilmiştir.
read-in = Bu sayfayı başka bir dilde okuyun: { $language }
compare = Yan yana göster: { $language }
compare-stop = Karşılaştırmayı bitir
compare-failed = Diğer sayfa yüklenemedi.

# What stands in the text

callout-note = Not
callout-tip = İpucu
callout-important = Önemli
callout-caution = Dikkat
callout-warning = Uyarı
heading-link = “{ $title }” bölümünün bağlantısı
link-copied = Bağlantı kopyalandı
code = Kod
code-in = Kod: { $language }
code-copy = Kopyala
code-copied = Kopyalandı
table = Tablo { $number }
image-enlarge = Görüntüyü büyüt
image-close = Kapat
selector = Bu sayfanın sürümleri
selector-go = Göster
video = Video: { $title }
video-watch = Videoyu izle
task = Görev
footnote-back = Metne dön
include-missing = Bu sayfanın bir bölümü eksik.
link-broken = Bu bağlantının hedefi yok.

# Below the text

edit-page = Bu sayfayı düzenle
report-problem = Bu sayfayla ilgili sorun bildir
report-translation = Çeviriyle ilgili sorun bildir
helpful = Bu sayfa yararlı oldu mu?
helpful-yes = Evet
helpful-no = Hayır
related = İlgili sayfalar
sequence = Önceki ve sonraki sayfa
previous = Önceki
next = Sonraki

# Search

search = Arama
search-label = Belgelerde ara
search-placeholder = Ara
search-title = Arama sonuçları
search-loading = Aranıyor…
search-failed = Arama yüklenemedi.
search-needs-script = Arama için JavaScript gerekir. JavaScript olmadan tüm sayfaların listesini kullanabilirsiniz.
search-none = “{ $query }” için sonuç bulunamadı.
search-results = { $count ->
    [one] “{ $query }” için { NUMBER($count) } sonuç
   *[other] “{ $query }” için { NUMBER($count) } sonuç
}
search-all = Tüm sonuçları göster
search-service = Hizmet
search-kind = Tür
search-any = Tümü
search-meant = Bunu mu demek istediniz: “{ $query }”?
search-more = Daha fazla sonuç
search-fallback = Çevrilmedi
kind-article = Makale
kind-get-started = İlk adımlar
kind-reference = Başvuru
kind-troubleshooting = Sorun giderme

# Lists of pages

home-topics = Konuya göre göz at
page-count = { $count ->
    [one] { NUMBER($count) } sayfa
   *[other] { NUMBER($count) } sayfanın tümü
}
letters = Harfler
problems-title = Sorunlar ve hata iletileri
problems-intro = Ne ters gitti? Her madde, yardımcı olacak bölüme götürür.
problems-by-service = Hizmete göre
problems-by-message = Hata iletisine göre
problems-codes = Hata kodları
problems-other = Diğer
not-found-title = Sayfa bulunamadı
not-found-text = Bu adreste bir sayfa yok. Sayfa taşınmış veya adres yanlış yazılmış olabilir.
not-found-languages = Diğer diller
redirect-text = Bu sayfa taşındı:
