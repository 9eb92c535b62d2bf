"""Fields of records that describe a pair of subjects, such as a shared-use arrangement of two services."""

from __future__ import annotations

from jichim.policy.model import ROOT_FRAME, ListTerm, Type
from jichim.policy.names import field_type, fields_below
from jichim.source import Source, Span
from jichim.vocabulary.model import Field, Kind, Vocabulary, normalise

_NOWHERE = Span(Source("<vocabulary>", ""), 0, 0)


def shared_field(
    vocabulary: Vocabulary, word: str, nodes: list[str]
) -> tuple[ListTerm, str, str, Field, Type] | None:
    """The record list, the field that holds the names, and the field that a word means for a pair.

    A node takes part if it is `shared_by` as many subjects as are given. The word may also be the name
    of the record list itself; then the first yes/no field of its records is meant.
    """
    for path, found in fields_below(vocabulary, vocabulary.root):
        if found.kind is not Kind.RECORDS or found.node is None:
            continue
        node = vocabulary.node(found.node)
        if node.shared_by != len(nodes) or node.shared_by < 2:
            continue
        names = next((field for field in node.fields if field.kind is Kind.ITEMS), None)
        if names is None:
            continue
        field = vocabulary.field(node.name, word)
        own = {
            normalise(spelling)
            for spelling in (found.name, found.label, *found.aliases, node.label, *node.aliases)
        }
        if field is None and normalise(word) in own:
            field = next((candidate for candidate in node.fields if candidate.kind is Kind.YESNO), None)
        if field is not None:
            records = ListTerm(ROOT_FRAME, vocabulary.root, path, found, node.name, _NOWHERE)
            return records, names.name, field.name, field, field_type(field)
    return None
