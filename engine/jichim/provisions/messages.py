"""The diagnostics of the files beside the rules (codes L0…)."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

SHAPE = Message(
    "L001",
    "`{file}`의 `{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` of `{file}` takes {expected_en}",
    "같은 파일의 다른 줄과 견주어 꼴을 맞춘다",
    "give it the form of the other entries of the file",
)
UNKNOWN_KEY = Message(
    "L002",
    "`{file}`에 `{key}`(이)라는 키는 없다",
    "`{file}` has no key `{key}`",
    "{hint_ko}",
    "{hint_en}",
)
BAD_ADDRESS = Message(
    "L003",
    "`{text}`을(를) 조문의 주소로 읽을 수 없다",
    "`{text}` is not the address of a provision",
    "`제9조②2가`, `법 제8조①9의2`처럼 적는다. 앞의 이름은 citation.yaml의 `names`에 있어야 한다",
    "write it as in `제9조②2가`, `법 제8조①9의2`; a name before it stands in `names` of citation.yaml",
)
UNKNOWN_WORD = Message(
    "L004",
    "`{key}`에 `{word}`(이)라는 값은 없다",
    "`{word}` is no value of `{key}`",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
TWICE = Message(
    "L005",
    "`{id}`이(가) 두 번 있다",
    "`{id}` is there twice",
    "한 문장에 의무가 둘이면 `a`, `b`를 붙여 다른 번호를 준다",
    "give two duties of one sentence different ids, with `a` and `b` at the end",
)
EMPTY = Message(
    "L006",
    "내용이 없는 파일이다",
    "there is nothing in this file",
    "내용을 적거나 파일을 지운다",
    "write its entries or delete it",
)
UNKNOWN_FIELD = Message(
    "L007",
    "점검표의 `{path}`은(는) 어휘에 없는 필드이다",
    "the vocabulary has no field `{path}`, which the checklist reads",
    "{hint_ko}",
    "{hint_en}",
)
NO_REASON = Message(
    "L008",
    "`{id}`에 규칙이 없는 까닭을 {lang_ko}(으)로 적지 않았다",
    "the reason why `{id}` has no rule is not given in {lang_en}",
    "`without_rule: {{kind: …, ko: …, en: …}}`로 적는다",
    "write `without_rule: {{kind: …, ko: …, en: …}}`",
    Severity.WARNING,
)
