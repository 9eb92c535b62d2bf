"""`jichim audit run` as its user sees it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from audit.audited import plan_text, small_settings
from jichim.cli import main


def _run(tmp_path: Path, *more: str) -> list[str]:
    (policy,) = small_settings(tmp_path).policies
    return ["audit", "run", "--out", str(tmp_path / "s.db"), "--jobs", "1", "--policy", policy, *more]


def test_every_plan_reviewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.yaml").write_text(plan_text())
    (plans / "notes.txt").write_text("")
    assert main(_run(tmp_path, str(plans), str(plans / "a.yaml"))) == 0
    said = capsys.readouterr()
    assert said.out == "실행 1: 받은 계획 1 = 검토 1 + 검토 못함 0 (거듭 준 것 1, 계획이 아닌 .txt 1)\n"
    assert said.err == ""
    assert main(_run(tmp_path, str(plans), "--lang", "en")) == 0
    assert capsys.readouterr().out == (
        "run 2: 1 given = 1 reviewed + 0 unusable (1 reused, 1 .txt passed over)\n"
    )


def test_some_plans_unusable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.yaml").write_text("계획: [")
    assert main(_run(tmp_path, str(tmp_path / "broken.yaml"))) == 1
    assert capsys.readouterr().out == "실행 1: 받은 계획 1 = 검토 0 + 검토 못함 1\n"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["none.yaml"], "U001"),
        (["a.yaml", "--as-of", "yesterday"], "C"),
        (["a.yaml", "--policy", "no-such-instrument"], "R021"),
        (["a.yaml", "--runner", "spark"], "U014"),
        (["a.yaml", "--runner", "processes=4"], "U014"),
        (["a.yaml", "--runner", "dask=foo"], "U019"),
        (["a.yaml", "--runner", "dask=tcp://foo"], "U019"),
        (["a.yaml", "--runner", "dask=tcp://foo:port"], "U019"),
        (["a.yaml", "--runner", "dask="], "U019"),
        (["a.yaml", "--resume"], "U026"),
        (["a.yaml", "--out", "no/such/folder/s.db"], "U033"),
        (["a.yaml", "--out", "."], "U032"),
        (["a.yaml", "--out", "a.yaml"], "U020"),
    ],
)
def test_what_cannot_be_started_says_why(
    more: list[str],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(plan_text())
    assert main(_run(tmp_path, *more)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"[{code}" in said.err
    assert Path("a.yaml").read_text() == plan_text()


@pytest.mark.parametrize(
    ("lang", "words"), [("ko", "2019-12-31에는"), ("en", "on 2019-12-31: the earliest is")]
)
def test_a_day_before_any_law_is_refused_before_anything_is_written(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(plan_text())
    assert main(_run(tmp_path, str(tmp_path / "a.yaml"), "--as-of", "2019-12-31", "--lang", lang)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("[W004]") == 1
    assert words in said.err
    assert not (tmp_path / "s.db").exists()


def test_a_scheduler_that_does_not_answer_costs_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "a.yaml").write_text(plan_text())
    begun = time.monotonic()
    assert main(_run(tmp_path, str(tmp_path / "a.yaml"), "--runner", "dask=tcp://127.0.0.1:9")) == 2
    assert time.monotonic() - begun < 20
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("[U012]") == 1
    assert "Traceback" not in said.err


def test_dask_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(plan_text())
    for name in ("distributed", "fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "jichim.audit.dask_rows", raising=False)
    for more in ([str(tmp_path / "a.yaml"), "--runner", "dask"], ["s3://plans/a.yaml"]):
        assert main(_run(tmp_path, *more)) == 2
        assert "[U011]" in capsys.readouterr().err
    assert not (tmp_path / "s.db").exists()
