"""The vocabulary: in come the YAML files of `rules/vocabulary`, out goes one `Vocabulary`.

From here on every name that a field refers to exists and fits, no two fields of a node share a spelling,
and no node type contains itself. Quantities (`30일`, `0.4억원/년`) are read here too, for plans and policies.
"""

from jichim.vocabulary.format import format_bound, format_money, format_number
from jichim.vocabulary.load import load_vocabulary, read_vocabulary
from jichim.vocabulary.model import Choice, Field, Kind, Node, Parts, Vocabulary, normalise
from jichim.vocabulary.paths import beside, flatten
from jichim.vocabulary.quantity import Duration, Interval, Measured, parse_quantity, read_quantity
from jichim.vocabulary.search import Hit, search

__all__ = [
    "Choice",
    "Duration",
    "Field",
    "Hit",
    "Interval",
    "Kind",
    "Measured",
    "Node",
    "Parts",
    "Vocabulary",
    "beside",
    "flatten",
    "format_bound",
    "format_money",
    "format_number",
    "load_vocabulary",
    "normalise",
    "parse_quantity",
    "read_quantity",
    "read_vocabulary",
    "search",
]
