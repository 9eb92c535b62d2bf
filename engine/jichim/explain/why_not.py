"""Why a result is not the expected one: what took the rule out, the nearest conditions, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.explain import messages
from jichim.explain.derivation import Derivations
from jichim.explain.errors import Unexplainable
from jichim.explain.model import Barrier, MissingFact, Truth, WhyNot
from jichim.explain.names import Target
from jichim.explain.nearest import Found, Nearest
from jichim.explain.record import Scene
from jichim.explain.trace import TRUTHS, is_unconditional, wording
from jichim.network.interpret import truth
from jichim.policy.model import Cond, Derivation, Instrument, Rule
from jichim.policy.names import written_name
from jichim.vocabulary.model import normalise

MOST_SHOWN = 3
"""How many sets of conditions are given; more would hide the nearest."""

_WORDS = {
    "met": ("met", "적합"),
    "not-met": ("not-met", "not met", "부적합"),
}


def expectation(declared: Rule | Derivation, word: str) -> str:
    """The expected result in canonical spelling; raises `Unexplainable` for one that cannot be had."""
    if isinstance(declared, Rule):
        known = {spelling: outcome for outcome, words in _WORDS.items() for spelling in words}
        listed = ["met", "not-met"]
    else:
        known = {value: value for value in declared.values}
        listed = list(declared.values)
    for spelling, result in known.items():
        if normalise(spelling) == normalise(word):
            return result
    names = ", ".join(f"`{one}`" for one in listed)
    name = written_name(declared.name)
    raise Unexplainable(messages.NOT_EXPECTABLE.about("", word=word, name=name, known=names))


def why_not(
    derivations: Derivations,
    target: Target,
    instrument: Instrument,
    expected: str,
    got: str | None,
    missing: tuple[MissingFact, ...],
) -> WhyNot:
    """What stands between a result and the expected one."""
    if expected == got:
        return WhyNot(expected, got, None, (), False, ())
    if isinstance(target.declared, Derivation):
        scene = derivations.scene_of(target)
        nearest = Nearest(derivations.tracer, derivations.records, derivations.root)
        found = nearest.value(target.declared, target.records, expected, scene)
        return WhyNot(expected, got, None, found.sets[:MOST_SHOWN], _more(found), missing)
    rule = target.declared
    if target.number is None:
        period = rule.basis.period if instrument.period.holds(derivations.day) else instrument.period
        barrier = Barrier("not-in-force", instrument.title, None, period)
        return WhyNot(expected, got, barrier, (), False, ())
    scene = derivations.scene_of(target)
    wanted: list[tuple[Cond, bool]] = [(rule.when, True), (rule.unless, False)]
    wanted.append((rule.require, expected == "met"))
    nearest = Nearest(derivations.tracer, derivations.records, derivations.root)
    found = nearest.conditions(wanted, scene)
    return WhyNot(expected, got, _barrier(rule, scene), found.sets[:MOST_SHOWN], _more(found), missing)


def _barrier(rule: Rule, scene: Scene) -> Barrier | None:
    """The clause that keeps the rule from applying; one that surely does before one that may."""
    found = []
    clauses: Sequence[tuple[Cond, str, Truth]] = (
        (rule.unless, "unless", Truth.FALSE),
        (rule.when, "when", Truth.TRUE),
    )
    for cond, kind, opens in clauses:
        held = TRUTHS[truth(cond, scene.frames, scene.context)]
        if not is_unconditional(cond) and held is not opens:
            found.append(Barrier("unless" if kind == "unless" else "when", wording(cond), held))
    return min(found, key=lambda one: one.truth is Truth.UNKNOWN, default=None)


def _more(found: Found) -> bool:
    return found.cut or len(found.sets) > MOST_SHOWN
