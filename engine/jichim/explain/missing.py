"""Which missing facts hold up how many results, over a whole review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jichim.explain.model import MissingFact
from jichim.network.compile import applies, signature_of
from jichim.review.assembly import Assembly
from jichim.review.blame import Blame
from jichim.review.model import Cause, FieldRef
from jichim.review.verdicts import UNDETERMINED

Asked = tuple[int, FieldRef]
"""The identity of the record that must state a field, and the field."""


def ranking(assembly: Assembly) -> dict[Asked, MissingFact]:
    """Every field that undetermined rules and decisions wait for, most settled first.

    First come those that alone hold up most results, then those for which most wait, then the order of
    the vocabulary. A result whose condition would stay unknown for another reason is not counted.
    """
    waiting: dict[Asked, dict[str, int]] = {}
    alone: dict[Asked, int] = {}
    of: dict[Asked, str] = {}
    for name, blame in _open(assembly):
        for asked, owner in blame.missing.items():
            of[asked] = owner.record.name
            names = waiting.setdefault(asked, {})
            names[name] = names.get(name, 0) + 1
            if len(blame.missing) == 1 and not (blame.undecided or blame.judgement or blame.disagreement):
                alone[asked] = alone.get(asked, 0) + 1
    facts = {
        asked: MissingFact(asked[1], of[asked], sum(names.values()), alone.get(asked, 0), tuple(names))
        for asked, names in waiting.items()
    }
    order = assembly.names.position
    ordered = sorted(facts, key=lambda asked: (-facts[asked].alone, -facts[asked].waiting, order(asked[1])))
    return {asked: facts[asked] for asked in ordered}


def among(facts: dict[Asked, MissingFact], asked: Iterable[Asked]) -> tuple[MissingFact, ...]:
    """Those that one result waits for, in the order of the ranking."""
    wanted = set(asked)
    return tuple(fact for one, fact in facts.items() if one in wanted)


def _open(assembly: Assembly) -> Iterator[tuple[str, Blame]]:
    """Every result that is undetermined because something is not stated."""
    for rule, number, signature in assembly.rules():
        for position, row in enumerate(assembly.verdicts.codes[signature]):
            if row[number] == UNDETERMINED:
                outcome, blame = assembly.outcome(rule, number, signature, position)
                if outcome.cause is Cause.NOT_STATED:
                    yield rule.name, blame
    for derivation in assembly.policy.derivations:
        if not derivation.decision or not applies(assembly.policy, derivation.basis.instrument, assembly.day):
            continue
        signature = signature_of(derivation.bindings, assembly.root)
        for position, records in enumerate(assembly.verdicts.subjects[signature]):
            subject = assembly.about(derivation.bindings, records)
            decision, blame = assembly.builder.decision(derivation, signature, position, subject)
            if decision.cause is Cause.NOT_STATED:
                yield derivation.name, blame
