"""The business model canvas of a service, drawn as the canvas, with the findings on its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jichim.plan.model import NONE, Record
from jichim.report.html import words as say
from jichim.report.html.markup import listed, section, text
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer
from jichim.report.particulars import label_of
from jichim.review.model import Action, Finding, Level, Subject
from jichim.vocabulary.model import Vocabulary


@dataclass(frozen=True, slots=True)
class Element:
    """One of the 11 elements: its field of the canvas, and the fields of a service that say more of it."""

    name: str
    fields: tuple[str, ...] = ()
    records: str = ""
    """The record list whose items it shows with their amounts."""


ELEMENTS: tuple[Element, ...] = (
    Element("partners", ("partner_experience", "local_firms", "startups")),
    Element("activities"),
    Element("resources", ("resource_securing", "resource_use", "resource_reliability", "private_resources")),
    Element("value", ("public_purpose", "city_problem")),
    Element("relationships", ("feedback", "how_to_use")),
    Element("channels", ("channels",)),
    Element("customers", ("recipients_count", "vulnerable", "vulnerable_support")),
    Element("costs", ("costs", "build_cost", "annual_cost", "annual_maintenance", "total_cost"), "costs"),
    Element("revenues", ("revenues", "annual_revenue", "total_revenue", "funding"), "revenues"),
    Element("social_costs", ("social_costs", "annual_social_cost"), "social_costs"),
    Element("social_benefits", ("social_benefits", "annual_social_benefit"), "social_benefits"),
)
"""In the order of the report (AURI 2020-3, 4장 2절 1)①~⑪)."""
SEVEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("provider", ("partners",)),
    ("recipients", ("customers",)),
    ("offered_value", ("value",)),
    ("value_basis", ("activities", "resources")),
    ("value_method", ("relationships", "channels")),
    ("spending", ("costs", "social_costs")),
    ("benefits", ("revenues", "social_benefits")),
)
"""Each part of the short form, and the elements that stand for it (그림 4-2)."""
_MONEY = ("annual_amount", "amount", "unit_price")
_NUMERALS = "①②③④⑤⑥⑦⑧⑨⑩⑪"


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with the anchor at which the page tells it."""

    finding: Finding
    actions: tuple[Action, ...]
    anchor: str


def canvas(
    writer: Writer, vocabulary: Vocabulary, service: Record, marked: Sequence[Marked], anchor: str
) -> str:
    """Canvas, seven-part view and the findings that belong to no element, of one service.

    A canvas of which nothing is stated is not drawn, nor a view of which nothing is.
    """
    name = printable(service.name)
    if not states_canvas(service):
        stated = any(service.facts.get(part) is not None for part, _ in SEVEN)
        return section(anchor, name, _seven(writer, vocabulary, service), level=4) if stated else ""
    own = [one for one in marked if _is_about(one.finding.outcome.subject, service)]
    placed: dict[str, list[Marked]] = {}
    left: list[Marked] = []
    for one in own:
        touched = [element.name for element in ELEMENTS if _touches(one, element)]
        for block in touched:
            placed.setdefault(block, []).append(one)
        if not touched:
            left.append(one)
    drawn = "".join(
        _element(writer, vocabulary, service, element, number, placed.get(element.name, ()), anchor)
        for number, element in enumerate(ELEMENTS)
    )
    outside = ""
    if left:
        outside = f"<h5>{text(writer.say(say.ELSEWHERE))}</h5>{_links(writer, left)}"
    label = text(f"{name} {writer.say(say.CANVAS)}")
    return section(
        anchor,
        name,
        f'<div class="canvas" role="group" aria-label="{label}">{drawn}</div>\n',
        outside,
        _seven(writer, vocabulary, service),
        level=4,
    )


def states_canvas(service: Record) -> bool:
    """Whether the service states one of the elements, if only as none."""
    return any(_states(service, element) for element in ELEMENTS)


def _states(service: Record, element: Element) -> bool:
    held = service.lists.get(element.records) if element.records else None
    return service.facts.get(f"canvas.{element.name}") is not None or bool(held)


