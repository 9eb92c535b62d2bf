"""The words that only the HTML page has, in both languages."""

from __future__ import annotations

from jichim.diagnostic import Text

PAGE = Text("검토 결과", "Review")
SKIP = Text("본문으로 건너뛰기", "Skip to the content")
INDEX = Text("계획 목록", "Plans")
CONTENTS = Text("차례", "Contents")
FILTERS = Text("거르기", "Filters")
ALL = Text("모두", "all")
SERVICE = Text("대상", "Subject")
SEARCH = Text("낱말", "Words")
SHOWN = Text("지적 {n}건 가운데 {k}건을 보임", "{k} of {n} findings shown")
RESET = Text("처음으로", "Reset")
OPEN_ALL = Text("모두 펼치기", "Open all")
CLOSE_ALL = Text("모두 접기", "Close all")
CANVASES = Text("서비스 캔버스", "Service canvases")
CANVAS = Text("비즈니스모델 캔버스", "Business model canvas")
SEVEN = Text("7개 항목으로 본 것", "Seven-part view")
SEVEN_NOTE = Text(
    "간략형에 적은 것을 보이고, 없으면 캔버스의 해당 요소에서 옮긴다.",
    "What the short form states; where it is silent, the elements of the canvas that it stands for.",
)
FROM_CANVAS = Text("캔버스에서", "from the canvas")
PART = Text("항목", "Part")
CONTENT = Text("내용", "Content")
BLANK = Text("적혀 있지 않음", "not stated")
SAID_NONE = Text("없다고 적음", "stated as none")
UNPRICED = Text("금액 없음", "no amount")
NO_PLAN = Text("계획의 내용이 함께 주어지지 않아 캔버스를 그리지 않는다.", "The plan itself is not at hand.")
NO_SERVICES = Text("계획에 서비스가 적혀 있지 않다.", "The plan states no service.")
NO_CANVAS = Text("캔버스를 적지 않은 서비스: {names}", "Services that state no canvas: {names}")
AT_BLOCK = Text("지적 {n}건", "{n} findings")
ELSEWHERE = Text("캔버스 밖의 지적", "Findings outside the canvas")
CHAIN = Text("유도 과정", "Derivation")
RESULT = Text("결과", "Result")
INPUTS = Text("바탕이 된 판정", "Decided from")
FIRED = Text("규칙망의 점화", "Firings of the network")
STRATUM = Text("층 {n}", "Stratum {n}")
ALL_VALUES = Text("확인한 값 {n}개", "{n} values read")
VALUE = Text("값", "Value")
FIELD = Text("필드", "Field")
WHERE = Text("자리", "Place")
EVERY = Text("전체 결과", "All results")
EVERY_OF = Text("전체 결과 {n}건 보기", "Show all {n} results")
OUTCOME = Text("결과", "Outcome")
FOOT = Text("jichim {version} · 검토 기준일 {day}", "jichim {version} · as of {day}")
