"""L007: a rule or decision table that no test is about.

What no test expects can change its meaning without anyone noticing. How thoroughly the tests cover a rule is
the matter of the coverage report; here it is only whether there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L007",
    "`{name}`을(를) 보는 시험이 없다",
    "no test is about `{name}`",
    "`기대 {name} …`이 있는 `시험`을 쓴다",
    "write a `시험` with `기대 {name} …`",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    expected = {one.name.rpartition(":")[2] for test in pack.policy.tests for one in test.expectations}
    for rule in pack.each(tree.Rule):
        if rule.name.text not in expected:
            yield MESSAGE.at(rule.name.span, name=rule.name.text)
    for table in pack.each(tree.Table):
        if not expected & {table.name.text, *(output.text for output in table.outputs)}:
            yield MESSAGE.at(table.name.span, name=table.name.text)


CHECK = Check(
    MESSAGE,
    "untested",
    Text(
        "시험이 보지 않는 규칙은 뜻이 달라져도 아무도 모른다. 얼마나 촘촘히 보는지는 도달 보고서가 말한다.",
        "What no test expects can change its meaning unnoticed. How thoroughly tests cover a rule is told "
        "by the "
        "coverage report.",
    ),
    bad=ACTION.good[: ACTION.good.index("시험 ")],
    marked="A-1",
    good=ACTION.good,
    run=_run,
)
