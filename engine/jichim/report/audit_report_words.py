"""The fixed words of an audit report (HTML and workbook) in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.audit.overview import Overview
from jichim.audit.queries import LEVELS
from jichim.diagnostic import Lang
from jichim.report.words import words
from jichim.review.model import Cause, Level, Outcome

OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)

_DUTIES: dict[str, tuple[str, str]] = {
    "must": ("하여야 한다", "must"),
    "consider": ("고려", "consider"),
    "principle": ("원칙", "principle"),
    "endeavour": ("노력", "endeavour"),
    "should": ("권고", "should"),
    "may": ("허용", "may"),
}

_PAIRS: dict[str, tuple[str, str]] = {
    "title": ("계획 감사 보고서", "Audit of service plans"),
    "summary": ("요약", "Summary"),
    "contents": ("차례", "Contents"),
    "skip": ("본문으로", "Skip to content"),
    "run": ("실행", "Run"),
    "date": ("검토 기준일", "Review date"),
    "submitted": ("계획마다 제출일", "each plan's own date"),
    "started": ("시작 (UTC)", "Started (UTC)"),
    "made-by": ("jichim 판", "jichim version"),
    "rules": ("규칙·엔진 지문", "Digest of rules and engine"),
    "filter": ("거른 조건", "Filters"),
    "everything": ("없음: 전부", "none: everything"),
    "open-run": (
        "끝나지 않은 실행이다. 아직 검토하지 않은 계획 {n:,}건",
        "Unfinished run: {n:,} plans to go",
    ),
    "given": ("받은 계획", "Plans given"),
    "reviewed": ("검토", "Reviewed"),
    "unusable": ("검토 못함", "Unusable"),
    "reused": ("전에 검토한 것", "Reused"),
    "repeated": ("거듭 준 것", "Given twice"),
    "passed-over": ("계획이 아닌 파일", "Files that are no plans"),
    "shown": ("거른 계획", "Plans kept by the filters"),
    "outcomes-all": ("규칙·대상별 결과", "Outcomes"),
    "findings-all": ("지적", "Findings"),
    "sums": ("합계 맞춤", "What adds up"),
    "figure": ("수", "Figure"),
    "made-of": ("이루는 것", "Made of"),
    "agrees": ("맞음", "adds up"),
    "differs": ("맞지 않음", "does not add up"),
    "draft-note": (
        "초안(제안)의 지적은 시행 중인 규정을 어겼다는 뜻이 아니라 제안의 요구를 충족하지 않는다는 뜻이다.",
        "A finding of a draft means that the plan does not satisfy a proposal, not that it breaks the law.",
    ),
    "by-instrument": ("기준별 결과", "Outcomes by instrument"),
    "by-level": ("지적의 수준", "Findings by level"),
    "provisions": ("규정별 결과", "Outcomes by provision"),
    "heat": ("지자체 × 규정: 부적합률", "City × provision: share not met"),
    "heat-note": (
        "칸은 판단한 것 가운데 부적합의 백분율이다. 판단한 것이 없으면 가운뎃점이다.",
        "Each cell is the percentage not met of what was decided; · where nothing was.",
    ),
    "heat-cut": (
        "부적합이 많은 지자체 {cities}곳과 규정 {rules}개만 보인다. 전체: 지자체 {all_cities}곳, "
        "규정 {all_rules}개",
        "Only the {cities} cities and {rules} provisions with the most not met, of {all_cities} and "
        "{all_rules}.",
    ),
    "by-field": ("서비스 분야별 지적", "Findings by field of service"),
    "field-note": (
        "서비스에 대한 지적만 센다. 분야가 여럿인 서비스는 분야마다 센다.",
        "Findings about services only; a service of several fields counts in each.",
    ),
    "gaps": ("가장 많은 부적합", "Most common gaps"),
    "causes": ("판단불가의 까닭", "Undetermined by cause"),
    "causes-none": (
        "까닭은 규칙과 계획마다 적혀 있어, 서비스 분야나 단계로 거르면 나눌 수 없다.",
        "Causes are kept for a rule and a plan: with a filter of fields or stages they cannot be told apart.",
    ),
    "missing": ("가장 많이 빠진 항목", "Fields missing most"),
    "decisions": ("결정의 분포", "Distribution of decisions"),
    "changes": ("앞 실행과의 비교", "Compared with the previous run"),
    "changes-note": (
        "실행 {old} ({old_day}) → 실행 {new} ({new_day}). 결과가 같은 계획 {same:,}건. 거르지 않은 전체를 "
        "견준다.",
        "Run {old} ({old_day}) → run {new} ({new_day}): {same:,} plans with equal outcomes. Compares "
        "everything, without filters.",
    ),
    "other-rules": (
        "두 실행의 규칙이나 jichim이 다르다: 차이에는 그 변화도 들어 있다.",
        "The runs used different rules or another jichim: differences may come from those.",
    ),
    "changed-rules": ("결과가 달라진 규정", "Provisions with other outcomes"),
    "changed-plans": ("달라진 계획", "Plans that changed"),
    "nothing": ("달라진 것이 없다", "nothing changed"),
    "new-violation": ("위반이 없다가 생김", "was clean, now violates"),
    "appeared": ("새로 검토함", "new review"),
    "vanished": ("검토가 없어짐", "no longer reviewed"),
    "fewer": ("줄어듦", "fewer"),
    "greater": ("늘어남", "more"),
    "unusable-files": ("검토하지 못한 파일", "Unusable files"),
    "details": ("계획별 지적", "Findings of each plan"),
    "details-note": (
        "지적이 무거운 계획부터 {n:,}건, 계획마다 {most}건까지 펼칠 수 있다.",
        "The {n:,} plans with the most pressing findings, up to {most} findings each.",
    ),
    "left-out": (
        "지적 {n:,}건이 더 있다: jichim audit findings STORE --run {run} -o findings.csv",
        "{n:,} more findings: jichim audit findings STORE --run {run} -o findings.csv",
    ),
    "plans-left": ("나머지 계획", "The other plans"),
    "rows-left": (
        "그 밖에 {n:,}건: jichim audit export STORE --run {run} --table {table} -o {table}.csv",
        "{n:,} more: jichim audit export STORE --run {run} --table {table} -o {table}.csv",
    ),
    "changes-left": (
        "그 밖에 달라진 계획 {n:,}건: jichim audit compare STORE {old} {new} --limit {all}",
        "{n:,} more plans changed: jichim audit compare STORE {old} {new} --limit {all}",
    ),
    "no-findings": ("지적 없음", "no findings"),
    "as-table": ("표로 보기", "As a table"),
    "search": ("찾기", "Search"),
    "none": ("없음", "none"),
    "total": ("합계", "Total"),
    "rule": ("규칙", "Rule"),
    "name": ("제목", "Title"),
    "instrument": ("기준", "Instrument"),
    "citation": ("근거", "Cites"),
    "duty": ("의무", "Duty"),
    "status": ("상태", "Status"),
    "share": ("부적합률", "Share not met"),
    "plans-not-met": ("부적합 계획", "Plans not met"),
    "plans-held": ("해당 계획", "Plans concerned"),
    "city": ("지자체", "City"),
    "no-city": ("지자체 미기재", "city not stated"),
    "field": ("분야", "Field"),
    "no-field": ("분야 미기재", "field not stated"),
    "cause": ("까닭", "Why"),
    "count": ("건수", "Count"),
    "item": ("항목", "Field"),
    "path": ("필드", "Path"),
    "plans": ("계획", "Plans"),
    "subjects": ("대상", "Subjects"),
    "decision": ("결정", "Decision"),
    "value": ("값", "Value"),
    "before": ("앞", "Before"),
    "after": ("뒤", "After"),
    "change": ("변화", "Change"),
    "differing": ("달라진 계획", "Plans that differ"),
    "violations": ("위반", "Violations"),
    "file": ("파일", "File"),
    "plan": ("계획", "Plan"),
    "code": ("진단", "Code"),
    "place": ("위치", "Place"),
    "reason": ("까닭", "Why"),
    "help": ("고치는 법", "What to do"),
    "level": ("수준", "Level"),
    "stage": ("단계", "Stage"),
    "outcome": ("결과", "Outcome"),
    "rules-chosen-note": (
        "규칙이나 수준으로 거른 보고서이다. 결정, 빠진 항목, 보완은 규칙마다 나뉘지 않아 거르지 않았다.",
        "Filtered by rules or levels. Decisions, missing fields and supplements belong to no single rule "
        "and are not filtered.",
    ),
    "about": ("대상", "About"),
    "text": ("지적", "Finding"),
    "evidence": ("확인한 값", "Evidence"),
    "action": ("조치", "Action"),
    "who": ("담당", "By"),
    "due": ("기한", "Due"),
    "sheet-provisions": ("규정별", "Provisions"),
    "sheet-plans": ("계획별", "Plans"),
    "sheet-findings": ("지적", "Findings"),
    "sheet-actions": ("조치", "Actions"),
    "sheet-supplements": ("보완", "Supplements"),
    "sheet-unusable": ("검토 못한 파일", "Unusable files"),
    "foot": (
        "건수는 규칙과 대상의 짝을 센다. 부적합률은 적합과 부적합 가운데 부적합의 비율이며, 판단불가와 "
        "해당없음은 넣지 않는다. STORE는 이 보고서를 만든 저장소이다.",
        "Counts are pairs of a rule and a subject. The share not met is of met and not met only, without "
        "undetermined and not applicable. STORE is the store that this report was made from.",
    ),
}


class ReportWords:
    """The words of one language; `text("given")`, `text("left-out", n=3, run=1)`.

    `labels` are the names of fields and stages of services by their canonical names.
    """

    def __init__(self, lang: Lang, labels: Mapping[str, str] | None = None) -> None:
        self.lang = lang
        self._labels = labels or {}
        self._place = 0 if lang == "ko" else 1
        self._words = words(lang)

    def __call__(self, key: str, **parts: object) -> str:
        text = _PAIRS[key][self._place]
        return text.format(**parts) if parts else text

    def label(self, name: str) -> str:
        """A field or stage of services; one of another vocabulary as it stands."""
        return self._labels.get(name, name.replace("_", " "))

    def duty(self, name: str) -> str:
        return _DUTIES[name][self._place] if name in _DUTIES else name

    def status(self, *, draft: bool) -> str:
        return self._words.draft if draft else self._words.effective

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self._words.outcomes[one] for one in OUTCOMES)

    def levels(self, drafts: Sequence[bool]) -> tuple[str, ...]:
        """The levels in the order of `LEVELS`, for findings of drafts, of law in force, or of both.

        A demand of a draft that is not satisfied is never called a violation.
        """
        law, proposal = self._words.levels, self._words.proposal_levels
        if drafts and all(drafts):
            return tuple(proposal[Level(one)] for one in LEVELS)
        if not any(drafts):
            return tuple(law[Level(one)] for one in LEVELS)
        pairs = [dict.fromkeys((law[Level(one)], proposal[Level(one)])) for one in LEVELS]
        return tuple("·".join(pair) for pair in pairs)

    def cause(self, name: str) -> str:
        """The cause of an undetermined outcome in words; one of another version as it stands."""
        known = {one.value: text for one, text in self._words.causes.items()}
        return known.get(name, name)

    def decided(self, value: str | None, cause: str | None) -> str:
        """A decision, or why there is none."""
        if value or not cause:
            return value or "-"
        return f"{self._words.cannot_decide} ({self.cause(cause)})"

    def chosen(self, overview: Overview) -> str:
        """The filters of a report in a line."""
        told = []
        for name in overview.chosen.__slots__:
            if values := getattr(overview.chosen, name):
                word = {"duty": self.duty, "field": self.label, "stage": self.label}.get(name, self._level)
                shown = map(word, values)
                told.append(f"{self(name)}: {', '.join(shown)}")
        return "; ".join(told) or self("everything")

    def _level(self, word: str) -> str:
        """The name of a level, or any other word of a filter as it stands."""
        return self._words.levels[Level(word)] if word in LEVELS else word


def reconciled(overview: Overview, text: ReportWords) -> list[tuple[str, int, str, bool]]:
    """The figures that must add up: name, figure, what it is made of, and whether it does."""
    run, tally, levels = overview.run, overview.tally, overview.levels
    by_plan = [one.tally for one in overview.plans]
    waiting = run.given - run.reviewed - run.unusable
    parts = f"{text('reviewed')} {run.reviewed:,} + {text('unusable')} {run.unusable:,}"
    rows = [(text("given"), run.given, parts, waiting == 0)]
    four = (tally.met, tally.not_met, tally.undetermined, tally.not_applicable)
    made_of = " + ".join(f"{name} {count:,}" for name, count in zip(text.outcomes, four, strict=True))
    rows.append((text("outcomes-all"), sum(four), made_of, sum(one.all for one in by_plan) == sum(four)))
    if not overview.chosen.level and not overview.chosen.outcome:
        names = text.levels([one.draft for one in overview.provisions])
        made_of = " + ".join(f"{name} {count:,}" for name, count in zip(names[:-1], levels[:-1], strict=True))
        rows.append((text.outcomes[1], tally.not_met, made_of, sum(levels[:-1]) == tally.not_met))
    if not (overview.chosen.level or overview.chosen.outcome or overview.chosen.by_service):
        not_stated = dict(overview.causes).get(Cause.NOT_STATED.value, 0)
        made_of = " + ".join(f"{text.cause(name)} {count:,}" for name, count in overview.causes)
        agrees = sum(count for _, count in overview.causes) == tally.undetermined == not_stated + levels[-1]
        rows.append((text.outcomes[2], tally.undetermined, made_of or "0", agrees))
    return rows
