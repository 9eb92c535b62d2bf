"""What would fail for every plan alike ends the audit with its own diagnostic; no plan is blamed for it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from audit.audited import asked, audited, plan_text, small_settings
from audit.workers import Collapsing, Hungry, Speechless, Unstartable, WithoutEngine
from jichim.audit import NoReviewsError, Store, gather, run_audit
from jichim.audit import messages as m
from jichim.audit import rows as rows_module
from jichim.audit.model import Task, Unusable
from jichim.audit.pool import review_apart, review_here
from jichim.audit.process import Make
from jichim.audit.work import Worker
from jichim.cli import main
from jichim.network import EngineUnavailableError, LimitError
from jichim.network.messages import ENGINE_MISSING, TOO_DEEP

ROOT = Path(__file__).parents[2]


def _plans(folder: Path, count: int = 3) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.yaml").write_text(plan_text(f"계획 {number}"))
    return folder


def _tasks(count: int) -> list[Task]:
    return [Task(number, f"{number}.yaml", plan_text(f"계획 {number}").encode()) for number in range(count)]


@pytest.fixture
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)


@pytest.mark.usefixtures("_no_engine")
@pytest.mark.parametrize(("lang", "words"), [("ko", "불러올 수 없다"), ("en", "cannot be imported")])
def test_without_the_engine_nothing_is_begun(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans, (policy,) = _plans(tmp_path / "plans"), small_settings(tmp_path).policies
    out = ["--out", str(tmp_path / "s.db"), "--policy", policy, "--lang", lang]
    assert main(["audit", "run", str(plans), *out]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("[N001]") == 1
    assert words in said.err
    assert not (tmp_path / "s.db").exists()


def test_a_process_of_the_command_without_the_engine(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "durable_rules_engine.py").write_text("raise ImportError('built for another Python')")
    plans, (policy,) = _plans(tmp_path / "plans"), small_settings(tmp_path).policies
    done = subprocess.run(
        [
            sys.executable,
            "cli.py",
            "audit",
            "run",
            str(plans),
            "--out",
            str(tmp_path / "s.db"),
            "--policy",
            policy,
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{hidden}{os.pathsep}{ROOT / 'engine'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "[N001]" in done.stderr
    assert "built for another Python" in done.stderr
    assert not (tmp_path / "s.db").exists()


@pytest.mark.usefixtures("_no_engine")
def test_without_the_engine_the_iterator_raises_at_once(tmp_path: Path) -> None:
    with pytest.raises(NoReviewsError) as refused:
        next(review_here(_tasks(2), small_settings(tmp_path)))
    assert [one.code for one in refused.value.diagnostics] == ["N001"]


@pytest.mark.parametrize(
    ("make", "code"),
    [(WithoutEngine, "N001"), (Unstartable, "U016"), (Collapsing, "U015"), (Speechless, "U016")],
)
def test_workers_that_can_review_nothing_blame_no_plan(make: Make, code: str, tmp_path: Path) -> None:
    with pytest.raises(NoReviewsError) as refused:
        list(review_apart(_tasks(20), small_settings(tmp_path), 1, make))
    assert [one.code for one in refused.value.diagnostics] == [code]


def test_a_fault_of_every_plan_is_told_from_that_of_one(tmp_path: Path) -> None:
    with pytest.raises(NoReviewsError) as refused:
        list(review_here(_tasks(2), small_settings(tmp_path), Speechless))
    (told,) = refused.value.diagnostics
    assert told.message.en.startswith(
        "not even an empty plan can be reviewed, so the audit does not start "
        "(ZeroDivisionError: a fault of every plan [workers.py:"
    )


def test_too_little_memory_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NoReviewsError) as refused:
        list(review_apart(_tasks(3), small_settings(tmp_path, memory=1024**3), 1, Hungry))
    assert [one.code for one in refused.value.diagnostics] == ["U015"]


def test_rules_that_change_before_a_worker_starts(tmp_path: Path) -> None:
    chosen = small_settings(tmp_path)
    results = review_apart(_changing(tmp_path), chosen, 1)
    with pytest.raises(NoReviewsError) as refused:
        list(results)
    assert [one.code for one in refused.value.diagnostics] == ["U017"]


def _changing(folder: Path) -> Iterator[Task]:
    """The rules change when the first task is asked for, after the audit has begun."""
    rules = folder / "small.jichim"
    rules.write_text(rules.read_text() + "\n# 고침\n")
    yield from _tasks(3)


def test_a_refused_run_leaves_no_run_and_is_begun_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans, chosen, store = _plans(tmp_path / "plans"), small_settings(tmp_path), tmp_path / "s.db"
    (plans / "broken.yaml").write_text("계획: [")
    gathered, _ = gather([str(plans)])
    with monkeypatch.context() as patch, Store.create(str(store)) as opened:
        patch.setattr(rows_module, "review_here", partial(review_here, make=WithoutEngineHere))
        with pytest.raises(NoReviewsError):
            run_audit(gathered, chosen, opened, jobs=0)
    assert asked(store, "SELECT count(*) FROM run") == [(0,)]
    assert asked(store, "SELECT count(*) FROM ruleset") == [(0,)]
    assert audited([plans], store, chosen).totals.reviewed == 3


class WithoutEngineHere(Worker):
    def _review(self, task: Task) -> Unusable:  # noqa: ARG002
        raise EngineUnavailableError(m.NO_WORKERS.about(""))


def test_the_reason_crosses_processes() -> None:
    made = pickle.loads(pickle.dumps(NoReviewsError((m.NO_REVIEWS.about("", error="Fault: x"),))))
    assert isinstance(made, NoReviewsError)
    assert made.diagnostics == (m.NO_REVIEWS.about("", error="Fault: x"),)
    assert str(made) == made.diagnostics[0].message.en
    cause = pickle.loads(pickle.dumps(EngineUnavailableError(ENGINE_MISSING.about("", reason="no module"))))
    assert isinstance(cause, EngineUnavailableError)
    assert [one.code for one in cause.diagnostics] == ["N001"]


def test_rules_beyond_the_limits_on_one_day_cost_the_plans_of_that_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _review(self: Worker, task: Task) -> Unusable:  # noqa: ARG001
        raise LimitError(TOO_DEEP.about("", production="규칙", count=99, limit=9))

    monkeypatch.setattr(Worker, "_review", _review)
    results = list(review_here(_tasks(1), small_settings(tmp_path)))
    assert [one.problems[0].code for one in results if isinstance(one, Unusable)] == ["N002"]
