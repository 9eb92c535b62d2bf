"""The diagnostics of the syntax room: S00x characters, S01x sentences, S02x clauses, S03x bounds."""

from __future__ import annotations

from jichim.diagnostic import Message, Text

BAD_CHARACTER = Message(
    "S001",
    "`{found}`은(는) 여기에 쓸 수 없는 문자이다",
    "the characters `{found}` mean nothing here",
    "{advice_ko}",
    "{advice_en}",
)
OPEN_STRING = Message(
    "S002",
    "글을 닫는 따옴표가 없다",
    "text without a closing quote",
    '같은 줄 안에서 `"`로 닫는다. 글 안의 줄바꿈은 `\\n`, 따옴표는 `\\"`로 쓴다',
    'close it with `"` on the same line; inside text a line break is `\\n` and a quote is `\\"`',
)
BAD_ESCAPE = Message(
    "S003",
    "`{found}`은(는) 모르는 표기이다",
    "the escape `{found}` is not known",
    '글 안에는 `\\"`, `\\\\`, `\\n`, `\\t`, `\\r`만 쓸 수 있다. `\\` 자체는 `\\\\`로 쓴다',
    'text knows `\\"`, `\\\\`, `\\n`, `\\t` and `\\r`; write `\\\\` for a backslash itself',
)
BAD_BACKTICKS = Message(
    "S004",
    "역따옴표 안에 든 것이 이름이 아니다",
    "what stands in backticks is not a name",
    "이름은 글자나 `_`로 시작하고 글자, 숫자, `_`, `·`, `-`, `.`로 이어진다. 같은 줄에서 닫는다",
    "a name starts with a letter or `_`, then letters, digits, `_`, `·`, `-`, `.`; close it on the same line",
)
BAD_DATE = Message(
    "S005",
    "`{found}`은(는) 달력에 없는 날짜이다",
    "the date `{found}` is not in the calendar",
    "날짜는 `2020-10-31`처럼 연-월-일로 쓴다. 뺄셈이면 `-` 양쪽을 띄운다",
    "write a date as year-month-day, `2020-10-31`; for a subtraction put spaces around `-`",
)
WRONG_OPERATOR = Message(
    "S006",
    "`{found}` 기호는 쓰지 않는다",
    "`{found}` is not an operator here",
    "`{ko}`(으)로 쓴다",
    "write `{en}`",
)
CURLY_QUOTES = Message(
    "S007",
    "글을 굽은 따옴표로 묶었다",
    "text in curly quotes",
    '곧은 따옴표 `"`로 바꾼다. 문서 편집기에서 붙여 넣으면 모양이 바뀐다',
    'use straight quotes `"`; a word processor changes them when text is pasted',
)

UNEXPECTED = Message(
    "S010",
    "`{found}`은(는) 여기에 올 수 없다. 올 수 있는 것: {expected_ko}",
    "found `{found}` where {expected_en} was expected",
)
ENDS_EARLY = Message(
    "S011",
    "`{found}` 다음에서 선언이 끝났는데 더 있어야 한다: {expected_ko}",
    "the declaration ends after `{found}` where {expected_en} was expected",
)
KEYWORD_AS_NAME = Message(
    "S012",
    "예약어 `{found}`은(는) 그대로 이름으로 쓸 수 없다",
    "the keyword `{found}` cannot be a name as it stands",
    "이름이라면 역따옴표로 감싼다: `` `{found}` ``",
    "if it is meant as a name, put it in backticks: `` `{found}` ``",
)
UNKNOWN_WORD = Message(
    "S013",
    "`{found}`은(는) 여기에 쓸 수 없는 낱말이다",
    "the word `{found}` means nothing here",
    "`{nearest}`을(를) 뜻했는가?",
    "did you mean `{nearest}`?",
)
MISSING_QUOTES = Message(
    "S014",
    "`{after}` 다음의 글에 따옴표가 없다",
    "the text after `{after}` is not in quotes",
    '글은 `"`로 감싼다: `{after} "{found}…"`',
    'put the text in `"` quotes: `{after} "{found}…"`',
)
OUTSIDE = Message(
    "S015",
    "`{found}`은(는) 어느 선언에도 들지 않는다",
    "`{found}` stands outside of any declaration",
    "{advice_ko}",
    "{advice_en}",
)
MISPLACED_CLAUSE = Message(
    "S016",
    "`{declaration}`에는 `{found}` 절이 없다",
    "a `{declaration}` has no clause `{found}`",
    "쓸 수 있는 절: {clauses_ko}",
    "its clauses are {clauses_en}",
)

