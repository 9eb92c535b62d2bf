"""Two reviews of one plan beside each other: only what changed, each with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jichim.plan.model import Plan, Record
from jichim.policy.model import Policy
from jichim.review.model import Decision, Outcome, Review, RuleOutcome, Subject
from jichim.scenario.model import Change, ChangeKind, Comparison, Edit
from jichim.scenario.reads import Readers, Reads

Key = tuple[str, str, str]
"""A name with the type and the name of the subject."""


def compare(
    before: Review, after: Review, plans: tuple[Plan, Plan], edits: Sequence[Edit], policy: Policy
) -> Comparison:
    """What the edits changed, in the order of decisions, rules and subjects of the review after them.

    The cause of a change are the edits whose fields it can read, directly or through derived facts that
    changed. Two reviews that say the same give an empty comparison.
    """
    return _Comparing(before, after, plans, edits, policy).comparison()


@dataclass(frozen=True, slots=True)
class _Result:
    """One side of a change."""

    value: str | None
    cause: str | None = None
    missing: tuple[str, ...] = ()


class _Comparing:
    def __init__(
        self, before: Review, after: Review, plans: tuple[Plan, Plan], edits: Sequence[Edit], policy: Policy
    ) -> None:
        self.before, self.after, self.edits = before, after, edits
        self.readers = Readers(policy)
        self.rules = {rule.name: rule for rule in policy.rules}
        self.derivations = {one.name: one for one in policy.derivations}
        self.changed = tuple(changed_facts(plans[0].root, plans[1].root))
        self.derived = self._derived()

    def comparison(self) -> Comparison:
        changes = [
            *self._derived_changes(),
            *self._changes("decision", _decisions(self.before), _decisions(self.after)),
            *self._changes("outcome", _outcomes(self.before), _outcomes(self.after)),
            *self._changes("finding", _findings(self.before), _findings(self.after)),
            *self._changes("action", _actions(self.before), _actions(self.after)),
            *self._requests(),
        ]
        return Comparison(tuple(changes), tally(self.before), tally(self.after))

    def _changes(
        self, kind: ChangeKind, before: Mapping[Key, _Result], after: Mapping[Key, _Result]
    ) -> Iterator[Change]:
        nothing = _Result(None)
        for key in {**after, **before}:
            old, new = before.get(key, nothing), after.get(key, nothing)
            if (old.value, old.cause) == (new.value, new.cause):
                continue
            name, _, subject = key
            reads = self._reads(kind, name)
            yield Change(
                kind,
                name.rpartition(":")[2] if kind == "decision" else name,
                self._title(kind, name),
                subject,
                old.value,
                new.value,
                old.cause,
                new.cause,
                self._edits(reads, subject),
                self._through(reads, subject),
                new.missing,
            )

    def _reads(self, kind: ChangeKind, name: str) -> Reads:
        if kind == "decision":
            return self.readers.derivation(self.derivations[name])
        return self.readers.rule(self.rules[name])

    def _title(self, kind: ChangeKind, name: str) -> str:
        return self.derivations[name].title if kind == "decision" else self.rules[name].title

    # ---- causes ----------------------------------------------------------------------------------

    def _edits(self, reads: Reads, subject: str) -> tuple[int, ...]:
        near = [number for number, edit in enumerate(self.edits) if _about(edit, subject) or reads.beyond]
        direct = {n for n in near if any(reads.touch(*where) for where in _fields(self.edits[n]))}
        edited = {(_top(self.edits[n]), *where) for n in near for where in _fields(self.edits[n])}
        # Totals and names that follow from records: the edits of records of the same subject.
        follows = {
            top
            for top, node, path in self.changed
            if reads.touch(node, path) and (top, node, path) not in edited
        }
        inner = {n for n in near if _top(self.edits[n]) in follows and _is_inside(self.edits[n])}
        return tuple(sorted(direct | inner))

    def _through(self, reads: Reads, subject: str) -> tuple[tuple[str, str | None, str | None], ...]:
        return tuple(
            (name.rpartition(":")[2], old, new)
            for (name, about), (old, new) in self.derived.items()
            if name in reads.derived and about in (subject, "plan", *subject.split(" + "))
        )

    def _derived(self) -> dict[tuple[str, str], tuple[str | None, str | None]]:
        """Derived facts and decisions that changed, lowest first as the policy declares them."""
        old, new = _derived_values(self.before), _derived_values(self.after)
        return {key: (old.get(key), new.get(key)) for key in {**new, **old} if old.get(key) != new.get(key)}

    def _derived_changes(self) -> Iterator[Change]:
        for (name, subject), (old, new) in self.derived.items():
            derivation = self.derivations[name]
            if not derivation.decision:
                edits = self._edits(self.readers.derivation(derivation), subject)
                short = name.rpartition(":")[2]
                yield Change("derived", short, derivation.title, subject, old, new, edits=edits)

    def _requests(self) -> Iterator[Change]:
        """What need not be asked any more, and what must be asked now."""
        old, new = _asked(self.before), _asked(self.after)
        for subject, label in {**old, **new}:
            if ((subject, label) in old) != ((subject, label) in new):
                states = ["asked" if (subject, label) in each else None for each in (old, new)]
                yield Change("request", label, label, subject, states[0], states[1])


def tally(review: Review) -> tuple[tuple[str, int], ...]:
    """The number of findings of each level that occurs, and of undetermined outcomes."""
    from collections import Counter

    counted = Counter(finding.level.value for finding in review.findings)
    counted.pop("undetermined", None)
    counted["undetermined"] = review.counts.get(Outcome.UNDETERMINED, 0)
    return tuple(counted.items())


def changed_facts(before: Record, after: Record, top: str = "") -> Iterator[tuple[str, str, str]]:
    """Every fact that differs, with the record below the document that it is part of, if any."""
    for path in {**before.facts, **after.facts}:
        if before.facts.get(path) != after.facts.get(path):
            yield top, after.node, path
    for path in {**before.lists, **after.lists}:
        old, new = before.lists.get(path), after.lists.get(path)
        if isinstance(old, tuple) and isinstance(new, tuple):
            for one, other in zip(old, new, strict=False):
                if one is not other:
                    yield from changed_facts(one, other, top or other.name)
        if type(old) is not type(new) or (isinstance(old, tuple) and len(old) != len(new or ())):  # type: ignore[arg-type]
            yield top, after.node, path


def _fields(edit: Edit) -> Iterator[tuple[str, str]]:
    yield edit.node, edit.path
    for path, _ in edit.says or ():
        yield edit.node, path


def _is_inside(edit: Edit) -> bool:
    """Whether an edit is about records of a subject, of which totals and lists of names are made up."""
    return len(edit.at) > 1 or edit.append or any(isinstance(said, tuple) for _, said in edit.says or ())


def _top(edit: Edit) -> str:
    return edit.at[0].name if edit.at else ""


def _about(edit: Edit, subject: str) -> bool:
    return not edit.at or edit.at[0].name == subject or edit.at[0].name in subject.split(" + ")


# ---- results by what they are about ----------------------------------------------------------------


def _key(name: str, subject: Subject) -> Key:
    return name, subject.node, subject.name


def _outcome(one: RuleOutcome) -> _Result:
    return _Result(
        one.outcome.value,
        one.cause.value if one.cause is not None else None,
        tuple(field.label for field in one.missing),
    )


def _outcomes(review: Review) -> dict[Key, _Result]:
    return {_key(one.rule.name, one.subject): _outcome(one) for one in review.outcomes}


def _decisions(review: Review) -> dict[Key, _Result]:
    def result(one: Decision) -> _Result:
        cause = one.cause.value if one.cause is not None else None
        return _Result(one.value, cause, tuple(field.label for field in one.missing))

    return {_key(one.derivation.name, one.subject): result(one) for one in review.decisions}


def _findings(review: Review) -> dict[Key, _Result]:
    return {
        _key(one.outcome.rule.name, one.outcome.subject): _Result(one.level.value) for one in review.findings
    }


def _actions(review: Review) -> dict[Key, _Result]:
    return {_key(one.rule, one.subject): _Result(one.what) for one in review.actions}


def _derived_values(review: Review) -> dict[tuple[str, str], str | None]:
    facts: Iterable[tuple[str, Subject, str | None]] = (
        *((one.name, one.subject, one.value) for one in review.derived),
        *((one.derivation.name, one.subject, one.value) for one in review.decisions),
    )
    return {(name, subject.name): value for name, subject, value in facts}


def _asked(review: Review) -> dict[tuple[str, str], None]:
    return {(one.subject.name, field.label): None for one in review.supplements for field in one.fields}
