"""Facts as the engine reads them: only what can matter to a rule, under the engine's names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jichim.network.condition import tests
from jichim.network.definition import Part
from jichim.network.errors import ContractError
from jichim.network.limits import CACHED_TEXTS, MAX_VALUE
from jichim.network.messages import BAD_NAME, VALUE_OUT_OF_RANGE
from jichim.network.model import WorkingFact
from jichim.network.names import GROUP


def bounded(value: Any) -> int | None:
    """The value as the integer that it equals, or None where it is outside the contract."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number == value and 0 <= number <= MAX_VALUE else None


def is_name(name: Any) -> bool:
    """Whether a property may have this name."""
    return isinstance(name, str) and name.isascii() and bool(name)


class Members(dict[tuple[str, int], str]):
    """The JSON member for a property with a value in facts for one part, made on first use.

    A value that passes no test of the part gives an empty text: to the part it is as good as not there.
    The texts are kept up to a bound, because plans repeat the same few values.
    """

    def __init__(self, number: int, part: Part) -> None:
        super().__init__()
        self._names = part.names
        self._group = f',"{GROUP}":{number}'
        self._equal: dict[str, set[int]] = {}
        self._unequal: dict[str, set[int]] = {}
        for test in {test for rule in part.rules for test in tests(rule.condition)}:
            kind = self._equal if test.equal else self._unequal
            kind.setdefault(test.property, set()).add(test.value)

    def _passes(self, name: str, number: int) -> bool:
        unequal = self._unequal.get(name, set())
        return number in self._equal.get(name, ()) or bool(unequal - {number})

    def __missing__(self, item: tuple[str, int]) -> str:
        name, value = item
        number = bounded(value)
        if number is None:
            raise ContractError(VALUE_OUT_OF_RANGE.about("", owner=name, value=value, limit=MAX_VALUE))
        if not is_name(name):
            raise ContractError(BAD_NAME.about("", owner=f"{name} = {value}", name=name))
        if len(self) >= CACHED_TEXTS:
            self.clear()
        text = self[item] = f',"{self._names[name]}":{number}' if self._passes(name, number) else ""
        return text

    def of(self, fact: WorkingFact) -> str:
        """All members of a fact, each after a comma, its group first."""
        items: Iterable[tuple[str, int]] = fact.properties.items()
        return self._group + "".join(map(self.__getitem__, items))
