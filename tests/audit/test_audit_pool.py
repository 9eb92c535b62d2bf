"""Worker processes: a plan that breaks one costs itself, and nothing else is lost or done twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

import pytest

import jichim
from audit.audited import plan_text, small_settings
from audit.workers import Breaking
from jichim.audit.model import Result, Reviewed, Task, Unusable
from jichim.audit.pool import BATCH, review_apart, review_here

MARKS = {
    "exits": "U007",
    "crashes": "U007",
    "never-ends": "U008",
    "takes-all-memory": "U010",
    "faults": "U009",
}


def _tasks(count: int, marks: dict[int, str]) -> Iterator[Task]:
    for number in range(count):
        mark = f"#{marks[number]}" if number in marks else ""
        yield Task(number, f"plan-{number}.yaml", plan_text(f"계획 {number}", mark=mark).encode())


def _codes(results: list[Result]) -> dict[int, str]:
    return {one.number: one.problems[0].code for one in results if isinstance(one, Unusable)}


@pytest.mark.parametrize("mark", MARKS)
def test_a_breaking_plan_is_listed_and_all_others_are_reviewed_once(mark: str, tmp_path: Path) -> None:
    settings = small_settings(tmp_path, seconds=2.0 if MARKS[mark] == "U008" else 60.0, memory=1024**3)
    results = list(review_apart(_tasks(20, {3: mark}), settings, 1, Breaking))
    assert sorted(one.number for one in results) == list(range(20))
    assert _codes(results) == {3: MARKS[mark]}
    assert {one.number: one.plan for one in results if isinstance(one, Reviewed)} == {
        number: f"계획 {number}" for number in range(20) if number != 3
    }


@pytest.mark.slow
def test_several_breaking_plans_in_two_processes(tmp_path: Path) -> None:
    marks = {0: "exits", 1: "crashes", 30: "faults", 31: "exits", 59: "takes-all-memory"}
    settings = small_settings(tmp_path, seconds=10.0, memory=1024**3)
    results = list(review_apart(_tasks(60, marks), settings, 2, Breaking))
    assert sorted(one.number for one in results) == list(range(60))
    assert _codes(results) == {number: MARKS[mark] for number, mark in marks.items()}


def test_tasks_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    taken = 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for task in _tasks(200, {}):
            taken += 1
            yield task

    results = review_apart(counted(), small_settings(tmp_path), 1)
    next(results)
    assert taken <= 5 * BATCH
    results.close()  # type: ignore[attr-defined]


def test_an_iterator_that_is_closed_early_leaves_no_processes(tmp_path: Path) -> None:
    results = review_apart(_tasks(5000, {}), small_settings(tmp_path), 2)
    next(results)
    assert len(active_children()) >= 1
    results.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_a_fault_names_where_it_arose_and_leaves_a_worker_that_reviews(tmp_path: Path) -> None:
    results = list(review_here(_tasks(3, {1: "faults"}), small_settings(tmp_path), Breaking))
    assert isinstance(results[0], Reviewed)
    assert isinstance(results[2], Reviewed)
    assert isinstance(results[1], Unusable)
    (problem,) = results[1].problems
    assert problem.en.startswith(
        "an internal error stopped the review of this plan (ZeroDivisionError: a fault of ours [workers.py:"
    )


def test_a_notebook_that_stops_early_leaves_no_processes_and_no_output(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (policy,) = small_settings(tmp_path).policies
    plans = [{"계획": {"명칭": f"계획 {number}", "제출일": "2021-03-02"}} for number in range(500)]
    lines = ["{}", *map(json.dumps, plans)]
    (tmp_path / "plans.jsonl").write_text("\n".join(lines), encoding="utf-8")
    results = jichim.audit_plans([tmp_path / "plans.jsonl"], [policy], jobs=2)
    found = [next(results) for _ in range(3)]
    assert {type(result) for _, result in found} == {Reviewed, Unusable}
    results.close()  # type: ignore[attr-defined]
    assert active_children() == []
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.slow
def test_processes_that_are_killed_at_random_never_hang_their_caller(tmp_path: Path) -> None:
    """Plans larger than any pipe holds, so that processes die in the middle of batches and of answers."""
    settings, chance = small_settings(tmp_path), random.Random(3)
    large = [Task(number, f"{number}.yaml", _large(number)) for number in range(48)]
    for _ in range(int(os.environ.get("JICHIM_KILLS", "4"))):
        results = review_apart(large, settings, 2)
        killer = threading.Thread(target=_kill, args=(chance.choices(range(1, 900), k=4),))
        killer.start()
        found = sorted(results, key=lambda one: one.number)
        killer.join()
        assert [one.number for one in found] == list(range(48))
        assert {one.problems[0].code for one in found if isinstance(one, Unusable)} <= {"U007"}
        assert active_children() == []


def _large(number: int) -> bytes:
    return plan_text(f"계획 {number}", services=40, mark="# " + "길" * 200_000).encode()


def _kill(milliseconds: Sequence[int]) -> None:
    for pause in milliseconds:
        time.sleep(pause / 1000)
        for process in active_children()[:1]:
            with suppress(OSError, ValueError):
                os.kill(process.pid or 0, signal.SIGKILL)


def test_a_process_that_is_killed_is_not_the_fault_of_its_plans(tmp_path: Path) -> None:
    results = review_apart(_tasks(200, {}), small_settings(tmp_path), 1)
    found = [next(results)]
    (process,) = active_children()
    process.kill()
    found += results
    assert sorted(one.number for one in found) == list(range(200))
    assert _codes(found) == {}


@pytest.mark.parametrize("mark", ["never-ends", "holds-the-interpreter"])
def test_a_process_that_is_stuck_is_ended_at_once(mark: str, tmp_path: Path) -> None:
    results = review_apart(_tasks(24, {20: mark}), small_settings(tmp_path, seconds=60.0), 2, Breaking)
    for _ in range(16):
        next(results)
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 5
    assert active_children() == []
