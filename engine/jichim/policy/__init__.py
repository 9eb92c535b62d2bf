"""Policy: trees and a vocabulary in, a typed and stratified policy out.

In: `PolicyFile` trees and a `Vocabulary`. Out: one `Policy` of one or several instruments, and
diagnostics. Guaranteed from here on: every name is bound, every comparison joins values of one kind
and unit, definitions and derivations are free of cycles, the cases of a derivation exclude each other
unless it says otherwise, and every rule has a duty and a citation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.diagnostic import Diagnostic
from jichim.policy.load import (
    keep_instruments,
    load_policies,
    shipped_names,
    shipped_vocabulary,
    without_drafts,
)
from jichim.policy.model import Duty, InstrumentFiles, Policy
from jichim.vocabulary.model import Vocabulary

__all__ = [
    "InstrumentFiles",
    "Policy",
    "keep_instruments",
    "load_policies",
    "resolve",
    "shipped_names",
    "shipped_vocabulary",
    "without_drafts",
]


def resolve(
    instruments: Sequence[InstrumentFiles], vocabulary: Vocabulary, endings: Mapping[str, Duty]
) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """All instruments together as one policy. Total: what could not be resolved is left out and reported."""
    # A policy that comes from the cache needs none of this.
    from jichim.policy.resolution import resolve as run

    return run(instruments, vocabulary, endings)
