"""The audit on a local Dask cluster of two workers: the same rows, also when workers die."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from audit.audited import asked, audited, codes_by_name, plan_text, small_settings
from audit.workers import Breaking, Collapsing, WithoutEngine
from jichim.audit import Finished, NoReviewsError, Settings, Store, Totals, gather, run_audit
from jichim.audit.process import Make
from jichim.cli import main
from jichim.version import VERSION

dask = pytest.importorskip("dask", reason="needs the extra `dask`")
distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")
fsspec = pytest.importorskip("fsspec", reason="needs the extra `dask`")
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402

pytestmark = pytest.mark.slow

ROWS = (
    "SELECT entry.name, entry.content, plan, codes, problems FROM entry"
    " LEFT JOIN review ON review.id = entry.review LEFT JOIN outcome ON outcome.review = review.id"
    " ORDER BY entry.name"
)


@contextmanager
def _two_workers() -> Iterator[Any]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=":0") as made,
    ):
        yield made


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with _two_workers() as made:
        yield made


@pytest.fixture
def doomed_cluster() -> Iterator[Any]:
    """For tests that end its workers."""
    with _two_workers() as made:
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


def _sound(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.yaml").write_text(plan_text())
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


class Flaky(MemoryFileSystem):  # type: ignore[misc]
    """Object storage as it is on a bad day: some objects cannot be read, one listing fails."""

    protocol = "flaky"
    bad = False
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.replace("flaky://", "memory://")))

    def unstrip_protocol(self, name: str) -> str:
        return f"flaky:/{self._strip_protocol(name)}"

    def _open(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if self.bad and "denied" in path:
            raise PermissionError(13, "access denied")
        if self.bad and "throttled" in path:
            raise RuntimeError("503 slow down")
        return super()._open(path, *args, **kwargs)

    def isdir(self, path: str) -> bool:
        if "closed" in path:
            raise RuntimeError("the bucket does not answer")
        return bool(super().isdir(path))


@pytest.fixture
def _bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fsspec.register_implementation("flaky", Flaky, clobber=True)
    system = fsspec.filesystem("flaky")
    for name in ("a.yaml", "in/b.yaml", "denied.yaml", "throttled.yaml", "notes.txt", ".hidden"):
        system.pipe_file(f"/plans/{name}", plan_text(f"계획 {name}").encode())
    monkeypatch.setattr(Flaky, "bad", True)
    yield
    Flaky.store.clear()


@pytest.mark.usefixtures("_bucket")
@pytest.mark.parametrize("on_dask", [False, True])
def test_object_storage_that_fails_in_part_costs_those_objects(on_dask: bool, tmp_path: Path) -> None:
    chosen, store = small_settings(tmp_path), tmp_path / "s.db"
    if on_dask:  # in this process, where the objects are
        threads = {"n_workers": 1, "processes": False, "dashboard_address": ":0", "protocol": "inproc://"}
        with distributed.LocalCluster(**threads) as cluster:
            totals = _on(cluster, ["flaky://plans", "flaky://closed"], store, chosen).totals
    else:
        totals = audited(["flaky://plans", "flaky://closed"], store, chosen).totals
    assert (totals.given, totals.reviewed, totals.unusable) == (5, 2, 3)
    assert totals.passed_over == ((".txt", 1),)
    assert codes_by_name(store) == {"closed": ["U006"], "denied.yaml": ["U006"], "throttled.yaml": ["U006"]}
    texts = " ".join(text for (text,) in asked(store, "SELECT problems FROM entry WHERE problems NOT NULL"))
    for reason in ("access denied", "RuntimeError: 503 slow down", "the bucket does not answer"):
        assert reason in texts


def test_workers_with_another_jichim_end_the_audit_before_it_begins(
    cluster: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans, (policy,) = _plans(tmp_path / "plans", 3), small_settings(tmp_path).policies
    runner = ["--runner", f"dask={cluster.scheduler_address}", "--policy", policy, "--lang", "en"]
    with distributed.Client(cluster, set_as_default=False) as client:
        first, *_ = workers = sorted(client.scheduler_info()["workers"])
        for there, shown in (("0.0.9", "0.0.9"), (None, "-")):
            client.run(_pretend, there, workers=[first])
            assert main(["audit", "run", str(plans), "--out", str(tmp_path / "s.db"), *runner]) == 2
            told = capsys.readouterr().err
            assert (
                f"[U018]: workers of the cluster do not have this jichim {VERSION}: {first} ({shown})" in told
            )
            assert not any(worker in told for worker in workers[1:])
        client.run(_pretend, VERSION, workers=[first])
    assert asked(tmp_path / "s.db", "SELECT count(*) FROM run") == [(0,)]
    assert main(["audit", "run", str(plans), "--out", str(tmp_path / "s.db"), *runner]) == 1


def _pretend(version: str | None) -> None:
    """Within a worker: another version is installed, or none."""
    import jichim

    if version is None:
        sys.modules["jichim.version"] = None  # type: ignore[assignment]
        del jichim.version
    else:
        sys.modules["jichim.version"] = jichim.version = SimpleNamespace(VERSION=version)  # type: ignore


def test_workers_with_other_rules_end_the_audit(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jichim.audit import dask_rows

    plans, store = _sound(tmp_path / "plans"), tmp_path / "s.db"
    monkeypatch.setattr(dask_rows, "digest_of", lambda _: "of other rules")
    with pytest.raises(dask_rows.OtherRulesError):
        _on(cluster, [str(plans)], store, small_settings(tmp_path))
    assert asked(store, "SELECT count(*) FROM run") == [(0,)]


@pytest.mark.parametrize(("make", "code"), [(WithoutEngine, "N001"), (Collapsing, "U015")])
def test_workers_that_can_review_nothing_end_the_audit(
    make: Make, code: str, doomed_cluster: Any, tmp_path: Path
) -> None:
    plans, store = _sound(tmp_path / "plans"), tmp_path / "s.db"
    with pytest.raises(NoReviewsError) as refused:
        _on(doomed_cluster, [str(plans)], store, small_settings(tmp_path), make=make)
    assert [one.code for one in refused.value.diagnostics] == [code]
    assert asked(store, "SELECT count(*) FROM run") == [(0,)]


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
    doomed_cluster: Any, tmp_path: Path
) -> None:
    plans, chosen = _plans(tmp_path / "plans", 30), small_settings(tmp_path, seconds=30.0)
    (plans / "0007.yaml").write_text(plan_text("죽이는 계획", mark="#exits"))
    (plans / "0011.yaml").write_text(plan_text("틀린 계획", mark="#faults"))
    totals = _on(doomed_cluster, [str(plans)], tmp_path / "s.db", chosen, make=Breaking).totals
    assert totals == Totals(given=34, reviewed=29, unusable=5)
    codes = codes_by_name(tmp_path / "s.db")
    assert (codes["0007.yaml"], codes["0011.yaml"]) == (["U007"], ["U009"])


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(doomed_cluster: Any, tmp_path: Path) -> None:
    plans, chosen = _plans(tmp_path / "plans", 300, services=20), small_settings(tmp_path)
    store = tmp_path / "s.db"
    killed: list[int] = []

    def kill() -> None:
        while not store.exists() or not asked(store, "SELECT 1 FROM sqlite_master WHERE name = 'entry'"):
            time.sleep(0.02)
        while not asked(store, "SELECT 1 FROM entry LIMIT 1"):
            time.sleep(0.02)
        victim = next(iter(doomed_cluster.workers.values())).pid
        os.kill(victim, signal.SIGKILL)
        killed.append(asked(store, "SELECT count(*) FROM entry")[0][0])

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    totals = _on(doomed_cluster, [str(plans)], store, chosen).totals
    killer.join(5)
    assert killed
    assert 0 < killed[0] < 304
    assert totals == Totals(given=304, reviewed=301, unusable=3)
    assert asked(store, "SELECT sum(met), sum(not_met) FROM outcome") == [(300, 300 * 19)]
