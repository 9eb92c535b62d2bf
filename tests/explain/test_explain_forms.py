"""Explanations as text, JSON, HTML, DOT and SVG: exact texts, valid documents, harmless with any plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from wcwidth import wcswidth

from explain.asked import TWO_FIGURES, explained, explainer, incheon, plan_of_text, proposals
from jichim.explain import Explanation
from jichim.plan.model import Record
from jichim.report import Page
from jichim.report.explain_graph import explanations_dot, explanations_svg
from jichim.report.explain_html import explanations_html
from jichim.report.explain_json import contents_json, explanations_json
from jichim.report.explain_text import render_contents, render_explanations
from jichim.report.names import Names

SCHEMA = json.loads((files("jichim.report") / "schema" / "explain-1.json").read_text("utf-8"))
HOSTILE = "\x1b[31m<b onclick=1>&\"'\\\u202e한"


def text_of(*found: Explanation, lang: Any = "ko", full: bool = False, width: int = 100) -> str:
    return render_explanations(found, Page(width=width, lang=lang), proposals().vocabulary, full=full)


def document(*found: Explanation) -> Any:
    read = json.loads(explanations_json(found))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def everything() -> list[Explanation]:
    """Every result of the contradictory plan, each with a question why not."""
    asked = explainer(plan_of_text(TWO_FIGURES))
    found = []
    for one in asked.contents():
        if one.results:
            expect = "met" if one.kind == "rule" else None
            found += asked.explain(one.name, expect=expect)
    return found


def test_the_text_of_an_unmet_proposal() -> None:
    text = text_of(explained(incheon(), "PSD-OWNER", "I-MOD", "met"))
    assert text.partition("  왜 그런가\n")[2] == (
        "  부적합  PSD-OWNER\n"
        "  ├─ 단서 거짓  단계 기재 그리고 단계 = 종료  시범 운영 · 35행\n"
        "  └─ 요건 거짓  책임주체기재 그리고 주체하나 그리고 기관하나 그리고 (운영주체확정 미기재 또는\n"
        "     │ 운영주체확정 = 예)\n"
        "     └─ 정의 거짓  책임주체기재\n"
        "        ├─ 거짓  서비스.운영주체 기재  미기재 · 33행\n"
        "        └─ 거짓  운영기관 기재  미기재 · 33행\n"
        "\n"
        "  왜 적합이 아닌가\n"
        "  가장 가까운 길\n"
        "    1. 서비스.운영주체 있음  지금 모름, 참이어야 함\n"
        "         운영주체: 미기재 (33행)\n"
        "    2. 운영기관 있음  지금 모름, 참이어야 함\n"
        "         운영기관: 미기재 (33행)\n"
        "  먼저 알아야 할 것 (이 결과에 걸린 미기재 항목 · 검토 전체에서 많은 결과가 기다리는 것부터)\n"
        "    운영주체  기다리는 결과 5건 · 그 가운데 이것만 비어 있는 것 5건\n"
        "\n"
        "결과에 영향을 주지 않은 조건은 뺐다. --full을 붙이면 모두 나온다.\n"
    )


def test_an_undetermined_decision_names_what_it_waits_for_and_no_row_of_its_table() -> None:
    text = text_of(explained(incheon(), "운영주체", "I-MOD"))
    assert "경우 재검토" not in text
    assert "├─ 도출  연간사회성 = 판단불가\n  │  │  ├─ 사회비용액  미기재  33행\n" in text
    full = text_of(explained(incheon(), "운영주체", "I-MOD"), full=True)
    assert "모름  경우 재검토" in full
    assert "점화: 운영주체 unknown" in full
    assert len(full.splitlines()) > 2 * len(text.splitlines())


def test_what_is_said_above_is_not_repeated() -> None:
    text = text_of(explained(plan_of_text(TWO_FIGURES), "운영주체", "새벽버스"))
    assert text.count("사회비용액 < 사회이익액") == 1
    assert "도출 사회성 = 순이익 · 위와 같은 값" in text


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_wider_than_the_page(lang: str, width: int, full: bool) -> None:
    for line in text_of(*everything(), lang=lang, width=width, full=full).splitlines():
        assert wcswidth(line) <= width, line


def test_english_words_stand_around_what_the_policy_writes() -> None:
    text = text_of(explained(incheon(), "PSD-OWNER", "I-MOD", "met"), lang="en")
    assert "not met  PSD-OWNER" in text
    assert "false  서비스.운영주체 기재  operator: not stated · line 33" in text
    assert "Why the result is not `met`" in text
    assert "operator  5 results wait for it · 5 of them lack nothing else" in text


def test_the_contents() -> None:
    asked = explainer(incheon())
    text = render_contents(asked.contents(), Page())
    assert re.search(r"PSD-OWNER +책임지는 주체의 명확화  서비스 · 부적합 2", text)
    assert re.search(r"운영주체 +사업계획단계의 운영·관리 주체  서비스 · 판단불가 2", text)
    read = json.loads(contents_json(asked.contents()))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    assert {"kind": "rule", "name": "PSD-OWNER"}.items() <= next(
        one for one in read["contents"] if one["name"] == "PSD-OWNER"
    ).items()


def test_the_document_of_everything_satisfies_the_schema() -> None:
    for one in document(*everything())["explanations"]:
        nodes = one["nodes"]
        assert nodes[0]["value"] == one["result"]
        reached = {0} | {child for node in nodes for child in node.get("children", ())}
        assert reached == set(range(len(nodes)))


def test_the_json_is_a_graph_without_circles_that_ends_in_leaves() -> None:
    (one,) = document(explained(plan_of_text(TWO_FIGURES), "운영주체", "새벽버스"))["explanations"]
    costs = [node for node in one["nodes"] if node["node"] == "plan-value" and node["figures"]]
    assert {figure["at"] for node in costs for figure in node["figures"]} == {
        "plan.yaml:7:12",
        "plan.yaml:9:36",
    }
    depth = {}

    def deep(number: int) -> int:
        if number not in depth:
            depth[number] = -1
            children = one["nodes"][number].get("children", ())
            depth[number] = 1 + max((deep(child) for child in children), default=0)
        assert depth[number] > 0, "a circle"
        return int(depth[number])

    assert deep(0) > 5


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.seen |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile() -> Explanation:
    """A service whose name and stage a careless reader of plans might have let through."""
    plan = plan_of_text(TWO_FIGURES)
    (service,) = (one for one in plan.root.lists["services"] if isinstance(one, Record))
    written = {**service.written, "stage": HOSTILE}
    made = replace(service, name=HOSTILE, written=written)
    root = replace(plan.root, lists={**plan.root.lists, "services": (made,)})
    (found,) = explainer(replace(plan, root=root)).explain("PSD-OWNER", expect="not-met")
    return found


def test_html_is_balanced_and_holds_nothing_that_a_plan_could_run() -> None:
    names = Names(proposals().vocabulary, "ko")
    for found in ([hostile()], everything()):
        html = explanations_html(found, names)
        parser = _Balanced()
        parser.feed(html)
        assert parser.open == []
        assert parser.seen <= {"class", "lang", "open"}
        assert "\x1b" not in html


def test_svg_is_xml_and_boxes_do_not_overlap() -> None:
    names = Names(proposals().vocabulary, "ko")
    svg = explanations_svg([hostile(), explained(plan_of_text(TWO_FIGURES), "운영주체", "새벽버스")], names)
    root = ElementTree.fromstring(svg)
    boxes = [
        tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert len(boxes) > 20
    for position, (x, y, width, height) in enumerate(boxes):
        assert x + width <= float(root.attrib["width"])
        assert y + height <= float(root.attrib["height"])
        for other_x, other_y, other_width, other_height in boxes[position + 1 :]:
            apart = (
                x + width <= other_x
                or other_x + other_width <= x
                or y + height <= other_y
                or other_y + other_height <= y
            )
            assert apart


def test_dot_quotes_what_a_plan_says() -> None:
    dot = explanations_dot([hostile()], Names(proposals().vocabulary, "ko"))
    for line in dot.splitlines():
        assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0, line
    assert "\x1b" not in dot
    assert dot.startswith("digraph ")
    assert dot.endswith("}\n")


@pytest.mark.parametrize("render", [explanations_dot, explanations_svg, explanations_html])
def test_all_forms_name_the_result_and_the_place(render: Callable[..., str]) -> None:
    found = explained(incheon(), "PSD-OWNER", "I-MOD")
    text = render([found], Names(proposals().vocabulary, "ko"))
    for said in ("부적합", "책임주체기재", "미기재 · 33행"):
        assert said in text


def test_a_plan_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in text_of(hostile())
    assert "\u202e" not in text_of(hostile())
