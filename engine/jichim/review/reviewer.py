"""One plan reviewed: the public entry of the room."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from jichim.collector import uncollected
from jichim.network import Network
from jichim.network.compile import compile_policy, in_force
from jichim.network.interpret import Ratings as Ratings
from jichim.network.program import Program
from jichim.network.signals import Signals
from jichim.plan.model import Plan
from jichim.policy.model import Policy
from jichim.provisions.model import Beside
from jichim.review import messages
from jichim.review.articles import with_articles
from jichim.review.assembly import Assembly
from jichim.review.checklist import checklists
from jichim.review.counterparts import with_counterparts
from jichim.review.errors import NoReviewDate
from jichim.review.evaluate import evaluate
from jichim.review.fields import FieldNames
from jichim.review.model import (
    Review,
)
from jichim.review.outcomes import Walked
from jichim.review.reads import Reads
from jichim.review.same_fault import with_same_faults
from jichim.review.verdicts import Verdicts
from jichim.review.views import Setting

AsOf = datetime.date | Literal["submitted"] | None
NOTHING_BESIDE = Beside()
SUBMITTED = ("about.submitted", "submitted")
"""Where a plan states its own date: no other section of it may take the place of that."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    program: Program
    network: Network
    signals: Signals
    reads: Reads
    parameters: Mapping[str, Any]


@dataclass(slots=True)
class Reviewer:
    """Reviews plans with one policy; what is compiled is kept for every set of provisions in force."""

    policy: Policy
    beside: Beside = NOTHING_BESIDE
    _compiled: dict[tuple[object, ...], _Compiled] = field(default_factory=dict)
    _names: FieldNames | None = None
    _walked: Walked = field(default_factory=Walked)
    _last: tuple[datetime.date, _Compiled] | None = None
    """What was asked for last: a plan asks several times for one day."""

    def verdicts(
        self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None, record: bool = True
    ) -> Verdicts:
        """What the network says, without the words: outcome codes, derived facts, firings.

        Without `record` the firings are not kept, so that nothing can be explained from them.
        """
        day = review_date(plan, as_of)
        compiled = self._for(day)
        setting = Setting(day, compiled.parameters, ratings or {})
        return evaluate(
            compiled.program,
            compiled.network,
            compiled.signals,
            compiled.reads,
            plan,
            setting,
            record=record,
        )

    def review(self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None) -> Review:
        """One plan reviewed as of a date (today unless given); see `Review` for what is guaranteed."""
        day = review_date(plan, as_of)
        with uncollected():
            return self.in_words(self.verdicts(plan, as_of=day, ratings=ratings), day, ratings)

    def in_words(self, verdicts: Verdicts, day: datetime.date, ratings: Ratings | None = None) -> Review:
        """The review that verdicts of this reviewer, of that day and with those ratings, amount to."""
        made = self._assembly(verdicts, day, ratings).review()
        made = with_counterparts(made, self.policy, self.beside)
        made = with_same_faults(with_articles(made, self.policy, self.beside), self.policy, self.beside)
        if not self.beside.forms:
            return made
        return replace(made, checklists=checklists(made, verdicts.plan, self.beside.forms))

    def assembly(self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None) -> Assembly:
        """The verdicts on a plan, from which a review or the derivation of one result is put together."""
        day = review_date(plan, as_of)
        return self._assembly(self.verdicts(plan, as_of=day, ratings=ratings), day, ratings)

    def _assembly(self, verdicts: Verdicts, day: datetime.date, ratings: Ratings | None) -> Assembly:
        if self._names is None:
            self._names = FieldNames(self.policy.vocabulary)
        setting = Setting(day, self._for(day).parameters, ratings or {})
        return Assembly(self.policy, verdicts, setting, self._names, self._walked)

    def close(self) -> None:
        """Free what the engine holds; the reviewer can be used again afterwards."""
        for compiled in self._compiled.values():
            compiled.network.close()
        self._compiled.clear()
        self._last = None

    def _for(self, day: datetime.date) -> _Compiled:
        """Compiled once for every set of rules and parameter values that is in force together."""
        if self._last is not None and self._last[0] == day:
            return self._last[1]
        rules = in_force(self.policy, day)
        versions = [(parameter.name, parameter.at(day)) for parameter in self.policy.parameters]
        key = (tuple(id(rule) for rule in rules), tuple(id(version) for _, version in versions))
        found = self._compiled.get(key)
        if found is None:
            program = compile_policy(self.policy, day)
            parameters = {name: version.value.value for name, version in versions if version is not None}
            found = _Compiled(
                program, Network(program.productions), Signals(program), Reads(program), parameters
            )
            self._compiled[key] = found
        self._last = day, found
        return found


def review(
    plan: Plan,
    policy: Policy,
    *,
    as_of: AsOf = None,
    ratings: Ratings | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> Review:
    """One plan reviewed with a policy; for many plans keep a `Reviewer`.

    `as_of` is a date, None for today, or "submitted" for the plan's own date, without which
    `NoReviewDate` is raised. `ratings` are values of criteria by criterion and subject names. `beside` holds
    the crosswalks and checklists of the instruments, as `jichim.provisions.load_beside` reads them.
    """
    reviewer = Reviewer(policy, beside)
    try:
        return reviewer.review(plan, as_of=as_of, ratings=ratings)
    finally:
        reviewer.close()


def review_date(plan: Plan, as_of: AsOf) -> datetime.date:
    """The date of a review."""
    if isinstance(as_of, datetime.date):
        return as_of
    if as_of is None:
        return datetime.date.today()
    for path in SUBMITTED:
        fact = plan.root.facts.get(path)
        if isinstance(fact, datetime.date):
            return fact
    raise NoReviewDate(messages.NOT_SUBMITTED.about(plan.file))
