"""Hypothesis strategies for plan documents over `reference/vocabulary`, with every state a field can be in.

A document is what a YAML or JSON file would hold, in canonical names; `read` makes a `Plan` of it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from jichim.plan import Plan, read_plan
from jichim.source import Source
from jichim.vocabulary import load_vocabulary
from jichim.vocabulary.model import Vocabulary

Document = dict[str, Any]

REGIONS = ("동구", "서구", "남 구", "남구")
WORDS = ("센서", "고정 센서", "차량", "앱", "플랫폼")
NAMES = ("하나", "둘", "셋", "넷")
MONEY = ("0원", "1억원", "2억원", "3억원", "1~2억원", "약 2억원", "5억원")
YEARLY = tuple(f"{amount}/년" for amount in MONEY)
COUNTS = ("0명", "1명", "2명", "3명", "2~4명", "10명")
RATIOS = ("0%", "10%", "20%", "50%", "10~30%")
DAYS = ("2023-01-31", "2023-02-28", "2023-03-01", "2024-01-01", "2024-06-15", "2025-12-31")
LENGTHS = ("28일", "30일", "1개월", "31일", "2개월", "1년", "12개월", "1~2년")
NONE, UNDECIDED, UNPRICED = "없음", "미정", "미산정"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the generated policies and plans."""
    found, problems = load_vocabulary(Path(__file__).parent / "reference" / "vocabulary")
    assert not problems, problems
    return found


def _yes_no() -> st.SearchStrategy[str]:
    return st.sampled_from(("예", "아니오"))


def _items() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)


def _written(values: st.SearchStrategy[Any], *, amount: bool = False) -> st.SearchStrategy[Any]:
    """Most often a value, else none, undecided or, for an amount, without a price."""
    others = (NONE, UNDECIDED, UNPRICED) if amount else (NONE, UNDECIDED)
    return st.integers(0, 9).flatmap(lambda n: values if n < 8 else st.sampled_from(others))


def _amounts(values: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return _written(st.sampled_from(values), amount=True)


@st.composite
def _filled(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> Document:
    """A mapping of which more or fewer optional keys are there, by how full this one is meant to be."""
    document = {key: draw(value) for key, value in required.items()}
    fullness = draw(st.sampled_from((9, 10, 7, 4)))
    for key, value in optional.items():
        if draw(st.integers(0, 9)) < fullness:
            document[key] = draw(value)
    return document


spendings = _filled(
    {"spending_name": st.sampled_from(WORDS)},
    {
        "phase": _written(st.sampled_from(("building", "running", "staffing"))),
        "yearly": _amounts(YEARLY),
        "heads": _amounts(COUNTS),
        "repeated": _written(_yes_no()),
        "since": _written(st.sampled_from(DAYS)),
    },
)
priced_spendings = _filled(
    {
        "spending_name": st.sampled_from(WORDS),
        "phase": st.sampled_from(("building", "running", "staffing")),
        "yearly": st.sampled_from(YEARLY),
    },
    {"heads": st.sampled_from(COUNTS), "repeated": _yes_no()},
)
"""Whose sum is complete, so that a stated total can contradict it."""
sheets = _filled(
    {},
    {"promise": _written(st.sampled_from(WORDS)), "tools": _written(_items()), "tested": _written(_yes_no())},
)
_SERVICE: dict[str, Any] = {
    "region": _written(st.sampled_from(REGIONS)),
    "stage": _written(st.sampled_from(("early", "middle", "late"))),
    "sector": _written(st.sampled_from(("care", "clinic", "dental", "transit"))),
    "topics": _written(
        st.lists(st.sampled_from(("life", "housing", "safety", "water")), min_size=1, max_size=2, unique=True)
    ),
    "resources": _written(_items()),
    "forced": _written(_yes_no()),
    "revenue": _amounts(YEARLY),
    "users": _amounts(COUNTS),
    "coverage": _amounts(RATIOS),
    "lifetime": _amounts(LENGTHS),
    "opened": _written(st.sampled_from(DAYS)),
    "closed": _written(st.sampled_from(DAYS)),
    "sheet": st.one_of(sheets.filter(bool), st.just(NONE)),
    "running_total": _amounts(YEARLY),
    "head_total": _amounts(COUNTS),
    "spendings": st.one_of(st.lists(spendings, min_size=1, max_size=3), st.just(NONE)),
}
services = _filled({"service_name": st.sampled_from(NAMES)}, _SERVICE)
contradictory_services = _filled(
    {
        "service_name": st.sampled_from(NAMES),
        "running_total": st.sampled_from(("0원/년", "1억원/년", "4억원/년", "7억원/년")),
        "spendings": st.lists(priced_spendings, min_size=1, max_size=3),
    },
    {key: value for key, value in _SERVICE.items() if key not in ("running_total", "spendings")},
)
"""Most of them state a total that is not the sum of its parts."""
goals = _filled(
    {"goal_name": st.sampled_from(NAMES)},
    {"target": _amounts(RATIOS), "measured": _written(_yes_no())},
)
sharings = _filled(
    {"partners": st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True)},
    {"joint": _written(_yes_no()), "joint_cost": _amounts(MONEY)},
)
offices = _filled(
    {},
    {
        "staff": _amounts(COUNTS),
        "fixed": _amounts(RATIOS),
        "board": st.one_of(
            _filled({"members": _amounts(("0명", "2명", "3명"))}, {"open_board": _written(_yes_no())}),
            st.just(NONE),
        ),
        "grants": st.one_of(
            st.lists(
                _filled({"grant_name": st.sampled_from(WORDS)}, {"grant_sum": _amounts(MONEY)}),
                min_size=1,
                max_size=3,
            ),
            st.just(NONE),
        ),
    },
)


def documents(
    service: st.SearchStrategy[Document] = services, most_services: int = 3
) -> st.SearchStrategy[Document]:
    """Plan documents; one service in every list of services at least."""
    return _filled(
        {
            "plan_name": st.just("시험 계획"),
            "services": st.lists(service, min_size=1, max_size=most_services),
        },
        {
            "submitted": _written(st.sampled_from(DAYS)),
            "approved": _written(_yes_no()),
            "budget": _amounts(MONEY),
            "office": st.one_of(offices.filter(bool), st.just(NONE)),
            "goals": st.one_of(st.lists(goals, min_size=1, max_size=2), st.just(NONE)),
            "sharings": st.one_of(st.lists(sharings, min_size=1, max_size=2), st.just(NONE)),
        },
    )


contradictory_documents = documents(contradictory_services, 2)


def read(document: Document) -> Plan | None:
    """The plan of a document, or None where it is refused."""
    text = json.dumps(document, ensure_ascii=False)
    plan, _ = read_plan(Source("generated.json", text), vocabulary(), format="json")
    return plan
