"""Which outcomes a rule can have: what is called unreachable never happens, and the usual cases are found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings

from jichim.authoring.coverage import reach
from jichim.network.compile import applicability
from jichim.review import Reviewer
from jichim.review.outcomes import OUTCOMES
from policy.programs import policy_of, rule
from strategies_plan import Document, contradictory_documents, documents, read
from strategies_policy import AS_OF, Family, Written, policies, resolved


def outcomes(text: str, *declarations: str) -> list[str]:
    policy = policy_of(*declarations, text)
    (one,) = policy.rules
    definitions = {each.name: each for each in policy.definitions}
    return sorted(reach.outcomes(applicability(one), one.require, definitions))


ALL = ["met", "not-applicable", "not-met", "undetermined"]


@pytest.mark.parametrize(
    ("when", "require", "expected"),
    [
        ("", "제공자 기재", ["met", "not-met"]),
        ("", "제공자 기재 그리고 제공자 있음", ["met", "not-met"]),
        ("", "제공자 있음", ["met", "not-met", "undetermined"]),
        ("", "구축비 기재 그리고 구축비 <= 5억원", ["met", "not-met", "undetermined"]),
        ("제공자 기재", "제공자 기재", ["met", "not-applicable"]),
        ("제공자 기재 그리고 제공자 있음", "제공자 있음", ["met", "not-applicable"]),
        ("단계 기재 그리고 단계 = 종료", "제공자 기재", ["met", "not-applicable", "not-met"]),
        ("단계 = 종료", "제공자 기재", ALL),
        ("", "비용 기재 그리고 모든(비용: 금액 기재)", ["met", "not-met"]),
        ("", "모든(비용: 금액 기재)", ["met", "not-met", "undetermined"]),
    ],
)
def test_what_a_rule_can_come_to(when: str, require: str, expected: list[str]) -> None:
    text = rule(require)
    if when:
        text = text.replace("  요건", f"  적용 {when}\n  요건")
        assert when in text
    assert outcomes(text) == expected


def test_definitions_are_followed() -> None:
    definition = "정의 견본적음 대상 서비스 = 제공자 기재 그리고 제공자 있음"
    assert outcomes(rule("견본적음"), definition) == ["met", "not-met"]


def test_past_the_bound_everything_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "MOST_STEPS", 0)
    assert outcomes(rule("제공자 기재 그리고 제공자 있음")) == ALL


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "plans"),
    [
        (Family("logic", depth=3), documents()),
        (
            Family("presence", leaves=("presence", "given", "yesno", "quantified", "items"), depth=3),
            documents(),
        ),
        (Family("figures", contradictory=True), contradictory_documents),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_is_called_unreachable_does_not_happen(family: Family, plans: Any) -> None:
    @settings(max_examples=40)
    @given(policies(family), plans)
    def check(written: Written, document: Document) -> None:
        policy, plan = resolved(written), read(document)
        assume(policy is not None and plan is not None)
        assert policy is not None
        assert plan is not None
        definitions = {one.name: one for one in policy.definitions}
        reviewer = Reviewer(policy)
        try:
            verdicts = reviewer.verdicts(plan, as_of=AS_OF)
            for signature, rules in verdicts.program.rules.items():
                for number, one in enumerate(rules):
                    possible = reach.outcomes(applicability(one), one.require, definitions)
                    found = {OUTCOMES[row[number]].value for row in verdicts.codes[signature]}
                    assert found <= possible, one.name
        finally:
            reviewer.close()

    check()
