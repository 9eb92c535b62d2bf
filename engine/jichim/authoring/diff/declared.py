"""Every declaration of a policy with what each of its clauses means and says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from jichim.authoring.diff.meaning import Identify, meaning
from jichim.authoring.diff.model import Aspect, Kind
from jichim.authoring.diff.wording import Texts, instrument_wording, wording
from jichim.diagnostic import Lang
from jichim.policy.model import (
    Basis,
    Criterion,
    Definition,
    Derivation,
    Instrument,
    Parameter,
    Policy,
    Rule,
)
from jichim.policy.names import written_name

Declared = Instrument | Parameter | Criterion | Definition | Derivation | Rule
Bearing = tuple[Hashable, Hashable]
"""What a clause means, and the part of that on which results depend (None for mere words)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A declaration and where it belongs; `key` is what expressions of its policy call it by."""

    kind: Kind
    key: str
    name: str
    instrument: str
    title: str
    declared: Declared
    place: str
    files: tuple[str, ...]
    """The names of the files that it is written in."""


def items(policy: Policy) -> Iterator[Item]:
    """Every declaration but the tests, kind by kind, in the order of the policy."""
    for instrument in policy.instruments:
        yield Item("instrument", instrument.name, instrument.name, "", instrument.title, instrument, "", ())
    for parameter in policy.parameters:
        first = parameter.versions[0]
        spans = [version.span for version in parameter.versions]
        files = tuple(span.source.name for span in spans)
        key, name = parameter.name, written_name(parameter.name)
        yield Item("parameter", key, name, first.basis.instrument, "", parameter, str(spans[0]), files)
    for kind, found in _others(policy):
        key, name = found.name, found.name if kind == "rule" else written_name(found.name)
        title = "" if isinstance(found, Definition) else found.title
        file = (found.span.source.name,)
        yield Item(kind, key, name, found.basis.instrument, title, found, str(found.span), file)


def _others(policy: Policy) -> Iterator[tuple[Kind, Criterion | Definition | Derivation | Rule]]:
    yield from (("criterion", one) for one in policy.criteria)
    yield from (("definition", one) for one in policy.definitions)
    yield from (("derivation", one) for one in policy.derivations)
    yield from (("rule", one) for one in policy.rules)


def texts(item: Item, lang: Lang) -> Texts:
    """The clauses as text; the versions of a parameter stand below each other."""
    declared = item.declared
    if isinstance(declared, Instrument):
        return instrument_wording(declared, lang)
    if isinstance(declared, Parameter):
        found: Texts = {}
        for version in declared.versions:
            for aspect, text in wording(version.span, lang).items():
                if text not in found.get(aspect, "").split("\n"):
                    found[aspect] = f"{found[aspect]}\n{text}" if aspect in found else text
        return found
    return wording(declared.span, lang)


def meanings(item: Item, identify: Identify) -> dict[Aspect, Bearing]:
    """What each clause means; every aspect of the kind is there, on both sides of a comparison."""
    declared = item.declared

    def of(value: object) -> Hashable:
        return meaning(value, identify)

    def both(value: object) -> Bearing:
        return (of(value), of(value))

    def words(value: object) -> Bearing:
        return (of(value), None)

    if isinstance(declared, Instrument):
        return {
            Aspect.TITLE: words(declared.title),
            Aspect.STATUS: both(declared.status),
            Aspect.PROMULGATED: words(declared.promulgated),
            Aspect.PERIOD: both(declared.period),
            Aspect.SOURCE: words(declared.source),
        }
    if isinstance(declared, Parameter):
        versions = sorted(declared.versions, key=lambda one: repr(one.period))
        return {
            Aspect.VALUE: both(tuple((one.value.value, of(one.value.type)) for one in versions)),
            Aspect.PERIOD: both(tuple(one.period for one in versions)),
            **_basis(*(one.basis for one in versions)),
        }
    found: dict[Aspect, Bearing] = {
        Aspect.SUBJECT: both(declared.bindings),
        Aspect.PERIOD: both(declared.basis.period),
        **_basis(declared.basis),
    }
    if isinstance(declared, Definition):
        return {**found, Aspect.VALUE: both(declared.body)}
    found[Aspect.TITLE] = words(declared.title)
    if isinstance(declared, Criterion):
        return {**found, Aspect.SCALE: both(declared.scale), Aspect.QUESTION: words(declared.question)}
    if isinstance(declared, Derivation):
        return {**found, Aspect.HIT: both(declared.hit), Aspect.CASES: both(_cases(declared, of))}
    duty = (declared.duty.duty.value, declared.duty.force)
    return {
        **found,
        Aspect.DUTY: ((declared.duty.phrase, duty), duty),
        Aspect.PROPOSAL: words(declared.proposal),
        Aspect.WHEN: both(declared.when),
        Aspect.UNLESS: both(declared.unless),
        Aspect.REQUIRE: both(declared.require),
        Aspect.EVIDENCE_ONLY: words(declared.evidence_only),
        Aspect.WEIGHT: words(declared.weight),
        Aspect.FINDING: words(declared.finding),
        Aspect.ACTION: words(declared.action),
        Aspect.BY: words(declared.by),
        Aspect.WITHIN: words(declared.within),
        Aspect.CLEARS: words(tuple(sorted(map(of, declared.clears), key=repr))),
    }


def _basis(*bases: Basis) -> dict[Aspect, Bearing]:
    return {
        Aspect.CITES: (tuple(one.citations for one in bases), None),
        Aspect.ITEM: (tuple(frozenset(one.items) for one in bases), None),
        Aspect.ASSUMED: (tuple(one.assumed for one in bases), None),
        Aspect.NOTE: (tuple(one.note for one in bases), None),
    }


def _cases(derivation: Derivation, of: Callable[[object], Hashable]) -> Hashable:
    """The cases of every reading; their order counts only where the hit policy goes by it."""
    readings = []
    for reading in derivation.readings:
        cases = [(case.value, of(case.condition)) for case in reading.cases]
        readings.append(
            (reading.title, tuple(sorted(cases, key=repr) if derivation.hit == "unique" else cases))
        )
    return tuple(sorted(readings, key=repr))
