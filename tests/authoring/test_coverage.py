"""What tests cover, counted by hand; only what a passed test asks about counts."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from authoring import coverage_made as made
from authoring.coverage_made import condition, covered, named
from jichim.authoring.coverage import Measure, Share, check_explained
from jichim.authoring.coverage.as_html import coverage_html, marked
from jichim.authoring.coverage.as_json import coverage_json
from jichim.authoring.coverage.as_text import render_coverage
from jichim.authoring.coverage.explained import Explained, read_explained
from jichim.authoring.coverage.words import KO
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.report import Page
from jichim.source import Source


def goals(name: str, *tests: str) -> dict[str, bool | None]:
    """Whether each goal was seen; None for what cannot be."""
    found = named(covered(*tests), name).goals
    return {goal.name: None if not goal.reachable else goal.seen is not None for goal in found}


class TestGoals:
    def test_outcomes_are_those_that_tests_expect(self) -> None:
        assert goals("R-1", made.MET, made.CLOSED) == {
            "met": True,
            "not-met": False,
            "undetermined": False,
            "not-applicable": True,
        }

    def test_a_rule_that_no_test_asks_about_is_not_covered(self) -> None:
        """Its outcome in the plans of other tests is nobody's expectation."""
        assert goals("R-2", made.MET) == {
            "met": False,
            "not-met": False,
            "undetermined": False,
            "not-applicable": None,
        }

    def test_a_failed_test_covers_nothing(self) -> None:
        wrong = made.test("틀림", "단계 = 운영 구축비 = 1억원", "R-1 부적합")
        found = covered(wrong)
        assert (found.tests, found.failed) == (1, 1)
        assert not any(goal.seen for one in found.declarations for goal in one.goals)

    def test_a_case_is_hit_through_the_rule_that_reads_it(self) -> None:
        assert goals("견본등급", made.MET) == {"높음": False, "낮음": True}
        assert goals("견본등급", made.MET, made.NOT_MET) == {"높음": True, "낮음": True}

    def test_a_requirement_is_not_asked_where_the_rule_does_not_apply(self) -> None:
        assert goals("견본등급", made.CLOSED) == {"높음": False, "낮음": False}

    def test_not_in_force_does_not_count_as_not_applicable(self) -> None:
        rule = made.RULE.replace("  대상 서비스", "  시행 2024-01-01 부터\n  대상 서비스", 1)
        early = made.CLOSED.replace("\n", "\n  기준일 2020-01-01\n", 1)
        from jichim.authoring.coverage import cover
        from policy.programs import policy_of

        found = named(cover(policy_of(made.GRADE, made.STATED, rule, early)), "R-1")
        assert not any(goal.seen for goal in found.goals)


class TestConditions:
    def test_truth_values_and_who_decides(self) -> None:
        rule = named(covered(made.MET, made.NOT_MET, made.CLOSED), "R-1")
        stage = condition(rule, "단계 = 운영")
        assert set(stage.seen) == {TRUE, FALSE}
        assert stage.possible == {TRUE, FALSE, UNKNOWN}
        assert stage.decides is not None
        assert (stage.decides.true.test.title, stage.decides.false.test.title) == ("낮다", "끝났다")
        low = condition(rule, "견본등급 = 낮음")
        assert low.level == "decides"
        assert low.decides is not None
        assert low.decides.alone
        provided = condition(rule, "견본제공")
        assert (provided.level, set(provided.seen)) == ("one", {FALSE})

    def test_inside_of_a_definition(self) -> None:
        stated = named(covered(made.MET), "견본제공")
        assert [(one.text, set(one.seen)) for one in stated.conditions] == [
            ("제공자 기재", {TRUE}),
            ("제공자 있음", {FALSE}),
        ]
        assert UNKNOWN not in condition(stated, "제공자 기재").possible

    def test_of_each_record_of_a_list(self) -> None:
        text = made.test("비용", '비용 = [{항목 = "차량", 금액 = 1억원}, {항목 = "인력"}]', "R-2 부적합")
        rule = named(covered(text), "R-2")
        inner = condition(rule, "금액 기재")
        assert set(inner.seen) == {TRUE, FALSE}
        assert inner.seen[TRUE].subject == "가 · 차량"
        assert inner.seen[FALSE].subject == "가 · 인력"
        assert [one.clause for one in rule.decisions] == ["require", "every"]

    def test_what_leaves_a_result_open(self) -> None:
        text = made.test("모른다", "단계 = 운영 제공자 = 없음", "R-1 판단불가")
        low = condition(named(covered(text), "R-1"), "견본등급 = 낮음")
        assert low.leaves_open is not None
        assert low.leaves_open.test.title == "모른다"

    def test_shares(self) -> None:
        shares = covered(made.MET, made.NOT_MET, made.CLOSED).shares()
        assert shares[Measure.OUTCOMES] == Share(3, 7)
        assert shares[Measure.CASES] == Share(2, 2)
        assert shares[Measure.ROWS] == Share(0, 0)


TABLE = """판정표 견본판정 "견본 판정"
  대상 서비스
  | 견본등급 | => 견본판정 |
  | 높음     | => 살핀다   |
  | 낮음     | => 넘긴다   |
"""