TWICE = Message(
    "S020",
    "`{found}` 절이 두 번 나온다",
    "the clause `{found}` is given twice",
    "하나로 합친다",
    "keep one of them",
)
MISSING_CLAUSE = Message(
    "S021",
    "`{declaration}`에 꼭 필요한 것이 없다: {clause_ko}",
    "this `{declaration}` lacks {clause_en}",
)
HEADER_NOT_FIRST = Message(
    "S022",
    "`{found}` 선언이 파일의 처음이 아니다",
    "`{found}` must be the first declaration of a file",
    "파일 맨 앞으로 옮긴다",
    "move it to the top of the file",
)
HEADER_TWICE = Message(
    "S023",
    "한 파일에 `{found}` 선언이 둘이다",
    "a file has only one `{found}`",
    "하나만 두거나 파일을 나눈다",
    "keep one, or split the file",
)
ROW_WIDTH = Message(
    "S024",
    "이 행은 조건 {inputs}칸, 결과 {outputs}칸인데 표 머리는 조건 {head_inputs}칸, 결과 {head_outputs}칸이다",
    "this row has {inputs} conditions and {outputs} results, the heading {head_inputs} and {head_outputs}",
    "머리와 칸 수를 맞춘다. 무엇이든 되는 조건은 `-`로 쓴다",
    "give it the cells of the heading; a condition that does not matter is `-`",
)
NO_ROWS = Message(
    "S025",
    "판정표 `{name}`에 행이 없다",
    "the table `{name}` has no rows",
    "`| 조건 | => 결과 |` 머리 아래에 행을 하나 이상 쓴다",
    "write a heading `| condition | => result |` and at least one row below it",
)
HEADING_CELL = Message(
    "S026",
    "표 머리의 칸 `{found}`이(가) 이름이 아니다",
    "the heading cell `{found}` is not a name",
    "표의 첫 행에는 조건과 결과의 이름만 쓴다",
    "the first row of a table holds the names of its conditions and results",
)
PERIOD_TWICE = Message(
    "S027",
    "기간의 `{found}`이(가) 두 번 나온다",
    "the period says `{found}` twice",
    "`2020-01-01 부터 2020-12-31 까지`처럼 쓴다",
    "write `from 2020-01-01 until 2020-12-31`",
)
PERIOD_BACKWARDS = Message(
    "S028",
    "기간이 시작하기 전에 끝난다",
    "the period ends before it starts",
    "`부터`와 `까지`의 날짜를 확인한다",
    "check the dates after `from` and `until`",
)
CASE_OUTSIDE_READING = Message(
    "S029",
    "해석이 있는 도출인데 이 경우는 어느 해석에도 들지 않는다",
    "a case outside of the readings of its derivation",
    "경우를 해석 아래로 옮기거나 해석을 없앤다",
    "move the case below a reading, or do without readings",
)

TOO_LONG = Message(
    "S030",
    "파일이 너무 길다: {found}자, 한도 {limit}자",
    "the file is too long: {found} characters of at most {limit}",
    "정책을 여러 파일로 나눈다",
    "split the policy into several files",
)
TOO_MANY_WORDS = Message(
    "S031",
    "파일에 낱말이 너무 많다: 한도 {limit}개",
    "the file has too many words: at most {limit}",
    "정책을 여러 파일로 나눈다",
    "split the policy into several files",
)
TOO_DEEP = Message(
    "S032",
    "식이 너무 깊다: 한도 {limit}겹",
    "the expression is too deep: at most {limit} levels",
    "`정의`로 이름을 붙여 식을 나눈다",
    "split it and name the parts with `define`",
)
TOO_MANY_MISTAKES = Message(
    "S033",
    "오류가 {limit}개를 넘어 나머지는 보이지 않는다",
    "more than {limit} mistakes; the rest is not shown",
    "앞의 오류부터 고친다",
    "mend the first ones and try again",
)

FIRST_PLACE = Text("처음 나온 곳", "first given here")
HEADING_PLACE = Text("표 머리", "the heading")
OPENED_PLACE = Text("여기서 열림", "opened here")
