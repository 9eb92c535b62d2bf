"""Why a condition is unknown or false: the fields, provisions and judgements on which that rests.

Only parts that matter are followed: the unknown parts of an unknown condition, the false parts of a
false one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jichim.network.interpret import Context, Frames, definition_frames, elements, truth, value
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth
from jichim.plan.model import Record
from jichim.policy.model import (
    Aggregation,
    AllOf,
    AnyOf,
    Arithmetic,
    Binding,
    Compare,
    Cond,
    Contains,
    CriterionTerm,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    Negative,
    Not,
    OneOf,
    Overlaps,
    ParameterTerm,
    SharedTerm,
    Term,
)
from jichim.review.fields import FieldNames, Owner, Owners, definition_owners
from jichim.review.model import FieldRef
from jichim.review.verdicts import Verdicts
from jichim.vocabulary.quantity import Interval


@dataclass(slots=True)
class Blame:
    """What was found; `missing` by the subject that must state it, in order of discovery."""

    missing: dict[tuple[int, FieldRef], Owner] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)
    """What a reader calls the missing parts: a definition's name where it stands for several fields."""
    undecided: bool = False
    """A provision that does not decide, or a parameter that has no value on the date."""
    judgement: bool = False
    disagreement: bool = False
    """Readings or figures that disagree, or too many of them."""
    figures: bool = False

    def add(self, other: Blame) -> None:
        """Take over everything that another search found."""
        self.missing.update(other.missing)
        self.labels.update(other.labels)
        self.undecided = self.undecided or other.undecided
        self.judgement = self.judgement or other.judgement
        self.disagreement = self.disagreement or other.disagreement
        self.figures = self.figures or other.figures

    @property
    def fields(self) -> tuple[FieldRef, ...]:
        return tuple(dict.fromkeys(ref for _, ref in self.missing))


