### The texts of the reader's page.

# The frame of every page

skip-to-content = 本文へ移動
home = ホーム
language = 言語
language-remember = 言語を記憶する
language-offer = このページを別の言語で読む: { $language }
theme-dark = ダーク カラー
footer = その他
all-pages = すべてのページ
markdown-twin = このページの Markdown 版

# The head of a page

breadcrumb = 現在の位置
navigation = このセクションの内容
contents = このページの内容
updated = 更新日: { $date }
author = 作成者: { $name }
reading-time = 所要時間: { NUMBER($minutes) } 分
applies-to = 適用対象: { $names }
notice-fallback = このページはまだ翻訳されていません。表示中の言語: { $language }。
notice-machine-translated = このページは機械翻訳されています。
read-in = このページを別の言語で読む: { $language }
compare = 並べて表示: { $language }
compare-stop = 並べて表示を終了
compare-failed = 比較するページを読み込めませんでした。

# What stands in the text

callout-note = 注
callout-tip = ヒント
callout-important = 重要
callout-caution = 注意
callout-warning = 警告
heading-link = セクション「{ $title }」へのリンク
link-copied = リンクをコピーしました
code = コード
code-in = コード: { $language }
code-copy = コピー
code-copied = コピーしました
table = 表 { $number }
image-enlarge = 画像を拡大
image-close = 閉じる
selector = このページのバージョン
selector-go = 表示
video = ビデオ: { $title }
video-watch = ビデオを見る
task = タスク
footnote-back = 本文に戻る
include-missing = このページの一部が見つかりません。
link-broken = このリンクにはリンク先がありません。

# Below the text

edit-page = このページを編集
report-problem = このページの問題を報告
report-translation = 翻訳の問題を報告
helpful = このページは役に立ちましたか?
helpful-yes = はい
helpful-no = いいえ
related = 関連ページ
sequence = 前後のページ
previous = 前へ
next = 次へ

# Search

search = 検索
search-label = ドキュメントを検索
search-placeholder = 検索
search-title = 検索結果
search-loading = 検索しています…
search-failed = 検索を読み込めませんでした。
search-needs-script = 検索には JavaScript が必要です。使用できない場合は、すべてのページの一覧をご利用ください。
search-none = 「{ $query }」に一致するものはありません。
search-results = 「{ $query }」の検索結果: { NUMBER($count) } 件
search-all = すべての結果を表示
search-service = サービス
search-kind = 種類
search-any = すべて
search-meant = もしかして:「{ $query }」
search-more = さらに表示
search-fallback = 未翻訳
kind-article = 記事
kind-get-started = はじめに
kind-reference = リファレンス
kind-troubleshooting = トラブルシューティング

# Lists of pages

home-topics = トピックから探す
page-count = 全 { NUMBER($count) } ページ
letters = 文字
problems-title = 問題とエラー メッセージ
problems-intro = どのような問題が起きましたか。各項目から、解決方法の説明へ移動できます。
problems-by-service = サービス別
problems-by-message = エラー メッセージ別
problems-codes = エラー コード
problems-other = その他
not-found-title = ページが見つかりません
not-found-text = このアドレスにはページがありません。ページが移動したか、アドレスに入力ミスがある可能性があります。
not-found-languages = 他の言語
redirect-text = このページは移動しました:
