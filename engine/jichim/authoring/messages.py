"""The diagnostics of the authoring room (codes T0…): gaps between an instrument and its source."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

OPEN_ITEM = Message(
    "T001",
    "항목 `{item}`({title})은(는) 규칙도 없고 까닭도 적혀 있지 않다",
    "the item `{item}` ({title}) has neither a rule nor a reason",
    "규칙이나 평가항목의 `항목`에 적거나, `without_rule`에 까닭을 적는다",
    "name it in the `항목` of a rule or criterion, or give the reason in `without_rule`",
)
NO_CITATION = Message(
    "T002",
    "`{name}`에 근거가 없다",
    "`{name}` cites nothing",
    "`근거`에 장·절·표·그림을 적는다",
    "write chapter, section, table or figure after `근거`",
)
NO_ITEM = Message(
    "T003",
    "`{name}`이(가) 어느 항목을 옮긴 것인지 없다",
    "`{name}` does not say which source item it encodes",
    "`항목`에 출처의 항목 번호를 적는다",
    "write the id of the source item after `항목`",
)
UNKNOWN_ITEM = Message(
    "T004",
    "`{name}`의 항목 `{item}`은(는) 출처의 목록에 없다",
    "the item `{item}` of `{name}` is not in the list of the source",
    "{hint_ko}",
    "{hint_en}",
)
UNKNOWN_REASON = Message(
    "T005",
    "까닭을 적은 항목 `{item}`은(는) 출처의 목록에 없다",
    "a reason is given for `{item}`, which is not in the list of the source",
    "{hint_ko}",
    "{hint_en}",
)
SAME_ITEM = Message(
    "T006",
    "항목 `{item}`이(가) 목록에 두 번 있다",
    "the item `{item}` is in the list twice",
    "하나만 남긴다",
    "keep one of them",
)
STALE_REASON = Message(
    "T007",
    "항목 `{item}`에는 규칙이 없는 까닭이 있는데 {names}이(가) 옮겼다",
    "a reason says why `{item}` has no rule, but {names} encodes it",
    "`without_rule`에서 지운다",
    "remove it from `without_rule`",
    Severity.WARNING,
)
BAD_TRACE = Message(
    "T008",
    "trace.yaml의 `{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` of trace.yaml takes {expected_en}",
    "`items: [{{id: …, kind: …, scope: …, ko: …}}]`, `without_rule: {{ID: {{reason_ko: …, reason_en: …}}}}`",
    "`items: [{{id: …, kind: …, scope: …, ko: …}}]`, `without_rule: {{ID: {{reason_ko: …, reason_en: …}}}}`",
)
NO_TRACE = Message(
    "T009",
    "기준 `{name}`에는 trace.yaml이 없어 추적표를 만들지 않았다",
    "the instrument `{name}` has no trace.yaml, so it is not traced",
    "기준의 폴더에 출처의 항목을 적은 trace.yaml을 둔다",
    "put a trace.yaml with the items of the source in its folder",
    Severity.NOTE,
)
EMPTY_TRACE = Message(
    "T010",
    "추적표의 내용이 없다",
    "there is no trace here",
    "`items:` 아래에 출처의 항목을 적는다",
    "write the items of the source below `items:`",
)
