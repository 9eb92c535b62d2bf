"""What would clear a plan: in come a plan open for edits and a policy, out goes the smallest set of edits.

It says what has to be true and stated, never that it is true: values are given only where they follow from
a condition. Guaranteed: whatever a remedy claims to clear was confirmed by a review of the edited plan.
"""

from jichim.remedy.model import Part, Proposal, Remedy, Stated, Step, Unclearable, Until, Why
from jichim.remedy.remedy import remedy

__all__ = ["Part", "Proposal", "Remedy", "Stated", "Step", "Unclearable", "Until", "Why", "remedy"]
