"""Words for choices and for derived values."""

from __future__ import annotations

from jichim.vocabulary.model import Field, normalise


def find_choice(field: Field, word: str) -> str | None:
    """The canonical choice that a word spells."""
    spelling = normalise(word)
    for choice in field.choices:
        if spelling in {normalise(known) for known in (choice.name, choice.label, *choice.aliases)}:
            return choice.name
    return None


def symbols_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a derivation and the forms that they join with `·` (`공공·민관협업`)."""
    forms = [part for value in values for part in value.split("·")]
    return tuple(dict.fromkeys([*values, *forms]))
