"""What explanations cost, as ratios measured in one interleaved run: `python benchmarks/explain.py`.

Each contender runs once in every round, so that a busy machine slows all of them alike. The explained
results are compared with those of the review before anything is timed.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import time
from collections.abc import Callable
from typing import Any

import workload
from jichim.explain import Explainer
from jichim.explain.names import Target
from jichim.review import Reviewer
from jichim.review.model import Level

DAY = datetime.date(2021, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=31, help="how often each contender runs")
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--services", type=int, default=30)
    arguments = parser.parse_args()
    policy, plan = workload.policy(arguments.rules), workload.plan(arguments.services)
    reviewer = Reviewer(policy)
    assembly = reviewer.assembly(plan, as_of=DAY)
    review = assembly.review()
    findings = [one for one in review.findings if one.level is not Level.UNDETERMINED]
    targets = _targets(Explainer(assembly), [(f.outcome.rule.name, f.outcome.subject.name) for f in findings])
    size = f"{arguments.services} services, {arguments.rules} rules"
    print(f"One plan of {size}; {len(targets)} findings to explain")

    def round_of(what: Callable[[Explainer, Target], Any]) -> Callable[[int], float]:
        def run(number: int) -> float:
            assembly.builder.__dict__.pop("fired", None)  # as for the first question after a review
            assembly.known_outcomes.clear()
            return _timed(lambda: what(Explainer(assembly), targets[number % len(targets)]))

        return run

    contenders: dict[str, Callable[[int], float]] = {
        "review": lambda _: _timed(lambda: reviewer.review(plan, as_of=DAY)),
        "explain one finding": round_of(lambda explainer, target: explainer.one(target)),
        "the same, and why not met": round_of(lambda explainer, target: explainer.one(target, expect="met")),
        "verdicts, recording off": lambda _: _timed(lambda: reviewer.verdicts(plan, as_of=DAY, record=False)),
        "verdicts, recording on": lambda _: _timed(lambda: reviewer.verdicts(plan, as_of=DAY)),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run(0)
    for number in range(arguments.rounds):
        for name, run in contenders.items():
            times[name].append(run(number))
    _print("explain one finding ÷ review", times["explain one finding"], times["review"])
    _print("explain and why not ÷ review", times["the same, and why not met"], times["review"])
    _print("recording on ÷ off", times["verdicts, recording on"], times["verdicts, recording off"])


def _targets(explainer: Explainer, findings: list[tuple[str, str]]) -> list[Target]:
    targets = [target for name, subject in findings for target in explainer.targets(name, subject)]
    for target in targets:
        assert explainer.one(target).result == "not-met", "not the result of the review"
    return targets


def _timed(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _print(name: str, measured: list[float], base: list[float]) -> None:
    ratios = sorted(one / other for one, other in zip(measured, base, strict=True))
    print(f"  {name:<30} {statistics.median(ratios):7.3f}   ({ratios[0]:.3f} – {ratios[-1]:.3f})")


if __name__ == "__main__":
    main()
