"""What two vocabularies differ in, and which field of the one is which of the other.

A field keeps its canonical name or, where it has another one, keeps the old name or label among its
spellings: then it is the same field under another name, and rules that read it say what they said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jichim.authoring.diff.model import Aspect, Clause, Entry, How
from jichim.policy.model import Cond, FieldTerm, ListTerm, Policy, SharedTerm, Term
from jichim.policy.reads import leaves
from jichim.vocabulary.model import Field, Node, Vocabulary, normalise
from jichim.vocabulary.paths import walk

Owned = tuple[str, str]
"""A node type and the canonical name of one of its fields."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The fields of a node type on both sides; each of them stands in one of the three."""

    pairs: tuple[tuple[Field, Field], ...]
    removed: tuple[Field, ...]
    added: tuple[Field, ...]


def match_fields(old: Sequence[Field], new: Sequence[Field]) -> Matched:
    """Which field is which: by canonical name first, then by a spelling that the new one keeps of the old."""
    by_name = {one.name: one for one in new}
    partner = {one.name: by_name[one.name] for one in old if one.name in by_name}
    free = [one for one in new if one.name not in partner]
    for one in old:
        if one.name not in partner:
            kept = {normalise(one.name), normalise(one.label)}
            found = next((other for other in free if kept & _spellings(other)), None)
            if found is not None:
                partner[one.name] = found
                free.remove(found)
    pairs = tuple((one, partner[one.name]) for one in old if one.name in partner)
    return Matched(pairs, tuple(one for one in old if one.name not in partner), tuple(free))


def same_field(old: Vocabulary, new: Vocabulary) -> Callable[[str, str], tuple[str, str]]:
    """From the node type and path of a field of the old vocabulary to those of the new one."""
    paths: dict[tuple[str, str], tuple[str, str]] = {}
    if old != new:
        names: dict[Owned, str] = {}
        for name, node in old.nodes.items():
            if name in new.nodes:
                pairs = match_fields(node.fields, new.nodes[name].fields).pairs
                names.update({(name, one.name): other.name for one, other in pairs})
        for name in old.nodes:
            for path, owner, field in walk(old.nodes, name):
                above, _, _ = path.rpartition(".")
                renamed = names.get((owner.name, field.name), field.name)
                prefix = paths.get((name, above), (name, above))[1] if above else ""
                paths[name, path] = (name, f"{prefix}.{renamed}" if prefix else renamed)
    return lambda node, path: paths.get((node, path), (node, path))


def field_entries(old: Policy, new: Policy) -> Iterator[Entry]:
    """An entry for every field that differs, node by node; the rules that read it stand with it."""
    if old.vocabulary == new.vocabulary:
        return
    readers = (_rules_by_field(old), _rules_by_field(new))
    before, after = old.vocabulary.nodes, new.vocabulary.nodes
    for name in dict.fromkeys((*after, *before)):
        fields = [nodes[name].fields if name in nodes else () for nodes in (before, after)]
        found = match_fields(*fields)
        sides: list[tuple[Field | None, Field | None]] = [*found.pairs]
        sides += [(None, one) for one in found.added]
        sides += [(one, None) for one in found.removed]
        node = after.get(name) or before[name]
        for was, now in sides:
            rests: dict[str, None] = {}
            for read, one in zip(readers, (was, now), strict=True):
                rests |= dict.fromkeys(read.get((name, one.name), ()) if one else ())
            entry = _entry(node, was, now, tuple(rests))
            if entry is not None:
                yield entry


def _entry(node: Node, was: Field | None, now: Field | None, rests: tuple[str, ...]) -> Entry | None:
    one = now or was
    assert one is not None, "a field stands on one side at least"
    clauses = tuple(_clauses(was, now))
    if all(clause.same for clause in clauses):
        return None
    how: How = "changed"
    if was is None or now is None:
        how = "added" if was is None else "removed"
    elif (was.name, was.label) != (now.name, now.label):
        how = "renamed"
    name, old_name = (f"{node.label}.{(side or one).label}" for side in (now, was))
    return Entry("field", how, name, old_name, "", "", clauses, rests, "")


def _clauses(was: Field | None, now: Field | None) -> Iterator[Clause]:
    before, after = (_texts(side) if side is not None else {} for side in (was, now))
    both = was is not None and now is not None
    for aspect in (Aspect.NAME, *_SAID):
        old, new = before.get(aspect, ""), after.get(aspect, "")
        if old or new:
            # A field that comes or goes changes results through the rules that read it, which say so.
            yield Clause(aspect, old, new, old == new, both and old != new and aspect in _DECIDING)


def _texts(field: Field) -> Mapping[Aspect, str]:
    parts = field.parts
    return {
        Aspect.NAME: f"{field.label} ({field.name})",
        Aspect.TYPE: " ".join(filter(None, (field.kind.value, field.unit, "many" if field.many else "")))
        + (f" {field.node}" if field.node else ""),
        Aspect.ALIASES: ", ".join(field.aliases),
        Aspect.CHOICES: "\n".join(_choice(one.label, one.name, one.within) for one in field.choices),
        Aspect.COUNTS: ", ".join(filter(None, (field.annual, field.unit_price, field.mirrors)))
        + (f" {parts.records}.{parts.amount} {parts.where}" if parts else ""),
        Aspect.DESCRIPTION: field.description,
        Aspect.SOURCE: field.source,
    }


_DECIDING = (Aspect.TYPE, Aspect.CHOICES, Aspect.COUNTS)
_SAID = (Aspect.TYPE, Aspect.ALIASES, Aspect.CHOICES, Aspect.COUNTS, Aspect.DESCRIPTION, Aspect.SOURCE)


def _choice(label: str, name: str, within: str | None) -> str:
    return f"{label} ({name})" + (f" < {within}" if within else "")


def _spellings(field: Field) -> set[str]:
    return {normalise(word) for word in (field.name, field.label, *field.aliases)}


def _rules_by_field(policy: Policy) -> Mapping[Owned, Sequence[str]]:
    """The rules whose own conditions read a field, in the order of the policy."""
    owners = {
        (name, path): (owner.name, field.name)
        for name in policy.vocabulary.nodes
        for path, owner, field in walk(policy.vocabulary.nodes, name)
    }
    found: dict[Owned, dict[str, None]] = {}
    for rule in policy.rules:
        nodes: tuple[Cond | Term, ...] = (rule.when, rule.unless, rule.require)
        for node in nodes:
            for leaf in leaves(node):
                term = leaf.records if isinstance(leaf, SharedTerm) else leaf
                if isinstance(term, (FieldTerm, ListTerm)):
                    owner = owners.get((term.node, term.path))
                    if owner is not None:
                        found.setdefault(owner, {})[rule.name] = None
    return {owner: tuple(rules) for owner, rules in found.items()}
