"""L012: a place in a finding that may have nothing to show.

A finding is shown where the rule applies and is not met. If a field that its text shows may be unstated
there, a reader sees `미기재` in the middle of the sentence. What is true or false needs its fields known,
so that `운영인력 < 2명` in the rule is enough to be sure. In parentheses, as in `(공고일 {공고일})`, an
unstated date reads as what it is, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.logic import FALSE, TRUE, NotKnown, possible
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack, place
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.policy.model import DefinitionTerm, DerivedTerm, FieldTerm, SharedTerm
from jichim.syntax import model as tree

MESSAGE = Message(
    "L012",
    "`{name}`의 지적에서 `{place}` 자리가 빌 수 있다",
    "the place `{place}` in the finding of `{name}` may be empty",
    "그 항목이 적힌 때에만 어긋나도록 요건을 고치거나, 글에서 뺀다",
    "let the rule fail only where the field is stated, or take it out of the text",
    Severity.WARNING,
)
_SHOWN = (FieldTerm, SharedTerm, DerivedTerm, DefinitionTerm)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    parameters = {one.name: one for one in pack.policy.parameters}
    for written, rule in pack.pairs(tree.Rule, pack.policy.rules):
        if rule.finding is None or written.finding is None:
            continue
        unmet = [(rule.when, TRUE), (rule.unless, FALSE), (rule.require, FALSE)]
        if not possible(unmet, parameters):
            continue
        before = ""
        for part in rule.finding.parts:
            if isinstance(part, str):
                before += part
            aside = before.count("(") > before.count(")")
            if not isinstance(part, _SHOWN) or aside:
                continue
            if possible([*unmet, (NotKnown(part), TRUE)], parameters):
                shown = part.span.text.strip("{}")
                span = place(written.finding.message.span, "{" + shown + "}")
                yield MESSAGE.at(span, name=rule.name, place=shown)


_TEXT = '지적   "{서비스}: 운영인력이 {운영인력}이다"'
_RULE = ACTION.good.replace('지적   "{서비스}: 운영기관이 적혀 있지 않다"', _TEXT)
CHECK = Check(
    MESSAGE,
    "empty-placeholder",
    Text(
        "지적은 규칙이 적용되고 요건이 어긋날 때 보인다. 그때 글에 넣을 항목이 미기재일 수 있으면 문장 "
        "가운데에 `미기재`가 "
        "나온다.",
        "A finding is shown where the rule applies and is not met. If a field of its text may be unstated "
        "there, "
        "the sentence shows `미기재`.",
    ),
    bad=_RULE,
    marked="{운영인력}",
    good=_RULE.replace("운영기관 기재", "운영인력 >= 2명").replace("단계 = 계획", "운영인력 = 1명"),
    run=_run,
)
