"""Words for choices and for derived values."""

from __future__ import annotations

from functools import lru_cache

from jichim.policy.model import Constant, Domain, Term, Type
from jichim.vocabulary.model import Field, normalise

TRUTH = Type(Domain.TRUTH)
CHOICES = (Domain.CHOICE, Domain.CHOICES)


def term_type(term: Term) -> Type:
    return term.type


def find_choice(field: Field, word: str) -> str | None:
    """The canonical choice that a word spells."""
    spelling = normalise(word)
    for choice in field.choices:
        if any(spelling == normalise(known) for known in (choice.name, choice.label, *choice.aliases)):
            return choice.name
    return None


def symbols_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a derivation and the forms that they join with `·` (`공공·민관협업`)."""
    forms = [part for value in values for part in value.split("·")]
    return tuple(dict.fromkeys([*values, *forms]))


@lru_cache(maxsize=4096)
def symbol_forms(symbol: str) -> frozenset[str]:
    """The forms that a symbol joins, normalised; two symbols are equal if these are."""
    return frozenset(normalise(form) for form in symbol.split("·"))


def choice_ancestry(field: Field, name: str) -> tuple[str, ...]:
    """A choice and the broader choices that it belongs to, narrowest first."""
    within = {choice.name: choice.within for choice in field.choices}
    found: list[str] = []
    current: str | None = name
    while current is not None and current not in found:
        found.append(current)
        current = within.get(current)
    return tuple(found)


def symbol_of(constant: Constant) -> str:
    """How a constant is called where it stands among derived values."""
    if isinstance(constant.value, bool):
        return "예" if constant.value else "아니오"
    return str(constant.value)
