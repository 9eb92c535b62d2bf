"""`jichim audit summary|findings|worst|compare|trend|runs|report|export` as people call them."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.written_store import FIRST, SECOND, written
from jichim.audit.store import Store
from jichim.cli import audit_report, main
from jichim.plan.formulas import harmless
from jichim.report.audit_rows import write_csv

Said = pytest.CaptureFixture[str]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return written(tmp_path / "s.db", FIRST, SECOND)


@pytest.fixture
def run(capsys: Said) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["audit", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# ---- questions -----------------------------------------------------------------------------------


def test_runs(store: str, run: Run) -> None:
    code, out, _ = run("runs", store)
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert lines[1] == ["1", "2026-01-01", "09:00", "2026-01-01", "5", "4", "1", "1", "끝남"]
    assert lines[2][4:8] == ["4", "4", "0", "2"]  # `c` and `new` were reviewed before


def test_summary(store: str, run: Run) -> None:
    code, out, _ = run("summary", store, "--run", "1", "--lang", "en")
    assert code == 0
    assert "5 given = 4 reviewed + 1 unusable" in out
    rows = [line.split() for line in out.splitlines()]
    assert ["act", "3", "1", "0", "0"] in rows
    assert ["draft", "4", "4", "2", "2"] in rows
    assert "broken.yaml:2:3 [P001] the text cannot be read" in out
    _, out, _ = run("summary", store, "--run", "1", "--field", "교통")
    assert ["act", "1", "1", "0", "0"] in [line.split() for line in out.splitlines()]


def test_worst(store: str, run: Run) -> None:
    code, out, _ = run("worst", store, "--run", "1", "--limit", "1", "--duty", "must")
    assert code == 0
    rows = [line.split()[-7:] for line in out.splitlines()[1:]]
    assert rows == [["a.yaml", "2", "0", "0", "0", "0", "0"]]


def test_trend(store: str, run: Run) -> None:
    code, out, _ = run("trend", store)
    assert code == 0
    rows = [line.split() for line in out.splitlines()[1:]]
    # run, date, reviewed, unusable, met, not met, undetermined, then violations
    assert [row[2:8] for row in rows] == [
        ["4", "1", "7", "5", "2", "2"],
        ["4", "0", "7", "5", "2", "2"],
    ]
    _, out, _ = run("trend", store, "--run", "1")
    assert len(out.splitlines()) == 2


def test_compare(store: str, run: Run) -> None:
    code, out, _ = run("compare", store, "--lang", "en")
    assert code == 0
    assert "1 plans with equal outcomes" in out
    assert "was clean, now violates" in out
    _, out, _ = run("compare", store, "1", "1", "--lang", "en")
    assert "nothing changed" in out


def test_findings_one_a_line(store: str, run: Run) -> None:
    code, out, _ = run("findings", store, "--run", "1", "--level", "violation")
    assert code == 0
    assert [(row["rule"], row["about"], row["due"]) for row in table(out)] == [
        ("A-1", "버스", ""),
        ("D-1", "버스", "2026-03-01"),
    ]
    _, out, _ = run("findings", store, "--run", "1", "--outcome", "undetermined", "--format", "jsonl")
    assert [json.loads(line)["rule"] for line in out.splitlines()] == ["D-3"]


@pytest.mark.parametrize("command", ["summary", "worst", "trend", "findings"])
def test_an_unknown_field_is_refused(store: str, run: Run, command: str) -> None:
    code, out, err = run(command, store, "--field", "우주")
    assert (code, out) == (2, "")
    assert "C015" in err


@pytest.mark.parametrize(
    "command",
    [
        ("summary",),
        ("worst",),
        ("trend",),
        ("findings",),
        ("export", "--table", "plans"),
        ("report", "-o", "report.html"),
        ("report", "-o", "report.xlsx"),
    ],
    ids=lambda one: one[-1],
)
@pytest.mark.parametrize(
    ("option", "word", "first"),
    [
        ("city", "가온", "`가온시`"),
        ("instrument", "draught", "`draft`"),
        ("duty", "musts", "`must`"),
        ("rule", "D-9", "`D-"),
        ("level", "violations", "`violation`"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest_first(
    store: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    option: str,
    word: str,
    first: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(command[0], store, *command[1:], f"--{option}", word, "--lang", "en")
    assert (code, out) == (2, "")
    assert f"--{option}: error[U034]: there is no " in err
    assert f"give one that exists: {first}" in err
    assert not list(tmp_path.glob("report.*"))


def test_a_city_of_another_run_only_is_unknown_to_this_one(run: Run, tmp_path: Path) -> None:
    later = written(tmp_path / "later.db", FIRST, SECOND)
    with sqlite3.connect(later) as connection:
        connection.execute(
            "UPDATE review SET city = '다솜시' WHERE id IN (SELECT review FROM entry WHERE run = 2)"
            " AND id NOT IN (SELECT review FROM entry WHERE run = 1 AND review IS NOT NULL)"
        )
    assert run("summary", later, "--run", "2", "--city", "다솜시")[0] == 0
    assert run("trend", later, "--city", "다솜시")[0] == 0
    code, _, err = run("summary", later, "--run", "1", "--city", "다솜시")
    assert code == 2
    assert "[U034]" in err


def test_a_run_without_any_city(run: Run, tmp_path: Path) -> None:
    without = written(tmp_path / "without.db", FIRST)
    with sqlite3.connect(without) as connection:
        connection.execute("UPDATE review SET city = NULL")
    code, _, err = run("worst", without, "--city", "가온시")
    assert code == 2
    assert "[U035]" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("runs",),
        ("summary",),
        ("worst",),
        ("trend",),
        ("compare",),
        ("findings",),
        ("export", "--table", "plans"),
        ("report", "-o", "report.html"),
    ],
    ids=lambda one: one[0],
)
def test_what_is_no_store_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("no.db").write_text("a,b\n", "utf-8")
    for name, code in (("none.db", "U024"), ("no.db", "U020")):
        exit_code, out, err = run(arguments[0], name, *arguments[1:])
        assert (exit_code, out) == (2, "")
        assert code in err
    newer = written(tmp_path / "newer.db", FIRST)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE store SET format = 99")
    exit_code, _, err = run(arguments[0], newer, *arguments[1:])
    assert exit_code == 2
    assert "U021" in err
    assert not Path("report.html").exists()


# ---- export --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rows", "first"),
    [
        ("plans", 4, {"entry": "b.yaml", "met": "3", "not_met": "1", "advice": "1"}),
        ("outcomes", 16, {"entry": "b.yaml", "rule": "A-1", "citation": "법 제1조", "met": "1"}),
        ("findings", 6, {"entry": "b.yaml", "rule": "D-3", "level": "advice"}),
        ("decisions", 4, {"about": "앱", "value": "공공", "cause": "", "place": "4:5"}),
        ("supplements", 2, {"entry": "a.yaml", "label": "목표", "path": "goals"}),
        ("unusable", 2, {"entry": "broken.yaml", "code": "P001", "help_ko": "고친다"}),
    ],
)
def test_every_table_in_every_format(
    store: str, run: Run, tmp_path: Path, name: str, rows: int, first: dict[str, str]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arguments = ("export", store, "--run", "1", "--table", name)
    _, out, _ = run(*arguments)
    found = table(out)
    assert len(found) == rows
    assert {key: found[0][key] for key in first} == first
    _, out, _ = run(*arguments, "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [
        {key: "" if value is None else str(value) for key, value in line.items()} for line in lines
    ] == found
    target = tmp_path / "t.parquet"
    assert run(*arguments, "--format", "parquet", "-o", str(target)) == (0, "", "")
    assert parquet.read_table(target).to_pylist() == lines
    once = target.read_bytes()
    run(*arguments, "--format", "parquet", "-o", str(target))
    assert target.read_bytes() == once


def test_an_empty_table_keeps_its_heading(store: str, run: Run) -> None:
    _, out, _ = run("export", store, "--run", "2", "--table", "unusable")
    assert out == "\ufeffentry,place,code,ko,en,help_ko,help_en\r\n"


def test_parquet_needs_a_file_and_its_library(
    store: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("export", store, "--table", "plans", "--format", "parquet")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "C013" in err
    monkeypatch.setattr(audit_report, "find_spec", lambda _: None)
    code, _, err = run(*arguments, "-o", str(tmp_path / "p.parquet"))
    assert code == 2
    assert "C014" in err
    assert "pip install 'jichim[parquet]'" in err
    assert not (tmp_path / "p.parquet").exists()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_texts_that_begin_like_formulas_are_defused(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "가온시", "", " =1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    amount: int | None


def test_a_written_table_defuses_texts_and_keeps_numbers() -> None:
    target = io.BytesIO()
    write_csv(_Line, [_Line("=1+1", -3), _Line("가온시", 3), _Line("-1", None)], target)
    assert target.getvalue().decode("utf-8-sig") == "name,amount\r\n'=1+1,-3\r\n가온시,3\r\n'-1,\r\n"


# ---- report --------------------------------------------------------------------------------------


def test_a_report_in_the_format_of_its_suffix(store: str, run: Run, tmp_path: Path) -> None:
    for name in ("r.html", "r.HTM", "r.xlsx"):
        assert run("report", store, "--run", "1", "-o", str(tmp_path / name)) == (0, "", "")
    page = (tmp_path / "r.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page == (tmp_path / "r.HTM").read_text("utf-8")
    assert "지적 · " not in page
    assert load_workbook(tmp_path / "r.xlsx")["지적"].max_row == 7
    assert run("report", store, "--format", "html", "-o", str(tmp_path / "r"))[0] == 0
    assert (tmp_path / "r").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_report_of_a_filter(store: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    run(
        "report", store, "--run", "1", "--field", "교통", "--stage", "계획", "-o", str(target), "--plans", "0"
    )
    page = target.read_text("utf-8")
    assert "분야: 교통; 단계: 계획" in page
    assert "적합 0 + 부적합 2 + 판단불가 1 + 해당없음 0" in page
    assert '<div class="plan">' not in page


def test_a_report_needs_a_format(store: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.doc"
    code, _, err = run("report", store, "-o", str(target))
    assert code == 2
    assert "오류[U030]: " in err
    assert f"`{target}`" in err
    assert not target.exists()


@pytest.mark.parametrize(
    "arguments",
    [("report", "--format", "html"), ("export", "--table", "plans"), ("findings",)],
    ids=lambda one: one[0],
)
def test_the_store_is_never_overwritten(
    store: str, run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(store)
    os.link(store, tmp_path / "hard.db")
    before = Path(store).read_bytes()
    for target in (store, f"{store}-wal", str(link), str(tmp_path / "hard.db")):
        code, _, err = run(arguments[0], store, *arguments[1:], "-o", target)
        assert code == 2
        assert "U031" in err
    assert Path(store).read_bytes() == before
    with Store.open(store):
        pass


def test_a_result_that_cannot_be_written_leaves_the_old_one(
    store: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "r.csv"
    target.write_text("before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    code, _, err = run("export", store, "--table", "plans", "-o", str(target))
    assert code == 2
    assert "C003" in err
    assert "남은 공간이 없다" in err
    assert target.read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.glob(".*")) == []
    code, _, err = run("export", store, "--table", "plans", "-o", str(tmp_path / "none" / "r.csv"))
    assert code == 2
    assert "C001" in err


def test_a_new_file_may_be_read_by_others(store: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "r.csv"
    mask = os.umask(0o022)
    try:
        run("export", store, "--table", "plans", "-o", str(target))
    finally:
        os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


# ---- from plans to report ------------------------------------------------------------------------


def test_hostile_plans_from_file_to_report(run: Run, tmp_path: Path) -> None:
    """Formulas and markup in plans, half a surrogate pair and NUL, names of files that are no text."""
    plans = tmp_path / "plans"
    plans.mkdir()
    name = '=cmd|"/c calc"!A1<script>alert(1)</script>'
    for file, text in (("=hostile<b>.json", name), ("broken.json", f"{name}\ud800\x00")):
        plan = {"계획": {"명칭": text, "지자체": text}, "서비스": [{"이름": text, "단계": "계획"}]}
        (plans / file).write_text(json.dumps(plan), "ascii")
    odd = os.fsencode(str(plans)) + b"/\xff.yaml"
    try:
        with open(odd, "wb") as file:
            file.write("계획: {명칭: 이상한 이름}\n".encode())
    except OSError:
        pytest.skip("the file system refuses such names")
    store = str(tmp_path / "s.db")
    code, out, _ = run("run", str(plans), "--out", store, "--as-of", "2026-01-01", "--jobs", "1")
    assert "받은 계획 3 = 검토 2 + 검토 못함 1" in out
    assert code == 1
    html, xlsx = tmp_path / "r.html", tmp_path / "r.xlsx"
    assert run("report", store, "-o", str(html))[0] == 0
    assert run("report", store, "-o", str(xlsx))[0] == 0
    page = html.read_text("utf-8")
    assert page.count("<script>") == 1
    assert "<b>.json" not in page
    assert "\\udcff.yaml" in page
    assert "P006" in page
    cells = [cell for sheet in load_workbook(xlsx) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert any(str(cell.value).startswith("=cmd") and cell.quotePrefix for cell in cells)
    for kind in ("plans", "outcomes", "findings", "decisions", "supplements", "unusable"):
        _, out, _ = run("export", store, "--table", kind)
        assert not any(value.startswith(("=", "+", "@")) for row in table(out) for value in row.values())
        _, out, _ = run("export", store, "--table", kind, "--format", "jsonl")
        assert all(json.loads(line)["entry"] for line in out.splitlines())
