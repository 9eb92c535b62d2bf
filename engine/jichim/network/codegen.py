"""Signals as generated Python: one function for each group, in place of walking its conditions.

The source is written from the typed policy alone; names of fields enter it as quoted literals, constants
are bound as globals. What has no short form in Python is left to `interpret`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from jichim.network import kleene, runtime
from jichim.network.choices import choice_sets, related
from jichim.network.interpret import read, truth, value
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.plan.model import NONE
from jichim.policy.choices import symbol_forms
from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Arithmetic,
    Compare,
    Cond,
    Constant,
    Contains,
    Definition,
    DefinitionTerm,
    DerivedTerm,
    Domain,
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
    ReviewDate,
    Term,
)

_NUMBERS = {Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.NUMBER}
_ORDERED = _NUMBERS | {Domain.DATE, Domain.DURATION}
_CHOICES = {Domain.CHOICE, Domain.CHOICES}
_TEXTS = {Domain.TEXT, Domain.TEXTS}

Compiled = Callable[[Mapping[int, Any], Any, dict[int, Any], int], dict[str, int]]


class Generator:
    """Generates the functions of one program; definitions are shared by all its groups."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self.definitions = definitions
        self.names: dict[str, Any] = {
            "NONE": NONE,
            "amount": kleene.amount,
            "yes": kleene.yes,
            "compare": kleene.compare,
            "arithmetic": kleene.arithmetic,
            "negative": kleene.negative,
            "one_of": runtime.one_of,
            "same_symbol": runtime.same_symbol,
            "some": kleene.some,
            "every": kleene.every,
            "has_choice": kleene.has_choice,
            "same_choice": kleene.same_choice,
            "contains": kleene.contains,
            "overlaps": kleene.overlaps,
            "same_text": kleene.same_text,
            "plain": kleene.plain,
            "read": read,
            "truth": truth,
            "value": value,
            "some_of": runtime.some_of,
            "every_of": runtime.every_of,
            "gather": runtime.gather,
        }
        self.functions: dict[str, int] = {}

    def group(
        self,
        signals: Sequence[tuple[str, Cond, int]],
        derived: Sequence[tuple[str, DerivedTerm, Mapping[str | None, int], int]],
    ) -> Compiled:
        """A function of frames, context, definitions and a mask of items: the properties that they need.

        `signals` are properties with a condition, `derived` those with a derived fact and the codes of its
        values; each comes with the mask of the items that need it. The function adds to the definitions,
        which are values for its frames by number (`definition`), those that it had to compute.
        """
        body = _Body(self)
        lines = [
            f"    if wanted & {mask}: found[{property_!r}] = {body.cond(cond)}"
            for property_, cond, mask in signals
        ]
        lines += [
            f"    if wanted & {mask}: found[{property_!r}] = {body.code(term, codes)}"
            for property_, term, codes, mask in derived
        ]
        source = "\n".join(
            [
                "def signals(f, x, m, wanted):",
                *(f"    {line}" for line in body.prologue()),
                "    found = {}",
                *lines,
                "    return found",
            ]
        )
        return self._compile(source, "signals")  # type: ignore[no-any-return]

    def constant(self, found: Any) -> str:
        """A global that holds a value of the policy."""
        if isinstance(found, int) and not isinstance(found, bool):
            return repr(found)
        name = f"k{len(self.names)}"
        self.names[name] = found
        return name

    def definition(self, name: str) -> int:
        """The number of a definition; `define` and the number is the function for it, generated once."""
        known = self.functions.get(name)
        if known is None:
            known = self.functions[name] = len(self.functions)
            definition = self.definitions[name]
            body = _Body(self)
            is_term = hasattr(definition.body, "type")
            result = body.term(definition.body) if is_term else body.cond(definition.body)  # type: ignore[arg-type]
            source = "\n".join(
                [
                    f"def define{known}(f, x, m):",
                    *(f"    {line}" for line in body.prologue()),
                    f"    found = m[{known}] = {result}",
                    "    return found",
                ]
            )
            self.names[f"define{known}"] = self._compile(source, f"define{known}")
        return known

    def _compile(self, source: str, name: str) -> Any:
        scope: dict[str, Any] = {}
        exec(compile(source, f"<{name}>", "exec"), self.names, scope)
        return scope[name]


