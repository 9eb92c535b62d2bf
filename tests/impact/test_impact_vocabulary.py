"""Two versions of the rules that do not have the same vocabulary: what differs, and how plans are read."""

from __future__ import annotations

import datetime
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from jichim.audit import Settings
from jichim.authoring.diff import Entry, diff_policies, read_side, resolve_side
from jichim.authoring.diff.vocabularies import match_fields, same_field
from jichim.authoring.impact import Impact, measure
from jichim.authoring.impact.vocabularies import widened
from jichim.cli import main
from jichim.plan import read_plan
from jichim.source import Source
from jichim.vocabulary import Field, Kind, Vocabulary, read_vocabulary

WORDS = """
root: plan
source: 만들어 낸 보기
nodes:
  plan:
    label: 계획
    description: 계획
    fields:
      name: {label: 명칭, kind: text, description: 이름}
      hearing: {label: 공청회, kind: section, node: hearing, description: 공청회}
      services: {label: 서비스, kind: records, node: service, description: 서비스}
    title: name
  hearing:
    label: 공청회
    description: 공청회
    fields:
      notice: {label: 공고일, kind: date, description: 알린 날}
      held: {label: 개최일, kind: date, description: 연 날}
  service:
    label: 서비스
    description: 서비스
    fields:
      name: {label: 이름, kind: text, description: 이름}
      stage:
        label: 단계
        kind: choice
        description: 단계
        choices: {planned: {label: 계획}, running: {label: 운영}}
    title: name
"""
RENAMED = (
    "notice: {label: 공고일,",
    "announced: {label: 알린 날, aliases: [notice, 공고일],",
)
RULES = """정책 지침
  제목 "지침"
  상태 시행
  시행 2020-01-01 부터

규칙 R-1 "공고"
  근거 "1조"
  대상 계획
  의무 하여야 한다
  요건 공청회.개최일 - 공청회.공고일 >= 14일
  해소 공청회.공고일
"""
DAY = datetime.date(2021, 1, 1)


def vocabulary(text: str) -> Vocabulary:
    found, problems = read_vocabulary([Source("v.yaml", text)])
    assert problems == ()
    return found


def version(folder: Path, words: str = WORDS, rules: str = RULES) -> str:
    """A folder of instruments with a vocabulary beside them; the name of its instrument's folder."""
    (folder / "지침").mkdir(parents=True)
    (folder / "vocabulary").mkdir()
    (folder / "지침" / "all.jichim").write_text(rules, "utf-8")
    (folder / "vocabulary" / "words.yaml").write_text(words, "utf-8")
    return str(folder / "지침")


def entries(old: str, new: str) -> tuple[Entry, ...]:
    policies = []
    for given in (old, new):
        side, problems = read_side(given)
        assert side is not None, problems
        policy, diagnostics = resolve_side(side)
        assert policy is not None, diagnostics
        policies.append(policy)
    return diff_policies(*policies).entries


def impact(old: str, new: str, *plans: Path) -> Impact:
    sides, policies = [], []
    for given in (old, new):
        side, _ = read_side(given)
        assert side is not None
        policy, _ = resolve_side(side)
        assert policy is not None
        sides.append(side)
        policies.append(policy)
    diff = diff_policies(policies[0], policies[1])
    return measure(
        diff, (sides[0], sides[1]), (policies[0], policies[1]), [*map(str, plans)], Settings(as_of=DAY)
    )


def test_a_renamed_field_changes_no_rule_that_reads_it(tmp_path: Path) -> None:
    (entry,) = entries(version(tmp_path / "o"), version(tmp_path / "n", WORDS.replace(*RENAMED)))
    assert (entry.kind, entry.how, entry.old_name, entry.name, entry.rests, entry.decides) == (
        "field", "renamed", "공청회.공고일", "공청회.알린 날", ("R-1",), False,
    )  # fmt: skip
    assert [(one.aspect.value, one.old, one.new) for one in entry.changed] == [
        ("name", "공고일 (notice)", "알린 날 (announced)"), ("aliases", "", "notice, 공고일"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("description: 연 날", "description: 개최한 날", [("changed", "공청회.개최일", False, ("R-1",))]),
        ("running: {label: 운영}", "running: {label: 운영}, ended: {label: 종료}",
         [("changed", "서비스.단계", True, ())]),
        ("      stage:\n        label: 단계\n        kind: choice\n        description: 단계\n"
         "        choices: {planned: {label: 계획}, running: {label: 운영}}\n", "",
         [("removed", "서비스.단계", False, ())]),
        ("      held:", "      place: {label: 장소, kind: text, description: 곳}\n      held:",
         [("added", "공청회.장소", False, ())]),
    ],
)  # fmt: skip
def test_what_vocabularies_differ_in(tmp_path: Path, old: str, new: str, expected: list[object]) -> None:
    assert not old or WORDS.count(old) == 1
    found = entries(version(tmp_path / "o"), version(tmp_path / "n", WORDS.replace(old, new, 1)))
    assert [(one.how, one.name, one.decides, one.rests) for one in found] == expected


def field(name: str, label: str, *aliases: str) -> Field:
    return Field(name, label, Kind.TEXT, "", "", aliases)


