"""The published symbols: the file keeps the facts of the source, the comparison claims no more."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.compare.table import Published, Standing, compare_table, read_table
from jichim.plan import read_plan
from jichim.policy import load_policies
from jichim.report.table_report import render_table
from jichim.resources import folder
from jichim.review import Review, review
from jichim.source import Source

ROOT = Path(__file__).resolve().parents[2]
TEXT = (folder("samples") / "table-4-1" / "operators.yaml").read_text("utf-8")
MONEY = ("서비스수익", "연간총비용", "사회비용액", "사회이익액")


@pytest.fixture(scope="module")
def rows() -> tuple[Published, ...]:
    found, diagnostics = read_table(Source("operators.yaml", TEXT))
    assert diagnostics == ()
    return found


def test_the_58_symbols_of_the_source(rows: tuple[Published, ...]) -> None:
    """Counts of the source's own table: cities, symbols, and the two cells without a symbol."""
    assert [row.id for row in rows] == [f"T{n:02d}" for n in range(1, 59)]
    assert Counter(row.city for row in rows) == {"세종": 10, "부산": 12, "인천": 13, "부천": 14, "대전": 9}
    assert Counter(row.operator for row in rows) == {"public": 20, "ppp": 29, "private": 7, "": 2}
    assert {row.id for row in rows if not row.operator} == {"T04", "T39"}
    assert all(row.doubt for row in rows if not row.operator)


def reviewed(name: str, *amounts: int, plan: str = "세종시 계획") -> Review:
    """A review of one service with yearly revenue, cost, social cost and social benefit in 억원."""
    policy, diagnostics = load_policies(["report-2020-3"])
    assert policy is not None, diagnostics
    stated = {field: f"{amount}억원/년" for field, amount in zip(MONEY, amounts, strict=False)}
    content = {"계획": {"명칭": plan}, "서비스": [{"이름": name, **stated}]}
    read, wrong = read_plan(Source("p.json", json.dumps(content)), policy.vocabulary, format="json")
    assert read is not None, wrong
    return review(read, policy, as_of=datetime.date(2020, 11, 1))


def row(name: str, operator: str, canvas: str = "", match: str = "none") -> Published:
    return Published("T1", name, "세종", "교통", operator, canvas, match, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operator", "amounts", "standing"),
    [
        ("public", (1, 3, 1, 5), Standing.AGREES),
        ("ppp", (1, 3, 1, 5), Standing.DIFFERS),
        ("ppp", (5, 3, 1, 2), Standing.AGREES),
        ("public", (5, 3, 1, 2), Standing.AGREES),
        ("ppp", (9, 3, 2, 1), Standing.DIFFERS),
        ("private", (9, 3, 2, 1), Standing.AGREES),
        ("public", (1, 3, 2, 1), Standing.DIFFERS),
        ("public", (1, 3), Standing.UNDETERMINED),
        ("", (1, 3, 1, 5), Standing.UNREADABLE),
    ],
)
def test_a_symbol_beside_a_decision(operator: str, amounts: tuple[int, ...], standing: Standing) -> None:
    """Loss, bearable by a benefit: public; profit and benefit: any form; bearable social cost: private."""
    [found] = compare_table([row("가", operator)], [reviewed("가", *amounts)])
    assert found.standing is standing
    assert bool(found.missing) == (standing is Standing.UNDETERMINED)


@pytest.mark.slow
def test_what_stands_for_a_row() -> None:
    sejong, busan = reviewed("나 (시범)", 1, 3, 1, 5), reviewed("가", 1, 3, 1, 5, plan="부산시 계획")
    assert compare_table([row("나", "public", "나", "related")], [busan])[0].standing is Standing.NO_SAMPLE
    for match, standing in (
        ("same", Standing.AGREES),
        ("related", Standing.NO_SAMPLE),
        ("none", Standing.NO_SAMPLE),
    ):
        [found] = compare_table([row("다", "public", "나 (시범)", match)], [sejong])
        assert found.standing is standing
    # a service of the same name in another city is another service
    assert compare_table([row("가", "public")], [busan])[0].standing is Standing.NO_SAMPLE


def test_the_page_has_a_line_for_every_row(rows: tuple[Published, ...]) -> None:
    page = render_table(compare_table(rows, []), ["p.yaml"])
    lines = [line for line in page.splitlines() if line.startswith("| T")]
    assert len(lines) == 58
    assert all(line.count(" | ") == 6 for line in lines)
    assert "기호 없음 (symbol lost) 2" in page
    assert "견본 없음 (no sample) 56" in page


def test_a_cell_cannot_end_the_row() -> None:
    [line] = [
        line
        for line in render_table(compare_table([row("가 | 나\n| 다", "public")], []), []).splitlines()
        if line.startswith("| T")
    ]
    assert "가 \\| 나 \\| 다" in line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "T102"),
        ("services: [{id: T1, name: 가}]", "T101"),
        ("services: [{id: T1, name: 가, operator: x}]", "T101"),
    ],
)
def test_a_broken_table(text: str, code: str) -> None:
    found, diagnostics = read_table(Source("t.yaml", text))
    assert found == ()
    assert [each.code for each in diagnostics] == [code]


@pytest.mark.slow
def test_the_page_in_the_docs_is_what_the_command_writes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is not: run the command that stands in its second line, with `-o docs/table-4-1.md`."""
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "table-4-1.md").read_text("utf-8")
    command = page.split("`jichim ")[1].split("`")[0]
    assert main(command.split()) == 0
    assert capsys.readouterr().out == page