def test_rows_of_a_table() -> None:
    from jichim.authoring.coverage import cover
    from policy.programs import policy_of

    text = made.test("표", "구축비 = 9억원", "견본판정 = 살핀다")
    table = named(cover(policy_of(made.GRADE, TABLE, text)), "견본판정")
    assert table.kind == "table"
    assert [(goal.name, goal.seen is not None) for goal in table.goals] == [("1", True), ("2", False)]


# ---- explained gaps --------------------------------------------------------------------------------


def explained(text: str) -> Explained:
    gaps, problems = read_explained(Source("coverage.yaml", text))
    assert not problems, problems
    return Explained(gaps)


def test_an_explained_gap_is_counted_apart() -> None:
    reasons = explained("gaps: [{name: R-1, outcome: undetermined, ko: 까닭, en: reason}]")
    found = covered(made.MET, made.NOT_MET, made.CLOSED, explained=reasons)
    assert found.shares()[Measure.OUTCOMES] == Share(3, 6, explained=1)
    assert check_explained(reasons, found) == ()
    text = render_coverage(found, Page())
    assert "R-1  판단불가: 까닭" in text


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{name: R-1, outcome: met, ko: 까닭}", "T151"),
        ("{name: R-2, outcome: not-applicable, ko: 까닭}", "T151"),
        ("{name: R-9, outcome: met, ko: 까닭}", "T150"),
        ("{name: R-1, case: 높음, ko: 까닭}", "T150"),
        ("{name: R-1, condition: 구축비 = 1, ko: 까닭}", "T150"),
    ],
)
def test_a_reason_for_what_is_no_gap_is_told(entry: str, code: str) -> None:
    reasons = explained(f"gaps: [{entry}]")
    (told,) = check_explained(reasons, covered(made.MET, explained=reasons))
    assert told.code == code
    assert told.span is not None
    assert told.span.text == entry


@pytest.mark.parametrize(
    "text",
    [
        "gaps: [{name: R-1, ko: 까닭}]",
        "gaps: [{name: R-1, outcome: met}]",
        "gaps: [{outcome: met, ko: 까닭}]",
    ],
)
def test_an_entry_that_says_too_little_is_refused(text: str) -> None:
    gaps, problems = read_explained(Source("coverage.yaml", text))
    assert not gaps
    assert problems


# ---- reports ---------------------------------------------------------------------------------------


def test_text() -> None:
    text = render_coverage(covered(made.MET, made.NOT_MET, made.CLOSED), Page(everything=True))
    words = " ".join(text.split())
    assert "규칙의 결과 42.8% 3/7" in words
    assert "R-1 판단불가 0.jichim:8" in words
    assert "◔ R-1 요건: 견본제공 참 – 거짓 ✓ 모름 ·" in text


def test_json_says_where_everything_was_seen() -> None:
    document = json.loads(coverage_json(covered(made.MET, made.NOT_MET, made.CLOSED)))
    assert document["shares"]["outcomes"] == {"covered": 3, "total": 7, "explained": 0}
    rule = next(one for one in document["declarations"] if one["name"] == "R-1")
    assert rule["goals"][0]["seen"]["test"] == "낮다"
    decision = rule["decisions"][1]
    assert decision["clause"] == "require"
    assert [one["text"] for one in decision["conditions"]] == ["견본등급 = 낮음", "견본제공"]
    assert decision["conditions"][0]["decides"]["alone"] is True


class Tags(HTMLParser):
    """Checks that every tag is closed, and collects the marked texts by class."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.inside: list[int] = []
        self.signs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        found = dict(attrs)
        if tag == "mark":
            self.inside.append(len(self.marks))
            self.marks.append((found.get("class") or "", ""))
        if found.get("role") == "img":
            self.signs.append(found.get("aria-label") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self.inside.pop()

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1] == "mark":
            level, known = self.marks[self.inside[-1]]
            self.marks[self.inside[-1]] = (level, known + text)


def test_the_page_marks_conditions_by_more_than_colour() -> None:
    found = covered(made.MET, made.NOT_MET, made.CLOSED)
    tags = Tags()
    tags.feed(coverage_html(found, Page()))
    assert not tags.open
    assert ("decides", "견본등급 = 낮음") in tags.marks
    assert ("one", "견본제공") in tags.marks
    assert ("never", "금액 기재") in tags.marks, "a condition inside of another is marked too"
    assert all(label for label in tags.signs)
    assert len(tags.signs) == len(tags.marks) - len(KO.levels), "the legend needs no label"


def test_gaps_lead_to_their_declarations() -> None:
    page = coverage_html(covered(made.MET), Page())
    assert '<li><a href="#0.jichim:8">R-1</a> 부적합, 판단불가, 해당없음</li>' in page
    assert page.count('<section id="0.jichim:8">') == 1


def test_marking_keeps_the_text() -> None:
    rule = named(covered(made.MET), "R-2")
    tags = Tags()
    texts: list[str] = []
    tags.handle_data = texts.append  # type: ignore[method-assign]
    tags.feed(marked(rule, KO))
    plain = "".join(texts)
    for sign in "●◐◔○":
        plain = plain.replace(sign, "")
    assert plain == rule.span.text.rstrip()


def test_texts_of_analysts_are_escaped() -> None:
    hostile = made.MET.replace("낮다", "<script>alert(1)</script>")
    page = coverage_html(covered(hostile), Page())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
