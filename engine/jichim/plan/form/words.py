"""The fixed words of the form in both languages; everything else comes from the vocabulary."""

from __future__ import annotations

from jichim.diagnostic import Text
from jichim.vocabulary.model import Kind, normalise

GUIDE = Text("안내", "guide")
CHOICES = Text("선택지", "choices")
RESULT = Text("확인 결과", "check")
"""The sheets beside those of the plan: how to fill it in, the lists behind drop-downs, what a check found."""

KNOWN_SHEETS = frozenset(
    normalise(word) for sheet in (GUIDE, CHOICES, RESULT) for word in (sheet.ko, sheet.en)
)

SECTION, FIELD, VALUE = Text("구분", "section"), Text("항목", "field"), Text("값", "value")
FORM, MEANING, EXAMPLE = Text("형식", "form"), Text("설명", "meaning"), Text("보기", "example")

NONE, UNDECIDED = Text("없음", "none"), Text("미정", "TBD")
YES, NO = Text("예", "yes"), Text("아니오", "no")
THERE_IS = Text("있음", "yes")

KINDS = {
    Kind.TEXT: Text("글", "text"),
    Kind.ITEMS: Text("여러 개: 줄을 바꾸어(Alt+Enter)", "several: a line for each (Alt+Enter)"),
    Kind.MONEY: Text("금액: 원, 천원, 백만원, 억원", "money: 원, 천원, 백만원, 억원"),
    Kind.COUNT: Text("수", "count"),
    Kind.RATIO: Text("비율(%)", "ratio (%)"),
    Kind.DURATION: Text("기간: 3개월, 2년", "duration: 3개월, 2년"),
    Kind.DATE: Text("날짜: 2026-03-02", "date: 2026-03-02"),
    Kind.CHOICE: Text("하나 선택", "one choice"),
    Kind.YESNO: Text("예·아니오", "yes or no"),
    Kind.SECTION: Text("묶음: 아래에 적거나 없음", "section: fill in below, or none"),
    Kind.RECORDS: Text("`{sheet}` 시트에 적거나 없음", "on the sheet `{sheet}`, or none"),
}
SEVERAL = Text("여럿 선택: 쉼표나 줄바꿈", "several: commas or a line for each")

HOW = (
    Text(
        "노란 칸에 적는다. 아는 것만 적고 나머지는 비워 둔다.",
        "Write in the yellow cells. State what is known; leave the rest empty.",
    ),
    Text(
        "비워 두면 미기재이다. 없으면 `없음`, 아직 정하지 않았으면 `미정`이라고 적는다.",
        "Empty means not stated. Write `none` where there is none, `TBD` where it is undecided.",
    ),
    Text(
        "금액은 수만 적으면 원이다. `3억원`, `15,000천원`처럼 글로 적어도 된다. "
        "해마다 드는 금액은 `3억원/년`이다.",
        "A bare amount is in won. `3억원` or `15,000천원` may be written as text; "
        "a yearly amount is `3억원/년`.",
    ),
    Text(
        "칸 하나에 여럿을 적을 때는 Alt+Enter로 줄을 바꾼다. 한 줄이 하나이다.",
        "Several things in one cell: one line for each (Alt+Enter).",
    ),
    Text(
        "서비스에 딸린 시트(비용, 수익 …)는 첫 칸에서 서비스를 고른다. "
        "서비스의 이름은 `서비스` 시트에 먼저 적는다.",
        "On sheets of what belongs to a service, choose the service in the first column; "
        "name it on the sheet of services first.",
    ),
    Text(
        "서비스마다 `없음`을 적으려면 그 시트에 서비스를 고르고 이름 칸에 `없음`이라고 적는다.",
        "To say that a service has none of something, choose the service on that sheet "
        "and write `none` as the name.",
    ),
    Text(
        "제목 줄과 `구분`, `항목` 칸의 글은 바꾸지 않는다. 줄과 칸의 차례는 바꾸어도 된다.",
        "Keep the words of the headers and of the columns section and field. Their order may change.",
    ),
    Text(
        "보호를 풀 때 암호는 없다. 다 적으면 `jichim plan validate 파일.xlsx`로 확인한다.",
        "The protection has no password. Check the form with `jichim plan validate FILE.xlsx`.",
    ),
)
TITLE = Text("스마트도시 계획 작성 양식", "Form of a smart-city plan")
CONTENTS = Text("시트", "sheets")
INVITE = Text("{label}: 한 줄에 하나씩 적는다.", "{label}: a row for each.")
INVITE_PART = Text("{label}: {owner}마다 한 줄에 적는다.", "{label}: a row for each {owner}.")
INVITE_CHAPTER = Text(
    "노란 칸에 적는다. 설명과 보기는 오른쪽에 있다.",
    "Write in the yellow cells. Meaning and example stand on the right.",
)
CHOOSE = Text("`{sheet}` 시트에서 고른다", "choose from the sheet `{sheet}`")
