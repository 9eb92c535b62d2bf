"""The baseline: the same four outcomes as generated Python ifs, without engine, firings or derivations.

One function for each kind of subject, conditions as straight-line Python; derived facts are local
values. A rule or table that reads a derivation with several readings is evaluated for each of them only
where they disagree. Nothing is recorded: the result is a byte for each rule and subject.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import product
from typing import Any

from jichim.network.codegen import Generator, _Body
from jichim.network.compile import applicability, in_force, signature_of
from jichim.network.interpret import Context
from jichim.network.lower import _acceptance, derived_terms
from jichim.network.program import Signature
from jichim.plan.model import Plan
from jichim.policy.model import Always, Compare, Cond, Contains, DerivedTerm, OneOf, Policy
from jichim.review.subjects import frames_of, subjects_of

INAPPLICABLE, MET, NOT_MET, UNDETERMINED = 1, 2, 3, 4


class _Ifs(_Body):
    """Conditions on derived values become membership tests on a local mapping."""

    def __init__(self, generator: Generator, values: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(generator)
        self.values = values

    def cond(self, cond: Cond) -> str:
        term = (
            cond.left
            if isinstance(cond, Compare)
            else cond.term
            if isinstance(cond, OneOf)
            else cond.collection
            if isinstance(cond, Contains)
            else None
        )
        if isinstance(term, DerivedTerm):
            accepts = _acceptance(cond)
            accepted = self.generator.constant(frozenset(v for v in self.values[term.name] if accepts(v)))
            name = self._temporary()
            test = f"(3 if ({name} := d[{term.name!r}]) in {accepted} else 2 if {name} is None else 1)"
            return test if not (isinstance(cond, Compare) and cond.op == "!=") else f"(4 - {test})"
        return super().cond(cond)


class GeneratedIfs:
    """Outcomes of a policy on plans, as of a day."""

    def __init__(self, policy: Policy, day: datetime.date) -> None:
        self.policy = policy
        self.day = day
        self.root = policy.vocabulary.root
        self.definitions = {one.name: one for one in policy.definitions}
        self.generator = Generator(self.definitions)
        self.values = {one.name: one.values for one in policy.derivations}
        self.split = [one.name for one in policy.derivations if len(one.readings) > 1]
        self.derive: dict[Signature, Any] = {}
        self.decide: dict[Signature, tuple[Any, Any, list[int]]] = {}
        rules: dict[Signature, list[Any]] = {}
        for rule in in_force(policy, day):
            rules.setdefault(signature_of(rule.bindings, self.root), []).append(rule)
        self.rules = rules
        parameters = {one.name: version.value.value for one in policy.parameters if (version := one.at(day))}
        self.context = Context(day, self.definitions, parameters, lambda *_: None)
        for signature, members in rules.items():
            self.derive[signature] = self._derivations(signature)
            dependent = [n for n, rule in enumerate(members) if self._depends(rule)]
            plain = [n for n in range(len(members)) if n not in dependent]
            self.decide[signature] = (
                self._function(members, plain),
                self._function(members, dependent),
                dependent,
            )

    def run(self, plan: Plan) -> dict[Signature, list[bytearray]]:
        """The outcome codes of every rule for every subject of a plan."""
        codes: dict[Signature, list[bytearray]] = {}
        for signature, members in self.rules.items():
            derive = self.derive[signature]
            plain, split, dependent = self.decide[signature]
            rows = codes[signature] = []
            for records in subjects_of(plan, signature):
                frames = frames_of(plan.root, signature, records)
                out = bytearray(len(members))
                readings: dict[str, list[str | None]] = {}
                derive(frames, self.context, readings)
                open_readings = {n: dict.fromkeys(v) for n, v in readings.items() if len(set(v)) > 1}
                d = _chained(readings, {})
                plain(frames, self.context, d, out)
                if not open_readings:
                    split(frames, self.context, d, out)
                else:
                    first = True
                    for choice in product(*open_readings.values()):
                        world = bytearray(len(members))
                        chosen = dict(zip(open_readings, choice, strict=True))
                        split(frames, self.context, self._world(signature, frames, chosen), world)
                        for n in dependent:
                            out[n] = world[n] if first or out[n] == world[n] else UNDETERMINED
                        first = False
                rows.append(out)
        return codes

    def _world(self, signature: Signature, frames: Any, chosen: dict[str, Any]) -> dict[str, Any]:
        readings: dict[str, list[str | None]] = {}
        self.derive[signature](frames, self.context, readings, chosen)
        return _chained(readings, chosen)

    def _depends(self, rule: Any) -> bool:
        return any(derived_terms(cond, self.definitions) for cond in (applicability(rule), rule.require))

    def _derivations(self, signature: Signature) -> Any:
        lines = ["def derive(f, x, out, chosen={}):", "    d = {}", "    m = {}"]
        body = _Ifs(self.generator, self.values)
        inner: list[str] = []
        for one in self.policy.derivations:
            if signature_of(one.bindings, self.root) != signature:
                continue
            inner.append(f"    values = out[{one.name!r}] = []")
            for reading in one.readings:
                inner.append("    value = None")
                for case in reading.cases:
                    inner.append(
                        f"    if value is None and {body.cond(case.condition)} == 3: value = {case.value!r}"
                    )
                inner.append("    values.append(value)")
            settled = "values[0] if len(set(values)) == 1 else None"
            inner.append(f"    d[{one.name!r}] = chosen.get({one.name!r}, {settled})")
        return self._compile(
            [*lines, *(f"    {line}" for line in body.prologue()), *inner, "    return d"], "derive"
        )

    def _function(self, members: list[Any], wanted: list[int]) -> Any:
        body = _Ifs(self.generator, self.values)
        inner = []
        for n in wanted:
            rule = members[n]
            guard = applicability(rule)
            indent = "    "
            if not isinstance(guard, Always):
                inner.append(f"    g = {body.cond(guard)}")
                inner.append(f"    if g == 1: out[{n}] = 1")
                inner.append(f"    elif g == 2: out[{n}] = 4")
                inner.append("    else:")
                indent = "        "
            inner.append(f"{indent}q = {body.cond(rule.require)}")
            inner.append(f"{indent}out[{n}] = 2 if q == 3 else 3 if q == 1 else 4")
        lines = [
            "def decide(f, x, d, out):",
            "    m = {}",
            *(f"    {line}" for line in body.prologue()),
            *inner,
            "    return out",
        ]
        return self._compile(lines, "decide")

    def _compile(self, lines: list[str], name: str) -> Any:
        return self.generator._compile("\n".join(lines), name)


def _chained(readings: Mapping[str, list[str | None]], chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {n: chosen.get(n, v[0] if len(set(v)) == 1 else None) for n, v in readings.items()}
