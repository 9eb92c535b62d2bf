"""Impact of a change of rules: compared with two reviews made by hand, in one process and in several."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from jichim.audit import Settings
from jichim.authoring.diff import Side, diff_policies, read_side, resolve_side
from jichim.authoring.impact import Impact, measure
from jichim.authoring.impact.model import Gap, Tally
from jichim.authoring.impact.run import concerned_rules, gaps
from jichim.cli import main
from jichim.plan import read_plan_file
from jichim.policy import Policy
from jichim.review import Reviewer
from jichim.review.model import Level, Review

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
DAY = datetime.date(2021, 1, 1)
SETTINGS = Settings(as_of=DAY)

HEADER = '정책 지침\n  제목 "지침"\n  상태 시행\n  시행 2020-01-01 부터\n'
COST = """규칙 R-1 "구축비"
  근거 "1조"
  대상 서비스
  의무 하여야 한다
  적용 단계 = 운영
  요건 구축비 >= 하한
"""
VALUE = '기준값 하한 = 1억원\n  근거 "2조"\n'
TABLE = """판정표 크기판정
  근거 "3조"
  대상 서비스
  | 규모 | => 크기판정 |
  | 큼   | => 나눔     |
  | 작음 | => 모음     |

도출 규모 대상 서비스
  경우 큼 적용 구축비 > 10억원
  경우 작음 적용 구축비 <= 10억원
