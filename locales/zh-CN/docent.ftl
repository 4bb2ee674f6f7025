### The texts of the reader's page.

# The frame of every page

skip-to-content = 跳到内容
home = 首页
language = 语言
language-remember = 记住我的语言
language-offer = 使用其他语言阅读此页：{ $language }
theme-dark = 深色
footer = 更多
all-pages = 所有页面
markdown-twin = 此页的 Markdown 版本

# The head of a page

breadcrumb = 当前位置
navigation = 本节内容
contents = 本页内容
updated = 更新日期：{ $date }
author = 作者：{ $name }
reading-time = 阅读时间：{ NUMBER($minutes) } 分钟
applies-to = 适用于：{ $names }
notice-fallback = 此页尚未翻译。当前显示的语言：{ $language }。
notice-machine-translated = 此页由机器翻译。
read-in = 使用其他语言阅读此页：{ $language }
compare = 并排显示：{ $language }
compare-stop = 停止比较
compare-failed = 无法加载另一个页面。

# What stands in the text

callout-note = 注意
callout-tip = 提示
callout-important = 重要
callout-caution = 小心
callout-warning = 警告
heading-link = “{ $title }”一节的链接
link-copied = 已复制链接
code = 代码
code-in = 代码：{ $language }
code-copy = 复制
code-copied = 已复制
table = 表 { $number }
image-enlarge = 放大图像
image-close = 关闭
selector = 此页的版本
selector-go = 显示
video = 视频：{ $title }
video-watch = 观看视频
task = 任务
footnote-back = 返回正文
include-missing = 此页缺少部分内容。
link-broken = 此链接没有目标。

# Below the text

edit-page = 编辑此页
report-problem = 报告此页的问题
report-translation = 报告翻译问题
helpful = 此页是否有帮助？
helpful-yes = 是
helpful-no = 否
related = 相关页面
sequence = 上一页和下一页
previous = 上一页
next = 下一页

# Search

search = 搜索
search-label = 搜索文档
search-placeholder = 搜索
search-title = 搜索结果
search-loading = 正在搜索…
search-failed = 无法加载搜索功能。
search-needs-script = 搜索需要 JavaScript。如果无法使用，请改用所有页面的列表。
search-none = 找不到与“{ $query }”相关的内容。
search-results = “{ $query }”有 { NUMBER($count) } 个结果
search-all = 显示所有结果
search-service = 服务
search-kind = 类型
search-any = 全部
search-meant = 您是不是要找“{ $query }”？
search-more = 更多结果
search-fallback = 尚未翻译
kind-article = 文章
kind-get-started = 入门
kind-reference = 参考
kind-troubleshooting = 疑难解答

# Lists of pages

home-topics = 按主题浏览
page-count = 共 { NUMBER($count) } 页
letters = 字母
problems-title = 问题与错误消息
problems-intro = 出了什么问题？每个条目都会转到可提供帮助的章节。
problems-by-service = 按服务
problems-by-message = 按错误消息
problems-codes = 错误代码
problems-other = 其他
not-found-title = 找不到页面
not-found-text = 此地址没有页面。页面可能已移动，或者地址输入有误。
not-found-languages = 其他语言
redirect-text = 此页已移至：
