"""Everything that a report of one run shows, gathered from the store at once."""

from __future__ import annotations

from dataclasses import dataclass

from jichim.audit import queries as q
from jichim.audit.changes import Changes, compare_runs
from jichim.audit.filters import Filter
from jichim.audit.queries import FindingOf, PlanRow, ProvisionRow, RunRow, Tally, UnusableRow
from jichim.audit.store import Store

MOST_PLANS = 200
"""Plans whose findings stand in a report by default: those with the most pressing ones."""
MOST_FINDINGS = 40
"""Findings of one plan in a report by default, in reading order."""


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    name: str
    title: str
    draft: bool


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """A plan with its first findings in reading order; `left_out` are not among them."""

    plan: PlanRow
    findings: tuple[FindingOf, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One run through a filter.

    It adds up: `tally` is the sum over `provisions` and over `plans`; findings of all levels but
    `undetermined` are the outcomes that are not met (unless `chosen` keeps some levels only).
    """

    run: RunRow
    chosen: Filter
    instruments: tuple[InstrumentRow, ...]
    provisions: tuple[ProvisionRow, ...]
    plans: tuple[PlanRow, ...]
    details: tuple[PlanDetail, ...]
    cities: tuple[tuple[str, str, int, int], ...]
    fields: tuple[tuple[str, str, int], ...]
    causes: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, int, int], ...]
    decisions: tuple[tuple[str, str, str, int], ...]
    unusable: tuple[UnusableRow, ...]
    changes: Changes | None
    """Since the finished run before; None for the first run of a store."""

    @property
    def tally(self) -> Tally:
        return sum((one.tally for one in self.provisions), Tally())

    @property
    def levels(self) -> tuple[int, ...]:
        """Findings by level, in the order of `LEVELS`."""
        return tuple(sum(one.levels[place] for one in self.plans) for place in range(len(q.LEVELS)))


def overview(
    store: Store,
    number: int | None = None,
    chosen: Filter | None = None,
    *,
    most_plans: int = MOST_PLANS,
    most_findings: int = MOST_FINDINGS,
) -> Overview:
    """The run of that number, by default the last finished one; `StoreError` if there is none."""
    run = q.run_of(store, number)
    wanted = chosen or Filter()
    plans = q.plans(store, run.id, wanted)
    changes = compare_runs(store, None, run.id)
    return Overview(
        run,
        wanted,
        _instruments(store, run.id),
        q.provisions(store, run.id, wanted),
        plans,
        tuple(_detail(store, run.id, wanted, plan, most_findings) for plan in plans[:most_plans]),
        q.by_city(store, run.id, wanted),
        q.by_field(store, run.id, wanted),
        q.causes(store, run.id, wanted),
        q.missing(store, run.id, wanted),
        q.decisions(store, run.id, wanted),
        q.unusable(store, run.id),
        changes if changes.old.id != changes.new.id else None,
    )


def _detail(store: Store, run: int, chosen: Filter, plan: PlanRow, most: int) -> PlanDetail:
    found = tuple(q.findings(store, run, chosen, entry=plan.name, most=most))
    return PlanDetail(plan, found, sum(plan.levels) - len(found))


def _instruments(store: Store, run: int) -> tuple[InstrumentRow, ...]:
    query = """SELECT i.name, i.title, i.status = 'draft' FROM instrument i JOIN run n
               ON n.ruleset = i.ruleset WHERE n.id = ? ORDER BY i.name"""
    with store.reading() as connection:
        rows = connection.execute(query, (run,)).fetchall()
    return tuple(InstrumentRow(name, title, bool(draft)) for name, title, draft in rows)
