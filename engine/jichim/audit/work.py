"""What a worker does: it compiles the rules once, then turns the text of one plan after another into rows.

A fault of one plan never reaches the next: mistakes of the plan are its diagnostics, faults of ours are
`U009`, want of memory is `U010`. What is no plan's fault ends the audit (`proof`). A plan that takes too long
or brings the process down cannot be answered for here; see `pool`.
"""

from __future__ import annotations

from collections.abc import Sequence

from jichim.audit.model import Problem, Reviewed, Settings, Task, Unusable
from jichim.audit.problems import problem_of
from jichim.audit.proof import not_reviewed, prove
from jichim.audit.review_rows import rows_of
from jichim.collector import uncollected
from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan.files import read_plan_bytes
from jichim.plan.model import Plan
from jichim.plan.tree import MOST_BYTES
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.review import Reviewer, Unreviewable
from jichim.review.in_force import require_in_force
from jichim.review.reviewer import review_date
from jichim.vocabulary.model import Vocabulary


class BrokenRulesError(Exception):
    """The rules that an audit was started with cannot be loaded; `diagnostics` say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(one.message.en for one in diagnostics if one.is_error))
        self.diagnostics = tuple(diagnostics)


class Worker:
    """Reviews tasks with one policy; it can be used again after any of them."""

    def __init__(self, settings: Settings) -> None:
        policy, diagnostics = load_policies(settings.policies, drafts=settings.drafts)
        if policy is None:
            raise BrokenRulesError(diagnostics)
        self.policy: Policy = policy
        self.settings = settings
        self.reviewer = Reviewer(policy)
        self.proved = False

    def review(self, task: Task) -> Reviewed | Unusable:
        """The rows of one plan, or why there are none; `NoReviewsError` if no plan could have any."""
        try:
            with uncollected():
                made = self._review(task)
        except Exception as error:  # one plan's fault is listed with it, the audit goes on
            self._begin_again()
            listed = not_reviewed(task.number, error)
            if not self.proved:
                self.prove()
            return listed
        self.proved = self.proved or isinstance(made, Reviewed)
        return made

    def prove(self) -> None:
        """`NoReviewsError` if not even an empty plan can be reviewed."""
        prove(self.reviewer, self.settings.as_of)
        self.proved = True

    def close(self) -> None:
        self.reviewer.close()

    def _review(self, task: Task) -> Reviewed | Unusable:
        plan, diagnostics = read_task(task, self.policy.vocabulary)
        if plan is None:
            return Unusable(task.number, _errors(diagnostics))
        try:
            day = review_date(plan, self.settings.as_of)
            require_in_force(self.policy, day)
            verdicts = self.reviewer.verdicts(plan, as_of=day)
            review = self.reviewer.in_words(verdicts, day)
        except Unreviewable as missing:
            return Unusable(task.number, (problem_of(missing.diagnostic),))
        return rows_of(task.number, plan, verdicts, review, diagnostics, self.policy.vocabulary)

    def _begin_again(self) -> None:
        """Nothing that a broken review may have left half done is used for the next plan."""
        self.reviewer.close()
        self.reviewer = Reviewer(self.policy)


def read_task(task: Task, vocabulary: Vocabulary) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a task; None, with the errors among the diagnostics, if it cannot be reviewed."""
    if len(task.content) > MOST_BYTES:
        from jichim.plan import messages as of_plans

        return None, (of_plans.TOO_LARGE.about(task.name, limit=MOST_BYTES // 1024**2),)
    plan, diagnostics = read_plan_bytes(task.name, task.content, vocabulary, format=task.format)
    return (None if has_errors(diagnostics) else plan), diagnostics


def _errors(diagnostics: Sequence[Diagnostic]) -> tuple[Problem, ...]:
    return tuple(problem_of(one) for one in diagnostics if one.is_error)
