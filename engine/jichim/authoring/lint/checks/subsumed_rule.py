"""L010: a rule that says nothing that another rule does not say already.

Both are about the same subjects and ask for the same, and the other one applies wherever this one does.
One of two findings about the same thing is noise, unless two provisions really ask the same: then a waiver
says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.logic import implies
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.pairs import RulePair, applicability, comparable_pairs
from jichim.diagnostic import Diagnostic, Message, Related, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L010",
    "`{name}`은(는) `{other}`이(가) 이미 묻는 것만 묻는다",
    "`{name}` asks only what `{other}` asks already",
    "하나를 지우거나 조건을 나눈다. 두 조문이 정말 같은 것을 물으면 까닭을 적어 넘어간다",
    "remove one or divide their conditions; if two provisions do ask the same, waive this with the reason",
    Severity.WARNING,
)
_OTHER = Text("더 넓은 규칙", "the wider rule")


def _run(pack: Pack) -> Iterator[Diagnostic]:
    parameters = {one.name: one for one in pack.policy.parameters}
    reported: set[str] = set()
    for first, second in comparable_pairs(pack):
        if first[1].require != second[1].require:
            continue
        # of two rules that say the same, the later one is reported
        for narrow, wide in ((second, first), (first, second)):
            if narrow[1].name in reported:
                continue
            if implies(applicability(narrow[1]), applicability(wide[1]), parameters):
                reported.add(narrow[1].name)
                yield _found(narrow[0], wide)
                break


def _found(narrow: tree.Rule, wide: RulePair) -> Diagnostic:
    related = [Related(wide[0].name.span, _OTHER)]
    return MESSAGE.at(narrow.name.span, name=narrow.name.text, other=wide[1].name, related=related)


_SECOND = ACTION.good[: ACTION.good.index("시험 ")].replace("A-1", "A-2")
CHECK = Check(
    MESSAGE,
    "subsumed-rule",
    Text(
        "같은 대상에 같은 것을 요구하면서 조건만 더 좁은 규칙은 지적을 두 번 낼 뿐이다.",
        "A rule about the same subjects with the same requirement and a narrower condition only gives the "
        "same "
        "finding twice.",
    ),
    bad=_SECOND.replace("  요건 ", "  적용   단계 = 계획\n  요건 ")
    + ACTION.good.replace("A-1 부적합", "A-1 부적합\n  기대 A-2 부적합"),
    marked="A-2",
    good=_SECOND.replace("  요건 ", "  적용   단계 = 계획\n  요건 ")
    + ACTION.good.replace("  요건 ", "  적용   단계 != 계획\n  요건 ").replace(
        "A-1 부적합", "A-1 해당없음\n  기대 A-2 부적합"
    ),
    run=_run,
)
