"""Whether plans can be reviewed here at all: what would fail for every plan alike is no plan's fault.

Such a failure (no rule engine, rules beyond its limits, too little memory to begin) ends an audit at once,
with its own diagnostic, instead of being listed with one plan after another.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from jichim.audit import messages as m
from jichim.audit.model import AsOf, Settings, Unusable
from jichim.audit.problems import problem_of
from jichim.diagnostic import Diagnostic
from jichim.network import EngineUnavailableError, LimitError, NetworkError
from jichim.network.core import load
from jichim.plan.files import read_plan_bytes
from jichim.policy.load import rules_digest
from jichim.review import Reviewer
from jichim.version import VERSION

_EMPTY = '{"계획": {"제출일": "2021-01-01"}}'.encode()
"""A plan that states nothing but its date."""


class NoReviewsError(Exception):
    """No plan at all can be reviewed, here or in a worker; `diagnostics` say why. It can cross processes."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(one.message.en for one in diagnostics))
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[type[NoReviewsError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


def need_engine() -> None:
    """`NoReviewsError` where durable-rules cannot be imported."""
    try:
        load()
    except NetworkError as error:
        raise NoReviewsError(error.diagnostics) from error


def prove(reviewer: Reviewer, as_of: AsOf) -> None:
    """Review a plan that states nothing but its date; `NoReviewsError` where not even that succeeds.

    Asked when a plan fails before any has succeeded. The rules are those of the date of the audit, or of
    today where every plan has its own.
    """
    day = as_of if isinstance(as_of, datetime.date) else datetime.date.today()
    try:
        plan, _ = read_plan_bytes("", _EMPTY, reviewer.policy.vocabulary, format="json")
        if plan is not None:
            reviewer.review(plan, as_of=day)
    except Exception as error:
        raise refusal(error) from error


def refusal(error: Exception) -> NoReviewsError:
    """What made even an empty plan, or the start of a worker, fail."""
    if isinstance(error, NoReviewsError):
        return error
    if isinstance(error, NetworkError):
        return NoReviewsError(error.diagnostics)
    if isinstance(error, MemoryError):
        return NoReviewsError((m.NO_WORKERS.about("--memory"),))
    return NoReviewsError((m.NO_REVIEWS.about("", error=_where(error)),))


def not_reviewed(number: int, error: Exception) -> Unusable:
    """What a plan is listed with whose review raised; `NoReviewsError` if the plan had no part in it."""
    if isinstance(error, EngineUnavailableError):
        raise NoReviewsError(error.diagnostics) from error
    if isinstance(error, LimitError):  # the rules of its date; those of other dates may be usable
        return Unusable(number, tuple(problem_of(one) for one in error.diagnostics))
    if isinstance(error, MemoryError):
        return Unusable(number, (problem_of(m.OUT_OF_MEMORY.about("")),))
    return Unusable(number, (problem_of(m.FAULT.about("", error=_where(error))),))


def _where(error: Exception) -> str:
    """A fault with the place of our code where it arose, without any path of the machine."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"{text} [{place}]"


def digest_of(settings: Settings) -> str:
    """Of everything but the plan that decides a result: rules, vocabulary, engine, drafts."""
    return rules_digest(settings.policies, f"{VERSION} drafts={settings.drafts}")
