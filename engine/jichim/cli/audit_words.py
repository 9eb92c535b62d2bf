"""Labels of fields and stages as the store knows them."""

from __future__ import annotations

from jichim.cli import messages
from jichim.cli.options import shipped_vocabulary
from jichim.cli.output import show
from jichim.diagnostic import Lang, did_you_mean
from jichim.vocabulary.model import normalise


def canonical(field: str, given: tuple[str, ...], lang: Lang) -> tuple[str, ...] | None:
    """The canonical names of choices of a service field; None, with a diagnostic, for unknown ones."""
    if not given:
        return ()
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return None
    known: dict[str, str] = {}
    labels: list[str] = []
    declared = vocabulary.field("service", field)
    assert declared is not None, "the shipped vocabulary has it"
    for choice in declared.choices:
        labels.append(choice.label)
        for word in (choice.name, choice.label, *choice.aliases):
            known[normalise(word)] = choice.name
    found = []
    for word in given:
        name = known.get(normalise(word))
        if name is None:
            near = ", ".join(f"`{one}`" for one in did_you_mean(word, labels) or tuple(labels[:3]))
            show([messages.UNKNOWN_CHOICE.about(f"--{field}", word=word, near=near)], lang)
            return None
        found.append(name)
    return tuple(found)
