"""How long a remedy takes, as ratios of one review of the same plan: `python benchmarks/remedy.py`.

A plan of 30 services against 200 rules, for each level. A ratio says how many reviews of the whole plan
the search is worth; `best` counts the parts whose search was ended by its bound.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import time

import workload
from jichim.policy.load import shipped_vocabulary
from jichim.remedy import Until, remedy
from jichim.review import Reviewer
from jichim.scenario import open_plan
from jichim.source import Source

DAY = datetime.date(2021, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--services", type=int, default=30)
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0, help="the bound of each search")
    arguments = parser.parse_args()
    policy = workload.policy(arguments.rules)
    text = workload.plan_text(arguments.services)
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    opened, _ = open_plan(Source("workload.json", text), vocabulary, format="json")
    assert opened is not None
    reviewer = Reviewer(policy)
    reviewer.review(opened.plan, as_of=DAY)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        reviewer.review(opened.plan, as_of=DAY)
        times.append(time.perf_counter() - start)
    review = statistics.median(times)
    print(f"{arguments.services} services, {arguments.rules} rules; one review is 1")
    levels: tuple[Until, ...] = ("violation", "recommendation", "undetermined")
    for until in levels:
        start = time.perf_counter()
        found = remedy(opened, reviewer, until=until, as_of=DAY, seconds=arguments.seconds)
        spent = time.perf_counter() - start
        best = sum(part.cut for part in found.parts)
        print(
            f"  {until:<15} {spent / review:8.1f} reviews  {len(found.steps):5} edits  "
            f"{found.left:5} left  {best:4} best found"
        )
    reviewer.close()


if __name__ == "__main__":
    main()
