"""jichim: policy conditions as readable rules, checked against smart-city service plans.

The public interface for programs:

    policy, problems = jichim.load_policies(["report-2020-3"])
    plan, problems = jichim.load_plan("plan.yaml")
    review = jichim.review_plan(plan, policy, as_of=datetime.date(2020, 11, 30))
    [why] = jichim.explain_plan(plan, policy, "PSD-OWNER", "I-MOD", as_of=datetime.date(2020, 11, 30))

`problems` are diagnostics; the first value is None if any of them is an error. Nothing is printed. For
many plans keep a `jichim.review.Reviewer`, which compiles the policy once, or iterate over
`jichim.audit_plans(["plans/"], jobs=4)`. Rooms are loaded on first use.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from jichim.audit import Entry, Reviewed, Unusable
    from jichim.diagnostic import Diagnostic
    from jichim.explain import Explanation
    from jichim.plan.model import Plan
    from jichim.policy.model import Policy
    from jichim.review.model import Review
    from jichim.review.reviewer import Ratings

__all__ = ["audit_plans", "explain_plan", "load_plan", "load_policies", "review_plan"]


def load_policies(
    names: Sequence[str] = (), *, drafts: bool = True
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """Instruments by shipped name or path (all shipped ones by default) as one policy.

    Rules stand in the order of the names, within an instrument in that of its files. Without `drafts`
    instruments that are proposals are left out. None, with every mistake, if a rule cannot be used.
    """
    from jichim.policy import load_policies as load

    return load(names, drafts=drafts)


def load_plan(path: str | PathLike[str]) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """A plan from YAML, JSON or a filled form, `-` for standard input, read with the shipped vocabulary.

    Money is in whole won, ratios are fractions of one, durations months and days. None, with every mistake
    of the file, if it cannot be used; notes and warnings come with a plan too.
    """
    from jichim.plan import read_plan_file
    from jichim.policy import shipped_vocabulary

    vocabulary, problems = shipped_vocabulary()
    if vocabulary is None:
        return None, problems
    return read_plan_file(str(path), vocabulary)


def review_plan(
    plan: Plan,
    policy: Policy,
    *,
    as_of: datetime.date | Literal["submitted"] | None = None,
    ratings: Ratings | None = None,
) -> Review:
    """One plan reviewed as of a date: today unless given, or the plan's own with "submitted".

    Exactly one outcome for each rule and subject; findings stand in reading order, the gravest first.
    `ratings` are what evaluators gave, by criterion and names of the subject. Raises
    `jichim.review.NoReviewDate` for "submitted" where the plan states no whole date, and
    `jichim.review.TooManySubjects` where rules about pairs of services would look at more than a review
    can hold.
    """
    from jichim.review import review

    return review(plan, policy, as_of=as_of, ratings=ratings)


def explain_plan(
    plan: Plan,
    policy: Policy,
    name: str,
    subject: str | None = None,
    *,
    expect: str | None = None,
    as_of: datetime.date | Literal["submitted"] | None = None,
    ratings: Ratings | None = None,
) -> tuple[Explanation, ...]:
    """Why a rule, decision or derivation says what it says about a subject, or about all of them.

    With `expect` (`met`, `not-met`, or a value) also why it does not say that. Raises
    `jichim.explain.Unexplainable` with a diagnostic for a name, subject or result that does not exist. For
    many results of one review keep a `jichim.explain.Explainer`.
    """
    from jichim.explain import explain

    return explain(plan, policy, name, subject, expect=expect, as_of=as_of, ratings=ratings)


def audit_plans(
    paths: Sequence[str | PathLike[str]],
    policy: Sequence[str] = (),
    as_of: datetime.date | Literal["submitted"] = "submitted",
    *,
    drafts: bool = True,
    jobs: int = 0,
) -> Iterator[tuple[Entry, Reviewed | Unusable]]:
    """Every plan under some paths with its result, as soon as it is done; see `jichim.audit.audit`.

    The policy is named as for `load_policies`. With `jobs` 0 plans are reviewed here, otherwise in so many
    processes, where a plan that crashes or never ends costs itself only. Raises
    `jichim.audit.BrokenRulesError` for paths or rules that cannot be used, `jichim.audit.NoReviewsError`
    where no plan can be reviewed at all. Closing the iterator ends the processes. (Not called `audit`, which
    is the package of the room.)
    """
    from jichim.audit import Settings, audit

    return audit([str(path) for path in paths], Settings(tuple(policy), drafts, as_of), jobs=jobs)
