"""How long a review takes, as ratios measured in one interleaved run: `python benchmarks/review.py`.

(a) generated Python ifs that compute the same four outcomes is 1. `verdicts` is our review up to every
outcome, decision and derived fact with its recorded firings; `review` adds causes, findings in words,
actions and supplement requests; `in full` also works out the evidence of every outcome. The outcomes of
(a), ours and the reference evaluator are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import workload
from generated_ifs import GeneratedIfs
from jichim.plan.model import Plan
from jichim.policy import Policy
from jichim.review import Reviewer

DAY = datetime.date(2021, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="how often each contender runs")
    parser.add_argument("--plans", type=int, default=500, help="plans of the second table")
    arguments = parser.parse_args()
    print("One plan of 20 services, 60 rules")
    policy, plan = workload.policy(60), workload.plan(20)
    _table(_contenders(policy, [plan], peers=True), arguments.rounds)
    print(f"\n{arguments.plans} such plans")
    plans = [workload.plan(20, seed=seed) for seed in range(arguments.plans)]
    _table(_contenders(policy, plans, peers=False), max(3, arguments.rounds // 3))
    for rules in (600, 6000):
        print(f"\nOne plan of 20 services, {rules} rules that all concern its services")
        _table(_contenders(workload.policy(rules), [plan], peers=False), max(3, arguments.rounds // 3))
    print("\nRules that do not concern the plan, beside 60 that do (time of `verdicts`, 60 rules = 1)")
    _growth(plan, arguments.rounds)


def _contenders(policy: Policy, plans: list[Plan], *, peers: bool) -> dict[str, Callable[[], Any]]:
    ifs = GeneratedIfs(policy, DAY)
    reviewer = Reviewer(policy)
    first = plans[0]
    ours = reviewer.verdicts(first, as_of=DAY)
    expected = ifs.run(first)
    for signature, rows in expected.items():
        assert list(map(bytes, rows)) == list(map(bytes, ours.codes[signature])), "not the same outcomes"
    found: dict[str, Callable[[], Any]] = {
        "(a) generated ifs": lambda: [ifs.run(plan) for plan in plans],
        "verdicts": lambda: [reviewer.verdicts(plan, as_of=DAY) for plan in plans],
        "review": lambda: [reviewer.review(plan, as_of=DAY) for plan in plans],
    }
    if peers:
        found["review in full"] = lambda: [_in_full(reviewer, plan) for plan in plans]
        found |= _peers(policy, reviewer, first)
    return found


def _in_full(reviewer: Reviewer, plan: Plan) -> int:
    review = reviewer.review(plan, as_of=DAY)
    return sum(len(outcome.evidence) + len(outcome.firings) for outcome in review.outcomes)


def _peers(policy: Policy, reviewer: Reviewer, plan: Plan) -> dict[str, Callable[[], Any]]:
    from jichim.review.evaluate import evaluate
    from jichim.review.views import Setting

    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from reference.outcomes import reference_review
    from stock_host import Recorder, StockHost

    compiled = reviewer._for(DAY)
    recorder = Recorder(compiled.network)
    setting = Setting(DAY, compiled.parameters, {})
    evaluate(compiled.program, recorder, compiled.signals, compiled.reads, plan, setting)  # type: ignore[arg-type]
    host = StockHost(compiled.program.productions)
    facts = recorder.facts
    return {
        "(b) reference evaluator": lambda: reference_review(policy, plan, DAY),
        "(c) stock Host": lambda: host.run(facts),
    }


def _table(contenders: dict[str, Callable[[], Any]], rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()
    for _ in range(rounds):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    base = times[next(iter(contenders))]
    for name, measured in times.items():
        ratios = sorted(one / other for one, other in zip(measured, base, strict=True))
        print(f"  {name:<24} {statistics.median(ratios):8.2f}   ({ratios[0]:.2f} – {ratios[-1]:.2f})")


def _growth(plan: Plan, rounds: int) -> None:
    sizes = [60, 600, 6000]
    reviewers = {size: Reviewer(workload.policy(size, concerned=60)) for size in sizes}
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for reviewer in reviewers.values():
        reviewer.verdicts(plan, as_of=DAY)
    for _ in range(rounds):
        for size, reviewer in reviewers.items():
            start = time.perf_counter()
            reviewer.verdicts(plan, as_of=DAY)
            times[size].append(time.perf_counter() - start)
    for size in sizes:
        ratios = [one / other for one, other in zip(times[size], times[60], strict=True)]
        print(f"  {size:>5} rules {statistics.median(ratios):18.2f}")


if __name__ == "__main__":
    main()
