"""The diagnostics of the scenario room (codes H…): H00x an edit, H01x a file of scenarios."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

NO_VALUE = Message(
    "H001",
    "`{written}`에 `=값`이 없다",
    "`{written}` has no `=value`",
    "`--set '서비스[이름].구축비=3억원'`처럼 적는다. 지우려면 `--unset`을 쓴다",
    "write `--set 'services[name].build_cost=300000000 KRW'`; `--unset` takes a value out",
)
NO_FIELD = Message(
    "H002",
    "`{where}`에 `{word}`(이)라는 필드는 없다",
    "`{where}` has no field `{word}`",
    "{hint_ko}",
    "{hint_en}",
)
NOT_A_LIST = Message(
    "H003",
    "`{label}`은(는) 목록이 아니어서 `[{selector}]`로 고를 것이 없다",
    "`{name}` is no list, so `[{selector}]` selects nothing",
    "대괄호를 뺀다",
    "leave the brackets out",
)
WHICH_RECORD = Message(
    "H004",
    "`{label}` 가운데 어느 것인지 적지 않았다",
    "it is not said which of `{name}` is meant",
    "`{label}[이름]`처럼 고른다: {known_ko}",
    "select one, such as `{name}[…]`: {known_en}",
)
NO_RECORD = Message(
    "H005",
    "`{label}`에 `{selector}`이(가) 없다",
    "there is no `{selector}` in `{name}`",
    "{hint_ko}",
    "{hint_en}",
)
NOTHING_INSIDE = Message(
    "H006",
    "`{label}`은(는) 값 하나이고 안에 필드가 없다",
    "`{name}` is a single value with no fields inside",
    "`{label}` 뒤의 점과 이름을 뺀다",
    "leave out what follows `{name}`",
)
SAYS_NOTHING = Message(
    "H007",
    "`{label}`에 적은 값이 아무것도 말하지 않는다",
    "the value for `{name}` says nothing",
    "값을 적거나 없으면 `없음`이라고 적는다. 지우려면 `--unset`을 쓴다",
    "write a value, or `none` where there is none; `--unset` takes a value out",
)
OPEN_BRACKET = Message(
    "H008",
    "`[`가 닫히지 않았다",
    "`[` is not closed",
    "`]`를 붙인다",
    "close it with `]`",
)
NOT_STATED = Message(
    "H009",
    "`{label}`은(는) 적혀 있지 않아 지울 것이 없다",
    "`{name}` is not stated, so nothing is taken out",
    "적힌 필드는 `jichim check PLAN --all`의 확인 줄에 있다",
    "what is stated stands in the evidence of `jichim check PLAN --all`",
    Severity.WARNING,
)
EDITED_TWICE = Message(
    "H010",
    "`{label}`을(를) 두 번 고친다",
    "`{name}` is edited twice",
    "하나만 남긴다",
    "keep one of the edits",
)
NO_SCENARIOS = Message(
    "H011",
    "시나리오가 없다: 이름마다 고칠 것을 적은 묶음이어야 한다",
    "there are no scenarios here: a mapping of names to edits is needed",
    "`이름: {{서비스[I-MOD].구축비: 3억원}}`처럼 적는다",
    "write it like `name: {{services[I-MOD].build_cost: 300000000 KRW}}`",
)
BAD_SCENARIO = Message(
    "H012",
    "시나리오 `{name}`은(는) `경로: 값`의 묶음이어야 한다",
    "the scenario `{name}` must be a mapping of paths to values",
    "`서비스[I-MOD].구축비: 3억원`처럼 한 줄에 하나씩 적고, 지울 것은 값을 `미기재`라고 적는다",
    "write one `services[I-MOD].build_cost: 300000000 KRW` per line; the value `absent` takes a field out",
)
SAME_SCENARIO = Message(
    "H013",
    "시나리오 `{name}`이(가) 두 번 나온다",
    "the scenario `{name}` occurs twice",
    "이름을 다르게 붙인다",
    "give them different names",
)
TOO_MANY_SCENARIOS = Message(
    "H014",
    "시나리오가 {limit}개를 넘는다",
    "there are more than {limit} scenarios",
    "파일을 나눈다",
    "split the file",
)
NO_EDITS = Message(
    "H015",
    "고칠 것을 하나도 주지 않았다",
    "no edit is given",
    "`--set`, `--unset`, `--scenarios` 가운데 하나를 준다",
    "give `--set`, `--unset` or `--scenarios`",
)
REFUSED = Message(
    "H016",
    "고친 계획을 읽을 수 없다: {reason_ko}",
    "the edited plan cannot be used: {reason_en}",
    "서로 어긋나는 값을 함께 고친다",
    "edit the values that clash together",
)
WHOLE_RECORD = Message(
    "H017",
    "`{label}`은(는) 기록 전체이다",
    "`{name}` is a whole record",
    "`{label}.` 뒤에 고칠 필드를 적는다",
    "name the field to edit after `{name}.`",
)
NOT_WRITTEN = Message(
    "H018",
    "답을 계획에 써넣을 수 없다",
    "the answers cannot be written into the plan",
    "계획 파일의 빈 기록이나 별칭을 풀어 쓰고 다시 답한다",
    "write out empty records and aliases in the plan and answer again",
)
NO_TARGET = Message(
    "H019",
    "답한 계획을 쓸 파일이 없다",
    "there is no file for the answered plan",
    "`-o 새파일.yaml`을 준다. 원래 파일을 고치려면 `--in-place`를 붙인다",
    "give `-o new.yaml`, or `--in-place` to change the plan itself",
)
