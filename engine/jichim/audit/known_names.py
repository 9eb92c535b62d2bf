"""Whether what a question is narrowed to exists: a name that nothing has would give an empty answer."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.audit import messages as m
from jichim.audit.filters import Filter
from jichim.audit.queries import LEVELS
from jichim.audit.store import Store, StoreError
from jichim.diagnostic import did_you_mean
from jichim.policy.model import DutyClass

_SHOWN = 8
_KINDS = {
    "city": ("지자체", "city"),
    "instrument": ("기준", "instrument"),
    "duty": ("의무 갈래", "duty class"),
    "rule": ("규칙", "rule"),
    "level": ("지적 수준", "level of findings"),
}
_OF_RULES = """SELECT DISTINCT {} FROM rule
               WHERE ruleset IN (SELECT ruleset FROM run WHERE id = ? OR ? IS NULL)"""
_QUERIES = {
    "city": """SELECT DISTINCT v.city FROM entry e JOIN review v ON v.id = e.review
               WHERE v.city <> '' AND (e.run = ? OR ? IS NULL)""",
    "instrument": _OF_RULES.format("instrument"),
    "rule": _OF_RULES.format("name"),
}


def require_known(store: Store, run: int | None, chosen: Filter) -> None:
    """`StoreError` for the first name of a filter that a run (None: any run) does not have.

    Levels and duty classes are those that there are. Fields and stages are words of the vocabulary, which
    their caller knows.
    """
    for option, (ko, en) in _KINDS.items():
        given: tuple[str, ...] = getattr(chosen, option)
        if not given:
            continue
        known = _known(store, run, option)
        for word in given:
            if word not in known:
                told = m.UNKNOWN_NAME if known else m.NO_NAMES
                found = {"word": word, "kind_ko": ko, "kind_en": en, "known": _shown(word, known)}
                raise StoreError(told.about(f"--{option}", **found))


def _known(store: Store, run: int | None, option: str) -> Sequence[str]:
    if option == "level":
        return LEVELS
    if option == "duty":
        return [one.value for one in DutyClass]
    with store.reading() as connection:
        return sorted(str(name) for (name,) in connection.execute(_QUERIES[option], (run, run)))


def _shown(word: str, known: Sequence[str]) -> str:
    """The nearest first, then the others in their order."""
    near = did_you_mean(word, known)
    others = [name for name in known if name not in near]
    shown = [*near, *others][:_SHOWN]
    left = f" … +{len(known) - len(shown)}" if len(known) > len(shown) else ""
    return ", ".join(f"`{name}`" for name in shown) + left
