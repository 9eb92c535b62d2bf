"""The audit on a local Dask cluster of two workers: the same rows, also when workers die."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from audit.audited import asked, audited, codes_by_name, plan_text, small_settings
from audit.workers import Breaking
from jichim.audit import Finished, Settings, Store, Totals, gather, run_audit

distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")
pytestmark = pytest.mark.slow

ROWS = (
    "SELECT entry.name, entry.content, plan, codes, problems FROM entry"
    " LEFT JOIN review ON review.id = entry.review LEFT JOIN outcome ON outcome.review = review.id"
    " ORDER BY entry.name"
)


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as made:
        yield made


def _on(cluster: Any, paths: list[str], store: Path, chosen: Settings, **more: Any) -> Finished:
    from jichim.audit.dask_rows import rows_on_dask

    gathered, problems = gather(paths)
    assert not problems
    rows = partial(rows_on_dask, address=cluster.scheduler_address, **more)
    with Store.create(str(store)) as opened:
        return run_audit(gathered, chosen, opened, rows=rows)


def _plans(folder: Path, count: int, *, services: int = 3) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.yaml").write_text(plan_text(f"계획 {number}", services=services))
    (folder / "broken.yaml").write_text("계획: [")
    (folder / "lines.jsonl").write_text('{"계획": {"제출일": "2021-01-01"}}\nnonsense\n')
    (folder / "no.zip").write_text("")
    return folder


def test_the_rows_are_those_of_one_process_and_nothing_is_reviewed_twice(
    cluster: Any, tmp_path: Path
) -> None:
    plans, chosen = _plans(tmp_path / "plans", 60), small_settings(tmp_path)
    here = audited([plans], tmp_path / "here.db", chosen).totals
    assert here == Totals(given=64, reviewed=61, unusable=3)
    assert _on(cluster, [str(plans)], tmp_path / "dask.db", chosen).totals == here
    assert asked(tmp_path / "dask.db", ROWS) == asked(tmp_path / "here.db", ROWS)
    assert _on(cluster, [str(plans)], tmp_path / "dask.db", chosen).totals.reused == 61


def test_plans_by_url(cluster: Any, tmp_path: Path) -> None:
    plans, chosen = _plans(tmp_path / "plans", 5), small_settings(tmp_path)
    found = _on(cluster, [f"file://{plans}"], tmp_path / "s.db", chosen).totals
    assert (found.given, found.reviewed, found.unusable) == (6, 5, 1)
    assert found.passed_over == ((".jsonl", 1), (".zip", 1))
    names = [name for (name,) in asked(tmp_path / "s.db", "SELECT name FROM entry ORDER BY name")]
    assert names[0] == f"file://{plans}/0000.yaml"
    gathered, problems = gather([f"file://{plans}/00*.yaml"])
    assert (len(gathered.entries), problems) == (5, ())
    _, problems = gather([f"file://{plans}/none.yaml"])
    assert [one.code for one in problems] == ["U001"]


def test_a_plan_that_brings_workers_down_is_listed_and_all_others_are_reviewed(
    cluster: Any, tmp_path: Path
) -> None:
    plans, chosen = _plans(tmp_path / "plans", 30), small_settings(tmp_path, seconds=30.0)
    (plans / "0007.yaml").write_text(plan_text("죽이는 계획", mark="#exits"))
    (plans / "0011.yaml").write_text(plan_text("틀린 계획", mark="#faults"))
    totals = _on(cluster, [str(plans)], tmp_path / "s.db", chosen, make=Breaking).totals
    assert totals == Totals(given=34, reviewed=29, unusable=5)
    codes = codes_by_name(tmp_path / "s.db")
    assert (codes["0007.yaml"], codes["0011.yaml"]) == (["U007"], ["U009"])


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    plans, chosen = _plans(tmp_path / "plans", 300, services=20), small_settings(tmp_path)
    store = tmp_path / "s.db"
    killed: list[int] = []

    def kill() -> None:
        while not store.exists() or not asked(store, "SELECT 1 FROM sqlite_master WHERE name = 'entry'"):
            time.sleep(0.02)
        while not asked(store, "SELECT 1 FROM entry LIMIT 1"):
            time.sleep(0.02)
        victim = next(iter(cluster.workers.values())).pid
        os.kill(victim, signal.SIGKILL)
        killed.append(asked(store, "SELECT count(*) FROM entry")[0][0])

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    totals = _on(cluster, [str(plans)], store, chosen).totals
    killer.join(5)
    assert killed
    assert 0 < killed[0] < 304
    assert totals == Totals(given=304, reviewed=301, unusable=3)
    assert asked(store, "SELECT sum(met), sum(not_met) FROM outcome") == [(300, 300 * 19)]
