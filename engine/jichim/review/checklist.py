"""What an application for approval needs, read off the facts of a plan; pure.

Days are counted as the Civil Act of Korea counts them (§157): the first day is left out, so that 30 days from
1 September end with 1 October.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from jichim.plan.model import NONE, UNPRICED, Conflict, Fact, Plan
from jichim.provisions.model import ChecklistForm, ChecklistLine, Clock
from jichim.review.model import Checked, Checklist, Done, Outcome, Review, Running, Timed


def checklists(review: Review, plan: Plan, forms: Iterable[ChecklistForm]) -> tuple[Checklist, ...]:
    """The forms of instruments in force that bear on the plan, filled in.

    A form bears on a plan that says something of its procedure, or to which a rule of its instrument applies.
    """
    applied = {use.instrument.name for use in review.policies if use.applied}
    return tuple(
        fill_in(form, plan, review.as_of)
        for form in forms
        if form.instrument in applied and (mentions(form, plan) or _is_about(form, review))
    )


def _is_about(form: ChecklistForm, review: Review) -> bool:
    return any(
        one.instrument.name == form.instrument and one.outcome is not Outcome.NOT_APPLICABLE
        for one in review.outcomes
    )


def mentions(form: ChecklistForm, plan: Plan) -> bool:
    """Whether a plan says anything in the sections that ask for the checklist."""
    paths = [*plan.root.facts, *plan.root.lists]
    return any(path == one or path.startswith(f"{one}.") for one in form.sections for path in paths)


def fill_in(form: ChecklistForm, plan: Plan, day: datetime.date) -> Checklist:
    """Every line and clock of the form, in its order, as the plan stands on a day."""
    lines = tuple(_checked(line, plan, day) for line in form.lines)
    clocks = tuple(_timed(clock, plan, day) for clock in form.clocks)
    return Checklist(form.instrument, form.title, lines, clocks)


def _checked(line: ChecklistLine, plan: Plan, day: datetime.date) -> Checked:
    on = _day(plan, line.done_on)
    if on is not None:
        limit = next((one for path in line.before if (one := _day(plan, path)) is not None), None)
        ahead = (limit - on).days if limit is not None else None
        status = Done.PLANNED if on > day else Done.DONE
        if line.lead and ahead is not None and ahead < line.lead:
            status = Done.LATE
        return _line(line, status, plan, line.done_on, on, ahead)
    for path in (line.done_on, *line.done_if):
        status = _status(plan.root.facts.get(path))
        if status is not Done.NOT_STATED:
            return _line(line, status, plan, path)
    if line.listed:
        fact = plan.root.facts.get(line.listed)
        if isinstance(fact, (tuple, str)):
            held = (fact,) if isinstance(fact, str) else fact
            return _line(line, Done.DONE if line.value in held else Done.NOT_DONE, plan, line.listed)
        return _line(line, _status(fact), plan, line.listed)
    return _line(line, Done.NOT_STATED, plan, line.done_on)


def _line(
    line: ChecklistLine,
    status: Done,
    plan: Plan,
    path: str,
    day: datetime.date | None = None,
    ahead: int | None = None,
) -> Checked:
    return Checked(line, status, day, plan.root.written.get(path, ""), ahead, plan.root.places.get(path))


def _status(fact: Fact | None) -> Done:
    """What a fact that is no single day says: a stated value is done, an explicit no or none is not."""
    if fact is None:
        return Done.NOT_STATED
    if isinstance(fact, Conflict):
        return Done.UNCLEAR
    if fact is NONE or fact is UNPRICED or fact is False:
        return Done.NOT_DONE
    return Done.DONE


def _timed(clock: Clock, plan: Plan, day: datetime.date) -> Timed:
    received, answered = _day(plan, clock.received), _day(plan, clock.answered)
    place = plan.root.places.get(clock.received)
    if received is None:
        return Timed(clock, Running.NOT_STARTED, None, None, answered, 0, place)
    due = received + datetime.timedelta(days=clock.within)
    if answered is not None and answered <= day:
        late = max(0, (answered - due).days)
        return Timed(
            clock, Running.ANSWERED_LATE if late else Running.ANSWERED, received, due, answered, late, place
        )
    left = (due - day).days
    status = Running.RUNNING if left >= 0 else Running.OVERDUE
    return Timed(clock, status, received, due, answered, abs(left), place)


def _day(plan: Plan, path: str) -> datetime.date | None:
    fact = plan.root.facts.get(path)
    return fact if isinstance(fact, datetime.date) else None