def test_which_field_is_which() -> None:
    old = [field("a", "가"), field("b", "나"), field("c", "다")]
    new = [field("x", "엑스", "다"), field("a", "가나"), field("d", "라")]
    found = match_fields(old, new)
    assert [(one.name, other.name) for one, other in found.pairs] == [("a", "a"), ("c", "x")]
    assert [one.name for one in found.removed] == ["b"]
    assert [one.name for one in found.added] == ["d"]


def test_a_path_through_renamed_sections() -> None:
    new = WORDS.replace("hearing: {label: 공청회,", "meeting: {label: 모임, aliases: [공청회],")
    same = same_field(vocabulary(WORDS), vocabulary(new.replace(*RENAMED)))
    assert same("plan", "hearing.notice") == ("plan", "meeting.announced")
    assert same("plan", "name") == ("plan", "name")
    assert same("plan", "unheard.of") == ("plan", "unheard.of")


def test_each_side_reads_what_the_other_one_calls_it() -> None:
    new = WORDS.replace(*RENAMED).replace(
        "running: {label: 운영}", "running: {label: 운영, aliases: [가동]}, ended: {label: 종료}"
    )
    old_words, new_words = vocabulary(WORDS), vocabulary(new)
    text = (
        "명칭: 가\n공청회: {알린 날: 2020-06-01}\n서비스:\n- {이름: A, 단계: 가동}\n- {이름: B, 단계: 종료}\n"
    )
    for reading, path in (
        (widened(old_words, new_words, later=True), "hearing.notice"),
        (widened(new_words, old_words, later=False), "hearing.announced"),
    ):
        plan, problems = read_plan(Source("p.yaml", text), reading)
        assert plan is not None, problems
        assert plan.root.facts[path] == datetime.date(2020, 6, 1)
        services = plan.root.lists["services"]
        assert isinstance(services, tuple)
        assert [one.facts["stage"] for one in services] == ["running", "ended"]
    assert widened(old_words, old_words, later=True) is old_words


def test_a_spelling_that_both_use_otherwise_stays_with_its_own_field() -> None:
    swapped = WORDS.replace("label: 공고일", "label: 개최일 ").replace(
        "held: {label: 개최일,", "held: {label: 연 날,"
    )
    own = vocabulary(WORDS)
    reading = widened(own, vocabulary(swapped), later=True)
    found = reading.field("hearing", "개최일")
    assert found is not None
    assert found.name == "held"


def test_a_plan_with_the_new_name_is_reviewed_on_both_sides(tmp_path: Path) -> None:
    stricter = RULES.replace("14일", "20일")
    extra = WORDS.replace(*RENAMED).replace(
        "      held:", "      place: {label: 장소, kind: text, description: 곳}\n      held:"
    )
    old, new = version(tmp_path / "o"), version(tmp_path / "n", extra, stricter)
    plan = tmp_path / "p.yaml"
    plan.write_text("명칭: 가\n공청회: {알린 날: 2020-06-01, 개최일: 2020-06-16, 장소: 시청}\n", "utf-8")
    found = impact(old, new, plan)
    (shift,) = found.plans[0].shifts
    assert (shift.name, shift.old, shift.new) == ("R-1", "met", "not-met")
    assert shift.reasons[0].reads[1] == "공청회 알린 날: 2020-06-01 (2:13)"
    assert [(one.side, one.field, one.plans) for one in found.lacks] == [("old", "공청회.장소", 1)]


def test_the_words_of_a_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule of a revision is read with the vocabulary of that revision, which today's one no longer fits."""
    version(tmp_path / "rules")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@localhost"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *arguments], check=True)
    words = tmp_path / "rules" / "vocabulary" / "words.yaml"
    words.write_text(WORDS.replace("notice: {label: 공고일,", "announced: {label: 알린 날,"), "utf-8")
    rules = tmp_path / "rules" / "지침" / "all.jichim"
    rules.write_text(RULES.replace("공고일", "알린날"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "diff", "HEAD", "rules", "--format", "json"]) == 1
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(one["kind"], one["change"], one["name"]) for one in changes] == [
        ("field", "added", "공청회.알린 날"),
        ("field", "removed", "공청회.공고일"),
        ("rule", "changed", "R-1"),
    ]  # fmt: skip
    plan = tmp_path / "p.yaml"
    plan.write_text("명칭: 가\n공청회: {공고일: 2020-06-01, 개최일: 2020-06-16}\n", "utf-8")
    assert main(["rules", "impact", "HEAD", "rules", str(plan), "--as-of", "2021-01-01"]) == 1
    text = capsys.readouterr().out
    assert "R-1 계획 전체: 적합 → 판단불가" in text
    assert "개정안에 없음: 공청회.공고일, 적은 계획 1" in text


def test_a_vocabulary_that_is_no_text(tmp_path: Path) -> None:
    given = version(tmp_path / "o")
    (tmp_path / "o" / "vocabulary" / "words.yaml").write_bytes(b"\xff\xfe\x00")
    side, problems = read_side(given)
    assert side is None
    assert [one.code for one in problems] == ["T083"]


def test_a_vocabulary_with_mistakes_is_told_with_its_file(tmp_path: Path) -> None:
    given = version(tmp_path / "o", WORDS.replace("kind: date", "kind: day", 1))
    side, _ = read_side(given)
    assert side is not None
    policy, diagnostics = resolve_side(side)
    assert policy is None
    assert diagnostics[0].span.text == "day"
    assert diagnostics[0].span.source.name.endswith("words.yaml")
    assert replace(side, vocabulary=()).files == side.files
