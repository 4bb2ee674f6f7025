### The texts of the reader's page.

# The frame of every page

skip-to-content = 본문으로 건너뛰기
home = 홈
language = 언어
language-remember = 내 언어 기억
language-offer = 이 페이지를 다른 언어로 읽기: { $language }
theme-dark = 어두운 색
footer = 더 보기
all-pages = 모든 페이지
markdown-twin = 이 페이지의 Markdown 버전

# The head of a page

breadcrumb = 현재 위치
navigation = 이 섹션의 내용
contents = 이 페이지의 내용
updated = 업데이트: { $date }
author = 작성자: { $name }
reading-time = 읽는 시간: { NUMBER($minutes) }분
applies-to = 적용 대상: { $names }
notice-fallback = 이 페이지는 아직 번역되지 않았습니다. 표시 언어: { $language }.
notice-machine-translated = 이 페이지는 기계 번역되었습니다.
read-in = 이 페이지를 다른 언어로 읽기: { $language }
compare = 나란히 보기: { $language }
compare-stop = 비교 끝내기
compare-failed = 다른 페이지를 불러올 수 없습니다.

# What stands in the text

callout-note = 참고
callout-tip = 팁
callout-important = 중요
callout-caution = 주의
callout-warning = 경고
heading-link = ‘{ $title }’ 섹션 링크
link-copied = 링크를 복사했습니다
code = 코드
code-in = 코드: { $language }
code-copy = 복사
code-copied = 복사됨
table = 표 { $number }
image-enlarge = 이미지 확대
image-close = 닫기
selector = 이 페이지의 다른 버전
selector-go = 보기
video = 비디오: { $title }
video-watch = 비디오 보기
task = 작업
footnote-back = 본문으로 돌아가기
include-missing = 이 페이지의 일부가 없습니다.
link-broken = 이 링크는 연결된 곳이 없습니다.

# Below the text

edit-page = 이 페이지 편집
report-problem = 이 페이지의 문제 신고
report-translation = 번역 문제 신고
helpful = 이 페이지가 도움이 되었나요?
helpful-yes = 예
helpful-no = 아니요
related = 관련 페이지
sequence = 이전 페이지와 다음 페이지
previous = 이전
next = 다음

# Search

search = 검색
search-label = 문서 검색
search-placeholder = 검색
search-title = 검색 결과
search-loading = 검색 중…
search-failed = 검색을 불러올 수 없습니다.
search-needs-script = 검색하려면 JavaScript가 필요합니다. 사용할 수 없는 경우 모든 페이지 목록을 이용하세요.
search-none = ‘{ $query }’에 대한 결과가 없습니다.
search-results = ‘{ $query }’에 대한 결과 { NUMBER($count) }개
search-all = 모든 결과 보기
search-service = 서비스
search-kind = 종류
search-any = 전체
search-meant = ‘{ $query }’을(를) 찾으셨나요?
search-more = 결과 더 보기
search-fallback = 번역되지 않음
kind-article = 문서
kind-get-started = 시작하기
kind-reference = 참조
kind-troubleshooting = 문제 해결

# Lists of pages

home-topics = 주제별로 찾아보기
page-count = 총 { NUMBER($count) }페이지
letters = 글자
problems-title = 문제 및 오류 메시지
problems-intro = 무엇이 잘못되었나요? 각 항목은 도움이 되는 섹션으로 연결됩니다.
problems-by-service = 서비스별
problems-by-message = 오류 메시지별
problems-codes = 오류 코드
problems-other = 기타
not-found-title = 페이지를 찾을 수 없음
not-found-text = 이 주소에는 페이지가 없습니다. 페이지가 이동되었거나 주소를 잘못 입력했을 수 있습니다.
not-found-languages = 다른 언어
redirect-text = 이 페이지가 이동되었습니다:
