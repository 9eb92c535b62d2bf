"""The commands of docs/analyst.md, run in order on copies of the rules with the edits that the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.cli.rules import rules

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "analyst.md").read_text("utf-8")
BLOCK = re.compile(r"^```(sh|jichim|yaml)\n(.*?)^```", re.M | re.S)
OLD_TABLE = re.compile(r"^  - 제목: 매년 말일을 기준으로 한 평가.*?(?=^  - 제목)", re.M | re.S)
SAMPLES = ("in-force/good-submission.yaml", "in-force/usual-gaps.yaml", "incheon.yaml")
OLD_TESTS = "성과평가기준일|성과평가연1회"

EXPECTED = [
    ("fmt", 0), ("lint", None), ("test", 1), ("test", 0), ("coverage", 0), ("coverage", 0), ("diff", 1),
    ("diff", 1),
    ("impact", None), ("impact", None), ("docs", 0),
]  # fmt: skip
"""What each command of the page ends with; None where that depends on the shipped rules and samples."""


def replaced(text: str, block: str) -> str:
    """The declarations of a block in the place of the rule, or behind the last test."""
    if block.startswith("기준값"):
        return re.sub(r"^규칙 G20-2 .*?\n\n", lambda _: f"{block}\n", text, count=1, flags=re.M | re.S)
    declarations = text.split("\n\n")
    kept = [one for one in declarations if not (one.startswith("시험") and re.search(OLD_TESTS, one))]
    kept = [re.sub(r"\n +기대 +G20-2 +(?!해당없음).*", "", one) for one in kept]
    return "\n\n".join(kept).rstrip() + f"\n\n{block}"


@pytest.mark.slow
def test_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    for sample in SAMPLES:
        (tmp_path / "samples" / sample).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "samples" / sample, tmp_path / "samples" / sample)
    monkeypatch.chdir(tmp_path)
    shown: dict[str, str] = {}
    ended: list[tuple[str, int]] = []
    expected = [one for one in EXPECTED if one[0] in rules.commands]
    for kind, block in BLOCK.findall(PAGE):
        if kind == "jichim":
            file = tmp_path / "지침" / "article-20.jichim"
            file.write_text(replaced(file.read_text("utf-8"), block), "utf-8")
            continue
        if kind == "yaml":
            if block.startswith("  - 제목"):
                file = tmp_path / "지침" / "running.cases.yaml"
                text, changed = OLD_TABLE.subn(lambda _, new=block: new, file.read_text("utf-8"))
                assert changed == 1
                file.write_text(text, "utf-8")
            continue
        for line in block.splitlines():
            program, *arguments = shlex.split(line)
            if program == "cp":
                shutil.copytree(arguments[1], arguments[2])
                continue
            assert (program, arguments[0]) == ("jichim", "rules")
            if arguments[1] not in rules.commands:
                continue
            ended.append((arguments[1], main(arguments)))
            shown[arguments[1]] = capsys.readouterr().out or shown.get(arguments[1], "")
    assert [name for name, _ in ended] == [name for name, _ in expected]
    wrong = [
        one for one, (_, code) in zip(ended, expected, strict=True) if code is not None and one[1] != code
    ]
    assert wrong == [], shown
    assert all(code in (0, 1) for _, code in ended)
    assert "성과평가주기_상한" in shown["diff"]
    assert "# 보임: G20-2" in shown["coverage"] or "# 빈틈이 없다" in shown["coverage"]
    assert "G20-2 반기마다 하는 평가" in shown["impact"]
    assert (tmp_path / "안내서" / "index.html").is_file()
    assert "<u>" in (tmp_path / "신구조문대비표.html").read_text("utf-8")
