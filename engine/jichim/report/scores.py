"""What the sheets of evaluators come to, in words: scores, spread, what to improve, what is not rated."""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction

from jichim.assessment.model import (
    Assessment,
    Combined,
    Consequence,
    Evaluator,
    Rating,
    Score,
    SubjectScores,
)
from jichim.diagnostic import Lang
from jichim.report.layout import Run, Tone, printable
from jichim.report.parts import badge
from jichim.report.words import words

Keyed = tuple[str, list[Run | str]]
"""A line of a table of scores: what it is, and what it says."""

WIDE_SPREAD = Fraction(1, 2)
"""A spread of at least this part of the scale is marked; a choice of ours, it changes no score."""

WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "title": "평가표",
        "people": "평가자",
        "rule": "종합",
        "mean": "점수를 매긴 평가자의 평균. 매기지 않은 사람은 세지 않는다",
        "median": "점수를 매긴 평가자의 중앙값. 매기지 않은 사람은 세지 않는다",
        "scale": "척도 {low}~{high}, 절대평가",
        "assumed": "가정",
        "total": "종합",
        "standards": "평가기준",
        "blocks": "블록",
        "items": "항목",
        "other": "그 밖의 항목",
        "improve": "개선할 항목",
        "disagree": "의견이 갈린 항목",
        "missing": "평가 없음",
        "undetermined": "판단불가 ({of}개 가운데 {missing}개 평가 없음)",
        "rated_by": "{n}명 가운데 {k}명이 평가",
        "none": "평가한 항목이 없다",
        "continue-and-expand": "점수가 높다: 계획기간이나 지원기간 뒤에도 운영을 잇고 확대를 살핀다",
        "improve-low": "점수가 낮다: 모자란 항목을 고쳐 활성화 방안을 마련한다",
        "between": "높지도 낮지도 않다: 보고서는 이 경우를 말하지 않는다",
        "unknown": "평가가 빠져 높고 낮음을 말할 수 없다",
        "stage": "운영단계",
    },
    "en": {
        "title": "Assessment",
        "people": "Evaluators",
        "rule": "Combined",
        "mean": "mean of those who rated; who did not rate does not count",
        "median": "median of those who rated; who did not rate does not count",
        "scale": "scale {low} to {high}, absolute",
        "assumed": "Assumed",
        "total": "Total",
        "standards": "Standards",
        "blocks": "Blocks",
        "items": "Criteria",
        "other": "Other criteria",
        "improve": "To improve",
        "disagree": "Disagreement",
        "missing": "Not rated",
        "undetermined": "undetermined ({missing} of {of} not rated)",
        "rated_by": "rated by {k} of {n}",
        "none": "nothing was rated",
        "continue-and-expand": "high: keep it running after the plan or grant period and consider expansion",
        "improve-low": "low: improve the deficient items and draw up a plan of activation",
        "between": "neither high nor low: the report says nothing about this",
        "unknown": "ratings are missing: neither high nor low can be said",
        "stage": "In operation",
    },
}
CONSEQUENCES: dict[Consequence, tuple[str, Tone]] = {
    Consequence.EXPAND: ("continue-and-expand", "good"),
    Consequence.IMPROVE: ("improve-low", "ask"),
    Consequence.BETWEEN: ("between", "plain"),
    Consequence.UNDETERMINED: ("unknown", "open"),
}


def how_rated(assessment: Assessment, drafts: Set[str], lang: Lang) -> list[Keyed]:
    """Who rated, how ratings become scores under each instrument (`drafts` bind nobody), what is assumed."""
    text = WORDS[lang]
    rows: list[Keyed] = [(text["people"], [", ".join(map(_person, assessment.evaluators))])]
    for scheme in assessment.schemes:
        low, high = scheme.scale
        how = f"{text[scheme.combination]}; {text['scale'].format(low=low, high=high)}"
        mark = [Run(f"{badge(words(lang).proposal)} ", "draft")] if scheme.instrument in drafts else []
        rows.append((text["rule"], [*mark, how]))
        for one in scheme.assumed:
            reason = f": {printable(one.reason)}" if one.reason else ""
            rows.append((text["assumed"], [Run(printable(one.name), "strong"), reason]))
    return rows


