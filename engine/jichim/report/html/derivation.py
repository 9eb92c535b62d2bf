"""How a result was reached, as a tree that opens: the result, what it was decided from, what was read.

The tree is made of the firings that a review recorded, gathered by the derived fact that they settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jichim.report import document_words as doc
from jichim.report.evidence import read_for_requirement
from jichim.report.html import words as say
from jichim.report.html.markup import cell, listed, text
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer
from jichim.report.parts import grouped
from jichim.report.words import outcome_word
from jichim.review.model import Decision, FiredCondition, RuleOutcome


def of_outcome(writer: Writer, outcome: RuleOutcome) -> str:
    """The outcome of a rule: the firings from the last stratum down, and what was read or is missing."""
    result = outcome_word(outcome.outcome.value, writer.lang)
    head = f"<strong>{text(outcome.rule.name)} → {text(result)}</strong>"
    read = read_for_requirement(outcome.evidence)
    values = [cell((line,)) for line in writer.values(read, outcome.subject)]
    if outcome.missing:
        fields = " / ".join(writer.names.grouped(outcome.missing, outcome.subject))
        values.append(f"{text(writer.say(doc.MISSING))}: {text(fields)}")
    values += [cell((line,)) for line in writer.alternatives(outcome.alternatives)]
    branches = [_strata(writer, outcome.firings), *values]
    return listed([head + listed(filter(None, branches))], "tree")


def of_decision(writer: Writer, decision: Decision) -> str:
    """A decision: each input with the firings that settled it, then the other facts that were derived."""
    value = printable(decision.value) if decision.value is not None else writer.words.cannot_decide
    head = f"<strong>{text(decision.derivation.name)} → {text(value)}</strong>"
    firings = list(dict.fromkeys(decision.firings))
    settled: set[FiredCondition] = {f for f in firings if _settles(f, decision.derivation.name)}
    branches: list[str] = []
    for name, result in decision.inputs:
        own = [f for f in firings if _settles(f, name)]
        settled.update(own)
        shown = f"{text(name)} = <strong>{text(outcome_word(result, writer.lang))}</strong>"
        branches.append(shown + listed(_fired(f) for f in own))
    branches.append(_strata(writer, [f for f in firings if f not in settled]))
    if decision.missing:
        fields = " / ".join(writer.names.grouped(decision.missing, decision.subject))
        branches.append(f"{text(writer.say(doc.MISSING))}: {text(fields)}")
    branches += [cell((line,)) for line in writer.alternatives(decision.alternatives)]
    return listed([head + listed(filter(None, branches))], "tree")


def _strata(writer: Writer, firings: Sequence[FiredCondition]) -> str:
    """Firings by stratum, the last first."""
    groups = grouped(dict.fromkeys(firings), lambda fired: fired.stratum)
    strata: Iterable[str] = (
        text(writer.say(say.STRATUM, n=stratum)) + listed(_fired(fired) for fired in found)
        for stratum, found in sorted(groups.items(), reverse=True)
    )
    held = listed(strata)
    return text(writer.say(say.FIRED)) + held if held else ""


def _fired(fired: FiredCondition) -> str:
    return f'<code>{text(fired.production)}</code> <span class="t-faint">{text(fired.subject)}</span>'


def _settles(fired: FiredCondition, name: str) -> bool:
    """Whether a firing gave, or failed to give, the value of a derived fact."""
    rest = fired.production.removeprefix(name)
    return rest != fired.production and rest[:1] in (" ", "")
