"""Open questions: what a plan does not state, in the order in which answers settle most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jichim.plan.model import Plan, Record
from jichim.review.model import FieldRef, Review, Subject
from jichim.vocabulary.model import Field, Kind, Vocabulary

Waiting = tuple[str, str]
"""A rule or decision and the name of its subject."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field that is not stated, for one subject."""

    subject: str
    """The name of the subject that has to answer; `plan` for the plan itself."""
    path: str
    """Where the answer goes, as `--set` takes it: `서비스[I-MOD].연간총비용`."""
    label: str
    field: Field
    waiting: tuple[Waiting, ...]
    """The rules and decisions that read it and are undetermined."""
    settled: int
    """How many of them have nothing left to ask once this and every earlier question is answered."""


def questions(review: Review, plan: Plan, vocabulary: Vocabulary) -> tuple[Question, ...]:
    """Every field that a review asks for, the one that settles most first.

    The next question is the one with the greatest share in what is still open: an outcome that waits for n
    fields gives each of them 1/n (the greedy rule for covers). Ties keep the order of the requests.
    """
    asked = {
        (supplement.subject.name, field.path): (supplement.subject, field)
        for supplement in review.supplements
        for field in supplement.fields
    }
    needs: dict[Waiting, set[tuple[str, str]]] = {}
    for name, subject, missing in _undetermined(review):
        keys = {key for field in missing for key in _keys(subject, field, asked)}
        if keys:
            needs.setdefault((name, subject.name), set()).update(keys)
    found: list[Question] = []
    for key, settled in _ordered(list(asked), needs):
        subject, field = asked[key]
        waiting = tuple(one for one, keys in needs.items() if key in keys)
        for number, (path, label, known) in enumerate(_places(subject, field, plan, vocabulary)):
            found.append(Question(subject.name, path, label, known, waiting, 0 if number else settled))
    return tuple(found)


def _undetermined(review: Review) -> Iterator[tuple[str, Subject, Sequence[FieldRef]]]:
    for outcome in review.outcomes:
        if outcome.missing and outcome.outcome.value == "undetermined":
            yield outcome.rule.name, outcome.subject, outcome.missing
    for decision in review.decisions:
        if decision.missing and decision.value is None:
            yield decision.derivation.name, decision.subject, decision.missing


def _keys(
    subject: Subject, field: FieldRef, asked: Mapping[tuple[str, str], object]
) -> Iterator[tuple[str, str]]:
    """The questions that a missing field of an outcome stands for; a section stands for its fields."""
    steps = field.path.split(".")
    for name in dict.fromkeys((subject.name, *subject.name.split(" + "), "plan")):
        for depth in range(len(steps), 0, -1):
            key = (name, ".".join(steps[:depth]))
            if key in asked:
                yield key
                break


def _ordered(
    keys: Sequence[tuple[str, str]], needs: Mapping[Waiting, Iterable[tuple[str, str]]]
) -> Iterator[tuple[tuple[str, str], int]]:
    """The keys in the order in which they settle most, each with how many outcomes it completes."""
    rest = {one: set(wanted) for one, wanted in needs.items()}
    left = list(keys)
    while left:
        score = dict.fromkeys(left, 0.0)
        for wanted in rest.values():
            for key in wanted:
                score[key] += 1 / len(wanted)
        best = max(left, key=lambda key: score[key])
        left.remove(best)
        settled = 0
        for one in [one for one, wanted in rest.items() if best in wanted]:
            rest[one].discard(best)
            if not rest[one]:
                del rest[one]
                settled += 1
        yield best, settled


def _places(
    subject: Subject, ref: FieldRef, plan: Plan, vocabulary: Vocabulary
) -> Iterator[tuple[str, str, Field]]:
    """Where a field has to be stated: in every record of a list that lacks it."""
    steps = ref.path.split(".")
    yield from _below(plan.root, vocabulary.root, steps, "", "", subject.name, vocabulary)


def _below(
    record: Record,
    node: str,
    steps: Sequence[str],
    path: str,
    prefix: str,
    subject: str,
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, str, Field]]:
    field = next((one for one in vocabulary.node(node).fields if one.name == steps[0]), None)
    if field is None:
        return
    here = f"{path}.{field.label}" if path else field.label
    inside = f"{prefix}{field.name}"
    if len(steps) == 1:
        stated = record.lists.get(inside) if field.kind is Kind.RECORDS else record.facts.get(inside)
        if stated is None or not isinstance(stated, (tuple, str, bool)):
            yield here, here, field
        return
    if field.kind is Kind.SECTION:
        yield from _below(record, field.node or "", steps[1:], here, f"{inside}.", subject, vocabulary)
        return
    listed = record.lists.get(inside)
    if not isinstance(listed, tuple):
        yield here, here, field
        return
    chosen = [one for one in listed if record.node != vocabulary.root or one.name == subject] or listed
    for one in chosen:
        place = f"{here}[{one.name}]"
        yield from _below(one, field.node or "", steps[1:], place, "", subject, vocabulary)
