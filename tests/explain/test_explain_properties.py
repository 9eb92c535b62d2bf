"""Derivations of generated policies and plans: they agree with the reference and end in what a plan says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jichim.explain import Explainer, Explanation
from jichim.explain.model import Remark, Step, StepKind, Truth, walk
from jichim.explain.nearest import Nearest
from jichim.explain.trace import is_condition
from jichim.network import kleene
from jichim.network.interpret import Context, Frames, definition_frames, truth
from jichim.plan import Plan
from jichim.policy import Policy
from jichim.policy.model import AllOf, AnyOf, Cond, DefinitionTerm, IsTrue, Not
from jichim.review import Reviewer, TooManySubjects
from reference.facts import TooManyWorlds
from reference.outcomes import reference_review
from review.comparing import _names as names_of_subject
from review.families import FAMILIES
from review.test_differential import RATINGS, plans_of
from strategies_plan import Document, read
from strategies_policy import AS_OF, Family, Written, policies, resolved

CONSTANT = re.compile(r"-?\d|정의\d|\|( -  *\|)+ =>")
"""Conditions and definitions of constants, as generated policies hold, and rows that ask nothing."""
CLAUSES = {StepKind.WHEN, StepKind.UNLESS, StepKind.REQUIRE}


def explained(policy: Policy, plan: Plan, ratings: dict[Any, int]) -> list[Explanation]:
    """Every result of a review, explained."""
    reviewer = Reviewer(policy)
    try:
        explainer = Explainer(reviewer.assembly(plan, as_of=AS_OF, ratings=ratings))
        found = []
        for one in explainer.contents():
            if one.results:
                found += explainer.explain(one.name)
        return found
    finally:
        reviewer.close()


def folded(steps: list[Step]) -> str:
    """The outcome that the truth values of the clauses give."""
    truths = {step.kind: step.truth for step in steps}
    when = truths.get(StepKind.WHEN, Truth.TRUE)
    unless = truths.get(StepKind.UNLESS, Truth.FALSE)
    if when is Truth.FALSE or unless is Truth.TRUE:
        return "not-applicable"
    if Truth.UNKNOWN in (when, unless):
        return "undetermined"
    return {Truth.TRUE: "met", Truth.FALSE: "not-met", Truth.UNKNOWN: "undetermined"}[
        truths[StepKind.REQUIRE] or Truth.UNKNOWN
    ]


def clauses(step: Step) -> list[Step]:
    return [one for one in step.children if isinstance(one, Step) and one.kind in CLAUSES]


def check_rule(one: Explanation) -> None:
    """The clauses give the outcome, in the one world that is shown or in each of several."""
    root = one.root
    assert root.value == one.result
    if root.remark is not None and root.remark.value in ("not-in-force", "too-many-worlds"):
        return
    worlds = [child for child in root.children if isinstance(child, Step) and child.kind is StepKind.WORLD]
    for world in worlds:
        if world.children:
            assert folded(clauses(world)) == world.value
    if worlds:
        assert len({world.value for world in worlds}) > 1
        assert one.result == "undetermined"
    else:
        assert folded(clauses(root)) == one.result


def check_parts(step: Step) -> None:
    """*And*, *or* and *not* have the truth value of their parts; decisive parts suffice for it."""
    rank = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
    if step.kind in (StepKind.ALL, StepKind.ANY):
        parts = [child for child in step.children if isinstance(child, Step)]
        pick = min if step.kind is StepKind.ALL else max
        for chosen in (parts, [child for child in parts if child.decisive]):
            truths = [child.truth for child in chosen if child.truth is not None]
            assert truths
            assert step.truth is pick(truths, key=rank.__getitem__)
    elif step.kind is StepKind.NOT:
        (child,) = step.children
        assert isinstance(child, Step)
        assert child.truth is not None
        assert step.truth is not None
        assert rank[step.truth] == 2 - rank[child.truth]


def check_end(step: Step) -> None:
    """Whatever is not taken apart ends in leaves, unless it is said elsewhere or reads nothing."""
    if step.kind is StepKind.CONDITION:
        assert step.truth is not None
    if not step.children:
        elsewhere = step.kind is StepKind.WORLD or step.remark is Remark.NOT_IN_FORCE
        assert elsewhere or CONSTANT.match(step.text), step


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_derivation_of_every_result(family: Family) -> None:
    @settings(max_examples=20)
    @given(policies(family), plans_of(family), RATINGS)
    def check(written: Written, document: Document, ratings: dict[Any, int]) -> None:
        policy, plan = resolved(written), read(document)
        assume(policy is not None and plan is not None)
        assert policy is not None
        assert plan is not None
        try:
            wanted = reference_review(policy, plan, AS_OF, ratings)
            found = explained(policy, plan, ratings)
        except (TooManyWorlds, TooManySubjects):
            assume(False)
        for one in found:
            if one.kind == "rule":
                rule = next(rule for rule in policy.rules if rule.name == one.name)
                key = one.name, names_of_subject(plan, rule.bindings, one.subject)
                assert one.result == wanted.outcome(key)
                check_rule(one)
            else:
                derivation = next(each for each in policy.derivations if each.name == one.name)
                key = one.name, names_of_subject(plan, derivation.bindings, one.subject)
                assert one.result == one.root.value == wanted.value(key)
            for node in walk(one.root):
                if isinstance(node, Step):
                    check_parts(node)
                    check_end(node)

    check()


# ---- why not -------------------------------------------------------------------------------------

LOGIC = Family(
    "logic", ("service", "plan"), ("yesno", "amount", "stage"), depth=4, derivations=(0, 0), tables=False
)


def held(cond: Cond, given: dict[Cond, bool], frames: Frames, context: Context) -> int:
    """The truth value of a condition if some of its parts had another one."""
    if cond in given:
        return kleene.TRUE if given[cond] else kleene.FALSE
    if isinstance(cond, Not):
        return kleene.negate(held(cond.operand, given, frames, context))
    if isinstance(cond, (AllOf, AnyOf)):
        pick = kleene.every if isinstance(cond, AllOf) else kleene.some
        return pick(held(part, given, frames, context) for part in cond.parts)
    if isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
        definition = context.definitions[cond.term.name]
        if is_condition(definition):
            inner = definition_frames(definition, cond.term, frames)
            return held(definition.body, given, inner, context)  # type: ignore[arg-type]
    return truth(cond, frames, context)


@settings(max_examples=40)
@given(policies(LOGIC), plans_of(LOGIC), st.booleans())
def test_the_nearest_conditions_suffice_and_none_can_be_spared(
    written: Written, document: Document, met: bool
) -> None:
    policy, plan = resolved(written), read(document)
    assume(policy is not None and plan is not None)
    assert policy is not None
    assert plan is not None
    reviewer = Reviewer(policy)
    try:
        explainer = Explainer(reviewer.assembly(plan, as_of=AS_OF))
        for rule in policy.rules:
            for target in explainer.targets(rule.name):
                if target.number is None:
                    continue
                derivations = explainer.derivations
                scene = derivations.scene_of(target)
                wanted = [(rule.when, True), (rule.unless, False), (rule.require, met)]
                search = Nearest(derivations.tracer, derivations.records, derivations.root)
                sets = search._both(search._sets(one, value, scene) for one, value in wanted)
                ways = [
                    keys
                    for keys in sets
                    if all(search._reaches(one, value, keys, scene) for one, value in wanted)
                ]
                for keys in ways:
                    for spared in (None, *keys):
                        given_ = {cond: value for cond, _, value in keys - {spared}}
                        reached = all(
                            held(one, given_, scene.frames, scene.context)
                            == (kleene.TRUE if value else kleene.FALSE)
                            for one, value in wanted
                        )
                        assert reached is (spared is None)
    finally:
        reviewer.close()
