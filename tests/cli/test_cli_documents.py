"""`jichim check --format` for documents: the file is written, and refused requests say why."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jichim.cli.check import check

PLAN = "samples/incheon.yaml"
STARTS = {"html": b"<!doctype html>", "xlsx": b"PK", "docx": b"PK", "hwpx": b"PK"}


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(check, arguments, standalone_mode=False)
    assert result.exception is None, result.exception
    return int(result.return_value), result.stderr


@pytest.mark.parametrize("form", STARTS)
def test_a_document_is_written(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"review.{form}"
    code, shown = run(PLAN, "--format", form, "-o", str(target))
    assert code == 1  # the sample has findings
    assert target.read_bytes().startswith(STARTS[form])
    assert "error" not in shown


@pytest.mark.parametrize("form", ["xlsx", "docx", "hwpx", "pdf"])
def test_a_binary_document_needs_a_file(form: str) -> None:
    code, shown = run(PLAN, "--format", form)
    assert code == 2
    assert "C013" in shown


@pytest.mark.parametrize(
    ("form", "template", "expected"),
    [
        ("text", PLAN, "F004"),
        ("html", PLAN, "F004"),
        ("docx", PLAN, "F003"),
        ("hwpx", PLAN, "F003"),
        ("docx", "no-such-file.docx", "F003"),
    ],
)
def test_a_template_that_cannot_be_used_leaves_no_file(
    form: str, template: str, expected: str, tmp_path: Path
) -> None:
    target = tmp_path / "review"
    code, shown = run(PLAN, "--format", form, "--template", template, "-o", str(target))
    assert code == 2
    assert expected in shown
    assert not target.exists()
