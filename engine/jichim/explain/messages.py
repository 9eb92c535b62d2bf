"""The diagnostics of the explain room (codes E…): a question that the review has no answer to."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

UNKNOWN_NAME = Message(
    "E001",
    "`{word}`(이)라는 규칙이나 결정이 기준에 없다",
    "the policy has no rule, decision or derivation `{word}`",
    "{near_ko}",
    "{near_en}",
)
UNKNOWN_SUBJECT = Message(
    "E002",
    "`{name}`의 대상 가운데 `{word}`이(가) 없다",
    "`{word}` is no subject of `{name}` in this plan",
    "{near_ko}",
    "{near_en}",
)
NO_SUBJECT = Message(
    "E003",
    "계획에 `{name}`의 대상({label})이 하나도 없어 설명할 결과가 없다",
    "the plan holds no subject of `{name}` ({label}), so that there is no result to explain",
    "계획에 {label}을(를) 적었는지 확인한다",
    "see whether the plan states what the rule is about",
)
NOT_EXPECTABLE = Message(
    "E004",
    "`{word}`은(는) `{name}`에 기대할 수 있는 결과가 아니다",
    "`{word}` is not a result that `{name}` can have",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
AMBIGUOUS_NAME = Message(
    "E005",
    "`{word}`(이)라는 이름이 여러 기준에 있다",
    "several instruments declare `{word}`",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
ONLY_SOME = Message(
    "E006",
    "`{name}`의 대상 {all}곳 가운데 먼저 볼 {shown}곳만 설명한다",
    "of {all} subjects of `{name}`, the {shown} to look at first are explained",
    "대상을 이름으로 준다. 예: `jichim explain 계획.yaml {name} {quoted}`",
    "name a subject, such as `jichim explain PLAN {name} {quoted}`",
    severity=Severity.NOTE,
)
