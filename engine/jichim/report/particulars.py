"""Who and what a reviewed plan is: the few facts that stand at the head of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jichim.plan.model import Plan, Record
from jichim.report.layout import printable
from jichim.review.model import Review
from jichim.vocabulary.model import Vocabulary

_ABOUT = ("about.city", "about.type", "about.period.start", "about.period.end", "about.submitted")


@dataclass(frozen=True, slots=True)
class Particulars:
    """Facts of a plan as it writes them; empty where it is silent or only its review is at hand."""

    name: str
    city: str = ""
    kind: str = ""
    period: str = ""
    submitted: str = ""
    services: tuple[str, ...] = ()


def particulars(review: Review, plan: Plan | None) -> Particulars:
    """From the plan where it is given; otherwise from the review alone."""
    name = printable(review.plan) or printable(review.file)
    if plan is None:
        services = dict.fromkeys(
            outcome.subject.name for outcome in review.outcomes if outcome.subject.node == "service"
        )
        return Particulars(name, services=tuple(map(printable, services)))
    written = _reader(plan.root)
    city, kind, start, end, submitted = map(written, _ABOUT)
    return Particulars(
        name,
        city,
        kind,
        f"{start} ~ {end}" if start or end else "",
        submitted,
        tuple(printable(service.name) for service in services_of(plan)),
    )


def services_of(plan: Plan) -> tuple[Record, ...]:
    """The services in the order of the plan; none where the plan says that it has none."""
    found = plan.root.lists.get("services", ())
    return found if isinstance(found, tuple) else ()


def plan_of(plans: tuple[Plan, ...], position: int) -> Plan | None:
    """The plan of a review by its position, where the report holds the plans."""
    return plans[position] if position < len(plans) else None


def label_of(vocabulary: Vocabulary, node: str, name: str, lang: str) -> str:
    """The label of a field in the language of the reader; the canonical name where it is unknown."""
    holder = vocabulary.nodes.get(node)
    field = next((one for one in holder.fields if one.name == name), None) if holder else None
    if field is None or lang != "ko":
        return name.replace("_", " ")
    return field.label


def _reader(record: Record) -> Callable[[str], str]:
    return lambda path: printable(record.written.get(path, ""))
