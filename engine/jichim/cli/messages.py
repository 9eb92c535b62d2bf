"""Diagnostics of the command line (C…): what was asked for cannot be done."""

from __future__ import annotations

from jichim.diagnostic import Message

NO_FOLDER = Message(
    "C001",
    "`{path}`에 쓸 수 없다: `{folder}` 폴더가 없다",
    "cannot write `{path}`: there is no folder `{folder}`",
    "폴더를 먼저 만들거나 다른 위치를 지정한다",
    "make the folder first or name another place",
)
IS_FOLDER = Message(
    "C002",
    "`{path}`에 쓸 수 없다: 폴더이다",
    "cannot write `{path}`: it is a folder",
    "파일 이름까지 적는다. 예: `{path}/{example}`",
    "name a file in it, such as `{path}/{example}`",
)
NOT_WRITTEN = Message(
    "C003",
    "`{path}`에 쓸 수 없다: {reason}",
    "cannot write `{path}`: {reason}",
    "쓰기 권한과 남은 공간을 확인하거나 다른 위치를 지정한다",
    "check the permissions and the space left, or name another place",
)
OVER_PLAN = Message(
    "C004",
    "결과를 `{path}`에 쓸 수 없다: 검토할 계획 파일이다",
    "cannot write the result to `{path}`: it is a plan to be reviewed",
    "`-o`에 다른 파일 이름을 준다",
    "give `-o` another name",
)
EXISTS = Message(
    "C005",
    "`{path}`이(가) 이미 있다",
    "`{path}` exists already",
    "다른 이름을 주거나, 덮어쓰려면 `--force`를 붙인다",
    "give another name, or `--force` to replace it",
)
BAD_DATE = Message(
    "C006",
    "`{word}`은(는) 검토 기준일이 아니다",
    "`{word}` is not a review date",
    "`2020-10-31`처럼 실제로 있는 날짜를 적거나, 계획의 제출일로 검토하려면 `submitted`라고 적는다",
    "write a date that exists, such as `2020-10-31`, or `submitted` for the plan's own date",
)
NO_INSTRUMENT = Message(
    "C007",
    "검토할 기준이 남아 있지 않다: 주어진 기준이 모두 초안이다",
    "no instrument is left to review against: all that are given are drafts",
    "`--no-drafts`를 빼거나, 시행 중인 기준을 `--policy`로 준다",
    "leave out `--no-drafts`, or give an instrument in force with `--policy`",
)
STDIN_TWICE = Message(
    "C008",
    "표준 입력 `-`는 한 번만 읽을 수 있다",
    "standard input `-` can be read only once",
    "`-`를 하나만 남기고 나머지 계획은 파일로 준다",
    "keep one `-` and give the other plans as files",
)
NO_SUCH_NODE = Message(
    "C009",
    "`{word}`(이)라는 대상이 어휘에 없다",
    "the vocabulary has no node `{word}`",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
NOTHING_FOUND = Message(
    "C010",
    "`{word}`에 맞는 항목이 어휘에 없다",
    "nothing in the vocabulary matches `{word}`",
    "더 짧은 낱말로 찾거나, 낱말 없이 `jichim vocab`으로 전체를 본다",
    "try a shorter word, or see everything with `jichim vocab`",
)
NO_CRITERIA = Message(
    "C012",
    "기준에 평가항목이 하나도 없다",
    "the policy declares no criterion",
    "평가항목이 있는 기준을 `--policy`로 준다",
    "give an instrument with criteria with `--policy`",
)
NEEDS_FILE = Message(
    "C013",
    "`{form}` 형식은 화면에 쓸 수 없다: 파일이 필요하다",
    "the format `{form}` cannot be written to the screen: it needs a file",
    "`-o 결과.{suffix}`처럼 파일 이름을 준다",
    "name a file, such as `-o result.{suffix}`",
)
NEEDS_EXTRA = Message(
    "C014",
    "`{form}` 형식에 필요한 `{library}`이(가) 설치되어 있지 않다",
    "the format `{form}` needs `{library}`, which is not installed",
    "`pip install 'jichim[{extra}]'`로 함께 설치한다",
    "install it along: `pip install 'jichim[{extra}]'`",
)
UNKNOWN_CHOICE = Message(
    "C015",
    "`{word}`(이)라는 값은 어휘에 없다",
    "the vocabulary has no value `{word}`",
    "{near} 가운데 하나인지 본다. 쓸 수 있는 값은 `jichim vocab`에 있다",
    "did you mean {near}? `jichim vocab` lists the values",
)
BAD_DAY = Message(
    "C017",
    "`{word}`은(는) 날짜가 아니다",
    "`{word}` is not a day",
    "`2026-01-01`처럼 실제로 있는 날짜를 적는다",
    "write a day that exists, such as `2026-01-01`",
)
IN_PLACE_ALONE = Message(
    "C018",
    "`--in-place`는 `-i`와 함께, `-o` 없이 쓴다: 답을 계획 파일에 쓴다는 뜻이다",
    "`--in-place` goes with `-i` and without `-o`: it writes the answers into the plan",
    "물어서 답하려면 `-i`를 붙이고, 질문만 적으려면 `-o 질문.md`를 준다",
    "add `-i` to answer the questions, or write only the questions with `-o questions.md`",
)
FORM_IN_PLACE = Message(
    "C019",
    "엑셀 양식에는 답을 써넣지 않는다",
    "answers are not written into an Excel form",
    "`-o 답한계획.yaml`로 답한 계획을 글로 쓰거나, 양식의 칸에 답을 적는다",
    "write the answered plan as text with `-o answered.yaml`, or fill in the cells of the form",
)
NO_OPTION = Message(
    "C020",
    "`{word}`(이)라는 옵션은 없다",
    "there is no option `{word}`",
    "{near_ko}쓸 수 있는 옵션은 `{command} --help`에 있다",
    "{near_en}`{command} --help` lists the options",
)
NO_COMMAND = Message(
    "C021",
    "`{word}`(이)라는 명령은 없다",
    "there is no command `{word}`",
    "{near_ko}쓸 수 있는 명령은 `{command} --help`에 있다",
    "{near_en}`{command} --help` lists the commands",
)
NOT_GIVEN = Message(
    "C022",
    "`{name}`을(를) 적지 않았다",
    "`{name}` is missing",
    "쓰는 법은 `{command} --help`에 있다",
    "`{command} --help` shows how it is used",
)
BAD_VALUE = Message(
    "C023",
    "`{word}`은(는) `{name}`에 쓸 수 있는 값이 아니다",
    "`{word}` is not a value of `{name}`",
    "{takes_ko}",
    "{takes_en}",
)
NO_VALUE = Message(
    "C024",
    "`{name}` 뒤에 값이 없다",
    "there is no value after `{name}`",
    "값을 적는다. 쓰는 법은 `{command} --help`에 있다",
    "write a value; `{command} --help` shows how it is used",
)
FLAG = Message(
    "C027",
    "`{name}`에는 값을 붙이지 않는다",
    "`{name}` takes no value",
    "`{name}`만 적는다",
    "write `{name}` alone",
)
LEFT_OVER = Message(
    "C025",
    "`{word}`을(를) 쓸 데가 없다",
    "there is no use for `{word}`",
    "빈칸이 든 이름은 따옴표로 묶는다. 쓰는 법은 `{command} --help`에 있다",
    "put quotes around a name with spaces; `{command} --help` shows how it is used",
)
WRONG_USE = Message(
    "C026",
    "쓰는 법이 맞지 않는다: {reason_ko}",
    "this is not how it is used: {reason_en}",
    "쓰는 법은 `{command} --help`에 있다",
    "`{command} --help` shows how it is used",
)
NOT_A_RULE_FILE = Message(
    "C028",
    "`{path}`은(는) `{folder}` 폴더 안의 `{suffix}` 파일이 아니다",
    "`{path}` is no `{suffix}` file inside of the folder `{folder}`",
    "`--file`에 그 폴더를 기준으로 한 이름을 준다. 예: `{example}`",
    "name the file with `--file` as seen from that folder, such as `{example}`",
)
NO_CHECK = Message(
    "C060",
    "`{code}`(이)라는 검사는 없다",
    "there is no check `{code}`",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
NOTHING_TO_WATCH = Message(
    "C080",
    "지켜볼 규칙이 없다: `{path}`",
    "there are no rules to watch: `{path}`",
    "있는 기준의 이름이나 정책 파일(.jichim), 그런 파일이 든 폴더를 `--policy`로 준다",
    "give an instrument, a policy file (.jichim) or a folder that holds one with `--policy`",
)
WATCH_NEEDS_EXTRA = Message(
    "C081",
    "`watch`에 필요한 watchfiles가 설치되어 있지 않다",
    "`watch` needs watchfiles, which is not installed",
    "`pip install 'jichim[watch]'`로 함께 설치한다",
    "install it along: `pip install 'jichim[watch]'`",
)
