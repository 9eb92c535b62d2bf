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
NOTHING_IN_FORCE = Message(
    "W003",
    "{day}에 시행 중이거나 제안된 기준이 하나도 없어 아무것도 검토하지 않았다",
    "no instrument is in force or proposed on {day}: nothing was reviewed",
    "`jichim policies --as-of {day}`(으)로 기준의 기간을 보고 `--as-of`나 `--policy`를 고친다",
    "see the periods with `jichim policies --as-of {day}` and change `--as-of` or `--policy`",
)
BEFORE_ANY = Message(
    "W004",
    "{day}에는 시행 중인 기준이 없다. 가장 이른 것은 `{title}`({name})이고 {start}부터 {how_ko}이다",
    "nothing is in force on {day}: the earliest is `{title}` ({name}), {how_en} from {start}",
    "`--as-of`에 {start} 또는 그 뒤의 날짜를 주거나, 그때 시행 중이던 기준을 `--policy`로 준다",
    "give `--as-of` {start} or a later date, or an instrument of that time with `--policy`",
)
