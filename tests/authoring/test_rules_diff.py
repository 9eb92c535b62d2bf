"""What two versions of rules differ in: tables of small edits, and what makes no difference."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jichim.authoring.diff import Aspect, RulesDiff, diff_policies, read_side, resolve_side
from jichim.authoring.diff.diff_html import diff_html
from jichim.authoring.diff.diff_text import diff_markdown, render_diff
from jichim.authoring.diff.sheet import marked
from jichim.cli import main
from jichim.policy import Policy, load_policies
from jichim.report import Page
from jichim.source import Source
from jichim.syntax import parse, print_file
from jichim.syntax.model import PolicyFile
from policy.programs import policy_of
from review.families import FAMILIES
from strategies_policy import Family, Written, policies, resolved

RULE = """규칙 R-1 "비용의 기재"
  근거 "1조"
  대상 서비스
  의무 하여야 한다
  요건 구축비 기재 그리고 구축비 > 하한
  지적 보통 "구축비가 적다"
  조치 "다시 적는다"
"""
VALUE = '기준값 하한 = 1억원\n  근거 "2조"\n'
DERIVED = (
    '도출 규모 대상 서비스\n  경우 큼 적용 구축비 > 하한\n  경우 작음 적용 구축비 <= 하한\n  근거 "3조"\n'
)
OTHER = '규칙 R-2\n  근거 "4조"\n  대상 서비스\n  의무 하여야 한다\n  요건 규모 = 큼\n'
BOTH = "구축비 기재 그리고 구축비 > 하한"
ALL = (VALUE, DERIVED, RULE, OTHER)

Told = tuple[str, str, tuple[tuple[str, str, str, bool], ...]]


def told(diff: RulesDiff) -> list[Told]:
    """Kind and way, name, and each changed clause with both texts and whether it decides."""
    return [
        (
            f"{one.kind} {one.how}",
            one.name,
            tuple((each.aspect.value, each.old, each.new, each.decides) for each in one.changed),
        )
        for one in diff.entries
    ]


def after(old: str, new: str) -> Policy:
    """The policy in which a text that occurs once is another one."""
    text = "\n".join(ALL)
    assert text.count(old) == 1, old
    return policy_of(text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("= 1억원", "= 2억원", ("parameter", "하한", ("value", "1억원", "2억원", True))),
        ("> 하한\n  지적", ">= 하한\n  지적",
         ("rule", "R-1", ("require", BOTH, BOTH.replace(">", ">="), True))),
        ('"1조"', '"1조의2"', ("rule", "R-1", ("cites", '1조', '1조의2', False))),
        ("보통", "중대", ("rule", "R-1", ("weight", "보통", "중대", False))),
        ('"구축비가 적다"', '"구축비가 많지 않다"',
         ("rule", "R-1", ("finding", "구축비가 적다", "구축비가 많지 않다", False))),
        ('"다시 적는다"', '"고친다"', ("rule", "R-1", ("action", "다시 적는다", "고친다", False))),
        ('"비용의 기재"', '"비용"', ("rule", "R-1", ("title", "비용의 기재", "비용", False))),
        ("하여야 한다\n  요건 구축비", "할 수 있다\n  요건 구축비",
         ("rule", "R-1", ("duty", "하여야 한다", "할 수 있다", True))),
        ("  요건 구축비", "  단서 구축비 없음\n  요건 구축비",
         ("rule", "R-1", ("except", "", "구축비 없음", True))),
        ("  요건 구축비", "  적용 단계 = 운영\n  요건 구축비",
         ("rule", "R-1", ("when", "", "단계 = 운영", True))),
        ('"1조"\n', '"1조"\n  시행 2027-01-01 부터\n',
         ("rule", "R-1", ("effective", "", "2027-01-01 부터", True))),
        ("경우 작음 적용 구축비 <= 하한", "경우 작음 적용 구축비 < 하한",
         ("derivation", "규모",
          ("cases", "경우 큼 적용 구축비 > 하한\n경우 작음 적용 구축비 <= 하한",
           "경우 큼 적용 구축비 > 하한\n경우 작음 적용 구축비 < 하한", True))),
    ],
)  # fmt: skip
def test_one_edit_is_one_difference(
    old: str, new: str, expected: tuple[str, str, tuple[str, str, str, bool]]
) -> None:
    kind, name, clause = expected
    found = diff_policies(policy_of(*ALL), after(old, new))
    assert told(found) == [(f"{kind} changed", name, (clause,))]


def test_what_changes_words_only_decides_nothing() -> None:
    found = diff_policies(policy_of(*ALL), after('"1조"', '"1조의2"'))
    assert [one.aspect for one in found.entries[0].changed] == [Aspect.CITES]
    assert not found.entries[0].decides
    assert dict(found.unchanged) == {"instrument": 1, "parameter": 1, "derivation": 1, "rule": 1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("구축비 기재 그리고 구축비 > 하한", "구축비 > 하한 그리고 (구축비 기재)"),
        ("구축비 기재 그리고 구축비 > 하한", "구축비 기재 그리고 하한 < 구축비 그리고 구축비 기재"),
        ("= 1억원", "= 100,000,000원"),
        ('규칙 R-1 "비용', '# 까닭\n규칙 R-1 "비용'),
        (
            "  대상 서비스\n  의무 하여야 한다\n  요건 구축비",
            "  대상 서비스 s\n  의무 하여야 한다\n  요건 s.구축비",
        ),
        ("규칙 R-1", "rule R-1"),
        ("요건 규모", "require 규모"),
        ("구축비 기재", "build_cost 기재"),
    ],
)
def test_another_spelling_is_no_difference(old: str, new: str) -> None:
    assert diff_policies(policy_of(*ALL), after(old, new)).entries == ()


def test_a_value_names_the_rules_that_rest_on_it() -> None:
    (entry,) = diff_policies(policy_of(*ALL), after("= 1억원", "= 2억원")).entries
    assert entry.rests == ("R-1", "R-2")
    (entry,) = diff_policies(policy_of(*ALL), after("<= 하한", "< 하한")).entries
    assert entry.rests == ("R-2",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("구축비가 적다", []),
        ("구축비가 1억원보다 적다", [("1억원", "R-1", Aspect.FINDING)]),
        ("구축비가 {하한}보다 적다", []),
        ("구축비가 11억원이나 1억원대이다", [("1억원", "R-1", Aspect.FINDING)]),
        ("구축비가 11억원이다", []),
    ],
)
def test_a_text_that_still_states_the_old_value_is_told(text: str, expected: list[object]) -> None:
    written = tuple(one.replace("구축비가 적다", text) for one in ALL)
    new = tuple(one.replace("= 1억원", "= 2억원") for one in written)
    (entry,) = diff_policies(policy_of(*written), policy_of(*new)).entries
    assert list(entry.stale) == expected
    remark = "옛 값 1억원을 아직 말하는 글: R-1 지적"
    found = diff_policies(policy_of(*written), policy_of(*new))
    assert (remark in render_diff(found, Page(width=100, lang="ko"))) is bool(expected)


def test_a_value_that_another_period_keeps_is_not_stale() -> None:
    later = '기준값 하한 = 2억원\n  근거 "2조"\n  시행 2027-01-01 부터\n'
    dated = VALUE + "  시행 2020-01-01 부터 2026-12-31 까지\n"
    rule = RULE.replace("구축비가 적다", "구축비가 1억원보다 적다")
    (entry,) = diff_policies(policy_of(VALUE, rule), policy_of(dated, later, rule)).entries
    assert entry.stale == ()


def test_added_and_removed() -> None:
    found = diff_policies(policy_of(*ALL), policy_of(VALUE, DERIVED, RULE))
    assert [(one.how, one.name) for one in found.entries] == [("removed", "R-2")]
    found = diff_policies(policy_of(VALUE, DERIVED, RULE), policy_of(*ALL))
    assert [(one.how, one.name) for one in found.entries] == [("added", "R-2")]


def test_renamed_declarations_are_recognised_and_their_readers_do_not_change() -> None:
    new = [text.replace("R-1", "R-9").replace("규모", "크기").replace("하한", "최저") for text in ALL]
    found = diff_policies(policy_of(*ALL), policy_of(*new))
    names = [(one.kind, one.how, one.old_name, one.name, one.decides) for one in found.entries]
    assert names == [
        ("parameter", "renamed", "하한", "최저", False),
        ("derivation", "renamed", "규모", "크기", False),
        ("rule", "renamed", "R-1", "R-9", False),
    ]
    assert found.renamed_rules == {"R-9": "R-1"}


def test_rules_with_little_in_common_are_not_renamed() -> None:
    other = '규칙 N-1\n  근거 "9조"\n  대상 서비스\n  의무 할 수 있다\n  요건 제공자 기재\n'
    found = diff_policies(policy_of(*ALL), policy_of(VALUE, DERIVED, RULE, other))
    assert [(one.how, one.name) for one in found.entries] == [("added", "N-1"), ("removed", "R-2")]


# ---- what makes no difference --------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_policy_does_not_differ_from_itself_in_the_other_language(family: Family) -> None:
    @settings(max_examples=30)  # of each of the families
    @given(policies(family))
    def check(written: Written) -> None:
        one, other = resolved(written, "ko", True), resolved(written, "en")
        assume(one is not None and other is not None)
        assert one is not None
        assert other is not None
        assert diff_policies(one, other).entries == ()
        assert diff_policies(other, one, lang="en").entries == ()

    check()


@pytest.fixture(scope="module")
def shipped() -> Policy:
    policy, _ = load_policies()
    assert policy is not None
    return policy


@pytest.mark.slow
def test_the_shipped_rules_printed_in_english_and_shuffled(shipped: Policy, tmp_path: Path) -> None:
    """Each instrument as one file, its declarations in another order, in English keywords."""
    rules = Path(__file__).resolve().parents[2] / "rules"
    shuffle = random.Random(7).shuffle
    for folder in sorted({file.parent for file in rules.rglob("*.jichim")}):
        header, declared = "", []
        for file in sorted(folder.glob("*.jichim")):
            tree, diagnostics = parse(Source(file.name, file.read_text("utf-8")))
            assert not diagnostics
            if tree.header is not None:
                header = print_file(PolicyFile(tree.source, tree.header, ()), "en")
            declared += [print_file(PolicyFile(tree.source, None, (one,)), "en") for one in tree.declarations]
        shuffle(declared)
        (tmp_path / folder.name).mkdir()
        whole = "\n\n".join([header, *declared])
        (tmp_path / folder.name / "all.jichim").write_text(whole, "utf-8")
    side, problems = read_side(str(tmp_path))
    assert side is not None, problems
    policy, diagnostics = resolve_side(side)
    assert policy is not None, diagnostics
    assert len(policy.rules) == len(shipped.rules) > 400
    assert diff_policies(shipped, policy).entries == ()


# ---- the table of old and new --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("가 나 다", "가 라 다", ("가 [나] 다", "가 [라] 다")),
        ("구축비 > 1", "구축비 > 1 그리고 단계 = 운영", ("구축비 > 1", "구축비 > 1[ 그리고 단계 = 운영]")),
        ("", "가", ("", "[가]")),
    ],
)
def test_changed_words_are_marked(old: str, new: str, expected: tuple[str, str]) -> None:
    cells = marked(old, new)
    assert tuple("".join(f"[{p.text}]" if p.marked else p.text for p in cell) for cell in cells) == expected


@given(st.text(), st.text())
def test_marked_pieces_are_the_texts(old: str, new: str) -> None:
    cells = marked(old, new)
    assert tuple("".join(piece.text for piece in cell) for cell in cells) == (old, new)
    same = ["".join("".join(p.text.split()) for p in cell if not p.marked) for cell in cells]
    assert same[0] == same[1]


def test_the_table_as_text_and_html() -> None:
    diff = diff_policies(policy_of(*ALL), after("= 1억원", "= 2억원"), labels=("현행", "개정"))
    text = render_diff(diff, Page(width=80))
    assert "⟦1억원⟧" in text
    assert "⟦2억원⟧" in text
    assert "비고  이를 읽는 규칙: R-1, R-2" in text
    assert max(map(len, text.splitlines())) <= 80
    html = diff_html(diff, "ko")
    assert '<td class="text"><u>1억원</u></td><td class="text"><u>2억원</u></td>' in html
    assert "<script" not in html
    assert "<u>1억원</u> | <u>2억원</u>" in diff_markdown(diff, "ko")


def test_texts_of_rules_cannot_leave_the_table() -> None:
    hostile = '"<script>alert(1)</script> | `x` \\n다음"'
    diff = diff_policies(policy_of(*ALL), after('"다시 적는다"', hostile))
    assert "<script>" not in diff_html(diff, "ko")
    rows = [line for line in diff_markdown(diff, "ko").splitlines() if "alert" in line]
    assert len(rows) == 1
    assert rows[0].count("|") == 4
    assert "<script>" not in rows[0]


# ---- sides ---------------------------------------------------------------------------------------


def git(where: Path, *arguments: str) -> None:
    who = ["-c", "user.name=analyst", "-c", "user.email=analyst", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=where, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose last commit has the rules below, in `rules/지침`."""
    folder = tmp_path / "rules" / "지침"
    folder.mkdir(parents=True)
    (folder / "policy.jichim").write_text('정책 지침\n  제목 "지침"\n  상태 시행\n', "utf-8")
    (folder / "rules.jichim").write_text("\n".join(ALL), "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "rules")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HEAD", "rules"),
        ("HEAD", "rules/지침"),
        ("HEAD:rules", "rules"),
        ("HEAD:rules/지침/rules.jichim", "rules/지침/rules.jichim"),
        ("HEAD:./rules", "rules/지침"),
        ("HEAD", "rules/지침/rules.jichim"),
    ],
)
def test_a_revision_against_the_working_tree(
    repository: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "diff", old, new]) == 0
    file = repository / "rules" / "지침" / "rules.jichim"
    file.write_text(file.read_text("utf-8").replace("1억원", "2억원"), "utf-8")
    capsys.readouterr()
    assert main(["rules", "diff", old, new]) == 1
    assert "⟦1억원⟧" in capsys.readouterr().out
    git(repository, "commit", "-qam", "more")
    assert main(["rules", "diff", "HEAD~1", "HEAD"]) == 1


@pytest.mark.parametrize(
    ("given_side", "code"),
    [
        ("없는판", "T080"),
        ("--upload-pack=x", "T080"),
        ("HEAD:없는폴더", "T082"),
        ("a\0b", "T080"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_sides_that_lead_nowhere(given_side: str, code: str) -> None:
    side, diagnostics = read_side(given_side)
    assert side is None
    assert [one.code for one in diagnostics] == [code]


def test_a_file_that_is_none_of_rules_is_named(tmp_path: Path) -> None:
    file = tmp_path / "빈.yaml"
    file.write_text("")
    side, (found,) = read_side(str(file))
    assert side is None
    assert (found.code, found.where) == ("T082", str(file))
    assert f"`{file}`에 정책 파일(.jichim)이 없다" in found.message.ko


@pytest.mark.usefixtures("repository")
def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    _, diagnostics = read_side("HEAD")
    assert [one.code for one in diagnostics] == ["T081"]


def test_a_file_that_is_no_text(repository: Path) -> None:
    (repository / "rules" / "지침" / "more.jichim").write_bytes(b"\xff\xfe\x00")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "broken")
    side, diagnostics = read_side("HEAD")
    assert side is None
    assert [one.code for one in diagnostics] == ["T083"]
