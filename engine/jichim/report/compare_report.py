"""A comparison of services as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from jichim.compare.model import Aspect, Comparison, Doubt, Duplicate, Group, Named, Service, ToCheck
from jichim.diagnostic import Lang
from jichim.report.layout import Page, Run, printable
from jichim.report.parts import Lines, key_width, keyed, section

SCHEMA = "jichim.comparison/1"
MOST_NAMES = 8

_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "title": "서비스 {n}개 비교 (계획 {plans}건)",
        "note": "같은 유형끼리 나란히 보기 위한 것이며 순위를 매기지 않는다. 표기, 띄어쓰기, 수량의 "
        "차이는 없는 것으로 보고, 비슷하기만 한 이름은 같다고 세지 않는다.",
        "field": "분야별",
        "resource": "핵심 자원별: 함께 쓸 수 있는지 볼 자원",
        "customer": "고객별: 다른 서비스를 통한 제공을 살필 고객",
        "channel": "채널별: 매체를 합치거나 나란히 둘 수 있는지 볼 채널",
        "single": "견줄 서비스가 없는 것 {n}개",
        "within": "{broader} 가운데",
        "duplicates": "중복투자 (같은 지역·고객, 같은 핵심 자원)",
        "agreed": "공동활용에 합의하였다고 적었다",
        "open": "공동활용 약정이 적혀 있지 않다: 함께 제공할지, 관리 주체를 누구로 할지 살핀다",
        "none": "없음",
        "check": "확인 필요",
        "near": "확인 필요: 비슷한 이름",
        "area": "지역",
        "customers": "고객",
        "resources": "핵심 자원",
        "channels": "채널",
        "value": "가치",
        "costs": "비용",
        "revenues": "수익",
        "why": "까닭",
        "more": "외 {n}건",
        "unstated": "미기재",
        "near-name": "이름이 비슷하여 같은 것인지 알 수 없다",
        "area-not-stated": "대상지역을 적지 않았다",
        "customers-not-stated": "고객을 적지 않았다",
        "areas-overlap": "대상지역이 일부만 같거나 같은지 분명하지 않다",
        "customers-overlap": "고객이 일부만 같다",
    },
    "en": {
        "title": "{n} services compared ({plans} plans)",
        "note": "Like beside like, without a ranking. Spelling, spacing and quantities do not count; "
        "names that are merely alike are never counted as the same.",
        "field": "By field",
        "resource": "By key resource: could they be shared?",
        "customer": "By customers: could one service reach those of another?",
        "channel": "By channel: could media be merged or run side by side?",
        "single": "{n} with nothing beside them",
        "within": "within {broader}",
        "duplicates": "Duplicate investment (same area, customers and key resource)",
        "agreed": "the plan states that it is shared",
        "open": "no arrangement to share is stated: consider joint provision and a common manager",
        "none": "none",
        "check": "To be checked",
        "near": "To be checked: names that look alike",
        "area": "Area",
        "customers": "Customers",
        "resources": "Key resources",
        "channels": "Channels",
        "value": "Value",
        "costs": "Costs",
        "revenues": "Revenues",
        "why": "Why",
        "more": "and {n} more",
        "unstated": "not stated",
        "near-name": "the names look alike; whether they mean one thing is not known",
        "area-not-stated": "an area is not stated",
        "customers-not-stated": "customers are not stated",
        "areas-overlap": "the areas overlap, or it is not clear that they are the same",
        "customers-overlap": "the customers overlap only in part",
    },
}


def render_comparison(comparison: Comparison, page: Page, aspects: Sequence[Aspect] = tuple(Aspect)) -> str:
    """Groups of the chosen aspects, then duplicates and what a person must check; ends with a line break."""
    text = _WORDS[page.lang]
    plans = len({service.plan for service in comparison.services})
    title = text["title"].format(n=len(comparison.services), plans=plans)
    lines = [*page.flow([Run(title, "strong")]), page.rule("═"), *page.flow([Run(text["note"], "faint")])]
    alone = dict(comparison.single)
    for aspect in aspects:
        groups = [group for group in comparison.groups if group.aspect is aspect]
        lines += section(page, text[aspect.value], text["single"].format(n=alone[aspect]))
        for group in groups:
            shown = _field_group if aspect is Aspect.FIELD else _group
            lines += shown(page, comparison, group)
        lines += [] if groups else page.flow([text["none"]], "  ")
    lines += section(page, text["duplicates"])
    for duplicate in comparison.duplicates:
        lines += _duplicate(page, comparison, duplicate)
    lines += [] if comparison.duplicates else page.flow([text["none"]], "  ")
    lines += section(page, text["check"])
    for pair in comparison.to_check:
        lines += _to_check(page, comparison, pair)
    lines += [] if comparison.to_check else page.flow([text["none"]], "  ")
    near = [one for one in comparison.near if one.aspect in aspects]
    if near:
        lines += section(page, text["near"])
        for aspect, ones in groupby(near, key=lambda one: one.aspect):
            lines += page.flow([Run(text[aspect.value].partition(":")[0], "strong")], "  ")
            for one in ones:
                lines += page.flow([f"{_name(one.first)} ↔ {_name(one.second)}"], "    ", "      ")
    return "\n".join(lines) + "\n"


def _field_group(page: Page, comparison: Comparison, group: Group) -> Lines:
    """Each service of a field with what the source compares: value, customers, costs, revenues."""
    text = _WORDS[page.lang]
    wide = key_width(*(text[key] for key in ("resources", "customers", "revenues", "channels")))
    within = f"  {text['within'].format(broader=group.broader)}" if group.broader else ""
    title = [Run(printable(group.label), "strong"), Run(f" {len(group.members)}{within}", "faint")]
    lines = ["", *page.flow(title, "  ")]
    if group.broader:  # what is beside what was shown under the broader field
        names = ", ".join(_title(comparison.services[member.service]) for member in group.members)
        return lines + page.flow([names], "    ")
    for member in group.members:
        service = comparison.services[member.service]
        where = Run(f"  {page.place(service.place)}", "faint")
        lines += page.flow([Run(_title(service), "strong"), where], "    ", "      ")
        parts = (
            ("value", service.value),
            ("customers", service.customers),
            ("resources", service.resources),
            ("channels", service.channels),
            ("costs", service.costs),
            ("revenues", service.revenues),
        )
        for key, names_ in parts:
            lines += keyed(page, text[key], [_listed(names_, page.lang)], indent=6, width=wide)
    return lines


def _group(page: Page, comparison: Comparison, group: Group) -> Lines:
    lines = page.flow([Run(printable(group.label), "strong"), Run(f" {len(group.members)}", "faint")], "  ")
    for member in group.members:
        service = comparison.services[member.service]
        written = ", ".join(_name(named) for named in member.written)
        area = _listed(service.areas, page.lang)
        runs: list[Run | str] = [_title(service), Run(f" · {written} · {area}", "faint")]
        lines += page.flow(runs, "    ", "      ")
    return lines


def _duplicate(page: Page, comparison: Comparison, pair: Duplicate) -> Lines:
    text = _WORDS[page.lang]
    wide = key_width(text["resources"], text["customers"], text["area"])
    lines = page.flow([Run(_pair(comparison, pair.services), "strong")], "  ", "    ")
    lines += keyed(page, text["area"], [", ".join(map(printable, pair.areas))], indent=4, width=wide)
    lines += keyed(page, text["customers"], [", ".join(map(printable, pair.customers))], indent=4, width=wide)
    for first, second in pair.resources:
        places = Run(f"  {page.place(first.place)}, {page.place(second.place)}", "faint")
        lines += keyed(page, text["resources"], [_both(first, second), places], indent=4, width=wide)
    verdict = Run(text["agreed"], "good") if pair.agreed else Run(text["open"], "ask")
    return lines + page.flow([verdict], "    ")


def _to_check(page: Page, comparison: Comparison, pair: ToCheck) -> Lines:
    text = _WORDS[page.lang]
    wide = key_width(text["resources"], text["why"])
    lines = page.flow([Run(_pair(comparison, pair.services), "strong")], "  ", "    ")
    for first, second in pair.resources:
        lines += keyed(page, text["resources"], [_both(first, second)], indent=4, width=wide)
    for doubt in pair.doubts:
        names = [f"{_name(a)} ↔ {_name(b)}" for _, a, b in pair.names] if doubt is Doubt.NEAR_NAME else []
        detail = f": {'; '.join(names)}" if names else ""
        lines += keyed(page, text["why"], [Run(text[doubt.value], "open"), detail], indent=4, width=wide)
    return lines


def _both(first: Named, second: Named) -> str:
    return _name(first) if first.text == second.text else f"{_name(first)} = {_name(second)}"


def _pair(comparison: Comparison, pair: tuple[int, int]) -> str:
    return " + ".join(_title(comparison.services[position]) for position in pair)


def _title(service: Service) -> str:
    return f"{printable(service.name)} ({printable(service.municipality or service.plan)})"


def _name(named: Named) -> str:
    return printable(named.text)


def _listed(names: Sequence[Named] | None, lang: Lang) -> str:
    text = _WORDS[lang]
    if names is None:
        return text["unstated"]
    shown = [_name(one) for one in names[:MOST_NAMES]]
    shown += [text["more"].format(n=len(names) - MOST_NAMES)] if len(names) > MOST_NAMES else []
    return ", ".join(shown) or text["none"]


# ---- JSON ----------------------------------------------------------------------------------------


def comparison_json(comparison: Comparison) -> str:
    """`jichim.comparison/1`: services by position, and everything else refers to those positions."""
    document = {
        "schema": SCHEMA,
        "services": [_service_document(service) for service in comparison.services],
        "groups": [
            {
                "by": group.aspect.value,
                "label": group.label,
                "broader": group.broader or None,
                "services": [member.service for member in group.members],
                "written": [[named.text for named in member.written] for member in group.members],
            }
            for group in comparison.groups
        ],
        "duplicates": [
            {
                "services": pair.services,
                "areas": pair.areas,
                "customers": pair.customers,
                "resources": [[first.text, second.text] for first, second in pair.resources],
                "shared_use_agreed": pair.agreed,
            }
            for pair in comparison.duplicates
        ],
        "to_check": [
            {
                "services": pair.services,
                "why": [doubt.value for doubt in pair.doubts],
                "names": [[aspect.value, first.text, second.text] for aspect, first, second in pair.names],
                "resources": [[first.text, second.text] for first, second in pair.resources],
            }
            for pair in comparison.to_check
        ],
        "near": [
            {"by": one.aspect.value, "names": [one.first.text, one.second.text], "services": one.services}
            for one in comparison.near
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _service_document(service: Service) -> dict[str, object]:
    lists = {
        "areas": service.areas,
        "customers": service.customers,
        "resources": service.resources,
        "channels": service.channels,
    }
    return {
        "name": service.name,
        "plan": service.plan,
        "municipality": service.municipality or None,
        "at": str(service.place),
        "fields": service.fields,
        **{key: None if names is None else [one.text for one in names] for key, names in lists.items()},
    }
