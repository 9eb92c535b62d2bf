"""What the network says when it cannot be built or cannot be trusted any more (codes N001 and up)."""

from __future__ import annotations

from typing import Final

from jichim.diagnostic import Message

ENGINE_MISSING: Final = Message(
    "N001",
    "규칙 엔진 durable-rules를 불러올 수 없다: {reason}",
    "the rule engine durable-rules cannot be imported: {reason}",
    "Python 3.10, 3.11 또는 3.12에서 C 컴파일러와 Python 헤더를 갖추고 "
    "`pip install durable-rules==2.0.28`을 실행한다",
    "use Python 3.10, 3.11 or 3.12 with a C compiler and the Python headers, "
    "and run `pip install durable-rules==2.0.28`",
)
TOO_DEEP: Final = Message(
    "N002",
    "`{production}`의 조건이 {count}단계로 중첩되어 한도 {limit}을(를) 넘는다",
    "the condition of `{production}` nests {count} levels deep, past the limit of {limit}",
    "조건의 일부를 도출로 나누어 적는다",
    "move a part of the condition into a derivation",
)
TOO_LARGE: Final = Message(
    "N003",
    "`{production}`의 조건이 항목 {limit}개 한도를 넘는다",
    "the condition of `{production}` has more than {limit} parts",
    "조건의 일부를 도출로 나누어 적는다",
    "move a part of the condition into a derivation",
)
TOO_MANY_RULES: Final = Message(
    "N004",
    "`{production}`의 조건을 펼치면 엔진 규칙 {limit}개 한도를 넘는다",
    "the condition of `{production}` spreads into more than {limit} rules of the engine",
    "서로 곱해지는 `또는` 묶음을 도출로 나누어 적는다",
    "move the alternatives that multiply each other into derivations",
)
TOO_MANY_PROPERTIES: Final = Message(
    "N005",
    "`{production}`의 조건이 속성 {count}개를 함께 시험하여 한도 {limit}을(를) 넘는다",
    "the condition of `{production}` tests {count} properties together, past the limit of {limit}",
    "조건의 일부를 도출로 나누어 적는다",
    "move a part of the condition into a derivation",
)
VALUE_OUT_OF_RANGE: Final = Message(
    "N006",
    "`{owner}`의 값 `{value}`은(는) 0부터 {limit}까지의 정수가 아니다",
    "the value `{value}` of `{owner}` is not an integer from 0 to {limit}",
    "값을 작은 정수로 바꾸어 넘긴다",
    "hand over a small integer that stands for the value",
)
BAD_NAME: Final = Message(
    "N007",
    "`{owner}`의 이름 `{name}`은(는) 비어 있지 않은 ASCII 이름이 아니다",
    "the name `{name}` in `{owner}` is not a non-empty ASCII name",
    "ASCII 문자로 된 이름을 쓴다",
    "use a name of ASCII characters",
)
DUPLICATE_PRODUCTION: Final = Message(
    "N008",
    "생성규칙 이름 `{production}`이(가) 두 번 쓰였다",
    "two productions have the name `{production}`",
    "이름을 하나씩만 쓴다",
    "give each production a name of its own",
)
DUPLICATE_FACT: Final = Message(
    "N009",
    "한 세션에서 사실 번호 `{fact}`이(가) 두 번 쓰였다",
    "the fact id `{fact}` was used twice in one session",
    "세션마다 사실 번호를 하나씩만 쓴다",
    "use each fact id once in a session",
)
LOST_FACT: Final = Message(
    "N010",
    "규칙 엔진이 사실 {count}개를 확인하지 않아 검토를 중단한다 (예: `{fact}`)",
    "the engine did not confirm {count} facts, so the review stops (for example `{fact}`)",
    "결과를 쓰지 말고 입력과 함께 결함으로 보고한다",
    "do not use the result, and report a defect together with the input",
)
ENGINE_FAULT: Final = Message(
    "N011",
    "규칙 엔진이 예상 밖으로 답하여 검토를 중단한다: {reason}",
    "the engine answered unexpectedly, so the review stops: {reason}",
    "결과를 쓰지 말고 입력과 함께 결함으로 보고한다",
    "do not use the result, and report a defect together with the input",
)
NOT_USABLE: Final = Message(
    "N012",
    "{what}은(는) 닫혔거나 오류가 나서 더 쓸 수 없다",
    "the {what} was closed or has failed and cannot be used any more",
    "새로 열어 쓴다",
    "open a new one",
)
