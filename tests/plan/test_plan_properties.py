"""Nothing raises; the order of keys and the notation (YAML or JSON) change nothing."""

from __future__ import annotations

import json
import random

import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading import VOCABULARY, read

from jichim.plan import Conflict, Plan, Record, read_plan
from jichim.source import Source
from jichim.vocabulary import Kind

WORDS = [
    word
    for node in VOCABULARY.nodes.values()
    for field in node.fields
    for word in (field.name, field.label, *(choice.label for choice in field.choices))
]
SCALARS = st.one_of(
    st.sampled_from(
        [
            "없음",
            "미정",
            "",
            "가",
            "3억원",
            "3억원/년",
            "18명",
            "8%",
            "2020",
            "예",
            "운영",
            "구축 서버",
            "미산정",
        ]
    ),
    st.sampled_from(WORDS),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=25,
)


_GOOD: dict[Kind, list[object]] = {
    Kind.TEXT: ["가", "나 구축", "010"],
    Kind.ITEMS: [["가", "나"], ["나구축"], "가"],
    Kind.MONEY: ["3억원", "1~2억원", "약 2억원", "미산정", "5천만원/년", "2원/건"],
    Kind.COUNT: ["18", "3"],
    Kind.RATIO: ["8%", "0.5"],
    Kind.DURATION: ["3년", "30일"],
    Kind.DATE: ["2020-10-15", "2020"],
    Kind.CHOICE: [],
    Kind.YESNO: ["예", "no", "true"],
}


def plans(node: str = "plan") -> st.SearchStrategy[dict[str, object]]:
    """Plans whose keys are right and whose values mostly are."""
    values: dict[str, st.SearchStrategy[object]] = {}
    for field in VOCABULARY.nodes[node].fields:
        if field.node is None:
            good: list[object] = _GOOD[field.kind] or [choice.label for choice in field.choices]
            values[field.label] = st.sampled_from([*good, "없음", "미정"])
        elif field.kind is Kind.SECTION:
            values[field.label] = plans(field.node) | st.just("없음")
        else:
            values[field.label] = st.lists(plans(field.node), max_size=3)
    return st.fixed_dictionaries({}, optional=values)


def shuffled(value: object, order: random.Random) -> object:
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    return [shuffled(each, order) for each in value] if isinstance(value, list) else value


def said(record: Record) -> object:
    """What a record says, without where; the figures of a contradiction in any order."""
    facts = {
        path: frozenset(each.value for each in fact.candidates) if isinstance(fact, Conflict) else fact
        for path, fact in record.facts.items()
    }
    lists = {
        path: tuple(said(each) for each in found) if isinstance(found, tuple) else found
        for path, found in record.lists.items()
    }
    return record.node, record.name, facts, lists


def outcome(plan: Plan | None) -> object:
    return None if plan is None else said(plan.root)


@given(ANYTHING)
def test_no_structure_raises(value: object) -> None:
    read_plan(Source("p.json", json.dumps(value, ensure_ascii=False)), VOCABULARY)
    read_plan(Source("p.yaml", yaml.safe_dump(value, allow_unicode=True)), VOCABULARY)


@given(st.text(alphabet="명칭서비스:-[]{}&*!|>'\"#,? \n\t가0%~", max_size=60))
def test_no_text_raises(text: str) -> None:
    for name in ("p.yaml", "p.json", "<stdin>"):
        plan, diagnostics = read(text, name)
        assert (plan is None) == any(each.is_error for each in diagnostics)


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(value: dict[str, object], order: random.Random) -> None:
    value["명칭"] = "가"
    one, notes = read(json.dumps(value, ensure_ascii=False), "p.json")
    other, others = read(json.dumps(shuffled(value, order), ensure_ascii=False), "p.json")
    assert outcome(one) == outcome(other)
    assert sorted(each.code for each in notes) == sorted(each.code for each in others)


@given(plans())
def test_yaml_and_json_say_the_same(value: dict[str, object]) -> None:
    value["명칭"] = "가"
    as_json, notes = read(json.dumps(value, ensure_ascii=False), "p.json")
    as_yaml, others = read(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "p.yaml")
    assert outcome(as_json) == outcome(as_yaml)
    assert [each.code for each in notes] == [each.code for each in others]
