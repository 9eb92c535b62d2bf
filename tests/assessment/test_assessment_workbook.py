"""Assessment sheets as workbooks: the same ratings as from YAML, mistakes at their cell."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jichim.assessment import assess, load_schemes, read_sheet_file, settle
from jichim.assessment.form import blank_form
from jichim.plan import Plan, read_plan_file
from jichim.plan.model import Place
from jichim.policy import load_policies
from jichim.policy.model import Policy

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "incheon.yaml"
FIRST = 4


@pytest.fixture(scope="module")
def policy() -> Policy:
    found, _ = load_policies(())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plan(policy: Policy) -> Plan:
    found, _ = read_plan_file(SAMPLE, policy.vocabulary)
    assert found is not None
    return found


def rated(target: Path, plan: Plan, policy: Policy, lang: Any = "ko") -> tuple[Path, str]:
    """A workbook in which everything is rated, and the YAML that says the same."""
    target.write_bytes(blank_form(plan, policy, load_schemes(policy, ())[0], "김평가", lang))
    book = load_workbook(target)
    sheet = book.worksheets[1]
    by_part: dict[tuple[str, str], list[str]] = {}
    for row in range(FIRST, sheet.max_row + 1):
        part, subject, criterion = (sheet.cell(row, column).value for column in (1, 2, 3))
        if criterion is None:
            continue
        score = row % 5 + 1
        sheet.cell(row, 4).value = score
        sheet.cell(row, 5).value = f"=의견 {row}"
        sheet.cell(row, 5).data_type = "s"
        entry = f"{criterion}: {{점수: {score}, 의견: '=의견 {row}'}}"
        by_part.setdefault((part, subject or ""), []).append(entry)
    book.save(target)
    lines = [f"평가: {{계획: '{plan.name}', 평가자: 김평가}}"]
    for part in dict.fromkeys(part for part, _ in by_part):
        lines.append(f"{part}:")
        for (own, subject), entries in by_part.items():
            if own == part:
                lines += [f"  {subject}:"] if subject else []
                lines += [f"{'    ' if subject else '  '}{entry}" for entry in entries]
    return target, "\n".join(lines)


def without_places(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in dataclasses.fields(value) if one.name != "file"]
        return (type(value).__name__, *(without_places(getattr(value, name)) for name in names))
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items()}
    return tuple(map(without_places, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_same_assessment_as_from_yaml(lang: str, tmp_path: Path, plan: Plan, policy: Policy) -> None:
    book, text = rated(tmp_path / "sheet.xlsx", plan, policy, lang)
    (tmp_path / "sheet.yaml").write_text(text, "utf-8")
    schemes, _ = load_schemes(policy, ())
    found = []
    for file in (book, tmp_path / "sheet.yaml"):
        sheet, diagnostics = read_sheet_file(file, policy)
        assert sheet is not None, [each.message.ko for each in diagnostics]
        assert diagnostics == ()
        panel, wrong = settle([sheet], policy, plan, schemes)
        assert panel is not None, wrong
        found.append((panel, assess(panel, policy, plan, schemes)))
    assert len(found[0][0].ratings) > 50
    assert without_places(found[0]) == without_places(found[1])
    assert {str(one.place).partition("!")[2] for one in found[0][0].ratings} >= {
        f"{'평가' if lang == 'ko' else 'ratings'}!D{FIRST}"
    }


def test_an_unrated_sheet_reads_as_one(tmp_path: Path, plan: Plan, policy: Policy) -> None:
    target = tmp_path / "sheet.xlsx"
    target.write_bytes(blank_form(plan, policy, {}, "김평가"))
    sheet, diagnostics = read_sheet_file(target, policy)
    assert sheet is not None
    assert [each.code for each in diagnostics] == ["A015"]
    assert (sheet.evaluator.text, sheet.plan.text if sheet.plan else "") == ("김평가", plan.name)


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "cell"),
    [
        (FIRST, 4, 9, "A011", "평가!D4"),
        (FIRST, 4, "좋음", "A010", "평가!D4"),
        (FIRST, 3, "없는항목", "A007", "평가!C4"),
        (FIRST + 30, 2, "없는서비스", "A009", "평가!B34"),
    ],
)
def test_mistakes_stand_at_their_cell(
    row: int, column: int, value: object, code: str, cell: str, tmp_path: Path, plan: Plan, policy: Policy
) -> None:
    book, _ = rated(tmp_path / "sheet.xlsx", plan, policy)
    changed = load_workbook(book)
    changed.worksheets[1].cell(row, column).value = value
    changed.save(book)
    sheet, _ = read_sheet_file(book, policy)
    assert sheet is not None
    panel, (mistake,) = settle([sheet], policy, plan, load_schemes(policy, ())[0])
    assert panel is None
    assert mistake.span is not None
    assert (mistake.code, str(mistake.span)) == (code, f"{book}!{cell}")
    assert mistake.span.text == str(value)


def test_a_workbook_of_something_else(tmp_path: Path, policy: Policy) -> None:
    from openpyxl import Workbook

    target = tmp_path / "other.xlsx"
    Workbook().save(target)
    sheet, diagnostics = read_sheet_file(target, policy)
    assert sheet is None
    assert [each.code for each in diagnostics] == ["A001"]


def test_two_rows_for_one_criterion(tmp_path: Path, plan: Plan, policy: Policy) -> None:
    book, _ = rated(tmp_path / "sheet.xlsx", plan, policy)
    changed = load_workbook(book)
    sheet = changed.worksheets[1]
    sheet.cell(FIRST + 1, 3).value = sheet.cell(FIRST, 3).value
    changed.save(book)
    read, diagnostics = read_sheet_file(book, policy)
    assert read is None
    assert [(each.code, str(each.span)) for each in diagnostics] == [("A005", f"{book}!평가!C{FIRST + 1}")]
