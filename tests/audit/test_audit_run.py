"""A run: totals that reconcile, nothing reviewed twice, and a break at any point that costs nothing."""

from __future__ import annotations

import datetime
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.audited import asked, audited, codes_by_name, plan_text, small_settings
from audit.workers import Breaking
from jichim.audit import Settings, Store, StoreError, Totals, gather, run_audit
from jichim.audit import rows as rows_module
from jichim.audit.pool import review_here
from jichim.cli import main

ROOT = Path(__file__).parents[2]
SUMS = "SELECT sum(met), sum(not_met), sum(undetermined), sum(not_applicable) FROM outcome"


def _plans(folder: Path, count: int, *, services: int = 3) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.yaml").write_text(plan_text(f"계획 {number}", services=services))
    return folder


def test_one_row_for_each_plan_and_outcome(tmp_path: Path) -> None:
    plans = _plans(tmp_path / "plans", 5)
    store = tmp_path / "s.db"
    finished = audited([plans], store, small_settings(tmp_path))
    assert finished.totals == Totals(given=5, reviewed=5)
    assert asked(store, "SELECT codes, met, not_met FROM outcome") == [("MNN", 1, 2)] * 5
    assert asked(store, "SELECT plan, city, as_of FROM review ORDER BY id LIMIT 1") == [
        ("계획 0", "가람시", "2021-03-02")
    ]
    texts = "SELECT body, count(*) FROM finding JOIN phrase ON phrase.id = finding.text GROUP BY body"
    assert asked(store, texts) == [
        ("서비스 1: 유지관리계획이 없다", 5),
        ("서비스 2: 유지관리계획이 없다", 5),
    ]
    (started, ended), *_ = asked(store, "SELECT started, finished FROM run")
    assert started <= ended


