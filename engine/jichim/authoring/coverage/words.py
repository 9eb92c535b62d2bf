"""The fixed words of coverage reports in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.authoring.coverage.model import Clause, Measure
from jichim.diagnostic import Lang
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth


@dataclass(frozen=True, slots=True)
class CoverageWords:
    title: str
    tests: str
    """With the places `passed` and `failed`."""
    gaps: str
    no_gaps: str
    explained: str
    unreachable: str
    conditions: str
    """Above the conditions that were not shown to decide; with the place `count`."""
    not_shown: str
    row: str
    case: str
    legend: str
    all_: str
    never: str
    decides_in: str
    alone: str
    masked: str
    left_open: str
    evaluations: str
    shows: str
    decides_when: str
    """With the place `truth`."""
    hold_against: str
    without_test: str
    tied: str
    not_found: str
    measures: Mapping[Measure, str]
    clauses: Mapping[Clause, str]
    truths: Mapping[Truth, str]
    levels: Mapping[str, str]
    kinds: Mapping[str, str]


KO = CoverageWords(
    title="규칙 시험의 포괄도",
    tests="통과한 시험 {passed}건이 묻는 것만 셈한다 (실패 {failed}건)",
    gaps="시험이 다루지 않은 것",
    no_gaps="빈틈이 없다",
    explained="까닭이 적힌 빈틈",
    unreachable="이를 수 없음",
    conditions="홀로 결과를 가르는 것을 보이지 못한 조건 {count}개",
    not_shown="조건은 `--everything`이나 `--format html`로 보고, 메울 시험은 `--missing`으로 얻는다",
    row="행",
    case="경우",
    legend="조건마다 붙은 표시",
    all_="전체",
    never="보지 못함",
    decides_in="가르는 시험",
    alone="다른 조건은 그대로",
    masked="다른 조건도 다름",
    left_open="이 조건을 몰라 열린 시험",
    evaluations="조건마다 본 것",
    shows="보임",
    decides_when="{truth}일 때 결과를 가름",
    hold_against="빈틈을 메우는 시험. 기대는 지금 규칙의 답이니 조문에 맞는지 보고 붙인다",
    without_test="시험을 찾지 못한 빈틈",
    tied="다른 조건에 묶여 있어 어떤 계획에서도 가르지 못한다. 까닭을 적는다",
    not_found="가까운 계획에서 찾지 못했다. 시험을 손으로 쓰거나 까닭을 적는다",
    measures={
        Measure.OUTCOMES: "규칙의 결과",
        Measure.CASES: "도출의 경우",
        Measure.ROWS: "판정표의 행",
        Measure.VALUES: "조건의 진릿값",
        Measure.DECIDES: "결과를 가르는 조건(MC/DC)",
    },
    clauses={
        "applies": "적용·단서",
        "require": "요건",
        "body": "정의",
        "case": "경우",
        "where": "중",
        "every": "모든",
        "some": "어떤",
    },
    truths={TRUE: "참", FALSE: "거짓", UNKNOWN: "모름"},
    levels={
        "decides": "홀로 결과를 가름",
        "both": "참과 거짓을 보았으나 가르는 것은 보이지 못함",
        "one": "한쪽만 봄",
        "never": "시험이 묻지 않음",
    },
    kinds={"rule": "규칙", "derivation": "도출", "table": "판정표", "definition": "정의"},
)

EN = CoverageWords(
    title="What the tests of rules cover",
    tests="counted is what {passed} passed tests ask about ({failed} failed)",
    gaps="Not covered",
    no_gaps="no gaps",
    explained="Explained gaps",
    unreachable="unreachable",
    conditions="{count} conditions not shown to decide on their own",
    not_shown="`--everything` or `--format html` shows the conditions, `--missing` writes tests for them",
    row="row",
    case="case",
    legend="Marks after conditions",
    all_="all",
    never="never seen",
    decides_in="shown to decide by",
    alone="all else equal",
    masked="other conditions differ",
    left_open="left open for want of it in",
    evaluations="What was seen of each condition",
    shows="shows",
    decides_when="decides where it is {truth}",
    hold_against="tests that close gaps; they expect what the rules say now: hold that against the provision",
    without_test="gaps for which no test was found",
    tied="other conditions tie it, so that it decides for no plan; say why",
    not_found="no plan near those of the tests shows it; write a test by hand, or say why not",
    measures={
        Measure.OUTCOMES: "outcomes of rules",
        Measure.CASES: "cases of derivations",
        Measure.ROWS: "rows of tables",
        Measure.VALUES: "truth values of conditions",
        Measure.DECIDES: "conditions that decide (MC/DC)",
    },
    clauses={
        "applies": "when · unless",
        "require": "require",
        "body": "definition",
        "case": "case",
        "where": "where",
        "every": "every",
        "some": "some",
    },
    truths={TRUE: "true", FALSE: "false", UNKNOWN: "unknown"},
    levels={
        "decides": "shown to decide on its own",
        "both": "true and false, not shown to decide",
        "one": "one of true and false",
        "never": "not asked by any test",
    },
    kinds={"rule": "rule", "derivation": "derivation", "table": "table", "definition": "definition"},
)

MARKS: Mapping[str, str] = {"decides": "●", "both": "◐", "one": "◔", "never": "○"}
"""A shape for each level, so that none is told by its colour alone."""


def coverage_words(lang: Lang) -> CoverageWords:
    return KO if lang == "ko" else EN
