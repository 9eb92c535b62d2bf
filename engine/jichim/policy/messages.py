"""The diagnostics of the policy room (codes R…)."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

UNKNOWN_NAME = Message(
    "R001",
    "`{name}`(이)라는 이름을 알 수 없다",
    "unknown name `{name}`",
    "{near_ko}",
    "{near_en}",
)
AMBIGUOUS_NAME = Message(
    "R002",
    "`{name}`이(가) 여러 곳에 있다: {paths}",
    "`{name}` exists in several places: {paths}",
    "어느 것인지 경로를 붙여 적는다(예: `{first}`)",
    "write the path of the one meant, such as `{first}`",
)
TYPE_MISMATCH = Message(
    "R003",
    "{left_ko}와(과) {right_ko}은(는) 비교하거나 계산할 수 없다",
    "{left_en} and {right_en} cannot be compared or combined",
    "두 쪽의 단위와 종류를 맞춘다",
    "give both sides the same kind and unit",
)
NOT_A_CONDITION = Message(
    "R004",
    "`{text}`은(는) 참·거짓을 가리는 조건이 아니다",
    "`{text}` is not a condition",
    "비교(`=`, `<`)나 `기재`, `있음`을 덧붙인다",
    "add a comparison (`=`, `<`) or a presence word (`stated`, `given`)",
)
NOT_A_VALUE = Message(
    "R005",
    "`{text}` 자리에는 값이 와야 한다",
    "a value is needed in the place of `{text}`",
    "필드, 기준값, 수량 가운데 하나를 적는다",
    "write a field, a parameter or a quantity",
)
UNKNOWN_CHOICE = Message(
    "R006",
    "`{name}`은(는) `{field}`의 값이 아니다",
    "`{name}` is not a value of `{field}`",
    "{near_ko}",
    "{near_en}",
)
BAD_QUANTITY = Message(
    "R007",
    "`{text}`을(를) 수량으로 읽을 수 없다",
    "`{text}` cannot be read as a quantity",
    "단위를 확인한다(원, 천원, 억원, %, 일, 개월, 년, 명, 건)",
    "check the unit (원, 천원, 억원, %, 일, 개월, 년, 명, 건)",
)
UNKNOWN_SUBJECT = Message(
    "R008",
    "`{name}`은(는) 대상이 될 수 없다",
    "`{name}` is not a subject",
    "{near_ko}",
    "{near_en}",
)
NOT_A_LIST = Message(
    "R009",
    "`{name}`은(는) 기록 목록이 아니다",
    "`{name}` is not a list of records",
    "비용, 수익처럼 여러 기록을 담는 이름을 적는다",
    "name a list of records, such as `costs` or `revenues`",
)
DUPLICATE = Message(
    "R010",
    "`{name}`이(가) 두 번 정의되었다",
    "`{name}` is declared twice",
    "하나를 지우거나 이름을 바꾼다",
    "delete one of them or rename it",
)
UNKNOWN_DUTY = Message(
    "R011",
    "의무어 `{phrase}`을(를) 끝말 표에서 찾을 수 없다",
    "the duty `{phrase}` is not in the table of endings",
    "{near_ko}",
    "{near_en}",
)
MISSING_CLAUSE = Message(
    "R012",
    "`{name}`에 `{clause_ko}`이(가) 없다",
    "`{name}` has no `{clause_en}`",
    "`{clause_ko}`을(를) 적는다",
    "add `{clause_en}`",
)
CYCLE = Message(
    "R013",
    "도출이 자기 자신에게 돌아온다: {cycle}",
    "derivations depend on themselves: {cycle}",
    "고리를 끊는다. 판단불가는 부정과 같아서, 자신에게 기대는 도출은 답이 정해지지 않는다",
    "break the cycle; as unknown acts like negation, a derivation that rests on itself has no settled value",
)
CASES_OVERLAP = Message(
    "R014",
    "`{name}`의 경우 `{first}`와(과) `{second}`이(가) 함께 성립할 수 있다",
    "the cases `{first}` and `{second}` of `{name}` can both hold",
    "조건을 서로 겹치지 않게 적거나 `판정 우선`이라고 적는다",
    "make the conditions exclusive, or write `hit first`",
)
TABLE_GAP = Message(
    "R015",
    "판정표 `{name}`에 맞는 행이 없는 조합이 {count}개 있다(예: {example})",
    "table `{name}` has {count} combinations without a row (for example {example})",
    "원문이 정하지 않은 조합이면 그대로 두어도 된다. 그 경우는 판단불가가 된다",
    "leave it if the source does not decide these; they will be undetermined",
    severity=Severity.WARNING,
)
TABLE_OVERLAP = Message(
    "R016",
    "판정표 `{name}`의 두 행이 같은 조합에 맞는다(예: {example})",
    "two rows of table `{name}` match the same combination (for example {example})",
    "행을 겹치지 않게 고치거나 `판정 우선`, `판정 모두`라고 적는다",
    "make the rows exclusive, or write `hit first` or `hit collect`",
)
NO_HEADER = Message(
    "R017",
    "기준의 머리말(`정책`)이 없다",
    "there is no policy header",
    "파일 하나의 첫머리에 `정책 이름`과 제목, 상태를 적는다",
    "begin one of the files with `policy NAME`, its title and status",
)
TWO_HEADERS = Message(
    "R018",
    "한 폴더에 `정책` 머리말이 둘 있다",
    "a folder holds two policy headers",
    "기준마다 폴더를 따로 둔다",
    "keep one folder for each instrument",
)
PERIODS_OVERLAP = Message(
    "R019",
    "기준값 `{name}`의 시행 기간이 겹친다",
    "the periods of parameter `{name}` overlap",
    "앞 값에 `까지`를 적거나 뒤 값에 `부터`를 적는다",
    "give the earlier value an `until` or the later one a `from`",
)
UNKNOWN_EXPECTED = Message(
    "R020",
    "시험이 기대하는 `{name}`(이)라는 규칙이나 도출이 없다",
    "the test expects `{name}`, which is neither a rule nor a derivation",
    "{near_ko}",
    "{near_en}",
)
NO_POLICY = Message(
    "R021",
    "`{name}`(이)라는 기준을 찾을 수 없다",
    "no policy `{name}` was found",
    "쓸 수 있는 이름: {known}. 파일이나 폴더의 경로를 적어도 된다",
    "known names: {known}; a path of a file or folder will do too",
)
UNREADABLE = Message(
    "R022",
    "`{name}`을(를) 읽을 수 없다: {reason}",
    "`{name}` cannot be read: {reason}",
    "UTF-8로 저장된 파일인지, 읽을 권한이 있는지 확인한다",
    "check that the file is saved as UTF-8 and may be read",
)
DEFINITION_CYCLE = Message(
    "R023",
    "정의가 자기 자신을 쓴다: {cycle}",
    "definitions use themselves: {cycle}",
    "고리를 끊는다",
    "break the cycle",
)
WRONG_SUBJECTS = Message(
    "R024",
    "`{name}`은(는) {expected}에 관한 것이라 여기서 쓸 수 없다",
    "`{name}` is about {expected} and cannot be used here",
    "그 대상을 괄호나 점으로 밝힌다(예: `a.{name}`)",
    "say which subject is meant, such as `a.{name}`",
)
BAD_TEST_VALUE = Message(
    "R025",
    "시험의 전제에는 값만 올 수 있다",
    "only values can stand in the given part of a test",
    "수량, 글, 날짜, 목록, 예/아니오, 없음 가운데 하나를 적는다",
    "write a quantity, a text, a date, a list, yes/no or none",
)
UNKNOWN_PLACE = Message(
    "R027",
    "문안의 `{{{name}}}`을(를) 채울 수 없다",
    "the place `{{{name}}}` of the text cannot be filled",
    "대상 이름, 필드, 정의, 기준값이나 `누락항목`을 적는다",
    "name a subject, a field, a definition, a parameter or `missing`",
)
NO_VALUE_YET = Message(
    "R028",
    "`{name}`의 값 목록을 알 수 없어 판정표의 빈틈을 살피지 못했다",
    "the values of `{name}` are not enumerable, so gaps of the table were not looked for",
    "입력 칸에는 도출, 선택 항목, 예/아니오나 비교를 쓴다",
    "use derivations, choices, yes/no or comparisons as inputs",
    severity=Severity.NOTE,
)
NO_VOCABULARY = Message(
    "R029",
    "어휘에 잘못이 있어 기준을 살피지 못했다",
    "the policies were not checked because the vocabulary has errors",
    "어휘 파일의 오류를 먼저 고친다",
    "mend the errors of the vocabulary first",
)
NOT_NUMERIC = Message(
    "R030",
    "`{text}`은(는) 더하거나 크기를 견줄 수 없다",
    "`{text}` cannot be added or ordered",
    "금액, 개수, 비율, 기간, 날짜를 적는다",
    "use an amount, a count, a ratio, a duration or a date",
)
TABLE_TOO_WIDE = Message(
    "R031",
    "판정표 `{name}`의 조합이 {count}개라 빈틈과 겹침을 다 살피지 못했다",
    "table `{name}` has {count} combinations, too many to look for gaps and overlaps",
    "표를 나누거나 도출로 입력을 줄인다",
    "split the table, or reduce its inputs by a derivation",
    severity=Severity.WARNING,
)
NOT_A_CONSTANT = Message(
    "R034",
    "기준값 자리의 `{text}`은(는) 값이 아니다",
    "`{text}` is not a value that a parameter can have",
    "수량, 날짜, 글, 예/아니오나 그 목록을 적는다. 다른 이름으로 셈하는 값은 `정의`로 적는다",
    "write a quantity, a date, a text, yes/no or a list; a value computed from other names is a `define`",
)
NOT_A_FIELD = Message(
    "R035",
    "`{name}`은(는) 계획의 필드가 아니어서 해소할 수 없다",
    "`{name}` is not a field of the plan, so it cannot be cleared",
    "계획에 적으면 지적이 풀리는 필드나 기록 목록의 이름을 적는다",
    "name the fields or record lists whose statement clears the finding",
)
NOT_A_DURATION = Message(
    "R036",
    "기한 `{text}`은(는) 기간이 아니다",
    "`{text}` is not a length of time",
    "`30일`, `6개월`, `1년`처럼 적는다",
    "write it as `30일`, `6개월` or `1년`",
)
BAD_SCALE = Message(
    "R037",
    "척도 `{text}`은(는) 가장 낮은 점수와 가장 높은 점수가 아니다",
    "the scale `{text}` does not give a lowest and a highest rating",
    "`1~5`처럼 온전한 수 둘을 적는다",
    "write two whole numbers, such as `1~5`",
)
EXPECTS_OUTCOME = Message(
    "R038",
    "규칙 `{name}`에는 값이 아니라 결과를 기대한다",
    "a rule such as `{name}` has an outcome, not a value",
    "`적합`, `부적합`, `판단불가`, `해당없음` 가운데 하나를 적는다",
    "write `met`, `not-met`, `undetermined` or `not-applicable`",
)
EXPECTS_VALUE = Message(
    "R039",
    "도출 `{name}`에는 결과가 아니라 값을 기대한다",
    "a derivation such as `{name}` has a value, not this outcome",
    "`= 값`이나 `판단불가`를 적는다",
    "write `= VALUE` or `undetermined`",
)
GIVEN_TWICE = Message(
    "R040",
    "`{name}`이(가) 뜻하는 `{field}`을(를) 앞에서도 적었다. 나중 것만 쓰인다",
    "`{name}` means `{field}`, which is given before; only the later value is used",
    "하나를 지우거나, 다른 필드를 뜻하면 `캔버스.채널`처럼 경로를 적는다",
    "delete one of them, or write a path such as `canvas.channels` if another field is meant",
    severity=Severity.WARNING,
)
LATE_PROMULGATION = Message(
    "R041",
    "공포일 {day}이(가) 시행일 {start}보다 늦다",
    "promulgated on {day}, after it came into force on {start}",
    "두 날짜를 원문에서 확인한다. 공포는 시행보다 늦지 않다",
    "check both days in the source: law is promulgated before or when it comes into force",
    severity=Severity.WARNING,
)
