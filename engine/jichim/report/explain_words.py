"""The fixed words of explanations in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.explain.model import Remark, State, StepKind, Truth


@dataclass(frozen=True, slots=True)
class ExplainWords:
    subject: str
    result: str
    instrument: str
    plan: str
    why: str
    why_not: str
    reached: str
    barrier: str
    not_in_force: str
    nearest: str
    alternative: str
    no_way: str
    more_ways: str
    change: str
    first: str
    first_note: str
    settles: str
    alone: str
    shared: str
    fired: str
    same_as_above: str
    same_value: str
    see: str
    omitted: str
    all_of: str
    any_of: str
    counts: str
    open: str
    assumed: str
    no_value: str
    not_rated: str
    review_day: str
    line: str
    cell: str
    taken: str
    not_shown: str
    contents: str
    nothing: str
    kinds: Mapping[StepKind, str]
    truths: Mapping[Truth, str]
    states: Mapping[State, str]
    remarks: Mapping[Remark, str]
    listed: Mapping[str, str]
    parameter: str
    criterion: str


KO = ExplainWords(
    subject="대상",
    result="결과",
    instrument="기준",
    plan="계획",
    why="왜 그런가",
    why_not="왜 {expected}{ga} 아닌가",
    reached="결과가 이미 그렇다: {expected}",
    barrier="가로막은 것",
    not_in_force="검토 기준일 {day}에 적용되지 않는 조문이다",
    nearest="가장 가까운 길",
    alternative="또는",
    no_way="조건을 바꾸어 이 결과에 이르는 길을 찾지 못했다.",
    more_ways="이 밖에도 길이 있다. 조건이 적은 것부터 보였다.",
    change="지금 {now}, {wanted}이어야 함",
    first="먼저 알아야 할 것",
    first_note="이 결과에 걸린 미기재 항목 · 검토 전체에서 많은 결과가 기다리는 것부터",
    settles="기다리는 결과 {waiting}건",
    alone="그 가운데 이것만 비어 있는 것 {alone}건",
    shared="어느 길에나 필요한 것",
    fired="점화: {names}",
    same_as_above="위와 같음",
    same_value="위와 같은 값",
    see="아래 [{n}]",
    omitted="그 밖에 {n}건",
    all_of="모두",
    any_of="하나라도",
    counts="참 {true} · 거짓 {false} · 모름 {unknown}",
    open="판단불가",
    assumed="가정: {reason}",
    no_value="기준일에 값이 없음",
    not_rated="매긴 평가가 없음",
    review_day="검토 기준일",
    line="{n}행",
    cell="{cell} 칸",
    taken="이 값으로 봄",
    not_shown="결과에 영향을 주지 않은 조건은 뺐다. --full을 붙이면 모두 나온다.",
    contents="설명할 수 있는 것",
    nothing="대상 없음",
    kinds={
        StepKind.WHEN: "적용",
        StepKind.UNLESS: "단서",
        StepKind.REQUIRE: "요건",
        StepKind.DERIVED: "도출",
        StepKind.READING: "해석",
        StepKind.WORLD: "경우",
        StepKind.CASE: "경우",
        StepKind.DEFINITION: "정의",
        StepKind.TERM: "계산",
        StepKind.NOT: "아님",
    },
    truths={Truth.TRUE: "참", Truth.FALSE: "거짓", Truth.UNKNOWN: "모름"},
    states={
        State.MISSING: "미기재",
        State.NONE: "없음",
        State.UNPRICED: "금액·값 미상",
        State.CONTRADICTORY: "서로 다른 수치",
    },
    remarks={
        Remark.NOT_IN_FORCE: "검토 기준일에 적용되지 않는 조문",
        Remark.SAME_IN_ALL_WORLDS: "해석이나 수치가 달라도 결과가 같다 (처음 것을 보임)",
        Remark.TOO_MANY_WORLDS: "해석과 수치의 조합이 너무 많아 판단하지 않음",
        Remark.SEVERAL_CASES: "둘 이상의 경우가 함께 참이어서 조문이 정하지 않음",
        Remark.NO_CASE: "참인 경우가 없어 조문이 정하지 않음",
    },
    listed={"rule": "규칙", "decision": "결정", "derivation": "도출"},
    parameter="기준값",
    criterion="평가항목",
)
EN = ExplainWords(
    subject="subject",
    result="result",
    instrument="policy",
    plan="plan",
    why="Why",
    why_not="Why the result is not `{expected}`",
    reached="It is the result already: {expected}",
    barrier="in the way",
    not_in_force="the provision does not apply on the review date {day}",
    nearest="nearest ways",
    alternative="or",
    no_way="No way was found to this result by changing conditions.",
    more_ways="There are more ways; those with the fewest conditions are shown.",
    change="is {now}, has to be {wanted}",
    first="to be stated first",
    first_note="what this result lacks, by how many results of the whole review wait for it",
    settles="{waiting} results wait for it",
    alone="{alone} of them lack nothing else",
    shared="needed in every way",
    fired="fired: {names}",
    same_as_above="as above",
    same_value="the same value as above",
    see="see [{n}] below",
    omitted="and {n} more",
    all_of="all of",
    any_of="any of",
    counts="true {true} · false {false} · unknown {unknown}",
    open="undetermined",
    assumed="assumed: {reason}",
    no_value="has no value on the review date",
    not_rated="nobody rated it",
    review_day="review date",
    line="line {n}",
    cell="cell {cell}",
    taken="taken here",
    not_shown="Conditions that made no difference are left out; --full shows them.",
    contents="What can be explained",
    nothing="no subject",
    kinds={
        StepKind.WHEN: "when",
        StepKind.UNLESS: "except",
        StepKind.REQUIRE: "require",
        StepKind.DERIVED: "derived",
        StepKind.READING: "reading",
        StepKind.WORLD: "if",
        StepKind.CASE: "case",
        StepKind.DEFINITION: "definition",
        StepKind.TERM: "computed",
        StepKind.NOT: "not",
    },
    truths={Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"},
    states={
        State.MISSING: "not stated",
        State.NONE: "none",
        State.UNPRICED: "amount not stated",
        State.CONTRADICTORY: "figures that differ",
    },
    remarks={
        Remark.NOT_IN_FORCE: "the provision does not apply on the review date",
        Remark.SAME_IN_ALL_WORLDS: "the same under every reading or figure (the first is shown)",
        Remark.TOO_MANY_WORLDS: "too many combinations of readings and figures to decide",
        Remark.SEVERAL_CASES: "several cases hold, and the provision does not decide",
        Remark.NO_CASE: "no case holds, and the provision does not decide",
    },
    listed={"rule": "rules", "decision": "decisions", "derivation": "derived facts"},
    parameter="parameter",
    criterion="criterion",
)


def explain_words(lang: Lang) -> ExplainWords:
    return KO if lang == "ko" else EN
