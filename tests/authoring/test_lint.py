"""Lint: what each check reports, underlines and passes over; waivers; the shipped packs; the formats."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from jichim.authoring import run_tests
from jichim.authoring.lint import Check, LintReport, lint, load_pack
from jichim.authoring.lint.checks import CHECKS
from jichim.authoring.lint.lint_report import lint_json, lint_sarif
from jichim.authoring.lint.logic import FALSE, TRUE, UNKNOWN, possible
from jichim.authoring.lint.pack import Pack, made_pack
from jichim.cli import main
from jichim.policy import shipped_vocabulary
from jichim.policy.model import Rule

ROOT = Path(__file__).resolve().parents[2]
HEADER = '정책 보기\n  제목 "보기"\n  상태 시행\n  시행 2020-01-01 부터\n  출처 "만들어 낸 보기"\n'


def load_script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def pack_of(text: str, beside: str = "") -> Pack:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    pack, problems = made_pack((HEADER, text), vocabulary, beside)
    assert pack is not None, problems
    return pack


def marks(report: LintReport) -> list[tuple[str, str]]:
    return [(one.code, one.span.text) for one in report.open if one.span]


def rule(name: str = "A-1", *, require: str = "운영기관 기재", more: str = "", finding: str = "없다") -> str:
    return (
        f'규칙 {name} "보기"\n  근거 기준 제3조\n  대상 서비스\n  의무 하여야 한다\n{more}'
        f'  요건 {require}\n  지적 "{{서비스}}: {finding}"\n  조치 "적는다" 담당 계획수립권자\n'
    )


def expecting(*names: str) -> str:
    expected = "".join(f"  기대 {name} 판단불가\n" for name in names)
    return f'시험 "보기"\n  전제 서비스 이름 = "버스"\n{expected}'


# ---- the checks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_the_bad_example_is_reported_where_it_is_wrong(check: Check) -> None:
    assert marks(lint(pack_of(check.bad, check.beside))) == [(check.code, check.marked)]


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_the_good_example_is_clean_and_its_tests_pass(check: Check) -> None:
    pack = pack_of(check.good, check.beside)
    assert marks(lint(pack)) == []
    results = run_tests(pack.policy)
    assert results
    assert [result for result in results if not result.passed] == []


def test_codes_and_files_belong_together() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == [f"L{number:03}" for number in range(1, len(CHECKS) + 1)]
    folder = ROOT / "engine" / "jichim" / "authoring" / "lint" / "checks"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {check.run.__module__.rpartition(".")[2] for check in CHECKS} == files


CONSTANT = [
    ("  적용 구축비 > 10억원 그리고 구축비 < 10억원\n", "구축비 > 10억원 그리고 구축비 < 10억원"),
    ("  적용 운영기관 기재 그리고 운영기관 미기재\n", "운영기관 기재 그리고 운영기관 미기재"),
    ("  적용 운영기관 기재 또는 운영기관 미기재\n", "운영기관 기재 또는 운영기관 미기재"),
    ("  적용 강제서비스 = 예 그리고 강제서비스 = 아니오\n", "강제서비스 = 예 그리고 강제서비스 = 아니오"),
    (
        "  적용 구축비 > 연간총비용 그리고 연간총비용 > 구축비\n",
        "구축비 > 연간총비용 그리고 연간총비용 > 구축비",
    ),
    ("  단서 구축비 < 1억원 그리고 구축비 > 1억원\n", "구축비 < 1억원 그리고 구축비 > 1억원"),
    ("  적용 구축비 > 3억원\n  단서 구축비 > 2억원\n", "구축비 > 3억원"),
]


@pytest.mark.parametrize(("more", "marked"), CONSTANT)
def test_a_condition_with_one_answer(more: str, marked: str) -> None:
    assert marks(lint(pack_of(rule(more=more) + expecting("A-1")), ["L008"])) == [("L008", marked)]


VARYING = [
    "  적용 구축비 >= 10억원 그리고 구축비 <= 10억원\n",
    "  적용 구축비 > 10억원 또는 구축비 <= 10억원\n",  # unknown where it is not stated
    "  적용 단계 = 운영 그리고 아님 단계 = 계획\n",
    "  적용 구축비 = 연간총비용 그리고 구축비 >= 연간총비용\n",
    '  적용 대상지역 포함 "서울" 그리고 대상지역 포함 "부산"\n',
    "  적용 어떤(비용: 금액 > 1억원) 그리고 모든(비용: 금액 > 1억원)\n",
]


@pytest.mark.parametrize("more", VARYING)
def test_a_condition_that_depends_on_the_plan(more: str) -> None:
    assert marks(lint(pack_of(rule(more=more) + expecting("A-1")), ["L008"])) == []


def test_a_requirement_that_the_condition_decides() -> None:
    met = pack_of(rule(more="  적용 운영기관 기재\n") + expecting("A-1"))
    assert marks(lint(met, ["L008"])) == [("L008", "운영기관 기재")]
    assert "어긋날 수 없다" in lint(met, ["L008"]).open[0].message.ko
    unmet = pack_of(rule(more="  적용 운영기관 미기재\n") + expecting("A-1"))
    assert "충족될 수 없다" in lint(unmet, ["L008"]).open[0].message.ko


def test_a_table_row_that_contradicts_nothing_is_reached() -> None:
    check = next(check for check in CHECKS if check.code == "L009")
    report = lint(
        pack_of(
            check.bad.replace("판정   우선", '해설 "보기"')
            .replace(">= 12억원", "< 3억원")
            .replace("그밖에", "적용 구축비 < 10억원 그리고 구축비 >= 3억원")
        ),
        ["L009"],
    )
    assert marks(report) == []


PAIRS = [
    ("구축비 > 1억원", "구축비 < 1억원", True),
    ("구축비 > 1억원", "구축비 < 2억원", False),
    ("운영기관 있음", "운영기관 없음", True),
    ("운영기관 기재", "운영기관 없음", False),
    ("강제서비스 = 예", "강제서비스 = 아니오", True),
]


@pytest.mark.parametrize(("one", "other", "opposed"), PAIRS)
def test_opposite_requirements(one: str, other: str, opposed: bool) -> None:
    text = rule("A-1", require=one) + rule("A-2", require=other) + expecting("A-1", "A-2")
    assert marks(lint(pack_of(text), ["L011"])) == ([("L011", "A-2")] if opposed else [])


def test_rules_in_force_one_after_the_other_are_not_compared() -> None:
    text = rule("A-1", more="  시행 2019-12-31 까지\n") + rule("A-2", more="  시행 2020-01-01 부터\n")
    assert marks(lint(pack_of(text + expecting("A-1", "A-2")), ["L010"])) == []


FINDINGS = [
    ("운영인력 >= 2명", "", "{운영인력}이다", False),
    ("운영기관 기재", "", "{운영인력}이다", True),
    ("운영기관 기재", "  적용 운영인력 기재\n", "{운영인력}이다", False),
    ("운영기관 기재", "", "모자란다({운영인력})", False),
    ("운영인력 >= 2명 그리고 운영기관 기재", "", "{운영인력}이다", True),
    ("연간총비용 >= 구축비", "", "{구축비}이다", False),
]


@pytest.mark.parametrize(("require", "more", "finding", "empty"), FINDINGS)
def test_places_that_may_be_empty(require: str, more: str, finding: str, empty: bool) -> None:
    text = rule(require=require, more=more, finding=finding) + expecting("A-1")
    assert [code for code, _ in marks(lint(pack_of(text), ["L012"]))] == (["L012"] if empty else [])


def test_a_no_is_a_proof_and_too_many_states_are_not_decided() -> None:
    pack = pack_of(rule(require="구축비 > 3억원") + expecting("A-1"))
    (found,) = pack.policy.rules
    assert isinstance(found, Rule)
    assert possible([(found.require, UNKNOWN)], {})
    assert not possible([(found.require, TRUE), (found.require, FALSE)], {})
    many = " 그리고 ".join(
        f"구축비 > {n}억원 그리고 연간총비용 > {n}억원 그리고 서비스수익 > {n}억원" for n in range(1, 12)
    )
    wide = pack_of(rule(require=f"{many} 그리고 운영기관 기재 그리고 운영기관 미기재") + expecting("A-1"))
    assert marks(lint(wide, ["L008"])) == []


# ---- waivers -------------------------------------------------------------------------------------

WAIVERS = [
    ("# lint: L006 담당은 다음 조에서 정한다\n", "", []),
    ("", "  # lint: L006 담당은 다음 조에서 정한다\n", []),
    ("# lint: L006\n", "", [("L006", "A-1"), ("L090", "L006")]),
    ("# lint: L003 기준값이 없다\n", "", [("L091", "L003"), ("L006", "A-1")]),
    ("# lint: L999 그런 검사\n", "", [("L092", "L999"), ("L006", "A-1")]),
    ("# lint: L006 하나만 # 넘어간다\n", "", []),
]


@pytest.mark.parametrize(("above", "inside", "expected"), WAIVERS)
def test_waivers(above: str, inside: str, expected: list[tuple[str, str]]) -> None:
    text = (
        above
        + rule().replace(" 담당 계획수립권자", "").replace("  요건", inside + "  요건")
        + expecting("A-1")
    )
    assert sorted(marks(lint(pack_of(text)))) == sorted(expected)


def test_a_waiver_covers_its_own_declaration_only() -> None:
    lacking = rule("A-1").replace(" 담당 계획수립권자", "")
    other = lacking.replace("A-1", "A-2").replace("운영기관", "담당부서")
    text = f"# lint: L006 까닭이 있다\n{lacking}{other}{expecting('A-1', 'A-2')}"
    assert marks(lint(pack_of(text))) == [("L006", "A-2")]


def test_a_waiver_of_a_check_that_was_not_run_is_not_reported() -> None:
    text = (
        "# lint: L006 담당은 다음 조에서 정한다\n"
        + rule().replace(" 담당 계획수립권자", "")
        + expecting("A-1")
    )
    assert marks(lint(pack_of(text), ignore=["L006"])) == []


# ---- the packs, the pages, the formats -----------------------------------------------------------


@pytest.mark.slow
def test_the_shipped_packs_are_clean_and_every_waiver_has_a_reason() -> None:
    pack, problems = load_pack()
    assert pack is not None, problems
    report = lint(pack)
    assert marks(report) == []
    assert all(one.waiver and len(one.waiver.reason) > 15 for one in report.waived)


def test_the_pages_are_those_of_the_checks() -> None:
    script = load_script(ROOT / "docs" / "make_lint_pages.py")
    made = script.pages()
    assert {path.name for path in script.PAGES.glob("*.md")} == set(made)
    for name, text in made.items():
        assert (script.PAGES / name).read_text("utf-8") == text, "run `python docs/make_lint_pages.py`"


def test_json_and_sarif() -> None:
    text = rule().replace(" 담당 계획수립권자", "") + expecting("A-1")
    waived = text.replace("A-1", "A-2").replace('보기"\n  전제', '보기 둘"\n  전제')
    report = lint(pack_of(text + "# lint: L006 까닭이 있다\n" + waived), ["L006"])
    entries = json.loads(lint_json(report))["findings"]
    assert [(one["line"], one["column"], one["text"], one["waived"]) for one in entries] == [
        (1, 4, "A-1", None),
        (12, 4, "A-2", "까닭이 있다"),
    ]
    (run,) = json.loads(lint_sarif(report, "ko"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["L006", "L006"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 4,
        "endLine": 1,
        "endColumn": 7,
    }
    assert run["results"][1]["suppressions"] == [{"kind": "inSource", "justification": "까닭이 있다"}]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.jichim"
    file.write_text(HEADER + rule().replace(" 담당 계획수립권자", "") + expecting("A-1"), "utf-8")
    assert main(["rules", "lint", str(file)]) == 1
    out = capsys.readouterr().out
    assert "주의[L006]: 규칙 `A-1`에 없는 것: 담당" in out
    assert out.endswith("파일 1개에서 다시 볼 곳 1건, 까닭을 적고 넘어간 것 0건\n")
    assert main(["rules", "lint", str(file), "--ignore", "l006"]) == 0
    assert main(["rules", "lint", str(file), "--select", "L404"]) == 2
    assert "C060" in capsys.readouterr().err
