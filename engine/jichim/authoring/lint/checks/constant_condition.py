"""L008: a condition that has the same answer for every plan.

Shown over the states that the fields of a condition can be in, with intervals of what is compared with
constants (see `jichim.authoring.lint.logic`). Looked at are: `적용` and `단서`, alone and together; `요건`
where the rule applies; a yes/no definition. A rule of a permission that asks in `요건` what `적용` asks
already is no mistake, since using a permission or not are both in order, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.logic import FALSE, TRUE, UNKNOWN, possible
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Contains,
    DutyClass,
    ForRecords,
    Has,
    IsTrue,
    Not,
    OneOf,
    Overlaps,
    Rule,
)
from jichim.source import Span
from jichim.syntax import model as tree

MESSAGE = Message(
    "L008",
    "{what_ko}",
    "{what_en}",
    "조건에 모순이나 늘 성립하는 부분이 있는지 본다",
    "look for a contradiction in it, or for a part that always holds",
    Severity.WARNING,
)
_NEVER_APPLIES = (
    "규칙 `{name}`이(가) 적용되는 계획은 있을 수 없다",
    "no plan can make the rule `{name}` apply",
)
_ALWAYS = "`{name}`의 조건이 늘 성립하여 아무것도 가리지 않는다", "the condition of `{name}` always holds"
_NEVER_EXEMPT = "`{name}`의 단서는 성립할 수 없다", "the proviso of `{name}` can never hold"
_NEVER_FAILS = "`{name}`이(가) 적용되면 요건은 어긋날 수 없다", "where `{name}` applies, it cannot be unmet"
_NEVER_MET = "`{name}`이(가) 적용되면 요건은 충족될 수 없다", "where `{name}` applies, it cannot be met"
_NEVER_TRUE = "정의 `{name}`은(는) 성립할 수 없다", "the definition `{name}` can never hold"
_NEVER_FALSE = "정의 `{name}`은(는) 늘 성립한다", "the definition `{name}` always holds"


def _run(pack: Pack) -> Iterator[Diagnostic]:
    parameters = {one.name: one for one in pack.policy.parameters}

    def can(*wanted: tuple[Cond, int]) -> bool:
        return possible(wanted, parameters)

    def report(what: tuple[str, str], span: Span, name: str) -> Diagnostic:
        ko, en = (text.format(name=name) for text in what)
        return MESSAGE.at(span, what_ko=ko, what_en=en)

    for written, rule in pack.pairs(tree.Rule, pack.policy.rules):
        applies = ((rule.when, TRUE), (rule.unless, FALSE))
        if not can(*applies):
            yield report(_NEVER_APPLIES, _at(written.when or written.unless, written), rule.name)
            continue
        if written.when is not None and not can((rule.when, FALSE | UNKNOWN)):
            yield report(_ALWAYS, _at(written.when, written), rule.name)
        if written.unless is not None and not can((rule.unless, TRUE)):
            yield report(_NEVER_EXEMPT, _at(written.unless, written), rule.name)
        if not can(*applies, (rule.require, FALSE)) and not _is_used_permission(rule):
            yield report(_NEVER_FAILS, _at(written.require, written), rule.name)
        if not can(*applies, (rule.require, TRUE)):
            yield report(_NEVER_MET, _at(written.require, written), rule.name)
    for named, definition in pack.pairs(tree.Define, pack.policy.definitions):
        body = definition.body
        if isinstance(body, _CONDITIONS):
            if not can((body, TRUE)):
                yield report(_NEVER_TRUE, named.value.span, definition.name)
            elif not can((body, FALSE | UNKNOWN)):
                yield report(_NEVER_FALSE, named.value.span, definition.name)


_CONDITIONS = (AllOf, AnyOf, Not, Compare, OneOf, Contains, Overlaps, Has, ForRecords, IsTrue)


def _is_used_permission(rule: Rule) -> bool:
    return rule.duty.duty is DutyClass.MAY and not isinstance(rule.when, Always)


def _at(expr: tree.Expr | None, rule: tree.Rule) -> Span:
    return expr.span if expr is not None else rule.name.span


CHECK = Check(
    MESSAGE,
    "constant-condition",
    Text(
        "모든 계획에 답이 같은 조건은 모순되거나 남는 조건이다. 항목마다 있을 수 있는 상태(미기재, 없음, "
        "값)와 비교하는 "
        "수의 구간을 모두 따져 본다. 규칙의 조건은 적용과 단서를 함께, 요건은 규칙이 적용되는 때에 본다. 쓸 "
        "때만 적용되는 "
        "허용(`할 수 있다`)의 요건은 어긋나지 않아도 된다.",
        "A condition with one answer for every plan is contradictory or idle. All states that its fields "
        "can be in "
        "are tried: not stated, none, and the intervals between the values it compares with. `적용` and "
        "`단서` are "
        "taken together, and `요건` where the rule applies. A permission that applies only where it is used "
        "need "
        "not be able to fail.",
    ),
    bad=ACTION.good.replace("  요건 ", "  적용   구축비 > 10억원 그리고 구축비 <= 5억원\n  요건 ")
    .replace("A-1 부적합", "A-1 해당없음")
    .replace("단계 = 계획", "구축비 = 7억원"),
    marked="구축비 > 10억원 그리고 구축비 <= 5억원",
    good=ACTION.good.replace("  요건 ", "  적용   구축비 > 5억원 그리고 구축비 <= 10억원\n  요건 ").replace(
        "단계 = 계획", "구축비 = 7억원"
    ),
    run=_run,
)
