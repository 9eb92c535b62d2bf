"""Typology: services of one or several plans grouped like beside like (제4장 2.2)①).

In: plans and the vocabulary. Out: a `Comparison`: groups by field, key resource, customer and channel, pairs
that would duplicate an investment, resources that could be shared, and near matches for a person to settle.
Guaranteed: a near match is never counted as a match; the order of plans changes the order of the output only.

`table.py` compares published operator symbols with the decision of a review.
"""

from jichim.compare.group import compare
from jichim.compare.model import Comparison
from jichim.compare.table import compare_table, read_table

__all__ = ["Comparison", "compare", "compare_table", "read_table"]
