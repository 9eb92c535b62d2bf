"""The diagnostics of the compare room (codes T1…)."""

from __future__ import annotations

from jichim.diagnostic import Message

NO_ROWS = Message(
    "T102",
    "표의 내용이 없다",
    "there is no table here",
    "`services:` 아래에 행을 적는다",
    "write rows below `services:`",
)
NOT_A_TABLE = Message(
    "T101",
    "운영주체 표가 아니다: {problem_ko}",
    "this is no table of operators: {problem_en}",
    "`services:` 아래에 `id`, `name`, `city`, `operator`를 적는다",
    "write `id`, `name`, `city` and `operator` below `services:`",
)
