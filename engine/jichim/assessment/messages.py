"""The diagnostics of the assessment room (codes A…): A00x sheets, A02x schemes."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

NOT_A_SHEET = Message(
    "A001",
    "평가표의 내용이 없다: `키: 값`의 묶음이어야 한다",
    "there is no assessment sheet here: a mapping of keys to values is needed",
    "`jichim assess new 계획.yaml`이 만드는 틀에서 시작한다",
    "start from what `jichim assess new PLAN` writes",
)
NO_EVALUATOR = Message(
    "A002",
    "평가자를 적지 않았다",
    "the sheet names no evaluator",
    "`평가: {{평가자: 이름}}`을 적는다; 여러 사람의 평가는 평가자마다 파일을 나눈다",
    "write `평가: {{평가자: NAME}}`; keep one file for each evaluator",
)
UNKNOWN_KEY = Message(
    "A003",
    "`{where}`에 `{key}`(이)라는 항목은 없다",
    "`{where}` has no entry `{key}`",
    "{hint_ko}",
    "{hint_en}",
)
WRONG_SHAPE = Message(
    "A004",
    "`{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` takes {expected_en}",
    "`jichim assess new 계획.yaml`이 만드는 꼴을 따른다",
    "follow the form that `jichim assess new PLAN` writes",
)
TWICE = Message(
    "A005",
    "`{key}`을(를) 두 번 적었다",
    "`{key}` is written twice",
    "하나만 남긴다",
    "keep one of them",
)
NOT_A_DATE = Message(
    "A006",
    "`{written}`은(는) 날짜가 아니다",
    "`{written}` is not a date",
    "`2020-10-31`처럼 실제로 있는 날짜를 적는다",
    "write a date that exists, such as `2020-10-31`",
)
UNKNOWN_CRITERION = Message(
    "A007",
    "`{word}`(이)라는 평가항목은 없다",
    "there is no criterion `{word}`",
    "{hint_ko}",
    "{hint_en}",
)
OTHER_SUBJECT = Message(
    "A008",
    "`{word}`은(는) `{section}`이(가) 아니라 `{other}`에 적는 평가항목이다",
    "the criterion `{word}` belongs to `{other}`, not to `{section}`",
    "`{other}` 아래로 옮긴다",
    "move it below `{other}`",
)
UNKNOWN_SUBJECT = Message(
    "A009",
    "`{plan}`에 `{word}`(이)라는 {section}은(는) 없다",
    "`{plan}` has no {section} `{word}`",
    "{hint_ko}",
    "{hint_en}",
)
NOT_A_SCORE = Message(
    "A010",
    "`{written}`은(는) 점수가 아니다",
    "`{written}` is not a score",
    "{low}부터 {high}까지의 수를 적고, 매기지 않았으면 비워 둔다",
    "write a number from {low} to {high}, or leave it empty",
)
OFF_SCALE = Message(
    "A011",
    "`{written}`은(는) 척도 {low}~{high}을(를) 벗어난다",
    "`{written}` is outside of the scale {low} to {high}",
    "`{word}`의 점수는 {low}부터 {high}까지이다",
    "scores of `{word}` go from {low} to {high}",
)
SAME_EVALUATOR = Message(
    "A012",
    "평가자 `{name}`의 평가표가 둘 이상이다",
    "there is more than one sheet of the evaluator `{name}`",
    "한 사람의 평가표는 하나만 준다; 이름이 같은 다른 사람이면 소속을 붙여 구별한다",
    "give one sheet for each person; tell namesakes apart by adding their organisation",
)
NO_SUCH_PLAN = Message(
    "A013",
    "평가표의 계획 `{name}`이(가) 검토하는 계획에 없다",
    "the sheet is about the plan `{name}`, which is not reviewed here",
    "{hint_ko}",
    "{hint_en}",
)
WHICH_PLAN = Message(
    "A014",
    "평가표가 어느 계획에 대한 것인지 적지 않았다",
    "the sheet does not say which plan it is about",
    "계획을 여럿 검토할 때는 `평가: {{계획: 이름}}`을 적는다",
    "write `평가: {{계획: NAME}}` where several plans are reviewed",
)
NOTHING_RATED = Message(
    "A015",
    "평가표에 점수가 하나도 없다",
    "the sheet holds no score at all",
    "점수를 적은 파일인지 확인한다",
    "check that this is the file with the scores",
    Severity.WARNING,
)

SCHEME_KEY = Message(
    "A020",
    "평가 체계의 `{where}`에 `{key}`을(를) 쓸 수 없다",
    "the scheme has no key `{key}` in `{where}`",
    "{hint_ko}",
    "{hint_en}",
)
SCHEME_SHAPE = Message(
    "A021",
    "평가 체계의 `{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` of the scheme takes {expected_en}",
    "문서의 평가 체계 형식을 따른다",
    "follow the form of schemes in the docs",
)
SCHEME_NAME = Message(
    "A022",
    "평가 체계의 `{name}`은(는) {kind_ko}에 없다",
    "`{name}` is not among {kind_en}",
    "{hint_ko}",
    "{hint_en}",
)
SCHEME_SCALE = Message(
    "A023",
    "`{name}`의 척도 {own}이(가) 평가 체계의 척도 {scale}과(와) 다르다",
    "the scale {own} of `{name}` is not the scale {scale} of the scheme",
    "한 평가 체계의 항목은 척도를 같게 한다",
    "give the criteria of one scheme one scale",
)
SCHEME_TWICE = Message(
    "A024",
    "평가 체계에 `{name}`이(가) 두 번 있다",
    "`{name}` is in the scheme twice",
    "하나만 남긴다",
    "keep one of them",
)
