"""Line, column and path of every kind of value."""

from __future__ import annotations

import pytest
from reading import read, root

from jichim.plan import Place, Record

YAML = """\
# 주석
명칭: 인천
목표:
  - 하나
  - 둘
전담조직:
  명칭: "과"
  책임자: {직급: 5급}
서비스:
  - 이름: 가
    비용:
    - {항목: 임대, 금액: 3억원}
  - 나
"""
JSON = (
    '{\n "명칭": "인천",\n "서비스": [\n  {"이름": "가",\n   "비용": [{"항목": "임대", "금액": "3억원"}]}]}'
)


def records(record: Record, path: str) -> tuple[Record, ...]:
    found = record.lists[path]
    assert isinstance(found, tuple)
    return found


def test_places_in_yaml() -> None:
    plan = root(YAML)
    assert {path: (place.line, place.column, place.path) for path, place in plan.places.items()} == {
        "name": (2, 5, "명칭"),
        "goals": (4, 3, "목표"),
        "unit.name": (7, 7, "전담조직.명칭"),
        "unit.head.grade": (8, 13, "전담조직.책임자.직급"),
        "unit.head": (8, 8, "전담조직.책임자"),
        "unit": (7, 3, "전담조직"),
        "services": (10, 3, "서비스"),
    }
    first, second = records(plan, "services")
    assert first.place == Place("p.yaml", 10, 5, "서비스[0]")
    assert second.place == Place("p.yaml", 13, 5, "서비스[1]")
    assert second.places["name"] == Place("p.yaml", 13, 5, "서비스[1]")
    (cost,) = records(first, "costs")
    assert cost.places["amount"] == Place("p.yaml", 12, 20, "서비스[0].비용[0].금액")
    assert str(cost.places["amount"]) == "p.yaml:12:20"
    assert cost.written["amount"] == "3억원"
    assert plan.written["goals"] == "하나, 둘"


def test_places_in_json() -> None:
    plan = root(JSON, "p.json")
    assert plan.places["name"] == Place("p.json", 2, 8, "명칭")
    (service,) = records(plan, "services")
    (cost,) = records(service, "costs")
    assert cost.places["amount"] == Place("p.json", 5, 30, "서비스[0].비용[0].금액")


@pytest.mark.parametrize("before", ["# 🙂 주석\n", "# a\r\n", "\n\n", "--- # 문서\n"])
def test_columns_count_code_points(before: str) -> None:
    text = before + '목적: "🙂"\n인력: 3건\n'
    (diagnostic,) = read(text)[1]
    assert diagnostic.span is not None
    assert diagnostic.span.text == "3건"
    assert diagnostic.span.line == text[: text.index("3건")].count("\n") + 1
