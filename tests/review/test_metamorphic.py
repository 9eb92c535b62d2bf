"""What must not change a result: order, spelling, unrelated things; and what more information may change."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jichim.diagnostic import has_errors
from jichim.plan import Plan, Record
from jichim.policy import Policy
from jichim.review import Reviewer
from jichim.syntax import model as tree
from jichim.syntax import print_file
from review.small import policy_of, rule
from strategies_plan import contradictory_services, documents, read, services
from strategies_policy import (
    AS_OF,
    HEADER,
    Family,
    Written,
    document_in_korean,
    policies,
    resolve_files,
    resolved,
)

pytestmark = pytest.mark.slow

Results = dict[tuple[str, str], str | None]

ALONE = Family("alone", subjects=("service", "plan", "office", "goal"), derivations=(0, 3), readings=2)
PAIRS = Family("pairs", subjects=("pair",), derivations=(0, 2), readings=2)
MONOTONE = Family(
    "monotone",
    leaves=(
        "amount",
        "aggregate",
        "date",
        "duration",
        "text",
        "items",
        "stage",
        "sector",
        "topics",
        "yesno",
        "given",
        "quantified",
        "derived",
        "definition",
        "shared",
        "joined",
        "total",
    ),
    derivations=(0, 3),
    readings=2,
    tables=False,
)
NAMED = st.lists(services, min_size=2, max_size=3).map(
    lambda found: [
        {**each, "service_name": name} for each, name in zip(found, ("하나", "둘", "셋"), strict=False)
    ]
)
"""Services with names of their own, so that results can be told apart in any order."""


def results(policy: Policy, plan: Plan) -> Results:
    """Every outcome and derived value by its name and subject; pairs by their names in any order."""
    reviewer = Reviewer(policy)
    try:
        review = reviewer.review(plan, as_of=AS_OF)
    finally:
        reviewer.close()
    found: Results = {}
    for outcome in review.outcomes:
        found[outcome.rule.name, _called(outcome.subject.name)] = outcome.outcome.value
    for decision in review.decisions:
        found[decision.derivation.name, _called(decision.subject.name)] = decision.value
    for fact in review.derived:
        found[fact.name, _called(fact.subject.name)] = fact.value
    assert sum(review.counts.values()) == len(review.outcomes)
    return found


def _called(name: str) -> str:
    return " + ".join(sorted(name.split(" + ")))


def _unnumbered(found: Results) -> dict[tuple[str, str], list[str]]:
    """Records of one name are told apart (`넷#2`) by their order alone, so here they are one name."""
    merged: dict[tuple[str, str], list[str]] = {}
    for (about, name), value in found.items():
        plain = " + ".join(sorted(re.sub(r"#\d+", "", part) for part in name.split(" + ")))
        merged.setdefault((about, plain), []).append(repr(value))
    return {key: sorted(values) for key, values in merged.items()}


def _reordered(document: Any, order: random.Random, keep: tuple[str, ...] = ()) -> Any:
    """The same document with its keys and its lists in another order, except the lists in `keep`."""
    if isinstance(document, dict):
        keys = list(document)
        order.shuffle(keys)
        return {key: document[key] if key in keep else _reordered(document[key], order, keep) for key in keys}
    if isinstance(document, list):
        inner = [_reordered(each, order, keep) for each in document]
        order.shuffle(inner)
        return inner
    return document


def _policy(written: Written) -> Policy:
    policy = resolved(written)
    assume(policy is not None)
    assert policy is not None
    return policy


def _plan(document: Any) -> Plan:
    plan = read(document)
    assert plan is not None
    return plan


# Which of two sharing records speaks for a pair is decided by their order, so theirs is kept.
@given(policies(ALONE), documents(), NAMED, st.randoms(use_true_random=False))
def test_no_order_changes_a_result(written: Written, document: Any, named: Any, order: random.Random) -> None:
    document["services"] = named
    declarations = list(written.declarations)
    order.shuffle(declarations)
    files: list[list[tree.Declaration]] = [[], [], []]
    for declaration in declarations:
        order.choice(files).append(declaration)
    shuffled, problems = resolve_files(files, HEADER)
    policy = _policy(written)
    assert not has_errors(problems)
    other = _plan(_reordered(document, order, ("sharings",)))
    assert _unnumbered(results(policy, _plan(document))) == _unnumbered(results(shuffled, other))


_EQUALS = ("region", "stage", "sector", "topics", "forced", "users", "opened")
_SYMMETRIC = st.sampled_from(
    [f"a.{name} {op} b.{name}" for name in _EQUALS for op in ("=", "!=")]
    + ["a.topics 겹침 b.topics", "a.resources 겹침 b.resources", "joint(a, b) = 예"]
)


@given(st.lists(_SYMMETRIC, min_size=1, max_size=4), documents(), NAMED, st.randoms(use_true_random=False))
def test_a_condition_that_treats_both_alike_does_not_know_which_is_first(
    conditions: list[str], document: Any, named: Any, order: random.Random
) -> None:
    document["services"] = named
    policy = policy_of("".join(rule(each, "사업 a, 사업 b", n) for n, each in enumerate(conditions)))
    other = _plan(_reordered(document, order, ("sharings",)))
    assert _unnumbered(results(policy, _plan(document))) == _unnumbered(results(policy, other))


@given(policies(PAIRS) | policies(ALONE), documents())
def test_korean_and_english_words_mean_the_same(written: Written, document: Any) -> None:
    english, korean = resolved(written, "en"), resolved(written, "ko", korean=True)
    assume(english is not None)
    assert english is not None
    assert korean is not None
    assert results(english, _plan(document)) == results(korean, _plan(document_in_korean(document)))


@given(policies(ALONE) | policies(PAIRS), policies(ALONE), documents())
def test_unrelated_declarations_change_nothing_else(written: Written, more: Written, document: Any) -> None:
    policy, plan = _policy(written), _plan(document)
    kinds = (tree.Rule, tree.Criterion)
    added = tuple(_renamed(each) for each in more.declarations if isinstance(each, kinds))
    both = resolved(replace(written, declarations=(*added, *written.declarations)))
    assume(both is not None)
    assert both is not None
    found, before = results(both, plan), results(policy, plan)
    assert {key: found[key] for key in before} == before


def _renamed(declaration: Any) -> Any:
    return replace(declaration, name=replace(declaration.name, text=f"새{declaration.name.text}"))


@given(policies(ALONE) | policies(PAIRS), documents(), NAMED, services | contradictory_services)
def test_an_unrelated_service_changes_nothing_else(
    written: Written, document: Any, named: Any, service: Any
) -> None:
    """Not even one that contradicts itself; what reads the list of services is not unrelated to it."""
    printed = print_file(tree.PolicyFile(HEADER.span.source, None, written.declarations))
    assume("services" not in printed)
    policy = _policy(written)
    document["services"] = named
    before = results(policy, _plan(document))
    document["services"] = [*named, {**service, "service_name": "넷"}]
    found = results(policy, _plan(document))
    assert {key: found[key] for key in before} == before


@given(policies(MONOTONE), documents(), st.randoms(use_true_random=False))
def test_what_is_decided_stays_so_when_more_is_stated(
    written: Written, document: Any, choice: random.Random
) -> None:
    """In the order of information: without `stated` and `absent`, more facts only settle what was open."""
    policy, plan = _policy(written), _plan(document)
    more = results(policy, plan)
    less = results(policy, replace(plan, root=_forgetful(plan.root, choice)))
    open_ = (None, "undetermined")
    assert {key: value for key, value in less.items() if value not in open_}.items() <= more.items()


_IDENTIFYING = ("partners",)


def _forgetful(record: Record, choice: random.Random) -> Record:
    """The record with some of its facts not mentioned; its records stay, and what tells them apart."""
    return replace(
        record,
        facts={
            path: fact for path, fact in record.facts.items() if path in _IDENTIFYING or choice.random() < 0.7
        },
        lists={
            path: tuple(_forgetful(each, choice) for each in found) if isinstance(found, tuple) else found
            for path, found in record.lists.items()
        },
    )
