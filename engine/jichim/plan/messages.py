"""The diagnostics of the plan room (codes P…): files, their text, what it says, workbooks, documents."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

# ---- the file ----------------------------------------------------------------------------------

UNREADABLE = Message(
    "P001",
    "파일을 읽을 수 없다: {problem}",
    "the file cannot be read: {problem}",
    "경로와 읽기 권한을 확인한다",
    "check the path and the permission to read it",
)
NOT_A_FILE = Message(
    "P002",
    "파일이 아니라 폴더이다",
    "this is a folder, not a file",
    "계획 파일 하나의 경로를 준다",
    "give the path of one plan file",
)
TOO_LARGE = Message(
    "P003",
    "계획이 너무 크다: {limit}MB까지 읽는다",
    "the plan is too large: up to {limit} MB are read",
    "계획 하나를 한 파일에 담고 첨부 자료는 뺀다",
    "keep one plan in a file and leave attachments out",
)
NOT_TEXT = Message(
    "P004",
    "글자로 읽을 수 없는 바이트가 있다({offset}번째)",
    "byte {offset} cannot be read as text",
    "UTF-8로 다시 저장한다",
    "save the file again as UTF-8",
)
OTHER_ENCODING = Message(
    "P005",
    "{encoding}(으)로 저장된 파일로 읽었다",
    "the file was read as {encoding}",
    "글자가 깨져 보이면 UTF-8로 다시 저장한다",
    "save it as UTF-8 if characters look wrong",
    Severity.NOTE,
)

# ---- the text ----------------------------------------------------------------------------------

HIDDEN_CHARACTER = Message(
    "P006",
    "눈에 보이지 않는 제어 문자(U+{code})가 있다",
    "there is an invisible control character (U+{code})",
    "그 문자를 지운다; 보이는 것과 읽히는 것이 달라질 수 있다",
    "delete it; what is read could differ from what is seen",
)
NOT_YAML = Message(
    "P007",
    "YAML로 읽을 수 없다: {problem}",
    "cannot be read as YAML: {problem}",
    "표시한 자리와 그 윗줄의 들여쓰기, 따옴표, `:` 뒤의 빈칸을 살핀다",
    "look at the indentation, the quotes and the space after `:` here and in the line above",
)
NOT_JSON = Message(
    "P008",
    "JSON으로 읽을 수 없다: {problem_ko}",
    "cannot be read as JSON: {problem_en}",
    "표시한 자리를 JSON 문법에 맞게 고친다",
    "mend this place to follow the JSON syntax",
)
SEVERAL_DOCUMENTS = Message(
    "P009",
    "한 파일에 문서가 둘 이상 있다",
    "the file holds more than one document",
    "`---` 뒤의 계획을 다른 파일로 나눈다",
    "move the plan after `---` to a file of its own",
)
NOT_A_PLAN = Message(
    "P010",
    "계획의 내용이 없다: `키: 값`의 묶음이어야 한다",
    "there is no plan here: a mapping of keys to values is needed",
    "`jichim plan new`가 만드는 틀에서 시작한다",
    "start from what `jichim plan new` writes",
)
TOO_DEEP = Message(
    "P011",
    "{limit}단계보다 깊게 들여 썼다",
    "this is nested deeper than {limit} levels",
    "계획 양식의 구조를 따른다",
    "follow the structure of the plan format",
)
TOO_MANY = Message(
    "P012",
    "값이 {limit}개를 넘는다(별칭이 가리키는 내용 포함)",
    "there are more than {limit} values (what aliases repeat counts too)",
    "계획 하나만 남기고 별칭(`*`)의 반복을 줄인다",
    "keep one plan and repeat less through aliases (`*`)",
)
BAD_ALIAS = Message(
    "P013",
    "별칭 `{name}`이(가) 가리키는 내용이 앞에 없다",
    "the alias `{name}` refers to nothing before it",
    "`&{name}`을(를) 앞에 두거나 내용을 그대로 적는다",
    "put `&{name}` before it or write the content out",
)
TAG = Message(
    "P014",
    "YAML 태그 `{tag}`은(는) 쓸 수 없다",
    "the YAML tag `{tag}` is not allowed",
    "태그를 지우고 값만 적는다",
    "remove the tag and write the value only",
)
MERGE_KEY = Message(
    "P015",
    "YAML 병합 키 `<<`은(는) 쓸 수 없다",
    "the YAML merge key `<<` is not allowed",
    "값을 그대로 적는다",
    "write the values out",
)
KEY_NOT_TEXT = Message(
    "P016",
    "키는 글이어야 한다",
    "a key must be a text",
    "`키: 값`의 꼴로 적는다",
    "write `key: value`",
)
TEXT_TOO_LONG = Message(
    "P017",
    "글이 너무 길다: UTF-8로 {limit}바이트까지 읽는다",
    "the text is too long: up to {limit} bytes of UTF-8 are read",
    "요약하여 적거나 여러 항목으로 나눈다",
    "summarise it or split it into several items",
)
MORE_MISTAKES = Message(
    "P018",
    "잘못이 {limit}개를 넘어 나머지는 보이지 않는다",
    "there are more than {limit} mistakes; the rest are not shown",
    "보이는 것부터 고치고 다시 확인한다",
    "mend these and check again",
)

MORE_NOTES = Message(
    "P019",
    "참고와 주의가 {limit}개를 넘어 나머지는 보이지 않는다",
    "there are more than {limit} notes and warnings; the rest are not shown",
    "보이는 것부터 살핀다",
    "look at these first",
    Severity.NOTE,
)

# ---- names and shapes --------------------------------------------------------------------------

UNKNOWN_KEY = Message(
    "P020",
    "`{where}`에 `{key}`(이)라는 필드는 없다",
    "`{where}` has no field `{key}`",
    "{hint_ko}",
    "{hint_en}",
)
STATED_TWICE = Message(
    "P021",
    "`{label}`을(를) 두 번 적었다",
    "`{name}` is stated twice",
    "하나만 남긴다",
    "keep one of them",
)
WRONG_SHAPE = Message(
    "P022",
    "`{label}`에는 {expected_ko}이(가) 와야 한다",
    "`{name}` takes {expected_en}",
    "{hint_ko}",
    "{hint_en}",
)
EMPTY_VALUES = Message(
    "P023",
    "값이 비어 있는 필드 {count}개는 기재하지 않은 것으로 본다",
    "{count} empty fields count as not mentioned",
    "없으면 `없음`이라고 적는다",
    "write `none` where there is none",
    Severity.NOTE,
)
UNDECIDED = Message(
    "P024",
    "`{label}`은(는) `{written}`이므로 기재하지 않은 것으로 본다",
    "`{name}` is `{written}` and counts as not mentioned",
    "정해지면 값을 적는다",
    "write the value once it is decided",
    Severity.NOTE,
)
NONE_BESIDE_ITEMS = Message(
    "P025",
    "`{written}`과(와) 다른 내용을 함께 적었다",
    "`{written}` stands beside other content",
    "없으면 `없음`만, 있으면 있는 것만 적는다",
    "write `none` alone, or only what there is",
)
SAME_ITEM = Message(
    "P026",
    "`{written}`이(가) 목록에 두 번 있어 하나로 본다",
    "`{written}` is in the list twice and counts once",
    "하나를 지운다",
    "delete one of them",
    Severity.WARNING,
)

# ---- values ------------------------------------------------------------------------------------

UNKNOWN_CHOICE = Message(
    "P030",
    "`{written}`은(는) `{label}`에 쓸 수 있는 값이 아니다",
    "`{written}` is not a value of `{name}`",
    "{hint_ko}",
    "{hint_en}",
)
SEVERAL_CHOICES = Message(
    "P031",
    "`{label}`에는 값을 하나만 쓸 수 있다",
    "`{name}` takes one value",
    "하나를 고른다",
    "choose one of them",
)
NOT_YES_OR_NO = Message(
    "P032",
    "`{label}`의 값 `{written}`은(는) 예도 아니오도 아니다",
    "`{written}` for `{name}` is neither yes nor no",
    "`예`나 `아니오`로 적는다",
    "write `yes` or `no`",
)
NOT_A_QUANTITY = Message(
    "P033",
    "`{label}`의 값 `{written}`을(를) {what_ko}(으)로 읽을 수 없다",
    "`{written}` for `{name}` cannot be read as {what_en}",
    "{example} 같은 꼴로 적는다",
    "write it like {example}",
)
MONEY_WITHOUT_UNIT = Message(
    "P034",
    "금액 `{written}`에 단위가 없다",
    "the amount `{written}` has no unit",
    "`{written}원`, `{written}천원`, `{written}백만원` 가운데 맞는 것으로 적는다",
    "write `{written}원`, `{written}천원` or `{written}백만원`, whichever is meant",
)
WRONG_UNIT = Message(
    "P035",
    "`{label}`은(는) {expected}(으)로 적는 값인데 `{written}`의 단위는 {unit}이다",
    "`{name}` is measured in {expected}, but the unit of `{written}` is {unit}",
    "단위를 {expected}(으)로 고치거나 맞는 필드로 옮긴다",
    "change the unit to {expected} or move the value to the field it belongs to",
)
FRACTION_OF_WON = Message(
    "P036",
    "`{written}`은(는) 1원 단위로 떨어지지 않는다",
    "`{written}` is not a whole number of won",
    "원 단위의 금액으로 적는다",
    "write the amount in whole won",
)
ONE_BOUND = Message(
    "P037",
    "`{written}`은(는) 한쪽 끝만 정한 값이다",
    "`{written}` gives one end of a range only",
    "값 하나나 {example} 같은 범위로 적는다",
    "write one value or a range such as {example}",
)
BAD_RANGE = Message(
    "P038",
    "범위 `{written}`의 두 끝이 맞지 않는다",
    "the two ends of the range `{written}` do not fit",
    "같은 단위로, 작은 값부터 적는다",
    "write both ends in one unit, the smaller one first",
)
PERIOD_WITHOUT_FIELD = Message(
    "P039",
    "`{label}`에는 기간이나 단위당 값(`{written}`)을 적을 수 없다",
    "`{name}` takes no amount per period or use (`{written}`)",
    "총액으로 적거나 연간 금액·단가 필드에 옮긴다",
    "write the total, or move it to a field for a yearly amount or a unit price",
)
NOT_A_DATE = Message(
    "P040",
    "`{label}`의 값 `{written}`은(는) 날짜가 아니다",
    "`{written}` for `{name}` is not a date",
    "연도를 네 자리로, 시각 없이 적는다. 예: `2020-10-15`, `2020-10`, `2020`",
    "write four digits for the year and no time, such as `2020-10-15`, `2020-10` or `2020`",
)
RATIO_WITHOUT_UNIT = Message(
    "P041",
    "비율 `{written}`이(가) 백분율인지 알 수 없다",
    "it is not clear whether the ratio `{written}` is a percentage",
    "`{written}%`처럼 적는다",
    "write it like `{written}%`",
)

NEGATIVE_MONEY = Message(
    "P042",
    "`{label}`에 음수인 금액 `{written}`이(가) 적혀 있다",
    "the amount `{written}` of `{name}` is negative",
    "나가는 돈은 비용에, 들어오는 돈은 수익에, 줄어드는 돈은 절감액에 부호 없이 적는다",
    "state what is paid, received or saved in a field of its own and without a sign",
    Severity.WARNING,
)

VAGUE_AMOUNT = Message(
    "P043",
    "`{written}`은(는) 그 수보다 얼마나 많거나 적은지 알 수 없다",
    "`{written}` does not say how much more or less than the number is meant",
    "센 값이나 {example} 같은 범위로 적는다. 어림값이면 앞에 `약`을 붙인다",
    "write what was counted or a range such as {example}; put `약` before an approximate number",
)
REMARK_IN_AMOUNT = Message(
    "P044",
    "`{written}`의 괄호에 적은 말이 값을 바꾸는지 알 수 없다",
    "it is not clear whether the remark in brackets changes the value of `{written}`",
    "괄호를 빼고 값만 적는다. 값에 든 것이면 `(… 포함)`이라고 적는다",
    "write the value without the remark; what the value includes is written `(… 포함)`",
)

# ---- consistency -------------------------------------------------------------------------------

SAME_NAME = Message(
    "P050",
    "`{written}`(이)라는 이름의 {label}이(가) 둘 이상이어서 `{new}`(으)로 부른다",
    "there is another {label} named `{written}`; this one is called `{new}`",
    "구별되는 이름을 적는다",
    "give them names that differ",
    Severity.WARNING,
)
CONTRADICTORY_NONE = Message(
    "P051",
    "`{label}`은(는) 없다고 하고 `{other}`에는 내용이 있다",
    "`{label}` says none, but `{other}` has content",
    "둘 가운데 맞는 것에 맞추어 고친다",
    "change one of them to agree with the other",
)

# ---- workbooks ---------------------------------------------------------------------------------

NOT_A_WORKBOOK = Message(
    "P060",
    "엑셀 통합 문서(xlsx)로 읽을 수 없다: {problem_ko}",
    "cannot be read as an Excel workbook (xlsx): {problem_en}",
    "엑셀에서 열어 `Excel 통합 문서(*.xlsx)`로 다시 저장한다",
    "open it in a spreadsheet program and save it again as an Excel workbook (*.xlsx)",
)
ENCRYPTED = Message(
    "P061",
    "암호가 걸려 있거나 옛 형식(xls)인 엑셀 파일이다",
    "this Excel file is encrypted or in the old format (xls)",
    "암호를 풀고 `Excel 통합 문서(*.xlsx)`로 저장한다",
    "remove the password and save it as an Excel workbook (*.xlsx)",
)
WORKBOOK_TOO_LARGE = Message(
    "P062",
    "통합 문서가 한도를 넘는다: {what_ko} {limit}까지 읽는다",
    "the workbook passes a bound: up to {limit} {what_en} are read",
    "계획 양식의 시트만 남기고 그림, 첨부, 다른 자료를 뺀다",
    "keep the sheets of the plan form only; leave pictures, attachments and other tables out",
)
XML_ENTITIES = Message(
    "P063",
    "통합 문서 안의 `{part}`에 문서 형식 선언(DTD)이 있어 읽지 않는다",
    "`{part}` in the workbook declares a document type (DTD) and is not read",
    "파일의 출처를 확인하고, 엑셀에서 새로 저장한 파일을 쓴다",
    "check where the file comes from, and use one that a spreadsheet program has saved",
)
NOT_A_FORM = Message(
    "P064",
    "계획 양식의 시트가 하나도 없다",
    "there is no sheet of the plan form here",
    "`jichim plan form -o plan.xlsx`가 만드는 양식에 적는다",
    "fill in the form that `jichim plan form -o plan.xlsx` writes",
)
SHEET_PASSED_OVER = Message(
    "P065",
    "양식에 없는 시트 `{sheet}`은(는) 읽지 않는다",
    "the sheet `{sheet}` is not part of the form and is not read",
    "계획의 내용이면 양식의 시트로 옮긴다",
    "move what belongs to the plan to a sheet of the form",
    Severity.NOTE,
)
SHEET_RENAMED = Message(
    "P077",
    "시트 `{sheet}`은(는) 읽지 않았고, 양식의 시트 `{wanted}`이(가) 없다",
    "the sheet `{sheet}` was not read, and the sheet `{wanted}` of the form is missing",
    "이름을 바꾼 것이면 `{wanted}`(으)로 되돌린다",
    "if it was renamed, call it `{wanted}` again",
    Severity.WARNING,
)
DATE_AS_NUMBER = Message(
    "P078",
    "`{label}`의 `{written}`은(는) 날짜의 서식을 잃은 수로 보인다",
    "the `{written}` in `{name}` looks like a date that has lost its format",
    "`{day}`이(가) 맞으면 셀의 서식을 날짜로 바꾸거나 그렇게 적는다",
    "if `{day}` is meant, give the cell a date format or write it so",
)
HEADER_PASSED_OVER = Message(
    "P066",
    "양식에 없는 `{key}`은(는) 읽지 않는다",
    "`{key}` is not part of the form and is not read",
    "{hint_ko}",
    "{hint_en}",
    Severity.WARNING,
)
NO_HEADER = Message(
    "P067",
    "시트 `{sheet}`에서 제목 줄을 찾을 수 없다",
    "the sheet `{sheet}` has no row of headers",
    "제목 줄에 {headers}이(가) 있어야 한다; 양식의 제목 줄을 되살린다",
    "put the headers back; there must be {headers}",
)
SAME_HEADER = Message(
    "P068",
    "제목 `{key}`이(가) 두 번 있다",
    "the header `{key}` occurs twice",
    "하나만 남긴다",
    "keep one of them",
)
NO_OWNER = Message(
    "P069",
    "어느 {label}의 줄인지 적지 않았다",
    "the row does not say to which {name} it belongs",
    "`{header}` 칸에서 하나를 고른다",
    "choose one in the column `{header}`",
)
UNKNOWN_OWNER = Message(
    "P070",
    "`{written}`(이)라는 {label}이(가) `{sheet}` 시트에 없다",
    "the sheet `{sheet}` has no {name} `{written}`",
    "{hint_ko}",
    "{hint_en}",
)
FORMULA_WITHOUT_VALUE = Message(
    "P071",
    "수식의 계산된 값이 파일에 없다",
    "the file does not hold the value of this formula",
    "엑셀에서 열어 계산된 것을 확인하고 저장하거나 값을 직접 적는다; 수식은 여기서 계산하지 않는다",
    "open and save it in a spreadsheet program, or write the value; formulas are not calculated here",
)
CELL_ERROR = Message(
    "P072",
    "셀에 오류 값 `{written}`이(가) 있다",
    "the cell holds the error `{written}`",
    "수식을 고치거나 값을 적는다",
    "mend the formula or write the value",
)
MACROS_IGNORED = Message(
    "P073",
    "통합 문서의 {what_ko}은(는) 읽지도 실행하지도 않는다",
    "the {what_en} of the workbook are neither read nor run",
    "계획의 내용이 그 안에 있으면 셀에 적는다",
    "write into cells what belongs to the plan",
    Severity.NOTE,
)
ROW_OF_NOTHING = Message(
    "P074",
    "`{key}`의 값이 있는데 어느 항목인지 적지 않았다",
    "there is a value in `{key}`, but the row does not name its field",
    "`항목` 칸에 필드의 이름을 적거나 값을 지운다",
    "write the name of the field in its column, or delete the value",
)
SECTION_AND_FIELDS = Message(
    "P075",
    "`{label}`은(는) `{written}`(이)라 하고 그 아래에 내용을 적었다",
    "`{label}` says `{written}`, but its fields have content",
    "둘 가운데 맞는 것만 남긴다",
    "keep the one that is right",
)
TOO_LONG_FOR_A_CELL = Message(
    "P076",
    "`{label}`의 글이 셀 하나에 담을 수 있는 {limit}자를 넘는다",
    "the text of `{label}` has more than the {limit} characters that a cell holds",
    "글을 나누거나 줄인다",
    "split or shorten the text",
)

# ---- submitted documents -----------------------------------------------------------------------

NOT_A_DOCUMENT = Message(
    "P080",
    "HWPX나 DOCX 문서가 아니다: {what_ko}",
    "this is not an HWPX or DOCX document but {what_en}",
    "한글이나 워드에서 열어 HWPX나 DOCX로 저장한다",
    "open it in a word processor and save it as HWPX or DOCX",
)
HWP_BINARY = Message(
    "P081",
    "옛 한글 형식(hwp)의 문서이다",
    "this document is in the old binary format of Hangul (hwp)",
    "한글에서 열어 `HWPX 문서(*.hwpx)`로 다른 이름으로 저장한다",
    "open it in Hangul and save it as an HWPX document (*.hwpx)",
)
DOCUMENT_ENCRYPTED = Message(
    "P082",
    "암호가 걸린 문서이다",
    "the document is encrypted",
    "암호를 풀고 다시 저장한다",
    "remove the password and save it again",
)
DOCUMENT_TOO_LARGE = Message(
    "P083",
    "문서가 한도를 넘는다: {what_ko} {limit}까지 읽는다",
    "the document passes a bound: up to {limit} {what_en} are read",
    "서비스의 캔버스와 개요, 비용의 표가 있는 쪽만 따로 저장한다",
    "save the pages with the canvases and the tables of the plan as a document of their own",
)
DOCUMENT_ENTITIES = Message(
    "P084",
    "문서 안의 `{part}`에 문서 형식 선언(DTD)이 있어 읽지 않는다",
    "`{part}` in the document declares a document type (DTD) and is not read",
    "파일의 출처를 확인하고, 한글이나 워드에서 새로 저장한 파일을 쓴다",
    "check where the file comes from, and use one that a word processor has saved",
)
DOCUMENT_BROKEN = Message(
    "P085",
    "문서를 읽을 수 없다: {problem_ko}",
    "the document cannot be read: {problem_en}",
    "한글이나 워드에서 열어 새로 저장한다",
    "open it in a word processor and save it anew",
)
NOTHING_TAKEN_IN = Message(
    "P086",
    "표 {tables}개 가운데 계획의 내용으로 알아본 것이 없다",
    "nothing of a plan was recognised in the {tables} tables of this document",
    "`핵심 파트너` 같은 캔버스의 이름이 표의 칸에 글로 있는지 본다; 그림으로 넣은 표는 읽을 수 없다",
    "look whether the names of the canvas stand in table cells as text; pictures of tables cannot be read",
)
TAKEN_IN = Message(
    "P087",
    "서비스 {services}개, 값 {values}개를 옮겼고 {left}곳은 사람이 보아야 한다",
    "{services} services with {values} values were taken over; {left} places need a person",
    "초안의 끝에 적힌 것을 문서와 견주어 채운다",
    "compare what is listed at the end of the draft with the document",
    Severity.NOTE,
)
OTHER_SUFFIX = Message(
    "P088",
    "파일 이름과 달리 내용은 {form}이므로 그렇게 읽었다",
    "the content is {form}, unlike the name of the file, and was read so",
    "이름의 끝을 `.{form}`(으)로 고친다",
    "end the name with `.{form}`",
    Severity.NOTE,
)
LEFT_OUT = Message(
    "P089",
    "{where_ko}: {reason_ko}{text}",
    "{where_en}: {reason_en}{text}",
    "문서에서 그 자리를 보고 손으로 옮긴다",
    "look there in the document and take it over by hand",
    Severity.NOTE,
)
DOCUMENT_GIVEN = Message(
    "P090",
    "계획 파일이 아니라 문서이다",
    "this is a document, not a plan file",
    "HWPX나 DOCX로 저장하고 `jichim plan intake 문서.hwpx -o 계획.yaml`로 계획의 초안을 만든다",
    "save it as HWPX or DOCX and make a draft of it with `jichim plan intake FILE -o plan.yaml`",
)