def test_equal_texts_are_reviewed_once_and_counted_each(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("a.yaml", "b.yaml", "c.yml"):
        (folder / name).write_text(plan_text())
    finished = audited([folder, folder / "a.yaml"], tmp_path / "s.db", small_settings(tmp_path))
    assert finished.totals == Totals(given=3, reviewed=3, reused=2, repeated=1)
    assert asked(tmp_path / "s.db", "SELECT count(*) FROM review") == [(1,)]


def test_what_did_not_change_is_not_reviewed_again(tmp_path: Path) -> None:
    plans = _plans(tmp_path / "plans", 4)
    store, chosen = tmp_path / "s.db", small_settings(tmp_path)
    audited([plans], store, chosen)
    (plans / "0001.yaml").write_text(plan_text("고친 계획", services=2))
    assert audited([plans], store, chosen).totals == Totals(given=4, reviewed=4, reused=3)
    another_day = replace(chosen, as_of=datetime.date(2022, 1, 1))
    assert audited([plans], store, another_day).totals.reused == 0
    policy = Path(chosen.policies[0])
    policy.write_text(
        policy.read_text().replace("유지관리계획 기재", "유지관리계획 기재 그리고 유지관리계획 있음")
    )
    assert audited([plans], store, chosen).totals.reused == 0
    assert asked(store, "SELECT count(*) FROM ruleset") == [(2,)]


def test_unusable_files_are_listed_with_their_diagnostics_and_places(tmp_path: Path) -> None:
    folder = _plans(tmp_path / "plans", 1)
    (folder / "broken.yaml").write_text("계획: [")
    (folder / "no-date.yaml").write_text("계획: {명칭: 가}")
    (folder / "strange.json").write_text('{"계획": {"모르는것": 1}, "또": 2}')
    (folder / "lines.jsonl").write_text('{"계획": {"제출일": "2021-01-01"}}\n\nnonsense\n')
    (folder / "korean.yaml").write_bytes(plan_text("옛 글").encode("cp949"))
    (folder / "utf16.yaml").write_bytes(plan_text("두 바이트").encode("utf-16"))
    (folder / "folder.yaml").mkdir()
    finished = audited([folder], tmp_path / "s.db", small_settings(tmp_path))
    assert finished.totals == Totals(given=8, reviewed=4, unusable=4)
    assert codes_by_name(tmp_path / "s.db") == {
        "broken.yaml": ["P007"],
        "no-date.yaml": ["W001"],
        "strange.json": ["P020", "P020"],
        "lines.jsonl#3": ["P008"],
    }
    ((problems,),) = asked(tmp_path / "s.db", "SELECT problems FROM entry WHERE name LIKE '%strange.json'")
    assert [one["place"] for one in json.loads(problems)] == ["1:9", "1:21"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_store_what_one_process_stores(jobs: int, tmp_path: Path) -> None:
    plans = _plans(tmp_path / "plans", 30)
    (plans / "broken.yaml").write_text("계획: [")
    chosen = small_settings(tmp_path)
    totals = [audited([plans], tmp_path / f"{n}.db", chosen, jobs=n).totals for n in (0, jobs)]
    assert totals[0] == totals[1] == Totals(given=31, reviewed=30, unusable=1)
    query = (
        "SELECT name, entry.content, plan, codes, problems FROM entry"
        " LEFT JOIN review ON review.id = entry.review"
        " LEFT JOIN outcome ON outcome.review = review.id ORDER BY name"
    )
    assert asked(tmp_path / "0.db", query) == asked(tmp_path / f"{jobs}.db", query)


class StoppedError(Exception):
    """The process ends here."""


def _stop_after(plans: int) -> Callable[[int, int], None]:
    def progress(done: int, _: int) -> None:
        if done == plans:
            raise StoppedError

    return progress


@pytest.mark.parametrize("stop", [0, 1, 63, 64, 65, 128, 149])
def test_a_run_goes_on_where_it_was_broken_off(stop: int, tmp_path: Path) -> None:
    plans, chosen, store = (
        _plans(tmp_path / "plans", 150, services=1),
        small_settings(tmp_path),
        tmp_path / "s.db",
    )
    gathered, _ = gather([str(plans)])
    with Store.create(str(store)) as opened, pytest.raises(StoppedError):
        run_audit(gathered, chosen, opened, jobs=0, progress=_stop_after(stop))
    assert asked(store, "SELECT count(*) FROM entry") == [(stop // 64 * 64,)]
    seen: list[tuple[int, int]] = []
    with Store.create(str(store)) as opened:
        finished = run_audit(
            gathered, chosen, opened, jobs=0, resume=True, progress=lambda *at: seen.append(at)
        )
    assert finished.run == 1
    assert finished.totals == Totals(given=150, reviewed=150)
    assert (seen[0], seen[-1]) == ((stop // 64 * 64, 150), (150, 150))
    assert asked(store, SUMS) == [(150, 0, 0, 0)]


def test_an_interrupt_keeps_what_was_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plans, store = _plans(tmp_path / "plans", 80, services=1), tmp_path / "s.db"
    (policy,) = small_settings(tmp_path).policies
    command = ["audit", "run", str(plans), "--out", str(store), "--policy", policy, "--jobs", "1"]

    @contextmanager
    def bar(*_: object) -> Iterator[Callable[[int], None]]:
        def progress(done: int) -> None:
            if done == 70:
                raise KeyboardInterrupt

        yield progress

    with monkeypatch.context() as patch:
        patch.setattr("jichim.cli.audit.progress_bar", bar)
        assert main(command) == 130
    said = capsys.readouterr()
    assert said.out == ""
    assert "[U028]: 실행 1을 멈추었다: 계획 80건 가운데 70건이 적혀 있다" in said.err
    assert asked(store, "SELECT count(*) FROM entry") == [(70,)]
    assert main([*command, "--resume"]) == 0
    assert capsys.readouterr().out == "실행 1: 받은 계획 80 = 검토 80 + 검토 못함 0\n"


def test_plans_that_are_gone_or_new_when_a_run_goes_on(tmp_path: Path) -> None:
    plans, chosen, store = _plans(tmp_path / "plans", 100), small_settings(tmp_path), tmp_path / "s.db"
    gathered, _ = gather([str(plans)])
    with Store.create(str(store)) as opened, pytest.raises(StoppedError):
        run_audit(gathered, chosen, opened, jobs=0, progress=_stop_after(80))
    (plans / "0000.yaml").unlink()
    (plans / "new.yaml").write_text(plan_text("새 계획"))
    assert audited([plans], store, chosen, resume=True).totals == Totals(given=101, reviewed=101)
    assert asked(store, "SELECT given FROM run") == [(101,)]


def test_only_a_run_that_was_broken_off_can_go_on_and_only_as_it_was(tmp_path: Path) -> None:
    plans, chosen, store = _plans(tmp_path / "plans", 3), small_settings(tmp_path), tmp_path / "s.db"
    audited([plans], store, chosen)
    with pytest.raises(StoreError) as refused:
        audited([plans], store, chosen, resume=True)
    assert refused.value.diagnostic.code == "U026"
    gathered, _ = gather([str(plans)])
    with Store.create(str(store)) as opened, pytest.raises(StoppedError):
        run_audit(gathered, chosen, opened, jobs=0, progress=_stop_after(1))
    with pytest.raises(StoreError) as refused:
        audited([plans], store, replace(chosen, as_of=datetime.date(2022, 1, 1)), resume=True)
    assert refused.value.diagnostic.code == "U027"
    assert "as-of" in refused.value.diagnostic.message.en


def _command(tmp_path: Path, *more: str) -> list[str]:
    chosen = small_settings(tmp_path)
    place = [str(tmp_path / "plans.jsonl"), "--out", str(tmp_path / "s.db")]
    return [sys.executable, "cli.py", "audit", "run", *place, "--policy", chosen.policies[0], *more]


def _lines(path: Path, count: int) -> None:
    with path.open("w") as file:
        for number in range(count):
            services = [{"이름": f"서비스 {n}", "분야": "교통", "단계": "계획"} for n in range(10)]
            head = {"명칭": f"계획 {number}", "제출일": "2021-03-02"}
            file.write(json.dumps({"계획": head, "서비스": services}) + "\n")


def test_killed_in_the_middle_and_resumed(tmp_path: Path) -> None:
    count = 1500
    _lines(tmp_path / "plans.jsonl", count)
    run = subprocess.Popen(
        _command(tmp_path, "--jobs", "1"), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    written = 0
    while not written:
        time.sleep(0.02)
        assert run.poll() is None, "it was over before it could be killed"
        if (tmp_path / "s.db").exists():
            try:
                ((written,),) = asked(tmp_path / "s.db", "SELECT count(*) FROM entry")
            except sqlite3.OperationalError:
                continue  # not laid out yet
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    ((before,),) = asked(tmp_path / "s.db", "SELECT count(*) FROM entry")
    assert 0 < before < count
    done = subprocess.run(
        _command(tmp_path, "--jobs", "1", "--resume"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"실행 1: 받은 계획 {count:,} = 검토 {count:,} + 검토 못함 0\n"
    assert asked(tmp_path / "s.db", SUMS) == [(0, 10 * count, 0, 0)]
    assert asked(tmp_path / "s.db", "SELECT count(DISTINCT plan), count(*) FROM review") == [(count, count)]
    assert asked(tmp_path / "s.db", "PRAGMA integrity_check") == [("ok",)]


def test_workers_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    _lines(tmp_path / "plans.jsonl", 3000)
    run = subprocess.Popen(_command(tmp_path, "--jobs", "2"), cwd=ROOT, stdout=subprocess.DEVNULL)
    workers: list[int] = []
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    if not children.exists():
        pytest.skip("no /proc here")
    while len(workers) < 3 and run.poll() is None:  # two of them, and what Python starts to keep track
        workers = [int(child) for child in children.read_text().split()]
        time.sleep(0.01)
    run.kill()
    run.wait()
    deadline = time.monotonic() + 10
    while any(_lives(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if _lives(worker)]


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_runs_side_by_side_in_one_store(tmp_path: Path) -> None:
    plans, chosen, store = _plans(tmp_path / "plans", 100), small_settings(tmp_path), tmp_path / "s.db"
    totals: list[Totals] = []
    threads = [
        threading.Thread(target=lambda: totals.append(audited([plans], store, chosen).totals))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(one.given, one.reviewed, one.unusable) for one in totals] == [(100, 100, 0)] * 3
    assert asked(store, "SELECT count(*) FROM review") == [(100,)]
    assert asked(store, "SELECT run, count(*) FROM entry GROUP BY run") == [(1, 100), (2, 100), (3, 100)]


KINDS = {
    "good": lambda n: (f"{n}.yaml", plan_text(f"계획 {n}", services=2).encode(), 1, 0),
    "same": lambda n: (f"{n}.yaml", plan_text("같은 계획").encode(), 1, 0),
    "broken": lambda n: (f"{n}.yaml", b"a: [", 0, 1),
    "faulty": lambda n: (f"{n}.yml", plan_text(mark="#faults").encode(), 0, 1),
    "lines": lambda n: (f"{n}.jsonl", '{"계획": {"제출일": "2021-01-01"}}\n{\n\n'.encode(), 1, 1),
    "empty": lambda n: (f"{n}.json", b"", 0, 1),
    "no archive": lambda n: (f"{n}.zip", b"", 0, 1),
    "other": lambda n: (f"{n}.txt", b"", 0, 0),
    "hidden": lambda n: (f".{n}.yaml", b"", 0, 0),
}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12), st.integers(0, 12))
def test_totals_reconcile_for_any_mixture(kinds: list[str], stop: int) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "review_here", partial(review_here, make=Breaking))
        patch.setattr("jichim.audit.run._ROWS", 2)
        folder = Path(name) / "plans"
        folder.mkdir()
        reviewed = unusable = 0
        for number, kind in enumerate(kinds):
            file, content, good, bad = KINDS[kind](number)
            (folder / file).write_bytes(content)
            reviewed, unusable = reviewed + good, unusable + bad
        (folder / "last.yaml").write_text(plan_text("마지막"))
        gathered, problems = gather([str(folder)])
        assert not problems
        assert sum(count for _, count in gathered.passed_over) == kinds.count("other")
        chosen = small_settings(Path(name))
        with Store.create(f"{name}/s.db") as store:
            try:
                run_audit(gathered, chosen, store, jobs=0, progress=_stop_after(stop))
                resume = False
            except StoppedError:
                resume = True
            finished = run_audit(gathered, chosen, store, jobs=0, resume=resume)
        totals = finished.totals
        assert (totals.given, totals.reviewed, totals.unusable) == (
            reviewed + unusable + 1,
            reviewed + 1,
            unusable,
        )


def test_settings_keep_what_the_report_needs(tmp_path: Path) -> None:
    plans, store = _plans(tmp_path / "plans", 1), tmp_path / "s.db"
    audited([plans], store, small_settings(tmp_path, drafts=False))
    ((options, as_of),) = asked(store, "SELECT options, as_of FROM run")
    assert json.loads(options) == {"drafts": False, "policies": [str(tmp_path / "small.jichim")]}
    assert as_of == "submitted"
    assert Settings().as_of == "submitted"
