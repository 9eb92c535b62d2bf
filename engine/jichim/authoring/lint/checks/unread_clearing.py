"""L016: `해소` names a field that the rule does not read.

`해소` tells the author of a plan which fields to state so that a finding goes away. Stating a field that the
rule does not read, directly or through definitions and derivations, cannot do that.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.reached import Reached
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.policy.model import FieldTerm, ListTerm
from jichim.syntax import model as tree

MESSAGE = Message(
    "L016",
    "`{field}`을(를) 적어도 `{name}`의 지적은 그대로이다: 읽지 않는 항목이다",
    "stating `{field}` cannot clear `{name}`, which does not read it",
    "`해소`에서 빼거나, 규칙이 읽는 항목으로 바꾼다",
    "remove it from `해소`, or name a field that the rule reads",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    reached = Reached(pack.policy)
    for written, rule in pack.pairs(tree.Rule, pack.policy.rules):
        read = reached.of_rule(rule)
        for name, target in zip(written.clears, rule.clears, strict=False):
            if not _reads(read, target):
                yield MESSAGE.at(name.span, field=name.text, name=rule.name)


def _reads(read: frozenset[tuple[str, str]], target: FieldTerm | ListTerm) -> bool:
    """Whether the field is read, or a record list that it belongs to, or a field inside it."""
    return any(
        node == target.node
        and (path == target.path or path.startswith(target.path + ".") or target.path.startswith(path + "."))
        for node, path in read
    )


CHECK = Check(
    MESSAGE,
    "unread-clearing",
    Text(
        "`해소`는 무엇을 적으면 지적이 사라지는지 말한다. 규칙이 읽지 않는 항목을 적어서는 사라지지 않는다.",
        "`해소` tells which fields to state so that a finding goes away. A field that the rule does not "
        "read cannot "
        "do that.",
    ),
    bad=ACTION.good.replace("담당 계획수립권자", "담당 계획수립권자  해소 운영기관, 운영인력"),
    marked="운영인력",
    good=ACTION.good.replace("담당 계획수립권자", "담당 계획수립권자  해소 운영기관"),
    run=_run,
)
