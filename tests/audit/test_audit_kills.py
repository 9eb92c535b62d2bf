"""An audit that is killed and interrupted again and again: every plan is counted once in the end.

`JICHIM_CORPUS` and `JICHIM_KILLS` make it larger; `.ci/nightly` sets them.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import corpus
from audit.audited import asked
from audit.test_audit_corpus import reconcile
from jichim.audit import Finished, Totals

ROOT = Path(__file__).parents[2]
PLANS = int(os.environ.get("JICHIM_CORPUS", "150"))
SERVICES = 20 if "JICHIM_CORPUS" in os.environ else 3
KILLS = int(os.environ.get("JICHIM_KILLS", "4"))


def _started(plans: Path, store: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "cli.py", "audit", "run", str(plans), "--out", str(store), "--lang", "en"]
    return subprocess.Popen(
        [*command, "--jobs", "2", "--policy", "report-2020-3", *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _written(store: Path) -> int:
    try:
        return int(asked(store, "SELECT count(*) FROM entry")[0][0])
    except sqlite3.OperationalError:  # not laid out yet
        return 0


def _workers(run: subprocess.Popen[str]) -> list[int]:
    """The processes that review; the first child keeps track of what they share."""
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    return [int(child) for child in children.read_text().split()][1:] if children.exists() else []


@pytest.mark.slow
def test_killed_at_random_points_and_resumed(tmp_path: Path) -> None:
    made = corpus.write(tmp_path / "plans", PLANS, SERVICES, seed=11, unusable=True)
    given = PLANS + len(made.unusable)
    store, chance = tmp_path / "s.db", random.Random(5)
    begun = False
    for number in range(KILLS):
        before = _written(store)
        run = _started(made.path, store, *(["--resume"] if begun else []))
        until = before + chance.randint(0, max(1, (given - before) // KILLS))
        while run.poll() is None and _written(store) <= until:
            time.sleep(0.02)
        time.sleep(chance.random() / 5)
        workers = _workers(run)
        if number % 3 == 2 and workers:  # a worker: the run itself goes on, for a while
            os.kill(chance.choice(workers), signal.SIGKILL)
            reached = _written(store)
            while run.poll() is None and _written(store) <= reached:
                time.sleep(0.02)
        if number % 3 == 1:
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.kill()
        said, told = run.communicate(timeout=3600)
        assert "Traceback" not in told
        if run.returncode in (0, 1):
            assert said.startswith("run 1: ")
            break
        assert run.returncode in (-signal.SIGKILL, 130), told
        runs = asked(store, "SELECT finished FROM run")
        if runs and runs[0][0] is not None:
            break  # it had just finished
        begun = bool(runs)
        if run.returncode == 130 and _written(store) > before:
            assert "[U028]: run 1 was stopped" in told
        assert asked(store, "PRAGMA integrity_check") == [("ok",)]
        assert before <= _written(store) <= given
    else:
        run = _started(made.path, store, *(["--resume"] if begun else []))
        run.communicate(timeout=36000)
        assert run.returncode == 1
    ((reviewed, unusable),) = asked(store, "SELECT count(review), count(problems) FROM entry WHERE run = 1")
    finished = Finished(1, Totals(given, reviewed, unusable))
    reconcile(made, finished, store)
    assert asked(store, "SELECT count(*) FROM run WHERE finished IS NOT NULL") == [(1,)]