"""
PLANS = {
    "가.yaml": "계획: {명칭: 가, 지자체: 갑시}\n서비스:\n"
    "  - {이름: A, 분야: 교통, 단계: 운영, 구축비: 1.5억원}\n",
    "나.yaml": "계획: {명칭: 나, 지자체: 갑시}\n서비스:\n"
    "  - {이름: B, 분야: 환경, 단계: 운영, 구축비: 5억원}\n"
    "  - {이름: C, 분야: 교통, 단계: 계획, 구축비: 1억원}\n",
    "다.yaml": "계획: {명칭: 다, 지자체: 을시}\n서비스:\n"
    "  - {이름: D, 분야: 교통, 단계: 운영, 구축비: 1억원}\n"
    "  - {이름: E, 분야: 교통, 단계: 운영, 구축비: 5천만원}\n",
    "틀림.yaml": "계획: [",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, text in PLANS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def side(folder: Path, *texts: str) -> Side:
    folder.mkdir()
    (folder / "all.jichim").write_text(HEADER + "\n".join(texts), "utf-8")
    found, problems = read_side(str(folder))
    assert found is not None, problems
    return found


def policy_of(side: Side) -> Policy:
    policy, diagnostics = resolve_side(side)
    assert policy is not None, diagnostics
    return policy


def impact_of(old: Side, new: Side, *paths: Path, jobs: int = 0, most: int = 1000) -> Impact:
    policies = (policy_of(old), policy_of(new))
    diff = diff_policies(*policies)
    return measure(diff, (old, new), policies, [*map(str, paths)], SETTINGS, jobs=jobs, most=most)


def test_a_raised_value_flips_a_clean_plan_first(corpus: Path, tmp_path: Path) -> None:
    old, new = side(tmp_path / "o", COST, VALUE), side(tmp_path / "n", COST, VALUE.replace("1억", "2억"))
    found = impact_of(old, new, corpus)
    assert (found.given, found.reviewed, [name for name, _ in found.unusable]) == (
        4, 3, [str(corpus / "틀림.yaml")],
    )  # fmt: skip
    assert (found.changed, found.flipped, found.shifts) == (2, 1, 2)
    plans = [(one.plan, one.violations, one.flipped) for one in found.plans]
    assert plans == [("가", (0, 1), True), ("다", (1, 2), False)]
    (shift,) = found.plans[0].shifts
    assert (shift.name, shift.subject, shift.place) == ("R-1", "A", "3:5")
    assert (shift.old, shift.old_level, shift.new, shift.new_level) == ("met", "", "not-met", "violation")
    (reason,) = shift.reasons
    assert (reason.side, reason.text, reason.truth) == ("new", "구축비 >= 하한", "false")
    assert reason.reads == ("구축비: 1.5억원 (3:34)", "하한 = 2억원")
    assert [(one.name, one.plans, one.services, one.shifts) for one in found.cities] == [
        ("갑시", 1, 1, 1), ("을시", 1, 1, 1),
    ]  # fmt: skip
    assert [(one.plans, one.services, one.shifts) for one in found.fields] == [(2, 2, 2)]
    (rule,) = found.rules
    assert rule.moves == ((("met", ""), ("not-met", "violation"), 2),)
    assert rule.tallies == (Tally(3, 1, 0, 1), Tally(1, 3, 0, 1))
    assert rule.gaps == ()


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("하여야 한다", "노력하여야 한다",
         [(("not-met", "violation"), ("not-met", "recommendation"), 1)]),
        ("단계 = 운영", "단계 = 계획",
         [(("met", ""), ("not-applicable", ""), 3), (("not-applicable", ""), ("met", ""), 1),
          (("not-met", "violation"), ("not-applicable", ""), 1)]),
        ("구축비 >=", "연간총비용 <",
         [(("met", ""), ("undetermined", ""), 3), (("not-met", "violation"), ("undetermined", ""), 1)]),
        ("규칙 R-1", "규칙 R-7", []),
        ('"구축비"', '"다른 제목"', []),
    ],
)  # fmt: skip
def test_what_an_edit_moves(corpus: Path, tmp_path: Path, old: str, new: str, moves: list[object]) -> None:
    assert COST.count(old) == 1
    found = impact_of(
        side(tmp_path / "o", COST, VALUE), side(tmp_path / "n", COST.replace(old, new), VALUE), corpus
    )
    assert [move for rule in found.rules for move in rule.moves] == moves


def test_an_added_and_a_removed_rule(corpus: Path, tmp_path: Path) -> None:
    without, with_it = side(tmp_path / "o", VALUE), side(tmp_path / "n", COST, VALUE)
    found = impact_of(without, with_it, corpus)
    assert found.rules[0].moves == (((None, ""), ("met", ""), 3), ((None, ""), ("not-met", "violation"), 1))
    back = impact_of(with_it, without, corpus)
    assert back.rules[0].moves == ((("met", ""), (None, ""), 3), (("not-met", "violation"), (None, ""), 1))
    assert back.flipped == 0


def test_a_decision_that_shifts(corpus: Path, tmp_path: Path) -> None:
    old, new = side(tmp_path / "o", TABLE), side(tmp_path / "n", TABLE.replace("10억원", "3억원"))
    found = impact_of(old, new, corpus)
    (rule,) = found.rules
    assert (rule.kind, rule.name, rule.moves) == (
        "decision", "크기판정", ((("모음", ""), ("나눔", ""), 1),),
    )  # fmt: skip
    (shift,) = found.plans[0].shifts
    assert shift.reasons


def test_no_effect_says_what_was_not_tried(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = COST.replace("단계 = 운영", "단계 = 종료")
    side(tmp_path / "o", far, VALUE)
    side(tmp_path / "n", far, VALUE.replace("1억", "2억"))
    given = [
        "rules",
        "impact",
        str(tmp_path / "o"),
        str(tmp_path / "n"),
        str(corpus),
        "--as-of",
        "2021-01-01",
    ]
    assert main(given) == 0
    text = capsys.readouterr().out
    assert "이 계획들에서는 달라지는 결과가 없다" in text
    assert "이 계획들이 시험하지 못한 것: 적용이 참이 된 적이 없다" in text


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(met=1, not_met=1, inapplicable=1), ()),
        (Tally(met=1, not_met=1), (Gap.ALWAYS_APPLIED,)),
        (Tally(met=1, inapplicable=1), (Gap.NEVER_NOT_MET,)),
        (Tally(not_met=1, inapplicable=1), (Gap.NEVER_MET,)),
        (Tally(undetermined=2, inapplicable=1), (Gap.NEVER_DECIDED,)),
        (Tally(inapplicable=1), (Gap.NEVER_APPLIED,)),
        (Tally(out=1), (Gap.NOT_IN_FORCE,)),
        (Tally(), (Gap.NO_SUBJECT,)),
    ],
)
def test_gaps(tmp_path: Path, tally: Tally, expected: tuple[Gap, ...]) -> None:
    (rule,) = policy_of(side(tmp_path / "o", COST, VALUE)).rules
    assert gaps(rule, tally) == expected


def test_a_rule_that_comes_into_force_later(corpus: Path, tmp_path: Path) -> None:
    later = COST.replace('"1조"\n', '"1조"\n  시행 2027-01-01 부터\n')
    found = impact_of(side(tmp_path / "o", COST, VALUE), side(tmp_path / "n", later, VALUE), corpus)
    assert found.rules[0].gaps == (Gap.NOT_IN_FORCE,)
    assert found.shifts == 4


def test_the_list_of_plans_is_bounded_and_the_counts_are_not(corpus: Path, tmp_path: Path) -> None:
    old, new = side(tmp_path / "o", COST, VALUE), side(tmp_path / "n", COST, VALUE.replace("1억", "2억"))
    found = impact_of(old, new, corpus, most=1)
    assert [one.plan for one in found.plans] == ["가"]
    assert (found.changed, found.shifts) == (2, 2)


@pytest.mark.slow
def test_processes_find_the_same(corpus: Path, tmp_path: Path) -> None:
    old, new = side(tmp_path / "o", COST, VALUE), side(tmp_path / "n", COST, VALUE.replace("1억", "2억"))
    assert impact_of(old, new, corpus, jobs=2) == impact_of(old, new, corpus)


# ---- against two reviews ---------------------------------------------------------------------------


def results(made: Review, renamed: dict[str, str]) -> dict[tuple[str, int, str], tuple[str, str]]:
    """Each outcome with the level of its finding; what is not applicable is left out."""
    levels = {
        (one.outcome.rule.name, one.outcome.subject.index, one.outcome.subject.name): one
        for one in made.findings
    }
    found = {}
    for one in made.outcomes:
        key = (one.rule.name, one.subject.index, one.subject.name)
        level = levels[key].level.value if key in levels else ""
        if one.instrument.draft and level == Level.VIOLATION.value:
            level = "demand"
        if one.outcome.value != "not-applicable":
            found[renamed.get(key[0], key[0]), key[1], key[2]] = (one.outcome.value, level)
    return found


EDITS = (
    ("table-4-2.jichim", "요건   제공자항목", "요건   사회비용 기재 그리고 제공자항목"),
    ("operation.jichim", "평가주기_상한 = 3년", "평가주기_상한 = 1년"),
    ("revenue.jichim", "규칙 REV-1", "규칙 REV-9"),
)


@pytest.mark.slow
def test_the_samples_against_two_reviews(tmp_path: Path) -> None:
    """Every shift of the samples, and no other, is a difference of two reviews made by hand."""
    shutil.copytree(ROOT / "rules" / "report-2020-3", tmp_path / "new")
    for file, old, new in EDITS:
        path = tmp_path / "new" / file
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new).replace("기대   REV-1", "기대   REV-9"), "utf-8")
    for path in (tmp_path / "new").glob("*.jichim"):
        path.write_text(path.read_text("utf-8").replace("기대 REV-1 ", "기대 REV-9 "), "utf-8")
    sides = [read_side(str(one))[0] for one in (ROOT / "rules" / "report-2020-3", tmp_path / "new")]
    assert sides[0] is not None
    assert sides[1] is not None
    old_policy, new_policy = policy_of(sides[0]), policy_of(sides[1])
    samples = [SAMPLES / "teaching", *(SAMPLES / f"{name}.yaml" for name in ("daejeon", "sejong-5-1"))]
    found = impact_of(sides[0], sides[1], *samples)
    expected: Counter[tuple[str, str, str, object, object]] = Counter()
    reviewers = Reviewer(old_policy), Reviewer(new_policy)
    for file in (*sorted(samples[0].glob("*.yaml")), *samples[1:]):
        plan, _ = read_plan_file(str(file), new_policy.vocabulary)
        if plan is None:
            continue
        before = results(reviewers[0].review(plan, as_of=DAY), {"REV-1": "REV-9"})
        after = results(reviewers[1].review(plan, as_of=DAY), {})
        for key in {**before, **after}:
            if before.get(key) != after.get(key):
                expected[str(file), key[0], key[2], before.get(key), after.get(key)] += 1
    got: Counter[tuple[str, str, str, object, object]] = Counter()
    for one in found.plans:
        for shift in one.shifts:
            if shift.kind == "rule":
                sides_of = [(shift.old, shift.old_level), (shift.new, shift.new_level)]
                told = [
                    None if result in (None, "not-applicable") else (result, level)
                    for result, level in sides_of
                ]
                got[one.name, shift.name, shift.subject or "plan", told[0], told[1]] += 1
    assert got == expected
    assert got.total() >= 10
    assert set(concerned_rules(found.diff)) == {"SUS-11-1", "OPE"}


# ---- the command -----------------------------------------------------------------------------------


@pytest.fixture
def changed(corpus: Path, tmp_path: Path) -> list[str]:
    side(tmp_path / "o", COST, VALUE)
    side(tmp_path / "n", COST, VALUE.replace("1억", "2억"))
    return ["rules", "impact", str(tmp_path / "o"), str(tmp_path / "n"), str(corpus), "--as-of", "2021-01-01"]


def test_json_and_csv(changed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*changed, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["flipped"], document["shifts"]) == ("jichim-rules-impact-1", 1, 2)
    assert main([*changed, "--format", "csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["plan_name"], row["subject"], row["new"]) for row in rows] == [
        ("가", "A", "not-met"), ("다", "D", "not-met"),
    ]  # fmt: skip


def test_text_names_flips_first_and_why(changed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(changed) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert text.index("[새로 생김]") < text.index("위반 1 → 2")
    assert "R-1 A (3:5): 적합 → 부적합(위반)" in text
    assert "개정안 거짓: 구축비 >= 하한" in text


def test_plans_cannot_write_into_the_page(
    changed: list[str], corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "=cmd()<script>"
    text = PLANS["가.yaml"].replace("이름: A", f"이름: '{name}'")
    (corpus / "가.yaml").write_text(text, "utf-8")
    assert main([*changed, "--format", "html"]) == 1
    page = capsys.readouterr().out
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert main([*changed, "--format", "csv"]) == 1
    assert f"'{name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["x", "y", "z"], ["report-2020-3", "report-2020-3", "없는계획"], ["act", "act", ".", "--as-of", "어제"]],
)
def test_unusable_input(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "impact", *arguments]) == 2
    assert "오류[" in capsys.readouterr().err
