"""To which service or section of the plan a table belongs, by names, headings and order."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.plan.intake.collector import Collector, visible
from jichim.plan.intake.document import Table
from jichim.plan.intake.homes import SERVICE, SERVICES, Home, Homes
from jichim.plan.intake.labels import squeeze
from jichim.plan.intake.model import Branch, Reason, Spot, Value
from jichim.plan.intake.naming import Around, Named, service_name
from jichim.vocabulary.naming import bare_name

_GENERIC = (
    "개요",
    "현황",
    "내역",
    "세부내역",
    "상세",
    "서비스 개요",
    "서비스 목록",
    "사업 개요",
    "계획 개요",
)
_TAILS = ("", "내역", "목록", "표", "계획", "항목", "구조", "산정", "추정", "현황")


class Services:
    """The services of a draft in the order of the document."""

    def __init__(self, collector: Collector, homes: Homes, texts_around: Mapping[int, Around]) -> None:
        self.around = texts_around
        self._collector = collector
        self._homes = homes
        self._made: list[tuple[int, Branch]] = []
        """With the number of the table that each comes from."""
        nodes = homes.vocabulary.nodes
        parts = {squeeze(nodes[SERVICE].label), squeeze(nodes[homes.vocabulary.root].label)}
        parts |= {word for home in homes.all for word in home.words}
        self._generic = {word + tail for word in parts for tail in map(squeeze, _TAILS)}
        self._generic |= {squeeze(word) for word in _GENERIC}

    def of(self, table: Table, named: Named | None) -> Branch:
        """The service of that name, made where it is new; a canvas without a name is a service of its own."""
        if named is not None:
            for _, service in self._made:
                if bare_name(_name(service)) == bare_name(named.text):
                    return service
        service = Branch(SERVICE)
        field = self._homes.vocabulary.field(SERVICE, "name")
        if named is None or field is None:
            self._collector.leave(Reason.NO_NAME, Spot(table.number), "")
        else:
            self._collector.state_text(service, field, Value(visible(named.text), named.spot))
        self._collector.records(self._collector.root, SERVICES).append(service)
        self._made.append((table.number, service))
        return service

    def heading_name(self, table: Table) -> Named | None:
        """The name in the nearest heading or caption that names more than a part of a plan."""
        for heading in self.around[table.number].headings():
            name = service_name(heading.text)
            if name and not self._is_generic(name):
                return Named(name, heading.spot)
        return None

    def current(self, table: Table) -> Branch | None:
        """The service that the nearest heading names; without a heading, the one before the table."""
        for heading in self.around[table.number].headings():
            squeezed = squeeze(heading.text)
            named = [each for _, each in self._made if _name(each) and squeeze(_name(each)) in squeezed]
            if named:
                return max(named, key=lambda each: len(squeeze(_name(each))))
            if service_name(heading.text) and not self._is_generic(service_name(heading.text)):
                return None
        before = [service for number, service in self._made if number < table.number]
        if before:
            return before[-1]
        return self._made[0][1] if len(self._made) == 1 else None

    def owner(self, table: Table, home: Home) -> Branch | None:
        """Where the path of a home begins: the plan, or the service that a table is about."""
        return self.current(table) if home.in_service else self._collector.root

    def decided(self, table: Table, homes: list[Home]) -> Home | None:
        """The one home, or the one that the nearest heading or a title row names."""
        if len(homes) <= 1:
            return homes[0] if homes else None
        texts = [heading.text for heading in self.around[table.number].headings()]
        texts += [cell.text for cell in table.cells[:1] if cell.columns > 1]
        for text in texts:
            named = self._homes.named_in(text, homes)
            if len(named) == 1:
                return named[0]
        return None

    def _is_generic(self, name: str) -> bool:
        """Whether a heading names a part of a plan and no service."""
        return squeeze(name) in self._generic


def _name(service: Branch) -> str:
    name = service.fields.get("name")
    return name.text if isinstance(name, Value) else ""
