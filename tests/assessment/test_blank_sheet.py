"""The sheet that is written: it reads back, shows what the plan states, and a plan cannot break out of it."""

from __future__ import annotations

import json

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.rooms import marked, policy, schemes
from assessment.rooms import plan as made_plan
from jichim.assessment import blank_sheet, read_sheet, settle
from jichim.plan import read_plan
from jichim.source import Source


def test_every_criterion_of_every_subject_once() -> None:
    document = yaml.safe_load(blank_sheet(made_plan(), policy(), schemes(), "김평가"))
    assert document["평가"]["계획"] == "가온시 스마트도시계획"
    assert document["평가"]["평가자"] == "김평가"
    blank = {"점수": None, "의견": None}
    per_service = {"경험": blank, "역할": blank, "산출": blank}
    assert document["계획"] == {"충실": blank}
    assert document["서비스"] == {"가온버스": per_service, "가온주차": per_service}


def test_it_says_beside_each_item_what_the_plan_states_and_where() -> None:
    text = blank_sheet(made_plan(), policy(), schemes())
    bus, parking = text.split("  가온주차:")
    assert "# 파트너의 경험 [EI01.1] (1~5)" in bus
    assert "캔버스 핵심 파트너: 차량 회사 / 앱 회사 (가온.yaml:6:" in bus
    assert "비용: 차량 임차료 (구분: 운영, 연간금액: 3억원)" in bus
    assert "미기재: 역할분담" in bus, "what the rule of the same item reads"
    assert "비용: 없음" in parking
    assert "미기재: 캔버스 핵심 파트너" in parking


def test_filled_in_it_reads_back() -> None:
    text = blank_sheet(made_plan(), policy(), schemes(), "김평가").replace("점수: ,", "점수: 4,")
    one, diagnostics = read_sheet(Source("s.yaml", text), policy())
    assert one is not None
    assert diagnostics == ()
    panel, wrong = settle([one], policy(), made_plan(), schemes())
    assert wrong == ()
    assert panel is not None
    assert len(panel.ratings) == 7


def test_left_blank_it_asks_for_the_evaluator() -> None:
    _, diagnostics = read_sheet(Source("s.yaml", blank_sheet(made_plan(), policy(), schemes())), policy())
    assert marked(diagnostics) == [("A002", "평가")]


HOSTILE = [
    "가: {점수: 5}",
    "# 주석",
    "yes",
    "null",
    "1",
    "'\"",
    "*별칭",
    "!!python/object",
    "- 목록",
    "가\u2028나",
    "가\x85나",
    "a" * 500,
    "{가}",
    "가 + 나",
    "%YAML",
    "~",
]


NAMES = st.sampled_from(HOSTILE) | st.text("가나:#{}[]'\"\\&*!|>-? \u2028", min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, max_size=6))
def test_names_of_a_plan_cannot_change_the_sheet(names: list[str]) -> None:
    content = {"계획": {"명칭": "가"}, "서비스": [{"이름": name, "제공자": [name]} for name in names]}
    plan, _ = read_plan(Source("p.json", json.dumps(content)), policy().vocabulary, format="json")
    if plan is None:
        return
    text = blank_sheet(plan, policy(), schemes(), "김").replace("점수: ,", "점수: 4,")
    one, diagnostics = read_sheet(Source("s.yaml", text), policy())
    assert one is not None, (text, diagnostics)
    panel, wrong = settle([one], policy(), plan, schemes())
    assert panel is not None, (text, wrong)
    services = plan.root.lists.get("services")
    assert len(panel.ratings) == 1 + 3 * (len(services) if isinstance(services, tuple) else 0)
