"""`jichim rules crosswalk`: proposals beside the law in force, with the rules of either side."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from wcwidth import wcswidth

from authoring.made_law import CROSSWALK, write
from jichim.cli import main


def run(capsys: pytest.CaptureFixture[str], names: tuple[str, ...], *options: str, code: int = 0) -> str:
    policies = [part for name in names for part in ("--policy", name)]
    assert main(["rules", "crosswalk", *policies, *options]) == code
    return capsys.readouterr().out


def test_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, write(tmp_path))
    assert text.splitlines()[0] == "made-draft  채택 1건 · 일부 채택 0건 · 없음 1건 · 2026-11-22 기준"
    assert text.split("\n\n")[1].splitlines() == [
        "  [채택] R1  지표를 정한다  [표 4-3]",
        "    규칙  P-1",
        "    현행  제20조③ 지표를 정해야 한다  규칙 M20-3",
        "          제20조④ 내년부터  규칙 M20-4",
        "    차이  세졌다",
    ]
    assert "  [없음] R2  운영기관을 적는다  [표 4-4]" in text
    english = run(capsys, write(tmp_path), "--lang", "en")
    assert "  [adopted] R1  set indicators  [표 4-3]" in english
    assert max(map(wcswidth, (text + english).splitlines())) <= 100


def test_json_and_csv_hold_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(tmp_path)
    document = json.loads(run(capsys, names, "--format", "json"))
    assert document["schema"] == "jichim.crosswalk/1"
    (table,) = document["crosswalks"]
    assert (table["policy"], table["as_of"]) == ("made-draft", "2026-11-22")
    first, second = table["proposals"]
    assert (first["verdict"], first["rules"], first["items"]) == ("adopted", ["P-1"], ["T1"])
    assert [(one["at"], one["provisions"], one["rules"]) for one in first["today"]] == [
        ("제20조③", ["M20-3"], ["M20-3"]),
        ("제20조④", ["M20-4"], ["M20-4"]),
    ]
    assert second["differs"] == []
    rows = list(csv.DictReader(io.StringIO(run(capsys, names, "--format", "csv"))))
    assert [(row["proposal"], row["at"], row["today_rules"], row["differs_en"]) for row in rows] == [
        ("R1", "제20조③", "M20-3", "stricter"),
        ("R1", "제20조④", "M20-4", "stricter"),
        ("R2", "제21조", "", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("items: [T1]", "items: [T9]"), ("provision: M20-3", "provision: M99")]
)
def test_an_id_that_nothing_has(
    tmp_path: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in CROSSWALK
    law, draft = write(tmp_path, crosswalk=CROSSWALK.replace(old, new, 1))
    assert main(["rules", "crosswalk", "--policy", law, "--policy", draft]) == 1
    assert "오류[T024]: 제안 `R1`의 " in capsys.readouterr().err


def test_an_instrument_without_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    law, _ = write(tmp_path)
    assert run(capsys, (law,), code=2) == ""


def test_a_broken_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(tmp_path, crosswalk="proposals: [{id: R1}]")
    assert run(capsys, names, code=2) == ""
    assert main(["check", str(tmp_path / "none.yaml"), "--policy", names[1]]) == 2
    assert "오류[L001]" in capsys.readouterr().err
