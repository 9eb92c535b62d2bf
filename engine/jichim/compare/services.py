"""The services of plans with what is compared, taken from the fields that the vocabulary gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jichim.compare.model import Named, Service
from jichim.compare.names import key
from jichim.plan.model import NONE, Place, Plan, Record
from jichim.plan.subjects import records_of
from jichim.vocabulary.model import Kind, Vocabulary

NODE = "service"
AREAS = ("areas",)
CUSTOMERS = ("canvas.customers", "recipients")
RESOURCES = ("canvas.resources",)
CHANNELS = ("channels", "canvas.channels")
VALUE = ("canvas.value", "offered_value")
COSTS = ("costs", "canvas.costs")
REVENUES = ("revenues", "canvas.revenues")
MUNICIPALITY = "city"


@dataclass(frozen=True, slots=True)
class Source:
    """A service and the plan and record that it comes from."""

    service: Service
    plan: Plan
    record: Record


def services_of(plans: Sequence[Plan]) -> tuple[Source, ...]:
    """Every service in the order of the plans."""
    return tuple(_service(plan, record) for plan in plans for record in records_of(plan, NODE))


def agreed(plan: Plan, first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Whether a plan states that two of its services use a resource together."""
    node = next((one for one in vocabulary.nodes.values() if one.shared_by == 2), None)
    if node is None:
        return False
    who = next((field.name for field in node.fields if field.kind is Kind.ITEMS), "")
    yes = next((field.name for field in node.fields if field.kind is Kind.YESNO), "")
    for records in plan.root.lists.values():
        for record in records if isinstance(records, tuple) else ():
            names = record.facts.get(who)
            if record.node == node.name and isinstance(names, tuple) and record.facts.get(yes) is True:
                stated = {key(str(name)) for name in names}
                if {key(first), key(second)} <= stated:
                    return True
    return False


def _service(plan: Plan, record: Record) -> Source:
    fields = record.facts.get("field")
    service = Service(
        plan.name,
        _municipality(plan),
        record.name,
        record.place,
        fields if isinstance(fields, tuple) else (fields,) if isinstance(fields, str) else (),
        *(_named(record, paths) for paths in (AREAS, CUSTOMERS, RESOURCES, CHANNELS, VALUE, COSTS, REVENUES)),
    )
    return Source(service, plan, record)


def _municipality(plan: Plan) -> str:
    for path, fact in plan.root.facts.items():
        if path.rpartition(".")[2] == MUNICIPALITY:
            return fact if isinstance(fact, str) else ", ".join(fact) if isinstance(fact, tuple) else ""
    return ""


def _named(record: Record, paths: Sequence[str]) -> tuple[Named, ...] | None:
    """The names under the first of the paths that the plan mentions; None where it mentions none."""
    for path in paths:
        records = record.lists.get(path)
        if isinstance(records, tuple):
            return tuple(Named(one.name, one.place) for one in records)
        fact = record.facts.get(path)
        if records is NONE or fact is NONE:
            return ()
        if isinstance(fact, tuple):
            place: Place = record.places.get(path, record.place)
            return tuple(Named(str(word), place) for word in fact)
    return None
