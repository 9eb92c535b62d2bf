"""Policy: trees and a vocabulary in, a typed and stratified policy out.

In: `PolicyFile` trees and a `Vocabulary`. Out: one `Policy` of one or several instruments, and
diagnostics. Guaranteed from here on: every name is bound, every comparison joins values of one kind
and unit, definitions and derivations are free of cycles, the cases of a derivation exclude each other
unless it says otherwise, and every rule has a duty and a citation.
"""

from jichim.policy.load import (
    keep_instruments,
    load_policies,
    shipped_names,
    shipped_vocabulary,
    without_drafts,
)
from jichim.policy.model import Policy
from jichim.policy.resolve import InstrumentFiles, resolve

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
