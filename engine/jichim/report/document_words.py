"""The fixed words of documents (opinion, HTML page, workbook) in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.diagnostic import Text
from jichim.report.grouping import Standing

TITLE = Text("검토의견서", "Review opinion")
SUBTITLE = Text(
    "스마트도시 관련 계획의 규범 적합성 검토", "Compliance of a smart-city plan with its instruments"
)

OVERVIEW = Text("검토 개요", "Overview")
PLAN = Text("계획", "Plan")
CITY = Text("지방자치단체", "City")
KIND = Text("계획 유형", "Type of plan")
PERIOD = Text("계획 기간", "Period")
SUBMITTED = Text("제출일", "Submitted")
AS_OF = Text("검토 기준일", "As of")
SERVICES = Text("서비스", "Services")
FILE = Text("검토한 파일", "File reviewed")
NOT_STATED = Text("적혀 있지 않음", "not stated")
SERVICE_COUNT = Text("{n}건 ({names})", "{n} ({names})")
SERVICES_BELOW = Text("{n}건 (아래)", "{n} (below)")
NUMBERED_SUBJECTS = Text("{label} {n}건 (번호 {numbers})", "{n}: {label} no. {numbers}")
EVERY_SUBJECT = Text("{label} {n}건 모두", "all {n}: {label}")
INSTRUMENTS = Text("검토 기준", "Instruments")
INSTRUMENT = Text("규범", "Instrument")
IN_FORCE = Text("시행 기간", "Period")
RULES = Text("규칙", "Rules")

SCOPE = Text(
    "이 의견은 계획에 적힌 내용을 기준의 조문과 견준 결과이다. 적혀 있지 않은 것은 사실이 아니라고 "
    "보지 않고 확인되지 않은 것으로 다룬다. 확인한 값 뒤의 괄호는 검토한 파일의 행 또는 셀이다. 최종 판단은 "
    "검토자가 한다.",
    "This opinion compares what the plan states with the provisions. What it does not state is taken as not "
    "shown, never as untrue. Brackets after a value give its line or cell in the file reviewed. The final "
    "judgement is the reviewer's.",
)
STEP = Text("단계", "Step")
TO_CHECK = Text("살필 것", "To be checked")
STATE = Text("상태", "State")

VERDICT = Text("검토 의견", "Opinion")
OPINION = Text("의견", "Opinion")
RESULT = Text("확인한 결과", "What was found")
CHECKED = Text(
    "규칙 {rules}개를 견준 {total}건 가운데 적합 {met}, 부적합 {not_met}, 판단불가 {undetermined}, "
    "해당없음 {na}.",
    "{total} results of {rules} rules: met {met}, not met {not_met}, undetermined {undetermined}, "
    "not applicable {na}.",
)
NOTHING_APPLIES = Text(
    "검토 기준일에 적용할 기준이 없어 아무것도 검토하지 않았다.",
    "No instrument applies on the review date: nothing was reviewed.",
)

STANDINGS: Mapping[Standing, Text] = {
    Standing.NOT_APPLIED: Text("적용 안 함", "not applied"),
    Standing.ACCEPTED: Text("수용", "accept"),
    Standing.ACCEPTED_WITH_REMARKS: Text("의견을 붙여 수용", "accept with remarks"),
    Standing.OPEN: Text("판단 보류", "open"),
    Standing.TO_SUPPLEMENT: Text("보완", "to be supplemented"),
    Standing.REFERENCE: Text("참고", "for reference"),
}
REASONS: Mapping[Standing, Text] = {
    Standing.NOT_APPLIED: Text(
        "검토 기준일에 시행(제안)되어 있지 않다.", "Not in force (not proposed) on the review date."
    ),
    Standing.ACCEPTED: Text(
        "확인한 요건을 모두 갖추었다.",
        "Every requirement that was checked is met as far as the plan states.",
    ),
    Standing.ACCEPTED_WITH_REMARKS: Text(
        "의무 요건은 갖추었고, {found}이 있다.", "Every demand is met; there remain: {found}."
    ),
    Standing.OPEN: Text(
        "충족하지 않은 의무 요건은 없으나 아직 판단하지 못한 것이 {open}건 있다.",
        "No demand is unmet, but {open} could not be decided yet.",
    ),
    Standing.TO_SUPPLEMENT: Text(
        "의무 요건 가운데 충족하지 않았거나 충족을 확인할 수 없는 것이 {violations}건 있다 ({found}).",
        "{violations} demands are not met or not shown to be met ({found}).",
    ),
    Standing.REFERENCE: Text(
        "시행 전의 제안이므로 의무를 지우지 않는다. 제안에 비추어 갖출 것: {found}.",
        "A proposal that is not in force and binds nobody. In its light: {found}.",
    ),
}
NOTHING = Text("없음", "none")

SUPPLEMENTS = Text("보완요청", "Requests to supplement")
SUPPLEMENTS_LEAD = Text(
    "적혀 있지 않아 판단하지 못한 것이 있으므로 다음 항목의 기재나 자료 제출을 요청한다.",
    "Some rules could not be decided for what is not stated. Please state the following.",
)
NUMBER = Text("번호", "No.")
SUBJECT = Text("대상", "Subject")
FIELDS = Text("적을 항목", "To be stated")
SETTLES = Text("판단할 수 있게 되는 것", "Would settle")
REPLY = Text("회신", "Reply")
PROPOSAL_REQUESTS = Text("제안을 검토하는 데만 필요한 것", "Needed for proposals only")
PROPOSAL_ONLY = Text("제안 검토에만 필요", "needed for the proposal only")
NO_SUPPLEMENTS = Text("요청할 것이 없다.", "Nothing is asked for.")

FINDINGS = Text("지적 사항", "Findings")
FINDINGS_LEAD = Text(
    "시행 중인 기준에 비추어 살펴볼 것을 조문의 순서로 적는다. 위반은 의무 조문의 요건을 갖추지 않았거나, "
    "갖추었음을 계획에서 확인할 수 없다는 뜻이다. 여러 대상이나 여러 규범에 걸친 같은 지적은 한 번만 "
    "적고, 나머지는 그 자리에 ‘같은 사항’으로 적는다.",
    "What needs attention under the law in force, by provision. A violation means that what a binding "
    "provision asks is not met, or is not shown to be met by the plan. A finding of several subjects "
    "or instruments stands once, with the others beside it.",
)
NO_FINDINGS = Text("지적할 것이 없다.", "There are no findings.")
NO_FINDINGS_IN_LAW = Text(
    "시행 중인 기준에 비추어 지적할 것이 없다.", "There are no findings under the law in force."
)
DRAFT_FINDINGS = Text("제안에 비추어 본 것 (참고)", "In the light of proposals (for reference)")
DRAFT_LEAD = Text(
    "아직 시행되지 않은 제안이다. 갖추지 않았다는 것은 제안의 요구를 충족하지 않는다는 뜻일 뿐이며 "
    "시행 중인 규범에 어긋난다는 뜻이 아니다.",
    "These proposals are not in force. What is not satisfied here is a demand of the proposal, which says "
    "nothing about the law in force.",
)
ARTICLE = Text("조문", "Provision")
GRAVE = Text("그중 중대", "of them major")
OTHERS = Text("그 밖의 지적", "Others")
NUMBERS = Text("지적 번호", "Nos.")
LEVEL = Text("구분", "Level")
WEIGHT = Text("정도", "Weight")
BASIS = Text("근거", "Basis")
RULE = Text("규칙", "Rule")
RULE_TITLE = Text("내용", "Matter")
FOUND = Text("검토 결과", "Finding")
ACTION = Text("필요한 조치", "Required action")
READ = Text("확인", "read")
MORE_VALUES = Text("외 값 {n}개", "{n} more values")
MISSING = Text("미기재", "not stated")
ASSUMED = Text("가정", "assumed")
EVIDENCE_ONLY = Text(
    "※는 기재 여부만 확인한 것이며, 내용이 충분한지는 검토자가 판단한다.",
    "※ marks what was checked for being stated only; whether it suffices is for the reviewer.",
)
EVIDENCE_ONLY_MARK = "※"
WHO = Text("담당", "By")
DUE = Text("기한", "Deadline")
UNTIL = Text("{within} ({day}까지)", "within {within} (by {day})")
UNTIL_DAY = Text("{day}까지", "by {day}")
WITHIN = Text("{within} 이내", "within {within}")
NO_DEADLINE = Text("기준에 기한이 없음", "no deadline in the instrument")
NOBODY = Text("기준에 담당이 없음", "nobody named")

ACTIONS = Text("조치 총괄", "Actions")
ACTIONS_LEAD = Text(
    "조치의 내용은 지적마다 적었다. 담당과 기한별 건수는 다음과 같다.",
    "What to do stands at each finding. By who must act and by when:",
)
IN_LAW = Text("시행 중인 기준", "Law in force")
IN_DRAFT = Text("제안", "Proposals")
OTHER_ACTIONS = Text("지적에 딸리지 않은 조치", "Actions at no finding")
TIMED_ACTIONS = Text("기한이 있는 조치", "Actions with a deadline")
NO_ACTIONS = Text("조치할 것이 없다.", "Nothing is to be done.")

DECISIONS = Text("결정", "Decisions")
DECISIONS_LEAD = Text("판정표가 서비스마다 정한 것과 그 바탕이다.", "What the tables decide, and from what.")
DECISION = Text("판정", "Decision")
VALUE = Text("결과", "Value")
FROM = Text("바탕", "From")
NO_DECISIONS = Text("정할 것이 없다.", "There is nothing to decide.")
IF = Text("경우", "if")

OPEN = Text("판단하지 못한 것", "Undecided")
OPEN_LEAD = Text(
    "항목을 적는 것만으로는 풀리지 않는다. 검토자나 평가자의 판단, 또는 기준의 해석이 필요하다.",
    "Stating a field does not settle these: they need a judgement or a reading of the provision.",
)
CAUSE = Text("까닭", "Cause")
QUESTION = Text("판단할 것", "Question")
NO_OPEN = Text("판단이나 해석을 기다리는 것은 없다.", "Nothing awaits a judgement or a reading.")
WAITING = Text(
    "이 밖에 적히지 않아 판단하지 못한 것이 {n}건이며, 보완요청의 항목을 적으면 판단할 수 있다.",
    "Besides, {n} wait for what the plan does not state; the requests to supplement ask for it.",
)

RESTS = Text("초안·가정에 기댄 것", "What rests on drafts or assumptions")
RESTS_DRAFT = Text(
    "초안에 기댄 것: {titles}. 결과 {outcomes}건, 지적 {findings}건, 판정 {decisions}건.",
    "On drafts: {titles}. {outcomes} results, {findings} findings, {decisions} decisions.",
)
RESTS_NO_DRAFT = Text("초안에 기댄 것은 없다.", "Nothing rests on a draft.")
RESTS_NO_ASSUMPTION = Text("가정한 값에 기댄 것은 없다.", "Nothing rests on an assumed value.")
ASSUMPTION = Text("가정한 값", "Assumed value")
REASON = Text("까닭", "Reason")
USED_BY = Text("쓴 곳", "Used by")

NOTES = Text("참고", "Notes")
UNUSABLE = Text("검토하지 못한 파일", "Files not reviewed")
UNUSABLE_LEAD = Text(
    "읽을 수 없어 검토하지 않았다. 위의 결과에는 들어 있지 않다.",
    "They could not be read and are in none of the results.",
)
REASON_CODE = Text("까닭", "Reason")

SIGNATURE = Text("확인", "Signature")
SIGNATURE_LEAD = Text("위와 같이 검토 의견을 제출합니다.", "The opinion above is submitted.")
REVIEWER = Text("검토자", "Reviewer")
POSITION = Text("직위", "Position")
SIGN = Text("서명", "Signature")
DAY = Text("일자", "Date")
REMARKS = Text("검토자 의견", "Remarks of the reviewer")
