"""Findings of a draft beside the law in force: it is named, and one gap is told once."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from authoring.made_law import CROSSWALK, loaded, write
from jichim.plan import read_plan
from jichim.provisions import load_beside
from jichim.report import Page, Report, render_text
from jichim.report.layout import columns
from jichim.review import Reviewer
from jichim.review.model import Finding, Review
from jichim.source import Source

PLAN = "계획: {명칭: 시험 계획}\n서비스: [{이름: 교통, 단계: 운영}]\n"


def reviewed(
    folder: Path,
    day: str,
    plan: str = PLAN,
    *,
    with_law: bool = True,
    everything: bool = False,
    **changed: str,
) -> tuple[Review, str]:
    law, draft = write(folder, **changed)
    names = (law, draft) if with_law else (draft,)
    policy = loaded(names)
    beside, problems = load_beside(policy, names)
    assert problems == ()
    read, _ = read_plan(Source("plan.yaml", plan), policy.vocabulary)
    assert read is not None
    reviewer = Reviewer(policy, beside)
    try:
        found = reviewer.review(read, as_of=datetime.date.fromisoformat(day))
    finally:
        reviewer.close()
    page = Page(width=100, lang="ko", everything=everything)
    return found, render_text(Report((found,), (), (None,)), page, policy.vocabulary)


def finding(review: Review, rule: str) -> Finding:
    (found,) = [one for one in review.findings if one.outcome.rule.name == rule]
    return found


def test_the_same_gap_is_told_once(tmp_path: Path) -> None:
    review, text = reviewed(tmp_path, "2026-11-20")
    found = finding(review, "P-1")
    assert [(one.proposal, one.verdict, one.at, one.provision, one.rules) for one in found.in_force] == [
        ("R1", "adopted", "제20조③", "M20-3", ("M20-3",))
    ]
    assert found.same_as == ("M20-3",)
    [line] = [line.strip() for line in text.splitlines() if " P-1 " in line]
    assert line.endswith("· 계획 · 현행 제20조③ (M20-3)")
    assert text.count("지표를 적는다") == 1, "only the action of the law in force is left"
    _, text = reviewed(tmp_path, "2026-11-20", everything=True)
    assert "[요구 미충족] P-1  계획 → 현행 제20조③ (M20-3)" in text
    assert text.count("지표를 적는다") == 1
    assert "시행 중인 기준에서 이미 지적한 것 1건" in text


def test_a_provision_not_yet_in_force_is_not_named(tmp_path: Path) -> None:
    assert [one.provision for one in finding(reviewed(tmp_path, "2026-12-31")[0], "P-1").in_force] == [
        "M20-3"
    ]
    review, _ = reviewed(tmp_path, "2027-01-01")
    assert [one.provision for one in finding(review, "P-1").in_force] == ["M20-3", "M20-4"]
    assert finding(review, "P-1").same_as == ("M20-3", "M20-4")


@pytest.mark.parametrize(("day", "with_law"), [("2025-12-18", True), ("2026-11-20", False)])
def test_law_that_is_not_in_the_review_is_not_named(tmp_path: Path, day: str, with_law: bool) -> None:
    review, text = reviewed(tmp_path, day, with_law=with_law)
    found = finding(review, "P-1")
    assert (found.in_force, found.same_as) == ((), ())
    assert "현행" not in text
    assert "지표가 없다" in text


def test_what_was_not_taken_up_has_no_counterpart(tmp_path: Path) -> None:
    review, _ = reviewed(tmp_path, "2026-11-20")
    assert finding(review, "P-2").in_force == ()


def test_another_gap_is_told_in_full_and_names_the_law(tmp_path: Path) -> None:
    """The crosswalk joins them, but the draft asks for another field than the law does."""
    other = CROSSWALK.replace("items: [T1]", "items: [T2]", 1)
    other = other[: other.index("  - id: R2")]
    review, text = reviewed(tmp_path, "2026-11-20", everything=True, crosswalk=other)
    found = finding(review, "P-2")
    assert [one.at for one in found.in_force] == ["제20조③"]
    assert found.same_as == ()
    assert "교통: 운영기관이 없다" in text
    assert "현행    제20조③ 지표를 정해야 한다" in text


def test_law_that_finds_nothing_leaves_the_draft_alone(tmp_path: Path) -> None:
    plan = PLAN + "성과관리: {평가지표: [만족도]}\n"
    review, text = reviewed(tmp_path, "2026-11-20", plan)
    assert {one.outcome.rule.name for one in review.findings} == {"P-2"}
    assert "이미 지적한" not in text


def test_the_checklist_stands_in_the_report_of_law_in_force_only(tmp_path: Path) -> None:
    review, text = reviewed(
        tmp_path, "2026-11-20", PLAN + "수립절차: {공청회 공고일: 2026-06-06, 공청회 개최일: 2026-06-20}\n"
    )
    assert [one.instrument for one in review.checklists] == ["made-law"]
    assert "점검표  남은 것 2건" in text
    assert "공고       마침 2026-06-06 · 14일 전 (적어도 14일 전)  제20조①  3행" in text
    review, text = reviewed(tmp_path, "2025-12-18")
    assert review.checklists == ()
    assert "점검표" not in text


def test_the_summary_says_what_an_application_lacks_and_how_far_the_clock_has_run(tmp_path: Path) -> None:
    plan = PLAN + "승인절차: {보완요청 접수일: 2026-10-12}\n"
    review, text = reviewed(tmp_path, "2026-11-20", plan)
    [line] = re.findall(r"(?m)^  절차 (.*(?:\n {12}.*)*)", text)
    assert " ".join(line.split()) == (
        "점검표 남은 것 3건: 공고 (미기재), 협의 (미기재), 계획안 (미기재) │ 보완 기한 2026-11-11, 9일 지남"
    )
    assert review.checklists[0].clocks[0].days == 9


def test_the_words_in_english_fit_the_page(tmp_path: Path) -> None:
    review, _ = reviewed(tmp_path, "2026-11-20")
    text = render_text(Report((review,), (), (None,)), Page(width=60, lang="en", everything=True))
    assert "1 already found under the law in force" in text
    assert "[not satisfied] P-1  plan → law 제20조③ (M20-3)" in text
    assert "Checklist  3 open" in text
    assert max(map(columns, text.splitlines())) <= 60
