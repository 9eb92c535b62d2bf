"""`jichim plan intake`: the draft, the report, and files that are not replaced."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from docx import Document

from jichim.cli import main

LABELS = ("핵심 파트너", "핵심 활동", "가치제안", "비용구조")


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("□ I-MOD")
    table = document.add_table(2, len(LABELS))
    for column, label in enumerate(LABELS):
        table.cell(0, column).text = label
        table.cell(1, column).text = f"- {label} 하나"
    document.save(str(tmp_path / "제출.docx"))
    return tmp_path / "제출.docx"


def test_a_draft_that_validates_and_a_report(
    submitted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, report = tmp_path / "draft.yaml", tmp_path / "intake.json"
    assert main(["plan", "intake", str(submitted), "-o", str(draft), "--report", str(report)]) == 0
    assert "서비스 1개, 값 5개를 옮겼고 0곳은 사람이 보아야 한다" in capsys.readouterr().err
    assert main(["plan", "validate", str(draft)]) == 0
    said = json.loads(report.read_text("utf-8"))
    assert said["schema"] == "jichim-intake/1"
    assert said["values"][1] == {
        "path": "services[0].canvas.partners[0]",
        "path_ko": "서비스[0].캔버스.핵심 파트너[0]",
        "text": "핵심 파트너 하나",
        "written": "핵심 파트너 하나",
        "change": None,
        "table": 1,
        "row": 2,
        "column": 1,
        "paragraph": None,
        "caption": False,
    }


def test_a_draft_in_work_is_not_replaced(
    submitted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("내 손으로 고친 것", "utf-8")
    assert main(["plan", "intake", str(submitted), "-o", str(draft)]) == 2
    assert draft.read_text("utf-8") == "내 손으로 고친 것"
    assert "--force" in capsys.readouterr().err
    assert main(["plan", "intake", str(submitted), "-o", str(draft), "--force"]) == 0
    assert "핵심 파트너 하나" in draft.read_text("utf-8")


def test_the_draft_on_standard_output_in_english(submitted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "intake", str(submitted), "--lang", "en"]) == 0
    assert (
        "      partners:\n        - 핵심 파트너 하나  # table 1, row 2, column 1\n" in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.hwp", b"HWP Document File", "P081"), ("a.docx", b"PK\x03\x04", "P085"), ("none.docx", None, "P001")],
)
def test_what_cannot_be_read(
    name: str, content: bytes | None, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    draft = tmp_path / "draft.yaml"
    assert main(["plan", "intake", str(tmp_path / name), "-o", str(draft)]) == 2
    assert code in capsys.readouterr().err
    assert not draft.exists()


def test_the_library_may_be_missing(
    submitted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert main(["plan", "intake", str(submitted)]) == 2
    assert "pip install 'jichim[documents]'" in capsys.readouterr().err
