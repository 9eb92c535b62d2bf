"""Services beside each other: groups, duplicates, shareable resources, near matches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from jichim.plan.model import Place


class Aspect(str, Enum):
    """By what services are grouped, in the order of the source."""

    FIELD = "field"
    RESOURCE = "resource"
    CUSTOMER = "customer"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Named:
    """One name that a plan gives (a resource, a customer group), as written, with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Service:
    """A service with what is compared; a list is None where the plan does not mention it."""

    plan: str
    municipality: str
    """Empty where the plan names none."""
    name: str
    place: Place
    fields: tuple[str, ...]
    """Canonical choices as stated, broad or split."""
    areas: tuple[Named, ...] | None
    customers: tuple[Named, ...] | None
    resources: tuple[Named, ...] | None
    channels: tuple[Named, ...] | None
    value: tuple[Named, ...] | None
    costs: tuple[Named, ...] | None
    revenues: tuple[Named, ...] | None

    def of(self, aspect: Aspect) -> tuple[Named, ...] | None:
        return {
            Aspect.RESOURCE: self.resources,
            Aspect.CUSTOMER: self.customers,
            Aspect.CHANNEL: self.channels,
        }[aspect]


@dataclass(frozen=True, slots=True)
class Member:
    """A service of a group, and how its plan writes what it shares."""

    service: int
    """Its position in `Comparison.services`."""
    written: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Services that share a field or a name; `broader` is the field that a split one belongs to."""

    aspect: Aspect
    label: str
    broader: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two services for the same area and customers with a shared key resource.

    `agreed` is set where the plan states that both use a resource together.
    """

    services: tuple[int, int]
    areas: tuple[str, ...]
    customers: tuple[str, ...]
    resources: tuple[tuple[Named, Named], ...]
    agreed: bool


class Doubt(str, Enum):
    """Why a pair needs a person."""

    NEAR_NAME = "near-name"
    """Two names look alike and may mean one thing."""
    AREA_NOT_STATED = "area-not-stated"
    CUSTOMERS_NOT_STATED = "customers-not-stated"
    AREAS_OVERLAP = "areas-overlap"
    CUSTOMERS_OVERLAP = "customers-overlap"


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A possible duplicate that the facts do not settle; `names` are the two spellings in doubt, if any."""

    services: tuple[int, int]
    doubts: tuple[Doubt, ...]
    names: tuple[tuple[Aspect, Named, Named], ...]
    resources: tuple[tuple[Named, Named], ...]
    """Key resources that both have beyond doubt."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two names of one aspect that look alike, wherever they stand."""

    aspect: Aspect
    first: Named
    second: Named
    services: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in the order of the plans and of their services.

    Guaranteed: no pair stands both in `duplicates` and in `to_check`.
    """

    services: tuple[Service, ...]
    groups: tuple[Group, ...]
    """Two or more members each; those of one aspect together."""
    single: tuple[tuple[Aspect, int], ...]
    """How many services share nothing with another in an aspect, and so have nothing beside them."""
    duplicates: tuple[Duplicate, ...]
    to_check: tuple[ToCheck, ...]
    near: tuple[Near, ...]
