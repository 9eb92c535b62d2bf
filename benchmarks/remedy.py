"""How long a remedy takes, as ratios of one review of the same plan: `python benchmarks/remedy.py`.

A plan of 30 services of the samples against the shipped rules of two instruments, for each level; with
`--random` generated services against 200 generated rules of which many contradict each other, as a stress
test. A ratio says how many reviews of the whole plan the search is worth; `best` counts the parts whose
search was ended by its bound, `not tried` the findings whose ways were not all tried in time. Seconds of
work are those of the processor: on a busy machine a bound in seconds allows less of it.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import time

import realistic
import workload
from jichim.policy import load_policies
from jichim.remedy import Until, Why, remedy
from jichim.review import Reviewer
from jichim.scenario import open_plan
from jichim.source import Source

DAY = datetime.date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--services", type=int, default=30)
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0, help="the bound of each search")
    parser.add_argument("--random", action="store_true", help="generated rules that contradict each other")
    arguments = parser.parse_args()
    if arguments.random:
        policy = workload.policy(arguments.rules)
        text = workload.plan_text(arguments.services)
    else:
        shipped, _ = load_policies(realistic.POLICIES)
        assert shipped is not None
        policy, text = shipped, realistic.plan_text(arguments.services)
    opened, _ = open_plan(Source("workload.json", text), policy.vocabulary, format="json")
    assert opened is not None
    reviewer = Reviewer(policy)
    reviewer.review(opened.plan, as_of=DAY)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        reviewer.review(opened.plan, as_of=DAY)
        times.append(time.perf_counter() - start)
    review = statistics.median(times)
    print(f"{arguments.services} services, {len(policy.rules)} rules; one review is 1")
    levels: tuple[Until, ...] = ("violation", "recommendation", "undetermined")
    for until in levels:
        start, worked = time.perf_counter(), time.process_time()
        found = remedy(opened, reviewer, until=until, as_of=DAY, seconds=arguments.seconds)
        spent, worked = time.perf_counter() - start, time.process_time() - worked
        best = sum(part.cut for part in found.parts)
        late = sum(len(one.findings) for one in found.unclearable if one.why is Why.NOT_FOUND)
        print(
            f"  {until:<15} {spent / review:8.1f} reviews  {len(found.steps):5} edits  "
            f"{found.left:5} left  {best:4} best found  {late:4} not tried  "
            f"({spent:.1f} s, {worked:.1f} s of work)"
        )
    reviewer.close()


if __name__ == "__main__":
    main()
