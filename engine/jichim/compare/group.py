"""The comparison: groups of like services, then every pair of services judged for duplicate investment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from jichim.compare.model import (
    Aspect,
    Comparison,
    Doubt,
    Duplicate,
    Group,
    Member,
    Named,
    Near,
    Service,
    ToCheck,
)
from jichim.compare.names import Likeness, key, likeness
from jichim.compare.services import NODE, Source, agreed, services_of
from jichim.plan.model import Plan
from jichim.vocabulary.model import Vocabulary

Keys = frozenset[str]


def compare(plans: Sequence[Plan], vocabulary: Vocabulary) -> Comparison:
    """The services of one or several plans beside each other."""
    sources = services_of(plans)
    services = tuple(source.service for source in sources)
    groups = [*_by_field(services, vocabulary)]
    for aspect in (Aspect.RESOURCE, Aspect.CUSTOMER, Aspect.CHANNEL):
        groups += _by_name(services, aspect)
    duplicates: list[Duplicate] = []
    to_check: list[ToCheck] = []
    for first, second in combinations(range(len(sources)), 2):
        found = _pair(sources, first, second, vocabulary)
        if isinstance(found, Duplicate):
            duplicates.append(found)
        elif found is not None:
            to_check.append(found)
    return Comparison(
        services,
        tuple(groups),
        tuple((aspect, _single(services, aspect, groups)) for aspect in Aspect),
        tuple(duplicates),
        tuple(to_check),
        tuple(_near(services)),
    )


# ---- groups --------------------------------------------------------------------------------------


def _by_field(services: Sequence[Service], vocabulary: Vocabulary) -> list[Group]:
    """A group for each broad field, and one for each split field that several services state."""
    field = vocabulary.field(NODE, "field")
    found: list[Group] = []
    for choice in field.choices if field else ():
        split = {one.name for one in field.choices if one.within == choice.name} if field else set()
        wanted = {choice.name} | (split if choice.within is None else set())
        members = tuple(Member(i, ()) for i, one in enumerate(services) if wanted & set(one.fields))
        if len(members) > 1:
            labels = {one.name: one.label for one in field.choices} if field else {}
            broader = labels.get(choice.within or "", "")
            found.append(Group(Aspect.FIELD, choice.label, broader, members))
    return found


def _by_name(services: Sequence[Service], aspect: Aspect) -> list[Group]:
    people = aspect is Aspect.CUSTOMER
    by_key: dict[str, dict[int, list[Named]]] = {}
    for position, service in enumerate(services):
        for named in service.of(aspect) or ():
            by_key.setdefault(key(named.text, people=people), {}).setdefault(position, []).append(named)
    return [
        Group(
            aspect,
            next(iter(members.values()))[0].text,
            "",
            tuple(Member(position, tuple(written)) for position, written in members.items()),
        )
        for members in by_key.values()
        if len(members) > 1
    ]


def _single(services: Sequence[Service], aspect: Aspect, groups: Iterable[Group]) -> int:
    shared = {member.service for group in groups if group.aspect is aspect for member in group.members}
    return len(services) - len(shared)


def _near(services: Sequence[Service]) -> list[Near]:
    """Names of different services that look alike, each pair of spellings once."""
    found: dict[tuple[Aspect, str, str], Near] = {}
    for aspect in (Aspect.RESOURCE, Aspect.CUSTOMER, Aspect.CHANNEL):
        people = aspect is Aspect.CUSTOMER
        names: dict[str, tuple[int, Named]] = {}
        for position, service in enumerate(services):
            for named in service.of(aspect) or ():
                names.setdefault(key(named.text, people=people), (position, named))
        for (one, (i, first)), (other, (j, second)) in combinations(names.items(), 2):
            if i != j and likeness(one, other) == "near":
                found.setdefault((aspect, one, other), Near(aspect, first, second, (i, j)))
    return list(found.values())


# ---- pairs ---------------------------------------------------------------------------------------


def _pair(
    sources: Sequence[Source], first: int, second: int, vocabulary: Vocabulary
) -> Duplicate | ToCheck | None:
    """A duplicate, a pair that a person must judge, or nothing.

    Same area *and* same customers *and* a shared key resource; the source does not say when areas or
    customers are the same, so only equal sets are, and sets that merely overlap are for a person.
    """
    one, other = sources[first].service, sources[second].service
    if one.plan != other.plan and key(one.name) == key(other.name) and one.municipality == other.municipality:
        return None  # one service in two plans
    shared, near_resources = _matches(one.resources or (), other.resources or (), Aspect.RESOURCE)
    if not shared and not near_resources:
        return None
    names = [(Aspect.RESOURCE, a, b) for a, b in near_resources] if not shared else []
    areas = _same_areas(one, other)
    customers, near_customers = _same_customers(one, other)
    if areas is False or customers is False:
        return None
    doubts: list[Doubt] = [*([] if shared else [Doubt.NEAR_NAME])]
    doubts += [] if areas is True else [areas]
    doubts += [] if customers is True else [customers]
    names += [(Aspect.CUSTOMER, a, b) for a, b in near_customers] if customers is Doubt.NEAR_NAME else []
    # Names that look alike are listed by themselves; a pair needs more than that and silence.
    if not shared and {Doubt.AREA_NOT_STATED, Doubt.CUSTOMERS_NOT_STATED} & set(doubts):
        return None
    if doubts:
        return ToCheck((first, second), tuple(dict.fromkeys(doubts)), tuple(names), tuple(shared))
    together = sources[first].plan is sources[second].plan and agreed(
        sources[first].plan, one.name, other.name, vocabulary
    )
    return Duplicate(
        (first, second),
        tuple(area.text for area in one.areas or ()),
        tuple(customer.text for customer in one.customers or ()),
        tuple(shared),
        together,
    )


def _same_areas(one: Service, other: Service) -> bool | Doubt:
    """Areas of different municipalities differ, whatever they are called (`중구`)."""
    cities = {key(city) for city in (one.municipality, other.municipality) if city}
    if len(cities) > 1:
        return False
    if one.areas is None or other.areas is None:
        return Doubt.AREA_NOT_STATED
    mine, theirs = _keys(one.areas), _keys(other.areas)
    if mine == theirs:
        # The same name in plans that do not both say whose it is may be two places.
        unsure = one.plan != other.plan and not (one.municipality and other.municipality)
        return Doubt.AREAS_OVERLAP if unsure else bool(mine)
    if mine & theirs or _any_near(mine, theirs):
        return Doubt.AREAS_OVERLAP
    return False


def _same_customers(one: Service, other: Service) -> tuple[bool | Doubt, list[tuple[Named, Named]]]:
    if one.customers is None or other.customers is None:
        return Doubt.CUSTOMERS_NOT_STATED, []
    mine, theirs = _keys(one.customers, people=True), _keys(other.customers, people=True)
    if mine == theirs:
        return bool(mine), []
    if mine & theirs:
        return Doubt.CUSTOMERS_OVERLAP, []
    _, near = _matches(one.customers, other.customers, Aspect.CUSTOMER)
    return (Doubt.NEAR_NAME, near) if near else (False, [])


def _matches(
    mine: Sequence[Named], theirs: Sequence[Named], aspect: Aspect
) -> tuple[list[tuple[Named, Named]], list[tuple[Named, Named]]]:
    """Pairs of names that are the same, and pairs that are near."""
    people = aspect is Aspect.CUSTOMER
    found: dict[Likeness, list[tuple[Named, Named]]] = {"same": [], "near": [], "different": []}
    for a in mine:
        for b in theirs:
            found[likeness(key(a.text, people=people), key(b.text, people=people))].append((a, b))
    return found["same"], found["near"]


def _keys(names: Sequence[Named], *, people: bool = False) -> Keys:
    return frozenset(key(named.text, people=people) for named in names)


def _any_near(mine: Keys, theirs: Keys) -> bool:
    return any(likeness(a, b) == "near" for a in mine for b in theirs)
