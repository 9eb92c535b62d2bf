"""Files at the edge: encodings and the answers of the file system."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from reading import VOCABULARY

from jichim.plan import read_plan_file
from jichim.plan.tree import MOST_BYTES

TEXT = "명칭: 인천광역시\n"


@pytest.mark.parametrize(
    ("raw", "notes"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.replace("\n", "\r\n").encode(), []),
        (TEXT.encode("cp949"), ["P005"]),
        (TEXT.encode("utf-16"), ["P005"]),
    ],
)
def test_encodings(tmp_path: Path, raw: bytes, notes: list[str]) -> None:
    path = tmp_path / "계획.yaml"
    path.write_bytes(raw)
    plan, diagnostics = read_plan_file(path, VOCABULARY)
    assert plan is not None
    assert (plan.name, plan.file) == ("인천광역시", str(path))
    assert [each.code for each in diagnostics] == notes


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"name: \xff\xfe\xff", "P004"), (b"\xff\xfe\x00", "P004"), (b"a" * (MOST_BYTES + 1), "P003")],
)
def test_what_is_not_a_text_is_refused(tmp_path: Path, raw: bytes, code: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(raw)
    plan, diagnostics = read_plan_file(path, VOCABULARY)
    assert plan is None
    assert [(each.code, each.where) for each in diagnostics] == [(code, str(path))]


def test_missing_folder_and_impossible_paths(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "x.yaml", "P001"), (tmp_path, "P002"), ("a\0b", "P001")):
        plan, diagnostics = read_plan_file(path, VOCABULARY)
        assert plan is None
        assert [each.code for each in diagnostics] == [code]


def test_the_suffix_says_json(tmp_path: Path) -> None:
    path = tmp_path / "p.JSON"
    path.write_text('{"명칭": "가",}', encoding="utf-8")
    assert [each.code for each in read_plan_file(path, VOCABULARY)[1]] == ["P008"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    plan, _ = read_plan_file("-", VOCABULARY)
    assert plan is not None
    assert plan.file == "<stdin>"


def test_a_plan_without_a_name_is_called_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("목적: 가", encoding="utf-8")
    plan, _ = read_plan_file(path, VOCABULARY)
    assert plan is not None
    assert plan.name == str(path)
