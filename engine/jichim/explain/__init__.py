"""Explain: why a result of a review is what it is, and why it is not another one.

In: the `Assembly` of a review (its verdicts with every recorded firing). Out: `Explanation`s. Guaranteed: the
derivation is the recorded one: each step that the network decided names the production that fired, and its
working fact, its truth value and its derived facts were checked again against the plan; `DerivationError` is
raised where they differ, never another derivation shown. Each leaf is a value that the plan states or
lacks, a parameter, a judgement or the review date.
"""

from jichim.explain.errors import DerivationError, Unexplainable
from jichim.explain.explainer import Explainable, Explainer, explain
from jichim.explain.model import Explanation

__all__ = [
    "DerivationError",
    "Explainable",
    "Explainer",
    "Explanation",
    "Unexplainable",
    "explain",
]
