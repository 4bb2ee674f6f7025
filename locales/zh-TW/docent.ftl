### The texts of the reader's page.

# The frame of every page

skip-to-content = 跳至內容
home = 首頁
language = 語言
language-remember = 記住我的語言
language-offer = 以其他語言閱讀此頁面：{ $language }
theme-dark = 深色
footer = 更多
all-pages = 所有頁面
markdown-twin = 此頁面的 Markdown 版本

# The head of a page

breadcrumb = 目前位置
navigation = 本節內容
contents = 本頁內容
updated = 更新日期：{ $date }
author = 作者：{ $name }
reading-time = 閱讀時間：{ NUMBER($minutes) } 分鐘
applies-to = 適用於：{ $names }
notice-fallback = 此頁面尚未翻譯，目前顯示的語言為：{ $language }。
notice-machine-translated = 此頁面由機器翻譯。
read-in = 以其他語言閱讀此頁面：{ $language }
compare = 並排顯示：{ $language }
compare-stop = 停止比較
compare-failed = 無法載入另一個頁面。

# What stands in the text

callout-note = 注意
callout-tip = 提示
callout-important = 重要
callout-caution = 小心
callout-warning = 警告
heading-link = 「{ $title }」一節的連結
link-copied = 已複製連結
code = 程式碼
code-in = 程式碼：{ $language }
code-copy = 複製
code-copied = 已複製
table = 表格 { $number }
image-enlarge = 放大圖片
image-close = 關閉
selector = 此頁面的版本
selector-go = 顯示
video = 影片：{ $title }
video-watch = 觀看影片
task = 工作
footnote-back = 返回內文
include-missing = 此頁面缺少部分內容。
link-broken = 此連結沒有目標。

# Below the text

edit-page = 編輯此頁面
report-problem = 回報此頁面的問題
report-translation = 回報翻譯問題
helpful = 這個頁面對您有幫助嗎？
helpful-yes = 是
helpful-no = 否
related = 相關頁面
sequence = 上一頁和下一頁
previous = 上一頁
next = 下一頁

# Search

search = 搜尋
search-label = 搜尋文件
search-placeholder = 搜尋
search-title = 搜尋結果
search-loading = 正在搜尋…
search-failed = 無法載入搜尋功能。
search-needs-script = 搜尋需要 JavaScript。若無法使用，請改用所有頁面的清單。
search-none = 找不到「{ $query }」的相關內容。
search-results = 「{ $query }」有 { NUMBER($count) } 筆結果
search-all = 顯示所有結果
search-service = 服務
search-kind = 類型
search-any = 全部
search-meant = 您是不是要找「{ $query }」？
search-more = 更多結果
search-fallback = 尚未翻譯
kind-article = 文章
kind-get-started = 入門
kind-reference = 參考資料
kind-troubleshooting = 疑難排解

# Lists of pages

home-topics = 依主題瀏覽
page-count = 共 { NUMBER($count) } 頁
letters = 字母
problems-title = 問題與錯誤訊息
problems-intro = 發生了什麼問題？每個項目都會帶您前往可解決問題的章節。
problems-by-service = 依服務
problems-by-message = 依錯誤訊息
problems-codes = 錯誤碼
problems-other = 其他
not-found-title = 找不到頁面
not-found-text = 此位址沒有頁面。頁面可能已移動，或位址輸入有誤。
not-found-languages = 其他語言
redirect-text = 此頁面已移至：
