"""`jichim plan form`: an empty form, a filled one, a checked copy; forms in other commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jichim.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "incheon.yaml"
SAMPLES = [SAMPLE, *(ROOT / "samples" / name for name in ("daejeon.yaml", "sejong-5-1.yaml"))]


PLACES = ("file", "at", "subject_index")
"""The last counts the records of the plan in the order in which they are written."""


def without_places(value: Any) -> Any:
    """A review as JSON without the file and the places that it names."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in PLACES}
    return [without_places(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    target = tmp_path / "plan.xlsx"
    assert main(["plan", "form", str(SAMPLE), "-o", str(target)]) == 0
    return target


def test_the_sheets_are_in_the_order_of_a_plan(tmp_path: Path) -> None:
    target = tmp_path / "empty.xlsx"
    assert main(["plan", "form", "-o", str(target)]) == 0
    names = load_workbook(target).sheetnames
    wanted = [
        "안내",
        "계획 개요",
        "추진체계",
        "성과",
        "절차",
        "서비스",
        "캔버스",
        "비용",
        "수익",
        "사회비용",
        "선택지",
    ]
    assert [name for name in names if name in wanted] == wanted


def test_the_form_is_protected_and_its_inputs_are_open(filled: Path) -> None:
    book = load_workbook(filled)
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    costs = book["비용"]
    assert (costs["B4"].value, costs["B4"].protection.locked) == ("비목", True)
    assert [costs.cell(row, 2).protection.locked for row in (5, 20)] == [False, False]
    assert costs.freeze_panes == "B5"
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in costs.data_validations.dataValidation}
    assert lists["A5"].startswith("'서비스'!$A$5:$A$")
    column = next(cell.column_letter for cell in costs[4] if cell.value == "구분")
    assert lists[f"{column}5"].startswith("'선택지'!")
    assert book["선택지"].sheet_state == "hidden"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda file: file.stem)
def test_a_review_of_the_form_is_that_of_the_plan(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_bytes(sample.read_bytes())
    assert main(["plan", "form", "plan.yaml", "-o", "plan.xlsx"]) == 0

    def review(file: str) -> object:
        arguments = ["check", file, "--as-of", "2020-11-30", "--fail-on", "never", "--format", "json"]
        assert main([*arguments, "-o", "review.json"]) == 0
        return without_places(json.loads((tmp_path / "review.json").read_text("utf-8")))

    assert review("plan.xlsx") == review("plan.yaml")


def test_evidence_names_sheet_and_cell(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(filled), "--as-of", "2020-11-30", "--all"])
    out = capsys.readouterr().out
    stage = next(cell.column_letter for cell in load_workbook(filled)["서비스"][4] if cell.value == "단계")
    assert f"서비스!{stage}5" in out.replace("\n", "")


def test_a_checked_copy_says_at_the_cell_what_is_wrong(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(filled)
    column = next(cell.column_letter for cell in book["비용"][4] if cell.value == "금액")
    book["비용"][f"{column}5"] = "많이"
    book.save(filled)
    copy = tmp_path / "copy.xlsx"
    assert main(["plan", "form", "--check", str(filled), "-o", str(copy)]) == 2
    assert f"!비용!{column}5: 오류[P033]" in capsys.readouterr().err
    checked = load_workbook(copy)
    comment = checked["비용"][f"{column}5"].comment
    assert comment is not None
    assert comment.text.startswith("오류[P033] `금액`의 값 `많이`를 금액으로 읽을 수 없다\n→ ")
    first = checked["확인 결과"]
    assert [cell.value for cell in first[2]][:3] == [f"비용!{column}5", "오류", "P033"]
    assert checked["비용"].data_validations.dataValidation
    checked["비용"][f"{column}5"] = "3억원"
    checked.save(copy)
    assert main(["plan", "validate", str(copy)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["plan", "form"], 2, "C013"),
        (["plan", "form", "-o", "-"], 2, "C013"),
        (["plan", "form", "--example", str(SAMPLE), "-o", "x.xlsx"], 2, "PLAN, --example, --check"),
        (["plan", "form", "missing.yaml", "-o", "x.xlsx"], 2, "P001"),
        (["plan", "form", "--check", "missing.xlsx", "-o", "x.xlsx"], 2, "P001"),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = filled.read_bytes()
    assert main(["plan", "form", "-o", str(filled)]) == 2
    assert main(["plan", "form", str(filled), "-o", str(filled), "--force"]) == 2
    assert filled.read_bytes() == before
    assert capsys.readouterr().err.count("오류[") == 2