class Blamer:
    """Walks conditions in one world of one plan."""

    def __init__(self, verdicts: Verdicts, names: FieldNames, context: Context) -> None:
        self.verdicts = verdicts
        self.names = names
        self.context = context
        self.known: dict[tuple[str, tuple[int, ...]], Blame] = {}

    def unknown(self, cond: Cond, frames: Frames, owners: Owners, found: Blame) -> None:
        """Collect why a condition is unknown; nothing if it is not."""
        if isinstance(cond, (AllOf, AnyOf)):
            # What the parts are gives what the whole is, so that no part is evaluated twice.
            truths = self._truths(cond, frames)
            if (min if isinstance(cond, AllOf) else max)(truths) != UNKNOWN:
                return
            for part, held in zip(cond.parts, truths, strict=True):
                if isinstance(part, Has) and isinstance(part.target, DerivedTerm):
                    # Whether a derived fact is known is itself known, but it may hide what is missing.
                    self._derived(part.target, frames, owners, found)
                if held == UNKNOWN:
                    self._unknown(part, frames, owners, found)
        elif isinstance(cond, Not):
            self.unknown(cond.operand, frames, owners, found)
        elif truth(cond, frames, self.context) == UNKNOWN:
            self._unknown(cond, frames, owners, found)

    def _truths(self, cond: AllOf | AnyOf, frames: Frames) -> list[Truth]:
        """The truth values of the parts, up to the first that decides; never empty."""
        decisive = FALSE if isinstance(cond, AllOf) else TRUE
        found = [TRUE + FALSE - decisive] if not cond.parts else []
        for part in cond.parts:
            found.append(truth(part, frames, self.context))
            if found[-1] == decisive:
                break
        return found

    def _unknown(self, cond: Cond, frames: Frames, owners: Owners, found: Blame) -> None:
        """Collect why a condition that is unknown is."""
        if isinstance(cond, (AllOf, AnyOf, Not)):
            self.unknown(cond, frames, owners, found)
        elif isinstance(cond, (Compare, Overlaps)):
            self._sides([cond.left, cond.right], frames, owners, found)
        elif isinstance(cond, OneOf):
            self._sides([cond.term, *cond.values], frames, owners, found)
        elif isinstance(cond, Contains):
            self._sides([cond.collection, cond.member], frames, owners, found)
        elif isinstance(cond, Has):
            self._target(cond.target, frames, owners, found)
        elif isinstance(cond, IsTrue):
            self._sides([cond.term], frames, owners, found)
        elif isinstance(cond, ForRecords):
            self._records(cond.records, cond.element, [cond.where, cond.body], None, frames, owners, found)

    def false(self, cond: Cond, frames: Frames, owners: Owners, found: Blame, *, wanted: int = TRUE) -> None:
        """Collect what is not stated although a condition that failed wanted it to be."""
        if isinstance(cond, Not):
            self.false(cond.operand, frames, owners, found, wanted=TRUE + FALSE - wanted)
            return
        if isinstance(cond, (AllOf, AnyOf)):
            truths = [truth(part, frames, self.context) for part in cond.parts]
            whole = min(truths, default=TRUE) if isinstance(cond, AllOf) else max(truths, default=FALSE)
            if whole != wanted:
                for part, held in zip(cond.parts, truths, strict=True):
                    if held != wanted:
                        self._false(part, frames, owners, found, wanted)
        elif truth(cond, frames, self.context) != wanted:
            self._false(cond, frames, owners, found, wanted)

    def _false(self, cond: Cond, frames: Frames, owners: Owners, found: Blame, wanted: int) -> None:
        """Collect what is not stated although a condition that is not as wanted wanted it to be."""
        if isinstance(cond, (AllOf, AnyOf, Not)):
            self.false(cond, frames, owners, found, wanted=wanted)
        elif isinstance(cond, Has) and (cond.op in ("stated", "given")) == (wanted == TRUE):
            self._target(cond.target, frames, owners, found)
        elif isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
            self._definition_false(cond.term, frames, owners, found, wanted)
        elif isinstance(cond, ForRecords):
            self._records_false(cond, frames, owners, found)

    def derivation(
        self, derivation: Derivation, records: Sequence[Record], frames: Frames, owners: Owners, found: Blame
    ) -> None:
        """Collect why a derivation has no value for some subjects."""
        key = (derivation.name, tuple(id(record) for record in records))
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = Blame()
            self._derivation(derivation, key, frames, owners, known)
        found.add(known)

    def _derivation(
        self,
        derivation: Derivation,
        key: tuple[str, tuple[int, ...]],
        frames: Frames,
        owners: Owners,
        found: Blame,
    ) -> None:
        result = self.verdicts.derived.get(key)
        if result is None:
            return
        if result.settled is None:
            found.disagreement = True
            found.figures = any(point.kind == "figure" for point in result.points)
        statuses = {one.status for one in result.table.values()}
        found.undecided = "undecided" in statuses
        found.disagreement = found.disagreement or "too-many" in statuses
        if "unknown" in statuses:
            for reading in derivation.readings:
                for case in reading.cases:
                    self.unknown(case.condition, frames, owners, found)

    # ---- parts -----------------------------------------------------------------------------------

    def _sides(self, terms: Sequence[Term], frames: Frames, owners: Owners, found: Blame) -> None:
        mark = (len(found.missing), found.undecided, found.judgement, found.disagreement)
        for term in terms:
            self._term(term, frames, owners, found, imprecise=False)
        if mark == (len(found.missing), found.undecided, found.judgement, found.disagreement):
            for term in terms:
                self._term(term, frames, owners, found, imprecise=True)

    def _term(self, term: Term, frames: Frames, owners: Owners, found: Blame, *, imprecise: bool) -> None:
        """Blame a term that has no value; with `imprecise`, also one whose value is a range or too broad."""
        if isinstance(term, FieldTerm):
            known = value(term, frames, self.context)
            if (
                known is None
                or known is UNKNOWN
                or (imprecise and (isinstance(known, (Interval, str, tuple))))
            ):
                self._miss(owners[term.frame], term.node, term.path, found)
        elif isinstance(term, DefinitionTerm):
            self._definition(term, frames, owners, found, imprecise=imprecise)
        elif isinstance(term, DerivedTerm):
            self._derived(term, frames, owners, found)
        elif isinstance(term, (Arithmetic,)):
            self._term(term.left, frames, owners, found, imprecise=imprecise)
            self._term(term.right, frames, owners, found, imprecise=imprecise)
        elif isinstance(term, Negative):
            self._term(term.operand, frames, owners, found, imprecise=imprecise)
        elif isinstance(term, Aggregation):
            self._records(term.records, term.element, [term.where], term.amount, frames, owners, found)
        elif isinstance(term, ParameterTerm):
            found.undecided = found.undecided or term.name not in self.context.parameters
        elif isinstance(term, CriterionTerm):
            found.judgement = found.judgement or value(term, frames, self.context) is None
        elif isinstance(term, SharedTerm) and value(term, frames, self.context) in (None, UNKNOWN):
            self._shared(term, owners, found)

    def _definition(
        self, term: DefinitionTerm, frames: Frames, owners: Owners, found: Blame, *, imprecise: bool
    ) -> None:
        definition = self.context.definitions[term.name]
        inner = definition_frames(definition, term, frames)
        inner_owners = definition_owners(definition, term, owners)
        labels = dict(found.labels)
        if _is_cond(definition):
            self.unknown(definition.body, inner, inner_owners, found)  # type: ignore[arg-type]
        else:
            self._term(definition.body, inner, inner_owners, found, imprecise=imprecise)  # type: ignore[arg-type]
        if found.labels != labels:
            found.labels = {**labels, term.name.rpartition(":")[2]: None}

    def _definition_false(
        self, term: DefinitionTerm, frames: Frames, owners: Owners, found: Blame, wanted: int
    ) -> None:
        definition = self.context.definitions[term.name]
        if not _is_cond(definition):
            return
        labels = dict(found.labels)
        self.false(
            definition.body,  # type: ignore[arg-type]
            definition_frames(definition, term, frames),
            definition_owners(definition, term, owners),
            found,
            wanted=wanted,
        )
        if found.labels != labels:
            found.labels = {**labels, term.name.rpartition(":")[2]: None}

    def _derived(self, term: DerivedTerm, frames: Frames, owners: Owners, found: Blame) -> None:
        if value(term, frames, self.context) is not None:
            return
        derivation = self.verdicts.program.derivations[term.name]
        inner = {0: frames[0]}
        inner_owners = {0: owners[0]}
        for binding, index in zip(derivation.bindings, term.frames, strict=True):
            inner[binding.frame], inner_owners[binding.frame] = frames[index], owners[index]
        records = tuple(frames[index] for index in term.frames)
        self.derivation(derivation, records, inner, inner_owners, found)

    def _target(
        self,
        target: FieldTerm | ListTerm | SharedTerm | DefinitionTerm | CriterionTerm | DerivedTerm,
        frames: Frames,
        owners: Owners,
        found: Blame,
    ) -> None:
        if isinstance(target, FieldTerm):
            if frames[target.frame].facts.get(target.path) is None:
                self._miss(owners[target.frame], target.node, target.path, found)
        elif isinstance(target, ListTerm):
            if frames[target.frame].lists.get(target.path) is None:
                self._miss(owners[target.frame], target.node, target.path, found)
        elif isinstance(target, SharedTerm):
            self._shared(target, owners, found)
        else:
            self._term(target, frames, owners, found, imprecise=False)

    def _records(
        self,
        records: ListTerm,
        element: int,
        conditions: Sequence[Cond | None],
        amount: Term | None,
        frames: Frames,
        owners: Owners,
        found: Blame,
    ) -> None:
        members = elements(records, frames)
        if members is None:
            self._miss(owners[records.frame], records.node, records.path, found)
            return
        inner_owners = {**owners, element: self.names.element(owners[records.frame], records)}
        for member in members:
            inner = {**frames, element: member}
            where = conditions[0]
            if where is not None and truth(where, inner, self.context) == FALSE:
                continue
            for condition in conditions:
                if condition is not None:
                    self.unknown(condition, inner, inner_owners, found)
            if amount is not None:
                self._term(amount, inner, inner_owners, found, imprecise=False)

    def _records_false(self, cond: ForRecords, frames: Frames, owners: Owners, found: Blame) -> None:
        members = elements(cond.records, frames)
        if members is None:
            self._miss(owners[cond.records.frame], cond.records.node, cond.records.path, found)
            return
        if cond.body is None:
            return
        inner_owners = {**owners, cond.element: self.names.element(owners[cond.records.frame], cond.records)}
        for member in members:
            inner = {**frames, cond.element: member}
            if cond.where is None or truth(cond.where, inner, self.context) == TRUE:
                self.false(cond.body, inner, inner_owners, found)

    def _shared(self, term: SharedTerm, owners: Owners, found: Blame) -> None:
        root = owners[0]
        owner = self.names.element(root, term.records)
        self._miss(owner, term.records.element, term.path, found)

    def _miss(self, owner: Owner, node: str, path: str, found: Blame) -> None:
        ref = self.names.ref(owner, node, path)
        found.missing[id(owner.record), ref] = owner
        found.labels[ref.label] = None


def owners_of(bindings: Sequence[Binding], frames: Frames, names: FieldNames) -> dict[int, Owner]:
    """The owners of the subjects of a rule or derivation."""
    owners = {0: names.owner(frames[0])}
    for binding in bindings:
        owners[binding.frame] = names.owner(frames[binding.frame])
    return owners


def _is_cond(definition: Definition) -> bool:
    """Terms carry a type; conditions do not."""
    return not hasattr(definition.body, "type")
