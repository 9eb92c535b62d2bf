"""Small policies and plans over the reference vocabulary, written out."""

from __future__ import annotations

from typing import Any

from jichim.diagnostic import has_errors
from jichim.plan import Plan
from jichim.policy import InstrumentFiles, Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.review import Review, Reviewer
from jichim.source import Source
from jichim.syntax import parse
from strategies_plan import read, vocabulary
from strategies_policy import AS_OF

_HEADER = '정책 fuzz\n  제목 "시험"\n  상태 시행\n  시행 2020-01-01 부터\n  출처 "시험"\n\n'
_RULE = '규칙 R{number}\n  근거 "시험"\n{subject}  의무 하여야 한다\n  요건 {condition}\n\n'


def policy_of(declarations: str) -> Policy:
    """A policy of one instrument in force; its text must be right."""
    tree, problems = parse(Source("small.jichim", _HEADER + declarations))
    policy, more = resolve([InstrumentFiles("fuzz", (tree,))], vocabulary(), shipped_endings())
    assert not has_errors((*problems, *more)), (problems, more)
    return policy


def rule(condition: str, subject: str = "사업", number: int = 1) -> str:
    """A rule that requires a condition of a subject (`사업 a, 사업 b` for a pair, "" for the plan)."""
    return _RULE.format(number=number, subject=f"  대상 {subject}\n" if subject else "", condition=condition)


def plan_of(*services: dict[str, Any], **rest: Any) -> Plan:
    """A plan of services, the first called `하나`, the second `둘`, unless they have a name."""
    names = ("하나", "둘", "셋")[: len(services)]
    named = [{"service_name": name, **service} for name, service in zip(names, services, strict=True)]
    plan = read({"plan_name": "시험 계획", "services": named, **rest})
    assert plan is not None
    return plan


def reviewed(declarations: str, plan: Plan, **options: Any) -> Review:
    reviewer = Reviewer(policy_of(declarations))
    try:
        return reviewer.review(plan, as_of=AS_OF, **options)
    finally:
        reviewer.close()


def outcomes(declarations: str, plan: Plan, **options: Any) -> list[str]:
    """The outcomes of all rules for all subjects, in their order."""
    return [one.outcome.value for one in reviewed(declarations, plan, **options).outcomes]
