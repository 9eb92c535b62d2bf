"""The diagnostics of the review room (codes W…)."""

from __future__ import annotations

from jichim.diagnostic import Message

NOT_SUBMITTED = Message(
    "W001",
    "계획서에 제출일의 연월일이 없어 제출일을 기준으로 검토할 수 없다",
    "the plan states no full day of submission to review it as of",
    "계획서에 제출일을 적거나 `--as-of 2020-10-31`처럼 날짜를 준다",
    "state the day in the plan, or give a date such as `--as-of 2020-10-31`",
)
TOO_MANY_PAIRS = Message(
    "W002",
    "두 대상을 견주는 규칙에 조합이 {count}개나 생겨 검토할 수 없다",
    "rules about pairs would give {count} combinations, too many for one review",
    "계획서를 나누거나, 같은 서비스를 되풀이해 적지 않았는지 살핀다",
    "split the plan, or see whether services are repeated by mistake",
)