def _element(
    writer: Writer,
    vocabulary: Vocabulary,
    service: Record,
    element: Element,
    number: int,
    found: Sequence[Marked],
    anchor: str,
) -> str:
    label = label_of(vocabulary, "canvas", element.name, writer.lang)
    head = f'<h5 id="{anchor}-{element.name}">{_NUMERALS[number]} {text(label)}</h5>'
    # A demand that is not met stands out; what a draft asks for does not.
    demanded = any(
        one.finding.level is Level.VIOLATION and not one.finding.outcome.instrument.draft for one in found
    )
    grave = " marked g-violation" if demanded else " marked" if found else ""
    return (
        f'<section class="el el-{element.name}{grave}" aria-labelledby="{anchor}-{element.name}">{head}'
        f"{_content(writer, service, element)}{_at(writer, found)}</section>\n"
    )


def _content(writer: Writer, service: Record, element: Element) -> str:
    records = service.lists.get(element.records, ()) if element.records else ()
    if isinstance(records, tuple) and records:
        return listed(_record(writer, record) for record in records)
    return _items(writer, service, f"canvas.{element.name}")


def _items(writer: Writer, service: Record, path: str) -> str:
    fact = service.facts.get(path)
    if fact is NONE or service.lists.get(path.removeprefix("canvas.")) is NONE:
        return f'<p class="said">{text(writer.say(say.SAID_NONE))}</p>'
    if isinstance(fact, tuple):
        return listed(text(item) for item in fact)
    written = printable(service.written.get(path, ""))
    if written:
        return f"<p>{text(written)}</p>"
    return f'<p class="blank">{text(writer.say(say.BLANK))}</p>'


def _record(writer: Writer, record: Record) -> str:
    """An item with its kind and amount, as the plan writes them."""
    amounts = [printable(record.written.get(name, "")) for name in _MONEY]
    kind = printable(record.written.get("phase", "") or record.written.get("type", ""))
    details = " · ".join(filter(None, (kind, *amounts))) or writer.say(say.UNPRICED)
    return f'{text(record.name)} <span class="t-faint">({text(details)})</span>'


def _at(writer: Writer, found: Sequence[Marked]) -> str:
    if not found:
        return ""
    return f'<p class="count">{text(writer.say(say.AT_BLOCK, n=len(found)))}</p>{_links(writer, found)}'


def _links(writer: Writer, found: Iterable[Marked]) -> str:
    return listed(
        (
            f'<a href="#{one.anchor}"><span class="badge l-{one.finding.level.value}">'
            f"{text(_level(writer, one.finding))}</span> {text(one.finding.outcome.rule.title)}</a>"
            for one in found
        ),
        "marks",
    )


def _level(writer: Writer, finding: Finding) -> str:
    if finding.level is Level.UNDETERMINED:
        return writer.words.cannot_decide
    proposal = f"{writer.words.draft} · " if finding.outcome.instrument.draft else ""
    return proposal + writer.level(finding)


def _seven(writer: Writer, vocabulary: Vocabulary, service: Record) -> str:
    rows: list[str] = []
    for part, elements in SEVEN:
        label = label_of(vocabulary, "service", part, writer.lang)
        if service.facts.get(part) is not None:
            held = _items(writer, service, part)
        else:
            by_name: Mapping[str, Element] = {element.name: element for element in ELEMENTS}
            stated = [
                f'<p class="from">{text(label_of(vocabulary, "canvas", name, writer.lang))} '
                f"({text(writer.say(say.FROM_CANVAS))})</p>{_content(writer, service, by_name[name])}"
                for name in elements
                if _states(service, by_name[name])
            ]
            held = "".join(stated) or f'<p class="blank">{text(writer.say(say.BLANK))}</p>'
        rows.append(f'<tr><th scope="row">{text(label)}</th><td>{held}</td></tr>\n')
    return (
        f'<details class="seven"><summary>{text(writer.say(say.SEVEN))}</summary>'
        f'<p class="note">{text(writer.say(say.SEVEN_NOTE))}</p>'
        f'<table><thead><tr><th scope="col">{text(writer.say(say.PART))}</th>'
        f'<th scope="col">{text(writer.say(say.CONTENT))}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></details>\n"
    )


def _is_about(subject: Subject, service: Record) -> bool:
    return subject.node == "service" and subject.name == service.name and subject.index == service.index


def _touches(one: Marked, element: Element) -> bool:
    """Whether the finding lacks, reads or asks for a field of the element."""
    outcome = one.finding.outcome
    paths = {ref.path for ref in outcome.missing}
    paths |= {ref.path for action in one.actions for ref in action.clears}
    paths |= {item.field.path for item in outcome.evidence if not item.guard}
    fields = (f"canvas.{element.name}", *element.fields)
    return any(
        path == f"services.{field}" or path.startswith(f"services.{field}.")
        for path in paths
        for field in fields
    )
