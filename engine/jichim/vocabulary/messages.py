"""The diagnostics of the vocabulary room (codes V…)."""

from __future__ import annotations

from jichim.diagnostic import Message

NOT_YAML = Message(
    "V001",
    "YAML로 읽을 수 없다: {problem}",
    "cannot be read as YAML: {problem}",
    "표시한 자리의 들여쓰기, 따옴표, `:` 뒤의 빈칸을 살핀다",
    "look at the indentation, the quotes and the space after `:` here",
)
WRONG_SHAPE = Message(
    "V002",
    "`{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` takes {expected_en}",
    "rules/vocabulary/README.md의 예를 따른다",
    "follow the example in rules/vocabulary/README.md",
)
UNKNOWN_KEY = Message(
    "V003",
    "`{key}`(이)라는 항목은 여기에 쓸 수 없다",
    "the key `{key}` does not belong here",
    "쓸 수 있는 것: {known}",
    "known here: {known}",
)
MISSING_KEY = Message(
    "V004",
    "`{name}`에 `{key}`이(가) 없다",
    "`{name}` has no `{key}`",
    "`{key}: …`을(를) 더한다",
    "add `{key}: …`",
)
UNKNOWN_KIND = Message(
    "V005",
    "`{kind}`(이)라는 종류는 없다",
    "there is no kind `{kind}`",
    "다음 가운데 하나를 쓴다: {known}",
    "use one of: {known}",
)
DEFINED_TWICE = Message(
    "V006",
    "`{name}`이(가) 두 번 정의되었다",
    "`{name}` is defined twice",
    "하나만 남긴다",
    "keep one of them",
)
SAME_SPELLING = Message(
    "V007",
    "`{word}`은(는) `{other}`의 이름으로 이미 쓰인다",
    "`{word}` is already a name of `{other}`",
    "빈칸, 가운뎃점, 대소문자만 다른 이름은 같은 이름이다; 하나를 바꾼다",
    "names that differ only in spaces, dots or case are the same; change one",
)
UNKNOWN_REFERENCE = Message(
    "V008",
    "`{key}`이(가) 가리키는 `{name}`이(가) 없다",
    "`{key}` refers to `{name}`, which does not exist",
    "{near_ko}",
    "{near_en}",
)
WRONG_REFERENCE = Message(
    "V009",
    "`{key}`이(가) 가리키는 `{name}`은(는) {expected_ko}이(가) 아니다",
    "`{key}` refers to `{name}`, which is not {expected_en}",
    "{expected_ko}을(를) 가리키게 고친다",
    "refer to {expected_en}",
)
KEY_OF_ANOTHER_KIND = Message(
    "V010",
    "`{kind}` 종류의 필드에는 `{key}`을(를) 쓸 수 없다",
    "a field of kind `{kind}` takes no `{key}`",
    "`{key}`을(를) 지우거나 `kind`를 고친다",
    "remove `{key}` or change `kind`",
)
CONTAINS_ITSELF = Message(
    "V011",
    "노드가 자기 자신을 포함한다: {cycle}",
    "a node type contains itself: {cycle}",
    "고리를 이루는 `node` 하나를 바꾼다",
    "change one `node` of the cycle",
)
BAD_NAME = Message(
    "V012",
    "`{name}`은(는) 표준 이름이 될 수 없다",
    "`{name}` cannot be a canonical name",
    "영문 소문자로 시작하여 소문자, 숫자, `_`만 쓴다",
    "start with a small Latin letter; use small letters, digits and `_` only",
)
NO_ROOT = Message(
    "V013",
    "`root`를 밝힌 파일이 없다",
    "no file states the `root`",
    "문서 전체의 노드 이름을 `root: plan`처럼 한 파일에 적는다",
    "state the node type of the whole document in one file, as in `root: plan`",
)
NO_FILES = Message(
    "V014",
    "어휘 파일이 없다",
    "there are no vocabulary files",
    "`*.yaml` 파일이 있는 폴더를 준다",
    "give a folder with `*.yaml` files",
)
UNREADABLE = Message(
    "V015",
    "파일을 읽을 수 없다: {problem}",
    "the file cannot be read: {problem}",
    "UTF-8로 저장한 파일인지, 읽을 권한이 있는지 살핀다",
    "check that the file is saved as UTF-8 and may be read",
)
