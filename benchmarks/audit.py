"""How long an audit takes, as ratios measured in one interleaved run: `python benchmarks/audit.py`.

PyYAML's CSafeLoader reading the same YAML files is 1 (it keeps no lines); `uncollected` is the same without
Python's search for cycles, which an audit puts off as well (`jichim.collector`). `read_plan` is our reading
with places and types; `audit, YAML` everything from files to a written store in this process; `audit, JSON
lines` the same from one file; `check, one by one` reads and reviews with one kept reviewer and renders the
text of each review, as `jichim check` does for several plans. Then processes, and memory by the size of the
corpus.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from jichim.audit import Settings, Store, gather, run_audit
from jichim.collector import uncollected
from jichim.plan import read_plan_file
from jichim.policy import load_policies
from jichim.report import Page, Report, render_text
from jichim.review import Reviewer

sys.path.append(str(Path(__file__).parent / "generated"))

import corpus

SETTINGS = Settings()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=60, help="plans of the first table")
    parser.add_argument("--services", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000], help="plans for the memory")
    parser.add_argument("--measure", nargs=2, metavar=("FOLDER", "JOBS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        _measure(Path(chosen.measure[0]), int(chosen.measure[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{chosen.plans} plans of {chosen.services} services, one process (CSafeLoader = 1)")
        files = corpus.write(folder / "yaml", chosen.plans, chosen.services)
        lines = corpus.write(folder / "lines", chosen.plans, chosen.services, form="jsonl")
        _table(_contenders(files, lines, folder), chosen.rounds)
        print("\nmemory at its peak, one worker process (MiB: the run, its largest worker; store; seconds)")
        for size in chosen.sizes:
            made = corpus.write(folder / f"of-{size}", size, chosen.services, seed=2)
            print(f"  {size:>6} plans   {_apart(made.path, 1)}")
        if not chosen.sizes:
            return
        print(f"\n{chosen.sizes[0]} plans in 1 and 2 processes (the same columns)")
        for jobs in (1, 2):
            print(f"  {jobs} jobs         {_apart(folder / f'of-{chosen.sizes[0]}', jobs)}")


def _contenders(files: corpus.Corpus, lines: corpus.Corpus, folder: Path) -> dict[str, Callable[[], object]]:
    policy, _ = load_policies(SETTINGS.policies)
    assert policy is not None
    reviewer = Reviewer(policy)
    paths = sorted(files.path.rglob("*.yaml"))

    def check() -> None:
        for path in paths:
            plan, _ = read_plan_file(path, policy.vocabulary)
            assert plan is not None
            render_text(Report((reviewer.review(plan, as_of="submitted"),)), Page())

    def load() -> None:
        for path in paths:
            yaml.load(path.read_bytes(), yaml.CSafeLoader)

    return {
        "CSafeLoader": load,
        "CSafeLoader, uncollected": uncollected()(load),
        "read_plan": lambda: [read_plan_file(path, policy.vocabulary) for path in paths],
        "audit, YAML": lambda: _audit(files.path, folder, 0),
        "audit, JSON lines": lambda: _audit(lines.path, folder, 0),
        "check, one by one": check,
    }


def _audit(path: Path, folder: Path, jobs: int) -> None:
    gathered, problems = gather([str(path)])
    assert not problems
    place = folder / "store.db"
    for old in folder.glob("store.db*"):
        old.unlink()
    with Store.create(str(place)) as store:
        totals = run_audit(gathered, SETTINGS, store, jobs=jobs).totals
    assert totals.unusable == 0
    assert totals.reviewed == len(gathered.entries)


def _table(contenders: dict[str, Callable[[], object]], rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()
    gc.collect()
    gc.freeze()  # what this benchmark keeps (rules, reviewers) must not slow down CSafeLoader
    for _ in range(rounds):
        for name, run in contenders.items():
            start = time.process_time()  # of this process, whatever else the machine does
            run()
            times[name].append(time.process_time() - start)
    base = next(iter(times.values()))
    for name, measured in times.items():
        ratios = sorted(one / other for one, other in zip(measured, base, strict=True))
        print(f"  {name:<24} {statistics.median(ratios):7.2f}   ({ratios[0]:.2f} – {ratios[-1]:.2f})")


def _apart(path: Path, jobs: int) -> str:
    """Measured in a process of its own, as memory is that of a process."""
    command = [sys.executable, __file__, "--measure", str(path), str(jobs)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _measure(path: Path, jobs: int) -> None:
    import resource

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        _audit(path, Path(name), jobs)
        seconds = time.perf_counter() - start
        stored = os.path.getsize(Path(name) / "store.db") / 1024**2
    own, worker = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{own:7.0f} {worker:7.0f} {stored:8.1f} {seconds:8.1f}")


if __name__ == "__main__":
    main()
