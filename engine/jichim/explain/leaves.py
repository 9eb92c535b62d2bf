"""The ends of a derivation: what the plan states, parameters, judgements and the review date."""

from __future__ import annotations

from jichim.explain.model import Figure, Judgement, ParameterValue, PlanValue, State
from jichim.explain.record import Records, Scene
from jichim.network.interpret import shared_fact, value
from jichim.plan.format import format_value
from jichim.plan.model import NONE, UNPRICED, Conflict, Fact, Place, Record
from jichim.policy.model import (
    CriterionTerm,
    FieldTerm,
    ListTerm,
    NameTerm,
    ParameterTerm,
    Period,
    Policy,
    SharedTerm,
)
from jichim.policy.names import written_name
from jichim.review.fields import Owner
from jichim.review.model import FieldRef
from jichim.review.words import shown
from jichim.vocabulary.model import Field

_NAMES_SHOWN = 4
"""How many records of a list are named."""


class LeafReader:
    """Reads leaves from the plan as it is written, also where a world takes one of several figures."""

    def __init__(self, policy: Policy, records: Records) -> None:
        self.records = records
        self.names = records.names
        self.plan = records.verdicts.plan
        self.setting = records.verdicts.views.setting
        self.parameters = {one.name: one for one in policy.parameters}
        self.criteria = {one.name: one for one in policy.criteria}

    def field(self, term: FieldTerm, scene: Scene) -> PlanValue:
        """What the plan says about a field of the record in a frame."""
        seen = scene.frames[term.frame]
        record = self.records.original(seen, scene.world)
        fact = record.facts.get(term.path)
        owner = scene.owners[term.frame]
        return PlanValue(
            field=self.names.ref(owner, term.node, term.path),
            of=self._of(owner, record, scene),
            state=_state(fact),
            text=_written(record, term.path, fact, term.field),
            at=record.places.get(term.path) or record.place,
            figures=_figures(fact, seen.facts.get(term.path), term.field),
        )

    def list(self, term: ListTerm, scene: Scene) -> PlanValue:
        """Which records a list holds."""
        record = self.records.original(scene.frames[term.frame], scene.world)
        members = record.lists.get(term.path)
        owner = scene.owners[term.frame]
        state, text = State.MISSING, ""
        if isinstance(members, tuple) and members:
            more = " …" if len(members) > _NAMES_SHOWN else ""
            state = State.STATED
            text = f"{len(members)}건({', '.join(one.name for one in members[:_NAMES_SHOWN])}{more})"
        elif members is not None:
            state = State.NONE
        place = record.places.get(term.path)
        if place is None and isinstance(members, tuple) and members:
            place = members[0].place
        return PlanValue(
            self.names.ref(owner, term.node, term.path),
            self._of(owner, record, scene),
            state,
            text,
            place or record.place,
        )

    def shared(self, term: SharedTerm, scene: Scene) -> PlanValue:
        """A field of the record that describes a pair; the place is that of the list."""
        root = self.plan.root
        fact = shared_fact(term, {**scene.frames, 0: root})
        owner = self.names.element(scene.owners[0], term.records)
        members = root.lists.get(term.records.path)
        place: Place | None = root.places.get(term.records.path)
        if place is None and isinstance(members, tuple) and members:
            place = members[0].place
        return PlanValue(
            self.names.ref(owner, term.records.element, term.path),
            " + ".join(scene.frames[index].name for index in term.frames),
            _state(fact),
            format_value(fact, term.field) if fact is not None else "",
            place or root.place,
        )

    def name(self, term: NameTerm, scene: Scene) -> PlanValue:
        record = scene.frames[term.frame]
        return PlanValue(FieldRef("name", "이름"), record.name, State.STATED, record.name, record.place)

    def parameter(self, term: ParameterTerm) -> ParameterValue:
        """The version of a parameter that is in force on the review date."""
        name = written_name(term.name)
        version = self.parameters[term.name].at(self.setting.as_of)
        if version is None:
            return ParameterValue(name, "", Period(), (), None)
        text = shown(version.value.value, term.type.domain, term.type.unit)
        return ParameterValue(name, text, version.period, version.basis.citations, version.basis.assumed)

    def judgement(self, term: CriterionTerm, scene: Scene) -> Judgement:
        found = value(term, scene.frames, scene.context)
        return Judgement(
            criterion=written_name(term.name),
            title=self.criteria[term.name].title,
            of=" + ".join(scene.frames[index].name for index in term.frames),
            rating=None if found is None else str(found),
        )

    def _of(self, owner: Owner, record: Record, scene: Scene) -> str:
        subject = self.records.original(owner.record, scene.world)
        if subject is record or not record.name:
            return subject.name
        return record.name if subject is self.plan.root else f"{subject.name} · {record.name}"


def _state(fact: Fact | None) -> State:
    if fact is None:
        return State.MISSING
    if fact is NONE:
        return State.NONE
    if fact is UNPRICED:
        return State.UNPRICED
    return State.CONTRADICTORY if isinstance(fact, Conflict) else State.STATED


def _written(record: Record, path: str, fact: Fact | None, field: Field) -> str:
    """As the plan writes it; a field that is not stated may still say `미정`."""
    if isinstance(fact, Conflict):
        return format_value(fact, field)
    written = record.written.get(path, "")
    return written or (format_value(fact, field) if fact is not None else "")


def _figures(fact: Fact | None, seen: Fact | None, field: Field) -> tuple[Figure, ...]:
    if not isinstance(fact, Conflict):
        return ()
    taken = None if isinstance(seen, Conflict) else seen
    return tuple(
        Figure(
            format_value(one.value, field), one.reason, one.place, taken is not None and one.value == taken
        )
        for one in fact.candidates
    )
