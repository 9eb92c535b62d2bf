"""L011: two rules of which a plan can never meet both.

Both are about the same subjects and can apply together, and what they ask for excludes each other.
Permissions ask for nothing and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.logic import TRUE, possible
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.pairs import applicability, comparable_pairs
from jichim.diagnostic import Diagnostic, Message, Related, Severity, Text
from jichim.policy.model import DutyClass

MESSAGE = Message(
    "L011",
    "`{name}`과(와) `{other}`을(를) 함께 충족하는 계획은 있을 수 없다",
    "no plan can meet both `{name}` and `{other}`",
    "적용되는 때를 나누거나, 어느 것이 먼저인지 `단서`로 적는다",
    "divide when they apply, or say with `단서` which one gives way",
    Severity.WARNING,
)
_OTHER = Text("반대로 요구하는 규칙", "the rule that asks for the opposite")


def _run(pack: Pack) -> Iterator[Diagnostic]:
    parameters = {one.name: one for one in pack.policy.parameters}
    for first, second in comparable_pairs(pack):
        one, other = first[1], second[1]
        if DutyClass.MAY in (one.duty.duty, other.duty.duty):
            continue
        if possible([(one.require, TRUE), (other.require, TRUE)], parameters):
            continue
        together = [(applicability(one), TRUE), (applicability(other), TRUE)]
        # a rule that can never be met alone is the matter of L008
        alone = all(possible([(rule.require, TRUE)], parameters) for rule in (one, other))
        if alone and possible(together, parameters):
            related = [Related(first[0].name.span, _OTHER)]
            yield MESSAGE.at(second[0].name.span, name=other.name, other=one.name, related=related)


_SECOND = (
    ACTION.good[: ACTION.good.index("시험 ")]
    .replace("A-1", "A-2")
    .replace("운영기관 기재", "운영기관 미기재")
)
CHECK = Check(
    MESSAGE,
    "contradictory-rules",
    Text(
        "같은 때에 적용되면서 반대되는 것을 요구하는 두 규칙은 어떤 계획도 함께 충족할 수 없다.",
        "Two rules that apply together and ask for opposites can be met by no plan.",
    ),
    bad=ACTION.good.replace("A-1 부적합", "A-1 부적합\n  기대 A-2 적합") + "\n" + _SECOND,
    marked="A-2",
    good=ACTION.good.replace("  요건 ", "  적용   단계 = 운영\n  요건 ").replace(
        "A-1 부적합", "A-1 해당없음\n  기대 A-2 적합"
    )
    + "\n"
    + _SECOND.replace("  요건 ", "  적용   단계 != 운영\n  요건 "),
    run=_run,
)
