"""What two versions of rules differ in: their meaning and their words, never their layout.

In: two `Side`s (`read_side`) and their policies. Out: `RulesDiff`, one entry for each declaration that is
added, removed, changed or renamed. Guaranteed: a policy differs in nothing from itself, from the text that
the formatter makes of it in either keyword language, and from its files and declarations in another order.
"""

from __future__ import annotations

from jichim.authoring.diff.compare import diff_policies
from jichim.authoring.diff.model import Aspect, Clause, Entry, RulesDiff
from jichim.authoring.diff.sides import Side, read_side, resolve_side

__all__ = [
    "Aspect",
    "Clause",
    "Entry",
    "RulesDiff",
    "Side",
    "diff_policies",
    "read_side",
    "resolve_side",
]
