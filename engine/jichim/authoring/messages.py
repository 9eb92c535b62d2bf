"""The diagnostics of the authoring room (codes T0…): gaps between an instrument and its source."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

OPEN_ITEM = Message(
    "T001",
    "항목 `{item}`({title})은(는) 규칙도 없고 까닭도 적혀 있지 않다",
    "the item `{item}` ({title}) has neither a rule nor a reason",
    "규칙이나 평가항목의 `항목`에 적거나, `without_rule`에 까닭을 적는다",
    "name it in the `항목` of a rule or criterion, or give the reason in `without_rule`",
)
NO_CITATION = Message(
    "T002",
    "`{name}`에 근거가 없다",
    "`{name}` cites nothing",
    "`근거`에 장·절·표·그림을 적는다",
    "write chapter, section, table or figure after `근거`",
)
NO_ITEM = Message(
    "T003",
    "`{name}`이(가) 어느 항목을 옮긴 것인지 없다",
    "`{name}` does not say which source item it encodes",
    "`항목`에 출처의 항목 번호를 적는다",
    "write the id of the source item after `항목`",
)
UNKNOWN_ITEM = Message(
    "T004",
    "`{name}`의 항목 `{item}`은(는) 출처의 목록에 없다",
    "the item `{item}` of `{name}` is not in the list of the source",
    "{hint_ko}",
    "{hint_en}",
)
UNKNOWN_REASON = Message(
    "T005",
    "까닭을 적은 항목 `{item}`은(는) 출처의 목록에 없다",
    "a reason is given for `{item}`, which is not in the list of the source",
    "{hint_ko}",
    "{hint_en}",
)
SAME_ITEM = Message(
    "T006",
    "항목 `{item}`이(가) 목록에 두 번 있다",
    "the item `{item}` is in the list twice",
    "하나만 남긴다",
    "keep one of them",
)
STALE_REASON = Message(
    "T007",
    "항목 `{item}`에는 규칙이 없는 까닭이 있는데 {names}이(가) 옮겼다",
    "a reason says why `{item}` has no rule, but {names} encodes it",
    "`without_rule`에서 지운다",
    "remove it from `without_rule`",
    Severity.WARNING,
)
BAD_TRACE = Message(
    "T008",
    "trace.yaml의 `{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` of trace.yaml takes {expected_en}",
    "`items: [{{id: …, kind: …, scope: …, ko: …}}]`, `without_rule: {{ID: {{reason_ko: …, reason_en: …}}}}`",
    "`items: [{{id: …, kind: …, scope: …, ko: …}}]`, `without_rule: {{ID: {{reason_ko: …, reason_en: …}}}}`",
)
NO_TRACE = Message(
    "T009",
    "기준 `{name}`에는 trace.yaml도 provisions.yaml도 없어 추적표를 만들지 않았다",
    "the instrument `{name}` has neither trace.yaml nor provisions.yaml, so it is not traced",
    "기준의 폴더에 출처의 항목을 적은 trace.yaml이나 조문을 적은 provisions.yaml을 둔다",
    "put a trace.yaml with the items of the source, or a provisions.yaml, in its folder",
    Severity.NOTE,
)
EMPTY_TRACE = Message(
    "T010",
    "추적표의 내용이 없다",
    "there is no trace here",
    "`items:` 아래에 출처의 항목을 적는다",
    "write the items of the source below `items:`",
)
BOTH = Message(
    "T011",
    "조문 `{item}`은(는) {names}이(가) 옮겼는데 규칙이 없는 까닭도 있다",
    "the provision `{item}` is encoded by {names} and has a reason for having no rule",
    "규칙이 맞으면 `without_rule`을 지우고, 까닭이 맞으면 규칙의 `항목`에서 지운다",
    "remove its `without_rule` if the rule is right, or the id from `항목` if the reason is",
)
NO_ADDRESS = Message(
    "T012",
    "`{name}`의 근거에 `{instrument}`의 조문이 없다",
    "`{name}` cites no provision of `{instrument}`",
    "`근거 제20조③`처럼 조문의 주소를 적는다",
    "write its address, as in `cites 제20조③`",
)
UNKNOWN_ADDRESS = Message(
    "T013",
    "`{name}`의 근거 `{address}`은(는) `{instrument}`의 조문 목록에 없다",
    "`{name}` cites `{address}`, which is not in the list of provisions of `{instrument}`",
    "{hint_ko}",
    "{hint_en}",
)
UNLISTED_ADDRESS = Message(
    "T014",
    "`{name}`의 근거 `{address}`은(는) `{instrument}`에서 골라 실은 조문 가운데 없다",
    "`{name}` cites `{address}`, which is not among the selected provisions of `{instrument}`",
    "원문에 있는 조문인지 확인한다",
    "look it up in the text",
    severity=Severity.NOTE,
)
UNCITED_ITEM = Message(
    "T015",
    "`{name}`의 항목 `{item}`은(는) `{address}`인데 근거에 없다",
    "`{name}` encodes `{item}`, which stands at `{address}`, and does not cite it",
    "근거에 `{address}`을(를) 적거나 항목을 고친다",
    "cite `{address}`, or correct the item",
)
UNENCODED_CITATION = Message(
    "T016",
    "`{name}`의 근거 `{address}`에 맞는 항목이 없다",
    "`{name}` cites `{address}`, of which it names no item",
    "그 조문을 옮겼으면 항목에 번호를 적고, 아니면 `해설`에서 말한다",
    "name its id after `항목` if the rule encodes it, else mention it in a `해설`",
    Severity.WARNING,
)
OTHER_ENDING = Message(
    "T017",
    "`{name}`의 의무 `{duty}`이(가) 조문의 끝말과 다르다: {endings}",
    "the duty `{duty}` of `{name}` is not the ending of the provision: {endings}",
    "조문의 끝말을 그대로 적는다",
    "write the ending as the list has it",
)
OTHER_DUTY = Message(
    "T018",
    "`{name}`의 의무 `{duty}`은(는) {own}인데 조문 `{item}`은(는) {its}이다",
    "the duty `{duty}` of `{name}` is {own}, that of the provision `{item}` is {its}",
    "끝말 표(endings.yaml)와 조문 목록 가운데 틀린 쪽을 고친다. 의무가 둘이면 규칙도 둘이다",
    "correct the table of endings or the list; two duties are two rules",
)
NO_DUTY = Message(
    "T019",
    "`{name}`이(가) 옮긴 조문 `{item}`은(는) 의무를 지우지 않는다({modality})",
    "the provision `{item}` that `{name}` encodes lays no duty on anyone ({modality})",
    "규칙이 아니라 `without_rule`로 다룰 것인지 확인한다",
    "see whether it should have a `without_rule` instead",
    Severity.WARNING,
)
ENDING_OF_LIST = Message(
    "T020",
    "조문 `{item}`의 끝말 `{ending}`은(는) 끝말 표에서 {own}인데 목록에는 {its}(으)로 적혀 있다",
    "the ending `{ending}` of the provision `{item}` is {own} in the table of endings and {its} in the list",
    "둘 가운데 틀린 쪽을 고친다",
    "correct the one that is wrong",
    Severity.WARNING,
)
DANGLING = Message(
    "T021",
    "{instrument} {at}: `{cites}`을(를) 인용하나 그런 조문이 없다. {what_ko}",
    "{instrument} {at} cites `{cites}`, which does not exist: {what_en}",
    "{effect_ko}",
    "{effect_en}",
    Severity.NOTE,
)
DANGLING_REFERENCE = Message(
    "T022",
    "조문 `{item}`이(가) 가리키는 `{address}`은(는) `{instrument}`의 조문 목록에 없다",
    "the provision `{item}` refers to `{address}`, which is not in the list of `{instrument}`",
    "원문의 인용이 깨졌으면 defects.yaml에 적고, 목록의 잘못이면 고친다",
    "write it in defects.yaml if the law is wrong, or correct the list",
    Severity.NOTE,
)
DEFECT = Message(
    "T023",
    "{instrument} {at}: {what_ko}",
    "{instrument} {at}: {what_en}",
    "{effect_ko}",
    "{effect_en}",
    Severity.NOTE,
)
UNKNOWN_GAP = Message(
    "T150",
    "빈틈을 적은 `{name}`의 `{what}`은(는) 기준에 없다",
    "a gap is explained for `{what}` of `{name}`, which the policy does not have",
    "`jichim rules coverage`가 쓰는 이름으로 적는다 (비슷한 이름: {near})",
    "write it as `jichim rules coverage` does (near: {near})",
)
STALE_GAP = Message(
    "T151",
    "`{name}`의 `{what}`은(는) 빈틈이 아닌데 까닭이 적혀 있다",
    "a reason is given for `{what}` of `{name}`, which is no gap",
    "coverage.yaml에서 지운다",
    "remove it from coverage.yaml",
)
NO_TEST = Message(
    "T152",
    "기준 `{name}`에는 규칙이 {rules}개 있으나 시험이 하나도 없다",
    "the instrument `{name}` has {rules} rules and no test",
    "규칙 곁에 `시험`을 적거나 폴더에 `*.cases.yaml`을 둔다",
    "write a `test` beside the rules, or put a `*.cases.yaml` in the folder",
)
BELOW_MINIMUM = Message(
    "T153",
    "{measure_ko} {percent}%가 최소 {minimum}%에 미치지 못한다 ({covered}/{total})",
    "{measure_en} are covered to {percent}%, below the minimum of {minimum}% ({covered}/{total})",
    "빈틈을 시험하거나 coverage.yaml에 까닭을 적는다",
    "test what is missing, or explain it in coverage.yaml",
)
NOTHING_NAMED = Message(
    "T154",
    "`{name}`에 맞는 규칙, 도출이나 시험이 없다",
    "no rule, derivation or test is called `{name}`",
    "{near_ko}",
    "{near_en}",
)
CASE_KEY = Message(
    "T155",
    "{file}의 `{key}`은(는) 쓰이지 않는 말이다",
    "`{key}` of {file} means nothing here",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
CASE_SHAPE = Message(
    "T156",
    "{file}의 `{key}`에는 {expected_ko}이(가) 와야 한다",
    "`{key}` of {file} takes {expected_en}",
    "표마다 `제목`, `대상`, `전제`, `기대`, `행`을 적는다",
    "a table has `title`, `subject`, `given`, `expect` and `rows`",
)
CASE_WIDTH = Message(
    "T157",
    "행의 칸이 {got}개인데 열은 {wanted}개이다",
    "the row has {got} cells, and there are {wanted} columns",
    "`전제`의 열, `기대`의 열의 차례로 칸을 적는다. 적지 않을 칸은 `~`로 둔다",
    "write the cells of `given`, then of `expect`; `~` leaves one out",
)
CASE_NAME = Message(
    "T158",
    "`{name}`에 맞는 규칙이나 도출이 없다",
    "there is no rule or derivation `{name}`",
    "{near_ko}",
    "{near_en}",
)
CASE_VALUE = Message(
    "T159",
    "`{name}`에서 `{word}`은(는) 나올 수 없다",
    "`{name}` cannot be `{word}`",
    "다음 가운데 하나를 적는다: {known}",
    "write one of: {known}",
)
CASE_SUBJECT = Message(
    "T160",
    "대상 `{name}`은(는) 어휘에 없다",
    "the subject `{name}` is not in the vocabulary",
    "{near_ko}",
    "{near_en}",
)
CROSSWALK_ID = Message(
    "T024",
    "제안 `{proposal}`의 `{id}`은(는) 항목이나 조문의 목록에 없다",
    "`{id}` of the proposal `{proposal}` is in no list of items or provisions",
    "trace.yaml이나 provisions.yaml에 있는 번호를 적는다",
    "write an id of trace.yaml or of provisions.yaml",
)
NO_CROSSWALK = Message(
    "T025",
    "주어진 기준에는 crosswalk.yaml이 없다",
    "none of the instruments has a crosswalk.yaml",
    "제안을 담은 초안을 `--policy`로 준다",
    "give a draft that holds proposals with `--policy`",
)
NO_RULE_FILES = Message(
    "T060",
    "`{path}`에 정책 파일이 없다",
    "there is no policy file in `{path}`",
    "이름이 `{suffix}`(으)로 끝나는 파일이나 그런 파일이 있는 폴더를 준다",
    "give a file whose name ends in `{suffix}`, or a folder with such files",
)
UNREADABLE_RULES = Message(
    "T061",
    "`{path}`을(를) 읽을 수 없다: {reason}",
    "cannot read `{path}`: {reason}",
    "UTF-8로 저장한 파일인지, 읽을 권한이 있는지 확인한다",
    "check that it is a file in UTF-8 that may be read",
)
ID_TAKEN = Message(
    "T062",
    "`{name}`(이)라는 이름은 이미 쓰였다",
    "the name `{name}` is taken",
    "다른 번호를 준다",
    "give another id",
)
BAD_ID = Message(
    "T063",
    "`{name}`은(는) 규칙의 번호가 될 수 없다",
    "`{name}` cannot be the id of a rule",
    "글자로 시작하고 글자, 숫자, `_`, `·`, `-`, `.`만 쓴다. 예: `{example}`",
    "begin with a letter and use letters, digits, `_`, `·`, `-` and `.`, such as `{example}`",
)
NO_SUBJECT = Message(
    "T064",
    "`{name}`(이)라는 대상이 어휘에 없다",
    "the vocabulary has no subject `{name}`",
    "다음 가운데 하나를 준다: {known}",
    "give one of: {known}",
)
NO_DUTY_WORDS = Message(
    "T065",
    "`{name}`은(는) 끝말의 표에 없다",
    "`{name}` is not in the table of endings",
    "`하여야 한다`, `할 수 있다`처럼 조문의 끝말을 준다",
    "give the ending of the provision, such as `하여야 한다` or `할 수 있다`",
)
NO_SIDE = Message(
    "T080",
    "`{given}`은(는) 파일도 폴더도 실린 기준도 git 판도 아니다",
    "`{given}` is no file, folder, shipped instrument or git revision",
    "견줄 폴더나 파일, `HEAD~1`이나 `HEAD~1:rules/지침` 같은 git 판을 준다. 실린 기준: {known}",
    "give a folder, a file, or a revision such as `HEAD~1` or `HEAD~1:rules/guideline`; shipped: {known}",
)
NO_GIT = Message(
    "T081",
    "`{given}`을(를) git에서 읽을 수 없다: {reason}",
    "`{given}` cannot be read from git: {reason}",
    "git을 설치하고 저장소 안에서 실행하거나, 두 판을 폴더로 준다",
    "install git and run inside the repository, or give both versions as folders",
)
NO_RULES_IN = Message(
    "T082",
    "`{given}`에 정책 파일(.jichim)이 없다",
    "`{given}` holds no policy file (.jichim)",
    "정책 파일이 있는 폴더를 준다. 판에서는 `{given}:폴더`처럼 적는다",
    "give a folder with policy files; in a revision write `REV:folder`",
)
BAD_RULE_FILE = Message(
    "T083",
    "`{name}`을(를) 읽을 수 없다: {reason}",
    "cannot read `{name}`: {reason}",
    "읽을 권한이 있는지, UTF-8로 된 2MB보다 작은 파일인지 확인한다",
    "check the permission to read it, and that it is UTF-8 and smaller than 2 MB",
)
