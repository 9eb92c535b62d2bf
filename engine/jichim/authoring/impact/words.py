"""What the reports of an impact say, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jichim.authoring.impact.model import DEMAND, Gap, Lack, PlanShift, Result, RuleShift
from jichim.diagnostic import Lang
from jichim.report.words import outcome_word


@dataclass(frozen=True, slots=True)
class ImpactWords:
    title: str
    given: str
    changed: str
    flipped: str
    nothing: str
    rules: str
    no_effect: str
    moved: str
    not_tried: str
    cities: str
    fields: str
    group: str
    unnamed: str
    plans: str
    flip: str
    violations: str
    demands: str
    more: str
    unusable: str
    lacks: str
    lacked: str
    edits: str
    since: str
    sheets: str
    decision: str
    whole: str
    none: str
    undetermined: str
    same: str
    sides: dict[Literal["old", "new"], str]
    truths: dict[str, str]
    gaps: dict[Gap, str]
    levels: dict[str, str]


WORDS: dict[Lang, ImpactWords] = {
    "ko": ImpactWords(
        title="규칙 변경의 영향",
        given="받은 계획 {given} = 검토 {reviewed} + 검토 못함 {unusable}",
        changed="결과가 달라진 계획 {changed}, 달라진 결과 {shifts}",
        flipped="위반이나 제안 미충족이 없다가 생긴 계획 {flipped}",
        nothing="이 계획들에서는 달라지는 결과가 없다",
        rules="달라진 규칙과 판정",
        no_effect="달라진 결과 없음",
        moved="{old} → {new} {n}건",
        not_tried="이 계획들이 시험하지 못한 것",
        cities="지자체별",
        fields="서비스 분야별",
        group="{name}: 계획 {plans}, 대상 {services}, 결과 {shifts}",
        unnamed="(지자체 미기재)",
        plans="계획별",
        flip="새로 생김",
        violations="위반 {old} → {new}",
        demands="제안 미충족 {old} → {new}",
        more="그 밖의 계획 {n}개는 세기만 했다 (--most로 늘린다)",
        unusable="검토하지 못한 계획",
        lacks="한쪽 어휘에 없는 필드 (그쪽 규칙은 이를 읽지 않는다)",
        lacked="{side}에 없음: {field}, 적은 계획 {n}",
        edits="달라진 것: {names}",
        since="{gap}({day}부터)",
        sheets="평가표 {n}장을 함께 보았다",
        decision="판정",
        whole="계획 전체",
        none="시행 규칙 없음",
        undetermined="판단불가",
        same="뜻이 달라진 규칙이 없다",
        sides={"old": "현행", "new": "개정안"},
        truths={"true": "참", "false": "거짓", "unknown": "모름"},
        gaps={
            Gap.NOT_IN_FORCE: "검토일에 시행 중이 아니다",
            Gap.NO_SUBJECT: "대상이 하나도 없다",
            Gap.NEVER_APPLIED: "적용이 참이 된 적이 없다",
            Gap.ALWAYS_APPLIED: "적용이 거짓이 된 적이 없다",
            Gap.NEVER_MET: "요건이 참이 된 적이 없다",
            Gap.NEVER_NOT_MET: "요건이 거짓이 된 적이 없다",
            Gap.NEVER_DECIDED: "요건이 정해진 적이 없다 (모두 판단불가이거나 해당없음)",
            Gap.NEVER_APART: "두 판의 답이 갈리는 자리에 놓인 계획이 없다",
        },
        levels={
            "violation": "위반",
            DEMAND: "제안 미충족",
            "evidence": "증거 요청",
            "departure": "원칙에서 벗어남",
            "recommendation": "권고",
            "advice": "조언",
            "undetermined": "",
            "": "",
        },
    ),
    "en": ImpactWords(
        title="Impact of the change of rules",
        given="{given} plans given = {reviewed} reviewed + {unusable} unusable",
        changed="{changed} plans change, in {shifts} results",
        flipped="{flipped} plans go from clean to violating the law or a proposal",
        nothing="no result changes in these plans",
        rules="Rules and decisions that change",
        no_effect="no result changes",
        moved="{old} → {new}: {n}",
        not_tried="What these plans do not exercise",
        cities="By city",
        fields="By field of service",
        group="{name}: {plans} plans, {services} subjects, {shifts} results",
        unnamed="(no city stated)",
        plans="By plan",
        flip="was clean",
        violations="violations {old} → {new}",
        demands="demands of proposals not satisfied {old} → {new}",
        more="{n} further plans are only counted (see --most)",
        unusable="Plans that could not be reviewed",
        lacks="Fields that one vocabulary lacks (its rules do not read them)",
        lacked="not in the {side} one: {field}, stated by {n} plans",
        edits="what it reads and changed: {names}",
        since="{gap} (it is from {day})",
        sheets="with {n} assessment sheets",
        decision="decision",
        whole="the plan",
        none="no rule in force",
        undetermined="undetermined",
        same="no rule changes its meaning",
        sides={"old": "current", "new": "amended"},
        truths={"true": "true", "false": "false", "unknown": "unknown"},
        gaps={
            Gap.NOT_IN_FORCE: "it is not in force on the review date",
            Gap.NO_SUBJECT: "there is no subject",
            Gap.NEVER_APPLIED: "its applicability was never true",
            Gap.ALWAYS_APPLIED: "its applicability was never false",
            Gap.NEVER_MET: "its requirement was never true",
            Gap.NEVER_NOT_MET: "its requirement was never false",
            Gap.NEVER_DECIDED: "its requirement was never decided (all undetermined or not applicable)",
            Gap.NEVER_APART: "no plan lies where the two versions part",
        },
        levels={
            "violation": "violation",
            DEMAND: "does not satisfy the proposal",
            "evidence": "evidence asked",
            "departure": "departure from a principle",
            "recommendation": "recommendation",
            "advice": "advice",
            "undetermined": "",
            "": "",
        },
    ),
}


def result_word(result: Result, level: str, kind: str, lang: Lang) -> str:
    """A result as a reader calls it, with the level of its finding in brackets."""
    words = WORDS[lang]
    if result is None:
        return words.none if kind == "rule" else words.undetermined
    told = words.levels.get(level, level)
    return outcome_word(result, lang) + (f"({told})" if told else "")


def counts_word(plan: PlanShift, lang: Lang) -> str:
    """Violations and unsatisfied demands before and after, where there are any."""
    words = WORDS[lang]
    told = [
        text.format(old=old, new=new)
        for text, (old, new) in ((words.violations, plan.violations), (words.demands, plan.demands))
        if old or new
    ]
    return ", ".join(told) or words.violations.format(old=0, new=0)


def rule_remarks(rule: RuleShift, lang: Lang) -> Iterator[str]:
    """What a rule reads that is edited, and what the corpus does not exercise of it."""
    words = WORDS[lang]
    if rule.edits:
        yield words.edits.format(names=", ".join(rule.edits))
    if rule.gaps:
        told = []
        for gap in rule.gaps:
            text = words.gaps[gap]
            late = gap is Gap.NOT_IN_FORCE and rule.since is not None
            told.append(words.since.format(gap=text, day=rule.since) if late else text)
        yield f"{words.not_tried}: {', '.join(told)}"


def lack_word(lack: Lack, lang: Lang) -> str:
    """A field that the vocabulary of one side does not have."""
    words = WORDS[lang]
    return words.lacked.format(side=words.sides[lack.side], field=lack.field, n=lack.plans)
