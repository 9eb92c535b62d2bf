"""On generated plans a remedy clears what it says, needs every edit, and judges as the review does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.plan.normal import Completer
from jichim.policy import Policy
from jichim.remedy import Until, remedy
from jichim.remedy.budget import Budget
from jichim.remedy.goals import Goals
from jichim.remedy.ground import Ground
from jichim.remedy.judge import Judge, Setting
from jichim.remedy.stage import Stage
from jichim.review import Reviewer
from jichim.scenario import OpenPlan, open_plan
from jichim.scenario.reads import Readers
from jichim.source import Source
from remedy.finding import Ticks, after, count
from review.families import FAMILIES
from strategies_plan import Document, contradictory_documents, documents, vocabulary
from strategies_policy import AS_OF, Family, Written, policies, resolved

pytestmark = pytest.mark.slow

SOME = [family for family in FAMILIES if family.name != "everything"]


def world(written: Written, document: Document) -> tuple[Policy, OpenPlan] | None:
    policy = resolved(written)
    text = json.dumps(document, ensure_ascii=False)
    plan, _ = open_plan(Source("generated.json", text), vocabulary(), format="json")
    return None if policy is None or plan is None else (policy, plan)


def documents_of(family: Family) -> st.SearchStrategy[Document]:
    return contradictory_documents if family.contradictory else documents()


@pytest.mark.parametrize("family", SOME, ids=lambda family: family.name)
def test_a_remedy_clears_and_needs_every_edit(family: Family) -> None:
    @settings(max_examples=20)
    @given(policies(family), documents_of(family), st.sampled_from(("violation", "undetermined")))
    def check(written: Written, document: Document, until: Until) -> None:
        made = world(written, document)
        if made is None:
            return
        policy, plan = made
        reviewer = Reviewer(policy)
        try:
            found = remedy(plan, reviewer, until=until, as_of=AS_OF, seconds=0.5, clock=Ticks(0.0001))
        finally:
            reviewer.close()
        edits = [step.proposal.edit for step in found.steps]
        left = count(after(policy, plan, edits), until)
        assert found.left == left
        assert found.clear == (left == 0)
        subjects = {(one.rule.name, one.subject.name) for one in found.before.outcomes}
        named = {(one.rule, one.subject) for part in found.unclearable for one in part.findings}
        own = left - len(named - subjects)  # a record that an edit adds can have findings of its own
        for edit in edits:
            rest = [one for one in edits if one is not edit]
            assert count(after(policy, plan, rest), until) > own, edit
        assert len(named) >= left, "what is left is named"

    check()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_judge_says_what_the_review_says(family: Family) -> None:
    @settings(max_examples=20)
    @given(policies(family), documents_of(family))
    def check(written: Written, document: Document) -> None:
        made = world(written, document)
        if made is None:
            return
        policy, plan = made
        ground = Ground(
            plan,
            Judge(Setting(policy, AS_OF, {}), Readers(policy)),
            Completer(vocabulary(), plan.written),
        )
        goals = Goals(ground, "undetermined", Budget(60, Ticks()))
        stage = Stage.start(ground)
        mine = [
            (rule.name, goals.outcome(goal, stage).value)
            for rule in goals.rules.values()
            for goal in goals.of(rule)
        ]
        reviewer = Reviewer(policy)
        try:
            review = reviewer.review(plan.plan, as_of=AS_OF)
        finally:
            reviewer.close()
        said = [(one.rule.name, one.outcome.value) for one in review.outcomes if one.rule.name in goals.rules]
        assert mine == said

    check()
