"""Every family of differential tests with as many examples as wanted, and the totals of each.

    python tests/reference/long_run.py --examples 20000 [--seed 1] [--family joins ...]

From the root of the repository, with the package installed or `PYTHONPATH=engine`. Prints one line for each
family: examples tried, reviews compared, results compared, results on which worlds disagree, refused
policies, disagreements. Ends with status 1 if there is any disagreement, each of which is printed.
"""

# ruff: noqa: E402 - the folder of the tests must be found before they are imported

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parents[1])

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reference.facts import TooManyWorlds
from review.comparing import compare
from review.families import FAMILIES
from review.test_differential import RATINGS, plans_of
from strategies_plan import read
from strategies_policy import AS_OF, Family, Written, policies, resolved

COLUMNS = ("examples", "reviews", "compared", "split", "refused", "too many worlds", "disagreements")


def run(family: Family, examples: int, start: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """The counts of one family, how often each outcome came, and the disagreements in words."""
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    differences: list[str] = []

    @seed(start)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(policies(family), plans_of(family), RATINGS, st.booleans())
    def check(written: Written, document: dict[str, Any], ratings: dict[Any, int], korean: bool) -> None:
        counts["examples"] += 1
        policy = resolved(written, "ko" if korean else "en", korean)
        plan = read(document)
        if policy is None or plan is None:
            counts["refused"] += 1
            return
        try:
            comparison = compare(policy, plan, AS_OF, ratings)
        except TooManyWorlds:
            counts["too many worlds"] += 1
            return
        counts["reviews"] += 1
        counts["compared"] += comparison.compared
        counts["split"] += comparison.split
        counts["disagreements"] += len(comparison.differences)
        outcomes.update(comparison.outcomes)
        differences.extend(comparison.differences)

    check()
    return counts, outcomes, differences


def main() -> int:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--examples", type=int, default=1000, help="examples of each family")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--family", action="append", choices=[family.name for family in FAMILIES])
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'family':14}" + "".join(f"{column:>17}" for column in COLUMNS), flush=True)
    for family in FAMILIES:
        if asked.family and family.name not in asked.family:
            continue
        began = time.monotonic()
        counts, outcomes, differences = run(family, asked.examples, asked.seed)
        total += counts
        row = "".join(f"{counts[column]:17,}" for column in COLUMNS)
        print(f"{family.name:14}{row}   {time.monotonic() - began:,.0f} s, {dict(outcomes)}", flush=True)
        for difference in differences[:20]:
            print("   ", difference)
    print(f"{'total':14}" + "".join(f"{total[column]:17,}" for column in COLUMNS))
    return 1 if total["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