class _Body:
    """The expressions of one generated function; inside a lambda its records have names of their own."""

    def __init__(self, generator: Generator, elements: tuple[int, ...] = ()) -> None:
        self.generator = generator
        self.elements = elements
        self.facts: dict[int, None] = {}
        self.lists: dict[int, None] = {}
        self.temporaries = 0

    def prologue(self) -> list[str]:
        lines = [f"g{frame} = f[{frame}].facts.get" for frame in self.facts]
        lines += [f"l{frame} = f[{frame}].lists.get" for frame in self.lists]
        return lines

    # ---- conditions ------------------------------------------------------------------------------

    def cond(self, cond: Cond) -> str:
        if isinstance(cond, AllOf):
            return self._joined(cond.parts, FALSE, TRUE)
        if isinstance(cond, AnyOf):
            return self._joined(cond.parts, TRUE, FALSE)
        if isinstance(cond, Not):
            return f"(4 - {self.cond(cond.operand)})"
        if isinstance(cond, Always):
            return str(TRUE if cond.value else FALSE)
        if isinstance(cond, Compare):
            return self._compare(cond)
        if isinstance(cond, OneOf):
            return self._one_of(cond)
        if isinstance(cond, Has):
            return self._has(cond)
        if isinstance(cond, IsTrue):
            return self._is_true(cond)
        if isinstance(cond, ForRecords):
            return self._for_records(cond)
        return self._collection(cond)

    def _joined(self, parts: Sequence[Cond], decisive: int, other: int) -> str:
        if not parts:
            return str(other)
        names = [self._temporary() for _ in parts]
        tests = " or ".join(
            f"({n} := {self.cond(p)}) == {decisive}" for n, p in zip(names, parts, strict=True)
        )
        agreed = f"{' + '.join(names)} == {other * len(parts)}"
        return f"({decisive} if {tests} else {other} if {agreed} else {UNKNOWN})"

    def _compare(self, cond: Compare) -> str:
        if cond.left.type.domain in _ORDERED:
            left, right = self.term(cond.left), self.term(cond.right)
            a, b = self._temporary(), self._temporary()
            op = "==" if cond.op == "=" else cond.op
            slow = f"compare({cond.op!r}, {a}, {b})"
            integers = f"(({a} := {left}).__class__ is int) & (({b} := {right}).__class__ is int)"
            return f"(({TRUE} if {a} {op} {b} else {FALSE}) if {integers} else {slow})"
        if (
            cond.op in ("=", "!=")
            and cond.left.type.domain in _CHOICES
            and isinstance(cond.left, FieldTerm)
            and isinstance(cond.right, Constant)
            and isinstance(cond.right.value, str)
        ):
            found = self._choice_test(cond.left, (choice_sets(cond.left.type.field, cond.right.value),))
            return found if cond.op == "=" else f"(4 - {found})"
        if (
            cond.op in ("=", "!=")
            and cond.left.type.domain is Domain.TEXT
            and cond.right.type.domain is Domain.TEXT
        ):
            found = f"same_text({self.term(cond.left)}, {self.term(cond.right)})"
            return found if cond.op == "=" else f"(4 - {found})"
        if (
            cond.op in ("=", "!=")
            and isinstance(cond.left, DerivedTerm)
            and isinstance(cond.right, Constant)
            and cond.left.type.domain is cond.right.type.domain is Domain.SYMBOL
            and isinstance(cond.right.value, str)
        ):
            forms = self.generator.constant(symbol_forms(cond.right.value))
            found = f"same_symbol({self._derived(cond.left)}, {forms})"
            return found if cond.op == "=" else f"(4 - {found})"
        return self._interpreted(cond)

    def _choice_test(self, term: FieldTerm, sets: tuple[tuple[frozenset[str], frozenset[str]], ...]) -> str:
        """Whether the stated choice is one of some: by membership for one choice, else by a call."""
        name = self._temporary()
        accepted = self.generator.constant(frozenset().union(*(equal for equal, _ in sets)))
        vague = self.generator.constant(frozenset().union(*(broader for _, broader in sets)))
        read = f"({name} := {self._fact(term.frame, term.path)})"
        single = f"{FALSE} if {name}.__class__ is str and {name} not in {vague}"
        slow = f"one_of({name}, {self.generator.constant(sets)})"
        return f"({TRUE} if {read} in {accepted} else {UNKNOWN} if {name} is None else {single} else {slow})"

    def _one_of(self, cond: OneOf) -> str:
        constants = [
            one.value for one in cond.values if isinstance(one, Constant) and isinstance(one.value, str)
        ]
        if (
            cond.term.type.domain in _CHOICES
            and isinstance(cond.term, FieldTerm)
            and len(constants) == len(cond.values)
        ):
            field = cond.term.type.field
            return self._choice_test(cond.term, tuple(choice_sets(field, one) for one in constants))
        return self._interpreted(cond)

    def _has(self, cond: Has) -> str:
        target = cond.target
        if isinstance(target, FieldTerm):
            fact = self._fact(target.frame, target.path)
        elif isinstance(target, ListTerm):
            fact = self._list(target)
        elif isinstance(target, DerivedTerm) and cond.op in ("stated", "absent"):
            fact = self._derived(target)
        else:
            return self._interpreted(cond)
        if cond.op in ("stated", "absent"):
            stated, absent = (TRUE, FALSE) if cond.op == "stated" else (FALSE, TRUE)
            return f"({absent} if {fact} is None else {stated})"
        given, none = (TRUE, FALSE) if cond.op == "given" else (FALSE, TRUE)
        name = self._temporary()
        empty = f"{name} is NONE or {name} == ()" if isinstance(target, ListTerm) else f"{name} is NONE"
        return f"({UNKNOWN} if ({name} := {fact}) is None else {none} if {empty} else {given})"

    def _is_true(self, cond: IsTrue) -> str:
        if isinstance(cond.term, FieldTerm):
            name = self._temporary()
            fact = self._fact(cond.term.frame, cond.term.path)
            return f"({TRUE} if ({name} := {fact}) is True else {UNKNOWN} if {name} is None else yes({name}))"
        if isinstance(cond.term, DefinitionTerm) and self._is_condition(cond.term):
            return self._definition(cond.term)
        return self._interpreted(cond)

    def _is_condition(self, term: DefinitionTerm) -> bool:
        return not hasattr(self.generator.definitions[term.name].body, "type")

    def _collection(self, cond: Contains | Overlaps) -> str:
        left = cond.collection if isinstance(cond, Contains) else cond.left
        right = cond.member if isinstance(cond, Contains) else cond.right
        terms = f"{self.term(left)}, {self.term(right)}"
        if {left.type.domain, right.type.domain} <= _TEXTS:
            if isinstance(cond, Contains):
                return f"contains({terms})"
            return f"overlaps({terms}, within={isinstance(right, Constant)})"
        if not (left.type.domain in _CHOICES and isinstance(left, FieldTerm)):
            return self._interpreted(cond)
        if isinstance(right, Constant):
            return self._choices(cond, left, right)
        if isinstance(cond, Overlaps) and isinstance(right, FieldTerm):
            near = self.generator.constant(partial(related, left.type.field))
            return f"same_choice({terms}, {near}, shared=True)"
        return self._interpreted(cond)

    def _choices(self, cond: Contains | Overlaps, left: FieldTerm, right: Constant) -> str:
        """Whether some (of several: each, or any) of the stated choices is a given one."""
        wanted = right.value if isinstance(right.value, tuple) else (right.value,)
        name = self._temporary()
        tests = []
        for one in wanted:
            equal, broader = map(self.generator.constant, choice_sets(left.type.field, str(one)))
            tests.append(f"has_choice({name}, {equal}, {broader})")
        joined = "every" if isinstance(cond, Contains) else "some"
        return f"(({name} := {self.term(left)}, {joined}(({', '.join(tests)},)))[1])"

    def _for_records(self, cond: ForRecords) -> str:
        where = self._inside(cond.element, cond.where, None) if cond.where is not None else "None"
        body = self._inside(cond.element, cond.body, None) if cond.body is not None else "None"
        return f"{cond.op}_of({self._list(cond.records)}, {where}, {body})"

    # ---- terms -----------------------------------------------------------------------------------

    def term(self, term: Term) -> str:
        if isinstance(term, Constant):
            return self.generator.constant(term.value)
        if isinstance(term, FieldTerm):
            return self._field(term)
        if isinstance(term, ParameterTerm):
            return f"x.parameters.get({term.name!r})"
        if isinstance(term, ReviewDate):
            return "x.as_of"
        if isinstance(term, DefinitionTerm):
            return self._definition(term)
        if isinstance(term, Arithmetic):
            return self._arithmetic(term)
        if isinstance(term, Negative):
            return f"negative({self.term(term.operand)})"
        if isinstance(term, Aggregation):
            where = self._inside(term.element, term.where, None) if term.where is not None else "None"
            amount = self._inside(term.element, None, term.amount) if term.amount is not None else "None"
            ordered = term.type.domain in (Domain.DATE, Domain.DURATION)
            return f"gather({term.op!r}, {self._list(term.records)}, {where}, {amount}, {ordered})"
        return f"value({self.generator.constant(term)}, {self._frames()}, x)"

    def _field(self, term: FieldTerm) -> str:
        fact = self._fact(term.frame, term.path)
        if term.type.domain in _NUMBERS:
            name = self._temporary()
            return f"({name} if ({name} := {fact}).__class__ is int else amount({name}))"
        if term.type.domain in _TEXTS or term.type.domain in _CHOICES:
            return f"plain({fact})"
        return f"read({fact}, {self.generator.constant(term.type.domain)})"

    def _arithmetic(self, term: Arithmetic) -> str:
        left, right = self.term(term.left), self.term(term.right)
        if term.op not in ("+", "-"):
            return f"arithmetic({term.op!r}, {left}, {right})"
        a, b = self._temporary(), self._temporary()
        integers = f"(({a} := {left}).__class__ is int) & (({b} := {right}).__class__ is int)"
        return f"({a} {term.op} {b} if {integers} else arithmetic({term.op!r}, {a}, {b}))"

    def _definition(self, term: DefinitionTerm) -> str:
        number = self.generator.definition(term.name)
        bindings = self.generator.definitions[term.name].bindings
        frames = {0: 0} | {one.frame: index for one, index in zip(bindings, term.frames, strict=True)}
        if all(inner == outer for inner, outer in frames.items()) and not self.elements:
            return f"(m[{number}] if {number} in m else define{number}(f, x, m))"
        built = ", ".join(f"{inner}: {self._record(outer)}" for inner, outer in frames.items())
        return f"define{number}({{{built}}}, x, {{}})"

    def code(self, term: DerivedTerm, codes: Mapping[str | None, int]) -> str:
        """The code of the value of a derived fact."""
        return f"{self.generator.constant(codes)}[{self._derived(term)}]"

    def _derived(self, term: DerivedTerm) -> str:
        records = "".join(f"{self._record(index)}, " for index in term.frames)
        return f"x.derived({term.name!r}, ({records}))"

    # ---- pieces ----------------------------------------------------------------------------------

    def _inside(self, element: int, cond: Cond | None, term: Term | None) -> str:
        inner = _Body(self.generator, (*self.elements, element))
        inner.facts, inner.lists = self.facts, self.lists
        inner.temporaries = self.temporaries
        source = inner.cond(cond) if cond is not None else inner.term(term)  # type: ignore[arg-type]
        self.temporaries = inner.temporaries
        return f"(lambda e{element}: {source})"

    def _fact(self, frame: int, path: str) -> str:
        if frame in self.elements:
            return f"e{frame}.facts.get({path!r})"
        self.facts[frame] = None
        return f"g{frame}({path!r})"

    def _list(self, term: ListTerm) -> str:
        if term.frame in self.elements:
            return f"e{term.frame}.lists.get({term.path!r})"
        self.lists[term.frame] = None
        return f"l{term.frame}({term.path!r})"

    def _record(self, frame: int) -> str:
        return f"e{frame}" if frame in self.elements else f"f[{frame}]"

    def _frames(self) -> str:
        if not self.elements:
            return "f"
        return "{**f, " + ", ".join(f"{element}: e{element}" for element in self.elements) + "}"

    def _interpreted(self, cond: Cond) -> str:
        return f"truth({self.generator.constant(cond)}, {self._frames()}, x)"

    def _temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"