def ratings_of(subject: SubjectScores, assessment: Assessment, lang: Lang) -> list[Keyed]:
    """Total, standards, blocks and the items that matter; nothing where nothing was rated."""
    text, people = WORDS[lang], len(assessment.evaluators)
    given = [item for item in subject.items if item.value is not None]
    if not given:
        return []
    rows: list[Keyed] = []
    if subject.total:
        rows.append((text["total"], [_score(subject.total, lang)]))
    if subject.consequence:
        key, tone = CONSEQUENCES[subject.consequence]
        rows.append((text["stage"], [Run(text[key], tone)]))
    rows += [(text["standards"], _scores(subject.standards, lang))] if subject.standards else []
    for position, block in enumerate(subject.blocks):
        inside = _items([item for item in given if item.block == block.name], people, lang)
        head: list[Run | str] = [f"{printable(block.label)} ", _score(block, lang)]
        rows.append(("" if position else text["blocks"], [*head, *([": ", *inside] if inside else [])]))
    shown = {block.name for block in subject.blocks}
    rest = _items([item for item in given if item.block not in shown], people, lang)
    rows += [(text["other" if shown else "items"], rest)] if rest else []
    scale = next((one.scale for one in assessment.schemes if one.instrument == subject.instrument), None)
    rows += [(text[key], [", ".join(part)]) for key, part in _remarks(subject, scale) if part]
    return rows


def called(subject: SubjectScores, root: str, lang: Lang) -> str:
    """The name of what was rated; the plan, whose records are of the type `root`, is called `계획`."""
    return words(lang).plan if subject.node == root else " + ".join(map(printable, subject.names))


def _remarks(subject: SubjectScores, scale: tuple[int, int] | None) -> list[tuple[str, list[str]]]:
    improve = [_title(item) for item in subject.items if item.criterion in subject.improve]
    low, high = scale or (1, 5)
    apart = [
        f"{_title(item)} ({', '.join(map(_given, item.ratings))})"
        for item in subject.items
        if item.spread is not None and item.spread >= (high - low) * WIDE_SPREAD
    ]
    missing = [_title(item) for item in subject.items if item.value is None]
    return [("improve", improve), ("disagree", apart), ("missing", missing)]


def _items(items: Sequence[Combined], people: int, lang: Lang) -> list[Run | str]:
    """`역할 배분 4.5 (4~5)`, and by how many it was rated where not by all."""
    runs: list[Run | str] = []
    for position, item in enumerate(items):
        values = [rating.value for rating in item.ratings]
        spread = f" ({number(min(values))}~{number(max(values))})" if item.spread else ""
        partly = WORDS[lang]["rated_by"].format(n=people, k=len(values)) if item.absent else ""
        runs += [" · "] if position else []
        runs += [f"{_title(item)} ", Run(number(item.value), "strong"), Run(spread, "faint")]
        runs += [Run(f" [{partly}]", "open")] if partly else []
    return runs


def _scores(several: Sequence[Score], lang: Lang) -> list[Run | str]:
    runs: list[Run | str] = []
    for position, one in enumerate(several):
        runs += [" · "] if position else []
        runs += [f"{printable(one.label)} ", _score(one, lang)]
    return runs


def _score(one: Score, lang: Lang) -> Run:
    if one.value is None:
        return Run(WORDS[lang]["undetermined"].format(missing=one.missing, of=one.of), "open")
    return Run(number(one.value), "strong")


def _given(rating: Rating) -> str:
    return f"{printable(rating.evaluator)} {number(rating.value)}"


def _title(item: Combined) -> str:
    return printable(item.title) or printable(item.criterion)


def _person(one: Evaluator) -> str:
    detail = ", ".join(printable(part) for part in (one.affiliation, one.expertise) if part)
    return f"{printable(one.name)} ({detail})" if detail else printable(one.name)


def number(value: Fraction | None) -> str:
    """At most two places, rounded half to even: `4`, `3.5`, `3.67`."""
    if value is None:
        return "-"
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
